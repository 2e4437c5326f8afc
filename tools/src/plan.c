/*
 * tools/src/plan.c - file sets to files; see plan.h.
 *
 * A file set is walked by the names that the live machine has, so that mounted volumes and the
 * exclude lists, which speak of live paths, fit; each folder is read on the shadow copy of the
 * volume it is on. A folder where a volume is mounted is empty on the shadow copy around it: the
 * mounted volume is walked as one more root.
 */
#include "plan.h"

#include <stdlib.h>
#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/files.h>
#include <vsapi/text.h>

#include "report.h"

struct exclude_list {
    VSS_LIST(const struct vss_fileset *) items;
};

/* A folder on its way through the walk: its live name, and the one under which it is restored. */
struct place {
    const char *live, *home;
};
struct walk {
    struct vss_plan *plan;
    const struct vss_fileset *fileset;
    struct vss_member member;
    VSS_LIST(struct place) todo;
    VSS_LIST(const struct vss_fileset *) excludes; /* those in force in the folder being read */
    struct place here;
    const char *source; /* of the folder being read */
    size_t found;
    int code;
};

void vss_component_failed(struct vss_component *component, const char *reason)
{
    struct vss_component *set = component->set ? component->set : component;

    vss_warn("%s of %s: %s", component->full, component->writer->name, reason);
    set->failed = true;
}

static bool is_named(const char *filespec)
{
    return !strpbrk(filespec, "*?");
}

/* ---- volumes ---- */

void vss_plan_mark_volume(struct vss_volumes *volumes, struct vss_volume *volume)
{
    volume->wanted = true;
    for (size_t i = 0; i < volumes->list.count; i++) {
        if (vss_volume_below(&volumes->list.items[i], volume->mount))
            volumes->list.items[i].wanted = true;
    }
}

static int mark_fileset(struct vss_volumes *volumes, const struct vss_fileset *fileset)
{
    struct vss_volume *volume;
    const char *rest;
    int code = vss_volumes_find(volumes, fileset->source, &volume, &rest);

    if (code != VSS_EXIT_OK)
        return code;
    volume->wanted = true;
    for (size_t i = 0; fileset->recursive && i < volumes->list.count; i++) {
        if (vss_volume_below(&volumes->list.items[i], fileset->source))
            volumes->list.items[i].wanted = true;
    }
    return VSS_EXIT_OK;
}

/* INCR-315: a log backup takes log file sets only. */
static bool takes_part(const struct vss_component *component, const struct vss_fileset *fileset)
{
    VSS_BACKUP_TYPE type = component->set->effective;

    return (type != VSS_BT_LOG || fileset->is_log) && fileset->mask & vsapi_plan_backup_bit(type);
}

static int mark_component(struct vss_volumes *volumes, const struct vss_component *component)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < component->filesets.count && code == VSS_EXIT_OK; i++) {
        if (takes_part(component, &component->filesets.items[i]))
            code = mark_fileset(volumes, &component->filesets.items[i]);
    }
    return code;
}

int vss_plan_mark_volumes(struct vss_volumes *volumes, const struct vss_catalog *catalog)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < catalog->writers.count; i++) {
        struct vss_writer *writer = catalog->writers.items[i];

        for (size_t j = 0; j < writer->components.count && code == VSS_EXIT_OK; j++) {
            if (writer->components.items[j].set)
                code = mark_component(volumes, &writer->components.items[j]);
        }
    }
    return code;
}

/* ---- exclusions ---- */

void vss_plan_excludes(struct vss_plan *plan, const struct vss_catalog *catalog)
{
    for (size_t i = 0; i < catalog->writers.count; i++) {
        const struct vss_writer *writer = catalog->writers.items[i];

        for (size_t j = 0; j < writer->excludes.count; j++) {
            const struct vss_fileset *exclude = &writer->excludes.items[j];
            struct exclude_list *list = vss_map_get(&plan->excludes, exclude->folder);

            if (!list) {
                list = vss_alloc(sizeof *list);
                vss_map_put(&plan->excludes, exclude->folder, list);
            }
            *VSS_APPEND(&list->items) = exclude;
        }
    }
}

/* What excludes in a folder: its own entries, and the recursive ones of the folders above. */
static void find_excludes(struct walk *walk, const char *home)
{
    char *path = vss_copy(home);
    bool above = false;
    char *slash;

    walk->excludes.count = 0;
    if (!walk->plan->excludes.entries)
        return;
    do {
        const struct exclude_list *list = vss_map_get(&walk->plan->excludes, path);

        for (size_t i = 0; list && i < list->items.count; i++) {
            if (!above || list->items.items[i]->recursive)
                *VSS_APPEND(&walk->excludes) = list->items.items[i];
        }
        above = true;
        slash = strrchr(path, '\\');
        if (slash)
            *slash = '\0';
    } while (slash);
}

