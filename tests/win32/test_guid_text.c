/* tests/win32/test_guid_text.c - GUIDs in the forms of COM and RPC. */
#include "vstest.h"

#include <rpc.h>

static const GUID sample = {
    0x01234567, 0x89ab, 0xcdef, {0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10}};
static const GUID zeros;
#define SAMPLE L"{01234567-89AB-CDEF-FEDC-BA9876543210}"
#define BAD_CLSID CO_E_CLASSSTRING

static const struct room_row {
    int room, result;
} room_rows[] = {{-1, 0}, {0, 0}, {1, 0}, {38, 0}, {39, 39}, {40, 39}, {1000, 39}};

VSTEST_TABLE(guid_text, string_from_guid2_needs_39_characters, room_rows)
{
    const struct room_row *row = &room_rows[*row_];
    WCHAR out[1000] = L"before";

    cr_expect_eq(StringFromGUID2(&sample, out, row->room), row->result, "room %d", row->room);
    VSTEST_WIDE(out, row->result ? SAMPLE : L"before", "");
}

Test(guid_text, text_in_task_memory_is_the_callers)
{
    LPOLESTR text = NULL;

    VSTEST_HR(StringFromCLSID(&sample, &text), S_OK, "");
    VSTEST_WIDE(text, SAMPLE, "");
    CoTaskMemFree(text);
    VSTEST_HR(StringFromIID(&zeros, &text), S_OK, "");
    VSTEST_WIDE(text, L"{00000000-0000-0000-0000-000000000000}", "");
    CoTaskMemFree(text);
    VSTEST_HR(StringFromCLSID(&sample, NULL), E_INVALIDARG, "");
    VSTEST_FAIL_EACH_ALLOCATION(StringFromIID(&sample, &text), CoTaskMemFree(text));
}

static const struct parse_row {
    const char *name;
    const WCHAR *text;
    HRESULT clsid, iid;
    const GUID *guid;
} parse_rows[] = {
    {"capitals", SAMPLE, S_OK, S_OK, &sample},
    {"small letters", L"{01234567-89ab-cdef-fedc-ba9876543210}", S_OK, S_OK, &sample},
    {"NULL", NULL, S_OK, S_OK, &zeros},
    {"empty", L"", BAD_CLSID, E_INVALIDARG, &zeros},
    {"no braces", L"01234567-89ab-cdef-fedc-ba9876543210", BAD_CLSID, E_INVALIDARG, &zeros},
    {"one brace", L"{01234567-89ab-cdef-fedc-ba9876543210", BAD_CLSID, E_INVALIDARG, &zeros},
    {"wrong end", L"{01234567-89ab-cdef-fedc-ba98765432100", BAD_CLSID, E_INVALIDARG, &zeros},
    {"more behind", SAMPLE L"x", BAD_CLSID, E_INVALIDARG, &zeros},
    {"no digit", L"{0123456x-89ab-cdef-fedc-ba9876543210}", BAD_CLSID, E_INVALIDARG, &zeros},
    {"wide digit", L"{0123456\xFF11-89ab-cdef-fedc-ba9876543210}", BAD_CLSID, E_INVALIDARG, &zeros},
    {"digit plus 256", L"{0123456\x130-89ab-cdef-fedc-ba9876543210}", BAD_CLSID, E_INVALIDARG,
     &zeros},
    {"program id", L"Excel.Application", BAD_CLSID, E_INVALIDARG, &zeros},
};

VSTEST_TABLE(guid_text, com_reads_only_the_form_with_braces, parse_rows)
{
    const struct parse_row *row = &parse_rows[*row_];
    GUID guid;

    memset(&guid, 0xAA, sizeof guid);
    VSTEST_HR(CLSIDFromString(row->text, &guid), row->clsid, row->name);
    cr_expect(IsEqualGUID(&guid, row->guid), "%s", row->name);
    memset(&guid, 0xAA, sizeof guid);
    VSTEST_HR(IIDFromString(row->text, &guid), row->iid, row->name);
    cr_expect(IsEqualGUID(&guid, row->guid), "%s", row->name);
    VSTEST_HR(CLSIDFromString(row->text, NULL), E_INVALIDARG, row->name);
    VSTEST_HR(IIDFromString(row->text, NULL), E_INVALIDARG, row->name);
}

Test(guid_text, new_guids_differ)
{
    GUID a, b;

    VSTEST_HR(CoCreateGuid(&a), S_OK, "");
    cr_expect_eq(UuidCreate(&b), RPC_S_OK);
    cr_expect_not(IsEqualGUID(&a, &b));
    VSTEST_HR(CoCreateGuid(NULL), E_INVALIDARG, "");
}

Test(guid_text, rpc_writes_small_letters_without_braces)
{
    RPC_CSTR text = NULL;
    UUID back;

    cr_expect_eq(UuidToStringA((UUID *)&sample, &text), RPC_S_OK);
    VSTEST_TEXT((char *)text, "01234567-89ab-cdef-fedc-ba9876543210", "");
    cr_expect_eq(UuidFromStringA(text, &back), RPC_S_OK);
    cr_expect(IsEqualGUID(&back, &sample));
    cr_expect_eq(RpcStringFreeA(&text), RPC_S_OK);
    cr_expect_null(text);
    cr_expect_eq(UuidToStringA(NULL, &text), RPC_S_OK);
    VSTEST_TEXT((char *)text, "00000000-0000-0000-0000-000000000000", "");
    RpcStringFreeA(&text);
    vsapi_alloc_fail_at(1, false);
    cr_expect_eq(UuidToStringA(NULL, &text), RPC_S_OUT_OF_MEMORY);
    vsapi_alloc_fail_at(0, false);
}

Test(guid_text, rpc_reads_no_braces)
{
    UUID uuid = sample;
    RPC_STATUS status;

    cr_expect_eq(UuidFromStringA((RPC_CSTR) "{01234567-89ab-cdef-fedc-ba9876543210}", &uuid),
                 RPC_S_INVALID_STRING_UUID);
    cr_expect_eq(UuidFromStringA((RPC_CSTR) "01234567", &uuid), RPC_S_INVALID_STRING_UUID);
    cr_expect_eq(UuidFromStringA(NULL, &uuid), RPC_S_OK);
    cr_expect(UuidIsNil(&uuid, &status) && status == RPC_S_OK);
    cr_expect_not(UuidIsNil((UUID *)&sample, &status));
    cr_expect(UuidEqual(NULL, &uuid, &status));
    cr_expect_not(UuidEqual((UUID *)&sample, &uuid, &status));
    uuid = sample;
    cr_expect_eq(UuidCreateNil(&uuid), RPC_S_OK);
    cr_expect(IsEqualGUID(&uuid, &zeros));
}

Test(guid_text, identifiers_are_the_same_or_not)
{
    CLSID nothing = GUID_NULL;

    cr_expect(IsEqualGUID(&nothing, &GUID_NULL));
    cr_expect(IsEqualIID(&IID_IUnknown, &IID_IUnknown));
    cr_expect_not(IsEqualIID(&IID_IUnknown, &IID_IClassFactory));
    cr_expect_not(IsEqualCLSID(&nothing, &IID_IMalloc));
    nothing.Data4[7] = 1;
    cr_expect_not(IsEqualCLSID(&nothing, &GUID_NULL));
    cr_expect_not(IsEqualIID(&IID_IDispatch, &IID_IUnknown));
}
