/*
 * vsapi/win32/event.c - events and mutexes.
 */
#include "handle.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

#include <pthread.h>

/* ---- names -------------------------------------------------------------------------------------
 */

static bool name_from_wide(LPCWSTR name, char **out)
{
    HRESULT hr = vsapi_text_from_wide(name, out);

    return SUCCEEDED(hr) ? true : vsapi_win32_fail_hr(hr);
}

static bool name_from_ansi(LPCSTR name, char **out)
{
    *out = vsapi_strdup(name);
    return !name || *out ? true : vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
}

/* Opens what has the name, which goes. */
static HANDLE open_named(char *name, const struct vsapi_object_class *cls)
{
    HANDLE handle = NULL;

    if (name)
        handle = vsapi_handle_open_named(name, cls);
    else
        vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    vsapi_free(name);
    return handle;
}

/* ---- events ------------------------------------------------------------------------------------
 */

struct event {
    struct vsapi_object object;
    bool manual_reset; /* stays signalled until ResetEvent; else the first waiter takes it */
    bool signalled;
};

static enum vsapi_object_ready event_ready(struct vsapi_object *object)
{
    return ((struct event *)object)->signalled ? VSAPI_OBJECT_READY : VSAPI_OBJECT_WAIT;
}

static void event_take(struct vsapi_object *object)
{
    struct event *event = (struct event *)object;

    if (!event->manual_reset)
        event->signalled = false;
}

static void object_free(struct vsapi_object *object)
{
    vsapi_free(object);
}

static const struct vsapi_object_class event_class = {
    .ready = event_ready, .take = event_take, .destroy = object_free};

