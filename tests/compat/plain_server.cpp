/*
 * tests/compat/plain_server.cpp - the server's half of ATL: a DLL's exports, from outside.
 */
#include "plain.h"

#include "provider.h"

#include <atlbase.h>
#include <atlcom.h>
#include <vss.h>
#include <vsprov.h>

#include <string>

static void check_object()
{
    CComPtr<IClassFactory> factory;

    CHECK(test_DllCanUnloadNow() == S_OK);
    CHECK(SUCCEEDED(test_DllGetClassObject(CLSID_TestProvider, __uuidof(IClassFactory),
                                           reinterpret_cast<void **>(&factory))));
    CHECK(factory && test_DllCanUnloadNow() == S_FALSE && provider_objects() == 0);
    if (!factory)
        return;
    {
        CComPtr<IVssProviderNotifications> notifications;
        CHECK(factory->CreateInstance(NULL, __uuidof(IVssProviderNotifications),
                                      reinterpret_cast<void **>(&notifications)) == S_OK);
        CHECK(provider_objects() == 1 && notifications->OnLoad(NULL) == S_OK);
        CComQIPtr<IVssProviderCreateSnapshotSet> set(notifications);
        CHECK(set && set->CommitSnapshots(GUID_NULL) == VSS_E_PROVIDER_VETO);
        CHECK(set->EndPrepareSnapshots(GUID_NULL) == S_OK);
        CHECK(set.IsEqualObject(notifications));
        CComQIPtr<IClassFactory> other(notifications);
        CHECK(!other);
        CComPtr<IUnknown> unknown;
        CHECK(set.QueryInterface(&unknown) == S_OK && unknown.IsEqualObject(set));
        factory.Release();
        CHECK(test_DllCanUnloadNow() == S_FALSE);
    }
    CHECK(provider_objects() == 0 && test_DllCanUnloadNow() == S_OK);
}

static void check_failures()
{
    CComPtr<IClassFactory> factory;
    void *nothing = &factory;

    CHECK(test_DllGetClassObject(GUID_NULL, __uuidof(IClassFactory), &nothing) ==
          CLASS_E_CLASSNOTAVAILABLE);
    CHECK(!nothing);
    CHECK(test_DllGetClassObject(CLSID_TestProvider, __uuidof(IDispatch), &nothing) ==
          E_NOINTERFACE);
    test_DllGetClassObject(CLSID_TestProvider, __uuidof(IClassFactory),
                           reinterpret_cast<void **>(&factory));
    CHECK(factory->CreateInstance(NULL, __uuidof(IDispatch), &nothing) == E_NOINTERFACE);
    CHECK(!nothing && provider_objects() == 0);
    CHECK(factory->CreateInstance(factory, __uuidof(IUnknown), &nothing) == CLASS_E_NOAGGREGATION);
    CHECK(factory->LockServer(TRUE) == S_OK);
    factory.Release();
    CHECK(test_DllCanUnloadNow() == S_FALSE);
    test_DllGetClassObject(CLSID_TestProvider, __uuidof(IClassFactory),
                           reinterpret_cast<void **>(&factory));
    factory->LockServer(FALSE);
    factory.Release();
    CHECK(test_DllCanUnloadNow() == S_OK);
}

static void check_single()
{
    CComPtr<IClassFactory> factory;
    CComPtr<ISupportErrorInfo> first, second;

    CHECK(test_DllGetClassObject(CLSID_TestSingle, __uuidof(IClassFactory),
                                 reinterpret_cast<void **>(&factory)) == S_OK);
    factory->CreateInstance(NULL, __uuidof(ISupportErrorInfo), reinterpret_cast<void **>(&first));
    factory->CreateInstance(NULL, __uuidof(ISupportErrorInfo), reinterpret_cast<void **>(&second));
    CHECK(first && first == second);
    CHECK(first->InterfaceSupportsErrorInfo(__uuidof(IVssProviderNotifications)) == S_OK);
    CHECK(first->InterfaceSupportsErrorInfo(__uuidof(IUnknown)) == S_FALSE);
}

/* An outer object that has a part. */
class ATL_NO_VTABLE Whole : public CComObjectRootEx<CComMultiThreadModel>, public IClassFactory
{
  public:
    DECLARE_PROTECT_FINAL_CONSTRUCT()
    DECLARE_GET_CONTROLLING_UNKNOWN()
    BEGIN_COM_MAP(Whole)
    COM_INTERFACE_ENTRY(IClassFactory)
    COM_INTERFACE_ENTRY_AGGREGATE_BLIND(part.p)
    END_COM_MAP()

    CComPtr<IUnknown> part;

    HRESULT FinalConstruct()
    {
        CComPtr<IClassFactory> factory;
        HRESULT hr = test_DllGetClassObject(CLSID_TestPart, __uuidof(IClassFactory),
                                            reinterpret_cast<void **>(&factory));

        return FAILED(hr) ? hr
                          : factory->CreateInstance(GetControllingUnknown(), __uuidof(IUnknown),
                                                    reinterpret_cast<void **>(&part));
    }
    STDMETHOD(CreateInstance)(IUnknown *, REFIID, void **)
    {
        return E_NOTIMPL;
    }
    STDMETHOD(LockServer)(BOOL)
    {
        return S_OK;
    }
};

static void check_aggregate()
{
    CComObject<Whole> *whole = NULL;

    CHECK(CComObject<Whole>::CreateInstance(&whole) == S_OK);
    if (!whole)
        return;
    CComPtr<IClassFactory> outer(whole);
    CComQIPtr<ISupportErrorInfo> part(outer);
    CHECK(part && part.IsEqualObject(outer));
    CHECK(part->InterfaceSupportsErrorInfo(__uuidof(IVssProviderNotifications)) == S_OK);
    CComQIPtr<IClassFactory> back(part);
    CHECK(back == outer);
}

static void check_registry()
{
#ifdef _WIN32
    WCHAR text[MAX_PATH] = L"";
    DWORD size = sizeof text;

    CHECK(test_DllRegisterServer() == S_OK);
    CHECK(RegGetValueW(HKEY_CURRENT_USER, L"Software\\vsapi-compat-test", L"Server", RRF_RT_REG_SZ,
                       NULL, text, &size) == ERROR_SUCCESS);
    CHECK(std::wstring(text).find(L"compat_plain_server.exe") != std::wstring::npos);
    CHECK(test_DllUnregisterServer() == S_OK);
    CHECK(RegGetValueW(HKEY_CURRENT_USER, L"Software\\vsapi-compat-test", L"Server", RRF_RT_REG_SZ,
                       NULL, text, &size) != ERROR_SUCCESS);
#else
    CHECK(test_DllRegisterServer() == E_NOTIMPL);
    CHECK(test_DllUnregisterServer() == E_NOTIMPL);
#endif
}

int main()
{
    check_object();
    check_failures();
    check_single();
    check_aggregate();
    check_registry();
    CHECK(test_DllCanUnloadNow() == S_OK);
    return plain_result();
}
