/*
 * vsbackup/src/enum.c - IVssEnumObject: walks through what Query found.
 *
 * The list is made once and never changes; a clone walks through the same list with a position of
 * its own. Each element that Next hands out is a copy whose texts the caller frees.
 */
#include <vsbackup/enum.h>

#include <string.h>
#include <wchar.h>

#include <vsapi/alloc.h>
#include <vsapi/com.h>
#include <vsapi/cotask.h>
#include <vsapi/error.h>
#include <vsapi/thread.h>
#include <vsapi/trace.h>

struct enum_list {
    atomic_uint refs;
    VSS_ID session; /* for the trace */
    size_t count;
    VSS_OBJECT_PROP *items; /* CoTaskMem, texts too */
};
struct enum_object {
    struct vsapi_com com;
    IVssEnumObject IVssEnumObject_iface;
    struct enum_list *list;  /* a reference */
    struct vsapi_mutex lock; /* guards position */
    size_t position;
};

VSAPI_COM_FACE(IVssEnumObject, enum_object)

/* ---- copies of the structures --------------------------------------------------------------- */

/* Where the texts are in each kind of structure. */
static const size_t snapshot_texts[] = {
    offsetof(VSS_SNAPSHOT_PROP, m_pwszSnapshotDeviceObject),
    offsetof(VSS_SNAPSHOT_PROP, m_pwszOriginalVolumeName),
    offsetof(VSS_SNAPSHOT_PROP, m_pwszOriginatingMachine),
    offsetof(VSS_SNAPSHOT_PROP, m_pwszServiceMachine),
    offsetof(VSS_SNAPSHOT_PROP, m_pwszExposedName),
    offsetof(VSS_SNAPSHOT_PROP, m_pwszExposedPath),
};
static const size_t provider_texts[] = {
    offsetof(VSS_PROVIDER_PROP, m_pwszProviderName),
    offsetof(VSS_PROVIDER_PROP, m_pwszProviderVersion),
};

static const size_t *texts_of(const VSS_OBJECT_PROP *prop, size_t *count)
{
    switch (prop->Type) {
    case VSS_OBJECT_SNAPSHOT:
        *count = sizeof snapshot_texts / sizeof *snapshot_texts;
        return snapshot_texts;
    case VSS_OBJECT_PROVIDER:
        *count = sizeof provider_texts / sizeof *provider_texts;
        return provider_texts;
    default:
        *count = 0;
        return NULL;
    }
}

static VSS_PWSZ *text_at(void *structure, size_t offset)
{
    return (VSS_PWSZ *)((char *)structure + offset);
}

void vsbackup_snapshot_prop_free(VSS_SNAPSHOT_PROP *prop)
{
    for (size_t i = 0; i < sizeof snapshot_texts / sizeof *snapshot_texts; i++)
        CoTaskMemFree(*text_at(prop, snapshot_texts[i]));
    *prop = (VSS_SNAPSHOT_PROP){0};
}

void vsbackup_object_prop_free(VSS_OBJECT_PROP *prop)
{
    size_t count;
    const size_t *texts = texts_of(prop, &count);

    for (size_t i = 0; i < count; i++)
        CoTaskMemFree(*text_at(&prop->Obj, texts[i]));
    *prop = (VSS_OBJECT_PROP){0};
}

static bool copy_text(VSS_PWSZ *text)
{
    size_t bytes;
    VSS_PWSZ copy;

    if (!*text)
        return true;
    bytes = (wcslen(*text) + 1) * sizeof **text;
    copy = vsapi_cotask_malloc(bytes);
    if (copy)
        memcpy(copy, *text, bytes);
    *text = copy;
    return copy != NULL;
}

static bool object_prop_copy(VSS_OBJECT_PROP *to, const VSS_OBJECT_PROP *from)
{
    size_t count;
    const size_t *texts = texts_of(from, &count);
    bool whole = true;

    *to = *from;
    for (size_t i = 0; i < count; i++) {
        VSS_PWSZ *text = text_at(&to->Obj, texts[i]);

        if (whole)
            whole = copy_text(text);
        else
            *text = NULL; /* not ours to free */
    }
    if (!whole)
        vsbackup_object_prop_free(to);
    return whole;
}

/* ---- the list ------------------------------------------------------------------------------- */

static void list_unref(struct enum_list *list)
{
    if (!list || atomic_fetch_sub(&list->refs, 1) != 1)
        return;
    for (size_t i = 0; i < list->count; i++)
        vsbackup_object_prop_free(&list->items[i]);
    CoTaskMemFree(list->items);
    vsapi_free(list);
}

/* ---- the enumerator ------------------------------------------------------------------------- */

static HRESULT enum_create(struct enum_list *list /* taken on success */, size_t position,
                           IVssEnumObject **out);

