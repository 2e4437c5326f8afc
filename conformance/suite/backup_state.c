/*
 * conformance/suite/backup_state.c - IVssBackupComponents: what holds for all of an operation.
 * SetBackupState, SetRestoreState, SetContext.
 */
#include "defaults.h"
#include "groups.h"
#include "layers.h"
#include "requester.h"

/* ---- what a writer sees ------------------------------------------------------------------------
 */

struct seen {
    unsigned calls;
    bool components_selected, bootable, partial, has_components;
    VSS_BACKUP_TYPE type;
    VSS_RESTORE_TYPE restore;
    UINT component_count;
};

static bool look(struct suite_writer *writer, const struct suite_event_args *args)
{
    struct seen *seen = suite_writer_context(writer);

    seen->calls++;
    seen->components_selected = suite_writer_AreComponentsSelected(writer);
    seen->bootable = suite_writer_IsBootableSystemStateBackedUp(writer);
    seen->partial = suite_writer_IsPartialFileSupportEnabled(writer);
    seen->type = suite_writer_GetBackupType(writer);
    seen->restore = suite_writer_GetRestoreType(writer);
    seen->has_components = args->components != NULL;
    if (args->components)
        CALL(args->components, GetComponentCount, &seen->component_count);
    return true;
}

/* A writer that looks in one event, and a requester at the point before the others are made. */
static struct requester *observed(struct suite *suite, enum suite_event event,
                                  enum requester_point point, struct seen *seen)
{
    struct suite_writer_options options = {.context = seen};
    struct suite_writer *writer;

    options.on[event] = look;
    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    return requester_at(suite, point);
}

/* ---- SetBackupState ----------------------------------------------------------------------------
 */

static const struct state_row {
    bool components, bootable, partial;
    VSS_BACKUP_TYPE type;
} state_rows[] = {
    {true, false, false, VSS_BT_FULL},       {false, false, false, VSS_BT_FULL},
    {true, true, false, VSS_BT_INCREMENTAL}, {true, false, true, VSS_BT_DIFFERENTIAL},
    {true, true, true, VSS_BT_LOG},          {false, true, false, VSS_BT_COPY},
    {false, false, true, VSS_BT_OTHER},
};

static void state_reaches_writers(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < sizeof state_rows / sizeof *state_rows; i++) {
        const struct state_row *wanted = &state_rows[i];
        struct seen seen = {0};
        struct requester *requester = observed(suite, SUITE_PREPARE_BACKUP, AT_STATE, &seen);

        REQUIRE(requester);
        REQUIRE_HR(CALL(requester->backup, SetBackupState, wanted->components, wanted->bootable,
                        wanted->type, wanted->partial),
                   S_OK);
        REQUIRE(requester_go(suite, requester, AT_PREPARED));
        CHECK(seen.calls == 1);
        CHECK(seen.components_selected == wanted->components);
        CHECK(seen.has_components == wanted->components);
        CHECK(seen.bootable == wanted->bootable);
        CHECK(seen.partial == wanted->partial);
        CHECK(seen.type == wanted->type);
        requester_end(requester);
        suite_writer_end(requester->writer);
    }
}

/* The mode of the backup is that of its restore. */
static void mode_holds_for_the_restore(struct suite *suite, const void *row)
{
    struct seen seen = {0};
    struct requester *requester = observed(suite, SUITE_PRE_RESTORE, AT_PRE_RESTORE, &seen);

    (void)row;
    REQUIRE(requester);
    CHECK(seen.calls == 1);
    CHECK(seen.components_selected);
    CHECK(seen.has_components && seen.component_count == 2);
    suite_writer_end(requester->writer);
    state_reaches_writers(suite, row);
}

