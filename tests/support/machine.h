/*
 * tests/support/machine.h - a host with real folders for tests, and short ways to make, read and
 * compare files on it.
 *
 * machine_start makes a temporary folder with "C" in it and a host whose C:\ is that and whose M:\
 * is in memory; machine_stop ends both and tells when something was left behind.
 */
#ifndef VSTEST_MACHINE_H
#define VSTEST_MACHINE_H

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/files.h>
#include <vsapi/folder.h>
#include <vsapi/volume.h>

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct machine {
    struct vsapi_host *host;
    struct vsapi_volume *disk, *memory; /* C:\ and M:\ */
    char folder[64], path[4096];        /* the temporary folder; machine_real's answer */
    uint64_t capacity_bytes;            /* of both volumes; set before machine_start */
    const char *where;                  /* where the folder is made; NULL: TMPDIR */
};

/* A real path below the temporary folder; holds until the next call. */
static inline const char *machine_real(struct machine *machine, const char *rest)
{
    snprintf(machine->path, sizeof machine->path, "%s/%s", machine->folder, rest);
    return machine->path;
}

static inline void machine_start(struct machine *machine)
{
    struct vsapi_volume_options options = {.size = sizeof options, .mount = "C:\\"};
    const char *where = machine->where ? machine->where : getenv("TMPDIR");

    snprintf(machine->folder, sizeof machine->folder, "%s/vsapi-test-XXXXXX",
             where ? where : "/tmp");
    options.capacity_bytes = machine->capacity_bytes;
    if (!mkdtemp(machine->folder) || mkdir(machine_real(machine, "C"), 0755) != 0 ||
        FAILED(vsapi_host_create(&machine->host)))
        abort();
    options.folder = machine_real(machine, "C");
    if (FAILED(vsapi_host_add_volume(machine->host, &options, &machine->disk)))
        abort();
    options.mount = "M:\\";
    options.folder = NULL;
    if (FAILED(vsapi_host_add_volume(machine->host, &options, &machine->memory)))
        abort();
}

/* How many things are in a real folder. */
static inline int machine_count(const char *folder)
{
    DIR *listing = opendir(folder);
    int count = 0;

    while (listing && readdir(listing))
        count++;
    if (listing)
        closedir(listing);
    return count - 2;
}

/* Ends host and folder. False: beside the volume something is left. */
static inline bool machine_stop(struct machine *machine)
{
    bool clean;

    vsapi_host_destroy(machine->host);
    machine->host = NULL;
    clean = machine_count(machine->folder) == 1; /* "C" */
    if (FAILED(vsapi_folder_remove(machine->folder)))
        return false;
    return clean;
}

static inline HRESULT machine_write(struct machine *machine, const char *path, const char *text)
{
    struct vsapi_file *file;
    HRESULT hr = vsapi_files_open(machine->host, path, VSAPI_FILE_WRITE, &file), closed;

    if (FAILED(hr))
        return hr;
    hr = vsapi_file_write(file, 0, text, strlen(text));
    closed = vsapi_file_close(file, 0);
    return FAILED(hr) ? hr : closed;
}

/* What is in a small file; "(code)" when it cannot be read. Holds until the next call. */
static inline const char *machine_read(struct machine *machine, const char *path)
{
    static char text[4096];
    struct vsapi_file *file;
    size_t got = 0;
    HRESULT hr = vsapi_files_open(machine->host, path, VSAPI_FILE_READ, &file);

    if (SUCCEEDED(hr)) {
        hr = vsapi_file_read(file, 0, text, sizeof text - 1, &got);
        vsapi_file_close(file, 0);
    }
    if (FAILED(hr))
        snprintf(text, sizeof text, "(%s)", vsapi_hresult_name(hr));
    else
        text[got] = '\0';
    return text;
}

static inline void machine_put(struct machine *machine, const char *rest, const char *text)
{
    int fd = open(machine_real(machine, rest), O_WRONLY | O_CREAT | O_TRUNC, 0644);

    if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
        abort();
    close(fd);
}

static inline void machine_folder(struct machine *machine, const char *rest)
{
    if (mkdir(machine_real(machine, rest), 0755) != 0)
        abort();
}

static inline void machine_link(struct machine *machine, const char *target, const char *rest)
{
    if (symlink(target, machine_real(machine, rest)) != 0)
        abort();
}

#endif
