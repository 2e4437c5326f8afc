/*
 * vsapi/service/query.c - the shadow copies there are, over all providers.
 *
 * A session sees only shadow copies of its own context (LIFE-015), and only finished ones. Whoever
 * has an id asks each provider in turn. What providers answer is mapped to the codes that the
 * requester's method documents.
 */
#define COBJMACROS
#include "remote.h"

#include <vsapi/cotask.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

#include <string.h>

/* The attributes that make up a context; a requester may have added others. */
#define CONTEXT_MASK                                                                               \
    (VSS_VOLSNAP_ATTR_PERSISTENT | VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE |                            \
     VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE | VSS_VOLSNAP_ATTR_NO_WRITERS)

typedef VSAPI_ARRAY(VSS_OBJECT_PROP) object_list;

HRESULT vsapi_map_query_code(HRESULT hr)
{
    return SUCCEEDED(hr) || hr == E_OUTOFMEMORY || hr == VSS_E_PROVIDER_VETO ||
                   hr == VSS_E_OBJECT_NOT_FOUND
               ? hr
               : VSS_E_UNEXPECTED_PROVIDER_ERROR;
}

void vsapi_snapshot_prop_finish(VSS_SNAPSHOT_PROP *properties)
{
    CoTaskMemFree(properties->m_pwszSnapshotDeviceObject);
    CoTaskMemFree(properties->m_pwszOriginalVolumeName);
    CoTaskMemFree(properties->m_pwszOriginatingMachine);
    CoTaskMemFree(properties->m_pwszServiceMachine);
    CoTaskMemFree(properties->m_pwszExposedName);
    CoTaskMemFree(properties->m_pwszExposedPath);
    memset(properties, 0, sizeof *properties);
}

void vsapi_object_prop_finish(VSS_OBJECT_PROP *object)
{
    if (object->Type == VSS_OBJECT_SNAPSHOT) {
        vsapi_snapshot_prop_finish(&object->Obj.Snap);
    } else if (object->Type == VSS_OBJECT_PROVIDER) {
        CoTaskMemFree(object->Obj.Prov.m_pwszProviderName);
        CoTaskMemFree(object->Obj.Prov.m_pwszProviderVersion);
    }
}

static bool context_shows(LONG context, const VSS_SNAPSHOT_PROP *properties)
{
    if (properties->m_eStatus != VSS_SS_CREATED)
        return false;
    return context == (LONG)VSS_CTX_ALL ||
           (context & CONTEXT_MASK) == (properties->m_lSnapshotAttributes & CONTEXT_MASK);
}

/* ---- one shadow copy
 * ------------------------------------------------------------------------------ */

static HRESULT not_found(const char *what, const VSS_ID *id)
{
    char text[VSAPI_GUID_TEXT];

    return vsapi_fail(
        VSS_E_OBJECT_NOT_FOUND,
        "there is no %s {%s} that this context shows: it was deleted, or made in another "
        "context, which SetContext chooses (requester's mistake)",
        what, vsapi_guid_to_text(id, text));
}

HRESULT vsapi_session_find_snapshot(struct vsapi_session *session, const VSS_ID *id,
                                    struct vsapi_provider **out, VSS_SNAPSHOT_PROP *properties)
{
    struct vsapi_provider *provider = NULL;

    *out = NULL;
    while ((provider = vsapi_service_provider(session->service, provider))) {
        struct vsapi_provider_call call = {session->service, &session->id, provider, 0};
        HRESULT hr = vsapi_map_query_code(vsapi_provider_properties(&call, id, properties));

        if (hr == VSS_E_OBJECT_NOT_FOUND)
            continue;
        if (SUCCEEDED(hr) && !context_shows(session->context, properties)) {
            vsapi_snapshot_prop_finish(properties);
            break;
        }
        *out = provider;
        return hr;
    }
    memset(properties, 0, sizeof *properties);
    return not_found("shadow copy", id);
}

