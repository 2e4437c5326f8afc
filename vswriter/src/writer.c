/*
 * vswriter/src/writer.c - the object behind CVssWriter: its life from Initialize to Release.
 *
 * Created, initialized, subscribed, and back. Events reach it between Subscribe and Unsubscribe
 * only (deliver.c); what handlers ask about them is in helpers.c. The lock is never held while the
 * service or a handler is called.
 */
#include "writer.h"

#include <vsapi/text.h>

#include <string.h>

VSAPI_COM_FACE(IVssWriterImpl, writer)

struct writer *vswriter_from_iface(IVssWriterImpl *iface)
{
    return impl_from_IVssWriterImpl(iface);
}

/* ---- Initialize ----------------------------------------------------------------------------- */

static HRESULT refuse(const char *what, int value)
{
    return vsapi_fail(E_INVALIDARG, "Initialize: %s %d is not allowed; the writer's mistake", what,
                      value);
}

/* What may be given to Initialize; the pages name E_INVALIDARG and not for what
 * (docs/decisions.md#initialize-arguments). */
static HRESULT check_info(const struct vsapi_writer_info *info, LPCWSTR name)
{
    if (IsEqualGUID(&info->writer_id, &GUID_NULL))
        return vsapi_fail(E_INVALIDARG, "Initialize: WriterId is GUID_NULL; the writer's mistake");
    if (!name || !*name)
        return vsapi_fail(E_INVALIDARG, "Initialize: no name is given; the writer's mistake");
    if (info->usage < VSS_UT_BOOTABLESYSTEMSTATE || info->usage > VSS_UT_OTHER)
        return refuse("VSS_USAGE_TYPE", (int)info->usage);
    if (info->source < VSS_ST_TRANSACTEDDB || info->source > VSS_ST_OTHER)
        return refuse("VSS_SOURCE_TYPE", (int)info->source);
    if (info->level < VSS_APP_SYSTEM || info->level > VSS_APP_FRONT_END)
        return refuse("VSS_APPLICATION_LEVEL", (int)info->level);
    if (info->timeout_freeze_ms == 0)
        return refuse("a time-out for Freeze of", 0);
    if (info->alternate != VSS_AWS_NO_ALTERNATE_WRITER)
        return refuse("VSS_ALTERNATE_WRITER_STATE", (int)info->alternate);
    return S_OK;
}

/* Takes over the data, unless there are some already. */
static HRESULT keep_info(struct writer *self, struct vsapi_writer_info *info, char **name,
                         char **instance_name)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&self->lock);
    if (self->state != WRITER_CREATED) {
        hr = vsapi_fail(VSS_E_BAD_STATE,
                        "Initialize of \"%s\", which is initialized already; the "
                        "writer's mistake",
                        self->name);
    } else {
        info->name = self->name = *name;
        info->instance_name = self->instance_name = *instance_name;
        *name = *instance_name = NULL;
        self->info = *info;
        self->state = WRITER_INITIALIZED;
    }
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

static HRESULT initialize(struct writer *self, struct vsapi_writer_info *info, LPCWSTR name,
                          LPCWSTR instance_name)
{
    char *texts[2] = {NULL, NULL};
    HRESULT hr = check_info(info, name);

    if (SUCCEEDED(hr))
        hr = vsapi_embedded_access(VSAPI_ROLE_WRITER, "Initialize");
    if (FAILED(hr))
        return hr;
    if (vsapi_embedded_safe_mode())
        return S_FALSE;
    hr = vsapi_text_from_wide(name, &texts[0]);
    if (SUCCEEDED(hr) && instance_name && *instance_name)
        hr = vsapi_text_from_wide(instance_name, &texts[1]);
    if (SUCCEEDED(hr))
        hr = vsapi_guid_create(&info->instance_id);
    if (SUCCEEDED(hr))
        hr = keep_info(self, info, &texts[0], &texts[1]);
    vsapi_free(texts[0]);
    vsapi_free(texts[1]);
    return hr;
}

static HRESULT STDMETHODCALLTYPE
writer_Initialize(IVssWriterImpl *iface, VSS_ID writerId, LPCWSTR wszWriterName,
                  LPCWSTR wszWriterInstanceName, DWORD dwMajorVersion, DWORD dwMinorVersion,
                  VSS_USAGE_TYPE ut, VSS_SOURCE_TYPE st, VSS_APPLICATION_LEVEL nLevel,
                  DWORD dwTimeout, VSS_ALTERNATE_WRITER_STATE aws, boolean bIOThrottlingOnly)
{
    struct writer *self = impl_from_IVssWriterImpl(iface);
    struct vsapi_writer_info info = {
        .size = sizeof info,
        .writer_id = writerId,
        .major_version = dwMajorVersion,
        .minor_version = dwMinorVersion,
        .usage = ut,
        .source = st,
        .level = nLevel,
        .timeout_freeze_ms = dwTimeout,
        .alternate = aws,
        .io_throttling_only = bIOThrottlingOnly != 0,
    };

    return VSAPI_API("CVssWriter.Initialize", NULL,
                     initialize(self, &info, wszWriterName, wszWriterInstanceName),
                     "WriterId=%g wszWriterName=%w wszWriterInstanceName=%w dwMajorVersion=%u "
                     "dwMinorVersion=%u ut=%d st=%d nLevel=%d dwTimeoutFreeze=%u aws=%d "
                     "bIOThrottlingOnly=%b class=%s",
                     &writerId, wszWriterName, wszWriterInstanceName, dwMajorVersion,
                     dwMinorVersion, (int)ut, (int)st, (int)nLevel, dwTimeout, (int)aws,
                     bIOThrottlingOnly != 0, self->handlers->class_name);
}

