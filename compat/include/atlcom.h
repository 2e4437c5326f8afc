/*
 * atlcom.h - the server's half of ATL: classes whose objects others create and count.
 *
 * IDispatchImpl and connection points are missing: they live from type libraries and events of
 * OLE Automation.
 */
#ifndef VSAPI_COMPAT_ATLCOM_H
#define VSAPI_COMPAT_ATLCOM_H

#include <atlbase.h>

typedef HRESULT(WINAPI _ATL_CREATORARGFUNC)(void *pv, REFIID riid, LPVOID *ppv, DWORD_PTR dw);

/* A line of a COM map: at dw an interface is found in the object, or pFunc knows it. */
struct _ATL_INTMAP_ENTRY {
    const IID *piid; /* NULL: whichever is asked for */
    DWORD_PTR dw;
    _ATL_CREATORARGFUNC *pFunc; /* NULL with piid NULL: the end */
};
struct _ATL_CREATORDATA {
    _ATL_CREATORFUNC *pFunc;
};
struct _ATL_CHAINDATA {
    DWORD_PTR dwOffset;
    const _ATL_INTMAP_ENTRY *(WINAPI *pFunc)();
};

#define _ATL_SIMPLEMAPENTRY (reinterpret_cast<_ATL_CREATORARGFUNC *>(1))
#define _ATL_PACKING 16
/* How far a base is from the beginning of the class. */
#define offsetofclass(base, derived)                                                               \
    (reinterpret_cast<DWORD_PTR>(static_cast<base *>(reinterpret_cast<derived *>(_ATL_PACKING))) - \
     _ATL_PACKING)

namespace ATL
{
inline HRESULT AtlInternalQueryInterface(void *pThis, const _ATL_INTMAP_ENTRY *pEntries, REFIID iid,
                                         void **ppvObject)
{
    if (!pThis || !pEntries)
        return E_INVALIDARG;
    if (!ppvObject)
        return E_POINTER;
    *ppvObject = NULL;
    for (; pEntries->pFunc; pEntries++) {
        bool simple = pEntries->pFunc == _ATL_SIMPLEMAPENTRY;
        bool blind = pEntries->piid == NULL;

        /* The first line is the object itself. */
        if (!blind && !InlineIsEqualGUID(*pEntries->piid, iid) &&
            !(simple && InlineIsEqualGUID(iid, __uuidof(IUnknown))))
            continue;
        if (simple) {
            IUnknown *found =
                reinterpret_cast<IUnknown *>(static_cast<char *>(pThis) + pEntries->dw);
            found->AddRef();
            *ppvObject = found;
            return S_OK;
        }
        HRESULT hr = pEntries->pFunc(pThis, iid, ppvObject, pEntries->dw);
        if (hr == S_OK || (!blind && FAILED(hr)))
            return hr;
    }
    return E_NOINTERFACE;
}

class CComObjectRootBase
{
  public:
    CComObjectRootBase() throw()
    {
        m_dwRef = 0;
    }
    ~CComObjectRootBase() throw()
    {
    }
    HRESULT FinalConstruct()
    {
        return S_OK;
    }
    HRESULT _AtlFinalConstruct()
    {
        return S_OK;
    }
    void FinalRelease()
    {
    }
    void _AtlFinalRelease()
    {
    }
    void SetVoid(void *)
    {
    }
    void InternalFinalConstructAddRef()
    {
    }
    void InternalFinalConstructRelease()
    {
        ATLASSERT(m_dwRef == 0);
    }
    static HRESULT WINAPI InternalQueryInterface(void *pThis, const _ATL_INTMAP_ENTRY *pEntries,
                                                 REFIID iid, void **ppvObject)
    {
        return AtlInternalQueryInterface(pThis, pEntries, iid, ppvObject);
    }
    ULONG OuterAddRef()
    {
        return m_pOuterUnknown->AddRef();
    }
    ULONG OuterRelease()
    {
        return m_pOuterUnknown->Release();
    }
    HRESULT OuterQueryInterface(REFIID iid, void **ppvObject)
    {
        return m_pOuterUnknown->QueryInterface(iid, ppvObject);
    }

