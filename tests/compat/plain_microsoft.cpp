/*
 * tests/compat/plain_microsoft.cpp - ATL without the C++ standard library, so that it builds for
 * Microsoft's ABI with clang, too.
 */
#include <windows.h>
#include <tchar.h>
#include <atlbase.h>
#include <atlstr.h>
#include <atlcom.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <stdio.h>

static int failures;
#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            printf("line %d: does not hold: %s\n", __LINE__, #condition);                          \
            failures++;                                                                            \
        }                                                                                          \
    } while (0)

class Module : public CAtlDllModuleT<Module>
{
};
static Module _AtlModule;

class ATL_NO_VTABLE Async : public CComObjectRootEx<CComMultiThreadModel>,
                            public CComCoClass<Async>,
                            public IVssAsync
{
  public:
    DECLARE_NO_REGISTRY()
    BEGIN_COM_MAP(Async)
    COM_INTERFACE_ENTRY(IVssAsync)
    END_COM_MAP()

    STDMETHOD(Cancel)()
    {
        return S_FALSE;
    }
    STDMETHOD(Wait)(DWORD)
    {
        return S_OK;
    }
    STDMETHOD(QueryStatus)(HRESULT *pHrResult, INT *)
    {
        *pHrResult = VSS_S_ASYNC_FINISHED;
        return S_OK;
    }
};

static void check_object()
{
    CComPtr<IVssAsync> async;
    HRESULT status = E_FAIL;

    CHECK(Async::CreateInstance(&async) == S_OK && async != NULL);
    CHECK(_AtlModule.GetLockCount() == 1);
    CHECK(async->Cancel() == S_FALSE && async->QueryStatus(&status, NULL) == S_OK);
    CHECK(status == VSS_S_ASYNC_FINISHED);
    CComQIPtr<IDispatch> dispatch(async);
    CHECK(!dispatch);
    CComPtr<IUnknown> unknown;
    CHECK(async.QueryInterface(&unknown) == S_OK && unknown.IsEqualObject(async));
    unknown.Release();
    async = NULL;
    CHECK(_AtlModule.GetLockCount() == 0);
}

static void check_texts()
{
    USES_CONVERSION;
    CComBSTR text(L"Ledger");
    CStringW line;
    CAutoVectorPtr<WCHAR> buffer;
    CComVariant number(5);

    text += L" Writer";
    CHECK(text == L"Ledger Writer" && text.Length() == 13);
    line.Format(L"%s: %d, %S", (LPCWSTR)text, 3, "narrow");
    CHECK(line == L"Ledger Writer: 3, narrow" && line.Find(L"3") == 15);
    CHECK(strcmp(OLE2A(text), "Ledger Writer") == 0);
    CHECK(wcscmp(CA2W("narrow"), L"narrow") == 0);
    CHECK(buffer.Allocate(10) && buffer != NULL);
    CHECK(number.ChangeType(VT_BSTR) == S_OK && wcscmp(V_BSTR(&number), L"5") == 0);
}

int main()
{
    check_object();
    check_texts();
    return failures == 0 ? 0 : 1;
}
