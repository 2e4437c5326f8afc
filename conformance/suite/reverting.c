/*
 * conformance/suite/reverting.c - RevertToSnapshot and QueryRevertStatus.
 */
#include "groups.h"
#include "layers.h"
#include "volumes.h"

#define REVERT "IVssBackupComponents.RevertToSnapshot"
#define STATUS "IVssBackupComponents.QueryRevertStatus"

/* A shadow copy of C:\ where C:\folder\file says "then"; now it says "now", and there is more. */
static struct requester *shadow(struct suite *suite, LONG context)
{
    struct requester *requester;

    CHECK_HR(layers_write_file(L"C:\\folder\\file", "then"), S_OK);
    requester = volumes_shadow(suite, context);
    CHECK_HR(layers_write_file(L"C:\\folder\\file", "now"), S_OK);
    CHECK_HR(layers_write_file(L"C:\\later", "now"), S_OK);
    return requester;
}

static HRESULT revert(struct requester *requester, BOOL force)
{
    return CALL(requester->backup, RevertToSnapshot, requester->snapshot_id, force);
}

static HRESULT status(struct requester *requester, const WCHAR *volume, IVssAsync **async)
{
    return CALL(requester->backup, QueryRevertStatus, (WCHAR *)volume, async);
}

/* Waits until the revert of C:\ is over. */
static HRESULT finish(struct requester *requester)
{
    IVssAsync *async = NULL;
    HRESULT hr = status(requester, L"C:\\", &async);

    return requester_wait(hr, async);
}

/* Is C:\ as it was, or as it is now? */
static void check_files(struct suite *suite, bool then)
{
    char got[16];

    CHECK_HR(layers_read_file(L"C:\\folder\\file", got, sizeof got), S_OK);
    CHECK(strcmp(got, then ? "then" : "now") == 0);
    CHECK(FAILED(layers_read_file(L"C:\\later", got, sizeof got)) == then);
}

/* ---- RevertToSnapshot --------------------------------------------------------------------------
 */

static const LONG persistent[] = {VSS_CTX_APP_ROLLBACK, VSS_CTX_NAS_ROLLBACK,
                                  VSS_CTX_CLIENT_ACCESSIBLE, VSS_CTX_CLIENT_ACCESSIBLE_WRITERS, 0};
static const LONG others[] = {VSS_CTX_BACKUP, VSS_CTX_FILE_SHARE_BACKUP};

static void goes_back(struct suite *suite, const void *row)
{
    for (const LONG *context = row ? row : persistent; *context; context++) {
        struct requester *requester = shadow(suite, *context);

        REQUIRE(requester);
        CHECK_HR(revert(requester, FALSE), S_OK);
        CHECK_HR(finish(requester), S_OK);
        check_files(suite, true);
        requester_end(requester);
    }
}

static void does_not_qualify(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
        struct requester *requester = shadow(suite, others[i]);

        REQUIRE(requester);
        CHECK_HR(revert(requester, TRUE), VSS_E_UNSUPPORTED_CONTEXT);
        check_files(suite, false);
        requester_end(requester);
    }
}

static void in_use(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    void *file;

    (void)row;
    REQUIRE(requester);
    file = layers_open_file(L"C:\\folder\\file");
    REQUIRE(file);
    CHECK_HR(revert(requester, FALSE), VSS_E_VOLUME_IN_USE);
    check_files(suite, false);
    CHECK_HR(revert(requester, TRUE), S_OK);
    check_files(suite, true);
    layers_close_file(file);
}

static void one_at_a_time(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(revert(requester, FALSE), S_OK);
    CHECK_HR(revert(requester, TRUE), VSS_E_REVERT_IN_PROGRESS);
    CHECK_HR(finish(requester), S_OK);
    CHECK_HR(revert(requester, FALSE), S_OK);
}

static void unknown_one(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);

    (void)row;
    REQUIRE(requester);
    requester->snapshot_id = requester->set_id;
    CHECK_HR(revert(requester, TRUE), VSS_E_OBJECT_NOT_FOUND);
    check_files(suite, false);
}

