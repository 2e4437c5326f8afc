/*
 * vsbackup/src/writers.c - which writers there are: gathering, reading and freeing their metadata,
 * and choosing which of them take part.
 */
#include "backup_components.h"

#include "known_writers.h"

#include <vsapi/faces.h>

HRESULT backup_components_known(struct backup_components *self, struct known_writers **out)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&self->lock);
    if (!self->known)
        hr = vsbackup_known_create(self->session, &self->known);
    *out = self->known;
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_GatherWriterMetadata(IVssBackupComponentsEx4 *iface,
                                                                 IVssAsync **pAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.GatherWriterMetadata", backup_components_session(self),
                     backup_components_start(self, "GatherWriterMetadata",
                                             vsapi_session_gather_metadata, pAsync),
                     "");
}

/* ---- reading
 * -------------------------------------------------------------------------------------- */

static HRESULT metadata_count(struct backup_components *self, UINT *out)
{
    size_t count;
    HRESULT hr;

    if (!out)
        return backup_components_null("GetWriterMetadataCount", "pcWriters");
    *out = 0;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_GET_WRITER_METADATA);
    if (SUCCEEDED(hr))
        hr = vsapi_session_metadata_count(self->session, &count);
    if (SUCCEEDED(hr))
        *out = (UINT)count;
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_GetWriterMetadataCount(IVssBackupComponentsEx4 *iface,
                                                                   UINT *pcWriters)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.GetWriterMetadataCount", backup_components_session(self),
                     metadata_count(self, pcWriters), "");
}

/* Gives the object's face `iid`, which is one of IVssExamineWriterMetadata's. */
static HRESULT get_metadata(struct backup_components *self, const char *method, UINT index,
                            VSS_ID *instance, REFIID iid, void **out)
{
    IVssExamineWriterMetadata *examine;
    struct vsapi_wmd *metadata;
    VSS_ID id;
    HRESULT hr;

    if (!out)
        return backup_components_null(method, "ppMetadata");
    *out = NULL;
    if (!instance)
        return backup_components_null(method, "pidInstance");
    *instance = GUID_NULL;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_GET_WRITER_METADATA);
    if (SUCCEEDED(hr))
        hr = vsapi_session_metadata(self->session, index, &id, &metadata);
    if (FAILED(hr))
        return hr;
    hr = vsapi_examine_create(metadata, backup_components_session(self), &examine);
    vsapi_wmd_unref(metadata);
    if (FAILED(hr))
        return hr;
    hr = examine->lpVtbl->QueryInterface(examine, iid, out);
    examine->lpVtbl->Release(examine);
    if (SUCCEEDED(hr))
        *instance = id;
    return hr;
}

HRESULT STDMETHODCALLTYPE
backup_components_GetWriterMetadata(IVssBackupComponentsEx4 *iface, UINT iWriter,
                                    VSS_ID *pidInstance, IVssExamineWriterMetadata **ppMetadata)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.GetWriterMetadata", backup_components_session(self),
                     get_metadata(self, "GetWriterMetadata", iWriter, pidInstance,
                                  &IID_IVssExamineWriterMetadata, (void **)ppMetadata),
                     "iWriter=%u", (unsigned)iWriter);
}

HRESULT STDMETHODCALLTYPE
backup_components_GetWriterMetadataEx(IVssBackupComponentsEx4 *iface, UINT iWriter,
                                      VSS_ID *pidInstance, IVssExamineWriterMetadataEx **ppMetadata)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx.GetWriterMetadataEx", backup_components_session(self),
                     get_metadata(self, "GetWriterMetadataEx", iWriter, pidInstance,
                                  &IID_IVssExamineWriterMetadataEx, (void **)ppMetadata),
                     "iWriter=%u", (unsigned)iWriter);
}

/* What later calls are checked against is taken out of the session before it forgets. */
static HRESULT free_metadata(struct backup_components *self)
{
    struct known_writers *known;
    HRESULT hr;

    hr = vsapi_session_allow(self->session, VSAPI_CALL_GET_WRITER_METADATA);
    if (SUCCEEDED(hr))
        hr = backup_components_known(self, &known);
    return SUCCEEDED(hr) ? vsapi_session_free_metadata(self->session) : hr;
}

HRESULT STDMETHODCALLTYPE backup_components_FreeWriterMetadata(IVssBackupComponentsEx4 *iface)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.FreeWriterMetadata", backup_components_session(self),
                     free_metadata(self), "");
}

/* ---- choosing
 * ------------------------------------------------------------------------------------- */

static HRESULT choose(struct backup_components *self, const char *method, enum vsapi_choice choice,
                      const VSS_ID *ids, UINT count)
{
    if (!ids || count == 0)
        return vsapi_fail(E_INVALIDARG,
                          "%s: the array of %u ids is %s; it needs one at least (the requester's "
                          "mistake)",
                          method, (unsigned)count, ids ? "empty" : "NULL");
    return vsapi_session_choose_writers(self->session, choice, ids, count);
}

HRESULT STDMETHODCALLTYPE backup_components_DisableWriterClasses(IVssBackupComponentsEx4 *iface,
                                                                 const VSS_ID *rgWriterClassId,
                                                                 UINT cClassId)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.DisableWriterClasses", backup_components_session(self),
                     choose(self, "DisableWriterClasses", VSAPI_CHOICE_DISABLE_CLASSES,
                            rgWriterClassId, cClassId),
                     "rgWriterClassId=%g cClassId=%u",
                     rgWriterClassId && cClassId ? rgWriterClassId : NULL, (unsigned)cClassId);
}

HRESULT STDMETHODCALLTYPE backup_components_EnableWriterClasses(IVssBackupComponentsEx4 *iface,
                                                                const VSS_ID *rgWriterClassId,
                                                                UINT cClassId)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API(
        "IVssBackupComponents.EnableWriterClasses", backup_components_session(self),
        choose(self, "EnableWriterClasses", VSAPI_CHOICE_ENABLE_CLASSES, rgWriterClassId, cClassId),
        "rgWriterClassId=%g cClassId=%u", rgWriterClassId && cClassId ? rgWriterClassId : NULL,
        (unsigned)cClassId);
}

HRESULT STDMETHODCALLTYPE backup_components_DisableWriterInstances(IVssBackupComponentsEx4 *iface,
                                                                   const VSS_ID *rgWriterInstanceId,
                                                                   UINT cInstanceId)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.DisableWriterInstances", backup_components_session(self),
                     choose(self, "DisableWriterInstances", VSAPI_CHOICE_DISABLE_INSTANCES,
                            rgWriterInstanceId, cInstanceId),
                     "rgWriterInstanceId=%g cInstanceId=%u",
                     rgWriterInstanceId && cInstanceId ? rgWriterInstanceId : NULL,
                     (unsigned)cInstanceId);
}