static bool is_excluded(const struct walk *walk, const char *name)
{
    for (size_t i = 0; i < walk->excludes.count; i++) {
        if (vsapi_text_matches(name, walk->excludes.items[i]->filespec))
            return true;
    }
    return false;
}

/* ---- the walk ---- */

static bool is_mount_point(const struct walk *walk, const char *path)
{
    const struct vss_volumes *volumes = walk->plan->volumes;

    for (size_t i = 0; i < volumes->list.count; i++) {
        if (vss_volume_at(&volumes->list.items[i], path))
            return true;
    }
    return false;
}

static void add_file(struct walk *walk, const char *name, const struct vsapi_file_info *info)
{
    const char *source = vss_format(
        "%s%s%s", walk->source, walk->source[strlen(walk->source) - 1] == '\\' ? "" : "\\", name);
    const char *path = vss_format("%s\\%s", walk->here.home, name);
    /* One source under two names (an alternate path beside the normal one) is two files. */
    const char *key = vss_format("%s|%s", path, source);
    struct vss_file *file = vss_map_get(&walk->plan->seen, key);

    walk->found++;
    if (!file) {
        file = vss_alloc(sizeof *file);
        file->path = path;
        file->source = source;
        file->size_bytes = file->whole_bytes = info->size_bytes;
        file->modified = info->modified;
        file->attributes = info->attributes;
        vss_map_put(&walk->plan->seen, key, file);
        *VSS_APPEND(&walk->plan->files) = file;
    }
    *VSS_APPEND(&file->members) = walk->member;
}

static bool is_absence(HRESULT hr)
{
    return hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) ||
           hr == HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
}

/* A failed look-up fails the component; without one, the backup. */
static void cannot_read(struct walk *walk, HRESULT hr, const char *what)
{
    if (walk->member.component)
        vss_component_failed(walk->member.component,
                             vss_format("%s cannot be read: %s", what, vss_reason(hr)));
    else
        walk->code = vss_fail_hr(VSS_EXIT_FAILED, hr, "%s cannot be read", what);
}

/* What is no UTF-8 cannot be written into documents, and has no name on Windows. */
static bool has_windows_name(struct walk *walk, const char *name)
{
    WCHAR *wide = NULL;
    HRESULT hr = vsapi_wide_from_text(name, &wide);

    vsapi_free(wide);
    if (FAILED(hr))
        cannot_read(walk, hr, walk->here.live);
    return SUCCEEDED(hr);
}

static HRESULT visit(void *context, const char *name, const struct vsapi_file_info *info)
{
    struct walk *walk = context;
    struct place place;

    if (!has_windows_name(walk, name)) {
        return S_OK;
    } else if (info->attributes & FILE_ATTRIBUTE_REPARSE_POINT) {
        walk->plan->links++;
    } else if (info->attributes & FILE_ATTRIBUTE_DIRECTORY) {
        if (!walk->fileset->recursive)
            return S_OK;
        place = (struct place){vss_format("%s\\%s", walk->here.live, name),
                               vss_format("%s\\%s", walk->here.home, name)};
        if (!is_mount_point(walk, place.live))
            *VSS_APPEND(&walk->todo) = place;
    } else if (vsapi_text_matches(name, walk->fileset->filespec) && !is_excluded(walk, name)) {
        add_file(walk, name, info);
    }
    return S_OK;
}

static void read_folder(struct walk *walk, struct place place)
{
    HRESULT hr;

    walk->here = place;
    walk->code = vss_volumes_shadow_path(walk->plan->volumes, place.live, &walk->source);
    if (walk->code != VSS_EXIT_OK)
        return;
    find_excludes(walk, place.home);
    vss_progress("looking up files: %zu", walk->plan->files.count);
    hr = vsapi_files_list(vss_host(), walk->source, visit, walk);
    if (FAILED(hr) && !is_absence(hr))
        cannot_read(walk, hr, place.live);
    if (SUCCEEDED(hr) && walk->fileset->recursive && strchr(place.home, '\\'))
        *VSS_APPEND(&walk->plan->folders) =
            (struct vss_folder){.path = place.home, .member = walk->member};
}