/* One of two components is left out; without component mode nothing can be. */
static void components_are_chosen(struct suite *suite, const void *row)
{
    struct seen seen = {0};
    struct requester *requester = observed(suite, SUITE_PREPARE_BACKUP, AT_VOLUME, &seen);
    struct suite_writer *other;
    const VSS_ID other_id = {0x5e17e000, 0x0002, 0x4000, {0x80, 1, 2, 3, 4, 5, 6, 7}};
    const struct suite_writer_options options = {.writer_id = &other_id, .name = L"Other Writer"};

    (void)row;
    REQUIRE(requester);
    requester_end(requester);
    REQUIRE_HR(suite_writer_begin(suite, &options, &other), S_OK);
    requester = requester_at(suite, AT_VOLUME);
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, AddComponent, requester->instance_id, requester->writer_id,
                    VSS_CT_DATABASE, NULL, L"base"),
               S_OK);
    REQUIRE_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK(seen.calls == 1 && seen.component_count == 1);
    CHECK(suite_writer_events(other, SUITE_PREPARE_BACKUP) == 0);
    requester_end(requester);

    requester = requester_at(suite, AT_VOLUME);
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetBackupState, false, false, VSS_BT_FULL, false), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK(seen.calls == 2 && !seen.has_components);
    CHECK(suite_writer_events(other, SUITE_PREPARE_BACKUP) == 1);
}

static void partial_is_off(struct suite *suite, const void *row)
{
    struct seen seen = {.partial = true};
    struct requester *requester = observed(suite, SUITE_PREPARE_BACKUP, AT_ADDED, &seen);

    (void)row;
    REQUIRE(requester);
    REQUIRE_HR(CALL(requester->backup, SetBackupState, true, false, VSS_BT_FULL, true), S_OK);
    REQUIRE_HR(defaults_SetBackupState(requester->backup), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK(seen.calls == 1 && !seen.partial);
}

static void state_before_prepare(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    VSS_ID id;

    (void)row;
    REQUIRE(requester);
    CHECK_HR(requester_finish(requester->backup, GatherWriterMetadata), S_OK);
    CHECK_HR(CALL(requester->backup, StartSnapshotSet, &id), S_OK);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), VSS_E_BAD_STATE);
    CHECK_HR(CALL(requester->backup, SetBackupState, true, false, VSS_BT_FULL, false), S_OK);
    CHECK_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    CHECK_HR(CALL(requester->backup, SetBackupState, true, false, VSS_BT_FULL, false),
             VSS_E_BAD_STATE);
}

static void state_in_a_backup_only(struct suite *suite, const void *row)
{
    struct requester *fresh = requester_at(suite, AT_NEW);
    struct requester *restore = requester_at(suite, AT_RESTORE);

    (void)row;
    REQUIRE(fresh && restore);
    CHECK_HR(CALL(fresh->backup, SetBackupState, true, false, VSS_BT_FULL, false), VSS_E_BAD_STATE);
    CHECK_HR(CALL(restore->backup, SetBackupState, true, false, VSS_BT_FULL, false),
             VSS_E_BAD_STATE);
}

/* ---- SetRestoreState ---------------------------------------------------------------------------
 */

static void restore_type_is_undefined(struct suite *suite, const void *row)
{
    struct seen seen = {.restore = VSS_RTYPE_OTHER};
    struct requester *requester = observed(suite, SUITE_PRE_RESTORE, AT_PRE_RESTORE, &seen);

    (void)row;
    REQUIRE(requester);
    CHECK(seen.calls == 1 && seen.restore == VSS_RTYPE_UNDEFINED);
}

static void restore_type_reaches_writers(struct suite *suite, const void *row)
{
    static const VSS_RESTORE_TYPE types[] = {VSS_RTYPE_BY_COPY, VSS_RTYPE_IMPORT, VSS_RTYPE_OTHER,
                                             VSS_RTYPE_UNDEFINED};

    (void)row;
    for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
        struct seen seen = {.restore = (VSS_RESTORE_TYPE)77};
        struct requester *requester = observed(suite, SUITE_PRE_RESTORE, AT_SELECTED, &seen);

        REQUIRE(requester);
        CHECK_HR(CALL(requester->backup, SetRestoreState, types[i]), S_OK);
        REQUIRE(requester_go(suite, requester, AT_PRE_RESTORE));
        CHECK(seen.calls == 1 && seen.restore == types[i]);
        CHECK_HR(CALL(requester->backup, SetRestoreState, types[i]), VSS_E_BAD_STATE);
        requester_end(requester);
        suite_writer_end(requester->writer);
    }
}

