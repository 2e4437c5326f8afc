/*
 * tests/win32/on_host.h - the service on a host whose C:\ is a folder and whose M:\ is in memory,
 * for tests of the functions on files. Both must behave the same.
 */
#ifndef VSTEST_ON_HOST_H
#define VSTEST_ON_HOST_H

#include "machine.h"
#include "vstest.h"

#include <vsapi/host.h>

static struct machine on_host_machine;

static inline void on_host_start(void)
{
    machine_start(&on_host_machine);
    cr_assert_eq(vsapi_use_host(on_host_machine.host), S_OK, "%s", vsapi_last_message());
}

static inline void on_host_stop(void)
{
    cr_assert_eq(vsapi_reset(), S_OK, "%s", vsapi_last_message());
    cr_assert_eq(vsapi_folder_remove(on_host_machine.folder), S_OK);
}

/* A path on one of the two volumes: "?:\x" with the letter set. */
static inline const WCHAR *on_host(WCHAR drive, const WCHAR *path)
{
    static WCHAR paths[4][1024];
    static int next;
    WCHAR *out = paths[next++ % 4];

    wcscpy(out, path);
    for (WCHAR *at = out; *at; at++) {
        if (*at == L'?' && at[1] == L':')
            *at = drive;
    }
    return out;
}

/* Makes a small file through the mock host. */
static inline void on_host_put(const char *path, const char *text)
{
    cr_assert_eq(machine_write(&on_host_machine, path, text), S_OK, "%s", vsapi_last_message());
}

#define ON_HOST_DRIVES L"CM"
#define EXPECT_ERROR(expected, what)                                                               \
    do {                                                                                           \
        DWORD on_host_error_ = GetLastError();                                                     \
        cr_expect(on_host_error_ == (DWORD)(expected), "%s: the error is %u, not %u", (what),      \
                  (unsigned)on_host_error_, (unsigned)(expected));                                 \
    } while (0)

#endif
