/*
 * vsapi/host/store_windows.c - on Windows a machine has no store yet: nothing outlives the host.
 * store.c is the native counterpart.
 *
 * vsapi_host_store is always NULL, and whoever wants the other functions asks it first.
 */
#ifdef _WIN32

#include "parts.h"

#include <vsapi/store.h>

HRESULT vsapi_host_set_store(struct vsapi_host *host, const char *folder)
{
    (void)host;
    if (!folder)
        return S_OK;
    return vsapi_fail(E_NOTIMPL, "the store %s: on Windows stores are not offered yet", folder);
}

void vsapi_store_finish(struct vsapi_host *host)
{
    (void)host;
}

const char *vsapi_host_store(struct vsapi_host *host)
{
    (void)host;
    return NULL;
}

static HRESULT there_is_none(void)
{
    return vsapi_fail(E_NOTIMPL, "on Windows stores are not offered yet");
}

HRESULT vsapi_store_lock(struct vsapi_host *host, int *lock)
{
    (void)host;
    *lock = -1;
    return there_is_none();
}

void vsapi_store_unlock(int lock)
{
    (void)lock;
}

HRESULT vsapi_store_changes(struct vsapi_host *host, uint64_t *out)
{
    (void)host;
    *out = 0;
    return there_is_none();
}

HRESULT vsapi_store_hold(struct vsapi_host *host, const char *name, int *hold)
{
    (void)host, (void)name;
    *hold = -1;
    return there_is_none();
}

void vsapi_store_let_go(int hold)
{
    (void)hold;
}

bool vsapi_store_held(struct vsapi_host *host, const char *name)
{
    (void)host, (void)name;
    return false;
}

HRESULT vsapi_store_owner(struct vsapi_host *host, const char **out)
{
    (void)host;
    *out = NULL;
    return there_is_none();
}

HRESULT vsapi_store_write(struct vsapi_host *host, const char *group, const char *name,
                          const void *bytes, size_t size_bytes)
{
    (void)host, (void)group, (void)name, (void)bytes, (void)size_bytes;
    return there_is_none();
}

HRESULT vsapi_store_read(struct vsapi_host *host, const char *group, const char *name, char **bytes,
                         size_t *size_bytes)
{
    (void)host, (void)group, (void)name;
    *bytes = NULL;
    *size_bytes = 0;
    return there_is_none();
}

HRESULT vsapi_store_each(struct vsapi_host *host, const char *group, vsapi_each_stored *each,
                         void *context)
{
    (void)host, (void)group, (void)each, (void)context;
    return there_is_none();
}

HRESULT vsapi_store_remove(struct vsapi_host *host, const char *group, const char *name)
{
    (void)host, (void)group, (void)name;
    return there_is_none();
}

HRESULT vsapi_store_set_aside(struct vsapi_host *host, const char *group, const char *name,
                              const char *reason)
{
    (void)host, (void)group, (void)name, (void)reason;
    return there_is_none();
}

HRESULT vsapi_store_folder_of(struct vsapi_host *host, const char *group, char **out)
{
    (void)host, (void)group;
    *out = NULL;
    return there_is_none();
}

#endif
