/*
 * compat/src/com_text.cpp - conversions that comutil.h declares, ours and mingw-w64's.
 */
#include <comdef.h>

#include <vsapi/compat/narrow.h>

#include <new>

namespace _com_util
{
BSTR WINAPI ConvertStringToBSTR(const char *pSrc)
{
    if (!pSrc)
        return NULL;
    int length = (int)strlen(pSrc);
    int units = length > 0 ? vsapi_compat_widen(pSrc, length, NULL, 0) : 0;
    BSTR text = SysAllocStringLen(NULL, (UINT)units);
    if (!text)
        _com_issue_error(E_OUTOFMEMORY);
    else if (units > 0)
        vsapi_compat_widen(pSrc, length, text, units);
    return text;
}

/* The caller frees with delete[]. */
char *WINAPI ConvertBSTRToString(BSTR pSrc)
{
    if (!pSrc)
        return NULL;
    int length = (int)SysStringLen(pSrc);
    int bytes = length > 0 ? vsapi_compat_narrow(pSrc, length, NULL, 0) : 0;
    char *text = new (std::nothrow) char[(size_t)bytes + 1];
    if (!text)
        _com_issue_error(E_OUTOFMEMORY);
    else if (bytes > 0)
        vsapi_compat_narrow(pSrc, length, text, bytes);
    if (text)
        text[bytes] = 0;
    return text;
}
} // namespace _com_util
