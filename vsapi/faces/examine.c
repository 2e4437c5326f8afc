/*
 * vsapi/faces/examine.c - IVssExamineWriterMetadata..Ex2: reading a writer's metadata.
 *
 * The document is frozen and shared. LoadFromXML puts another one in its place; what was handed out
 * before keeps its own reference to the old one, and a load that fails leaves it as it was.
 */
#include <vsapi/text.h>
#include <vsapi/thread.h>
#include <vsapi/trace.h>

#include "inner.h"

#include <string.h>

struct examine {
    struct vsapi_com com;
    IVssExamineWriterMetadataEx2 IVssExamineWriterMetadataEx2_iface; /* begins with the others */
    struct vsapi_mutex lock;                                         /* guards wmd */
    struct vsapi_wmd *wmd;                                           /* a reference */
    VSS_ID session_id;
    const VSS_ID *session; /* for the trace: session_id, or NULL for none */
};

VSAPI_COM_FACE(IVssExamineWriterMetadataEx2, examine)

#define WMD(field) offsetof(struct vsapi_wmd, field)

static void examine_destroy(void *object)
{
    struct examine *self = object;

    vsapi_wmd_unref(self->wmd);
    vsapi_mutex_finish(&self->lock);
    vsapi_free(self);
}

/* The document of now, with a reference for the caller. */
static struct vsapi_wmd *take_wmd(struct examine *self)
{
    struct vsapi_wmd *wmd;

    vsapi_mutex_lock(&self->lock);
    wmd = self->wmd;
    vsapi_wmd_ref(wmd);
    vsapi_mutex_unlock(&self->lock);
    return wmd;
}

/* Methods that the pages reserve for the system. */
static HRESULT reserved(const char *method, void **out)
{
    if (out)
        *out = NULL;
    return vsapi_fail(E_NOTIMPL, "%s is reserved for the system", method);
}

struct identity { /* the results of GetIdentity and GetIdentityEx */
    VSS_ID *instance, *writer;
    BSTR *name, *instance_name; /* instance_name may be NULL here */
    VSS_USAGE_TYPE *usage;
    VSS_SOURCE_TYPE *source;
};

static HRESULT get_identity(struct examine *self, const char *method, const struct identity *out)
{
    struct vsapi_text_row rows[2];
    struct vsapi_wmd *wmd;
    HRESULT hr;

    if (!out->instance || !out->writer || !out->name || !out->usage || !out->source)
        return vsapi_null_argument(method, "a result pointer");
    wmd = take_wmd(self);
    *out->instance = wmd->instance_id;
    *out->writer = wmd->writer_id;
    *out->usage = wmd->usage;
    *out->source = wmd->source;
    rows[0] = (struct vsapi_text_row){wmd->friendly_name, out->name};
    rows[1] = (struct vsapi_text_row){wmd->instance_name, out->instance_name};
    hr = vsapi_texts_out(rows, out->instance_name ? 2 : 1);
    vsapi_wmd_unref(wmd);
    return hr;
}

static HRESULT get_identity_ex(struct examine *self, const struct identity *out)
{
    if (!out->instance_name)
        return vsapi_null_argument("GetIdentityEx", "pbstrInstanceName");
    return get_identity(self, "GetIdentityEx", out);
}

/* pcIncludeFiles is reserved: it may be NULL, and is 0 as GetIncludeFile gives none. */
static HRESULT get_counts(struct examine *self, UINT *includes, UINT *excludes, UINT *components)
{
    struct vsapi_wmd *wmd;

    if (!excludes || !components)
        return vsapi_null_argument("GetFileCounts", excludes ? "pcComponents" : "pcExcludeFiles");
    wmd = take_wmd(self);
    if (includes)
        *includes = 0;
    *excludes = (UINT)wmd->exclude_files.count;
    *components = (UINT)wmd->components.count;
    vsapi_wmd_unref(wmd);
    return S_OK;
}

