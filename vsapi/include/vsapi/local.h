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
/* Writes an absolute path the way this library does: divided by '/', with none at the end but that
 * of the root. */
void vsapi_local_tidy(char *path);
/* Is a file or folder that is there below the folder? Links are followed. */
bool vsapi_local_is_below(const char *path, const char *folder);
/* The absolute path, divided by '/'; free with vsapi_free. NULL: errno tells why. */
char *vsapi_local_real(const char *path);
/* The name by which a program opens a folder of this machine as if it were a device: \\?\C:\x on
 * Windows, NULL where programs have no function that could; free with vsapi_free. */
HRESULT vsapi_local_object(const char *folder, char **out);
/* Why a file cannot be written that may not be there yet; 0: it can. Nothing is made. */
int vsapi_local_why_not_writable(const char *path);

#endif
