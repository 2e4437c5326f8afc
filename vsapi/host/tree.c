/*
 * vsapi/host/tree.c - the store in memory: folders, files and their contents.
 *
 * Names keep the case they were made with and are found in any. A clone has nodes of its own and
 * shares the contents (blob.c). One lock a tree; an open file keeps its node alive when the name is
 * removed.
 */
#include "tree.h"

#include <string.h>

static atomic_ullong last_id; /* of a node */

/* ---- nodes -------------------------------------------------------------------------------------
 */

static void node_unref(struct vsapi_node *node)
{
    if (!node || --node->refs > 0)
        return;
    vsapi_blob_unref(node->blob);
    vsapi_free(node->name);
    vsapi_free(node);
}

static struct vsapi_node *node_create(const char *name, bool folder, struct vsapi_blob *blob)
{
    struct vsapi_node *node = vsapi_calloc(1, sizeof *node);

    if (!node)
        return NULL;
    node->refs = 1;
    node->folder = folder;
    node->id = atomic_fetch_add(&last_id, 1) + 1;
    node->blob = blob ? vsapi_blob_ref(blob) : NULL;
    node->name = vsapi_strdup(name);
    if (name && !node->name) {
        node_unref(node);
        return NULL;
    }
    return node;
}

/* Puts a node into a folder that has none of its name. The folder has the reference then. */
static HRESULT attach(struct vsapi_node *folder, struct vsapi_node *node)
{
    node->parent = folder;
    HASH_ADD_KEYPTR(hh, folder->children, node->name, 1, node);
    return node->parent ? S_OK : vsapi_out_of_memory();
}

static void detach(struct vsapi_node *node)
{
    HASH_DELETE(hh, node->parent->children, node);
    node->parent = NULL;
}

/* Takes a node out and ends it and all below it, without recursion: a tree may be deep. */
void vsapi_node_remove(struct vsapi_node *node)
{
    struct vsapi_node *at = node;

    while (at) {
        struct vsapi_node *parent = at->parent;

        if (at->children) {
            at = at->children;
            continue;
        }
        if (parent)
            detach(at);
        if (at == node)
            parent = NULL;
        node_unref(at);
        at = parent;
    }
}

static struct vsapi_node *child(struct vsapi_node *folder, const char *name)
{
    struct vsapi_node *found = NULL;

    if (folder->folder)
        HASH_FIND(hh, folder->children, name, 1, found);
    return found;
}

/* ---- trees -------------------------------------------------------------------------------------
 */

HRESULT vsapi_tree_create(struct vsapi_tree **out)
{
    struct vsapi_tree *tree = vsapi_calloc(1, sizeof *tree);

    *out = NULL;
    if (!tree)
        return vsapi_out_of_memory();
    tree->root = node_create(NULL, true, NULL);
    if (!tree->root) {
        vsapi_free(tree);
        return vsapi_out_of_memory();
    }
    atomic_init(&tree->refs, 1);
    vsapi_mutex_init(&tree->lock);
    *out = tree;
    return S_OK;
}

struct vsapi_tree *vsapi_tree_ref(struct vsapi_tree *tree)
{
    atomic_fetch_add(&tree->refs, 1);
    return tree;
}

void vsapi_tree_destroy(struct vsapi_tree *tree)
{
    if (!tree || atomic_fetch_sub(&tree->refs, 1) != 1)
        return;
    vsapi_node_remove(tree->root);
    vsapi_room_unref(tree->room);
    vsapi_mutex_finish(&tree->lock);
    vsapi_free(tree);
}

void vsapi_tree_set_room(struct vsapi_tree *tree, struct vsapi_room *room)
{
    tree->room = vsapi_room_ref(room);
}

void vsapi_tree_set_clock(struct vsapi_tree *tree, struct vsapi_host *host)
{
    tree->host = host;
}

uint64_t vsapi_tree_now(const struct vsapi_tree *tree)
{
    return vsapi_clock_filetime(tree->host ? tree->host->clock : vsapi_clock_current());
}

