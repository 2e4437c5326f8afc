/*
 * conformance/suite/backup_said.c - IVssBackupComponents: what is said of a component that was
 * added. SetBackupSucceeded, SetBackupOptions, SetPreviousBackupStamp.
 */
#include "groups.h"
#include "layers.h"
#include "requester.h"

#include <wchar.h>

/* ---- what is said of a component ---------------------------------------------------------------
 */

struct heard { /* by a writer, of its first and second component */
    HRESULT succeeded_hr[2];
    bool succeeded[2];
    WCHAR options[80], stamp[80];
};

static void keep(WCHAR to[80], BSTR text)
{
    if (text)
        wcsncpy(to, text, 79);
    SysFreeString(text);
}

static bool hear(struct suite_writer *writer, const struct suite_event_args *args)
{
    struct heard *heard = suite_writer_context(writer);

    for (UINT i = 0; i < 2; i++) {
        IVssComponent *component = NULL;
        BSTR text = NULL;

        if (CALL(args->components, GetComponent, i, &component) != S_OK)
            return false;
        heard->succeeded_hr[i] = CALL(component, GetBackupSucceeded, &heard->succeeded[i]);
        if (i == 0 && CALL(component, GetBackupOptions, &text) == S_OK)
            keep(heard->options, text);
        if (i == 0 && CALL(component, GetPreviousBackupStamp, &text) == S_OK)
            keep(heard->stamp, text);
        CALL(component, Release);
    }
    return true;
}

static struct requester *heard_in(struct suite *suite, enum suite_event event,
                                  enum requester_point point, struct heard *heard)
{
    struct suite_writer_options options = {.context = heard};
    struct suite_writer *writer;

    options.on[event] = hear;
    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    return requester_at(suite, point);
}

static HRESULT succeed(struct requester *requester, VSS_COMPONENT_TYPE type, const WCHAR *path,
                       const WCHAR *name, bool value)
{
    return CALL(requester->backup, SetBackupSucceeded, requester->instance_id, requester->writer_id,
                type, path, name, value);
}

/* Component by component: the writer reads in BackupComplete what was said of each. */
static void writers_read_the_outcome(struct suite *suite, const void *row)
{
    struct heard heard = {0};
    struct requester *requester = heard_in(suite, SUITE_BACKUP_COMPLETE, AT_SNAPSHOT, &heard);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(succeed(requester, VSS_CT_FILEGROUP, L"group", L"files", true), S_OK);
    CHECK_HR(succeed(requester, VSS_CT_DATABASE, NULL, L"base", false), S_OK);
    CHECK_HR(requester_finish(requester->backup, BackupComplete), S_OK);
    CHECK_HR(heard.succeeded_hr[0], S_OK);
    CHECK_HR(heard.succeeded_hr[1], S_OK);
    CHECK(heard.succeeded[0] && !heard.succeeded[1]);
}

/* A component of which nothing was said has no outcome; afterwards it is too late to say it. */
static void said_before_complete(struct suite *suite, const void *row)
{
    struct heard heard = {0};
    struct requester *requester = heard_in(suite, SUITE_BACKUP_COMPLETE, AT_SNAPSHOT, &heard);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(succeed(requester, VSS_CT_FILEGROUP, L"group", L"files", true), S_OK);
    CHECK_HR(requester_finish(requester->backup, BackupComplete), S_OK);
    CHECK_HR(heard.succeeded_hr[0], S_OK);
    CHECK_HR(heard.succeeded_hr[1], S_FALSE);
    CHECK_HR(succeed(requester, VSS_CT_DATABASE, NULL, L"base", true), VSS_E_BAD_STATE);
}

static void not_after_a_failure(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_PREPARED);

    (void)row;
    REQUIRE(requester);
    CHECK(layers_fault("CommitSnapshots", NULL, 1, 0, VSS_E_PROVIDER_VETO));
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), VSS_E_PROVIDER_VETO);
    CHECK_HR(succeed(requester, VSS_CT_FILEGROUP, L"group", L"files", true), VSS_E_BAD_STATE);
    CHECK_HR(requester_finish(requester->backup, BackupComplete), VSS_E_BAD_STATE);
}

static void outcome_is_stored(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);
    bool wanted = true;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(succeed(requester, VSS_CT_FILEGROUP, L"group", L"files", true), S_OK);
    CHECK_HR(succeed(requester, VSS_CT_DATABASE, NULL, L"base", false), S_OK);
    for (UINT i = 0; i < 2; i++, wanted = !wanted) {
        IVssComponent *component = requester_component(suite, requester, i);
        bool succeeded = !wanted;

        REQUIRE(component);
        CHECK_HR(CALL(component, GetBackupSucceeded, &succeeded), S_OK);
        CHECK(succeeded == wanted);
    }
}

