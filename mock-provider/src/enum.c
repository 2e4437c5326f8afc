/*
 * mock-provider/src/enum.c - the enumerator that IVssSoftwareSnapshotProvider::Query hands out.
 *
 * The list is taken once and shared by clones; each element is handed out with texts of its own.
 */
#include "provider.h"

#include <vsapi/cotask.h>

#include <wchar.h>

struct list { /* counted */
    atomic_uint refs;
    VSS_OBJECT_PROP *items;
    size_t count;
};
struct enumerator {
    struct vsapi_com com;
    IVssEnumObject IVssEnumObject_iface;
    struct vsapi_mutex lock; /* guards next */
    struct list *list;
    size_t next;
};

VSAPI_COM_FACE(IVssEnumObject, enumerator)

static void list_unref(struct list *list)
{
    if (!list || atomic_fetch_sub(&list->refs, 1) != 1)
        return;
    for (size_t i = 0; i < list->count; i++)
        vsmock_properties_free(&list->items[i].Obj.Snap);
    vsapi_free(list->items);
    vsapi_free(list);
}

static HRESULT copy_text(VSS_PWSZ *text)
{
    size_t bytes = *text ? (wcslen(*text) + 1) * sizeof **text : 0;
    VSS_PWSZ copy = *text ? vsapi_cotask_malloc(bytes) : NULL;

    if (*text && !copy)
        return vsapi_out_of_memory();
    if (copy)
        memcpy(copy, *text, bytes);
    *text = copy;
    return S_OK;
}

static HRESULT copy_properties(const VSS_OBJECT_PROP *from, VSS_OBJECT_PROP *to)
{
    VSS_SNAPSHOT_PROP *prop = &to->Obj.Snap;
    VSS_PWSZ *texts[] = {&prop->m_pwszSnapshotDeviceObject, &prop->m_pwszOriginalVolumeName,
                         &prop->m_pwszOriginatingMachine,   &prop->m_pwszServiceMachine,
                         &prop->m_pwszExposedName,          &prop->m_pwszExposedPath};
    HRESULT hr = S_OK;

    *to = *from;
    for (size_t i = 0; i < ARRAYSIZE(texts); i++) {
        if (SUCCEEDED(hr))
            hr = copy_text(texts[i]);
        if (FAILED(hr))
            *texts[i] = NULL; /* this and all behind it are still those of the list */
    }
    if (FAILED(hr))
        vsmock_properties_free(prop);
    return hr;
}

static HRESULT STDMETHODCALLTYPE enumerator_Next(IVssEnumObject *iface, ULONG celt,
                                                 VSS_OBJECT_PROP *rgelt, ULONG *pceltFetched)
{
    struct enumerator *self = impl_from_IVssEnumObject(iface);
    ULONG fetched = 0;
    HRESULT hr = S_OK;

    if (pceltFetched)
        *pceltFetched = 0;
    if (!rgelt || !pceltFetched)
        return vsapi_fail(E_POINTER, "Next: %s is NULL", rgelt ? "pceltFetched" : "rgelt");
    vsapi_mutex_lock(&self->lock);
    while (SUCCEEDED(hr) && fetched < celt && self->next + fetched < self->list->count) {
        hr = copy_properties(&self->list->items[self->next + fetched], &rgelt[fetched]);
        fetched += SUCCEEDED(hr);
    }
    while (FAILED(hr) && fetched > 0)
        vsmock_properties_free(&rgelt[--fetched].Obj.Snap);
    self->next += fetched;
    vsapi_mutex_unlock(&self->lock);
    *pceltFetched = fetched;
    if (FAILED(hr))
        return hr;
    return fetched == celt ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE enumerator_Skip(IVssEnumObject *iface, ULONG celt)
{
    struct enumerator *self = impl_from_IVssEnumObject(iface);
    size_t left;

    vsapi_mutex_lock(&self->lock);
    left = self->list->count - self->next;
    self->next += celt < left ? celt : left;
    vsapi_mutex_unlock(&self->lock);
    return celt <= left ? S_OK : S_FALSE;
}

static HRESULT STDMETHODCALLTYPE enumerator_Reset(IVssEnumObject *iface)
{
    struct enumerator *self = impl_from_IVssEnumObject(iface);

    vsapi_mutex_lock(&self->lock);
    self->next = 0;
    vsapi_mutex_unlock(&self->lock);
    return S_OK;
}

static HRESULT create_over(struct list *list, size_t next, IVssEnumObject **out);

static HRESULT STDMETHODCALLTYPE enumerator_Clone(IVssEnumObject *iface, IVssEnumObject **ppenum)
{
    struct enumerator *self = impl_from_IVssEnumObject(iface);
    size_t next;

    if (!ppenum)
        return vsapi_fail(E_POINTER, "Clone: ppenum is NULL");
    vsapi_mutex_lock(&self->lock);
    next = self->next;
    vsapi_mutex_unlock(&self->lock);
    atomic_fetch_add(&self->list->refs, 1);
    return create_over(self->list, next, ppenum);
}

static const IVssEnumObjectVtbl enumerator_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssEnumObject), .Next = enumerator_Next,   .Skip = enumerator_Skip,
    .Reset = enumerator_Reset,          .Clone = enumerator_Clone,
};

static void enumerator_destroy(void *object)
{
    struct enumerator *self = object;

    list_unref(self->list);
    vsapi_mutex_finish(&self->lock);
    vsapi_free(self);
}

static const struct vsapi_com_face enumerator_faces[] = {
    {&IID_IVssEnumObject, offsetof(struct enumerator, IVssEnumObject_iface)},
};
static const struct vsapi_com_class enumerator_class = {
    .name = "mock provider's enumerator",
    .faces = enumerator_faces,
    .face_count = ARRAYSIZE(enumerator_faces),
    .destroy = enumerator_destroy,
};

/* Takes over one reference to the list, also on failure. */
static HRESULT create_over(struct list *list, size_t next, IVssEnumObject **out)
{
    struct enumerator *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self) {
        list_unref(list);
        return vsapi_out_of_memory();
    }
    vsapi_com_init(&self->com, &enumerator_class);
    self->IVssEnumObject_iface.lpVtbl = &enumerator_vtbl;
    vsapi_mutex_init(&self->lock);
    self->list = list;
    self->next = next;
    *out = &self->IVssEnumObject_iface;
    return S_OK;
}

HRESULT vsmock_enum_create(VSS_OBJECT_PROP *properties, size_t count, IVssEnumObject **out)
{
    struct list *list = vsapi_calloc(1, sizeof *list);

    *out = NULL;
    if (!list) {
        for (size_t i = 0; i < count; i++)
            vsmock_properties_free(&properties[i].Obj.Snap);
        vsapi_free(properties);
        return vsapi_out_of_memory();
    }
    atomic_init(&list->refs, 1);
    list->items = properties;
    list->count = count;
    return create_over(list, 0, out);
}
