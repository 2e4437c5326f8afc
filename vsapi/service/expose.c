/*
 * vsapi/service/expose.c - shadow copies under a drive, a folder or a share.
 *
 * The service makes the device appear on the host and has the provider remember it: name, path and
 * attributes. Either both happen or neither.
 */
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

#define EXPOSED (VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY | VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY)

struct exposing { /* a shadow copy that is exposed or hidden again */
    struct vsapi_provider_call call;
    const VSS_ID *id;
    char *device;
    LONG attributes;
};

static HRESULT find(struct vsapi_session *session, const VSS_ID *id, struct exposing *out)
{
    VSS_SNAPSHOT_PROP properties;
    HRESULT hr;

    *out = (struct exposing){{session->service, &session->id, NULL, NULL}, id, NULL, 0};
    hr = vsapi_session_find_snapshot(session, id, &out->call.provider, &properties);
    if (FAILED(hr))
        return hr;
    out->attributes = properties.m_lSnapshotAttributes;
    hr = vsapi_text_from_wide(properties.m_pwszSnapshotDeviceObject, &out->device);
    vsapi_snapshot_prop_finish(&properties);
    return hr;
}

/* The pages name who may not be exposed, and no code for it (docs/decisions.md#expose-whom). */
static HRESULT check(const struct exposing *self, LONG attributes)
{
    if (self->attributes & EXPOSED)
        return vsapi_fail(VSS_E_BAD_STATE, "ExposeSnapshot: the shadow copy is exposed already; "
                                           "UnexposeSnapshot comes first (requester's mistake)");
    if (self->attributes & VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE)
        return vsapi_fail(E_INVALIDARG, "ExposeSnapshot: client-accessible shadow copies are not "
                                        "exposed (requester's mistake)");
    if (attributes == VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY &&
        !(self->attributes & VSS_VOLSNAP_ATTR_PERSISTENT))
        return vsapi_fail(E_INVALIDARG, "ExposeSnapshot: only persistent shadow copies are exposed "
                                        "locally (requester's mistake)");
    return S_OK;
}

/* Name and path come before the attributes, which say what they mean, and after them go. */
static HRESULT tell(const struct exposing *self, LONG attributes, const char *name,
                    const char *path)
{
    HRESULT hr = vsapi_provider_set_text(&self->call, self->id, VSS_SPROPID_EXPOSED_NAME, name);

    if (SUCCEEDED(hr))
        hr = vsapi_provider_set_text(&self->call, self->id, VSS_SPROPID_EXPOSED_PATH, path);
    if (SUCCEEDED(hr))
        hr = vsapi_provider_set_attributes(&self->call, self->id, attributes);
    return hr;
}

/* The provider has refused: nothing of it stays. The sentence does. */
static void take_back(const struct exposing *self)
{
    char *sentence = vsapi_strdup(vsapi_last_message());

    vsapi_host_unexpose(self->call.service->host, self->device);
    tell(self, self->attributes, NULL, NULL);
    vsapi_message_set(sentence);
    vsapi_free(sentence);
}

static HRESULT expose(const struct exposing *self, const struct vsapi_exposure *exposure,
                      LONG attributes, char **exposed)
{
    LONG after = (self->attributes & ~VSS_VOLSNAP_ATTR_NOT_SURFACED) | attributes;
    HRESULT hr = vsapi_host_expose(self->call.service->host, exposure, exposed);

    if (hr == HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS))
        return VSS_E_BAD_STATE;
    if (FAILED(hr))
        return hr == E_INVALIDARG ? hr : vsapi_map_query_code(hr);
    hr = vsapi_map_query_code(tell(self, after, *exposed, exposure->path));
    if (SUCCEEDED(hr))
        return hr;
    take_back(self);
    vsapi_free(*exposed);
    *exposed = NULL;
    return hr;
}

HRESULT vsapi_session_expose(struct vsapi_session *session, const VSS_ID *id, LONG attributes,
                             const char *name, const char *path, char **exposed)
{
    struct vsapi_exposure exposure = {
        .remote = attributes == VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY, .name = name, .path = path};
    struct exposing self = {0};
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_EXPOSE_SNAPSHOT);

    *exposed = NULL;
    if (SUCCEEDED(hr) && session->service->remote)
        return vsapi_remote_expose(session, id, attributes, name, path, exposed);
    if (SUCCEEDED(hr))
        hr = find(session, id, &self);
    if (SUCCEEDED(hr))
        hr = check(&self, attributes);
    exposure.device = self.device;
    if (SUCCEEDED(hr))
        hr = expose(&self, &exposure, attributes, exposed);
    vsapi_free(self.device);
    return hr;
}

/* It stays surfaced: VSS_VOLSNAP_ATTR_NOT_SURFACED does not come back (LIFE-082). */
HRESULT vsapi_session_unexpose(struct vsapi_session *session, const VSS_ID *id)
{
    struct exposing self = {0};
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_UNEXPOSE_SNAPSHOT);

    if (SUCCEEDED(hr) && session->service->remote)
        return vsapi_remote_unexpose(session, id);
    if (SUCCEEDED(hr))
        hr = find(session, id, &self);
    if (SUCCEEDED(hr) && !(self.attributes & EXPOSED))
        hr = vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                        "UnexposeSnapshot: the shadow copy is not exposed (requester's mistake)");
    if (SUCCEEDED(hr))
        hr = vsapi_map_query_code(
            vsapi_provider_set_attributes(&self.call, id, self.attributes & ~EXPOSED));
    if (SUCCEEDED(hr)) {
        vsapi_host_unexpose(session->service->host, self.device);
        hr = vsapi_map_query_code(tell(&self, self.attributes & ~EXPOSED, NULL, NULL));
    }
    vsapi_free(self.device);
    return hr;
}
