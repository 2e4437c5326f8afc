/*
 * tools/src/plugin.c - writers that are shared objects; the other half of vsapi/plugin.h.
 *
 * A plug-in must share the tool's copy of the library: the service lives in it, and a writer that
 * brought a copy of its own would subscribe where no requester of this process ever looks. The
 * address of vsapi_library_marker tells the copies apart.
 */
#include "plugin.h"

#include <string.h>

#include <vsapi/error.h>
#include <vsapi/plugin.h>

#include "module.h"
#include "report.h"

struct plugin {
    const char *path;
    void *handle;
    vsapi_plugin_abi_fn abi;
    vsapi_plugin_service_marker_fn marker;
    vsapi_plugin_create_fn create;
    vsapi_plugin_destroy_fn destroy;
    void *writer;
};
static VSS_LIST(struct plugin) plugins; /* of the main thread */

static int find_function(struct plugin *plugin, const char *name, void *function)
{
    if (!vss_module_find(plugin->handle, name, function))
        return vss_fail(VSS_EXIT_WRITER,
                        "%s is no writer plug-in: it lacks %s (VSAPI_WRITER_PLUGIN makes it)",
                        plugin->path, name);
    return VSS_EXIT_OK;
}

static int find_functions(struct plugin *plugin)
{
    int code = find_function(plugin, VSAPI_PLUGIN_ABI_NAME, &plugin->abi);

    if (code == VSS_EXIT_OK)
        code = find_function(plugin, VSAPI_PLUGIN_SERVICE_MARKER_NAME, &plugin->marker);
    if (code == VSS_EXIT_OK)
        code = find_function(plugin, VSAPI_PLUGIN_CREATE_NAME, &plugin->create);
    if (code == VSS_EXIT_OK)
        code = find_function(plugin, VSAPI_PLUGIN_DESTROY_NAME, &plugin->destroy);
    return code;
}

static int check_plugin(const struct plugin *plugin)
{
    uint32_t abi = plugin->abi();

    if (abi != VSAPI_PLUGIN_ABI)
        return vss_fail(VSS_EXIT_WRITER,
                        "%s was built for plug-in interface %u, this vss has %u: build it again",
                        plugin->path, abi, VSAPI_PLUGIN_ABI);
    if (plugin->marker() != (const void *)vsapi_library_marker)
        return vss_fail(VSS_EXIT_WRITER,
                        "%s carries its own copy of the library, and so would talk to another "
                        "service than vss: link it to the shared libvssapi",
                        plugin->path);
    return VSS_EXIT_OK;
}

static int open_plugin(struct plugin *plugin)
{
    const char *why;

    plugin->handle = vss_module_open(plugin->path, &why);
    if (!plugin->handle)
        return vss_fail(VSS_EXIT_WRITER, "the writer plug-in cannot be loaded: %s", why);
    return VSS_EXIT_OK;
}

static int load_plugin(const char *path)
{
    struct plugin plugin = {.path = path};
    HRESULT hr;
    int code = open_plugin(&plugin);

    if (code == VSS_EXIT_OK)
        code = find_functions(&plugin);
    if (code == VSS_EXIT_OK)
        code = check_plugin(&plugin);
    if (code != VSS_EXIT_OK)
        return code;
    hr = plugin.create(&plugin.writer);
    if (FAILED(hr))
        return vss_fail_hr(VSS_EXIT_WRITER, hr, "the writer of %s cannot be started", path);
    *VSS_APPEND(&plugins) = plugin;
    return VSS_EXIT_OK;
}

int vss_plugins_load(const struct vss_texts *paths)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < paths->count && code == VSS_EXIT_OK; i++)
        code = load_plugin(paths->items[i]);
    return code;
}

static const char *paths_of_plugins(void)
{
    const char *paths = "";

    for (size_t i = 0; i < plugins.count; i++)
        paths = vss_format("%s%s%s", paths, i > 0 ? ", " : "", plugins.items[i].path);
    return paths;
}

static const char *names_of_writers(const struct vss_catalog *catalog)
{
    const char *names = "";

    for (size_t i = 0; i < catalog->writers.count; i++)
        names = vss_format("%s%s%s", names, i > 0 ? ", " : "", catalog->writers.items[i]->name);
    return names;
}

/* Who does not answer Identify is in no list of the API, so it cannot be named: the sentences have
 * the files that were loaded and the writers that did answer. */
int vss_plugins_check_answers(const struct vss_catalog *answered)
{
    size_t missing = plugins.count - answered->writers.count;

    if (answered->writers.count >= plugins.count)
        return VSS_EXIT_OK;
    if (answered->writers.count == 0)
        return vss_fail(VSS_EXIT_WRITER,
                        "%zu of %zu writers loaded by --writer did not answer Identify: no writer "
                        "of %s takes part",
                        missing, plugins.count, paths_of_plugins());
    vss_warn("%zu of %zu writers loaded by --writer did not answer Identify: of %s only %s did",
             missing, plugins.count, paths_of_plugins(), names_of_writers(answered));
    return VSS_EXIT_OK;
}

/* The objects stay loaded: threads and exit handlers of theirs may still run, and we end anyway. */
void vss_plugins_end(void)
{
    while (plugins.count > 0) {
        struct plugin *plugin = &plugins.items[--plugins.count];

        plugin->destroy(plugin->writer);
    }
}
