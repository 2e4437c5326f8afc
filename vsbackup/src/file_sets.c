/*
 * vsbackup/src/file_sets.c - does a file set that a requester names belong to a component?
 *
 * AddNewTarget and AddAlternativeLocationMapping name a file set of a component, or of a component
 * of the set that it defines, by the very path, file specification and recursion that its writer
 * gave. A set may have many members, and a requester names many file sets: the members are found by
 * the file set, in a hash table that is made when it is first asked.
 */
#include "file_sets.h"

#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

struct file_set;
static unsigned file_set_hash(const struct file_set *key);
static bool file_set_same(const struct file_set *a, const struct file_set *b);

#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define HASH_NONFATAL_OOM 1
#define HASH_FUNCTION(key, length, hash) ((hash) = file_set_hash((const struct file_set *)(key)))
#define HASH_KEYCMP(a, b, length)                                                                  \
    (!file_set_same((const struct file_set *)(a), (const struct file_set *)(b)))
#include <uthash.h>

struct wanted { /* a file set, with both spellings of its path */
    char *bare, *ended;
    const char *filespec;
    bool recursive;
};

static HRESULT wanted_init(struct wanted *wanted, const char *path, const char *filespec,
                           bool recursive)
{
    size_t length = strlen(path);

    if (length > 0 && path[length - 1] == '\\')
        length--;
    wanted->bare = vsapi_strndup(path, length);
    wanted->ended = vsapi_sprintf("%.*s\\", (int)length, path);
    wanted->filespec = filespec;
    wanted->recursive = recursive;
    return wanted->bare && wanted->ended ? S_OK : vsapi_out_of_memory();
}

static void wanted_finish(struct wanted *wanted)
{
    vsapi_free(wanted->bare);
    vsapi_free(wanted->ended);
}

static bool list_has(const vsapi_filedescs *list, const struct wanted *wanted)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct vsapi_filedesc *set = &list->items[i];

        if (set->recursive == wanted->recursive &&
            vsapi_text_same(set->filespec, wanted->filespec) &&
            (vsapi_text_same(set->path, wanted->bare) || vsapi_text_same(set->path, wanted->ended)))
            return true;
    }
    return false;
}

static bool component_has(const struct vsapi_wm_component *component, const struct wanted *wanted)
{
    return list_has(&component->files, wanted) || list_has(&component->database_files, wanted) ||
           list_has(&component->log_files, wanted);
}

/* Cuts what `prefix` says off the front; NULL when the text does not begin so. */
static const char *after(const char *text, const char *prefix)
{
    return text && vsapi_text_starts(text, prefix) ? text + strlen(prefix) : NULL;
}

bool vsbackup_is_below(const char *member_path, const char *logical_path, const char *name)
{
    const char *rest = member_path;

    if (logical_path && *logical_path) {
        rest = after(rest, logical_path);
        rest = after(rest, "\\");
    }
    rest = after(rest, name);
    return rest && (*rest == '\0' || *rest == '\\');
}

/* ---- the file sets of a writer ------------------------------------------------------------------
 */

struct file_set {                /* one of a component */
    const char *bare, *filespec; /* bare: the path without a backslash at its end */
    bool recursive;
    const struct vsapi_wm_component *component;
    struct file_set *next; /* the same one of another component */
    UT_hash_handle hh;
};
struct file_sets {
    struct vsapi_arena *arena; /* the entries, and bare paths */
    struct file_set *table;
};

static unsigned file_set_hash(const struct file_set *key)
{
    return vsapi_text_hash(key->bare) * 31u + vsapi_text_hash(key->filespec) * 2u + key->recursive;
}

static bool file_set_same(const struct file_set *a, const struct file_set *b)
{
    return a->recursive == b->recursive && vsapi_text_same(a->filespec, b->filespec) &&
           vsapi_text_same(a->bare, b->bare);
}

static struct file_set *find(const struct file_sets *sets, const struct file_set *key)
{
    struct file_set *found = NULL;

    HASH_FIND(hh, sets->table, key, sizeof *key, found);
    return found;
}

