/*
 * examples/common/plugin.c - loads a writer that was built as a plug-in.
 *
 * The writer has to use the very library that the requester uses: a copy of its own would bring a
 * service of its own, in which the requester would look for the writer in vain.
 */
#include "plugin.h"

#include <stdio.h>
#ifndef _WIN32
#include <dlfcn.h>
#endif

#include <vsapi/error.h>

#ifdef _WIN32
/* The same by Windows' own names. */
#define RTLD_NOW 0
#define RTLD_LOCAL 0
#define dlopen(path, flags) ((void *)LoadLibraryA(path))
#define dlsym(library, name) ((void *)GetProcAddress(library, name))
#define dlclose(library) FreeLibrary(library)
#define dlerror() "the plug-in, or a DLL that it needs, cannot be loaded"
#endif

/* ISO C has no conversion from an object pointer to a function pointer, POSIX has. */
union symbol {
    void *object;
    vsapi_plugin_abi_fn abi;
    vsapi_plugin_service_marker_fn marker;
    vsapi_plugin_create_fn create;
    vsapi_plugin_destroy_fn destroy;
};

static bool find(const char *path, void *library, const char *name, union symbol *symbol)
{
    symbol->object = dlsym(library, name);
    if (!symbol->object)
        fprintf(stderr, "%s is no writer plug-in: it has no %s\n", path, name);
    return symbol->object != NULL;
}

static bool start(const char *path, struct plugin *plugin)
{
    union symbol abi, marker, create, destroy;
    HRESULT hr;

    if (!find(path, plugin->library, VSAPI_PLUGIN_ABI_NAME, &abi) ||
        !find(path, plugin->library, VSAPI_PLUGIN_SERVICE_MARKER_NAME, &marker) ||
        !find(path, plugin->library, VSAPI_PLUGIN_CREATE_NAME, &create) ||
        !find(path, plugin->library, VSAPI_PLUGIN_DESTROY_NAME, &destroy))
        return false;
    if (abi.abi() != VSAPI_PLUGIN_ABI) {
        fprintf(stderr, "%s was built for version %u of the plug-in interface, not %u\n", path,
                (unsigned)abi.abi(), (unsigned)VSAPI_PLUGIN_ABI);
        return false;
    }
    if (marker.marker() != (const void *)vsapi_library_marker) {
        fprintf(stderr, "%s carries a copy of the library: link it with the shared one\n", path);
        return false;
    }
    hr = create.create(&plugin->writer);
    if (FAILED(hr)) {
        fprintf(stderr, "the writer of %s does not start: %s: %s\n", path, vsapi_hresult_name(hr),
                vsapi_last_message());
        return false;
    }
    plugin->destroy = destroy.destroy;
    return true;
}

bool plugin_load(const char *path, struct plugin *plugin)
{
    *plugin = (struct plugin){0};
    plugin->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (!plugin->library) {
        fprintf(stderr, "%s\n", dlerror());
        return false;
    }
    if (start(path, plugin))
        return true;
    plugin_unload(plugin);
    return false;
}

void plugin_unload(struct plugin *plugin)
{
    if (plugin->destroy)
        plugin->destroy(plugin->writer);
    if (plugin->library)
        dlclose(plugin->library);
    *plugin = (struct plugin){0};
}
