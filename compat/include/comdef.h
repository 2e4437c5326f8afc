/*
 * comdef.h - _com_error and _COM_SMARTPTR_TYPEDEF, natively; on Windows mingw-w64's.
 */
#ifdef _WIN32
/* mingw-w64's asks for exceptions as gcc has it. */
#if defined(_CPPUNWIND) && !defined(__EXCEPTIONS)
#define __EXCEPTIONS 1
#endif
#include_next <comdef.h>
#ifdef _COM_SMARTPTR_TYPEDEF /* else it is read from within itself, by comutil.h */
#include <comdefsp.h>
#endif
#elif !defined(VSAPI_COMPAT_COMDEF_H)
#define VSAPI_COMPAT_COMDEF_H

#include <comutil.h>

/* The system's text for a result, or NULL; the caller frees it. Inner. */
extern "C" wchar_t *vsapi_compat_system_message(HRESULT hr);

class _com_error
{
  public:
    _com_error(HRESULT hr, IErrorInfo *perrinfo = NULL, bool fAddRef = false) throw()
        : m_hresult(hr), m_perrinfo(perrinfo), m_pszMsg(NULL)
    {
        if (m_perrinfo && fAddRef)
            m_perrinfo->AddRef();
    }
    _com_error(const _com_error &that) throw()
        : m_hresult(that.m_hresult), m_perrinfo(that.ErrorInfo()), m_pszMsg(NULL)
    {
    }
    virtual ~_com_error() throw()
    {
        if (m_perrinfo)
            m_perrinfo->Release();
        free(m_pszMsg);
    }
    _com_error &operator=(const _com_error &that) throw()
    {
        if (this != &that) {
            this->~_com_error();
            new (this) _com_error(that);
        }
        return *this;
    }
    HRESULT Error() const throw()
    {
        return m_hresult;
    }
    WORD WCode() const throw()
    {
        return HRESULTToWCode(m_hresult);
    }
    /* With a reference of the caller's. */
    IErrorInfo *ErrorInfo() const throw()
    {
        if (m_perrinfo)
            m_perrinfo->AddRef();
        return m_perrinfo;
    }
    _bstr_t Description() const
    {
        BSTR text = NULL;

        if (m_perrinfo)
            m_perrinfo->GetDescription(&text);
        return _bstr_t(text, false);
    }
    DWORD HelpContext() const throw()
    {
        DWORD context = 0;

        if (m_perrinfo)
            m_perrinfo->GetHelpContext(&context);
        return context;
    }
    _bstr_t HelpFile() const
    {
        BSTR text = NULL;

        if (m_perrinfo)
            m_perrinfo->GetHelpFile(&text);
        return _bstr_t(text, false);
    }
    _bstr_t Source() const
    {
        BSTR text = NULL;

        if (m_perrinfo)
            m_perrinfo->GetSource(&text);
        return _bstr_t(text, false);
    }
    ::GUID GUID() const throw()
    {
        ::GUID guid = GUID_NULL;

        if (m_perrinfo)
            m_perrinfo->GetGUID(&guid);
        return guid;
    }
    /* The system's text; for codes without one "IDispatch error #..." or "Unknown error 0x...". */
    const TCHAR *ErrorMessage() const throw();

    static HRESULT WCodeToHRESULT(WORD wCode) throw()
    {
        return wCode >= 0xFE00 ? last : first + wCode;
    }
    static WORD HRESULTToWCode(HRESULT hr) throw()
    {
        return hr >= first && hr <= last ? (WORD)(hr - first) : (WORD)0;
    }

  private:
    static const HRESULT first = MAKE_HRESULT(SEVERITY_ERROR, FACILITY_ITF, 0x200);
    static const HRESULT last = MAKE_HRESULT(SEVERITY_ERROR, FACILITY_ITF + 1, 0) - 1;

    HRESULT m_hresult;
    IErrorInfo *m_perrinfo;
    mutable TCHAR *m_pszMsg;
};

inline const TCHAR *_com_error::ErrorMessage() const throw()
{
    const size_t brief = 32;
    wchar_t *wide;

    if (m_pszMsg)
        return m_pszMsg;
    wide = vsapi_compat_system_message(m_hresult);
    if (!wide) {
        wide = (wchar_t *)malloc(brief * sizeof *wide);
        if (wide && WCode() != 0)
            swprintf(wide, brief, L"IDispatch error #%d", WCode());
        else if (wide)
            swprintf(wide, brief, L"Unknown error 0x%0lX", m_hresult);
    }
#ifdef UNICODE
    m_pszMsg = wide;
#else
    int size = wide ? vsapi_compat_narrow(wide, -1, NULL, 0) : 0;
    m_pszMsg = size > 0 ? (char *)malloc((size_t)size) : NULL;
    if (m_pszMsg)
        vsapi_compat_narrow(wide, -1, m_pszMsg, size);
    free(wide);
#endif
    return m_pszMsg;
}

/* What _com_issue_error calls; throws a _com_error unless another handler was set. */
inline void _com_raise_error(HRESULT hr, IErrorInfo *perrinfo = NULL)
{
#ifdef __EXCEPTIONS
    throw _com_error(hr, perrinfo);
#else
    (void)hr, (void)perrinfo;
    abort();
#endif
}

typedef void _com_error_handler(HRESULT hr, IErrorInfo *perrinfo);
inline _com_error_handler *&vsapi_compat_com_error_handler()
{
    static _com_error_handler *handler = _com_raise_error;
    return handler;
}

inline void _set_com_error_handler(_com_error_handler *pHandler)
{
    vsapi_compat_com_error_handler() = pHandler ? pHandler : _com_raise_error;
}

inline void _com_issue_error(HRESULT hr)
{
    vsapi_compat_com_error_handler()(hr, NULL);
}

/* With what the object tells about the failure. Natively no object tells: there is no SetErrorInfo.
 */
inline void _com_issue_errorex(HRESULT hr, IUnknown *, REFIID)
{
    vsapi_compat_com_error_handler()(hr, NULL);
}

#include <comip.h>

#define _COM_SMARTPTR _com_ptr_t
#define _COM_SMARTPTR_LEVEL2 _com_IIID
#define _COM_SMARTPTR_TYPEDEF(Interface, IID)                                                      \
    typedef _COM_SMARTPTR<_COM_SMARTPTR_LEVEL2<Interface, &IID>> Interface##Ptr

#include <comdefsp.h>

#endif