static void restore_state_in_a_restore_only(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_STATE);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetRestoreState, VSS_RTYPE_BY_COPY), VSS_E_BAD_STATE);
}

/* ---- SetContext --------------------------------------------------------------------------------
 */

/* The attributes of a shadow copy made in that context; -1: it could not be made. */
static LONG attributes_in(struct suite *suite, LONG context)
{
    bool writers = !(context & VSS_VOLSNAP_ATTR_NO_WRITERS);
    struct requester *requester =
        requester_at_context(suite, writers ? AT_PREPARED : AT_INITIALIZED, context);
    WCHAR volume[] = L"C:\\";
    VSS_SNAPSHOT_PROP prop;
    LONG attributes = -1;

    if (!requester)
        return -1;
    if (!writers) {
        CHECK_HR(CALL(requester->backup, StartSnapshotSet, &requester->set_id), S_OK);
        CHECK_HR(
            CALL(requester->backup, AddToSnapshotSet, volume, GUID_NULL, &requester->snapshot_id),
            S_OK);
    }
    CHECK_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    if (CHECK_HR(CALL(requester->backup, GetSnapshotProperties, requester->snapshot_id, &prop),
                 S_OK)) {
        attributes = prop.m_lSnapshotAttributes;
        VssFreeSnapshotProperties(&prop);
    }
    requester_end(requester);
    return attributes;
}

#define CONTEXT_BITS                                                                               \
    (VSS_VOLSNAP_ATTR_PERSISTENT | VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE |                            \
     VSS_VOLSNAP_ATTR_NO_AUTO_RELEASE | VSS_VOLSNAP_ATTR_NO_WRITERS)

static void context_is_kept(struct suite *suite, const void *row)
{
    static const LONG contexts[] = {VSS_CTX_FILE_SHARE_BACKUP, VSS_CTX_NAS_ROLLBACK,
                                    VSS_CTX_APP_ROLLBACK};

    (void)row;
    for (size_t i = 0; i < sizeof contexts / sizeof *contexts; i++) {
        LONG got = attributes_in(suite, contexts[i]);

        suite_check(suite, (got & CONTEXT_BITS) == contexts[i], __FILE__, __LINE__,
                    "in context 0x%X the shadow copy has the attributes 0x%X",
                    (unsigned)contexts[i], (unsigned)got);
    }
}

static void context_is_backup(struct suite *suite, const void *row)
{
    (void)row;
    CHECK((attributes_in(suite, VSS_CTX_BACKUP) & CONTEXT_BITS) == VSS_CTX_BACKUP);
}

static void context_once(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);

    (void)row;
    REQUIRE(requester);
    CHECK_HR(CALL(requester->backup, SetContext, 0x40000000), E_INVALIDARG);
    CHECK_HR(CALL(requester->backup, SetContext, VSS_CTX_APP_ROLLBACK), S_OK);
    CHECK_HR(CALL(requester->backup, SetContext, VSS_CTX_APP_ROLLBACK), VSS_E_BAD_STATE);
}

static void context_comes_early(struct suite *suite, const void *row)
{
    struct requester *requester = requester_at(suite, AT_SET);
    struct requester *fresh = requester_at(suite, AT_NEW);

    (void)row;
    REQUIRE(requester && fresh);
    CHECK_HR(CALL(requester->backup, SetContext, VSS_CTX_APP_ROLLBACK), VSS_E_BAD_STATE);
    CHECK_HR(CALL(fresh->backup, SetContext, VSS_CTX_APP_ROLLBACK), VSS_E_BAD_STATE);
}

