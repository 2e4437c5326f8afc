/*
 * vsapi/service/protocol.c - how the messages of both sides are put together and taken apart.
 */
#include "event.h"
#include "seam_provider.h"

#include <vsapi/error.h>
#include <vsapi/protocol.h>
#include <vsapi/text.h>

#include <string.h>

void vsapi_answer_begin(struct vsapi_frame *frame, uint32_t kind, HRESULT hr, uint64_t changes)
{
    vsapi_frame_begin(frame, kind);
    vsapi_put_u32(frame, (uint32_t)hr);
    vsapi_put_text(frame, FAILED(hr) ? vsapi_last_message() : NULL);
    vsapi_put_u64(frame, changes);
}

HRESULT vsapi_answer_take(struct vsapi_frame *frame, uint32_t kind, HRESULT *hr, uint64_t *changes)
{
    const char *sentence;

    *hr = (HRESULT)vsapi_take_u32(frame);
    sentence = vsapi_take_text(frame);
    *changes = vsapi_take_u64(frame);
    if (frame->failed || frame->kind != kind)
        return vsapi_fail(VSS_E_UNEXPECTED,
                          "the service answered with what is no answer to "
                          "message %u (the mistake of the service)",
                          (unsigned)kind);
    if (FAILED(*hr))
        vsapi_message_set(sentence);
    return S_OK;
}

/* ---- documents ---------------------------------------------------------------------------------
 */

static void put_xml(struct vsapi_frame *frame, HRESULT hr, char *xml, size_t size_bytes)
{
    if (FAILED(hr))
        frame->failed = true;
    else
        vsapi_put_bytes(frame, xml, size_bytes);
    if (SUCCEEDED(hr))
        vsapi_free(xml);
}

void vsapi_put_bcd(struct vsapi_frame *frame, struct vsapi_bcd *document)
{
    size_t size_bytes = 0;
    char *xml = NULL;
    HRESULT hr;

    if (!document) {
        vsapi_put_text(frame, NULL);
        return;
    }
    vsapi_mutex_lock(&document->lock);
    hr = vsapi_bcd_write(document, &xml, &size_bytes);
    vsapi_mutex_unlock(&document->lock);
    put_xml(frame, hr, xml, size_bytes);
}

HRESULT vsapi_take_bcd(struct vsapi_frame *frame, struct vsapi_bcd **out)
{
    size_t size_bytes;
    const char *xml = vsapi_take_bytes(frame, &size_bytes);

    *out = NULL;
    return xml ? vsapi_bcd_read(xml, size_bytes, out) : S_OK;
}

void vsapi_put_wmd(struct vsapi_frame *frame, const struct vsapi_wmd *document)
{
    size_t size_bytes = 0;
    char *xml = NULL;
    HRESULT hr;

    if (!document) {
        vsapi_put_text(frame, NULL);
        return;
    }
    hr = vsapi_wmd_write(document, &xml, &size_bytes);
    put_xml(frame, hr, xml, size_bytes);
}

HRESULT vsapi_take_wmd(struct vsapi_frame *frame, struct vsapi_wmd **out)
{
    size_t size_bytes;
    const char *xml = vsapi_take_bytes(frame, &size_bytes);

    *out = NULL;
    return xml ? vsapi_wmd_read(xml, size_bytes, out) : S_OK;
}

/* What a writer's process says goes on to requesters, who read WCHAR. */
static HRESULT check_text(const char *text)
{
    WCHAR *wide = NULL;
    HRESULT hr = text ? vsapi_wide_from_text(text, &wide) : S_OK;

    vsapi_free(wide);
    return hr;
}

/* ---- writers -----------------------------------------------------------------------------------
 */

void vsapi_put_writer_info(struct vsapi_frame *frame, const struct vsapi_writer_info *info)
{
    vsapi_put_guid(frame, &info->writer_id);
    vsapi_put_guid(frame, &info->instance_id);
    vsapi_put_text(frame, info->name);
    vsapi_put_text(frame, info->instance_name);
    vsapi_put_u32(frame, info->major_version);
    vsapi_put_u32(frame, info->minor_version);
    vsapi_put_u32(frame, info->usage);
    vsapi_put_u32(frame, info->source);
    vsapi_put_u32(frame, info->level);
    vsapi_put_u32(frame, info->timeout_freeze_ms);
    vsapi_put_u32(frame, info->alternate);
    vsapi_put_bool(frame, info->io_throttling_only);
    vsapi_put_u32(frame, info->event_mask);
}

