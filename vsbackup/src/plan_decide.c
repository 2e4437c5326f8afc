/*
 * vsbackup/src/plan_decide.c - what is done with a file: the tables file_override, copy_decision
 * and differenced_time of the rules INCR, for each set whose entries it falls under.
 *
 * The entries in force are sorted by sets. Exclusion is stronger than all; in a set a differenced
 * entry is stronger than a partial one, and both than the masks of file sets. Sets that want the
 * file whole share one item; of ranges and of what is left out each has its own.
 */
#include "plan.h"

#include <stdlib.h>

/* A file, and the entries of one set that it falls under. */
struct group {
    struct plan_entry *const *entries;
    size_t count;
    struct plan_entry *differenced, *partial; /* the first of each; NULL: none */
    bool is_new;                              /* no file set has it */
    bool failed; /* one that has it could not be read, which was told */
    bool needs_shadow;
};

bool vsbackup_plan_takes(const struct plan_entry *entry, const struct plan_mapping *mapping,
                         bool shadow)
{
    return (entry->kind == PLAN_FILE_SET || entry->kind == PLAN_VOLUME) && entry->wanted &&
           !entry->failed && entry->mapping == mapping && (shadow || !entry->needs_shadow);
}

bool vsbackup_plan_decides(const struct plan_entry *differenced)
{
    const struct plan_writer *writer = differenced->component->writer;

    return (writer->metadata->backup_schema & VSS_BS_LAST_MODIFY) &&
           (writer->effective == VSS_BT_INCREMENTAL || writer->effective == VSS_BT_DIFFERENTIAL);
}

/* ---- copies and what is left out ---------------------------------------------------------------
 */

static HRESULT choose(struct vsapi_plan *plan, const struct plan_entry *entry, const char *rule,
                      const char *why)
{
    if (!why || !VSAPI_ARRAY_ROOM(&plan->copies))
        return vsapi_out_of_memory();
    plan->copies.items[plan->copies.count++] = (struct plan_choice){entry, rule, why};
    return S_OK;
}

static HRESULT fill_item(struct vsapi_plan *plan, enum vsapi_plan_action action, const char *rule,
                         const struct plan_file *file, const char *why)
{
    struct vsapi_plan_item *item = why ? vsbackup_plan_add_item(plan, action, rule) : NULL;

    if (!item)
        return vsapi_out_of_memory();
    item->path = file->path;
    item->source = action == VSAPI_PLAN_SKIP ? NULL : file->source;
    item->from_shadow_copy = file->shadow && item->source;
    item->info = file->info;
    item->why = why;
    return S_OK;
}

/* The file sets of the group in this mapping, behind the entry that decided. */
static HRESULT add_file_sets(struct vsapi_plan *plan, const struct plan_file *file,
                             const struct group *group)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < group->count && SUCCEEDED(hr); i++) {
        const struct plan_entry *entry = group->entries[i];

        if (entry->kind == PLAN_FILE_SET && entry->mapping == file->mapping)
            hr = vsbackup_plan_add_member(plan, entry);
    }
    return hr;
}

static HRESULT skip(struct vsapi_plan *plan, const struct plan_file *file, const char *rule,
                    const struct plan_entry *entry, const char *why)
{
    HRESULT hr;

    if (!plan->request.show_skipped)
        return S_OK;
    hr = fill_item(plan, VSAPI_PLAN_SKIP, rule, file, why);
    return SUCCEEDED(hr) ? vsbackup_plan_add_member(plan, entry) : hr;
}

static HRESULT copy_chosen(struct vsapi_plan *plan, const struct plan_file *file)
{
    const struct plan_choice *first = plan->copies.items;
    HRESULT hr;

    if (plan->copies.count == 0)
        return S_OK;
    hr = fill_item(plan, VSAPI_PLAN_COPY, first->rule, file, first->why);
    for (size_t i = 0; i < plan->copies.count && SUCCEEDED(hr); i++)
        hr = vsbackup_plan_add_member(plan, plan->copies.items[i].entry);
    return hr;
}

/* ---- masks -------------------------------------------------------------------------------------
 */

