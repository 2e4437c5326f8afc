/*
 * tests/headers/plugin_load.cpp - loads plug-ins as the tools do.
 *
 *     plugin_load PLUGIN-THAT-STARTS PLUGIN-THAT-FAILS PLUGIN-THAT-THROWS
 */
#include "stub_writer.h"

#include <cstdio>
#include <cstring>
#include <dlfcn.h>
#include <vsapi/plugin.h>

struct plugin {
    vsapi_plugin_abi_fn abi;
    vsapi_plugin_service_marker_fn marker;
    vsapi_plugin_create_fn create;
    vsapi_plugin_destroy_fn destroy;
};

template <typename Function> static bool find(void *library, const char *name, Function *function)
{
    *function = reinterpret_cast<Function>(dlsym(library, name));
    if (!*function)
        std::printf("%s\n", dlerror());
    return *function != nullptr;
}

static bool load(const char *path, struct plugin *plugin)
{
    void *library = dlopen(path, RTLD_NOW | RTLD_LOCAL);

    if (!library) {
        std::printf("%s\n", dlerror());
        return false;
    }
    return find(library, VSAPI_PLUGIN_ABI_NAME, &plugin->abi) &&
           find(library, VSAPI_PLUGIN_SERVICE_MARKER_NAME, &plugin->marker) &&
           find(library, VSAPI_PLUGIN_CREATE_NAME, &plugin->create) &&
           find(library, VSAPI_PLUGIN_DESTROY_NAME, &plugin->destroy);
}

static const struct {
    const char *name;
    HRESULT hr;
    const char *log; /* what the writer's object was asked until the plug-in was destroyed */
} rows[] = {
    {"starts", S_OK,
     "Initialize(Ledger,-,0.0,3,3,3,60000,1,0) Subscribe(4294967295,6) "
     "Unsubscribe Uninitialize Release "},
    {"fails", VSS_E_WRITER_ALREADY_SUBSCRIBED, "Unsubscribe Uninitialize Release "},
    {"throws", E_UNEXPECTED, "Unsubscribe Uninitialize Release "},
};

int main(int argc, char **argv)
{
    int failures = 0;

    for (int i = 0; i < 3 && i + 1 < argc; i++) {
        struct plugin plugin = {};
        void *writer = &plugin;
        HRESULT hr;

        if (!load(argv[i + 1], &plugin))
            return 1;
        hr = plugin.create(&writer);
        if (plugin.abi() != VSAPI_PLUGIN_ABI || plugin.marker() != vsapi_library_marker ||
            hr != rows[i].hr || (writer != nullptr) != (hr == S_OK)) {
            std::printf("%s: abi %u, hr 0x%08x\n", rows[i].name, plugin.abi(),
                        static_cast<unsigned int>(hr));
            failures++;
        }
        plugin.destroy(writer);
        if (std::strcmp(vstest_stub.log, rows[i].log) != 0) {
            std::printf("%s: %s\n", rows[i].name, vstest_stub.log);
            failures++;
        }
    }
    return failures != 0 || argc != 4;
}
