/*
 * vsapi/host/root.c - roots: where paths end up, counted, as a shadow copy may be deleted while one
 * of its files is open.
 */
#include "names.h"
#include "parts.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static HRESULT open_folder(struct vsapi_root *root, const char *folder)
{
    if (folder[0] != '/')
        return vsapi_fail(E_INVALIDARG, "the folder %s of %s is not an absolute path", folder,
                          root->name);
    root->folder = vsapi_strdup(folder);
    root->names = vsapi_names_create();
    if (!root->folder || !root->names)
        return vsapi_out_of_memory();
    for (size_t end = strlen(root->folder); end > 1 && root->folder[end - 1] == '/'; end--)
        root->folder[end - 1] = '\0';
    root->fd = open(folder, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (root->fd < 0)
        return vsapi_fail(E_INVALIDARG, "the folder %s of %s cannot be used: %s", folder,
                          root->name, strerror(errno));
    root->store = &vsapi_store_folder;
    return S_OK;
}

HRESULT vsapi_root_create(const char *name, const char *folder, struct vsapi_tree *tree,
                          struct vsapi_root **out)
{
    struct vsapi_root *root;
    HRESULT hr = S_OK;

    *out = NULL;
    root = vsapi_calloc(1, sizeof *root);
    if (!root)
        return vsapi_out_of_memory();
    atomic_init(&root->refs, 1);
    root->fd = -1;
    root->name = vsapi_strdup(name);
    if (!root->name)
        hr = vsapi_out_of_memory();
    else if (folder)
        hr = open_folder(root, folder);
    else {
        root->tree = vsapi_tree_ref(tree);
        root->store = &vsapi_store_tree;
    }
    if (FAILED(hr)) {
        vsapi_root_unref(root);
        return hr;
    }
    *out = root;
    return S_OK;
}

struct vsapi_root *vsapi_root_ref(struct vsapi_root *root)
{
    atomic_fetch_add(&root->refs, 1);
    return root;
}

void vsapi_root_unref(struct vsapi_root *root)
{
    if (!root || atomic_fetch_sub(&root->refs, 1) != 1)
        return;
    if (root->fd >= 0)
        close(root->fd);
    vsapi_tree_destroy(root->tree);
    vsapi_room_unref(root->room);
    vsapi_names_destroy(root->names);
    vsapi_free(root->folder);
    vsapi_free(root->name);
    vsapi_free(root);
}
