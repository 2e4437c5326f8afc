/* tests/document/test_wmd.c - the Writer Metadata Document in memory. */
#include "vstest.h"

#include "documents.h"

#include <time.h>

static const struct find_row {
    const char *name, *path, *component;
    bool found;
} find_rows[] = {
    {"as it was added", "Books", "Jahr \xC3\x84", true},
    {"another case", "bOOKS", "jAHR \xC3\xA4", true},
    {"no path", NULL, "Jahr \xC3\x84", false},
    {"another name", "Books", "Jahr", false},
    {"path and name run together", "BooksJahr", " \xC3\x84", false},
    {"without a path", NULL, "bare", true},
    {"an empty path is none", "", "BARE", true},
};

VSTEST_TABLE(wmd, components_are_found_by_their_names, find_rows)
{
    const struct find_row *row = &find_rows[*row_];
    struct vsapi_wm_component *component;
    struct vsapi_wmd *wmd;

    vsapi_wmd_create(&wmd);
    VSTEST_HR(vsapi_wmd_add_component(wmd, VSS_CT_DATABASE, "Books", "Jahr \xC3\x84", &component),
              S_OK, "");
    VSTEST_HR(vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, NULL, "bare", &component), S_OK, "");
    component = vsapi_wmd_find(wmd, row->path, row->component);
    cr_expect_eq(component != NULL, row->found, "%s", row->name);
    vsapi_wmd_unref(wmd);
}

Test(wmd, a_component_is_added_once_whatever_its_type)
{
    struct vsapi_wm_component *first, *second;
    struct vsapi_wmd *wmd;

    vsapi_wmd_create(&wmd);
    VSTEST_HR(vsapi_wmd_add_component(wmd, VSS_CT_DATABASE, "p", "n", &first), S_OK, "");
    VSTEST_HR(vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, "P", "N", &second),
              VSS_E_OBJECT_ALREADY_EXISTS, "");
    VSTEST_SENTENCE("component \"N\" with logical path \"P\"", "");
    cr_expect_null(second);
    cr_expect_eq(wmd->components.count, 1);
    cr_expect_eq(vsapi_wmd_find(wmd, "p", "n"), first);
    vsapi_wmd_unref(wmd);
}

Test(wmd, it_lives_until_its_last_reference_goes)
{
    struct vsapi_wmd *wmd;

    vsapi_wmd_create(&wmd);
    vsapi_wmd_ref(wmd);
    vsapi_wmd_unref(wmd);
    VSTEST_HR(vsapi_wmd_text(wmd, &wmd->friendly_name, "still here"), S_OK, "");
    VSTEST_TEXT(wmd->friendly_name, "still here", "");
    vsapi_wmd_unref(wmd);
    vsapi_wmd_unref(NULL);
}

Test(wmd, a_text_can_be_taken_back)
{
    struct vsapi_wmd *wmd;

    vsapi_wmd_create(&wmd);
    vsapi_wmd_text(wmd, &wmd->instance_name, "a");
    VSTEST_HR(vsapi_wmd_text(wmd, &wmd->instance_name, NULL), S_OK, "");
    VSTEST_TEXT(wmd->instance_name, NULL, "");
    vsapi_wmd_unref(wmd);
}

Test(wmd, all_that_was_added_is_read_back)
{
    static const GUID id = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
    struct vsapi_wm_component *component;
    struct vsapi_wmd *wmd;
    char *xml;
    size_t size;

    vsapi_wmd_create(&wmd);
    vsapi_wmd_add_component(wmd, VSS_CT_DATABASE, "a\\b", "n", &component);
    VSTEST_HR(
        vsapi_wmd_add_filedesc(wmd, &component->database_files, "D:\\", "*.mdb", true, NULL, 1),
        S_OK, "");
    VSTEST_HR(vsapi_wmd_add_filedesc(wmd, &component->log_files, "L:\\", "*", false, "M:\\", 0x101),
              S_OK, "");
    VSTEST_HR(vsapi_wmd_add_dependency(wmd, component, &id, "p", "q"), S_OK, "");
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), S_OK, "");
    vsapi_wmd_unref(wmd);
    VSTEST_HR(vsapi_wmd_read(xml, size, &wmd), S_OK, "");
    vsapi_free(xml);
    component = vsapi_wmd_find(wmd, "A\\B", "N");
    cr_assert_not_null(component);
    cr_expect_eq(component->type, VSS_CT_DATABASE);
    VSTEST_TEXT(component->database_files.items[0].filespec, "*.mdb", "");
    cr_expect(component->database_files.items[0].recursive);
    cr_expect_eq(component->database_files.items[0].backup_type_mask, 1u);
    VSTEST_TEXT(component->log_files.items[0].alternate_path, "M:\\", "");
    cr_expect(IsEqualGUID(&component->dependencies.items[0].writer_id, &id));
    cr_expect_not(wmd->has_restore_method);
    vsapi_wmd_unref(wmd);
}

Test(wmd, file_sets_without_a_mask_have_the_default_one)
{
    struct document_file file = document_load("wmd-ledger.xml");
    struct vsapi_wmd *wmd;

    VSTEST_HR(vsapi_wmd_read(file.bytes, file.size, &wmd), S_OK, "");
    cr_expect_eq(wmd->exclude_files.items[0].backup_type_mask, 0xF0Fu);
    cr_expect_eq(wmd->alternate_mappings.items[0].backup_type_mask, 0xF0Fu);
    cr_expect_eq(wmd->components.items[0]->icon_bytes, 10u);
    cr_expect_arr_eq(wmd->components.items[0]->icon, "\0\1\2\3\4\5\6\7\10\11", 10);
    vsapi_wmd_unref(wmd);
    free(file.bytes);
}

/* 100,000 components: seconds mean that something is quadratic. */
Test(wmd, a_hundred_thousand_components_are_no_matter)
{
    enum { MANY = 100000 };
    struct vsapi_wm_component *component;
    struct vsapi_wmd *wmd, *again;
    time_t start = time(NULL);
    char name[40], *xml;
    size_t size;

    vsapi_wmd_create(&wmd);
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "component %d", i);
        cr_assert_eq(vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, "path", name, &component),
                     S_OK);
    }
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), S_OK, "");
    VSTEST_HR(vsapi_wmd_read(xml, size, &again), S_OK, "");
    for (int i = 0; i < MANY; i++) {
        snprintf(name, sizeof name, "Component %d", i);
        cr_assert_eq(vsapi_wmd_find(again, "PATH", name), again->components.items[i]);
    }
    cr_expect_lt(time(NULL) - start, 30);
    vsapi_free(xml);
    vsapi_wmd_unref(wmd);
    vsapi_wmd_unref(again);
}