/* ---- Subscribe and Unsubscribe ----------------------------------------------------------------
 */

static HRESULT begin_subscribe(struct writer *self, DWORD flags, struct vsapi_writer_info *info)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&self->lock);
    if (self->state == WRITER_CREATED)
        hr = vsapi_fail(VSS_E_BAD_STATE, "Subscribe before Initialize; the writer's mistake");
    else if (self->state != WRITER_INITIALIZED)
        hr = vsapi_fail(VSS_E_WRITER_ALREADY_SUBSCRIBED,
                        "Subscribe of \"%s\", which is subscribed already; the writer's mistake",
                        self->name);
    else
        self->state = WRITER_CHANGING;
    *info = self->info;
    info->event_mask = flags;
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

static void end_subscribe(struct writer *self, struct vsapi_service *service,
                          struct vsapi_subscription *subscription)
{
    vsapi_mutex_lock(&self->lock);
    self->state = subscription ? WRITER_SUBSCRIBED : WRITER_INITIALIZED;
    self->subscription = subscription;
    self->host = subscription ? vsapi_service_host(service) : NULL;
    vsapi_mutex_unlock(&self->lock);
}

/* The time-out is not needed: subscribing waits for nobody. */
static HRESULT subscribe(struct writer *self, DWORD flags)
{
    const DWORD supported = VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG;
    struct vsapi_subscription *subscription = NULL;
    struct vsapi_service *service = NULL;
    struct vsapi_writer_info info;
    HRESULT hr;

    if (flags != supported)
        return vsapi_fail(E_INVALIDARG,
                          "Subscribe: event flags 0x%x are not supported, only 0x%x; the writer's "
                          "mistake",
                          (unsigned)flags, (unsigned)supported);
    hr = vsapi_embedded_access(VSAPI_ROLE_WRITER, "Subscribe");
    if (SUCCEEDED(hr))
        hr = begin_subscribe(self, flags, &info);
    if (FAILED(hr))
        return hr;
    atomic_store(&self->shutting_down, false);
    hr = vsapi_embedded_service(&service);
    if (SUCCEEDED(hr))
        hr = vsapi_service_subscribe(service, &info, &vswriter_ops, self, &subscription);
    end_subscribe(self, service, FAILED(hr) ? NULL : subscription);
    return hr;
}

static HRESULT STDMETHODCALLTYPE writer_Subscribe(IVssWriterImpl *iface, DWORD dwSubscribeTimeout,
                                                  DWORD dwEventFlags)
{
    struct writer *self = impl_from_IVssWriterImpl(iface);

    return VSAPI_API("CVssWriter.Subscribe", NULL, subscribe(self, dwEventFlags),
                     "dwEventFlags=%u dwTimeout=%u", dwEventFlags, dwSubscribeTimeout);
}