HRESULT vsapi_session_snapshot_properties(struct vsapi_session *session, const VSS_ID *snapshot_id,
                                          VSS_SNAPSHOT_PROP *out)
{
    struct vsapi_provider *provider;
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_QUERY);

    memset(out, 0, sizeof *out);
    if (SUCCEEDED(hr) && session->service->remote)
        return vsapi_remote_snapshot_properties(session, snapshot_id, out);
    return FAILED(hr) ? hr : vsapi_session_find_snapshot(session, snapshot_id, &provider, out);
}

/* ---- all shadow copies, all providers
 * --------------------------------------------------------------- */

static void list_finish(object_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        vsapi_object_prop_finish(&list->items[i]);
    vsapi_free(list->items);
    memset(list, 0, sizeof *list);
}

/* Takes the object over, also when it fails. */
static HRESULT list_add(object_list *list, VSS_OBJECT_PROP *object)
{
    if (!VSAPI_ARRAY_ROOM(list)) {
        vsapi_object_prop_finish(object);
        return vsapi_out_of_memory();
    }
    list->items[list->count++] = *object;
    return S_OK;
}

static HRESULT list_snapshots(struct vsapi_session *session, struct vsapi_provider *provider,
                              object_list *list)
{
    struct vsapi_provider_call call = {session->service, &session->id, provider, 0};
    IVssEnumObject *found;
    VSS_OBJECT_PROP object;
    ULONG got;
    HRESULT hr = vsapi_map_query_code(vsapi_provider_query(&call, &found));

    if (FAILED(hr))
        return hr;
    for (;;) {
        memset(&object, 0, sizeof object);
        got = 0;
        hr = IVssEnumObject_Next(found, 1, &object, &got);
        if (hr != S_OK || got != 1)
            break;
        if (object.Type == VSS_OBJECT_SNAPSHOT && context_shows(session->context, &object.Obj.Snap))
            hr = list_add(list, &object);
        else
            vsapi_object_prop_finish(&object);
        if (FAILED(hr))
            break;
    }
    IVssEnumObject_Release(found);
    if (FAILED(hr) && hr != E_OUTOFMEMORY)
        hr = vsapi_fail(VSS_E_UNEXPECTED_PROVIDER_ERROR,
                        "the enumerator of provider \"%s\" answered %s (provider's mistake)",
                        provider->info.name, vsapi_hresult_name(hr));
    return FAILED(hr) ? hr : S_OK;
}

static HRESULT list_provider(struct vsapi_provider *provider, object_list *list)
{
    const struct vsapi_provider_info *info = &provider->info;
    VSS_OBJECT_PROP object = {.Type = VSS_OBJECT_PROVIDER};
    VSS_PROVIDER_PROP *made = &object.Obj.Prov;
    HRESULT hr = vsapi_cotask_from_text(info->name, &made->m_pwszProviderName);

    if (SUCCEEDED(hr))
        hr = vsapi_cotask_from_text(info->version, &made->m_pwszProviderVersion);
    if (FAILED(hr)) {
        vsapi_object_prop_finish(&object);
        return hr;
    }
    made->m_ProviderId = info->provider_id;
    made->m_eProviderType = info->type;
    made->m_ProviderVersionId = info->version_id;
    made->m_ClassId = info->class_id;
    return list_add(list, &object);
}

/* The caller's array is CoTaskMem, as enumerators free it so. */
static HRESULT list_hand_out(object_list *list, VSS_OBJECT_PROP **out, size_t *count)
{
    VSS_OBJECT_PROP *copy = vsapi_cotask_malloc((list->count + 1) * sizeof *copy);

    if (!copy)
        return vsapi_out_of_memory();
    if (list->count > 0)
        memcpy(copy, list->items, list->count * sizeof *copy);
    *out = copy;
    *count = list->count;
    list->count = 0;
    return S_OK;
}

static HRESULT list_all(struct vsapi_session *session, VSS_OBJECT_TYPE returned, object_list *list)
{
    struct vsapi_provider *provider = NULL;
    HRESULT hr = S_OK;

    while (SUCCEEDED(hr) && (provider = vsapi_service_provider(session->service, provider)))
        hr = returned == VSS_OBJECT_PROVIDER ? list_provider(provider, list)
                                             : list_snapshots(session, provider, list);
    return hr;
}

