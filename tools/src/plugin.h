/*
 * tools/src/plugin.h - writers that are shared objects, loaded into the tool's process.
 */
#ifndef VSS_PLUGIN_H
#define VSS_PLUGIN_H

#include "options.h"

/* Loads each file and starts its writer. On failure a sentence is kept, those loaded stay. */
int vss_plugins_load(const struct vss_texts *paths);
/* Ends the writers, last first. */
void vss_plugins_end(void);

#endif
