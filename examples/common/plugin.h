/*
 * examples/common/plugin.h - loads a writer that was built as a plug-in (vsapi/plugin.h).
 */
#ifndef VSEXAMPLE_PLUGIN_H
#define VSEXAMPLE_PLUGIN_H

#include <vsapi/plugin.h>

#ifdef __cplusplus
extern "C" {
#endif

struct plugin { /* zeroed: none loaded */
    void *library;
    void *writer;
    vsapi_plugin_destroy_fn destroy;
};

/* Loads the shared object and starts its writer. False, with a sentence on stderr, when that fails:
 * nothing is left loaded then. */
bool plugin_load(const char *path, struct plugin *plugin);
/* Ends the writer, then unloads the shared object. */
void plugin_unload(struct plugin *plugin);

#ifdef __cplusplus
}
#endif
#endif
