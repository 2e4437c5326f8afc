/*
 * vsapi/win32/handle.h - what a HANDLE names: objects, counted, in one table.
 *
 * A handle is no pointer but a place in the table and the number of times that place was used, so a
 * handle that was closed, or never was one, is recognized. An object lives while a handle names it
 * or somebody uses it. One lock guards the table and what can be waited for; one condition tells
 * of any change: native programs have a handful of objects.
 */
#ifndef VSAPI_WIN32_HANDLE_H
#define VSAPI_WIN32_HANDLE_H

#include "ground.h"

#include <vsapi/alloc.h>
#include <vsapi/thread.h>

struct vsapi_object;
enum vsapi_object_ready { /* for who waits */
                          VSAPI_OBJECT_WAIT = 700,
                          VSAPI_OBJECT_READY,
                          VSAPI_OBJECT_ABANDONED /* ready, but its owner has ended */
};
struct vsapi_object_class {
    bool own_close; /* CloseHandle does not know it, as it has a function of its own */
    /* Under the lock. NULL: it cannot be waited for. */
    enum vsapi_object_ready (*ready)(struct vsapi_object *object);
    void (*take)(struct vsapi_object *object);    /* a wait for it has ended; may be NULL */
    void (*destroy)(struct vsapi_object *object); /* without the lock */
};
struct vsapi_object { /* first member of every object */
    const struct vsapi_object_class *cls;
    unsigned refs; /* handles and users; the lock guards it */
    char *name;    /* NULL: it has none; objects of one name are one */
};

/* The object has one reference and takes the name, which may be NULL. */
VSAPI_INNER void vsapi_object_init(struct vsapi_object *object,
                                   const struct vsapi_object_class *cls, char *name);
/* A handle for an object, whose reference it takes. NULL, with the last error: there was no room
 * and the reference is gone. */
VSAPI_INNER HANDLE vsapi_handle_create(struct vsapi_object *object);
/* The object of a handle, with a reference of the caller's; NULL, with ERROR_INVALID_HANDLE, if
 * there is none of that class (NULL: of any). */
VSAPI_INNER struct vsapi_object *vsapi_handle_use(HANDLE handle,
                                                  const struct vsapi_object_class *cls);
VSAPI_INNER void vsapi_object_done(struct vsapi_object *object); /* NULL is allowed */
/* Closes a handle of that class; NULL: of any that CloseHandle takes. */
VSAPI_INNER BOOL vsapi_handle_close(HANDLE handle, const struct vsapi_object_class *cls);

/* The object of a name, one reference more; NULL: there is none. Names are compared with regard to
 * case. The lock is held. */
VSAPI_INNER struct vsapi_object *vsapi_object_find(const char *name);
/* A handle for a new object with a name, or for the one that has it: then the new one goes, and
 * the last error is ERROR_ALREADY_EXISTS. ERROR_INVALID_HANDLE: that is of another class. */
VSAPI_INNER HANDLE vsapi_handle_create_named(struct vsapi_object *object);
/* ERROR_FILE_NOT_FOUND: nothing has the name. */
VSAPI_INNER HANDLE vsapi_handle_open_named(const char *name, const struct vsapi_object_class *cls);

VSAPI_INNER void vsapi_objects_lock(void);
VSAPI_INNER void vsapi_objects_unlock(void);
VSAPI_INNER void vsapi_objects_changed(void); /* wakes who waits; the lock is held */
/* Waits for a change, on the host's clock; false: the time is over. The lock is held. */
VSAPI_INNER bool vsapi_objects_wait(uint64_t deadline_ms);
/* References for objects that a wait names. The lock is held. */
VSAPI_INNER struct vsapi_object *vsapi_object_of(HANDLE handle);
/* What stands behind the pseudo handles of process and thread (process.c); one reference. */
VSAPI_INNER struct vsapi_object *vsapi_process_self(void);

#endif
