/*
 * tests/host/test_namespace.c - which volume a Windows name means, and what may be added to a host.
 */
#include "vstest.h"
#include "machine.h"

#include <vsapi/clock.h>
#include <vsserror.h>

#define GUID_1 "00000000-0000-0000-0000-00000000000a"
#define WIN32(code) ((HRESULT)(0x80070000u | (code)))

/* C:\, C:\Mount\ (with a guid), C:\Mount\Deep\ and M:\. */
static void start(struct machine *machine)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = "C:\\Mount\\"};

    machine_start(machine);
    options.guid = GUID_1;
    cr_assert(SUCCEEDED(vsapi_host_add_volume(machine->host, &options, NULL)));
    options.guid = NULL;
    options.mount = "C:\\Mount\\D\xc3\xa9"
                    "ep\\";
    cr_assert(SUCCEEDED(vsapi_host_add_volume(machine->host, &options, NULL)));
}

static const struct of_row {
    const char *path, *mount, *rest; /* mount NULL: hr */
    HRESULT hr;
} of_rows[] = {
    {"C:\\", "C:\\", "", S_OK},
    {"c:\\a\\b", "C:\\", "a\\b", S_OK},
    {"C:/a/b", "C:\\", "a/b", S_OK},
    {"C:\\\\a", "C:\\", "a", S_OK},
    {"C:\\Mount", "C:\\Mount\\", "", S_OK},
    {"C:\\mount\\x", "C:\\Mount\\", "x", S_OK},
    {"C:\\Mount\\d\xc3\x89"
     "EP\\x",
     "C:\\Mount\\D\xc3\xa9"
     "ep\\",
     "x", S_OK},
    {"C:\\Mountain\\x", "C:\\", "Mountain\\x", S_OK},
    {"\\\\?\\C:\\Mount\\x", "C:\\Mount\\", "x", S_OK},
    {"\\\\?\\c:\\x", "C:\\", "x", S_OK},
    {"\\\\?\\Volume{" GUID_1 "}\\x\\y", "C:\\Mount\\", "x\\y", S_OK},
    {"\\\\?\\VOLUME{00000000-0000-0000-0000-00000000000A}", "C:\\Mount\\", "", S_OK},
    {"Z:\\x", NULL, NULL, WIN32(ERROR_PATH_NOT_FOUND)},
    {"\\\\?\\Volume{11111111-0000-0000-0000-00000000000a}\\x", NULL, NULL,
     WIN32(ERROR_PATH_NOT_FOUND)},
    {"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1\\x", NULL, NULL,
     WIN32(ERROR_PATH_NOT_FOUND)},
    {"\\\\?\\Volume{" GUID_1 "x\\y", NULL, NULL, E_INVALIDARG},
    {"\\\\?\\Volume{" GUID_1 "}x", NULL, NULL, E_INVALIDARG},
    {"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopyX\\x", NULL, NULL, E_INVALIDARG},
    {"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy0", NULL, NULL, E_INVALIDARG},
    {"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy4294967296", NULL, NULL, E_INVALIDARG},
    {"\\\\?\\C:/x", "C:\\", "x", WIN32(ERROR_INVALID_NAME)},
    {"\\\\server\\share\\x", NULL, NULL, E_INVALIDARG},
    {"C:x", NULL, NULL, E_INVALIDARG},
    {"x", NULL, NULL, E_INVALIDARG},
    {"\\x", NULL, NULL, E_INVALIDARG},
    {"/x", NULL, NULL, E_INVALIDARG},
    {"", NULL, NULL, E_INVALIDARG},
    {NULL, NULL, NULL, E_INVALIDARG},
    {"C:\\a\\..\\b", NULL, NULL, E_INVALIDARG},
    {"C:\\.", NULL, NULL, E_INVALIDARG},
    {"C:\\...\\a..", "C:\\", "...\\a..", S_OK},
};

VSTEST_TABLE(namespace, a_path_is_on_the_volume_of_its_longest_mount_point, of_rows)
{
    const struct of_row *row = &of_rows[*row_];
    struct vsapi_volume *volume;
    struct machine machine = {0};
    const char *rest;
    HRESULT hr;

    start(&machine);
    hr = vsapi_host_volume_of(machine.host, row->path, &volume, &rest);
    VSTEST_HR(hr, row->hr, row->path ? row->path : "NULL");
    if (SUCCEEDED(hr)) {
        VSTEST_TEXT(vsapi_volume_mount(volume), row->mount, row->path);
        VSTEST_TEXT(rest, row->rest, row->path);
    } else {
        cr_expect(!volume && !rest);
    }
    cr_expect(machine_stop(&machine));
}

