/*
 * tests/faces/fixture.h - a Backup Components Document with one writer and two components, and the
 * objects over it.
 */
#ifndef FACES_FIXTURE_H
#define FACES_FIXTURE_H

#include <vstest.h>

#include <vsapi/com.h>
#include <vsapi/faces.h>

static const VSS_ID fixture_writer = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const VSS_ID fixture_instance = {21, 22, 23, {24, 25, 26, 27, 28, 29, 30, 31}};
static const VSS_ID fixture_session = {41, 0, 0, {0}};

struct fixture {
    struct vsapi_bcd *bcd;
    struct vsapi_bcd_writer *writer;
    struct vsapi_bcd_component *data; /* of the first component */
    IVssWriterComponentsExt *components;
    IVssComponentEx2 *component; /* the first */
};

static inline void fixture_document(struct fixture *f)
{
    struct vsapi_bcd_component *second;

    cr_assert_eq(vsapi_bcd_create(&f->bcd), S_OK);
    cr_assert_eq(vsapi_bcd_add_writer(f->bcd, &fixture_writer, &fixture_instance, &f->writer),
                 S_OK);
    cr_assert_eq(
        vsapi_bcd_add_component(f->bcd, f->writer, VSS_CT_DATABASE, "Top\\Sub", "data", &f->data),
        S_OK);
    cr_assert_eq(
        vsapi_bcd_add_component(f->bcd, f->writer, VSS_CT_FILEGROUP, NULL, "files", &second), S_OK);
}

static inline void fixture_open(struct fixture *f, enum vsapi_component_phase phase)
{
    IVssComponent *component;

    fixture_document(f);
    cr_assert_eq(
        vsapi_components_create(f->bcd, f->writer, phase, &fixture_session, &f->components), S_OK);
    cr_assert_eq(f->components->lpVtbl->GetComponent(f->components, 0, &component), S_OK);
    cr_assert_eq(
        component->lpVtbl->QueryInterface(component, &IID_IVssComponentEx2, (void **)&f->component),
        S_OK);
    component->lpVtbl->Release(component);
}

/* Lets go of everything; nothing may be left. */
static inline void fixture_end(struct fixture *f)
{
    cr_expect_eq(f->component->lpVtbl->Release(f->component), 0, "a component leaked");
    cr_expect_eq(f->components->IUnknown_base.lpVtbl->Release(&f->components->IUnknown_base), 0,
                 "the components leaked");
    vsapi_bcd_unref(f->bcd);
    cr_expect_eq(vsapi_com_live(), 0, "an object leaked");
}

#endif
