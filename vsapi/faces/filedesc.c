/*
 * vsapi/faces/filedesc.c - IVssWMFiledesc: one file set, mapping or new target of a document.
 *
 * The object holds a copy of the entry and a reference to the document that owns its texts, so that
 * it may live on when the list it came from grows.
 */
#include <vsapi/trace.h>

#include "inner.h"

struct filedesc {
    struct vsapi_com com;
    IVssWMFiledesc IVssWMFiledesc_iface;
    struct vsapi_wmd *wmd; /* a reference to one of these two */
    struct vsapi_bcd *bcd;
    struct vsapi_filedesc data;
};

VSAPI_COM_FACE(IVssWMFiledesc, filedesc)

static void filedesc_destroy(void *object)
{
    struct filedesc *self = object;

    vsapi_wmd_unref(self->wmd);
    vsapi_bcd_unref(self->bcd);
    vsapi_free(self);
}

static HRESULT text_of(const char *method, const char *text, HRESULT absent, BSTR *out)
{
    if (!out)
        return vsapi_null_argument(method, "the result pointer");
    return vsapi_text_out(text, absent, out);
}

static HRESULT STDMETHODCALLTYPE filedesc_GetPath(IVssWMFiledesc *iface, BSTR *pbstrPath)
{
    struct filedesc *self = impl_from_IVssWMFiledesc(iface);

    return VSAPI_API("IVssWMFiledesc.GetPath", NULL,
                     text_of("GetPath", self->data.path, S_OK, pbstrPath), "");
}

static HRESULT STDMETHODCALLTYPE filedesc_GetFilespec(IVssWMFiledesc *iface, BSTR *pbstrFilespec)
{
    struct filedesc *self = impl_from_IVssWMFiledesc(iface);

    return VSAPI_API("IVssWMFiledesc.GetFilespec", NULL,
                     text_of("GetFilespec", self->data.filespec, S_OK, pbstrFilespec), "");
}

static HRESULT get_recursive(const struct filedesc *self, bool *out)
{
    if (!out)
        return vsapi_null_argument("GetRecursive", "pbRecursive");
    *out = self->data.recursive;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE filedesc_GetRecursive(IVssWMFiledesc *iface, bool *pbRecursive)
{
    struct filedesc *self = impl_from_IVssWMFiledesc(iface);

    return VSAPI_API("IVssWMFiledesc.GetRecursive", NULL, get_recursive(self, pbRecursive), "");
}

static HRESULT STDMETHODCALLTYPE filedesc_GetAlternateLocation(IVssWMFiledesc *iface,
                                                               BSTR *pbstrAlternateLocation)
{
    struct filedesc *self = impl_from_IVssWMFiledesc(iface);

    return VSAPI_API(
        "IVssWMFiledesc.GetAlternateLocation", NULL,
        text_of("GetAlternateLocation", self->data.alternate_path, S_FALSE, pbstrAlternateLocation),
        "");
}

static HRESULT get_type_mask(const struct filedesc *self, DWORD *out)
{
    if (!out)
        return vsapi_null_argument("GetBackupTypeMask", "pdwTypeMask");
    *out = self->data.backup_type_mask;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE filedesc_GetBackupTypeMask(IVssWMFiledesc *iface,
                                                            DWORD *pdwTypeMask)
{
    struct filedesc *self = impl_from_IVssWMFiledesc(iface);

    return VSAPI_API("IVssWMFiledesc.GetBackupTypeMask", NULL, get_type_mask(self, pdwTypeMask),
                     "");
}

static const IVssWMFiledescVtbl filedesc_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssWMFiledesc),
    .GetPath = filedesc_GetPath,
    .GetFilespec = filedesc_GetFilespec,
    .GetRecursive = filedesc_GetRecursive,
    .GetAlternateLocation = filedesc_GetAlternateLocation,
    .GetBackupTypeMask = filedesc_GetBackupTypeMask,
};

/* The interface has no IID: IUnknown is all that can be asked for. */
static const struct vsapi_com_face filedesc_faces[] = {
    {&IID_IUnknown, offsetof(struct filedesc, IVssWMFiledesc_iface)},
};
static const struct vsapi_com_class filedesc_class = {"IVssWMFiledesc", filedesc_faces, 1,
                                                      filedesc_destroy};

HRESULT vsapi_filedesc_create(struct vsapi_wmd *owner_or_null, struct vsapi_bcd *bcd_or_null,
                              const struct vsapi_filedesc *filedesc, IVssWMFiledesc **out)
{
    struct filedesc *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &filedesc_class);
    self->IVssWMFiledesc_iface.lpVtbl = &filedesc_vtbl;
    self->data = *filedesc;
    if (owner_or_null)
        vsapi_wmd_ref(self->wmd = owner_or_null);
    if (bcd_or_null)
        vsapi_bcd_ref(self->bcd = bcd_or_null);
    *out = &self->IVssWMFiledesc_iface;
    return S_OK;
}
