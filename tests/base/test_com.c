/* tests/base/test_com.c - counting, identity and QueryInterface of an object with two faces. */
#include "vstest.h"

#include <vsapi/com.h>

struct thing {
    struct vsapi_com com;
    IClassFactory IClassFactory_iface;
    ISequentialStream ISequentialStream_iface;
    int *destroyed;
};

static const IID iid_stream = {
    0x0c733a30, 0x2a1c, 0x11ce, {0xad, 0xe5, 0, 0xaa, 0, 0x44, 0x77, 0x3d}};
static const IID iid_other = {1, 2, 3, {4}};

VSAPI_COM_FACE(IClassFactory, thing)
VSAPI_COM_FACE(ISequentialStream, thing)

static const IClassFactoryVtbl factory_vtbl = {VSAPI_COM_IUNKNOWN(IClassFactory)};
static const ISequentialStreamVtbl stream_vtbl = {VSAPI_COM_IUNKNOWN(ISequentialStream)};

static void thing_destroy(void *object)
{
    ++*((struct thing *)object)->destroyed;
}

static const struct vsapi_com_face faces[] = {
    {&IID_IClassFactory, offsetof(struct thing, IClassFactory_iface)},
    {&iid_stream, offsetof(struct thing, ISequentialStream_iface)},
};
static const struct vsapi_com_class thing_class = {"thing", faces, 2, thing_destroy};

static void thing_init(struct thing *thing, int *destroyed)
{
    vsapi_com_init(&thing->com, &thing_class);
    thing->IClassFactory_iface.lpVtbl = &factory_vtbl;
    thing->ISequentialStream_iface.lpVtbl = &stream_vtbl;
    thing->destroyed = destroyed;
}

Test(com, an_object_lives_until_its_last_reference_goes)
{
    struct thing thing;
    int destroyed = 0;
    long live = vsapi_com_live();

    thing_init(&thing, &destroyed);
    cr_expect_eq(vsapi_com_live(), live + 1);
    cr_expect_eq(thing.IClassFactory_iface.lpVtbl->AddRef(&thing.IClassFactory_iface), 2);
    cr_expect_eq(thing.ISequentialStream_iface.lpVtbl->AddRef(&thing.ISequentialStream_iface), 3);
    cr_expect_eq(thing.IClassFactory_iface.lpVtbl->Release(&thing.IClassFactory_iface), 2);
    cr_expect_eq(vsapi_com_release(&thing.com), 1);
    cr_expect_eq(destroyed, 0);
    cr_expect_eq(thing.ISequentialStream_iface.lpVtbl->Release(&thing.ISequentialStream_iface), 0);
    cr_expect_eq(destroyed, 1);
    cr_expect_eq(vsapi_com_live(), live);
}

static const struct query_row {
    const char *name;
    const IID *iid;
    HRESULT hr;
    size_t offset;
} query_rows[] = {
    {"IUnknown is the first face", &IID_IUnknown, S_OK,
     offsetof(struct thing, IClassFactory_iface)},
    {"first face", &IID_IClassFactory, S_OK, offsetof(struct thing, IClassFactory_iface)},
    {"second face", &iid_stream, S_OK, offsetof(struct thing, ISequentialStream_iface)},
    {"another interface", &iid_other, E_NOINTERFACE, 0},
    {"no interface", NULL, E_POINTER, 0},
};

VSTEST_TABLE(com, query_interface_hands_out_the_face_that_was_asked_for, query_rows)
{
    const struct query_row *row = &query_rows[*row_];
    struct thing thing;
    int destroyed = 0;
    void *out = &thing;
    ISequentialStream *stream = &thing.ISequentialStream_iface;

    thing_init(&thing, &destroyed);
    VSTEST_HR(stream->lpVtbl->QueryInterface(stream, row->iid, &out), row->hr, row->name);
    if (SUCCEEDED(row->hr)) {
        cr_expect_eq(out, (char *)&thing + row->offset, "%s", row->name);
        cr_expect_eq(vsapi_com_release(&thing.com), 1, "%s: not counted", row->name);
    } else {
        cr_expect_null(out, "%s", row->name);
    }
    cr_expect_eq(vsapi_com_release(&thing.com), 0, "%s: counted too often", row->name);
}

Test(com, query_interface_needs_a_place_for_its_result)
{
    struct thing thing;
    int destroyed = 0;

    thing_init(&thing, &destroyed);
    VSTEST_HR(vsapi_com_query(&thing.com, &IID_IUnknown, NULL), E_POINTER, "");
    cr_expect_eq(vsapi_com_release(&thing.com), 0);
}
