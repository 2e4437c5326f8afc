/*
 * tools/src/writing.c - writing the files of a component, all or none; see placing.h.
 *
 * Three steps, each of which can be taken back: all files under another name beside their places,
 * present files moved aside and the new ones in, the old ones removed. A file that only ranges go
 * into is copied first, so that it too stays what it was until the end.
 */
#include "placing.h"

#include <string.h>

#include <vsapi/files.h>

#include "machine.h"
#include "report.h"

#define NEW_SUFFIX ".vss~new"
#define OLD_SUFFIX ".vss~old"
#define COPY_BYTES ((size_t)1024 * 1024)

static void refuse(struct vss_unit *unit, const char *reason)
{
    if (!unit->refusal)
        unit->refusal = reason;
}

static HRESULT make_parent(const char *path)
{
    const char *slash = strrchr(path, '\\');

    if (!slash || slash == path || slash[-1] == ':')
        return S_OK;
    return vsapi_files_make_folder(vss_host(), vss_copy_n(path, (size_t)(slash - path)));
}

static void cannot_write(struct vss_unit *unit, HRESULT hr, const char *path)
{
    refuse(unit, vss_format("%s cannot be written: %s", path, vss_reason(hr)));
}

/* ---- one new file ---- */

struct writing {
    struct vsapi_file *file;
    const struct vss_part *part;
    size_t first; /* piece that may be in what comes next */
    HRESULT hr;
};

/* What of a piece lies in the data goes to its place. */
static HRESULT write_overlap(struct writing *writing, const struct vss_piece *piece,
                             uint64_t offset, const char *data, size_t bytes)
{
    uint64_t begin = piece->stored_offset > offset ? piece->stored_offset : offset;
    uint64_t piece_end = piece->stored_offset + piece->length;
    uint64_t end = piece_end < offset + bytes ? piece_end : offset + bytes;

    if (begin >= end)
        return S_OK;
    return vsapi_file_write(writing->file, piece->target_offset + begin - piece->stored_offset,
                            data + (begin - offset), (size_t)(end - begin));
}

static int write_piece(void *context, uint64_t offset, const void *data, size_t bytes)
{
    struct writing *writing = context;
    const struct vss_part *part = writing->part;

    if (part->piece_count == 0)
        writing->hr = vsapi_file_write(writing->file, offset, data, bytes);
    while (writing->first < part->piece_count &&
           part->pieces[writing->first].stored_offset + part->pieces[writing->first].length <=
               offset)
        writing->first++;
    for (size_t i = writing->first; i < part->piece_count && SUCCEEDED(writing->hr) &&
                                    part->pieces[i].stored_offset < offset + bytes;
         i++)
        writing->hr = write_overlap(writing, &part->pieces[i], offset, data, bytes);
    return SUCCEEDED(writing->hr) ? VSS_EXIT_OK : VSS_EXIT_FAILED;
}

/* The file that is there, as the ground for ranges. */
static HRESULT copy_present(struct vsapi_file *file, const char *path)
{
    struct vsapi_file *present = NULL;
    HRESULT hr = vsapi_files_open(vss_host(), path, VSAPI_FILE_READ, &present);
    static char *buffer; /* of the main thread; in the pool, so it ends with it */
    uint64_t offset = 0;
    size_t got = 1;

    if (!buffer)
        buffer = vss_alloc(COPY_BYTES);
    while (SUCCEEDED(hr) && got > 0) {
        hr = vsapi_file_read(present, offset, buffer, COPY_BYTES, &got);
        if (SUCCEEDED(hr) && got > 0)
            hr = vsapi_file_write(file, offset, buffer, got);
        offset += got;
    }
    vsapi_file_close(present, 0);
    return hr;
}

/* Checked once more on the way: the backup may have changed since it was looked through. */
static void write_part(struct vss_unit *unit, const struct vss_placed *placed,
                       const struct vss_part *part, struct vsapi_file *file,
                       struct vss_store *store)
{
    struct writing writing = {.file = file, .part = part};

    if (vss_store_load(store, part->file, write_piece, &writing) == VSS_EXIT_OK)
        return;
    if (FAILED(writing.hr))
        cannot_write(unit, writing.hr, placed->target);
    else
        refuse(unit,
               vss_format("%s changed in the backup while it was restored", part->file->stored));
}

static void write_new(struct vss_unit *unit, struct vss_placed *placed, struct vss_store *store)
{
    const char *path = vss_format("%s" NEW_SUFFIX, placed->target);
    struct vsapi_file *file = NULL;
    HRESULT hr = make_parent(placed->target);

    if (SUCCEEDED(hr))
        hr = vsapi_files_open(vss_host(), path, VSAPI_FILE_WRITE, &file);
    placed->written = SUCCEEDED(hr);
    if (SUCCEEDED(hr) && placed->patches)
        hr = copy_present(file, placed->target);
    if (FAILED(hr))
        cannot_write(unit, hr, placed->target);
    for (size_t i = 0; i < placed->parts.count && !unit->refusal; i++)
        write_part(unit, placed, &placed->parts.items[i], file, store);
    hr = vsapi_file_close(file, placed->file->modified);
    if (FAILED(hr))
        cannot_write(unit, hr, placed->target);
}

/* ---- all of them ---- */

static void move_in(struct vss_unit *unit, struct vss_placed *placed)
{
    const char *new_path = vss_format("%s" NEW_SUFFIX, placed->target);
    const char *old_path = vss_format("%s" OLD_SUFFIX, placed->target);
    HRESULT hr = S_OK;

    if (vss_file_is_present(placed->target)) {
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
    for (size_t i = 0; i < unit->files.count; i++) {
        struct vss_placed *placed = &unit->files.items[i];

        placed->written = placed->aside = placed->moved = false;
    }
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
        vss_map_put(&unit->link->written, placed->target, unit->link);
        if (placed->aside &&
            FAILED(vsapi_files_remove(vss_host(), vss_format("%s" OLD_SUFFIX, placed->target))))
            vss_warn("%s" OLD_SUFFIX " could not be removed", placed->target);
    }
}
