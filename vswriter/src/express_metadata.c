/*
 * vswriter/src/express_metadata.c - IVssCreateExpressWriterMetadata: what an express writer may not
 * say is refused here, the rest is IVssCreateWriterMetadata's (metadata_build.c).
 */
#include "express.h"

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/trace.h>

#include "metadata_arguments.h"

struct express_metadata {
    struct vsapi_com com;
    IVssCreateExpressWriterMetadata IVssCreateExpressWriterMetadata_iface;
    struct metadata_draft draft;
};

VSAPI_COM_FACE(IVssCreateExpressWriterMetadata, express_metadata)

#define EXPRESS_API(NAME, CALL, ...)                                                               \
    VSAPI_API("IVssCreateExpressWriterMetadata." NAME, NULL, CALL, __VA_ARGS__)

/* ---- checks, then the work ----------------------------------------------------------------------
 */

static HRESULT add_exclusion(struct metadata_draft *draft, LPCWSTR path, LPCWSTR filespec,
                             bool recursive)
{
    HRESULT hr = vswriter_express_check_local("AddExcludeFiles", path);

    if (FAILED(hr))
        return hr;
    return vswriter_metadata_add_exclusion(draft, "AddExcludeFiles",
                                           offsetof(struct vsapi_wmd, exclude_files), path,
                                           filespec, recursive);
}

static HRESULT add_component(struct metadata_draft *draft, const struct new_component *in)
{
    HRESULT hr = vswriter_express_check_component("AddComponent", in->type, in->flags);

    return FAILED(hr) ? hr : vswriter_metadata_add_component(draft, in);
}

static HRESULT add_files(struct metadata_draft *draft, const struct new_files *in)
{
    HRESULT hr = vswriter_express_check_files(in->method, in->mask, in->alternate_path != NULL);

    return FAILED(hr) ? hr : vswriter_metadata_add_files(draft, in);
}

/* A value of neither enumeration is E_INVALIDARG, as for other writers; that is asked there. */
static HRESULT set_restore_method(struct metadata_draft *draft, const struct restore_method *in)
{
    bool known = in->method >= VSS_RME_UNDEFINED && in->method <= VSS_RME_RESTORE_STOP_START &&
                 in->writer_restore >= VSS_WRE_UNDEFINED && in->writer_restore <= VSS_WRE_ALWAYS;
    HRESULT hr = S_OK;

    if (known)
        hr = vswriter_express_check_restore("SetRestoreMethod", in->method, in->writer_restore);
    return FAILED(hr) ? hr : vswriter_metadata_set_restore_method(draft, in);
}

static HRESULT set_schema(struct metadata_draft *draft, DWORD mask)
{
    HRESULT hr = vswriter_express_check_schema("SetBackupSchema", mask);

    return FAILED(hr) ? hr : vswriter_metadata_set_schema(draft, mask);
}

/* ---- the methods, a line each -------------------------------------------------------------------
 */

static HRESULT STDMETHODCALLTYPE express_AddExcludeFiles(IVssCreateExpressWriterMetadata *iface,
                                                         LPCWSTR wszPath, LPCWSTR wszFilespec,
                                                         bool bRecursive)
{
    struct express_metadata *self = impl_from_IVssCreateExpressWriterMetadata(iface);

    return EXPRESS_API("AddExcludeFiles",
                       add_exclusion(&self->draft, wszPath, wszFilespec, bRecursive),
                       EXCLUSION_TOLD);
}

static HRESULT STDMETHODCALLTYPE express_AddComponent(
    IVssCreateExpressWriterMetadata *iface, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, LPCWSTR wszCaption, const BYTE *pbIcon, UINT cbIcon,
    bool bRestoreMetadata, bool bNotifyOnBackupComplete, bool bSelectable,
    bool bSelectableForRestore, DWORD dwComponentFlags)
{
    struct express_metadata *self = impl_from_IVssCreateExpressWriterMetadata(iface);
    const struct new_component in = NEW_COMPONENT_IN;

    return EXPRESS_API("AddComponent", add_component(&self->draft, &in), NEW_COMPONENT_TOLD);
}

static HRESULT STDMETHODCALLTYPE express_AddFilesToFileGroup(IVssCreateExpressWriterMetadata *iface,
                                                             LPCWSTR wszLogicalPath,
                                                             LPCWSTR wszGroupName, LPCWSTR wszPath,
                                                             LPCWSTR wszFilespec, bool bRecursive,
                                                             LPCWSTR wszAlternateLocation,
                                                             DWORD dwBackupTypeMask)
{
    struct express_metadata *self = impl_from_IVssCreateExpressWriterMetadata(iface);
    const struct new_files in = FILE_GROUP_IN;

    return EXPRESS_API("AddFilesToFileGroup", add_files(&self->draft, &in), FILE_GROUP_TOLD);
}

