/*
 * vsapi/compat/scan.h - the scanf functions over texts as Visual C++ has them, natively.
 *
 * In the wide one %s is a wide text, in glibc's a narrow one. The secure ones take behind the
 * address for %s, %S, %c, %C and %[ the size of what is there, an unsigned int.
 */
#ifndef VSAPI_COMPAT_SCAN_H
#define VSAPI_COMPAT_SCAN_H

#include <wchar.h>
#ifdef __cplusplus
#include <cwchar>
extern "C" {
#endif

int sscanf_s(const char *text, const char *format, ...);
int swscanf_s(const wchar_t *text, const wchar_t *format, ...);
int vsapi_compat_swscanf(const wchar_t *text, const wchar_t *format, ...);

#ifdef __cplusplus
}
namespace std
{
using ::vsapi_compat_swscanf;
}
#endif

#define swscanf vsapi_compat_swscanf

#endif
