/*
 * vswriter/src/metadata.c - IVssCreateWriterMetadata and IVssCreateWriterMetadataEx: a line for
 * each method; metadata_build.c does the work.
 *
 * One object serves both: the Ex interface begins with the other and has IUnknown as its second
 * base (vsapi/declare.h).
 */
#include "metadata.h"

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/trace.h>

#include "metadata_arguments.h"

struct metadata {
    struct vsapi_com com;
    IVssCreateWriterMetadataEx IVssCreateWriterMetadataEx_iface;
    VSS_ID session_id;
    struct metadata_draft draft;
};

/* ---- the two faces ------------------------------------------------------------------------------
 */

static struct metadata *impl_from_IVssCreateWriterMetadataEx(IVssCreateWriterMetadataEx *iface)
{
    return (struct metadata *)((char *)iface -
                               offsetof(struct metadata, IVssCreateWriterMetadataEx_iface));
}

static struct metadata *impl_from_IUnknown(IUnknown *iface)
{
    size_t offset = offsetof(struct metadata, IVssCreateWriterMetadataEx_iface.IUnknown_base);

    return (struct metadata *)((char *)iface - offset);
}

static HRESULT STDMETHODCALLTYPE metadata_QueryInterface(IUnknown *iface, REFIID riid, void **out)
{
    return vsapi_com_query(&impl_from_IUnknown(iface)->com, riid, out);
}

static ULONG STDMETHODCALLTYPE metadata_AddRef(IUnknown *iface)
{
    return vsapi_com_add_ref(&impl_from_IUnknown(iface)->com);
}

static ULONG STDMETHODCALLTYPE metadata_Release(IUnknown *iface)
{
    return vsapi_com_release(&impl_from_IUnknown(iface)->com);
}

static const IUnknownVtbl metadata_unknown_vtbl = {
    .QueryInterface = metadata_QueryInterface,
    .AddRef = metadata_AddRef,
    .Release = metadata_Release,
};

static void metadata_destroy(void *object)
{
    struct metadata *self = object;

    vswriter_draft_finish(&self->draft);
    vsapi_free(self);
}

/* ---- the methods, a line each
 * ------------------------------------------------------------------------ */

#define METADATA_API(NAME, CALL, ...)                                                              \
    VSAPI_API("IVssCreateWriterMetadata." NAME, &self->session_id, CALL, __VA_ARGS__)

static HRESULT STDMETHODCALLTYPE metadata_AddIncludeFiles(IVssCreateWriterMetadataEx *iface,
                                                          LPCWSTR wszPath, LPCWSTR wszFilespec,
                                                          bool bRecursive,
                                                          LPCWSTR wszAlternateLocation)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("AddIncludeFiles", vswriter_metadata_reserved("AddIncludeFiles"),
                        "wszPath=%w wszFilespec=%w bRecursive=%b wszAlternateLocation=%w", wszPath,
                        wszFilespec, bRecursive, wszAlternateLocation);
}

static HRESULT STDMETHODCALLTYPE metadata_AddExcludeFiles(IVssCreateWriterMetadataEx *iface,
                                                          LPCWSTR wszPath, LPCWSTR wszFilespec,
                                                          bool bRecursive)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("AddExcludeFiles",
                        vswriter_metadata_add_exclusion(&self->draft, "AddExcludeFiles",
                                                        offsetof(struct vsapi_wmd, exclude_files),
                                                        wszPath, wszFilespec, bRecursive),
                        EXCLUSION_TOLD);
}

static HRESULT STDMETHODCALLTYPE metadata_AddExcludeFilesFromSnapshot(
    IVssCreateWriterMetadataEx *iface, LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return VSAPI_API(
        "IVssCreateWriterMetadataEx.AddExcludeFilesFromSnapshot", &self->session_id,
        vswriter_metadata_add_exclusion(&self->draft, "AddExcludeFilesFromSnapshot",
                                        offsetof(struct vsapi_wmd, exclude_from_snapshot), wszPath,
                                        wszFilespec, bRecursive),
        EXCLUSION_TOLD);
}

static HRESULT STDMETHODCALLTYPE metadata_AddComponent(
    IVssCreateWriterMetadataEx *iface, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, LPCWSTR wszCaption, const BYTE *pbIcon, UINT cbIcon,
    bool bRestoreMetadata, bool bNotifyOnBackupComplete, bool bSelectable,
    bool bSelectableForRestore, DWORD dwComponentFlags)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct new_component in = NEW_COMPONENT_IN;

    return METADATA_API("AddComponent", vswriter_metadata_add_component(&self->draft, &in),
                        NEW_COMPONENT_TOLD);
}

