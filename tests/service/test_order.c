/*
 * tests/service/test_order.c - which call may come when.
 */
#include "rig.h"

#include "vstest.h"

#define DONE VSS_S_ASYNC_FINISHED
#define BAD VSS_E_BAD_STATE

static const struct order_row {
    const char *words;
    HRESULT hr;           /* of the last word; those before succeed */
    const char *sentence; /* what it says if it failed */
} order_rows[] = {
    {"create init", S_OK, ""},
    {"create init init", BAD, "InitializeForBackup after InitializeForBackup"},
    {"create initrestore init", BAD, "InitializeForBackup after InitializeForRestore"},
    {"create state", BAD, "before InitializeForBackup"},
    {"create initrestore state", BAD, "SetBackupState after InitializeForRestore"},
    {"create gather", BAD, "before InitializeForBackup"},
    {"create init gather gather", BAD, "GatherWriterMetadata for the second time"},
    {"create initrestore gather", DONE, ""},
    {"create init share share", BAD, "SetContext for the second time"},
    {"create init gather rollback", S_OK, ""},
    {"create init gather start share", BAD, "SetContext after StartSnapshotSet"},
    {"create init add", BAD, "before GatherWriterMetadata has completed"},
    {"create init share gather add", BAD, "in a context without writers"},
    {"create init state gather start add", S_OK, ""},
    {"create init state gather start prepare add", BAD, "AddComponent after PrepareForBackup"},
    {"create init gather freemetadata", S_OK, ""},
    {"create init gather freemetadata freemetadata", BAD, "after FreeWriterMetadata"},
    {"create init freemetadata", BAD, "before GatherWriterMetadata has completed"},
    {"create init start", S_OK, ""},
    {"create init start start", BAD, "StartSnapshotSet after StartSnapshotSet"},
    {"create start", BAD, "before InitializeForBackup"},
    {"create initrestore start", BAD, "StartSnapshotSet after InitializeForRestore"},
    {"create init all start", BAD, "VSS_CTX_ALL"},
    {"create init volume", BAD, "AddToSnapshotSet after InitializeForBackup"},
    {"create init state gather start prepare volume", S_OK, ""},
    {"create init state gather prepare", BAD, "PrepareForBackup after InitializeForBackup"},
    {"create init gather start prepare", BAD, "PrepareForBackup before SetBackupState"},
    {"create init state start prepare", BAD, "PrepareForBackup before GatherWriterMetadata"},
    {"create init state gather start prepare prepare", BAD, "after PrepareForBackup"},
    {"create init state gather start prepare state", BAD, "SetBackupState after PrepareForBackup"},
    {"create init share start prepare", BAD, "in a context without writers"},
    {"create init state gather start volume snapshot", BAD, "DoSnapshotSet after StartSnapshotSet"},
    {"create snapshot", BAD, "before InitializeForBackup"},
    {"create init share start volume snapshot", DONE, ""},
    {"create init share start volume snapshot complete", BAD, "in a context without writers"},
    {"create init state gather start prepare snapshot", DONE, ""}, /* an empty set, PROT-209 */
    {RIG_TO_SNAPSHOT " snapshot", BAD, "DoSnapshotSet after DoSnapshotSet"},
    {RIG_TO_SNAPSHOT " volume2", BAD, "AddToSnapshotSet after DoSnapshotSet"},
    {RIG_TO_SNAPSHOT " succeeded", S_OK, ""},
    {"create init state gather succeeded", BAD, "SetBackupSucceeded after InitializeForBackup"},
    {RIG_TO_SNAPSHOT " complete", DONE, ""},
    {RIG_TO_SNAPSHOT " complete complete", BAD, "BackupComplete after BackupComplete"},
    {RIG_TO_SNAPSHOT " complete succeeded", BAD, "SetBackupSucceeded after BackupComplete"},
    {"create init state gather add start prepare complete", DONE, ""}, /* no file needs a copy */
    {"create init state gather complete", BAD, "BackupComplete after InitializeForBackup"},
    {RIG_TO_SNAPSHOT " abort complete", BAD, "BackupComplete after the backup was aborted"},
    {"create abort", BAD, "AbortBackup before InitializeForBackup"},
    {"create init abort start", S_OK, ""}, /* nothing was under way: ignored */
    {"create initrestore abort gather", DONE, ""},
    {"create init start abort start", BAD, "after the backup was aborted"},
    {RIG_TO_SNAPSHOT " complete abort status", DONE, ""},
    {"create init status", DONE, ""},
    {"create initrestore status", DONE, ""},
    {"create init freestatus", BAD, "before GatherWriterStatus"},
    {"create init gather status freestatus", S_OK, ""},
    {"create init gather status freestatus freestatus", BAD, "after FreeWriterStatus"},
    {"create save", BAD, "SaveAsXML before InitializeForBackup"},
    {"create init save", S_OK, ""},
    {"create initrestore prerestore", BAD, "PreRestore before GatherWriterMetadata"},
    {"create initrestore gather prerestore", DONE, ""},
    {"create initrestore gather postrestore", BAD, "PostRestore after InitializeForRestore"},
    {"create initrestore gather prerestore postrestore", DONE, ""},
    {"create initrestore gather prerestore prerestore", BAD, "PreRestore after PreRestore"},
    {"create initrestore gather prerestore postrestore postrestore", BAD, "after PostRestore"},
    {"create init gather prerestore", BAD, "PreRestore after InitializeForBackup"},
};

