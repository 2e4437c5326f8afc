/*
 * bench/snapshot.c - how long does the snapshot of a tree of 100,000 small files take?
 *
 * Against `cp -a --reflink=auto` of the same tree, on a file system in memory, five times in turns;
 * the median of the five ratios counts. Afterwards the shadow copy is compared with the tree.
 */
#include <vsapi/error.h>
#include <vsapi/folder.h>
#include <vsapi/text.h>
#include <vsapi/volume.h>
#include <vsmock/provider.h>
#include <vsprov.h>

#include <fcntl.h>
#include <ftw.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define FOLDERS 1000
#define FILES 100 /* in each folder */
#define BYTES_MAX 4096
#define ROUNDS 5
#define BOUND 1.1

extern char **environ;

static char base[] = "/dev/shm/vsapi-bench-XXXXXX";
static char tree[64], copy[64];

static void die(const char *what)
{
    fprintf(stderr, "bench_snapshot: %s: %s\n", what, vsapi_last_message());
    exit(1);
}

static void check(HRESULT hr, const char *what)
{
    if (FAILED(hr))
        die(what);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* ---- the tree ----------------------------------------------------------------------------------
 */

static void make_tree(void)
{
    static char bytes[BYTES_MAX];
    unsigned seed = 1;
    char path[128];

    memset(bytes, 'x', sizeof bytes);
    for (int i = 0; i < FOLDERS; i++) {
        snprintf(path, sizeof path, "%s/folder%04d", tree, i);
        if (mkdir(path, 0755) != 0)
            die("mkdir");
        for (int j = 0; j < FILES; j++) {
            int fd;
            size_t size;

            snprintf(path, sizeof path, "%s/folder%04d/file%03d", tree, i, j);
            seed = seed * 1103515245 + 12345;
            size = (seed >> 16) % BYTES_MAX;
            fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0644);
            if (fd < 0 || write(fd, bytes, size) != (ssize_t)size)
                die("write");
            close(fd);
        }
    }
}

static const char *compare_with; /* the folder that nftw's paths are looked up in */
static size_t compare_skip, compared, different;

static bool same_contents(const char *a, const char *b)
{
    static char bytes[2][BYTES_MAX + 1];
    ssize_t size[2];
    const char *const paths[] = {a, b};

    for (int i = 0; i < 2; i++) {
        int fd = open(paths[i], O_RDONLY);

        size[i] = fd < 0 ? -1 : read(fd, bytes[i], sizeof bytes[i]);
        close(fd);
    }
    return size[0] >= 0 && size[0] == size[1] && memcmp(bytes[0], bytes[1], (size_t)size[0]) == 0;
}

static int compare_one(const char *path, const struct stat *st, int type, struct FTW *at)
{
    char other[256];
    struct stat mine;

    (void)at;
    snprintf(other, sizeof other, "%s%s", compare_with, path + compare_skip);
    compared++;
    if (lstat(other, &mine) != 0 || mine.st_mode != st->st_mode || mine.st_uid != st->st_uid ||
        mine.st_gid != st->st_gid || mine.st_mtim.tv_sec != st->st_mtim.tv_sec ||
        mine.st_mtim.tv_nsec != st->st_mtim.tv_nsec ||
        (type == FTW_F && (mine.st_size != st->st_size || !same_contents(path, other))))
        different++;
    return 0;
}

/* Both ways, so that neither has more than the other. */
static void compare_trees(const char *a, const char *b)
{
    compare_with = b;
    compare_skip = strlen(a);
    nftw(a, compare_one, 64, FTW_PHYS);
    compare_with = a;
    compare_skip = strlen(b);
    nftw(b, compare_one, 64, FTW_PHYS);
}

/* ---- both ways ---------------------------------------------------------------------------------
 */

struct provider {
    IVssSoftwareSnapshotProvider *software;
    IVssProviderCreateSnapshotSet *set;
};

static double snapshot(struct provider *provider, VSS_ID id)
{
    IVssProviderCreateSnapshotSet *set = provider->set;
    double begin = now();

    check(provider->software->lpVtbl->BeginPrepareSnapshot(provider->software, id, id,
                                                           (WCHAR *)L"C:\\", VSS_CTX_BACKUP),
          "BeginPrepareSnapshot");
    check(set->lpVtbl->EndPrepareSnapshots(set, id), "EndPrepareSnapshots");
    check(set->lpVtbl->PreCommitSnapshots(set, id), "PreCommitSnapshots");
    check(set->lpVtbl->CommitSnapshots(set, id), "CommitSnapshots");
    check(set->lpVtbl->PostCommitSnapshots(set, id, 1), "PostCommitSnapshots");
    check(set->lpVtbl->PreFinalCommitSnapshots(set, id), "PreFinalCommitSnapshots");
    check(set->lpVtbl->PostFinalCommitSnapshots(set, id), "PostFinalCommitSnapshots");
    return now() - begin;
}