struct pair { /* a folder, and its clone that still lacks the children */
    struct vsapi_node *from, *to;
};
struct pairs {
    VSAPI_ARRAY(struct pair) todo;
};

static void copy_details(const struct vsapi_node *node, struct vsapi_node *copy)
{
    copy->id = node->id;
    copy->attributes = node->attributes;
    copy->created = node->created;
    copy->accessed = node->accessed;
    copy->modified = node->modified;
}

static HRESULT clone_children(struct pairs *pairs, const struct pair *pair)
{
    struct vsapi_node *node, *next;

    HASH_ITER(hh, pair->from->children, node, next)
    {
        struct vsapi_node *copy = node_create(node->name, node->folder, node->blob);
        HRESULT hr = copy ? attach(pair->to, copy) : vsapi_out_of_memory();

        if (FAILED(hr)) {
            node_unref(copy);
            return hr;
        }
        copy_details(node, copy);
        if (!node->children)
            continue;
        if (!VSAPI_ARRAY_ROOM(&pairs->todo))
            return vsapi_out_of_memory();
        pairs->todo.items[pairs->todo.count++] = (struct pair){node, copy};
    }
    return S_OK;
}

HRESULT vsapi_tree_clone(struct vsapi_tree *tree, struct vsapi_tree **out)
{
    struct pairs pairs = {0};
    struct vsapi_tree *clone;
    struct pair pair;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_tree_create(&clone);
    if (FAILED(hr))
        return hr;
    clone->host = tree->host;
    clone->room = vsapi_room_ref(tree->room);
    vsapi_mutex_lock(&tree->lock);
    pair = (struct pair){tree->root, clone->root};
    hr = clone_children(&pairs, &pair);
    while (SUCCEEDED(hr) && pairs.todo.count > 0) {
        pair = pairs.todo.items[--pairs.todo.count];
        hr = clone_children(&pairs, &pair);
    }
    vsapi_mutex_unlock(&tree->lock);
    vsapi_free(pairs.todo.items);
    if (FAILED(hr))
        vsapi_tree_destroy(clone);
    else
        *out = clone;
    return hr;
}

HRESULT vsapi_tree_replace(struct vsapi_tree *tree, struct vsapi_tree *by)
{
    struct vsapi_tree *clone;
    struct vsapi_node *root;
    HRESULT hr = vsapi_tree_clone(by, &clone);

    if (FAILED(hr))
        return hr;
    vsapi_mutex_lock(&tree->lock);
    root = tree->root;
    tree->root = clone->root;
    clone->root = root;
    vsapi_tree_destroy(clone); /* under the lock that guards the nodes that it has now */
    vsapi_mutex_unlock(&tree->lock);
    return S_OK;
}

/* The node after this one in a walk that goes through folders before what is behind them. */
static struct vsapi_node *next_node(struct vsapi_node *node)
{
    if (node->children)
        return node->children;
    while (node && !node->hh.next)
        node = node->parent;
    return node && node->parent ? node->hh.next : NULL;
}

uint64_t vsapi_tree_bytes(struct vsapi_tree *tree)
{
    uint64_t bytes = 0;

    vsapi_mutex_lock(&tree->lock);
    for (struct vsapi_node *node = tree->root; node; node = next_node(node))
        bytes += node->blob ? vsapi_blob_size(node->blob) : 0;
    vsapi_mutex_unlock(&tree->lock);
    return bytes;
}

/* ---- looking up --------------------------------------------------------------------------------
 */

/* Longer names than the 255 characters of Windows give ERROR_FILENAME_EXCED_RANGE. */
HRESULT vsapi_tree_find(struct vsapi_tree *tree, const char *path, struct vsapi_spot *out)
{
    memset(out, 0, sizeof *out);
    out->folder = out->node = tree->root;
    out->missing = "";
    while (*path) {
        size_t length = strcspn(path, "/");

        if (length >= sizeof out->name)
            return vsapi_fail_win32(ERROR_FILENAME_EXCED_RANGE, "a name is too long:", path);
        memcpy(out->name, path, length);
        out->name[length] = '\0';
        if (!out->node->folder)
            return vsapi_fail_win32(ERROR_PATH_NOT_FOUND, "there is a file on the way to", path);
        out->folder = out->node;
        out->node = child(out->folder, out->name);
        if (!out->node) {
            out->missing = path;
            return S_OK;
        }
        path += length + (path[length] == '/');
    }
    return S_OK;
}

