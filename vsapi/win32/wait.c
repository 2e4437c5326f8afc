/*
 * vsapi/win32/wait.c - waiting for objects.
 */
#include "handle.h"

#include <vsapi/clock.h>

struct wait { /* one call; on the stack of who waits */
    struct vsapi_object *objects[MAXIMUM_WAIT_OBJECTS];
    DWORD count;
    bool all;
};

/* Finds the objects; an error code, or ERROR_SUCCESS. The lock is held. */
static DWORD wait_resolve(struct wait *wait, const HANDLE *handles, DWORD count)
{
    for (wait->count = 0; wait->count < count; wait->count++) {
        struct vsapi_object *object = vsapi_object_of(handles[wait->count]);

        if (!object)
            return ERROR_INVALID_HANDLE;
        wait->objects[wait->count] = object;
        if (!object->cls->ready) {
            wait->count++;
            return ERROR_INVALID_HANDLE;
        }
        for (DWORD i = 0; i < wait->count && wait->all; i++) {
            if (handles[i] == handles[wait->count]) {
                wait->count++;
                return ERROR_INVALID_PARAMETER;
            }
        }
    }
    return ERROR_SUCCESS;
}

static void take(struct vsapi_object *object)
{
    if (object->cls->take)
        object->cls->take(object);
}

static enum vsapi_object_ready ready(struct vsapi_object *object)
{
    return object->cls->ready(object);
}

/* Takes what is waited for, if it is there: all objects or the first one that is ready. */
static bool wait_take(const struct wait *wait, DWORD *result)
{
    DWORD ready_count = 0;

    *result = WAIT_OBJECT_0;
    for (DWORD i = 0; i < wait->count; i++) {
        enum vsapi_object_ready state = ready(wait->objects[i]);

        if (state == VSAPI_OBJECT_WAIT)
            continue;
        if (state == VSAPI_OBJECT_ABANDONED)
            *result = WAIT_ABANDONED_0;
        if (!wait->all) {
            take(wait->objects[i]);
            *result += i;
            return true;
        }
        ready_count++;
    }
    if (ready_count < wait->count)
        return false;
    for (DWORD i = 0; i < wait->count; i++)
        take(wait->objects[i]);
    return true;
}

static uint64_t deadline_in(DWORD ms)
{
    return ms == INFINITE ? VSAPI_CLOCK_NEVER : vsapi_clock_now_ms(vsapi_clock_current()) + ms;
}

static DWORD wait_run(struct wait *wait, DWORD ms)
{
    uint64_t deadline_ms = deadline_in(ms);
    DWORD result;

    while (!wait_take(wait, &result)) {
        if (vsapi_objects_wait(deadline_ms))
            continue;
        if (!wait_take(wait, &result)) /* it may have come in the last moment */
            result = WAIT_TIMEOUT;
        break;
    }
    return result;
}

DWORD WINAPI WaitForMultipleObjects(DWORD count, const HANDLE *handles, BOOL all, DWORD ms)
{
    struct wait wait = {.all = all != 0};
    DWORD error, result = WAIT_FAILED;

    if (count == 0 || count > MAXIMUM_WAIT_OBJECTS || !handles) {
        vsapi_win32_fail(ERROR_INVALID_PARAMETER);
        return WAIT_FAILED;
    }
    vsapi_objects_lock();
    error = wait_resolve(&wait, handles, count);
    if (error == ERROR_SUCCESS)
        result = wait_run(&wait, ms);
    vsapi_objects_unlock();
    for (DWORD i = 0; i < wait.count; i++)
        vsapi_object_done(wait.objects[i]);
    if (error != ERROR_SUCCESS)
        vsapi_win32_fail(error);
    return result;
}

DWORD WINAPI WaitForSingleObject(HANDLE handle, DWORD ms)
{
    return WaitForMultipleObjects(1, &handle, FALSE, ms);
}

/* There are no asynchronous procedure calls here, so nothing else can end the wait. */
DWORD WINAPI WaitForSingleObjectEx(HANDLE handle, DWORD ms, BOOL alertable)
{
    (void)alertable;
    return WaitForSingleObject(handle, ms);
}

DWORD WINAPI WaitForMultipleObjectsEx(DWORD count, const HANDLE *handles, BOOL all, DWORD ms,
                                      BOOL alertable)
{
    (void)alertable;
    return WaitForMultipleObjects(count, handles, all, ms);
}
