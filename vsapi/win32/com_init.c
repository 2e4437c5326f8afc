/*
 * vsapi/win32/com_init.c - CoInitialize, and the process's COM security.
 *
 * Nothing here needs apartments, but programs rely on the answers: the second call on a thread says
 * S_FALSE, another model RPC_E_CHANGED_MODE, and security is decided once. A thread that has not
 * called CoInitializeEx counts as initialized while another one keeps the multithreaded apartment.
 * The trace shows the calls, because a writer has to make them in this order.
 */
#include "ground.h"

#include <vsapi/error.h>
#include <vsapi/thread.h>
#include <vsapi/trace.h>

#include <stdatomic.h>

#define KNOWN_FLAGS                                                                                \
    ((DWORD)(COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE | COINIT_SPEED_OVER_MEMORY))

static _Thread_local struct {
    unsigned count; /* CoInitializeEx that CoUninitialize has not undone yet */
    bool multithreaded;
} thread_com;
static atomic_uint multithreaded_threads;
static atomic_bool security_decided;

static HRESULT initialize(void *reserved, DWORD model)
{
    bool multithreaded = !(model & COINIT_APARTMENTTHREADED);

    if (reserved || (model & ~KNOWN_FLAGS))
        return vsapi_fail(E_INVALIDARG, "the program called CoInitializeEx with model 0x%X%s",
                          (unsigned)model, reserved ? " and a reserved argument" : "");
    if (thread_com.count > 0 && thread_com.multithreaded != multithreaded)
        return vsapi_fail(RPC_E_CHANGED_MODE, "the thread has the %s model already",
                          thread_com.multithreaded ? "multithreaded" : "apartment");
    if (thread_com.count++ > 0)
        return S_FALSE;
    thread_com.multithreaded = multithreaded;
    if (multithreaded)
        atomic_fetch_add(&multithreaded_threads, 1);
    return S_OK;
}

HRESULT WINAPI CoInitializeEx(LPVOID reserved, DWORD model)
{
    return VSAPI_API("CoInitializeEx", NULL, initialize(reserved, model), "dwCoInit=%u",
                     (unsigned)model);
}

HRESULT WINAPI CoInitialize(LPVOID reserved)
{
    return VSAPI_API("CoInitialize", NULL, initialize(reserved, COINIT_APARTMENTTHREADED), NULL);
}

void WINAPI CoUninitialize(void)
{
    vsapi_message_clear();
    vsapi_trace_note("api", "CoUninitialize", NULL, NULL);
    if (thread_com.count == 0 || --thread_com.count > 0)
        return;
    if (thread_com.multithreaded)
        atomic_fetch_sub(&multithreaded_threads, 1);
}

static HRESULT initialize_security(LONG service_count, const SOLE_AUTHENTICATION_SERVICE *services,
                                   bool reserved)
{
    if (thread_com.count == 0 && atomic_load(&multithreaded_threads) == 0)
        return vsapi_fail(CO_E_NOTINITIALIZED,
                          "the program called CoInitializeSecurity before CoInitializeEx");
    if (reserved || service_count < -1 || (service_count > 0 && !services))
        return vsapi_fail(E_INVALIDARG,
                          "the program called CoInitializeSecurity with cAuthSvc %ld%s",
                          (long)service_count, reserved ? " and a reserved argument" : "");
    if (atomic_exchange(&security_decided, true))
        return vsapi_fail(RPC_E_TOO_LATE, "the security of the process was decided before");
    return S_OK;
}

HRESULT WINAPI CoInitializeSecurity(PSECURITY_DESCRIPTOR descriptor, LONG service_count,
                                    SOLE_AUTHENTICATION_SERVICE *services, void *reserved1,
                                    DWORD authentication, DWORD impersonation, void *reserved2,
                                    DWORD capabilities, void *reserved3)
{
    return VSAPI_API(
        "CoInitializeSecurity", NULL,
        initialize_security(service_count, services, reserved1 || reserved2 || reserved3),
        "pSecDesc=%p dwAuthnLevel=%u dwImpLevel=%u dwCapabilities=%u", descriptor,
        (unsigned)authentication, (unsigned)impersonation, (unsigned)capabilities);
}
