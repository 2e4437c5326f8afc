/*
 * bench/plan.c - what does a plan cost beside a listing of the same files?
 *
 * A volume over a folder with many files is planned: one recursive file set that wants all of them.
 * The figure `speed` is the processor time of that by the one of `find -printf '%p %s %T@\n'`, both
 * in processes of their own, the median of rounds in which they take turns, with warm caches. The
 * figure `memory` is the peak memory of a plan by the one for a tenth of the files: nothing should
 * be kept of a file. The figure `names` is the processor time of a plan of 40,000 file sets of one
 * name each by that of a tenth of them, for each file set.
 *
 * bench_plan [FILES]; 200,000 files without a word. A million takes about a minute to make.
 */
#include "figures.h"

#include <vsapi/bcd.h>
#include <vsapi/folder.h>
#include <vsapi/host.h>
#include <vsapi/plan.h>
#include <vsapi/wmd.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ROUNDS 7
#define FILES_OF_A_FOLDER 250
#define FOLDERS_OF_A_FOLDER 40
#define FILE_NAME "a file with number %06u.dat"
#define NAMES 40000

static void must_do(bool done, const char *what)
{
    if (done)
        return;
    perror(what);
    exit(1);
}

/* ---- the files ---------------------------------------------------------------------------------
 */

static void make_files(int parent, unsigned first, unsigned count)
{
    char name[40];

    for (unsigned i = first; i < first + count; i++) {
        int fd;

        snprintf(name, sizeof name, FILE_NAME, i);
        fd = openat(parent, name, O_WRONLY | O_CREAT | O_EXCL, 0644);
        must_do(fd >= 0, name);
        close(fd);
    }
}

/* Groups of folders with files in them. */
static void make_tree(const char *path, unsigned files)
{
    unsigned made = 0;
    char name[40];

    must_do(mkdir(path, 0755) == 0, path);
    for (unsigned group = 0; made < files; group++) {
        char folder[300];
        int parent;

        snprintf(folder, sizeof folder, "%s/group %u", path, group);
        must_do(mkdir(folder, 0755) == 0, folder);
        parent = open(folder, O_RDONLY | O_DIRECTORY);
        for (unsigned i = 0; i < FOLDERS_OF_A_FOLDER && made < files; i++) {
            unsigned count = files - made < FILES_OF_A_FOLDER ? files - made : FILES_OF_A_FOLDER;
            int fd;

            snprintf(name, sizeof name, "folder %u", i);
            must_do(mkdirat(parent, name, 0755) == 0, name);
            fd = openat(parent, name, O_RDONLY | O_DIRECTORY);
            make_files(fd, made, count);
            close(fd);
            made += count;
        }
        close(parent);
    }
}

/* ---- the plan ----------------------------------------------------------------------------------
 */

/* One file set for all files, or for each of the first `names`. */
static void add_file_sets(struct vsapi_wmd *metadata, struct vsapi_wm_component *component,
                          unsigned names)
{
    char path[60], name[40];

    if (names == 0)
        must(vsapi_wmd_add_filedesc(metadata, &component->files, "C:\\", "*", true, NULL,
                                    VSS_FSBT_ALL_BACKUP_REQUIRED),
             "file set");
    for (unsigned i = 0; i < names; i++) {
        unsigned folder = i / FILES_OF_A_FOLDER;

        snprintf(path, sizeof path, "C:\\group %u\\folder %u", folder / FOLDERS_OF_A_FOLDER,
                 folder % FOLDERS_OF_A_FOLDER);
        snprintf(name, sizeof name, FILE_NAME, i);
        must(vsapi_wmd_add_filedesc(metadata, &component->files, path, name, false, NULL,
                                    VSS_FSBT_ALL_BACKUP_REQUIRED),
             "file set");
    }
}

static void add_documents(struct vsapi_plan *plan, unsigned names)
{
    struct vsapi_wm_component *component;
    struct vsapi_bcd_writer *stored;
    struct vsapi_bcd_component *added;
    struct vsapi_wmd *metadata;
    struct vsapi_bcd *document;
    size_t bytes;
    char *xml;

    must(vsapi_wmd_create(&metadata), "metadata");
    metadata->usage = VSS_UT_USERDATA;
    metadata->source = VSS_ST_OTHER;
    must(vsapi_wmd_text(metadata, &metadata->friendly_name, "files"), "name");
    must(vsapi_wmd_add_component(metadata, VSS_CT_FILEGROUP, NULL, "all", &component), "component");
    component->selectable = true;
    add_file_sets(metadata, component, names);
    must(vsapi_wmd_write(metadata, &xml, &bytes), "metadata");
    must(vsapi_plan_add_writer(plan, xml, bytes), "vsapi_plan_add_writer");
    vsapi_free(xml);
    must(vsapi_bcd_create(&document), "document");
    must(vsapi_bcd_add_writer(document, &metadata->writer_id, &metadata->instance_id, &stored),
         "document");
    must(vsapi_bcd_add_component(document, stored, VSS_CT_FILEGROUP, NULL, "all", &added),
         "document");
    must(vsapi_bcd_write(document, &xml, &bytes), "document");
    must(vsapi_plan_set_components(plan, xml, bytes), "vsapi_plan_set_components");
    vsapi_free(xml);
    vsapi_bcd_unref(document);
    vsapi_wmd_unref(metadata);
}

