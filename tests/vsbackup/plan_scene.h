/*
 * tests/vsbackup/plan_scene.h - writers, components and files out of nothing, and the plan that
 * comes of them as text.
 *
 * The files are a list in memory, which a view of the plan is made of. Each volume may have a
 * shadow copy; a file that is put on a volume is put on its shadow copy as well.
 */
#ifndef VSTEST_PLAN_SCENE_H
#define VSTEST_PLAN_SCENE_H

#include <vsapi/bcd.h>
#include <vsapi/plan.h>
#include <vsapi/text.h>
#include <vsapi/wmd.h>

#include <stdlib.h>

#include "vstest.h"

#define SCENE_FILES 4096
#define SCENE_DEVICE "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy"
#define EVERY_MASK 0xF0Fu

struct scene_file {
    const char *path;
    uint64_t size_bytes, modified;
    uint32_t attributes;
    HRESULT failure; /* of looking at it, listing or reading it */
    const void *bytes;
};
struct scene {
    struct vsapi_wmd *writers[8];
    size_t writer_count;
    struct vsapi_bcd *document;
    struct vsapi_plan_volume volumes[8];
    char devices[8][80];
    struct scene_file files[SCENE_FILES];
    size_t file_count;
    size_t open_folders;
    const char *whole; /* a volume that is saved as a whole; NULL: none */
    struct vsapi_plan_view view;
    struct vsapi_plan_records records;
    struct vsapi_plan_request request;
    struct vsapi_plan *plan;
    char lines[SCENE_FILES][300];
    size_t line_count;
    char text[1 << 16]; /* the lines */
};

/* ---- the view ----------------------------------------------------------------------------------
 */

static inline struct scene_file *scene_find(struct scene *scene, const char *path)
{
    for (size_t i = 0; i < scene->file_count; i++) {
        if (vsapi_text_same(scene->files[i].path, path))
            return &scene->files[i];
    }
    return NULL;
}

static inline void scene_info(const struct scene_file *file, struct vsapi_file_info *info)
{
    *info = (struct vsapi_file_info){file->size_bytes, file->modified, file->attributes};
}

static inline HRESULT scene_expand(void *context, const char *path, char **out)
{
    (void)context;
    if (strncmp(path, "%DATA%", 6) == 0)
        *out = vsapi_sprintf("C:\\data%s", path + 6);
    else
        *out = vsapi_strdup(path);
    return *out ? S_OK : vsapi_out_of_memory();
}

static inline HRESULT scene_stat(void *context, const char *path, struct vsapi_file_info *info)
{
    struct scene_file *file = scene_find(context, path);

    if (!file)
        return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    scene_info(file, info);
    return file->failure;
}

struct scene_folder {
    char path[200];
    size_t next;
};

static inline HRESULT scene_open_folder(void *context, const char *path, void **out)
{
    struct scene *scene = context;
    struct scene_folder *folder = calloc(1, sizeof *folder);
    size_t length;
    struct scene_file *file;

    snprintf(folder->path, sizeof folder->path, "%s", path);
    length = strlen(folder->path);
    if (folder->path[length - 1] == '\\')
        folder->path[--length] = '\0';
    file = scene_find(scene, folder->path);
    if (!file || FAILED(file->failure)) {
        free(folder);
        return file ? file->failure : HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
    }
    snprintf(folder->path, sizeof folder->path, "%s", file->path); /* as it is spelled there */
    scene->open_folders++;
    *out = folder;
    return S_OK;
}

static inline HRESULT scene_next_entry(void *context, void *folder, const char **name,
                                       struct vsapi_file_info *info)
{
    struct scene *scene = context;
    struct scene_folder *at = folder;
    size_t length = strlen(at->path);

    while (at->next < scene->file_count) {
        const struct scene_file *file = &scene->files[at->next++];

        if (strncmp(file->path, at->path, length) != 0 || file->path[length] != '\\' ||
            strchr(file->path + length + 1, '\\'))
            continue;
        *name = file->path + length + 1;
        scene_info(file, info);
        return S_OK;
    }
    return S_FALSE;
}

static inline void scene_close_folder(void *context, void *folder)
{
    struct scene *scene = context;

    scene->open_folders--;
    free(folder);
}

static inline HRESULT scene_read(void *context, const char *path, uint64_t offset, void *data,
                                 size_t size_bytes, size_t *got)
{
    struct scene_file *file = scene_find(context, path);

    *got = 0;
    if (!file)
        return HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND);
    if (FAILED(file->failure))
        return file->failure;
    if (offset < file->size_bytes) {
        uint64_t left = file->size_bytes - offset;

        *got = left < size_bytes ? (size_t)left : size_bytes;
        memcpy(data, (const char *)file->bytes + offset, *got);
    }
    return S_OK;
}