static void order_check(const struct order_row *row, enum vsapi_delivery delivery)
{
    struct toy a = {.name = "A", .components = 1};
    char before[512];
    char *last;
    struct rig rig;

    rig_start(&rig, delivery);
    toy_subscribe(&rig, &a, 1);
    snprintf(before, sizeof before, "%s", row->words);
    last = strrchr(before, ' ');
    *last++ = '\0';
    cr_expect(SUCCEEDED(rig_do(&rig, before)), "%s: %s", before, vsapi_last_message());
    VSTEST_HR(rig_do(&rig, last), row->hr, row->words);
    if (FAILED(row->hr))
        VSTEST_SENTENCE(row->sentence, row->words);
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}

VSTEST_TABLE(service_order, a_call_out_of_order_says_what_is_wrong, order_rows)
{
    order_check(&order_rows[*row_], VSAPI_DELIVERY_INLINE);
}

VSTEST_TABLE(service_order, the_order_is_the_same_with_threads, order_rows)
{
    order_check(&order_rows[*row_], VSAPI_DELIVERY_PARALLEL);
}

/* Waits in PrepareForBackup until the test lets it go. */
static void act_wait(struct toy *toy, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    (void)event;
    (void)answer;
    while (!atomic_load(&toy->open))
        vsapi_clock_sleep(vsapi_clock_current(), 0);
}

Test(service_order, while_an_operation_runs_the_next_has_to_wait)
{
    struct toy a = {.name = "A", .components = 1};
    struct rig rig;

    RIG_PLAN(&a, PREPARE_FOR_BACKUP).act = act_wait;
    rig_start(&rig, VSAPI_DELIVERY_PARALLEL);
    toy_subscribe(&rig, &a, 1);
    VSTEST_HR(rig_do(&rig, "create init state gather add start volume prepare&"), S_OK, "");
    VSTEST_HR(vsapi_operation_status(rig.operation), VSS_S_ASYNC_PENDING, "");
    VSTEST_HR(rig_do(&rig, "snapshot"), VSS_E_BAD_STATE, "");
    VSTEST_HR(rig_do(&rig, "volume2"), VSS_E_BAD_STATE, "");
    VSTEST_SENTENCE("still runs", "");
    atomic_store(&a.open, true);
    VSTEST_HR(vsapi_operation_wait(rig.operation, INFINITE), S_OK, "");
    VSTEST_HR(rig_do(&rig, "snapshot"), VSS_S_ASYNC_FINISHED, "");
    rig_release(&rig);
    vsapi_service_unsubscribe(a.subscription);
    rig_stop(&rig);
}

static const struct context_row {
    const char *name;
    LONG context;
    HRESULT hr;
} context_rows[] = {
    {"backup", VSS_CTX_BACKUP, S_OK},
    {"file share backup", VSS_CTX_FILE_SHARE_BACKUP, S_OK},
    {"nas rollback", VSS_CTX_NAS_ROLLBACK, S_OK},
    {"app rollback", VSS_CTX_APP_ROLLBACK, S_OK},
    {"client accessible", VSS_CTX_CLIENT_ACCESSIBLE, S_OK},
    {"client accessible with writers", VSS_CTX_CLIENT_ACCESSIBLE_WRITERS, S_OK},
    {"all", (LONG)VSS_CTX_ALL, S_OK},
    {"transportable", VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_TRANSPORTABLE, S_OK},
    {"no recovery", VSS_CTX_APP_ROLLBACK | VSS_VOLSNAP_ATTR_NO_AUTORECOVERY, S_OK},
    {"plex", VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_PLEX, S_OK},
    {"plex and differential",
     VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_PLEX | VSS_VOLSNAP_ATTR_DIFFERENTIAL, E_INVALIDARG},
    {"client accessible takes no attribute",
     VSS_CTX_CLIENT_ACCESSIBLE | VSS_VOLSNAP_ATTR_TRANSPORTABLE, E_INVALIDARG},
    {"persistent by hand", VSS_VOLSNAP_ATTR_PERSISTENT, E_INVALIDARG},
    {"what the service sets", VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_HARDWARE_ASSISTED, E_INVALIDARG},
    {"unknown bits", 0x40000000, E_INVALIDARG},
};

VSTEST_TABLE(service_order, contexts_are_checked, context_rows)
{
    const struct context_row *row = &context_rows[*row_];
    struct rig rig;

    rig_start(&rig, VSAPI_DELIVERY_INLINE);
    rig_do(&rig, "create init");
    VSTEST_HR(vsapi_session_set_context(rig.session, row->context), row->hr, row->name);
    cr_expect_eq(vsapi_session_context(rig.session), SUCCEEDED(row->hr) ? row->context : 0, "%s",
                 row->name);
    rig_stop(&rig);
}