    /* What the lines of a COM map call. */
    static HRESULT WINAPI _NoInterface(void *, REFIID, void **, DWORD_PTR)
    {
        return E_NOINTERFACE;
    }
    static HRESULT WINAPI _Creator(void *pv, REFIID iid, void **ppvObject, DWORD_PTR dw)
    {
        return reinterpret_cast<_ATL_CREATORDATA *>(dw)->pFunc(pv, iid, ppvObject);
    }
    static HRESULT WINAPI _Delegate(void *pv, REFIID iid, void **ppvObject, DWORD_PTR dw)
    {
        IUnknown *other = *reinterpret_cast<IUnknown **>(static_cast<char *>(pv) + dw);

        return other ? other->QueryInterface(iid, ppvObject) : E_NOINTERFACE;
    }
    static HRESULT WINAPI _Chain(void *pv, REFIID iid, void **ppvObject, DWORD_PTR dw)
    {
        const _ATL_CHAINDATA *chain = reinterpret_cast<_ATL_CHAINDATA *>(dw);

        return InternalQueryInterface(static_cast<char *>(pv) + chain->dwOffset, chain->pFunc(),
                                      iid, ppvObject);
    }

    union {
        LONG m_dwRef;
        IUnknown *m_pOuterUnknown;
    };
};

template <class TCoRoot> class CComObjectLockT
{
  public:
    CComObjectLockT(TCoRoot *p) : m_p(p)
    {
        if (m_p)
            m_p->Lock();
    }
    ~CComObjectLockT()
    {
        if (m_p)
            m_p->Unlock();
    }

  private:
    TCoRoot *m_p;

    CComObjectLockT(const CComObjectLockT &);
    CComObjectLockT &operator=(const CComObjectLockT &);
};

template <class ThreadModel> class CComObjectRootEx : public CComObjectRootBase
{
  public:
    typedef ThreadModel _ThreadModel;
    typedef typename ThreadModel::AutoDeleteCriticalSection _AutoDelCritSec;
    typedef CComObjectLockT<CComObjectRootEx<ThreadModel>> ObjectLock;

    ULONG InternalAddRef()
    {
        ATLASSERT(m_dwRef != -1L);
        return ThreadModel::Increment(&m_dwRef);
    }
    ULONG InternalRelease()
    {
        return ThreadModel::Decrement(&m_dwRef);
    }
    HRESULT _AtlInitialConstruct()
    {
        return m_critsec.Init();
    }
    void Lock()
    {
        m_critsec.Lock();
    }
    void Unlock()
    {
        m_critsec.Unlock();
    }

  private:
    _AutoDelCritSec m_critsec;
};
typedef CComObjectRootEx<CComObjectThreadModel> CComObjectRoot;

/* The module lives at least as long as what holds one of these. */
class CAtlModuleHold
{
  public:
    CAtlModuleHold()
    {
        if (_pAtlModule)
            _pAtlModule->Lock();
    }
    ~CAtlModuleHold()
    {
        if (_pAtlModule)
            _pAtlModule->Unlock();
    }
};

/* Builds what is new: one reference is held meanwhile where the class asks for it. */
template <class T> inline HRESULT AtlConstructObject(T *p, void *pv)
{
    p->SetVoid(pv);
    p->InternalFinalConstructAddRef();
    HRESULT hr = p->_AtlInitialConstruct();
    if (SUCCEEDED(hr))
        hr = p->FinalConstruct();
    if (SUCCEEDED(hr))
        hr = p->_AtlFinalConstruct();
    p->InternalFinalConstructRelease();
    return hr;
}

/* An object of its own; HOLD keeps the module. */
template <class Base, class Hold> class CComObjectOf : public Base
{
  public:
    typedef Base _BaseClass;

    CComObjectOf(void * = NULL) throw()
    {
    }
    virtual ~CComObjectOf() throw()
    {
        this->m_dwRef = -(0x7FFFFFFF / 2);
        this->FinalRelease();
        this->_AtlFinalRelease();
    }
    STDMETHOD_(ULONG, AddRef)()
    {
        return this->InternalAddRef();
    }
    STDMETHOD_(ULONG, Release)()
    {
        ULONG left = this->InternalRelease();

        if (left == 0) {
            CAtlModuleHold hold;
            delete this;
        }
        return left;
    }
    STDMETHOD(QueryInterface)(REFIID iid, void **ppvObject)
    {
        return this->_InternalQueryInterface(iid, ppvObject);
    }
    template <class Q> HRESULT STDMETHODCALLTYPE QueryInterface(Q **pp) throw()
    {
        return QueryInterface(__uuidof(Q), reinterpret_cast<void **>(pp));
    }

  private:
    Hold m_hold;
};

struct CAtlNoHold {
};

template <class Base> class CComObject : public CComObjectOf<Base, CAtlModuleHold>
{
  public:
    CComObject(void * = NULL) throw()
    {
    }
    /* Without a reference: the caller adds the first. */
    static HRESULT WINAPI CreateInstance(CComObject<Base> **pp) throw()
    {
        if (!pp)
            return E_POINTER;
        *pp = NULL;
        CComObject<Base> *p = new (std::nothrow) CComObject<Base>();
        if (!p)
            return E_OUTOFMEMORY;
        HRESULT hr = AtlConstructObject(p, NULL);
        if (FAILED(hr))
            delete p;
        else
            *pp = p;
        return hr;
    }
};

template <class Base> class CComObjectNoLock : public CComObjectOf<Base, CAtlNoHold>
{
  public:
    CComObjectNoLock(void * = NULL) throw()
    {
    }
};

/* On the stack, or in another object: counted by nobody, and without interfaces. */
template <class Base> class CComObjectStack : public Base
{
  public:
    CComObjectStack(void * = NULL)
    {
        m_hResFinalConstruct = AtlConstructObject(static_cast<Base *>(this), NULL);
    }
    virtual ~CComObjectStack()
    {
        this->FinalRelease();
        this->_AtlFinalRelease();
    }
    STDMETHOD_(ULONG, AddRef)()
    {
        return 0;
    }
    STDMETHOD_(ULONG, Release)()
    {
        return 0;
    }
    STDMETHOD(QueryInterface)(REFIID, void **ppvObject)
    {
        *ppvObject = NULL;
        return E_NOINTERFACE;
    }

    HRESULT m_hResFinalConstruct;
};

/* The same with interfaces, that have to be released before it ends. */
template <class Base> class CComObjectStackEx : public CComObjectStack<Base>
{
  public:
    STDMETHOD_(ULONG, AddRef)()
    {
        return this->InternalAddRef();
    }
    STDMETHOD_(ULONG, Release)()
    {
        return this->InternalRelease();
    }
    STDMETHOD(QueryInterface)(REFIID iid, void **ppvObject)
    {
        return this->_InternalQueryInterface(iid, ppvObject);
    }
};

/* Inside an aggregate: counted and found by the outer object. */
template <class Base> class CComContainedObject : public Base
{
  public:
    CComContainedObject(void *pv)
    {
        this->m_pOuterUnknown = static_cast<IUnknown *>(pv);
    }
    STDMETHOD_(ULONG, AddRef)()
    {
        return this->OuterAddRef();
    }
    STDMETHOD_(ULONG, Release)()
    {
        return this->OuterRelease();
    }
    STDMETHOD(QueryInterface)(REFIID iid, void **ppvObject)
    {
        return this->OuterQueryInterface(iid, ppvObject);
    }
    IUnknown *GetControllingUnknown() throw()
    {
        return this->m_pOuterUnknown;
    }
};

/* The IUnknown that an outer object holds of a part. */
template <class Contained>
class CComAggObject : public IUnknown,
                      public CComObjectRootEx<typename Contained::_ThreadModel::ThreadModelNoCS>
{
  public:
    CComAggObject(void *pv) : m_contained(pv)
    {
    }
    virtual ~CComAggObject()
    {
        this->m_dwRef = -(0x7FFFFFFF / 2);
        m_contained.FinalRelease();
        m_contained._AtlFinalRelease();
    }
    HRESULT FinalConstruct()
    {
        HRESULT hr = m_contained._AtlInitialConstruct();

        return FAILED(hr) ? hr : m_contained.FinalConstruct();
    }
    STDMETHOD_(ULONG, AddRef)()
    {
        return this->InternalAddRef();
    }
    STDMETHOD_(ULONG, Release)()
    {
        ULONG left = this->InternalRelease();

        if (left == 0) {
            CAtlModuleHold hold;
            delete this;
        }
        return left;
    }
    STDMETHOD(QueryInterface)(REFIID iid, void **ppvObject)
    {
        if (!ppvObject)
            return E_POINTER;
        if (!InlineIsEqualGUID(iid, __uuidof(IUnknown)))
            return m_contained._InternalQueryInterface(iid, ppvObject);
        *ppvObject = static_cast<IUnknown *>(this);
        AddRef();
        return S_OK;
    }

    CComContainedObject<Contained> m_contained;

  private:
    CAtlModuleHold m_hold;
};

/* Aggregated or not, by one class. */
template <class Contained> class CComPolyObject : public CComAggObject<Contained>
{
  public:
    CComPolyObject(void *pv) : CComAggObject<Contained>(pv ? pv : static_cast<IUnknown *>(this))
    {
    }
};

template <class T1> class CComCreator
{
  public:
    static HRESULT WINAPI CreateInstance(void *pv, REFIID riid, LPVOID *ppv)
    {
        if (!ppv)
            return E_INVALIDARG;
        *ppv = NULL;
        T1 *p = new (std::nothrow) T1(pv);
        if (!p)
            return E_OUTOFMEMORY;
        HRESULT hr = AtlConstructObject(p, pv);
        if (SUCCEEDED(hr))
            hr = p->QueryInterface(riid, ppv);
        if (FAILED(hr))
            delete p;
        return hr;
    }
};

template <HRESULT hr> class CComFailCreator
{
  public:
    static HRESULT WINAPI CreateInstance(void *, REFIID, LPVOID *ppv)
    {
        if (!ppv)
            return E_POINTER;
        *ppv = NULL;
        return hr;
    }
};

/* The first for objects of their own, the second for aggregated ones. */
template <class T1, class T2> class CComCreator2
{
  public:
    static HRESULT WINAPI CreateInstance(void *pv, REFIID riid, LPVOID *ppv)
    {
        return pv ? T2::CreateInstance(pv, riid, ppv) : T1::CreateInstance(NULL, riid, ppv);
    }
};
} // namespace ATL

