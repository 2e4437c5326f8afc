/*
 * conformance/suite/backup_events.c - IVssBackupComponents: the events of a backup and its
 * document. PrepareForBackup, AbortBackup, BackupComplete, SaveAsXML.
 */
#include "groups.h"
#include "hold.h"
#include "layers.h"

#include <wchar.h>

/* Two instances of the suite's writer and one of another; a backup without components has them all.
 */
#define SOME 3

static bool some_writers(struct suite *suite, struct suite_writer *writers[SOME])
{
    static const VSS_ID other = {0x5e17e000, 0x0002, 0x4000, {0x80, 1, 2, 3, 4, 5, 6, 7}};
    const struct suite_writer_options options[SOME] = {
        {.instance_name = L"1"}, {.instance_name = L"2"}, {.writer_id = &other, .name = L"Other"}};

    for (size_t i = 0; i < SOME; i++)
        if (!CHECK_HR(suite_writer_begin(suite, &options[i], &writers[i]), S_OK))
            return false;
    return true;
}

static bool all_had(struct suite_writer *const writers[SOME], enum suite_event event,
                    unsigned count)
{
    for (size_t i = 0; i < SOME; i++)
        if (suite_writer_events(writers[i], event) != count)
            return false;
    return true;
}

static struct requester *without_components(struct suite *suite, enum requester_point point)
{
    struct requester *requester = requester_at(suite, AT_VOLUME);

    if (!requester ||
        !CHECK_HR(CALL(requester->backup, SetBackupState, false, false, VSS_BT_FULL, false), S_OK))
        return NULL;
    return requester_go(suite, requester, point) ? requester : NULL;
}

/* ---- PrepareForBackup --------------------------------------------------------------------------
 */

static void prepare_reaches_all(struct suite *suite, const void *row)
{
    struct suite_writer *writers[SOME];
    struct requester *requester;

    (void)row;
    REQUIRE(some_writers(suite, writers));
    requester = without_components(suite, AT_ADDED);
    REQUIRE(requester);
    CHECK(all_had(writers, SUITE_PREPARE_BACKUP, 0));
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK(all_had(writers, SUITE_PREPARE_BACKUP, 1));
}

static bool count_components(struct suite_writer *writer, const struct suite_event_args *args)
{
    return args->components &&
           CALL(args->components, GetComponentCount, (UINT *)suite_writer_context(writer)) == S_OK;
}

static void document_is_available(struct suite *suite, const void *row)
{
    UINT seen = 77;
    const struct suite_writer_options options = {.on = {[SUITE_PREPARE_BACKUP] = count_components},
                                                 .context = &seen};
    struct suite_writer *writer;
    struct requester *requester;

    (void)row;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    requester = requester_at(suite, AT_ADDED);
    REQUIRE(requester);
    CHECK(seen == 77);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK(seen == 2);
}

static void prepare_needs_a_state(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, GatherWriterMetadata), S_OK);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), S_OK);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), VSS_E_BAD_STATE);
    CHECK(suite_writer_events(requester->writer, SUITE_PREPARE_BACKUP) == 0);
    CHECK_HR(CALL(requester->backup, SetBackupState, false, false, VSS_BT_FULL, false), S_OK);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK(suite_writer_events(requester->writer, SUITE_PREPARE_BACKUP) == 1);
}

static void comes_before_prepare(struct suite *suite, const void *row)
{
    struct requester *early = requester_at(suite, AT_GATHERED);
    struct requester *requester = requester_at(suite, AT_PREPARED);
    VSS_ID id;

    (void)row;
    REQUIRE(early && requester);
    CHECK_HR(requester_finish(early->backup, PrepareForBackup), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, SetBackupOptions, requester->writer_id, VSS_CT_DATABASE, NULL,
                  L"base", L"x"),
             VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, SetPreviousBackupStamp, requester->writer_id, VSS_CT_DATABASE,
                  NULL, L"base", L"x"),
             VSS_E_BAD_STATE);
}

/* S_OK of the start is no outcome: that is with the IVssAsync. */
static void start_is_no_outcome(struct suite *suite, const void *row)
{
    IVssAsync *async =
        suite_hold_in(suite, SUITE_PREPARE_BACKUP, AT_ADDED, suite_start_PrepareForBackup, NULL);
    HRESULT result = S_OK;

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_PENDING);
    CHECK_HR(CALL(async, Cancel), S_OK);
    suite_hold_let_go();
    CALL(async, Wait, INFINITE);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_CANCELLED);
}

/* ---- what writers change in the document -------------------------------------------------------
 */

