/*
 * vsbackup/src/plan_walk.c - goes through the roots, folder by folder, and shows each file to those
 * who decide.
 *
 * A folder is read to its end before the folders in it are; of these the names wait, so that one
 * listing at a time is open. A root without wildcards is not listed: writers have tens of thousands
 * of file sets of one name, and each is looked up. A folder where a volume is mounted is empty on
 * the shadow copy around it: the mounted volume is walked as one more root (COMP-901, COMP-902).
 */
#include "plan.h"

/* ---- texts -------------------------------------------------------------------------------------
 */

/* Puts a piece at a place of the text, and ends the text behind it. */
static HRESULT put_text(struct plan_text *text, size_t at, const char *piece)
{
    size_t length = strlen(piece);

    if (at + length + 1 > text->room) {
        size_t room = 2 * (at + length + 1);
        char *grown = vsapi_realloc(text->text, room);

        if (!grown)
            return vsapi_out_of_memory();
        text->text = grown;
        text->room = room;
    }
    memcpy(text->text + at, piece, length + 1);
    text->length = at + length;
    return S_OK;
}

static HRESULT put_child(struct plan_text *text, size_t at, const char *name)
{
    HRESULT hr = put_text(text, at, "\\");

    return SUCCEEDED(hr) ? put_text(text, at + 1, name) : hr;
}

/* Home and source become those of something in the folder at hand. */
static HRESULT put_children(struct plan_walk *walk, const char *name)
{
    HRESULT hr = put_child(&walk->home, walk->home_length, name);

    return SUCCEEDED(hr) ? put_child(&walk->source, walk->source_length, name) : hr;
}

static void back_to_folder(struct plan_walk *walk)
{
    walk->home.text[walk->home_length] = '\0';
    walk->source.text[walk->source_length] = '\0';
}

/* ---- what is met -------------------------------------------------------------------------------
 */

static bool on_shadow(const struct vsapi_plan *plan)
{
    return plan->volumes.items[plan->walk.volume].device != NULL;
}

/* What is no UTF-8 has no name on Windows and cannot stand in a document. */
static HRESULT check_name(const char *name, bool *valid)
{
    WCHAR *wide = NULL;
    HRESULT hr = S_OK;

    *valid = true;
    for (const char *at = name; *valid && *at; at++)
        *valid = (unsigned char)*at < 0x80;
    if (*valid)
        return S_OK;
    hr = vsapi_wide_from_text(name, &wide);
    vsapi_free(wide);
    *valid = SUCCEEDED(hr);
    return hr == E_OUTOFMEMORY ? hr : S_OK;
}

static bool is_taken(const struct vsapi_plan *plan, const struct plan_entry *entry)
{
    return vsbackup_plan_takes(entry, plan->walk.root->mapping, on_shadow(plan));
}

/* One item for all those in plan->matches that want what is here; none, and no item. */
static HRESULT tell_all(struct vsapi_plan *plan, enum vsapi_plan_action action, const char *rule,
                        HRESULT result, const char *why, struct vsapi_plan_item **out)
{
    bool begun = false;
    HRESULT hr = S_OK;

    *out = NULL;
    vsbackup_plan_sort_matches(plan);
    for (size_t i = 0; i < plan->matches.count && SUCCEEDED(hr); i++) {
        struct plan_entry *entry = plan->matches.items[i];

        if (!is_taken(plan, entry))
            continue;
        if (!begun && !vsbackup_plan_add_item(plan, action, rule))
            return vsapi_out_of_memory();
        begun = true;
        hr = vsbackup_plan_add_member(plan, entry);
    }
    if (FAILED(hr) || !begun)
        return hr;
    *out = &plan->queue.items.items[plan->queue.items.count - 1].shown;
    (*out)->path = plan->walk.home.text;
    (*out)->source = plan->walk.source.text;
    (*out)->from_shadow_copy = on_shadow(plan);
    (*out)->result = result;
    (*out)->why = why;
    return S_OK;
}

static HRESULT fail_name(struct vsapi_plan *plan)
{
    struct vsapi_plan_item *item;

    back_to_folder(&plan->walk);
    return tell_all(plan, VSAPI_PLAN_FAIL, "INCR-203", HRESULT_FROM_WIN32(ERROR_INVALID_NAME),
                    "a name in this folder is no UTF-8, so its file cannot be backed up", &item);
}

