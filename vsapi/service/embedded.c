/*
 * vsapi/service/embedded.c - the process's own service, made when somebody first needs it.
 *
 * Its host is what vsapi_use_host was given, or what the file in VSAPI_HOST describes, or the
 * default. If VSAPI_SERVICE names a service in another process, it is that one's, unless
 * vsapi_use_host was called. When the process ends it goes, so that temporary folders go; a handler
 * that still runs then is not waited for long.
 */
#include "remote.h"

#include <vsapi/error.h>
#include <vsapi/serve.h>

#include <stdlib.h>

#define EXIT_PATIENCE_MS 1000

static struct vsapi_mutex lock = VSAPI_MUTEX_INIT; /* guards what follows; taken first */
static struct vsapi_host *host;                    /* of the service, or waiting for it */
static struct vsapi_service *service;
static struct vsapi_remote *remote; /* the service's; NULL: it is in this process */

static HRESULT host_make(struct vsapi_host **out)
{
    const char *path = getenv("VSAPI_HOST");

    return path && *path ? vsapi_host_load(path, out) : vsapi_host_create_default(out);
}

/* Where the service is; NULL: here. */
static const char *service_address(void)
{
    const char *address = getenv("VSAPI_SERVICE");

    return address && *address && !host ? address : NULL;
}

static void remote_end(void)
{
    vsapi_remote_destroy(remote);
    remote = NULL;
}

/* Under the lock. */
static HRESULT remote_start(const char *address)
{
    HRESULT hr = vsapi_remote_connect(address, &remote);

    if (SUCCEEDED(hr))
        hr = vsapi_remote_host(remote, &host);
    if (SUCCEEDED(hr))
        hr = vsapi_service_create_at(host, remote, &service);
    if (FAILED(hr)) {
        remote_end();
        vsapi_host_destroy(host);
        host = NULL;
    }
    return hr;
}

/* Under the lock. */
static HRESULT embedded_start(void)
{
    HRESULT hr = S_OK;

    if (service)
        return S_OK;
    if (service_address())
        return remote_start(service_address());
    if (!host)
        hr = host_make(&host);
    return FAILED(hr) ? hr : vsapi_service_create(host, &service);
}

HRESULT vsapi_embedded_service(struct vsapi_service **out)
{
    HRESULT hr;

    vsapi_mutex_lock(&lock);
    hr = embedded_start();
    *out = service;
    vsapi_mutex_unlock(&lock);
    return hr;
}

/* Under the lock: the machine as far as it is known, NULL if it is not. A host file that is wrong
 * is told of by whoever needs the service. */
static struct vsapi_host *host_known(void)
{
    const char *path = getenv("VSAPI_HOST");

    if (!host && service_address()) {
        if (FAILED(embedded_start()))
            vsapi_message_clear(); /* whoever needs the service is told */
        return host;
    }
    if (!host && path && *path && FAILED(vsapi_host_load(path, &host))) {
        host = NULL;
        vsapi_message_clear();
    }
    return host;
}

HRESULT vsapi_embedded_access(enum vsapi_role role, const char *call)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&lock);
    if (host_known())
        hr = vsapi_host_access(host, role, call);
    vsapi_mutex_unlock(&lock);
    return hr;
}

bool vsapi_embedded_safe_mode(void)
{
    bool safe;

    vsapi_mutex_lock(&lock);
    safe = host_known() && vsapi_host_safe_mode(host);
    vsapi_mutex_unlock(&lock);
    return safe;
}

HRESULT vsapi_use_host(struct vsapi_host *wanted)
{
    HRESULT hr = S_OK;

    if (!wanted)
        return vsapi_fail(E_INVALIDARG,
                          "vsapi_use_host: host is NULL; vsapi_host_create or vsapi_host_load "
                          "makes one (the mistake of the program that calls it)");
    vsapi_mutex_lock(&lock);
    if (service) {
        hr = vsapi_fail(
            VSS_E_BAD_STATE,
            "vsapi_use_host comes too late: the service already runs on another host; call it "
            "before the first function of VSS, or after vsapi_reset (the mistake of the program "
            "that calls it)");
    } else {
        vsapi_host_destroy(host);
        host = wanted;
    }
    vsapi_mutex_unlock(&lock);
    return hr;
}

HRESULT vsapi_current_host(struct vsapi_host **out)
{
    HRESULT hr;

    if (!out)
        return vsapi_fail(E_POINTER,
                          "vsapi_current_host: there is no place for the host, out is NULL (the "
                          "mistake of the program that calls it)");
    vsapi_mutex_lock(&lock);
    hr = embedded_start();
    *out = SUCCEEDED(hr) ? host : NULL;
    vsapi_mutex_unlock(&lock);
    return hr;
}

HRESULT vsapi_service_status(char **json)
{
    struct vsapi_service *ours;
    HRESULT hr = vsapi_embedded_service(&ours);

    *json = NULL;
    if (FAILED(hr))
        return hr;
    if (!ours->remote)
        return vsapi_fail(VSS_E_BAD_STATE, "the service is in this process: VSAPI_SERVICE is not "
                                           "set");
    return vsapi_remote_status(ours->remote, json);
}

HRESULT vsapi_reset(void)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&lock);
    if (service && !vsapi_service_unused(service)) {
        hr = vsapi_fail(
            VSS_E_BAD_STATE,
            "vsapi_reset: a writer is still subscribed (writer's mistake: call Unsubscribe), or an "
            "IVssBackupComponents was not released (requester's mistake)");
    } else {
        vsapi_service_destroy(service);
        service = NULL;
        remote_end();
        vsapi_host_destroy(host);
        host = NULL;
    }
    vsapi_mutex_unlock(&lock);
    return hr;
}

/* Runs after the destructors of the program's own objects, which may be writers. What a program
 * left open stays as it is; only its host's folders go, if no handler can be using them. */
__attribute__((destructor)) static void embedded_end(void)
{
    if (service && vsapi_service_unused(service)) {
        if (!vsapi_service_end(service, EXIT_PATIENCE_MS))
            return;
        service = NULL;
    } else if (service) {
        if (!vsapi_pool_destroy(service->pool, EXIT_PATIENCE_MS))
            return;
        service->pool = NULL;
        vsapi_watch_finish(&service->watch);
        vsapi_host_end_use(host);
    }
    remote_end();
    vsapi_host_destroy(host);
    host = NULL;
}
