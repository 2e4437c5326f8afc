/*
 * tests/vsbackup/test_components.c - what the requester says of components: the checks, and that it
 * arrives in the document.
 */
#include <scene.h>
#include <vstest.h>

#include <vsapi/alloc.h>
#include <vsapi/text.h>

#include "table_restore_option_grammar.h"

/* Component "c0" and "c1" over C:\data\ledger, and a set: "root" with "root\part" (selectable for
 * restore) and "root\rest" (not), and a database. */
static void describe(struct vsapi_wmd *metadata)
{
    struct vsapi_wm_component *component;

    vsapi_wmd_add_component(metadata, VSS_CT_FILEGROUP, NULL, "root", &component);
    component->selectable = true;
    vsapi_wmd_add_filedesc(metadata, &component->files, "C:\\root\\", "*.dat", false, NULL, 0xF0F);
    vsapi_wmd_add_component(metadata, VSS_CT_FILEGROUP, "root", "part", &component);
    component->selectable_for_restore = true;
    vsapi_wmd_add_filedesc(metadata, &component->files, "C:\\part", "*", true, NULL, 0xF0F);
    vsapi_wmd_add_component(metadata, VSS_CT_FILEGROUP, "root", "rest", &component);
    vsapi_wmd_add_component(metadata, VSS_CT_DATABASE, "db", "main", &component);
    component->selectable = true;
    vsapi_wmd_add_filedesc(metadata, &component->database_files, "C:\\db", "main.db", false, NULL,
                           0xF0F);
    vsapi_wmd_add_filedesc(metadata, &component->log_files, "C:\\db\\log", "*.log", false, NULL,
                           0xF0F);
}

static struct scene_writer *start(struct scene *scene)
{
    struct scene_writer *writer;

