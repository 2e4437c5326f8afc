/*
 * vsapi/service/provider.c - the providers that are registered.
 *
 * Software providers, the system provider, which is one too, and the built-in disk array's, which
 * speaks the same interfaces and struct vsapi_array_ops. They stay until the service ends, so
 * whoever has one may keep it. One provider object serves all sessions: it is put into
 * VSS_CTX_ALL, and the service itself picks what a session's context shows.
 */
#define COBJMACROS
#include "seam_provider.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

struct vsapi_provider *vsapi_service_provider(struct vsapi_service *service,
                                              struct vsapi_provider *provider)
{
    struct vsapi_provider *next;

    vsapi_mutex_lock(&service->lock);
    next = provider ? provider->next : service->providers;
    vsapi_mutex_unlock(&service->lock);
    return next;
}

struct vsapi_provider *vsapi_service_find_provider(struct vsapi_service *service, const VSS_ID *id)
{
    struct vsapi_provider *provider = vsapi_service_provider(service, NULL);

    while (provider && !IsEqualGUID(&provider->info.provider_id, id))
        provider = vsapi_service_provider(service, provider);
    return provider;
}

static void provider_destroy(struct vsapi_provider *provider)
{
    if (!provider)
        return;
    if (provider->notifications)
        IVssProviderNotifications_Release(provider->notifications);
    if (provider->set)
        IVssProviderCreateSnapshotSet_Release(provider->set);
    if (provider->software)
        IVssSoftwareSnapshotProvider_Release(provider->software);
    vsapi_free((char *)provider->info.name);
    vsapi_free((char *)provider->info.version);
    vsapi_free(provider);
}

static HRESULT provider_ask(struct vsapi_provider *provider, IUnknown *object)
{
    if (FAILED(IUnknown_QueryInterface(object, &IID_IVssSoftwareSnapshotProvider,
                                       (void **)&provider->software)) ||
        FAILED(IUnknown_QueryInterface(object, &IID_IVssProviderCreateSnapshotSet,
                                       (void **)&provider->set)))
        return vsapi_fail(E_NOINTERFACE,
                          "provider \"%s\" has not both IVssSoftwareSnapshotProvider and "
                          "IVssProviderCreateSnapshotSet (provider's mistake)",
                          provider->info.name);
    if (FAILED(IUnknown_QueryInterface(object, &IID_IVssProviderNotifications,
                                       (void **)&provider->notifications)))
        provider->notifications = NULL;
    return S_OK;
}

static HRESULT provider_create(const struct vsapi_provider_info *info, IUnknown *object,
                               struct vsapi_provider **out)
{
    struct vsapi_provider *made = vsapi_calloc(1, sizeof *made);
    HRESULT hr;

    *out = NULL;
    if (!made)
        return vsapi_out_of_memory();
    made->info = *info;
    made->info.name = vsapi_strdup(info->name);
    made->info.version = vsapi_strdup(info->version ? info->version : "");
    hr = made->info.name && made->info.version ? provider_ask(made, object) : vsapi_out_of_memory();
    if (FAILED(hr)) {
        provider_destroy(made);
        return hr;
    }
    *out = made;
    return S_OK;
}

static HRESULT registry_add(struct vsapi_service *service, struct vsapi_provider *made)
{
    struct vsapi_provider **link = &service->providers;
    char id[VSAPI_GUID_TEXT];
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&service->lock);
    while (*link && !IsEqualGUID(&(*link)->info.provider_id, &made->info.provider_id))
        link = &(*link)->next;
    if (*link)
        hr = vsapi_fail(VSS_E_PROVIDER_ALREADY_REGISTERED,
                        "provider {%s} is registered already (the mistake of who registers it: "
                        "each needs an id of its own)",
                        vsapi_guid_to_text(&made->info.provider_id, id));
    else
        *link = made;
    vsapi_mutex_unlock(&service->lock);
    return hr;
}

static HRESULT info_check(const struct vsapi_provider_info *info, IUnknown *provider)
{
    if (!info || info->size != sizeof *info || !info->name || !provider ||
        IsEqualGUID(&info->provider_id, &GUID_NULL))
        return vsapi_fail(E_INVALIDARG,
                          "a provider is registered without object, id or name, or was "
                          "compiled against another version of vsapi/service.h (the mistake of who "
                          "registers it)");
    if (info->array &&
        (info->type != VSS_PROV_HARDWARE || info->array->size != sizeof *info->array ||
         !info->array->locate || (info->array->resync && !info->array->has)))
        return vsapi_fail(E_INVALIDARG,
                          "provider \"%s\" is no hardware provider, or its struct vsapi_array_ops "
                          "lacks what is not optional, or was compiled against another version of "
                          "vsapi/service.h (the mistake of who registers it)",
                          info->name);
    if (info->type != VSS_PROV_SYSTEM && info->type != VSS_PROV_SOFTWARE && !info->array)
        return vsapi_fail(E_NOTIMPL,
                          "provider \"%s\": hardware and file share providers are not "
                          "supported by this library yet; nobody is at fault",
                          info->name);
    return S_OK;
}

HRESULT vsapi_service_register_provider(struct vsapi_service *service,
                                        const struct vsapi_provider_info *info, IUnknown *provider)
{
    struct vsapi_provider *made = NULL;
    struct vsapi_provider_call call = {service, NULL, NULL, 0};
    HRESULT hr = info_check(info, provider);

    if (FAILED(hr))
        return hr;
    hr = provider_create(info, provider, &made);
    if (FAILED(hr))
        return hr;
    call.provider = made;
    hr = vsapi_provider_load(&call);
    if (FAILED(hr)) {
        provider_destroy(made);
        return hr;
    }
    vsapi_provider_set_context(&call,
                               (LONG)VSS_CTX_ALL); /* one that knows no contexts may refuse */
    hr = registry_add(service, made);
    if (FAILED(hr)) {
        vsapi_provider_unload(&call);
        provider_destroy(made);
    }
    return hr;
}

void vsapi_provider_unload_all(struct vsapi_service *service)
{
    while (service->providers) {
        struct vsapi_provider_call call = {service, NULL, service->providers, 0};

        vsapi_provider_unload(&call);
        service->providers = call.provider->next;
        provider_destroy(call.provider);
    }
}