#define BEGIN_COM_MAP(x)                                                                           \
  public:                                                                                          \
    typedef x _ComMapClass;                                                                        \
    IUnknown *_GetRawUnknown() throw()                                                             \
    {                                                                                              \
        return reinterpret_cast<IUnknown *>(reinterpret_cast<char *>(this) + _GetEntries()->dw);   \
    }                                                                                              \
    IUnknown *GetUnknown() throw()                                                                 \
    {                                                                                              \
        return _GetRawUnknown();                                                                   \
    }                                                                                              \
    HRESULT _InternalQueryInterface(REFIID iid, void **ppvObject) throw()                          \
    {                                                                                              \
        return ATL::AtlInternalQueryInterface(this, _GetEntries(), iid, ppvObject);                \
    }                                                                                              \
    STDMETHOD_(ULONG, AddRef)() = 0;                                                               \
    STDMETHOD_(ULONG, Release)() = 0;                                                              \
    STDMETHOD(QueryInterface)(REFIID, void **) = 0;                                                \
    static const _ATL_INTMAP_ENTRY *WINAPI _GetEntries() throw()                                   \
    {                                                                                              \
        static const _ATL_INTMAP_ENTRY _entries[] = {
#define END_COM_MAP()                                                                              \
    {                                                                                              \
        NULL, 0, NULL                                                                              \
    }                                                                                              \
    }                                                                                              \
    ;                                                                                              \
    return _entries;                                                                               \
    }
