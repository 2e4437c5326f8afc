/*
 * tools/src/store_windows.c - the backup folder: not offered on Windows yet. See store.h.
 *
 * Nothing gets further than vss_store_create or vss_store_open, so the rest is never called.
 */
#include "store.h"

#include "report.h"

static int not_offered(struct vss_store *store, const char *option, const char *path)
{
    *store = (struct vss_store){.folder = -1, .path = path};
    return vss_fail(VSS_EXIT_FAILED,
                    "%s %s: backup folders are not offered on Windows yet; vss reads and writes "
                    "them on Linux",
                    option, path);
}

int vss_store_create(struct vss_store *store, const char *path)
{
    return not_offered(store, "--to", path);
}

int vss_store_open(struct vss_store *store, const char *path)
{
    return not_offered(store, "--from", path);
}

void vss_store_close(struct vss_store *store)
{
    (void)store;
}

void vss_store_abandon(struct vss_store *store)
{
    (void)store;
}

void vss_store_name(struct vss_store *store, struct vss_file *file)
{
    (void)store, (void)file;
}

int vss_store_save(struct vss_store *store, struct vss_file *file, HRESULT *read_hr)
{
    (void)file;
    *read_hr = E_NOTIMPL;
    return not_offered(store, "--to", store->path);
}

int vss_store_write_text(struct vss_store *store, const char *name, const char *text)
{
    (void)name, (void)text;
    return not_offered(store, "--to", store->path);
}

int vss_store_commit(struct vss_store *store, const char *manifest)
{
    (void)manifest;
    return not_offered(store, "--to", store->path);
}

int vss_store_read_text(struct vss_store *store, const char *name, char **out, size_t *length)
{
    (void)name;
    *out = NULL;
    *length = 0;
    return not_offered(store, "--from", store->path);
}

int vss_store_load(struct vss_store *store, const struct vss_file *file, vss_store_piece_fn each,
                   void *context)
{
    (void)file, (void)each, (void)context;
    return not_offered(store, "--from", store->path);
}
