/*
 * vsbackup/src/known_writers.h - which writers answered GatherWriterMetadata, for look-up by class
 * and instance, also after FreeWriterMetadata.
 */
#ifndef VSBACKUP_KNOWN_WRITERS_H
#define VSBACKUP_KNOWN_WRITERS_H

#include <vsapi/service.h>

struct known_writers;

/* Takes what the session gathered. The session's own failure if it has gathered nothing. */
HRESULT vsbackup_known_create(struct vsapi_session *session, struct known_writers **out);
void vsbackup_known_destroy(struct known_writers *known); /* NULL allowed */
/* Both borrowed until known_writers_destroy; NULL: no such writer. */
struct vsapi_wmd *vsbackup_known_instance(struct known_writers *known, const VSS_ID *instance);
struct vsapi_wmd *vsbackup_known_class(struct known_writers *known, const VSS_ID *writer_id);
/* Does the file set belong to this component of the class, as far as it is known (file_sets.h)?
 * Under the lock of the document that is changed. */
HRESULT vsbackup_known_file_set(struct known_writers *known, const VSS_ID *writer_id,
                                const char *logical_path, const char *name,
                                const struct vsapi_filedesc *wanted, bool *has);

#endif
