/*
 * atlstr.h - CString, CStringA and CStringW without MFC.
 */
#ifndef VSAPI_COMPAT_ATLSTR_H
#define VSAPI_COMPAT_ATLSTR_H

#include <atlbase.h>
#include <cstringt.h>

namespace ATL
{
typedef CAtlStringW CStringW;
typedef CAtlStringA CStringA;
typedef CAtlString CString;
} // namespace ATL

#endif
