/*
 * tests/win32/plain_processes.cpp - processes, modules, mutexes and Ctrl+C: what has threads or
 * signals.
 */
#include "plain.h"

#include <vsbackup.h>
#include <vswriter.h>

#include <vsapi/host.h>

#include <atomic>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <cwchar>
#include <thread>

#include <shellapi.h>
#include <unistd.h>

/* ---- processes ---- */

static DWORD run(const WCHAR *program, const WCHAR *line)
{
    PROCESS_INFORMATION process = {};
    STARTUPINFOW info = {};
    WCHAR copy[256] = L"";
    DWORD code = 0;

    info.cb = sizeof info;
    if (line)
        wcscpy(copy, line);
    if (!CreateProcessW(program, line ? copy : NULL, NULL, NULL, FALSE, 0, NULL, NULL, &info,
                        &process))
        return 0x10000 | GetLastError();
    CHECK(WaitForSingleObject(process.hProcess, INFINITE) == WAIT_OBJECT_0);
    CHECK(GetExitCodeProcess(process.hProcess, &code));
    CHECK(CloseHandle(process.hThread));
    CHECK(CloseHandle(process.hProcess));
    return code;
}

static void check_processes()
{
    PROCESS_INFORMATION process = {};
    STARTUPINFOW info = {};
    WCHAR sleeps[] = L"sleep 600";
    DWORD code = 0;

    CHECK(run(NULL, L"/bin/sh -c \"exit 7\"") == 7);
    CHECK(run(NULL, L"sh -c \"test \\\"a b\\\" = \\\"$0\\\"\" \"a b\"") == 0);
    CHECK(run(L"/bin/true", NULL) == 0);
    CHECK(run(L"/bin/sh", L"sh -c \"kill -9 $$\"") == 128 + 9);
    CHECK(run(NULL, L"no-such-program-at-all") == (0x10000 | ERROR_FILE_NOT_FOUND));
    CHECK(run(NULL, L"") == (0x10000 | ERROR_INVALID_PARAMETER));

    info.cb = sizeof info;
    CHECK(CreateProcessW(NULL, sleeps, NULL, NULL, FALSE, 0, NULL, NULL, &info, &process));
    CHECK(WaitForSingleObject(process.hProcess, 0) == WAIT_TIMEOUT);
    CHECK(GetExitCodeProcess(process.hProcess, &code) && code == STILL_ACTIVE);
    CHECK(GetProcessId(process.hProcess) == process.dwProcessId);
    CHECK(TerminateProcess(process.hProcess, 42));
    CHECK(WaitForSingleObject(process.hProcess, INFINITE) == WAIT_OBJECT_0);
    CHECK(GetExitCodeProcess(process.hProcess, &code) && code == 42);
    CHECK(CloseHandle(process.hThread) && CloseHandle(process.hProcess));
}

static void check_own_process()
{
    HANDLE own = NULL, event = CreateEventW(NULL, TRUE, FALSE, NULL), twice = NULL;
    BOOL wow = TRUE;
    DWORD code = 0;

    CHECK(IsWow64Process(GetCurrentProcess(), &wow) && !wow);
    CHECK(GetExitCodeProcess(GetCurrentProcess(), &code) && code == STILL_ACTIVE);
    CHECK(DuplicateHandle(GetCurrentProcess(), GetCurrentProcess(), GetCurrentProcess(), &own, 0,
                          FALSE, DUPLICATE_SAME_ACCESS));
    CHECK(GetProcessId(own) == GetCurrentProcessId());
    CHECK(CloseHandle(own));
    CHECK(DuplicateHandle(GetCurrentProcess(), event, GetCurrentProcess(), &twice, 0, FALSE,
                          DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE));
    CHECK(!SetEvent(event) && GetLastError() == ERROR_INVALID_HANDLE);
    CHECK(SetEvent(twice) && WaitForSingleObject(twice, 0) == WAIT_OBJECT_0);
    CHECK(CloseHandle(twice));
}

/* ---- command lines ---- */

static void check_command_lines()
{
    int count = 0;
    LPWSTR *arguments =
        CommandLineToArgvW(L"\"a b\" c\\d \"e\\\"f\" \"g\\\\\" \\\\\"h\" \"\" i\"j k\"l", &count);

    CHECK(count == 7);
    CHECK(wcscmp(arguments[0], L"a b") == 0 && wcscmp(arguments[1], L"c\\d") == 0);
    CHECK(wcscmp(arguments[2], L"e\"f") == 0 && wcscmp(arguments[3], L"g\\") == 0);
    CHECK(wcscmp(arguments[4], L"\\h") == 0 && wcscmp(arguments[5], L"") == 0);
    CHECK(wcscmp(arguments[6], L"ij kl") == 0 && !arguments[7]);
    LocalFree(arguments);
    CHECK(wcsstr(GetCommandLineW(), L"plain_processes"));
    CHECK(strstr(GetCommandLineA(), "plain_processes"));
}

