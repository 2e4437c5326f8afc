/*
 * vsapi/base/com.c - reference counts and QueryInterface of all our objects.
 *
 * All interfaces of one object share one count. IID_IUnknown is answered by the first face, so that
 * two pointers to one object compare equal as COM wants it.
 */
#include <vsapi/com.h>
#include <vsapi/error.h>

#include <assert.h>
#include <string.h>

static atomic_long live_objects;

void vsapi_com_init(struct vsapi_com *com, const struct vsapi_com_class *cls)
{
    com->cls = cls;
    atomic_init(&com->refs, 1);
    atomic_fetch_add_explicit(&live_objects, 1, memory_order_relaxed);
}

static bool same_iid(const IID *a, const IID *b)
{
    return memcmp(a, b, sizeof *a) == 0;
}

HRESULT vsapi_com_query(struct vsapi_com *com, REFIID iid, void **out)
{
    const struct vsapi_com_class *cls = com->cls;

    if (!out)
        return E_POINTER;
    *out = NULL;
    if (!iid)
        return E_POINTER;
    for (size_t i = 0; i < cls->face_count; i++) {
        const struct vsapi_com_face *face = &cls->faces[i];

        if (same_iid(iid, face->iid) || (i == 0 && same_iid(iid, &IID_IUnknown))) {
            vsapi_com_add_ref(com);
            *out = (char *)com + face->offset;
            return S_OK;
        }
    }
    return E_NOINTERFACE;
}

ULONG vsapi_com_add_ref(struct vsapi_com *com)
{
    return atomic_fetch_add_explicit(&com->refs, 1, memory_order_relaxed) + 1;
}

ULONG vsapi_com_release(struct vsapi_com *com)
{
    unsigned before = atomic_fetch_sub_explicit(&com->refs, 1, memory_order_acq_rel);

    assert(before > 0 && "an object was released more often than referenced");
    if (before != 1)
        return before - 1;
    atomic_fetch_sub_explicit(&live_objects, 1, memory_order_relaxed);
    com->cls->destroy(com);
    return 0;
}

long vsapi_com_live(void)
{
    return atomic_load_explicit(&live_objects, memory_order_relaxed);
}
