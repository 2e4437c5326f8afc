/*
 * vsapi/folder.h - trees of real files, handled so that no link and no race leads out of them.
 * Inner use. All paths are UTF-8; relative ones are divided by '/'.
 */
#ifndef VSAPI_FOLDER_H
#define VSAPI_FOLDER_H

#include <vsapi/platform.h>

/* Opens a path below the folder that `root` is open on, without following any link and without
 * leaving it; "" is the folder itself. Paths may be longer than PATH_MAX. Returns a descriptor or
 * -errno. */
int vsapi_beneath_open(int root, const char *path, int flags);
/* Removes a file, a link (not what it leads to) or a folder with all in it; nothing there is fine.
 * `parent` is a descriptor, `name` one component. Returns 0 or -errno of the first failure, after
 * all that could be removed is gone. */
int vsapi_remove_at(int parent, const char *name);
/* The same by an absolute path. */
HRESULT vsapi_folder_remove(const char *path);
bool vsapi_is_absolute_folder(const char *path);
/* Makes one folder that only this user may enter. */
HRESULT vsapi_make_folder(const char *path);

#endif