static bool is_excluded(const struct vsapi_plan *plan)
{
    for (size_t i = 0; i < plan->matches.count; i++) {
        if (plan->matches.items[i]->kind == PLAN_EXCLUDE)
            return true;
    }
    return false;
}

/* What was matched by its name, and, as it may lead to a folder, what is recursive. */
static HRESULT match_link(struct vsapi_plan *plan)
{
    size_t kept = 0;

    for (size_t i = 0; i < plan->matches.count; i++) {
        struct plan_entry *entry = plan->matches.items[i];

        if (entry->kind == PLAN_FILE_SET && entry->mapping == plan->walk.root->mapping)
            entry->settled = true;
        if (!entry->recursive)
            plan->matches.items[kept++] = entry;
    }
    plan->matches.count = (uint32_t)kept;
    return vsbackup_plan_match_folder(plan, &plan->walk.scope, false);
}

static HRESULT visit_link(struct vsapi_plan *plan, const struct vsapi_file_info *info)
{
    struct vsapi_plan_item *item = NULL;
    bool excluded = is_excluded(plan);
    HRESULT hr = match_link(plan);

    if (SUCCEEDED(hr) && !excluded)
        hr = tell_all(plan, VSAPI_PLAN_LINK, "COMP-905", S_OK, "a link is not followed", &item);
    if (item)
        item->info = *info;
    return hr;
}

static HRESULT visit_file(struct vsapi_plan *plan, const struct vsapi_file_info *info)
{
    const struct plan_file file = {
        .path = plan->walk.home.text,
        .source = plan->walk.source.text,
        .info = *info,
        .mapping = plan->walk.root->mapping,
        .shadow = on_shadow(plan),
    };

    return vsbackup_plan_decide(plan, &file);
}

/* Is a volume mounted in this folder, which is on the volume being read? */
static bool is_mount_point(const struct vsapi_plan *plan)
{
    const char *rest = plan->walk.source.text + plan->walk.prefix;
    const struct plan_volume *here = &plan->volumes.items[plan->walk.volume];

    for (size_t i = 0; plan->has_mounted && i < plan->volumes.count; i++) {
        const char *below = vsbackup_plan_mounted_below(&plan->volumes.items[i], here->mount);

        if (below && vsapi_text_same(below, rest))
            return true;
    }
    return false;
}

/* A folder of a recursive root waits until this one is read. */
static HRESULT put_off(struct plan_walk *walk, const char *name, const struct vsapi_file_info *info)
{
    size_t at = walk->pending.count ? walk->pending_names.length + 1 : 0;
    HRESULT hr;

    if (!VSAPI_ARRAY_ROOM(&walk->pending))
        return vsapi_out_of_memory();
    hr = put_text(&walk->pending_names, at, name);
    if (SUCCEEDED(hr))
        walk->pending.items[walk->pending.count++] = (struct plan_pending){at, *info};
    return hr;
}

