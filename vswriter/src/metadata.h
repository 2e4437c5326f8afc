/*
 * vswriter/src/metadata.h - the object with which a writer describes its data in Identify.
 */
#ifndef VSWRITER_METADATA_H
#define VSWRITER_METADATA_H

#include <vsapi/service.h>

/* The document has the writer's identity already. */
HRESULT vswriter_metadata_create(const struct vsapi_writer_info *info, const VSS_ID *session,
                                 IVssCreateWriterMetadataEx **out);
/* The other face of it, for OnIdentify. */
IVssCreateWriterMetadata *vswriter_metadata_for_writer(IVssCreateWriterMetadataEx *metadata);
/* Whether the writer has said nothing yet. */
bool vswriter_metadata_is_empty(IVssCreateWriterMetadata *metadata);
/* Identify is over: the document is read-only from here on, the object's methods answer
 * VSS_E_BAD_STATE. Gives the document, with a reference. */
struct vsapi_wmd *vswriter_metadata_close(IVssCreateWriterMetadataEx *metadata);

#endif
