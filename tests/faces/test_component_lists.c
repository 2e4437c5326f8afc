/*
 * tests/faces/test_component_lists.c - IVssComponent to IVssComponentEx2: partial, directed and
 * differenced files, subcomponents, file sets.
 */
#include "fixture.h"

static const struct partial_row {
    const char *name;
    const WCHAR *path, *filename, *ranges, *metadata;
    HRESULT hr;
} partial_rows[] = {
    {"plain", L"C:\\Data", L"a.dat", L"0:448", L"check 7", S_OK},
    {"two ranges, one hexadecimal", L"C:\\Data\\", L"a", L"64:448,0x1239E8577A:65536", NULL, S_OK},
    {"a variable in the path", L"%SystemRoot%\\x", L"a", L"0:1", NULL, S_OK},
    {"a long path", L"\\\\?\\C:\\Data", L"a", L"0:1", NULL, S_OK},
    {"a ranges file", L"C:\\Data", L"a", L"C:\\Data\\a.ranges", NULL, S_OK},
    {"a ranges file in the other form", L"C:\\Data", L"a", L"File=C:\\Data\\a.ranges", NULL, S_OK},
    {"no path", NULL, L"a", L"0:1", NULL, E_INVALIDARG},
    {"an empty path", L"", L"a", L"0:1", NULL, E_INVALIDARG},
    {"a wildcard in the path", L"C:\\Da*", L"a", L"0:1", NULL, E_INVALIDARG},
    {"a question mark in a long path", L"\\\\?\\C:\\D?", L"a", L"0:1", NULL, E_INVALIDARG},
    {"no name", L"C:\\Data", NULL, L"0:1", NULL, E_INVALIDARG},
    {"a wildcard in the name", L"C:\\Data", L"*.dat", L"0:1", NULL, E_INVALIDARG},
    {"a folder in the name", L"C:\\Data", L"x\\a", L"0:1", NULL, E_INVALIDARG},
    {"no ranges", L"C:\\Data", L"a", NULL, NULL, E_INVALIDARG},
    {"empty ranges", L"C:\\Data", L"a", L"", NULL, E_INVALIDARG},
    {"half a range", L"C:\\Data", L"a", L"5", NULL, E_INVALIDARG},
    {"a lone surrogate", L"C:\\Data", L"\xD800", L"0:1", NULL, E_INVALIDARG},
};

VSTEST_TABLE(component, a_partial_file_is_one_file_with_ranges, partial_rows)
{
    const struct partial_row *row = &partial_rows[*row_];
    BSTR path, filename, ranges, metadata;
    struct fixture f;
    UINT count = 9;

    fixture_open(&f, VSAPI_PHASE_PREPARE_FOR_BACKUP);
    VSTEST_HR(f.component->lpVtbl->AddPartialFile(f.component, row->path, row->filename,
                                                  row->ranges, row->metadata),
              row->hr, row->name);
    VSTEST_HR(f.component->lpVtbl->GetPartialFileCount(f.component, &count), S_OK, row->name);
    cr_expect_eq(count, row->hr == S_OK ? 1 : 0, "%s", row->name);
    path = filename = ranges = metadata = (BSTR)1;
    VSTEST_HR(
        f.component->lpVtbl->GetPartialFile(f.component, 0, &path, &filename, &ranges, &metadata),
        row->hr == S_OK ? S_OK : VSS_E_OBJECT_NOT_FOUND, row->name);
    VSTEST_WIDE(path, row->hr == S_OK ? row->path : NULL, row->name);
    VSTEST_WIDE(filename, row->hr == S_OK ? row->filename : NULL, row->name);
    VSTEST_WIDE(ranges, row->hr == S_OK ? row->ranges : NULL, row->name);
    VSTEST_WIDE(metadata, row->hr != S_OK ? NULL : row->metadata ? row->metadata : L"", row->name);
    SysFreeString(path);
    SysFreeString(filename);
    SysFreeString(ranges);
    SysFreeString(metadata);
    fixture_end(&f);
}