static const struct find_row {
    const char *name, *mount; /* NULL: VSS_E_OBJECT_NOT_FOUND */
} find_rows[] = {
    {"C:", "C:\\"},
    {"c:\\", "C:\\"},
    {"C:\\Mount", "C:\\Mount\\"},
    {"C:\\MOUNT\\", "C:\\Mount\\"},
    {"\\\\?\\Volume{" GUID_1 "}", "C:\\Mount\\"},
    {"\\\\?\\volume{" GUID_1 "}\\", "C:\\Mount\\"},
    {"\\\\?\\Volume{" GUID_1 "}\\x", NULL},
    {"C:\\folder", NULL},
    {"C:\\Mount\\folder\\", NULL},
    {"Z:\\", NULL},
    {"", NULL},
    {NULL, NULL},
    {"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy1", NULL},
};

VSTEST_TABLE(namespace, a_volume_is_found_by_each_of_its_names, find_rows)
{
    const struct find_row *row = &find_rows[*row_];
    const char *name = row->name ? row->name : "NULL";
    struct vsapi_volume *volume;
    struct machine machine = {0};

    start(&machine);
    VSTEST_HR(vsapi_host_find_volume(machine.host, row->name, &volume),
              row->mount ? S_OK : VSS_E_OBJECT_NOT_FOUND, name);
    if (row->mount && volume)
        VSTEST_TEXT(vsapi_volume_mount(volume), row->mount, name);
    else
        cr_expect_null(volume, "%s", name);
    cr_expect(machine_stop(&machine));
}

Test(namespace, files_are_the_same_by_every_name_of_their_volume)
{
    struct machine machine = {0};
    char path[128];

    start(&machine);
    machine_write(&machine, "C:\\Mount\\a", "mounted");
    machine_write(&machine, "C:\\b", "on C");
    VSTEST_TEXT(machine_read(&machine, "\\\\?\\Volume{" GUID_1 "}\\a"), "mounted", "");
    VSTEST_TEXT(machine_read(&machine, "c:/mount/./A"), "mounted", "");
    VSTEST_TEXT(machine_read(&machine, "C:\\Mount\\..\\b"), "on C", "");
    VSTEST_TEXT(machine_read(&machine, "\\\\?\\C:\\b"), "on C", "");
    VSTEST_TEXT(machine_read(&machine, "\\\\?\\C:/b"), "(HRESULT_FROM_WIN32(ERROR_INVALID_NAME))",
                "");
    VSTEST_TEXT(machine_read(&machine, "C:"), "(E_INVALIDARG)", "");
    snprintf(path, sizeof path, "%sb", vsapi_volume_name(machine.disk));
    VSTEST_TEXT(machine_read(&machine, path), "on C", "");
    cr_expect(machine_stop(&machine));
}

Test(namespace, the_name_of_a_volume_follows_from_its_mount_point)
{
    struct machine first = {0}, second = {0};

    machine_start(&first);
    machine_start(&second);
    VSTEST_TEXT(vsapi_volume_name(first.disk), vsapi_volume_name(second.disk), "");
    cr_expect(strcmp(vsapi_volume_name(first.disk), vsapi_volume_name(first.memory)) != 0);
    cr_expect(machine_stop(&first));
    cr_expect(machine_stop(&second));
}

static const struct mount_row {
    const char *mount;
    HRESULT hr;
} mount_rows[] = {
    {"E:\\", S_OK},          {"E:\\a\\b\\", S_OK},       {"E:", E_INVALIDARG},
    {"E:\\a", E_INVALIDARG}, {"E:/", E_INVALIDARG},      {"E:\\a\\\\b\\", E_INVALIDARG},
    {"\\", E_INVALIDARG},    {"", E_INVALIDARG},         {NULL, E_INVALIDARG},
    {"c:\\", E_INVALIDARG},  {"E:\\..\\", E_INVALIDARG}, {"E:\\.\\", E_INVALIDARG},
};

VSTEST_TABLE(namespace, a_mount_point_is_a_drive_or_a_folder, mount_rows)
{
    const struct mount_row *row = &mount_rows[*row_];
    struct vsapi_volume_options options = {.size = sizeof options, .mount = row->mount};
    struct vsapi_volume *volume = NULL;
    struct machine machine = {0};

    machine_start(&machine);
    VSTEST_HR(vsapi_host_add_volume(machine.host, &options, &volume), row->hr,
              row->mount ? row->mount : "NULL");
    cr_expect_eq(volume != NULL, SUCCEEDED(row->hr));
    cr_expect(machine_stop(&machine));
}