/* What is missing is more than the last component. */
bool vsapi_spot_lacks_folder(const struct vsapi_spot *spot)
{
    return strchr(spot->missing, '/') != NULL;
}

HRESULT vsapi_spot_must_exist(const struct vsapi_spot *spot, const char *path)
{
    if (spot->node)
        return S_OK;
    return vsapi_fail_win32(vsapi_spot_lacks_folder(spot) ? ERROR_PATH_NOT_FOUND
                                                          : ERROR_FILE_NOT_FOUND,
                            "there is no", path);
}

void vsapi_node_info(const struct vsapi_node *node, struct vsapi_file_info *info)
{
    info->size_bytes = node->blob ? vsapi_blob_size(node->blob) : 0;
    info->modified = node->modified;
    info->attributes = node->attributes | (node->folder ? FILE_ATTRIBUTE_DIRECTORY : 0);
    if (info->attributes == 0)
        info->attributes = FILE_ATTRIBUTE_NORMAL;
}

static HRESULT tree_stat(struct vsapi_root *root, const char *path, struct vsapi_file_info *info)
{
    struct vsapi_spot spot;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = vsapi_tree_find(root->tree, path, &spot);
    if (SUCCEEDED(hr))
        hr = vsapi_spot_must_exist(&spot, path);
    if (SUCCEEDED(hr))
        vsapi_node_info(spot.node, info);
    vsapi_mutex_unlock(&root->tree->lock);
    return hr;
}

/* ---- listing -----------------------------------------------------------------------------------
 */

struct listed {
    char *name;
    struct vsapi_file_info info;
};
struct listing { /* the state of a struct vsapi_listing */
    VSAPI_ARRAY(struct listed) entries;
    size_t next;
};

/* Under the lock: what the folder has now, so that it may change meanwhile. */
static HRESULT take_listing(struct vsapi_node *folder, struct listing *listing)
{
    for (struct vsapi_node *node = folder->children; node; node = node->hh.next) {
        struct listed entry = {0};

        if (!VSAPI_ARRAY_ROOM(&listing->entries))
            return vsapi_out_of_memory();
        entry.name = vsapi_strdup(node->name);
        if (!entry.name)
            return vsapi_out_of_memory();
        vsapi_node_info(node, &entry.info);
        listing->entries.items[listing->entries.count++] = entry;
    }
    return S_OK;
}

static void free_listing(struct listing *listing)
{
    for (size_t i = 0; i < listing->entries.count; i++)
        vsapi_free(listing->entries.items[i].name);
    vsapi_free(listing->entries.items);
    vsapi_free(listing);
}

static HRESULT tree_open_listing(struct vsapi_listing *out, const char *path)
{
    struct listing *listing = vsapi_calloc(1, sizeof *listing);
    struct vsapi_tree *tree = out->root->tree;
    struct vsapi_spot spot;
    HRESULT hr;

    if (!listing)
        return vsapi_out_of_memory();
    vsapi_mutex_lock(&tree->lock);
    hr = vsapi_tree_find(tree, path, &spot);
    if (SUCCEEDED(hr))
        hr = vsapi_spot_must_exist(&spot, path);
    if (SUCCEEDED(hr) && !spot.node->folder)
        hr = vsapi_fail_win32(ERROR_PATH_NOT_FOUND, "this is no folder:", path);
    if (SUCCEEDED(hr))
        hr = take_listing(spot.node, listing);
    vsapi_mutex_unlock(&tree->lock);
    if (FAILED(hr))
        free_listing(listing);
    else
        out->state = listing;
    return hr;
}

static HRESULT tree_next(struct vsapi_listing *from, const char **name,
                         struct vsapi_file_info *info)
{
    struct listing *listing = from->state;