static HRESULT visit(struct vsapi_plan *plan, const char *name, const struct vsapi_file_info *info)
{
    struct plan_walk *walk = &plan->walk;
    bool folder = (info->attributes & FILE_ATTRIBUTE_DIRECTORY) != 0;
    bool link = (info->attributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0;
    bool valid;
    HRESULT hr = check_name(name, &valid);

    if (SUCCEEDED(hr))
        hr = put_children(walk, name);
    if (FAILED(hr))
        return hr;
    if (valid && (folder || link) && is_mount_point(plan))
        return S_OK;
    if (valid && folder && !link)
        return walk->root->recursive ? put_off(walk, name, info) : S_OK;
    hr = vsbackup_plan_match(plan, &walk->scope, name);
    if (FAILED(hr))
        return hr;
    if (!valid)
        return fail_name(plan);
    if (link)
        return visit_link(plan, info);
    return plan->matches.count > 0 ? visit_file(plan, info) : S_OK;
}

/* ---- folders -----------------------------------------------------------------------------------
 */

/* Those who want what is in the folder cannot have it. */
static HRESULT fail_folder(struct vsapi_plan *plan, HRESULT result)
{
    const char *why = vsbackup_plan_say(plan, "%s cannot be read: %s", plan->walk.source.text,
                                        vsapi_hresult_name(result));
    struct vsapi_plan_item *item;
    HRESULT hr = why ? vsbackup_plan_match_folder(plan, &plan->walk.scope, true) : E_OUTOFMEMORY;

    if (SUCCEEDED(hr))
        hr = tell_all(plan, VSAPI_PLAN_FAIL, "INCR-203", result, why, &item);
    for (size_t i = 0; i < plan->matches.count; i++) {
        struct plan_entry *entry = plan->matches.items[i];

        if (is_taken(plan, entry) && !entry->recursive)
            entry->settled = true;
    }
    return hr;
}

static HRESULT add_folder(struct vsapi_plan *plan, const struct vsapi_file_info *info)
{
    struct vsapi_plan_item *item;
    HRESULT hr;

    if (!plan->walk.root->recursive || !strchr(plan->walk.home.text, '\\'))
        return S_OK;
    plan->matches.count = 0;
    hr = vsbackup_plan_match_folder(plan, &plan->walk.scope, false);
    if (SUCCEEDED(hr))
        hr = tell_all(plan, VSAPI_PLAN_FOLDER, "COMP-404", S_OK,
                      "a folder of a recursive file set comes back, even if it is empty", &item);
    if (SUCCEEDED(hr) && item)
        item->info = *info;
    return hr;
}

/* The root of a volume has a backslash, other folders have none. */
static HRESULT open_folder(struct vsapi_plan *plan)
{
    struct plan_walk *walk = &plan->walk;
    HRESULT hr = S_OK;

    if (walk->source_length == walk->prefix)
        hr = put_text(&walk->source, walk->source_length, "\\");
    if (SUCCEEDED(hr))
        hr = plan->view.open_folder(plan->view.context, walk->source.text, &walk->listing);
    if (FAILED(hr))
        walk->listing = NULL;
    back_to_folder(walk);
    return hr;
}

static void mark_reached(struct plan_walk *walk)
{
    for (struct plan_root *root = walk->scope.own ? walk->scope.own->roots : NULL; root;
         root = root->next) {
        if (root->mapping == walk->root->mapping)
            root->reached = true;
    }
}

/* Home, source and scope are those of the folder. */
static HRESULT enter_folder(struct vsapi_plan *plan, const struct vsapi_file_info *info)
{
    struct plan_walk *walk = &plan->walk;
    HRESULT hr;

    if (!VSAPI_ARRAY_ROOM(&walk->frames))
        return vsapi_out_of_memory();
    walk->frames.items[walk->frames.count++] = (struct plan_frame){
        .home_length = walk->home_length,
        .source_length = walk->source_length,
        .pending = walk->pending.count,
        .above = walk->scope.above.count,
        .own = walk->scope.own,
    };
    mark_reached(walk);
    hr = open_folder(plan);
    if (hr == E_OUTOFMEMORY || vsbackup_plan_is_absence(hr))
        return hr == E_OUTOFMEMORY ? hr : S_OK;
    return FAILED(hr) ? fail_folder(plan, hr) : add_folder(plan, info);
}

/* The scope of a folder becomes that of one in it. */
static HRESULT go_down(struct vsapi_plan *plan, const struct plan_frame *from)
{
    struct plan_scope *scope = &plan->walk.scope;

    scope->above.count = (uint32_t)from->above;
    if (from->own && from->own->reaches_down) {
        if (!VSAPI_ARRAY_ROOM(&scope->above))
            return vsapi_out_of_memory();
        scope->above.items[scope->above.count++] = from->own;
    }
    scope->own = vsbackup_plan_find_folder(plan, plan->walk.home.text);
    return S_OK;
}

static HRESULT enter_pending(struct vsapi_plan *plan, struct plan_frame from)
{
    struct plan_walk *walk = &plan->walk;
    struct plan_pending pending = walk->pending.items[--walk->pending.count];
    HRESULT hr;

    walk->home_length = from.home_length;
    walk->source_length = from.source_length;
    hr = put_children(walk, walk->pending_names.text + pending.name);
    if (FAILED(hr))
        return hr;
    walk->pending_names.length = pending.name ? pending.name - 1 : 0;
    walk->home_length = walk->home.length;
    walk->source_length = walk->source.length;
    hr = go_down(plan, &from);
    return SUCCEEDED(hr) ? enter_folder(plan, &pending.info) : hr;
}

static HRESULT read_entry(struct vsapi_plan *plan)
{
    struct plan_walk *walk = &plan->walk;
    struct vsapi_file_info info;
    const char *name;
    HRESULT hr = plan->view.next_entry(plan->view.context, walk->listing, &name, &info);

    if (hr == S_OK)
        return visit(plan, name, &info);
    plan->view.close_folder(plan->view.context, walk->listing);
    walk->listing = NULL;
    if (SUCCEEDED(hr) || hr == E_OUTOFMEMORY)
        return FAILED(hr) ? hr : S_OK;
    back_to_folder(walk);
    return fail_folder(plan, hr);
}

/* ---- names that are looked up ------------------------------------------------------------------
 */

static bool is_looked_up(const struct vsapi_plan *plan, const struct plan_spec *name)
{
    for (const struct plan_entry *entry = name->entries; entry; entry = entry->next_same) {
        if (entry->read &&
            (entry->kind != PLAN_FILE_SET || entry->mapping == plan->walk.root->mapping))
            return true;
    }
    return false;
}

static HRESULT fail_name_set(struct vsapi_plan *plan, HRESULT result)
{
    const char *why = vsbackup_plan_say(plan, "%s cannot be looked up: %s", plan->walk.source.text,
                                        vsapi_hresult_name(result));
    struct vsapi_plan_item *item;
    HRESULT hr = why ? S_OK : E_OUTOFMEMORY;

    for (size_t i = 0; i < plan->matches.count; i++)
        plan->matches.items[i]->settled = true;
    return SUCCEEDED(hr) ? tell_all(plan, VSAPI_PLAN_FAIL, "INCR-203", result, why, &item) : hr;
}

static HRESULT look_up_name(struct vsapi_plan *plan)
{
    struct plan_walk *walk = &plan->walk;
    const struct plan_spec *name = walk->next_name;
    struct vsapi_file_info info;
    HRESULT hr;

    walk->next_name = name->next;
    if (!is_looked_up(plan, name))
        return S_OK;
    hr = put_children(walk, name->filespec);
    if (FAILED(hr))
        return hr;
    hr = plan->view.stat(plan->view.context, walk->source.text, &info);
    if (SUCCEEDED(hr))
        return visit(plan, name->filespec, &info);
    if (vsbackup_plan_is_absence(hr) || hr == E_OUTOFMEMORY)
        return hr == E_OUTOFMEMORY ? hr : S_OK;
    return SUCCEEDED(vsbackup_plan_match(plan, &walk->scope, name->filespec))
               ? fail_name_set(plan, hr)
               : E_OUTOFMEMORY;
}

/* ---- roots -------------------------------------------------------------------------------------
 */

/* Where a folder of a volume is read: on the shadow copy, or live. */
static HRESULT set_source(struct vsapi_plan *plan, size_t volume, const char *rest)
{
    const struct plan_volume *data = &plan->volumes.items[volume];
    struct plan_walk *walk = &plan->walk;
    const char *first = data->device ? data->device : data->mount;
    HRESULT hr = put_text(&walk->source, 0, first);

    walk->volume = volume;
    walk->prefix = strlen(first);
    if (SUCCEEDED(hr))
        hr = put_text(&walk->source, walk->prefix, rest);
    walk->source_length = walk->source.length;
    return hr;
}

/* The folder that the walk of a root, or of a volume mounted below it, begins in. */
static HRESULT begin_folder(struct vsapi_plan *plan)
{
    struct vsapi_file_info info = {.attributes = FILE_ATTRIBUTE_DIRECTORY}, found;
    struct plan_walk *walk = &plan->walk;
    HRESULT hr = vsbackup_plan_look_up(plan, walk->home.text, &walk->scope);

    if (FAILED(hr))
        return hr;
    if (!walk->root->recursive && !walk->root->listed) {
        mark_reached(walk);
        walk->next_name = walk->root->folder->names;
        return S_OK;
    }
    if (walk->root->recursive && walk->source_length > walk->prefix) {
        hr = plan->view.stat(plan->view.context, walk->source.text, &found);
        if (hr == E_OUTOFMEMORY)
            return hr;
        if (SUCCEEDED(hr) && !(found.attributes & FILE_ATTRIBUTE_REPARSE_POINT))
            info = found;
    }
    return enter_folder(plan, &info);
}

static HRESULT begin_root(struct vsapi_plan *plan, struct plan_root *root)
{
    struct plan_walk *walk = &plan->walk;
    const char *rest = vsbackup_plan_behind(root->source, plan->volumes.items[root->volume].mount);
    HRESULT hr = put_text(&walk->home, 0, root->folder->path);

    walk->root = root;
    walk->next_mounted = 0;
    walk->home_length = walk->home.length;
    if (SUCCEEDED(hr))
        hr = set_source(plan, root->volume, rest);
    return SUCCEEDED(hr) ? begin_folder(plan) : hr;
}

/* Without a shadow copy it is only read for those that may be read live. */
static bool is_read_live(const struct vsapi_plan *plan)
{
    for (size_t i = 0; i < plan->matches.count; i++) {
        const struct plan_entry *entry = plan->matches.items[i];

        if (entry->read && (!entry->wanted || !entry->needs_shadow) &&
            (entry->kind == PLAN_DIFFERENCED || entry->mapping == plan->walk.root->mapping))
            return true;
    }
    return false;
}

static HRESULT begin_mounted(struct vsapi_plan *plan, size_t volume, const char *rest)
{
    struct plan_walk *walk = &plan->walk;
    HRESULT hr = put_text(&walk->home, 0, walk->root->folder->path);

    if (SUCCEEDED(hr))
        hr = put_text(&walk->home, walk->home.length, rest);
    walk->home_length = walk->home.length;
    if (SUCCEEDED(hr))
        hr = set_source(plan, volume, "");
    if (SUCCEEDED(hr))
        hr = vsbackup_plan_look_up(plan, walk->home.text, &walk->scope);
    plan->matches.count = 0;
    if (SUCCEEDED(hr))
        hr = vsbackup_plan_match_folder(plan, &walk->scope, false);
    if (FAILED(hr) || !(on_shadow(plan) || is_read_live(plan)))
        return hr;
    return begin_folder(plan);
}

/* The next volume mounted below the root; S_FALSE: there is none. */
static HRESULT next_mounted(struct vsapi_plan *plan)
{
    struct plan_walk *walk = &plan->walk;

    while (walk->root->recursive && walk->next_mounted < plan->volumes.count) {
        size_t volume = walk->next_mounted++;
        const char *rest =
            vsbackup_plan_mounted_below(&plan->volumes.items[volume], walk->root->source);

        if (rest)
            return begin_mounted(plan, volume, rest);
    }
    walk->root = NULL;
    return S_FALSE;
}

static HRESULT next_root(struct vsapi_plan *plan)
{
    struct plan_walk *walk = &plan->walk;

    for (;;) {
        while (walk->next_root < plan->roots.count) {
            struct plan_root *root = plan->roots.items[walk->next_root++];

            if (root->swallowed == walk->second_pass && !(walk->second_pass && root->reached))
                return begin_root(plan, root);
        }
        if (walk->second_pass)
            return S_FALSE;
        walk->second_pass = true;
        walk->next_root = 0;
    }
}

HRESULT vsbackup_plan_step(struct vsapi_plan *plan)
{
    struct plan_walk *walk = &plan->walk;
    HRESULT hr;

    if (walk->listing)
        return read_entry(plan);
    if (walk->next_name)
        return look_up_name(plan);
    if (walk->frames.count > 0) {
        struct plan_frame *frame = &walk->frames.items[walk->frames.count - 1];

        if (walk->pending.count > frame->pending)
            return enter_pending(plan, *frame);
        walk->frames.count--;
        return S_OK;
    }
    hr = walk->root ? next_mounted(plan) : S_FALSE;
    return hr == S_FALSE ? next_root(plan) : hr;
}

void vsbackup_plan_finish_walk(struct vsapi_plan *plan)
{
    struct plan_walk *walk = &plan->walk;

    if (walk->listing)
        plan->view.close_folder(plan->view.context, walk->listing);
    vsapi_free(walk->home.text);
    vsapi_free(walk->source.text);
    vsapi_free(walk->pending_names.text);
    vsapi_free(walk->frames.items);
    vsapi_free(walk->pending.items);
    vsbackup_plan_scope_finish(&walk->scope);
}
