/*
 * vsapi/win32/last_error.c - the thread's last error, and what identifies thread and process.
 */
#include "ground.h"

#include <vsapi/error.h>
#include <vsapi/thread.h>
#include <vsapi/trace.h>
#include <vsserror.h>

#include <unistd.h>

static _Thread_local DWORD last_error;

DWORD WINAPI GetLastError(void)
{
    return last_error;
}

void WINAPI SetLastError(DWORD error)
{
    last_error = error;
}

BOOL vsapi_win32_fail(DWORD error)
{
    last_error = error;
    return FALSE;
}

BOOL vsapi_win32_fail_hr(HRESULT hr)
{
    if (HRESULT_FACILITY(hr) == FACILITY_WIN32)
        return vsapi_win32_fail((DWORD)HRESULT_CODE(hr)); /* E_OUTOFMEMORY and E_INVALIDARG too */
    if (hr == VSS_E_OBJECT_NOT_FOUND)
        return vsapi_win32_fail(ERROR_FILE_NOT_FOUND);
    return vsapi_win32_fail(hr == E_NOTIMPL ? ERROR_CALL_NOT_IMPLEMENTED : ERROR_GEN_FAILURE);
}

/* Small numbers that count up: the same as in the trace. */
DWORD WINAPI GetCurrentThreadId(void)
{
    return (DWORD)vsapi_thread_self();
}

DWORD WINAPI GetCurrentProcessId(void)
{
    return (DWORD)getpid();
}

HANDLE WINAPI GetCurrentProcess(void)
{
    return (HANDLE)(LONG_PTR)-1;
}

HANDLE WINAPI GetCurrentThread(void)
{
    return (HANDLE)(LONG_PTR)-2;
}

/* A library does not print: what a program says to its debugger goes into the trace. */
void WINAPI OutputDebugStringW(LPCWSTR text)
{
    vsapi_trace_note("debug", "OutputDebugString", NULL, "text=%w", text);
}

void WINAPI OutputDebugStringA(LPCSTR text)
{
    vsapi_trace_note("debug", "OutputDebugString", NULL, "text=%s", text);
}
