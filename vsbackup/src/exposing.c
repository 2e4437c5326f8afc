/*
 * vsbackup/src/exposing.c - ExposeSnapshot and UnexposeSnapshot.
 */
#include "backup_components.h"

#include <vsapi/alloc.h>
#include <vsapi/text.h>

static HRESULT check_attributes(LONG attributes, const WCHAR *path)
{
    if (attributes != VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY &&
        attributes != VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY)
        return vsapi_fail(E_INVALIDARG,
                          "ExposeSnapshot: lAttributes is 0x%lx, neither "
                          "VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY nor VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY "
                          "(the requester's mistake)",
                          (unsigned long)attributes);
    if (attributes == VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY && path)
        return vsapi_fail(E_INVALIDARG,
                          "ExposeSnapshot: wszPathFromRoot has to be NULL where the shadow copy is "
                          "exposed locally, as a whole (the requester's mistake)");
    return S_OK;
}

/* The exposed name goes out, or the shadow copy is hidden again. */
static HRESULT hand_out(struct backup_components *self, const VSS_ID *id, const char *exposed,
                        VSS_PWSZ *out)
{
    HRESULT hr = vsapi_cotask_from_text(exposed, out);

    if (FAILED(hr))
        vsapi_session_unexpose(self->session, id);
    return hr;
}

static HRESULT expose(struct backup_components *self, const VSS_ID *id, const WCHAR *path,
                      LONG attributes, const WCHAR *name, VSS_PWSZ *out)
{
    char *path_text = NULL, *name_text = NULL, *exposed = NULL;
    HRESULT hr;

    if (!out)
        return backup_components_null("ExposeSnapshot", "pwszExposed");
    *out = NULL;
    hr = check_attributes(attributes, path);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(path, &path_text);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(name, &name_text);
    if (SUCCEEDED(hr))
        hr = vsapi_session_expose(self->session, id, attributes, name_text, path_text, &exposed);
    if (SUCCEEDED(hr))
        hr = hand_out(self, id, exposed, out);
    vsapi_free(exposed);
    vsapi_free(name_text);
    vsapi_free(path_text);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_ExposeSnapshot(IVssBackupComponentsEx4 *iface,
                                                           VSS_ID SnapshotId,
                                                           VSS_PWSZ wszPathFromRoot,
                                                           LONG lAttributes, VSS_PWSZ wszExpose,
                                                           VSS_PWSZ *pwszExposed)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.ExposeSnapshot", backup_components_session(self),
        expose(self, &SnapshotId, wszPathFromRoot, lAttributes, wszExpose, pwszExposed),
        "SnapshotId=%g wszPathFromRoot=%w lAttributes=%d wszExpose=%w", &SnapshotId,
        wszPathFromRoot, (int)lAttributes, wszExpose);
}

HRESULT STDMETHODCALLTYPE backup_components_UnexposeSnapshot(IVssBackupComponentsEx4 *iface,
                                                             VSS_ID snapshotId)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx2.UnexposeSnapshot", backup_components_session(self),
                     vsapi_session_unexpose(self->session, &snapshotId), "snapshotId=%g",
                     &snapshotId);
}
