/* vsbackup/src/file_sets.h - does a file set that a requester names belong to a component? */
#ifndef VSBACKUP_FILE_SETS_H
#define VSBACKUP_FILE_SETS_H

#include <vsapi/wmd.h>

/* Looks in the component and in the members of the set it defines. The path may end in a backslash
 * or not. *has is true also when the metadata does not know the component: then nothing speaks
 * against it. */
HRESULT vsbackup_has_file_set(struct vsapi_wmd *metadata, const char *logical_path,
                              const char *name, const char *path, const char *filespec,
                              bool recursive, bool *has);
/* Does the logical path of a component lie below (logical_path, name)? */
bool vsbackup_is_below(const char *member_path, const char *logical_path, const char *name);

#endif
