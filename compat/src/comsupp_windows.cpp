/*
 * compat/src/comsupp_windows.cpp - what mingw-w64's comdef.h and comutil.h declare and no library
 * of its has.
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

/* With what the object tells about the failure, if it tells of this interface. */
void WINAPI _com_issue_errorex(HRESULT hr, IUnknown *object, REFIID iid)
{
    ISupportErrorInfo *support = NULL;
    IErrorInfo *info = NULL;

    if (object && SUCCEEDED(object->QueryInterface(__uuidof(ISupportErrorInfo),
                                                   reinterpret_cast<void **>(&support)))) {
        if (support->InterfaceSupportsErrorInfo(iid) == S_OK)
            GetErrorInfo(0, &info);
        support->Release();
    }
    __mingw_com_error_handler(hr, info);
}