/* Later ones of a kind hang on the first. */
static HRESULT add(struct file_sets *sets, const struct vsapi_wm_component *component,
                   const struct vsapi_filedesc *given)
{
    struct file_set *made = vsapi_arena_alloc(sets->arena, sizeof *made), *first;
    size_t length = given->path ? strlen(given->path) : 0;

    if (!made)
        return vsapi_out_of_memory();
    if (length > 0 && given->path[length - 1] == '\\')
        length--;
    made->bare = vsapi_arena_text(sets->arena, given->path ? given->path : "", length);
    if (!made->bare)
        return vsapi_out_of_memory();
    made->filespec = given->filespec;
    made->recursive = given->recursive;
    made->component = component;
    first = find(sets, made);
    if (first) {
        made->next = first->next;
        first->next = made;
        return S_OK;
    }
    HASH_ADD_KEYPTR(hh, sets->table, made, sizeof *made, made);
    return made->hh.tbl ? S_OK : vsapi_out_of_memory();
}

static HRESULT add_list(struct file_sets *sets, const struct vsapi_wm_component *component,
                        const vsapi_filedescs *list)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < list->count; i++)
        hr = add(sets, component, &list->items[i]);
    return hr;
}

static HRESULT add_all(struct file_sets *sets, const struct vsapi_wmd *metadata)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && i < metadata->components.count; i++) {
        const struct vsapi_wm_component *component = metadata->components.items[i];

        hr = add_list(sets, component, &component->files);
        if (SUCCEEDED(hr))
            hr = add_list(sets, component, &component->database_files);
        if (SUCCEEDED(hr))
            hr = add_list(sets, component, &component->log_files);
    }
    return hr;
}

void vsbackup_file_sets_destroy(struct file_sets *sets)
{
    if (!sets)
        return;
    HASH_CLEAR(hh, sets->table);
    vsapi_arena_destroy(sets->arena);
    vsapi_free(sets);
}

static HRESULT file_sets_create(const struct vsapi_wmd *metadata, struct file_sets **out)
{
    struct file_sets *made = vsapi_calloc(1, sizeof *made);
    HRESULT hr;

    *out = NULL;
    if (!made)
        return vsapi_out_of_memory();
    made->arena = vsapi_arena_create();
    hr = made->arena ? add_all(made, metadata) : vsapi_out_of_memory();
    if (FAILED(hr)) {
        vsbackup_file_sets_destroy(made);
        return hr;
    }
    *out = made;
    return S_OK;
}

static bool member_has(const struct file_sets *sets, const char *logical_path, const char *name,
                       const struct wanted *wanted)
{
    const struct file_set key = {
        .bare = wanted->bare, .filespec = wanted->filespec, .recursive = wanted->recursive};

    for (const struct file_set *set = find(sets, &key); set; set = set->next)
        if (vsbackup_is_below(set->component->logical_path, logical_path, name))
            return true;
    return false;
}

static HRESULT set_has(struct vsapi_wmd *metadata, struct file_sets **sets,
                       const char *logical_path, const char *name, const struct wanted *wanted,
                       bool *has)
{
    const struct vsapi_wm_component *component = vsapi_wmd_find(metadata, logical_path, name);
    HRESULT hr = S_OK;

    *has = !component || component_has(component, wanted);
    if (*has)
        return S_OK;
    if (!*sets)
        hr = file_sets_create(metadata, sets);
    if (SUCCEEDED(hr))
        *has = member_has(*sets, logical_path, name, wanted);
    return hr;
}

HRESULT vsbackup_has_file_set(struct vsapi_wmd *metadata, struct file_sets **sets,
                              const char *logical_path, const char *name, const char *path,
                              const char *filespec, bool recursive, bool *has)
{
    struct wanted wanted;
    HRESULT hr = wanted_init(&wanted, path, filespec, recursive);

    if (SUCCEEDED(hr))
        hr = set_has(metadata, sets, logical_path, name, &wanted, has);
    wanted_finish(&wanted);
    return hr;
}
