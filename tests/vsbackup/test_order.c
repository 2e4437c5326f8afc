/*
 * tests/vsbackup/test_order.c - which call may come when: sequences of calls
 * (tests/support/scene.h) and what the last one answers.
 */
#include <scene.h>
#include <vstest.h>

static const struct order_row {
    const char *calls;
    HRESULT hr;
} order_rows[] = {
    /* before the object is initialized */
    {"create state", VSS_E_BAD_STATE},
    {"create gather", VSS_E_BAD_STATE},
    {"create context", VSS_E_BAD_STATE},
    {"create start", VSS_E_BAD_STATE},
    {"create add", VSS_E_BAD_STATE},
    {"create prepare", VSS_E_BAD_STATE},
    {"create snapshot", VSS_E_BAD_STATE},
    {"create complete", VSS_E_BAD_STATE},
    {"create abort", VSS_E_BAD_STATE},
    {"create gatherstatus", VSS_E_BAD_STATE},
    {"create save", VSS_E_BAD_STATE},
    {"create prerestore", VSS_E_BAD_STATE},
    {"create disable", VSS_E_BAD_STATE},
    /* initializing */
    {"create init", S_OK},
    {"create init init", VSS_E_BAD_STATE},
    {"create init context", S_OK},
    {"create init context context", VSS_E_BAD_STATE},
    {"create init start context", VSS_E_BAD_STATE},
    {"create init state state", S_OK},
    {"create init restorestate", VSS_E_BAD_STATE},
    /* writer metadata */
    {"create init count", VSS_E_BAD_STATE},
    {"create init gather count", S_OK},
    {"create init gather gather", VSS_E_BAD_STATE},
    {"create init freemetadata", VSS_E_BAD_STATE},
    {"create init gather freemetadata", S_OK},
    {"create init gather freemetadata count", VSS_E_BAD_STATE},
    {"create init gather freemetadata freemetadata", VSS_E_BAD_STATE},
    {"create init disable gather", S_OK},
    /* components */
    {"create init state add", VSS_E_BAD_STATE},
    {"create init state gather add", S_OK},
    {"create init state gather freemetadata add", S_OK},
    {"create init state gather add add", VSS_E_OBJECT_ALREADY_EXISTS},
    {"create init state gather options", VSS_E_OBJECT_NOT_FOUND},
    {"create init state gather add options", S_OK},
    {"create init state gather add start volume prepare options", VSS_E_BAD_STATE},
    {"create init state gather start volume prepare add", VSS_E_BAD_STATE},
    {"create init state gather add succeed", VSS_E_BAD_STATE},
    {"create init state gather add select", VSS_E_BAD_STATE},
    {"create init state gather add target", VSS_E_BAD_STATE},
    {"create init state gather add filestatus", VSS_E_BAD_STATE},
    /* the set */
    {"create init volume", VSS_E_BAD_STATE},
    {"create init start start", VSS_E_BAD_STATE},
    {"create init state gather add prepare", VSS_E_BAD_STATE},
    {"create init gather start volume prepare", VSS_E_BAD_STATE},
    {"create init state gather add start volume snapshot", VSS_E_BAD_STATE},
    {"create init state gather add start volume prepare prepare", VSS_E_BAD_STATE},
    {SCENE_TO_SNAPSHOT, S_OK},
    {SCENE_TO_SNAPSHOT " snapshot", VSS_E_BAD_STATE},
    {SCENE_TO_SNAPSHOT " properties", S_OK},
    /* the end */
    {"create init state gather add start volume complete", VSS_E_BAD_STATE},
    {SCENE_TO_SNAPSHOT " succeed complete", S_OK},
    {SCENE_TO_SNAPSHOT " succeed complete complete", VSS_E_BAD_STATE},
    {SCENE_TO_SNAPSHOT " succeed complete succeed", VSS_E_BAD_STATE},
    {SCENE_TO_SNAPSHOT " succeed complete save", S_OK},
    {"create init abort", S_OK},
    {"create init state gather add start volume abort", S_OK},
    {"create init state gather add start volume abort prepare", VSS_E_BAD_STATE},
    {SCENE_TO_SNAPSHOT " abort complete", VSS_E_BAD_STATE},
    /* status */
    {"create init readstatus", VSS_E_BAD_STATE},
    {"create init gatherstatus readstatus", S_OK},
    {"create init gatherstatus freestatus readstatus", VSS_E_BAD_STATE},
    {"create init freestatus", VSS_E_BAD_STATE},
    {"create init gatherstatus freestatus gatherstatus readstatus", S_OK},
    /* a backup's calls in a restore, and the other way round */
    {"create init prerestore", VSS_E_BAD_STATE},
    {"create init postrestore", VSS_E_BAD_STATE},
};

