/*
 * tools/src/select.h - which components go into a backup, and which of them are added explicitly.
 */
#ifndef VSS_SELECT_H
#define VSS_SELECT_H

#include "catalog.h"
#include "options.h"

/* Marks the components of the catalogue: all, or the wanted ones (WRITER:PATH\NAME), what the rules
 * add to them, and what those depend on. A wish that names nothing is a usage mistake. */
int vss_select(struct vss_catalog *catalog, const struct vss_texts *wanted);
/* Calls `each` for the components that WRITER:PATH\NAME names: of all writers of that name, class
 * or instance. One that names nothing is a usage mistake. */
int vss_select_named(struct vss_catalog *catalog, const char *wanted,
                     int (*each)(void *context, struct vss_component *component), void *context);
/* What a dependency is on: of the writers of its class one that has the component; NULL: none. */
struct vss_component *vss_dependency_target(struct vss_catalog *catalog,
                                            const struct vss_dependency *dependency);

#endif
