/*
 * atlcomcli.h - the client's half of ATL: CComPtr, CComQIPtr, CComBSTR, CComVariant.
 */
#ifndef VSAPI_COMPAT_ATLCOMCLI_H
#define VSAPI_COMPAT_ATLCOMCLI_H

#include <atldef.h>
#include <vsapi/compat/narrow.h>

namespace ATL
{
/* Counted pointers do the counting: nobody else may, through operator->. */
template <class T> class _NoAddRefReleaseOnCComPtr : public T
{
  private:
    STDMETHOD_(ULONG, AddRef)() = 0;
    STDMETHOD_(ULONG, Release)() = 0;
};

/* Puts lp where *pp was. */
inline IUnknown *AtlComPtrAssign(IUnknown **pp, IUnknown *lp)
{
    if (lp)
        lp->AddRef();
    if (*pp)
        (*pp)->Release();
    return *pp = lp;
}

inline IUnknown *AtlComQIPtrAssign(IUnknown **pp, IUnknown *lp, REFIID riid)
{
    IUnknown *old = *pp;

    *pp = NULL;
    if (lp && FAILED(lp->QueryInterface(riid, reinterpret_cast<void **>(pp))))
        *pp = NULL;
    if (old)
        old->Release();
    return *pp;
}

template <class T> class CComPtrBase
{
  public:
    typedef T _PtrClass;

    ~CComPtrBase() throw()
    {
        if (p)
            p->Release();
    }
    operator T *() const throw()
    {
        return p;
    }
    T &operator*() const
    {
        ATLASSERT(p != NULL);
        return *p;
    }
    /* For functions that hand one out; what is there already would be lost. */
    T **operator&() throw()
    {
        ATLASSERT(p == NULL);
        return &p;
    }
    _NoAddRefReleaseOnCComPtr<T> *operator->() const throw()
    {
        ATLASSERT(p != NULL);
        return static_cast<_NoAddRefReleaseOnCComPtr<T> *>(p);
    }
    bool operator!() const throw()
    {
        return p == NULL;
    }
    bool operator<(T *pT) const throw()
    {
        return p < pT;
    }
    bool operator!=(T *pT) const throw()
    {
        return p != pT;
    }
    bool operator==(T *pT) const throw()
    {
        return p == pT;
    }
    void Release() throw()
    {
        T *old = p;

        p = NULL;
        if (old)
            old->Release();
    }
    bool IsEqualObject(IUnknown *pOther) const throw()
    {
        IUnknown *mine = NULL, *other = NULL;

        if (!p || !pOther)
            return !p && !pOther;
        p->QueryInterface(__uuidof(IUnknown), reinterpret_cast<void **>(&mine));
        pOther->QueryInterface(__uuidof(IUnknown), reinterpret_cast<void **>(&other));
        bool equal = mine == other;
        if (mine)
            mine->Release();
        if (other)
            other->Release();
        return equal;
    }
    void Attach(T *p2) throw()
    {
        if (p)
            p->Release();
        p = p2;
    }
    T *Detach() throw()
    {
        T *pt = p;
        p = NULL;
        return pt;
    }
    HRESULT CopyTo(T **ppT) throw()
    {
        ATLASSERT(ppT != NULL);
        if (!ppT)
            return E_POINTER;
        *ppT = p;
        if (p)
            p->AddRef();
        return S_OK;
    }
    HRESULT CoCreateInstance(REFCLSID rclsid, LPUNKNOWN pUnkOuter = NULL,
                             DWORD dwClsContext = CLSCTX_ALL) throw()
    {
        ATLASSERT(p == NULL);
        return ::CoCreateInstance(rclsid, pUnkOuter, dwClsContext, __uuidof(T),
                                  reinterpret_cast<void **>(&p));
    }
    template <class Q> HRESULT QueryInterface(Q **pp) const throw()
    {
        ATLASSERT(pp != NULL);
        return p ? p->QueryInterface(__uuidof(Q), reinterpret_cast<void **>(pp)) : E_POINTER;
    }

    T *p;

  protected:
    CComPtrBase() throw() : p(NULL)
    {
    }
    CComPtrBase(T *lp) throw() : p(lp)
    {
        if (p)
            p->AddRef();
    }
    void Swap(CComPtrBase &other)
    {
        T *pt = p;
        p = other.p;
        other.p = pt;
    }
};

template <class T> class CComPtr : public CComPtrBase<T>
{
  public:
    CComPtr() throw()
    {
    }
    CComPtr(T *lp) throw() : CComPtrBase<T>(lp)
    {
    }
    CComPtr(const CComPtr &lp) throw() : CComPtrBase<T>(lp.p)
    {
    }
    CComPtr(CComPtr &&lp) throw()
    {
        this->Swap(lp);
    }
    T *operator=(T *lp) throw()
    {
        if (this->p != lp)
            CComPtr(lp).Swap(*this);
        return *this;
    }
    T *operator=(const CComPtr &lp) throw()
    {
        return operator=(lp.p);
    }
    T *operator=(CComPtr &&lp) throw()
    {
        if (this->p != lp.p)
            CComPtr(static_cast<CComPtr &&>(lp)).Swap(*this);
        return *this;
    }
    /* From a pointer to another interface: by QueryInterface. */
    template <class Q> T *operator=(const CComPtr<Q> &lp) throw()
    {
        if (!this->IsEqualObject(lp))
            query(lp);
        return *this;
    }

  private:
    void query(IUnknown *other)
    {
        T *found = NULL;

        if (other && FAILED(other->QueryInterface(__uuidof(T), reinterpret_cast<void **>(&found))))
            found = NULL;
        this->Attach(found);
    }
};

template <class T, const IID *piid = (const IID *)0> class CComQIPtr : public CComPtr<T>
{
  public:
    CComQIPtr() throw()
    {
    }
    CComQIPtr(T *lp) throw() : CComPtr<T>(lp)
    {
    }
    CComQIPtr(const CComQIPtr &lp) throw() : CComPtr<T>(lp.p)
    {
    }
    /* By QueryInterface; NULL where the object does not have it. */
    template <class Q> CComQIPtr(Q *lp) throw()
    {
        query(lp);
    }
    template <class Q> CComQIPtr(const CComPtr<Q> &lp) throw()
    {
        query(lp.p);
    }
    T *operator=(T *lp) throw()
    {
        return CComPtr<T>::operator=(lp);
    }
    T *operator=(const CComQIPtr &lp) throw()
    {
        return CComPtr<T>::operator=(lp.p);
    }
    template <class Q> T *operator=(Q *lp) throw()
    {
        CComQIPtr(lp).Swap(*this);
        return *this;
    }
    template <class Q> T *operator=(const CComPtr<Q> &lp) throw()
    {
        CComQIPtr(lp.p).Swap(*this);
        return *this;
    }

  private:
    void query(IUnknown *other)
    {
        if (other && FAILED(other->QueryInterface(AtlIdOf<T, piid>::get(),
                                                  reinterpret_cast<void **>(&this->p))))
            this->p = NULL;
    }
    void query(T *lp)
    {
        this->p = lp;
        if (lp)
            lp->AddRef();
    }
};

/* For containers that do not like operator&. */
template <class T> class CAdapt
{
  public:
    CAdapt()
    {
    }
    CAdapt(const T &rSrc) : m_T(rSrc)
    {
    }
    bool operator<(const T &rSrc) const
    {
        return m_T < rSrc;
    }
    bool operator==(const T &rSrc) const
    {
        return m_T == rSrc;
    }
    operator T &()
    {
        return m_T;
    }
    operator const T &() const
    {
        return m_T;
    }

    T m_T;
};

/* A BSTR. NULL and an empty text are equal; order is that of the characters' numbers. */
class CComBSTR
{
  public:
    CComBSTR() throw() : m_str(NULL)
    {
    }
    CComBSTR(const CComBSTR &src) : m_str(src.Copy())
    {
        check(src.m_str != NULL);
    }
    CComBSTR(CComBSTR &&src) throw() : m_str(src.Detach())
    {
    }
    CComBSTR(LPCOLESTR pSrc) : m_str(pSrc ? SysAllocString(pSrc) : NULL)
    {
        check(pSrc != NULL);
    }
    CComBSTR(LPCSTR pSrc) : m_str(from_narrow(pSrc, -1))
    {
        check(pSrc != NULL);
    }
    explicit CComBSTR(int nSize) : m_str(allocate(NULL, nSize))
    {
    }
    CComBSTR(int nSize, LPCOLESTR sz) : m_str(allocate(sz, nSize))
    {
    }
    CComBSTR(int nSize, LPCSTR sz) : m_str(from_narrow(sz, nSize))
    {
        check(sz != NULL);
    }
    explicit CComBSTR(REFGUID guid)
    {
        OLECHAR text[64];

        StringFromGUID2(guid, text, 64);
        m_str = SysAllocString(text);
        check(true);
    }
    ~CComBSTR() throw()
    {
        SysFreeString(m_str);
    }
    CComBSTR &operator=(const CComBSTR &src)
    {
        if (m_str != src.m_str) {
            CComBSTR copy(src);
            Attach(copy.Detach());
        }
        return *this;
    }
    CComBSTR &operator=(CComBSTR &&src) throw()
    {
        if (m_str != src.m_str)
            Attach(src.Detach());
        return *this;
    }
    CComBSTR &operator=(LPCOLESTR pSrc)
    {
        if (pSrc != m_str) {
            CComBSTR copy(pSrc);
            Attach(copy.Detach());
        }
        return *this;
    }
    CComBSTR &operator=(LPCSTR pSrc)
    {
        CComBSTR copy(pSrc);
        Attach(copy.Detach());
        return *this;
    }
    unsigned int Length() const throw()
    {
        return SysStringLen(m_str);
    }
    unsigned int ByteLength() const throw()
    {
        return SysStringByteLen(m_str);
    }
    operator BSTR() const throw()
    {
        return m_str;
    }
    BSTR *operator&() throw()
    {
        ATLASSERT(m_str == NULL);
        return &m_str;
    }
    BSTR Copy() const throw()
    {
        return m_str ? SysAllocStringByteLen(reinterpret_cast<LPCSTR>(m_str), ByteLength()) : NULL;
    }
    HRESULT CopyTo(BSTR *pbstr) const throw()
    {
        ATLASSERT(pbstr != NULL);
        if (!pbstr)
            return E_POINTER;
        *pbstr = Copy();
        return *pbstr || !m_str ? S_OK : E_OUTOFMEMORY;
    }
    HRESULT CopyTo(VARIANT *pvarDest) const throw()
    {
        BSTR copy = NULL;
        HRESULT hr = pvarDest ? CopyTo(&copy) : E_POINTER;

        if (SUCCEEDED(hr)) {
            VariantInit(pvarDest);
            V_VT(pvarDest) = VT_BSTR;
            V_BSTR(pvarDest) = copy;
        }
        return hr;
    }
    void Attach(BSTR src) throw()
    {
        if (m_str != src)
            SysFreeString(m_str);
        m_str = src;
    }
    BSTR Detach() throw()
    {
        BSTR s = m_str;
        m_str = NULL;
        return s;
    }
    void Empty() throw()
    {
        Attach(NULL);
    }
    bool operator!() const throw()
    {
        return m_str == NULL;
    }
    HRESULT AssignBSTR(const BSTR bstrSrc) throw()
    {
        CComBSTR borrowed;
        HRESULT hr;

        borrowed.m_str = bstrSrc;
        BSTR copy = NULL;
        hr = borrowed.CopyTo(&copy);
        borrowed.Detach();
        if (SUCCEEDED(hr))
            Attach(copy);
        return hr;
    }
    HRESULT Append(const CComBSTR &src) throw()
    {
        return AppendBSTR(src.m_str);
    }
    HRESULT AppendBSTR(BSTR p) throw()
    {
        return Append(p, (int)SysStringLen(p));
    }
    HRESULT Append(LPCOLESTR lpsz) throw()
    {
        return lpsz ? Append(lpsz, (int)wcslen(lpsz)) : S_OK;
    }
    HRESULT Append(LPCSTR lpsz)
    {
        CComBSTR wide(lpsz);
        return AppendBSTR(wide);
    }
    HRESULT Append(char ch)
    {
        char text[] = {ch, 0};
        return Append(text);
    }
    HRESULT Append(wchar_t ch) throw()
    {
        return Append(&ch, 1);
    }
    HRESULT Append(LPCOLESTR lpsz, int nLen) throw()
    {
        unsigned int before = Length();

        if (nLen < 0 || (!lpsz && nLen > 0))
            return E_INVALIDARG;
        if (nLen == 0)
            return S_OK;
        BSTR longer = SysAllocStringLen(NULL, before + (unsigned int)nLen);
        if (!longer)
            return E_OUTOFMEMORY;
        if (before > 0)
            memcpy(longer, m_str, before * sizeof(OLECHAR));
        memcpy(longer + before, lpsz, (size_t)nLen * sizeof(OLECHAR));
        Attach(longer);
        return S_OK;
    }
    /* By the characters of the C locale's letters, as all of this library. */
    HRESULT ToLower() throw()
    {
        for (unsigned int i = 0; i < Length(); i++)
            m_str[i] = (OLECHAR)towlower((wint_t)m_str[i]);
        return S_OK;
    }
    HRESULT ToUpper() throw()
    {
        for (unsigned int i = 0; i < Length(); i++)
            m_str[i] = (OLECHAR)towupper((wint_t)m_str[i]);
        return S_OK;
    }
    CComBSTR &operator+=(const CComBSTR &src)
    {
        throw_failed(AppendBSTR(src.m_str));
        return *this;
    }
    CComBSTR &operator+=(LPCOLESTR pszSrc)
    {
        throw_failed(Append(pszSrc));
        return *this;
    }
    CComBSTR &operator+=(LPCSTR pszSrc)
    {
        throw_failed(Append(pszSrc));
        return *this;
    }
    bool operator==(const CComBSTR &src) const throw()
    {
        return compare(src.m_str, src.Length()) == 0;
    }
    bool operator==(LPCOLESTR pszSrc) const throw()
    {
        return compare(pszSrc, pszSrc ? wcslen(pszSrc) : 0) == 0;
    }
    bool operator==(LPCSTR pszSrc) const
    {
        return *this == CComBSTR(pszSrc);
    }
    bool operator!=(const CComBSTR &src) const throw()
    {
        return !(*this == src);
    }
    bool operator!=(LPCOLESTR pszSrc) const throw()
    {
        return !(*this == pszSrc);
    }
    bool operator!=(LPCSTR pszSrc) const
    {
        return !(*this == pszSrc);
    }
    bool operator<(const CComBSTR &src) const throw()
    {
        return compare(src.m_str, src.Length()) < 0;
    }
    bool operator<(LPCOLESTR pszSrc) const throw()
    {
        return compare(pszSrc, pszSrc ? wcslen(pszSrc) : 0) < 0;
    }
    bool operator>(const CComBSTR &src) const throw()
    {
        return compare(src.m_str, src.Length()) > 0;
    }
    bool operator>(LPCOLESTR pszSrc) const throw()
    {
        return compare(pszSrc, pszSrc ? wcslen(pszSrc) : 0) > 0;
    }

