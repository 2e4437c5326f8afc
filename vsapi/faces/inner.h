/*
 * vsapi/faces/inner.h - what the files of this room share; nobody else includes it.
 *
 * An access says who looks at a writer's components, and in which event: the object that lists the
 * components and the objects for single components share one, so that the end of the event reaches
 * all of them, also those that somebody kept.
 */
#ifndef VSAPI_FACES_INNER_H
#define VSAPI_FACES_INNER_H

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/faces.h>
#include <vsapi/ranges.h>

struct vsapi_access {
    atomic_uint refs;
    struct vsapi_bcd
        *bcd; /* a reference; its lock guards `phase` and all that is in the document */
    struct vsapi_bcd_writer *writer;
    enum vsapi_component_phase phase;
    VSS_ID session_id;
    const VSS_ID *session; /* for the trace: session_id, or NULL for none */
};

/* A set of phases. */
#define VSAPI_IN(phase) (1u << ((phase)-VSAPI_PHASE_REQUESTER))
#define VSAPI_IN_ANY (~0u)
#define VSAPI_IN_REQUESTER                                                                         \
    (VSAPI_IN(VSAPI_PHASE_REQUESTER) | VSAPI_IN(VSAPI_PHASE_REQUESTER_BACKUP) |                    \
     VSAPI_IN(VSAPI_PHASE_REQUESTER_RESTORE))
/* The events of a backup in which a writer may change its components. */
#define VSAPI_IN_BACKUP_EDIT                                                                       \
    (VSAPI_IN(VSAPI_PHASE_PREPARE_FOR_BACKUP) | VSAPI_IN(VSAPI_PHASE_POST_SNAPSHOT))
#define VSAPI_IN_RESTORE_EVENT                                                                     \
    (VSAPI_IN(VSAPI_PHASE_PRE_RESTORE) | VSAPI_IN(VSAPI_PHASE_POST_RESTORE))
/* What is read during a restore; a requester whose operation is not known is believed. */
#define VSAPI_IN_RESTORE                                                                           \
    (VSAPI_IN_RESTORE_EVENT | VSAPI_IN(VSAPI_PHASE_REQUESTER) |                                    \
     VSAPI_IN(VSAPI_PHASE_REQUESTER_RESTORE))

void vsapi_access_ref(struct vsapi_access *access);
void vsapi_access_unref(struct vsapi_access *access);
/* Locks the document, if this is one of the phases in which `method` may be called; else
 * VSS_E_BAD_STATE, and the document is not locked. */
HRESULT vsapi_access_enter(struct vsapi_access *access, unsigned phases, const char *method);
void vsapi_access_leave(struct vsapi_access *access);

HRESULT vsapi_component_create(struct vsapi_access *access, struct vsapi_bcd_component *data,
                               IVssComponent **out);
HRESULT vsapi_wm_component_create(struct vsapi_wmd *wmd, const struct vsapi_wm_component *data,
                                  IVssWMComponent **out);
HRESULT vsapi_dependency_create(struct vsapi_wmd *wmd, const struct vsapi_wm_dependency *data,
                                IVssWMDependency **out);

/* A required pointer is missing. */
HRESULT vsapi_null_argument(const char *method, const char *parameter);
/* There is nothing of that number. */
HRESULT vsapi_no_such_index(const char *method, UINT i, size_t count);

/* The text as a BSTR. absent is the answer for a text that is not there: S_FALSE, and the pointer
 * becomes NULL; or S_OK, and it becomes an empty string, so that a caller who knows S_OK only may
 * use it (docs/decisions.md#absent-texts). */
HRESULT vsapi_text_out(const char *text, HRESULT absent, BSTR *out);
struct vsapi_text_row {
    const char *text;
    BSTR *out; /* not NULL */
};
/* Several at once, all or none; an absent one becomes an empty string. */
HRESULT vsapi_texts_out(const struct vsapi_text_row *rows, size_t count);

#endif