    if (listing->next == listing->entries.count)
        return S_FALSE;
    *name = listing->entries.items[listing->next].name;
    *info = listing->entries.items[listing->next++].info;
    return S_OK;
}

static void tree_close_listing(struct vsapi_listing *listing)
{
    free_listing(listing->state);
}

/* ---- changing ----------------------------------------------------------------------------------
 */

/* A new empty file or folder where find found nothing. */
HRESULT vsapi_tree_create_node(struct vsapi_tree *tree, struct vsapi_node *parent, const char *name,
                               bool folder, struct vsapi_node **out)
{
    struct vsapi_blob *blob = folder ? NULL : vsapi_blob_create(tree->room);
    struct vsapi_node *node = folder || blob ? node_create(name, folder, blob) : NULL;
    HRESULT hr = node ? attach(parent, node) : vsapi_out_of_memory();

    vsapi_blob_unref(blob);
    if (FAILED(hr)) {
        node_unref(node);
        return hr;
    }
    node->modified = node->created = node->accessed = vsapi_tree_now(tree);
    *out = node;
    return S_OK;
}

static HRESULT empty_node(struct vsapi_tree *tree, struct vsapi_node *node)
{
    struct vsapi_blob *blob = vsapi_blob_create(tree->room);

    if (!blob)
        return vsapi_out_of_memory();
    vsapi_blob_unref(node->blob);
    node->blob = blob;
    node->modified = vsapi_tree_now(tree);
    return S_OK;
}

static HRESULT open_node(struct vsapi_tree *tree, const char *path, enum vsapi_file_mode mode,
                         struct vsapi_node **out)
{
    struct vsapi_spot spot;
    HRESULT hr = vsapi_tree_find(tree, path, &spot);

    if (FAILED(hr))
        return hr;
    if (!spot.node && (mode == VSAPI_FILE_WRITE || mode == VSAPI_FILE_CREATE) &&
        !vsapi_spot_lacks_folder(&spot))
        hr = vsapi_tree_create_node(tree, spot.folder, spot.name, false, &spot.node);
    else if (!spot.node)
        hr = vsapi_spot_must_exist(&spot, path);
    else if (mode == VSAPI_FILE_CREATE)
        hr = vsapi_fail_win32(ERROR_FILE_EXISTS, "there is already", path);
    else if (mode == VSAPI_FILE_LOOK)
        hr = S_OK;
    else if (spot.node->folder)
        hr = vsapi_fail_win32(ERROR_ACCESS_DENIED, "a folder cannot be opened as a file:", path);
    else if (mode != VSAPI_FILE_READ && spot.node->attributes & FILE_ATTRIBUTE_READONLY)
        hr = vsapi_fail_win32(ERROR_ACCESS_DENIED, "the file is read-only:", path);
    else if (mode == VSAPI_FILE_WRITE)
        hr = empty_node(tree, spot.node);
    if (FAILED(hr))
        return hr;
    spot.node->refs++;
    *out = spot.node;
    return S_OK;
}

static HRESULT tree_open(struct vsapi_file *file, const char *path)
{
    struct vsapi_tree *tree = file->root->tree;
    HRESULT hr;

    vsapi_mutex_lock(&tree->lock);
    hr = open_node(tree, path, file->mode, &file->node);
    vsapi_mutex_unlock(&tree->lock);
    return hr;
}

static HRESULT tree_read(struct vsapi_file *file, uint64_t offset, void *data, size_t size_bytes,
                         size_t *got)
{
    vsapi_mutex_lock(&file->root->tree->lock);
    *got = vsapi_blob_read(file->node->blob, offset, data, size_bytes);
    vsapi_mutex_unlock(&file->root->tree->lock);
    return S_OK;
}

static HRESULT tree_write(struct vsapi_file *file, uint64_t offset, const void *data,
                          size_t size_bytes)
{
    struct vsapi_tree *tree = file->root->tree;
    HRESULT hr;

    vsapi_mutex_lock(&tree->lock);
    hr = vsapi_blob_write(&file->node->blob, offset, data, size_bytes);
    if (SUCCEEDED(hr))
        file->node->modified = vsapi_tree_now(tree);
    vsapi_mutex_unlock(&tree->lock);
    return hr;
}

