/*
 * vsapi/win32/event.c - handles, events and waiting for them.
 *
 * A handle is no pointer but a place in a table and the number of times that place was used, so a
 * handle that was closed, or never was one, is recognized. An event outlives its handle while
 * somebody waits on it. One lock guards the table and all events, one condition tells of any
 * change: native programs have a handful of events.
 */
#include "ground.h"

#include <vsapi/alloc.h>
#include <vsapi/clock.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/thread.h>

#include <string.h>

/* A handle has 31 bits, the last two 0 as on Windows. */
#define PLACE_BITS 18
#define PLACE_MOST ((1u << PLACE_BITS) - 1)
#define USES_MOST ((1u << (31 - 2 - PLACE_BITS)) - 1)

struct event {
    unsigned handles;  /* that name it */
    unsigned waiters;  /* threads in a wait for it */
    bool manual_reset; /* stays signalled until ResetEvent; else the first waiter takes it */
    bool signalled;
    char *name; /* NULL: it has none; events of one name are one event */
};

struct place {
    struct event *event; /* NULL: free */
    unsigned uses;
    size_t next_free; /* of a free place; SIZE_MAX: the last one */
};

static struct vsapi_mutex table_lock = VSAPI_MUTEX_INIT; /* guards the table and all events */
static struct vsapi_cond changed = VSAPI_COND_INIT;      /* an event was signalled */
static VSAPI_ARRAY(struct place) table;
static size_t first_free = SIZE_MAX;

/* Without handles the table itself goes, so that nothing is left over at the end. */
static void table_shrink(void)
{
    for (size_t i = 0; i < table.count; i++) {
        if (table.items[i].event)
            return;
    }
    vsapi_free(table.items);
    table.items = NULL;
    table.count = table.capacity = 0;
    first_free = SIZE_MAX;
}

__attribute__((destructor)) static void table_finish(void)
{
    vsapi_mutex_lock(&table_lock);
    table_shrink();
    vsapi_mutex_unlock(&table_lock);
}

static HANDLE handle_of(size_t place)
{
    unsigned uses = table.items[place].uses & USES_MOST;

    return (HANDLE)(ULONG_PTR)((uint32_t)uses << (PLACE_BITS + 2) | (uint32_t)(place + 1) << 2);
}

/* Where a handle stands in the table; NULL: it names nothing. The lock is held. */
static struct place *place_of(HANDLE handle)
{
    size_t place = ((ULONG_PTR)handle >> 2 & PLACE_MOST) - 1;

    if (place >= table.count || !table.items[place].event || handle_of(place) != handle)
        return NULL;
    return &table.items[place];
}

static struct event *event_of(HANDLE handle)
{
    struct place *place = place_of(handle);

    return place ? place->event : NULL;
}

/* Gives an event one more handle; NULL: memory or handles are out. */
static HANDLE handle_create(struct event *event)
{
    size_t at = first_free;

    if (at != SIZE_MAX) {
        first_free = table.items[at].next_free;
    } else {
        if (table.count >= PLACE_MOST || !VSAPI_ARRAY_ROOM(&table))
            return NULL;
        at = table.count++;
        table.items[at].uses = 0;
    }
    table.items[at].event = event;
    event->handles++;
    return handle_of(at);
}

static void event_destroy(struct event *event)
{
    if (!event)
        return;
    vsapi_free(event->name);
    vsapi_free(event);
}

/* Ends an event that nobody names or waits for. The lock is held. */
static void event_drop(struct event *event)
{
    if (event->handles == 0 && event->waiters == 0)
        event_destroy(event);
}

static struct event *event_create(bool manual_reset, bool signalled, char *name)
{
    struct event *event = vsapi_calloc(1, sizeof *event);

    if (!event)
        return NULL;
    event->manual_reset = manual_reset;
    event->signalled = signalled;
    event->name = name;
    return event;
}

/* Names are compared with regard to case. The lock is held. */
static struct event *event_find(const char *name)
{
    for (size_t i = 0; name && i < table.count; i++) {
        struct event *event = table.items[i].event;

        if (event && event->name && strcmp(event->name, name) == 0)
            return event;
    }
    return NULL;
}

/* Takes the name. ERROR_ALREADY_EXISTS is the last error of a success, as the page has it. */
static HANDLE event_open_or_create(bool manual_reset, bool signalled, char *name)
{
    struct event *event;
    HANDLE handle;

    vsapi_mutex_lock(&table_lock);
    event = event_find(name);
    SetLastError(event ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS);
    if (event) {
        vsapi_free(name);
    } else {
        event = event_create(manual_reset, signalled, name);
        if (!event)
            vsapi_free(name);
    }
    handle = event ? handle_create(event) : NULL;
    if (!handle)
        SetLastError(ERROR_NOT_ENOUGH_MEMORY);
    if (event)
        event_drop(event);
    vsapi_mutex_unlock(&table_lock);
    return handle;
}

HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES security, BOOL manual_reset, BOOL signalled,
                           LPCWSTR name)
{
    char *text;
    HRESULT hr = vsapi_text_from_wide(name, &text);

    (void)security; /* nobody inherits handles here */
    if (FAILED(hr)) {
        vsapi_win32_fail_hr(hr);
        return NULL;
    }
    return event_open_or_create(manual_reset != 0, signalled != 0, text);
}

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES security, BOOL manual_reset, BOOL signalled,
                           LPCSTR name)
{
    char *text = vsapi_strdup(name);

    (void)security;
    if (name && !text) {
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    return event_open_or_create(manual_reset != 0, signalled != 0, text);
}

static BOOL event_set(HANDLE handle, bool signalled)
{
    struct event *event;

    vsapi_mutex_lock(&table_lock);
    event = event_of(handle);
    if (event)
        event->signalled = signalled;
    if (event && signalled)
        vsapi_cond_broadcast(&changed);
    vsapi_mutex_unlock(&table_lock);
    return event ? TRUE : vsapi_win32_fail(ERROR_INVALID_HANDLE);
}

BOOL WINAPI SetEvent(HANDLE handle)
{
    return event_set(handle, true);
}

BOOL WINAPI ResetEvent(HANDLE handle)
{
    return event_set(handle, false);
}

/* The handles of the own process and thread are constants; closing them does nothing. */
static bool is_pseudo_handle(HANDLE handle)
{
    return handle == GetCurrentProcess() || handle == GetCurrentThread();
}

BOOL WINAPI CloseHandle(HANDLE handle)
{
    struct place *place;
    struct event *event = NULL;

    if (is_pseudo_handle(handle))
        return TRUE;
    vsapi_mutex_lock(&table_lock);
    place = place_of(handle);
    if (place) {
        event = place->event;
        place->event = NULL;
        place->uses++;
        place->next_free = first_free;
        first_free = (size_t)(place - table.items);
        event->handles--;
        event_drop(event);
    }
    vsapi_mutex_unlock(&table_lock);
    return event ? TRUE : vsapi_win32_fail(ERROR_INVALID_HANDLE);
}

struct wait { /* one call; on the stack of who waits */
    struct event *events[MAXIMUM_WAIT_OBJECTS];
    DWORD count;
    bool all;
};

/* Finds the events; an error code, or ERROR_SUCCESS. The lock is held. */
static DWORD wait_resolve(struct wait *wait, const HANDLE *handles, DWORD count)
{
    for (wait->count = 0; wait->count < count; wait->count++) {
        struct event *event = event_of(handles[wait->count]);

        if (!event)
            return ERROR_INVALID_HANDLE;
        for (DWORD i = 0; i < wait->count && wait->all; i++) {
            if (handles[i] == handles[wait->count])
                return ERROR_INVALID_PARAMETER;
        }
        wait->events[wait->count] = event;
    }
    return ERROR_SUCCESS;
}

static void event_take(struct event *event)
{
    if (!event->manual_reset)
        event->signalled = false;
}

/* Takes what is waited for, if it is there: all events or the first one that is signalled. */
static bool wait_take(const struct wait *wait, DWORD *result)
{
    DWORD signalled = 0;

    *result = WAIT_OBJECT_0;
    for (DWORD i = 0; i < wait->count; i++) {
        if (!wait->events[i]->signalled)
            continue;
        if (!wait->all) {
            event_take(wait->events[i]);
            *result = WAIT_OBJECT_0 + i;
            return true;
        }
        signalled++;
    }
    if (signalled < wait->count)
        return false;
    for (DWORD i = 0; i < wait->count; i++)
        event_take(wait->events[i]);
    return true;
}

static uint64_t deadline_in(struct vsapi_clock *clock, DWORD ms)
{
    return ms == INFINITE ? VSAPI_CLOCK_NEVER : vsapi_clock_now_ms(clock) + ms;
}

static DWORD wait_run(struct wait *wait, DWORD ms)
{
    struct vsapi_clock *clock = vsapi_clock_current();
    uint64_t deadline_ms = deadline_in(clock, ms);
    DWORD result;

    for (DWORD i = 0; i < wait->count; i++)
        wait->events[i]->waiters++;
    while (!wait_take(wait, &result)) {
        if (vsapi_clock_wait(clock, &changed, &table_lock, deadline_ms))
            continue;
        if (!wait_take(wait, &result)) /* it may have come in the last moment */
            result = WAIT_TIMEOUT;
        break;
    }
    for (DWORD i = 0; i < wait->count; i++) {
        wait->events[i]->waiters--;
        event_drop(wait->events[i]);
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
    vsapi_mutex_lock(&table_lock);
    error = wait_resolve(&wait, handles, count);
    if (error == ERROR_SUCCESS)
        result = wait_run(&wait, ms);
    vsapi_mutex_unlock(&table_lock);
    if (error != ERROR_SUCCESS)
        vsapi_win32_fail(error);
    return result;
}

DWORD WINAPI WaitForSingleObject(HANDLE handle, DWORD ms)
{
    return WaitForMultipleObjects(1, &handle, FALSE, ms);
}
