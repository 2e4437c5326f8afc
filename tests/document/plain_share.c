/*
 * tests/document/plain_share.c - documents under threads: a frozen Writer Metadata Document that
 * all read, documents read side by side, and parts handed out and taken back by many writers.
 */
#include "plain.h"

#include "documents.h"

#include <vsapi/thread.h>

#define THREADS 6
#define ROUNDS 60

static struct vsapi_wmd *shared;
static struct vsapi_bcd *bcd;
static struct document_file text;

static void on_all(void (*run)(void *))
{
    struct vsapi_thread threads[THREADS];
    uintptr_t i;

    for (i = 0; i < THREADS; i++)
        CHECK(vsapi_thread_start(&threads[i], run, (void *)i) == S_OK);
    for (i = 0; i < THREADS; i++)
        vsapi_thread_join(&threads[i]);
}

static void read_shared(void *unused)
{
    (void)unused;
    for (int round = 0; round < ROUNDS; round++) {
        char *xml;
        size_t size;

        vsapi_wmd_ref(shared);
        CHECK(vsapi_wmd_find(shared, "books", "2023") != NULL);
        CHECK(vsapi_wmd_write(shared, &xml, &size) == S_OK);
        CHECK(size == text.size && strcmp(xml, text.bytes) == 0);
        CHECK(document_try("wmd", xml, size) == S_OK);
        CHECK(document_try("wmd", xml, size - 1) == VSS_E_INVALID_XML_DOCUMENT);
        vsapi_free(xml);
        vsapi_wmd_unref(shared);
    }
}

static GUID instance(unsigned n)
{
    return (GUID){n, 2, 0, {0}};
}

/* Each thread is a writer: takes its part, changes it, gives it back. */
static void write_part(void *argument)
{
    unsigned number = (unsigned)(uintptr_t)argument;
    GUID id = instance(number);

    for (int round = 0; round < ROUNDS; round++) {
        struct vsapi_bcd *part;
        char stamp[20];

        vsapi_mutex_lock(&bcd->lock);
        CHECK(vsapi_bcd_clone_writer(bcd, vsapi_bcd_find_writer(bcd, &id), &part) == S_OK);
        vsapi_mutex_unlock(&bcd->lock);
        snprintf(stamp, sizeof stamp, "%u %d", number, round);
        CHECK(vsapi_bcd_text(part, &part->writers.items[0]->components.items[0]->backup_stamp,
                             stamp) == S_OK);
        CHECK(vsapi_bcd_merge_writer(bcd, part) == S_OK);
        vsapi_bcd_unref(part);
    }
}

static void make_bcd(void)
{
    CHECK(vsapi_bcd_create(&bcd) == S_OK);
    for (unsigned i = 0; i < THREADS; i++) {
        struct vsapi_bcd_component *component;
        struct vsapi_bcd_writer *writer;
        GUID id = instance(i);

        CHECK(vsapi_bcd_add_writer(bcd, &id, &id, &writer) == S_OK);
        CHECK(vsapi_bcd_add_component(bcd, writer, VSS_CT_DATABASE, "p", "n", &component) == S_OK);
    }
}

int main(void)
{
    text = document_load("wmd-ledger.xml");
    if (!text.bytes || FAILED(vsapi_wmd_read(text.bytes, text.size, &shared)))
        return 1;
    on_all(read_shared);
    vsapi_wmd_unref(shared);
    free(text.bytes);

    make_bcd();
    on_all(write_part);
    for (unsigned i = 0; i < THREADS; i++) {
        char stamp[20];

        snprintf(stamp, sizeof stamp, "%u %d", i, ROUNDS - 1);
        CHECK(strcmp(bcd->writers.items[i]->components.items[0]->backup_stamp, stamp) == 0);
    }
    vsapi_bcd_unref(bcd);
    return plain_result();
}
