/*
 * tests/vsbackup/test_plan_life.c - a plan as an object: what it refuses, in which order, with how
 * much memory; and over the files of a machine of this library.
 */
#include "plan_scene.h"

#include "machine.h"

/* ---- refused requests --------------------------------------------------------------------------
 */

static HRESULT create(const struct vsapi_plan_request *request)
{
    struct vsapi_plan *plan = (struct vsapi_plan *)1;
    HRESULT hr = vsapi_plan_create(request, &plan);

    cr_expect((plan != NULL) == SUCCEEDED(hr));
    vsapi_plan_destroy(plan);
    return hr;
}

Test(plan_life, a_request_has_to_be_whole)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_plan_request request = scene->request;
    struct vsapi_plan_records records = scene->records;
    struct vsapi_plan_view view = scene->view;
    struct vsapi_plan_volume nowhere = {0};

    VSTEST_HR(create(&request), S_OK, "");
    VSTEST_HR(create(NULL), E_INVALIDARG, "");
    request.type = VSS_BT_UNDEFINED;
    VSTEST_HR(create(&request), E_INVALIDARG, "INCR-318");
    request = scene->request;
    request.size--;
    VSTEST_HR(create(&request), E_INVALIDARG, "size");
    request = scene->request;
    request.view = &view;
    view.read = NULL;
    VSTEST_HR(create(&request), E_INVALIDARG, "a view without a function");
    request = scene->request;
    request.records = &records;
    records.size = 0;
    VSTEST_HR(create(&request), E_INVALIDARG, "records");
    request = scene->request;
    request.volumes = &nowhere;
    VSTEST_HR(create(&request), E_INVALIDARG, "a volume without mount point");
    vsapi_plan_destroy(NULL);
    scene_stop(scene);
}

static char *written(struct vsapi_wmd *writer, size_t *bytes)
{
    char *xml;

    if (FAILED(vsapi_wmd_write(writer, &xml, bytes)))
        abort();
    return xml;
}

Test(plan_life, documents_come_in_their_order)
{
    static const char other[] = "<x/>";
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0), *late = scene_writer(scene, 0);
    const struct vsapi_plan_item *item;
    struct vsapi_plan *plan;
    size_t bytes, late_bytes, document_bytes;
    char *xml, *late_xml, *document;

    scene_component(writer, NULL, "db");
    xml = written(writer, &bytes);
    late_xml = written(late, &late_bytes);
    VSTEST_HR(vsapi_bcd_write(scene->document, &document, &document_bytes), S_OK, "");
    VSTEST_HR(vsapi_plan_create(&scene->request, &plan), S_OK, "");
    VSTEST_HR(vsapi_plan_add_writer(plan, other, sizeof other - 1), VSS_E_INVALID_XML_DOCUMENT, "");
    VSTEST_HR(vsapi_plan_add_writer(plan, xml, bytes), S_OK, "");
    VSTEST_HR(vsapi_plan_add_writer(plan, xml, bytes), VSS_E_OBJECT_ALREADY_EXISTS, "");
    VSTEST_HR(vsapi_plan_add_volume(plan, "X:\\"), VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(vsapi_plan_set_components(plan, other, sizeof other - 1), VSS_E_INVALID_XML_DOCUMENT,
              "");
    VSTEST_HR(vsapi_plan_set_components(plan, document, document_bytes), S_OK, "");
    VSTEST_HR(vsapi_plan_set_components(plan, document, document_bytes), VSS_E_BAD_STATE, "");
    VSTEST_HR(vsapi_plan_add_writer(plan, late_xml, late_bytes), VSS_E_BAD_STATE, "");
    VSTEST_HR(vsapi_plan_next(plan, &item), S_FALSE, "there is nothing in the backup");
    VSTEST_HR(vsapi_plan_add_volume(plan, "C:\\"), VSS_E_BAD_STATE, "");
    vsapi_plan_destroy(plan);
    vsapi_free(document);
    vsapi_free(late_xml);
    vsapi_free(xml);
    scene_stop(scene);
}

