/*
 * tools/src/plugin.h - writers that are shared objects, loaded into the tool's process.
 */
#ifndef VSS_PLUGIN_H
#define VSS_PLUGIN_H

#include "catalog.h"
#include "options.h"

/* Loads each file and starts its writer. On failure a sentence is kept, those loaded stay. */
int vss_plugins_load(const struct vss_texts *paths);
/* Holds the writers that answered GatherWriterMetadata against those loaded: warns if some did not
 * answer, fails if none did. A plug-in that subscribes several writers counts once. */
int vss_plugins_check_answers(const struct vss_catalog *answered);
/* Ends the writers, last first. */
void vss_plugins_end(void);

#endif
