/*
 * conformance/suite/exposing.c - ExposeSnapshot and UnexposeSnapshot, and paths on the shares that
 * they make.
 */
#include "groups.h"
#include "layers.h"
#include "volumes.h"

#define LOCALLY VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY
#define REMOTELY VSS_VOLSNAP_ATTR_EXPOSED_REMOTELY

/* A shadow copy of C:\ with C:\folder\file that says "then"; C: says "now" since. */
static struct requester *shadow(struct suite *suite, LONG context)
{
    struct requester *requester;

    CHECK_HR(layers_write_file(L"C:\\folder\\file", "then"), S_OK);
    requester = volumes_shadow(suite, context);
    CHECK_HR(layers_write_file(L"C:\\folder\\file", "now"), S_OK);
    return requester;
}

static HRESULT expose(struct requester *requester, const WCHAR *path, LONG attributes,
                      const WCHAR *name, WCHAR **exposed)
{
    *exposed = (WCHAR *)L"never set";
    return CALL(requester->backup, ExposeSnapshot, requester->snapshot_id, (WCHAR *)path,
                attributes, (WCHAR *)name, exposed);
}

static HRESULT unexpose(struct suite *suite, struct requester *requester)
{
    IVssBackupComponentsEx2 *face = requester_face(suite, requester, &IID_IVssBackupComponentsEx2);

    return face ? CALL(face, UnexposeSnapshot, requester->snapshot_id) : E_NOINTERFACE;
}

static void check_file(struct suite *suite, const WCHAR *path, const char *text)
{
    char got[16];

    CHECK_HR(layers_read_file(path, got, sizeof got), S_OK);
    CHECK(strcmp(got, text) == 0);
}

static bool readable(const WCHAR *path)
{
    char got[16];

    return SUCCEEDED(layers_read_file(path, got, sizeof got));
}

/* ---- where it can be seen ----------------------------------------------------------------------
 */

static const struct place_row {
    LONG context, attributes;
    const WCHAR *path, *name; /* what is asked for */
    const WCHAR *exposed;     /* NULL: the system's choice */
    const WCHAR *file;        /* what can be read there; NULL: not looked for */
} places[] = {
    {VSS_CTX_NAS_ROLLBACK, LOCALLY, NULL, L"X:", L"X:", L"X:\\folder\\file"},
    {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L"D:\\mounts\\X", L"D:\\mounts\\X",
     L"D:\\mounts\\X\\folder\\file"},
    {VSS_CTX_APP_ROLLBACK, REMOTELY, NULL, L"whole", L"whole",
     L"\\\\localhost\\whole\\folder\\file"},
    {VSS_CTX_BACKUP, REMOTELY, L"folder", L"part", L"part", L"\\\\localhost\\part\\file"},
    {VSS_CTX_BACKUP, REMOTELY, L"\\folder\\", L"part$", L"part$", L"\\\\localhost\\part$\\file"},
    {VSS_CTX_BACKUP, REMOTELY, NULL, NULL, NULL, NULL},
};
enum { DRIVE, FOLDER, SHARE, PART, BACKSLASHES, CHOSEN };

static struct requester *begin_place(struct suite *suite, const struct place_row *place)
{
    CHECK_HR(layers_write_file(L"D:\\mounts\\other\\x", ""), S_OK);
    CHECK_HR(layers_make_folder(L"D:\\mounts\\X"), S_OK);
    return shadow(suite, place->context);
}

static void is_exposed(struct suite *suite, const void *row)
{
    const struct place_row *place = row;
    struct requester *requester = begin_place(suite, place);
    VSS_SNAPSHOT_PROP properties;
    WCHAR *exposed;

    REQUIRE(requester);
    properties = volumes_properties(suite, requester, requester->snapshot_id);
    CHECK(properties.m_lSnapshotAttributes & VSS_VOLSNAP_ATTR_NOT_SURFACED);
    CHECK(!properties.m_pwszExposedName && !properties.m_pwszExposedPath);
    VssFreeSnapshotProperties(&properties);
    REQUIRE_HR(expose(requester, place->path, place->attributes, place->name, &exposed), S_OK);
    CHECK(exposed && *exposed);
    if (place->exposed)
        CHECK_TEXT(exposed, place->exposed);
    if (place->file)
        check_file(suite, place->file, "then");
    properties = volumes_properties(suite, requester, requester->snapshot_id);
    CHECK_TEXT(properties.m_pwszExposedName, exposed);
    CHECK_TEXT(properties.m_pwszExposedPath, place->path);
    CHECK((properties.m_lSnapshotAttributes & (LOCALLY | REMOTELY)) == place->attributes);
    CHECK(!(properties.m_lSnapshotAttributes & VSS_VOLSNAP_ATTR_NOT_SURFACED));
    VssFreeSnapshotProperties(&properties);
    CoTaskMemFree(exposed);
}