/* The sentence is the same for all files of a file set, so it is made once. */
static const char *why_of(struct vsapi_plan *plan, struct plan_entry *entry)
{
    VSS_BACKUP_TYPE effective;
    char *text;

    if (entry->why)
        return entry->why;
    if (entry->kind == PLAN_VOLUME)
        return entry->why = "its volume is saved as a whole";
    effective = entry->component->writer->effective;
    if (effective == VSS_BT_LOG && !entry->log)
        return entry->why = "a log backup takes only what was added as a log file";
    text = vsapi_sprintf("the file set %s%s%s%s of %s has the mask 0x%x, which %s for a %s backup",
                         entry->path, entry->path[strlen(entry->path) - 1] == '\\' ? "" : "\\",
                         entry->filespec, entry->recursive ? " (recursive)" : "",
                         entry->component->shown.name, (unsigned)entry->mask,
                         entry->wanted ? "wants its files" : "does not need its files",
                         vsbackup_plan_type_name(effective));
    if (text)
        entry->why = vsapi_arena_text(plan->arena, text, strlen(text));
    vsapi_free(text);
    return entry->why;
}

static const char *rule_of(const struct plan_entry *file_set)
{
    VSS_BACKUP_TYPE effective;

    if (file_set->kind == PLAN_VOLUME)
        return NULL;
    effective = file_set->component->writer->effective;
    if (effective == VSS_BT_LOG && (file_set->wanted || !file_set->log))
        return "INCR-315";
    if (!file_set->wanted)
        return "INCR-206";
    return effective == VSS_BT_COPY ? "INCR-209" : "INCR-203";
}

static HRESULT follow_masks(struct vsapi_plan *plan, const struct plan_file *file,
                            const struct group *group)
{
    struct plan_entry *unwanted = NULL;
    bool wanted = false;
    HRESULT hr = S_OK;

    for (size_t i = 0; i < group->count && SUCCEEDED(hr); i++) {
        struct plan_entry *entry = group->entries[i];

        if (entry->kind != PLAN_FILE_SET && entry->kind != PLAN_VOLUME)
            continue;
        wanted |= entry->wanted && entry->mapping == file->mapping;
        if (vsbackup_plan_takes(entry, file->mapping, file->shadow))
            hr = choose(plan, entry, rule_of(entry), why_of(plan, entry));
        else if (!entry->wanted && entry->mapping == file->mapping && !unwanted)
            unwanted = entry;
    }
    if (FAILED(hr) || wanted || !unwanted)
        return hr;
    return skip(plan, file, rule_of(unwanted), unwanted,
                plan->request.show_skipped ? why_of(plan, unwanted) : "");
}

/* ---- differenced files -------------------------------------------------------------------------
 */

/* Table differenced_time, reading A: the time is a threshold. What was changed at that very time is
 * taken for changed. */
static HRESULT has_changed(struct vsapi_plan *plan, const struct plan_entry *entry,
                           const struct plan_file *file, bool *changed)
{
    const struct vsapi_plan_records *records = &plan->records;
    struct vsapi_file_info before;
    HRESULT hr;

    *changed = true;
    if (entry->time != 0) {
        *changed = file->info.modified >= entry->time;
    } else if (records->find) {
        hr = records->find(records->context, file->path, &before);
        if (FAILED(hr))
            return hr;
        *changed = hr != S_OK || before.size_bytes != file->info.size_bytes ||
                   before.modified != file->info.modified;
    } else if (records->since_time != 0) {
        *changed = file->info.modified >= records->since_time;
    }
    return S_OK;
}

static const char *why_changed(struct vsapi_plan *plan, const struct plan_entry *entry,
                               const struct plan_file *file, bool changed)
{
    const char *word = changed ? "not before" : "before";

    if (entry->time != 0)
        return vsbackup_plan_say(plan, "it was modified at %llu, %s the writer's time %llu",
                                 (unsigned long long)file->info.modified, word,
                                 (unsigned long long)entry->time);
    if (plan->records.find)
        return changed ? "the writer gives no time, and size or date are not those of the base "
                         "backup"
                       : "the writer gives no time, and size and date are those of the base backup";
    if (plan->records.since_time != 0)
        return vsbackup_plan_say(
            plan,
            "the writer gives no time, and it was modified at %llu, %s the base backup (%llu)",
            (unsigned long long)file->info.modified, word,
            (unsigned long long)plan->records.since_time);
    return "the writer gives no time, and nothing is known of a base backup";
}

