/*
 * vsapi/service/resync.c - AddSnapshotToRecoverySet and RecoverSet: volumes on a disk array are
 * made what shadow copies of them were.
 *
 * The array does it and tells how far it is. The service finds out whether it may be asked, and
 * maps what it answers to the codes of the requester's two methods. One such operation at a time.
 */
#define COBJMACROS
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

#include <stddef.h>
#include <string.h>

/* ---- on this machine, now ----------------------------------------------------------------------
 */

static bool is_hardware(const struct vsapi_provider *provider)
{
    return provider->info.type == VSS_PROV_HARDWARE && provider->info.array;
}

static HRESULT check_machine(struct vsapi_service *service, const char *method)
{
    struct vsapi_provider *provider = vsapi_service_provider(service, NULL);

    if (vsapi_host_safe_mode(service->host))
        return vsapi_fail(VSS_E_BAD_STATE, "%s: the machine is in safe mode (nobody's mistake)",
                          method);
    while (provider && !is_hardware(provider))
        provider = vsapi_service_provider(service, provider);
    return provider ? S_OK
                    : vsapi_fail(VSS_E_BAD_STATE,
                                 "%s: there is no hardware provider on this machine, which has no "
                                 "volume on a disk array (requester's mistake)",
                                 method);
}

bool vsapi_service_resync_over(struct vsapi_service *service)
{
    HRESULT state = VSS_S_ASYNC_FINISHED;
    IVssAsync *last, *over = NULL;

    vsapi_mutex_lock(&service->lock);
    last = service->resync;
    if (last)
        IVssAsync_AddRef(last);
    vsapi_mutex_unlock(&service->lock);
    if (!last)
        return true;
    IVssAsync_QueryStatus(last, &state, NULL);
    vsapi_mutex_lock(&service->lock);
    if (state != VSS_S_ASYNC_PENDING && service->resync == last) {
        over = last;
        service->resync = NULL;
    }
    vsapi_mutex_unlock(&service->lock);
    if (over)
        IVssAsync_Release(over);
    IVssAsync_Release(last);
    return state != VSS_S_ASYNC_PENDING;
}

static HRESULT busy(const char *method)
{
    return vsapi_fail(VSS_E_RESYNC_IN_PROGRESS,
                      "%s: a RecoverSet is under way: try again when it is over (nobody's mistake)",
                      method);
}

static HRESULT check_idle(struct vsapi_service *service, const char *method)
{
    bool idle = vsapi_service_resync_over(service);

    vsapi_mutex_lock(&service->lock);
    idle = idle && !service->recovering && !service->resync;
    vsapi_mutex_unlock(&service->lock);
    return idle ? S_OK : busy(method);
}

/* From here to leave nobody else starts one. */
static HRESULT enter(struct vsapi_service *service)
{
    bool idle;

    vsapi_mutex_lock(&service->lock);
    idle = !service->recovering && !service->resync;
    if (idle)
        service->recovering = true;
    vsapi_mutex_unlock(&service->lock);
    return idle ? S_OK : busy("RecoverSet");
}

/* The service keeps the operation that was started (NULL: none was), to know when the next one may
 * begin. */
static void leave(struct vsapi_service *service, IVssAsync *started)
{
    if (started)
        IVssAsync_AddRef(started);
    vsapi_mutex_lock(&service->lock);
    service->resync = started;
    service->recovering = false;
    vsapi_mutex_unlock(&service->lock);
}

static HRESULT check(struct vsapi_session *session, enum vsapi_call call, const char *method)
{
    HRESULT hr = vsapi_session_allow(session, call);

    if (SUCCEEDED(hr))
        hr = check_machine(session->service, method);
    return SUCCEEDED(hr) ? check_idle(session->service, method) : hr;
}

/* ---- AddSnapshotToRecoverySet ------------------------------------------------------------------
 */

/* What the document says of the shadow copy; its texts live as long as the document. */
static HRESULT find_recorded(struct vsapi_bcd *document, const VSS_ID *id,
                             struct vsapi_bcd_snapshot *out)
{
    char text[VSAPI_GUID_TEXT];
    bool found = false;

    vsapi_mutex_lock(&document->lock);
    for (size_t i = 0; !found && i < document->snapshots.count; i++) {
        *out = document->snapshots.items[i];
        found = IsEqualGUID(&out->snapshot_id, id);
    }
    vsapi_mutex_unlock(&document->lock);
    return found ? S_OK
                 : vsapi_fail(VSS_E_SNAPSHOT_NOT_IN_SET,
                              "AddSnapshotToRecoverySet: the Backup Components Document knows no "
                              "shadow copy {%s} (requester's mistake)",
                              vsapi_guid_to_text(id, text));
}

