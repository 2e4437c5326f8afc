/*
 * compat/src/comsupp_windows.cpp - what mingw-w64's comdef.h and comutil.h declare and no library
 * of its has.
 */
#include <comdef.h>

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
