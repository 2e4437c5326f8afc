/*
 * tools/src/store.c - the folder of a backup set; see store.h.
 *
 * The manifest is written last, after a sync of everything else, under another name that is renamed
 * when it is whole. So a folder with a manifest is a finished backup whatever happened to the
 * process or the machine, and one without is none. Names that come from a manifest are never
 * trusted: they are opened folder by folder from ours, and no symbolic link is followed.
 */
#include "store.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vsapi/at.h>
#include <vsapi/error.h>
#include <vsapi/files.h>

#include "machine.h"
#include "contents.h"
#include "report.h"

#define PIECE_BYTES ((size_t)1024 * 1024)
#define NAME_BYTES 255  /* longest name of a file on this machine */
#define PATH_BYTES 3500 /* longest path below the folder */

static int cannot(const struct vss_store *store, const char *what, const char *name)
{
    return vss_fail(VSS_EXIT_FAILED, "%s%s%s cannot be %s: %s", store->path, *name ? "/" : "", name,
                    what, strerror(errno));
}

/* ---- beginning and end ---- */

int vss_store_create(struct vss_store *store, int parent, const char *name, const char *path)
{
    *store = (struct vss_store){.folder = -1, .parent = parent, .name = name, .path = path};
    if (mkdirat(parent, name, 0777) != 0)
        return cannot(store, "made", "");
    store->folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (store->folder < 0)
        return cannot(store, "used", "");
    if (mkdirat(store->folder, "files", 0777) != 0)
        return cannot(store, "made", "files");
    if (mkdirat(store->folder, "writers", 0777) != 0)
        return cannot(store, "made", "writers");
    return VSS_EXIT_OK;
}

int vss_store_open(struct vss_store *store, int parent, const char *name, const char *path)
{
    *store = (struct vss_store){
        .folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC),
        .parent = parent,
        .name = name,
        .path = path};
    if (store->folder < 0)
        return vss_fail(VSS_EXIT_DAMAGED, "the backup %s cannot be used: %s", path,
                        strerror(errno));
    if (faccessat(store->folder, VSS_MANIFEST, F_OK, AT_SYMLINK_NOFOLLOW) != 0)
        return vss_fail(VSS_EXIT_DAMAGED,
                        "%s is no finished backup: it has no %s, which is written last", path,
                        VSS_MANIFEST);
    return VSS_EXIT_OK;
}

void vss_store_close(struct vss_store *store)
{
    if (store->folder >= 0)
        close(store->folder);
    store->folder = -1;
}

/* Empties a folder that we filled. Depth is that of what we made, so that recursion is bounded by
 * PATH_BYTES. Nothing is followed. */
static void remove_all(int parent, const char *name)
{
    int folder = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    DIR *entries = folder < 0 ? NULL : fdopendir(folder);

    if (!entries) {
        if (folder >= 0)
            close(folder);
        return;
    }
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (unlinkat(folder, entry->d_name, 0) != 0) {
            remove_all(folder, entry->d_name);
            unlinkat(folder, entry->d_name, AT_REMOVEDIR);
        }
    }
    closedir(entries);
}

void vss_store_abandon(struct vss_store *store)
{
    if (store->folder < 0)
        return;
    remove_all(store->folder, ".");
    vss_store_close(store);
    unlinkat(store->parent, store->name, AT_REMOVEDIR);
}

/* ---- names ---- */

/* Whether a name of a Windows path can be a name here, and cannot mean another place. */
static bool is_plain_name(const char *name, size_t length)
{
    if (length == 0 || length > NAME_BYTES || memchr(name, '/', length))
        return false;
    return !(length == 1 && name[0] == '.') && !(length == 2 && name[0] == '.' && name[1] == '.');
}

/* C:\Data\x is files/C/Data/x; NULL when a name in it cannot be used as it is. */
static const char *plain_path(const char *path)
{
    const char *rest = strncmp(path, "\\\\?\\", 4) == 0 ? path + 4 : path;
    const char *result = "files";

    if (strlen(rest) > PATH_BYTES)
        return NULL;
    while (*rest) {
        size_t length = strcspn(rest, "\\");
        size_t shown = length;

        if (result[5] == '\0' && length == 2 && rest[1] == ':')
            shown = 1; /* the drive */
        if (!is_plain_name(rest, shown))
            return NULL;
        result = vss_format("%s/%.*s", result, (int)shown, rest);
        rest += length;
        rest += *rest == '\\';
    }
    return result;
}

/* The top folder is a drive's letter or Volume{..}, never odd. */
void vss_store_name(struct vss_store *store, struct vss_file *file)
{
    file->stored = plain_path(file->path);
    if (!file->stored)
        file->stored = vss_format("files/odd/%zu", ++store->odd_names);
}

