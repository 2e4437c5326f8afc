/*
 * conformance/suite/backup_choose.c - IVssBackupComponents: which writers take part.
 * DisableWriterClasses, EnableWriterClasses, DisableWriterInstances.
 *
 * Three writers run: two instances of one class (A, with the names 1 and 2) and one of another (B).
 * A row is a run of calls and tells which writers then get events.
 */
#include "groups.h"
#include "requester.h"

enum { A1, A2, B, WRITERS };
#define BIT(writer) (1u << (writer))
#define ALL (BIT(A1) | BIT(A2) | BIT(B))

static const VSS_ID class_a = {0x5e17e000, 0x00A0, 0x4000, {0x80, 1, 2, 3, 4, 5, 6, 7}};
static const VSS_ID class_b = {0x5e17e000, 0x00B0, 0x4000, {0x80, 1, 2, 3, 4, 5, 6, 7}};
static const VSS_ID class_none = {0x5e17e000, 0x00C0, 0x4000, {0x80, 1, 2, 3, 4, 5, 6, 7}};

struct three {
    struct suite_writer *writers[WRITERS];
    VSS_ID instances[WRITERS];
};

enum what { NOTHING, DISABLE, ENABLE, INSTANCE };

struct step {
    enum what what;
    const VSS_ID *classes[2]; /* DISABLE, ENABLE */
    int instance;             /* INSTANCE */
};

struct choose_row {
    struct step steps[3];
    unsigned hear; /* BIT() of the writers that get events */
    bool late;     /* the calls come after GatherWriterMetadata */
};

static HRESULT take(IVssBackupComponents *backup, const struct step *step,
                    const struct three *three)
{
    VSS_ID ids[2];
    UINT count = 0;

    for (; count < 2 && step->classes[count]; count++)
        ids[count] = *step->classes[count];
    switch (step->what) {
    case DISABLE:
        return CALL(backup, DisableWriterClasses, ids, count);
    case ENABLE:
        return CALL(backup, EnableWriterClasses, ids, count);
    case INSTANCE:
        return CALL(backup, DisableWriterInstances, &three->instances[step->instance], 1);
    default:
        return S_OK;
    }
}

/* Their instance ids are found with an object of its own, as the pages advise. */
static bool find_instances(struct suite *suite, struct three *three)
{
    struct requester *requester = requester_at(suite, AT_GATHERED);
    UINT count = 0;

    if (!requester || !CHECK_HR(CALL(requester->backup, GetWriterMetadataCount, &count), S_OK))
        return false;
    for (UINT i = 0; i < count; i++) {
        IVssExamineWriterMetadata *metadata;
        VSS_ID instance, identity, writer;
        VSS_USAGE_TYPE usage;
        VSS_SOURCE_TYPE source;
        BSTR name = NULL;

        if (!CHECK_HR(CALL(requester->backup, GetWriterMetadata, i, &instance, &metadata), S_OK))
            return false;
        CALL(metadata, GetIdentity, &identity, &writer, &name, &usage, &source);
        for (int n = 0; n < WRITERS; n++)
            if (name && name[0] == L"12B"[n])
                three->instances[n] = instance;
        SysFreeString(name);
        CALL(metadata, Release);
    }
    requester_end(requester);
    return true;
}

static bool begin(struct suite *suite, struct three *three)
{
    const struct suite_writer_options options[WRITERS] = {
        {.writer_id = &class_a, .name = L"1 of A", .instance_name = L"1"},
        {.writer_id = &class_a, .name = L"2 of A", .instance_name = L"2"},
        {.writer_id = &class_b, .name = L"B"},
    };

    for (int n = 0; n < WRITERS; n++)
        if (!CHECK_HR(suite_writer_begin(suite, &options[n], &three->writers[n]), S_OK))
            return false;
    return find_instances(suite, three);
}

static HRESULT choose(IVssBackupComponents *backup, const struct choose_row *row,
                      const struct three *three)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < 3 && hr == S_OK; i++)
        hr = take(backup, &row->steps[i], three);
    return hr;
}

/* All events of a backup without components, as every writer would take part in it. */
static void run_backup(struct suite *suite, const struct choose_row *row, const struct three *three)
{
    struct requester *requester = requester_at(suite, AT_INITIALIZED);
    VSS_ID id;

    REQUIRE(requester);
    if (!row->late)
        REQUIRE_HR(choose(requester->backup, row, three), S_OK);
    REQUIRE_HR(CALL(requester->backup, SetBackupState, false, false, VSS_BT_FULL, false), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, GatherWriterMetadata), S_OK);
    if (row->late)
        REQUIRE_HR(choose(requester->backup, row, three), S_OK);
    REQUIRE_HR(CALL(requester->backup, StartSnapshotSet, &id), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, PrepareForBackup), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, DoSnapshotSet), S_OK);
    REQUIRE_HR(requester_finish(requester->backup, BackupComplete), S_OK);
    requester_end(requester);
}

