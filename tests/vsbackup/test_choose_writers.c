/*
 * tests/vsbackup/test_choose_writers.c - EnableWriterClasses, DisableWriterClasses and
 * DisableWriterInstances: who is asked for metadata, has a status and gets the events.
 */
#include <scene.h>
#include <vstest.h>

/* Writers "a", "b" and "B": the last two are instances of one class, B's the second. */
static void start(struct scene *scene)
{
    struct scene_writer *second;

    VSTEST_HR(scene_start(scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    cr_assert_not_null(scene_writer_add(scene, "a", 1));
    cr_assert_not_null(scene_writer_add(scene, "b", 1));
    second = scene_writer_new(scene, "B", 1);
    second->writer_id = scene->writers[1].writer_id;
    VSTEST_HR(scene_writer_subscribe(second), S_OK, "");
    VSTEST_HR(scene_do(scene, "create init volumestate"), S_OK, "");
}

static const VSS_ID unknown = {99, 9, 9, {9}};

/* The writer of this letter; '?' is nobody. */
static struct scene_writer *named(struct scene *scene, char letter)
{
    for (size_t i = 0; i < scene->writer_count; i++)
        if (scene->writers[i].name[0] == letter)
            return &scene->writers[i];
    return NULL;
}

/*
 * Makes one call of a text like "+a" (EnableWriterClasses of a's class), "-ab"
 * (DisableWriterClasses of two) or "!B" (DisableWriterInstances).
 */
static HRESULT choose(struct scene *scene, const char *call, size_t length)
{
    IVssBackupComponents *backup = scene->backup;
    VSS_ID ids[4];
    UINT count = 0;

    for (size_t i = 1; i < length; i++) {
        const struct scene_writer *writer = named(scene, call[i]);

        ids[count++] = !writer ? unknown : call[0] == '!' ? writer->instance_id : writer->writer_id;
    }
    if (call[0] == '!')
        return backup->lpVtbl->DisableWriterInstances(backup, ids, count);
    return call[0] == '+' ? backup->lpVtbl->EnableWriterClasses(backup, ids, count)
                          : backup->lpVtbl->DisableWriterClasses(backup, ids, count);
}

static void choose_all(struct scene *scene, const char *calls)
{
    while (*(calls += strspn(calls, " "))) {
        size_t length = strcspn(calls, " ");

        VSTEST_HR(choose(scene, calls, length), S_OK, calls);
        calls += length;
    }
}

/* The names of those with an entry, in the order they subscribed. */
static void listed(struct scene *scene, bool status, char *out)
{
    IVssBackupComponents *backup = scene->backup;
    UINT count = 0;

    VSTEST_HR(status ? backup->lpVtbl->GetWriterStatusCount(backup, &count)
                     : backup->lpVtbl->GetWriterMetadataCount(backup, &count),
              S_OK, "");
    for (UINT i = 0; i < count; i++) {
        IVssExamineWriterMetadata *metadata;
        VSS_ID instance = GUID_NULL, writer;
        VSS_WRITER_STATE state;
        HRESULT failure;
        BSTR name;

        if (status) {
            VSTEST_HR(backup->lpVtbl->GetWriterStatus(backup, i, &instance, &writer, &name, &state,
                                                      &failure),
                      S_OK, "");
            SysFreeString(name);
        } else {
            VSTEST_HR(backup->lpVtbl->GetWriterMetadata(backup, i, &instance, &metadata), S_OK, "");
            metadata->lpVtbl->Release(metadata);
        }
        for (size_t w = 0; w < scene->writer_count; w++)
            if (IsEqualGUID(&scene->writers[w].instance_id, &instance))
                *out++ = scene->writers[w].name[0];
    }
    *out = '\0';
}

static const struct choose_row {
    const char *calls;
    const char *enabled;
} choose_rows[] = {
    {"", "abB"},                   /* EnableWriterClasses-2, DisableWriterClasses-3 */
    {"-a", "bB"},     {"-b", "a"}, /* DisableWriterClasses-2: all instances */
    {"-a -b", ""},    {"-a -a", "bB"},      {"-?", "abB"},
    {"-a?", "bB"},    {"+a", "a"},      /* EnableWriterClasses-3 */
    {"+b", "bB"},     {"+a +b", "abB"}, /* EnableWriterClasses-4 */
    {"+ab", "abB"},   {"+?", ""},           {"+a +a", "a"},
    {"+ab -a", "bB"}, /* EnableWriterClasses-5 */
    {"+a -b", "a"},   {"+a -a", ""},        {"+ab -a +a", "abB"},
    {"-a +a", "a"}, /* DisableWriterClasses-6: all earlier disabling is cancelled */
    {"-a +b", "bB"},  {"-ab +b +a", "abB"}, {"!a", "bB"},
    {"!b", "aB"}, /* DisableWriterInstances-2 */
    {"!B", "ab"},     {"!b !B", "a"},       {"!b !b", "aB"},
    {"!?", "abB"},    {"!b +b", "B"}, /* EnableWriterClasses is about classes */
    {"+b !b", "B"},   {"-b !a", ""},        {"!b -a", "B"},
};

VSTEST_TABLE(choose_writers, who_is_chosen_is_asked_and_told, choose_rows)
{
    const struct choose_row *row = &choose_rows[*row_];
    struct scene scene;
    char names[8];

    start(&scene);
    choose_all(&scene, row->calls);
    VSTEST_HR(scene_do(&scene, "gatherstatus"), S_OK, row->calls);
    listed(&scene, true, names);
    VSTEST_TEXT(names, row->enabled, row->calls);
    VSTEST_HR(scene_do(&scene, "freestatus gather start volume prepare snapshot gatherstatus"),
              S_OK, row->calls);
    listed(&scene, false, names);
    VSTEST_TEXT(names, row->enabled, row->calls);
    listed(&scene, true, names);
    VSTEST_TEXT(names, row->enabled, row->calls);
    for (size_t i = 0; i < scene.writer_count; i++) {
        unsigned wanted = strchr(row->enabled, scene.writers[i].name[0]) ? 1 : 0;

        cr_expect_eq(scene_events(&scene.writers[i], VSAPI_EVENT_IDENTIFY), wanted, "%s: %s",
                     row->calls, scene.writers[i].name);
        cr_expect_eq(scene_events(&scene.writers[i], VSAPI_EVENT_FREEZE), wanted, "%s: %s",
                     row->calls, scene.writers[i].name);
    }
    cr_expect_eq(scene_end(&scene), S_OK);
    cr_expect_eq(vsapi_com_live(), 0);
}

/* It lasts as long as the object: the next one sees every writer. */
Test(choose_writers, another_object_knows_nothing_of_it)
{
    struct scene scene;
    char names[8];

    start(&scene);
    choose_all(&scene, "-b");
    VSTEST_HR(scene_do(&scene, "gather"), S_OK, "");
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create init volumestate gather"), S_OK, "");
    listed(&scene, false, names);
    VSTEST_TEXT(names, "abB", "");
    cr_expect_eq(scene_end(&scene), S_OK);
}

static const char *const calls[] = {"-a", "+b", "!a"};

/* EnableWriterClasses-7, DisableWriterClasses-8, DisableWriterInstances-4. */
VSTEST_TABLE(choose_writers, after_gathering_it_has_no_effect, calls)
{
    struct scene scene;
    char names[8];

    start(&scene);
    VSTEST_HR(scene_do(&scene, "gather"), S_OK, "");
    choose_all(&scene, calls[*row_]);
    VSTEST_HR(scene_do(&scene, "start volume prepare snapshot gatherstatus"), S_OK, "");
    listed(&scene, false, names);
    VSTEST_TEXT(names, "abB", calls[*row_]);
    listed(&scene, true, names);
    VSTEST_TEXT(names, "abB", calls[*row_]);
    for (size_t i = 0; i < scene.writer_count; i++)
        cr_expect_eq(scene_events(&scene.writers[i], VSAPI_EVENT_FREEZE), 1, "%s", calls[*row_]);
    cr_expect_eq(scene_end(&scene), S_OK);
}

VSTEST_TABLE(choose_writers, it_is_for_backups_that_have_begun, calls)
{
    const char *call = calls[*row_];
    struct scene scene;

    start(&scene);
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create"), S_OK, "");
    VSTEST_HR(choose(&scene, call, strlen(call)), VSS_E_BAD_STATE, call);
    VSTEST_HR(choose(&scene, call, 1), E_INVALIDARG, call);
    VSTEST_HR(scene_do(&scene, "init save"), S_OK, "");
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create initrestore"), S_OK, "");
    VSTEST_HR(choose(&scene, call, strlen(call)), VSS_E_BAD_STATE, call);
    cr_expect_eq(scene_end(&scene), S_OK);
}

VSTEST_TABLE(choose_writers, choosing_survives_a_lack_of_memory, calls)
{
    const char *call = calls[*row_];
    struct scene scene;

    start(&scene);
    VSTEST_FAIL_EACH_ALLOCATION(choose(&scene, call, strlen(call)), (void)0);
    cr_expect_eq(scene_end(&scene), S_OK);
}