    BSTR m_str;

  private:
    void check(bool wanted) const
    {
        if (wanted && !m_str)
            AtlThrow(E_OUTOFMEMORY);
    }
    static void throw_failed(HRESULT hr)
    {
        if (FAILED(hr))
            AtlThrow(hr);
    }
    static BSTR allocate(LPCOLESTR sz, int nSize)
    {
        BSTR text;

        if (nSize < 0)
            AtlThrow(E_INVALIDARG);
        text = nSize > 0 ? SysAllocStringLen(sz, (UINT)nSize) : NULL;
        if (nSize > 0 && !text)
            AtlThrow(E_OUTOFMEMORY);
        return text;
    }
    static BSTR from_narrow(LPCSTR sz, int nSize)
    {
        int bytes = sz ? nSize < 0 ? (int)strlen(sz) : nSize : 0;
        int units = bytes > 0 ? vsapi_compat_widen(sz, bytes, NULL, 0) : 0;
        BSTR text = sz ? SysAllocStringLen(NULL, (UINT)units) : NULL;

        if (text && units > 0)
            vsapi_compat_widen(sz, bytes, text, units);
        return text;
    }
    int compare(LPCOLESTR other, size_t other_length) const
    {
        size_t length = Length();
        size_t common = length < other_length ? length : other_length;
        int order = common > 0 ? wmemcmp(m_str, other, common) : 0;

        return order ? order : length < other_length ? -1 : length > other_length;
    }
};

inline bool operator==(LPCOLESTR a, const CComBSTR &b)
{
    return b == a;
}

inline void swap(CComBSTR &a, CComBSTR &b)
{
    BSTR text = a.m_str;
    a.m_str = b.m_str;
    b.m_str = text;
}

class CComVariant : public tagVARIANT
{
  public:
    CComVariant() throw()
    {
        VariantInit(this);
    }
    CComVariant(const VARIANT &varSrc)
    {
        VariantInit(this);
        InternalCopy(&varSrc);
    }
    CComVariant(const CComVariant &varSrc) : tagVARIANT()
    {
        VariantInit(this);
        InternalCopy(&varSrc);
    }
    CComVariant(LPCOLESTR lpszSrc)
    {
        VariantInit(this);
        set_text(CComBSTR(lpszSrc));
    }
    CComVariant(LPCSTR lpszSrc)
    {
        VariantInit(this);
        set_text(CComBSTR(lpszSrc));
    }
    CComVariant(bool bSrc) throw()
    {
        VariantInit(this);
        V_VT(this) = VT_BOOL;
        V_BOOL(this) = bSrc ? VARIANT_TRUE : VARIANT_FALSE;
    }
    CComVariant(IDispatch *pSrc) throw()
    {
        VariantInit(this);
        V_VT(this) = VT_DISPATCH;
        V_DISPATCH(this) = pSrc;
        if (pSrc)
            pSrc->AddRef();
    }
    CComVariant(IUnknown *pSrc) throw()
    {
        VariantInit(this);
        V_VT(this) = VT_UNKNOWN;
        V_UNKNOWN(this) = pSrc;
        if (pSrc)
            pSrc->AddRef();
    }
    /* VT_I4 or VT_INT. */
    CComVariant(int nSrc, VARTYPE vtSrc = VT_I4) throw()
    {
        VariantInit(this);
        V_VT(this) = vtSrc;
        V_I4(this) = nSrc;
    }
    /* long has 32 bits where this is written for. */
    CComVariant(long nSrc, VARTYPE vtSrc = VT_I4) throw()
    {
        VariantInit(this);
        V_VT(this) = vtSrc;
        V_I4(this) = (LONG)nSrc;
    }
    /* VT_R8 or VT_DATE. */
    CComVariant(double dblSrc, VARTYPE vtSrc = VT_R8) throw()
    {
        VariantInit(this);
        V_VT(this) = vtSrc;
        V_R8(this) = dblSrc;
    }
#define VSAPI_COMPAT_VARIANT_OF(type, vartype, member)                                             \
    CComVariant(type src) throw()                                                                  \
    {                                                                                              \
        VariantInit(this);                                                                         \
        V_VT(this) = vartype;                                                                      \
        member(this) = src;                                                                        \
    }
    VSAPI_COMPAT_VARIANT_OF(char, VT_I1, V_I1)
    VSAPI_COMPAT_VARIANT_OF(unsigned char, VT_UI1, V_UI1)
    VSAPI_COMPAT_VARIANT_OF(short, VT_I2, V_I2)
    VSAPI_COMPAT_VARIANT_OF(unsigned short, VT_UI2, V_UI2)
    VSAPI_COMPAT_VARIANT_OF(unsigned int, VT_UI4, V_UI4)
    VSAPI_COMPAT_VARIANT_OF(unsigned long, VT_UI4, V_UI4)
    VSAPI_COMPAT_VARIANT_OF(long long, VT_I8, V_I8)
    VSAPI_COMPAT_VARIANT_OF(unsigned long long, VT_UI8, V_UI8)
    VSAPI_COMPAT_VARIANT_OF(float, VT_R4, V_R4)
    VSAPI_COMPAT_VARIANT_OF(CY, VT_CY, V_CY)
#undef VSAPI_COMPAT_VARIANT_OF
    ~CComVariant() throw()
    {
        VariantClear(this);
    }
    CComVariant &operator=(const CComVariant &varSrc)
    {
        if (this != &varSrc)
            InternalCopy(&varSrc);
        return *this;
    }
    CComVariant &operator=(const VARIANT &varSrc)
    {
        if (static_cast<VARIANT *>(this) != &varSrc)
            InternalCopy(&varSrc);
        return *this;
    }
    template <class T> CComVariant &operator=(T src)
    {
        CComVariant value(src);
        Attach(&value);
        return *this;
    }
    HRESULT Clear() throw()
    {
        return VariantClear(this);
    }
    HRESULT Copy(const VARIANT *pSrc) throw()
    {
        return VariantCopy(this, const_cast<VARIANT *>(pSrc));
    }
    HRESULT CopyTo(BSTR *pstrDest) const throw()
    {
        if (!pstrDest)
            return E_POINTER;
        if (V_VT(this) != VT_BSTR)
            return DISP_E_TYPEMISMATCH;
        CComBSTR text;
        text.m_str = V_BSTR(this);
        HRESULT hr = text.CopyTo(pstrDest);
        text.Detach();
        return hr;
    }
    HRESULT Attach(VARIANT *pSrc) throw()
    {
        HRESULT hr = pSrc ? Clear() : E_INVALIDARG;

        if (SUCCEEDED(hr)) {
            memcpy(static_cast<VARIANT *>(this), pSrc, sizeof(VARIANT));
            V_VT(pSrc) = VT_EMPTY;
        }
        return hr;
    }
    HRESULT Detach(VARIANT *pDest) throw()
    {
        HRESULT hr = pDest ? VariantClear(pDest) : E_POINTER;

        if (SUCCEEDED(hr)) {
            memcpy(pDest, static_cast<VARIANT *>(this), sizeof(VARIANT));
            V_VT(this) = VT_EMPTY;
        }
        return hr;
    }
    HRESULT ChangeType(VARTYPE vtNew, const VARIANT *pSrc = NULL) throw()
    {
        VARIANT *from = pSrc ? const_cast<VARIANT *>(pSrc) : this;
        return VariantChangeType(this, from, 0, vtNew);
    }
    bool operator==(const VARIANT &varSrc) const
    {
        return AtlSameVariant(*this, varSrc);
    }
    bool operator!=(const VARIANT &varSrc) const
    {
        return !(*this == varSrc);
    }
    /* As Copy; a failure is thrown. */
    void InternalCopy(const VARIANT *pSrc)
    {
        HRESULT hr = Copy(pSrc);

        if (FAILED(hr))
            AtlThrow(hr);
    }

