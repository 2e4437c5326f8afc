/*
 * vsapi/writer.h - a writer as a table of functions.
 *
 * What CVssWriter rests on, and what a writer in C uses instead of it: a table with one entry for
 * each handler, and a function that makes the IVssWriterImpl through which such a writer is
 * initialized, subscribed and asked. The service knows writers only in this form, so it needs no
 * knowledge of how a C++ compiler lays out a class.
 */
#ifndef VSAPI_WRITER_H
#define VSAPI_WRITER_H

#include <vss.h>

typedef interface IVssWriterImpl IVssWriterImpl;
typedef interface IVssWriterComponents IVssWriterComponents;
typedef interface IVssCreateWriterMetadata IVssCreateWriterMetadata;
typedef interface IVssCreateWriterMetadataEx IVssCreateWriterMetadataEx;

#ifdef __cplusplus
extern "C" {
#endif

/* What a handler did. */
enum vsapi_handled {
    VSAPI_HANDLED_FALSE = 900, /* it returned false */
    VSAPI_HANDLED_TRUE,        /* it returned true */
    VSAPI_HANDLED_EXCEPTION, /* an exception left it; vsapi_writer_exception has been told which */
    VSAPI_HANDLED_COUNT_
};

/**
 * The handlers of one class of writers, under their documented names and with the documented
 * arguments. `self` is what vsapi_writer_create was given. Every entry is filled, except
 * OnIdentifyEx, which only writers with the Ex metadata interface have.
 *
 * Identify: the service calls OnIdentifyEx, when there is one, and after VSAPI_HANDLED_TRUE it
 * calls OnIdentify, both on the same metadata object. A writer fills the metadata in one of them
 * ("OnIdentify or OnIdentifyEx is overridden, never both", rule CVssWriterEx.OnIdentifyEx-2) and
 * answers VSAPI_HANDLED_TRUE in the other. See vsapi/cvsswriter.h for how the C++ classes do that.
 *
 * Threads:   the service calls them, on threads of its own unless its delivery is inline.
 * Ownership: arguments belong to the service and live until the handler returns.
 */
struct vsapi_writer_handlers {
    uint32_t size;          /* sizeof(struct vsapi_writer_handlers) as the caller was compiled */
    const char *class_name; /* for traces; never NULL */
    enum vsapi_handled (*OnIdentify)(void *self, IVssCreateWriterMetadata *pMetadata);
    enum vsapi_handled (*OnIdentifyEx)(void *self, IVssCreateWriterMetadataEx *pMetadata);
    enum vsapi_handled (*OnPrepareBackup)(void *self, IVssWriterComponents *pComponent);
    enum vsapi_handled (*OnPrepareSnapshot)(void *self);
    enum vsapi_handled (*OnFreeze)(void *self);
    enum vsapi_handled (*OnThaw)(void *self);
    enum vsapi_handled (*OnPostSnapshot)(void *self, IVssWriterComponents *pComponent);
    enum vsapi_handled (*OnAbort)(void *self);
    enum vsapi_handled (*OnBackupComplete)(void *self, IVssWriterComponents *pComponent);
    enum vsapi_handled (*OnBackupShutdown)(void *self, VSS_ID SnapshotSetId);
    enum vsapi_handled (*OnPreRestore)(void *self, IVssWriterComponents *pComponent);
    enum vsapi_handled (*OnPostRestore)(void *self, IVssWriterComponents *pComponent);
    enum vsapi_handled (*OnBackOffIOOnVolume)(void *self, VSS_PWSZ wszVolumeName, VSS_ID snapshotId,
                                              VSS_ID providerId);
    enum vsapi_handled (*OnContinueIOOnVolume)(void *self, VSS_PWSZ wszVolumeName,
                                               VSS_ID snapshotId, VSS_ID providerId);
    enum vsapi_handled (*OnVSSShutdown)(void *self);
    enum vsapi_handled (*OnVSSApplicationStartup)(void *self);
};

/**
 * Makes the object behind a writer. The writer takes part in nothing yet: Initialize and Subscribe
 * of the object follow.
 *
 * @param handlers  the writer's functions; not copied, it outlives the object
 * @param self      handed to each handler as it is; the caller's
 * @param out       the object with one reference; NULL on failure
 *
 * @retval S_OK
 * @retval E_INVALIDARG   `handlers` is NULL, of an unknown size, or has an empty entry
 * @retval E_OUTOFMEMORY
 *
 * Threads:   any.
 * Ownership: the caller ends the writer by Unsubscribe, Uninitialize and Release. No handler runs
 *            after Unsubscribe has returned, so `self` may go then.
 */
VSAPI_EXPORT HRESULT vsapi_writer_create(const struct vsapi_writer_handlers *handlers, void *self,
                                         IVssWriterImpl **out);

/**
 * Records that an exception left a handler. Called on the handler's thread, before the handler's
 * entry returns VSAPI_HANDLED_EXCEPTION.
 *
 * @param writer   made by vsapi_writer_create
 * @param handler  name of the handler, "OnFreeze"
 * @param what     the exception's own text, UTF-8
 *
 * Ownership: both texts are copied.
 */
VSAPI_EXPORT void vsapi_writer_exception(IVssWriterImpl *writer, const char *handler,
                                         const char *what);

#ifdef __cplusplus
}
#endif

#include <vswriter.h>

#endif