/* Plans the whole tree, or its first files; how many they were. */
static unsigned plan_tree(const char *folder, unsigned names)
{
    struct vsapi_volume_options options = {
        .size = sizeof options, .mount = "C:\\", .folder = folder};
    const struct vsapi_plan_volume volume = {.mount = "C:\\"};
    const struct vsapi_plan_item *item;
    struct vsapi_plan_request request;
    struct vsapi_plan_view view;
    struct vsapi_volume *added;
    struct vsapi_host *host;
    struct vsapi_plan *plan;
    unsigned files = 0;
    HRESULT hr;

    must(vsapi_host_create(&host), "host");
    must(vsapi_host_add_volume(host, &options, &added), "volume");
    vsapi_plan_host_view(host, &view);
    request = (struct vsapi_plan_request){.size = sizeof request,
                                          .type = VSS_BT_FULL,
                                          .view = &view,
                                          .volumes = &volume,
                                          .volume_count = 1};
    must(vsapi_plan_create(&request, &plan), "vsapi_plan_create");
    add_documents(plan, names);
    while ((hr = vsapi_plan_next(plan, &item)) == S_OK)
        files += item->action == VSAPI_PLAN_COPY;
    must(hr, "vsapi_plan_next");
    vsapi_plan_destroy(plan);
    vsapi_host_destroy(host);
    return files;
}

/* ---- processes ---------------------------------------------------------------------------------
 */

struct cost {
    double us; /* of processor time */
    long peak_kib;
};

static void find_tree(const char *folder)
{
    must_do(freopen("/dev/null", "w", stdout) != NULL, "/dev/null");
    execlp("find", "find", folder, "-printf", "%p %s %T@\\n", (char *)NULL);
    must_do(false, "find");
}

enum what { FIND, ALL, NAMED };

/* Runs find, or a plan that has to see so many files. */
static struct cost run(const char *folder, enum what what, unsigned files)
{
    struct rusage used;
    int status = 0;
    pid_t child = fork();

    must_do(child >= 0, "fork");
    if (child == 0 && what == FIND)
        find_tree(folder);
    if (child == 0)
        _exit(plan_tree(folder, what == NAMED ? files : 0) == files ? 0 : 1);
    must_do(wait4(child, &status, 0, &used) == child, "wait4");
    must_do(status == 0, what == FIND ? "find" : "the plan misses files");
    return (struct cost){
        (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 +
            (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec),
        used.ru_maxrss,
    };
}

/* A process begins with its parent's memory, so nothing may be allocated here before. */
static void measure(const char *big, const char *less, unsigned files)
{
    double ratios[ROUNDS];
    struct cost plan = {0}, few;

    run(big, FIND, files); /* warms the caches */
    for (int i = 0; i < ROUNDS; i++) {
        struct cost find = run(big, FIND, files);

        plan = run(big, ALL, files);
        ratios[i] = plan.us / find.us;
        printf("%u files: find %.0f ms, plan %.0f ms\n", files, find.us / 1e3, plan.us / 1e3);
    }
    few = run(less, ALL, files / 10);
    printf("peak memory: %ld KiB for %u files, %ld KiB for %u\n", plan.peak_kib, files,
           few.peak_kib, files / 10);
    qsort(ratios, ROUNDS, sizeof *ratios, by_value);
    printf("ratio plan-speed %.2f (bound 1.5)\n", ratios[ROUNDS / 2]);
    printf("ratio plan-memory %.2f (bound 1.1)\n", (double)plan.peak_kib / (double)few.peak_kib);
}

static void measure_names(const char *big, unsigned files)
{
    unsigned names = files < NAMES ? files : NAMES;
    double ratios[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        struct cost few = run(big, NAMED, names / 10), many = run(big, NAMED, names / 10 * 10);

        ratios[i] = many.us / few.us / 10;
        printf("file sets of one name: %u in %.0f ms, %u in %.0f ms\n", names / 10, few.us / 1e3,
               names / 10 * 10, many.us / 1e3);
    }
    qsort(ratios, ROUNDS, sizeof *ratios, by_value);
    printf("ratio plan-names %.2f (bound 1.5)\n", ratios[ROUNDS / 2]);
}

int main(int argc, char **argv)
{
    unsigned files = argc > 1 ? (unsigned)strtoul(argv[1], NULL, 10) : 200000;
    const char *where = getenv("TMPDIR");
    char folder[200], big[220], less[220];

    if (files < 10) {
        fprintf(stderr, "usage: bench_plan [FILES], 10 or more\n");
        return 2;
    }
    snprintf(folder, sizeof folder, "%s/vsapi-bench-XXXXXX", where ? where : "/tmp");
    must_do(mkdtemp(folder) != NULL, folder);
    snprintf(big, sizeof big, "%s/big", folder);
    snprintf(less, sizeof less, "%s/less", folder);
    make_tree(big, files);
    make_tree(less, files / 10);
    setvbuf(stdout, NULL, _IOLBF, 0);
    measure(big, less, files);
    measure_names(big, files);
    must(vsapi_folder_remove(folder), "cleaning up");
    return 0;
}
