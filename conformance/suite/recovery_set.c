/*
 * conformance/suite/recovery_set.c - AddSnapshotToRecoverySet and RecoverSet: volumes on the disk
 * array go back to what shadow copies hold.
 */
#include "array.h"
#include "groups.h"
#include "layers.h"
#include "volumes.h"

#include <string.h>

#define ADD "IVssBackupComponentsEx3.AddSnapshotToRecoverySet"
#define RECOVER "IVssBackupComponentsEx3.RecoverSet"
#define ROLLBACK VSS_CTX_NAS_ROLLBACK
#define BRING_BACK_MS 1000 /* more than it takes */

static const VSS_ID some_id = {0x3f0e7c51, 1, 2, {3, 4, 5, 6, 7, 8, 9, 10}};

/* A requester that restores from a document. */
static IVssBackupComponentsEx3 *restorer(struct suite *suite, LPCWSTR document)
{
    struct requester *requester = requester_at_document(suite, AT_RESTORE, document);

    return requester ? requester_face(suite, requester, &IID_IVssBackupComponentsEx3) : NULL;
}

/* Shadow copies of A:\ and B:\ from before their files said "now", and a requester that restores.
 */
static IVssBackupComponentsEx3 *begin(struct suite *suite, LONG context, struct array_set *set)
{
    return array_make(suite, context, set) ? restorer(suite, set->document) : NULL;
}

static HRESULT add(IVssBackupComponentsEx3 *face, VSS_ID id, const WCHAR *volume)
{
    return CALL(face, AddSnapshotToRecoverySet, id, 0, (WCHAR *)volume);
}

/* Starts it; *async is NULL after a failure. */
static HRESULT start(struct suite *suite, IVssBackupComponentsEx3 *face, DWORD flags,
                     IVssAsync **async)
{
    HRESULT hr;

    *async = (IVssAsync *)suite;
    hr = CALL(face, RecoverSet, flags, async);
    CHECK(!*async == FAILED(hr));
    return hr;
}

/* Starts it and waits until it is over. */
static HRESULT recover(struct suite *suite, IVssBackupComponentsEx3 *face, DWORD flags)
{
    IVssAsync *async;
    HRESULT hr = start(suite, face, flags, &async);

    if (SUCCEEDED(hr))
        layers_advance(BRING_BACK_MS);
    return requester_wait(hr, async);
}

static void check_volume(struct suite *suite, const WCHAR *folder, const char *expected)
{
    char text[8] = "";

    array_read(folder, text);
    CHECK(strcmp(text, expected) == 0);
}

/* ---- what goes back ----------------------------------------------------------------------------
 */

static const LONG contexts[] = {ROLLBACK, VSS_CTX_BACKUP,
                                ROLLBACK | VSS_VOLSNAP_ATTR_TRANSPORTABLE};

/* The one that was named does, the other does not; imported or not. */
static void goes_back(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        struct array_set set;
        IVssBackupComponentsEx3 *face = begin(suite, contexts[i], &set);

        REQUIRE(face);
        REQUIRE_HR(add(face, set.a, NULL), S_OK);
        CHECK_HR(recover(suite, face, 0), S_OK);
        check_volume(suite, L"A:", "then");
        check_volume(suite, L"B:", "now");
        requester_end(set.maker);
    }
}

static void goes_elsewhere(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);

    (void)row;
    REQUIRE(face);
    CHECK_HR(layers_write_file(L"B:\\more", "now"), S_OK);
    REQUIRE_HR(add(face, set.a, L"B:\\"), S_OK);
    CHECK_HR(recover(suite, face, VSS_RECOVERY_NO_VOLUME_CHECK), S_OK);
    check_volume(suite, L"B:", "then");
    check_volume(suite, L"A:", "now");
    CHECK(!layers_open_file(L"B:\\more"));
}

/* The IVssAsync is the caller's, and outlives the object. */
static void tells_how_far(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    HRESULT status = E_FAIL;
    IVssAsync *async;

    (void)row;
    REQUIRE(face);
    REQUIRE_HR(add(face, set.a, NULL), S_OK);
    REQUIRE_HR(start(suite, face, 0, &async), S_OK);
    CHECK_HR(CALL(async, QueryStatus, &status, NULL), S_OK);
    CHECK_HR(status, VSS_S_ASYNC_PENDING);
    layers_advance(BRING_BACK_MS);
    CHECK_HR(CALL(async, QueryStatus, &status, NULL), S_OK);
    CHECK_HR(status, VSS_S_ASYNC_FINISHED);
    CALL(async, AddRef);
    CHECK(CALL(async, Release) >= 1);
    CALL(async, Release);
    CHECK_HR(CALL(face, RecoverSet, 0, NULL), E_INVALIDARG);
}

