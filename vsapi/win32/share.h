/*
 * vsapi/win32/share.h - who has which file open, and what he lets others do with it.
 */
#ifndef VSAPI_WIN32_SHARE_H
#define VSAPI_WIN32_SHARE_H

#include "ground.h"

#include <vsapi/details.h>

struct vsapi_share; /* a file that somebody has open */
struct vsapi_sharing {
    DWORD access; /* FILE_READ_DATA and so on, nothing generic */
    DWORD mode;   /* FILE_SHARE_* */
};
/* Enters an opening. ERROR_SHARING_VIOLATION: others do not let it, or it does not let them;
 * ERROR_ACCESS_DENIED: the file goes as soon as the others have closed it. */
VSAPI_INNER DWORD vsapi_share_enter(const struct vsapi_file_details *file,
                                    const struct vsapi_sharing *sharing, struct vsapi_share **out);
/* Leaves it. `erase`: the file is to go with its last opening. true: it is to go now, by the
 * caller, who then calls vsapi_share_erased. */
VSAPI_INNER bool vsapi_share_leave(struct vsapi_share *share, const struct vsapi_sharing *sharing,
                                   bool erase);
VSAPI_INNER void vsapi_share_erased(struct vsapi_share *share);
/* May the file be opened so for a moment? An error code, or ERROR_SUCCESS. */
VSAPI_INNER DWORD vsapi_share_check(const struct vsapi_file_details *file, DWORD access);

#endif