/* The component that was added without a path is found without one, the other under its own. */
static void outcome_finds_its_component(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SNAPSHOT);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(succeed(requester, VSS_CT_DATABASE, NULL, L"base", true), S_OK);
    CHECK_HR(succeed(requester, VSS_CT_DATABASE, L"group", L"base", true), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(succeed(requester, VSS_CT_FILEGROUP, L"group", L"files", true), S_OK);
    CHECK_HR(succeed(requester, VSS_CT_FILEGROUP, NULL, L"files", true), VSS_E_OBJECT_NOT_FOUND);
}

/* ---- texts for the writer: options, stamps -----------------------------------------------------
 */

static HRESULT set_options(struct requester *requester, VSS_COMPONENT_TYPE type, const WCHAR *path,
                           const WCHAR *name, const WCHAR *text)
{
    return CALL(requester->backup, SetBackupOptions, requester->writer_id, type, path, name, text);
}

static HRESULT set_stamp(struct requester *requester, VSS_COMPONENT_TYPE type, const WCHAR *path,
                         const WCHAR *name, const WCHAR *text)
{
    return CALL(requester->backup, SetPreviousBackupStamp, requester->writer_id, type, path, name,
                text);
}

static const struct text_row {
    HRESULT(*set)
    (struct requester *requester, VSS_COMPONENT_TYPE type, const WCHAR *path, const WCHAR *name,
     const WCHAR *text);
    bool stamp;
} options_row = {set_options, false}, stamp_row = {set_stamp, true};

/* The writer gets the text to the letter, whatever is in it. */
static void text_reaches_the_writer(struct suite *suite, const void *data)
{
    static const WCHAR odd[] = L" a=\"1\";<&>\r\n\t'\x00e4\x4e2d' ";
    const struct text_row *row = data;
    struct heard heard = {0};
    struct requester *requester = heard_in(suite, SUITE_PREPARE_BACKUP, AT_ADDED, &heard);

    REQUIRE(requester);
    CHECK_HR(row->set(requester, VSS_CT_FILEGROUP, L"group", L"files", L"first"), S_OK);
    CHECK_HR(row->set(requester, VSS_CT_FILEGROUP, L"group", L"files", odd), S_OK);
    REQUIRE(requester_go(suite, requester, AT_PREPARED));
    CHECK_TEXT(row->stamp ? heard.stamp : heard.options, odd);
}

/* What is stored is read back to the letter, also from the document that was saved and loaded. */
static void text_is_stored(struct suite *suite, const void *data)
{
    const struct text_row *row = data;
    struct requester *requester = requester_at(suite, AT_ADDED);
    struct requester *again = requester_at(suite, AT_NEW);
    IVssComponent *component;
    BSTR document = NULL, text = NULL;

    REQUIRE(requester && again);
    CHECK_HR(row->set(requester, VSS_CT_FILEGROUP, L"group", L"files", L"{not for you}"), S_OK);
    REQUIRE_HR(CALL(requester->backup, SaveAsXML, &document), S_OK);
    CHECK_HR(CALL(again->backup, InitializeForBackup, document), S_OK);
    SysFreeString(document);
    component = requester_component(suite, again, 0);
    REQUIRE(component);
    CHECK_HR(row->stamp ? CALL(component, GetPreviousBackupStamp, &text)
                        : CALL(component, GetBackupOptions, &text),
             S_OK);
    CHECK_TEXT(text, L"{not for you}");
    SysFreeString(text);
}

static void text_comes_before_prepare(struct suite *suite, const void *data)
{
    const struct text_row *row = data;
    struct requester *requester = requester_at(suite, AT_ADDED);

    REQUIRE(requester);
    CHECK_HR(row->set(requester, VSS_CT_DATABASE, NULL, L"base", L"text"), S_OK);
    REQUIRE(requester_go(suite, requester, AT_PREPARED));
    CHECK_HR(row->set(requester, VSS_CT_DATABASE, NULL, L"base", L"text"), VSS_E_BAD_STATE);
}

static void text_in_a_backup_only(struct suite *suite, const void *data)
{
    const struct text_row *row = data;
    struct requester *restore = requester_at(suite, AT_RESTORE_GATHERED);
    struct requester *backup = requester_at(suite, AT_ADDED);

    REQUIRE(backup && restore);
    CHECK_HR(row->set(backup, VSS_CT_DATABASE, NULL, L"base", L"text"), S_OK);
    CHECK_HR(row->set(restore, VSS_CT_DATABASE, NULL, L"base", L"text"), VSS_E_BAD_STATE);
}