static void compare_snapshot(struct vsapi_host *host, struct provider *provider, VSS_ID id)
{
    VSS_SNAPSHOT_PROP prop = {0};
    char *device, *root, *path;

    check(provider->software->lpVtbl->GetSnapshotProperties(provider->software, id, &prop),
          "GetSnapshotProperties");
    check(vsapi_text_from_wide(prop.m_pwszSnapshotDeviceObject, &device), "device name");
    root = malloc(strlen(device) + 2);
    if (!root)
        die("memory");
    sprintf(root, "%s\\", device);
    check(vsapi_host_path(host, root, &path), "path of the shadow copy");
    compare_trees(tree, path);
    vsapi_host_free_path(path);
    free(root);
    vsapi_host_free_path(device);
    CoTaskMemFree(prop.m_pwszSnapshotDeviceObject);
    CoTaskMemFree(prop.m_pwszOriginalVolumeName);
    CoTaskMemFree(prop.m_pwszOriginatingMachine);
    CoTaskMemFree(prop.m_pwszServiceMachine);
}

static void delete_snapshot(struct provider *provider, VSS_ID id)
{
    LONG deleted;
    VSS_ID left;

    check(provider->software->lpVtbl->DeleteSnapshots(provider->software, id, VSS_OBJECT_SNAPSHOT,
                                                      TRUE, &deleted, &left),
          "DeleteSnapshots");
}

static double run_cp(void)
{
    char *arguments[] = {"cp", "-a", "--reflink=auto", tree, copy, NULL};
    double begin = now();
    int status;
    pid_t pid;

    if (posix_spawnp(&pid, "cp", NULL, NULL, arguments, environ) != 0 ||
        waitpid(pid, &status, 0) != pid || status != 0)
        die("cp");
    begin = now() - begin;
    check(vsapi_folder_remove(copy), "remove the copy");
    return begin;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

static struct vsapi_host *make_host(void)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = "C:\\", .folder = tree};
    struct vsapi_host *host;

    check(vsapi_host_create(&host), "host");
    check(vsapi_host_add_volume(host, &options, NULL), "volume");
    return host;
}

static void make_provider(struct vsapi_host *host, struct provider *out)
{
    IVssProviderNotifications *notifications;
    IUnknown *unknown;

    check(vsmock_provider_create(host, &vsmock_kind_system, &unknown), "provider");
    unknown->lpVtbl->QueryInterface(unknown, &IID_IVssSoftwareSnapshotProvider,
                                    (void **)&out->software);
    unknown->lpVtbl->QueryInterface(unknown, &IID_IVssProviderCreateSnapshotSet,
                                    (void **)&out->set);
    unknown->lpVtbl->QueryInterface(unknown, &IID_IVssProviderNotifications,
                                    (void **)&notifications);
    check(notifications->lpVtbl->OnLoad(notifications, NULL), "OnLoad");
    notifications->lpVtbl->Release(notifications);
    unknown->lpVtbl->Release(unknown);
}

static double measure(struct vsapi_host *host, struct provider *provider)
{
    double ratios[ROUNDS];

    for (int i = 0; i < ROUNDS; i++) {
        VSS_ID id = {(DWORD)i + 1, 0, 0, {0}};
        double cp, ours;

        /* Who comes first changes, so that neither always finds the other's pages. */
        cp = i % 2 ? run_cp() : 0;
        ours = snapshot(provider, id);
        if (i == ROUNDS - 1)
            compare_snapshot(host, provider, id);
        delete_snapshot(provider, id);
        cp = i % 2 ? cp : run_cp();
        ratios[i] = ours / cp;
        printf("round %d: snapshot %.3f s, cp %.3f s\n", i + 1, ours, cp);
    }
    qsort(ratios, ROUNDS, sizeof *ratios, by_size);
    return ratios[ROUNDS / 2];
}

int main(void)
{
    struct provider provider;
    struct vsapi_host *host;
    double ratio;

    if (!mkdtemp(base))
        die("no folder in /dev/shm");
    snprintf(tree, sizeof tree, "%s/tree", base);
    snprintf(copy, sizeof copy, "%s/copy", base);
    if (mkdir(tree, 0755) != 0)
        die("mkdir");
    make_tree();
    host = make_host();
    make_provider(host, &provider);
    ratio = measure(host, &provider);
    provider.set->lpVtbl->Release(provider.set);
    provider.software->lpVtbl->Release(provider.software);
    vsapi_host_destroy(host);
    vsapi_folder_remove(base);
    printf("snapshot: %d files in %d folders; %zu entries compared, %zu differ\n", FOLDERS * FILES,
           FOLDERS, compared, different);
    printf("ratio snapshot-copy %.2f (bound %.1f)\n", ratio, BOUND);
    return different == 0 && compared == 2 * (FOLDERS * (FILES + 1) + 1) ? 0 : 1;
}