static void is_read_only(struct suite *suite, const void *row)
{
    const struct place_row *place = row;
    struct requester *requester = begin_place(suite, place);
    WCHAR *exposed;

    REQUIRE(requester);
    REQUIRE_HR(expose(requester, place->path, place->attributes, place->name, &exposed), S_OK);
    CoTaskMemFree(exposed);
    CHECK_HR(layers_write_file(place->file, "changed"), HRESULT_FROM_WIN32(ERROR_WRITE_PROTECT));
    check_file(suite, place->file, "then");
}

static void is_hidden_again(struct suite *suite, const void *row)
{
    const struct place_row *place = row;
    struct requester *requester = begin_place(suite, place);
    VSS_SNAPSHOT_PROP properties;
    WCHAR *exposed;

    REQUIRE(requester);
    REQUIRE_HR(expose(requester, place->path, place->attributes, place->name, &exposed), S_OK);
    CoTaskMemFree(exposed);
    CHECK(readable(place->file));
    CHECK_HR(unexpose(suite, requester), S_OK);
    CHECK(!readable(place->file));
    properties = volumes_properties(suite, requester, requester->snapshot_id);
    CHECK(!properties.m_pwszExposedName && !properties.m_pwszExposedPath);
    CHECK(!(properties.m_lSnapshotAttributes & (LOCALLY | REMOTELY)));
    VssFreeSnapshotProperties(&properties);
    CHECK_HR(unexpose(suite, requester), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(expose(requester, place->path, place->attributes, place->name, &exposed), S_OK);
    CHECK(readable(place->file));
    CoTaskMemFree(exposed);
}

/* ---- arguments ---------------------------------------------------------------------------------
 */

static const struct wrong_row {
    LONG context, attributes;
    const WCHAR *path, *name;
} attributes[] = {{VSS_CTX_APP_ROLLBACK, 0, NULL, L"X:"},
                  {VSS_CTX_APP_ROLLBACK, LOCALLY | REMOTELY, NULL, L"X:"},
                  {VSS_CTX_APP_ROLLBACK, LOCALLY | VSS_VOLSNAP_ATTR_PERSISTENT, NULL, L"X:"},
                  {VSS_CTX_APP_ROLLBACK, VSS_VOLSNAP_ATTR_NOT_SURFACED, NULL, L"X:"},
                  {VSS_CTX_APP_ROLLBACK, -1, NULL, L"X:"},
                  {0}},
  local_path[] = {{VSS_CTX_APP_ROLLBACK, LOCALLY, L"folder", L"X:"},
                  {VSS_CTX_APP_ROLLBACK, LOCALLY, L"", L"D:\\mounts\\X"},
                  {0}},
  paths[] = {{VSS_CTX_BACKUP, REMOTELY, L"fold*", L"share"},
             {VSS_CTX_BACKUP, REMOTELY, L"folde?", L"share"},
             {VSS_CTX_BACKUP, REMOTELY, L"%SystemRoot%", L"share"},
             {VSS_CTX_BACKUP, REMOTELY, L"nowhere", L"share"},
             {VSS_CTX_BACKUP, REMOTELY, L"folder\\file", L"share"},
             {VSS_CTX_BACKUP, REMOTELY, L"..", L"share"},
             {0}},
  names[] = {{VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, NULL},
             {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L""},
             {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L"X"},
             {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L"share"},
             {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L"C:"},
             {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L"D:\\mounts"},
             {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L"D:\\mounts\\other\\x"},
             {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L"D:\\nowhere"},
             {VSS_CTX_APP_ROLLBACK, LOCALLY, NULL, L"D:\\mounts\\other\\..\\X"},
             {VSS_CTX_APP_ROLLBACK, REMOTELY, NULL, L""},
             {VSS_CTX_APP_ROLLBACK, REMOTELY, NULL, L"X:"},
             {VSS_CTX_APP_ROLLBACK, REMOTELY, NULL, L"a\\b"},
             {VSS_CTX_APP_ROLLBACK, REMOTELY, NULL, L"a*"},
             {0}},
  whom[] = {{VSS_CTX_BACKUP, LOCALLY, NULL, L"X:"},
            {VSS_CTX_FILE_SHARE_BACKUP, LOCALLY, NULL, L"X:"},
            {VSS_CTX_CLIENT_ACCESSIBLE_WRITERS, LOCALLY, NULL, L"X:"},
            {VSS_CTX_CLIENT_ACCESSIBLE_WRITERS, REMOTELY, NULL, L"share"},
            {0}};

/* A list of what is refused, whichever shadow copy it is for; the name stays free. */
static void is_refused(struct suite *suite, const void *row)
{
    for (const struct wrong_row *wrong = row; wrong->context || wrong->attributes; wrong++) {
        struct requester *requester = begin_place(suite, &places[DRIVE]);
        WCHAR *exposed;

        REQUIRE(requester);
        requester_end(requester);
        requester = volumes_shadow(suite, wrong->context);
        REQUIRE(requester);
        CHECK_HR(expose(requester, wrong->path, wrong->attributes, wrong->name, &exposed),
                 E_INVALIDARG);
        CHECK(!exposed);
        CHECK_HR(unexpose(suite, requester), VSS_E_OBJECT_NOT_FOUND);
        requester_end(requester);
    }
}

static void no_pointer(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_BACKUP);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(
        CALL(requester->backup, ExposeSnapshot, requester->snapshot_id, NULL, REMOTELY, NULL, NULL),
        E_INVALIDARG);
}