Test(namespace, a_volume_needs_a_folder_that_is_there)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = "E:\\"};
    struct machine machine = {0};

    machine_start(&machine);
    options.folder = "relative";
    VSTEST_HR(vsapi_host_add_volume(machine.host, &options, NULL), E_INVALIDARG, "");
    options.folder = machine_real(&machine, "none");
    VSTEST_HR(vsapi_host_add_volume(machine.host, &options, NULL), E_INVALIDARG, "");
    machine_put(&machine, "C/file", "123456");
    options.folder = machine_real(&machine, "C/file");
    VSTEST_HR(vsapi_host_add_volume(machine.host, &options, NULL), E_INVALIDARG, "");
    options.folder = machine_real(&machine, "C");
    options.capacity_bytes = 5;
    VSTEST_HR(vsapi_host_add_volume(machine.host, &options, NULL), E_INVALIDARG, "too full");
    VSTEST_SENTENCE("(6 bytes) are more than the capacity", "");
    options.size = 1;
    VSTEST_HR(vsapi_host_add_volume(machine.host, &options, NULL), E_INVALIDARG, "size");
    cr_expect(machine_stop(&machine));
}

Test(namespace, devices_come_and_go)
{
    const char *device = "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy7";
    struct vsapi_tree *tree;
    struct machine machine = {0};
    struct vsapi_file *file;
    uint32_t number;

    machine_start(&machine);
    cr_assert(SUCCEEDED(vsapi_tree_create(&tree)));
    VSTEST_HR(vsapi_host_add_device(machine.host, device, NULL, NULL), E_INVALIDARG, "");
    VSTEST_HR(vsapi_host_add_device(machine.host, "C:\\", NULL, tree), E_INVALIDARG, "");
    VSTEST_HR(vsapi_host_add_device(machine.host, device, NULL, tree), S_OK, "");
    VSTEST_HR(vsapi_host_add_device(machine.host, device, NULL, tree), E_INVALIDARG, "twice");
    vsapi_tree_destroy(tree);
    vsapi_host_set_device_writable(machine.host, device, true);
    VSTEST_HR(vsapi_files_open(machine.host,
                               "\\\\?\\globalroot\\device\\harddiskvolumeshadowcopy7\\a",
                               VSAPI_FILE_WRITE, &file),
              S_OK, "");
    vsapi_host_set_device_writable(machine.host, device, false);
    VSTEST_HR(vsapi_file_write(file, 0, "x", 1), WIN32(ERROR_WRITE_PROTECT), "");
    vsapi_host_remove_device(machine.host, device);
    vsapi_file_close(file, 0); /* an open file outlives its device */
    vsapi_host_remove_device(machine.host, device);
    for (uint32_t n = 8; n < 10; n++) { /* 7 was taken */
        VSTEST_HR(vsapi_host_next_device(machine.host, &number), S_OK, "");
        cr_expect_eq(number, n);
    }
    cr_expect(machine_stop(&machine));
}

/* ---- the rest of the machine -------------------------------------------------------------------
 */

static const struct expand_row {
    const char *text, *expanded;
} expand_rows[] = {
    {"%SystemRoot%\\x", "C:\\Windows\\x"},
    {"a%systemroot%b%COLOR%", "aC:\\Windowsbred"},
    {"%unknown%\\%COLOR%", "%unknown%\\red"},
    {"100%", "100%"},
    {"%%", "%%"},
    {"%COLOR", "%COLOR"},
    {"", ""},
};

VSTEST_TABLE(host, variables_are_expanded, expand_rows)
{
    const struct expand_row *row = &expand_rows[*row_];
    struct machine machine = {0};
    char *text;

    machine_start(&machine);
    VSTEST_HR(vsapi_host_set_variable(machine.host, "color", "blue"), S_OK, "");
    VSTEST_HR(vsapi_host_set_variable(machine.host, "Color", "red"), S_OK, "");
    VSTEST_HR(vsapi_host_set_variable(machine.host, "a=b", "x"), E_INVALIDARG, "");
    VSTEST_HR(vsapi_host_set_variable(machine.host, "", "x"), E_INVALIDARG, "");
    VSTEST_HR(vsapi_host_expand(machine.host, row->text, &text), S_OK, row->text);
    VSTEST_TEXT(text, row->expanded, row->text);
    vsapi_free(text);
    cr_expect(machine_stop(&machine));
}

