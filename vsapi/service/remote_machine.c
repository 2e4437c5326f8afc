/*
 * vsapi/service/remote_machine.c - shadow copies, asked for at a service in another process.
 *
 * The callers have asked the table of calls and set what they hand out to nothing.
 */
#define COBJMACROS
#include "remote.h"

#include <vsapi/cotask.h>
#include <vsapi/error.h>

HRESULT vsapi_remote_offers(struct vsapi_service *service, const char *call)
{
    if (!service->remote)
        return S_OK;
    return vsapi_fail(E_NOTIMPL,
                      "%s is not there yet with a service in another process "
                      "(VSAPI_SERVICE)",
                      call);
}

/* A question about one shadow copy or set, which is answered by a result only. */
static HRESULT tell_id(struct vsapi_session *session, enum vsapi_ask kind, const VSS_ID *id)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, kind);
    vsapi_put_guid(&frame, id);
    return vsapi_remote_tell(vsapi_remote_of(session), &frame);
}

/* Sends a question whose answer is an id. */
static HRESULT call_for_id(struct vsapi_session *session, struct vsapi_frame *frame, VSS_ID *out)
{
    HRESULT hr = vsapi_remote_call(vsapi_remote_of(session), frame);

    if (SUCCEEDED(hr))
        *out = vsapi_take_guid(frame);
    return vsapi_remote_taken(frame, hr);
}

/* ---- a set is put together --------------------------------------------------------------------
 */

HRESULT vsapi_remote_start_set(struct vsapi_session *session, VSS_ID *set_id)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_START_SET);
    return call_for_id(session, &frame, set_id);
}

HRESULT vsapi_remote_add_volume(struct vsapi_session *session, const char *volume,
                                const VSS_ID *provider, VSS_ID *snapshot_id)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_ADD_VOLUME);
    vsapi_put_text(&frame, volume);
    vsapi_put_guid(&frame, provider);
    return call_for_id(session, &frame, snapshot_id);
}

HRESULT vsapi_remote_is_volume_supported(struct vsapi_session *session, const VSS_ID *provider,
                                         const char *volume, bool *supported)
{
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_remote_ask(&frame, session, VSAPI_ASK_IS_VOLUME_SUPPORTED);
    vsapi_put_text(&frame, volume);
    vsapi_put_guid(&frame, provider);
    hr = vsapi_remote_call(vsapi_remote_of(session), &frame);
    if (SUCCEEDED(hr))
        *supported = vsapi_take_bool(&frame);
    return vsapi_remote_taken(&frame, hr);
}

/* ---- what there is ----------------------------------------------------------------------------
 */

HRESULT vsapi_remote_snapshot_properties(struct vsapi_session *session, const VSS_ID *id,
                                         VSS_SNAPSHOT_PROP *out)
{
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_remote_ask(&frame, session, VSAPI_ASK_SNAPSHOT_PROPERTIES);
    vsapi_put_guid(&frame, id);
    hr = vsapi_remote_call(vsapi_remote_of(session), &frame);
    if (SUCCEEDED(hr))
        hr = vsapi_take_snapshot(&frame, out);
    hr = vsapi_remote_taken(&frame, hr);
    if (FAILED(hr))
        vsapi_snapshot_prop_finish(out);
    return hr;
}

#define OBJECT_BYTES 60 /* that an object has in a frame at least */

static HRESULT take_objects(struct vsapi_frame *frame, VSS_OBJECT_PROP **out, size_t *count)
{
    uint32_t listed = vsapi_take_count(frame, OBJECT_BYTES);
    VSS_OBJECT_PROP *made = vsapi_cotask_malloc((listed + 1) * sizeof *made);
    HRESULT hr = made ? S_OK : vsapi_out_of_memory();
    uint32_t taken = 0;

    while (SUCCEEDED(hr) && taken < listed) {
        hr = vsapi_take_object(frame, &made[taken]);
        taken += SUCCEEDED(hr);
    }
    hr = vsapi_remote_taken(frame, hr);
    if (SUCCEEDED(hr)) {
        *out = made;
        *count = listed;
        return S_OK;
    }
    while (taken > 0)
        vsapi_object_prop_finish(&made[--taken]);
    CoTaskMemFree(made);
    return hr;
}

HRESULT vsapi_remote_query(struct vsapi_session *session, VSS_OBJECT_TYPE returned,
                           VSS_OBJECT_PROP **out, size_t *count)
{
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_remote_ask(&frame, session, VSAPI_ASK_QUERY);
    vsapi_put_u32(&frame, returned);
    hr = vsapi_remote_call(vsapi_remote_of(session), &frame);
    if (SUCCEEDED(hr))
        return take_objects(&frame, out, count);
    vsapi_frame_finish(&frame);
    return hr;
}