static HRESULT fail_without_shadow(struct vsapi_plan *plan, const struct plan_file *file,
                                   const struct group *group, struct plan_entry *entry)
{
    const char *rule = "INCR-204";

    if (group->is_new)
        rule = entry->kind == PLAN_PARTIAL ? "INCR-020" : "INCR-408";
    return vsbackup_plan_fail(plan, VSS_E_OBJECT_NOT_FOUND, rule, entry, file->path,
                              group->is_new
                                  ? "the writer added it, and there is no shadow copy of its volume"
                                  : "it has to be read from a shadow copy, and there is none");
}

static HRESULT follow_time(struct vsapi_plan *plan, const struct plan_file *file,
                           const struct group *group)
{
    struct plan_entry *decided = group->differenced;
    bool changed = false;
    const char *why = "";
    HRESULT hr = S_OK;

    for (size_t i = 0; i < group->count && SUCCEEDED(hr) && !changed; i++) {
        if (group->entries[i]->kind != PLAN_DIFFERENCED)
            continue;
        hr = has_changed(plan, group->entries[i], file, &changed);
        if (changed)
            decided = group->entries[i];
    }
    if (FAILED(hr))
        return hr;
    if (changed && group->needs_shadow && !file->shadow)
        return fail_without_shadow(plan, file, group, decided);
    if (changed || plan->request.show_skipped)
        why = why_changed(plan, decided, file, changed);
    if (!why)
        return vsapi_out_of_memory();
    if (!changed)
        return skip(plan, file, decided->time ? "INCR-413" : "INCR-411", decided, why);
    return choose(plan, decided, decided->time ? "INCR-413" : "INCR-411", why);
}

/* ---- groups ------------------------------------------------------------------------------------
 */

static HRESULT remark_once(struct vsapi_plan *plan, const struct plan_file *file,
                           struct plan_entry *entry, enum plan_told told, const char *rule,
                           const char *why)
{
    if (entry->told & told)
        return S_OK;
    entry->told |= told;
    return vsbackup_plan_tell(plan, VSAPI_PLAN_REMARK, rule, entry, file->path, why);
}

/* INCR-404: it should be equal to a file set, if it is not about new files. */
static bool is_unequal(const struct group *group)
{
    const struct plan_entry *differenced = group->differenced;

    for (size_t i = 0; i < group->count; i++) {
        const struct plan_entry *entry = group->entries[i];

        if (entry->kind == PLAN_FILE_SET && entry->folder == differenced->folder &&
            entry->recursive == differenced->recursive &&
            vsapi_text_same(entry->filespec, differenced->filespec))
            return false;
    }
    return !group->is_new;
}

static HRESULT remark_group(struct vsapi_plan *plan, const struct plan_file *file,
                            const struct group *group, bool alone)
{
    struct plan_entry *differenced = group->differenced;
    HRESULT hr = S_OK;

    if (differenced && group->partial)
        hr = remark_once(plan, file, group->partial, PLAN_TOLD_BOTH, "INCR-305",
                         "the writer has it as a partial and as a differenced file; the latter "
                         "counts (the writer's mistake)");
    if (SUCCEEDED(hr) && differenced && !alone)
        hr = remark_once(plan, file, differenced, PLAN_TOLD_OTHERS, "INCR-406",
                         "a differenced file is also a file of another component (the writer's "
                         "mistake)");
    if (SUCCEEDED(hr) && differenced && !(differenced->told & PLAN_TOLD_UNEQUAL) &&
        is_unequal(group))
        hr = remark_once(plan, file, differenced, PLAN_TOLD_UNEQUAL, "INCR-404",
                         "a differenced file is in a file set with another path, file "
                         "specification or recursion (the writer's mistake)");
    return hr;
}