static const WCHAR *const marks[SUITE_EVENT_COUNT_] = {[SUITE_PREPARE_BACKUP] = L"in prepare",
                                                       [SUITE_POST_SNAPSHOT] = L"in post snapshot",
                                                       [SUITE_BACKUP_COMPLETE] = L"in complete"};
static HRESULT mark_results[SUITE_EVENT_COUNT_];

static bool set_mark(const struct suite_event_args *args, enum suite_event event)
{
    IVssComponent *component = NULL;

    if (CALL(args->components, GetComponent, event == SUITE_POST_SNAPSHOT, &component) != S_OK)
        return false;
    mark_results[event] = CALL(component, SetBackupMetadata, marks[event]);
    CALL(component, Release);
    return true;
}

static bool mark_prepare(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer;
    return set_mark(args, SUITE_PREPARE_BACKUP);
}

static bool mark_post_snapshot(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer;
    return set_mark(args, SUITE_POST_SNAPSHOT);
}

static bool mark_complete(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer;
    return set_mark(args, SUITE_BACKUP_COMPLETE);
}

static struct requester *with_marks(struct suite *suite, enum requester_point point)
{
    const struct suite_writer_options options = {.on = {[SUITE_PREPARE_BACKUP] = mark_prepare,
                                                        [SUITE_POST_SNAPSHOT] = mark_post_snapshot,
                                                        [SUITE_BACKUP_COMPLETE] = mark_complete}};
    struct suite_writer *writer;

    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    return requester_at(suite, point);
}

/* Is that in the document as it would be saved now? */
static bool saved_has(struct suite *suite, struct requester *requester, const WCHAR *text)
{
    BSTR document = NULL;
    bool has;

    if (!CHECK_HR(CALL(requester->backup, SaveAsXML, &document), S_OK))
        return false;
    has = wcsstr(document, text) != NULL;
    SysFreeString(document);
    return has;
}

/* Writers may change it in PrepareForBackup and until PostSnapshot; in BackupComplete no more. */
static void writers_change_it(struct suite *suite, const void *row)
{
    struct requester *requester = with_marks(suite, AT_ADDED);

    (void)row;
    REQUIRE(requester);
    CHECK(!saved_has(suite, requester, L"in prepare"));
    REQUIRE(requester_go(suite, requester, AT_PREPARED));
    CHECK_HR(mark_results[SUITE_PREPARE_BACKUP], S_OK);
    CHECK(saved_has(suite, requester, L"in prepare"));
    CHECK(!saved_has(suite, requester, L"in post snapshot"));
    REQUIRE(requester_go(suite, requester, AT_SNAPSHOT));
    CHECK_HR(mark_results[SUITE_POST_SNAPSHOT], S_OK);
    CHECK(saved_has(suite, requester, L"in post snapshot"));
    REQUIRE(requester_go(suite, requester, AT_COMPLETE));
    CHECK_HR(mark_results[SUITE_BACKUP_COMPLETE], VSS_E_BAD_STATE);
    CHECK(!saved_has(suite, requester, L"in complete"));
}

/* ---- SaveAsXML ---------------------------------------------------------------------------------
 */

static UINT components_in(struct suite *suite, const WCHAR *text, bool restore)
{
    struct requester *requester = requester_at(suite, AT_NEW);
    BSTR document = SysAllocString(text);
    UINT count = 0;

    if (!requester)
        return 0;
    CHECK_HR(restore ? CALL(requester->backup, InitializeForRestore, document)
                     : CALL(requester->backup, InitializeForBackup, document),
             S_OK);
    SysFreeString(document);
    if (CHECK_HR(CALL(requester->backup, GetWriterComponentsCount, &count), S_OK) && count == 1)
        CALL(requester_components(suite, requester), GetComponentCount, &count);
    requester_end(requester);
    return count;
}

static void save_gives_the_document(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_COMPLETE);
    BSTR document = NULL, again = NULL;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, SaveAsXML, &document), S_OK);
    CHECK(wcsstr(document, L"BACKUP_COMPONENTS"));
    CHECK(components_in(suite, document, true) == 2);
    CHECK(components_in(suite, document, false) == 2);
    CHECK_HR(CALL(requester->backup, SaveAsXML, &again), S_OK);
    CHECK_TEXT(again, document);
    SysFreeString(document);
    SysFreeString(again);
}

