/*
 * tools/src/document.h - a Backup Components Document, walked through the API.
 */
#ifndef VSS_DOCUMENT_H
#define VSS_DOCUMENT_H

#include "machine.h"

struct vss_document_component { /* lives during the call it is given to */
    VSS_ID writer_id, instance;
    VSS_COMPONENT_TYPE type;
    const char *full; /* path\name */
    IVssComponent *object;
};
/* Calls `each` for every component, until it fails. */
int vss_document_each(IVssBackupComponents *components,
                      int (*each)(void *context, const struct vss_document_component *component),
                      void *context);
/* A requester's object with a stored document, for a restore. */
int vss_document_open(const char *xml, IVssBackupComponents **out);

#endif
