/*
 * vsapi/base/at_descriptor_windows.c - numbers for handles, as vsapi/at.h has them.
 */
#ifdef _WIN32

#include "at_windows.h"

#define FIRST 0x4000 /* descriptors of the C library are below */

struct slot {
    HANDLE handle; /* NULL: free */
    bool locked;
};
static SRWLOCK slots_lock = SRWLOCK_INIT; /* guards what follows */
static struct slot *slots;
static int slot_count;

/* Under the lock. -1: out of memory */
static int free_slot(void)
{
    struct slot *more;
    int count = slot_count ? slot_count * 2 : 64;

    for (int i = 0; i < slot_count; i++) {
        if (!slots[i].handle)
            return i;
    }
    more = realloc(slots, (size_t)count * sizeof *slots);
    if (!more)
        return -1;
    memset(more + slot_count, 0, (size_t)(count - slot_count) * sizeof *slots);
    slots = more;
    slot_count = count;
    return count / 2 < 64 ? 0 : count / 2;
}

int vsapi_at_new(HANDLE handle)
{
    int i;

    AcquireSRWLockExclusive(&slots_lock);
    i = free_slot();
    if (i >= 0)
        slots[i] = (struct slot){.handle = handle};
    ReleaseSRWLockExclusive(&slots_lock);
    if (i >= 0)
        return FIRST + i;
    CloseHandle(handle);
    errno = ENOMEM;
    return -1;
}

HANDLE vsapi_at_handle(int fd)
{
    HANDLE handle = NULL;

    AcquireSRWLockShared(&slots_lock);
    if (fd >= FIRST && fd < FIRST + slot_count)
        handle = slots[fd - FIRST].handle;
    ReleaseSRWLockShared(&slots_lock);
    if (!handle)
        errno = EBADF;
    return handle;
}

void vsapi_at_set_locked(int fd)
{
    AcquireSRWLockExclusive(&slots_lock);
    slots[fd - FIRST].locked = true;
    ReleaseSRWLockExclusive(&slots_lock);
}

int vsapi_at_close(int fd)
{
    struct slot slot = {0};

    AcquireSRWLockExclusive(&slots_lock);
    if (fd >= FIRST && fd < FIRST + slot_count) {
        slot = slots[fd - FIRST];
        slots[fd - FIRST] = (struct slot){0};
    }
    ReleaseSRWLockExclusive(&slots_lock);
    if (!slot.handle) {
        errno = EBADF;
        return -1;
    }
    if (slot.locked) { /* else it would go at a time of the system's choice */
        OVERLAPPED place = vsapi_at_lock_place();

        UnlockFileEx(slot.handle, 0, 1, 0, &place);
    }
    return CloseHandle(slot.handle) ? 0 : vsapi_at_fail(GetLastError());
}

int vsapi_at_dup(int fd)
{
    HANDLE handle = vsapi_at_handle(fd), other;

    if (!handle)
        return -1;
    if (!DuplicateHandle(GetCurrentProcess(), handle, GetCurrentProcess(), &other, 0, FALSE,
                         DUPLICATE_SAME_ACCESS))
        return vsapi_at_fail(GetLastError());
    return vsapi_at_new(other);
}

#endif