/* Opens below our folder, one name at a time; makes what is missing when `make` is set. */
static int open_below(const struct vss_store *store, const char *name, int flags, bool make)
{
    int folder = dup(store->folder);

    while (folder >= 0) {
        size_t length = strcspn(name, "/");
        char part[NAME_BYTES + 1];
        int next;

        errno = ENOENT;
        if (!is_plain_name(name, length)) {
            close(folder);
            return -1;
        }
        memcpy(part, name, length);
        part[length] = '\0';
        if (!name[length]) {
            next = openat(folder, part, flags | O_NOFOLLOW | O_CLOEXEC, 0666);
        } else {
            if (make && mkdirat(folder, part, 0777) != 0 && errno != EEXIST) {
                close(folder);
                return -1;
            }
            next = openat(folder, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        }
        close(folder);
        if (!name[length])
            return next;
        folder = next;
        name += length + 1;
    }
    return -1;
}

/* ---- writing ---- */

static bool write_all(int file, const char *data, size_t bytes)
{
    while (bytes > 0) {
        ssize_t written = write(file, data, bytes);

        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return false;
        data += written;
        bytes -= (size_t)written;
    }
    return true;
}

static char *piece_buffer(void)
{
    static char *buffer; /* of the main thread; in the pool, so it ends with it */

    if (!buffer)
        buffer = vss_alloc(PIECE_BYTES);
    return buffer;
}

/* Copies at most `limit` bytes from an offset of the source: fewer if it ends before. */
static int copy_pieces(const struct vss_store *store, struct vsapi_file *source, int target,
                       struct vss_file *file, uint64_t offset, uint64_t limit, HRESULT *read_hr)
{
    char *buffer = piece_buffer();
    size_t got = 1;

    while (got > 0 && limit > 0) {
        *read_hr = vsapi_file_read(source, offset, buffer,
                                   limit < PIECE_BYTES ? (size_t)limit : PIECE_BYTES, &got);
        if (FAILED(*read_hr))
            return VSS_EXIT_OK;
        file->crc = vss_crc(file->crc, buffer, got);
        file->size_bytes += got;
        offset += got;
        limit -= got;
        if (!write_all(target, buffer, got))
            return cannot(store, "written", file->stored);
    }
    return VSS_EXIT_OK;
}

/* One behind the other; a range that the file does not have to its end is a failure (INCR-002). */
static int copy_ranges(const struct vss_store *store, struct vsapi_file *source, int target,
                       struct vss_file *file, HRESULT *read_hr)
{
    uint64_t wanted = 0;
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < file->range_count && code == VSS_EXIT_OK && SUCCEEDED(*read_hr); i++) {
        wanted += file->ranges[i].length_bytes;
        code = copy_pieces(store, source, target, file, file->ranges[i].offset_bytes,
                           file->ranges[i].length_bytes, read_hr);
        if (SUCCEEDED(*read_hr) && code == VSS_EXIT_OK && file->size_bytes != wanted)
            *read_hr = HRESULT_FROM_WIN32(ERROR_HANDLE_EOF);
    }
    return code;
}

static int copy_file(const struct vss_store *store, struct vsapi_file *source, int target,
                     struct vss_file *file, HRESULT *read_hr)
{
    int code;

    file->size_bytes = 0;
    file->crc = 0;
    if (file->range_count > 0)
        return copy_ranges(store, source, target, file, read_hr);
    code = copy_pieces(store, source, target, file, 0, UINT64_MAX, read_hr);
    file->whole_bytes = file->size_bytes;
    return code;
}

int vss_store_save(struct vss_store *store, struct vss_file *file, HRESULT *read_hr)
{
    struct vsapi_file *source = NULL;
    int target, code;

    *read_hr = vsapi_files_open(vss_host(), file->source, VSAPI_FILE_READ, &source);
    if (FAILED(*read_hr))
        return VSS_EXIT_OK;
    target = open_below(store, file->stored, O_WRONLY | O_CREAT | O_EXCL, true);
    if (target < 0 && errno == EEXIST) { /* another file of this name in another case */
        file->stored = vss_format("files/odd/%zu", ++store->odd_names);
        target = open_below(store, file->stored, O_WRONLY | O_CREAT | O_EXCL, true);
    }
    if (target < 0) {
        code = cannot(store, "made", file->stored);
        vsapi_file_close(source, 0);
        return code;
    }
    code = copy_file(store, source, target, file, read_hr);
    vsapi_file_close(source, 0);
    if (close(target) != 0 && code == VSS_EXIT_OK)
        code = cannot(store, "written", file->stored);
    return code;
}

