/*
 * tools/src/address.c - an address for a service, natively: a socket in a folder of its own.
 */
#include "address.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "memory.h"
#include "report.h"

int vss_address_make(char **folder, const char **address)
{
    const char *base = getenv("XDG_RUNTIME_DIR");
    char *made = vss_format("%s/vsapi-XXXXXX", base && *base ? base : "/tmp");

    *folder = NULL;
    if (!mkdtemp(made))
        return vss_fail(VSS_EXIT_FAILED, "%s: no folder can be made there: %s",
                        base && *base ? base : "/tmp", strerror(errno));
    *folder = made;
    *address = vss_format("%s/service", made);
    return VSS_EXIT_OK;
}

void vss_address_end(char *folder)
{
    if (folder)
        rmdir(folder);
}
