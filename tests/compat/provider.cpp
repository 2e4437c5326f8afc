/*
 * tests/compat/provider.cpp - a DLL of COM classes as a provider's project has it, made by ATL.
 */
#include "provider.h"

#include <atlbase.h>
#include <atlcom.h>
#include <vss.h>
#include <vsprov.h>

#define IDR_PROVIDER 101

class ProviderModule : public CAtlDllModuleT<ProviderModule>
{
};
static ProviderModule _AtlModule;

class ATL_NO_VTABLE Provider : public CComObjectRootEx<CComMultiThreadModel>,
                               public CComCoClass<Provider, &CLSID_TestProvider>,
                               public IVssProviderCreateSnapshotSet,
                               public IVssProviderNotifications
{
  public:
    DECLARE_REGISTRY_RESOURCEID(IDR_PROVIDER)
    DECLARE_NOT_AGGREGATABLE(Provider)
    DECLARE_PROTECT_FINAL_CONSTRUCT()

    BEGIN_COM_MAP(Provider)
    COM_INTERFACE_ENTRY(IVssProviderCreateSnapshotSet)
    COM_INTERFACE_ENTRY(IVssProviderNotifications)
    END_COM_MAP()

    HRESULT FinalConstruct()
    {
        alive()++;
        return S_OK;
    }
    void FinalRelease()
    {
        alive()--;
    }
    static int &alive()
    {
        static int count;
        return count;
    }

    STDMETHOD(EndPrepareSnapshots)(VSS_ID)
    {
        ObjectLock lock(this);
        return S_OK;
    }
    STDMETHOD(PreCommitSnapshots)(VSS_ID)
    {
        return S_OK;
    }
    STDMETHOD(CommitSnapshots)(VSS_ID)
    {
        return VSS_E_PROVIDER_VETO;
    }
    STDMETHOD(PostCommitSnapshots)(VSS_ID, LONG)
    {
        return S_OK;
    }
    STDMETHOD(PreFinalCommitSnapshots)(VSS_ID)
    {
        return S_OK;
    }
    STDMETHOD(PostFinalCommitSnapshots)(VSS_ID)
    {
        return S_OK;
    }
    STDMETHOD(AbortSnapshots)(VSS_ID)
    {
        return S_OK;
    }
    STDMETHOD(OnLoad)(IUnknown *)
    {
        return S_OK;
    }
    STDMETHOD(OnUnload)(BOOL)
    {
        return S_OK;
    }
};

/* One object for all, that can be a part of another. */
class ATL_NO_VTABLE Single : public CComObjectRootEx<CComSingleThreadModel>,
                             public CComCoClass<Single, &CLSID_TestSingle>,
                             public ISupportErrorInfoImpl<&IID_IVssProviderNotifications>
{
  public:
    DECLARE_NO_REGISTRY()
    DECLARE_CLASSFACTORY_SINGLETON(Single)
    BEGIN_COM_MAP(Single)
    COM_INTERFACE_ENTRY(ISupportErrorInfo)
    END_COM_MAP()
};

/* Aggregated only where somebody asks for it. */
class ATL_NO_VTABLE Part : public CComObjectRootEx<CComMultiThreadModel>,
                           public CComCoClass<Part, &CLSID_TestPart>,
                           public ISupportErrorInfoImpl<&IID_IVssProviderNotifications>
{
  public:
    DECLARE_NO_REGISTRY()
    BEGIN_COM_MAP(Part)
    COM_INTERFACE_ENTRY_IID(__uuidof(ISupportErrorInfo), ISupportErrorInfo)
    END_COM_MAP()
};

OBJECT_ENTRY_AUTO(CLSID_TestProvider, Provider)
OBJECT_ENTRY_AUTO(CLSID_TestSingle, Single)
OBJECT_ENTRY_AUTO(CLSID_TestPart, Part)

int provider_objects()
{
    return Provider::alive();
}

STDAPI test_DllCanUnloadNow()
{
    return _AtlModule.DllCanUnloadNow();
}

STDAPI test_DllGetClassObject(REFCLSID rclsid, REFIID riid, LPVOID *ppv)
{
    return _AtlModule.DllGetClassObject(rclsid, riid, ppv);
}

STDAPI test_DllRegisterServer()
{
    return _AtlModule.DllRegisterServer(FALSE);
}

STDAPI test_DllUnregisterServer()
{
    return _AtlModule.DllUnregisterServer(FALSE);
}
