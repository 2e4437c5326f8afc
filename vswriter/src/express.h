/*
 * vswriter/src/express.h - express writers: the document they leave behind, and what may be in it.
 */
#ifndef VSWRITER_EXPRESS_H
#define VSWRITER_EXPRESS_H

#include "metadata_build.h"

/* express_metadata.c: the object that builds the document. *draft is inside the object. */
HRESULT vswriter_express_metadata_create(const struct vsapi_writer_info *identity,
                                         struct metadata_draft **draft,
                                         IVssCreateExpressWriterMetadata **out);

/* express_rules.c: what the pages allow to express writers, one argument each. */
HRESULT vswriter_express_check_usage(const char *method, VSS_USAGE_TYPE usage);
HRESULT vswriter_express_check_component(const char *method, VSS_COMPONENT_TYPE type,
                                         uint32_t flags);
HRESULT vswriter_express_check_files(const char *method, uint32_t mask, bool alternate_path);
HRESULT vswriter_express_check_local(const char *method, LPCWSTR path);
HRESULT vswriter_express_check_restore(const char *method, VSS_RESTOREMETHOD_ENUM restore_method,
                                       VSS_WRITERRESTORE_ENUM writer_restore);
HRESULT vswriter_express_check_schema(const char *method, uint32_t mask);
/* All of it for a whole document: VSS_E_INVALID_XML_DOCUMENT. */
HRESULT vswriter_express_check_document(const struct vsapi_wmd *wmd);

#endif
