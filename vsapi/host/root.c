/*
 * vsapi/host/root.c - roots: where paths end up, counted, as a shadow copy may be deleted while one
 * of its files is open.
 */
#include "parts.h"

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
        hr = vsapi_folder_open_root(root, folder);
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
    vsapi_folder_close_root(root);
    vsapi_tree_destroy(root->tree);
    vsapi_room_unref(root->room);
    vsapi_free(root->name);
    vsapi_free(root);
}