/* One entry of the list at this place of struct vsapi_wmd. */
static HRESULT get_filedesc(struct examine *self, const char *method, size_t offset, UINT i,
                            IVssWMFiledesc **out)
{
    const vsapi_filedescs *list;
    struct vsapi_wmd *wmd;
    HRESULT hr;

    if (!out)
        return vsapi_null_argument(method, "ppFiledesc");
    *out = NULL;
    wmd = take_wmd(self);
    list = (const void *)((const char *)wmd + offset);
    if (i < list->count)
        hr = vsapi_filedesc_create(wmd, NULL, &list->items[i], out);
    else
        hr = vsapi_no_such_index(method, i, list->count);
    vsapi_wmd_unref(wmd);
    return hr;
}

static HRESULT get_component(struct examine *self, UINT i, IVssWMComponent **out)
{
    struct vsapi_wmd *wmd;
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetComponent", "ppComponent");
    *out = NULL;
    wmd = take_wmd(self);
    if (i < wmd->components.count)
        hr = vsapi_wm_component_create(wmd, wmd->components.items[i], out);
    else
        hr = vsapi_no_such_index("GetComponent", i, wmd->components.count);
    vsapi_wmd_unref(wmd);
    return hr;
}

struct restore_method { /* the results of GetRestoreMethod */
    VSS_RESTOREMETHOD_ENUM *method;
    BSTR *service, *user_procedure;
    VSS_WRITERRESTORE_ENUM *writer_restore;
    bool *reboot_required;
    UINT *mappings;
};

/* The two texts, each NULL when there is none; the service only for methods that stop one. */
static HRESULT restore_texts(const struct vsapi_wmd *wmd, const struct restore_method *out)
{
    bool stops = wmd->restore_method == VSS_RME_STOP_RESTORE_START ||
                 wmd->restore_method == VSS_RME_RESTORE_STOP_START;
    HRESULT hr = vsapi_bstr_from_text(stops ? wmd->service : NULL, out->service);

    if (FAILED(hr))
        return hr;
    hr = vsapi_bstr_from_text(wmd->user_procedure, out->user_procedure);
    if (FAILED(hr)) {
        SysFreeString(*out->service);
        *out->service = NULL;
    }
    return hr;
}

static HRESULT get_restore_method(struct examine *self, const struct restore_method *out)
{
    struct vsapi_wmd *wmd;
    HRESULT hr = S_FALSE;

    if (!out->method || !out->service || !out->user_procedure || !out->writer_restore ||
        !out->reboot_required || !out->mappings)
        return vsapi_null_argument("GetRestoreMethod", "a result pointer");
    *out->method = VSS_RME_UNDEFINED;
    *out->service = *out->user_procedure = NULL;
    *out->writer_restore = VSS_WRE_UNDEFINED;
    *out->reboot_required = false;
    wmd = take_wmd(self);
    *out->mappings = (UINT)wmd->alternate_mappings.count;
    if (wmd->has_restore_method)
        hr = restore_texts(wmd, out);
    if (hr == S_OK) {
        *out->method = wmd->restore_method;
        *out->writer_restore = wmd->writer_restore;
        *out->reboot_required = wmd->reboot_required;
    }
    vsapi_wmd_unref(wmd);
    return hr;
}

static HRESULT get_schema(struct examine *self, DWORD *out)
{
    struct vsapi_wmd *wmd;

    if (!out)
        return vsapi_null_argument("GetBackupSchema", "pdwSchemaMask");
    wmd = take_wmd(self);
    *out = wmd->backup_schema;
    vsapi_wmd_unref(wmd);
    return S_OK;
}