Test(host, faults_are_kept_as_they_were_planned)
{
    struct vsapi_fault fault = {sizeof fault, "Freeze", "Ledger", 2, 3, E_FAIL};
    struct machine machine = {0};

    machine_start(&machine);
    VSTEST_HR(vsapi_host_add_fault(machine.host, &fault), S_OK, "");
    fault.call = "OnFreeze";
    VSTEST_HR(vsapi_host_add_fault(machine.host, &fault), E_INVALIDARG, "");
    fault.call = NULL;
    VSTEST_HR(vsapi_host_add_fault(machine.host, &fault), E_INVALIDARG, "");
    VSTEST_HR(vsapi_host_add_fault(machine.host, NULL), E_INVALIDARG, "");
    fault.call = "Freeze";
    fault.size = 0;
    VSTEST_HR(vsapi_host_add_fault(machine.host, &fault), E_INVALIDARG, "");
    cr_assert_eq(vsapi_host_fault_count(machine.host), 1);
    VSTEST_TEXT(vsapi_host_fault(machine.host, 0)->target, "Ledger", "");
    cr_expect_null(vsapi_host_fault(machine.host, 1));
    cr_expect(machine_stop(&machine));
}

Test(host, the_default_host_has_one_volume_and_leaves_nothing)
{
    struct machine machine = {0};
    struct vsapi_host *host;
    char folder[256];

    machine_start(&machine);
    setenv("TMPDIR", machine.folder, 1);
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_host_create_default(&host), vsapi_host_destroy(host));
    VSTEST_HR(vsapi_host_create_default(&host), S_OK, "");
    cr_expect_eq(vsapi_host_volume_count(host), 1);
    VSTEST_TEXT(vsapi_volume_mount(vsapi_host_volume(host, 0)), "C:\\", "");
    cr_expect_null(vsapi_host_volume(host, 1));
    snprintf(folder, sizeof folder, "%s", vsapi_volume_folder(vsapi_host_volume(host, 0)));
    cr_expect(strncmp(folder, machine.folder, strlen(machine.folder)) == 0);
    cr_expect_eq(machine_count(folder), 0);
    vsapi_host_destroy(host);
    cr_expect(access(folder, F_OK) != 0);
    unsetenv("TMPDIR");
    cr_expect(machine_stop(&machine));
}

/* Whose mistake a path is, and what would be right. */
static const struct mistake_row {
    const char *path, *sentence;
} mistake_rows[] = {
    {NULL, "the program's mistake"},
    {"x", "the program's mistake: it has to begin with a drive"},
    {"C:", "lacks the backslash behind the drive (the program's mistake)"},
    {"C:\\..\\x", "leaves its volume (the program's mistake)"},
    {"\\\\?\\C:\\a\\..\\x", "mean nothing behind \\\\?\\ (the program's mistake)"},
    {"C:\\a*", "the program's mistake: such a name has none of"},
    {"\\\\?\\Volume{1}\\", "the program's mistake: take the name as GetVolumeName"},
    {"\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy0\\",
     "the program's mistake: take m_pwszSnapshotDeviceObject"},
    {"Z:\\x", "the program's mistake, or the host file lacks a <volume>"},
    {"C:\\out\\passwd", "the mistake is in the volume's folder"},
};

VSTEST_TABLE(host, a_wrong_path_is_told_with_whose_mistake_it_is, mistake_rows)
{
    const struct mistake_row *row = &mistake_rows[*row_];
    struct vsapi_file_info info;
    struct machine machine = {0};

    machine_start(&machine);
    machine_link(&machine, "/etc", "C/out");
    cr_expect(FAILED(vsapi_files_stat(machine.host, row->path, &info)));
    VSTEST_SENTENCE(row->sentence, row->path ? row->path : "NULL");
    cr_expect(machine_stop(&machine));
}

Test(host, shadow_copies_are_kept_beside_their_volume)
{
    struct machine machine = {0};
    const char *folder;
    struct stat st;

    machine_start(&machine);
    VSTEST_HR(vsapi_host_shadow_folder(machine.host, machine.disk, &folder), S_OK, "");
    cr_expect(strncmp(folder, machine.folder, strlen(machine.folder)) == 0, "%s", folder);
    cr_expect(stat(folder, &st) == 0 && (st.st_mode & 077) == 0, "others may look into it");
    VSTEST_HR(vsapi_host_shadow_folder(machine.host, machine.memory, &folder), E_INVALIDARG, "");
    VSTEST_HR(vsapi_host_set_shadow_folder(machine.host, "relative"), E_INVALIDARG, "");
    VSTEST_HR(vsapi_host_set_shadow_folder(machine.host, machine.folder), S_OK, "");
    VSTEST_HR(vsapi_host_shadow_folder(machine.host, machine.disk, &folder), S_OK, "");
    VSTEST_TEXT(folder, machine.folder, "");
    cr_expect(machine_stop(&machine));
}