static void the_name_is_taken(struct suite *suite, const void *row)
{
    struct requester *first = shadow(suite, VSS_CTX_APP_ROLLBACK), *second;
    WCHAR *exposed;

    (void)row;
    second = first ? volumes_shadow(suite, VSS_CTX_APP_ROLLBACK) : NULL;
    REQUIRE(second);
    REQUIRE_HR(expose(first, NULL, LOCALLY, L"X:", &exposed), S_OK);
    CoTaskMemFree(exposed);
    CHECK_HR(expose(second, NULL, LOCALLY, L"x:", &exposed), E_INVALIDARG);
    check_file(suite, L"X:\\folder\\file", "then");
}

/* ---- codes -------------------------------------------------------------------------------------
 */

static void a_second_name(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    WCHAR *exposed;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(expose(requester, NULL, LOCALLY, L"X:", &exposed), S_OK);
    CoTaskMemFree(exposed);
    CHECK_HR(expose(requester, NULL, LOCALLY, L"Y:", &exposed), VSS_E_BAD_STATE);
    CHECK(!exposed);
    CHECK(!readable(L"Y:\\folder\\file"));
}

static void unknown_one(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    WCHAR *exposed;

    (void)row;
    REQUIRE(requester);
    requester->snapshot_id = requester->set_id;
    CHECK_HR(expose(requester, NULL, LOCALLY, L"X:", &exposed), VSS_E_OBJECT_NOT_FOUND);
    CHECK(!exposed);
    CHECK_HR(unexpose(suite, requester), VSS_E_OBJECT_NOT_FOUND);
    requester->snapshot_id = GUID_NULL;
    CHECK_HR(unexpose(suite, requester), VSS_E_OBJECT_NOT_FOUND);
}

static const struct code_row { /* what the provider answers, and the requester gets */
    HRESULT answer, hr;
} veto = {VSS_E_PROVIDER_VETO, VSS_E_PROVIDER_VETO},
  not_expected = {E_UNEXPECTED, VSS_E_UNEXPECTED_PROVIDER_ERROR};

static void provider_refuses(struct suite *suite, const void *row)
{
    const struct code_row *code = row;
    WCHAR *exposed;

    for (unsigned nth = 1; nth <= 3; nth++) { /* name, path, attributes */
        struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
        WCHAR name[] = {(WCHAR)(L'H' + nth), L':', 0};

        REQUIRE(requester);
        CHECK(layers_fault("SetSnapshotProperty", NULL, nth, 0, code->answer));
        CHECK_HR(expose(requester, NULL, LOCALLY, name, &exposed), code->hr);
        CHECK(!exposed);
        CHECK_HR(expose(requester, NULL, LOCALLY, name, &exposed), S_OK);
        CoTaskMemFree(exposed);
    }
}

