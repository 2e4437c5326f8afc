/*
 * vsapi/host/default.c - the machine without a host file: one volume C:\ over a fresh temporary
 * folder. default_windows.c is the counterpart.
 */
#include "parts.h"

#include <vsapi/folder.h>

/* A folder "C" inside a temporary one, so that shadow copies have their place beside it. */
static HRESULT make_folder(struct vsapi_host *host, char **out)
{
    HRESULT hr;

    *out = NULL;
    hr = vsapi_own_folder_make(NULL, "vsapi-host", &host->own_folder);
    if (FAILED(hr))
        return hr;
    *out = vsapi_sprintf("%s/C", host->own_folder.path);
    return *out ? vsapi_make_folder(*out) : vsapi_out_of_memory();
}

HRESULT vsapi_host_add_default(struct vsapi_host *host)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = "C:\\"};
    char *folder;
    HRESULT hr = make_folder(host, &folder);

    options.folder = folder;
    if (SUCCEEDED(hr))
        hr = vsapi_host_add_volume(host, &options, NULL);
    vsapi_free(folder);
    return hr;
}