/* A component that its writer's metadata does not have. */
Test(plan_life, a_component_of_no_writer_is_refused)
{
    static const char *const names[] = {"none", "DB", "typed"};

    for (size_t i = 0; i < 3; i++) {
        const struct vsapi_plan_item *item;
        HRESULT hr = i == 1 ? S_OK : VSS_E_OBJECT_NOT_FOUND;
        struct scene *scene = scene_start_on_c(VSS_BT_FULL);
        struct vsapi_wmd *writer = scene_writer(scene, 0);

        scene_component(writer, NULL, "db");
        scene_component(writer, NULL, "typed")->type = VSS_CT_FILEGROUP;
        scene_include(scene, writer, NULL, names[i]);
        VSTEST_HR(scene_make(scene), hr, names[i]);
        VSTEST_HR(vsapi_plan_next(scene->plan, &item), hr == S_OK ? S_FALSE : hr, "from then on");
        scene_stop(scene);
    }
}

Test(plan_life, a_plan_can_end_in_the_middle)
{
    struct scene *scene = scene_start_on_c(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, 0);
    const struct vsapi_plan_item *item;

    scene_component(writer, NULL, "db");
    scene_file_set(writer, "C:\\d", "*", true, EVERY_MASK);
    scene_include(scene, writer, NULL, "db");
    scene_put(scene, "C:\\d\\s\\a", 1, 1);
    VSTEST_HR(scene_make(scene), S_OK, "");
    VSTEST_HR(vsapi_plan_next(scene->plan, &item), S_OK, "");
    cr_expect_eq(scene->open_folders, 1);
    scene_stop(scene); /* and says whether a folder is still open */
}

/* ---- memory ------------------------------------------------------------------------------------
 */

static void fill(struct scene *scene)
{
    static const uint64_t ranges[] = {1, 0, 2};
    struct vsapi_wmd *writer = scene_writer(scene, 0x43 | VSS_BS_LSN);
    struct vsapi_wm_component *component = scene_component(writer, NULL, "db");
    struct vsapi_bcd_component *db = scene_include(scene, writer, NULL, "db");
    char path[40];

    scene_volume(scene, "C:\\d\\m\\", true);
    scene_volume(scene, "D:\\", true);
    for (int i = 0; i < 20; i++) {
        snprintf(path, sizeof path, "C:\\d\\s%d\\\xc3\xa4%d", i % 7, i);
        scene_put(scene, path, 9, 10);
        snprintf(path, sizeof path, "D:\\alt\\%d", i);
        scene_put(scene, path, 9, 90);
        snprintf(path, sizeof path, "name%d", i);
        scene_add(writer, &component->files, "C:\\names", path, false, NULL, EVERY_MASK);
    }
    scene_put(scene, "C:\\d\\m\\a", 9, 10);
    scene_put_as(scene, "C:\\d\\link", 0, 1, FILE_ATTRIBUTE_REPARSE_POINT);
    scene_put(scene, "C:\\d\\locked\\a", 9, 10);
    scene_find(scene, SCENE_DEVICE "1\\d\\locked")->failure = E_ACCESSDENIED;
    scene_put(scene, "C:\\d\\p", 9, 10);
    scene_put_live(scene, "C:\\ranges", sizeof ranges, 1)->bytes = ranges;
    scene_file_set(writer, "C:\\d", "*", true, EVERY_MASK);
    scene_file_set(writer, "C:\\d", "none", true, EVERY_MASK);
    scene_add(writer, &component->files, "C:\\e", "*", false, "D:\\alt", EVERY_MASK);
    scene_add(writer, &writer->exclude_files, "C:\\d\\s1", "*", true, NULL, EVERY_MASK);
    scene_partial(scene, db, "C:\\d", "p", "C:\\ranges");
    scene_differenced(scene, db, "C:\\e", "*", false, 50);
    scene_component(writer, "db", "part");
    scene_file_set(writer, "C:\\d", "p", false, EVERY_MASK);
    scene->request.show_skipped = true;
}

/* Everything from the documents to the last item. */
static HRESULT go_through(struct scene *scene, const char *const xml[2], const size_t bytes[2],
                          size_t *items)
{
    const struct vsapi_plan_item *item;
    struct vsapi_plan *plan;
    enum vsapi_plan_need need;
    HRESULT hr = vsapi_plan_create(&scene->request, &plan);

    *items = 0;
    if (SUCCEEDED(hr))
        hr = vsapi_plan_add_writer(plan, xml[0], bytes[0]);
    if (SUCCEEDED(hr))
        hr = vsapi_plan_set_components(plan, xml[1], bytes[1]);
    if (SUCCEEDED(hr))
        hr = vsapi_plan_volume_need(plan, 0, &need);
    while (SUCCEEDED(hr) && (hr = vsapi_plan_next(plan, &item)) == S_OK)
        ++*items;
    if (FAILED(hr) && plan && SUCCEEDED(vsapi_plan_next(plan, &item)) && *items > 0)
        hr = E_UNEXPECTED; /* a plan that has failed goes on */
    vsapi_plan_destroy(plan);
    return hr;
}