/* ---- what may be added -------------------------------------------------------------------------
 */

static void wrong_arguments(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    IVssAsync *async;

    (void)row;
    REQUIRE(face);
    CHECK_HR(add(face, GUID_NULL, NULL), E_INVALIDARG);
    CHECK_HR(add(face, set.id, NULL), VSS_E_SNAPSHOT_NOT_IN_SET);
    CHECK_HR(CALL(face, AddSnapshotToRecoverySet, set.a, 1, NULL), E_INVALIDARG);
    REQUIRE_HR(add(face, set.a, NULL), S_OK);
    CHECK_HR(start(suite, face, 0x80, &async), E_INVALIDARG);
    CHECK_HR(recover(suite, face, 0), S_OK);
}

static void not_in_document(struct suite *suite, const void *row)
{
    struct array_set first, set;
    IVssBackupComponentsEx3 *face;

    (void)row;
    REQUIRE(array_make(suite, ROLLBACK, &first));
    face = begin(suite, ROLLBACK, &set);
    REQUIRE(face);
    CHECK_HR(add(face, first.a, NULL), VSS_E_SNAPSHOT_NOT_IN_SET);
    CHECK_HR(add(face, set.a, NULL), S_OK);
}

/* It was deleted meanwhile. */
static void gone(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    VSS_ID left;
    LONG count;

    (void)row;
    REQUIRE(face);
    REQUIRE_HR(
        CALL(set.maker->backup, DeleteSnapshots, set.a, VSS_OBJECT_SNAPSHOT, TRUE, &count, &left),
        S_OK);
    CHECK_HR(add(face, set.a, NULL), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(add(face, set.b, NULL), S_OK);
}

/* The system provider's; C:\ is not on the array. */
static void not_the_arrays(struct suite *suite, const void *row)
{
    struct requester *maker = volumes_shadow(suite, ROLLBACK);
    IVssBackupComponentsEx3 *face;
    BSTR document = NULL;

    (void)row;
    REQUIRE(maker);
    REQUIRE_HR(CALL(maker->backup, SaveAsXML, &document), S_OK);
    face = restorer(suite, document);
    SysFreeString(document);
    REQUIRE(face);
    CHECK_HR(add(face, maker->snapshot_id, NULL), VSS_E_OBJECT_NOT_FOUND);
}

static void wrong_destination(struct suite *suite, const void *row)
{
    static const WCHAR *const wrong[] = {L"C:\\", L"U:\\", L"Z:\\", L"nowhere"};
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);

    (void)row;
    REQUIRE(face);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        CHECK_HR(add(face, set.a, wrong[i]), VSS_E_VOLUME_NOT_SUPPORTED);
    CHECK_HR(add(face, set.a, L"B:"), S_OK);
}

static void too_old(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    IVssAsync *async;

    (void)row;
    REQUIRE(face);
    CHECK_HR(add(face, set.a, NULL), VSS_E_LEGACY_PROVIDER);
    CHECK_HR(start(suite, face, 0, &async), VSS_E_BAD_STATE);
    check_volume(suite, L"A:", "now");
}

/* Another requester's, too. */
static void one_at_a_time(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set), *other;
    IVssAsync *async;

    (void)row;
    REQUIRE(face);
    other = restorer(suite, set.document);
    REQUIRE(other);
    REQUIRE_HR(add(face, set.a, NULL), S_OK);
    REQUIRE_HR(start(suite, face, 0, &async), S_OK);
    CHECK_HR(add(face, set.b, NULL), VSS_E_RESYNC_IN_PROGRESS);
    CHECK_HR(add(other, set.b, NULL), VSS_E_RESYNC_IN_PROGRESS);
    layers_advance(BRING_BACK_MS);
    CHECK_HR(requester_wait(S_OK, async), S_OK);
    REQUIRE_HR(add(other, set.b, NULL), S_OK);
    CHECK_HR(recover(suite, other, 0), S_OK);
    check_volume(suite, L"B:", "then");
}

/* ---- when it may come --------------------------------------------------------------------------
 */

