/*
 * vsapi/faces/wm_component.c - IVssWMComponent: what a writer's metadata say of one component.
 */
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include "inner.h"

#include <string.h>

struct wm_component {
    struct vsapi_com com;
    IVssWMComponent IVssWMComponent_iface;
    struct vsapi_wmd *wmd; /* a reference; frozen, so nothing needs a lock */
    const struct vsapi_wm_component *data;
};

VSAPI_COM_FACE(IVssWMComponent, wm_component)

static void wm_component_destroy(void *object)
{
    struct wm_component *self = object;

    vsapi_wmd_unref(self->wmd);
    vsapi_free(self);
}

static void info_free(VSS_COMPONENTINFO *info)
{
    if (!info)
        return;
    SysFreeString(info->bstrLogicalPath);
    SysFreeString(info->bstrComponentName);
    SysFreeString(info->bstrCaption);
    vsapi_free(info->pbIcon);
    vsapi_free(info);
}

static HRESULT info_fill_texts(VSS_COMPONENTINFO *info, const struct vsapi_wm_component *data)
{
    HRESULT hr = vsapi_bstr_from_text(data->logical_path, &info->bstrLogicalPath);

    if (SUCCEEDED(hr))
        hr = vsapi_bstr_from_text(data->component_name, &info->bstrComponentName);
    if (SUCCEEDED(hr))
        hr = vsapi_bstr_from_text(data->caption, &info->bstrCaption);
    return hr;
}

static HRESULT info_fill_icon(VSS_COMPONENTINFO *info, const struct vsapi_wm_component *data)
{
    if (!data->icon || !data->icon_bytes)
        return S_OK;
    info->pbIcon = vsapi_malloc(data->icon_bytes);
    if (!info->pbIcon)
        return vsapi_out_of_memory();
    memcpy(info->pbIcon, data->icon, data->icon_bytes);
    info->cbIcon = (UINT)data->icon_bytes;
    return S_OK;
}

static void info_fill_numbers(VSS_COMPONENTINFO *info, const struct vsapi_wm_component *data)
{
    info->type = data->type;
    info->bRestoreMetadata = data->restore_metadata;
    info->bNotifyOnBackupComplete = data->notify_on_backup_complete;
    info->bSelectable = data->selectable;
    info->bSelectableForRestore = data->selectable_for_restore;
    info->dwComponentFlags = data->component_flags;
    info->cFileCount = (UINT)data->files.count;
    info->cDatabases = (UINT)data->database_files.count;
    info->cLogFiles = (UINT)data->log_files.count;
    info->cDependencies = (UINT)data->dependencies.count;
}

