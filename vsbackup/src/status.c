/*
 * vsbackup/src/status.c - how the writers are: gathering, reading and freeing their status.
 */
#include "backup_components.h"

#include <vsapi/text.h>

HRESULT STDMETHODCALLTYPE backup_components_GatherWriterStatus(IVssBackupComponentsEx4 *iface,
                                                               IVssAsync **pAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.GatherWriterStatus", backup_components_session(self),
        backup_components_start(self, "GatherWriterStatus", vsapi_session_gather_status, pAsync),
        "");
}

static HRESULT status_count(struct backup_components *self, UINT *out)
{
    size_t count;
    HRESULT hr;

    if (!out)
        return backup_components_null("GetWriterStatusCount", "pcWriters");
    *out = 0;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_GET_WRITER_STATUS);
    if (SUCCEEDED(hr))
        hr = vsapi_session_status_count(self->session, &count);
    if (SUCCEEDED(hr))
        *out = (UINT)count;
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_GetWriterStatusCount(IVssBackupComponentsEx4 *iface,
                                                                 UINT *pcWriters)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.GetWriterStatusCount", backup_components_session(self),
                     status_count(self, pcWriters), "");
}

static HRESULT free_status(struct backup_components *self)
{
    HRESULT hr = vsapi_session_allow(self->session, VSAPI_CALL_GET_WRITER_STATUS);

    return SUCCEEDED(hr) ? vsapi_session_free_status(self->session) : hr;
}

HRESULT STDMETHODCALLTYPE backup_components_FreeWriterStatus(IVssBackupComponentsEx4 *iface)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.FreeWriterStatus", backup_components_session(self),
                     free_status(self), "");
}

/* Where GetWriterStatus and GetWriterStatusEx put what they found. */
struct status_out {
    VSS_ID *instance_id, *writer_id;
    BSTR *writer;
    VSS_WRITER_STATE *state;
    HRESULT *failure, *application; /* may be NULL */
    BSTR *message;                  /* may be NULL */
};

static HRESULT status_out_check(const char *method, const struct status_out *out)
{
    const struct {
        const void *pointer;
        const char *name;
    } required[] = {
        {out->instance_id, "pidInstance"},
        {out->writer_id, "pidWriter"},
        {out->writer, "pbstrWriter"},
        {out->state, "pnStatus"},
    };

    for (size_t i = 0; i < sizeof required / sizeof *required; i++) {
        if (!required[i].pointer)
            return backup_components_null(method, required[i].name);
    }
    return S_OK;
}

/* Either all of it or nothing. */
static HRESULT status_out_fill(const struct status_out *out,
                               const struct vsapi_writer_status *status)
{
    BSTR name, message = NULL;
    HRESULT hr;

    hr = vsapi_bstr_from_text(status->name, &name);
    if (FAILED(hr))
        return hr;
    if (out->message) {
        hr = vsapi_bstr_from_text(status->message, &message);
        if (FAILED(hr)) {
            SysFreeString(name);
            return hr;
        }
        *out->message = message;
    }
    *out->instance_id = status->instance_id;
    *out->writer_id = status->writer_id;
    *out->writer = name;
    *out->state = status->state;
    if (out->failure)
        *out->failure = status->failure;
    if (out->application)
        *out->application = status->application;
    return S_OK;
}

static HRESULT get_status(struct backup_components *self, const char *method, UINT index,
                          const struct status_out *out)
{
    struct vsapi_writer_status status;
    HRESULT hr;

    hr = status_out_check(method, out);
    if (FAILED(hr))
        return hr;
    *out->writer = NULL;
    if (out->message)
        *out->message = NULL;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_GET_WRITER_STATUS);
    if (SUCCEEDED(hr))
        hr = vsapi_session_status(self->session, index, &status);
    return SUCCEEDED(hr) ? status_out_fill(out, &status) : hr;
}

/* Here the failure code is as required as the rest: a requester that does not look at it takes
 * every writer for sound. */
static HRESULT get_status_and_failure(struct backup_components *self, UINT index,
                                      const struct status_out *out)
{
    if (!out->failure)
        return backup_components_null("GetWriterStatus", "phResultFailure");
    return get_status(self, "GetWriterStatus", index, out);
}

HRESULT STDMETHODCALLTYPE backup_components_GetWriterStatus(IVssBackupComponentsEx4 *iface,
                                                            UINT iWriter, VSS_ID *pidInstance,
                                                            VSS_ID *pidWriter, BSTR *pbstrWriter,
                                                            VSS_WRITER_STATE *pnStatus,
                                                            HRESULT *phResultFailure)
{
    struct backup_components *self = backup_components_from(iface);
    const struct status_out out = {pidInstance,     pidWriter, pbstrWriter, pnStatus,
                                   phResultFailure, NULL,      NULL};

    return VSAPI_API("IVssBackupComponents.GetWriterStatus", backup_components_session(self),
                     get_status_and_failure(self, iWriter, &out), "iWriter=%u", (unsigned)iWriter);
}

HRESULT STDMETHODCALLTYPE backup_components_GetWriterStatusEx(
    IVssBackupComponentsEx4 *iface, UINT iWriter, VSS_ID *pidInstance, VSS_ID *pidWriter,
    BSTR *pbstrWriter, VSS_WRITER_STATE *pnStatus, HRESULT *phrFailureWriter,
    HRESULT *phrApplication, BSTR *pbstrApplicationMessage)
{
    struct backup_components *self = backup_components_from(iface);
    const struct status_out out = {pidInstance,
                                   pidWriter,
                                   pbstrWriter,
                                   pnStatus,
                                   phrFailureWriter,
                                   phrApplication,
                                   pbstrApplicationMessage};

    return VSAPI_API("IVssBackupComponentsEx3.GetWriterStatusEx", backup_components_session(self),
                     get_status(self, "GetWriterStatusEx", iWriter, &out), "iWriter=%u",
                     (unsigned)iWriter);
}
