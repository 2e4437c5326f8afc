/*
 * vsapi/win32/absent.c - what the mock machine has none of, and how Windows says so: services but a
 * manager of them, devices that take control codes, COM servers, message boxes.
 */
#include "file.h"

#include <vsapi/error.h>
#include <vsapi/trace.h>

/* ---- services ----------------------------------------------------------------------------------
 */

static void manager_destroy(struct vsapi_object *object)
{
    vsapi_free(object);
}

static const struct vsapi_object_class manager_class = {.own_close = true,
                                                        .destroy = manager_destroy};

static SC_HANDLE open_manager(bool other_machine)
{
    struct vsapi_object *manager;

    if (other_machine) {
        vsapi_win32_fail(RPC_S_SERVER_UNAVAILABLE);
        return NULL;
    }
    manager = vsapi_calloc(1, sizeof *manager);
    if (!manager) {
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    vsapi_object_init(manager, &manager_class, NULL);
    return (SC_HANDLE)vsapi_handle_create(manager);
}

SC_HANDLE WINAPI OpenSCManagerW(LPCWSTR machine, LPCWSTR database, DWORD access)
{
    (void)database, (void)access;
    return open_manager(machine && *machine);
}

SC_HANDLE WINAPI OpenSCManagerA(LPCSTR machine, LPCSTR database, DWORD access)
{
    (void)database, (void)access;
    return open_manager(machine && *machine);
}

static SC_HANDLE no_service(SC_HANDLE manager, bool named)
{
    struct vsapi_object *object = vsapi_handle_use((HANDLE)manager, &manager_class);

    if (!object)
        return NULL;
    vsapi_object_done(object);
    vsapi_win32_fail(named ? ERROR_SERVICE_DOES_NOT_EXIST : ERROR_INVALID_NAME);
    return NULL;
}

SC_HANDLE WINAPI OpenServiceW(SC_HANDLE manager, LPCWSTR name, DWORD access)
{
    (void)access;
    return no_service(manager, name && *name);
}

SC_HANDLE WINAPI OpenServiceA(SC_HANDLE manager, LPCSTR name, DWORD access)
{
    (void)access;
    return no_service(manager, name && *name);
}

BOOL WINAPI CloseServiceHandle(SC_HANDLE handle)
{
    return vsapi_handle_close((HANDLE)handle, &manager_class);
}

/* No handle is that of a service. */
BOOL WINAPI ControlService(SC_HANDLE service, DWORD control, LPSERVICE_STATUS status)
{
    (void)service, (void)control, (void)status;
    return vsapi_win32_fail(ERROR_INVALID_HANDLE);
}

BOOL WINAPI QueryServiceStatus(SC_HANDLE service, LPSERVICE_STATUS status)
{
    (void)service, (void)status;
    return vsapi_win32_fail(ERROR_INVALID_HANDLE);
}

BOOL WINAPI QueryServiceStatusEx(SC_HANDLE service, SC_STATUS_TYPE level, LPBYTE out, DWORD room,
                                 LPDWORD needed)
{
    (void)service, (void)level, (void)out, (void)room, (void)needed;
    return vsapi_win32_fail(ERROR_INVALID_HANDLE);
}

BOOL WINAPI StartServiceW(SC_HANDLE service, DWORD count, LPCWSTR *arguments)
{
    (void)service, (void)count, (void)arguments;
    return vsapi_win32_fail(ERROR_INVALID_HANDLE);
}

BOOL WINAPI StartServiceA(SC_HANDLE service, DWORD count, LPCSTR *arguments)
{
    (void)service, (void)count, (void)arguments;
    return vsapi_win32_fail(ERROR_INVALID_HANDLE);
}

/* ---- devices -----------------------------------------------------------------------------------
 */

/* A volume that knows no control code. */
BOOL WINAPI DeviceIoControl(HANDLE handle, DWORD code, LPVOID in, DWORD in_size, LPVOID out,
                            DWORD room, LPDWORD got, LPOVERLAPPED overlapped)
{
    struct vsapi_open *open = vsapi_open_use(handle);

    (void)code, (void)in, (void)in_size, (void)out, (void)room;
    if (!open)
        return FALSE;
    vsapi_open_done(open);
    if (!got && !overlapped)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (got)
        *got = 0;
    return vsapi_win32_fail(ERROR_INVALID_FUNCTION);
}

/* ---- COM servers -------------------------------------------------------------------------------
 */

static HRESULT no_class(REFCLSID cls, void **out)
{
    WCHAR text[39];

    if (!out)
        return vsapi_fail(E_POINTER, "there is no place for the object (the program's mistake)");
    *out = NULL;
    if (StringFromGUID2(cls, text, ARRAYSIZE(text)) > 0)
        vsapi_trace_note("note", "no-class", NULL, "class=%w", text);
    return vsapi_fail(REGDB_E_CLASSNOTREG, "there are no COM servers on the mock machine: objects "
                                           "of VSS come from the functions of its headers");
}

HRESULT WINAPI CoCreateInstance(REFCLSID cls, LPUNKNOWN outer, DWORD context, REFIID iid,
                                LPVOID *out)
{
    (void)outer, (void)context, (void)iid;
    return no_class(cls, out);
}

HRESULT WINAPI CoCreateInstanceEx(REFCLSID cls, LPUNKNOWN outer, DWORD context,
                                  COSERVERINFO *server, ULONG count, MULTI_QI *results)
{
    void *nothing;
    HRESULT hr = no_class(cls, &nothing);

    (void)outer, (void)context, (void)server;
    for (ULONG i = 0; i < count; i++) {
        results[i].pItf = NULL;
        results[i].hr = hr;
    }
    return hr;
}

HRESULT WINAPI CoGetClassObject(REFCLSID cls, DWORD context, COSERVERINFO *server, REFIID iid,
                                LPVOID *out)
{
    (void)context, (void)server, (void)iid;
    return no_class(cls, out);
}

/* No interface here is that of a proxy. */
HRESULT WINAPI CoSetProxyBlanket(IUnknown *proxy, DWORD authentication, DWORD authorization,
                                 OLECHAR *principal, DWORD level, DWORD impersonation,
                                 RPC_AUTH_IDENTITY_HANDLE identity, DWORD capabilities)
{
    (void)authentication, (void)authorization, (void)principal, (void)level, (void)impersonation;
    (void)identity, (void)capabilities;
    return proxy ? vsapi_fail(E_NOINTERFACE, "the object is in this process and has no proxy")
                 : vsapi_fail(E_INVALIDARG, "there is no object (the program's mistake)");
}

/* ---- the user ----------------------------------------------------------------------------------
 */

/* Nobody sits at the mock machine; what he would have read is in the trace. */
int WINAPI MessageBoxW(HWND window, LPCWSTR text, LPCWSTR caption, UINT type)
{
    (void)window, (void)type;
    vsapi_trace_note("debug", "MessageBox", NULL, "caption=%w text=%w", caption, text);
    return (int)vsapi_win32_fail(ERROR_INVALID_WINDOW_HANDLE);
}

int WINAPI MessageBoxA(HWND window, LPCSTR text, LPCSTR caption, UINT type)
{
    (void)window, (void)type;
    vsapi_trace_note("debug", "MessageBox", NULL, "caption=%s text=%s", caption, text);
    return (int)vsapi_win32_fail(ERROR_INVALID_WINDOW_HANDLE);
}
