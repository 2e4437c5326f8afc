/*
 * vsapi/files.h - files of the mock machine by their Windows names: on volumes and shadow copies,
 * in a folder or in memory alike. What leaves the volume (.., symbolic links) is refused.
 * Public: tools and tests copy files through it; programs written for Windows use CreateFile, which
 * stands on it natively.
 */
#ifndef VSAPI_FILES_H
#define VSAPI_FILES_H

#include <vsapi/host.h>

#ifdef __cplusplus
extern "C" {
#endif

struct vsapi_file; /* an open file */

struct vsapi_file_info {
    uint64_t size_bytes;
    uint64_t modified;   /* 100 ns since 1601-01-01 UTC */
    uint32_t attributes; /* FILE_ATTRIBUTE_*; a symbolic link has FILE_ATTRIBUTE_REPARSE_POINT */
};
/** All take absolute Windows paths in UTF-8, and answer HRESULT_FROM_WIN32 of what Windows would:
 *  ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND, ERROR_ACCESS_DENIED, ERROR_DISK_FULL,
 *  ERROR_WRITE_PROTECT (shadow copy), E_INVALIDARG for a path that leaves its volume. */
VSAPI_EXPORT HRESULT vsapi_files_stat(struct vsapi_host *host, const char *path,
                                      struct vsapi_file_info *info);
/** Calls `each` for every entry but . and .., in no order, until it fails; hands on its failure. */
VSAPI_EXPORT HRESULT vsapi_files_list(struct vsapi_host *host, const char *folder,
                                      HRESULT (*each)(void *context, const char *name,
                                                      const struct vsapi_file_info *info),
                                      void *context);
struct vsapi_listing; /* a folder that is being listed */
/** The same one entry at a time. What is made or removed meanwhile may be in it or not. */
VSAPI_EXPORT HRESULT vsapi_files_open_listing(struct vsapi_host *host, const char *folder,
                                              struct vsapi_listing **out);
/** *name lives until the next call.  @retval S_FALSE  that was all; *name is NULL */
VSAPI_EXPORT HRESULT vsapi_listing_next(struct vsapi_listing *listing, const char **name,
                                        struct vsapi_file_info *info);
VSAPI_EXPORT void vsapi_listing_close(struct vsapi_listing *listing); /* NULL is allowed */
enum vsapi_file_mode {
    VSAPI_FILE_READ = 400,
    VSAPI_FILE_WRITE /* create or empty */,
    VSAPI_FILE_UPDATE,
    VSAPI_FILE_CREATE, /* ERROR_FILE_EXISTS if it is there */
    VSAPI_FILE_LOOK    /* a file or folder, of which nothing is read */
};
VSAPI_EXPORT HRESULT vsapi_files_open(struct vsapi_host *host, const char *path,
                                      enum vsapi_file_mode mode, struct vsapi_file **out);
/** Reads at most size_bytes at offset; *got is 0 at the end of the file. */
VSAPI_EXPORT HRESULT vsapi_file_read(struct vsapi_file *file, uint64_t offset, void *data,
                                     size_t size_bytes, size_t *got);
VSAPI_EXPORT HRESULT vsapi_file_write(struct vsapi_file *file, uint64_t offset, const void *data,
                                      size_t size_bytes);
/** Closes; a file that was written gets `modified` if it is not 0. NULL is allowed. */
VSAPI_EXPORT HRESULT vsapi_file_close(struct vsapi_file *file, uint64_t modified);
/** Makes a folder and those above it. */
VSAPI_EXPORT HRESULT vsapi_files_make_folder(struct vsapi_host *host, const char *path);
VSAPI_EXPORT HRESULT vsapi_files_rename(struct vsapi_host *host, const char *from, const char *to);
/** Removes a file or a folder with all in it. */
VSAPI_EXPORT HRESULT vsapi_files_remove(struct vsapi_host *host, const char *path);

#ifdef __cplusplus
}
#endif
#endif