/* An object that has run a Query serves no backup any more; one that is in a backup may ask. */
static void note_query(struct vsapi_session *session)
{
    vsapi_mutex_lock(&session->lock);
    if (session->phase == VSAPI_SESSION_INITIALIZED)
        session->facts |= VSAPI_FACT_QUERIED;
    vsapi_mutex_unlock(&session->lock);
}

HRESULT vsapi_session_query(struct vsapi_session *session, VSS_OBJECT_TYPE returned,
                            VSS_OBJECT_PROP **out, size_t *count)
{
    object_list list = {NULL, 0, 0};
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_QUERY);

    *out = NULL;
    *count = 0;
    if (FAILED(hr))
        return hr;
    if (returned != VSS_OBJECT_SNAPSHOT && returned != VSS_OBJECT_PROVIDER)
        return vsapi_fail(E_INVALIDARG,
                          "Query returns shadow copies or providers, not objects of type %d "
                          "(requester's mistake)",
                          (int)returned);
    if (session->service->remote)
        hr = vsapi_remote_query(session, returned, out, count);
    else
        hr = list_all(session, returned, &list);
    if (SUCCEEDED(hr) && !session->service->remote)
        hr = list_hand_out(&list, out, count);
    if (SUCCEEDED(hr))
        note_query(session);
    list_finish(&list);
    return hr;
}

HRESULT vsapi_session_each_of_set(struct vsapi_session *session, const VSS_ID *id,
                                  vsapi_each_snapshot *each, void *context)
{
    object_list list = {NULL, 0, 0};
    bool found = false;
    HRESULT hr = list_all(session, VSS_OBJECT_SNAPSHOT, &list);

    for (size_t i = 0; SUCCEEDED(hr) && i < list.count; i++) {
        const VSS_SNAPSHOT_PROP *snapshot = &list.items[i].Obj.Snap;

        if (!IsEqualGUID(&snapshot->m_SnapshotSetId, id))
            continue;
        found = true;
        hr = each(context, snapshot);
    }
    list_finish(&list);
    return SUCCEEDED(hr) && !found ? not_found("shadow copy set", id) : hr;
}

/* ---- deleting
 * --------------------------------------------------------------------------------------- */

static HRESULT delete_snapshot(struct vsapi_session *session, const VSS_ID *id, bool force,
                               LONG *deleted, VSS_ID *not_deleted)
{
    struct vsapi_provider_call call = {session->service, &session->id, NULL, 0};
    VSS_SNAPSHOT_PROP properties;
    HRESULT hr = vsapi_session_find_snapshot(session, id, &call.provider, &properties);

    if (FAILED(hr))
        return hr;
    vsapi_snapshot_prop_finish(&properties);
    hr = vsapi_provider_delete(&call, id, VSS_OBJECT_SNAPSHOT, force, deleted, not_deleted);
    if (FAILED(hr) && IsEqualGUID(not_deleted, &GUID_NULL))
        *not_deleted = *id;
    return vsapi_map_query_code(hr);
}

struct deletion { /* of a set, one after the other, until one resists */
    struct vsapi_session *session;
    bool force;
    LONG *deleted;
    VSS_ID *not_deleted;
};

static HRESULT delete_listed(void *context, const VSS_SNAPSHOT_PROP *snapshot)
{
    const struct deletion *deletion = context;
    LONG one = 0;
    HRESULT hr = delete_snapshot(deletion->session, &snapshot->m_SnapshotId, deletion->force, &one,
                                 deletion->not_deleted);

    *deletion->deleted += one;
    return hr;
}

