/*
 * vsapi/host/load.h - between the two files that read a host file.
 */
#ifndef VSAPI_HOST_LOAD_H
#define VSAPI_HOST_LOAD_H

#include "parts.h"

#define VSAPI_LOAD_VALUES 10 /* the most attributes that an element has */

struct vsapi_load {          /* a file that is being read */
    const char *path;        /* as the caller gave it, for sentences */
    char *folder;            /* that relative paths begin in */
    struct vsapi_host *host; /* what comes of it */
    unsigned line;           /* of the element that is read */
    const char *element;     /* its name */
};
/* One element: which attributes it may have, and what they do to the host. */
struct vsapi_load_element {
    const char *name;
    bool once; /* at most one in a file */
    const char *attributes[VSAPI_LOAD_VALUES + 1];
    unsigned required; /* a bit for each attribute that must be there */
    HRESULT (*apply)(struct vsapi_load *load, char *const values[VSAPI_LOAD_VALUES]);
};
extern const struct vsapi_load_element vsapi_load_elements[];
extern const size_t vsapi_load_element_count;

/* The folder that the volume is mounted in is there; a volume in memory gets it. All volumes of the
 * file have been added. */
HRESULT vsapi_load_check_mount(struct vsapi_load *load, const char *mount);

/* E_INVALIDARG with "FILE:LINE: the host file is wrong: ..." */
HRESULT vsapi_load_fail(const struct vsapi_load *load, const char *format, ...) VSAPI_PRINTF(2, 3);

#endif
