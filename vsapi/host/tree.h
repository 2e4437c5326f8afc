/*
 * vsapi/host/tree.h - the inside of a tree in memory, for tree.c and tree_details.c.
 */
#ifndef VSAPI_HOST_TREE_H
#define VSAPI_HOST_TREE_H

#include "blob.h"
#include "parts.h"

#define VSAPI_NAME_HASH_OOM(node) ((node)->parent = NULL)
#include "name_hash.h"

struct vsapi_node {
    unsigned refs; /* under the tree's lock: its folder and open files */
    char *name;    /* NULL: the root */
    bool folder;
    uint32_t attributes; /* those that a program sets, FILE_ATTRIBUTE_READONLY and the like */
    uint64_t id;         /* a clone's is the same */
    uint64_t created, accessed, modified;
    struct vsapi_blob *blob;     /* of a file */
    struct vsapi_node *children; /* of a folder, hash by name */
    struct vsapi_node *parent;   /* NULL: the root, or removed */
    UT_hash_handle hh;
};

struct vsapi_tree {
    atomic_uint refs;
    struct vsapi_mutex lock; /* guards all nodes */
    struct vsapi_node *root;
    struct vsapi_room *room;
    struct vsapi_host *host; /* whose clock dates the files; may be NULL */
};

struct vsapi_spot {
    struct vsapi_node *folder; /* the last folder on the way that is there */
    struct vsapi_node *node;   /* what the path names; NULL: nothing */
    const char *missing;       /* components that are not there, behind folder; else "" */
    char name[256 * 3 + 1];    /* the last component that was looked up */
};

/* All with the tree's lock held. */
HRESULT vsapi_tree_find(struct vsapi_tree *tree, const char *path, struct vsapi_spot *out);
/* What is missing is more than the last component. */
bool vsapi_spot_lacks_folder(const struct vsapi_spot *spot);
HRESULT vsapi_spot_must_exist(const struct vsapi_spot *spot, const char *path);
HRESULT vsapi_tree_create_node(struct vsapi_tree *tree, struct vsapi_node *parent, const char *name,
                               bool folder, struct vsapi_node **out);
void vsapi_node_remove(struct vsapi_node *node);
void vsapi_node_info(const struct vsapi_node *node, struct vsapi_file_info *info);
uint64_t vsapi_tree_now(const struct vsapi_tree *tree);

#endif