static void provider_refuses_to_hide(struct suite *suite, const void *row)
{
    const struct code_row *code = row;
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    WCHAR *exposed;

    REQUIRE(requester);
    REQUIRE_HR(expose(requester, NULL, LOCALLY, L"X:", &exposed), S_OK);
    CoTaskMemFree(exposed);
    CHECK(layers_fault("SetSnapshotProperty", NULL, 1, 0, code->answer));
    CHECK_HR(unexpose(suite, requester), code->hr);
    CHECK(readable(L"X:\\folder\\file"));
    CHECK_HR(unexpose(suite, requester), S_OK);
}

static void goes_with_the_shadow_copy(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    VSS_ID not_deleted;
    WCHAR *exposed;
    LONG deleted;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(expose(requester, NULL, LOCALLY, L"X:", &exposed), S_OK);
    CoTaskMemFree(exposed);
    CHECK_HR(CALL(requester->backup, DeleteSnapshots, requester->snapshot_id, VSS_OBJECT_SNAPSHOT,
                  TRUE, &deleted, &not_deleted),
             S_OK);
    CHECK(!readable(L"X:\\folder\\file"));
    CHECK_HR(unexpose(suite, requester), VSS_E_OBJECT_NOT_FOUND);
}

/* By another requester, by the id alone. */
static void by_the_id(struct suite *suite, const void *row)
{
    struct requester *first = shadow(suite, VSS_CTX_APP_ROLLBACK), *second;
    WCHAR *exposed;

    (void)row;
    REQUIRE(first);
    REQUIRE_HR(expose(first, NULL, LOCALLY, L"X:", &exposed), S_OK);
    CoTaskMemFree(exposed);
    second = requester_at_context(suite, AT_INITIALIZED, (LONG)VSS_CTX_ALL);
    REQUIRE(second);
    second->snapshot_id = first->set_id;
    CHECK_HR(unexpose(suite, second), VSS_E_OBJECT_NOT_FOUND);
    CHECK(readable(L"X:\\folder\\file"));
    second->snapshot_id = first->snapshot_id;
    CHECK_HR(unexpose(suite, second), S_OK);
    CHECK(!readable(L"X:\\folder\\file"));
}

/* Whatever lacks memory, the shadow copy is exposed or it is not. */
static void no_memory_to_hide(struct suite *suite, const void *row)
{
    unsigned told = 0;
    bool reached = true;

    (void)row;
    for (uint64_t nth = 1; reached; nth++) {
        struct requester *requester = shadow(suite, VSS_CTX_BACKUP);
        IVssBackupComponentsEx2 *face;
        WCHAR *exposed;
        HRESULT hr;

        REQUIRE(requester);
        face = requester_face(suite, requester, &IID_IVssBackupComponentsEx2);
        REQUIRE_HR(expose(requester, NULL, REMOTELY, L"share", &exposed), S_OK);
        CoTaskMemFree(exposed);
        layers_fail_allocation(nth);
        hr = CALL(face, UnexposeSnapshot, requester->snapshot_id);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        CHECK_HR(hr, reached && FAILED(hr) ? E_OUTOFMEMORY : S_OK);
        told += hr == E_OUTOFMEMORY;
        CALL(face, UnexposeSnapshot, requester->snapshot_id);
        CHECK(!readable(L"\\\\localhost\\share\\folder\\file"));
        CHECK_HR(CALL(face, UnexposeSnapshot, requester->snapshot_id), VSS_E_OBJECT_NOT_FOUND);
        requester_end(requester);
    }
    CHECK(told > 0);
}

static void no_rights_to_hide(struct suite *suite, const void *row)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    WCHAR *exposed;

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(expose(requester, NULL, LOCALLY, L"X:", &exposed), S_OK);
    CoTaskMemFree(exposed);
    layers_allow(false, true);
    CHECK_HR(unexpose(suite, requester), E_ACCESSDENIED);
    layers_allow(true, true);
    CHECK(readable(L"X:\\folder\\file"));
    CHECK_HR(unexpose(suite, requester), S_OK);
}

/* ---- paths on a share ---------------------------------------------------------------------------
 */

