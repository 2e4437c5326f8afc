/* tests/win32/test_absent.c - what the mock machine lacks says so as Windows would; and security
 * identifiers, the heap, variables, tiny texts. */
#include "vstest.h"

#include <vsapi/host.h>
#include <vsapi/trace.h>

#include <signal.h>

#include <rpc.h>
#include <sddl.h>
#include <shlwapi.h>
#include <vsadmin.h>

static void stop(void)
{
    cr_assert_eq(vsapi_reset(), S_OK);
}

TestSuite(absent, .fini = stop);

#define EXPECT_ERROR(expected)                                                                     \
    cr_expect_eq(GetLastError(), (DWORD)(expected), "the error is %u", (unsigned)GetLastError())

Test(absent, there_are_no_services)
{
    SC_HANDLE manager = OpenSCManagerW(NULL, NULL, SC_MANAGER_CONNECT);
    SERVICE_STATUS status;
    DWORD needed;

    cr_expect_not_null(manager);
    cr_expect_null(OpenServiceW(manager, L"VSS", SERVICE_QUERY_STATUS));
    EXPECT_ERROR(ERROR_SERVICE_DOES_NOT_EXIST);
    cr_expect_null(OpenServiceA(manager, "VSS", SERVICE_QUERY_STATUS));
    EXPECT_ERROR(ERROR_SERVICE_DOES_NOT_EXIST);
    cr_expect_null(OpenServiceA(manager, "", SERVICE_QUERY_STATUS));
    EXPECT_ERROR(ERROR_INVALID_NAME);
    cr_expect_not(QueryServiceStatus(manager, &status));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    SetLastError(0);
    cr_expect_not(QueryServiceStatusEx(manager, SC_STATUS_PROCESS_INFO, NULL, 0, &needed));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    SetLastError(0);
    cr_expect_not(ControlService(manager, SERVICE_CONTROL_STOP, &status));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    SetLastError(0);
    cr_expect_not(StartServiceW(manager, 0, NULL));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    SetLastError(0);
    cr_expect_not(StartServiceA(manager, 0, NULL));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    cr_expect_not(CloseHandle(manager));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    cr_expect(CloseServiceHandle(manager));
    cr_expect_not(CloseServiceHandle(manager));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    cr_expect_null(OpenSCManagerA("other", NULL, SC_MANAGER_CONNECT));
    EXPECT_ERROR(RPC_S_SERVER_UNAVAILABLE);
}

Test(absent, devices_know_no_control_code)
{
    HANDLE volume = CreateFileW(L"\\\\.\\C:", GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                NULL, OPEN_EXISTING, 0, NULL);
    DWORD got = 7;

    cr_expect_neq(volume, INVALID_HANDLE_VALUE);
    cr_expect_not(DeviceIoControl(volume, 0x560000, NULL, 0, NULL, 0, &got, NULL));
    EXPECT_ERROR(ERROR_INVALID_FUNCTION);
    cr_expect_eq(got, 0);
    cr_expect(CloseHandle(volume));
    cr_expect_not(DeviceIoControl(volume, 0x560000, NULL, 0, NULL, 0, &got, NULL));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
}

Test(absent, no_class_is_registered)
{
    void *object = &object;

    VSTEST_HR(CoCreateInstance(&CLSID_VSSCoordinator, NULL, CLSCTX_ALL, &IID_IVssAdmin, &object),
              REGDB_E_CLASSNOTREG, "");
    cr_expect_null(object);
    VSTEST_HR(CoCreateInstance(&CLSID_VSSCoordinator, NULL, CLSCTX_ALL, &IID_IVssAdmin, NULL),
              E_POINTER, "");
    object = &object;
    VSTEST_HR(
        CoGetClassObject(&CLSID_VSSCoordinator, CLSCTX_ALL, NULL, &IID_IClassFactory, &object),
        REGDB_E_CLASSNOTREG, "");
    cr_expect_null(object);
}

