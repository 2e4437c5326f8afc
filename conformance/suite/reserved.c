/*
 * conformance/suite/reserved.c - methods that their pages call not supported and reserved: they say
 * so, hand out nothing and change nothing.
 */
#include "component_scene.h"
#include "groups.h"

typedef HRESULT recovery_call(IVssBackupComponentsEx2 *face, VSS_ID set, IVssAsync **async);

static HRESULT pre_fast(IVssBackupComponentsEx2 *face, VSS_ID set, IVssAsync **async)
{
    return CALL(face, PreFastRecovery, set, 0, async);
}

static HRESULT fast(IVssBackupComponentsEx2 *face, VSS_ID set, IVssAsync **async)
{
    return CALL(face, FastRecovery, set, 0, async);
}

static const struct recovery_row {
    recovery_call *call;
} pre_fast_row = {pre_fast}, fast_row = {fast};

/* The shadow copy set goes on as if nothing had been asked. */
static void recovery_refused(struct suite *suite, const void *data)
{
    const struct recovery_row *row = data;
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    IVssBackupComponentsEx2 *face;
    IVssAsync *async = (IVssAsync *)suite;

    REQUIRE(requester);
    face = requester_face(suite, requester, &IID_IVssBackupComponentsEx2);
    REQUIRE(face);
    CHECK_HR(row->call(face, requester->set_id, &async), E_NOTIMPL);
    CHECK(!async);
    CHECK(requester_go(suite, requester, AT_COMPLETE));
}

static void add_by_lsn(struct suite *suite, struct scene *scene, enum scene_place place,
                       IVssComponentEx2 *component)
{
    BSTR lsn = SysAllocString(L"1");
    UINT count = 7;

    (void)scene, (void)place;
    CHECK_HR(
        CALL(component, AddDifferencedFilesByLastModifyLSN, L"C:\\suite\\files", L"*", FALSE, lsn),
        E_NOTIMPL);
    SysFreeString(lsn);
    CHECK_HR(CALL(component, GetDifferencedFilesCount, &count), S_OK);
    CHECK(count == 0);
}

static void lsn_refused(struct suite *suite, const void *row)
{
    scene_visit(suite, WHEN(WRITER_PREPARE) | WHEN(WRITER_POST_SNAPSHOT), add_by_lsn, row);
}

static const struct suite_case cases[] = {
    {"IVssBackupComponentsEx2.PreFastRecovery-1", recovery_refused, &pre_fast_row, 0},
    {"IVssBackupComponentsEx2.FastRecovery-1", recovery_refused, &fast_row, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyLSN-1", lsn_refused, NULL, 0},
};
const struct suite_group suite_reserved = SUITE_GROUP("reserved methods", cases);
