/*
 * vsapi/win32/command_line.h - command lines, as Windows programs cut them.
 */
#ifndef VSAPI_WIN32_COMMAND_LINE_H
#define VSAPI_WIN32_COMMAND_LINE_H

#include "ground.h"

/* The arguments of a command line in UTF-8, then NULL, in one block that vsapi_free frees. NULL:
 * memory is out. */
VSAPI_INNER char **vsapi_command_line_cut(const char *line, int *count);
/* The other way: quoted where need be, free with vsapi_free. */
VSAPI_INNER char *vsapi_command_line_join(char *const *arguments);

#endif
