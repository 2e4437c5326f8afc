/* tests/win32/test_registry.c - the registry: its root keys, and nothing in them. */
#include "vstest.h"

#include <shlwapi.h>

Test(registry, the_registry_is_empty)
{
    HKEY key = NULL;
    WCHAR name[8];
    DWORD size = 8;

    cr_expect_eq(RegOpenKeyExW(HKEY_LOCAL_MACHINE, L"SOFTWARE\\x", 0, KEY_READ, &key),
                 ERROR_FILE_NOT_FOUND);
    cr_expect_null(key);
    cr_expect_eq(RegOpenKeyExW(HKEY_LOCAL_MACHINE, NULL, 0, KEY_READ, &key), ERROR_SUCCESS);
    cr_expect_eq(key, HKEY_LOCAL_MACHINE);
    cr_expect_eq(RegGetValueW(key, L"x", L"y", RRF_RT_ANY, NULL, NULL, &size),
                 ERROR_FILE_NOT_FOUND);
    cr_expect_eq(RegQueryValueExW(key, L"y", NULL, NULL, NULL, &size), ERROR_FILE_NOT_FOUND);
    cr_expect_eq(RegEnumKeyW(key, 0, name, 8), ERROR_NO_MORE_ITEMS);
    cr_expect_eq(RegSetValueExW(key, L"y", 0, REG_DWORD, (const BYTE *)&size, 4),
                 ERROR_ACCESS_DENIED);
    cr_expect_eq(RegCreateKeyExW(key, L"x", 0, NULL, 0, KEY_ALL_ACCESS, NULL, &key, NULL),
                 ERROR_ACCESS_DENIED);
    cr_expect_eq(SHDeleteKeyW(key, L"x"), ERROR_FILE_NOT_FOUND);
    cr_expect_eq(RegCloseKey(key), ERROR_SUCCESS);
    cr_expect_eq(RegCloseKey((HKEY)4), ERROR_INVALID_HANDLE);
    cr_expect_eq(RegOpenKeyExA((HKEY)4, "x", 0, KEY_READ, &key), ERROR_INVALID_HANDLE);
}

/* The other calls and forms. */
#define CALL(name, result)                                                                         \
    static LSTATUS name(HKEY key)                                                                  \
    {                                                                                              \
        DWORD size = 8;                                                                            \
        WCHAR wide[8] = L"";                                                                       \
        char narrow[8] = "";                                                                       \
                                                                                                   \
        (void)size, (void)wide, (void)narrow;                                                      \
        return (LSTATUS)(result);                                                                  \
    }

CALL(open_key, RegOpenKeyA(key, "x", &key))
CALL(open_key_wide, RegOpenKeyW(key, L"x", &key))
CALL(get_value, RegGetValueA(key, "x", "y", RRF_RT_ANY, NULL, NULL, &size))
CALL(query_value, RegQueryValueExA(key, "y", NULL, NULL, NULL, &size))
CALL(enum_key, RegEnumKeyA(key, 0, narrow, 8))
CALL(enum_key_ex, RegEnumKeyExA(key, 0, narrow, &size, NULL, NULL, NULL, NULL))
CALL(enum_key_ex_wide, RegEnumKeyExW(key, 0, wide, &size, NULL, NULL, NULL, NULL))
CALL(create_key, RegCreateKeyExA(key, "x", 0, NULL, 0, KEY_WRITE, NULL, &key, NULL))
CALL(set_value, RegSetValueExA(key, "y", 0, REG_DWORD, (const BYTE *)&size, 4))
CALL(delete_key, RegDeleteKeyA(key, "x"))
CALL(delete_key_wide, RegDeleteKeyW(key, L"x"))
CALL(delete_value, RegDeleteValueA(key, "y"))
CALL(delete_value_wide, RegDeleteValueW(key, L"y"))
CALL(delete_tree, SHDeleteKeyA(key, "x"))

static const struct call_row {
    const char *name;
    LSTATUS (*call)(HKEY key);
    LSTATUS error;
} call_rows[] = {
    {"RegOpenKeyA", open_key, ERROR_FILE_NOT_FOUND},
    {"RegOpenKeyW", open_key_wide, ERROR_FILE_NOT_FOUND},
    {"RegGetValueA", get_value, ERROR_FILE_NOT_FOUND},
    {"RegQueryValueExA", query_value, ERROR_FILE_NOT_FOUND},
    {"RegEnumKeyA", enum_key, ERROR_NO_MORE_ITEMS},
    {"RegEnumKeyExA", enum_key_ex, ERROR_NO_MORE_ITEMS},
    {"RegEnumKeyExW", enum_key_ex_wide, ERROR_NO_MORE_ITEMS},
    {"RegCreateKeyExA", create_key, ERROR_ACCESS_DENIED},
    {"RegSetValueExA", set_value, ERROR_ACCESS_DENIED},
    {"RegDeleteKeyA", delete_key, ERROR_FILE_NOT_FOUND},
    {"RegDeleteKeyW", delete_key_wide, ERROR_FILE_NOT_FOUND},
    {"RegDeleteValueA", delete_value, ERROR_FILE_NOT_FOUND},
    {"RegDeleteValueW", delete_value_wide, ERROR_FILE_NOT_FOUND},
    {"SHDeleteKeyA", delete_tree, ERROR_FILE_NOT_FOUND},
};

VSTEST_TABLE(registry, calls_answer_what_an_empty_one_would, call_rows)
{
    const struct call_row *row = &call_rows[*row_];

    cr_expect_eq(row->call(HKEY_LOCAL_MACHINE), row->error, "%s", row->name);
    cr_expect_eq(row->call((HKEY)4), ERROR_INVALID_HANDLE, "%s of no key", row->name);
}