static HRESULT STDMETHODCALLTYPE metadata_AddDatabaseFiles(IVssCreateWriterMetadataEx *iface,
                                                           LPCWSTR wszLogicalPath,
                                                           LPCWSTR wszDatabaseName, LPCWSTR wszPath,
                                                           LPCWSTR wszFilespec,
                                                           DWORD dwBackupTypeMask)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct new_files in = DATABASE_FILES_IN("AddDatabaseFiles", database_files);

    return METADATA_API("AddDatabaseFiles", vswriter_metadata_add_files(&self->draft, &in),
                        DATABASE_FILES_TOLD);
}

static HRESULT STDMETHODCALLTYPE metadata_AddDatabaseLogFiles(IVssCreateWriterMetadataEx *iface,
                                                              LPCWSTR wszLogicalPath,
                                                              LPCWSTR wszDatabaseName,
                                                              LPCWSTR wszPath, LPCWSTR wszFilespec,
                                                              DWORD dwBackupTypeMask)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct new_files in = DATABASE_FILES_IN("AddDatabaseLogFiles", log_files);

    return METADATA_API("AddDatabaseLogFiles", vswriter_metadata_add_files(&self->draft, &in),
                        DATABASE_FILES_TOLD);
}

static HRESULT STDMETHODCALLTYPE metadata_AddFilesToFileGroup(IVssCreateWriterMetadataEx *iface,
                                                              LPCWSTR wszLogicalPath,
                                                              LPCWSTR wszGroupName, LPCWSTR wszPath,
                                                              LPCWSTR wszFilespec, bool bRecursive,
                                                              LPCWSTR wszAlternateLocation,
                                                              DWORD dwBackupTypeMask)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct new_files in = FILE_GROUP_IN;

    return METADATA_API("AddFilesToFileGroup", vswriter_metadata_add_files(&self->draft, &in),
                        FILE_GROUP_TOLD);
}

static HRESULT STDMETHODCALLTYPE metadata_SetRestoreMethod(
    IVssCreateWriterMetadataEx *iface, VSS_RESTOREMETHOD_ENUM method, LPCWSTR wszService,
    LPCWSTR wszUserProcedure, VSS_WRITERRESTORE_ENUM writerRestore, bool bRebootRequired)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct restore_method in = RESTORE_METHOD_IN;

    return METADATA_API("SetRestoreMethod", vswriter_metadata_set_restore_method(&self->draft, &in),
                        RESTORE_METHOD_TOLD);
}

static HRESULT STDMETHODCALLTYPE metadata_AddAlternateLocationMapping(
    IVssCreateWriterMetadataEx *iface, LPCWSTR wszSourcePath, LPCWSTR wszSourceFilespec,
    bool bRecursive, LPCWSTR wszDestination)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("AddAlternateLocationMapping",
                        vswriter_metadata_add_mapping(&self->draft, wszSourcePath,
                                                      wszSourceFilespec, bRecursive,
                                                      wszDestination),
                        "wszSourcePath=%w wszSourceFilespec=%w bRecursive=%b wszDestination=%w",
                        wszSourcePath, wszSourceFilespec, bRecursive, wszDestination);
}

static HRESULT STDMETHODCALLTYPE metadata_AddComponentDependency(
    IVssCreateWriterMetadataEx *iface, LPCWSTR wszForLogicalPath, LPCWSTR wszForComponentName,
    VSS_ID onWriterId, LPCWSTR wszOnLogicalPath, LPCWSTR wszOnComponentName)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("AddComponentDependency",
                        vswriter_metadata_add_dependency(&self->draft, wszForLogicalPath,
                                                         wszForComponentName, &onWriterId,
                                                         wszOnLogicalPath, wszOnComponentName),
                        DEPENDENCY_TOLD);
}

static HRESULT STDMETHODCALLTYPE metadata_SetBackupSchema(IVssCreateWriterMetadataEx *iface,
                                                          DWORD dwSchemaMask)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("SetBackupSchema", vswriter_metadata_set_schema(&self->draft, dwSchemaMask),
                        "dwSchemaMask=%u", dwSchemaMask);
}