HRESULT vsapi_take_writer_info(struct vsapi_frame *frame, struct vsapi_writer_info *out)
{
    HRESULT hr;

    memset(out, 0, sizeof *out);
    out->size = sizeof *out;
    out->writer_id = vsapi_take_guid(frame);
    out->instance_id = vsapi_take_guid(frame);
    out->name = vsapi_take_text(frame);
    out->instance_name = vsapi_take_text(frame);
    out->major_version = vsapi_take_u32(frame);
    out->minor_version = vsapi_take_u32(frame);
    out->usage = (VSS_USAGE_TYPE)vsapi_take_u32(frame);
    out->source = (VSS_SOURCE_TYPE)vsapi_take_u32(frame);
    out->level = (VSS_APPLICATION_LEVEL)vsapi_take_u32(frame);
    out->timeout_freeze_ms = vsapi_take_u32(frame);
    out->alternate = (VSS_ALTERNATE_WRITER_STATE)vsapi_take_u32(frame);
    out->io_throttling_only = vsapi_take_bool(frame);
    out->event_mask = vsapi_take_u32(frame);
    if (frame->failed || !out->name)
        return vsapi_fail(E_INVALIDARG, "a writer tells no name, or what is malformed");
    hr = check_text(out->name);
    return SUCCEEDED(hr) ? check_text(out->instance_name) : hr;
}

/* ---- shadow copies and providers ---------------------------------------------------------------
 */

static void put_wide(struct vsapi_frame *frame, const WCHAR *wide)
{
    char *text = NULL;

    if (FAILED(vsapi_text_from_wide(wide, &text)))
        frame->failed = true;
    else
        vsapi_put_text(frame, text);
    vsapi_free(text);
}

static HRESULT take_wide(struct vsapi_frame *frame, HRESULT hr, WCHAR **out)
{
    const char *text = vsapi_take_text(frame);

    *out = NULL;
    return FAILED(hr) ? hr : vsapi_cotask_from_text(text, out);
}

void vsapi_put_snapshot(struct vsapi_frame *frame, const VSS_SNAPSHOT_PROP *snapshot)
{
    vsapi_put_guid(frame, &snapshot->m_SnapshotId);
    vsapi_put_guid(frame, &snapshot->m_SnapshotSetId);
    vsapi_put_u32(frame, (uint32_t)snapshot->m_lSnapshotsCount);
    put_wide(frame, snapshot->m_pwszSnapshotDeviceObject);
    put_wide(frame, snapshot->m_pwszOriginalVolumeName);
    put_wide(frame, snapshot->m_pwszOriginatingMachine);
    put_wide(frame, snapshot->m_pwszServiceMachine);
    put_wide(frame, snapshot->m_pwszExposedName);
    put_wide(frame, snapshot->m_pwszExposedPath);
    vsapi_put_guid(frame, &snapshot->m_ProviderId);
    vsapi_put_u32(frame, (uint32_t)snapshot->m_lSnapshotAttributes);
    vsapi_put_u64(frame, (uint64_t)snapshot->m_tsCreationTimestamp);
    vsapi_put_u32(frame, snapshot->m_eStatus);
}

HRESULT vsapi_take_snapshot(struct vsapi_frame *frame, VSS_SNAPSHOT_PROP *out)
{
    HRESULT hr = S_OK;

    memset(out, 0, sizeof *out);
    out->m_SnapshotId = vsapi_take_guid(frame);
    out->m_SnapshotSetId = vsapi_take_guid(frame);
    out->m_lSnapshotsCount = (LONG)vsapi_take_u32(frame);
    hr = take_wide(frame, hr, &out->m_pwszSnapshotDeviceObject);
    hr = take_wide(frame, hr, &out->m_pwszOriginalVolumeName);
    hr = take_wide(frame, hr, &out->m_pwszOriginatingMachine);
    hr = take_wide(frame, hr, &out->m_pwszServiceMachine);
    hr = take_wide(frame, hr, &out->m_pwszExposedName);
    hr = take_wide(frame, hr, &out->m_pwszExposedPath);
    out->m_ProviderId = vsapi_take_guid(frame);
    out->m_lSnapshotAttributes = (LONG)vsapi_take_u32(frame);
    out->m_tsCreationTimestamp = (VSS_TIMESTAMP)vsapi_take_u64(frame);
    out->m_eStatus = (VSS_SNAPSHOT_STATE)vsapi_take_u32(frame);
    if (FAILED(hr))
        vsapi_snapshot_prop_finish(out);
    return hr;
}

static void put_provider(struct vsapi_frame *frame, const VSS_PROVIDER_PROP *provider)
{
    vsapi_put_guid(frame, &provider->m_ProviderId);
    put_wide(frame, provider->m_pwszProviderName);
    vsapi_put_u32(frame, provider->m_eProviderType);
    put_wide(frame, provider->m_pwszProviderVersion);
    vsapi_put_guid(frame, &provider->m_ProviderVersionId);
    vsapi_put_guid(frame, &provider->m_ClassId);
}

