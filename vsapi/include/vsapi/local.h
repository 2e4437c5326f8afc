/*
 * vsapi/local.h - the few things done with files of the real machine that are no volume's: host
 * file and trace. Paths are UTF-8. What fails sets errno. Inner use.
 */
#ifndef VSAPI_LOCAL_H
#define VSAPI_LOCAL_H

#include <vsapi/platform.h>

/* Opens a file for reading; nobody waits for the other end of a pipe. A descriptor or -1. */
int vsapi_local_open(const char *path);
/* Makes the file empty, or a new one; what is written goes to its end. A descriptor or -1. */
int vsapi_local_create(const char *path);
bool vsapi_local_is_absolute(const char *path);
/* The absolute path, divided by '/'; free with vsapi_free. NULL: errno tells why. */
char *vsapi_local_real(const char *path);
/* Why a file cannot be written that may not be there yet; 0: it can. Nothing is made. */
int vsapi_local_why_not_writable(const char *path);

#endif