static HRESULT get_info(const struct wm_component *self, PVSSCOMPONENTINFO *out)
{
    VSS_COMPONENTINFO *info;
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetComponentInfo", "ppInfo");
    *out = NULL;
    info = vsapi_calloc(1, sizeof *info);
    if (!info)
        return vsapi_out_of_memory();
    hr = info_fill_texts(info, self->data);
    if (SUCCEEDED(hr))
        hr = info_fill_icon(info, self->data);
    if (FAILED(hr)) {
        info_free(info);
        return hr;
    }
    info_fill_numbers(info, self->data);
    *out = info;
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE wm_component_GetComponentInfo(IVssWMComponent *iface,
                                                               PVSSCOMPONENTINFO *ppInfo)
{
    struct wm_component *self = impl_from_IVssWMComponent(iface);

    return VSAPI_API("IVssWMComponent.GetComponentInfo", NULL, get_info(self, ppInfo),
                     "component=%s", self->data->component_name);
}

/* The page lists no failure; NULL is nothing to free (docs/decisions.md#free-null). */
static HRESULT free_info(PVSSCOMPONENTINFO info)
{
    info_free((VSS_COMPONENTINFO *)(uintptr_t)info);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE wm_component_FreeComponentInfo(IVssWMComponent *iface,
                                                                PVSSCOMPONENTINFO pInfo)
{
    (void)iface;
    return VSAPI_API("IVssWMComponent.FreeComponentInfo", NULL, free_info(pInfo), "pInfo=%p",
                     (const void *)pInfo);
}

static HRESULT get_filedesc(const struct wm_component *self, const char *method,
                            const vsapi_filedescs *list, UINT i, IVssWMFiledesc **out)
{
    if (!out)
        return vsapi_null_argument(method, "ppFiledesc");
    *out = NULL;
    if (i >= list->count)
        return vsapi_no_such_index(method, i, list->count);
    return vsapi_filedesc_create(self->wmd, NULL, &list->items[i], out);
}

static HRESULT STDMETHODCALLTYPE wm_component_GetFile(IVssWMComponent *iface, UINT iFile,
                                                      IVssWMFiledesc **ppFiledesc)
{
    struct wm_component *self = impl_from_IVssWMComponent(iface);

    return VSAPI_API("IVssWMComponent.GetFile", NULL,
                     get_filedesc(self, "GetFile", &self->data->files, iFile, ppFiledesc),
                     "component=%s iFile=%u", self->data->component_name, iFile);
}

static HRESULT STDMETHODCALLTYPE wm_component_GetDatabaseFile(IVssWMComponent *iface, UINT iDBFile,
                                                              IVssWMFiledesc **ppFiledesc)
{
    struct wm_component *self = impl_from_IVssWMComponent(iface);

    return VSAPI_API(
        "IVssWMComponent.GetDatabaseFile", NULL,
        get_filedesc(self, "GetDatabaseFile", &self->data->database_files, iDBFile, ppFiledesc),
        "component=%s iDBFile=%u", self->data->component_name, iDBFile);
}

static HRESULT STDMETHODCALLTYPE wm_component_GetDatabaseLogFile(IVssWMComponent *iface,
                                                                 UINT iDbLogFile,
                                                                 IVssWMFiledesc **ppFiledesc)
{
    struct wm_component *self = impl_from_IVssWMComponent(iface);

    return VSAPI_API(
        "IVssWMComponent.GetDatabaseLogFile", NULL,
        get_filedesc(self, "GetDatabaseLogFile", &self->data->log_files, iDbLogFile, ppFiledesc),
        "component=%s iDbLogFile=%u", self->data->component_name, iDbLogFile);
}

static HRESULT get_dependency(const struct wm_component *self, UINT i, IVssWMDependency **out)
{
    if (!out)
        return vsapi_null_argument("GetDependency", "ppDependency");
    *out = NULL;
    if (i >= self->data->dependencies.count)
        return vsapi_no_such_index("GetDependency", i, self->data->dependencies.count);
    return vsapi_dependency_create(self->wmd, &self->data->dependencies.items[i], out);
}

static HRESULT STDMETHODCALLTYPE wm_component_GetDependency(IVssWMComponent *iface,
                                                            UINT iDependency,
                                                            IVssWMDependency **ppDependency)
{
    struct wm_component *self = impl_from_IVssWMComponent(iface);

    return VSAPI_API("IVssWMComponent.GetDependency", NULL,
                     get_dependency(self, iDependency, ppDependency), "component=%s iDependency=%u",
                     self->data->component_name, iDependency);
}

static const IVssWMComponentVtbl wm_component_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssWMComponent),
    .GetComponentInfo = wm_component_GetComponentInfo,
    .FreeComponentInfo = wm_component_FreeComponentInfo,
    .GetFile = wm_component_GetFile,
    .GetDatabaseFile = wm_component_GetDatabaseFile,
    .GetDatabaseLogFile = wm_component_GetDatabaseLogFile,
    .GetDependency = wm_component_GetDependency,
};

/* The interface has no IID: IUnknown is all that can be asked for. */
static const struct vsapi_com_face wm_component_faces[] = {
    {&IID_IUnknown, offsetof(struct wm_component, IVssWMComponent_iface)},
};
static const struct vsapi_com_class wm_component_class = {"IVssWMComponent", wm_component_faces, 1,
                                                          wm_component_destroy};

HRESULT vsapi_wm_component_create(struct vsapi_wmd *wmd, const struct vsapi_wm_component *data,
                                  IVssWMComponent **out)
{
    struct wm_component *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &wm_component_class);
    self->IVssWMComponent_iface.lpVtbl = &wm_component_vtbl;
    vsapi_wmd_ref(self->wmd = wmd);
    self->data = data;
    *out = &self->IVssWMComponent_iface;
    return S_OK;
}
