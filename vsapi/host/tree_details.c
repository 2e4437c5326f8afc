/*
 * vsapi/host/tree_details.c - vsapi/details.h for trees in memory.
 */
#include "tree.h"

#include <string.h>

#define WITHOUT_LIMIT (UINT64_C(1) << 40) /* free on a volume without a limit */

static void fill_details(const struct vsapi_node *node, struct vsapi_file_details *out)
{
    vsapi_node_info(node, &out->info);
    out->created = node->created;
    out->accessed = node->accessed;
    out->id = node->id;
    out->device = 0;
    out->links = 1;
}

static HRESULT tree_look(struct vsapi_file *file, struct vsapi_file_details *out)
{
    vsapi_mutex_lock(&file->root->tree->lock);
    fill_details(file->node, out);
    vsapi_mutex_unlock(&file->root->tree->lock);
    return S_OK;
}

/* Finds what must be there. The lock is held. */
static HRESULT find_node(struct vsapi_tree *tree, const char *path, struct vsapi_node **out)
{
    struct vsapi_spot spot;
    HRESULT hr = vsapi_tree_find(tree, path, &spot);

    if (SUCCEEDED(hr))
        hr = vsapi_spot_must_exist(&spot, path);
    *out = SUCCEEDED(hr) ? spot.node : NULL;
    return hr;
}

static HRESULT tree_look_at(struct vsapi_root *root, const char *path,
                            struct vsapi_file_details *out)
{
    struct vsapi_node *node;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = find_node(root->tree, path, &node);
    if (SUCCEEDED(hr))
        fill_details(node, out);
    vsapi_mutex_unlock(&root->tree->lock);
    return hr;
}

/* ---- listing -----------------------------------------------------------------------------------
 */

struct listing {
    VSAPI_ARRAY(struct listed {
        char *name;
        struct vsapi_file_details details;
    })
    entries;
};

/* Under the lock, so that `each` may change the folder afterwards. */
static HRESULT take_listing(const struct vsapi_node *folder, struct listing *listing)
{
    for (struct vsapi_node *node = folder->children; node; node = node->hh.next) {
        struct listed entry = {.name = vsapi_strdup(node->name)};

        if (!entry.name || !VSAPI_ARRAY_ROOM(&listing->entries)) {
            vsapi_free(entry.name);
            return vsapi_out_of_memory();
        }
        fill_details(node, &entry.details);
        listing->entries.items[listing->entries.count++] = entry;
    }
    return S_OK;
}

static HRESULT tree_list(struct vsapi_root *root, const char *path, vsapi_each_detail *each,
                         void *context)
{
    struct listing listing = {0};
    struct vsapi_node *node;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = find_node(root->tree, path, &node);
    if (SUCCEEDED(hr) && !node->folder)
        hr = vsapi_fail_win32(ERROR_DIRECTORY, "this is no folder:", path);
    if (SUCCEEDED(hr))
        hr = take_listing(node, &listing);
    vsapi_mutex_unlock(&root->tree->lock);
    for (size_t i = 0; i < listing.entries.count; i++) {
        struct listed *entry = &listing.entries.items[i];

        if (SUCCEEDED(hr))
            hr = each(context, entry->name, &entry->details);
        vsapi_free(entry->name);
    }
    vsapi_free(listing.entries.items);
    return hr;
}

/* ---- changing ----------------------------------------------------------------------------------
 */

static HRESULT tree_set_times(struct vsapi_file *file, const struct vsapi_file_times *times)
{
    struct vsapi_node *node = file->node;

    vsapi_mutex_lock(&file->root->tree->lock);
    node->created = times->created ? times->created : node->created;
    node->accessed = times->accessed ? times->accessed : node->accessed;
    node->modified = times->modified ? times->modified : node->modified;
    vsapi_mutex_unlock(&file->root->tree->lock);
    return S_OK;
}

static HRESULT tree_set_attributes(struct vsapi_root *root, const char *path, uint32_t attributes)
{
    const uint32_t kept = FILE_ATTRIBUTE_READONLY | FILE_ATTRIBUTE_HIDDEN | FILE_ATTRIBUTE_SYSTEM |
                          FILE_ATTRIBUTE_ARCHIVE | FILE_ATTRIBUTE_TEMPORARY |
                          FILE_ATTRIBUTE_OFFLINE | FILE_ATTRIBUTE_NOT_CONTENT_INDEXED;
    struct vsapi_node *node;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = find_node(root->tree, path, &node);
    if (SUCCEEDED(hr))
        node->attributes = attributes & kept;
    vsapi_mutex_unlock(&root->tree->lock);
    return hr;
}

/* A blob only grows, so a shorter one is a new one with the beginning of the old. */
static HRESULT shorten(struct vsapi_tree *tree, struct vsapi_node *node, uint64_t size_bytes)
{
    struct vsapi_blob *blob = vsapi_blob_create(tree->room);
    size_t done = 0, got;
    char piece[4096];
    HRESULT hr = blob ? S_OK : vsapi_out_of_memory();

    while (SUCCEEDED(hr) && done < size_bytes) {
        got = (size_t)(size_bytes - done);
        got = vsapi_blob_read(node->blob, done, piece, got < sizeof piece ? got : sizeof piece);
        hr = vsapi_blob_write(&blob, done, piece, got);
        done += got;
    }
    if (SUCCEEDED(hr)) {
        vsapi_blob_unref(node->blob);
        node->blob = blob;
        blob = NULL;
    }
    vsapi_blob_unref(blob);
    return hr;
}

