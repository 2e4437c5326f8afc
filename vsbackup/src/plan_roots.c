/*
 * vsbackup/src/plan_roots.c - which folders have to be read, and of which volumes that takes shadow
 * copies.
 *
 * Where a recursive root lies above another one of the same mapping, the walk comes by: the lower
 * one is swallowed, so that each folder is read once. If the walk did not come by after all, since
 * a link is on the way, it is walked on its own.
 */
#include "plan.h"

#include <stdlib.h>

/* ---- places ------------------------------------------------------------------------------------
 */

static HRESULT add_place(struct vsapi_plan *plan, struct plan_place place)
{
    for (size_t i = 0; i < plan->places.count; i++) {
        if (plan->places.items[i].mapping == place.mapping) {
            plan->places.items[i].needs_shadow |= place.needs_shadow;
            return S_OK;
        }
    }
    if (!VSAPI_ARRAY_ROOM(&plan->places))
        return vsapi_out_of_memory();
    plan->places.items[plan->places.count++] = place;
    return S_OK;
}

/* Where the files of a folder are read that a file set above, or of the same folder, has. */
static HRESULT add_mapped_place(struct vsapi_plan *plan, const struct plan_folder *folder,
                                const struct plan_entry *file_set)
{
    struct plan_mapping *mapping = file_set->mapping;
    struct plan_place place = {mapping, folder->path, file_set->needs_shadow, false};
    const char *rest;
    char *source;
    HRESULT hr;

    if (mapping == &plan->same)
        return add_place(plan, place);
    rest = vsbackup_plan_behind(folder->path, mapping->home);
    source = vsapi_sprintf("%s%s", mapping->source, rest ? rest : "");
    place.source = source ? vsapi_arena_text(plan->arena, source, strlen(source)) : NULL;
    vsapi_free(source);
    hr = place.source ? S_OK : vsapi_out_of_memory();
    return SUCCEEDED(hr) ? add_place(plan, place) : hr;
}

/* May one file fall under both? More than needed where both have wildcards. */
static bool may_meet(const struct plan_entry *a, const struct plan_entry *b)
{
    return (!a->named && !b->named) || vsapi_text_matches(a->filespec, b->filespec) ||
           vsapi_text_matches(b->filespec, a->filespec);
}

static bool is_equal(const struct plan_entry *a, const struct plan_entry *b)
{
    return a->folder == b->folder && a->recursive == b->recursive &&
           vsapi_text_same(a->filespec, b->filespec);
}

/* Puts into plan->matches what one file of the entry may fall under; more than that, if the entry
 * has wildcards. One of many names in a folder must not look at all the others. */
static HRESULT match_entry(struct vsapi_plan *plan, const struct plan_entry *entry)
{
    struct plan_scope *scope = &plan->walk.scope;
    HRESULT hr = vsbackup_plan_look_up(plan, entry->folder->path, scope);

    plan->matches.count = 0;
    if (FAILED(hr))
        return hr;
    return entry->named ? vsbackup_plan_match(plan, scope, entry->filespec)
                        : vsbackup_plan_match_folder(plan, scope, true);
}

/* A partial or differenced file is read where the file sets of its set have it that it falls
 * under (INCR-024, INCR-416), else where it is at home. */
static HRESULT find_changed_places(struct vsapi_plan *plan, const struct plan_entry *entry)
{
    bool whole = entry->kind == PLAN_PARTIAL; /* the file sets have all of it */
    HRESULT hr = match_entry(plan, entry);

    for (size_t i = 0; i < plan->matches.count && SUCCEEDED(hr); i++) {
        const struct plan_entry *file_set = plan->matches.items[i];

        if (file_set->kind != PLAN_FILE_SET || file_set->set != entry->set ||
            !may_meet(file_set, entry))
            continue;
        whole |= is_equal(file_set, entry);
        hr = add_mapped_place(plan, entry->folder, file_set);
    }
    if (SUCCEEDED(hr) && (!whole || plan->places.count == 0))
        hr = add_place(plan, (struct plan_place){&plan->same, entry->folder->path, false, true});
    return hr;
}

HRESULT vsbackup_plan_find_places(struct vsapi_plan *plan, struct plan_entry *entry)
{
    plan->places.count = 0;
    if (entry->kind == PLAN_FILE_SET || entry->kind == PLAN_VOLUME)
        return add_place(
            plan, (struct plan_place){entry->mapping, entry->source, entry->needs_shadow, false});
    if (entry->kind == PLAN_PARTIAL || entry->kind == PLAN_DIFFERENCED)
        return find_changed_places(plan, entry);
    return S_OK;
}