static HRESULT take_provider(struct vsapi_frame *frame, VSS_PROVIDER_PROP *out)
{
    HRESULT hr;

    out->m_ProviderId = vsapi_take_guid(frame);
    hr = take_wide(frame, S_OK, &out->m_pwszProviderName);
    out->m_eProviderType = (VSS_PROVIDER_TYPE)vsapi_take_u32(frame);
    hr = take_wide(frame, hr, &out->m_pwszProviderVersion);
    out->m_ProviderVersionId = vsapi_take_guid(frame);
    out->m_ClassId = vsapi_take_guid(frame);
    return hr;
}

void vsapi_put_object(struct vsapi_frame *frame, const VSS_OBJECT_PROP *object)
{
    vsapi_put_u32(frame, object->Type);
    if (object->Type == VSS_OBJECT_SNAPSHOT)
        vsapi_put_snapshot(frame, &object->Obj.Snap);
    else
        put_provider(frame, &object->Obj.Prov);
}

HRESULT vsapi_take_object(struct vsapi_frame *frame, VSS_OBJECT_PROP *out)
{
    HRESULT hr;

    memset(out, 0, sizeof *out);
    out->Type = (VSS_OBJECT_TYPE)vsapi_take_u32(frame);
    if (out->Type == VSS_OBJECT_SNAPSHOT)
        return vsapi_take_snapshot(frame, &out->Obj.Snap);
    if (out->Type != VSS_OBJECT_PROVIDER)
        return vsapi_fail(VSS_E_UNEXPECTED, "a message has an object of type %d", (int)out->Type);
    hr = take_provider(frame, &out->Obj.Prov);
    if (FAILED(hr))
        vsapi_object_prop_finish(out);
    return hr;
}

/* ---- events ------------------------------------------------------------------------------------
 */

void vsapi_put_event(struct vsapi_frame *frame, const struct vsapi_event *event)
{
    vsapi_put_u32(frame, event->kind);
    vsapi_put_guid(frame, &event->session_id);
    vsapi_put_guid(frame, &event->snapshot_set_id);
    vsapi_put_u32(frame, (uint32_t)event->context);
    vsapi_put_u32(frame, event->level);
    vsapi_put_u32(frame, event->backup_type);
    vsapi_put_u32(frame, event->restore_type);
    vsapi_put_bool(frame, event->select_components);
    vsapi_put_bool(frame, event->bootable_system_state);
    vsapi_put_bool(frame, event->partial_file_support);
    vsapi_put_u32(frame, (uint32_t)event->volume_count);
    for (size_t i = 0; i < event->volume_count; i++) {
        vsapi_put_text(frame, event->volumes[i].original);
        vsapi_put_text(frame, event->volumes[i].device);
    }
    vsapi_put_bcd(frame, event->components);
}

/* What an event does not let a writer change in its components is not sent back. */
static bool sends_components(const struct vsapi_event *event)
{
    return event->components && vsapi_event_row(event->kind)->merges;
}

void vsapi_put_event_answer(struct vsapi_frame *frame, const struct vsapi_event *event,
                            const struct vsapi_event_answer *answer)
{
    vsapi_put_bool(frame, answer->refused);
    vsapi_put_u32(frame, (uint32_t)answer->hr);
    vsapi_put_u32(frame, (uint32_t)answer->application);
    vsapi_put_text(frame, answer->message);
    vsapi_put_wmd(frame, answer->metadata);
    vsapi_put_bcd(frame, sends_components(event) ? event->components : NULL);
}

/* The components take the place of those that the writer was sent. */
static HRESULT take_components(struct vsapi_frame *frame, struct vsapi_event *event)
{
    struct vsapi_bcd *components;
    HRESULT hr = vsapi_take_bcd(frame, &components);

    if (FAILED(hr) || !components)
        return hr;
    if (!sends_components(event)) {
        vsapi_bcd_unref(components);
        return vsapi_fail(E_INVALIDARG, "a writer sends components that it was not handed");
    }
    vsapi_bcd_unref(event->components);
    event->components = components;
    return S_OK;
}

HRESULT vsapi_take_event_answer(struct vsapi_frame *frame, struct vsapi_event *event,
                                struct vsapi_event_answer *answer)
{
    const char *message;
    HRESULT hr;

    answer->refused = vsapi_take_bool(frame);
    answer->hr = (HRESULT)vsapi_take_u32(frame);
    answer->application = (HRESULT)vsapi_take_u32(frame);
    message = vsapi_take_text(frame);
    hr = check_text(message);
    if (SUCCEEDED(hr))
        hr = vsapi_take_wmd(frame, &answer->metadata);
    if (SUCCEEDED(hr))
        hr = take_components(frame, event);
    if (SUCCEEDED(hr))
        hr = vsapi_frame_taken(frame);
    if (SUCCEEDED(hr) && message && !(answer->message = vsapi_strdup(message)))
        hr = vsapi_out_of_memory();
    return hr;
}
