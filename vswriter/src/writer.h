/*
 * vswriter/src/writer.h - what stands behind a CVssWriter, and one event on its way through it.
 */
#ifndef VSWRITER_WRITER_H
#define VSWRITER_WRITER_H

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/faces.h>
#include <vsapi/service.h>
#include <vsapi/thread.h>
#include <vsapi/trace.h>
#include <vsapi/writer.h>

enum writer_state {
    WRITER_CREATED = 700, /* Initialize is due */
    WRITER_INITIALIZED,   /* may subscribe; also after Unsubscribe */
    WRITER_CHANGING,      /* a thread is in Subscribe or Unsubscribe */
    WRITER_SUBSCRIBED,    /* events come */
};

struct writer {
    struct vsapi_com com;
    IVssWriterImpl IVssWriterImpl_iface;
    const struct vsapi_writer_handlers *handlers; /* the caller's */
    void *self;                                   /* the caller's, for the handlers */
    atomic_bool shutting_down;                    /* Unsubscribe or Uninitialize has begun */

    struct vsapi_mutex lock; /* guards what follows, and what deliveries keep for threads */
    enum writer_state state;
    struct vsapi_writer_info info; /* its texts are owned, by the two below */
    char *name, *instance_name;
    struct vsapi_host *host; /* the service's, while subscribed */
    struct vsapi_subscription *subscription;
    struct delivery *running;   /* events that handlers are at, the latest first */
    struct vsapi_wmd *reported; /* what Identify brought last; a reference, may be NULL */
};

/* One event while its handler runs. It lives on the stack of the handler's thread. */
struct delivery {
    struct writer *writer;
    struct vsapi_event *event;
    struct delivery *next;  /* in writer->running */
    struct delivery *outer; /* the event this thread was at already, perhaps of another writer */

    /* Of the handler's thread alone. */
    bool failed; /* SetWriterFailure(Ex) was called */
    HRESULT failure, application;
    char *message;   /* SetWriterFailureEx's */
    char *exception; /* what left the handler */

    /* Made when asked for, under the writer's lock; they go with the event. */
    WCHAR **volumes; /* as many as the event has */
    WCHAR **devices;
    IVssExamineWriterMetadata *identity;
};

/* deliver.c: the service's way in. */
extern const struct vsapi_writer_ops vswriter_ops;

/* current.c: the event a thread is at. */
void vswriter_delivery_begin(struct delivery *delivery, struct writer *writer,
                             struct vsapi_event *event);
void vswriter_delivery_end(struct delivery *delivery); /* all but `message` and `exception` goes */
/* The event of this writer that the calling thread handles; NULL: none. */
struct delivery *vswriter_delivery_of_thread(const struct writer *writer);
/* The session of the event this thread may ask about, for the trace; NULL: none. */
const VSS_ID *vswriter_session(struct writer *writer, VSS_ID *storage);

/* helpers.c: the methods that ask about the current event. */
LPCWSTR *STDMETHODCALLTYPE writer_GetCurrentVolumeArray(IVssWriterImpl *iface);
UINT STDMETHODCALLTYPE writer_GetCurrentVolumeCount(IVssWriterImpl *iface);
HRESULT STDMETHODCALLTYPE writer_GetSnapshotDeviceName(IVssWriterImpl *iface,
                                                       LPCWSTR wszOriginalVolume,
                                                       LPCWSTR *ppwszSnapshotDevice);
#ifdef _WIN32 /* VSS_STRUCT_METHOD */
VSS_ID *STDMETHODCALLTYPE writer_GetCurrentSnapshotSetId(IVssWriterImpl *iface, VSS_ID *pResult);
#else
VSS_ID STDMETHODCALLTYPE writer_GetCurrentSnapshotSetId(IVssWriterImpl *iface);
#endif
LONG STDMETHODCALLTYPE writer_GetContext(IVssWriterImpl *iface);
VSS_APPLICATION_LEVEL STDMETHODCALLTYPE writer_GetCurrentLevel(IVssWriterImpl *iface);
boolean STDMETHODCALLTYPE writer_IsPathAffected(IVssWriterImpl *iface, LPCWSTR wszPath);
boolean STDMETHODCALLTYPE writer_IsBootableSystemStateBackedUp(IVssWriterImpl *iface);
boolean STDMETHODCALLTYPE writer_AreComponentsSelected(IVssWriterImpl *iface);
VSS_BACKUP_TYPE STDMETHODCALLTYPE writer_GetBackupType(IVssWriterImpl *iface);
VSS_RESTORE_TYPE STDMETHODCALLTYPE writer_GetRestoreType(IVssWriterImpl *iface);
HRESULT STDMETHODCALLTYPE writer_SetWriterFailure(IVssWriterImpl *iface, HRESULT hr);
boolean STDMETHODCALLTYPE writer_IsPartialFileSupportEnabled(IVssWriterImpl *iface);
IVssExamineWriterMetadata *STDMETHODCALLTYPE writer_GetIdentityInformation(IVssWriterImpl *iface);
HRESULT STDMETHODCALLTYPE writer_SetWriterFailureEx(IVssWriterImpl *iface, HRESULT hr,
                                                    HRESULT hrApplication,
                                                    LPCWSTR wszApplicationMessage);
HRESULT STDMETHODCALLTYPE writer_GetSessionId(IVssWriterImpl *iface, VSS_ID *idSession);
boolean STDMETHODCALLTYPE writer_IsWriterShuttingDown(IVssWriterImpl *iface);

struct writer *vswriter_from_iface(IVssWriterImpl *iface);

#endif
