/*
 * tests/win32/test_paths.c - properties of paths, over many that are made of awkward parts: a full
 * path stays what it is when it is made full again, and no path reads what is beside the volume.
 */
#include "on_host.h"

static void start(void)
{
    on_host_start();
    machine_put(&on_host_machine, "secret", "secret");
    machine_folder(&on_host_machine, "C/a");
    machine_put(&on_host_machine, "C/a/b", "inside");
    machine_link(&on_host_machine, "../..", "C/a/up");
    machine_link(&on_host_machine, "..", "C/out");
    machine_link(&on_host_machine, "a", "C/in");
}

static void stop(void)
{
    unlink(machine_real(&on_host_machine, "secret"));
    on_host_stop();
}

TestSuite(paths, .init = start, .fini = stop);

static const WCHAR *const parts[] = {
    L"a",
    L"b",
    L"..",
    L".",
    L"...",
    L"\\",
    L"/",
    L"\\\\",
    L"C:",
    L"M:",
    L"?",
    L"\\\\?\\",
    L"\\\\.\\",
    L"up",
    L"out",
    L"in",
    L"secret",
    L" ",
    L"nul",
    L"UNC\\",
    L":",
    L"*",
    L"GLOBALROOT\\Device\\HarddiskVolume1",
    L"HarddiskVolume2",
    L"\xE4",
    L"C",
};

/* A small generator, the same in every run. */
static uint32_t next(uint32_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 17;
    *state ^= *state << 5;
    return *state;
}

static void make(uint32_t *state, WCHAR *out)
{
    unsigned count = 1 + next(state) % 7;

    *out = L'\0';
    for (unsigned i = 0; i < count; i++)
        wcscat(out, parts[next(state) % VSTEST_COUNT(parts)]);
}

#define RUNS 20000

/* Has a full path become the name of a device? */
static bool is_device(const WCHAR *full)
{
    const WCHAR *last = wcsrchr(full, L'\\');

    return last && wcsncasecmp(last + 1, L"nul", 3) == 0 && wcsncmp(full, L"\\\\.\\", 4) != 0;
}

Test(paths, a_full_path_is_full)
{
    uint32_t state = 1;

    for (int i = 0; i < RUNS; i++) {
        WCHAR path[256], full[600], again[600];
        DWORD length;

        make(&state, path);
        length = GetFullPathNameW(path, 600, full, NULL);
        if (length == 0)
            continue;
        cr_assert_eq(length, wcslen(full));
        if (is_device(full))
            continue; /* nul\. is C:\nul, and that is the device */
        cr_assert_eq(GetFullPathNameW(full, 600, again, NULL), length, "<%ls>: <%ls>, then <%ls>",
                     path, full, again);
        cr_assert_eq(wcscmp(full, again), 0, "<%ls>: <%ls>, then <%ls>", path, full, again);
    }
}

Test(paths, no_path_leads_out_of_the_volume)
{
    uint32_t state = 2;
    int opened = 0;

    for (int i = 0; i < RUNS; i++) {
        WCHAR path[256];
        char text[16] = "";
        HANDLE file;
        DWORD got;

        make(&state, path);
        file = CreateFileW(path, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, 0, NULL);
        if (file == INVALID_HANDLE_VALUE) {
            cr_assert_neq(GetLastError(), ERROR_SUCCESS, "%ls", path);
            continue;
        }
        if (ReadFile(file, text, 15, &got, NULL)) {
            cr_assert_str_neq(text, "secret", "%ls leads out", path);
            opened += strcmp(text, "inside") == 0;
        }
        CloseHandle(file);
    }
    cr_expect_gt(opened, 0, "none of the paths leads to the file");
}
