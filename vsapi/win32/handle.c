/*
 * vsapi/win32/handle.c - the table of handles.
 */
#include "handle.h"

#include <vsapi/clock.h>

#include <string.h>

/* A handle has 31 bits, the last two 0 as on Windows. */
#define PLACE_BITS 18
#define PLACE_MOST ((1u << PLACE_BITS) - 1)
#define USES_MOST ((1u << (31 - 2 - PLACE_BITS)) - 1)

struct place {
    struct vsapi_object *object; /* NULL: free */
    unsigned uses;
    size_t next_free; /* of a free place; SIZE_MAX: the last one */
};

static struct vsapi_mutex table_lock = VSAPI_MUTEX_INIT; /* guards the table and all objects */
static struct vsapi_cond changed = VSAPI_COND_INIT;
static VSAPI_ARRAY(struct place) table;
static size_t first_free = SIZE_MAX;

void vsapi_objects_lock(void)
{
    vsapi_mutex_lock(&table_lock);
}

void vsapi_objects_unlock(void)
{
    vsapi_mutex_unlock(&table_lock);
}

void vsapi_objects_changed(void)
{
    vsapi_cond_broadcast(&changed);
}

bool vsapi_objects_wait(uint64_t deadline_ms)
{
    return vsapi_clock_wait(vsapi_clock_current(), &changed, &table_lock, deadline_ms);
}

/* Without handles the table itself goes, so that nothing is left over at the end. */
__attribute__((destructor)) static void table_finish(void)
{
    size_t used = 0;

    vsapi_objects_lock();
    for (size_t i = 0; i < table.count; i++)
        used += table.items[i].object != NULL;
    if (used == 0) {
        vsapi_free(table.items);
        table.items = NULL;
        table.count = table.capacity = 0;
        first_free = SIZE_MAX;
    }
    vsapi_objects_unlock();
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

    if (place >= table.count || !table.items[place].object || handle_of(place) != handle)
        return NULL;
    return &table.items[place];
}

/* The lock is held. NULL: memory or handles are out. */
static HANDLE add_handle(struct vsapi_object *object)
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
    table.items[at].object = object;
    return handle_of(at);
}

void vsapi_object_init(struct vsapi_object *object, const struct vsapi_object_class *cls,
                       char *name)
{
    object->cls = cls;
    object->refs = 1;
    object->name = name;
}

static void destroy(struct vsapi_object *object)
{
    char *name = object->name;

    object->cls->destroy(object);
    vsapi_free(name);
}

void vsapi_object_done(struct vsapi_object *object)
{
    bool last;

    if (!object)
        return;
    vsapi_objects_lock();
    last = --object->refs == 0;
    vsapi_objects_unlock();
    if (last)
        destroy(object);
}

HANDLE vsapi_handle_create(struct vsapi_object *object)
{
    HANDLE handle;

    vsapi_objects_lock();
    handle = add_handle(object);
    vsapi_objects_unlock();
    if (!handle) {
        vsapi_object_done(object);
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    }
    return handle;
}

struct vsapi_object *vsapi_object_of(HANDLE handle)
{
    struct place *place = place_of(handle);

    if (!place)
        return NULL;
    place->object->refs++;
    return place->object;
}

struct vsapi_object *vsapi_handle_use(HANDLE handle, const struct vsapi_object_class *cls)
{
    struct place *place;
    struct vsapi_object *object = NULL;

    vsapi_objects_lock();
    place = place_of(handle);
    if (place && (!cls || place->object->cls == cls)) {
        object = place->object;
        object->refs++;
    }
    vsapi_objects_unlock();
    if (!object)
        vsapi_win32_fail(ERROR_INVALID_HANDLE);
    return object;
}

BOOL vsapi_handle_close(HANDLE handle, const struct vsapi_object_class *cls)
{
    struct place *place;
    struct vsapi_object *object = NULL;

    vsapi_objects_lock();
    place = place_of(handle);
    if (place && (cls ? place->object->cls == cls : !place->object->cls->own_close)) {
        object = place->object;
        place->object = NULL;
        place->uses++;
        place->next_free = first_free;
        first_free = (size_t)(place - table.items);
    }
    vsapi_objects_unlock();
    if (!object)
        return vsapi_win32_fail(ERROR_INVALID_HANDLE);
    vsapi_object_done(object);
    return TRUE;
}

/* The handles of the own process and thread are constants; closing them does nothing. */
static bool is_pseudo_handle(HANDLE handle)
{
    return handle == GetCurrentProcess() || handle == GetCurrentThread();
}

BOOL WINAPI CloseHandle(HANDLE handle)
{
    return is_pseudo_handle(handle) ? TRUE : vsapi_handle_close(handle, NULL);
}

/* ---- names -------------------------------------------------------------------------------------
 */

struct vsapi_object *vsapi_object_find(const char *name)
{
    for (size_t i = 0; name && i < table.count; i++) {
        struct vsapi_object *object = table.items[i].object;

        if (object && object->name && strcmp(object->name, name) == 0) {
            object->refs++;
            return object;
        }
    }
    return NULL;
}

HANDLE vsapi_handle_create_named(struct vsapi_object *object)
{
    struct vsapi_object *other, *mine = object;
    HANDLE handle = NULL;
    DWORD error;

    vsapi_objects_lock();
    other = vsapi_object_find(object->name);
    error = other ? ERROR_ALREADY_EXISTS : ERROR_SUCCESS;
    if (other && other->cls != object->cls)
        error = ERROR_INVALID_HANDLE;
    else if (!(handle = add_handle(other ? other : object)))
        error = ERROR_NOT_ENOUGH_MEMORY;
    else if (other)
        other = NULL; /* the handle has the reference */
    else
        mine = NULL;
    vsapi_objects_unlock();
    vsapi_object_done(other);
    vsapi_object_done(mine);
    SetLastError(error);
    return handle;
}

HANDLE vsapi_handle_open_named(const char *name, const struct vsapi_object_class *cls)
{
    struct vsapi_object *object;
    HANDLE handle = NULL;

    vsapi_objects_lock();
    object = vsapi_object_find(name);
    vsapi_objects_unlock();
    if (!object)
        vsapi_win32_fail(ERROR_FILE_NOT_FOUND);
    else if (object->cls == cls)
        return vsapi_handle_create(object);
    else
        vsapi_win32_fail(ERROR_INVALID_HANDLE);
    vsapi_object_done(object);
    return handle;
}

/* ---- duplicates --------------------------------------------------------------------------------
 */

/* Pseudo handles have no object; process.c knows what they stand for. */
static struct vsapi_object *source_object(HANDLE source)
{
    if (!is_pseudo_handle(source))
        return vsapi_handle_use(source, NULL);
    return vsapi_process_self();
}

/* Within this process only: no other one has a table. */
BOOL WINAPI DuplicateHandle(HANDLE from, HANDLE source, HANDLE to, LPHANDLE target, DWORD access,
                            BOOL inherit, DWORD options)
{
    struct vsapi_object *object;
    HANDLE handle;

    (void)access; /* a duplicate may what its source may */
    (void)inherit;
    if (from != GetCurrentProcess() || (target && to != GetCurrentProcess()))
        return vsapi_win32_fail(ERROR_INVALID_HANDLE);
    object = source_object(source);
    if (!object)
        return FALSE;
    if (target) {
        handle = vsapi_handle_create(object);
        if (!handle)
            return FALSE;
        *target = handle;
    } else {
        vsapi_object_done(object);
    }
    if (options & DUPLICATE_CLOSE_SOURCE)
        CloseHandle(source);
    return TRUE;
}
