/*
 * vsapi/details.h - what the native Win32 functions need of files beyond vsapi/files.h: identity,
 * all times, attributes, folders as open files, names as they are spelled.
 * Inner use, native builds only. Results as in vsapi/files.h.
 */
#ifndef VSAPI_DETAILS_H
#define VSAPI_DETAILS_H

#include <vsapi/files.h>

struct vsapi_file_details {
    struct vsapi_file_info info;
    uint64_t created, accessed; /* 100 ns since 1601-01-01 UTC */
    uint64_t id, device;        /* the same for one file under all its names */
    uint64_t root;              /* the same for all files of one volume or shadow copy */
    uint32_t links;
};
HRESULT vsapi_file_look(struct vsapi_file *file, struct vsapi_file_details *out);
/* By name; a symbolic link at the end is not followed. */
HRESULT vsapi_files_look(struct vsapi_host *host, const char *path, struct vsapi_file_details *out);
/* Like vsapi_files_list. */
HRESULT vsapi_files_list_details(struct vsapi_host *host, const char *folder,
                                 HRESULT (*each)(void *context, const char *name,
                                                 const struct vsapi_file_details *details),
                                 void *context);

struct vsapi_file_times {
    uint64_t created, accessed, modified; /* 0: stays. Folders keep no `created` of their own. */
};
HRESULT vsapi_file_set_times(struct vsapi_file *file, const struct vsapi_file_times *times);
/* FILE_ATTRIBUTE_*; a folder of this machine keeps READONLY only. */
HRESULT vsapi_files_set_attributes(struct vsapi_host *host, const char *path, uint32_t attributes);
HRESULT vsapi_file_resize(struct vsapi_file *file, uint64_t size_bytes);
HRESULT vsapi_file_flush(struct vsapi_file *file);
/* Where it is on its volume or shadow copy now, as it is spelled, divided by '\': "" is the root.
 * Free with vsapi_free. ERROR_FILE_NOT_FOUND: it was removed meanwhile. */
HRESULT vsapi_file_spelling(struct vsapi_file *file, char **out);
/* The volume's \\?\Volume{..}\ name or the shadow copy's device. It lives as long as the file. */
const char *vsapi_file_root(const struct vsapi_file *file);
/* NULL: on a shadow copy. */
struct vsapi_volume *vsapi_file_volume(const struct vsapi_file *file);

/* The root folder of a volume or shadow copy? */
bool vsapi_file_is_root(struct vsapi_file *file);

/* The volume whose file system the mount point of another is in; NULL: it is a drive. */
struct vsapi_volume *vsapi_volume_mounted_on(struct vsapi_host *host,
                                             const struct vsapi_volume *volume);
/* \Device\HarddiskVolumeShadowCopyN of the shadow copy that is exposed as a drive "X:"; free with
 * vsapi_free. NULL: none is. */
char *vsapi_exposed_device(struct vsapi_host *host, const char *drive);

/* One folder: ERROR_ALREADY_EXISTS, ERROR_PATH_NOT_FOUND. */
HRESULT vsapi_files_make_one(struct vsapi_host *host, const char *path);
enum vsapi_erase { VSAPI_ERASE_FILE = 620, VSAPI_ERASE_FOLDER /* which is empty */ };
HRESULT vsapi_files_erase(struct vsapi_host *host, const char *path, enum vsapi_erase what);
/* ERROR_WRITE_PROTECT: it is on a shadow copy. */
HRESULT vsapi_file_check_writable(struct vsapi_file *file);
/* Removes what is open. */
HRESULT vsapi_file_erase(struct vsapi_file *file);
/* Renames a file over another one. */
HRESULT vsapi_files_replace(struct vsapi_host *host, const char *from, const char *to);

struct vsapi_space {
    uint64_t total_bytes, free_bytes;
};
HRESULT vsapi_files_space(struct vsapi_host *host, const char *path, struct vsapi_space *out);

#endif
