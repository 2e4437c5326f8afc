/*
 * mock-provider/src/record.h - a shadow copy as it stands in the machine's store.
 *
 * One JSON file for each shadow copy whose files lie in a folder: STORE/shadow-copies/ID.json. What
 * it holds is a table in record.c, a row for each member of struct vsmock_snapshot. kept.c says
 * when records are written and read.
 */
#ifndef VSMOCK_RECORD_H
#define VSMOCK_RECORD_H

#include "provider.h"

/* *json is freed with free(). */
HRESULT vsmock_record_format(const struct vsmock_snapshot *snapshot, char **json);
/* Fills the members that a record has. E_INVALIDARG: it is none, with a sentence. */
HRESULT vsmock_record_parse(const char *json, size_t size_bytes, struct vsmock_snapshot *snapshot);
/* The file's name for an id, and the other way round; false: it is none of ours. */
#define VSMOCK_RECORD_NAME (VSAPI_GUID_TEXT + 5)
char *vsmock_record_name(const VSS_ID *id, char name[VSMOCK_RECORD_NAME]);
bool vsmock_record_id(const char *name, VSS_ID *out);

#endif
