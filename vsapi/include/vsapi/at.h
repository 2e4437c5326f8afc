/*
 * vsapi/at.h - files of the real machine, from an open folder on: POSIX's openat and its kin.
 *
 * What handles folders of the real machine is written for POSIX and includes this instead of the
 * system's headers. On Windows the same names lead to base/at_*_windows.c, which do the same over
 * handles: a file is opened relative to the handle of its folder, one name at a time, so the rules
 * against leaving a folder hold there, too. Inner use; no other header may come before it that
 * declares the same names differently.
 *
 * What is different on Windows:
 * - A path is UTF-8 and divided by '/'; a name is looked up without regard to case.
 * - The permissions are attributes: no S_IWUSR means read-only, S_ISUID hidden, S_ISGID system,
 *   S_ISVTX archive. There are no owners.
 * - What is a reparse point (junction, symbolic link, mount point) or, under Wine, a symbolic link
 *   of Linux is a link (S_IFLNK) that leads to somewhere absolute. No function but fstatat without
 *   AT_SYMLINK_NOFOLLOW goes through one: ELOOP. Under Wine one cannot be removed or renamed,
 *   either, as Wine would do that to what it leads to; nor a file whose name Windows cannot have.
 * - st_dev says nothing.
 */
#ifndef VSAPI_AT_H
#define VSAPI_AT_H

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <time.h>
#include <unistd.h>

#ifndef _WIN32

#include <dirent.h>
#include <sys/file.h>

#define VSAPI_AT_EMPTIED 0

#else

#include <vsapi/platform.h>

#include <io.h>

/* As these are macros, a member of a struct may have such a name, too. */
#undef stat
#undef fstat
#undef off_t
#undef PATH_MAX
#undef NAME_MAX
#undef S_ISLNK
#undef S_ISVTX
#define PATH_MAX 4096
#define NAME_MAX 765 /* 255 letters of Windows in UTF-8 */
#define off_t int64_t
#define ino_t uint64_t
#define dev_t uint64_t

#define O_CLOEXEC 0
#define O_NONBLOCK 0
#define O_NOCTTY 0
#define O_NOATIME 0
#define O_NOFOLLOW 0x00100000
#define O_DIRECTORY 0x00200000
#define O_PATH 0x00400000
#define AT_SYMLINK_NOFOLLOW 0x100
#define AT_REMOVEDIR 0x200
#define VSAPI_AT_EMPTIED 0x400 /* with it: what was removed from the folder may be about to go */
#define RENAME_NOREPLACE 1
#define LOCK_SH 1
#define LOCK_EX 2
#define LOCK_NB 4
#define UTIME_OMIT (-2L)
#define S_IFLNK 0xa000
#define S_ISLNK(mode) (((mode)&S_IFMT) == S_IFLNK)
#define S_ISUID 04000
#define S_ISGID 02000
#define S_ISVTX 01000
#define DT_UNKNOWN 0
#define DT_FIFO 1
#define DT_DIR 4
#define DT_REG 8
#define DT_LNK 10
#define IFTODT(mode) (((mode)&S_IFMT) >> 12)
#ifndef EDQUOT
#define EDQUOT ENOSPC
#endif

struct vsapi_at_stat {
    uint64_t st_dev, st_ino;
    unsigned st_mode, st_nlink;
    int64_t st_size, st_blocks;
    struct timespec st_atim, st_mtim, st_ctim;
};
struct vsapi_at_entry {
    unsigned char d_type;
    char d_name[NAME_MAX + 1];
};
struct vsapi_at_listing;
typedef struct vsapi_at_listing DIR;

