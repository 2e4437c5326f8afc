/*
 * vsbackup/src/plan_index.c - finding the entries that are in force for a file: by the folder it is
 * in, the folders above, and its name.
 *
 * One table holds all that the planner finds by a text: writers by instance, folders by path, file
 * specifications by folder. Writers have tens of thousands of file sets of one name, often in one
 * folder: those are found by hash, and only the ones with wildcards are matched, each
 * specification once.
 */
#include "plan.h"

struct plan_key {
    const void *in;
    const char *text;
};
static bool key_same(const struct plan_key *a, const struct plan_key *b)
{
    return a->in == b->in && vsapi_text_same(a->text, b->text);
}

#define uthash_malloc(size) vsapi_malloc(size)
#define uthash_free(memory, size) vsapi_free(memory)
#define HASH_NONFATAL_OOM 1
#define HASH_KEYCMP(a, b, length)                                                                  \
    (!key_same((const struct plan_key *)(a), (const struct plan_key *)(b)))
#include <uthash.h>

struct plan_slot {
    struct plan_key key;
    void *object;
    UT_hash_handle hh;
};

/* ---- the table ---------------------------------------------------------------------------------
 */

static unsigned key_hash(const void *in, uint32_t text_hash)
{
    uint64_t mixed = (uint64_t)(uintptr_t)in * UINT64_C(0x9E3779B97F4A7C15);

    return text_hash ^ (unsigned)(mixed >> 32);
}

static void *find_hashed(const struct vsapi_plan *plan, const void *in, const char *text,
                         uint32_t text_hash)
{
    const struct plan_key key = {in, text};
    struct plan_slot *found = NULL;

    HASH_FIND_BYHASHVALUE(hh, plan->table, &key, sizeof key, key_hash(in, text_hash), found);
    return found ? found->object : NULL;
}

void *vsbackup_plan_find(const struct vsapi_plan *plan, const void *in, const char *text)
{
    return find_hashed(plan, in, text, vsapi_text_hash(text));
}

HRESULT vsbackup_plan_put(struct vsapi_plan *plan, const void *in, const char *text, void *object)
{
    struct plan_slot *slot = vsapi_arena_alloc(plan->arena, sizeof *slot);
    unsigned hash = key_hash(in, vsapi_text_hash(text));

    if (!slot)
        return vsapi_out_of_memory();
    slot->key = (struct plan_key){in, text};
    slot->object = object;
    HASH_ADD_KEYPTR_BYHASHVALUE(hh, plan->table, &slot->key, sizeof slot->key, hash, slot);
    return slot->hh.tbl ? S_OK : vsapi_out_of_memory();
}

void vsbackup_plan_finish_table(struct vsapi_plan *plan)
{
    HASH_CLEAR(hh, plan->table);
}

/* ---- entering ----------------------------------------------------------------------------------
 */

struct plan_folder *vsbackup_plan_find_folder(const struct vsapi_plan *plan, const char *path)
{
    return vsbackup_plan_find(plan, NULL, path);
}

static HRESULT find_or_make_folder(struct vsapi_plan *plan, const char *path,
                                   struct plan_folder **out)
{
    struct plan_folder *folder = vsbackup_plan_find_folder(plan, path);

    if (!folder) {
        folder = vsapi_arena_alloc(plan->arena, sizeof *folder);
        if (!folder)
            return vsapi_out_of_memory();
        folder->path = vsapi_arena_text(plan->arena, path, strlen(path));
        if (!folder->path || FAILED(vsbackup_plan_put(plan, NULL, folder->path, folder)))
            return vsapi_out_of_memory();
    }
    *out = folder;
    return S_OK;
}

static HRESULT find_or_make_spec(struct vsapi_plan *plan, struct plan_folder *folder,
                                 const struct plan_entry *entry, struct plan_spec **out)
{
    struct plan_spec *spec = vsbackup_plan_find(plan, folder, entry->filespec);
    struct plan_spec **list = entry->named ? &folder->names : &folder->patterns;

    if (!spec) {
        spec = vsapi_arena_alloc(plan->arena, sizeof *spec);
        if (!spec)
            return vsapi_out_of_memory();
        spec->filespec = entry->filespec;
        if (FAILED(vsbackup_plan_put(plan, folder, spec->filespec, spec)))
            return vsapi_out_of_memory();
        spec->next = *list;
        *list = spec;
    }
    *out = spec;
    return S_OK;
}

