/*
 * windef.h - every windows.h begins here, so here is where vsapi/compat.h comes in when the
 * compiler was not told to include it first.
 */
#include <vsapi/compat.h>

#include_next <windef.h>

#include <sal.h>
#if defined(__cplusplus) && !defined(_WIN32)
#include <vsapi/compat/interlocked.h>
#endif