Test(absent, no_class_is_registered_elsewhere_either)
{
    MULTI_QI results[] = {{&IID_IUnknown, (IUnknown *)results, S_OK},
                          {&IID_IVssAdmin, (IUnknown *)results, S_OK}};
    IUnknown *object = (IUnknown *)results;

    VSTEST_HR(CoCreateInstanceEx(&CLSID_VSSCoordinator, NULL, CLSCTX_ALL, NULL, 2, results),
              REGDB_E_CLASSNOTREG, "");
    for (int i = 0; i < 2; i++) {
        cr_expect_null(results[i].pItf);
        VSTEST_HR(results[i].hr, REGDB_E_CLASSNOTREG, "");
    }
    VSTEST_HR(CoSetProxyBlanket(object, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_NONE, NULL,
                                RPC_C_AUTHN_LEVEL_CALL, RPC_C_IMP_LEVEL_IMPERSONATE, NULL,
                                EOAC_NONE),
              E_NOINTERFACE, "");
    VSTEST_HR(CoSetProxyBlanket(NULL, RPC_C_AUTHN_DEFAULT, RPC_C_AUTHZ_NONE, NULL,
                                RPC_C_AUTHN_LEVEL_CALL, RPC_C_IMP_LEVEL_IMPERSONATE, NULL,
                                EOAC_NONE),
              E_INVALIDARG, "");
}

/* What was traced, behind one another. */
static void note(void *context, const char *line, size_t length)
{
    char *seen = context;

    snprintf(seen + strlen(seen), 2000 - strlen(seen), "%.*s\n", (int)length, line);
}

Test(absent, what_nobody_reads_is_in_the_trace)
{
    char seen[2000] = "";

    vsapi_trace_sink(note, seen);
    cr_expect_eq(MessageBoxW(NULL, L"text \xE4", L"caption 1", MB_OK), 0);
    EXPECT_ERROR(ERROR_INVALID_WINDOW_HANDLE);
    cr_expect_eq(MessageBoxA(NULL, "second", "caption 2", MB_OK), 0);
    OutputDebugStringW(L"third \xE4");
    OutputDebugStringA("fourth");
    vsapi_trace_sink(NULL, NULL);
    for (size_t i = 0; i < 6; i++) {
        static const char *const parts[] = {"text \xC3\xA4", "caption 1",      "second",
                                            "caption 2",     "third \xC3\xA4", "fourth"};

        cr_expect(strstr(seen, parts[i]), "no %s in %s", parts[i], seen);
    }
}

Test(absent, a_break_for_the_debugger_is_a_trap, .signal = SIGTRAP)
{
    DebugBreak();
}

static const struct sid_row {
    const char *text, *name, *domain; /* NULL: no account */
    DWORD error;
} sid_rows[] = {
    {"S-1-5-32-544", "Administrators", "BUILTIN", 0},
    {"S-1-5-32-551", "Backup Operators", "BUILTIN", 0},
    {"S-1-5-18", "SYSTEM", "NT AUTHORITY", 0},
    {"S-1-1-0", "Everyone", "", 0},
    {"S-1-5-21-1-2-3-1001", NULL, NULL, ERROR_NONE_MAPPED},
    {"S-1-5", NULL, NULL, ERROR_INVALID_SID},
    {"S-2-5-18", NULL, NULL, ERROR_INVALID_SID},
    {"", NULL, NULL, ERROR_INVALID_SID},
    {"S-1-5-99999999999", NULL, NULL, ERROR_INVALID_SID},
};

VSTEST_TABLE(absent, accounts_are_the_well_known_ones, sid_rows)
{
    const struct sid_row *row = &sid_rows[*row_];
    WCHAR name[32] = L"", domain[32] = L"";
    char narrow[32];
    DWORD name_room = 32, domain_room = 32, tiny = 2;
    SID_NAME_USE use;
    PSID sid = NULL;
    LPSTR text;

    if (!ConvertStringSidToSidA(row->text, &sid)) {
        EXPECT_ERROR(row->error);
        return;
    }
    cr_expect(ConvertSidToStringSidA(sid, &text));
    cr_expect_str_eq(text, row->text);
    LocalFree(text);
    cr_expect_eq(LookupAccountSidW(NULL, sid, name, &name_room, domain, &domain_room, &use),
                 row->name != NULL);
    if (row->name) {
        wcstombs(narrow, name, sizeof narrow);
        cr_expect_str_eq(narrow, row->name);
        cr_expect_eq(name_room, strlen(row->name));
        cr_expect_eq(domain_room, strlen(row->domain));
        domain_room = 32;
        cr_expect_not(LookupAccountSidA(NULL, sid, narrow, &tiny, narrow, &domain_room, &use));
        EXPECT_ERROR(ERROR_INSUFFICIENT_BUFFER);
        cr_expect_eq(tiny, strlen(row->name) + 1);
    } else {
        EXPECT_ERROR(row->error);
    }
    LocalFree(sid);
}

