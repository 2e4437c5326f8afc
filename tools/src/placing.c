/*
 * tools/src/placing.c - putting a set of files back; see placing.h.
 *
 * The rules are those of restore methods, restore targets and new targets (restore of the
 * documentation), always for the set as a whole. Writing goes in three steps, each of which can be
 * taken back: all files under another name beside their places, present files moved aside and
 * the new ones in, the old ones removed.
 */
#include "placing.h"

#include <string.h>

#include <vsapi/files.h>
#include <vsapi/text.h>

#include "machine.h"
#include "report.h"

#define NEW_SUFFIX ".vss~new"
#define OLD_SUFFIX ".vss~old"

static void refuse(struct vss_unit *unit, const char *reason)
{
    if (!unit->refusal)
        unit->refusal = reason;
}

/* ---- where ---- */

const char *vss_relocated(const char *path, const char *to)
{
    const char *rest = strncmp(path, "\\\\?\\", 4) == 0 ? path + 4 : path;
    size_t top = strcspn(rest, "\\");
    size_t shown = top == 2 && rest[1] == ':' ? 1 : top;

    return vss_format("%s\\%.*s%s", to, (int)shown, rest, rest + top);
}

static bool is_present(const char *path)
{
    struct vsapi_file_info info;

    return SUCCEEDED(vsapi_files_stat(vss_host(), path, &info));
}

/* The mapping that has the path, specification and flag of a file set (REST-502). */
static const struct vss_fileset *find_mapping(const struct vss_writer *writer,
                                              const struct vss_fileset *fileset)
{
    for (size_t i = 0; fileset && i < writer->mappings.count; i++) {
        const struct vss_fileset *mapping = &writer->mappings.items[i];

        if (mapping->recursive == fileset->recursive &&
            vsapi_text_same(mapping->folder, fileset->folder) &&
            vsapi_text_same(mapping->filespec, fileset->filespec))
            return mapping;
    }
    return NULL;
}

/* A path below a file set's folder, below the destination of the mapping. */
static const char *mapped(const struct vss_fileset *mapping, const struct vss_fileset *fileset,
                          const char *path)
{
    return vss_format("%s%s", mapping->source, path + strlen(fileset->folder));
}

/* REST-509: a mapping helps only if there is one for each file of the set. */
static void place_mapped(struct vss_unit *unit, const char *why)
{
    const struct vss_writer *writer = unit->set->writer;

    for (size_t i = 0; i < unit->files.count; i++) {
        struct vss_placed *placed = &unit->files.items[i];
        const struct vss_fileset *mapping = find_mapping(writer, placed->fileset);

        if (!mapping) {
            refuse(unit, vss_format("%s, and no alternate location mapping covers %s", why,
                                    placed->file->path));
            return;
        }
        placed->target = mapped(mapping, placed->fileset, placed->file->path);
    }
    for (size_t i = 0; i < unit->folders.count; i++) {
        const struct vss_fileset *mapping = find_mapping(writer, unit->folders.items[i].fileset);

        if (mapping)
            unit->folders.items[i].path =
                mapped(mapping, unit->folders.items[i].fileset, unit->folders.items[i].path);
    }
    unit->mapped = true;
}

static void place_original(struct vss_unit *unit)
{
    for (size_t i = 0; i < unit->files.count; i++)
        unit->files.items[i].target = unit->files.items[i].file->path;
}

static void place_elsewhere(struct vss_unit *unit, const char *to)
{
    for (size_t i = 0; i < unit->files.count; i++)
        unit->files.items[i].target = vss_relocated(unit->files.items[i].file->path, to);
    for (size_t i = 0; i < unit->folders.count; i++)
        unit->folders.items[i].path = vss_relocated(unit->folders.items[i].path, to);
}

static void place_if_not_there(struct vss_unit *unit)
{
    for (size_t i = 0; i < unit->files.count; i++) {
        const char *path = unit->files.items[i].file->path;

        if (is_present(path)) {
            place_mapped(
                unit, vss_format("%s is there, which the writer's restore method forbids", path));
            return;
        }
    }
    place_original(unit);
}

/* There are no services to stop on the mock machine, so those two methods are as if it were
 * stopped. */
static void place_by_method(struct vss_unit *unit)
{
    VSS_RESTOREMETHOD_ENUM method = unit->set->writer->method;

    switch (method) {
    case VSS_RME_UNDEFINED: /* the document has none: as Windows' own writers mostly say */
    case VSS_RME_RESTORE_IF_CAN_REPLACE:
    case VSS_RME_STOP_RESTORE_START:
    case VSS_RME_RESTORE_STOP_START:
    case VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE:
        place_original(unit);
        break;
    case VSS_RME_RESTORE_IF_NOT_THERE:
        place_if_not_there(unit);
        break;
    case VSS_RME_RESTORE_TO_ALTERNATE_LOCATION:
        place_mapped(unit, "the writer's restore method wants an alternate location");
        break;
    case VSS_RME_RESTORE_AT_REBOOT:
        refuse(unit, "its files are to be replaced at the next start, which vss cannot arrange");
        break;
    case VSS_RME_CUSTOM:
        refuse(unit, "it is restored by the writer's own means, which its documentation gives");
        break;
    default:
        refuse(unit, "its restore method is not known");
        break;
    }
}