static void no_id(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);

    (void)row;
    REQUIRE(requester);
    requester->snapshot_id = GUID_NULL;
    CHECK_HR(revert(requester, TRUE), E_INVALIDARG);
}

static const struct code_row { /* what the provider answers, and the requester gets */
    const char *call;
    HRESULT answer, hr;
} cannot = {"RevertToSnapshot", E_NOTIMPL, E_NOTIMPL},
  refuses = {"RevertToSnapshot", VSS_E_PROVIDER_VETO, E_FAIL},
  not_here = {"RevertToSnapshot", VSS_E_VOLUME_NOT_SUPPORTED, VSS_E_VOLUME_NOT_SUPPORTED},
  status_cannot = {"QueryRevertStatus", E_NOTIMPL, E_NOTIMPL},
  status_refuses = {"QueryRevertStatus", VSS_E_PROVIDER_VETO, E_FAIL};

static void provider_answers(struct suite *suite, const void *row)
{
    const struct code_row *code = row;
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);

    REQUIRE(requester);
    CHECK(layers_fault(code->call, NULL, 1, 0, code->answer));
    CHECK_HR(revert(requester, FALSE), code->hr);
    check_files(suite, false);
    CHECK_HR(revert(requester, FALSE), S_OK);
    check_files(suite, true);
}

static void no_rights(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);

    (void)row;
    REQUIRE(requester);
    layers_allow(false, true);
    CHECK_HR(revert(requester, FALSE), E_ACCESSDENIED);
    layers_allow(true, true);
    check_files(suite, false);
    CHECK_HR(revert(requester, FALSE), S_OK);
}

/* The files are all old or all new. */
static void no_memory(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    HRESULT hr = E_OUTOFMEMORY;
    unsigned told = 0;

    (void)row;
    REQUIRE(requester);
    for (uint64_t nth = 1; FAILED(hr) && !suite_failed(suite); nth++) {
        layers_fail_allocation(nth);
        hr = revert(requester, FALSE);
        layers_fail_allocation(0);
        CHECK_HR(hr, FAILED(hr) ? E_OUTOFMEMORY : S_OK);
        check_files(suite, SUCCEEDED(hr));
        told += FAILED(hr);
    }
    CHECK(told > 0);
}

/* ---- QueryRevertStatus -------------------------------------------------------------------------
 */

/* Pending until the clock has moved, whatever Cancel is told. */
static void is_followed(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    HRESULT result = S_OK;
    IVssAsync *async;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(revert(requester, FALSE), S_OK);
    REQUIRE_HR(status(requester, L"C:\\", &async), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_PENDING);
    CALL(async, Cancel);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_PENDING);
    CHECK_HR(CALL(async, Wait, INFINITE), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
    CALL(async, Cancel);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_FINISHED);
    check_files(suite, true);
    CHECK(CALL(async, Release) == 0);
}

static void null_pointers(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    IVssAsync *async = (IVssAsync *)suite;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(status(requester, NULL, &async), E_POINTER);
    CHECK(!async);
    CHECK_HR(status(requester, L"C:\\", NULL), E_POINTER);
}

static const struct volume_row {
    const WCHAR *name;
    HRESULT hr;
} names[] = {{L"C:\\", S_OK},
             {L"c:\\", S_OK},
             {L"C:", E_INVALIDARG},
             {L"", E_INVALIDARG},
             {L"Z:\\", VSS_E_OBJECT_NOT_FOUND},
             {L"C:\\folder\\", VSS_E_OBJECT_NOT_FOUND},
             {L"\\\\?\\Volume{00000000-0000-0000-0000-000000000001}\\", VSS_E_OBJECT_NOT_FOUND},
             {L"U:\\", VSS_E_VOLUME_NOT_SUPPORTED},
             {NULL, 0}};