static int write_file(struct vss_store *store, const char *name, const char *text, bool sync)
{
    int file = open_below(store, name, O_WRONLY | O_CREAT | O_EXCL, false);
    bool written;

    if (file < 0)
        return cannot(store, "made", name);
    written = write_all(file, text, strlen(text)) && (!sync || fsync(file) == 0);
    written &= close(file) == 0;
    return written ? VSS_EXIT_OK : cannot(store, "written", name);
}

int vss_store_write_text(struct vss_store *store, const char *name, const char *text)
{
    return write_file(store, name, text, false);
}

int vss_store_commit(struct vss_store *store, const char *manifest)
{
    static const char part[] = VSS_MANIFEST ".part";
    int code;

    if (syncfs(store->folder) != 0)
        return cannot(store, "synced", "");
    code = write_file(store, part, manifest, true);
    if (code != VSS_EXIT_OK)
        return code;
    if (renameat(store->folder, part, store->folder, VSS_MANIFEST) != 0)
        return cannot(store, "renamed", part);
    store->finished = true;
    return fsync(store->folder) == 0 ? VSS_EXIT_OK : cannot(store, "synced", "");
}

/* ---- reading ---- */

static int damaged(const struct vss_store *store, const char *name, const char *how)
{
    return vss_fail(VSS_EXIT_DAMAGED, "the backup %s is damaged: %s %s", store->path, name, how);
}

static int open_plain_file(struct vss_store *store, const char *name, int *out, off_t *bytes)
{
    struct stat about;
    int file = open_below(store, name, O_RDONLY | O_NONBLOCK, false);

    if (file < 0)
        return damaged(store, name, vss_format("cannot be opened (%s)", strerror(errno)));
    if (fstat(file, &about) != 0 || !S_ISREG(about.st_mode)) {
        close(file);
        return damaged(store, name, "is no file");
    }
    *bytes = about.st_size;
    *out = file;
    return VSS_EXIT_OK;
}

static ssize_t read_piece(int file, char *buffer, size_t bytes)
{
    size_t got = 0;

    while (got < bytes) {
        ssize_t count = read(file, buffer + got, bytes - got);

        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return -1;
        if (count == 0)
            break;
        got += (size_t)count;
    }
    return (ssize_t)got;
}

int vss_store_read_text(struct vss_store *store, const char *name, char **out, size_t *length)
{
    off_t bytes = 0;
    ssize_t got;
    int file;
    int code = open_plain_file(store, name, &file, &bytes);

    if (code != VSS_EXIT_OK)
        return code;
    *out = vss_alloc((size_t)bytes + 1);
    got = read_piece(file, *out, (size_t)bytes);
    close(file);
    if (got < 0 || got != (ssize_t)bytes)
        return damaged(store, name, "cannot be read");
    *length = (size_t)bytes;
    if (strlen(*out) != *length)
        return damaged(store, name, "holds a zero byte");
    return VSS_EXIT_OK;
}

static int wrong_size(const struct vss_store *store, const struct vss_file *file, uint64_t bytes)
{
    return damaged(store, file->stored,
                   vss_format("has %llu bytes instead of %llu", (unsigned long long)bytes,
                              (unsigned long long)file->size_bytes));
}

int vss_store_look(struct vss_store *store, const struct vss_file *file)
{
    off_t bytes = 0;
    int opened;
    int code = open_plain_file(store, file->stored, &opened, &bytes);

    if (code != VSS_EXIT_OK)
        return code;
    close(opened);
    return (uint64_t)bytes == file->size_bytes ? VSS_EXIT_OK
                                               : wrong_size(store, file, (uint64_t)bytes);
}

int vss_store_load(struct vss_store *store, const struct vss_file *file, vss_store_piece_fn each,
                   void *context)
{
    char *buffer = piece_buffer();
    uint64_t offset = 0;
    uint32_t crc = 0;
    off_t bytes = 0;
    ssize_t got = 0;
    int source;
    int code = open_plain_file(store, file->stored, &source, &bytes);

    if (code != VSS_EXIT_OK)
        return code;
    do {
        got = read_piece(source, buffer, PIECE_BYTES);
        if (got < 0)
            code = damaged(store, file->stored, "cannot be read");
        else if (got > 0 && each)
            code = each(context, offset, buffer, (size_t)got);
        if (got > 0) {
            crc = vss_crc(crc, buffer, (size_t)got);
            offset += (uint64_t)got;
        }
    } while (code == VSS_EXIT_OK && got == (ssize_t)PIECE_BYTES);
    close(source);
    if (code == VSS_EXIT_OK && offset != file->size_bytes)
        code = wrong_size(store, file, offset);
    if (code == VSS_EXIT_OK && crc != file->crc)
        code = damaged(store, file->stored,
                       vss_format("has the checksum %08x instead of %08x", crc, file->crc));
    return code;
}
