/*
 * vsapi/compat/atl_module.h - ATL's modules: what a DLL of COM classes has one of.
 *
 * A module knows the classes of its program or DLL by a list of entries, which OBJECT_ENTRY_AUTO
 * puts there before main, and counts what keeps it loaded. List and module are each DLL's own:
 * hidden, so that two shared objects of one process never share them.
 */
#ifndef VSAPI_COMPAT_ATL_MODULE_H
#define VSAPI_COMPAT_ATL_MODULE_H

#if defined(__ELF__)
#define VSAPI_COMPAT_OWN __attribute__((visibility("hidden")))
#else
#define VSAPI_COMPAT_OWN
#endif

typedef HRESULT(WINAPI _ATL_CREATORFUNC)(void *pv, REFIID riid, LPVOID *ppv);

namespace ATL
{
/* One class that can be created from outside. */
struct _ATL_OBJMAP_ENTRY_EX {
    const CLSID *pclsid;
    HRESULT(WINAPI *pfnUpdateRegistry)(BOOL bRegister);
    _ATL_CREATORFUNC *pfnGetClassObject;
    _ATL_CREATORFUNC *pfnCreateInstance;
    _ATL_OBJMAP_ENTRY_EX *next;
};

class CAtlModule;

/* Of this DLL: the classes, and the one module. */
struct VSAPI_COMPAT_OWN CAtlOwn {
    static _ATL_OBJMAP_ENTRY_EX *&classes()
    {
        static _ATL_OBJMAP_ENTRY_EX *first;
        return first;
    }
    static CAtlModule *&module()
    {
        static CAtlModule *only;
        return only;
    }
};

/* Puts an entry into the list while the DLL is loaded. */
struct CAtlAutoEntry {
    explicit CAtlAutoEntry(_ATL_OBJMAP_ENTRY_EX *entry)
    {
        entry->next = CAtlOwn::classes();
        CAtlOwn::classes() = entry;
    }
};

class CAtlModule
{
  public:
    CAtlModule() throw() : m_nLockCnt(0)
    {
        ATLASSERT(CAtlOwn::module() == NULL);
        CAtlOwn::module() = this;
    }
    virtual ~CAtlModule() throw()
    {
        CAtlOwn::module() = NULL;
    }
    virtual LONG Lock() throw()
    {
        return (LONG)CComGlobalsThreadModel::Increment(&m_nLockCnt);
    }
    virtual LONG Unlock() throw()
    {
        return (LONG)CComGlobalsThreadModel::Decrement(&m_nLockCnt);
    }
    virtual LONG GetLockCount() throw()
    {
        return m_nLockCnt;
    }

