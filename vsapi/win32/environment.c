/*
 * vsapi/win32/environment.c - environment variables, error modes, stopping in the debugger.
 *
 * A variable is the mock host's if it has one of the name (without regard to case), else that of
 * this process.
 */
#include "ground.h"
#include "text_out.h"

#include <vsapi/alloc.h>
#include <vsapi/host.h>
#include <vsapi/text.h>
#include <vsapi/volume.h>

#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

static const char *variable(const char *name)
{
    struct vsapi_host *host;
    const char *value = NULL;

    if (SUCCEEDED(vsapi_current_host(&host)))
        value = vsapi_host_variable(host, name);
    return value ? value : getenv(name);
}

DWORD WINAPI GetEnvironmentVariableA(LPCSTR name, LPSTR out, DWORD room)
{
    const char *value = name ? variable(name) : NULL;
    size_t length;

    if (!value)
        return (DWORD)vsapi_win32_fail(ERROR_ENVVAR_NOT_FOUND);
    length = strlen(value);
    SetLastError(ERROR_SUCCESS);
    if (length >= room)
        return (DWORD)length + 1;
    memcpy(out, value, length + 1);
    return (DWORD)length;
}

DWORD WINAPI GetEnvironmentVariableW(LPCWSTR name, LPWSTR out, DWORD room)
{
    const char *value;
    DWORD length = 0;
    char *text;

    if (!vsapi_text_in(name, &text))
        return 0;
    value = text ? variable(text) : NULL;
    SetLastError(ERROR_SUCCESS);
    if (value)
        length = vsapi_win32_text_out(value, out, room);
    else
        vsapi_win32_fail(ERROR_ENVVAR_NOT_FOUND);
    vsapi_free(text);
    return length;
}

/* Of this process, so that its children inherit it; NULL takes the variable away. */
BOOL WINAPI SetEnvironmentVariableA(LPCSTR name, LPCSTR value)
{
    if (!name || !*name || strchr(name, '='))
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if ((value ? setenv(name, value, 1) : unsetenv(name)) == 0)
        return TRUE;
    return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
}

BOOL WINAPI SetEnvironmentVariableW(LPCWSTR name, LPCWSTR value)
{
    char *text, *value_text = NULL;
    BOOL done;

    if (!vsapi_text_in(name, &text))
        return FALSE;
    done = vsapi_text_in(value, &value_text) && SetEnvironmentVariableA(text, value_text);
    vsapi_free(value_text);
    vsapi_free(text);
    return done;
}

/* Kept and given back: there is no box that a failure could open. */
UINT WINAPI SetErrorMode(UINT mode)
{
    static atomic_uint current;

    return atomic_exchange(&current, mode);
}

/* gdb stops here, and without one the program ends. */
void WINAPI DebugBreak(void)
{
    raise(SIGTRAP);
}

/* With the exit handlers of this machine's programs. */
void WINAPI ExitProcess(DWORD code)
{
    exit((int)code);
}
