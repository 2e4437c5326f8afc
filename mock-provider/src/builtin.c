/*
 * mock-provider/src/builtin.c - the provider that every service has from the start, and that of the
 * disk array, if the machine has volumes on one.
 */
#include <vsapi/volume.h>
#include <vsmock/provider.h>

static const struct vsapi_provider_info system_info = {
    .size = sizeof system_info,
    .provider_id = VSMOCK_PROVIDER_ID,
    .version_id = {0x7c2f9b1e, 0x54d0, 0x4e6b, {0x9a, 0x11, 0x3d, 0x0c, 0x52, 0x8f, 0x61, 0xa7}},
    .class_id = {0x0d6e31c4, 0x8b7a, 0x4f25, {0xb3, 0x5c, 0x90, 0x1e, 0xa4, 0x7d, 0x26, 0xf8}},
    .name = "Mock shadow copy provider",
    .version = "1.0.0.0",
    .type = VSS_PROV_SYSTEM,
};
static const struct vsapi_provider_info array_info = {
    .size = sizeof array_info,
    .provider_id = VSMOCK_ARRAY_PROVIDER_ID,
    .version_id = {0x1b9d04e7, 0x6a35, 0x4c18, {0x8f, 0xd2, 0x70, 0xe4, 0x3b, 0x96, 0xc5, 0x0a}},
    .class_id = {0x58f0a7d3, 0x92c6, 0x4b1e, {0xa0, 0x7d, 0x14, 0xcb, 0x69, 0xf2, 0x8e, 0x35}},
    .name = "Mock disk array provider",
    .version = "1.0.0.0",
    .type = VSS_PROV_HARDWARE,
    .array = &vsmock_array_ops,
};

static HRESULT add(struct vsapi_service *service, const struct vsapi_provider_info *info,
                   const struct vsmock_kind *kind)
{
    IUnknown *provider;
    HRESULT hr = vsmock_provider_create(vsapi_service_host(service), kind, &provider);

    if (FAILED(hr))
        return hr;
    hr = vsapi_service_register_provider(service, info, provider);
    provider->lpVtbl->Release(provider);
    return hr;
}

static bool has_volume(struct vsapi_host *host, bool (*is)(const struct vsapi_volume *volume))
{
    bool has = false;

    for (size_t i = 0; !has && i < vsapi_host_volume_count(host); i++)
        has = is(vsapi_host_volume(host, i));
    return has;
}

/* There is one array, and it is as old as any of its volumes says. */
static HRESULT add_array(struct vsapi_service *service)
{
    struct vsapi_provider_info info = array_info;
    struct vsapi_host *host = vsapi_service_host(service);

    if (!has_volume(host, vsapi_volume_on_array))
        return S_OK;
    if (has_volume(host, vsapi_volume_on_legacy_array))
        info.array = &vsmock_legacy_array_ops;
    return add(service, &info, &vsmock_kind_array);
}

HRESULT vsapi_builtin_providers(struct vsapi_service *service)
{
    HRESULT hr = add(service, &system_info, &vsmock_kind_system);

    return SUCCEEDED(hr) ? add_array(service) : hr;
}
