/*
 * compat/src/wide_name.c - L__FUNCTION__: the names of functions as wide texts.
 *
 * A name is made wide once and kept for as long as the program runs; there are as many as functions
 * that ask. Entries are only ever put before the others, so no lock is needed.
 */
#include <vsapi/compat.h>

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

struct wide_name {
    struct wide_name *next;
    const char *name;
    wchar_t wide[]; /* behind it the name */
};

static _Atomic(struct wide_name *) names[256];

static struct wide_name *wide_name_create(const char *name)
{
    size_t length = strlen(name);
    struct wide_name *entry = malloc(sizeof *entry + (length + 1) * (sizeof(wchar_t) + 1));

    if (!entry)
        abort();
    for (size_t i = 0; i <= length; i++)
        entry->wide[i] = (wchar_t)(unsigned char)name[i];
    entry->name = memcpy(entry->wide + length + 1, name, length + 1);
    return entry;
}

static _Atomic(struct wide_name *) *slot_of(const char *name)
{
    unsigned hash = 5381;

    for (; *name; name++)
        hash = hash * 33 + (unsigned char)*name;
    return &names[hash % (sizeof names / sizeof names[0])];
}

/* Looks from `entry` on to the end. */
static struct wide_name *find_name(struct wide_name *entry, const char *name)
{
    while (entry && strcmp(entry->name, name) != 0)
        entry = entry->next;
    return entry;
}

const wchar_t *vsapi_compat_wide_name(const char *name)
{
    _Atomic(struct wide_name *) *slot = slot_of(name);
    struct wide_name *first = atomic_load(slot);
    struct wide_name *entry = find_name(first, name);

    if (entry)
        return entry->wide;
    entry = wide_name_create(name);
    do {
        struct wide_name *other = find_name(first, name);

        if (other) { /* another thread was faster */
            free(entry);
            return other->wide;
        }
        entry->next = first;
    } while (!atomic_compare_exchange_weak(slot, &first, entry));
    return entry->wide;
}
