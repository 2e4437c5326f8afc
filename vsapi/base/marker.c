/* vsapi/base/marker.c - one address for each copy of the library in a process; see plugin.h. */
#include <vsapi/plugin.h>

const char vsapi_library_marker[] = "vsapi";
