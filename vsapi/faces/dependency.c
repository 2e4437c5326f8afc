/*
 * vsapi/faces/dependency.c - IVssWMDependency: a component of another writer that goes along.
 *
 * S_FALSE, which the pages have for "no such writer", is never given: the data come from the
 * document and no writer is looked for.
 */
#include <vsapi/trace.h>

#include "inner.h"

struct dependency {
    struct vsapi_com com;
    IVssWMDependency IVssWMDependency_iface;
    struct vsapi_wmd *wmd; /* a reference */
    const struct vsapi_wm_dependency *data;
};

VSAPI_COM_FACE(IVssWMDependency, dependency)

static void dependency_destroy(void *object)
{
    struct dependency *self = object;

    vsapi_wmd_unref(self->wmd);
    vsapi_free(self);
}

static HRESULT get_writer_id(const struct dependency *self, VSS_ID *out)
{
    if (!out)
        return vsapi_null_argument("GetWriterId", "pWriterId");
    *out = self->data->writer_id;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE dependency_GetWriterId(IVssWMDependency *iface, VSS_ID *pWriterId)
{
    struct dependency *self = impl_from_IVssWMDependency(iface);

    return VSAPI_API("IVssWMDependency.GetWriterId", NULL, get_writer_id(self, pWriterId), "");
}

static HRESULT get_text(const char *method, const char *text, BSTR *out)
{
    if (!out)
        return vsapi_null_argument(method, "the result pointer");
    return vsapi_text_out(text, S_OK, out);
}

static HRESULT STDMETHODCALLTYPE dependency_GetLogicalPath(IVssWMDependency *iface,
                                                           BSTR *pbstrLogicalPath)
{
    struct dependency *self = impl_from_IVssWMDependency(iface);

    return VSAPI_API("IVssWMDependency.GetLogicalPath", NULL,
                     get_text("GetLogicalPath", self->data->logical_path, pbstrLogicalPath), "");
}

static HRESULT STDMETHODCALLTYPE dependency_GetComponentName(IVssWMDependency *iface,
                                                             BSTR *pbstrComponentName)
{
    struct dependency *self = impl_from_IVssWMDependency(iface);

    return VSAPI_API("IVssWMDependency.GetComponentName", NULL,
                     get_text("GetComponentName", self->data->component_name, pbstrComponentName),
                     "");
}

static const IVssWMDependencyVtbl dependency_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssWMDependency),
    .GetWriterId = dependency_GetWriterId,
    .GetLogicalPath = dependency_GetLogicalPath,
    .GetComponentName = dependency_GetComponentName,
};

/* The interface has no IID: IUnknown is all that can be asked for. */
static const struct vsapi_com_face dependency_faces[] = {
    {&IID_IUnknown, offsetof(struct dependency, IVssWMDependency_iface)},
};
static const struct vsapi_com_class dependency_class = {"IVssWMDependency", dependency_faces, 1,
                                                        dependency_destroy};

HRESULT vsapi_dependency_create(struct vsapi_wmd *wmd, const struct vsapi_wm_dependency *data,
                                IVssWMDependency **out)
{
    struct dependency *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &dependency_class);
    self->IVssWMDependency_iface.lpVtbl = &dependency_vtbl;
    vsapi_wmd_ref(self->wmd = wmd);
    self->data = data;
    *out = &self->IVssWMDependency_iface;
    return S_OK;
}