VSTEST_TABLE(order, calls_out_of_order_are_refused, order_rows)
{
    const struct order_row *row = &order_rows[*row_];
    struct scene scene;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, row->calls);
    cr_assert_not_null(scene_writer_add(&scene, "ledger", 2));
    VSTEST_HR(scene_do(&scene, row->calls), row->hr, row->calls);
    cr_expect_eq(scene.step[scene.step_length], '\0', "%s: stopped at %.*s", row->calls,
                 (int)scene.step_length, scene.step);
    if (FAILED(row->hr))
        cr_expect_neq(vsapi_last_message()[0], '\0', "%s: no sentence", row->calls);
    cr_expect_eq(scene_release(&scene), 0, "%s: a reference is left", row->calls);
    VSTEST_HR(scene_end(&scene), S_OK, row->calls);
}

/* ---- restores: after a whole backup
 * ------------------------------------------------------------------ */

static const struct order_row restore_rows[] = {
    {"create select", VSS_E_BAD_STATE},
    {"create initrestore", S_OK},
    {"create initrestore select", VSS_E_OBJECT_NOT_FOUND}, /* whose writer is not known to run */
    {"create initrestore init", VSS_E_BAD_STATE},
    {"create init initrestore", VSS_E_BAD_STATE},
    {"create initrestore state", VSS_E_BAD_STATE},
    {"create initrestore restorestate", S_OK},
    {"create initrestore gather", S_OK},
    {"create initrestore gather add", VSS_E_BAD_STATE},
    {"create initrestore gather start", VSS_E_BAD_STATE},
    {"create initrestore gather context", VSS_E_BAD_STATE},
    {"create initrestore gather prepare", VSS_E_BAD_STATE},
    {"create initrestore gather snapshot", VSS_E_BAD_STATE},
    {"create initrestore gather complete", VSS_E_BAD_STATE},
    {"create initrestore gather succeed", VSS_E_BAD_STATE},
    {"create initrestore gather options", VSS_E_BAD_STATE},
    {"create initrestore prerestore", VSS_E_BAD_STATE},
    {"create initrestore gather select", S_OK},
    {"create initrestore gather gatherstatus readstatus freestatus select", S_OK},
    {"create initrestore gather select target", S_OK},
    {"create initrestore gather select filestatus", VSS_E_BAD_STATE},
    {"create initrestore gather select postrestore", VSS_E_BAD_STATE},
    {"create initrestore gather select prerestore", S_OK},
    {"create initrestore gather select prerestore select", VSS_E_BAD_STATE},
    {"create initrestore gather select prerestore restorestate", VSS_E_BAD_STATE},
    {"create initrestore gather select prerestore prerestore", VSS_E_BAD_STATE},
    {"create initrestore gather select prerestore filestatus postrestore", S_OK},
    {"create initrestore gather select prerestore postrestore postrestore", VSS_E_BAD_STATE},
    {"create initrestore gather select prerestore postrestore filestatus", VSS_E_BAD_STATE},
    {"create initrestore gather select prerestore postrestore target", VSS_E_BAD_STATE},
    {"create initrestore gather select prerestore abort", S_OK},
    {"create initrestore gather select prerestore abort postrestore", S_OK},
    {SCENE_RESTORE, S_OK},
};

VSTEST_TABLE(order, a_restore_has_an_order_of_its_own, restore_rows)
{
    const struct order_row *row = &restore_rows[*row_];
    struct scene scene;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, row->calls);
    cr_assert_not_null(scene_writer_add(&scene, "ledger", 2));
    VSTEST_HR(scene_do(&scene, SCENE_BACKUP), S_OK, "the backup");
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, row->calls), row->hr, row->calls);
    cr_expect_eq(scene.step[scene.step_length], '\0', "%s: stopped at %.*s", row->calls,
                 (int)scene.step_length, scene.step);
    VSTEST_HR(scene_end(&scene), S_OK, row->calls);
}
