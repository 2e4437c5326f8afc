/*
 * tests/fuzz/fuzz_host.c - any bytes as a host file.
 *
 * What is refused is refused with file, line and reason. A machine that is made must answer for its
 * volumes, and, unless its clock is real, a requester takes a shadow copy of all of them, with the
 * faults that the file plans. Then all must be gone. Files that name paths outside the folder of
 * the fuzzer are left out, as they would be written to.
 */
#include <libxml/parser.h> /* before windows.h */
#include <libxml/tree.h>

#include <vsapi/alloc.h>
#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/folder.h>
#include <vsapi/host.h>
#include <vsapi/text.h>
#include <vsapi/volume.h>
#include <vsbackup.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/vsapi-fuzz-XXXXXX";
static char file[sizeof folder + sizeof "/host.xml"];

static void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s (%s)\n", what, vsapi_last_message());
    abort();
}

/* ---- where it may write -----------------------------------------------------------------------
 */

static void remove_folder(void)
{
    vsapi_folder_remove(folder);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    must(mkdtemp(folder) != NULL, "there is a folder");
    snprintf(file, sizeof file, "%s/host.xml", folder);
    atexit(remove_folder);
    return 0;
}

/* Each input finds the same: its file, and the folders that examples name. */
static void lay_out(const uint8_t *data, size_t size)
{
    static const char *const names[] = {"disk-c", "disk-mounted", "shadows", "store"};
    char path[sizeof file + 16];
    int fd;

    vsapi_folder_remove(folder);
    must(mkdir(folder, 0700) == 0, "the folder is made");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, names[i]);
        must(mkdir(path, 0700) == 0, "a folder is made");
    }
    fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    must(fd >= 0 && write(fd, data, size) == (ssize_t)size, "the file is written");
    close(fd);
}

static bool node_stays_inside(const xmlNode *node)
{
    for (const xmlAttr *attribute = node->properties; attribute; attribute = attribute->next) {
        xmlChar *value = xmlNodeListGetString(node->doc, attribute->children, 1);
        bool outside = value && (value[0] == '/' || strstr((const char *)value, ".."));

        xmlFree(value);
        if (outside)
            return false;
    }
    for (const xmlNode *child = node->children; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && !node_stays_inside(child))
            return false;
    return true;
}

#if LIBXML_VERSION >= 21200
static void say_nothing(void *context, const xmlError *error)
#else
static void say_nothing(void *context, xmlErrorPtr error)
#endif
{
    (void)context;
    (void)error;
}

/* What is no XML is refused before it is looked at. */
static bool stays_inside(const uint8_t *data, size_t size)
{
    xmlDocPtr document;
    const xmlNode *root;
    bool inside;

    xmlSetStructuredErrorFunc(NULL, say_nothing);
    document = xmlReadMemory((const char *)data, (int)size, "host.xml", NULL,
                             XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET |
                                 XML_PARSE_RECOVER);
    xmlSetStructuredErrorFunc(NULL, NULL);
    root = xmlDocGetRootElement(document);
    inside = !root || node_stays_inside(root);
    xmlFreeDoc(document);
    return inside;
}

/* ---- what the machine has to answer -----------------------------------------------------------
 */

static void resolve(struct vsapi_host *host)
{
    size_t count = vsapi_host_volume_count(host);

    for (size_t i = 0; i < count; i++) {
        struct vsapi_volume *volume = vsapi_host_volume(host, i), *found;
        HRESULT hr;
        char *path;

        must(vsapi_host_find_volume(host, vsapi_volume_name(volume), &found) == S_OK &&
                 found == volume,
             "a volume is found by its name");
        must(vsapi_host_find_volume(host, vsapi_volume_mount(volume), &found) == S_OK &&
                 found == volume,
             "a volume is found by its mount point");
        hr = vsapi_host_path(host, vsapi_volume_name(volume), &path);
        must(hr == (vsapi_volume_folder(volume) ? S_OK : E_NOTIMPL), "a volume's folder is known");
        if (SUCCEEDED(hr))
            vsapi_host_free_path(path);
    }
    for (size_t i = 0; i < vsapi_host_fault_count(host); i++)
        must(vsapi_host_fault(host, i)->call != NULL, "a fault has a call");
}

/* ---- and what a requester does with it --------------------------------------------------------
 */

static void wait_for(HRESULT hr, IVssAsync *async)
{
    HRESULT outcome;

    if (FAILED(hr))
        return;
    async->lpVtbl->Wait(async, INFINITE);
    must(async->lpVtbl->QueryStatus(async, &outcome, NULL) == S_OK, "a status can be asked for");
    must(outcome != VSS_S_ASYNC_PENDING, "an operation ends");
    async->lpVtbl->Release(async);
}

static void add_volume(IVssBackupComponents *backup, struct vsapi_volume *volume)
{
    WCHAR *name = NULL;
    VSS_ID id;

    if (FAILED(vsapi_wide_from_text(vsapi_volume_mount(volume), &name)))
        return; /* a planned lack of memory */
    backup->lpVtbl->AddToSnapshotSet(backup, name, GUID_NULL, &id);
    vsapi_free(name);
}

static void snapshot_all(IVssBackupComponents *backup, struct vsapi_host *host)
{
    IVssAsync *async = NULL;
    VSS_ID set;

    backup->lpVtbl->InitializeForBackup(backup, NULL);
    backup->lpVtbl->SetBackupState(backup, false, false, VSS_BT_FULL, false);
    wait_for(backup->lpVtbl->GatherWriterMetadata(backup, &async), async);
    backup->lpVtbl->StartSnapshotSet(backup, &set);
    for (size_t i = 0; i < vsapi_host_volume_count(host); i++)
        add_volume(backup, vsapi_host_volume(host, i));
    wait_for(backup->lpVtbl->PrepareForBackup(backup, &async), async);
    wait_for(backup->lpVtbl->DoSnapshotSet(backup, &async), async);
}

static void use(struct vsapi_host *host)
{
    IVssBackupComponents *backup;

    must(vsapi_use_host(host) == S_OK, "the machine can be used");
    if (SUCCEEDED(CreateVssBackupComponents(&backup))) {
        snapshot_all(backup, host);
        backup->lpVtbl->Release(backup);
    }
    vsapi_alloc_fail_at(0, false);
    must(vsapi_reset() == S_OK, "the machine ends");
    must(vsapi_com_live() == 0, "no object is left");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct vsapi_host *host;

    if (!stays_inside(data, size))
        return -1;
    lay_out(data, size);
    if (FAILED(vsapi_host_load(file, &host))) {
        must(strstr(vsapi_last_message(), file) != NULL, "a mistake is told with the file");
        return 0;
    }
    resolve(host);
    if (vsapi_clock_is_manual(vsapi_host_clock(host)))
        use(host);
    else
        vsapi_host_destroy(host);
    return 0;
}
