/*
 * vsapi/win32/critical_section.c - recursive locks in the memory that the program gives.
 *
 * A CRITICAL_SECTION has no room for a pthread mutex on every machine, and nothing may be allocated
 * for it, for its initialization cannot fail. So its fields, which mean what they mean on Windows,
 * are guarded by one of a few locks that is found by the section's address.
 */
#include "ground.h"

#include <vsapi/thread.h>

#define SHARES 64

static struct share {
    struct vsapi_mutex lock;
    struct vsapi_cond freed;
} shares[SHARES];
static struct vsapi_once shares_once = VSAPI_ONCE_INIT;

static void shares_init(void)
{
    for (size_t i = 0; i < SHARES; i++) {
        vsapi_mutex_init(&shares[i].lock);
        vsapi_cond_init(&shares[i].freed);
    }
}

static struct share *share_lock(const CRITICAL_SECTION *section)
{
    uintptr_t address = (uintptr_t)section;
    struct share *share = &shares[(address >> 4 ^ address >> 10 ^ address >> 16) % SHARES];

    vsapi_once(&shares_once, shares_init);
    vsapi_mutex_lock(&share->lock);
    return share;
}

static HANDLE self(void)
{
    return (HANDLE)(ULONG_PTR)vsapi_thread_self();
}

void WINAPI InitializeCriticalSection(CRITICAL_SECTION *section)
{
    *section = (CRITICAL_SECTION){.DebugInfo = (void *)(LONG_PTR)-1, .LockCount = -1};
}

BOOL WINAPI InitializeCriticalSectionAndSpinCount(CRITICAL_SECTION *section, DWORD spins)
{
    (void)spins; /* the lock below decides how long to spin */
    InitializeCriticalSection(section);
    return TRUE;
}

BOOL WINAPI InitializeCriticalSectionEx(CRITICAL_SECTION *section, DWORD spins, DWORD flags)
{
    (void)flags;
    return InitializeCriticalSectionAndSpinCount(section, spins);
}

/* Takes the section if it is free or the thread's already. The share's lock is held. */
static bool section_take(CRITICAL_SECTION *section)
{
    if (section->RecursionCount > 0 && section->OwningThread != self())
        return false;
    section->OwningThread = self();
    section->RecursionCount++;
    return true;
}

void WINAPI EnterCriticalSection(CRITICAL_SECTION *section)
{
    struct share *share = share_lock(section);

    section->LockCount++; /* from -1: who holds it, how often, and who waits for it */
    while (!section_take(section))
        vsapi_cond_wait(&share->freed, &share->lock);
    vsapi_mutex_unlock(&share->lock);
}

BOOL WINAPI TryEnterCriticalSection(CRITICAL_SECTION *section)
{
    struct share *share = share_lock(section);
    bool taken = section_take(section);

    if (taken)
        section->LockCount++;
    vsapi_mutex_unlock(&share->lock);
    return taken;
}

void WINAPI LeaveCriticalSection(CRITICAL_SECTION *section)
{
    struct share *share = share_lock(section);

    section->LockCount--;
    if (--section->RecursionCount == 0) {
        section->OwningThread = NULL;
        if (section->LockCount >= 0)
            vsapi_cond_broadcast(&share->freed); /* others may wait on the same share */
    }
    vsapi_mutex_unlock(&share->lock);
}

void WINAPI DeleteCriticalSection(CRITICAL_SECTION *section)
{
    InitializeCriticalSection(section);
}