static void chosen(struct suite *suite, const void *data)
{
    const struct choose_row *row = data;
    struct three three = {0};
    unsigned before[WRITERS];

    REQUIRE(begin(suite, &three));
    for (int n = 0; n < WRITERS; n++)
        before[n] = suite_writer_events(three.writers[n], SUITE_IDENTIFY);
    run_backup(suite, row, &three);
    for (int n = 0; n < WRITERS; n++) {
        unsigned wanted = row->hear & BIT(n) ? 1 : 0;

        CHECK(suite_writer_events(three.writers[n], SUITE_IDENTIFY) == before[n] + wanted);
        for (int event = SUITE_PREPARE_BACKUP; event <= SUITE_BACKUP_SHUTDOWN; event++)
            suite_check(suite,
                        event == SUITE_ABORT ||
                            suite_writer_events(three.writers[n], (enum suite_event)event) ==
                                wanted,
                        __FILE__, __LINE__, "writer %d had event %d", n, event);
    }
}

#define CLASSES(what, ...)                                                                         \
    {                                                                                              \
        what, {__VA_ARGS__}, 0                                                                     \
    }
#define ONE(n)                                                                                     \
    {                                                                                              \
        INSTANCE, {NULL}, n                                                                        \
    }

static const struct choose_row rows[] = {
    /* 0 */ {{{NOTHING, {NULL}, 0}}, ALL, false},
    /* 1 */ {{CLASSES(DISABLE, &class_a)}, BIT(B), false},
    /* 2 */ {{CLASSES(DISABLE, &class_b)}, BIT(A1) | BIT(A2), false},
    /* 3 */ {{CLASSES(DISABLE, &class_a), CLASSES(DISABLE, &class_b)}, 0, false},
    /* 4 */ {{CLASSES(DISABLE, &class_a), CLASSES(ENABLE, &class_b)}, BIT(B), false},
    /* 5 */
    {{CLASSES(DISABLE, &class_a, &class_b), CLASSES(ENABLE, &class_a)}, BIT(A1) | BIT(A2), false},
    /* 6 */ {{CLASSES(DISABLE, &class_a)}, ALL, true},
    /* 7 */ {{CLASSES(ENABLE, &class_b)}, BIT(B), false},
    /* 8 */ {{CLASSES(ENABLE, &class_none)}, 0, false},
    /* 9 */ {{CLASSES(ENABLE, &class_none), CLASSES(ENABLE, &class_a)}, BIT(A1) | BIT(A2), false},
    /* 10 */ {{CLASSES(ENABLE, &class_a, &class_b), CLASSES(DISABLE, &class_a)}, BIT(B), false},
    /* 11 */ {{CLASSES(ENABLE, &class_b)}, ALL, true},
    /* 12 */ {{ONE(A1)}, BIT(A2) | BIT(B), false},
    /* 13 */ {{ONE(A1), ONE(B)}, BIT(A2), false},
    /* 14 */ {{ONE(A1)}, ALL, true},
};

#define DISABLED(row, n)                                                                           \
    {                                                                                              \
        "IVssBackupComponents.DisableWriterClasses" row, chosen, &rows[n], 0                       \
    }
#define ENABLED(row, n)                                                                            \
    {                                                                                              \
        "IVssBackupComponents.EnableWriterClasses" row, chosen, &rows[n], 0                        \
    }
#define INSTANCES(row, n)                                                                          \
    {                                                                                              \
        "IVssBackupComponents.DisableWriterInstances" row, chosen, &rows[n], 0                     \
    }

static const struct suite_case cases[] = {
    DISABLED("/S_OK", 2), DISABLED("-1", 1),   DISABLED("-2", 1),   DISABLED("-3", 0),
    DISABLED("-4", 2),    DISABLED("-5", 3),   DISABLED("-6", 5),   DISABLED("-7", 1),
    DISABLED("-8", 6),    DISABLED("-9", 2),   ENABLED("/S_OK", 7), ENABLED("-1", 7),
    ENABLED("-2", 0),     ENABLED("-3", 8),    ENABLED("-4", 9),    ENABLED("-5", 10),
    ENABLED("-6", 7),     ENABLED("-7", 11),   ENABLED("-8", 7),    INSTANCES("/S_OK", 13),
    INSTANCES("-1", 12),  INSTANCES("-2", 12), INSTANCES("-3", 13), INSTANCES("-4", 14),
    INSTANCES("-5", 12),
};
const struct suite_group suite_backup_choose = SUITE_GROUP("IVssBackupComponents: choice", cases);
