/*
 * tests/host/test_exposed.c - shadow copy devices under drives, folders and shares.
 */
#include "vstest.h"
#include "machine.h"

#include <vsserror.h>

#define DEVICE "\\\\?\\GLOBALROOT\\Device\\HarddiskVolumeShadowCopy3"
#define WIN32(code) ((HRESULT)(0x80070000u | (code)))

/* C:\ with empty and full folders, M:\ in memory, and a device with sub\file that says "then". */
static void scene_start(struct machine *machine)
{
    struct vsapi_tree *tree;

    machine_start(machine);
    VSTEST_HR(vsapi_files_make_folder(machine->host, "M:\\sub"), S_OK, "");
    machine_write(machine, "M:\\sub\\file", "then");
    VSTEST_HR(vsapi_tree_clone(vsapi_volume_tree(machine->memory), &tree), S_OK, "");
    VSTEST_HR(vsapi_host_add_device(machine->host, DEVICE, NULL, tree), S_OK, "");
    vsapi_tree_destroy(tree);
    machine_write(machine, "M:\\sub\\file", "now");
    VSTEST_HR(vsapi_files_make_folder(machine->host, "C:\\Empty\\Inner"), S_OK, "");
    VSTEST_HR(vsapi_files_make_folder(machine->host, "M:\\Empty"), S_OK, "");
}

static const struct expose_row {
    bool remote;
    const char *name, *path; /* asked for */
    HRESULT hr;
    const char *exposed, *file;
} expose_rows[] = {
    {false, "X:", NULL, S_OK, "X:", "x:\\SUB\\file"},
    {false, "X:\\", NULL, S_OK, "X:", "\\\\?\\X:\\sub\\file"},
    {false, "C:\\Empty\\Inner", NULL, S_OK, "C:\\Empty\\Inner", "c:\\empty\\inner\\sub\\file"},
    {false, "M:\\Empty\\", NULL, S_OK, "M:\\Empty", "M:/Empty/sub/file"},
    {true, "Share", NULL, S_OK, "Share", "\\\\LOCALHOST\\share\\sub\\file"},
    {true, "Share", "sub", S_OK, "Share", "//./Share/file"},
    {true, "Share", "\\sub\\", S_OK, "Share", "\\\\?\\UNC\\localhost\\Share\\file"},
    {true, "Share", NULL, S_OK, "Share", "\\\\127.0.0.1\\Share\\sub\\file"},
    {true, NULL, "", S_OK, "ShadowCopy3", "\\\\localhost\\ShadowCopy3\\sub\\file"},
    {false, NULL, NULL, E_INVALIDARG, NULL, NULL},
    {false, "C:", NULL, E_INVALIDARG, NULL, NULL},
    {false, "C:\\Empty", NULL, E_INVALIDARG, NULL, NULL},
    {false, "C:\\None", NULL, E_INVALIDARG, NULL, NULL},
    {false, "M:\\sub\\file", NULL, E_INVALIDARG, NULL, NULL},
    {false, DEVICE "\\sub", NULL, E_INVALIDARG, NULL, NULL},
    {false, "\\\\?\\X:", NULL, E_INVALIDARG, NULL, NULL},
    {false, "X:\\..", NULL, E_INVALIDARG, NULL, NULL},
    {true, "", NULL, E_INVALIDARG, NULL, NULL},
    {true, "a/b", NULL, E_INVALIDARG, NULL, NULL},
    {true, "Share", "sub\\file", E_INVALIDARG, NULL, NULL},
    {true, "Share", "none", E_INVALIDARG, NULL, NULL},
    {true, "Share", "..", E_INVALIDARG, NULL, NULL},
};

VSTEST_TABLE(exposed, a_device_is_found_under_its_name_until_it_is_hidden, expose_rows)
{
    const struct expose_row *row = &expose_rows[*row_];
    struct vsapi_exposure exposure = {DEVICE, row->remote, row->name, row->path};
    struct vsapi_file_info info;
    struct machine machine = {0};
    char *name;

    scene_start(&machine);
    VSTEST_HR(vsapi_host_expose(machine.host, &exposure, &name), row->hr, row->name);
    cr_expect(FAILED(row->hr) ? !name && *vsapi_last_message() : strcmp(name, row->exposed) == 0,
              "%s", name);
    vsapi_free(name);
    if (row->file) {
        cr_expect_str_eq(machine_read(&machine, row->file), "then", "%s", row->file);
        vsapi_host_unexpose(machine.host, DEVICE);
        cr_expect(FAILED(vsapi_files_stat(machine.host, row->file, &info)), "%s", row->file);
    }
    cr_expect(machine_stop(&machine));
}