/* ---- modules ---- */

static void check_modules()
{
    typedef HRESULT(STDAPICALLTYPE * create_fn)(IVssBackupComponents **);
    typedef double (*cos_fn)(double);
    HMODULE vss = LoadLibraryW(L"VssApi.dll"), math = LoadLibraryA("libm.so.6");
    IVssBackupComponents *backup = nullptr;
    WCHAR path[512], tiny[4];
    create_fn create;
    cos_fn cosine;

    create = (create_fn)(void (*)())GetProcAddress(
        vss, "?CreateVssBackupComponents@@YAJPEAPEAVIVssBackupComponents@@@Z");
    CHECK(create && create(&backup) == S_OK);
    if (backup)
        backup->Release();
    CHECK(GetProcAddress(vss, "VssFreeSnapshotProperties"));
    CHECK(!GetProcAddress(vss, "NoSuchFunction") && GetLastError() == ERROR_PROC_NOT_FOUND);
    CHECK(!GetProcAddress(vss, MAKEINTRESOURCEA(5)) && GetLastError() == ERROR_PROC_NOT_FOUND);
    CHECK(FreeLibrary(vss));
    cosine = (cos_fn)(void (*)())GetProcAddress(math, "cos");
    CHECK(cosine && cosine(0) == 1);
    CHECK(GetModuleHandleW(L"libm.so.6") == math);
    CHECK(FreeLibrary(math));
    CHECK(!FreeLibrary(math) && GetLastError() == ERROR_MOD_NOT_FOUND);
    CHECK(LoadLibraryExW(L"kernel32.dll", NULL, LOAD_LIBRARY_SEARCH_SYSTEM32) == vss);
    CHECK(LoadLibraryExA("ole32", NULL, 0) == vss);
    CHECK(!LoadLibraryExW(L"kernel32.dll", NULL, LOAD_LIBRARY_AS_DATAFILE));
    CHECK(GetLastError() == ERROR_NOT_SUPPORTED);
    CHECK(!LoadLibraryExA("", NULL, 0) && GetLastError() == ERROR_INVALID_PARAMETER);
    CHECK(DisableThreadLibraryCalls(vss));
    CHECK(!DisableThreadLibraryCalls(NULL) && GetLastError() == ERROR_INVALID_PARAMETER);
    CHECK(!LoadLibraryW(L"nosuch.dll") && GetLastError() == ERROR_MOD_NOT_FOUND);
    CHECK(GetModuleFileNameW(NULL, path, 512) == wcslen(path));
    CHECK(wcsstr(path, L"plain_processes"));
    CHECK(GetModuleFileNameW(NULL, tiny, 4) == 4 && GetLastError() == ERROR_INSUFFICIENT_BUFFER);
    CHECK(tiny[3] == L'\0');
}

/* ---- mutexes ---- */

static void check_mutexes()
{
    HANDLE mutex = CreateMutexW(NULL, TRUE, L"one"), same = CreateMutexW(NULL, TRUE, L"one"),
           opened;

    CHECK(GetLastError() == ERROR_ALREADY_EXISTS);
    CHECK(WaitForSingleObject(same, 0) == WAIT_OBJECT_0);
    std::thread([=] {
        CHECK(WaitForSingleObject(mutex, 0) == WAIT_TIMEOUT);
        CHECK(!ReleaseMutex(mutex) && GetLastError() == ERROR_NOT_OWNER);
    }).join();
    CHECK(ReleaseMutex(mutex) && ReleaseMutex(same));
    CHECK(!ReleaseMutex(mutex));
    std::thread([=] { CHECK(WaitForSingleObject(mutex, INFINITE) == WAIT_OBJECT_0); }).join();
    CHECK(WaitForSingleObject(mutex, INFINITE) == WAIT_ABANDONED);
    CHECK(ReleaseMutex(mutex));
    CHECK(WaitForSingleObject(mutex, 0) == WAIT_OBJECT_0 && ReleaseMutex(mutex));
    opened = OpenMutexW(SYNCHRONIZE, FALSE, L"one");
    CHECK(opened && WaitForSingleObject(mutex, 0) == WAIT_OBJECT_0);
    CHECK(ReleaseMutex(opened) && CloseHandle(opened));
    opened = OpenMutexA(SYNCHRONIZE, FALSE, "one");
    CHECK(opened && CloseHandle(opened));
    CHECK(!OpenMutexA(SYNCHRONIZE, FALSE, "two") && GetLastError() == ERROR_FILE_NOT_FOUND);
    CHECK(!OpenEventW(EVENT_ALL_ACCESS, FALSE, L"one") && GetLastError() == ERROR_INVALID_HANDLE);
    CHECK(!OpenEventW(EVENT_ALL_ACCESS, FALSE, L"two") && GetLastError() == ERROR_FILE_NOT_FOUND);
    CHECK(!SetEvent(mutex) && GetLastError() == ERROR_INVALID_HANDLE);
    CHECK(CloseHandle(same) && CloseHandle(mutex));
}