/* ---- needs -------------------------------------------------------------------------------------
 */

static void raise_need(struct plan_volume *volume, bool needs_shadow)
{
    enum vsapi_plan_need need = needs_shadow ? VSAPI_PLAN_SHADOW_COPY : VSAPI_PLAN_LIVE_WILL_DO;

    if (need > volume->need)
        volume->need = need;
}

/* INCR-214; COMP-901: also what is mounted below a recursive file set. */
static void raise_needs(struct vsapi_plan *plan, const struct plan_entry *entry,
                        const struct plan_place *place)
{
    const char *rest;
    size_t found = vsbackup_plan_volume_of(plan, place->source, &rest);

    if (found != PLAN_NO_VOLUME)
        raise_need(&plan->volumes.items[found], place->needs_shadow);
    for (size_t i = 0; entry->recursive && i < plan->volumes.count; i++) {
        if (vsbackup_plan_mounted_below(&plan->volumes.items[i], place->source))
            raise_need(&plan->volumes.items[i], place->needs_shadow);
    }
}

/* Does it bring files into the backup, beyond what the masks do? New files may only be added where
 * a shadow copy is made anyway (INCR-020, INCR-408). */
static bool counts_for_needs(const struct vsapi_plan *plan, const struct plan_entry *entry)
{
    if (entry->kind == PLAN_PARTIAL)
        return plan->request.partial_files;
    if (entry->kind == PLAN_DIFFERENCED)
        return vsbackup_plan_decides(entry);
    return entry->wanted;
}

HRESULT vsbackup_plan_find_needs(struct vsapi_plan *plan)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < plan->entries.count && SUCCEEDED(hr); i++) {
        struct plan_entry *entry = plan->entries.items[i];

        if (!counts_for_needs(plan, entry))
            continue;
        hr = vsbackup_plan_find_places(plan, entry);
        for (size_t j = 0; j < plan->places.count && SUCCEEDED(hr); j++) {
            if (!plan->places.items[j].is_new)
                raise_needs(plan, entry, &plan->places.items[j]);
        }
    }
    return hr;
}

/* ---- roots -------------------------------------------------------------------------------------
 */

/* The live folder, spelled by the mount point of its volume. */
static HRESULT make_root(struct vsapi_plan *plan, struct plan_folder *folder,
                         struct plan_mapping *mapping, size_t volume, const char *rest,
                         struct plan_root **out)
{
    struct plan_root *root;
    char *source;

    if (!VSAPI_ARRAY_ROOM(&plan->roots))
        return vsapi_out_of_memory();
    root = vsapi_arena_alloc(plan->arena, sizeof *root);
    source = vsapi_sprintf("%s%s", plan->volumes.items[volume].mount, rest);
    if (root && source)
        root->source = vsapi_arena_text(plan->arena, source, strlen(source));
    vsapi_free(source);
    if (!root || !root->source)
        return vsapi_out_of_memory();
    root->folder = folder;
    root->mapping = mapping;
    root->volume = volume;
    root->next = folder->roots;
    folder->roots = root;
    plan->roots.items[plan->roots.count++] = root;
    *out = root;
    return S_OK;
}

static HRESULT add_root(struct vsapi_plan *plan, struct plan_entry *entry,
                        const struct plan_place *place, size_t volume, const char *rest)
{
    struct plan_root *root = entry->folder->roots;
    HRESULT hr = S_OK;

    while (root && root->mapping != place->mapping)
        root = root->next;
    if (!root)
        hr = make_root(plan, entry->folder, place->mapping, volume, rest, &root);
    if (FAILED(hr))
        return hr;
    entry->read = true;
    root->recursive |= entry->recursive;
    root->listed |= !entry->named;
    return S_OK;
}

static HRESULT fail_without_shadow(struct vsapi_plan *plan, struct plan_entry *entry, size_t volume)
{
    const char *path = vsbackup_plan_say_path(plan, entry);
    const char *why =
        path ? vsbackup_plan_say(plan,
                                 "%s has to be read from a shadow copy, and there is none of %s\\",
                                 path, plan->volumes.items[volume].mount)
             : NULL;

    return vsbackup_plan_fail(plan, VSS_E_OBJECT_NOT_FOUND, "INCR-204", entry, path, why);
}