static HRESULT save_as_xml(struct examine *self, BSTR *out)
{
    struct vsapi_wmd *wmd;
    char *xml = NULL;
    size_t size_bytes;
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("SaveAsXML", "pbstrXML");
    *out = NULL;
    wmd = take_wmd(self);
    hr = vsapi_wmd_write(wmd, &xml, &size_bytes);
    if (hr == VSS_E_INVALID_XML_DOCUMENT)
        hr = VSS_E_UNEXPECTED; /* its page lacks the former (docs/decisions.md#unwritable-texts) */
    if (SUCCEEDED(hr))
        hr = vsapi_bstr_from_text(xml, out);
    vsapi_free(xml);
    vsapi_wmd_unref(wmd);
    return hr;
}

/* Text that is no XML at all is "could not be loaded", S_FALSE; what begins as XML and is not a
 * sound document is VSS_E_INVALID_XML_DOCUMENT (docs/decisions.md#load-from-xml). */
static bool looks_like_xml(const char *text)
{
    if (strncmp(text, "\xef\xbb\xbf", 3) == 0)
        text += 3;
    return text[strspn(text, " \t\r\n")] == '<';
}

static HRESULT load_from_xml(struct examine *self, BSTR text)
{
    struct vsapi_wmd *wmd = NULL;
    struct vsapi_wmd *old;
    char *xml = NULL;
    HRESULT hr;

    if (!text)
        return vsapi_null_argument("LoadFromXML", "bstrXML");
    hr = vsapi_text_from_wide_n(text, SysStringLen(text), &xml);
    if (FAILED(hr))
        return hr;
    if (looks_like_xml(xml))
        hr = vsapi_wmd_read(xml, strlen(xml), &wmd);
    else
        hr = vsapi_fail(S_FALSE, "LoadFromXML: the text is no XML; the requester's mistake");
    if (hr == S_OK) {
        vsapi_mutex_lock(&self->lock);
        old = self->wmd;
        self->wmd = wmd;
        vsapi_mutex_unlock(&self->lock);
        vsapi_wmd_unref(old);
    }
    vsapi_free(xml);
    return hr;
}

static HRESULT get_version(struct examine *self, DWORD *major_version, DWORD *minor_version)
{
    struct vsapi_wmd *wmd;

    if (!major_version || !minor_version)
        return vsapi_null_argument("GetVersion",
                                   major_version ? "pdwMinorVersion" : "pdwMajorVersion");
    wmd = take_wmd(self);
    *major_version = wmd->major_version;
    *minor_version = wmd->minor_version;
    vsapi_wmd_unref(wmd);
    return S_OK;
}

static HRESULT get_snapshot_excludes(struct examine *self, UINT *out)
{
    struct vsapi_wmd *wmd;

    if (!out)
        return vsapi_null_argument("GetExcludeFromSnapshotCount", "pcExcludedFromSnapshot");
    wmd = take_wmd(self);
    *out = (UINT)wmd->exclude_from_snapshot.count;
    vsapi_wmd_unref(wmd);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE examine_GetIdentity(IVssExamineWriterMetadataEx2 *iface,
                                                     VSS_ID *pidInstance, VSS_ID *pidWriter,
                                                     BSTR *pbstrWriterName, VSS_USAGE_TYPE *pUsage,
                                                     VSS_SOURCE_TYPE *pSource)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.GetIdentity", self->session,
                     get_identity(self, "GetIdentity",
                                  &(struct identity){pidInstance, pidWriter, pbstrWriterName, NULL,
                                                     pUsage, pSource}),
                     "");
}

static HRESULT STDMETHODCALLTYPE examine_GetFileCounts(IVssExamineWriterMetadataEx2 *iface,
                                                       UINT *pcIncludeFiles, UINT *pcExcludeFiles,
                                                       UINT *pcComponents)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.GetFileCounts", self->session,
                     get_counts(self, pcIncludeFiles, pcExcludeFiles, pcComponents), "");
}

static HRESULT STDMETHODCALLTYPE examine_GetIncludeFile(IVssExamineWriterMetadataEx2 *iface,
                                                        UINT iFile, IVssWMFiledesc **ppFiledesc)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.GetIncludeFile", self->session,
                     reserved("GetIncludeFile", (void **)ppFiledesc), "iFile=%u", iFile);
}