Test(absent, a_descriptor_is_made_by_hand)
{
    SID_IDENTIFIER_AUTHORITY authority = {SECURITY_NT_AUTHORITY};
    SECURITY_DESCRIPTOR descriptor;
    PSID sid, same;
    DWORD room[4];
    BYTE *copy = (BYTE *)room;

    cr_expect(AllocateAndInitializeSid(&authority, 2, 32, 544, 0, 0, 0, 0, 0, 0, &sid));
    cr_expect(ConvertStringSidToSidW(L"S-1-5-32-544", &same));
    cr_expect(EqualSid(sid, same));
    cr_expect_eq(GetLengthSid(sid), 16);
    cr_expect_not(CopySid(15, copy, sid));
    EXPECT_ERROR(ERROR_INSUFFICIENT_BUFFER);
    cr_expect(CopySid(16, copy, sid));
    cr_expect(IsValidSid(copy));
    cr_expect(EqualSid(copy, sid));
    copy[0] = 7; /* the revision */
    cr_expect_not(IsValidSid(copy));
    cr_expect_not(IsValidSid(NULL));
    cr_expect_not(CopySid(16, same, copy));
    EXPECT_ERROR(ERROR_INVALID_SID);
    cr_expect_not(InitializeSecurityDescriptor(&descriptor, 7));
    EXPECT_ERROR(ERROR_UNKNOWN_REVISION);
    cr_expect(InitializeSecurityDescriptor(&descriptor, SECURITY_DESCRIPTOR_REVISION));
    cr_expect(SetSecurityDescriptorOwner(&descriptor, sid, FALSE));
    cr_expect(SetSecurityDescriptorGroup(&descriptor, same, TRUE));
    cr_expect_eq(descriptor.Group, same);
    cr_expect(descriptor.Control & SE_GROUP_DEFAULTED);
    cr_expect_not(SetSecurityDescriptorGroup(&descriptor, copy, FALSE));
    EXPECT_ERROR(ERROR_INVALID_SID);
    cr_expect(SetSecurityDescriptorDacl(&descriptor, TRUE, NULL, FALSE));
    cr_expect(descriptor.Control & SE_DACL_PRESENT);
    cr_expect(IsValidSecurityDescriptor(&descriptor));
    cr_expect_null(FreeSid(sid));
    cr_expect_null(LocalFree(same));
}

Test(absent, the_heap_keeps_what_it_is_given)
{
    unsigned char *memory = HeapAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, 10);

    cr_expect_eq(memory[9], 0);
    cr_expect_eq(HeapSize(GetProcessHeap(), 0, memory), 10);
    memory[9] = 7;
    memory = HeapReAlloc(GetProcessHeap(), HEAP_ZERO_MEMORY, memory, 1000);
    cr_expect_eq(memory[9], 7);
    cr_expect_eq(memory[999], 0);
    cr_expect(HeapFree(GetProcessHeap(), 0, memory));
    cr_expect_null(HeapAlloc(NULL, 0, 10));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    cr_expect(HeapSetInformation(NULL, 1, NULL, 0));
    cr_expect_not(HeapSetInformation(NULL, 0, NULL, 0));
}

Test(absent, local_and_global_memory_is_fixed)
{
    char *memory = GlobalAlloc(GPTR, 10);

    cr_expect_eq(memory[9], 0);
    cr_expect_null(GlobalFree(memory));
    cr_expect_null(GlobalAlloc(GMEM_MOVEABLE, 10));
    EXPECT_ERROR(ERROR_NOT_SUPPORTED);
    memory = LocalAlloc(LPTR, 10);
    cr_expect_eq(memory[9], 0);
    cr_expect_null(LocalFree(memory));
}

