/*
 * tests/base/plain_hash.c - the hashes of names and ids are others in each process: a document
 * cannot be written so that they collide.
 */
#include "plain.h"

#include <vsapi/text.h>

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#define NAMES 10000

static const GUID id = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};

/* What another process of this program prints. */
static void ask(const char *program, char *answer, int size)
{
    char command[4096];
    FILE *child;

    snprintf(command, sizeof command, "'%s' print", program);
    child = popen(command, "r");
    CHECK(child && fgets(answer, size, child));
    CHECK(child && pclose(child) == 0);
}

/* Low bits are what hash tables take: no place of a table gets many more names than others. */
static void check_spread(void)
{
    static unsigned places[1024];
    unsigned most = 0;

    for (unsigned i = 0; i < NAMES; i++) {
        char name[32];
        unsigned *place;

        snprintf(name, sizeof name, "component%u", i);
        place = &places[vsapi_text_hash(name) % 1024];
        most = ++*place > most ? *place : most;
    }
    CHECK(most < 50);
}

int main(int argc, char **argv)
{
    char first[64] = "", second[64] = "";

    if (argc > 1) {
        printf("%" PRIu32 " %" PRIu32 "\n", vsapi_text_hash("ledger"), vsapi_guid_hash(&id));
        return 0;
    }
    ask(argv[0], first, sizeof first);
    ask(argv[0], second, sizeof second);
    CHECK(strcmp(first, second) != 0);
    CHECK(strcmp(strchr(first, ' ') ? strchr(first, ' ') : "",
                 strchr(second, ' ') ? strchr(second, ' ') : "") != 0);
    CHECK(strtoul(first, NULL, 10) != strtoul(second, NULL, 10));
    CHECK(vsapi_text_hash("Ledger") == vsapi_text_hash("LEDGER"));
    CHECK(vsapi_text_hash("ab") != vsapi_text_hash("ba"));
    CHECK(vsapi_text_hash(NULL) == vsapi_text_hash(""));
    CHECK(vsapi_text_hash("a") != vsapi_text_hash(""));
    check_spread();
    return plain_result();
}