static void no_array(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_RESTORE);
    IVssBackupComponentsEx3 *face;

    (void)row;
    REQUIRE(requester);
    face = requester_face(suite, requester, &IID_IVssBackupComponentsEx3);
    REQUIRE(face);
    CHECK_HR(add(face, some_id, NULL), VSS_E_BAD_STATE);
}

/* Everywhere but in a restore. */
static void no_restore(struct suite *suite, const void *row)
{
    (void)row;
    for (enum requester_point point = AT_NEW; point < AT_RESTORE; point++) {
        struct requester *requester = requester_at(suite, point);
        IVssBackupComponentsEx3 *face;
        IVssAsync *async;

        REQUIRE(requester);
        REQUIRE_HR(
            CALL(requester->backup, QueryInterface, &IID_IVssBackupComponentsEx3, (void **)&face),
            S_OK);
        CHECK_HR(add(face, some_id, NULL), VSS_E_BAD_STATE);
        CHECK_HR(start(suite, face, 0, &async), VSS_E_BAD_STATE);
        CALL(face, Release);
        requester_end(requester);
    }
}

/* Before anything was added, after a failure to, and when it has been recovered. */
static void nothing_added(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    IVssAsync *async;

    (void)row;
    REQUIRE(face);
    CHECK_HR(start(suite, face, 0, &async), VSS_E_BAD_STATE);
    CHECK_HR(add(face, set.id, NULL), VSS_E_SNAPSHOT_NOT_IN_SET);
    CHECK_HR(start(suite, face, 0, &async), VSS_E_BAD_STATE);
    REQUIRE_HR(add(face, set.a, NULL), S_OK);
    CHECK_HR(recover(suite, face, 0), S_OK);
    CHECK_HR(start(suite, face, 0, &async), VSS_E_BAD_STATE);
}

static void in_safe_mode(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    IVssAsync *async;

    (void)row;
    REQUIRE(face);
    REQUIRE_HR(add(face, set.a, NULL), S_OK);
    layers_safe_mode(true);
    CHECK_HR(start(suite, face, 0, &async), VSS_E_BAD_STATE);
    CHECK_HR(add(face, set.b, NULL), VSS_E_BAD_STATE);
    layers_safe_mode(false);
    CHECK_HR(recover(suite, face, 0), S_OK);
}

/* ---- what stands against it --------------------------------------------------------------------
 */