/* The names with this code; NULL: all. */
static void of_a_volume(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    const HRESULT *code = row;
    bool seen = false;

    REQUIRE(requester);
    for (const struct volume_row *name = names; name->name; name++) {
        IVssAsync *async = NULL;

        if (code && name->hr != *code)
            continue;
        seen = true;
        CHECK_HR(status(requester, name->name, &async), name->hr);
        CHECK(!async == FAILED(name->hr));
        RELEASE(async);
    }
    CHECK(seen);
}
static const HRESULT ok = S_OK, unfit = E_INVALIDARG, unknown = VSS_E_OBJECT_NOT_FOUND,
                     unsupported = VSS_E_VOLUME_NOT_SUPPORTED;

static void by_volume_name(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    WCHAR name[64];
    HRESULT result = S_OK;
    IVssAsync *async;

    (void)row;
    REQUIRE(requester);
    REQUIRE(layers_volume_name(L"C:\\", name, 64));
    REQUIRE_HR(revert(requester, FALSE), S_OK);
    REQUIRE_HR(status(requester, name, &async), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &result, NULL), S_OK);
    CHECK_HR(result, VSS_S_ASYNC_PENDING);
    CALL(async, Release);
}

static void status_answers(struct suite *suite, const void *row)
{
    const struct code_row *code = row;
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    IVssAsync *async = (IVssAsync *)suite;

    REQUIRE(requester);
    CHECK(layers_fault(code->call, NULL, 1, 0, code->answer));
    CHECK_HR(status(requester, L"C:\\", &async), code->hr);
    CHECK(!async);
}

#define MOCK SUITE_NEEDS_MOCK
static const struct suite_case cases[] = {
    {REVERT "/S_OK", goes_back, NULL, MOCK},
    {REVERT "-1", goes_back, NULL, MOCK},
    {REVERT "-1", does_not_qualify, NULL, MOCK},
    {REVERT "-2", in_use, NULL, MOCK},
    {REVERT "-3", one_at_a_time, NULL, MOCK},
    {REVERT "-4", is_followed, NULL, MOCK},
    {REVERT "-6", is_followed, NULL, MOCK},
    {REVERT "/E_ACCESSDENIED", no_rights, NULL, MOCK},
    {REVERT "/E_OUTOFMEMORY", no_memory, NULL, MOCK},
    {REVERT "/E_FAIL", provider_answers, &refuses, MOCK},
    {REVERT "/E_INVALIDARG", no_id, NULL, MOCK},
    {REVERT "/E_NOTIMPL", provider_answers, &cannot, MOCK},
    {REVERT "/VSS_E_OBJECT_NOT_FOUND", unknown_one, NULL, MOCK},
    {REVERT "/VSS_E_REVERT_IN_PROGRESS", one_at_a_time, NULL, MOCK},
    {REVERT "/VSS_E_UNSUPPORTED_CONTEXT", does_not_qualify, NULL, MOCK},
    {REVERT "/VSS_E_VOLUME_IN_USE", in_use, NULL, MOCK},
    {REVERT "/VSS_E_VOLUME_NOT_SUPPORTED", provider_answers, &not_here, MOCK},
    {STATUS "/S_OK", is_followed, NULL, MOCK},
    {STATUS "-1", of_a_volume, NULL, MOCK},
    {STATUS "-1", by_volume_name, NULL, MOCK},
    {STATUS "-2", null_pointers, NULL, 0},
    {STATUS "-3", of_a_volume, &ok, MOCK},
    {STATUS "-4", is_followed, NULL, MOCK},
    {"IVssAsync.Cancel-6", is_followed, NULL, MOCK},
    {"IVssAsync.QueryStatus-8", is_followed, NULL, MOCK},
    {STATUS "/E_FAIL", status_answers, &status_refuses, MOCK},
    {STATUS "/E_INVALIDARG", of_a_volume, &unfit, MOCK},
    {STATUS "/E_NOTIMPL", status_answers, &status_cannot, MOCK},
    {STATUS "/E_POINTER", null_pointers, NULL, 0},
    {STATUS "/VSS_E_OBJECT_NOT_FOUND", of_a_volume, &unknown, MOCK},
    {STATUS "/VSS_E_VOLUME_NOT_SUPPORTED", of_a_volume, &unsupported, MOCK},
};
const struct suite_group suite_reverting =
    SUITE_GROUP("RevertToSnapshot, QueryRevertStatus", cases);