static HRESULT STDMETHODCALLTYPE metadata_GetDocument(IVssCreateWriterMetadataEx *iface,
                                                      IXMLDOMDocument **pDoc)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    if (pDoc)
        *pDoc = NULL;
    return METADATA_API("GetDocument", vswriter_metadata_reserved("GetDocument"), "");
}

static HRESULT STDMETHODCALLTYPE metadata_SaveAsXML(IVssCreateWriterMetadataEx *iface,
                                                    BSTR *pbstrXML)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("SaveAsXML", vswriter_metadata_save_as_xml(&self->draft, false, pbstrXML),
                        "");
}

static const IVssCreateWriterMetadataExVtbl metadata_vtbl = {
    .AddIncludeFiles = metadata_AddIncludeFiles,
    .AddExcludeFiles = metadata_AddExcludeFiles,
    .AddComponent = metadata_AddComponent,
    .AddDatabaseFiles = metadata_AddDatabaseFiles,
    .AddDatabaseLogFiles = metadata_AddDatabaseLogFiles,
    .AddFilesToFileGroup = metadata_AddFilesToFileGroup,
    .SetRestoreMethod = metadata_SetRestoreMethod,
    .AddAlternateLocationMapping = metadata_AddAlternateLocationMapping,
    .AddComponentDependency = metadata_AddComponentDependency,
    .SetBackupSchema = metadata_SetBackupSchema,
    .GetDocument = metadata_GetDocument,
    .SaveAsXML = metadata_SaveAsXML,
    .AddExcludeFilesFromSnapshot = metadata_AddExcludeFilesFromSnapshot,
};

/* ---- the object
 * ---------------------------------------------------------------------------------------- */

static const struct vsapi_com_face metadata_faces[] = {
    {&IID_IUnknown, offsetof(struct metadata, IVssCreateWriterMetadataEx_iface.IUnknown_base)},
    {&IID_IVssCreateWriterMetadataEx, offsetof(struct metadata, IVssCreateWriterMetadataEx_iface)},
};
static const struct vsapi_com_class metadata_class = {"IVssCreateWriterMetadata", metadata_faces, 2,
                                                      metadata_destroy};

HRESULT vswriter_metadata_create(const struct vsapi_writer_info *info, const VSS_ID *session,
                                 IVssCreateWriterMetadataEx **out)
{
    struct metadata *self = vsapi_calloc(1, sizeof *self);
    HRESULT hr;

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    hr = vswriter_draft_init(&self->draft, info);
    if (FAILED(hr)) {
        vsapi_free(self);
        return hr;
    }
    vsapi_com_init(&self->com, &metadata_class);
    self->IVssCreateWriterMetadataEx_iface.lpVtbl = &metadata_vtbl;
    self->IVssCreateWriterMetadataEx_iface.IUnknown_base.lpVtbl = &metadata_unknown_vtbl;
    self->session_id = *session;
    *out = &self->IVssCreateWriterMetadataEx_iface;
    return S_OK;
}

IVssCreateWriterMetadata *vswriter_metadata_for_writer(IVssCreateWriterMetadataEx *metadata)
{
    /* The first part of the object is the first base. */
    return (IVssCreateWriterMetadata *)(void *)metadata;
}

bool vswriter_metadata_is_empty(IVssCreateWriterMetadata *metadata)
{
    struct metadata *self =
        impl_from_IVssCreateWriterMetadataEx((IVssCreateWriterMetadataEx *)(void *)metadata);
    const struct vsapi_wmd *wmd = self->draft.wmd;
    bool empty;

    vsapi_mutex_lock(&self->draft.lock);
    empty = !wmd->has_restore_method && wmd->backup_schema == 0 && wmd->components.count == 0 &&
            wmd->exclude_files.count == 0 && wmd->exclude_from_snapshot.count == 0 &&
            wmd->alternate_mappings.count == 0;
    vsapi_mutex_unlock(&self->draft.lock);
    return empty;
}

struct vsapi_wmd *vswriter_metadata_close(IVssCreateWriterMetadataEx *metadata)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(metadata);

    vsapi_mutex_lock(&self->draft.lock);
    self->draft.closed_by = "OnIdentify";
    vsapi_wmd_ref(self->draft.wmd);
    vsapi_mutex_unlock(&self->draft.lock);
    return self->draft.wmd;
}