static const struct directed_row {
    const char *name;
    const WCHAR *in[6];
    HRESULT hr;
} directed_rows[] = {
    {"moved", {L"C:\\A", L"a", L"0:10", L"D:\\B", L"b", L"5:10"}, S_OK},
    {"onto itself", {L"C:\\A", L"a", L"0:10, 20:5", L"C:\\A", L"a", L"100:0xA,0:5"}, S_OK},
    {"more ranges on one side",
     {L"C:\\A", L"a", L"0:10,20:5", L"D:\\B", L"b", L"5:10"},
     E_INVALIDARG},
    {"more on the other", {L"C:\\A", L"a", L"0:10", L"D:\\B", L"b", L"5:10,30:1"}, E_INVALIDARG},
    {"other lengths", {L"C:\\A", L"a", L"0:10", L"D:\\B", L"b", L"5:11"}, E_INVALIDARG},
    {"no list", {L"C:\\A", L"a", L"x", L"D:\\B", L"b", L"x"}, E_INVALIDARG},
    {"a ranges file", {L"C:\\A", L"a", L"C:\\r", L"D:\\B", L"b", L"C:\\r"}, E_INVALIDARG},
    {"a wildcard", {L"C:\\A", L"a?", L"0:1", L"D:\\B", L"b", L"0:1"}, E_INVALIDARG},
    {"a wildcard in the other", {L"C:\\A", L"a", L"0:1", L"D:\\B", L"*", L"0:1"}, E_INVALIDARG},
    {"no source path", {NULL, L"a", L"0:1", L"D:\\B", L"b", L"0:1"}, E_INVALIDARG},
    {"no source name", {L"C:\\A", NULL, L"0:1", L"D:\\B", L"b", L"0:1"}, E_INVALIDARG},
    {"no source ranges", {L"C:\\A", L"a", NULL, L"D:\\B", L"b", L"0:1"}, E_INVALIDARG},
    {"no destination path", {L"C:\\A", L"a", L"0:1", NULL, L"b", L"0:1"}, E_INVALIDARG},
    {"no destination name", {L"C:\\A", L"a", L"0:1", L"D:\\B", NULL, L"0:1"}, E_INVALIDARG},
    {"no destination ranges", {L"C:\\A", L"a", L"0:1", L"D:\\B", L"b", NULL}, E_INVALIDARG},
};

VSTEST_TABLE(component, a_directed_target_pairs_ranges, directed_rows)
{
    const struct directed_row *row = &directed_rows[*row_];
    const LPCWSTR *in = row->in;
    BSTR out[6] = {NULL};
    struct fixture f;
    UINT count = 9;

    fixture_open(&f, VSAPI_PHASE_PRE_RESTORE);
    VSTEST_HR(f.component->lpVtbl->AddDirectedTarget(f.component, in[0], in[1], in[2], in[3], in[4],
                                                     in[5]),
              row->hr, row->name);
    VSTEST_HR(f.component->lpVtbl->GetDirectedTargetCount(f.component, &count), S_OK, row->name);
    cr_expect_eq(count, row->hr == S_OK ? 1 : 0, "%s", row->name);
    VSTEST_HR(f.component->lpVtbl->GetDirectedTarget(f.component, 0, &out[0], &out[1], &out[2],
                                                     &out[3], &out[4], &out[5]),
              row->hr == S_OK ? S_OK : VSS_E_OBJECT_NOT_FOUND, row->name);
    for (size_t i = 0; i < 6; i++) {
        VSTEST_WIDE(out[i], row->hr == S_OK ? in[i] : NULL, row->name);
        SysFreeString(out[i]);
    }
    fixture_end(&f);
}

static const struct differenced_row {
    const char *name;
    const WCHAR *path, *filespec;
    BOOL recursive;
    HRESULT hr;
} differenced_rows[] = {
    {"plain", L"C:\\Data", L"*.dat", TRUE, S_OK},
    {"one folder", L"C:\\Data\\", L"a?", FALSE, S_OK},
    {"any value is true", L"C:\\Data", L"*", 5, S_OK},
    {"no path", NULL, L"*", TRUE, E_INVALIDARG},
    {"no specification", L"C:\\Data", NULL, TRUE, E_INVALIDARG},
    {"an empty one", L"C:\\Data", L"", TRUE, E_INVALIDARG},
    {"with a folder", L"C:\\Data", L"x\\*", TRUE, E_INVALIDARG},
    {"a wildcard in the path", L"C:\\D*", L"*", TRUE, E_INVALIDARG},
};

VSTEST_TABLE(component, differenced_files_have_a_time, differenced_rows)
{
    const struct differenced_row *row = &differenced_rows[*row_];
    const FILETIME time = {0xFEDCBA98, 0x01D00000};
    BSTR path = NULL, filespec = NULL, lsn = (BSTR)1;
    FILETIME back = {0, 0};
    BOOL recursive = 7;
    struct fixture f;

    fixture_open(&f, VSAPI_PHASE_POST_SNAPSHOT);
    VSTEST_HR(f.component->lpVtbl->AddDifferencedFilesByLastModifyTime(
                  f.component, row->path, row->filespec, row->recursive, time),
              row->hr, row->name);
    VSTEST_HR(f.component->lpVtbl->GetDifferencedFile(f.component, 0, &path, &filespec, &recursive,
                                                      &lsn, &back),
              row->hr == S_OK ? S_OK : VSS_E_OBJECT_NOT_FOUND, row->name);
    if (row->hr == S_OK) {
        VSTEST_WIDE(path, row->path, row->name);
        VSTEST_WIDE(filespec, row->filespec, row->name);
        VSTEST_WIDE(lsn, L"", row->name);
        cr_expect_eq(recursive, row->recursive != 0, "%s", row->name);
        cr_expect_eq(back.dwLowDateTime, time.dwLowDateTime, "%s", row->name);
        cr_expect_eq(back.dwHighDateTime, time.dwHighDateTime, "%s", row->name);
    }
    SysFreeString(path);
    SysFreeString(filespec);
    SysFreeString(lsn);
    fixture_end(&f);
}