/* The first of a set that is still there, for a provider that did not name the one that resists. */
static void name_resisting(struct vsapi_session *session, const VSS_ID *id, VSS_ID *not_deleted)
{
    object_list list = {NULL, 0, 0};
    char *sentence = vsapi_strdup(vsapi_last_message());

    if (SUCCEEDED(list_all(session, VSS_OBJECT_SNAPSHOT, &list))) {
        for (size_t i = list.count; i-- > 0;) {
            const VSS_SNAPSHOT_PROP *snapshot = &list.items[i].Obj.Snap;

            if (IsEqualGUID(&snapshot->m_SnapshotSetId, id))
                *not_deleted = snapshot->m_SnapshotId;
        }
    }
    list_finish(&list);
    vsapi_message_set(sentence);
    vsapi_free(sentence);
}

/* Where every context is shown nothing has to be listed: each provider deletes its part of the set,
 * one copy after the other. */
static HRESULT delete_whole(struct vsapi_session *session, const VSS_ID *id, bool force,
                            LONG *deleted, VSS_ID *not_deleted)
{
    struct vsapi_provider *provider = NULL;
    bool found = false;

    while ((provider = vsapi_service_provider(session->service, provider))) {
        struct vsapi_provider_call call = {session->service, &session->id, provider, 0};
        LONG some = 0;
        HRESULT hr = vsapi_map_query_code(
            vsapi_provider_delete(&call, id, VSS_OBJECT_SNAPSHOT_SET, force, &some, not_deleted));

        *deleted += some;
        if (hr == VSS_E_OBJECT_NOT_FOUND)
            continue;
        if (FAILED(hr) && IsEqualGUID(not_deleted, &GUID_NULL))
            name_resisting(session, id, not_deleted);
        if (FAILED(hr))
            return hr;
        found = true;
    }
    if (!found)
        return not_found("shadow copy set", id);
    vsapi_message_clear();
    return S_OK;
}

HRESULT vsapi_session_delete_snapshots(struct vsapi_session *session, const VSS_ID *id,
                                       VSS_OBJECT_TYPE type, bool force, LONG *deleted,
                                       VSS_ID *not_deleted)
{
    struct deletion deletion = {session, force, deleted, not_deleted};
    HRESULT hr = vsapi_session_allow(session, VSAPI_CALL_DELETE_SNAPSHOTS);

    *deleted = 0;
    *not_deleted = GUID_NULL;
    if (FAILED(hr))
        return hr;
    if (session->service->remote)
        return vsapi_remote_delete_snapshots(session, id, type, force, deleted, not_deleted);
    if (type == VSS_OBJECT_SNAPSHOT)
        return delete_snapshot(session, id, force, deleted, not_deleted);
    if (type == VSS_OBJECT_SNAPSHOT_SET)
        return session->context == (LONG)VSS_CTX_ALL
                   ? delete_whole(session, id, force, deleted, not_deleted)
                   : vsapi_session_each_of_set(session, id, delete_listed, &deletion);
    return vsapi_fail(E_INVALIDARG,
                      "DeleteSnapshots deletes shadow copies and sets, not objects of type %d: "
                      "use VSS_OBJECT_SNAPSHOT or VSS_OBJECT_SNAPSHOT_SET (requester's mistake)",
                      (int)type);
}

/* ---- of a volume
 * -------------------------------------------------------------------------------------- */

HRESULT vsapi_service_is_snapshotted(struct vsapi_service *service, const char *volume,
                                     bool *present, LONG *compatibility)
{
    struct vsapi_volume *found;
    struct vsapi_provider *provider = NULL;
    WCHAR *name = NULL;
    HRESULT hr = vsapi_host_find_volume(service->host, volume, &found);

    *present = false;
    *compatibility = 0;
    if (SUCCEEDED(hr) && service->remote)
        return vsapi_remote_is_snapshotted(service->remote, volume, present, compatibility);
    if (SUCCEEDED(hr))
        hr = vsapi_wide_from_text(vsapi_volume_name(found), &name);
    while (SUCCEEDED(hr) && (provider = vsapi_service_provider(service, provider))) {
        struct vsapi_provider_call call = {service, NULL, provider, 0};
        bool has;
        LONG flags;

        hr = vsapi_map_query_code(vsapi_provider_is_snapshotted(&call, name, &has, &flags));
        *present = *present || has;
        *compatibility |= has ? flags : 0;
    }
    vsapi_free(name);
    return hr;
}
