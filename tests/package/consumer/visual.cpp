// A program as people write it for Visual C++.
#include <TChar.h>
#include <Windows.h>
#include <Vss.h>
#include <VsWriter.h>
#include <VsBackup.h>
#include <StrSafe.h>
#include <iostream>

static HRESULT Describe(__in LPCWSTR name, __out_ecount(size) LPWSTR text, __in size_t size)
{
    return StringCchPrintfW(text, size, L"%s: %s", L__FUNCTION__, name);
}

int _tmain(int argc, _TCHAR *argv[])
{
    WCHAR text[64];

    UNREFERENCED_PARAMETER(argv);
    if (FAILED(Describe(L"ledger", text, _countof(text))) || argc != 1)
        return 1;
    std::cout << "consumer: ";
    wprintf(L"%s\n", text);
    return _wcsicmp(text, L"describe: LEDGER");
}