static HRESULT check_owned(const struct vsapi_provider_call *call, const VSS_ID *id)
{
    char text[VSAPI_GUID_TEXT];
    bool has;
    HRESULT hr = vsapi_provider_has(call, id, &has);

    if (hr == E_OUTOFMEMORY || (SUCCEEDED(hr) && has))
        return hr;
    if (FAILED(hr)) /* whoever cannot say so has not got it */
        return VSS_E_OBJECT_NOT_FOUND;
    return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                      "AddSnapshotToRecoverySet: provider \"%s\" has no shadow copy {%s} "
                      "(requester's mistake)",
                      call->provider->info.name, vsapi_guid_to_text(id, text));
}

static HRESULT find_owner(struct vsapi_session *session, const struct vsapi_bcd_snapshot *recorded,
                          struct vsapi_provider **out)
{
    struct vsapi_provider_call call = {session->service, &session->id, NULL, NULL};
    char text[VSAPI_GUID_TEXT];

    *out = call.provider = vsapi_service_find_provider(session->service, &recorded->provider_id);
    if (!*out)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "AddSnapshotToRecoverySet: the provider {%s} of the shadow copy is not "
                          "on this machine (requester's mistake)",
                          vsapi_guid_to_text(&recorded->provider_id, text));
    if (!is_hardware(*out))
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "AddSnapshotToRecoverySet: the shadow copy is not a disk array's but of "
                          "provider \"%s\" (requester's mistake)",
                          (*out)->info.name);
    if (!(*out)->info.array->resync)
        return vsapi_fail(VSS_E_LEGACY_PROVIDER,
                          "AddSnapshotToRecoverySet: provider \"%s\" is an old one, which cannot "
                          "resynchronize LUNs (nobody's mistake)",
                          (*out)->info.name);
    return check_owned(&call, &recorded->snapshot_id);
}

static HRESULT find_destination(struct vsapi_session *session, const char *name,
                                struct vsapi_volume **out)
{
    HRESULT hr = vsapi_host_find_volume(session->service->host, name, out);

    if (hr == E_OUTOFMEMORY || (SUCCEEDED(hr) && vsapi_volume_on_array(*out)))
        return hr;
    return vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED,
                      "AddSnapshotToRecoverySet: %s is no volume on a disk array of this machine "
                      "(requester's mistake)",
                      name);
}

/* One that this machine has not got has taken its identity with it: NULL. */
static HRESULT find_original(struct vsapi_session *session, const char *name,
                             struct vsapi_volume **out)
{
    HRESULT hr = vsapi_host_find_volume(session->service->host, name, out);

    if (FAILED(hr))
        *out = NULL;
    return hr == E_OUTOFMEMORY ? hr : S_OK;
}

static HRESULT add(struct vsapi_session *session, const struct vsapi_resync *wanted,
                   struct vsapi_provider *provider)
{
    for (size_t i = 0; i < session->recovery_set.count; i++) {
        if (session->recovery_set.items[i].to == wanted->to)
            return vsapi_fail(VSS_E_OBJECT_ALREADY_EXISTS,
                              "AddSnapshotToRecoverySet: %s is in the recovery set already "
                              "(requester's mistake)",
                              vsapi_volume_mount(wanted->to));
    }
    if (session->recovery_set.count > 0 && session->recovery_provider != provider)
        return vsapi_fail(VSS_E_VOLUME_NOT_SUPPORTED,
                          "AddSnapshotToRecoverySet: the recovery set has shadow copies of another "
                          "disk array: recover them on their own (requester's mistake)");
    if (!VSAPI_ARRAY_ROOM(&session->recovery_set))
        return vsapi_out_of_memory();
    session->recovery_provider = provider;
    session->recovery_set.items[session->recovery_set.count++] = *wanted;
    return S_OK;
}

HRESULT vsapi_session_add_to_recovery_set(struct vsapi_session *session, const VSS_ID *snapshot_id,
                                          const char *destination)
{
    struct vsapi_resync wanted = {.snapshot = *snapshot_id};
    struct vsapi_bcd_snapshot recorded;
    struct vsapi_provider *provider;
    HRESULT hr = check(session, VSAPI_CALL_ADD_TO_RECOVERY_SET, "AddSnapshotToRecoverySet");

    if (SUCCEEDED(hr))
        hr = vsapi_remote_offers(session->service, "AddSnapshotToRecoverySet");
    if (SUCCEEDED(hr))
        hr = find_recorded(session->document, snapshot_id, &recorded);
    if (SUCCEEDED(hr))
        hr = find_owner(session, &recorded, &provider);
    if (SUCCEEDED(hr))
        hr = find_destination(session, destination ? destination : recorded.original_volume,
                              &wanted.to);
    if (FAILED(hr))
        return hr;
    hr = find_original(session, recorded.original_volume, &wanted.original);
    if (SUCCEEDED(hr))
        hr = add(session, &wanted, provider);
    if (SUCCEEDED(hr))
        vsapi_session_done(session, VSAPI_CALL_ADD_TO_RECOVERY_SET, hr, false);
    return hr;
}

