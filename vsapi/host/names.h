/*
 * vsapi/host/names.h - the names in the folder that was last searched, to be found in any case.
 */
#ifndef VSAPI_HOST_NAMES_H
#define VSAPI_HOST_NAMES_H

#include <vsapi/at.h>
#include <vsapi/platform.h>

struct vsapi_names;
struct vsapi_names *vsapi_names_create(void); /* NULL: out of memory */
void vsapi_names_destroy(struct vsapi_names *names);
/* How a name is spelled that is in the open folder in another case; *out is NULL if there is none,
 * else freed with vsapi_free. */
HRESULT vsapi_names_find(struct vsapi_names *names, int folder, const char *name, char **out);
/* A name went from the folder, which was `before` just before, or was made in it, or both; NULL:
 * none. */
void vsapi_names_change(struct vsapi_names *names, int folder, const struct stat *before,
                        const char *gone, const char *made);

#endif
