/*
 * tools/src/address_windows.c - on Windows there is no service for other processes yet.
 */
#include "address.h"

#include <stddef.h>

#include "report.h"

int vss_address_make(char **folder, const char **address)
{
    *folder = NULL;
    *address = "service";
    return VSS_EXIT_OK;
}

void vss_address_end(char *folder)
{
    (void)folder;
}
