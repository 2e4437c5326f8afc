/*
 * atlalloc.h - owners of memory: CHeapPtr, CComHeapPtr, CAutoPtr, CAutoVectorPtr.
 *
 * Copying one hands the memory over, as ATL has it: the one that was copied is empty afterwards.
 */
#ifndef VSAPI_COMPAT_ATLALLOC_H
#define VSAPI_COMPAT_ATLALLOC_H

#include <atldef.h>

namespace ATL
{
class CCRTAllocator
{
  public:
    static void *Allocate(size_t bytes) throw()
    {
        return malloc(bytes);
    }
    static void *Reallocate(void *p, size_t bytes) throw()
    {
        return realloc(p, bytes);
    }
    static void Free(void *p) throw()
    {
        free(p);
    }
};

class CComAllocator
{
  public:
    static void *Allocate(size_t bytes) throw()
    {
        return CoTaskMemAlloc(bytes);
    }
    static void *Reallocate(void *p, size_t bytes) throw()
    {
        return CoTaskMemRealloc(p, bytes);
    }
    static void Free(void *p) throw()
    {
        CoTaskMemFree(p);
    }
};

template <class T, class Allocator = CCRTAllocator> class CHeapPtr
{
  public:
    CHeapPtr() throw() : m_pData(NULL)
    {
    }
    explicit CHeapPtr(T *pData) throw() : m_pData(pData)
    {
    }
    CHeapPtr(CHeapPtr &p) throw() : m_pData(p.Detach())
    {
    }
    CHeapPtr(CHeapPtr &&p) throw() : m_pData(p.Detach())
    {
    }
    ~CHeapPtr() throw()
    {
        Free();
    }
    CHeapPtr &operator=(CHeapPtr &p) throw()
    {
        if (m_pData != p.m_pData)
            Attach(p.Detach());
        return *this;
    }
    CHeapPtr &operator=(CHeapPtr &&p) throw()
    {
        if (m_pData != p.m_pData)
            Attach(p.Detach());
        return *this;
    }
    operator T *() const throw()
    {
        return m_pData;
    }
    T *operator->() const throw()
    {
        ATLASSERT(m_pData != NULL);
        return m_pData;
    }
    T **operator&() throw()
    {
        ATLASSERT(m_pData == NULL);
        return &m_pData;
    }
    bool Allocate(size_t nElements = 1) throw()
    {
        ATLASSERT(m_pData == NULL);
        return AllocateBytes(fits(nElements) ? nElements * sizeof(T) : (size_t)-1);
    }
    bool AllocateBytes(size_t nBytes) throw()
    {
        m_pData = nBytes == (size_t)-1 ? NULL : static_cast<T *>(Allocator::Allocate(nBytes));
        return m_pData != NULL;
    }
    bool Reallocate(size_t nElements) throw()
    {
        void *larger =
            fits(nElements) ? Allocator::Reallocate(m_pData, nElements * sizeof(T)) : NULL;

        if (!larger)
            return false;
        m_pData = static_cast<T *>(larger);
        return true;
    }
    void Free() throw()
    {
        Allocator::Free(m_pData);
        m_pData = NULL;
    }
    void Attach(T *pData) throw()
    {
        Allocator::Free(m_pData);
        m_pData = pData;
    }
    T *Detach() throw()
    {
        T *pData = m_pData;
        m_pData = NULL;
        return pData;
    }

    T *m_pData;

  private:
    static bool fits(size_t nElements)
    {
        return nElements <= (size_t)-1 / 2 / sizeof(T);
    }
};

template <class T> class CComHeapPtr : public CHeapPtr<T, CComAllocator>
{
  public:
    CComHeapPtr() throw()
    {
    }
    explicit CComHeapPtr(T *pData) throw() : CHeapPtr<T, CComAllocator>(pData)
    {
    }
};

/* What CAutoPtr and CAutoVectorPtr share; Delete ends what is owned. */
template <class T, void (*Delete)(T *)> class CAutoPtrBase
{
  public:
    CAutoPtrBase() throw() : m_p(NULL)
    {
    }
    explicit CAutoPtrBase(T *p) throw() : m_p(p)
    {
    }
    CAutoPtrBase(CAutoPtrBase &p) throw() : m_p(p.Detach())
    {
    }
    CAutoPtrBase(CAutoPtrBase &&p) throw() : m_p(p.Detach())
    {
    }
    ~CAutoPtrBase() throw()
    {
        Free();
    }
    CAutoPtrBase &operator=(CAutoPtrBase &p) throw()
    {
        if (this != &p)
            Attach(p.Detach());
        return *this;
    }
    CAutoPtrBase &operator=(CAutoPtrBase &&p) throw()
    {
        if (this != &p)
            Attach(p.Detach());
        return *this;
    }
    operator T *() const throw()
    {
        return m_p;
    }
    void Attach(T *p) throw()
    {
        if (p != m_p)
            Delete(m_p);
        m_p = p;
    }
    T *Detach() throw()
    {
        T *p = m_p;
        m_p = NULL;
        return p;
    }
    void Free() throw()
    {
        Delete(m_p);
        m_p = NULL;
    }

    T *m_p;
};

template <class T> inline void AtlDeleteOne(T *p)
{
    delete p;
}

template <class T> inline void AtlDeleteArray(T *p)
{
    delete[] p;
}

template <class T> class CAutoPtr : public CAutoPtrBase<T, AtlDeleteOne<T>>
{
  public:
    CAutoPtr() throw()
    {
    }
    explicit CAutoPtr(T *p) throw() : CAutoPtrBase<T, AtlDeleteOne<T>>(p)
    {
    }
    T *operator->() const throw()
    {
        ATLASSERT(this->m_p != NULL);
        return this->m_p;
    }
};

template <class T> class CAutoVectorPtr : public CAutoPtrBase<T, AtlDeleteArray<T>>
{
  public:
    CAutoVectorPtr() throw()
    {
    }
    explicit CAutoVectorPtr(T *p) throw() : CAutoPtrBase<T, AtlDeleteArray<T>>(p)
    {
    }
    bool Allocate(size_t nElements) throw()
    {
        ATLASSERT(this->m_p == NULL);
        this->m_p = nElements > (size_t)-1 / 2 / sizeof(T) ? NULL : new (std::nothrow) T[nElements];
        return this->m_p != NULL;
    }
};
} // namespace ATL

#endif