/* ---- files -------------------------------------------------------------------------------------
 */

/* Texts live as long as the scene. */
static inline char *scene_keep(struct scene *scene, const char *text)
{
    char *kept = text ? vsapi_arena_text(scene->document->arena, text, strlen(text)) : NULL;

    if (text && !kept)
        abort();
    return kept;
}

static inline struct scene_file *scene_put_at(struct scene *scene, const char *path,
                                              uint64_t size_bytes, uint64_t modified,
                                              uint32_t attributes)
{
    struct scene_file *file = scene_find(scene, path);

    if (!file) {
        cr_assert(scene->file_count < SCENE_FILES);
        file = &scene->files[scene->file_count++];
        file->path = scene_keep(scene, path);
    }
    file->size_bytes = size_bytes;
    file->modified = modified;
    file->attributes = attributes;
    return file;
}

/* The folders on the way to a path, from its first `root` letters on. */
static inline void scene_put_folders(struct scene *scene, const char *path, size_t root)
{
    char folder[200];

    for (size_t i = root; path[i]; i++) {
        if (path[i] != '\\')
            continue;
        snprintf(folder, sizeof folder, "%.*s", (int)i, path);
        if (!scene_find(scene, folder))
            scene_put_at(scene, folder, 0, 1, FILE_ATTRIBUTE_DIRECTORY);
    }
}

/* The volume a live path is on: the one with the longest mount point. */
static inline const struct vsapi_plan_volume *scene_volume_of(const struct scene *scene,
                                                              const char *path)
{
    const struct vsapi_plan_volume *found = NULL;

    for (size_t i = 0; i < scene->request.volume_count; i++) {
        const struct vsapi_plan_volume *volume = &scene->volumes[i];

        if (vsapi_text_starts(path, volume->mount) &&
            (!found || strlen(volume->mount) > strlen(found->mount)))
            found = volume;
    }
    return found;
}

/* Only on the live volume. */
static inline struct scene_file *scene_put_live(struct scene *scene, const char *path,
                                                uint64_t size_bytes, uint64_t modified)
{
    scene_put_folders(scene, path, 2);
    return scene_put_at(scene, path, size_bytes, modified, FILE_ATTRIBUTE_ARCHIVE);
}

/* On the live volume and its shadow copy; the one on the shadow copy, or else live. */
static inline struct scene_file *scene_put_as(struct scene *scene, const char *path,
                                              uint64_t size_bytes, uint64_t modified,
                                              uint32_t attributes)
{
    const struct vsapi_plan_volume *volume = scene_volume_of(scene, path);
    struct scene_file *file = scene_put_live(scene, path, size_bytes, modified);
    char copy[300];

    file->attributes = attributes;
    if (!volume || !volume->device)
        return file;
    snprintf(copy, sizeof copy, "%s\\%s", volume->device, path + strlen(volume->mount));
    scene_put_folders(scene, copy, strlen(volume->device));
    return scene_put_at(scene, copy, size_bytes, modified, attributes);
}

static inline struct scene_file *scene_put(struct scene *scene, const char *path,
                                           uint64_t size_bytes, uint64_t modified)
{
    return scene_put_as(scene, path, size_bytes, modified, FILE_ATTRIBUTE_ARCHIVE);
}

static inline struct scene_file *scene_put_folder(struct scene *scene, const char *path)
{
    return scene_put_as(scene, path, 0, 1, FILE_ATTRIBUTE_DIRECTORY);
}

/* ---- documents ---------------------------------------------------------------------------------
 */

/* `mount` with its backslash. */
static inline void scene_volume(struct scene *scene, const char *mount, bool shadow)
{
    size_t i = scene->request.volume_count++;

    scene->volumes[i].mount = mount;
    if (shadow) {
        snprintf(scene->devices[i], sizeof scene->devices[i], SCENE_DEVICE "%zu", i + 1);
        scene->volumes[i].device = scene->devices[i];
        scene_put_at(scene, scene->devices[i], 0, 1, FILE_ATTRIBUTE_DIRECTORY);
    }
}

