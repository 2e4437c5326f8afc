/*
 * atlconv.h - between kinds of text: the macros of USES_CONVERSION and the classes CA2W, CW2T ...
 *
 * Narrow text is in the system's code page on Windows, UTF-8 natively. What the macros give lives
 * until the function returns; what a class gives as long as it.
 */
#ifndef VSAPI_COMPAT_ATLCONV_H
#define VSAPI_COMPAT_ATLCONV_H

#include <atldef.h>
#include <vsapi/compat/narrow.h>

#include <limits.h>
#ifdef _WIN32
#include <malloc.h>
#endif

/* The most bytes that a character takes. */
#define VSAPI_COMPAT_WIDEST 4

namespace ATL
{
inline wchar_t *AtlA2WHelper(wchar_t *to, const char *from, int size)
{
    to[0] = 0;
    vsapi_compat_widen(from, -1, to, size);
    return to;
}

inline char *AtlW2AHelper(char *to, const wchar_t *from, int size)
{
    to[0] = 0;
    vsapi_compat_narrow(from, -1, to, size);
    return to;
}

inline int AtlLength(const char *text)
{
    size_t length = text ? strlen(text) : 0;

    if (length > INT_MAX / 2 / VSAPI_COMPAT_WIDEST)
        AtlThrow(E_OUTOFMEMORY);
    return (int)length;
}

inline int AtlLength(const wchar_t *text)
{
    size_t length = text ? wcslen(text) : 0;

    if (length > INT_MAX / 2 / VSAPI_COMPAT_WIDEST)
        AtlThrow(E_OUTOFMEMORY);
    return (int)length;
}

inline void AtlConvertText(wchar_t *to, const char *from, int size)
{
    AtlA2WHelper(to, from, size);
}

inline void AtlConvertText(char *to, const wchar_t *from, int size)
{
    AtlW2AHelper(to, from, size);
}

inline void AtlConvertText(wchar_t *to, const wchar_t *from, int)
{
    memcpy(to, from, (AtlLength(from) + 1) * sizeof *to); /* strsafe.h forbids wcscpy */
}

inline void AtlConvertText(char *to, const char *from, int)
{
    memcpy(to, from, AtlLength(from) + 1);
}

/* How much the other kind of a text takes at most, its end included. */
inline int AtlConvertedSize(const wchar_t *from, const char *)
{
    return (AtlLength(from) + 1) * VSAPI_COMPAT_WIDEST;
}

template <class From, class To> inline int AtlConvertedSize(const From *from, const To *)
{
    return AtlLength(from) + 1;
}

/* A text of another kind: in the object itself when it is short. */
template <class From, class To, class Result, int t_nBufferLength> class CConvertText
{
  public:
    CConvertText(const From *from) : m_psz(NULL)
    {
        convert(from);
    }
    /* The code page is that of narrow.h. */
    CConvertText(const From *from, UINT) : m_psz(NULL)
    {
        convert(from);
    }
    ~CConvertText() throw()
    {
        if (m_psz != m_szBuffer)
            free(m_psz);
    }
    operator Result *() const throw()
    {
        return m_psz;
    }

    To *m_psz;
    To m_szBuffer[t_nBufferLength];

  private:
    CConvertText(const CConvertText &);
    CConvertText &operator=(const CConvertText &);

    void convert(const From *from)
    {
        if (!from)
            return;
        int size = AtlConvertedSize(from, (const To *)NULL);
        m_psz = m_szBuffer;
        if (size > t_nBufferLength)
            m_psz = static_cast<To *>(malloc((size_t)size * sizeof(To)));
        if (!m_psz)
            AtlThrow(E_OUTOFMEMORY);
        AtlConvertText(m_psz, from, size);
    }
};

#define VSAPI_COMPAT_CONVERTER(name, From, To, Result)                                             \
    template <int t_nBufferLength = 128>                                                           \
    class name##EX : public CConvertText<From, To, Result, t_nBufferLength>                        \
    {                                                                                              \
      public:                                                                                      \
        name##EX(const From *from) : CConvertText<From, To, Result, t_nBufferLength>(from)         \
        {                                                                                          \
        }                                                                                          \
        name##EX(const From *from, UINT page)                                                      \
            : CConvertText<From, To, Result, t_nBufferLength>(from, page)                          \
        {                                                                                          \
        }                                                                                          \
    };                                                                                             \
    typedef name##EX<> name;
VSAPI_COMPAT_CONVERTER(CA2W, char, wchar_t, wchar_t)
VSAPI_COMPAT_CONVERTER(CA2CW, char, wchar_t, const wchar_t)
VSAPI_COMPAT_CONVERTER(CW2A, wchar_t, char, char)
VSAPI_COMPAT_CONVERTER(CW2CA, wchar_t, char, const char)
VSAPI_COMPAT_CONVERTER(CW2W, wchar_t, wchar_t, wchar_t)
VSAPI_COMPAT_CONVERTER(CW2CW, wchar_t, wchar_t, const wchar_t)
VSAPI_COMPAT_CONVERTER(CA2A, char, char, char)
VSAPI_COMPAT_CONVERTER(CA2CA, char, char, const char)
#undef VSAPI_COMPAT_CONVERTER
} // namespace ATL

