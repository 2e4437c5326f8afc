/*
 * comutil.h - _bstr_t and _variant_t, natively; on Windows mingw-w64's.
 *
 * Failures are thrown as _com_error (comdef.h) through _com_issue_error.
 */
#ifdef _WIN32
#include_next <comutil.h>
#elif !defined(VSAPI_COMPAT_COMUTIL_H)
#define VSAPI_COMPAT_COMUTIL_H

#ifndef __cplusplus
#error comutil.h is C++
#endif

#include <vsapi/compat/narrow.h>
#include <objbase.h>
#include <oleauto.h>

#include <atomic>
#include <new>

/* Throws a _com_error, unless a handler was set. */
void _com_issue_error(HRESULT hr);

class _variant_t;

namespace _com_util
{
inline void CheckError(HRESULT hr)
{
    if (FAILED(hr))
        _com_issue_error(hr);
}

/* NULL stays NULL. The caller frees with SysFreeString. */
BSTR WINAPI ConvertStringToBSTR(const char *pSrc);

/* NULL stays NULL. The caller frees with delete[]. */
char *WINAPI ConvertBSTRToString(BSTR pSrc);
} // namespace _com_util

/* A BSTR that copies share, and its narrow form once somebody has asked for it. */
class _bstr_t
{
  public:
    _bstr_t() throw() : m_Data(NULL)
    {
    }
    _bstr_t(const _bstr_t &s) throw() : m_Data(s.m_Data)
    {
        add_ref();
    }
    _bstr_t(const char *s) : m_Data(data_new(_com_util::ConvertStringToBSTR(s)))
    {
    }
    _bstr_t(const wchar_t *s) : m_Data(data_new(copy_of(s)))
    {
    }
    _bstr_t(const _variant_t &var);
    /* With fCopy false it takes the text over. */
    _bstr_t(BSTR bstr, bool fCopy) : m_Data(data_new(fCopy ? copy_of_bstr(bstr) : bstr))
    {
    }
    ~_bstr_t() throw()
    {
        release();
    }
    _bstr_t &operator=(const _bstr_t &s) throw()
    {
        Data *old = m_Data;

        m_Data = s.m_Data;
        add_ref();
        release(old);
        return *this;
    }
    _bstr_t &operator=(const char *s)
    {
        return *this = _bstr_t(s);
    }
    _bstr_t &operator=(const wchar_t *s)
    {
        return *this = _bstr_t(s);
    }
    _bstr_t &operator=(const _variant_t &var)
    {
        return *this = _bstr_t(var);
    }
    _bstr_t &operator+=(const _bstr_t &s)
    {
        return *this = *this + s;
    }
    _bstr_t operator+(const _bstr_t &s) const
    {
        if (!m_Data || !s.m_Data)
            return m_Data ? *this : s;
        BSTR joined = SysAllocStringLen(NULL, length() + s.length());
        if (!joined)
            _com_issue_error(E_OUTOFMEMORY);
        if (length() > 0)
            wmemcpy(joined, m_Data->wide, length());
        if (s.length() > 0)
            wmemcpy(joined + length(), s.m_Data->wide, s.length());
        return _bstr_t(joined, false);
    }
    friend _bstr_t operator+(const char *s1, const _bstr_t &s2)
    {
        return _bstr_t(s1) + s2;
    }
    friend _bstr_t operator+(const wchar_t *s1, const _bstr_t &s2)
    {
        return _bstr_t(s1) + s2;
    }
    operator const wchar_t *() const throw()
    {
        return m_Data ? m_Data->wide : NULL;
    }
    operator wchar_t *() const throw()
    {
        return m_Data ? m_Data->wide : NULL;
    }
    operator const char *() const
    {
        return narrow();
    }
    operator char *() const
    {
        return narrow();
    }
    bool operator!() const throw()
    {
        return !m_Data || !m_Data->wide;
    }
    bool operator==(const _bstr_t &str) const throw()
    {
        return compare(str) == 0;
    }
    bool operator!=(const _bstr_t &str) const throw()
    {
        return compare(str) != 0;
    }
    bool operator<(const _bstr_t &str) const throw()
    {
        return compare(str) < 0;
    }
    bool operator>(const _bstr_t &str) const throw()
    {
        return compare(str) > 0;
    }
    bool operator<=(const _bstr_t &str) const throw()
    {
        return compare(str) <= 0;
    }
    bool operator>=(const _bstr_t &str) const throw()
    {
        return compare(str) >= 0;
    }
    BSTR copy(bool fCopy = true) const
    {
        if (!m_Data)
            return NULL;
        return fCopy ? copy_of_bstr(m_Data->wide) : m_Data->wide;
    }
    unsigned int length() const throw()
    {
        return m_Data ? SysStringLen(m_Data->wide) : 0;
    }
    void Assign(BSTR s)
    {
        *this = _bstr_t(s, true);
    }
    BSTR &GetBSTR()
    {
        if (!m_Data)
            m_Data = data_new(NULL);
        return m_Data->wide;
    }
    /* For functions that hand a text out: what was there is let go. */
    BSTR *GetAddress()
    {
        Attach(NULL);
        return &m_Data->wide;
    }
    void Attach(BSTR s)
    {
        Data *old = m_Data;

        m_Data = data_new(s);
        release(old);
    }
    /* Fails while others share the text. */
    BSTR Detach()
    {
        if (!m_Data || m_Data->refs != 1) {
            _com_issue_error(E_POINTER);
            return NULL;
        }
        BSTR text = m_Data->wide;
        m_Data->wide = NULL;
        release();
        return text;
    }

