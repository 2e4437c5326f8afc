/*
 * vsapi/host/folder_windows.c - on Windows volumes are in memory: here stands what is said of
 * folders there. folder.c and the files that it uses are the native counterpart.
 */
#ifdef _WIN32

#include "parts.h"

#include <vsapi/folder.h>

static HRESULT not_offered(const char *folder)
{
    return vsapi_fail(E_NOTIMPL,
                      "the folder %s: on Windows a volume's files are in memory, folders of the "
                      "machine are not offered yet",
                      folder);
}

HRESULT vsapi_folder_open_root(struct vsapi_root *root, const char *folder)
{
    (void)root;
    return not_offered(folder);
}

void vsapi_folder_close_root(struct vsapi_root *root)
{
    (void)root;
}

HRESULT vsapi_folder_path(struct vsapi_root *root, const char *path, char **out)
{
    (void)path;
    *out = NULL;
    return not_offered(root->name);
}

HRESULT vsapi_folder_bytes(struct vsapi_root *root, uint64_t *out)
{
    *out = 0;
    return not_offered(root->name);
}

bool vsapi_is_absolute_folder(const char *path)
{
    (void)path;
    return false;
}

HRESULT vsapi_own_folder_make(const char *parent, const char *prefix, struct vsapi_own_folder *out)
{
    (void)parent;
    *out = (struct vsapi_own_folder){.lock = -1};
    return not_offered(prefix);
}

void vsapi_own_folder_remove(struct vsapi_own_folder *folder)
{
    (void)folder;
}

#endif