/* T is by UNICODE; OLE text is wide. */
#ifdef UNICODE
#define CA2TEX CA2WEX
#define CA2T CA2W
#define CA2CTEX CA2CWEX
#define CA2CT CA2CW
#define CT2AEX CW2AEX
#define CT2A CW2A
#define CT2CAEX CW2CAEX
#define CT2CA CW2CA
#define CW2TEX CW2WEX
#define CW2T CW2W
#define CW2CTEX CW2CWEX
#define CW2CT CW2CW
#define CT2WEX CW2WEX
#define CT2W CW2W
#define CT2CWEX CW2CWEX
#define CT2CW CW2CW
#else
#define CA2TEX CA2AEX
#define CA2T CA2A
#define CA2CTEX CA2CAEX
#define CA2CT CA2CA
#define CT2AEX CA2AEX
#define CT2A CA2A
#define CT2CAEX CA2CAEX
#define CT2CA CA2CA
#define CW2TEX CW2AEX
#define CW2T CW2A
#define CW2CTEX CW2CAEX
#define CW2CT CW2CA
#define CT2WEX CA2WEX
#define CT2W CA2W
#define CT2CWEX CA2CWEX
#define CT2CW CA2CW
#endif
#define COLE2T CW2T
#define COLE2TEX CW2TEX
#define COLE2CT CW2CT
#define COLE2A CW2A
#define COLE2CA CW2CA
#define COLE2W CW2W
#define COLE2CW CW2CW
#define CT2OLE CT2W
#define CT2OLEEX CT2WEX
#define CT2COLE CT2CW
#define CA2OLE CA2W
#define CA2COLE CA2CW
#define CW2OLE CW2W
#define CW2COLE CW2CW

#define USES_CONVERSION                                                                            \
    int _convert = 0;                                                                              \
    const wchar_t *_lpw = NULL;                                                                    \
    const char *_lpa = NULL;                                                                       \
    (void)_convert, (void)_lpw, (void)_lpa
#define A2W(text)                                                                                  \
    (((_lpa = (text)) == NULL)                                                                     \
         ? (wchar_t *)NULL                                                                         \
         : (_convert = ATL::AtlLength(_lpa) + 1,                                                   \
            ATL::AtlA2WHelper((wchar_t *)_alloca((size_t)_convert * sizeof(wchar_t)), _lpa,        \
                              _convert)))
#define W2A(text)                                                                                  \
    (((_lpw = (text)) == NULL)                                                                     \
         ? (char *)NULL                                                                            \
         : (_convert = (ATL::AtlLength(_lpw) + 1) * VSAPI_COMPAT_WIDEST,                           \
            ATL::AtlW2AHelper((char *)_alloca((size_t)_convert), _lpw, _convert)))
#define A2CW(text) ((const wchar_t *)A2W(text))
#define W2CA(text) ((const char *)W2A(text))
#ifdef UNICODE
#define T2A W2A
#define A2T A2W
#define T2CA W2CA
#define A2CT A2CW
#define T2W(text) ((wchar_t *)(text))
#define W2T(text) ((wchar_t *)(text))
#define T2CW(text) ((const wchar_t *)(text))
#define W2CT(text) ((const wchar_t *)(text))
#else
#define T2W A2W
#define W2T W2A
#define T2CW A2CW
#define W2CT W2CA
#define T2A(text) ((char *)(text))
#define A2T(text) ((char *)(text))
#define T2CA(text) ((const char *)(text))
#define A2CT(text) ((const char *)(text))
#endif
#define A2OLE A2W
#define OLE2A W2A
#define A2COLE A2CW
#define OLE2CA W2CA
#define T2OLE T2W
#define OLE2T W2T
#define T2COLE T2CW
#define OLE2CT W2CT
#define W2OLE(text) ((wchar_t *)(text))
#define OLE2W(text) ((wchar_t *)(text))
#define W2COLE(text) ((const wchar_t *)(text))
#define OLE2CW(text) ((const wchar_t *)(text))

namespace ATL
{
inline BSTR A2BSTR(const char *text)
{
    return text ? SysAllocString(CA2W(text)) : NULL;
}

inline BSTR W2BSTR(const wchar_t *text)
{
    return text ? SysAllocString(text) : NULL;
}

inline BSTR OLE2BSTR(const wchar_t *text)
{
    return W2BSTR(text);
}

inline BSTR T2BSTR(const char *text)
{
    return A2BSTR(text);
}

inline BSTR T2BSTR(const wchar_t *text)
{
    return W2BSTR(text);
}
} // namespace ATL

#endif