  private:
    struct Data {
        BSTR wide;
        char *narrow;
        std::atomic<unsigned> refs;
    };
    Data *m_Data;

    static Data *data_new(BSTR text)
    {
        Data *data = new (std::nothrow) Data;

        if (!data) {
            SysFreeString(text);
            _com_issue_error(E_OUTOFMEMORY);
            return NULL;
        }
        data->wide = text;
        data->narrow = NULL;
        data->refs = 1;
        return data;
    }
    static BSTR copy_of(const wchar_t *text)
    {
        BSTR copy = SysAllocString(text);

        if (text && !copy)
            _com_issue_error(E_OUTOFMEMORY);
        return copy;
    }
    static BSTR copy_of_bstr(BSTR text)
    {
        BSTR copy = text ? SysAllocStringByteLen(reinterpret_cast<const char *>(text),
                                                 SysStringByteLen(text))
                         : NULL;

        if (text && !copy)
            _com_issue_error(E_OUTOFMEMORY);
        return copy;
    }
    void add_ref() throw()
    {
        if (m_Data)
            m_Data->refs++;
    }
    void release() throw()
    {
        release(m_Data);
        m_Data = NULL;
    }
    static void release(Data *data) throw()
    {
        if (!data || --data->refs > 0)
            return;
        SysFreeString(data->wide);
        delete[] data->narrow;
        delete data;
    }
    char *narrow() const
    {
        if (!m_Data)
            return NULL;
        if (!m_Data->narrow)
            m_Data->narrow = _com_util::ConvertBSTRToString(m_Data->wide);
        return m_Data->narrow;
    }
    /* None comes before every text. */
    int compare(const _bstr_t &other) const throw()
    {
        const wchar_t *a = *this, *b = other;

        if (!a || !b)
            return a ? 1 : b ? -1 : 0;
        return wcscmp(a, b);
    }
};