void vss_unit_place(struct vss_unit *unit, const char *to)
{
    if (to) { /* REST-512: a new target goes before everything else */
        place_elsewhere(unit, to);
        return;
    }
    if (!unit->set) {
        place_original(unit);
        return;
    }
    switch (unit->restore_target) {
    case VSS_RT_ORIGINAL:
        place_by_method(unit);
        break;
    case VSS_RT_ALTERNATE:
        place_mapped(unit, "the writer's restore target is the alternate location");
        break;
    case VSS_RT_ORIGINAL_LOCATION:
        place_original(unit);
        break;
    case VSS_RT_DIRECTED:
        refuse(unit, "the writer wants a directed restore, which vss cannot do yet");
        break;
    default:
        refuse(unit, "the writer left its restore target undefined");
        break;
    }
}

/* ---- writing ---- */

static HRESULT make_parent(const char *path)
{
    const char *slash = strrchr(path, '\\');

    if (!slash || slash == path || slash[-1] == ':')
        return S_OK;
    return vsapi_files_make_folder(vss_host(), vss_copy_n(path, (size_t)(slash - path)));
}

struct writing {
    struct vsapi_file *file;
    HRESULT hr;
};

static int write_piece(void *context, uint64_t offset, const void *data, size_t bytes)
{
    struct writing *writing = context;

    writing->hr = vsapi_file_write(writing->file, offset, data, bytes);
    return SUCCEEDED(writing->hr) ? VSS_EXIT_OK : VSS_EXIT_FAILED;
}

static void cannot_write(struct vss_unit *unit, HRESULT hr, const char *path)
{
    refuse(unit, vss_format("%s cannot be written: %s", path, vss_reason(hr)));
}

/* Checked once more on the way: the backup may have changed since it was looked through. */
static void write_new(struct vss_unit *unit, struct vss_placed *placed, struct vss_store *store)
{
    const char *path = vss_format("%s" NEW_SUFFIX, placed->target);
    struct writing writing = {NULL, make_parent(placed->target)};
    HRESULT closed;

    if (SUCCEEDED(writing.hr))
        writing.hr = vsapi_files_open(vss_host(), path, VSAPI_FILE_WRITE, &writing.file);
    if (FAILED(writing.hr)) {
        cannot_write(unit, writing.hr, placed->target);
        return;
    }
    placed->written = true;
    if (vss_store_load(store, placed->file, write_piece, &writing) != VSS_EXIT_OK) {
        if (FAILED(writing.hr))
            cannot_write(unit, writing.hr, placed->target);
        else
            refuse(unit, vss_format("%s changed in the backup while it was restored",
                                    placed->file->stored));
    }
    closed = vsapi_file_close(writing.file, placed->file->modified);
    if (FAILED(closed))
        cannot_write(unit, closed, placed->target);
}

static void move_in(struct vss_unit *unit, struct vss_placed *placed)
{
    const char *new_path = vss_format("%s" NEW_SUFFIX, placed->target);
    const char *old_path = vss_format("%s" OLD_SUFFIX, placed->target);
    HRESULT hr = S_OK;

    if (is_present(placed->target)) {
        hr = vsapi_files_rename(vss_host(), placed->target, old_path);
        placed->aside = SUCCEEDED(hr);
    }
    if (SUCCEEDED(hr))
        hr = vsapi_files_rename(vss_host(), new_path, placed->target);
    placed->moved = SUCCEEDED(hr);
    if (FAILED(hr))
        cannot_write(unit, hr, placed->target);
}

/* Undoes what was done for a file, in the opposite order. */
static void take_back(struct vss_unit *unit, struct vss_placed *placed)
{
    const char *new_path = vss_format("%s" NEW_SUFFIX, placed->target);
    const char *old_path = vss_format("%s" OLD_SUFFIX, placed->target);
    HRESULT hr = S_OK;

    if (placed->moved)
        hr = vsapi_files_remove(vss_host(), placed->target);
    else if (placed->written)
        hr = vsapi_files_remove(vss_host(), new_path);
    if (SUCCEEDED(hr) && placed->aside)
        hr = vsapi_files_rename(vss_host(), old_path, placed->target);
    if (FAILED(hr))
        unit->half = true;
}

static void make_folders(struct vss_unit *unit)
{
    for (size_t i = 0; i < unit->folders.count && !unit->refusal; i++) {
        const char *path = unit->folders.items[i].path;
        HRESULT hr = vsapi_files_make_folder(vss_host(), path);

        if (FAILED(hr))
            cannot_write(unit, hr, path);
    }
}

static void write_all_new(struct vss_unit *unit, struct vss_store *store)
{
    for (size_t i = 0; i < unit->files.count && !unit->refusal; i++) {
        vss_progress("restoring %s: file %zu of %zu", unit->set ? unit->set->full : "volumes",
                     i + 1, unit->files.count);
        write_new(unit, &unit->files.items[i], store);
        if (vss_interrupted() != VSS_EXIT_OK)
            refuse(unit, "interrupted");
    }
}

void vss_unit_write(struct vss_unit *unit, struct vss_store *store)
{
    make_folders(unit);
    write_all_new(unit, store);
    for (size_t i = 0; i < unit->files.count && !unit->refusal; i++)
        move_in(unit, &unit->files.items[i]);
    if (unit->refusal) {
        for (size_t i = unit->files.count; i > 0; i--)
            take_back(unit, &unit->files.items[i - 1]);
        return;
    }
    for (size_t i = 0; i < unit->files.count; i++) {
        const struct vss_placed *placed = &unit->files.items[i];

        unit->bytes += placed->file->size_bytes;
        if (placed->aside &&
            FAILED(vsapi_files_remove(vss_host(), vss_format("%s" OLD_SUFFIX, placed->target))))
            vss_warn("%s" OLD_SUFFIX " could not be removed", placed->target);
    }
}
