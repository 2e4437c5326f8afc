/*
 * mock-provider/src/builtin.c - the provider that every service has from the start.
 */
#include <vsapi/service.h>
#include <vsmock/provider.h>

HRESULT vsapi_builtin_providers(struct vsapi_service *service)
{
    const struct vsapi_provider_info info = {
        .size = sizeof info,
        .provider_id = VSMOCK_PROVIDER_ID,
        .version_id = {0x7c2f9b1e,
                       0x54d0,
                       0x4e6b,
                       {0x9a, 0x11, 0x3d, 0x0c, 0x52, 0x8f, 0x61, 0xa7}},
        .class_id = {0x0d6e31c4, 0x8b7a, 0x4f25, {0xb3, 0x5c, 0x90, 0x1e, 0xa4, 0x7d, 0x26, 0xf8}},
        .name = "Mock shadow copy provider",
        .version = "1.0.0.0",
        .type = VSS_PROV_SYSTEM,
    };
    IUnknown *provider;
    HRESULT hr;

    hr = vsmock_provider_create(vsapi_service_host(service), &provider);
    if (FAILED(hr))
        return hr;
    hr = vsapi_service_register_provider(service, &info, provider);
    provider->lpVtbl->Release(provider);
    return hr;
}