Test(absent, variables_are_the_hosts_and_then_the_process_s)
{
    struct vsapi_host *host;
    WCHAR out[16] = L"";
    char narrow[16];

    cr_assert_eq(vsapi_current_host(&host), S_OK);
    cr_assert_eq(vsapi_host_set_variable(host, "Kept", "host"), S_OK);
    setenv("KEPT", "process", 1);
    cr_expect_eq(GetEnvironmentVariableW(L"kept", out, 16), 4);
    VSTEST_WIDE(out, L"host", "");
    cr_expect(SetEnvironmentVariableW(L"VSAPI_TEST_OWN", L"v\xE4"));
    cr_expect_eq(GetEnvironmentVariableA("VSAPI_TEST_OWN", narrow, 16), 3);
    cr_expect_str_eq(narrow, "v\xC3\xA4");
    cr_expect_eq(GetEnvironmentVariableA("VSAPI_TEST_OWN", narrow, 3), 4);
    cr_expect(SetEnvironmentVariableW(L"VSAPI_TEST_OWN", NULL));
    cr_expect_eq(GetEnvironmentVariableW(L"VSAPI_TEST_OWN", out, 16), 0);
    EXPECT_ERROR(ERROR_ENVVAR_NOT_FOUND);
    cr_expect_eq(SetErrorMode(3), 0);
    cr_expect_eq(SetErrorMode(0), 3);
}

Test(absent, the_event_log_takes_events_of_a_source)
{
    LPCWSTR strings[] = {L"something \xE4"};
    HANDLE source = RegisterEventSourceW(NULL, L"Ledger");

    cr_expect_not_null(source);
    cr_expect(ReportEventW(source, EVENTLOG_ERROR_TYPE, 0, 7, NULL, 1, 0, strings, NULL));
    cr_expect(ReportEventA(source, EVENTLOG_ERROR_TYPE, 0, 7, NULL, 0, 0, NULL, NULL));
    cr_expect_not(CloseHandle(source));
    cr_expect(DeregisterEventSource(source));
    cr_expect_not(ReportEventW(source, EVENTLOG_ERROR_TYPE, 0, 7, NULL, 1, 0, strings, NULL));
    EXPECT_ERROR(ERROR_INVALID_HANDLE);
    cr_expect_null(RegisterEventSourceA("other", "Ledger"));
    EXPECT_ERROR(RPC_S_SERVER_UNAVAILABLE);
}

Test(absent, small_texts)
{
    WCHAR wide[8];
    char narrow[8];

    cr_expect_eq(lstrlenW(NULL), 0);
    cr_expect_eq(lstrlenA("abc"), 3);
    VSTEST_WIDE(lstrcpynW(wide, L"abcdef", 4), L"abc", "");
    VSTEST_WIDE(lstrcatW(wide, L"d"), L"abcd", "");
    cr_expect_str_eq(lstrcpyA(narrow, "x"), "x");
    cr_expect_null(lstrcpyA(NULL, "x"));
    cr_expect_eq(lstrcmpiW(L"ABC\xC4", L"abc\xE4"), 0);
    cr_expect_lt(lstrcmpiA("a", "B"), 0);
    cr_expect_lt(lstrcmpW(NULL, L""), 0);
}

Test(absent, a_uuid_is_a_wide_text_behind_a_cast)
{
    UUID uuid = {0x12345678, 0x9abc, 0xdef0, {1, 2, 3, 4, 5, 6, 7, 8}}, again;
    RPC_WSTR text;

    cr_expect_eq(UuidToStringW(&uuid, &text), RPC_S_OK);
    VSTEST_WIDE((WCHAR *)(void *)text, L"12345678-9abc-def0-0102-030405060708", "");
    cr_expect_eq(UuidFromStringW(text, &again), RPC_S_OK);
    cr_expect_eq(memcmp(&uuid, &again, sizeof uuid), 0);
    cr_expect_eq(RpcStringFreeW(&text), RPC_S_OK);
    cr_expect_null(text);
}