/* A writer that is not subscribed is as it shall be: S_OK (docs/decisions.md#unsubscribe-twice). */
static HRESULT unsubscribe(struct writer *self)
{
    struct vsapi_subscription *subscription = NULL;

    vsapi_mutex_lock(&self->lock);
    if (self->state == WRITER_SUBSCRIBED) {
        self->state = WRITER_CHANGING;
        subscription = self->subscription;
        self->subscription = NULL;
        atomic_store(&self->shutting_down, true);
    }
    vsapi_mutex_unlock(&self->lock);
    if (!subscription)
        return S_OK;
    vsapi_service_unsubscribe(subscription);
    end_subscribe(self, NULL, NULL);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE writer_Unsubscribe(IVssWriterImpl *iface)
{
    struct writer *self = impl_from_IVssWriterImpl(iface);

    return VSAPI_API("CVssWriter.Unsubscribe", NULL, unsubscribe(self), "");
}

/* Forgets who the writer is: Initialize may follow. A writer that is in Subscribe or Unsubscribe on
 * another thread stays as it is. */
static HRESULT uninitialize(struct writer *self)
{
    char *texts[2] = {NULL, NULL};

    unsubscribe(self);
    atomic_store(&self->shutting_down, true);
    vsapi_mutex_lock(&self->lock);
    if (self->state == WRITER_INITIALIZED) {
        texts[0] = self->name;
        texts[1] = self->instance_name;
        self->name = self->instance_name = NULL;
        memset(&self->info, 0, sizeof self->info);
        self->state = WRITER_CREATED;
    }
    vsapi_mutex_unlock(&self->lock);
    vsapi_free(texts[0]);
    vsapi_free(texts[1]);
    return S_OK;
}

/* The end of the writer: what the C++ destructor does beside Unsubscribe. */
static void STDMETHODCALLTYPE writer_Uninitialize(IVssWriterImpl *iface)
{
    struct writer *self = impl_from_IVssWriterImpl(iface);

    (void)VSAPI_API("CVssWriter.Uninitialize", NULL, uninitialize(self), "");
}

static HRESULT STDMETHODCALLTYPE writer_InstallAlternateWriter(IVssWriterImpl *iface,
                                                               VSS_ID idWriter, CLSID clsid)
{
    (void)iface;
    return VSAPI_API("CVssWriter.InstallAlternateWriter", NULL,
                     vsapi_fail(E_NOTIMPL, "InstallAlternateWriter is reserved for the system"),
                     "idWriter=%g clsid=%g", &idWriter, &clsid);
}

/* ---- the object -------------------------------------------------------------------------------
 */

static const IVssWriterImplVtbl writer_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssWriterImpl),
    .Initialize = writer_Initialize,
    .Subscribe = writer_Subscribe,
    .Unsubscribe = writer_Unsubscribe,
    .Uninitialize = writer_Uninitialize,
    .GetCurrentVolumeArray = writer_GetCurrentVolumeArray,
    .GetCurrentVolumeCount = writer_GetCurrentVolumeCount,
    .GetSnapshotDeviceName = writer_GetSnapshotDeviceName,
    .GetCurrentSnapshotSetId = writer_GetCurrentSnapshotSetId,
    .GetContext = writer_GetContext,
    .GetCurrentLevel = writer_GetCurrentLevel,
    .IsPathAffected = writer_IsPathAffected,
    .IsBootableSystemStateBackedUp = writer_IsBootableSystemStateBackedUp,
    .AreComponentsSelected = writer_AreComponentsSelected,
    .GetBackupType = writer_GetBackupType,
    .GetRestoreType = writer_GetRestoreType,
    .SetWriterFailure = writer_SetWriterFailure,
    .IsPartialFileSupportEnabled = writer_IsPartialFileSupportEnabled,
    .InstallAlternateWriter = writer_InstallAlternateWriter,
    .GetIdentityInformation = writer_GetIdentityInformation,
    .SetWriterFailureEx = writer_SetWriterFailureEx,
    .GetSessionId = writer_GetSessionId,
    .IsWriterShuttingDown = writer_IsWriterShuttingDown,
};

static void writer_destroy(void *object)
{
    struct writer *self = object;

    unsubscribe(self);
    vsapi_wmd_unref(self->reported);
    vsapi_free(self->name);
    vsapi_free(self->instance_name);
    vsapi_mutex_finish(&self->lock);
    vsapi_free(self);
}

/* The interface has no IID: IUnknown is all that can be asked for. */
static const struct vsapi_com_face writer_faces[] = {
    {&IID_IUnknown, offsetof(struct writer, IVssWriterImpl_iface)},
};
static const struct vsapi_com_class writer_class = {"IVssWriterImpl", writer_faces, 1,
                                                    writer_destroy};

/* Every entry has to be there but OnIdentifyEx. */
static bool handlers_whole(const struct vsapi_writer_handlers *handlers)
{
    return handlers->class_name && handlers->OnIdentify && handlers->OnPrepareBackup &&
           handlers->OnPrepareSnapshot && handlers->OnFreeze && handlers->OnThaw &&
           handlers->OnPostSnapshot && handlers->OnAbort && handlers->OnBackupComplete &&
           handlers->OnBackupShutdown && handlers->OnPreRestore && handlers->OnPostRestore &&
           handlers->OnBackOffIOOnVolume && handlers->OnContinueIOOnVolume &&
           handlers->OnVSSShutdown && handlers->OnVSSApplicationStartup;
}

HRESULT vsapi_writer_create(const struct vsapi_writer_handlers *handlers, void *self,
                            IVssWriterImpl **out)
{
    struct writer *writer;

    vsapi_message_clear();
    if (!out)
        return vsapi_fail(E_INVALIDARG, "vsapi_writer_create: out is NULL; the writer's mistake");
    *out = NULL;
    if (!handlers || handlers->size != sizeof *handlers || !handlers_whole(handlers))
        return vsapi_fail(E_INVALIDARG,
                          "vsapi_writer_create: the table of handlers is not there, of another "
                          "size, or has an empty entry; the writer's mistake");
    writer = vsapi_calloc(1, sizeof *writer);
    if (!writer)
        return vsapi_out_of_memory();
    vsapi_com_init(&writer->com, &writer_class);
    writer->IVssWriterImpl_iface.lpVtbl = &writer_vtbl;
    vsapi_mutex_init(&writer->lock);
    atomic_init(&writer->shutting_down, false);
    writer->handlers = handlers;
    writer->self = self;
    writer->state = WRITER_CREATED;
    *out = &writer->IVssWriterImpl_iface;
    return S_OK;
}
