/*
 * mock-provider/src/kept.h - between kept.c, which writes records, and refresh.c, which reads them.
 */
#ifndef VSMOCK_KEPT_H
#define VSMOCK_KEPT_H

#include "record.h"

#include <vsapi/store.h>

/* What a method of a provider may answer when the store cannot be used. */
HRESULT vsmock_store_code(HRESULT hr);
/* Writes the record as the snapshot is now. Under the store's lock. */
HRESULT vsmock_record_write(struct vsmock_snapshot *snapshot);
/* From here on it goes with this host; for the next writing of the record. */
HRESULT vsmock_record_own(struct vsmock_snapshot *snapshot);

#endif