  private:
    void set_text(CComBSTR &&text)
    {
        V_VT(this) = VT_BSTR;
        V_BSTR(this) = text.Detach();
    }
    /* Of the same type and with the same value; arrays and references are never the same. */
    static bool AtlSameVariant(const VARIANT &a, const VARIANT &b)
    {
        if (V_VT(&a) != V_VT(&b))
            return false;
        switch (V_VT(&a)) {
        case VT_EMPTY:
        case VT_NULL:
            return true;
        case VT_BOOL:
        case VT_I2:
        case VT_UI2:
            return V_I2(&a) == V_I2(&b);
        case VT_I1:
        case VT_UI1:
            return V_UI1(&a) == V_UI1(&b);
        case VT_I4:
        case VT_UI4:
        case VT_INT:
        case VT_UINT:
        case VT_ERROR:
            return V_I4(&a) == V_I4(&b);
        case VT_I8:
        case VT_UI8:
        case VT_CY:
            return V_I8(&a) == V_I8(&b);
        case VT_R4:
            return V_R4(&a) == V_R4(&b);
        case VT_R8:
        case VT_DATE:
            return V_R8(&a) == V_R8(&b);
        case VT_UNKNOWN:
        case VT_DISPATCH:
            return V_UNKNOWN(&a) == V_UNKNOWN(&b);
        case VT_BSTR:
            return SysStringByteLen(V_BSTR(&a)) == SysStringByteLen(V_BSTR(&b)) &&
                   (SysStringByteLen(V_BSTR(&a)) == 0 ||
                    memcmp(V_BSTR(&a), V_BSTR(&b), SysStringByteLen(V_BSTR(&a))) == 0);
        default:
            return false;
        }
    }
};
} // namespace ATL

#endif