/* ---- RecoverSet --------------------------------------------------------------------------------
 */

static bool is_wanted(const struct vsapi_session *session, const struct vsapi_volume *volume)
{
    for (size_t i = 0; i < session->recovery_set.count; i++)
        if (session->recovery_set.items[i].to == volume)
            return true;
    return false;
}

/* All volumes of a LUN go back, so each must have been named. */
static HRESULT check_volumes(struct vsapi_session *session)
{
    struct vsapi_host *host = session->service->host;

    for (size_t i = 0; i < session->recovery_set.count; i++) {
        const struct vsapi_volume *to = session->recovery_set.items[i].to;

        for (size_t n = 0; n < vsapi_host_volume_count(host); n++) {
            const struct vsapi_volume *other = vsapi_host_volume(host, n);

            if (vsapi_volume_same_disk(to, other) && !is_wanted(session, other))
                return vsapi_fail(VSS_E_UNSELECTED_VOLUME,
                                  "RecoverSet: %s is on the disk of %s and not in the recovery "
                                  "set (requester's mistake)",
                                  vsapi_volume_mount(other), vsapi_volume_mount(to));
        }
    }
    return S_OK;
}

/* No two disks of a machine can have one signature. */
static HRESULT check_identities(const struct vsapi_session *session)
{
    for (size_t i = 0; i < session->recovery_set.count; i++) {
        const struct vsapi_resync *wanted = &session->recovery_set.items[i];

        if (wanted->original && !vsapi_volume_same_disk(wanted->original, wanted->to))
            return vsapi_fail(VSS_E_CANNOT_REVERT_DISKID,
                              "RecoverSet: the disk of %s cannot get the identity of the disk of "
                              "%s, which is on this machine (requester's mistake)",
                              vsapi_volume_mount(wanted->to), vsapi_volume_mount(wanted->original));
    }
    return S_OK;
}

/* The page has VSS_E_PROVIDER_VETO for what else may go wrong there. */
static HRESULT map_code(HRESULT hr)
{
    return SUCCEEDED(hr) || hr == E_OUTOFMEMORY || hr == E_NOTIMPL ||
                   hr == VSS_E_CANNOT_REVERT_DISKID
               ? hr
               : VSS_E_PROVIDER_VETO;
}

void vsapi_service_forget_resync(struct vsapi_service *service)
{
    if (service->resync)
        IVssAsync_Release(service->resync);
    service->resync = NULL;
}

static HRESULT start(struct vsapi_session *session, struct vsapi_operation **out)
{
    struct vsapi_provider_call call = {session->service, &session->id, session->recovery_provider,
                                       NULL};
    IVssAsync *started = NULL;
    HRESULT hr = vsapi_operation_of_provider(session->service, out);

    if (FAILED(hr))
        return hr;
    hr = enter(session->service);
    if (SUCCEEDED(hr)) {
        hr = map_code(vsapi_provider_resync(&call, session->recovery_set.items,
                                            session->recovery_set.count, &started));
        leave(session->service, started);
    }
    return vsapi_operation_follow(out, hr, started);
}

HRESULT vsapi_session_recover_set(struct vsapi_session *session, DWORD flags,
                                  struct vsapi_operation **out)
{
    HRESULT hr = check(session, VSAPI_CALL_RECOVER_SET, "RecoverSet");

    *out = NULL;
    if (SUCCEEDED(hr))
        hr = vsapi_remote_offers(session->service, "RecoverSet");
    if (SUCCEEDED(hr) && !(flags & VSS_RECOVERY_NO_VOLUME_CHECK))
        hr = check_volumes(session);
    if (SUCCEEDED(hr) && flags & VSS_RECOVERY_REVERT_IDENTITY_ALL)
        hr = check_identities(session);
    if (SUCCEEDED(hr))
        hr = start(session, out);
    if (FAILED(hr))
        return hr;
    session->recovery_set.count = 0;
    vsapi_mutex_lock(&session->lock);
    session->facts &= ~(uint32_t)VSAPI_FACT_RECOVERY_SET;
    vsapi_mutex_unlock(&session->lock);
    return S_OK;
}