Test(plan_life, a_plan_without_memory_fails_and_leaves_nothing_behind)
{
    struct scene *scene = scene_start_on_c(VSS_BT_INCREMENTAL);
    size_t bytes[2], items;
    char *xml[2];

    fill(scene);
    xml[0] = written(scene->writers[0], &bytes[0]);
    VSTEST_HR(vsapi_bcd_write(scene->document, &xml[1], &bytes[1]), S_OK, "");
    VSTEST_FAIL_EACH_ALLOCATION(go_through(scene, (const char *const *)xml, bytes, &items),
                                cr_assert_eq(scene->open_folders, 0));
    cr_expect_gt(items, 60);
    vsapi_free(xml[1]);
    vsapi_free(xml[0]);
    scene_stop(scene);
}

/* ---- a machine ---------------------------------------------------------------------------------
 */

/* Both kinds of volumes, with their shadow copies: the files are those of the machine. */
Test(plan_life, a_host_view_sees_volumes_and_shadow_copies)
{
    struct scene *scene = scene_start(VSS_BT_FULL);
    struct vsapi_wmd *writer = scene_writer(scene, VSS_BS_COPY);
    struct machine machine = {0};
    struct vsapi_tree *tree;

    machine_start(&machine);
    scene_volume(scene, "C:\\", false);
    scene_volume(scene, "M:\\", true);
    vsapi_plan_host_view(machine.host, &scene->view);
    scene_component(writer, NULL, "db");
    scene_file_set(writer, "%store%\\d\\", "*.db", true, VSS_FSBT_FULL_BACKUP_REQUIRED);
    scene_file_set(writer, "M:\\d", "*", true, EVERY_MASK);
    scene_file_set(writer, "M:\\d", "late", false, EVERY_MASK);
    scene_partial(scene, scene_include(scene, writer, NULL, "db"), "M:\\d", "p", "C:\\ranges");
    VSTEST_HR(vsapi_host_set_variable(machine.host, "store", "C:\\s"), S_OK, "");
    VSTEST_HR(vsapi_files_make_folder(machine.host, "C:\\s\\d\\e"), S_OK, "");
    VSTEST_HR(vsapi_files_make_folder(machine.host, "M:\\d"), S_OK, "");
    VSTEST_HR(machine_write(&machine, "C:\\s\\d\\A.DB", "hello"), S_OK, "");
    VSTEST_HR(machine_write(&machine, "C:\\s\\d\\a.log", "hello"), S_OK, "");
    VSTEST_HR(machine_write(&machine, "C:\\ranges", "\1\0\0\0\0\0\0\0"), S_OK, "too short");
    VSTEST_HR(machine_write(&machine, "M:\\d\\p", "hello"), S_OK, "");
    VSTEST_HR(vsapi_tree_clone(vsapi_volume_tree(machine.memory), &tree), S_OK, "");
    VSTEST_HR(vsapi_host_add_device(machine.host, scene->devices[1], NULL, tree), S_OK, "");
    VSTEST_HR(machine_write(&machine, "M:\\d\\late", "after the snapshot"), S_OK, "INCR-320");
    machine_link(&machine, "A.DB", "C/s/d/link.db");
    SCENE_EXPECT(scene,
                 "copy C:\\s\\d\\A.DB live db file-set INCR-203\n"
                 "fail M:\\d\\late - db file-set COMP-405\n"
                 "fail M:\\d\\p - db partial INCR-014\n"
                 "folder C:\\s\\d live db file-set COMP-404\n"
                 "folder C:\\s\\d\\e live db file-set COMP-404\n"
                 "folder M:\\d shadow db file-set COMP-404\n"
                 "link C:\\s\\d\\link.db live db file-set COMP-905\n",
                 "");
    scene_stop(scene);
    vsapi_host_remove_device(machine.host, SCENE_DEVICE "2");
    vsapi_tree_destroy(tree);
    cr_expect(machine_stop(&machine));
}