static HRESULT STDMETHODCALLTYPE examine_GetExcludeFile(IVssExamineWriterMetadataEx2 *iface,
                                                        UINT iFile, IVssWMFiledesc **ppFiledesc)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.GetExcludeFile", self->session,
                     get_filedesc(self, "GetExcludeFile", WMD(exclude_files), iFile, ppFiledesc),
                     "iFile=%u", iFile);
}

static HRESULT STDMETHODCALLTYPE examine_GetComponent(IVssExamineWriterMetadataEx2 *iface,
                                                      UINT iComponent,
                                                      IVssWMComponent **ppComponent)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.GetComponent", self->session,
                     get_component(self, iComponent, ppComponent), "iComponent=%u", iComponent);
}

static HRESULT STDMETHODCALLTYPE examine_GetRestoreMethod(IVssExamineWriterMetadataEx2 *iface,
                                                          VSS_RESTOREMETHOD_ENUM *pMethod,
                                                          BSTR *pbstrService,
                                                          BSTR *pbstrUserProcedure,
                                                          VSS_WRITERRESTORE_ENUM *pwriterRestore,
                                                          bool *pbRebootRequired, UINT *pcMappings)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API(
        "IVssExamineWriterMetadata.GetRestoreMethod", self->session,
        get_restore_method(self,
                           &(struct restore_method){pMethod, pbstrService, pbstrUserProcedure,
                                                    pwriterRestore, pbRebootRequired, pcMappings}),
        "");
}

static HRESULT STDMETHODCALLTYPE examine_GetAlternateLocationMapping(
    IVssExamineWriterMetadataEx2 *iface, UINT iMapping, IVssWMFiledesc **ppFiledesc)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.GetAlternateLocationMapping", self->session,
                     get_filedesc(self, "GetAlternateLocationMapping", WMD(alternate_mappings),
                                  iMapping, ppFiledesc),
                     "iMapping=%u", iMapping);
}

static HRESULT STDMETHODCALLTYPE examine_GetBackupSchema(IVssExamineWriterMetadataEx2 *iface,
                                                         DWORD *pdwSchemaMask)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.GetBackupSchema", self->session,
                     get_schema(self, pdwSchemaMask), "");
}

static HRESULT STDMETHODCALLTYPE examine_GetDocument(IVssExamineWriterMetadataEx2 *iface,
                                                     IXMLDOMDocument **pDoc)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.GetDocument", self->session,
                     reserved("GetDocument", (void **)pDoc), "");
}

static HRESULT STDMETHODCALLTYPE examine_SaveAsXML(IVssExamineWriterMetadataEx2 *iface,
                                                   BSTR *pbstrXML)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.SaveAsXML", self->session,
                     save_as_xml(self, pbstrXML), "");
}

static HRESULT STDMETHODCALLTYPE examine_LoadFromXML(IVssExamineWriterMetadataEx2 *iface,
                                                     BSTR bstrXML)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadata.LoadFromXML", self->session,
                     load_from_xml(self, bstrXML), "");
}

static HRESULT STDMETHODCALLTYPE examine_GetIdentityEx(IVssExamineWriterMetadataEx2 *iface,
                                                       VSS_ID *pidInstance, VSS_ID *pidWriter,
                                                       BSTR *pbstrWriterName,
                                                       BSTR *pbstrInstanceName,
                                                       VSS_USAGE_TYPE *pUsage,
                                                       VSS_SOURCE_TYPE *pSource)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API(
        "IVssExamineWriterMetadataEx.GetIdentityEx", self->session,
        get_identity_ex(self, &(struct identity){pidInstance, pidWriter, pbstrWriterName,
                                                 pbstrInstanceName, pUsage, pSource}),
        "");
}

