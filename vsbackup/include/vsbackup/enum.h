/* vsbackup/enum.h - makes IVssEnumObject objects, and frees what they enumerate. */
#ifndef VSBACKUP_ENUM_H
#define VSBACKUP_ENUM_H

#include <vss.h>

#include <stddef.h>

/* Enumerates `count` objects. The array and the texts in it are CoTaskMem and are taken over, also
 * when this fails. `session` is for the trace. */
HRESULT vsbackup_enum_create(VSS_OBJECT_PROP *items, size_t count, const VSS_ID *session,
                             IVssEnumObject **out);
/* Frees the texts of a structure and fills it with zeros. */
void vsbackup_snapshot_prop_free(VSS_SNAPSHOT_PROP *prop);
void vsbackup_object_prop_free(VSS_OBJECT_PROP *prop);

#endif