/* Before PrepareForBackup, what writers say is not in it. */
static void save_before_prepare(struct suite *suite, const void *row)
{
    struct requester *requester = with_marks(suite, AT_GATHERED);

    (void)row;
    REQUIRE(requester);
    CHECK(!saved_has(suite, requester, L"\"files\""));
    REQUIRE(requester_go(suite, requester, AT_ADDED));
    CHECK(!saved_has(suite, requester, L"in prepare"));
    REQUIRE(requester_go(suite, requester, AT_PREPARED));
    CHECK(saved_has(suite, requester, L"\"files\"") && saved_has(suite, requester, L"in prepare"));
}

/* A copy has what was said until then: how components went is in a later one only. */
static void save_follows_the_requester(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    BSTR early = NULL, late = NULL;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, SaveAsXML, &early), S_OK);
    CHECK(components_in(suite, early, true) == 2);
    REQUIRE(requester_go(suite, requester, AT_SUCCEEDED));
    REQUIRE_HR(CALL(requester->backup, SaveAsXML, &late), S_OK);
    CHECK(!wcsstr(early, L"backupSucceeded=\"yes\""));
    CHECK(wcsstr(late, L"backupSucceeded=\"yes\""));
    SysFreeString(early);
    SysFreeString(late);
}

/* Each text is a new one, and whoever asked for it frees it. */
static void text_is_the_callers(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_COMPLETE);
    BSTR first = NULL, second = NULL;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SaveAsXML, &first), S_OK);
    CHECK_HR(CALL(requester->backup, SaveAsXML, &second), S_OK);
    requester_end(requester);
    REQUIRE(first && second);
    CHECK(first != second);
    first[0] = L'#';
    CHECK(second[0] != L'#');
    SysFreeString(first);
    SysFreeString(second);
}

/* ---- AbortBackup -------------------------------------------------------------------------------
 */

static void abort_reaches_all(struct suite *suite, const void *row)
{
    struct suite_writer *writers[SOME];
    struct requester *requester;

    (void)row;
    REQUIRE(some_writers(suite, writers));
    requester = without_components(suite, AT_PREPARED);
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, AbortBackup), S_OK);
    CHECK(all_had(writers, SUITE_ABORT, 1)); /* at once: there is nothing to wait for */
    CHECK(all_had(writers, SUITE_PREPARE_SNAPSHOT, 0));
}

/* Until the abort nobody else may make a shadow copy. */
static void abort_makes_room(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SET);
    struct requester *other = requester_at(suite, AT_GATHERED);
    VSS_ID id;

    (void)row;
    REQUIRE(requester && other);
    CHECK_HR(CALL(other->backup, StartSnapshotSet, &id), VSS_E_SNAPSHOT_SET_IN_PROGRESS);
    CHECK_HR(CALL(requester->backup, AbortBackup), S_OK);
    CHECK_HR(CALL(other->backup, StartSnapshotSet, &id), S_OK);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), VSS_E_BAD_STATE);
}

static void abort_of_nothing(struct suite *suite, const void *row)
{
    static const enum requester_point points[] = {AT_INITIALIZED, AT_GATHERED, AT_COMPLETE,
                                                  AT_ABORTED};

    (void)row;
    for (size_t i = 0; i < sizeof points / sizeof *points; i++) {
        struct requester *requester = requester_at(suite, points[i]);
        unsigned before;

        REQUIRE(requester);
        before = suite_writer_events(requester->writer, SUITE_ABORT);
        CHECK_HR(CALL(requester->backup, AbortBackup), S_OK);
        CHECK(suite_writer_events(requester->writer, SUITE_ABORT) == before);
        requester_end(requester);
    }
}

/* ---- BackupComplete ----------------------------------------------------------------------------
 */

static void complete_reaches_all(struct suite *suite, const void *row)
{
    struct suite_writer *writers[SOME];
    struct requester *requester;
    IVssAsync *async = NULL;
    HRESULT result = S_OK;

    (void)row;
    REQUIRE(some_writers(suite, writers));
    requester = without_components(suite, AT_SNAPSHOT);
    REQUIRE(requester);
    CHECK(all_had(writers, SUITE_BACKUP_COMPLETE, 0));
    REQUIRE_HR(CALL(requester->backup, BackupComplete, &async), S_OK);
    suite_release_at_end(suite, async);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
    CHECK(all_had(writers, SUITE_BACKUP_COMPLETE, 1));
}

