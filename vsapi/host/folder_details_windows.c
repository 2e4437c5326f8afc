/*
 * vsapi/host/folder_details_windows.c - nothing: vsapi/details.h is what the native Win32 functions
 * stand on, and on Windows those are Windows' own. details.c, which would ask, is native, too.
 */
#ifdef _WIN32

#include "parts.h"

const struct vsapi_detail_ops vsapi_details_folder = {0};

#endif