static HRESULT tree_resize(struct vsapi_file *file, uint64_t size_bytes)
{
    struct vsapi_tree *tree = file->root->tree;
    uint64_t size;
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&tree->lock);
    size = vsapi_blob_size(file->node->blob);
    if (size_bytes > size)
        hr = vsapi_blob_write(&file->node->blob, size_bytes - 1, "", 1);
    else if (size_bytes < size)
        hr = shorten(tree, file->node, size_bytes);
    if (SUCCEEDED(hr))
        file->node->modified = vsapi_tree_now(tree);
    vsapi_mutex_unlock(&tree->lock);
    return hr;
}

static HRESULT tree_flush(struct vsapi_file *file)
{
    (void)file; /* nothing is kept back */
    return S_OK;
}

static HRESULT spell(const struct vsapi_node *node, char **out)
{
    size_t length = 1;
    char *at;

    for (const struct vsapi_node *up = node; up->name; up = up->parent) {
        if (!up->parent)
            return vsapi_fail_win32(ERROR_FILE_NOT_FOUND, "the file was removed:", up->name);
        length += strlen(up->name) + 1;
    }
    *out = at = vsapi_malloc(length);
    if (!*out)
        return vsapi_out_of_memory();
    at += length - (length > 1 ? 2 : 1);
    *at = '\0';
    for (const struct vsapi_node *up = node; up->name; up = up->parent) {
        at -= strlen(up->name);
        memcpy(at, up->name, strlen(up->name));
        if (at > *out)
            *--at = '/';
    }
    return S_OK;
}

static HRESULT tree_spelling(struct vsapi_file *file, char **out)
{
    HRESULT hr;

    *out = NULL;
    vsapi_mutex_lock(&file->root->tree->lock);
    hr = spell(file->node, out);
    vsapi_mutex_unlock(&file->root->tree->lock);
    return hr;
}

static HRESULT tree_make_one(struct vsapi_root *root, const char *path)
{
    struct vsapi_node *made;
    struct vsapi_spot spot;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = vsapi_tree_find(root->tree, path, &spot);
    if (SUCCEEDED(hr) && spot.node)
        hr = vsapi_fail_win32(ERROR_ALREADY_EXISTS, "there is already", path);
    else if (SUCCEEDED(hr) && vsapi_spot_lacks_folder(&spot))
        hr = vsapi_spot_must_exist(&spot, path);
    if (SUCCEEDED(hr))
        hr = vsapi_tree_create_node(root->tree, spot.folder, spot.name, true, &made);
    vsapi_mutex_unlock(&root->tree->lock);
    return hr;
}

static HRESULT check_erasable(const struct vsapi_node *node, const char *path,
                              enum vsapi_erase what)
{
    if (what == VSAPI_ERASE_FOLDER && !node->folder)
        return vsapi_fail_win32(ERROR_DIRECTORY, "this is no folder:", path);
    if (what == VSAPI_ERASE_FILE && node->folder)
        return vsapi_fail_win32(ERROR_ACCESS_DENIED, "this is a folder:", path);
    if (node->attributes & FILE_ATTRIBUTE_READONLY)
        return vsapi_fail_win32(ERROR_ACCESS_DENIED, "this is read-only:", path);
    if (node->children)
        return vsapi_fail_win32(ERROR_DIR_NOT_EMPTY, "this folder is not empty:", path);
    return S_OK;
}

static HRESULT tree_erase(struct vsapi_root *root, const char *path, enum vsapi_erase what)
{
    struct vsapi_node *node;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = find_node(root->tree, path, &node);
    if (SUCCEEDED(hr))
        hr = check_erasable(node, path, what);
    if (SUCCEEDED(hr))
        vsapi_node_remove(node);
    vsapi_mutex_unlock(&root->tree->lock);
    return hr;
}

static HRESULT tree_replace(struct vsapi_root *root, const char *from, const char *to)
{
    struct vsapi_node *source, *target = NULL;
    struct vsapi_spot spot;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = find_node(root->tree, from, &source);
    if (SUCCEEDED(hr))
        hr = vsapi_tree_find(root->tree, to, &spot);
    if (SUCCEEDED(hr) && spot.node && spot.node != source)
        target = spot.node;
    if (target)
        hr = check_erasable(target, to, VSAPI_ERASE_FILE);
    if (SUCCEEDED(hr) && target && source->folder)
        hr = vsapi_fail_win32(ERROR_ACCESS_DENIED, "a folder replaces nothing:", from);
    if (SUCCEEDED(hr) && target)
        vsapi_node_remove(target);
    vsapi_mutex_unlock(&root->tree->lock);
    return SUCCEEDED(hr) ? root->store->rename(root, from, to) : hr;
}

static HRESULT tree_space(struct vsapi_root *root, struct vsapi_space *out)
{
    if (vsapi_room_space(root->tree->room, out))
        return S_OK;
    out->free_bytes = WITHOUT_LIMIT;
    out->total_bytes = WITHOUT_LIMIT + vsapi_tree_bytes(root->tree);
    return S_OK;
}

const struct vsapi_detail_ops vsapi_details_tree = {
    .look = tree_look,
    .look_at = tree_look_at,
    .list = tree_list,
    .set_times = tree_set_times,
    .set_attributes = tree_set_attributes,
    .resize = tree_resize,
    .flush = tree_flush,
    .spelling = tree_spelling,
    .make_one = tree_make_one,
    .erase = tree_erase,
    .replace = tree_replace,
    .space = tree_space,
};
