/*
 * vsapi/host/walk.h - finding a file in a folder the way Windows would.
 */
#ifndef VSAPI_HOST_WALK_H
#define VSAPI_HOST_WALK_H

#include "parts.h"

#include <vsapi/at.h>

struct vsapi_walk_step { /* a folder that was entered */
    int fd;
    char *name;
};
struct vsapi_walk { /* the end of a walk */
    struct vsapi_root *root;
    VSAPI_ARRAY(struct vsapi_walk_step) steps;
    char *name;  /* of the last component as it is spelled there; "." is the root itself */
    bool exists; /* then st is what it is, links not followed */
    struct stat st;
    char *missing;    /* a folder on the way is not there: it and all behind it; else NULL */
    const char *path; /* what was looked for */
    bool resolved;    /* steps hold every folder by its name: no short cut was taken */

    char *todo, *at; /* what is still to be walked */
    unsigned links;
};

enum vsapi_walk_how {
    VSAPI_WALK_FOLLOW = 600, /* a link at the end is followed too */
    VSAPI_WALK_LINK,         /* it is what is wanted */
    VSAPI_WALK_RESOLVE       /* FOLLOW without short cuts, so that all names are known */
};
/* S_OK also where nothing is there: see exists and missing. E_INVALIDARG: it leaves the root. */
HRESULT vsapi_walk(struct vsapi_root *root, const char *path, enum vsapi_walk_how how,
                   struct vsapi_walk *out);
void vsapi_walk_finish(struct vsapi_walk *walk);
/* To what must be there: ERROR_FILE_NOT_FOUND, ERROR_PATH_NOT_FOUND. */
HRESULT vsapi_walk_to(struct vsapi_root *root, const char *path, enum vsapi_walk_how how,
                      struct vsapi_walk *walk);
/* The folder that the walk ended in. */
int vsapi_walk_folder(const struct vsapi_walk *walk);

/* For folder.c and folder_details.c. */
void vsapi_folder_info(const struct stat *st, struct vsapi_file_info *info);
/* renameat2 to this name in the folder that `to` ended in; keeps what is known of the folders'
 * names. */
int vsapi_folder_rename_at(const struct vsapi_walk *from, const struct vsapi_walk *to,
                           const char *name, unsigned flags);
/* Every entry that a Windows path can name. */
HRESULT vsapi_folder_each(struct vsapi_root *root, const char *path,
                          HRESULT (*each)(int folder, const char *name, void *context),
                          void *context);

#endif