/* ---- the console ---- */

static HANDLE handled;
static std::atomic<DWORD> last_event;
static std::atomic_int refused;

static BOOL WINAPI refuse(DWORD)
{
    refused++;
    return FALSE;
}

static BOOL WINAPI handle(DWORD event)
{
    last_event = event;
    SetEvent(handled);
    return TRUE;
}

static void raise_and_wait(int signal, DWORD event)
{
    kill(getpid(), signal);
    CHECK(WaitForSingleObject(handled, INFINITE) == WAIT_OBJECT_0);
    CHECK(last_event == event);
}

static void check_console()
{
    HANDLE out = GetStdHandle(STD_OUTPUT_HANDLE), null;
    DWORD mode = 0, done = 0;
    WCHAR text[4];

    handled = CreateEventW(NULL, FALSE, FALSE, NULL);
    CHECK(SetConsoleCtrlHandler(handle, TRUE) && SetConsoleCtrlHandler(refuse, TRUE));
    raise_and_wait(SIGINT, CTRL_C_EVENT);
    raise_and_wait(SIGTERM, CTRL_SHUTDOWN_EVENT);
    raise_and_wait(SIGHUP, CTRL_CLOSE_EVENT);
    CHECK(GenerateConsoleCtrlEvent(CTRL_BREAK_EVENT, 0));
    CHECK(WaitForSingleObject(handled, INFINITE) == WAIT_OBJECT_0);
    CHECK(last_event == CTRL_BREAK_EVENT && refused == 4);
    CHECK(SetConsoleCtrlHandler(refuse, FALSE) && SetConsoleCtrlHandler(handle, FALSE));
    CHECK(!SetConsoleCtrlHandler(handle, FALSE) && GetLastError() == ERROR_INVALID_PARAMETER);
    CHECK(SetConsoleCtrlHandler(NULL, TRUE));
    kill(getpid(), SIGINT); /* ignored */
    CloseHandle(handled);

    CHECK(out != INVALID_HANDLE_VALUE && GetStdHandle(STD_OUTPUT_HANDLE) == out);
    CHECK(WriteFile(out, "written\n", 8, &done, NULL) && done == 8);
    null = CreateFileW(L"NUL", GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
    CHECK(!GetConsoleMode(null, &mode) && GetLastError() == ERROR_INVALID_HANDLE);
    CHECK(!WriteConsoleW(null, L"x", 1, &done, NULL) && GetLastError() == ERROR_INVALID_HANDLE);
    CHECK(!ReadConsoleW(null, text, 4, &done, NULL) && GetLastError() == ERROR_INVALID_HANDLE);
    CHECK(!ReadConsoleA(null, text, 4, &done, NULL) && GetLastError() == ERROR_INVALID_HANDLE);
    CHECK(SetStdHandle(STD_ERROR_HANDLE, null) && GetStdHandle(STD_ERROR_HANDLE) == null);
    CHECK(SetStdHandle(STD_ERROR_HANDLE, NULL) && GetStdHandle(STD_ERROR_HANDLE) != null);
    CHECK(!SetStdHandle(5, null) && GetLastError() == ERROR_INVALID_HANDLE);
    CHECK(GetFileType(null) == FILE_TYPE_CHAR);
    CHECK(CloseHandle(null));
    CHECK(GetStdHandle(5) == INVALID_HANDLE_VALUE && GetLastError() == ERROR_INVALID_HANDLE);
}

/* ---- the table, from many threads ---- */

static void check_table()
{
    std::thread threads[6];
    int n = 0;

    for (auto &thread : threads) {
        int number = n++;

        thread = std::thread([number] {
            WCHAR path[32];

            swprintf(path, 32, L"C:\\file%d", number % 2);
            for (int i = 0; i < 200; i++) {
                HANDLE file =
                    CreateFileW(path, GENERIC_READ | GENERIC_WRITE,
                                FILE_SHARE_READ | FILE_SHARE_WRITE, NULL, OPEN_ALWAYS, 0, NULL);
                HANDLE event = CreateEventW(NULL, FALSE, TRUE, L"shared");
                WIN32_FIND_DATAW found;
                HANDLE search = FindFirstFileW(L"C:\\file*", &found);
                DWORD done;

                CHECK(file != INVALID_HANDLE_VALUE && event && search != INVALID_HANDLE_VALUE);
                CHECK(WriteFile(file, "text", 4, &done, NULL) && done == 4);
                CHECK(CloseHandle(event) && FindClose(search) && CloseHandle(file));
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
}

int main()
{
    unsetenv("VSAPI_HOST");
    check_processes();
    check_own_process();
    check_command_lines();
    check_modules();
    check_mutexes();
    check_console();
    check_table();
    CHECK(vsapi_reset() == S_OK);
    return plain_result();
}