/* The shadow copy is there when writers are in PostSnapshot; the backup can still be given up. */
static void cancel_ends_the_backup(struct suite *suite, const void *row)
{
    struct requester *requester = NULL;
    IVssAsync *async = suite_hold_in(suite, SUITE_POST_SNAPSHOT, AT_PREPARED,
                                     suite_start_DoSnapshotSet, &requester);
    HRESULT result = S_OK;

    (void)row;
    REQUIRE(async);
    CHECK_HR(CALL(async, Cancel), S_OK);
    suite_hold_let_go();
    CALL(async, Wait, INFINITE);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_CANCELLED);
    CHECK_HR(requester_finish(requester->backup, BackupComplete), VSS_E_BAD_STATE);
}

/* Without GatherWriterStatus afterwards the writer's session ends all the same, and it can serve
 * the next backup. */
static void ends_without_status(struct suite *suite, const void *row)
{
    (void)row;
    for (unsigned i = 1; i <= 3; i++) {
        struct requester *requester = requester_at(suite, AT_COMPLETE);

        REQUIRE(requester);
        requester_end(requester);
        CHECK(suite_writer_events(requester->writer, SUITE_BACKUP_COMPLETE) == i);
        CHECK(suite_writer_events(requester->writer, SUITE_BACKUP_SHUTDOWN) == i);
    }
}

/* A writer that has gone fails it; the others have their event. */
static void writer_is_lost(struct suite *suite, const void *row)
{
    struct suite_writer *writers[SOME];
    struct requester *requester;

    (void)row;
    REQUIRE(some_writers(suite, writers));
    requester = without_components(suite, AT_SNAPSHOT);
    REQUIRE(requester);
    suite_writer_end(writers[1]);
    CHECK_HR(requester_finish(requester->backup, BackupComplete), VSS_E_UNEXPECTED_WRITER_ERROR);
    CHECK(suite_writer_events(writers[0], SUITE_BACKUP_COMPLETE) == 1);
    CHECK(suite_writer_events(writers[1], SUITE_BACKUP_COMPLETE) == 0);
    CHECK(suite_writer_events(writers[2], SUITE_BACKUP_COMPLETE) == 1);
}

#define PREPARE(row) "IVssBackupComponents.PrepareForBackup" row
#define SAVE(row) "IVssBackupComponents.SaveAsXML" row
#define ABORT(row) "IVssBackupComponents.AbortBackup" row
#define COMPLETE(row) "IVssBackupComponents.BackupComplete" row

static const struct suite_case cases[] = {
    {PREPARE("/S_OK"), document_is_available, NULL, 0},
    {PREPARE("-1"), prepare_reaches_all, NULL, 0},
    {PREPARE("-2"), document_is_available, NULL, 0},
    {PREPARE("-3"), prepare_needs_a_state, NULL, 0},
    {PREPARE("-4"), writers_change_it, NULL, 0},
    {PREPARE("-5"), comes_before_prepare, NULL, 0},
    {PREPARE("-6"), start_is_no_outcome, NULL, 0},
    {SAVE("/S_OK"), save_gives_the_document, NULL, 0},
    {SAVE("-1"), save_gives_the_document, NULL, 0},
    {SAVE("-2"), save_before_prepare, NULL, 0},
    {SAVE("-3"), save_follows_the_requester, NULL, 0},
    {SAVE("-4"), writers_change_it, NULL, 0},
    {SAVE("-5"), save_follows_the_requester, NULL, 0},
    {SAVE("-6"), save_follows_the_requester, NULL, 0},
    {SAVE("-7"), save_gives_the_document, NULL, 0},
    {SAVE("-8"), text_is_the_callers, NULL, 0},
    {ABORT("/S_OK"), abort_reaches_all, NULL, 0},
    {ABORT("-1"), abort_makes_room, NULL, 0},
    {ABORT("-2"), abort_of_nothing, NULL, 0},
    {ABORT("-3"), abort_reaches_all, NULL, 0},
    {ABORT("-4"), abort_reaches_all, NULL, 0},
    {"IVssBackupComponents.DoSnapshotSet-10", abort_makes_room, NULL, 0},
    {COMPLETE("/S_OK"), complete_reaches_all, NULL, 0},
    {COMPLETE("-1"), complete_reaches_all, NULL, 0},
    {COMPLETE("-6"), ends_without_status, NULL, 0},
    {"IVssBackupComponents.GatherWriterStatus-4", ends_without_status, NULL, 0},
    {"IVssAsync-4", cancel_ends_the_backup, NULL, 0},
    {COMPLETE("-7"), cancel_ends_the_backup, NULL, 0},
    {COMPLETE("/VSS_E_UNEXPECTED_WRITER_ERROR"), writer_is_lost, NULL, 0},
};
const struct suite_group suite_backup_events = SUITE_GROUP("IVssBackupComponents: events", cases);
