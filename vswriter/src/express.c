/*
 * vswriter/src/express.c - IVssExpressWriter: makes or takes the metadata of an express writer,
 * registers them with the service, and takes a registration back.
 *
 * The object holds one document, the last that CreateMetadata began or LoadMetadata took. Register
 * gives the service a copy; from then on a document of CreateMetadata is read-only.
 */
#include "express.h"

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <string.h>
#include <wchar.h>

struct express_writer {
    struct vsapi_com com;
    IVssExpressWriter IVssExpressWriter_iface;
    struct vsapi_mutex lock; /* guards what follows; one of the two at most is there */
    IVssCreateExpressWriterMetadata *created; /* a reference */
    struct metadata_draft *draft;             /* of `created` */
    struct vsapi_wmd *loaded;                 /* a reference */
};

VSAPI_COM_FACE(IVssExpressWriter, express_writer)

/* Puts another document in the place of the one before; takes the references over. */
static void keep(struct express_writer *self, IVssCreateExpressWriterMetadata *created,
                 struct metadata_draft *draft, struct vsapi_wmd *loaded)
{
    IVssCreateExpressWriterMetadata *old_created;
    struct vsapi_wmd *old_loaded;

    vsapi_mutex_lock(&self->lock);
    old_created = self->created;
    old_loaded = self->loaded;
    self->created = created;
    self->draft = draft;
    self->loaded = loaded;
    vsapi_mutex_unlock(&self->lock);
    if (old_created)
        old_created->lpVtbl->Release(old_created);
    vsapi_wmd_unref(old_loaded);
}

/* ---- CreateMetadata, LoadMetadata ---------------------------------------------------------------
 */

static HRESULT check_identity(const VSS_ID *writer_id, LPCWSTR name, VSS_USAGE_TYPE usage)
{
    if (IsEqualGUID(writer_id, &GUID_NULL))
        return vsapi_fail(E_INVALIDARG,
                          "CreateMetadata: writerId is GUID_NULL; the writer's mistake");
    if (!name || !*name)
        return vsapi_fail(E_INVALIDARG, "CreateMetadata: no name is given; the writer's mistake");
    return vswriter_express_check_usage("CreateMetadata", usage);
}