static HRESULT tree_close(struct vsapi_file *file, uint64_t modified)
{
    vsapi_mutex_lock(&file->root->tree->lock);
    if (modified != 0)
        file->node->modified = modified;
    node_unref(file->node);
    vsapi_mutex_unlock(&file->root->tree->lock);
    return S_OK;
}

static HRESULT tree_make_folder(struct vsapi_root *root, const char *path)
{
    struct vsapi_node *made;
    struct vsapi_spot spot;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = vsapi_tree_find(root->tree, path, &spot);
    if (SUCCEEDED(hr) && spot.node && !spot.node->folder)
        hr = vsapi_fail_win32(ERROR_ALREADY_EXISTS, "there is a file of the name of the folder",
                              path);
    while (SUCCEEDED(hr) && !spot.node) {
        hr = vsapi_tree_create_node(root->tree, spot.folder, spot.name, true, &made);
        if (SUCCEEDED(hr))
            hr = vsapi_tree_find(root->tree, path, &spot);
    }
    vsapi_mutex_unlock(&root->tree->lock);
    return hr;
}

static bool is_below(const struct vsapi_node *node, const struct vsapi_node *folder)
{
    while (node && node != folder)
        node = node->parent;
    return node == folder;
}

static HRESULT move_node(struct vsapi_node *node, const struct vsapi_spot *to, const char *path)
{
    char *name;
    HRESULT hr;

    if (vsapi_spot_lacks_folder(to))
        return vsapi_fail_win32(ERROR_PATH_NOT_FOUND, "there is no folder for", path);
    if (to->node && to->node != node)
        return vsapi_fail_win32(ERROR_ALREADY_EXISTS, "there is already", path);
    if (is_below(to->folder, node))
        return vsapi_fail_win32(ERROR_SHARING_VIOLATION, "a folder cannot move into itself:", path);
    name = vsapi_strdup(to->name);
    if (!name)
        return vsapi_out_of_memory();
    detach(node);
    vsapi_free(node->name);
    node->name = name;
    hr = attach(to->folder, node);
    if (FAILED(hr))
        vsapi_node_remove(node);
    return hr;
}

static HRESULT tree_rename(struct vsapi_root *root, const char *from, const char *to)
{
    struct vsapi_spot source, target;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = vsapi_tree_find(root->tree, from, &source);
    if (SUCCEEDED(hr))
        hr = vsapi_spot_must_exist(&source, from);
    if (SUCCEEDED(hr))
        hr = vsapi_tree_find(root->tree, to, &target);
    if (SUCCEEDED(hr))
        hr = move_node(source.node, &target, to);
    vsapi_mutex_unlock(&root->tree->lock);
    return hr;
}

static HRESULT tree_remove(struct vsapi_root *root, const char *path)
{
    struct vsapi_spot spot;
    HRESULT hr;

    vsapi_mutex_lock(&root->tree->lock);
    hr = vsapi_tree_find(root->tree, path, &spot);
    if (SUCCEEDED(hr))
        hr = vsapi_spot_must_exist(&spot, path);
    if (SUCCEEDED(hr) && !spot.node->folder && spot.node->attributes & FILE_ATTRIBUTE_READONLY)
        hr = vsapi_fail_win32(ERROR_ACCESS_DENIED, "the file is read-only:", path);
    if (SUCCEEDED(hr))
        vsapi_node_remove(spot.node);
    vsapi_mutex_unlock(&root->tree->lock);
    return hr;
}

const struct vsapi_store_ops vsapi_store_tree = {
    .name = "tree",
    .stat = tree_stat,
    .open_listing = tree_open_listing,
    .next = tree_next,
    .close_listing = tree_close_listing,
    .open = tree_open,
    .read = tree_read,
    .write = tree_write,
    .close = tree_close,
    .make_folder = tree_make_folder,
    .rename = tree_rename,
    .remove = tree_remove,
    .details = &vsapi_details_tree,
};
