/*
 * tests/win32/plain_calls.cpp - the native ground as a C++ program sees it: windows.h, no header of
 * ours, and everything links.
 */
#include "plain.h"

#include <windows.h>
#include <objbase.h>
#include <oleauto.h>

#include <string>
#include <thread>
#include <vector>

static void check_interlocked()
{
    volatile LONG count = 0, flag = 0;
    volatile LONGLONG wide = 0;
    PVOID volatile pointer = nullptr;
    int target = 0;
    std::vector<std::thread> threads;

    for (int i = 0; i < 4; i++) {
        threads.emplace_back([&] {
            for (int k = 0; k < 1000; k++) {
                InterlockedIncrement(&count);
                InterlockedExchangeAdd(&count, 2);
                InterlockedDecrement(&count);
                InterlockedIncrement64(&wide);
            }
        });
    }
    for (auto &thread : threads)
        thread.join();
    CHECK(count == 8000);
    CHECK(wide == 4000);
    CHECK(InterlockedExchange(&flag, 5) == 0);
    CHECK(InterlockedCompareExchange(&flag, 6, 5) == 5);
    CHECK(InterlockedCompareExchange(&flag, 7, 5) == 6);
    CHECK(InterlockedOr(&flag, 8) == 6 && InterlockedAnd(&flag, 12) == 14 && flag == 12);
    CHECK(InterlockedExchangePointer(&pointer, &target) == nullptr);
    CHECK(InterlockedCompareExchangePointer(&pointer, nullptr, &target) == &target);
}

static void check_com()
{
    GUID guid = GUID_NULL, back;
    wchar_t text[39];
    LPOLESTR task = nullptr;

    CHECK(SUCCEEDED(CoInitializeEx(nullptr, COINIT_MULTITHREADED)));
    CHECK(CoInitializeSecurity(nullptr, -1, nullptr, nullptr, RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
                               RPC_C_IMP_LEVEL_IDENTIFY, nullptr, EOAC_NONE, nullptr) == S_OK);
    CHECK(CoCreateGuid(&guid) == S_OK && guid != GUID_NULL);
    CHECK(StringFromGUID2(guid, text, 39) == 39);
    CHECK(CLSIDFromString(text, &back) == S_OK && back == guid);
    CHECK(IIDFromString(text, &back) == S_OK && IsEqualIID(back, guid));
    CHECK(StringFromCLSID(guid, &task) == S_OK && std::wstring(task) == text);
    CoTaskMemFree(task);
    CHECK(IsEqualGUID(IID_IUnknown, IID_IUnknown) && !IsEqualGUID(IID_IUnknown, IID_IDispatch));
    CoUninitialize();
}

static void check_text()
{
    BSTR bstr = SysAllocString(std::wstring(L"Ledger").c_str());
    VARIANT variant;

    CHECK(SysStringLen(bstr) == 6 && std::wstring(bstr, SysStringLen(bstr)) == L"Ledger");
    VariantInit(&variant);
    V_VT(&variant) = VT_BSTR;
    V_BSTR(&variant) = bstr;
    CHECK(VariantClear(&variant) == S_OK);
}

static void check_waiting()
{
    HANDLE event = CreateEvent(nullptr, FALSE, FALSE, nullptr);
    CRITICAL_SECTION section;
    SYSTEMTIME now;
    FILETIME time;

    InitializeCriticalSection(&section);
    std::thread other([&] {
        EnterCriticalSection(&section);
        SetEvent(event);
        LeaveCriticalSection(&section);
    });
    CHECK(WaitForSingleObject(event, INFINITE) == WAIT_OBJECT_0);
    other.join();
    DeleteCriticalSection(&section);
    CHECK(CloseHandle(event));
    CHECK(!CloseHandle(event) && GetLastError() == ERROR_INVALID_HANDLE);
    Sleep(1);
    GetSystemTime(&now);
    CHECK(SystemTimeToFileTime(&now, &time) && now.wYear >= 2020);
}

static void check_names()
{
    wchar_t path[MAX_PATH], name[50];

    CHECK(GetVolumePathNameW(L"C:\\Data\\file", path, MAX_PATH) && std::wstring(path) == L"C:\\");
    CHECK(GetVolumeNameForVolumeMountPointW(path, name, 50));
    CHECK(std::wstring(name).find(L"\\\\?\\Volume{") == 0);
    CHECK(ExpandEnvironmentStringsW(L"x", path, MAX_PATH) == 2);
}

int main()
{
    check_interlocked();
    check_com();
    check_text();
    check_waiting();
    check_names();
    return plain_result();
}