#define COM_INTERFACE_ENTRY(x) {&__uuidof(x), offsetofclass(x, _ComMapClass), _ATL_SIMPLEMAPENTRY},
#define COM_INTERFACE_ENTRY_IID(iid, x) {&iid, offsetofclass(x, _ComMapClass), _ATL_SIMPLEMAPENTRY},
#define VSAPI_COMPAT_OFFSET2(x, x2)                                                                \
    (reinterpret_cast<DWORD_PTR>(                                                                  \
         static_cast<x *>(static_cast<x2 *>(reinterpret_cast<_ComMapClass *>(_ATL_PACKING)))) -    \
     _ATL_PACKING)
#define COM_INTERFACE_ENTRY2(x, x2)                                                                \
    {&__uuidof(x), VSAPI_COMPAT_OFFSET2(x, x2), _ATL_SIMPLEMAPENTRY},
#define COM_INTERFACE_ENTRY2_IID(iid, x, x2)                                                       \
    {&iid, VSAPI_COMPAT_OFFSET2(x, x2), _ATL_SIMPLEMAPENTRY},
#define COM_INTERFACE_ENTRY_FUNC(iid, dw, func) {&iid, dw, func},
#define COM_INTERFACE_ENTRY_FUNC_BLIND(dw, func) {NULL, dw, func},
#define COM_INTERFACE_ENTRY_NOINTERFACE(x) {&__uuidof(x), 0, ATL::CComObjectRootBase::_NoInterface},
#define VSAPI_COMPAT_MEMBER(member)                                                                \
    (reinterpret_cast<DWORD_PTR>(&reinterpret_cast<_ComMapClass *>(_ATL_PACKING)->member) -        \
     _ATL_PACKING)
