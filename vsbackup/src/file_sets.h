/*
 * vsbackup/src/file_sets.h - does a file set that a requester names belong to a component?
 */
#ifndef VSBACKUP_FILE_SETS_H
#define VSBACKUP_FILE_SETS_H

#include <vsapi/wmd.h>

struct file_sets; /* the file sets of one writer, to be found by what they are */

/* Looks in the component and in the members of the set it defines. The path may end in a backslash
 * or not. *has is true also when the metadata does not know the component: then nothing speaks
 * against it. *sets is made when it is first needed (begin with NULL); it points into the metadata.
 */
HRESULT vsbackup_has_file_set(struct vsapi_wmd *metadata, struct file_sets **sets,
                              const char *logical_path, const char *name, const char *path,
                              const char *filespec, bool recursive, bool *has);
void vsbackup_file_sets_destroy(struct file_sets *sets); /* NULL allowed */
/* Does the logical path of a component lie below (logical_path, name)? */
bool vsbackup_is_below(const char *member_path, const char *logical_path, const char *name);

#endif