class _variant_t : public tagVARIANT
{
  public:
    _variant_t() throw()
    {
        VariantInit(this);
    }
    _variant_t(const VARIANT &varSrc)
    {
        VariantInit(this);
        _com_util::CheckError(VariantCopy(this, &varSrc));
    }
    _variant_t(const VARIANT *pSrc) : _variant_t(*pSrc)
    {
    }
    _variant_t(const _variant_t &varSrc) : _variant_t(static_cast<const VARIANT &>(varSrc))
    {
    }
    /* With fCopy false it takes the contents over. */
    _variant_t(VARIANT &varSrc, bool fCopy)
    {
        VariantInit(this);
        if (fCopy)
            _com_util::CheckError(VariantCopy(this, &varSrc));
        else
            take(varSrc);
    }
    _variant_t(const _bstr_t &bstrSrc)
    {
        VariantInit(this);
        V_BSTR(this) = bstrSrc.copy();
        V_VT(this) = VT_BSTR;
    }
    _variant_t(const wchar_t *pSrc) : _variant_t(_bstr_t(pSrc))
    {
    }
    _variant_t(const char *pSrc) : _variant_t(_bstr_t(pSrc))
    {
    }
    /* VT_I4, VT_ERROR or VT_BOOL. long has 32 bits where this is written for. */
    _variant_t(long lSrc, VARTYPE vtSrc = VT_I4)
    {
        VariantInit(this);
        V_VT(this) = vtSrc;
        if (vtSrc == VT_BOOL)
            V_BOOL(this) = lSrc ? VARIANT_TRUE : VARIANT_FALSE;
        else
            V_I4(this) = (LONG)lSrc;
    }
    _variant_t(int iSrc) throw()
    {
        VariantInit(this);
        V_VT(this) = VT_I4;
        V_I4(this) = iSrc;
    }
    /* VT_I2 or VT_BOOL. */
    _variant_t(short sSrc, VARTYPE vtSrc = VT_I2)
    {
        VariantInit(this);
        V_VT(this) = vtSrc;
        if (vtSrc == VT_BOOL)
            V_BOOL(this) = sSrc ? VARIANT_TRUE : VARIANT_FALSE;
        else
            V_I2(this) = sSrc;
    }
    /* VT_R8 or VT_DATE. */
    _variant_t(double dblSrc, VARTYPE vtSrc = VT_R8)
    {
        VariantInit(this);
        V_VT(this) = vtSrc;
        V_R8(this) = dblSrc;
    }
    _variant_t(bool boolSrc) throw()
    {
        VariantInit(this);
        V_VT(this) = VT_BOOL;
        V_BOOL(this) = boolSrc ? VARIANT_TRUE : VARIANT_FALSE;
    }
    _variant_t(IUnknown *pSrc, bool fAddRef = true) throw()
    {
        VariantInit(this);
        V_VT(this) = VT_UNKNOWN;
        V_UNKNOWN(this) = pSrc;
        if (pSrc && fAddRef)
            pSrc->AddRef();
    }
    _variant_t(IDispatch *pSrc, bool fAddRef = true) throw()
    {
        VariantInit(this);
        V_VT(this) = VT_DISPATCH;
        V_DISPATCH(this) = pSrc;
        if (pSrc && fAddRef)
            pSrc->AddRef();
    }
#define VSAPI_COMPAT_VARIANT_OF(type, vartype, member)                                             \
    _variant_t(type src) throw()                                                                   \
    {                                                                                              \
        VariantInit(this);                                                                         \
        V_VT(this) = vartype;                                                                      \
        member(this) = src;                                                                        \
    }
    VSAPI_COMPAT_VARIANT_OF(float, VT_R4, V_R4)
    VSAPI_COMPAT_VARIANT_OF(char, VT_I1, V_I1)
    VSAPI_COMPAT_VARIANT_OF(unsigned char, VT_UI1, V_UI1)
    VSAPI_COMPAT_VARIANT_OF(unsigned short, VT_UI2, V_UI2)
    VSAPI_COMPAT_VARIANT_OF(unsigned int, VT_UI4, V_UI4)
    VSAPI_COMPAT_VARIANT_OF(unsigned long, VT_UI4, V_UI4)
    VSAPI_COMPAT_VARIANT_OF(long long, VT_I8, V_I8)
    VSAPI_COMPAT_VARIANT_OF(unsigned long long, VT_UI8, V_UI8)
    VSAPI_COMPAT_VARIANT_OF(CY, VT_CY, V_CY)
#undef VSAPI_COMPAT_VARIANT_OF
    ~_variant_t() throw()
    {
        VariantClear(this);
    }
    _variant_t &operator=(const VARIANT &varSrc)
    {
        _com_util::CheckError(VariantCopy(this, &varSrc));
        return *this;
    }
    _variant_t &operator=(const _variant_t &varSrc)
    {
        return *this = static_cast<const VARIANT &>(varSrc);
    }
    template <class T> _variant_t &operator=(const T &src)
    {
        _variant_t value(src);
        Clear();
        take(value);
        return *this;
    }

    operator bool() const
    {
        As truth(*this, VT_BOOL);
        return V_BOOL(&truth.value) != VARIANT_FALSE;
    }
    operator _bstr_t() const
    {
        As text(*this, VT_BSTR);
        return _bstr_t(V_BSTR(&text.value), true);
    }
    operator IUnknown *() const
    {
        As object(*this, VT_UNKNOWN);
        if (V_UNKNOWN(&object.value))
            V_UNKNOWN(&object.value)->AddRef();
        return V_UNKNOWN(&object.value);
    }
    operator IDispatch *() const
    {
        As object(*this, VT_DISPATCH);
        if (V_DISPATCH(&object.value))
            V_DISPATCH(&object.value)->AddRef();
        return V_DISPATCH(&object.value);
    }
#define VSAPI_COMPAT_VARIANT_AS(type, vartype, member)                                             \
    operator type() const                                                                          \
    {                                                                                              \
        As changed(*this, vartype);                                                                \
        return (type)member(&changed.value);                                                       \
    }
    VSAPI_COMPAT_VARIANT_AS(short, VT_I2, V_I2)
    VSAPI_COMPAT_VARIANT_AS(int, VT_INT, V_INT)
    VSAPI_COMPAT_VARIANT_AS(long, VT_I4, V_I4)
    VSAPI_COMPAT_VARIANT_AS(long long, VT_I8, V_I8)
    VSAPI_COMPAT_VARIANT_AS(float, VT_R4, V_R4)
    VSAPI_COMPAT_VARIANT_AS(double, VT_R8, V_R8)
    VSAPI_COMPAT_VARIANT_AS(char, VT_I1, V_I1)
    VSAPI_COMPAT_VARIANT_AS(unsigned char, VT_UI1, V_UI1)
    VSAPI_COMPAT_VARIANT_AS(unsigned short, VT_UI2, V_UI2)
    VSAPI_COMPAT_VARIANT_AS(unsigned int, VT_UINT, V_UINT)
    VSAPI_COMPAT_VARIANT_AS(unsigned long, VT_UI4, V_UI4)
    VSAPI_COMPAT_VARIANT_AS(unsigned long long, VT_UI8, V_UI8)
#undef VSAPI_COMPAT_VARIANT_AS