#define COM_INTERFACE_ENTRY_AGGREGATE(iid, punk)                                                   \
    {&iid, VSAPI_COMPAT_MEMBER(punk), ATL::CComObjectRootBase::_Delegate},
#define COM_INTERFACE_ENTRY_AGGREGATE_BLIND(punk)                                                  \
    {NULL, VSAPI_COMPAT_MEMBER(punk), ATL::CComObjectRootBase::_Delegate},
#define COM_INTERFACE_ENTRY_CHAIN(classname)                                                       \
    {NULL, reinterpret_cast<DWORD_PTR>(&ATL::AtlChainOf<classname, _ComMapClass>()),               \
     ATL::CComObjectRootBase::_Chain},

#define DECLARE_NOT_AGGREGATABLE(x)                                                                \
  public:                                                                                          \
    typedef ATL::CComCreator2<ATL::CComCreator<ATL::CComObject<x>>,                                \
                              ATL::CComFailCreator<CLASS_E_NOAGGREGATION>>                         \
        _CreatorClass;
#define DECLARE_AGGREGATABLE(x)                                                                    \
  public:                                                                                          \
    typedef ATL::CComCreator2<ATL::CComCreator<ATL::CComObject<x>>,                                \
                              ATL::CComCreator<ATL::CComAggObject<x>>>                             \
        _CreatorClass;
#define DECLARE_ONLY_AGGREGATABLE(x)                                                               \
  public:                                                                                          \
    typedef ATL::CComCreator2<ATL::CComFailCreator<E_FAIL>,                                        \
                              ATL::CComCreator<ATL::CComAggObject<x>>>                             \
        _CreatorClass;
#define DECLARE_POLY_AGGREGATABLE(x)                                                               \
  public:                                                                                          \
    typedef ATL::CComCreator<ATL::CComPolyObject<x>> _CreatorClass;
#define DECLARE_CLASSFACTORY_EX(factory)                                                           \
    typedef ATL::CComCreator<ATL::CComObject<factory>> _ClassFactoryCreatorClass;
#define DECLARE_CLASSFACTORY() DECLARE_CLASSFACTORY_EX(ATL::CComClassFactory)
#define DECLARE_CLASSFACTORY_SINGLETON(x) DECLARE_CLASSFACTORY_EX(ATL::CComClassFactorySingleton<x>)
#define DECLARE_GET_CONTROLLING_UNKNOWN()                                                          \
  public:                                                                                          \
    virtual IUnknown *GetControllingUnknown() throw()                                              \
    {                                                                                              \
        return GetUnknown();                                                                       \
    }
/* FinalConstruct may then hand the object out, and take it back, without its ending. */
#define DECLARE_PROTECT_FINAL_CONSTRUCT()                                                          \
    void InternalFinalConstructAddRef()                                                            \
    {                                                                                              \
        InternalAddRef();                                                                          \
    }                                                                                              \
    void InternalFinalConstructRelease()                                                           \
    {                                                                                              \
        InternalRelease();                                                                         \
    }
