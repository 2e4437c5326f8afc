/*
 * conformance/suite/restore_events.c - IVssBackupComponents: PreRestore and PostRestore.
 */
#include "restore_methods.h"

#include "groups.h"

typedef HRESULT (*starter)(IVssBackupComponents *backup, IVssAsync **async);

static HRESULT start_pre(IVssBackupComponents *backup, IVssAsync **async)
{
    return CALL(backup, PreRestore, async);
}

static HRESULT start_post(IVssBackupComponents *backup, IVssAsync **async)
{
    return CALL(backup, PostRestore, async);
}

static const struct restore_event {
    starter start;
    enum requester_point point; /* where it is in order */
    enum suite_event event;     /* that it raises */
} pre = {start_pre, AT_SELECTED, SUITE_PRE_RESTORE},
  post = {start_post, AT_PRE_RESTORE, SUITE_POST_RESTORE};

/* The writer gets the event, once; the result comes from the IVssAsync, which the caller releases.
 */
static void raises(struct suite *suite, const void *row)
{
    const struct restore_event *event = row;
    struct requester *requester = requester_at(suite, event->point);
    IVssAsync *async = NULL;
    HRESULT result = S_OK;

    REQUIRE(requester);
    CHECK(suite_writer_events(requester->writer, event->event) == 0);
    REQUIRE_HR(event->start(requester->backup, &async), S_OK);
    REQUIRE(async);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
    CHECK(suite_writer_events(requester->writer, event->event) == 1);
    CHECK(CALL(async, AddRef) == 2);
    CHECK(CALL(async, Release) == 1);
    CHECK(CALL(async, Release) == 0);
}

static void no_place(struct suite *suite, const void *row)
{
    const struct restore_event *event = row;
    struct requester *requester = requester_at(suite, event->point);

    REQUIRE(requester);
    CHECK_HR(event->start(requester->backup, NULL), E_INVALIDARG);
    CHECK(suite_writer_events(requester->writer, event->event) == 0);
}

/* What the requester wants of the restore comes before PreRestore and is refused behind it;
 * SetAdditionalRestores alone may also come later (docs/decisions.md#order-of-calls). */
static void wishes_first(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_RESTORE);
    IVssBackupComponents *backup;

    (void)row;
    REQUIRE(requester);
    backup = requester->backup;
    CHECK_HR(CALL(backup, SetRestoreState, VSS_RTYPE_BY_COPY), S_OK);
    REQUIRE(requester_go(suite, requester, AT_SELECTED));
    CHECK_HR(CALL(backup, SetRestoreOptions, FILES_OF(requester), L"options"), S_OK);
    CHECK_HR(CALL(backup, SetAdditionalRestores, FILES_OF(requester), true), S_OK);
    REQUIRE(requester_go(suite, requester, AT_PRE_RESTORE));
    CHECK_HR(CALL(backup, SetRestoreState, VSS_RTYPE_BY_COPY), VSS_E_BAD_STATE);
    CHECK_HR(CALL(backup, SetSelectedForRestore, FILES_OF(requester), true), VSS_E_BAD_STATE);
    CHECK_HR(CALL(backup, SetRestoreOptions, FILES_OF(requester), L"options"), VSS_E_BAD_STATE);
}

/* Statuses lie between the two events. */
static void post_after_pre(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SELECTED);
    IVssAsync *async = NULL;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, PostRestore, &async), VSS_E_BAD_STATE);
    REQUIRE(requester_go(suite, requester, AT_PRE_RESTORE));
    CHECK_HR(CALL(requester->backup, SetFileRestoreStatus, FILES_OF(requester), VSS_RS_ALL), S_OK);
    CHECK_HR(requester_finish(requester->backup, PostRestore), S_OK);
    CHECK_HR(CALL(requester->backup, SetFileRestoreStatus, FILES_OF(requester), VSS_RS_ALL),
             VSS_E_BAD_STATE);
}

static const struct suite_case cases[] = {
    {"IVssBackupComponents.PreRestore/S_OK", raises, &pre, 0},
    {"IVssBackupComponents.PreRestore/E_INVALIDARG", no_place, &pre, 0},
    {"IVssBackupComponents.PreRestore-1", raises, &pre, 0},
    {"IVssBackupComponents.PreRestore-2", wishes_first, NULL, 0},
    {"IVssBackupComponents.PreRestore-3", raises, &pre, 0},
    {"IVssBackupComponents.PreRestore-4", raises, &pre, 0},
    {"IVssBackupComponents.PostRestore/S_OK", raises, &post, 0},
    {"IVssBackupComponents.PostRestore/E_INVALIDARG", no_place, &post, 0},
    {"IVssBackupComponents.PostRestore-1", raises, &post, 0},
    {"IVssBackupComponents.PostRestore-2", post_after_pre, NULL, 0},
    {"IVssBackupComponents.PostRestore-3", raises, &post, 0},
    {"IVssBackupComponents.PostRestore-4", raises, &post, 0},
};
const struct suite_group suite_restore_events = SUITE_GROUP("restore: events", cases);
