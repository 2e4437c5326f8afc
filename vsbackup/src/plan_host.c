/*
 * vsbackup/src/plan_host.c - how a plan looks at the files of a machine of this library.
 */
#include <vsapi/plan.h>

#include <vsapi/volume.h>

static HRESULT host_expand(void *context, const char *path, char **out)
{
    return vsapi_host_expand(context, path, out);
}

static HRESULT host_stat(void *context, const char *path, struct vsapi_file_info *info)
{
    return vsapi_files_stat(context, path, info);
}

static HRESULT host_open_folder(void *context, const char *path, void **folder)
{
    struct vsapi_listing *listing;
    HRESULT hr = vsapi_files_open_listing(context, path, &listing);

    *folder = listing;
    return hr;
}

static HRESULT host_next_entry(void *context, void *folder, const char **name,
                               struct vsapi_file_info *info)
{
    (void)context;
    return vsapi_listing_next(folder, name, info);
}

static void host_close_folder(void *context, void *folder)
{
    (void)context;
    vsapi_listing_close(folder);
}

static HRESULT host_read(void *context, const char *path, uint64_t offset, void *data,
                         size_t size_bytes, size_t *got)
{
    struct vsapi_file *file;
    HRESULT hr = vsapi_files_open(context, path, VSAPI_FILE_READ, &file);

    *got = 0;
    if (FAILED(hr))
        return hr;
    hr = vsapi_file_read(file, offset, data, size_bytes, got);
    vsapi_file_close(file, 0);
    return hr;
}

void vsapi_plan_host_view(struct vsapi_host *host, struct vsapi_plan_view *view)
{
    *view = (struct vsapi_plan_view){
        .size = sizeof *view,
        .context = host,
        .expand = host_expand,
        .stat = host_stat,
        .open_folder = host_open_folder,
        .next_entry = host_next_entry,
        .close_folder = host_close_folder,
        .read = host_read,
    };
}