static HRESULT create_metadata(struct express_writer *self, struct vsapi_writer_info *identity,
                               LPCWSTR wide, IVssCreateExpressWriterMetadata **out)
{
    struct metadata_draft *draft;
    char *name = NULL;
    HRESULT hr;

    if (!out)
        return vsapi_fail(E_INVALIDARG, "CreateMetadata: ppMetadata is NULL; the writer's mistake");
    *out = NULL;
    hr = check_identity(&identity->writer_id, wide, identity->usage);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(wide, &name);
    if (SUCCEEDED(hr))
        hr = vsapi_guid_create(&identity->instance_id);
    identity->name = name;
    if (SUCCEEDED(hr))
        hr = vswriter_express_metadata_create(identity, &draft, out);
    vsapi_free(name);
    if (FAILED(hr))
        return hr;
    (*out)->lpVtbl->AddRef(*out);
    keep(self, *out, draft, NULL);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE
express_CreateMetadata(IVssExpressWriter *iface, VSS_ID writerId, LPCWSTR writerName,
                       VSS_USAGE_TYPE usageType, DWORD versionMajor, DWORD versionMinor,
                       DWORD reserved, IVssCreateExpressWriterMetadata **ppMetadata)
{
    struct express_writer *self = impl_from_IVssExpressWriter(iface);
    struct vsapi_writer_info identity = {
        .size = sizeof identity,
        .writer_id = writerId,
        .major_version = versionMajor,
        .minor_version = versionMinor,
        .usage = usageType,
        .source = VSS_ST_OTHER,
    };

    return VSAPI_API("IVssExpressWriter.CreateMetadata", NULL,
                     create_metadata(self, &identity, writerName, ppMetadata),
                     "writerId=%g writerName=%w usageType=%d versionMajor=%u versionMinor=%u "
                     "reserved=%u",
                     &writerId, writerName, (int)usageType, versionMajor, versionMinor, reserved);
}

static HRESULT load_metadata(struct express_writer *self, LPCWSTR metadata)
{
    struct vsapi_wmd *wmd = NULL;
    char *xml = NULL;
    HRESULT hr;

    hr = vsapi_document_text("LoadMetadata: metadata", metadata, metadata ? wcslen(metadata) : 0,
                             &xml);
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_read(xml, strlen(xml), &wmd);
    vsapi_free(xml);
    if (FAILED(hr))
        return hr;
    hr = vswriter_express_check_document(wmd);
    if (FAILED(hr)) {
        vsapi_wmd_unref(wmd);
        return hr;
    }
    keep(self, NULL, NULL, wmd);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE express_LoadMetadata(IVssExpressWriter *iface, LPCWSTR metadata,
                                                      DWORD reserved)
{
    struct express_writer *self = impl_from_IVssExpressWriter(iface);

    return VSAPI_API("IVssExpressWriter.LoadMetadata", NULL, load_metadata(self, metadata),
                     "reserved=%u", reserved);
}

/* ---- Register, Unregister -----------------------------------------------------------------------
 */

static HRESULT register_draft(struct vsapi_service *service, struct metadata_draft *draft)
{
    HRESULT hr;

    vsapi_mutex_lock(&draft->lock);
    hr = vsapi_service_add_express(service, draft->wmd);
    if (SUCCEEDED(hr))
        draft->closed_by = "Register";
    vsapi_mutex_unlock(&draft->lock);
    return hr;
}

static HRESULT register_writer(struct express_writer *self)
{
    struct vsapi_service *service;
    HRESULT hr = vsapi_embedded_service(&service);

    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&self->lock);
    if (self->created)
        hr = register_draft(service, self->draft);
    else if (self->loaded)
        hr = vsapi_service_add_express(service, self->loaded);
    else
        hr = vsapi_fail(VSS_E_BAD_STATE,
                        "Register before CreateMetadata and LoadMetadata; the writer's mistake");
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE express_Register(IVssExpressWriter *iface)
{
    return VSAPI_API("IVssExpressWriter.Register", NULL,
                     register_writer(impl_from_IVssExpressWriter(iface)), "");
}

static HRESULT unregister(const VSS_ID *writer_id)
{
    struct vsapi_service *service;
    HRESULT hr = vsapi_embedded_service(&service);

    return FAILED(hr) ? hr : vsapi_service_remove_express(service, writer_id);
}

static HRESULT STDMETHODCALLTYPE express_Unregister(IVssExpressWriter *iface, VSS_ID writerId)
{
    (void)iface;
    return VSAPI_API("IVssExpressWriter.Unregister", NULL, unregister(&writerId), "writerId=%g",
                     &writerId);
}

static const IVssExpressWriterVtbl express_writer_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssExpressWriter), .CreateMetadata = express_CreateMetadata,
    .LoadMetadata = express_LoadMetadata,  .Register = express_Register,
    .Unregister = express_Unregister,
};

/* ---- the object ---------------------------------------------------------------------------------
 */

static void express_writer_destroy(void *object)
{
    struct express_writer *self = object;

    keep(self, NULL, NULL, NULL);
    vsapi_mutex_finish(&self->lock);
    vsapi_free(self);
}

static const struct vsapi_com_face express_writer_faces[] = {
    {&IID_IVssExpressWriter, offsetof(struct express_writer, IVssExpressWriter_iface)},
};
static const struct vsapi_com_class express_writer_class = {
    "IVssExpressWriter", express_writer_faces, 1, express_writer_destroy};

static HRESULT express_writer_create(IVssExpressWriter **out)
{
    struct express_writer *self;
    HRESULT hr;

    if (!out)
        return vsapi_fail(E_INVALIDARG,
                          "CreateVssExpressWriter: ppWriter is NULL; the writer's mistake");
    *out = NULL;
    hr = vsapi_embedded_access(VSAPI_ROLE_WRITER, "CreateVssExpressWriter");
    if (FAILED(hr))
        return hr;
    self = vsapi_calloc(1, sizeof *self);
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &express_writer_class);
    self->IVssExpressWriter_iface.lpVtbl = &express_writer_vtbl;
    vsapi_mutex_init(&self->lock);
    *out = &self->IVssExpressWriter_iface;
    return S_OK;
}

HRESULT STDAPICALLTYPE CreateVssExpressWriterInternal(IVssExpressWriter **ppWriter)
{
    return VSAPI_API("CreateVssExpressWriterInternal", NULL, express_writer_create(ppWriter), "");
}

HRESULT STDAPICALLTYPE CreateVssExpressWriter(IVssExpressWriter **ppWriter)
{
    return VSAPI_API("CreateVssExpressWriter", NULL, express_writer_create(ppWriter), "");
}
