/*
 * tests/compat/plain_habits.cpp - how programs for Visual C++ write: capitals in header names,
 * annotations, wide names of functions. It must compile; a little of it is checked, too.
 */
#include "plain.h"

#include <Windows.h>
#include <WinBase.h>
#include <ObjBase.h>
#include <OleAuto.h>
#include <TCHAR.H>
#include <StrSafe.h>
#include <SAL.h>
#include <Vss.h>
#include <VsWriter.h>
#include <VsBackup.h>
#include <VSPROV.H>
#include <VssError.h>
/* After windows.h, as people do. */
#include <algorithm>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <thread>

/* The name of a function as a wide text, by the two ways that are seen. */
#define WIDEN2(text) L##text
#define WIDEN(text) WIDEN2(text)
#define FUNCTION_NAME WIDEN(__FUNCTION__)

_Check_return_ HRESULT __stdcall describe_old(__in LPCWSTR name, __in_opt LPCWSTR detail,
                                              __out_ecount(size) LPWSTR text, __in size_t size,
                                              __inout DWORD *count, __deref_out LPWSTR *end,
                                              __reserved void *nothing);

_Success_(return == S_OK) HRESULT
    describe_new(_In_z_ LPCWSTR name, _In_opt_ LPCWSTR detail, _Out_writes_z_(size) LPWSTR text,
                 _In_ size_t size, _Inout_ DWORD *count, _Outptr_ LPWSTR *end,
                 _Out_cap_(4) BYTE *bytes);

HRESULT __stdcall describe_old(__in LPCWSTR name, __in_opt LPCWSTR detail,
                               __out_ecount(size) LPWSTR text, __in size_t size,
                               __inout DWORD *count, __deref_out LPWSTR *end, __reserved void *)
{
    ++*count;
    return StringCchPrintfExW(text, size, end, NULL, 0, L"%s%s", name, detail ? detail : L"");
}

HRESULT describe_new(_In_z_ LPCWSTR name, _In_opt_ LPCWSTR detail, _Out_writes_z_(size) LPWSTR text,
                     _In_ size_t size, _Inout_ DWORD *count, _Outptr_ LPWSTR *end,
                     _Out_cap_(4) BYTE *bytes)
{
    memset(bytes, 0, 4);
    return describe_old(name, detail, text, size, count, end, NULL);
}

class Writer
{
  public:
    Writer() : name_(L__FUNCTION__)
    {
    }
    const wchar_t *Name() const
    {
        return name_;
    }
    const wchar_t *Method() const
    {
        return FUNCTION_NAME;
    }

  private:
    const wchar_t *name_;
};

static __forceinline int twice(int value)
{
    return 2 * value;
}

__declspec(noinline) static int __cdecl thrice(int value)
{
    __noop("nothing");
    return 3 * value;
}

static void check_annotations()
{
    WCHAR text[32], *end = NULL;
    BYTE bytes[4] = {1};
    DWORD count = 0;

    CHECK(describe_new(L"Ledger", L" Writer", text, _countof(text), &count, &end, bytes) == S_OK);
    CHECK(std::wstring(text) == L"Ledger Writer" && *end == 0 && count == 1 && bytes[0] == 0);
}

/* long where the API says LONG. */
static void check_long()
{
    long count = 5;

    CHECK(InterlockedIncrement(&count) == 6 && InterlockedDecrement(&count) == 5);
    CHECK(InterlockedExchangeAdd(&count, 2) == 5 && InterlockedExchange(&count, 9) == 7);
    CHECK(InterlockedCompareExchange(&count, 1, 9) == 9 && count == 1);
    CHECK(InterlockedCompareExchange(&count, 2, 9) == 1 && count == 1);
}

/* What __in and __out are in libstdc++ itself still works. */
static void check_standard()
{
    std::wstringstream stream;
    std::map<std::wstring, int> map{{L"a", 1}};
    int numbers[] = {3, 1, 2}, copy[3];

    stream << L"text " << 5;
    std::sort(numbers, numbers + 3);
    std::transform(numbers, numbers + 3, copy, [](int number) { return number + 1; });
    CHECK(stream.str() == L"text 5" && map[L"a"] == 1 && copy[0] == 2);
    CHECK(std::regex_match("HarddiskVolume12", std::regex("[A-Za-z]+\\d+")));
}

int main()
{
    Writer writer;

    check_annotations();
    check_long();
    check_standard();
    CHECK(std::wstring(writer.Name()) == L"Writer" && std::wstring(writer.Method()) == L"Method");
    CHECK(std::wstring(L__FUNCTION__) == L"main" && twice(2) == 4 && thrice(2) == 6);
    CHECK(_tcslen(_T("four")) == 4 && sizeof(_T("1")) == 2 * sizeof(TCHAR));
    return plain_result();
}