/* A file set or volume that reads its files elsewhere does not mean this one. */
static bool is_here(const struct plan_entry *entry, const struct plan_file *file)
{
    return (entry->kind != PLAN_FILE_SET && entry->kind != PLAN_VOLUME) ||
           entry->mapping == file->mapping;
}

static void settle(const struct group *group, const struct plan_file *file)
{
    for (size_t i = 0; i < group->count; i++)
        group->entries[i]->settled |= is_here(group->entries[i], file);
}

/* Finds out what the entries are; false: the file is not meant in this mapping, or the file sets
 * that mean it have failed. */
static bool look_at_group(struct group *group, const struct plan_file *file,
                          const struct plan_mapping *same)
{
    bool here = false;

    group->is_new = true;
    for (size_t i = 0; i < group->count; i++) {
        struct plan_entry *entry = group->entries[i];

        if (entry->kind == PLAN_FILE_SET || entry->kind == PLAN_VOLUME) {
            group->is_new = false;
            if (entry->mapping != file->mapping)
                continue;
            group->failed |= entry->failed;
            if (entry->failed)
                continue;
            here = true;
            group->needs_shadow |= entry->needs_shadow;
        } else if (entry->kind == PLAN_DIFFERENCED && !group->differenced) {
            group->differenced = entry;
        } else if (entry->kind == PLAN_PARTIAL && !group->partial) {
            group->partial = entry;
        }
    }
    group->needs_shadow |= group->is_new;
    return group->is_new ? file->mapping == same : here;
}

static HRESULT follow_ranges(struct vsapi_plan *plan, const struct plan_file *file,
                             const struct group *group)
{
    size_t first = plan->queue.items.count;
    HRESULT hr;

    if (group->needs_shadow && !file->shadow)
        return fail_without_shadow(plan, file, group, group->partial);
    hr = vsbackup_plan_add_ranges(plan, file, group->entries, group->count);
    if (FAILED(hr) || plan->queue.items.count == first)
        return hr;
    return add_file_sets(plan, file, group);
}

/* Would the file be read, if it were not excluded? */
static bool is_read(const struct group *group, const struct plan_entry *entry,
                    const struct plan_file *file)
{
    if (entry->kind != PLAN_FILE_SET && entry->kind != PLAN_VOLUME)
        return group->is_new;
    return entry->wanted ? vsbackup_plan_takes(entry, file->mapping, file->shadow)
                         : is_here(entry, file);
}

/* COMP-502. What was left out on purpose is not missing. */
static HRESULT exclude(struct vsapi_plan *plan, const struct plan_file *file,
                       const struct group *group, const struct plan_entry *by)
{
    bool read = false;
    HRESULT hr;

    for (size_t i = 0; i < group->count; i++)
        read |= is_read(group, group->entries[i], file);
    if (!read || !plan->request.show_skipped)
        return S_OK;
    hr = skip(plan, file, "COMP-502", by, "a writer excludes it");
    for (size_t i = 0; i < group->count && SUCCEEDED(hr); i++) {
        if (is_here(group->entries[i], file))
            hr = vsbackup_plan_add_member(plan, group->entries[i]);
    }
    return hr;
}

/* Table file_override. What is in the backup only since the writer added it is copied whole where
 * its entry cannot decide (COMP-212). */
static HRESULT decide_group(struct vsapi_plan *plan, const struct plan_file *file,
                            struct group group, bool alone, const struct plan_entry *excluded_by)
{
    struct plan_entry *added;
    HRESULT hr;
    bool here;

    here = look_at_group(&group, file, &plan->same);
    if (here || group.failed)
        settle(&group, file);
    if (!here)
        return S_OK;
    if (excluded_by)
        return exclude(plan, file, &group, excluded_by);
    hr = remark_group(plan, file, &group, alone);
    if (FAILED(hr))
        return hr;
    if (group.differenced && vsbackup_plan_decides(group.differenced))
        return follow_time(plan, file, &group);
    if (group.partial && plan->request.partial_files)
        return follow_ranges(plan, file, &group);
    if (!group.is_new)
        return follow_masks(plan, file, &group);
    added = group.partial ? group.partial : group.differenced;
    if (!file->shadow)
        return fail_without_shadow(plan, file, &group, added);
    return choose(plan, added, "COMP-212",
                  "the writer added it, and what it said of it does not apply to this backup");
}