static inline struct scene *scene_start(VSS_BACKUP_TYPE type)
{
    struct scene *scene = calloc(1, sizeof *scene);

    if (!scene || FAILED(vsapi_bcd_create(&scene->document)))
        abort();
    scene->view = (struct vsapi_plan_view){sizeof scene->view, scene,
                                           scene_expand,       scene_stat,
                                           scene_open_folder,  scene_next_entry,
                                           scene_close_folder, scene_read};
    scene->records = (struct vsapi_plan_records){.size = sizeof scene->records, .context = scene};
    scene->request = (struct vsapi_plan_request){.size = sizeof scene->request,
                                                 .type = type,
                                                 .partial_files = true,
                                                 .view = &scene->view,
                                                 .volumes = scene->volumes};
    return scene;
}

/* C:\ with a shadow copy. */
static inline struct scene *scene_start_on_c(VSS_BACKUP_TYPE type)
{
    struct scene *scene = scene_start(type);

    scene_volume(scene, "C:\\", true);
    return scene;
}

static inline void scene_stop(struct scene *scene)
{
    vsapi_plan_destroy(scene->plan);
    cr_expect_eq(scene->open_folders, 0, "a folder is still open");
    for (size_t i = 0; i < scene->writer_count; i++)
        vsapi_wmd_unref(scene->writers[i]);
    vsapi_bcd_unref(scene->document);
    free(scene);
}

static inline struct vsapi_wmd *scene_writer(struct scene *scene, uint32_t schema)
{
    struct vsapi_wmd *writer;
    char name[20];

    if (FAILED(vsapi_wmd_create(&writer)))
        abort();
    writer->writer_id.Data1 = 0x1000 + (DWORD)scene->writer_count;
    writer->instance_id.Data1 = 0x2000 + (DWORD)scene->writer_count;
    snprintf(name, sizeof name, "writer %zu", scene->writer_count);
    if (FAILED(vsapi_wmd_text(writer, &writer->friendly_name, name)))
        abort();
    writer->usage = VSS_UT_USERDATA;
    writer->source = VSS_ST_OTHER;
    writer->backup_schema = schema;
    scene->writers[scene->writer_count++] = writer;
    return writer;
}

static inline struct vsapi_wm_component *scene_component(struct vsapi_wmd *writer, const char *path,
                                                         const char *name)
{
    struct vsapi_wm_component *component;

    if (FAILED(vsapi_wmd_add_component(writer, VSS_CT_DATABASE, path, name, &component)))
        abort();
    component->selectable = true;
    return component;
}

static inline void scene_add(struct vsapi_wmd *writer, vsapi_filedescs *list, const char *path,
                             const char *filespec, bool recursive, const char *alternate,
                             uint32_t mask)
{
    if (FAILED(vsapi_wmd_add_filedesc(writer, list, path, filespec, recursive, alternate, mask)))
        abort();
}

/* A database file set of the last component. */
static inline void scene_file_set(struct vsapi_wmd *writer, const char *path, const char *filespec,
                                  bool recursive, uint32_t mask)
{
    struct vsapi_wm_component *component = writer->components.items[writer->components.count - 1];

    scene_add(writer, &component->database_files, path, filespec, recursive, NULL, mask);
}

static inline struct vsapi_bcd_component *scene_include(struct scene *scene,
                                                        const struct vsapi_wmd *writer,
                                                        const char *path, const char *name)
{
    struct vsapi_bcd_writer *stored;
    struct vsapi_bcd_component *component;

    if (FAILED(vsapi_bcd_add_writer(scene->document, &writer->writer_id, &writer->instance_id,
                                    &stored)) ||
        FAILED(vsapi_bcd_add_component(scene->document, stored, VSS_CT_DATABASE, path, name,
                                       &component)))
        abort();
    return component;
}

static inline void scene_partial(struct scene *scene, struct vsapi_bcd_component *component,
                                 const char *path, const char *name, const char *ranges)
{
    if (!VSAPI_ARENA_ROOM(scene->document->arena, &component->partial_files))
        abort();
    component->partial_files.items[component->partial_files.count++] = (struct vsapi_partial_file){
        .path = scene_keep(scene, path),
        .filename = scene_keep(scene, name),
        .ranges = scene_keep(scene, ranges),
        .metadata = scene_keep(scene, "metadata"),
    };
}

static inline void scene_differenced(struct scene *scene, struct vsapi_bcd_component *component,
                                     const char *path, const char *filespec, bool recursive,
                                     uint64_t time)
{
    if (!VSAPI_ARENA_ROOM(scene->document->arena, &component->differenced_files))
        abort();
    component->differenced_files.items[component->differenced_files.count++] =
        (struct vsapi_differenced_file){
            .path = scene_keep(scene, path),
            .filespec = scene_keep(scene, filespec),
            .recursive = recursive,
            .last_modified = time,
        };
}