/* How many were deleted is told when it fails, too. */
HRESULT vsapi_remote_delete_snapshots(struct vsapi_session *session, const VSS_ID *id,
                                      VSS_OBJECT_TYPE type, bool force, LONG *deleted,
                                      VSS_ID *not_deleted)
{
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_remote_ask(&frame, session, VSAPI_ASK_DELETE_SNAPSHOTS);
    vsapi_put_guid(&frame, id);
    vsapi_put_u32(&frame, type);
    vsapi_put_bool(&frame, force);
    hr = vsapi_remote_call(vsapi_remote_of(session), &frame);
    if (frame.kind == VSAPI_ASK_DELETE_SNAPSHOTS && frame.at < frame.size_bytes) {
        *deleted = (LONG)vsapi_take_u32(&frame);
        *not_deleted = vsapi_take_guid(&frame);
    }
    return vsapi_remote_taken(&frame, hr);
}

/* ---- what is done with them -------------------------------------------------------------------
 */

HRESULT vsapi_remote_expose(struct vsapi_session *session, const VSS_ID *id, LONG attributes,
                            const char *name, const char *path, char **exposed)
{
    struct vsapi_frame frame = {0};
    const char *answered;
    HRESULT hr;

    vsapi_remote_ask(&frame, session, VSAPI_ASK_EXPOSE);
    vsapi_put_guid(&frame, id);
    vsapi_put_u32(&frame, (uint32_t)attributes);
    vsapi_put_text(&frame, name);
    vsapi_put_text(&frame, path);
    hr = vsapi_remote_call(vsapi_remote_of(session), &frame);
    answered = SUCCEEDED(hr) ? vsapi_take_text(&frame) : NULL;
    if (SUCCEEDED(hr) && !(*exposed = vsapi_strdup(answered ? answered : "")))
        hr = vsapi_out_of_memory();
    return vsapi_remote_taken(&frame, hr);
}

HRESULT vsapi_remote_unexpose(struct vsapi_session *session, const VSS_ID *id)
{
    return tell_id(session, VSAPI_ASK_UNEXPOSE, id);
}

HRESULT vsapi_remote_break(struct vsapi_session *session, const VSS_ID *id)
{
    return tell_id(session, VSAPI_ASK_BREAK, id);
}

HRESULT vsapi_remote_revert(struct vsapi_session *session, const VSS_ID *id, bool force)
{
    struct vsapi_frame frame = {0};

    vsapi_remote_ask(&frame, session, VSAPI_ASK_REVERT);
    vsapi_put_guid(&frame, id);
    vsapi_put_bool(&frame, force);
    return vsapi_remote_tell(vsapi_remote_of(session), &frame);
}

/* ---- of the service ---------------------------------------------------------------------------
 */

HRESULT vsapi_remote_status(struct vsapi_remote *remote, char **json)
{
    struct vsapi_frame frame = {0};
    const char *text;
    HRESULT hr;

    vsapi_frame_begin(&frame, VSAPI_ASK_STATUS);
    hr = vsapi_remote_call(remote, &frame);
    text = SUCCEEDED(hr) ? vsapi_take_text(&frame) : NULL;
    if (text && !(*json = vsapi_strdup(text)))
        hr = vsapi_out_of_memory();
    return vsapi_remote_taken(&frame, hr);
}

/* ---- of a volume, without a session -----------------------------------------------------------
 */

HRESULT vsapi_remote_blocks_revert(struct vsapi_remote *remote, const char *volume, bool *blocks)
{
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_frame_begin(&frame, VSAPI_ASK_BLOCKS_REVERT);
    vsapi_put_text(&frame, volume);
    hr = vsapi_remote_call(remote, &frame);
    if (SUCCEEDED(hr))
        *blocks = vsapi_take_bool(&frame);
    return vsapi_remote_taken(&frame, hr);
}

HRESULT vsapi_remote_is_snapshotted(struct vsapi_remote *remote, const char *volume, bool *present,
                                    LONG *compatibility)
{
    struct vsapi_frame frame = {0};
    HRESULT hr;

    vsapi_frame_begin(&frame, VSAPI_ASK_IS_SNAPSHOTTED);
    vsapi_put_text(&frame, volume);
    hr = vsapi_remote_call(remote, &frame);
    if (SUCCEEDED(hr)) {
        *present = vsapi_take_bool(&frame);
        *compatibility = (LONG)vsapi_take_u32(&frame);
    }
    return vsapi_remote_taken(&frame, hr);
}