HRESULT vsbackup_plan_enter(struct vsapi_plan *plan, const char *home, struct plan_entry *entry)
{
    struct plan_folder *folder = NULL;
    struct plan_spec *spec = NULL;
    HRESULT hr = find_or_make_folder(plan, home, &folder);

    if (SUCCEEDED(hr))
        hr = find_or_make_spec(plan, folder, entry, &spec);
    if (FAILED(hr))
        return hr;
    entry->folder = folder;
    entry->next_in_folder = folder->entries;
    folder->entries = entry;
    folder->reaches_down |= entry->recursive;
    entry->next_same = spec->entries;
    spec->entries = entry;
    spec->reaches_down |= entry->recursive;
    return S_OK;
}

/* ---- looking up --------------------------------------------------------------------------------
 */

HRESULT vsbackup_plan_look_up(struct vsapi_plan *plan, const char *home, struct plan_scope *scope)
{
    char *path = vsapi_strdup(home), *slash;
    HRESULT hr = path ? S_OK : vsapi_out_of_memory();

    scope->above.count = 0;
    scope->own = vsbackup_plan_find_folder(plan, home);
    while (SUCCEEDED(hr) && (slash = strrchr(path, '\\'))) {
        struct plan_folder *folder;

        *slash = '\0';
        folder = vsbackup_plan_find_folder(plan, path);
        if (!folder || !folder->reaches_down)
            continue;
        if (VSAPI_ARRAY_ROOM(&scope->above))
            scope->above.items[scope->above.count++] = folder;
        else
            hr = vsapi_out_of_memory();
    }
    vsapi_free(path);
    return hr;
}

void vsbackup_plan_scope_finish(struct plan_scope *scope)
{
    vsapi_free(scope->above.items);
    memset(scope, 0, sizeof *scope);
}

static HRESULT add_match(struct vsapi_plan *plan, struct plan_entry *entry)
{
    if (!VSAPI_ARRAY_ROOM(&plan->matches))
        return vsapi_out_of_memory();
    plan->matches.items[plan->matches.count++] = entry;
    return S_OK;
}

static HRESULT match_spec(struct vsapi_plan *plan, const struct plan_spec *spec, bool above)
{
    HRESULT hr = S_OK;

    for (struct plan_entry *entry = spec->entries; entry && SUCCEEDED(hr);
         entry = entry->next_same) {
        if (!above || entry->recursive)
            hr = add_match(plan, entry);
    }
    return hr;
}

static HRESULT match_in(struct vsapi_plan *plan, const struct plan_folder *folder, bool above,
                        const char *name, uint32_t *hash)
{
    const struct plan_spec *named = NULL;
    HRESULT hr = S_OK;

    if (folder->names) {
        if (*hash == 0)
            *hash = vsapi_text_hash(name);
        named = find_hashed(plan, folder, name, *hash);
    }
    /* A name may be spelled like a pattern, where the system of the files has such names. */
    if (named && !strpbrk(named->filespec, "*?") && (!above || named->reaches_down))
        hr = match_spec(plan, named, above);
    for (const struct plan_spec *spec = folder->patterns; spec && SUCCEEDED(hr);
         spec = spec->next) {
        if ((!above || spec->reaches_down) && vsapi_text_matches(name, spec->filespec))
            hr = match_spec(plan, spec, above);
    }
    return hr;
}

HRESULT vsbackup_plan_match(struct vsapi_plan *plan, const struct plan_scope *scope,
                            const char *name)
{
    uint32_t hash = 0; /* worked out when the first needs it; if it is 0, several times */
    HRESULT hr = S_OK;

    plan->matches.count = 0;
    if (scope->own)
        hr = match_in(plan, scope->own, false, name, &hash);
    for (size_t i = 0; i < scope->above.count && SUCCEEDED(hr); i++)
        hr = match_in(plan, scope->above.items[i], true, name, &hash);
    return hr;
}

static HRESULT match_all_in(struct vsapi_plan *plan, const struct plan_folder *folder, bool all)
{
    HRESULT hr = S_OK;

    for (struct plan_entry *entry = folder->entries; entry && SUCCEEDED(hr);
         entry = entry->next_in_folder) {
        if (all || entry->recursive)
            hr = add_match(plan, entry);
    }
    return hr;
}

HRESULT vsbackup_plan_match_folder(struct vsapi_plan *plan, const struct plan_scope *scope,
                                   bool all)
{
    HRESULT hr = scope->own ? match_all_in(plan, scope->own, all) : S_OK;

    for (size_t i = 0; i < scope->above.count && SUCCEEDED(hr); i++)
        hr = match_all_in(plan, scope->above.items[i], false);
    return hr;
}