    bool operator==(const VARIANT &varSrc) const throw()
    {
        return same(&varSrc);
    }
    bool operator==(const VARIANT *pSrc) const throw()
    {
        return same(pSrc);
    }
    bool operator!=(const VARIANT &varSrc) const throw()
    {
        return !same(&varSrc);
    }
    bool operator!=(const VARIANT *pSrc) const throw()
    {
        return !same(pSrc);
    }
    void Clear()
    {
        _com_util::CheckError(VariantClear(this));
    }
    void Attach(VARIANT &varSrc)
    {
        Clear();
        take(varSrc);
    }
    VARIANT Detach()
    {
        VARIANT result = *this;
        V_VT(this) = VT_EMPTY;
        return result;
    }
    VARIANT &GetVARIANT() throw()
    {
        return *this;
    }
    VARIANT *GetAddress()
    {
        Clear();
        return this;
    }
    void ChangeType(VARTYPE vartype, const _variant_t *pSrc = NULL)
    {
        _com_util::CheckError(VariantChangeType(this, pSrc ? pSrc : this, 0, vartype));
    }
    void SetString(const char *pSrc)
    {
        *this = _variant_t(pSrc);
    }

  private:
    /* A copy of another type, for as long as it is looked at. */
    struct As {
        VARIANT value;

        As(const VARIANT &from, VARTYPE type)
        {
            VariantInit(&value);
            _com_util::CheckError(VariantChangeType(&value, &from, 0, type));
        }
        ~As()
        {
            VariantClear(&value);
        }
        As(const As &) = delete;
        As &operator=(const As &) = delete;
    };
    void take(VARIANT &varSrc)
    {
        memcpy(static_cast<VARIANT *>(this), &varSrc, sizeof(VARIANT));
        V_VT(&varSrc) = VT_EMPTY;
    }
    bool same(const VARIANT *other) const throw();
};

inline _bstr_t::_bstr_t(const _variant_t &var) : m_Data(NULL)
{
    *this = var.operator _bstr_t();
}

/* Of the same type and with the same value. */
inline bool _variant_t::same(const VARIANT *other) const throw()
{
    if (!other || V_VT(this) != V_VT(other))
        return false;
    switch (V_VT(this)) {
    case VT_EMPTY:
    case VT_NULL:
        return true;
    case VT_I1:
    case VT_UI1:
        return V_UI1(this) == V_UI1(other);
    case VT_I2:
    case VT_UI2:
    case VT_BOOL:
        return V_I2(this) == V_I2(other);
    case VT_I4:
    case VT_UI4:
    case VT_INT:
    case VT_UINT:
    case VT_ERROR:
        return V_I4(this) == V_I4(other);
    case VT_I8:
    case VT_UI8:
    case VT_CY:
        return V_I8(this) == V_I8(other);
    case VT_R4:
        return V_R4(this) == V_R4(other);
    case VT_R8:
    case VT_DATE:
        return V_R8(this) == V_R8(other);
    case VT_UNKNOWN:
    case VT_DISPATCH:
        return V_UNKNOWN(this) == V_UNKNOWN(other);
    case VT_BSTR:
        return SysStringLen(V_BSTR(this)) == SysStringLen(V_BSTR(other)) &&
               (SysStringLen(V_BSTR(this)) == 0 ||
                wmemcmp(V_BSTR(this), V_BSTR(other), SysStringLen(V_BSTR(this))) == 0);
    default:
        return false;
    }
}

#endif