int vsapi_at_open(const char *path, int flags, ...);
int vsapi_at_openat(int folder, const char *name, int flags, ...);
int vsapi_at_close(int fd);
int vsapi_at_dup(int fd);
ssize_t vsapi_at_read(int fd, void *data, size_t size);
ssize_t vsapi_at_write(int fd, const void *data, size_t size);
ssize_t vsapi_at_pread(int fd, void *data, size_t size, int64_t offset);
ssize_t vsapi_at_pwrite(int fd, const void *data, size_t size, int64_t offset);
int vsapi_at_ftruncate(int fd, int64_t size);
int vsapi_at_fsync(int fd);
int vsapi_at_flock(int fd, int operation);
int vsapi_at_stat(const char *path, struct vsapi_at_stat *st);
int vsapi_at_fstat(int fd, struct vsapi_at_stat *st);
int vsapi_at_fstatat(int folder, const char *name, struct vsapi_at_stat *st, int flags);
int vsapi_at_fchmod(int fd, unsigned mode);
int vsapi_at_fchmodat(int folder, const char *name, unsigned mode, int flags);
int vsapi_at_futimens(int fd, const struct timespec times[2]);
int vsapi_at_utimensat(int folder, const char *name, const struct timespec times[2], int flags);
int vsapi_at_mkdir(const char *path, unsigned mode);
int vsapi_at_mkdirat(int folder, const char *name, unsigned mode);
int vsapi_at_rmdir(const char *path);
int vsapi_at_faccessat(int folder, const char *name, int mode, int flags); /* F_OK only */
int vsapi_at_unlinkat(int folder, const char *name, int flags);
int vsapi_at_renameat2(int from, const char *name, int to, const char *new_name, unsigned flags);
int vsapi_at_linkat(int from, const char *name, int to, const char *new_name, int flags);
ssize_t vsapi_at_readlinkat(int folder, const char *name, char *target, size_t size);
DIR *vsapi_at_opendir(const char *path);
DIR *vsapi_at_fdopendir(int fd);
struct vsapi_at_entry *vsapi_at_readdir(DIR *listing);
int vsapi_at_dirfd(DIR *listing);
int vsapi_at_closedir(DIR *listing);

#define syncfs(fd) vsapi_at_fsync(fd)
#define rmdir(path) vsapi_at_rmdir(path)
#define faccessat(folder, name, mode, flags) vsapi_at_faccessat(folder, name, mode, flags)
#define geteuid() 1        /* nobody may change owners */
#define stat vsapi_at_stat /* the struct and the function */
#define dirent vsapi_at_entry
#define open(...) vsapi_at_open(__VA_ARGS__)
#define openat(...) vsapi_at_openat(__VA_ARGS__)
#define close(fd) vsapi_at_close(fd)
#define dup(fd) vsapi_at_dup(fd)
#define read(fd, data, size) vsapi_at_read(fd, data, size)
#define write(fd, data, size) vsapi_at_write(fd, data, size)
#define pread(fd, data, size, offset) vsapi_at_pread(fd, data, size, offset)
#define pwrite(fd, data, size, offset) vsapi_at_pwrite(fd, data, size, offset)
#define ftruncate(fd, size) vsapi_at_ftruncate(fd, size)
#define fsync(fd) vsapi_at_fsync(fd)
#define flock(fd, operation) vsapi_at_flock(fd, operation)
#define fstat(fd, st) vsapi_at_fstat(fd, st)
#define fstatat(folder, name, st, flags) vsapi_at_fstatat(folder, name, st, flags)
#define fchmod(fd, mode) vsapi_at_fchmod(fd, mode)
#define fchmodat(folder, name, mode, flags) vsapi_at_fchmodat(folder, name, mode, flags)
#define futimens(fd, times) vsapi_at_futimens(fd, times)
#define utimensat(folder, name, times, flags) vsapi_at_utimensat(folder, name, times, flags)
#define mkdir(path, mode) vsapi_at_mkdir(path, mode)
#define mkdirat(folder, name, mode) vsapi_at_mkdirat(folder, name, mode)
#define unlinkat(folder, name, flags) vsapi_at_unlinkat(folder, name, flags)
#define renameat(from, name, to, new_name) vsapi_at_renameat2(from, name, to, new_name, 0)
#define renameat2(from, name, to, new_name, flags)                                                 \
    vsapi_at_renameat2(from, name, to, new_name, flags)
#define linkat(from, name, to, new_name, flags) vsapi_at_linkat(from, name, to, new_name, flags)
#define readlinkat(folder, name, target, size) vsapi_at_readlinkat(folder, name, target, size)
#define opendir(path) vsapi_at_opendir(path)
#define fdopendir(fd) vsapi_at_fdopendir(fd)
#define readdir(listing) vsapi_at_readdir(listing)
#define dirfd(listing) vsapi_at_dirfd(listing)
#define closedir(listing) vsapi_at_closedir(listing)

#endif
#endif
