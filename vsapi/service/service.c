/*
 * vsapi/service/service.c - the service as one object, over a host.
 */
#include "remote.h"

#include <vsapi/error.h>

HRESULT vsapi_service_create(struct vsapi_host *host, struct vsapi_service **out)
{
    return vsapi_service_create_at(host, NULL, out);
}

HRESULT vsapi_service_create_at(struct vsapi_host *host, struct vsapi_remote *remote,
                                struct vsapi_service **out)
{
    struct vsapi_service *service = vsapi_calloc(1, sizeof *service);
    HRESULT hr;

    *out = NULL;
    if (!service)
        return vsapi_out_of_memory();
    service->host = host;
    service->remote = remote;
    vsapi_mutex_init(&service->lock);
    hr = vsapi_pool_create(&service->pool);
    vsapi_watch_init(&service->watch, vsapi_host_clock(host), service->pool);
    if (SUCCEEDED(hr))
        hr = vsapi_faults_create(host, &service->faults);
    if (SUCCEEDED(hr))
        hr = vsapi_host_begin_use(host);
    if (FAILED(hr)) {
        service->host = NULL;
        vsapi_service_destroy(service);
        return hr;
    }
    hr = remote ? S_OK : vsapi_builtin_providers(service);
    if (FAILED(hr)) {
        vsapi_service_destroy(service);
        return hr;
    }
    vsapi_faults_begin(service->faults);
    *out = service;
    return S_OK;
}

void vsapi_service_count_use(struct vsapi_service *service, int more)
{
    vsapi_mutex_lock(&service->lock);
    service->uses += (size_t)more;
    vsapi_mutex_unlock(&service->lock);
}

bool vsapi_service_unused(struct vsapi_service *service)
{
    bool unused;

    vsapi_mutex_lock(&service->lock);
    unused = service->uses == 0 && !service->writers;
    vsapi_mutex_unlock(&service->lock);
    return unused;
}

bool vsapi_service_end(struct vsapi_service *service, uint64_t real_ms)
{
    if (!vsapi_pool_destroy(service->pool, real_ms))
        return false;
    vsapi_watch_finish(&service->watch);
    vsapi_service_forget_resync(service);
    vsapi_provider_unload_all(service);
    if (service->host)
        vsapi_host_end_use(service->host);
    vsapi_faults_destroy(service->faults);
    vsapi_express_clear(service);
    vsapi_mutex_finish(&service->lock);
    vsapi_free(service);
    return true;
}

void vsapi_service_destroy(struct vsapi_service *service)
{
    if (service)
        vsapi_service_end(service, UINT32_MAX);
}

struct vsapi_host *vsapi_service_host(struct vsapi_service *service)
{
    return service->host;
}