    VSTEST_HR(scene_start(scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    writer = scene_writer_new(scene, "ledger", 2);
    writer->describe = describe;
    VSTEST_HR(scene_writer_subscribe(writer), S_OK, "");
    return writer;
}

/* The document as it is now, read back from its XML. */
static struct vsapi_bcd *model(struct scene *scene)
{
    struct vsapi_bcd *document = NULL;
    char *text;

    VSTEST_HR(scene_save(scene), S_OK, "");
    VSTEST_HR(vsapi_text_from_wide(scene->document, &text), S_OK, "");
    VSTEST_HR(vsapi_bcd_read(text, strlen(text), &document), S_OK, "");
    vsapi_free(text);
    cr_assert_not_null(document);
    return document;
}

static struct vsapi_bcd_component *find(struct vsapi_bcd *document,
                                        const struct scene_writer *writer, VSS_COMPONENT_TYPE type,
                                        const char *path, const char *name)
{
    struct vsapi_bcd_writer *found = vsapi_bcd_find_writer(document, &writer->instance_id);

    cr_assert_not_null(found);
    return vsapi_bcd_find(found, type, path, name);
}

/* ---- AddComponent
 * ------------------------------------------------------------------------------------- */

static const struct add_row {
    const char *name;
    bool other_instance, other_class;
    VSS_COMPONENT_TYPE type;
    const WCHAR *path, *component;
    HRESULT hr;
} add_rows[] = {
    {"a component", false, false, VSS_CT_FILEGROUP, NULL, L"c0", S_OK},
    {"with an empty logical path", false, false, VSS_CT_FILEGROUP, L"", L"c0", S_OK},
    {"a database", false, false, VSS_CT_DATABASE, L"db", L"main", S_OK},
    {"in other letters", false, false, VSS_CT_DATABASE, L"DB", L"Main", S_OK},
    {"of an unknown instance", true, false, VSS_CT_FILEGROUP, NULL, L"c0", VSS_E_OBJECT_NOT_FOUND},
    {"of an unknown class", false, true, VSS_CT_FILEGROUP, NULL, L"c0", VSS_E_OBJECT_NOT_FOUND},
    {"of another type", false, false, VSS_CT_DATABASE, NULL, L"c0", VSS_E_OBJECT_NOT_FOUND},
    {"of another path", false, false, VSS_CT_FILEGROUP, L"db", L"c0", VSS_E_OBJECT_NOT_FOUND},
    {"of no such name", false, false, VSS_CT_FILEGROUP, NULL, L"c9", VSS_E_OBJECT_NOT_FOUND},
    {"of an empty name", false, false, VSS_CT_FILEGROUP, NULL, L"", VSS_E_OBJECT_NOT_FOUND},
    {"below a selectable one (undefined: accepted)", false, false, VSS_CT_FILEGROUP, L"root",
     L"part", S_OK},
};

VSTEST_TABLE(components, a_component_is_added_if_its_writer_has_it, add_rows)
{
    const struct add_row *row = &add_rows[*row_];
    struct scene scene;
    struct scene_writer *writer = start(&scene);
    VSS_ID instance = writer->instance_id, class_id = writer->writer_id;

    instance.Data1 += row->other_instance;
    class_id.Data1 += row->other_class;
    VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, row->name);
    VSTEST_HR(scene.backup->lpVtbl->AddComponent(scene.backup, instance, class_id, row->type,
                                                 row->path, row->component),
              row->hr, row->name);
    if (SUCCEEDED(row->hr))
        VSTEST_HR(scene.backup->lpVtbl->AddComponent(scene.backup, instance, class_id, row->type,
                                                     row->path, row->component),
                  VSS_E_OBJECT_ALREADY_EXISTS, row->name);
    VSTEST_HR(scene_end(&scene), S_OK, row->name);
}

Test(components, two_instances_may_have_components_of_the_same_name)
{
    struct scene scene;
    struct scene_writer *second;
    struct vsapi_bcd *document;

    start(&scene);
    second = scene_writer_new(&scene, "ledger", 2);
    second->writer_id = scene.writers[0].writer_id;
    VSTEST_HR(scene_writer_subscribe(second), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create init state gather add"), S_OK, "");
    /* By class: the first that has it. */
    VSTEST_HR(scene.backup->lpVtbl->SetBackupOptions(scene.backup, second->writer_id,
                                                     VSS_CT_FILEGROUP, NULL, L"c1", L"slow"),
              S_OK, "");
    document = model(&scene);
    VSTEST_TEXT(find(document, &scene.writers[0], VSS_CT_FILEGROUP, NULL, "c1")->backup_options,
                "slow", "");
    cr_expect_null(find(document, second, VSS_CT_FILEGROUP, NULL, "c1")->backup_options);
    vsapi_bcd_unref(document);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* ---- a backup's fields
 * ---------------------------------------------------------------------------------- */

Test(components, what_is_said_in_a_backup_is_in_the_document)
{
    struct scene scene;
    struct scene_writer *writer = start(&scene);
    struct vsapi_bcd_component *component;
    struct vsapi_bcd *document;
    IVssBackupComponents *b;

    VSTEST_HR(scene_do(&scene, "create init state gather add start volume"), S_OK, "");
    b = scene.backup;
    VSTEST_HR(b->lpVtbl->SetBackupOptions(b, writer->writer_id, VSS_CT_FILEGROUP, NULL, L"c0",
                                          L"\x00FC\x20AC & <fast>"),
              S_OK, "");
    VSTEST_HR(b->lpVtbl->SetPreviousBackupStamp(b, writer->writer_id, VSS_CT_FILEGROUP, L"", L"c0",
                                                L"stamp-1"),
              S_OK, "");
    VSTEST_HR(b->lpVtbl->SetPreviousBackupStamp(b, writer->writer_id, VSS_CT_FILEGROUP, L"no",
                                                L"c0", L"stamp-1"),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(scene_do(&scene, "prepare snapshot"), S_OK, "");
    VSTEST_HR(b->lpVtbl->SetBackupSucceeded(b, writer->instance_id, writer->writer_id,
                                            VSS_CT_FILEGROUP, NULL, L"c0", true),
              S_OK, "");
    VSTEST_HR(b->lpVtbl->SetBackupSucceeded(b, writer->instance_id, writer->writer_id,
                                            VSS_CT_FILEGROUP, NULL, L"c1", false),
              S_OK, "");
    VSTEST_HR(b->lpVtbl->SetBackupSucceeded(b, writer->writer_id, writer->writer_id,
                                            VSS_CT_FILEGROUP, NULL, L"c1", false),
              VSS_E_OBJECT_NOT_FOUND, "the class id is no instance id");
    document = model(&scene);
    cr_expect(document->select_components);
    cr_expect_eq(document->backup_type, VSS_BT_FULL);
    component = find(document, writer, VSS_CT_FILEGROUP, NULL, "c0");
    VSTEST_TEXT(component->backup_options, "\xC3\xBC\xE2\x82\xAC & <fast>", "");
    VSTEST_TEXT(component->previous_backup_stamp, "stamp-1", "");
    cr_expect(component->has_succeeded && component->succeeded);
    component = find(document, writer, VSS_CT_FILEGROUP, NULL, "c1");
    cr_expect(component->has_succeeded && !component->succeeded);
    vsapi_bcd_unref(document);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* DOC-203, DOC-210, DOC-213, DOC-202 */
Test(components, the_document_grows_with_what_is_said_and_goes_with_its_object)
{
    struct scene scene;
    struct vsapi_bcd *document;
    UINT count = 1;

    start(&scene);
    scene.backup_type = VSS_BT_COPY;
    VSTEST_HR(scene_do(&scene, "create init"), S_OK, "");
    document = model(&scene);
    cr_expect_eq(document->writers.count, 0);
    vsapi_bcd_unref(document);
    VSTEST_HR(scene_do(&scene, "state gather"), S_OK, "");
    document = model(&scene);
    cr_expect_eq(document->backup_type, VSS_BT_COPY);
    cr_expect(document->select_components);
    cr_expect_eq(document->writers.count, 0, "what was gathered is not in it");
    vsapi_bcd_unref(document);
    VSTEST_HR(scene_do(&scene, "add"), S_OK, "");
    document = model(&scene);
    cr_assert_eq(document->writers.count, 1);
    cr_expect_eq(document->writers.items[0]->components.count, 2);
    cr_expect(IsEqualGUID(&document->snapshot_set_id, &GUID_NULL));
    vsapi_bcd_unref(document);
    VSTEST_HR(scene_do(&scene, "start volume prepare snapshot"), S_OK, "");
    document = model(&scene);
    cr_expect(IsEqualGUID(&document->snapshot_set_id, &scene.set_id));
    vsapi_bcd_unref(document);
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, "another object");
    VSTEST_HR(scene.backup->lpVtbl->GetWriterComponentsCount(scene.backup, &count), S_OK, "");
    cr_expect_eq(count, 0);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* ---- a restore's fields
 * ---------------------------------------------------------------------------------- */

/* A restore of a backup of everything, up to where wishes are told. */
static IVssBackupComponentsEx4 *start_restore(struct scene *scene, struct scene_writer **writer)
{
    IVssBackupComponentsEx4 *b = NULL;

    *writer = start(scene);
    VSTEST_HR(scene_do(scene, "create init state gather add"), S_OK, "");
    VSTEST_HR(scene->backup->lpVtbl->AddComponent(scene->backup, (*writer)->instance_id,
                                                  (*writer)->writer_id, VSS_CT_FILEGROUP, NULL,
                                                  L"root"),
              S_OK, "");
    VSTEST_HR(scene->backup->lpVtbl->AddComponent(scene->backup, (*writer)->instance_id,
                                                  (*writer)->writer_id, VSS_CT_DATABASE, L"db",
                                                  L"main"),
              S_OK, "");
    VSTEST_HR(scene_do(scene, "start volume prepare snapshot succeed save complete"), S_OK, "");
    scene_release(scene);
    VSTEST_HR(scene_do(scene, "create initrestore gather"), S_OK, "");
    scene->backup->lpVtbl->QueryInterface(scene->backup, &IID_IVssBackupComponentsEx4, (void **)&b);
    cr_assert_not_null(b);
    return b;
}

Test(components, what_is_said_in_a_restore_is_in_the_document)
{
    struct vsapi_bcd_component *component;
    struct scene_writer *writer;
    struct vsapi_bcd *document;
    struct scene scene;
    IVssBackupComponentsEx4 *b = start_restore(&scene, &writer);
    const VSS_ID id = writer->writer_id;

    VSTEST_HR(b->lpVtbl->SetRestoreState(b, VSS_RTYPE_BY_COPY), S_OK, "");
    VSTEST_HR(b->lpVtbl->SetSelectedForRestoreEx(b, id, VSS_CT_DATABASE, L"db", L"main", true,
                                                 writer->instance_id),
              S_OK, "");
    VSTEST_HR(b->lpVtbl->SetRestoreOptions(b, id, VSS_CT_DATABASE, L"db", L"main", L"o"), S_OK, "");
    VSTEST_HR(b->lpVtbl->SetAdditionalRestores(b, id, VSS_CT_DATABASE, L"db", L"main", true), S_OK,
              "");
    VSTEST_HR(b->lpVtbl->SetAuthoritativeRestore(b, id, VSS_CT_DATABASE, L"db", L"main", true),
              S_OK, "");
    VSTEST_HR(
        b->lpVtbl->SetRollForward(b, id, VSS_CT_DATABASE, L"db", L"main", VSS_RF_PARTIAL, L"lsn 7"),
        S_OK, "");
    VSTEST_HR(b->lpVtbl->SetRestoreName(b, id, VSS_CT_DATABASE, L"db", L"main", L"main2"), S_OK,
              "");
    VSTEST_HR(b->lpVtbl->AddNewTarget(b, id, VSS_CT_DATABASE, L"db", L"main", L"C:\\db\\",
                                      L"MAIN.db", false, L"C:\\new"),
              S_OK, "with a backslash the writer did not give");
    VSTEST_HR(b->lpVtbl->AddAlternativeLocationMapping(b, id, VSS_CT_DATABASE, L"db", L"main",
                                                       L"C:\\db\\log", L"*.log", false, L"C:\\alt"),
              S_OK, "");
    VSTEST_HR(scene_do(&scene, "prerestore"), S_OK, "");
    VSTEST_HR(
        b->lpVtbl->SetFileRestoreStatus(b, id, VSS_CT_DATABASE, L"db", L"main", VSS_RS_FAILED),
        S_OK, "");
    document = model(&scene);
    component = find(document, writer, VSS_CT_DATABASE, "db", "main");
    cr_expect(component->selected_for_restore);
    cr_expect(component->has_restore_instance);
    cr_expect(IsEqualGUID(&component->restore_instance_id, &writer->instance_id));
    cr_expect(component->additional_restores);
    cr_expect(component->authoritative_restore);
    cr_expect_eq(component->roll_forward, VSS_RF_PARTIAL);
    VSTEST_TEXT(component->roll_forward_point, "lsn 7", "");
    VSTEST_TEXT(component->restore_options, "o", "");
    VSTEST_TEXT(component->restore_name, "main2", "");
    cr_expect_eq(component->file_restore_status, VSS_RS_FAILED);
    cr_assert_eq(component->new_targets.count, 1);
    VSTEST_TEXT(component->new_targets.items[0].path, "C:\\db\\", "");
    VSTEST_TEXT(component->new_targets.items[0].filespec, "MAIN.db", "");
    VSTEST_TEXT(component->new_targets.items[0].alternate_path, "C:\\new", "");
    cr_assert_eq(component->alternate_mappings.count, 1);
    VSTEST_TEXT(component->alternate_mappings.items[0].alternate_path, "C:\\alt", "");
    cr_expect_not(find(document, writer, VSS_CT_FILEGROUP, NULL, "c0")->selected_for_restore);
    vsapi_bcd_unref(document);
    b->lpVtbl->Release(b);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* The options of a row in the written form: for all of the component, then for a part of it. */
static void options_of(const struct restore_option_grammar_row *row, char *out, size_t room)
{
    cr_assert(strcmp(row->times, "once") == 0 || strcmp(row->times, "many") == 0, "%s", row->times);
    snprintf(out, room, "\"%s\"=\"%s\"", row->option, row->value);
    if (strcmp(row->times, "many") == 0)
        snprintf(out + strlen(out), room - strlen(out), ",\"part\\deep\":\"%s\"=\"%s\"",
                 row->option, row->value);
}

static void read_options(struct scene_writer *writer, struct vsapi_event *event,
                         struct vsapi_event_answer *answer)
{
    const struct vsapi_bcd_component *component;

    (void)answer;
    if (event->kind != VSAPI_EVENT_PRE_RESTORE)
        return;
    component = vsapi_bcd_find(event->components->writers.items[0], VSS_CT_FILEGROUP, NULL, "root");
    snprintf(writer->context, 200, "%s", component->restore_options);
}

/* What they mean is between requester and writer; what is between these two leaves each quote,
 * colon and backslash where it is. */
VSTEST_TABLE(components, restore_options_reach_the_writer_as_they_were_given,
             table_restore_option_grammar)
{
    const struct restore_option_grammar_row *row = &table_restore_option_grammar[*row_];
    char given[200], seen[200] = "";
    struct scene_writer *writer;
    struct scene scene;
    IVssBackupComponentsEx4 *b = start_restore(&scene, &writer);
    WCHAR *wide = NULL;

    options_of(row, given, sizeof given);
    VSTEST_HR(vsapi_wide_from_text(given, &wide), S_OK, given);
    writer->on_event = read_options;
    writer->context = seen;
    VSTEST_HR(b->lpVtbl->SetSelectedForRestore(b, writer->writer_id, VSS_CT_FILEGROUP, NULL,
                                               L"root", true),
              S_OK, given);
    VSTEST_HR(b->lpVtbl->SetRestoreOptions(b, writer->writer_id, VSS_CT_FILEGROUP, NULL, L"root",
                                           L"before"),
              S_OK, "one call for a component is right; the last one counts");
    VSTEST_HR(
        b->lpVtbl->SetRestoreOptions(b, writer->writer_id, VSS_CT_FILEGROUP, NULL, L"root", wide),
        S_OK, given);
    VSTEST_HR(b->lpVtbl->SetRestoreOptions(b, writer->writer_id, VSS_CT_FILEGROUP, L"root", L"part",
                                           wide),
              VSS_E_OBJECT_NOT_FOUND, "part is in the set, and not in the document");
    VSTEST_HR(scene_do(&scene, "prerestore"), S_OK, given);
    VSTEST_TEXT(seen, given, given);
    vsapi_free(wide);
    b->lpVtbl->Release(b);
    VSTEST_HR(scene_end(&scene), S_OK, given);
}

static const struct target_row {
    const char *name;
    VSS_COMPONENT_TYPE type;
    const WCHAR *path, *component, *folder, *filespec;
    bool recursive;
    HRESULT hr;
} target_rows[] = {
    {"its file set", VSS_CT_FILEGROUP, NULL, L"root", L"C:\\root\\", L"*.dat", false, S_OK},
    {"without the backslash", VSS_CT_FILEGROUP, NULL, L"root", L"C:\\root", L"*.dat", false, S_OK},
    {"in other letters", VSS_CT_FILEGROUP, NULL, L"ROOT", L"c:\\Root", L"*.DAT", false, S_OK},
    {"the set's file set", VSS_CT_FILEGROUP, NULL, L"root", L"C:\\part", L"*", true, S_OK},
    {"the set's, in other letters", VSS_CT_FILEGROUP, NULL, L"ROOT", L"c:\\PART\\", L"*", true,
     S_OK},
    {"a log file", VSS_CT_DATABASE, L"db", L"main", L"C:\\db\\log", L"*.log", false, S_OK},
    {"another folder", VSS_CT_FILEGROUP, NULL, L"root", L"C:\\root2", L"*.dat", false,
     VSS_E_OBJECT_NOT_FOUND},
    {"another specification", VSS_CT_FILEGROUP, NULL, L"root", L"C:\\root", L"*", false,
     VSS_E_OBJECT_NOT_FOUND},
    {"another recursion", VSS_CT_FILEGROUP, NULL, L"root", L"C:\\root", L"*.dat", true,
     VSS_E_OBJECT_NOT_FOUND},
    {"another component's", VSS_CT_FILEGROUP, NULL, L"c0", L"C:\\root", L"*.dat", false,
     VSS_E_OBJECT_NOT_FOUND},
    {"an implicit component", VSS_CT_FILEGROUP, L"root", L"part", L"C:\\part", L"*", true,
     VSS_E_OBJECT_NOT_FOUND},
};

VSTEST_TABLE(components, a_new_target_is_for_a_file_set_of_the_component, target_rows)
{
    const struct target_row *row = &target_rows[*row_];
    struct scene_writer *writer;
    struct scene scene;
    IVssBackupComponentsEx4 *b = start_restore(&scene, &writer);

    VSTEST_HR(b->lpVtbl->AddNewTarget(b, writer->writer_id, row->type, row->path, row->component,
                                      row->folder, row->filespec, row->recursive, L"C:\\new"),
              row->hr, row->name);
    VSTEST_HR(b->lpVtbl->AddAlternativeLocationMapping(b, writer->writer_id, row->type, row->path,
                                                       row->component, row->folder, row->filespec,
                                                       row->recursive, L"C:\\new"),
              row->hr, row->name);
    b->lpVtbl->Release(b);
    VSTEST_HR(scene_end(&scene), S_OK, row->name);
}

static const struct subcomponent_row {
    const char *name;
    bool select;
    const WCHAR *root, *path, *component;
    HRESULT hr;
} subcomponent_rows[] = {
    {"a part", true, L"root", L"root", L"part", S_OK},
    {"one that the writer no longer knows", true, L"root", L"root\\old", L"part", S_OK},
    {"not selectable for restore", true, L"root", L"root", L"rest", E_INVALIDARG},
    {"before the root is selected", false, L"root", L"root", L"part", VSS_E_BAD_STATE},
    {"of another root", true, L"root", L"roots", L"part", VSS_E_OBJECT_NOT_FOUND},
    {"of no root", true, L"none", L"root", L"part", VSS_E_OBJECT_NOT_FOUND},
};

VSTEST_TABLE(components, a_subcomponent_is_chosen_below_a_selected_component, subcomponent_rows)
{
    const struct subcomponent_row *row = &subcomponent_rows[*row_];
    struct scene_writer *writer;
    struct vsapi_bcd *document;
    struct scene scene;
    IVssBackupComponentsEx4 *b = start_restore(&scene, &writer);

    if (row->select)
        VSTEST_HR(b->lpVtbl->SetSelectedForRestore(b, writer->writer_id, VSS_CT_FILEGROUP, NULL,
                                                   L"root", true),
                  S_OK, row->name);
    VSTEST_HR(b->lpVtbl->AddRestoreSubcomponent(b, writer->writer_id, VSS_CT_FILEGROUP, NULL,
                                                row->root, row->path, row->component, false),
              row->hr, row->name);
    document = model(&scene);
    cr_expect_eq(
        find(document, writer, VSS_CT_FILEGROUP, NULL, "root")->restore_subcomponents.count,
        SUCCEEDED(row->hr) ? 1 : 0, "%s", row->name);
    vsapi_bcd_unref(document);
    b->lpVtbl->Release(b);
    VSTEST_HR(scene_end(&scene), S_OK, row->name);
}

Test(components, a_writer_that_does_not_run_cannot_be_selected)
{
    struct scene_writer *writer;
    struct scene scene;
    VSS_ID other;

    start_restore(&scene, &writer)->lpVtbl->Release((IVssBackupComponentsEx4 *)scene.backup);
    scene_release(&scene);
    vsapi_service_unsubscribe(writer->subscription);
    writer->subscription = NULL;
    VSTEST_HR(scene_do(&scene, "create initrestore gather select"), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_SENTENCE("does not run", "");
    VSTEST_HR(scene.backup->lpVtbl->AddRestoreSubcomponent(scene.backup, writer->writer_id,
                                                           VSS_CT_FILEGROUP, NULL, L"root", L"root",
                                                           L"part", false),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_SENTENCE("does not run", "");
    other = writer->instance_id;
    other.Data1++;
    VSTEST_HR(scene_writer_subscribe(writer), S_OK, "");
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create initrestore gather select"), S_OK, "it runs again");
    IVssBackupComponentsEx *ex;
    scene.backup->lpVtbl->QueryInterface(scene.backup, &IID_IVssBackupComponentsEx, (void **)&ex);
    VSTEST_HR(ex->lpVtbl->SetSelectedForRestoreEx(ex, writer->writer_id, VSS_CT_FILEGROUP, NULL,
                                                  L"c0", true, other),
              VSS_E_OBJECT_NOT_FOUND, "no such instance");
    ex->lpVtbl->Release(ex);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* ---- partial files
 * ------------------------------------------------------------------------------------------ */

static void add_partial(struct scene_writer *writer, struct vsapi_event *event,
                        struct vsapi_event_answer *answer)
{
    struct vsapi_partial_file partial = {0};
    struct vsapi_bcd_component *component;

    (void)answer;
    if (event->kind != VSAPI_EVENT_PREPARE_FOR_BACKUP)
        return;
    component = vsapi_bcd_find(event->components->writers.items[0], VSS_CT_FILEGROUP, NULL, "c0");
    cr_assert(VSAPI_ARENA_ROOM(event->components->arena, &component->partial_files));
    vsapi_bcd_text(event->components, &partial.path, "C:\\data");
    vsapi_bcd_text(event->components, &partial.filename, "big.bin");
    vsapi_bcd_text(event->components, &partial.ranges, (const char *)writer->context);
    vsapi_bcd_text(event->components, &partial.metadata, "");
    component->partial_files.items[component->partial_files.count++] = partial;
}

static const struct ranges_row {
    const char *before, *after;
} ranges_rows[] = {
    {"C:\\ranges.bin", "D:\\moved\\ranges.bin"},
    {"File=C:\\ranges.bin", "File=D:\\moved\\ranges.bin"},
};

VSTEST_TABLE(components, a_ranges_file_may_be_moved, ranges_rows)
{
    const struct ranges_row *row = &ranges_rows[*row_];
    struct vsapi_bcd *document;
    struct scene scene;
    struct scene_writer *writer = start(&scene);
    IVssBackupComponents *b;

    writer->on_event = add_partial;
    writer->context = (void *)(uintptr_t)row->before;
    VSTEST_HR(scene_do(&scene, SCENE_BACKUP), S_OK, row->before);
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create initrestore gather select"), S_OK, row->before);
    b = scene.backup;
    VSTEST_HR(b->lpVtbl->SetRangesFilePath(b, writer->writer_id, VSS_CT_FILEGROUP, NULL, L"c0", 1,
                                           L"D:\\moved\\ranges.bin"),
              VSS_E_OBJECT_NOT_FOUND, row->before);
    VSTEST_HR(b->lpVtbl->SetRangesFilePath(b, writer->writer_id, VSS_CT_FILEGROUP, NULL, L"c0", 0,
                                           L"D:\\moved\\ranges.bin"),
              S_OK, row->before);
    document = model(&scene);
    VSTEST_TEXT(find(document, writer, VSS_CT_FILEGROUP, NULL, "c0")->partial_files.items[0].ranges,
                row->after, row->before);
    vsapi_bcd_unref(document);
    VSTEST_HR(scene_end(&scene), S_OK, row->before);
}
