/*
 * vsapi/store.h - the machine's store: what outlives a process.
 *
 * A folder that vsapi_host_set_store or <store> names; processes with the same folder are the same
 * machine. What is kept is small files in groups, a group for each kind of thing ("shadow-copies",
 * "express-writers"): who keeps something writes, under the lock, one file for each. Inner use.
 *
 * Files appear and change as a whole or not at all, also when the machine stops meanwhile. A
 * failure is HRESULT_FROM_WIN32 of what Windows would say, with a sentence that names the file.
 */
#ifndef VSAPI_STORE_H
#define VSAPI_STORE_H

#include <vsapi/host.h>

/* Its absolute path. NULL: the machine has none, and nothing outlives the host. The other functions
 * need one. */
const char *vsapi_host_store(struct vsapi_host *host);

/* Waits until nobody else has it: other processes, other hosts and other threads of this one. To be
 * held for as long as records are read or written, not longer; a second time on one thread is for
 * ever. *lock goes to vsapi_store_unlock, which takes -1, too. */
HRESULT vsapi_store_lock(struct vsapi_host *host, int *lock);
void vsapi_store_unlock(int lock);

/* A number that every change of the store makes larger: while it stays, what was read still holds.
 * Who reads it under the lock and then changes something, reads it again. */
HRESULT vsapi_store_changes(struct vsapi_host *host, uint64_t *out);

/* Holds a name, as long as the process lives or until vsapi_store_let_go. S_FALSE: somebody else
 * holds it, *hold is -1. Nobody waits. */
HRESULT vsapi_store_hold(struct vsapi_host *host, const char *name, int *hold);
void vsapi_store_let_go(int hold); /* -1 is fine */
bool vsapi_store_held(struct vsapi_host *host, const char *name);
/* The id of this host among all with the store; it is held until the host ends, so that others can
 * tell what was left behind. Borrowed. */
HRESULT vsapi_store_owner(struct vsapi_host *host, const char **out);

/* Writes a file of a group, in place of one of that name. Under the lock. `name` is one component
 * that does not begin with a point. */
HRESULT vsapi_store_write(struct vsapi_host *host, const char *group, const char *name,
                          const void *bytes, size_t size_bytes);
/* The whole file and a NUL behind it; free with vsapi_free. ERROR_FILE_NOT_FOUND: there is none. */
HRESULT vsapi_store_read(struct vsapi_host *host, const char *group, const char *name, char **bytes,
                         size_t *size_bytes);
/* Each file of a group by its name, in the order of names; the first failure ends it. A group that
 * was never written to is empty. `each` may write and remove. */
typedef HRESULT vsapi_each_stored(void *context, const char *name);
HRESULT vsapi_store_each(struct vsapi_host *host, const char *group, vsapi_each_stored *each,
                         void *context);
/* Under the lock. Nothing there is fine. */
HRESULT vsapi_store_remove(struct vsapi_host *host, const char *group, const char *name);
/* Takes a damaged file out of its group and keeps it below "set-aside", with the reason (a
 * sentence) in a file beside it and in the trace. Under the lock. */
HRESULT vsapi_store_set_aside(struct vsapi_host *host, const char *group, const char *name,
                              const char *reason);
/* The group of shadow copies, and the folder in which their files are kept beside the records. */
#define VSAPI_STORE_SHADOWS "shadow-copies"
/* The path of a group's folder on this machine, made if need be, for who keeps more than small
 * files in it (folders are passed over by vsapi_store_each); free with vsapi_free. */
HRESULT vsapi_store_folder_of(struct vsapi_host *host, const char *group, char **out);

#endif