static HRESULT STDMETHODCALLTYPE express_SetRestoreMethod(
    IVssCreateExpressWriterMetadata *iface, VSS_RESTOREMETHOD_ENUM method, LPCWSTR wszService,
    LPCWSTR wszUserProcedure, VSS_WRITERRESTORE_ENUM writerRestore, bool bRebootRequired)
{
    struct express_metadata *self = impl_from_IVssCreateExpressWriterMetadata(iface);
    const struct restore_method in = RESTORE_METHOD_IN;

    return EXPRESS_API("SetRestoreMethod", set_restore_method(&self->draft, &in),
                       RESTORE_METHOD_TOLD);
}

static HRESULT STDMETHODCALLTYPE express_AddComponentDependency(
    IVssCreateExpressWriterMetadata *iface, LPCWSTR wszForLogicalPath, LPCWSTR wszForComponentName,
    VSS_ID onWriterId, LPCWSTR wszOnLogicalPath, LPCWSTR wszOnComponentName)
{
    struct express_metadata *self = impl_from_IVssCreateExpressWriterMetadata(iface);

    return EXPRESS_API("AddComponentDependency",
                       vswriter_metadata_add_dependency(&self->draft, wszForLogicalPath,
                                                        wszForComponentName, &onWriterId,
                                                        wszOnLogicalPath, wszOnComponentName),
                       DEPENDENCY_TOLD);
}

static HRESULT STDMETHODCALLTYPE express_SetBackupSchema(IVssCreateExpressWriterMetadata *iface,
                                                         DWORD dwSchemaMask)
{
    struct express_metadata *self = impl_from_IVssCreateExpressWriterMetadata(iface);

    return EXPRESS_API("SetBackupSchema", set_schema(&self->draft, dwSchemaMask), "dwSchemaMask=%u",
                       dwSchemaMask);
}

static HRESULT STDMETHODCALLTYPE express_SaveAsXML(IVssCreateExpressWriterMetadata *iface,
                                                   BSTR *pbstrXML)
{
    struct express_metadata *self = impl_from_IVssCreateExpressWriterMetadata(iface);

    return EXPRESS_API("SaveAsXML", vswriter_metadata_save_as_xml(&self->draft, true, pbstrXML),
                       "");
}

static const IVssCreateExpressWriterMetadataVtbl express_metadata_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssCreateExpressWriterMetadata),
    .AddExcludeFiles = express_AddExcludeFiles,
    .AddComponent = express_AddComponent,
    .AddFilesToFileGroup = express_AddFilesToFileGroup,
    .SetRestoreMethod = express_SetRestoreMethod,
    .AddComponentDependency = express_AddComponentDependency,
    .SetBackupSchema = express_SetBackupSchema,
    .SaveAsXML = express_SaveAsXML,
};

/* ---- the object ---------------------------------------------------------------------------------
 */

static void express_metadata_destroy(void *object)
{
    struct express_metadata *self = object;

    vswriter_draft_finish(&self->draft);
    vsapi_free(self);
}

static const struct vsapi_com_face express_metadata_faces[] = {
    {&IID_IVssCreateExpressWriterMetadata,
     offsetof(struct express_metadata, IVssCreateExpressWriterMetadata_iface)},
};
static const struct vsapi_com_class express_metadata_class = {
    "IVssCreateExpressWriterMetadata", express_metadata_faces, 1, express_metadata_destroy};

HRESULT vswriter_express_metadata_create(const struct vsapi_writer_info *identity,
                                         struct metadata_draft **draft,
                                         IVssCreateExpressWriterMetadata **out)
{
    struct express_metadata *self = vsapi_calloc(1, sizeof *self);
    HRESULT hr;

    if (!self)
        return vsapi_out_of_memory();
    hr = vswriter_draft_init(&self->draft, identity);
    if (FAILED(hr)) {
        vsapi_free(self);
        return hr;
    }
    self->draft.express = true;
    vsapi_com_init(&self->com, &express_metadata_class);
    self->IVssCreateExpressWriterMetadata_iface.lpVtbl = &express_metadata_vtbl;
    *draft = &self->draft;
    *out = &self->IVssCreateExpressWriterMetadata_iface;
    return S_OK;
}
