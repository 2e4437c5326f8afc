/*
 * tests/win32/plain_hold.c - while a volume's writes are held, WriteFile and all that changes it
 * waits; who reads goes on.
 */
#include "plain.h"

#include <vsapi/files.h>
#include <vsapi/host.h>
#include <vsapi/thread.h>
#include <vsapi/volume.h>

#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static HANDLE file, begun;
static atomic_int released;

static void change(void *which)
{
    DWORD done;
    BOOL good = FALSE;

    SetEvent(begun);
    switch ((uintptr_t)which) {
    case 0:
        good = WriteFile(file, "b", 1, &done, NULL);
        break;
    case 1:
        good = CreateDirectoryW(L"M:\\Folder", NULL);
        break;
    case 2:
        good = MoveFileW(L"M:\\other", L"M:\\moved");
        break;
    case 3:
        good = DeleteFileW(L"M:\\third");
        break;
    }
    CHECK(good);
    CHECK(released == 1); /* not before */
}

static void put(const WCHAR *path)
{
    HANDLE made = CreateFileW(path, GENERIC_WRITE, 0, NULL, CREATE_NEW, 0, NULL);
    DWORD done;

    CHECK(WriteFile(made, "a", 1, &done, NULL));
    CHECK(CloseHandle(made));
}

int main(void)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = "M:\\"};
    struct vsapi_thread threads[4];
    struct vsapi_volume *volume;
    struct vsapi_host *host;
    char text[4] = "";
    DWORD got;

    CHECK(vsapi_host_create(&host) == S_OK);
    CHECK(vsapi_host_add_volume(host, &options, &volume) == S_OK);
    CHECK(vsapi_use_host(host) == S_OK);
    put(L"M:\\one");
    put(L"M:\\other");
    put(L"M:\\third");
    file = CreateFileW(L"M:\\one", GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, NULL,
                       OPEN_EXISTING, 0, NULL);
    begun = CreateEventW(NULL, FALSE, FALSE, NULL);
    vsapi_volume_hold_writes(volume);
    for (uintptr_t i = 0; i < 4; i++) {
        CHECK(vsapi_thread_start(&threads[i], change, (void *)i) == S_OK);
        CHECK(WaitForSingleObject(begun, INFINITE) == WAIT_OBJECT_0);
    }
    {
        HANDLE reader = CreateFileW(L"M:\\one", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                    NULL, OPEN_EXISTING, 0, NULL);

        CHECK(ReadFile(reader, text, 3, &got, NULL) && got == 1 && text[0] == 'a');
        CHECK(CloseHandle(reader));
    }
    released = 1;
    CHECK(vsapi_volume_release_writes(volume));
    for (int i = 0; i < 4; i++)
        vsapi_thread_join(&threads[i]);
    CHECK(SetFilePointer(file, 0, NULL, FILE_BEGIN) == 0);
    CHECK(ReadFile(file, text, 3, &got, NULL) && text[0] == 'b');
    CHECK(GetFileAttributesW(L"M:\\moved") != INVALID_FILE_ATTRIBUTES);
    CHECK(CloseHandle(file) && CloseHandle(begun));
    CHECK(vsapi_reset() == S_OK);
    return plain_result();
}