#define DECLARE_NO_REGISTRY()                                                                      \
    static HRESULT WINAPI UpdateRegistry(BOOL) throw()                                             \
    {                                                                                              \
        return S_OK;                                                                               \
    }
#define DECLARE_REGISTRY_RESOURCEID(x)                                                             \
    static HRESULT WINAPI UpdateRegistry(BOOL bRegister) throw()                                   \
    {                                                                                              \
        return ATL::AtlUpdateRegistryFromResource(x, bRegister);                                   \
    }

namespace ATL
{
/* A base whose COM map goes on where that of the class ends. */
template <class Base, class Derived> inline _ATL_CHAINDATA &AtlChainOf()
{
    static _ATL_CHAINDATA data = {offsetofclass(Base, Derived), Base::_GetEntries};
    return data;
}

class CComClassFactory : public IClassFactory, public CComObjectRootEx<CComGlobalsThreadModel>
{
  public:
    BEGIN_COM_MAP(CComClassFactory)
    COM_INTERFACE_ENTRY(IClassFactory)
    END_COM_MAP()

    STDMETHOD(CreateInstance)(LPUNKNOWN pUnkOuter, REFIID riid, void **ppvObj)
    {
        if (!ppvObj)
            return E_POINTER;
        *ppvObj = NULL;
        if (pUnkOuter && !InlineIsEqualGUID(riid, __uuidof(IUnknown)))
            return CLASS_E_NOAGGREGATION;
        return m_pfnCreateInstance(pUnkOuter, riid, ppvObj);
    }
    STDMETHOD(LockServer)(BOOL fLock)
    {
        if (_pAtlModule && fLock)
            _pAtlModule->Lock();
        else if (_pAtlModule)
            _pAtlModule->Unlock();
        return S_OK;
    }
    void SetVoid(void *pv)
    {
        m_pfnCreateInstance = reinterpret_cast<_ATL_CREATORFUNC *>(pv);
    }

    _ATL_CREATORFUNC *m_pfnCreateInstance;
};

/* All who ask get the same object. */
template <class T> class CComClassFactorySingleton : public CComClassFactory
{
  public:
    CComClassFactorySingleton() : m_object(NULL)
    {
    }
    void FinalRelease()
    {
        if (m_object)
            m_object->Release();
    }
    STDMETHOD(CreateInstance)(LPUNKNOWN pUnkOuter, REFIID riid, void **ppvObj)
    {
        if (!ppvObj)
            return E_POINTER;
        *ppvObj = NULL;
        if (pUnkOuter)
            return CLASS_E_NOAGGREGATION;
        ObjectLock lock(this);
        HRESULT hr = S_OK;
        if (!m_object)
            hr = CComCreator<CComObjectNoLock<T>>::CreateInstance(
                NULL, __uuidof(IUnknown), reinterpret_cast<void **>(&m_object));
        return FAILED(hr) ? hr : m_object->QueryInterface(riid, ppvObj);
    }

  private:
    IUnknown *m_object;
};

template <class T, const CLSID *pclsid = &CLSID_NULL> class CComCoClass
{
  public:
    DECLARE_CLASSFACTORY()
    DECLARE_AGGREGATABLE(T)

    static const CLSID &WINAPI GetObjectCLSID() throw()
    {
        return *pclsid;
    }
    static LPCTSTR WINAPI GetObjectDescription() throw()
    {
        return NULL;
    }
    template <class Q> static HRESULT CreateInstance(IUnknown *punkOuter, Q **pp) throw()
    {
        return T::_CreatorClass::CreateInstance(punkOuter, __uuidof(Q),
                                                reinterpret_cast<void **>(pp));
    }
    template <class Q> static HRESULT CreateInstance(Q **pp) throw()
    {
        return T::_CreatorClass::CreateInstance(NULL, __uuidof(Q), reinterpret_cast<void **>(pp));
    }
};

/* Says that failures of one interface come with a description. */
template <const IID *piid> class ISupportErrorInfoImpl : public ISupportErrorInfo
{
  public:
    STDMETHOD(InterfaceSupportsErrorInfo)(REFIID riid)
    {
        return InlineIsEqualGUID(riid, *piid) ? S_OK : S_FALSE;
    }
};
} // namespace ATL

#endif