/* ---- files -------------------------------------------------------------------------------------
 */

static size_t set_of(const struct plan_entry *entry)
{
    return entry->set ? entry->set->ordinal : SIZE_MAX; /* volumes come last */
}

static int compare_entries(const void *a, const void *b)
{
    const struct plan_entry *left = *(struct plan_entry *const *)a;
    const struct plan_entry *right = *(struct plan_entry *const *)b;

    if (set_of(left) != set_of(right))
        return set_of(left) < set_of(right) ? -1 : 1;
    if (left->kind != right->kind)
        return left->kind < right->kind ? -1 : 1;
    if (left->component != right->component && left->component && right->component)
        return left->component->ordinal < right->component->ordinal ? -1 : 1;
    return (left->index > right->index) - (left->index < right->index);
}

void vsbackup_plan_sort_matches(struct vsapi_plan *plan)
{
    if (plan->matches.count > 1)
        qsort(plan->matches.items, plan->matches.count, sizeof *plan->matches.items,
              compare_entries);
}

/* Leaves the entries that speak for the file; *by is one that speaks against it, or NULL. */
static void sort_out(struct vsapi_plan *plan, const struct plan_entry **by)
{
    size_t kept = 0;

    *by = NULL;
    for (size_t i = 0; i < plan->matches.count; i++) {
        struct plan_entry *entry = plan->matches.items[i];

        if (entry->kind == PLAN_EXCLUDE && !*by)
            *by = entry;
        if (entry->kind < PLAN_EXCLUDE)
            plan->matches.items[kept++] = entry;
    }
    plan->matches.count = (uint32_t)kept;
}

/* COMP-406, COMP-407: a file is in one file set only. The volume does not count. */
static HRESULT remark_overlap(struct vsapi_plan *plan, const struct plan_file *file)
{
    const struct plan_entry *first = NULL;
    HRESULT hr = S_OK;

    for (size_t i = 0; i < plan->matches.count && SUCCEEDED(hr); i++) {
        struct plan_entry *entry = plan->matches.items[i];

        if (entry->kind != PLAN_FILE_SET || entry->mapping != file->mapping)
            continue;
        if (first && entry->component == first->component)
            hr = remark_once(plan, file, entry, PLAN_TOLD_TWICE, "COMP-406",
                             "two file sets of a component have this file (the writer's mistake)");
        else if (first)
            hr = remark_once(plan, file, entry, PLAN_TOLD_TWICE, "COMP-407",
                             "two components have this file (the writer's mistake)");
        first = first ? first : entry;
    }
    return hr;
}

static HRESULT decide_sorted(struct vsapi_plan *plan, const struct plan_file *file,
                             const struct plan_entry *excluded_by)
{
    struct plan_entry **entries = plan->matches.items;
    size_t count = plan->matches.count, components = count;
    HRESULT hr = S_OK;

    while (components > 0 && entries[components - 1]->kind == PLAN_VOLUME)
        components--;
    for (size_t i = 0, next; i < count && SUCCEEDED(hr); i = next) {
        struct group group = {.entries = entries + i};

        for (next = i + 1; next < count && entries[next]->set == entries[i]->set;)
            next++;
        group.count = next - i;
        hr = decide_group(plan, file, group, i == 0 && next >= components, excluded_by);
    }
    return SUCCEEDED(hr) ? copy_chosen(plan, file) : hr;
}

HRESULT vsbackup_plan_decide(struct vsapi_plan *plan, const struct plan_file *file)
{
    const struct plan_entry *excluded_by;
    HRESULT hr = S_OK;

    sort_out(plan, &excluded_by);
    plan->copies.count = 0;
    if (plan->matches.count > 1) {
        vsbackup_plan_sort_matches(plan);
        hr = excluded_by ? S_OK : remark_overlap(plan, file);
    }
    return SUCCEEDED(hr) ? decide_sorted(plan, file, excluded_by) : hr;
}
