/*
 * tests/service/test_import.c - ImportSnapshots, with an array that takes its time: one import is
 * under way at a time, and it can be cancelled between two shadow copies.
 */
#include "rig.h"

#include "vstest.h"

static struct array { /* of the test that runs */
    atomic_bool open;
    atomic_uint asked;
} array;

static HRESULT slow_locate(IUnknown *provider, const VSS_ID *snapshot)
{
    (void)provider;
    (void)snapshot;
    atomic_fetch_add(&array.asked, 1);
    while (!atomic_load(&array.open))
        sched_yield();
    return S_OK;
}
static const struct vsapi_array_ops slow_ops = {.size = sizeof slow_ops, .locate = slow_locate};

/* The toy once more, as a hardware provider. */
static void start(struct rig *rig)
{
    struct vsapi_provider_info info = {.size = sizeof info,
                                       .provider_id = rig_id(7, 3),
                                       .name = "array",
                                       .type = VSS_PROV_HARDWARE,
                                       .array = &slow_ops};

    array = (struct array){0};
    rig_start(rig, VSAPI_DELIVERY_PARALLEL);
    VSTEST_HR(vsapi_service_register_provider(
                  rig->service, &info, (IUnknown *)&rig->toy->IVssSoftwareSnapshotProvider_iface),
              S_OK, "");
}

/* A session with a document of two shadow copies. */
static struct vsapi_session *session_with_document(struct rig *rig)
{
    struct vsapi_session *session;
    struct vsapi_bcd *document;

    VSTEST_HR(vsapi_session_create(rig->service, &session), S_OK, "");
    VSTEST_HR(vsapi_bcd_create(&document), S_OK, "");
    for (unsigned i = 0; i < 2; i++) {
        cr_assert(VSAPI_ARENA_ROOM(document->arena, &document->snapshots));
        document->snapshots.items[document->snapshots.count++] =
            (struct vsapi_bcd_snapshot){.snapshot_id = rig_id(i, 5), .provider_id = rig_id(7, 3)};
    }
    VSTEST_HR(vsapi_session_initialize_for_backup(session, document), S_OK, "");
    return session;
}

static struct vsapi_operation *begin(struct vsapi_session *session)
{
    struct vsapi_operation *operation = NULL;

    VSTEST_HR(vsapi_session_import_snapshots(session, &operation), S_OK, "");
    while (atomic_load(&array.asked) == 0)
        sched_yield();
    return operation;
}

static void end(struct vsapi_operation *operation, HRESULT hr)
{
    atomic_store(&array.open, true);
    VSTEST_HR(vsapi_operation_wait(operation, INFINITE), S_OK, "");
    VSTEST_HR(vsapi_operation_status(operation), hr, "");
    vsapi_operation_unref(operation);
}

Test(service_import, one_is_under_way_at_a_time)
{
    struct rig rig;
    struct vsapi_session *first, *second;
    struct vsapi_operation *operation, *other;

    start(&rig);
    first = session_with_document(&rig);
    second = session_with_document(&rig);
    operation = begin(first);
    VSTEST_HR(vsapi_operation_status(operation), VSS_S_ASYNC_PENDING, "");
    VSTEST_HR(vsapi_session_import_snapshots(first, &other), VSS_E_BAD_STATE, "the same object");
    VSTEST_HR(vsapi_session_import_snapshots(second, &other), VSS_E_BAD_STATE, "another");
    VSTEST_SENTENCE("while another import is under way", "");
    end(operation, VSS_S_ASYNC_FINISHED);
    VSTEST_HR(vsapi_session_import_snapshots(second, &operation), S_OK, "");
    end(operation, VSS_S_ASYNC_FINISHED);
    cr_expect_eq(atomic_load(&array.asked), 4);
    vsapi_session_destroy(first);
    vsapi_session_destroy(second);
    rig_stop(&rig);
}

Test(service_import, it_is_cancelled_between_two_shadow_copies)
{
    struct rig rig;
    struct vsapi_session *session;
    struct vsapi_operation *operation;

    start(&rig);
    session = session_with_document(&rig);
    operation = begin(session);
    VSTEST_HR(vsapi_operation_cancel(operation), S_OK, "");
    end(operation, VSS_S_ASYNC_CANCELLED);
    cr_expect_eq(atomic_load(&array.asked), 1);
    atomic_store(&array.asked, 0);
    operation = begin(session); /* the object is good for another */
    end(operation, VSS_S_ASYNC_FINISHED);
    cr_expect_eq(atomic_load(&array.asked), 2);
    vsapi_session_destroy(session);
    rig_stop(&rig);
}

/* What is released while it runs ends with it. */
Test(service_import, the_object_waits_for_it)
{
    struct rig rig;
    struct vsapi_session *session;
    struct vsapi_operation *operation;

    start(&rig);
    session = session_with_document(&rig);
    operation = begin(session);
    atomic_store(&array.open, true);
    vsapi_session_destroy(session);
    end(operation, VSS_S_ASYNC_FINISHED);
    cr_expect_eq(atomic_load(&array.asked), 2);
    rig_stop(&rig);
}