/* A file set of one name needs no listing: writers have tens of thousands of them. */
static void look_up_name(struct walk *walk)
{
    struct vsapi_file_info info;
    const char *folder, *path;
    HRESULT hr;

    walk->here = (struct place){walk->fileset->source, walk->fileset->folder};
    walk->code = vss_volumes_shadow_path(walk->plan->volumes, walk->here.live, &folder);
    if (walk->code != VSS_EXIT_OK)
        return;
    walk->source = folder;
    path = vss_format("%s%s%s", folder, folder[strlen(folder) - 1] == '\\' ? "" : "\\",
                      walk->fileset->filespec);
    find_excludes(walk, walk->here.home);
    if (is_excluded(walk, walk->fileset->filespec)) {
        walk->found++; /* it is left out on purpose */
        return;
    }
    hr = vsapi_files_stat(vss_host(), path, &info);
    if (FAILED(hr) && !is_absence(hr))
        cannot_read(walk, hr, path);
    else if (SUCCEEDED(hr) && !(info.attributes & FILE_ATTRIBUTE_DIRECTORY))
        visit(walk, walk->fileset->filespec, &info);
}

/* The volumes mounted below a recursive file set are roots of their own. */
static void add_mounted(struct walk *walk)
{
    const struct vss_fileset *fileset = walk->fileset;
    const struct vss_volumes *volumes = walk->plan->volumes;

    for (size_t i = 0; i < volumes->list.count; i++) {
        const struct vss_volume *volume = &volumes->list.items[i];

        if (!vss_volume_below(volume, fileset->source))
            continue;
        *VSS_APPEND(&walk->todo) =
            (struct place){volume->mount, vss_format("%s%s", fileset->folder,
                                                     volume->mount + strlen(fileset->source))};
    }
}

static void walk_folders(struct walk *walk)
{
    const struct vss_fileset *fileset = walk->fileset;

    *VSS_APPEND(&walk->todo) = (struct place){fileset->source, fileset->folder};
    if (fileset->recursive)
        add_mounted(walk);
    while (walk->todo.count > 0 && walk->code == VSS_EXIT_OK)
        read_folder(walk, walk->todo.items[--walk->todo.count]);
}

static int walk_fileset(struct vss_plan *plan, const struct vss_fileset *fileset,
                        struct vss_member member)
{
    struct walk walk = {.plan = plan, .fileset = fileset, .member = member};

    if (!fileset->recursive && is_named(fileset->filespec))
        look_up_name(&walk);
    else
        walk_folders(&walk);
    /* COMP-405: what a file set names must be there; a wildcard may match nothing. */
    if (walk.code == VSS_EXIT_OK && walk.found == 0 && member.component &&
        is_named(fileset->filespec))
        vss_component_failed(member.component,
                             vss_format("%s\\%s is not there", fileset->source, fileset->filespec));
    return walk.code;
}

static int plan_component(struct vss_plan *plan, struct vss_component *component)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < component->filesets.count && code == VSS_EXIT_OK; i++) {
        if (takes_part(component, &component->filesets.items[i]))
            code = walk_fileset(plan, &component->filesets.items[i],
                                (struct vss_member){component, VSAPI_PLAN_BY_FILE_SET, i});
    }
    return code;
}

int vss_plan_components(struct vss_plan *plan, const struct vss_catalog *catalog)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < catalog->writers.count; i++) {
        struct vss_writer *writer = catalog->writers.items[i];

        for (size_t j = 0; j < writer->components.count && code == VSS_EXIT_OK; j++) {
            if (writer->components.items[j].set)
                code = plan_component(plan, &writer->components.items[j]);
        }
    }
    return code;
}

int vss_plan_volume(struct vss_plan *plan, const struct vss_volume *volume)
{
    const struct vss_fileset everything = {.path = volume->mount,
                                           .filespec = "*",
                                           .folder = volume->mount,
                                           .source = volume->mount,
                                           .recursive = true,
                                           .mask = VSS_FSBT_ALL_BACKUP_REQUIRED};

    return walk_fileset(plan, &everything, (struct vss_member){NULL, VSAPI_PLAN_BY_VOLUME, 0});
}

static int compare_files(const void *a, const void *b)
{
    const struct vss_file *const *left = a, *const *right = b;

    return strcmp((*left)->path, (*right)->path);
}

void vss_plan_sort(struct vss_plan *plan)
{
    if (plan->files.count > 0)
        qsort(plan->files.items, plan->files.count, sizeof *plan->files.items, compare_files);
}

void vss_plan_end(struct vss_plan *plan)
{
    vss_map_end(&plan->excludes);
    vss_map_end(&plan->seen);
}
