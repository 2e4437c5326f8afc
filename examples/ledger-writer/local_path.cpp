/* examples/ledger-writer/local_path.cpp - see local_path.h. */
#include "local_path.h"

#ifdef _WIN32

HRESULT local_path(const std::wstring &path, std::filesystem::path *out)
{
    *out = path;
    return S_OK;
}

#else

#include <vsapi/host.h>

HRESULT local_path(const std::wstring &path, std::filesystem::path *out)
{
    struct vsapi_host *host = nullptr;
    char *local = nullptr;
    HRESULT hr = vsapi_current_host(&host);

    if (SUCCEEDED(hr))
        hr = vsapi_host_path(host, std::filesystem::path(path).u8string().c_str(), &local);
    if (FAILED(hr))
        return hr;
    *out = std::filesystem::u8path(local);
    vsapi_host_free_path(local);
    return S_OK;
}

#endif