static HRESULT enum_next(struct enum_object *self, ULONG celt, VSS_OBJECT_PROP *rgelt,
                         ULONG *fetched)
{
    HRESULT hr = S_OK;
    ULONG n = 0;

    if (fetched)
        *fetched = 0;
    if (!rgelt)
        return vsapi_fail(E_POINTER, "Next: rgelt is NULL (the requester's mistake)");
    vsapi_mutex_lock(&self->lock);
    while (n < celt && self->position + n < self->list->count) {
        if (!object_prop_copy(&rgelt[n], &self->list->items[self->position + n])) {
            hr = vsapi_fail(E_FAIL, "Next: no memory for the copy of an element");
            break;
        }
        n++;
    }
    if (SUCCEEDED(hr)) {
        self->position += n;
        hr = n == celt ? S_OK : S_FALSE;
        if (fetched)
            *fetched = n;
    } else {
        while (n > 0)
            vsbackup_object_prop_free(&rgelt[--n]);
    }
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE enum_Next(IVssEnumObject *iface, ULONG celt,
                                           VSS_OBJECT_PROP *rgelt, ULONG *pceltFetched)
{
    struct enum_object *self = impl_from_IVssEnumObject(iface);

    return VSAPI_API("IVssEnumObject.Next", &self->list->session,
                     enum_next(self, celt, rgelt, pceltFetched), "celt=%u", (unsigned)celt);
}

/* Beyond the end it stays at the end. */
static HRESULT enum_skip(struct enum_object *self, ULONG celt)
{
    size_t left;
    HRESULT hr;

    vsapi_mutex_lock(&self->lock);
    left = self->list->count - self->position;
    hr = celt <= left ? S_OK : S_FALSE;
    self->position += celt <= left ? celt : left;
    vsapi_mutex_unlock(&self->lock);
    return hr;
}

static HRESULT STDMETHODCALLTYPE enum_Skip(IVssEnumObject *iface, ULONG celt)
{
    struct enum_object *self = impl_from_IVssEnumObject(iface);

    return VSAPI_API("IVssEnumObject.Skip", &self->list->session, enum_skip(self, celt), "celt=%u",
                     (unsigned)celt);
}

static HRESULT enum_reset(struct enum_object *self)
{
    vsapi_mutex_lock(&self->lock);
    self->position = 0;
    vsapi_mutex_unlock(&self->lock);
    return S_OK;
}

static HRESULT STDMETHODCALLTYPE enum_Reset(IVssEnumObject *iface)
{
    struct enum_object *self = impl_from_IVssEnumObject(iface);

    return VSAPI_API("IVssEnumObject.Reset", &self->list->session, enum_reset(self), "");
}

/* The clone stands where the original stands, as with every COM enumerator
 * (docs/decisions.md#clone). */
static HRESULT enum_clone(struct enum_object *self, IVssEnumObject **out)
{
    size_t position;
    HRESULT hr;

    if (!out)
        return vsapi_fail(E_POINTER, "Clone: ppenum is NULL (the requester's mistake)");
    vsapi_mutex_lock(&self->lock);
    position = self->position;
    vsapi_mutex_unlock(&self->lock);
    atomic_fetch_add(&self->list->refs, 1);
    hr = enum_create(self->list, position, out);
    if (FAILED(hr))
        list_unref(self->list);
    return hr;
}

static HRESULT STDMETHODCALLTYPE enum_Clone(IVssEnumObject *iface, IVssEnumObject **ppenum)
{
    struct enum_object *self = impl_from_IVssEnumObject(iface);

    return VSAPI_API("IVssEnumObject.Clone", &self->list->session, enum_clone(self, ppenum), "");
}

static const IVssEnumObjectVtbl enum_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssEnumObject),
    .Next = enum_Next,
    .Skip = enum_Skip,
    .Reset = enum_Reset,
    .Clone = enum_Clone,
};

static const struct vsapi_com_face enum_faces[] = {
    {&IID_IVssEnumObject, offsetof(struct enum_object, IVssEnumObject_iface)},
};

static void enum_destroy(void *object)
{
    struct enum_object *self = object;

    list_unref(self->list);
    vsapi_mutex_finish(&self->lock);
    vsapi_free(self);
}

static const struct vsapi_com_class enum_class = {
    .name = "IVssEnumObject",
    .faces = enum_faces,
    .face_count = sizeof enum_faces / sizeof *enum_faces,
    .destroy = enum_destroy,
};

static HRESULT enum_create(struct enum_list *list, size_t position, IVssEnumObject **out)
{
    struct enum_object *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &enum_class);
    self->IVssEnumObject_iface.lpVtbl = &enum_vtbl;
    self->list = list;
    self->position = position;
    vsapi_mutex_init(&self->lock);
    *out = &self->IVssEnumObject_iface;
    return S_OK;
}

HRESULT vsbackup_enum_create(VSS_OBJECT_PROP *items, size_t count, const VSS_ID *session,
                             IVssEnumObject **out)
{
    struct enum_list *list = vsapi_calloc(1, sizeof *list);
    HRESULT hr;

    *out = NULL;
    if (!list) {
        for (size_t i = 0; i < count; i++)
            vsbackup_object_prop_free(&items[i]);
        CoTaskMemFree(items);
        return vsapi_out_of_memory();
    }
    atomic_init(&list->refs, 1);
    list->session = *session;
    list->count = count;
    list->items = items;
    hr = enum_create(list, 0, out);
    if (FAILED(hr))
        list_unref(list);
    return hr;
}
