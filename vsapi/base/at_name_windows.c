/*
 * vsapi/base/at_name_windows.c - names, and whether a file is what has the name.
 *
 * Windows opens a reparse point as what it is when it is asked to. Wine follows symbolic links of
 * Linux whenever a file is opened, shows those to files as these files, and then deletes, renames
 * and changes what they lead to. But it knows the file by the name at the end of all links; so the
 * name that a handle has is compared with the one it was opened by.
 */
#ifdef _WIN32

#include "at_windows.h"

NTSTATUS NTAPI NtQueryObject(HANDLE handle, OBJECT_INFORMATION_CLASS class, void *out, ULONG bytes,
                             ULONG *got);
BOOLEAN NTAPI RtlEqualUnicodeString(const UNICODE_STRING *one, const UNICODE_STRING *other,
                                    BOOLEAN any_case);

static int object_at(struct vsapi_at_object *object, HANDLE folder, const char *name)
{
    int length;

    if (strcmp(name, ".") == 0)
        name = "";
    length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, name, -1, object->buffer,
                                 VSAPI_AT_LETTERS);
    if (length == 0)
        return vsapi_at_fail(GetLastError() == ERROR_INSUFFICIENT_BUFFER
                                 ? ERROR_FILENAME_EXCED_RANGE
                                 : GetLastError());
    for (WCHAR *at = object->buffer; *at; at++) {
        if (*at == '/')
            *at = '\\';
    }
    object->allocated = NULL;
    object->name.Buffer = object->buffer;
    object->name.Length = (USHORT)((length - 1) * sizeof(WCHAR));
    object->name.MaximumLength = object->name.Length;
    InitializeObjectAttributes(&object->attributes, &object->name, OBJ_CASE_INSENSITIVE, folder,
                               NULL);
    return 0;
}

/* Free with free; NULL with errno. A drive alone is its root. */
static WCHAR *wide_path(const char *path)
{
    int length = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
    WCHAR *wide = length > 0 ? malloc((size_t)(length + 1) * sizeof *wide) : NULL;

    if (!wide) {
        errno = length > 0 ? ENOMEM : EILSEQ;
        return NULL;
    }
    MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, length);
    for (WCHAR *at = wide; *at; at++) {
        if (*at == '/')
            *at = '\\';
    }
    if (wide[0] && wide[1] == ':' && !wide[2])
        wcscpy(wide + 2, L"\\");
    return wide;
}

int vsapi_at_object_of_path(struct vsapi_at_object *object, const char *path)
{
    WCHAR *wide = wide_path(path);
    bool known = wide && RtlDosPathNameToNtPathName_U(wide, &object->name, NULL, NULL);

    if (wide && !known)
        errno = ENOENT;
    free(wide);
    if (!known)
        return -1;
    object->allocated = object->name.Buffer;
    InitializeObjectAttributes(&object->attributes, &object->name, OBJ_CASE_INSENSITIVE, NULL,
                               NULL);
    return 0;
}

void vsapi_at_object_finish(struct vsapi_at_object *object)
{
    if (object->allocated)
        RtlFreeUnicodeString(&object->name);
}

int vsapi_at_object_in(struct vsapi_at_object *object, int folder, const char *name)
{
    HANDLE handle = vsapi_at_handle(folder);

    return handle ? object_at(object, handle, name) : -1;
}

/* ---- is it that file ---------------------------------------------------------------------------
 */

struct full_name { /* OBJECT_NAME_INFORMATION */
    UNICODE_STRING name;
    WCHAR buffer[4096]; /* longer than any path that Wine can have */
};

/* From the root of all names on, without a backslash at the end. */
static bool read_full_name(HANDLE handle, struct full_name *out)
{
    enum { NAME = 1 };
    ULONG got;

    if (!NT_SUCCESS(
            NtQueryObject(handle, (OBJECT_INFORMATION_CLASS)NAME, out, sizeof *out, &got)) ||
        !out->name.Buffer || out->name.Length == 0)
        return false;
    while (out->name.Length > 0 && out->name.Buffer[out->name.Length / sizeof(WCHAR) - 1] == '\\')
        out->name.Length -= sizeof(WCHAR);
    return true;
}

/* The folder's name becomes that of what is called `name` in it. */
static bool add_name(struct full_name *folder, const UNICODE_STRING *name)
{
    size_t letters = folder->name.Length / sizeof(WCHAR);

    if (name->Length == 0)
        return true;
    if (letters + 1 + name->Length / sizeof(WCHAR) > ARRAYSIZE(folder->buffer))
        return false;
    memmove(folder->buffer, folder->name.Buffer, folder->name.Length);
    folder->buffer[letters] = '\\';
    memcpy(folder->buffer + letters + 1, name->Buffer, name->Length);
    folder->name.Buffer = folder->buffer;
    folder->name.Length += (USHORT)(sizeof(WCHAR) + name->Length);
    return true;
}

int vsapi_at_check(const struct vsapi_at_object *object, HANDLE handle)
{
    struct full_name expected, actual;

    if (!read_full_name(handle, &actual) ||
        !read_full_name(object->attributes.RootDirectory, &expected) ||
        !add_name(&expected, &object->name)) {
        errno = EACCES;
        return -1;
    }
    if (RtlEqualUnicodeString(&actual.name, &expected.name, TRUE))
        return 0;
    errno = ELOOP;
    return -1;
}

#endif