static void text_finds_its_component(struct suite *suite, const void *data)
{
    const struct text_row *row = data;
    struct requester *requester = requester_at(suite, AT_ADDED);

    REQUIRE(requester);
    CHECK_HR(row->set(requester, VSS_CT_DATABASE, NULL, L"base", L"text"), S_OK);
    CHECK_HR(row->set(requester, VSS_CT_DATABASE, L"group", L"base", L"x"), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(row->set(requester, VSS_CT_FILEGROUP, L"group", L"files", L"text"), S_OK);
    CHECK_HR(row->set(requester, VSS_CT_FILEGROUP, NULL, L"files", L"x"), VSS_E_OBJECT_NOT_FOUND);
}

/* ---- a stamp's way from one backup to the next -------------------------------------------------
 */

static bool put_stamp(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *component = NULL;
    HRESULT hr = CALL(args->components, GetComponent, 0, &component);

    (void)writer;
    if (hr == S_OK)
        hr = CALL(component, SetBackupStamp, L"stamp of the first");
    RELEASE(component);
    return hr == S_OK;
}

static void stamp_goes_round(struct suite *suite, const void *data)
{
    struct heard heard = {0};
    const struct suite_writer_options options = {
        .on = {[SUITE_PREPARE_BACKUP] = hear, [SUITE_POST_SNAPSHOT] = put_stamp},
        .context = &heard};
    struct suite_writer *writer;
    struct requester *earlier, *requester;
    IVssComponent *component;
    BSTR stamp = NULL;

    (void)data;
    REQUIRE_HR(suite_writer_begin(suite, &options, &writer), S_OK);
    earlier = requester_at(suite, AT_RESTORE);
    component = earlier ? requester_component(suite, earlier, 0) : NULL;
    REQUIRE(component);
    CHECK(heard.stamp[0] == 0);
    REQUIRE_HR(CALL(component, GetBackupStamp, &stamp), S_OK);
    CHECK_TEXT(stamp, L"stamp of the first");
    requester = requester_at(suite, AT_ADDED);
    REQUIRE(requester);
    CHECK_HR(set_stamp(requester, VSS_CT_FILEGROUP, L"group", L"files", stamp), S_OK);
    SysFreeString(stamp);
    REQUIRE(requester_go(suite, requester, AT_PREPARED));
    CHECK_TEXT(heard.stamp, L"stamp of the first");
}

#define SUCCEEDED_(row) "IVssBackupComponents.SetBackupSucceeded" row
#define OPTIONS(row) "IVssBackupComponents.SetBackupOptions" row
#define STAMP(row) "IVssBackupComponents.SetPreviousBackupStamp" row

static const struct suite_case cases[] = {
    {SUCCEEDED_("/S_OK"), outcome_is_stored, NULL, 0},
    {SUCCEEDED_("-1"), writers_read_the_outcome, NULL, 0},
    {SUCCEEDED_("-2"), said_before_complete, NULL, 0},
    {SUCCEEDED_("-3"), not_after_a_failure, NULL, SUITE_NEEDS_MOCK},
    {SUCCEEDED_("-4"), outcome_is_stored, NULL, 0},
    {SUCCEEDED_("-5"), outcome_finds_its_component, NULL, 0},
    {"IVssBackupComponents.BackupComplete-2", said_before_complete, NULL, 0},
    {"IVssBackupComponents.BackupComplete-3", writers_read_the_outcome, NULL, 0},
    {"IVssBackupComponents.BackupComplete-4", not_after_a_failure, NULL, SUITE_NEEDS_MOCK},
    {"IVssBackupComponents.DoSnapshotSet-11", not_after_a_failure, NULL, SUITE_NEEDS_MOCK},
    {OPTIONS("/S_OK"), text_is_stored, &options_row, 0},
    {OPTIONS("-1"), text_comes_before_prepare, &options_row, 0},
    {OPTIONS("-2"), text_reaches_the_writer, &options_row, 0},
    {OPTIONS("-3"), text_finds_its_component, &options_row, 0},
    {STAMP("/S_OK"), text_is_stored, &stamp_row, 0},
    {STAMP("-1"), text_in_a_backup_only, &stamp_row, 0},
    {STAMP("-2"), text_comes_before_prepare, &stamp_row, 0},
    {STAMP("-5"), text_is_stored, &stamp_row, 0},
    {STAMP("-6"), stamp_goes_round, NULL, 0},
    {STAMP("-7"), stamp_goes_round, NULL, 0},
    {STAMP("-8"), text_finds_its_component, &stamp_row, 0},
};
const struct suite_group suite_backup_said = SUITE_GROUP("IVssBackupComponents: components", cases);