static HRESULT STDMETHODCALLTYPE examine_GetVersion(IVssExamineWriterMetadataEx2 *iface,
                                                    DWORD *pdwMajorVersion, DWORD *pdwMinorVersion)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadataEx2.GetVersion", self->session,
                     get_version(self, pdwMajorVersion, pdwMinorVersion), "");
}

static HRESULT STDMETHODCALLTYPE examine_GetExcludeFromSnapshotCount(
    IVssExamineWriterMetadataEx2 *iface, UINT *pcExcludedFromSnapshot)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadataEx2.GetExcludeFromSnapshotCount", self->session,
                     get_snapshot_excludes(self, pcExcludedFromSnapshot), "");
}

/* Its page has no code for an index past the end but that for any argument. */
static HRESULT get_snapshot_exclude(struct examine *self, UINT i, IVssWMFiledesc **out)
{
    HRESULT hr =
        get_filedesc(self, "GetExcludeFromSnapshotFile", WMD(exclude_from_snapshot), i, out);

    return hr == VSS_E_OBJECT_NOT_FOUND ? E_INVALIDARG : hr;
}

static HRESULT STDMETHODCALLTYPE examine_GetExcludeFromSnapshotFile(
    IVssExamineWriterMetadataEx2 *iface, UINT iFile, IVssWMFiledesc **ppFiledesc)
{
    struct examine *self = impl_from_IVssExamineWriterMetadataEx2(iface);

    return VSAPI_API("IVssExamineWriterMetadataEx2.GetExcludeFromSnapshotFile", self->session,
                     get_snapshot_exclude(self, iFile, ppFiledesc), "iFile=%u", iFile);
}

static const IVssExamineWriterMetadataEx2Vtbl examine_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssExamineWriterMetadataEx2),
    .GetIdentity = examine_GetIdentity,
    .GetFileCounts = examine_GetFileCounts,
    .GetIncludeFile = examine_GetIncludeFile,
    .GetExcludeFile = examine_GetExcludeFile,
    .GetComponent = examine_GetComponent,
    .GetRestoreMethod = examine_GetRestoreMethod,
    .GetAlternateLocationMapping = examine_GetAlternateLocationMapping,
    .GetBackupSchema = examine_GetBackupSchema,
    .GetDocument = examine_GetDocument,
    .SaveAsXML = examine_SaveAsXML,
    .LoadFromXML = examine_LoadFromXML,
    .GetIdentityEx = examine_GetIdentityEx,
    .GetVersion = examine_GetVersion,
    .GetExcludeFromSnapshotCount = examine_GetExcludeFromSnapshotCount,
    .GetExcludeFromSnapshotFile = examine_GetExcludeFromSnapshotFile,
};

static const struct vsapi_com_face examine_faces[] = {
    {&IID_IVssExamineWriterMetadata, offsetof(struct examine, IVssExamineWriterMetadataEx2_iface)},
    {&IID_IVssExamineWriterMetadataEx,
     offsetof(struct examine, IVssExamineWriterMetadataEx2_iface)},
    {&IID_IVssExamineWriterMetadataEx2,
     offsetof(struct examine, IVssExamineWriterMetadataEx2_iface)},
};
static const struct vsapi_com_class examine_class = {"IVssExamineWriterMetadata", examine_faces, 3,
                                                     examine_destroy};

HRESULT vsapi_examine_create(struct vsapi_wmd *wmd, const VSS_ID *session,
                             IVssExamineWriterMetadata **out)
{
    struct examine *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &examine_class);
    self->IVssExamineWriterMetadataEx2_iface.lpVtbl = &examine_vtbl;
    vsapi_mutex_init(&self->lock);
    vsapi_wmd_ref(self->wmd = wmd);
    if (session) {
        self->session_id = *session;
        self->session = &self->session_id;
    }
    *out = (IVssExamineWriterMetadata *)(void *)&self->IVssExamineWriterMetadataEx2_iface;
    return S_OK;
}