Test(exposed, a_name_has_one_device_and_a_device_one_name)
{
    struct vsapi_exposure exposure = {DEVICE, false, "X:", NULL};
    struct machine machine = {0};
    char *name;

    scene_start(&machine);
    VSTEST_HR(vsapi_host_expose(machine.host, &exposure, &name), S_OK, "");
    vsapi_free(name);
    exposure.name = "Y:";
    VSTEST_HR(vsapi_host_expose(machine.host, &exposure, &name), WIN32(ERROR_ALREADY_EXISTS), "");
    VSTEST_HR(vsapi_host_add_device(machine.host, DEVICE "0", machine_real(&machine, "C"), NULL),
              S_OK, "");
    exposure = (struct vsapi_exposure){DEVICE "0", false, "x:\\", NULL};
    VSTEST_HR(vsapi_host_expose(machine.host, &exposure, &name), E_INVALIDARG, "");
    vsapi_host_remove_device(machine.host, DEVICE);
    VSTEST_HR(vsapi_host_expose(machine.host, &exposure, &name), S_OK, "the name is free again");
    vsapi_free(name);
    cr_expect(machine_stop(&machine));
}

static const struct share_row {
    const char *path;
    HRESULT hr;
} share_rows[] = {
    {"\\\\elsewhere\\Share\\x", WIN32(ERROR_BAD_NETPATH)},
    {"\\\\localhost\\None\\x", WIN32(ERROR_BAD_NET_NAME)},
    {"\\\\localhost\\Shar\\x", WIN32(ERROR_BAD_NET_NAME)},
    {"\\\\localhost\\Share\\..\\x", E_INVALIDARG},
    {"\\\\localhost", E_INVALIDARG},
    {"\\\\localhost\\", E_INVALIDARG},
    {"\\\\", E_INVALIDARG},
};

VSTEST_TABLE(exposed, what_is_no_share_is_told_as_Windows_tells_it, share_rows)
{
    const struct share_row *row = &share_rows[*row_];
    struct vsapi_exposure exposure = {DEVICE, true, "Share", "sub"};
    struct vsapi_file_info info;
    struct machine machine = {0};
    char *name;

    scene_start(&machine);
    VSTEST_HR(vsapi_host_expose(machine.host, &exposure, &name), S_OK, "");
    vsapi_free(name);
    VSTEST_HR(vsapi_files_stat(machine.host, row->path, &info), row->hr, row->path);
    cr_expect(machine_stop(&machine));
}

/* ---- names of the machine, roots of its shares -------------------------------------------------
 */

static const struct root_row {
    const char *domain; /* NULL: in none */
    const char *path;
    bool full;
    HRESULT hr;
    const char *root; /* NULL: none */
} root_rows[] = {
    {NULL, "\\\\vsapi\\share\\file", false, S_OK, "\\\\VSAPI\\Share\\"},
    {NULL, "\\\\VSAPI\\Share", true, S_OK, "\\\\VSAPI\\Share\\"},
    {NULL, "\\\\localhost\\Share\\", false, S_OK, "\\\\VSAPI\\Share\\"},
    {NULL, "//127.0.0.1/SHARE/none/there", false, S_OK, "\\\\VSAPI\\Share\\"},
    {NULL, "\\\\?\\UNC\\VSAPI\\Share\\file", false, S_OK, "\\\\VSAPI\\Share\\"},
    {NULL, "\\\\VSAPI.test\\Share\\", false, WIN32(ERROR_BAD_NETPATH), NULL},
    {"test", "\\\\VSAPI.test\\Share\\file", false, S_OK, "\\\\VSAPI\\Share\\"},
    {"test", "\\\\vsapi.TEST\\Share\\file", true, S_OK, "\\\\VSAPI.test\\Share\\"},
    {"test", "\\\\127.0.0.1\\Share\\file", true, S_OK, "\\\\VSAPI.test\\Share\\"},
    {"test", "\\\\VSAPI\\Share\\file", true, S_OK, "\\\\VSAPI.test\\Share\\"},
    {"test", "\\\\VSAPI.tes\\Share\\", true, WIN32(ERROR_BAD_NETPATH), NULL},
    {"test", "\\\\VSAPI-test\\Share\\", true, WIN32(ERROR_BAD_NETPATH), NULL},
    {"test", "\\\\VSAPI.\\Share\\", true, WIN32(ERROR_BAD_NETPATH), NULL},
    {"test", "\\\\VSAPI\\None\\", true, WIN32(ERROR_BAD_NET_NAME), NULL},
    {"test", "\\\\VSAPI\\Share\\..\\x", true, E_INVALIDARG, NULL},
    {NULL, "C:\\sub\\file", false, S_OK, NULL},
    {NULL, DEVICE "\\sub", false, S_OK, NULL},
    {NULL, "sub\\file", false, E_INVALIDARG, NULL},
};

VSTEST_TABLE(exposed, a_share_has_a_root_with_the_machines_own_name, root_rows)
{
    const struct root_row *row = &root_rows[*row_];
    struct vsapi_exposure exposure = {DEVICE, true, "Share", "sub"};
    struct machine machine = {0};
    char *text;

    scene_start(&machine);
    if (row->domain)
        VSTEST_HR(vsapi_host_set_variable(machine.host, "USERDNSDOMAIN", row->domain), S_OK, "");
    VSTEST_HR(vsapi_host_expose(machine.host, &exposure, &text), S_OK, "");
    vsapi_free(text);
    VSTEST_HR(vsapi_host_share_of(machine.host, row->path, row->full, &text), row->hr, row->path);
    if (row->root)
        VSTEST_TEXT(text, row->root, row->path);
    else
        cr_expect_null(text, "%s", row->path);
    vsapi_free(text);
    cr_expect(machine_stop(&machine));
}
