/*
 * atlbase.h - ATL: smart pointers, texts and variants, owners of memory and handles, locks, and the
 * modules that a DLL of COM classes has.
 *
 * CRegKey is missing: natively there is no registry, and on Windows its functions are at hand.
 */
#ifndef VSAPI_COMPAT_ATLBASE_H
#define VSAPI_COMPAT_ATLBASE_H

#include <atldef.h>
#include <atlalloc.h>
#include <atlcomcli.h>
#include <atlconv.h>

namespace ATL
{
class CHandle
{
  public:
    CHandle() throw() : m_h(NULL)
    {
    }
    explicit CHandle(HANDLE h) throw() : m_h(h)
    {
    }
    CHandle(CHandle &h) throw() : m_h(h.Detach())
    {
    }
    ~CHandle() throw()
    {
        if (m_h)
            Close();
    }
    CHandle &operator=(CHandle &h) throw()
    {
        if (this != &h) {
            if (m_h)
                Close();
            Attach(h.Detach());
        }
        return *this;
    }
    operator HANDLE() const throw()
    {
        return m_h;
    }
    void Attach(HANDLE h) throw()
    {
        ATLASSERT(m_h == NULL);
        m_h = h;
    }
    HANDLE Detach() throw()
    {
        HANDLE h = m_h;
        m_h = NULL;
        return h;
    }
    void Close() throw()
    {
        if (m_h)
            ::CloseHandle(m_h);
        m_h = NULL;
    }

    HANDLE m_h;
};

class CComCriticalSection
{
  public:
    CComCriticalSection() throw()
    {
        memset(&m_sec, 0, sizeof m_sec);
    }
    HRESULT Init() throw()
    {
        return InitializeCriticalSectionAndSpinCount(&m_sec, 0) ? S_OK : AtlHresultFromLastError();
    }
    HRESULT Term() throw()
    {
        DeleteCriticalSection(&m_sec);
        return S_OK;
    }
    HRESULT Lock() throw()
    {
        EnterCriticalSection(&m_sec);
        return S_OK;
    }
    HRESULT Unlock() throw()
    {
        LeaveCriticalSection(&m_sec);
        return S_OK;
    }

    CRITICAL_SECTION m_sec;
};

/* Begins and ends by itself. */
class CComAutoCriticalSection : public CComCriticalSection
{
  public:
    CComAutoCriticalSection()
    {
        HRESULT hr = CComCriticalSection::Init();

        if (FAILED(hr))
            AtlThrow(hr);
    }
    ~CComAutoCriticalSection() throw()
    {
        CComCriticalSection::Term();
    }

  private:
    HRESULT Init();
    HRESULT Term();
};

/* Ends by itself where it has begun. */
class CComSafeDeleteCriticalSection : public CComCriticalSection
{
  public:
    CComSafeDeleteCriticalSection() throw() : m_bInitialized(false)
    {
    }
    ~CComSafeDeleteCriticalSection() throw()
    {
        Term();
    }
    HRESULT Init() throw()
    {
        HRESULT hr = CComCriticalSection::Init();

        m_bInitialized = SUCCEEDED(hr);
        return hr;
    }
    HRESULT Term() throw()
    {
        HRESULT hr = m_bInitialized ? CComCriticalSection::Term() : S_OK;

        m_bInitialized = false;
        return hr;
    }
    HRESULT Lock() throw()
    {
        ATLASSERT(m_bInitialized);
        return CComCriticalSection::Lock();
    }

  private:
    bool m_bInitialized;
};

class CComAutoDeleteCriticalSection : public CComSafeDeleteCriticalSection
{
  private:
    HRESULT Term();
};

class CComFakeCriticalSection
{
  public:
    HRESULT Lock() throw()
    {
        return S_OK;
    }
    HRESULT Unlock() throw()
    {
        return S_OK;
    }
    HRESULT Init() throw()
    {
        return S_OK;
    }
    HRESULT Term() throw()
    {
        return S_OK;
    }
};

template <class TLock> class CComCritSecLock
{
  public:
    CComCritSecLock(TLock &cs, bool bInitialLock = true) : m_cs(cs), m_bLocked(false)
    {
        HRESULT hr = bInitialLock ? Lock() : S_OK;

        if (FAILED(hr))
            AtlThrow(hr);
    }
    ~CComCritSecLock() throw()
    {
        if (m_bLocked)
            Unlock();
    }
    HRESULT Lock() throw()
    {
        HRESULT hr = m_cs.Lock();

        m_bLocked = SUCCEEDED(hr);
        return hr;
    }
    void Unlock() throw()
    {
        m_cs.Unlock();
        m_bLocked = false;
    }

  private:
    TLock &m_cs;
    bool m_bLocked;

    CComCritSecLock(const CComCritSecLock &);
    CComCritSecLock &operator=(const CComCritSecLock &);
};

/* The thread models: how references are counted and objects locked. */
class CComSingleThreadModel
{
  public:
    static ULONG Increment(LONG *p) throw()
    {
        return (ULONG)++ * p;
    }
    static ULONG Decrement(LONG *p) throw()
    {
        return (ULONG)-- * p;
    }
    typedef CComFakeCriticalSection AutoCriticalSection;
    typedef CComFakeCriticalSection AutoDeleteCriticalSection;
    typedef CComFakeCriticalSection CriticalSection;
    typedef CComSingleThreadModel ThreadModelNoCS;
};

class CComMultiThreadModelNoCS
{
  public:
    static ULONG Increment(LONG *p) throw()
    {
        return (ULONG)InterlockedIncrement(p);
    }
    static ULONG Decrement(LONG *p) throw()
    {
        return (ULONG)InterlockedDecrement(p);
    }
    typedef CComFakeCriticalSection AutoCriticalSection;
    typedef CComFakeCriticalSection AutoDeleteCriticalSection;
    typedef CComFakeCriticalSection CriticalSection;
    typedef CComMultiThreadModelNoCS ThreadModelNoCS;
};

class CComMultiThreadModel
{
  public:
    static ULONG Increment(LONG *p) throw()
    {
        return (ULONG)InterlockedIncrement(p);
    }
    static ULONG Decrement(LONG *p) throw()
    {
        return (ULONG)InterlockedDecrement(p);
    }
    typedef CComAutoCriticalSection AutoCriticalSection;
    typedef CComAutoDeleteCriticalSection AutoDeleteCriticalSection;
    typedef CComCriticalSection CriticalSection;
    typedef CComMultiThreadModelNoCS ThreadModelNoCS;
};

#if defined(_ATL_SINGLE_THREADED) || defined(_ATL_APARTMENT_THREADED)
typedef CComSingleThreadModel CComObjectThreadModel;
#else
typedef CComMultiThreadModel CComObjectThreadModel;
#endif
#if defined(_ATL_SINGLE_THREADED)
typedef CComSingleThreadModel CComGlobalsThreadModel;
#else
typedef CComMultiThreadModel CComGlobalsThreadModel;
#endif
} // namespace ATL

#include <vsapi/compat/atl_module.h>

#endif