static const BOOL host_name = FALSE, full_name = TRUE;

/* A requester on a machine in a domain, with a shadow copy that the share "whole" shows. */
static IVssBackupComponentsEx4 *begin_share(struct suite *suite)
{
    struct requester *requester = shadow(suite, VSS_CTX_APP_ROLLBACK);
    WCHAR *exposed;

    layers_domain("suite.example");
    if (!requester || !CHECK_HR(expose(requester, NULL, REMOTELY, L"whole", &exposed), S_OK))
        return NULL;
    CoTaskMemFree(exposed);
    return requester_face(suite, requester, &IID_IVssBackupComponentsEx4);
}

static void check_root(struct suite *suite, IVssBackupComponentsEx4 *backup, const WCHAR *path,
                       BOOL full, const WCHAR *wanted)
{
    WCHAR of_machine[80], root_of_machine[80], share[80];
    VSS_PWSZ root = NULL, prefix = NULL;

    CHECK(ExpandEnvironmentStringsW(path, of_machine, 80));
    CHECK(ExpandEnvironmentStringsW(wanted, root_of_machine, 80));
    CHECK(ExpandEnvironmentStringsW(L"\\\\%COMPUTERNAME%\\whole\\", share, 80));
    CHECK_HR(CALL(backup, GetRootAndLogicalPrefixPaths, of_machine, &root, &prefix, full), S_OK);
    CHECK_TEXT(root, root_of_machine);
    CHECK_TEXT(prefix, share);
    CoTaskMemFree(root);
    CoTaskMemFree(prefix);
}

/* Whatever the path calls the machine, the root has the name that the argument asks for. */
static void root_of_share(struct suite *suite, const void *row)
{
    BOOL full = *(const BOOL *)row;
    const WCHAR *root =
        full ? L"\\\\%COMPUTERNAME%.suite.example\\whole\\" : L"\\\\%COMPUTERNAME%\\whole\\";
    IVssBackupComponentsEx4 *backup = begin_share(suite);

    REQUIRE(backup);
    check_root(suite, backup, L"\\\\%COMPUTERNAME%\\whole\\folder\\file", full, root);
    check_root(suite, backup, L"\\\\%COMPUTERNAME%.suite.example\\whole\\folder", full, root);
    check_root(suite, backup, L"\\\\127.0.0.1\\whole\\", full, root);
}

static void root_without_memory(struct suite *suite, const void *row)
{
    IVssBackupComponentsEx4 *backup = begin_share(suite);
    WCHAR path[] = L"\\\\localhost\\whole\\folder";
    VSS_PWSZ root, prefix;
    HRESULT hr = E_OUTOFMEMORY;
    unsigned told = 0;

    (void)row;
    REQUIRE(backup);
    for (uint64_t nth = 1; hr == E_OUTOFMEMORY; nth++) {
        layers_fail_allocation(nth);
        hr = CALL(backup, GetRootAndLogicalPrefixPaths, path, &root, &prefix, TRUE);
        layers_fail_allocation(0);
        told += hr == E_OUTOFMEMORY;
        CHECK(SUCCEEDED(hr) ? root && prefix : !root && !prefix);
    }
    CHECK_HR(hr, S_OK);
    CHECK(told > 0);
    CoTaskMemFree(root);
    CoTaskMemFree(prefix);
}

