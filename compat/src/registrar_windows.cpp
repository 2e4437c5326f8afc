/*
 * compat/src/registrar_windows.cpp - registration of a class by a script in the resources.
 *
 * The scripts are read by the registrar of the system's atl.dll, which Wine has too. %MODULE% and
 * %MODULE_RAW% stand for the file of this program or DLL.
 */
#include <atlcom.h>

extern "C" IMAGE_DOS_HEADER __ImageBase;

namespace
{
/* As far as it is used here; the others only keep their places. */
struct Registrar : public IUnknown {
    STDMETHOD(AddReplacement)(LPCOLESTR key, LPCOLESTR item) = 0;
    STDMETHOD(ClearReplacements)() = 0;
    STDMETHOD(ResourceRegisterSz)(LPCOLESTR file, LPCOLESTR id, LPCOLESTR type) = 0;
    STDMETHOD(ResourceUnregisterSz)(LPCOLESTR file, LPCOLESTR id, LPCOLESTR type) = 0;
    STDMETHOD(FileRegister)(LPCOLESTR file) = 0;
    STDMETHOD(FileUnregister)(LPCOLESTR file) = 0;
    STDMETHOD(StringRegister)(LPCOLESTR data) = 0;
    STDMETHOD(StringUnregister)(LPCOLESTR data) = 0;
    STDMETHOD(ResourceRegister)(LPCOLESTR file, UINT id, LPCOLESTR type) = 0;
    STDMETHOD(ResourceUnregister)(LPCOLESTR file, UINT id, LPCOLESTR type) = 0;
};

const CLSID registrar_class = {
    0x44ec053a, 0x400f, 0x11d0, {0x9d, 0xcd, 0x00, 0xa0, 0xc9, 0x03, 0x91, 0xd3}};
const IID registrar_id = {
    0x44ec053b, 0x400f, 0x11d0, {0x9d, 0xcd, 0x00, 0xa0, 0xc9, 0x03, 0x91, 0xd3}};

/* atl.dll need not be registered itself. */
HRESULT create_registrar(Registrar **out)
{
    typedef HRESULT(WINAPI * get_class_object)(REFCLSID, REFIID, void **);
    HMODULE atl = LoadLibraryW(L"atl.dll");
    get_class_object get = NULL;
    CComPtr<IClassFactory> factory;

    if (atl)
        get = reinterpret_cast<get_class_object>(
            reinterpret_cast<void *>(GetProcAddress(atl, "DllGetClassObject")));
    if (!get)
        return AtlHresultFromLastError();
    HRESULT hr = get(registrar_class, IID_IClassFactory, reinterpret_cast<void **>(&factory));
    if (FAILED(hr))
        return hr;
    return factory->CreateInstance(NULL, registrar_id, reinterpret_cast<void **>(out));
}
} // namespace

HRESULT ATL::AtlUpdateRegistryFromResource(UINT resource, BOOL bRegister)
{
    WCHAR file[MAX_PATH];
    CComPtr<Registrar> registrar;
    HRESULT hr;

    if (!GetModuleFileNameW(reinterpret_cast<HMODULE>(&__ImageBase), file, MAX_PATH))
        return AtlHresultFromLastError();
    hr = create_registrar(&registrar);
    if (SUCCEEDED(hr))
        hr = registrar->AddReplacement(L"MODULE", file);
    if (SUCCEEDED(hr))
        hr = registrar->AddReplacement(L"MODULE_RAW", file);
    if (FAILED(hr))
        return hr;
    return bRegister ? registrar->ResourceRegister(file, resource, L"REGISTRY")
                     : registrar->ResourceUnregister(file, resource, L"REGISTRY");
}