/* Takes the name. ERROR_ALREADY_EXISTS is the last error of a success, as the page has it. */
static HANDLE event_create(BOOL manual_reset, BOOL signalled, char *name)
{
    struct event *event = vsapi_calloc(1, sizeof *event);

    if (!event) {
        vsapi_free(name);
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    vsapi_object_init(&event->object, &event_class, name);
    event->manual_reset = manual_reset != 0;
    event->signalled = signalled != 0;
    return vsapi_handle_create_named(&event->object);
}

/* Nobody inherits handles here, so `security` says nothing. */
HANDLE WINAPI CreateEventW(LPSECURITY_ATTRIBUTES security, BOOL manual_reset, BOOL signalled,
                           LPCWSTR name)
{
    char *text;

    (void)security;
    return name_from_wide(name, &text) ? event_create(manual_reset, signalled, text) : NULL;
}

HANDLE WINAPI CreateEventA(LPSECURITY_ATTRIBUTES security, BOOL manual_reset, BOOL signalled,
                           LPCSTR name)
{
    char *text;

    (void)security;
    return name_from_ansi(name, &text) ? event_create(manual_reset, signalled, text) : NULL;
}

HANDLE WINAPI OpenEventW(DWORD access, BOOL inherit, LPCWSTR name)
{
    char *text;

    (void)access;
    (void)inherit;
    return name_from_wide(name, &text) ? open_named(text, &event_class) : NULL;
}

HANDLE WINAPI OpenEventA(DWORD access, BOOL inherit, LPCSTR name)
{
    char *text;

    (void)access;
    (void)inherit;
    return name_from_ansi(name, &text) ? open_named(text, &event_class) : NULL;
}

static BOOL event_set(HANDLE handle, bool signalled)
{
    struct event *event = (struct event *)vsapi_handle_use(handle, &event_class);

    if (!event)
        return FALSE;
    vsapi_objects_lock();
    event->signalled = signalled;
    if (signalled)
        vsapi_objects_changed();
    vsapi_objects_unlock();
    vsapi_object_done(&event->object);
    return TRUE;
}

BOOL WINAPI SetEvent(HANDLE handle)
{
    return event_set(handle, true);
}

BOOL WINAPI ResetEvent(HANDLE handle)
{
    return event_set(handle, false);
}

/* ---- mutexes -----------------------------------------------------------------------------------
 */

struct mutex {
    struct vsapi_object object;
    uint64_t owner;     /* thread, which has a reference; 0: free */
    unsigned depth;     /* how often the owner has it */
    bool abandoned;     /* the owner ended; the next one is told */
    struct mutex *next; /* of those that the owner has */
};

static _Thread_local struct mutex *owned;
static pthread_key_t end_of_thread; /* its destructor runs when a thread that owns mutexes ends */
static struct vsapi_once end_once = VSAPI_ONCE_INIT;

static enum vsapi_object_ready mutex_ready(struct vsapi_object *object)
{
    struct mutex *mutex = (struct mutex *)object;

    if (mutex->owner != 0 && mutex->owner != vsapi_thread_self())
        return VSAPI_OBJECT_WAIT;
    return mutex->abandoned ? VSAPI_OBJECT_ABANDONED : VSAPI_OBJECT_READY;
}

/* The owner gives it back; the reference is the caller's now. The lock is held. */
static void mutex_free(struct mutex *mutex)
{
    struct mutex **link = &owned;

    while (*link != mutex)
        link = &(*link)->next;
    *link = mutex->next;
    mutex->owner = 0;
    mutex->depth = 0;
    vsapi_objects_changed();
}

/* A thread ends: what it owns is free for others, who are told. */
static void abandon(void *first)
{
    (void)first;
    while (owned) {
        struct mutex *mutex = owned;

        vsapi_objects_lock();
        mutex_free(mutex);
        mutex->abandoned = true;
        vsapi_objects_unlock();
        vsapi_object_done(&mutex->object);
    }
}

static void make_key(void)
{
    pthread_key_create(&end_of_thread, abandon);
}

static void mutex_take(struct vsapi_object *object)
{
    struct mutex *mutex = (struct mutex *)object;

    mutex->abandoned = false;
    if (mutex->depth++ > 0)
        return;
    object->refs++;
    mutex->owner = vsapi_thread_self();
    mutex->next = owned;
    owned = mutex;
    vsapi_once(&end_once, make_key);
    pthread_setspecific(end_of_thread, mutex);
}

static const struct vsapi_object_class mutex_class = {
    .ready = mutex_ready, .take = mutex_take, .destroy = object_free};

/* Gives a mutex that is owned back once. */
static void mutex_release(struct mutex *mutex)
{
    bool last;

    vsapi_objects_lock();
    last = --mutex->depth == 0;
    if (last)
        mutex_free(mutex);
    vsapi_objects_unlock();
    if (last)
        vsapi_object_done(&mutex->object);
}

static HANDLE mutex_create(BOOL initial_owner, char *name)
{
    struct mutex *mutex = vsapi_calloc(1, sizeof *mutex);
    HANDLE handle;

    if (!mutex) {
        vsapi_free(name);
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    vsapi_object_init(&mutex->object, &mutex_class, name);
    if (initial_owner) {
        vsapi_objects_lock();
        mutex_take(&mutex->object);
        vsapi_objects_unlock();
    }
    handle = vsapi_handle_create_named(&mutex->object);
    if (initial_owner && GetLastError() != ERROR_SUCCESS)
        mutex_release(mutex); /* that of another one came out, or none */
    return handle;
}

HANDLE WINAPI CreateMutexW(LPSECURITY_ATTRIBUTES security, BOOL initial_owner, LPCWSTR name)
{
    char *text;

    (void)security;
    return name_from_wide(name, &text) ? mutex_create(initial_owner, text) : NULL;
}

HANDLE WINAPI CreateMutexA(LPSECURITY_ATTRIBUTES security, BOOL initial_owner, LPCSTR name)
{
    char *text;

    (void)security;
    return name_from_ansi(name, &text) ? mutex_create(initial_owner, text) : NULL;
}

HANDLE WINAPI OpenMutexW(DWORD access, BOOL inherit, LPCWSTR name)
{
    char *text;

    (void)access;
    (void)inherit;
    return name_from_wide(name, &text) ? open_named(text, &mutex_class) : NULL;
}

HANDLE WINAPI OpenMutexA(DWORD access, BOOL inherit, LPCSTR name)
{
    char *text;

    (void)access;
    (void)inherit;
    return name_from_ansi(name, &text) ? open_named(text, &mutex_class) : NULL;
}

BOOL WINAPI ReleaseMutex(HANDLE handle)
{
    struct mutex *mutex = (struct mutex *)vsapi_handle_use(handle, &mutex_class);
    bool mine;

    if (!mutex)
        return FALSE;
    vsapi_objects_lock();
    mine = mutex->owner == vsapi_thread_self();
    vsapi_objects_unlock();
    if (mine)
        mutex_release(mutex);
    vsapi_object_done(&mutex->object);
    return mine ? TRUE : vsapi_win32_fail(ERROR_NOT_OWNER);
}
