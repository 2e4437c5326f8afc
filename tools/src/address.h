/*
 * tools/src/address.h - an address for a service that nobody has named one for.
 */
#ifndef VSS_ADDRESS_H
#define VSS_ADDRESS_H

/* A new folder for nobody else, and the path of a socket in it. */
int vss_address_make(char **folder, const char **address);
void vss_address_end(char *folder); /* removes the folder; NULL is fine */

#endif