    LONG m_nLockCnt;
};

#define _pAtlModule (ATL::CAtlOwn::module())

/*
 * Registers by a script of the resources through the system's registrar, or takes that back.
 * Natively there is neither registry nor resource: E_NOTIMPL.
 */
#ifdef _WIN32
HRESULT AtlUpdateRegistryFromResource(UINT resource, BOOL bRegister);
#else
inline HRESULT AtlUpdateRegistryFromResource(UINT, BOOL)
{
    return E_NOTIMPL;
}
#endif

template <class T> class CAtlModuleT : public CAtlModule
{
  public:
    HRESULT RegisterServer(BOOL = FALSE, const CLSID *pCLSID = NULL) throw()
    {
        return update(TRUE, pCLSID);
    }
    HRESULT UnregisterServer(BOOL, const CLSID *pCLSID = NULL) throw()
    {
        return update(FALSE, pCLSID);
    }
    HRESULT UnregisterServer(const CLSID *pCLSID = NULL) throw()
    {
        return update(FALSE, pCLSID);
    }
    static HRESULT WINAPI UpdateRegistryAppId(BOOL) throw()
    {
        return S_OK;
    }

  private:
    static HRESULT update(BOOL bRegister, const CLSID *pCLSID)
    {
        HRESULT hr = T::UpdateRegistryAppId(bRegister);

        for (_ATL_OBJMAP_ENTRY_EX *entry = CAtlOwn::classes(); SUCCEEDED(hr) && entry;
             entry = entry->next) {
            if (!pCLSID || InlineIsEqualGUID(*pCLSID, *entry->pclsid))
                hr = entry->pfnUpdateRegistry(bRegister);
        }
        return hr;
    }
};

/* The module of a DLL; its exports call these. */
template <class T> class CAtlDllModuleT : public CAtlModuleT<T>
{
  public:
    BOOL WINAPI DllMain(DWORD, LPVOID) throw()
    {
        return TRUE;
    }
    BOOL WINAPI DllMain(HINSTANCE, DWORD, LPVOID) throw()
    {
        return TRUE;
    }
    HRESULT DllCanUnloadNow() throw()
    {
        return this->GetLockCount() == 0 ? S_OK : S_FALSE;
    }
    HRESULT DllGetClassObject(REFCLSID rclsid, REFIID riid, LPVOID *ppv) throw()
    {
        return this->GetClassObject(rclsid, riid, ppv);
    }
    HRESULT GetClassObject(REFCLSID rclsid, REFIID riid, LPVOID *ppv) throw()
    {
        if (!ppv)
            return E_POINTER;
        *ppv = NULL;
        for (_ATL_OBJMAP_ENTRY_EX *entry = CAtlOwn::classes(); entry; entry = entry->next) {
            if (entry->pfnGetClassObject && InlineIsEqualGUID(rclsid, *entry->pclsid))
                return entry->pfnGetClassObject(reinterpret_cast<void *>(entry->pfnCreateInstance),
                                                riid, ppv);
        }
        return CLASS_E_CLASSNOTAVAILABLE;
    }
    HRESULT DllRegisterServer(BOOL bRegTypeLib = TRUE) throw()
    {
        return this->RegisterServer(bRegTypeLib);
    }
    HRESULT DllUnregisterServer(BOOL bUnRegTypeLib = TRUE) throw()
    {
        return this->UnregisterServer(bUnRegTypeLib);
    }
};
} // namespace ATL

/* Of a class in the list. What is created from outside, and what is only registered. */
#define VSAPI_COMPAT_OBJECT_ENTRY(clsid, class_name, get, create)                                  \
    static ATL::_ATL_OBJMAP_ENTRY_EX atl_entry_##class_name = {&clsid, class_name::UpdateRegistry, \
                                                               get, create, NULL};                 \
    static const ATL::CAtlAutoEntry atl_auto_entry_##class_name(&atl_entry_##class_name);
#define OBJECT_ENTRY_AUTO(clsid, class_name)                                                       \
    VSAPI_COMPAT_OBJECT_ENTRY(clsid, class_name,                                                   \
                              class_name::_ClassFactoryCreatorClass::CreateInstance,               \
                              class_name::_CreatorClass::CreateInstance)
#define OBJECT_ENTRY_NON_CREATEABLE_EX_AUTO(clsid, class_name)                                     \
    VSAPI_COMPAT_OBJECT_ENTRY(clsid, class_name, NULL, NULL)

#define DECLARE_LIBID(libid)                                                                       \
    static void InitLibId() throw()                                                                \
    {                                                                                              \
    }
#define DECLARE_REGISTRY_APPID_RESOURCEID(resource, appid)                                         \
    static LPCOLESTR GetAppId() throw()                                                            \
    {                                                                                              \
        return OLESTR(appid);                                                                      \
    }                                                                                              \
    static const TCHAR *GetAppIdT() throw()                                                        \
    {                                                                                              \
        return TEXT(appid);                                                                        \
    }                                                                                              \
    static HRESULT WINAPI UpdateRegistryAppId(BOOL bRegister) throw()                              \
    {                                                                                              \
        return ATL::AtlUpdateRegistryFromResource(resource, bRegister);                            \
    }

#endif
