/*
 * comip.h - _com_ptr_t, the counted pointer of comdef.h, natively; on Windows mingw-w64's.
 */
#ifdef _WIN32
#include_next <comip.h>
#elif !defined(VSAPI_COMPAT_COMIP_H)
#define VSAPI_COMPAT_COMIP_H

#include <comutil.h>

/* An interface and its id. */
template <typename _Interface, const IID *_IID> class _com_IIID
{
  public:
    typedef _Interface Interface;
    static Interface *GetInterfacePtr() throw()
    {
        return NULL;
    }
    static const IID &GetIID() throw()
    {
        return *_IID;
    }
};

template <typename _IIID> class _com_ptr_t
{
  public:
    typedef _IIID ThisIIID;
    typedef typename _IIID::Interface Interface;

    static const IID &GetIID() throw()
    {
        return ThisIIID::GetIID();
    }

    _com_ptr_t() throw() : m_pInterface(NULL)
    {
    }
    _com_ptr_t(Interface *pInterface) throw() : m_pInterface(pInterface)
    {
        add_ref();
    }
    _com_ptr_t(Interface *pInterface, bool fAddRef) throw() : m_pInterface(pInterface)
    {
        if (fAddRef)
            add_ref();
    }
    _com_ptr_t(const _com_ptr_t &cp) throw() : m_pInterface(cp.m_pInterface)
    {
        add_ref();
    }
    _com_ptr_t(_com_ptr_t &&cp) throw() : m_pInterface(cp.Detach())
    {
    }
    /* By QueryInterface; an object without the interface gives NULL, another failure is thrown. */
    template <typename _OtherIID> _com_ptr_t(const _com_ptr_t<_OtherIID> &p) : m_pInterface(NULL)
    {
        query_or_throw(static_cast<IUnknown *>(p.GetInterfacePtr()));
    }
    template <typename _InterfaceType> _com_ptr_t(_InterfaceType *p) : m_pInterface(NULL)
    {
        query_or_throw(p);
    }
    explicit _com_ptr_t(const CLSID &clsid, IUnknown *pOuter = NULL,
                        DWORD dwClsContext = CLSCTX_ALL)
        : m_pInterface(NULL)
    {
        HRESULT hr = CreateInstance(clsid, pOuter, dwClsContext);

        if (FAILED(hr) && hr != E_NOINTERFACE)
            _com_issue_error(hr);
    }
    ~_com_ptr_t() throw()
    {
        release();
    }
    _com_ptr_t &operator=(Interface *pInterface) throw()
    {
        if (m_pInterface != pInterface)
            _com_ptr_t(pInterface).swap(*this);
        return *this;
    }
    _com_ptr_t &operator=(const _com_ptr_t &cp) throw()
    {
        return *this = cp.m_pInterface;
    }
    _com_ptr_t &operator=(_com_ptr_t &&cp) throw()
    {
        cp.swap(*this);
        return *this;
    }
    template <typename _OtherIID> _com_ptr_t &operator=(const _com_ptr_t<_OtherIID> &p)
    {
        _com_ptr_t(p).swap(*this);
        return *this;
    }
    template <typename _InterfaceType> _com_ptr_t &operator=(_InterfaceType *p)
    {
        _com_ptr_t(p).swap(*this);
        return *this;
    }

    void Attach(Interface *pInterface) throw()
    {
        release();
        m_pInterface = pInterface;
    }
    void Attach(Interface *pInterface, bool fAddRef) throw()
    {
        Attach(pInterface);
        if (fAddRef)
            add_ref();
    }
    Interface *Detach() throw()
    {
        Interface *old = m_pInterface;
        m_pInterface = NULL;
        return old;
    }
    operator Interface *() const throw()
    {
        return m_pInterface;
    }
    operator Interface &() const
    {
        return *checked();
    }
    Interface &operator*() const
    {
        return *checked();
    }
    /* For functions that hand one out; what is there is released. */
    Interface **operator&() throw()
    {
        release();
        return &m_pInterface;
    }
    Interface *operator->() const
    {
        return checked();
    }
    operator bool() const throw()
    {
        return m_pInterface != NULL;
    }
    /* NULL is an integer to gcc and clang. */
#define VSAPI_COMPAT_NULL(type)                                                                    \
    bool operator==(type) const throw()                                                            \
    {                                                                                              \
        return m_pInterface == NULL;                                                               \
    }                                                                                              \
    bool operator!=(type) const throw()                                                            \
    {                                                                                              \
        return m_pInterface != NULL;                                                               \
    }
    VSAPI_COMPAT_NULL(int)
    VSAPI_COMPAT_NULL(long)
    VSAPI_COMPAT_NULL(std::nullptr_t)
#undef VSAPI_COMPAT_NULL
    /* The same object, by its IUnknown. */
    template <typename _InterfaceType> bool operator==(_InterfaceType *p) const
    {
        return is_same(p);
    }
    template <typename _InterfaceType> bool operator!=(_InterfaceType *p) const
    {
        return !is_same(p);
    }
    template <typename _OtherIID> bool operator==(const _com_ptr_t<_OtherIID> &p) const
    {
        return is_same(p.GetInterfacePtr());
    }
    template <typename _OtherIID> bool operator!=(const _com_ptr_t<_OtherIID> &p) const
    {
        return !is_same(p.GetInterfacePtr());
    }
    void Release()
    {
        checked();
        release();
    }
    void AddRef()
    {
        checked()->AddRef();
    }
    Interface *GetInterfacePtr() const throw()
    {
        return m_pInterface;
    }
    Interface *&GetInterfacePtr() throw()
    {
        return m_pInterface;
    }
    HRESULT CreateInstance(const CLSID &rclsid, IUnknown *pOuter = NULL,
                           DWORD dwClsContext = CLSCTX_ALL) throw()
    {
        release();
        HRESULT hr = CoCreateInstance(rclsid, pOuter, dwClsContext, GetIID(),
                                      reinterpret_cast<void **>(&m_pInterface));
        if (FAILED(hr))
            m_pInterface = NULL;
        return hr;
    }
    HRESULT CreateInstance(const wchar_t *clsid_text, IUnknown *pOuter = NULL,
                           DWORD dwClsContext = CLSCTX_ALL) throw()
    {
        CLSID clsid;
        HRESULT hr =
            clsid_text ? CLSIDFromString(const_cast<wchar_t *>(clsid_text), &clsid) : E_INVALIDARG;

        return FAILED(hr) ? hr : CreateInstance(clsid, pOuter, dwClsContext);
    }
    template <typename _InterfaceType>
    HRESULT QueryInterface(const IID &iid, _InterfaceType *&p) throw()
    {
        return m_pInterface ? m_pInterface->QueryInterface(iid, reinterpret_cast<void **>(&p))
                            : E_POINTER;
    }
    template <typename _InterfaceType>
    HRESULT QueryInterface(const IID &iid, _InterfaceType **p) throw()
    {
        return QueryInterface(iid, *p);
    }

  private:
    Interface *m_pInterface;

    void add_ref() throw()
    {
        if (m_pInterface)
            m_pInterface->AddRef();
    }
    void release() throw()
    {
        Interface *old = Detach();

        if (old)
            old->Release();
    }
    void swap(_com_ptr_t &other) throw()
    {
        Interface *mine = m_pInterface;
        m_pInterface = other.m_pInterface;
        other.m_pInterface = mine;
    }
    Interface *checked() const
    {
        if (!m_pInterface)
            _com_issue_error(E_POINTER);
        return m_pInterface;
    }
    void query_or_throw(IUnknown *p)
    {
        HRESULT hr =
            p ? p->QueryInterface(GetIID(), reinterpret_cast<void **>(&m_pInterface)) : S_OK;

        if (FAILED(hr))
            m_pInterface = NULL;
        if (FAILED(hr) && hr != E_NOINTERFACE)
            _com_issue_error(hr);
    }
    static IUnknown *identity_of(IUnknown *p)
    {
        IUnknown *identity = NULL;
        HRESULT hr =
            p ? p->QueryInterface(__uuidof(IUnknown), reinterpret_cast<void **>(&identity)) : S_OK;

        if (FAILED(hr))
            _com_issue_error(hr);
        if (identity)
            identity->Release();
        return identity;
    }
    bool is_same(IUnknown *other) const
    {
        return identity_of(m_pInterface) == identity_of(other);
    }
};

#endif
