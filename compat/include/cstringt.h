/*
 * cstringt.h - CStringT, the text class of ATL and MFC, for both kinds of character.
 *
 * An object is one pointer to its characters; length and room stand before them. Every object has
 * its own text: copies are not shared. Letters are compared and changed as the C locale has it.
 */
#ifndef VSAPI_COMPAT_CSTRINGT_H
#define VSAPI_COMPAT_CSTRINGT_H

#include <atldef.h>
#include <atlconv.h>

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>

namespace ATL
{
/* What differs between the two kinds of character. */
template <typename BaseType> struct ChTraitsCRT;

template <> struct ChTraitsCRT<char> {
    typedef char XCHAR;
    typedef wchar_t YCHAR;
    static int length(const char *text)
    {
        return AtlLength(text);
    }
    static int compare(const char *a, const char *b)
    {
        return strcmp(a, b);
    }
    static int compare_no_case(const char *a, const char *b)
    {
        return _stricmp(a, b);
    }
    static char lower(char c)
    {
        return (char)tolower((unsigned char)c);
    }
    static char upper(char c)
    {
        return (char)toupper((unsigned char)c);
    }
    static bool is_space(char c)
    {
        return isspace((unsigned char)c) != 0;
    }
    static const char *find(const char *text, const char *what)
    {
        return strstr(text, what);
    }
    static int format_length(const char *format, va_list args)
    {
        return _vscprintf(format, args);
    }
    static int format(char *to, int size, const char *format, va_list args)
    {
        return _vsnprintf(to, (size_t)size, format, args);
    }
    static int converted(const wchar_t *from, int length, char *to, int size)
    {
        return vsapi_compat_narrow(from, length, to, size);
    }
};

template <> struct ChTraitsCRT<wchar_t> {
    typedef wchar_t XCHAR;
    typedef char YCHAR;
    static int length(const wchar_t *text)
    {
        return AtlLength(text);
    }
    static int compare(const wchar_t *a, const wchar_t *b)
    {
        return wcscmp(a, b);
    }
    static int compare_no_case(const wchar_t *a, const wchar_t *b)
    {
        return _wcsicmp(a, b);
    }
    static wchar_t lower(wchar_t c)
    {
        return (wchar_t)towlower((wint_t)c);
    }
    static wchar_t upper(wchar_t c)
    {
        return (wchar_t)towupper((wint_t)c);
    }
    static bool is_space(wchar_t c)
    {
        return iswspace((wint_t)c) != 0;
    }
    static const wchar_t *find(const wchar_t *text, const wchar_t *what)
    {
        return wcsstr(text, what);
    }
    static int format_length(const wchar_t *format, va_list args)
    {
        return _vscwprintf(format, args);
    }
    static int format(wchar_t *to, int size, const wchar_t *format, va_list args)
    {
        return _vsnwprintf(to, (size_t)size, format, args);
    }
    static int converted(const char *from, int length, wchar_t *to, int size)
    {
        return vsapi_compat_widen(from, length, to, size);
    }
};

template <typename BaseType, class Traits = ChTraitsCRT<BaseType>> class CStringT
{
  public:
    typedef BaseType XCHAR;
    typedef typename ChTraitsCRT<BaseType>::YCHAR YCHAR;
    typedef const XCHAR *PCXSTR;
    typedef XCHAR *PXSTR;
    typedef const YCHAR *PCYSTR;
    typedef YCHAR *PYSTR;

    CStringT() throw() : m_pszData(nil())
    {
    }
    CStringT(const CStringT &src) : m_pszData(nil())
    {
        SetString(src, src.GetLength());
    }
    CStringT(CStringT &&src) throw() : m_pszData(src.m_pszData)
    {
        src.m_pszData = nil();
    }
    CStringT(PCXSTR src) : m_pszData(nil())
    {
        SetString(src);
    }
    CStringT(PCYSTR src) : m_pszData(nil())
    {
        set_other(src, src ? ChTraitsCRT<YCHAR>::length(src) : 0);
    }
    CStringT(PCXSTR src, int nLength) : m_pszData(nil())
    {
        SetString(src, nLength);
    }
    CStringT(PCYSTR src, int nLength) : m_pszData(nil())
    {
        set_other(src, nLength);
    }
    explicit CStringT(XCHAR ch, int nLength = 1) : m_pszData(nil())
    {
        PXSTR text = GetBuffer(nLength);

        for (int i = 0; i < nLength; i++)
            text[i] = ch;
        ReleaseBufferSetLength(nLength);
    }
    explicit CStringT(const VARIANT &src) : m_pszData(nil())
    {
        VARIANT text;

        VariantInit(&text);
        HRESULT hr = VariantChangeType(&text, const_cast<VARIANT *>(&src), 0, VT_BSTR);
        if (FAILED(hr))
            AtlThrow(hr);
        *this = V_BSTR(&text);
        VariantClear(&text);
    }
    ~CStringT() throw()
    {
        free_text();
    }
    CStringT &operator=(const CStringT &src)
    {
        if (this != &src)
            SetString(src, src.GetLength());
        return *this;
    }
    CStringT &operator=(CStringT &&src) throw()
    {
        PXSTR text = m_pszData;
        m_pszData = src.m_pszData;
        src.m_pszData = text;
        return *this;
    }
    CStringT &operator=(PCXSTR src)
    {
        SetString(src);
        return *this;
    }
    CStringT &operator=(PCYSTR src)
    {
        set_other(src, src ? ChTraitsCRT<YCHAR>::length(src) : 0);
        return *this;
    }
    CStringT &operator=(XCHAR ch)
    {
        SetString(&ch, 1);
        return *this;
    }

    operator PCXSTR() const throw()
    {
        return m_pszData;
    }
    PCXSTR GetString() const throw()
    {
        return m_pszData;
    }
    int GetLength() const throw()
    {
        return header(m_pszData)->length;
    }
    int GetAllocLength() const throw()
    {
        return header(m_pszData)->room;
    }
    bool IsEmpty() const throw()
    {
        return GetLength() == 0;
    }
    void Empty() throw()
    {
        free_text();
        m_pszData = nil();
    }
    XCHAR GetAt(int i) const
    {
        ATLASSERT(i >= 0 && i <= GetLength());
        return m_pszData[i];
    }
    XCHAR operator[](int i) const
    {
        return GetAt(i);
    }
    void SetAt(int i, XCHAR ch)
    {
        if (i < 0 || i >= GetLength())
            AtlThrow(E_INVALIDARG);
        m_pszData[i] = ch;
    }
    void SetString(PCXSTR src)
    {
        SetString(src, src ? ChTraitsCRT<XCHAR>::length(src) : 0);
    }
    void SetString(PCXSTR src, int nLength)
    {
        CStringT whole;

        if (nLength < 0)
            AtlThrow(E_INVALIDARG);
        if (nLength == 0) {
            Empty();
            return;
        }
        /* src may be a part of this text. */
        memcpy(whole.GetBuffer(nLength), src, (size_t)nLength * sizeof(XCHAR));
        whole.ReleaseBufferSetLength(nLength);
        *this = static_cast<CStringT &&>(whole);
    }

    /* Room for nMinBufferLength characters and the end. */
    PXSTR GetBuffer(int nMinBufferLength)
    {
        if (nMinBufferLength < 0)
            AtlThrow(E_INVALIDARG);
        if (nMinBufferLength > GetAllocLength() || m_pszData == nil())
            grow(nMinBufferLength);
        return m_pszData;
    }
    PXSTR GetBuffer()
    {
        return GetBuffer(GetLength());
    }
    PXSTR GetBufferSetLength(int nLength)
    {
        PXSTR text = GetBuffer(nLength);

        set_length(nLength);
        return text;
    }
    void ReleaseBuffer(int nNewLength = -1)
    {
        if (nNewLength < 0) {
            for (nNewLength = 0; nNewLength < GetAllocLength() && m_pszData[nNewLength];)
                nNewLength++;
        }
        set_length(nNewLength);
    }
    void ReleaseBufferSetLength(int nNewLength)
    {
        set_length(nNewLength);
    }
    void Preallocate(int nLength)
    {
        GetBuffer(nLength);
    }
    void FreeExtra()
    {
        *this = CStringT(m_pszData, GetLength());
    }
    void Truncate(int nNewLength)
    {
        if (nNewLength < GetLength())
            set_length(nNewLength);
    }

    void Append(PCXSTR src)
    {
        Append(src, src ? ChTraitsCRT<XCHAR>::length(src) : 0);
    }
    void Append(PCXSTR src, int nLength)
    {
        int before = GetLength();

        if (nLength <= 0)
            return;
        if (src >= m_pszData && src <= m_pszData + before) {
            CStringT copy(src, nLength);
            Append(copy.m_pszData, nLength);
            return;
        }
        if (nLength > INT_MAX / 2 - before)
            AtlThrow(E_OUTOFMEMORY);
        if (before + nLength > GetAllocLength())
            GetBuffer(before + nLength + before / 2);
        memcpy(m_pszData + before, src, (size_t)nLength * sizeof(XCHAR));
        set_length(before + nLength);
    }
    void Append(const CStringT &src)
    {
        Append(src.m_pszData, src.GetLength());
    }
    void AppendChar(XCHAR ch)
    {
        Append(&ch, 1);
    }
    CStringT &operator+=(const CStringT &src)
    {
        Append(src);
        return *this;
    }
    CStringT &operator+=(PCXSTR src)
    {
        Append(src);
        return *this;
    }
    CStringT &operator+=(PCYSTR src)
    {
        Append(CStringT(src));
        return *this;
    }
    CStringT &operator+=(XCHAR ch)
    {
        AppendChar(ch);
        return *this;
    }

    void Format(PCXSTR pszFormat, ...)
    {
        va_list args;

        va_start(args, pszFormat);
        FormatV(pszFormat, args);
        va_end(args);
    }
    void FormatV(PCXSTR pszFormat, va_list args)
    {
        CStringT text;

        text.AppendFormatV(pszFormat, args);
        *this = static_cast<CStringT &&>(text);
    }
    void AppendFormat(PCXSTR pszFormat, ...)
    {
        va_list args;

        va_start(args, pszFormat);
        AppendFormatV(pszFormat, args);
        va_end(args);
    }
    void AppendFormatV(PCXSTR pszFormat, va_list args)
    {
        va_list again;
        CStringT text;

        va_copy(again, args);
        int length = ChTraitsCRT<XCHAR>::format_length(pszFormat, again);
        va_end(again);
        if (length < 0)
            AtlThrow(E_FAIL);
        va_copy(again, args);
        ChTraitsCRT<XCHAR>::format(text.GetBuffer(length), length + 1, pszFormat, again);
        va_end(again);
        text.ReleaseBufferSetLength(length);
        Append(text);
    }

    int Compare(PCXSTR other) const
    {
        return ChTraitsCRT<XCHAR>::compare(m_pszData, other);
    }
    int CompareNoCase(PCXSTR other) const
    {
        return ChTraitsCRT<XCHAR>::compare_no_case(m_pszData, other);
    }
    CStringT Left(int nCount) const
    {
        return Mid(0, nCount);
    }
    CStringT Right(int nCount) const
    {
        return nCount >= GetLength() ? *this : Mid(GetLength() - (nCount > 0 ? nCount : 0));
    }
    CStringT Mid(int iFirst) const
    {
        return Mid(iFirst, GetLength());
    }
    CStringT Mid(int iFirst, int nCount) const
    {
        int first = iFirst < 0 ? 0 : iFirst > GetLength() ? GetLength() : iFirst;
        int left = GetLength() - first;

        return CStringT(m_pszData + first, nCount < 0 ? 0 : nCount > left ? left : nCount);
    }
    CStringT SpanIncluding(PCXSTR set) const
    {
        return Left(span(set, true));
    }
    CStringT SpanExcluding(PCXSTR set) const
    {
        return Left(span(set, false));
    }
    int Find(XCHAR ch, int iStart = 0) const
    {
        for (int i = iStart < 0 ? GetLength() : iStart; i < GetLength(); i++) {
            if (m_pszData[i] == ch)
                return i;
        }
        return -1;
    }
    int Find(PCXSTR what, int iStart = 0) const
    {
        if (!what || iStart < 0 || iStart > GetLength())
            return -1;
        PCXSTR found = ChTraitsCRT<XCHAR>::find(m_pszData + iStart, what);
        return found ? (int)(found - m_pszData) : -1;
    }
    int ReverseFind(XCHAR ch) const
    {
        int i = GetLength() - 1;

        while (i >= 0 && m_pszData[i] != ch)
            i--;
        return i;
    }
    int FindOneOf(PCXSTR set) const
    {
        int at = span(set, false);

        return at == GetLength() ? -1 : at;
    }
    int Replace(XCHAR chOld, XCHAR chNew)
    {
        int count = 0;

        for (int i = 0; chOld != chNew && i < GetLength(); i++) {
            if (m_pszData[i] == chOld) {
                m_pszData[i] = chNew;
                count++;
            }
        }
        return count;
    }
    int Replace(PCXSTR pszOld, PCXSTR pszNew)
    {
        int old_length = pszOld ? ChTraitsCRT<XCHAR>::length(pszOld) : 0;
        int count = 0, from = 0, at;
        CStringT text;

        if (old_length == 0)
            return 0;
        while ((at = Find(pszOld, from)) >= 0) {
            text.Append(m_pszData + from, at - from);
            text.Append(pszNew);
            from = at + old_length;
            count++;
        }
        if (count > 0) {
            text.Append(m_pszData + from, GetLength() - from);
            *this = static_cast<CStringT &&>(text);
        }
        return count;
    }
    int Remove(XCHAR ch)
    {
        int kept = 0, before = GetLength();

        for (int i = 0; i < before; i++) {
            if (m_pszData[i] != ch)
                m_pszData[kept++] = m_pszData[i];
        }
        if (kept < before)
            set_length(kept);
        return before - kept;
    }
    int Insert(int iIndex, PCXSTR src)
    {
        int at = iIndex < 0 ? 0 : iIndex > GetLength() ? GetLength() : iIndex;
        CStringT text(m_pszData, at);

        text.Append(src);
        text.Append(m_pszData + at, GetLength() - at);
        *this = static_cast<CStringT &&>(text);
        return GetLength();
    }
    int Insert(int iIndex, XCHAR ch)
    {
        XCHAR text[] = {ch, 0};
        return Insert(iIndex, text);
    }
    int Delete(int iIndex, int nCount = 1)
    {
        int first = iIndex < 0 ? 0 : iIndex;

        if (nCount > 0 && first < GetLength()) {
            int left = GetLength() - first;
            int count = nCount > left ? left : nCount;

            memmove(m_pszData + first, m_pszData + first + count,
                    (size_t)(left - count) * sizeof(XCHAR));
            set_length(GetLength() - count);
        }
        return GetLength();
    }
    CStringT &MakeUpper()
    {
        for (int i = 0; i < GetLength(); i++)
            m_pszData[i] = ChTraitsCRT<XCHAR>::upper(m_pszData[i]);
        return *this;
    }
    CStringT &MakeLower()
    {
        for (int i = 0; i < GetLength(); i++)
            m_pszData[i] = ChTraitsCRT<XCHAR>::lower(m_pszData[i]);
        return *this;
    }
    CStringT &MakeReverse()
    {
        for (int i = 0, k = GetLength() - 1; i < k; i++, k--) {
            XCHAR ch = m_pszData[i];
            m_pszData[i] = m_pszData[k];
            m_pszData[k] = ch;
        }
        return *this;
    }
    /* Without a set what is white space. */
    CStringT &TrimLeft(PCXSTR set = NULL)
    {
        int count = 0;

        while (count < GetLength() && is_in(m_pszData[count], set))
            count++;
        Delete(0, count);
        return *this;
    }
    CStringT &TrimRight(PCXSTR set = NULL)
    {
        int length = GetLength();

        while (length > 0 && is_in(m_pszData[length - 1], set))
            length--;
        Truncate(length);
        return *this;
    }
    CStringT &Trim(PCXSTR set = NULL)
    {
        return TrimRight(set).TrimLeft(set);
    }
    CStringT &TrimLeft(XCHAR ch)
    {
        XCHAR set[] = {ch, 0};
        return TrimLeft(set);
    }
    CStringT &TrimRight(XCHAR ch)
    {
        XCHAR set[] = {ch, 0};
        return TrimRight(set);
    }
    CStringT &Trim(XCHAR ch)
    {
        XCHAR set[] = {ch, 0};
        return Trim(set);
    }
    /* The next piece; at the end an empty text and iStart -1. */
    CStringT Tokenize(PCXSTR set, int &iStart) const
    {
        int first = iStart, end;

        if (first < 0)
            return CStringT();
        while (first < GetLength() && is_in(m_pszData[first], set))
            first++;
        for (end = first; end < GetLength() && !is_in(m_pszData[end], set);)
            end++;
        iStart = first < GetLength() ? end + 1 : -1;
        if (first >= GetLength())
            return CStringT();
        return Mid(first, end - first);
    }
    BSTR AllocSysString() const
    {
        BSTR text = to_bstr(m_pszData, GetLength());

        if (!text)
            AtlThrow(E_OUTOFMEMORY);
        return text;
    }
    BSTR SetSysString(BSTR *pbstr) const
    {
        BSTR text = AllocSysString();

        SysFreeString(*pbstr);
        return *pbstr = text;
    }

  private:
    struct Header {
        int length;
        int room;
    };
    struct Nil {
        Header head;
        XCHAR end[1];
    };
    PXSTR m_pszData;

    /* The text of all that are empty; it is never written to. */
    static PXSTR nil()
    {
        static Nil empty;
        return empty.end;
    }
    static Header *header(PCXSTR text)
    {
        return reinterpret_cast<Header *>(const_cast<PXSTR>(text)) - 1;
    }
    void free_text()
    {
        if (m_pszData != nil())
            free(header(m_pszData));
    }
    void grow(int room)
    {
        if (room > INT_MAX / 2)
            AtlThrow(E_OUTOFMEMORY);
        Header *head =
            static_cast<Header *>(malloc(sizeof(Header) + ((size_t)room + 1) * sizeof(XCHAR)));
        if (!head)
            AtlThrow(E_OUTOFMEMORY);
        PXSTR text = reinterpret_cast<PXSTR>(head + 1);
        head->length = GetLength();
        head->room = room;
        memcpy(text, m_pszData, ((size_t)head->length + 1) * sizeof(XCHAR));
        free_text();
        m_pszData = text;
    }
    void set_length(int length)
    {
        if (length < 0 || length > GetAllocLength())
            AtlThrow(E_INVALIDARG);
        if (m_pszData == nil())
            return;
        header(m_pszData)->length = length;
        m_pszData[length] = 0;
    }
    void set_other(PCYSTR src, int length)
    {
        int size = src && length > 0 ? ChTraitsCRT<XCHAR>::converted(src, length, NULL, 0) : 0;
        CStringT text;

        if (size > 0) {
            ChTraitsCRT<XCHAR>::converted(src, length, text.GetBuffer(size), size);
            text.ReleaseBufferSetLength(size);
        }
        *this = static_cast<CStringT &&>(text);
    }
    static bool is_in(XCHAR ch, PCXSTR set)
    {
        if (!set)
            return ChTraitsCRT<XCHAR>::is_space(ch);
        while (*set && *set != ch)
            set++;
        return *set != 0;
    }
    /* How many of the first characters are in the set, or are not. */
    int span(PCXSTR set, bool in) const
    {
        int count = 0;

        while (count < GetLength() && is_in(m_pszData[count], set) == in)
            count++;
        return count;
    }
    static BSTR to_bstr(const wchar_t *text, int length)
    {
        return SysAllocStringLen(text, (UINT)length);
    }
    static BSTR to_bstr(const char *text, int length)
    {
        CStringT<wchar_t> wide(text, length);
        return SysAllocStringLen(wide, (UINT)wide.GetLength());
    }
};

/* Joining; either side may be a plain text or a character. */
template <typename Text, typename Left, typename Right> inline Text AtlJoin(Left a, Right b)
{
    Text text(a);
    text += b;
    return text;
}
template <typename B, class T>
inline CStringT<B, T> operator+(const CStringT<B, T> &a, const CStringT<B, T> &b)
{
    return AtlJoin<CStringT<B, T>, const CStringT<B, T> &, const CStringT<B, T> &>(a, b);
}
template <typename B, class T>
inline CStringT<B, T> operator+(const CStringT<B, T> &a, typename CStringT<B, T>::PCXSTR b)
{
    return AtlJoin<CStringT<B, T>, const CStringT<B, T> &>(a, b);
}
template <typename B, class T>
inline CStringT<B, T> operator+(const CStringT<B, T> &a, typename CStringT<B, T>::PCYSTR b)
{
    return AtlJoin<CStringT<B, T>, const CStringT<B, T> &>(a, b);
}
template <typename B, class T>
inline CStringT<B, T> operator+(const CStringT<B, T> &a, typename CStringT<B, T>::XCHAR b)
{
    return AtlJoin<CStringT<B, T>, const CStringT<B, T> &>(a, b);
}
template <typename B, class T>
inline CStringT<B, T> operator+(typename CStringT<B, T>::PCXSTR a, const CStringT<B, T> &b)
{
    return AtlJoin<CStringT<B, T>, typename CStringT<B, T>::PCXSTR, const CStringT<B, T> &>(a, b);
}
template <typename B, class T>
inline CStringT<B, T> operator+(typename CStringT<B, T>::XCHAR a, const CStringT<B, T> &b)
{
    return AtlJoin<CStringT<B, T>, typename CStringT<B, T>::XCHAR, const CStringT<B, T> &>(a, b);
}

/* Comparing, with the text on either side. */
#define VSAPI_COMPAT_COMPARE(op)                                                                   \
    template <typename B, class T>                                                                 \
    inline bool operator op(const CStringT<B, T> &a, const CStringT<B, T> &b)                      \
    {                                                                                              \
        return a.Compare(b) op 0;                                                                  \
    }                                                                                              \
    template <typename B, class T>                                                                 \
    inline bool operator op(const CStringT<B, T> &a, typename CStringT<B, T>::PCXSTR b)            \
    {                                                                                              \
        return a.Compare(b) op 0;                                                                  \
    }                                                                                              \
    template <typename B, class T>                                                                 \
    inline bool operator op(typename CStringT<B, T>::PCXSTR a, const CStringT<B, T> &b)            \
    {                                                                                              \
        return 0 op b.Compare(a);                                                                  \
    }
VSAPI_COMPAT_COMPARE(==)
VSAPI_COMPAT_COMPARE(!=)
VSAPI_COMPAT_COMPARE(<)
VSAPI_COMPAT_COMPARE(>)
VSAPI_COMPAT_COMPARE(<=)
VSAPI_COMPAT_COMPARE(>=)
#undef VSAPI_COMPAT_COMPARE

template <typename BaseType> using StrTraitATL = ChTraitsCRT<BaseType>;
typedef CStringT<wchar_t> CAtlStringW;
typedef CStringT<char> CAtlStringA;
typedef CStringT<TCHAR> CAtlString;
} // namespace ATL

#endif
