/* tests/win32/test_com_init.c - CoInitialize and COM security, as sequences of calls. */
#include "vstest.h"

#include <vsapi/thread.h>

enum act { ACT_END, STA, MTA, OLD, UNINIT, SECURITY, SECURITY_BAD, RESERVED, WRONG_FLAG };

static HRESULT act_run(enum act act)
{
    switch (act) {
    case STA:
        return CoInitializeEx(NULL, COINIT_APARTMENTTHREADED | COINIT_DISABLE_OLE1DDE);
    case MTA:
        return CoInitializeEx(NULL, COINIT_MULTITHREADED);
    case OLD:
        return CoInitialize(NULL);
    case UNINIT:
        CoUninitialize();
        return S_OK;
    case SECURITY:
        return CoInitializeSecurity(NULL, -1, NULL, NULL, RPC_C_AUTHN_LEVEL_PKT_PRIVACY,
                                    RPC_C_IMP_LEVEL_IDENTIFY, NULL, EOAC_NONE, NULL);
    case SECURITY_BAD:
        return CoInitializeSecurity(NULL, -1, NULL, (void *)1, 0, 0, NULL, EOAC_NONE, NULL);
    case RESERVED:
        return CoInitializeEx((void *)1, 0);
    case WRONG_FLAG:
        return CoInitializeEx(NULL, 0x100);
    default:
        return E_UNEXPECTED;
    }
}

static const struct init_row {
    const char *name;
    struct {
        enum act act;
        HRESULT hr;
    } steps[8];
} init_rows[] = {
    {"once", {{STA, S_OK}, {UNINIT, S_OK}}},
    {"twice", {{MTA, S_OK}, {MTA, S_FALSE}, {UNINIT, S_OK}, {MTA, S_FALSE}, {UNINIT, S_OK}}},
    {"CoInitialize is the apartment model",
     {{OLD, S_OK}, {STA, S_FALSE}, {MTA, RPC_E_CHANGED_MODE}}},
    {"another model", {{STA, S_OK}, {MTA, RPC_E_CHANGED_MODE}, {STA, S_FALSE}}},
    {"the other model", {{MTA, S_OK}, {OLD, RPC_E_CHANGED_MODE}}},
    {"a refused call does not count",
     {{STA, S_OK}, {MTA, RPC_E_CHANGED_MODE}, {UNINIT, S_OK}, {MTA, S_OK}}},
    {"again after the last", {{STA, S_OK}, {UNINIT, S_OK}, {MTA, S_OK}}},
    {"too many CoUninitialize", {{UNINIT, S_OK}, {UNINIT, S_OK}, {STA, S_OK}}},
    {"reserved argument", {{RESERVED, E_INVALIDARG}, {STA, S_OK}}},
    {"unknown flag", {{WRONG_FLAG, E_INVALIDARG}}},
    {"security first", {{SECURITY, CO_E_NOTINITIALIZED}, {STA, S_OK}, {SECURITY, S_OK}}},
    {"security twice", {{MTA, S_OK}, {SECURITY, S_OK}, {SECURITY, RPC_E_TOO_LATE}}},
    {"security after CoUninitialize",
     {{STA, S_OK}, {UNINIT, S_OK}, {SECURITY, CO_E_NOTINITIALIZED}}},
    {"bad security decides nothing", {{STA, S_OK}, {SECURITY_BAD, E_INVALIDARG}, {SECURITY, S_OK}}},
};

VSTEST_TABLE(com_init, each_call_answers_by_those_before, init_rows)
{
    const struct init_row *row = &init_rows[*row_];

    for (size_t i = 0; row->steps[i].act != ACT_END; i++) {
        HRESULT hr = act_run(row->steps[i].act);
        char name[100];

        snprintf(name, sizeof name, "%s, step %zu", row->name, i + 1);
        VSTEST_HR(hr, row->steps[i].hr, name);
        cr_expect_eq(*vsapi_last_message() != '\0', FAILED(hr) && row->steps[i].act != UNINIT,
                     "%s: sentence \"%s\"", name, vsapi_last_message());
    }
}

static void init_elsewhere(void *result)
{
    *(HRESULT *)result = CoInitializeEx(NULL, COINIT_MULTITHREADED);
    if (SUCCEEDED(*(HRESULT *)result))
        CoUninitialize();
}

Test(com_init, each_thread_has_its_own_model)
{
    struct vsapi_thread thread;
    HRESULT other = E_FAIL;

    VSTEST_HR(CoInitialize(NULL), S_OK, "");
    VSTEST_HR(vsapi_thread_start(&thread, init_elsewhere, &other), S_OK, "");
    vsapi_thread_join(&thread);
    VSTEST_HR(other, S_OK, "");
    CoUninitialize();
}

static void security_elsewhere(void *result)
{
    *(HRESULT *)result = act_run(SECURITY);
}

Test(com_init, a_thread_without_a_model_belongs_to_the_multithreaded_apartment)
{
    struct vsapi_thread thread;
    HRESULT other = E_FAIL;

    VSTEST_HR(CoInitializeEx(NULL, COINIT_MULTITHREADED), S_OK, "");
    VSTEST_HR(vsapi_thread_start(&thread, security_elsewhere, &other), S_OK, "");
    vsapi_thread_join(&thread);
    VSTEST_HR(other, S_OK, "");
    CoUninitialize();
}