Test(component, the_reserved_results_may_be_left_out)
{
    struct fixture f;
    BSTR path = NULL, filespec = NULL;
    FILETIME time;
    BOOL recursive;

    fixture_open(&f, VSAPI_PHASE_POST_SNAPSHOT);
    f.component->lpVtbl->AddDifferencedFilesByLastModifyTime(f.component, L"C:\\Data", L"*.dat",
                                                             TRUE, (FILETIME){7, 9});
    VSTEST_HR(f.component->lpVtbl->GetDifferencedFile(f.component, 0, &path, &filespec, &recursive,
                                                      NULL, &time),
              S_OK, "pbstrLsnString");
    SysFreeString(path);
    SysFreeString(filespec);
    fixture_end(&f);
}

Test(component, restore_subcomponents_and_file_sets_are_listed)
{
    const struct vsapi_subcomponent sub = {(char *)"A\\B", (char *)"c", false, NULL};
    const struct vsapi_filedesc file = {.path = (char *)"C:\\x",
                                        .filespec = (char *)"*.y",
                                        .recursive = true,
                                        .alternate_path = (char *)"D:\\z",
                                        .backup_type_mask = 0xF0F};
    IVssWMFiledesc *filedesc = NULL;
    struct fixture f;
    BSTR path = NULL, name = NULL;
    bool repair = true, recursive = false;
    DWORD mask = 0;
    UINT count = 0;

    fixture_open(&f, VSAPI_PHASE_POST_RESTORE);
    cr_assert(VSAPI_ARENA_ROOM(f.bcd->arena, &f.data->restore_subcomponents));
    f.data->restore_subcomponents.items[f.data->restore_subcomponents.count++] = sub;
    cr_assert(VSAPI_ARENA_ROOM(f.bcd->arena, &f.data->new_targets));
    f.data->new_targets.items[f.data->new_targets.count++] = file;

    VSTEST_HR(f.component->lpVtbl->GetRestoreSubcomponentCount(f.component, &count), S_OK, "");
    cr_expect_eq(count, 1);
    VSTEST_HR(f.component->lpVtbl->GetRestoreSubcomponent(f.component, 0, &path, &name, &repair),
              S_OK, "");
    VSTEST_WIDE(path, L"A\\B", "");
    VSTEST_WIDE(name, L"c", "");
    cr_expect_not(repair);
    SysFreeString(path);
    SysFreeString(name);
    VSTEST_HR(f.component->lpVtbl->GetRestoreSubcomponent(f.component, 1, &path, &name, NULL),
              VSS_E_OBJECT_NOT_FOUND, "");

    VSTEST_HR(f.component->lpVtbl->GetNewTarget(f.component, 1, &filedesc), VSS_E_OBJECT_NOT_FOUND,
              "");
    VSTEST_HR(f.component->lpVtbl->GetNewTarget(f.component, 0, NULL), E_INVALIDARG, "");
    VSTEST_HR(f.component->lpVtbl->GetAlternateLocationMapping(f.component, 0, &filedesc),
              VSS_E_OBJECT_NOT_FOUND, "");
    VSTEST_HR(f.component->lpVtbl->GetNewTarget(f.component, 0, &filedesc), S_OK, "");
    VSTEST_HR(filedesc->lpVtbl->GetPath(filedesc, &path), S_OK, "");
    VSTEST_WIDE(path, L"C:\\x", "");
    SysFreeString(path);
    VSTEST_HR(filedesc->lpVtbl->GetFilespec(filedesc, &path), S_OK, "");
    VSTEST_WIDE(path, L"*.y", "");
    SysFreeString(path);
    VSTEST_HR(filedesc->lpVtbl->GetAlternateLocation(filedesc, &path), S_OK, "");
    VSTEST_WIDE(path, L"D:\\z", "");
    SysFreeString(path);
    VSTEST_HR(filedesc->lpVtbl->GetRecursive(filedesc, &recursive), S_OK, "");
    cr_expect(recursive);
    VSTEST_HR(filedesc->lpVtbl->GetBackupTypeMask(filedesc, &mask), S_OK, "");
    cr_expect_eq(mask, 0xF0F);
    VSTEST_HR(filedesc->lpVtbl->GetPath(filedesc, NULL), E_INVALIDARG, "");
    VSTEST_HR(filedesc->lpVtbl->GetFilespec(filedesc, NULL), E_INVALIDARG, "");
    VSTEST_HR(filedesc->lpVtbl->GetRecursive(filedesc, NULL), E_INVALIDARG, "");
    VSTEST_HR(filedesc->lpVtbl->GetAlternateLocation(filedesc, NULL), E_INVALIDARG, "");
    VSTEST_HR(filedesc->lpVtbl->GetBackupTypeMask(filedesc, NULL), E_INVALIDARG, "");
    cr_expect_eq(filedesc->lpVtbl->Release(filedesc), 0);
    fixture_end(&f);
}