static HRESULT fail_without_volume(struct vsapi_plan *plan, struct plan_entry *entry,
                                   const char *source)
{
    const char *path = vsbackup_plan_say_path(plan, entry);
    const char *why = vsbackup_plan_say(plan, "%s is on no volume of this machine", source);

    return vsbackup_plan_fail(plan, HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND), "COMP-405", entry,
                              path, why);
}

/* Volumes mounted below that would have to be read live. */
static HRESULT check_mounted(struct vsapi_plan *plan, struct plan_entry *entry)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; plan->has_mounted && i < plan->volumes.count && SUCCEEDED(hr); i++) {
        const struct plan_volume *volume = &plan->volumes.items[i];

        if (!volume->device && vsbackup_plan_mounted_below(volume, entry->source))
            hr = fail_without_shadow(plan, entry, i);
    }
    return hr;
}

static HRESULT place_root(struct vsapi_plan *plan, struct plan_entry *entry,
                          const struct plan_place *place)
{
    bool strict = entry->wanted && (entry->kind == PLAN_FILE_SET || entry->kind == PLAN_VOLUME);
    const char *rest = NULL;
    size_t volume = vsbackup_plan_volume_of(plan, place->source, &rest);
    HRESULT hr = S_OK;

    if (volume == PLAN_NO_VOLUME) {
        entry->failed |= strict;
        return strict || place->is_new ? fail_without_volume(plan, entry, place->source) : S_OK;
    }
    if (strict && place->needs_shadow && !plan->volumes.items[volume].device) {
        entry->failed = true;
        return fail_without_shadow(plan, entry, volume);
    }
    if (strict && place->needs_shadow && entry->recursive)
        hr = check_mounted(plan, entry);
    return SUCCEEDED(hr) ? add_root(plan, entry, place, volume, rest) : hr;
}

/* A file set whose mask does not want it may have files that a differenced entry of its set wants.
 */
static HRESULT is_differenced(struct vsapi_plan *plan, const struct plan_entry *file_set, bool *out)
{
    HRESULT hr = match_entry(plan, file_set);

    *out = false;
    for (size_t i = 0; i < plan->matches.count; i++) {
        const struct plan_entry *entry = plan->matches.items[i];

        *out |= entry->kind == PLAN_DIFFERENCED && entry->set == file_set->set;
    }
    return hr;
}

static HRESULT is_read(struct vsapi_plan *plan, const struct plan_entry *entry, bool *out)
{
    *out = entry->wanted;
    if (*out || entry->kind != PLAN_FILE_SET)
        return S_OK;
    *out = plan->request.show_skipped;
    if (*out || !entry->set->has_changes)
        return S_OK;
    return is_differenced(plan, entry, out);
}

static HRESULT make_roots_of(struct vsapi_plan *plan, struct plan_entry *entry)
{
    bool read;
    HRESULT hr = is_read(plan, entry, &read);

    if (SUCCEEDED(hr) && read)
        hr = vsbackup_plan_find_places(plan, entry);
    for (size_t i = 0; SUCCEEDED(hr) && read && i < plan->places.count; i++)
        hr = place_root(plan, entry, &plan->places.items[i]);
    return hr;
}

/* Folders come before what is in them. */
static int compare_roots(const void *a, const void *b)
{
    const struct plan_root *left = *(struct plan_root *const *)a;
    const struct plan_root *right = *(struct plan_root *const *)b;
    int order = vsapi_text_compare(left->folder->path, right->folder->path);

    return order ? order : vsapi_text_compare(left->source, right->source);
}

static HRESULT swallow(struct vsapi_plan *plan, struct plan_root *root)
{
    HRESULT hr = vsbackup_plan_look_up(plan, root->folder->path, &plan->walk.scope);

    for (size_t i = 0; SUCCEEDED(hr) && i < plan->walk.scope.above.count; i++) {
        const struct plan_root *above = plan->walk.scope.above.items[i]->roots;

        for (; above; above = above->next)
            root->swallowed |= above->recursive && above->mapping == root->mapping;
    }
    return hr;
}

HRESULT vsbackup_plan_make_roots(struct vsapi_plan *plan)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < plan->entries.count && SUCCEEDED(hr); i++)
        hr = make_roots_of(plan, plan->entries.items[i]);
    if (SUCCEEDED(hr) && plan->roots.count > 0)
        qsort(plan->roots.items, plan->roots.count, sizeof *plan->roots.items, compare_roots);
    for (size_t i = 0; i < plan->roots.count && SUCCEEDED(hr); i++)
        hr = swallow(plan, plan->roots.items[i]);
    return hr;
}