static const struct {
    LONG context;
    HRESULT hr;
} context_rows[] = {
    {VSS_CTX_BACKUP, S_OK},
    {VSS_CTX_FILE_SHARE_BACKUP, S_OK},
    {VSS_CTX_NAS_ROLLBACK, S_OK},
    {VSS_CTX_APP_ROLLBACK, S_OK},
    {VSS_CTX_CLIENT_ACCESSIBLE, S_OK},
    {VSS_CTX_CLIENT_ACCESSIBLE_WRITERS, S_OK},
    {(LONG)VSS_CTX_ALL, S_OK},
    {VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_TRANSPORTABLE, S_OK},
    {VSS_CTX_APP_ROLLBACK | VSS_VOLSNAP_ATTR_NOT_TRANSACTED, S_OK},
    {VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_DIFFERENTIAL, S_OK},
    {VSS_CTX_BACKUP | VSS_VOLSNAP_ATTR_DIFFERENTIAL | VSS_VOLSNAP_ATTR_PLEX, E_INVALIDARG},
    {VSS_CTX_CLIENT_ACCESSIBLE | VSS_VOLSNAP_ATTR_TRANSPORTABLE, E_INVALIDARG},
    {VSS_VOLSNAP_ATTR_PERSISTENT, E_INVALIDARG},
    {VSS_VOLSNAP_ATTR_IMPORTED, E_INVALIDARG},
    {VSS_VOLSNAP_ATTR_EXPOSED_LOCALLY, E_INVALIDARG},
    {0x40000000, E_INVALIDARG},
};

static void contexts_supported(struct suite *suite, const void *row)
{
    (void)row;
    for (size_t i = 0; i < sizeof context_rows / sizeof *context_rows; i++) {
        struct requester *requester = requester_at(suite, AT_INITIALIZED);
        HRESULT hr;

        REQUIRE(requester);
        hr = CALL(requester->backup, SetContext, context_rows[i].context);
        suite_check(suite, hr == context_rows[i].hr, __FILE__, __LINE__,
                    "SetContext(0x%X) is 0x%08X", (unsigned)context_rows[i].context, (unsigned)hr);
        requester_end(requester);
    }
}

#define STATE(row) "IVssBackupComponents.SetBackupState" row
#define RESTORE(row) "IVssBackupComponents.SetRestoreState" row
#define CONTEXT(row) "IVssBackupComponents.SetContext" row

static const struct suite_case cases[] = {
    {STATE("/S_OK"), state_reaches_writers, NULL, 0},
    {STATE("-1"), state_before_prepare, NULL, 0},
    {STATE("-2"), mode_holds_for_the_restore, NULL, 0},
    {STATE("-3"), components_are_chosen, NULL, 0},
    {STATE("-4"), partial_is_off, NULL, 0},
    {STATE("-5"), state_in_a_backup_only, NULL, 0},
    {RESTORE("/S_OK"), restore_type_reaches_writers, NULL, 0},
    {RESTORE("-1"), restore_type_is_undefined, NULL, 0},
    {RESTORE("-3"), restore_type_reaches_writers, NULL, 0},
    {RESTORE("-4"), restore_type_is_undefined, NULL, 0},
    {RESTORE("-5"), restore_state_in_a_restore_only, NULL, 0},
    {CONTEXT("/S_OK"), context_is_kept, NULL, 0},
    {CONTEXT("-1"), context_is_kept, NULL, 0},
    {CONTEXT("-2"), context_is_backup, NULL, 0},
    {CONTEXT("-3"), context_once, NULL, 0},
    {CONTEXT("-4"), context_comes_early, NULL, 0},
    {CONTEXT("-5"), contexts_supported, NULL, 0},
};
const struct suite_group suite_backup_state = SUITE_GROUP("IVssBackupComponents: state", cases);