static const struct answer_row {
    HRESULT answer, hr; /* of ResyncLuns, of RecoverSet */
} cannot = {E_NOTIMPL, E_NOTIMPL}, vetoes[] = {{VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
                                               {VSS_E_INSUFFICIENT_STORAGE, VSS_E_PROVIDER_VETO},
                                               {E_FAIL, VSS_E_PROVIDER_VETO},
                                               {S_OK, S_OK}};

/* The set is still there then, and can be recovered when the array is well again. */
static void provider_answers(struct suite *suite, const void *row)
{
    const struct answer_row *answer = row;
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    IVssAsync *async;

    REQUIRE(face);
    REQUIRE_HR(add(face, set.a, NULL), S_OK);
    CHECK(layers_fault("ResyncLuns", NULL, 1, 0, answer->answer));
    CHECK_HR(start(suite, face, 0, &async), answer->hr);
    check_volume(suite, L"A:", "now");
    CHECK_HR(recover(suite, face, 0), S_OK);
    check_volume(suite, L"A:", "then");
}

static void provider_vetoes(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    IVssAsync *async;

    (void)row;
    REQUIRE(face);
    REQUIRE_HR(add(face, set.a, NULL), S_OK);
    for (const struct answer_row *at = vetoes; FAILED(at->answer); at++) {
        CHECK(layers_fault("ResyncLuns", NULL, 1, 0, at->answer));
        CHECK_HR(start(suite, face, 0, &async), at->hr);
    }
    check_volume(suite, L"A:", "now");
}

/* P:\ and Q:\ are on one LUN. */
static void whole_luns(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face;
    IVssAsync *async;

    (void)row;
    REQUIRE_HR(layers_add_array_volume("P:\\", "1"), S_OK);
    REQUIRE_HR(layers_add_array_volume("Q:\\", "1"), S_OK);
    face = begin(suite, ROLLBACK, &set);
    REQUIRE(face);
    REQUIRE_HR(add(face, set.a, L"P:\\"), S_OK);
    CHECK_HR(start(suite, face, 0, &async), VSS_E_UNSELECTED_VOLUME);
    CHECK_HR(add(face, set.b, L"Q:\\"), S_OK);
    CHECK_HR(recover(suite, face, 0), S_OK);
    check_volume(suite, L"P:", "then");
    check_volume(suite, L"Q:", "then");
    REQUIRE_HR(add(face, set.a, L"P:\\"), S_OK);
    CHECK_HR(recover(suite, face, VSS_RECOVERY_NO_VOLUME_CHECK), S_OK);
}

/* B:\ cannot be what A:\ is while A:\ is there; A:\ can be itself. */
static void identities(struct suite *suite, const void *row)
{
    struct array_set set;
    IVssBackupComponentsEx3 *face = begin(suite, ROLLBACK, &set);
    IVssAsync *async;

    (void)row;
    REQUIRE(face);
    REQUIRE_HR(add(face, set.a, L"B:\\"), S_OK);
    CHECK_HR(start(suite, face, VSS_RECOVERY_REVERT_IDENTITY_ALL, &async),
             VSS_E_CANNOT_REVERT_DISKID);
    check_volume(suite, L"B:", "now");
    face = restorer(suite, set.document);
    REQUIRE(face);
    REQUIRE_HR(add(face, set.a, NULL), S_OK);
    CHECK_HR(recover(suite, face, VSS_RECOVERY_REVERT_IDENTITY_ALL), S_OK);
    check_volume(suite, L"A:", "then");
}

#define MOCK SUITE_NEEDS_MOCK
#define ARRAY (SUITE_NEEDS_MOCK | SUITE_NEEDS_ARRAY)
static const struct suite_case cases[] = {
    {ADD "-1", goes_back, NULL, ARRAY},
    {ADD "/S_OK", goes_back, NULL, ARRAY},
    {ADD "-4", goes_back, NULL, ARRAY},
    {RECOVER "/S_OK", goes_back, NULL, ARRAY},
    {ADD "/S_OK", goes_elsewhere, NULL, ARRAY},
    {RECOVER "-5", tells_how_far, NULL, ARRAY},
    {ADD "-2", wrong_arguments, NULL, ARRAY},
    {ADD "-3", wrong_arguments, NULL, ARRAY},
    {ADD "/VSS_E_SNAPSHOT_NOT_IN_SET", not_in_document, NULL, ARRAY},
    {ADD "/VSS_E_OBJECT_NOT_FOUND", gone, NULL, ARRAY},
    {ADD "/VSS_E_OBJECT_NOT_FOUND", not_the_arrays, NULL, ARRAY},
    {ADD "/VSS_E_VOLUME_NOT_SUPPORTED", wrong_destination, NULL, ARRAY},
    {ADD "/VSS_E_LEGACY_PROVIDER", too_old, NULL, MOCK | SUITE_NEEDS_LEGACY_ARRAY},
    {ADD "-5", one_at_a_time, NULL, ARRAY},
    {ADD "/VSS_E_RESYNC_IN_PROGRESS", one_at_a_time, NULL, ARRAY},
    {ADD "/VSS_E_BAD_STATE", no_array, NULL, MOCK},
    {RECOVER "-1", no_restore, NULL, ARRAY},
    {RECOVER "-2", nothing_added, NULL, ARRAY},
    {RECOVER "-3", in_safe_mode, NULL, ARRAY},
    {RECOVER "/VSS_E_BAD_STATE", no_restore, NULL, ARRAY},
    {RECOVER "/VSS_E_BAD_STATE", nothing_added, NULL, ARRAY},
    {RECOVER "/VSS_E_BAD_STATE", in_safe_mode, NULL, ARRAY},
    {RECOVER "/E_NOTIMPL", provider_answers, &cannot, ARRAY},
    {RECOVER "/VSS_E_PROVIDER_VETO", provider_answers, &vetoes[0], ARRAY},
    {RECOVER "/VSS_E_PROVIDER_VETO", provider_vetoes, NULL, ARRAY},
    {RECOVER "/VSS_E_UNSELECTED_VOLUME", whole_luns, NULL, ARRAY},
    {RECOVER "/VSS_E_CANNOT_REVERT_DISKID", identities, NULL, ARRAY},
    {"VSS_RECOVERY_OPTIONS-1", whole_luns, NULL, ARRAY},
    {"VSS_RECOVERY_OPTIONS-1", identities, NULL, ARRAY},
};
const struct suite_group suite_recovery_set = SUITE_GROUP("recovery sets", cases);
