/*
 * vsapi/host/shares.c - what this machine is called on the network, and the roots of its shares.
 *
 * Its host name is the variable COMPUTERNAME; in a domain, the variable USERDNSDOMAIN, it has a
 * full name too. There are no other machines, and no shares but exposed shadow copies (exposed.c).
 */
#include "parts.h"

#include <string.h>

static const char *host_name(struct vsapi_host *host)
{
    const char *own = vsapi_host_variable(host, "COMPUTERNAME");

    return own ? own : "VSAPI";
}

/* NULL: it is in none. */
static const char *domain(struct vsapi_host *host)
{
    const char *own = vsapi_host_variable(host, "USERDNSDOMAIN");

    return own && *own ? own : NULL;
}

static bool is_full_name(struct vsapi_host *host, const char *machine, size_t length)
{
    const char *own = host_name(host), *in = domain(host);
    size_t own_length = strlen(own);

    return in && length == own_length + 1 + strlen(in) && vsapi_text_starts(machine, own) &&
           machine[own_length] == '.' && vsapi_text_starts(machine + own_length + 1, in);
}

static bool is_this_machine(struct vsapi_host *host, const struct vsapi_name *name)
{
    const char *const names[] = {host_name(host), "localhost", "127.0.0.1", "."};

    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strlen(names[i]) == name->machine_length && vsapi_text_starts(name->machine, names[i]))
            return true;
    }
    return is_full_name(host, name->machine, name->machine_length);
}

HRESULT vsapi_share_find(struct vsapi_host *host, const struct vsapi_name *name, const char *path,
                         struct vsapi_share *out)
{
    HRESULT hr;

    *out = (struct vsapi_share){0};
    if (!is_this_machine(host, name))
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_BAD_NETPATH),
                          "%s is on another machine, and there is none (the program's mistake)",
                          path);
    hr = vsapi_exposed_shared(host, name, out);
    if (SUCCEEDED(hr) && out->device == 0)
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_BAD_NET_NAME),
                          "there is no share for %s on this machine (the program's mistake)", path);
    return hr;
}

void vsapi_share_finish(struct vsapi_share *share)
{
    vsapi_free(share->name);
    vsapi_free(share->path);
    *share = (struct vsapi_share){0};
}

static char *root_of(struct vsapi_host *host, const char *share, bool full)
{
    const char *in = full ? domain(host) : NULL;

    return vsapi_sprintf("\\\\%s%s%s\\%s\\", host_name(host), in ? "." : "", in ? in : "", share);
}

HRESULT vsapi_host_share_of(struct vsapi_host *host, const char *path, bool full, char **out)
{
    struct vsapi_share share;
    struct vsapi_name name;
    char *components;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_name_cut(path, &name);
    if (FAILED(hr) || name.kind != VSAPI_NAME_SHARE)
        return hr;
    hr = vsapi_name_components(&name, path, &components);
    if (FAILED(hr))
        return hr;
    vsapi_free(components);
    hr = vsapi_share_find(host, &name, path, &share);
    if (FAILED(hr))
        return hr;
    *out = root_of(host, share.name, full);
    vsapi_share_finish(&share);
    return *out ? S_OK : vsapi_out_of_memory();
}
