/*
 * vsapi/base/at_windows.h - between the files that make vsapi/at.h on Windows.
 *
 * Each descriptor is a handle here. A name is opened by NtCreateFile relative to its folder's
 * handle (RootDirectory), which Win32 does not offer; so no path is built that somebody could turn
 * elsewhere meanwhile. They stand on Windows alone: vss.exe, which has only the library's public
 * functions, is linked with them, too.
 */
#ifndef VSAPI_BASE_AT_WINDOWS_H
#define VSAPI_BASE_AT_WINDOWS_H

#include <vsapi/at.h>

#include <winternl.h>

/* Classes of information; winternl.h has only some of these. */
enum {
    VSAPI_AT_BASIC = 4,
    VSAPI_AT_RENAME = 10,
    VSAPI_AT_LINK = 11,
    VSAPI_AT_DISPOSITION = 13,
    VSAPI_AT_ALL = 18,
    VSAPI_AT_END = 20,
};
struct vsapi_at_basic { /* FILE_BASIC_INFORMATION */
    LARGE_INTEGER created, read, written, changed;
    ULONG attributes;
};

/* at_code_windows.c: -1 with errno for a code of Windows; the same for a status, or 0. */
int vsapi_at_fail(DWORD code);
int vsapi_at_result(NTSTATUS status);

/* at_descriptor_windows.c */
int vsapi_at_new(HANDLE handle);      /* takes the handle over, also on failure; -1 with errno */
HANDLE vsapi_at_handle(int fd);       /* NULL with errno: it is none of ours */
void vsapi_at_set_locked(int fd);     /* it is to be unlocked before it is closed */
OVERLAPPED vsapi_at_lock_place(void); /* at_lock_windows.c */

/* at_name_windows.c */
#define VSAPI_AT_LETTERS 1024
struct vsapi_at_object { /* what NtCreateFile wants to have of a name */
    OBJECT_ATTRIBUTES attributes;
    UNICODE_STRING name;
    WCHAR *allocated; /* by RtlDosPathNameToNtPathName_U */
    WCHAR buffer[VSAPI_AT_LETTERS];
};
/* -1 with errno. The name is below the folder; "." is the folder itself. */
int vsapi_at_object_in(struct vsapi_at_object *object, int folder, const char *name);
/* The same of a path of Win32, absolute or not; to be finished. */
int vsapi_at_object_of_path(struct vsapi_at_object *object, const char *path);
void vsapi_at_object_finish(struct vsapi_at_object *object);
/* 0: what was opened is what has the name in the folder, and not what a link there leads to. Else
 * -1 with errno, ELOOP for a link; what cannot be told apart is a failure, too. */
int vsapi_at_check(const struct vsapi_at_object *object, HANDLE handle);

/* at_open_windows.c */
/* NtCreateFile as it is: on Wine links are followed. */
int vsapi_at_create(struct vsapi_at_object *object, ACCESS_MASK access, ULONG how, ULONG options,
                    HANDLE *out);
/* What has the name in the folder, a link as what it is, never what it leads to: whatever is to be
 * changed, removed or gone into is opened by this. */
int vsapi_at_open_in(int folder, const char *name, ACCESS_MASK access, ULONG how, ULONG options,
                     HANDLE *out);
ULONG vsapi_at_attributes(HANDLE handle);
int vsapi_at_set(HANDLE handle, void *data, ULONG bytes, int class);

#endif
