/*
 * vsapi/win32/registry.c - the registry of the mock host: its root keys, with nothing in them that
 * could be read, and nobody may write.
 */
#include "ground.h"

#include <shlwapi.h>

static bool is_root(HKEY key)
{
    const HKEY roots[] = {HKEY_CLASSES_ROOT, HKEY_CURRENT_USER,     HKEY_LOCAL_MACHINE,
                          HKEY_USERS,        HKEY_PERFORMANCE_DATA, HKEY_CURRENT_CONFIG};

    for (size_t i = 0; i < ARRAYSIZE(roots); i++) {
        if (key == roots[i])
            return true;
    }
    return false;
}

/* What a call says of a key that is there and does not have what was asked for. */
static LSTATUS without(HKEY key, LSTATUS error)
{
    return is_root(key) ? error : ERROR_INVALID_HANDLE;
}

/* No name, or an empty one, is the key itself. */
static LSTATUS open(HKEY key, bool named, PHKEY out)
{
    if (!out)
        return ERROR_INVALID_PARAMETER;
    *out = NULL;
    if (!is_root(key))
        return ERROR_INVALID_HANDLE;
    if (named)
        return ERROR_FILE_NOT_FOUND;
    *out = key;
    return ERROR_SUCCESS;
}

LSTATUS WINAPI RegOpenKeyExW(HKEY key, LPCWSTR name, DWORD options, REGSAM access, PHKEY out)
{
    (void)options;
    (void)access;
    return open(key, name && *name, out);
}

LSTATUS WINAPI RegOpenKeyExA(HKEY key, LPCSTR name, DWORD options, REGSAM access, PHKEY out)
{
    (void)options;
    (void)access;
    return open(key, name && *name, out);
}

LSTATUS WINAPI RegOpenKeyW(HKEY key, LPCWSTR name, PHKEY out)
{
    return open(key, name && *name, out);
}

LSTATUS WINAPI RegOpenKeyA(HKEY key, LPCSTR name, PHKEY out)
{
    return open(key, name && *name, out);
}

LSTATUS WINAPI RegCloseKey(HKEY key)
{
    return without(key, ERROR_SUCCESS);
}

/* ---- reading -----------------------------------------------------------------------------------
 */

LSTATUS WINAPI RegGetValueW(HKEY key, LPCWSTR name, LPCWSTR value, DWORD flags, LPDWORD type,
                            PVOID data, LPDWORD size)
{
    (void)name, (void)value, (void)flags, (void)type, (void)data, (void)size;
    return without(key, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegGetValueA(HKEY key, LPCSTR name, LPCSTR value, DWORD flags, LPDWORD type,
                            PVOID data, LPDWORD size)
{
    (void)name, (void)value, (void)flags, (void)type, (void)data, (void)size;
    return without(key, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegQueryValueExW(HKEY key, LPCWSTR value, LPDWORD reserved, LPDWORD type,
                                LPBYTE data, LPDWORD size)
{
    (void)value, (void)reserved, (void)type, (void)data, (void)size;
    return without(key, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegQueryValueExA(HKEY key, LPCSTR value, LPDWORD reserved, LPDWORD type, LPBYTE data,
                                LPDWORD size)
{
    (void)value, (void)reserved, (void)type, (void)data, (void)size;
    return without(key, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegEnumKeyW(HKEY key, DWORD index, LPWSTR name, DWORD room)
{
    (void)index, (void)name, (void)room;
    return without(key, ERROR_NO_MORE_ITEMS);
}

LSTATUS WINAPI RegEnumKeyA(HKEY key, DWORD index, LPSTR name, DWORD room)
{
    (void)index, (void)name, (void)room;
    return without(key, ERROR_NO_MORE_ITEMS);
}

LSTATUS WINAPI RegEnumKeyExW(HKEY key, DWORD index, LPWSTR name, LPDWORD room, LPDWORD reserved,
                             LPWSTR cls, LPDWORD cls_room, LPFILETIME written)
{
    (void)index, (void)name, (void)room, (void)reserved, (void)cls, (void)cls_room, (void)written;
    return without(key, ERROR_NO_MORE_ITEMS);
}

LSTATUS WINAPI RegEnumKeyExA(HKEY key, DWORD index, LPSTR name, LPDWORD room, LPDWORD reserved,
                             LPSTR cls, LPDWORD cls_room, LPFILETIME written)
{
    (void)index, (void)name, (void)room, (void)reserved, (void)cls, (void)cls_room, (void)written;
    return without(key, ERROR_NO_MORE_ITEMS);
}

/* ---- writing -----------------------------------------------------------------------------------
 */

LSTATUS WINAPI RegCreateKeyExW(HKEY key, LPCWSTR name, DWORD reserved, LPWSTR cls, DWORD options,
                               REGSAM access, LPSECURITY_ATTRIBUTES security, PHKEY out,
                               LPDWORD disposition)
{
    (void)name, (void)reserved, (void)cls, (void)options, (void)access, (void)security, (void)out;
    (void)disposition;
    return without(key, ERROR_ACCESS_DENIED);
}

LSTATUS WINAPI RegCreateKeyExA(HKEY key, LPCSTR name, DWORD reserved, LPSTR cls, DWORD options,
                               REGSAM access, LPSECURITY_ATTRIBUTES security, PHKEY out,
                               LPDWORD disposition)
{
    (void)name, (void)reserved, (void)cls, (void)options, (void)access, (void)security, (void)out;
    (void)disposition;
    return without(key, ERROR_ACCESS_DENIED);
}

LSTATUS WINAPI RegSetValueExW(HKEY key, LPCWSTR value, DWORD reserved, DWORD type, const BYTE *data,
                              DWORD size)
{
    (void)value, (void)reserved, (void)type, (void)data, (void)size;
    return without(key, ERROR_ACCESS_DENIED);
}

LSTATUS WINAPI RegSetValueExA(HKEY key, LPCSTR value, DWORD reserved, DWORD type, const BYTE *data,
                              DWORD size)
{
    (void)value, (void)reserved, (void)type, (void)data, (void)size;
    return without(key, ERROR_ACCESS_DENIED);
}

LSTATUS WINAPI RegDeleteKeyW(HKEY key, LPCWSTR name)
{
    (void)name;
    return without(key, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegDeleteKeyA(HKEY key, LPCSTR name)
{
    (void)name;
    return without(key, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegDeleteValueW(HKEY key, LPCWSTR value)
{
    (void)value;
    return without(key, ERROR_FILE_NOT_FOUND);
}

LSTATUS WINAPI RegDeleteValueA(HKEY key, LPCSTR value)
{
    (void)value;
    return without(key, ERROR_FILE_NOT_FOUND);
}

DWORD WINAPI SHDeleteKeyW(HKEY key, LPCWSTR name)
{
    (void)name;
    return (DWORD)without(key, ERROR_FILE_NOT_FOUND);
}

DWORD WINAPI SHDeleteKeyA(HKEY key, LPCSTR name)
{
    (void)name;
    return (DWORD)without(key, ERROR_FILE_NOT_FOUND);
}