#define EXPOSE "IVssBackupComponents.ExposeSnapshot"
#define UNEXPOSE "IVssBackupComponentsEx2.UnexposeSnapshot"
#define ROOT "IVssBackupComponentsEx4.GetRootAndLogicalPrefixPaths"
static const struct suite_case cases[] = {
    {EXPOSE "/S_OK", is_exposed, &places[DRIVE], SUITE_NEEDS_MOCK},
    {EXPOSE "-1", is_exposed, &places[FOLDER], SUITE_NEEDS_MOCK},
    {EXPOSE "-1", is_exposed, &places[SHARE], SUITE_NEEDS_MOCK},
    {EXPOSE "-2", is_refused, attributes, SUITE_NEEDS_MOCK},
    {EXPOSE "-3", is_refused, local_path, SUITE_NEEDS_MOCK},
    {EXPOSE "-4", is_refused, paths, SUITE_NEEDS_MOCK},
    {EXPOSE "-4", is_exposed, &places[BACKSLASHES], SUITE_NEEDS_MOCK},
    {EXPOSE "-5", is_exposed, &places[DRIVE], SUITE_NEEDS_MOCK},
    {EXPOSE "-5", is_refused, names, SUITE_NEEDS_MOCK},
    {EXPOSE "-6", is_exposed, &places[CHOSEN], SUITE_NEEDS_MOCK},
    {EXPOSE "-7", is_exposed, &places[FOLDER], SUITE_NEEDS_MOCK},
    {EXPOSE "-7", is_refused, names, SUITE_NEEDS_MOCK},
    {EXPOSE "-8", is_exposed, &places[SHARE], SUITE_NEEDS_MOCK},
    {EXPOSE "-10", is_read_only, &places[FOLDER], SUITE_NEEDS_MOCK},
    {EXPOSE "-11", is_exposed, &places[PART], SUITE_NEEDS_MOCK},
    {EXPOSE "-11", is_read_only, &places[PART], SUITE_NEEDS_MOCK},
    {"VSS_SNAPSHOT_PROP-6", is_exposed, &places[DRIVE], SUITE_NEEDS_MOCK},
    {"VSS_SNAPSHOT_PROP-6", is_exposed, &places[FOLDER], SUITE_NEEDS_MOCK},
    {"VSS_SNAPSHOT_PROP-6", is_exposed, &places[PART], SUITE_NEEDS_MOCK},
    {EXPOSE "/E_INVALIDARG", is_refused, whom, SUITE_NEEDS_MOCK},
    {EXPOSE "/E_INVALIDARG", no_pointer, NULL, SUITE_NEEDS_MOCK},
    {EXPOSE "/E_INVALIDARG", the_name_is_taken, NULL, SUITE_NEEDS_MOCK},
    {EXPOSE "/VSS_E_BAD_STATE", a_second_name, NULL, SUITE_NEEDS_MOCK},
    {EXPOSE "/VSS_E_OBJECT_NOT_FOUND", unknown_one, NULL, SUITE_NEEDS_MOCK},
    {EXPOSE "/VSS_E_PROVIDER_VETO", provider_refuses, &veto, SUITE_NEEDS_MOCK},
    {EXPOSE "/VSS_E_UNEXPECTED_PROVIDER_ERROR", provider_refuses, &not_expected, SUITE_NEEDS_MOCK},
    {UNEXPOSE "/S_OK", is_hidden_again, &places[DRIVE], SUITE_NEEDS_MOCK},
    {UNEXPOSE "-1", is_hidden_again, &places[FOLDER], SUITE_NEEDS_MOCK},
    {UNEXPOSE "-1", is_hidden_again, &places[SHARE], SUITE_NEEDS_MOCK},
    {UNEXPOSE "-2", by_the_id, NULL, SUITE_NEEDS_MOCK},
    {UNEXPOSE "-3", is_hidden_again, &places[PART], SUITE_NEEDS_MOCK},
    {UNEXPOSE "/VSS_E_OBJECT_NOT_FOUND", goes_with_the_shadow_copy, NULL, SUITE_NEEDS_MOCK},
    {UNEXPOSE "/E_ACCESSDENIED", no_rights_to_hide, NULL, SUITE_NEEDS_MOCK},
    {UNEXPOSE "/E_OUTOFMEMORY", no_memory_to_hide, NULL, SUITE_NEEDS_MOCK},
    {UNEXPOSE "/VSS_E_PROVIDER_VETO", provider_refuses_to_hide, &veto, SUITE_NEEDS_MOCK},
    {UNEXPOSE "/VSS_E_UNEXPECTED_PROVIDER_ERROR", provider_refuses_to_hide, &not_expected,
     SUITE_NEEDS_MOCK},
    {ROOT "-4", root_of_share, &host_name, SUITE_NEEDS_MOCK},
    {ROOT "-4", root_of_share, &full_name, SUITE_NEEDS_MOCK},
    {ROOT "-5", root_of_share, &host_name, SUITE_NEEDS_MOCK},
    {ROOT "-5", root_of_share, &full_name, SUITE_NEEDS_MOCK},
    {ROOT "/E_OUTOFMEMORY", root_without_memory, NULL, SUITE_NEEDS_MOCK},
};
const struct suite_group suite_exposing = SUITE_GROUP("ExposeSnapshot, UnexposeSnapshot", cases);