/* The plan of all there is. */
static inline HRESULT scene_make(struct scene *scene)
{
    char *xml = NULL;
    size_t bytes = 0;
    HRESULT hr;

    vsapi_plan_destroy(scene->plan);
    scene->plan = NULL;
    hr = vsapi_plan_create(&scene->request, &scene->plan);
    for (size_t i = 0; i < scene->writer_count && SUCCEEDED(hr); i++) {
        hr = vsapi_wmd_write(scene->writers[i], &xml, &bytes);
        if (SUCCEEDED(hr))
            hr = vsapi_plan_add_writer(scene->plan, xml, bytes);
        vsapi_free(xml);
        xml = NULL;
    }
    if (SUCCEEDED(hr))
        hr = vsapi_bcd_write(scene->document, &xml, &bytes);
    if (SUCCEEDED(hr))
        hr = vsapi_plan_set_components(scene->plan, xml, bytes);
    vsapi_free(xml);
    if (SUCCEEDED(hr) && scene->whole)
        hr = vsapi_plan_add_volume(scene->plan, scene->whole);
    return hr;
}

/* ---- the plan as text --------------------------------------------------------------------------
 */

static inline const char *scene_action(enum vsapi_plan_action action)
{
    static const char *const names[] = {"copy", "ranges", "folder", "link",
                                        "skip", "fail",   "remark"};

    return names[action - VSAPI_PLAN_COPY];
}

static inline const char *scene_cause(enum vsapi_plan_cause cause)
{
    static const char *const names[] = {"file-set",    "partial", "ranges-file",
                                        "differenced", "exclude", "volume"};

    return names[cause - VSAPI_PLAN_BY_FILE_SET];
}

static inline bool scene_source_fits(const struct scene *scene, const struct vsapi_plan_item *item)
{
    bool device = item->source && strncmp(item->source, SCENE_DEVICE, strlen(SCENE_DEVICE)) == 0;

    (void)scene;
    return item->from_shadow_copy == device;
}

/* "ACTION PATH SOURCE SET CAUSE RULE", the ranges of ranges and the other sets that want it. */
static inline void scene_describe(struct scene *scene, const struct vsapi_plan_item *item,
                                  char *line, size_t room)
{
    const struct vsapi_plan_member *first = item->members;
    size_t used = (size_t)snprintf(
        line, room, "%s %s %s %s %s %s", scene_action(item->action), item->path ? item->path : "-",
        item->source ? item->from_shadow_copy ? "shadow" : "live" : "-",
        first && first->set ? first->set->name : "-", first ? scene_cause(first->cause) : "-",
        item->rule ? item->rule : "-");

    cr_expect(scene_source_fits(scene, item), "%s: read from %s", line, item->source);
    cr_expect(item->why && *item->why, "%s: no reason", line);
    cr_expect((item->action == VSAPI_PLAN_FAIL) == FAILED(item->result), "%s: result", line);
    for (size_t i = 0; i < item->range_count && used < room; i++)
        used += (size_t)snprintf(line + used, room - used, " %llu+%llu",
                                 (unsigned long long)item->ranges[i].offset_bytes,
                                 (unsigned long long)item->ranges[i].length_bytes);
    for (size_t i = 1; i < item->member_count && used < room; i++) {
        const struct vsapi_plan_component *set = item->members[i].set;

        if (set != item->members[i - 1].set)
            used += (size_t)snprintf(line + used, room - used, " +%s", set ? set->name : "-");
    }
}

static inline int scene_compare(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* All items, a line for each, sorted. */
static inline HRESULT scene_run(struct scene *scene)
{
    const struct vsapi_plan_item *item;
    size_t used = 0;
    HRESULT hr = scene_make(scene);

    scene->line_count = 0;
    while (SUCCEEDED(hr) && (hr = vsapi_plan_next(scene->plan, &item)) == S_OK) {
        cr_assert(scene->line_count < SCENE_FILES);
        scene_describe(scene, item, scene->lines[scene->line_count++], sizeof scene->lines[0]);
    }
    qsort(scene->lines, scene->line_count, sizeof scene->lines[0], scene_compare);
    scene->text[0] = '\0';
    for (size_t i = 0; i < scene->line_count && used < sizeof scene->text; i++)
        used += (size_t)snprintf(scene->text + used, sizeof scene->text - used, "%s\n",
                                 scene->lines[i]);
    return FAILED(hr) ? hr : S_OK;
}

#define SCENE_EXPECT(scene, expected, what)                                                        \
    do {                                                                                           \
        VSTEST_HR(scene_run(scene), S_OK, (what));                                                 \
        VSTEST_TEXT((scene)->text, (expected), (what));                                            \
    } while (0)

#endif
