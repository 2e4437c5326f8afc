/*
 * tools/src/memory.c - memory, texts and maps of a program that runs once; see memory.h.
 */
#include "memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

/* Keys compare as Windows names do, so both length and bytes may differ between equal keys. */
#define HASH_FUNCTION(key, length, hash) ((hash) = vsapi_text_hash((const char *)(key)))
#define HASH_KEYCMP(a, b, length) (!vsapi_text_same((const char *)(a), (const char *)(b)))
#define uthash_malloc(size_bytes) map_memory(size_bytes)
#define uthash_free(memory, size_bytes) free(memory)
#include <uthash.h>

#define BLOCK_BYTES ((size_t)64 * 1024)
#define ALIGNMENT sizeof(max_align_t)

struct block {
    struct block *next;
    size_t used, size;
    max_align_t bytes[];
};
static struct block *pool; /* of the main thread, the only one that allocates here */

struct vss_map_entry {
    UT_hash_handle hh;
    void *value;
};

_Noreturn void vss_out_of_memory(void)
{
    fputs("vss: memory is out\n", stderr);
    exit(1);
}

static void *map_memory(size_t size_bytes)
{
    void *memory = malloc(size_bytes);

    if (!memory)
        vss_out_of_memory();
    return memory;
}

static struct block *block_create(size_t size_bytes)
{
    struct block *block = calloc(1, sizeof *block + size_bytes);

    if (!block)
        vss_out_of_memory();
    block->size = size_bytes;
    return block;
}

void *vss_alloc(size_t size_bytes)
{
    struct block *block = pool;
    char *memory;

    if (size_bytes > SIZE_MAX / 2)
        vss_out_of_memory();
    size_bytes = (size_bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    if (size_bytes > BLOCK_BYTES / 4) { /* a block of its own, behind the one being filled */
        block = block_create(size_bytes);
        block->used = size_bytes;
        if (pool) {
            block->next = pool->next;
            pool->next = block;
        } else {
            pool = block;
        }
        return block->bytes;
    }
    if (!block || block->size - block->used < size_bytes) {
        block = block_create(BLOCK_BYTES);
        block->next = pool;
        pool = block;
    }
    memory = (char *)block->bytes + block->used;
    block->used += size_bytes;
    return memory;
}

void vss_memory_end(void)
{
    while (pool) {
        struct block *next = pool->next;

        free(pool);
        pool = next;
    }
}

char *vss_copy_n(const char *text, size_t length)
{
    char *copy = vss_alloc(length + 1);

    memcpy(copy, text, length);
    return copy;
}

char *vss_copy(const char *text)
{
    return text ? vss_copy_n(text, strlen(text)) : NULL;
}

char *vss_format_list(const char *format, va_list arguments)
{
    va_list again;
    char *text;
    int length;

    va_copy(again, arguments);
    length = vsnprintf(NULL, 0, format, again);
    va_end(again);
    if (length < 0)
        vss_out_of_memory();
    text = vss_alloc((size_t)length + 1);
    vsnprintf(text, (size_t)length + 1, format, arguments);
    return text;
}

char *vss_format(const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = vss_format_list(format, arguments);
    va_end(arguments);
    return text;
}

/* Old items stay in the pool: doubling keeps that below the size of the array itself. */
void *vss_grow_(void *items, size_t count, size_t *capacity, size_t item_bytes)
{
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *grown;

    if (count < *capacity)
        return items;
    if (wanted > SIZE_MAX / 2 / item_bytes)
        vss_out_of_memory();
    grown = vss_alloc(wanted * item_bytes);
    if (count)
        memcpy(grown, items, count * item_bytes);
    *capacity = wanted;
    return grown;
}

void *vss_map_get(const struct vss_map *map, const char *key)
{
    struct vss_map_entry *entry;

    HASH_FIND(hh, map->entries, key, 1, entry);
    return entry ? entry->value : NULL;
}

void vss_map_put(struct vss_map *map, const char *key, void *value)
{
    struct vss_map_entry *entry = vss_alloc(sizeof *entry);

    entry->value = value;
    HASH_ADD_KEYPTR(hh, map->entries, key, 1, entry);
}

void vss_map_end(struct vss_map *map)
{
    HASH_CLEAR(hh, map->entries);
}

/* The library's text helpers fail for lack of memory and for texts that are no Unicode. */
static void need(HRESULT hr, const char *what)
{
    if (hr == E_OUTOFMEMORY)
        vss_out_of_memory();
    if (FAILED(hr)) {
        fprintf(stderr, "vss: %s: %s: %s\n", what, vsapi_hresult_name(hr), vsapi_last_message());
        exit(1);
    }
}

char *vss_text(const WCHAR *wide)
{
    char *text = NULL;
    char *copy;

    if (!wide)
        return vss_copy("");
    need(vsapi_text_from_wide(wide, &text), "a text of the API is no Unicode");
    copy = vss_copy(text);
    vsapi_free(text);
    return copy;
}

char *vss_text_of_bstr(BSTR bstr)
{
    char *text = vss_text(bstr);

    SysFreeString(bstr);
    return text;
}

const WCHAR *vss_wide(const char *text)
{
    WCHAR *wide = NULL;
    WCHAR *copy;
    size_t bytes;

    if (!text)
        return NULL;
    need(vsapi_wide_from_text(text, &wide), text);
    bytes = (wcslen(wide) + 1) * sizeof *wide;
    copy = vss_alloc(bytes);
    memcpy(copy, wide, bytes);
    vsapi_free(wide);
    return copy;
}

char *vss_guid(const GUID *guid)
{
    char text[VSAPI_GUID_TEXT];

    return vss_copy(vsapi_guid_to_text(guid, text));
}
