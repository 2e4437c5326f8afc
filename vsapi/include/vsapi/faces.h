/*
 * vsapi/faces.h - the COM objects over the documents that writers and requesters both are handed.
 *
 * They stand here, below vswriter and vsbackup, because both hand them out: a writer gets
 * IVssWriterComponents and IVssComponent in its events and IVssExamineWriterMetadata from
 * GetIdentifyInformation, a requester the same from IVssBackupComponents. Who holds the object
 * decides what it may change: struct vsapi_component_access.
 */
#ifndef VSAPI_FACES_H
#define VSAPI_FACES_H

#include <vsapi/bcd.h>
#include <vsapi/wmd.h>
#include <vsbackup.h>

/* In which event, if any, the holder of an IVssComponent is: setters are valid in some only. */
enum vsapi_component_phase {
    VSAPI_PHASE_REQUESTER = 500, /* a requester: reads only; setters answer VSS_E_BAD_STATE */
    VSAPI_PHASE_PREPARE_FOR_BACKUP,
    VSAPI_PHASE_POST_SNAPSHOT,
    VSAPI_PHASE_BACKUP_COMPLETE, /* the document is read-only */
    VSAPI_PHASE_PRE_RESTORE,
    VSAPI_PHASE_POST_RESTORE,
    VSAPI_PHASE_OVER, /* the event has ended: every call answers VSS_E_BAD_STATE */
    /* A requester of which is known what it does: calls for the other kind of operation then answer
     * VSS_E_BAD_STATE where their pages say so. */
    VSAPI_PHASE_REQUESTER_BACKUP,
    VSAPI_PHASE_REQUESTER_RESTORE,
    VSAPI_PHASE_END_
};

/* Both hold a reference to the document. `session` is for the trace. */
HRESULT vsapi_components_create(struct vsapi_bcd *bcd, struct vsapi_bcd_writer *writer,
                                enum vsapi_component_phase phase, const VSS_ID *session,
                                IVssWriterComponentsExt **out);
/* The event is over: setters of this object and of the components it gave are no longer valid. */
void vsapi_components_close(IVssWriterComponentsExt *components);
/* The IVssWriterComponents face of it, as a writer's handler gets it. */
IVssWriterComponents *vsapi_components_for_writer(IVssWriterComponentsExt *components);

HRESULT vsapi_examine_create(struct vsapi_wmd *wmd, const VSS_ID *session,
                             IVssExamineWriterMetadata **out);
HRESULT vsapi_filedesc_create(struct vsapi_wmd *owner_or_null, struct vsapi_bcd *bcd_or_null,
                              const struct vsapi_filedesc *filedesc, IVssWMFiledesc **out);

/* ---- what every method with texts begins with; vswriter and vsbackup use it too ---------------
 */

/* The texts of one call in UTF-8; NULL stays NULL. */
struct vsapi_texts {
    char *items[6];
};
/* All or none; E_INVALIDARG for what is no Unicode. */
HRESULT vsapi_texts_init(struct vsapi_texts *texts, const LPCWSTR *in, size_t count);
void vsapi_texts_finish(struct vsapi_texts *texts);

/* An XML document to UTF-8 for the readers of vsapi/document; free with vsapi_free. NULL and text
 * that is no valid WCHAR text give VSS_E_INVALID_XML_DOCUMENT: a document that cannot be loaded has
 * this code on every page. */
HRESULT vsapi_document_text(const char *parameter, const WCHAR *xml, size_t length, char **out);

/* E_INVALIDARG with a sentence, if it is NULL or empty or ... */
HRESULT vsapi_check_directory(const char *method, const char *parameter,
                              const char *path); /* ... has wildcards */
HRESULT vsapi_check_filespec(const char *method, const char *parameter,
                             const char *filespec); /* ... has a directory part */
HRESULT vsapi_check_filename(const char *method, const char *parameter,
                             const char *name); /* ... has either */
/* Begins with a drive, or with two backslashes. */
bool vsapi_path_is_full(const char *path);

#endif
