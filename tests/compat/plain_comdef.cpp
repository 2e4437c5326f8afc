/*
 * tests/compat/plain_comdef.cpp - _com_error, _bstr_t, _variant_t and _com_ptr_t, as comdef.h has
 * them natively and mingw-w64 for Windows.
 */
#include "plain.h"

#include <Windows.h>
#include <ComDef.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>
#include <tchar.h>

#include <string>

_COM_SMARTPTR_TYPEDEF(IVssAsync, __uuidof(IVssAsync));

/* An IVssAsync that the test sees the count of. */
class Async : public IVssAsync
{
  public:
    LONG count = 1;

    STDMETHOD(QueryInterface)(REFIID iid, void **out)
    {
        *out = NULL;
        if (iid != __uuidof(IUnknown) && iid != __uuidof(IVssAsync))
            return E_NOINTERFACE;
        *out = this;
        count++;
        return S_OK;
    }
    STDMETHOD_(ULONG, AddRef)()
    {
        return (ULONG)++count;
    }
    STDMETHOD_(ULONG, Release)()
    {
        return (ULONG)--count;
    }
    STDMETHOD(Cancel)()
    {
        return S_FALSE;
    }
    STDMETHOD(Wait)(DWORD)
    {
        return S_OK;
    }
    STDMETHOD(QueryStatus)(HRESULT *, INT *)
    {
        return S_OK;
    }
};

static void check_error()
{
    std::basic_string<TCHAR> message;
    HRESULT thrown = S_OK;

    try {
        _com_util::CheckError(VSS_E_OBJECT_NOT_FOUND);
    } catch (const _com_error &error) {
        thrown = error.Error();
        message = error.ErrorMessage();
    }
    CHECK(thrown == VSS_E_OBJECT_NOT_FOUND && message == _T("IDispatch error #8456"));
    CHECK(_tcscmp(_com_error(0xA0FF1234).ErrorMessage(), _T("Unknown error 0xA0FF1234")) == 0);
    CHECK(_tcsncmp(_com_error(E_ACCESSDENIED).ErrorMessage(), _T("Access"), 6) == 0);
    CHECK(_com_error(E_FAIL).WCode() == 0 && _com_error::WCodeToHRESULT(8456) == thrown);
    _com_error first(E_INVALIDARG), second(first);
    second = first;
    CHECK(second.Error() == E_INVALIDARG && second.Description().length() == 0);
    CHECK(second.ErrorMessage()[0] != 0);
}

static void check_text()
{
    _bstr_t text(L"Ledger"), none, copy = text;

    text += L" Writer";
    CHECK(text == _bstr_t(L"Ledger Writer") && copy == _bstr_t("Ledger") && text > copy);
    CHECK(text.length() == 13 && !none && none.length() == 0);
    CHECK(std::string((const char *)copy) == "Ledger" && wcslen(text) == 13);
    CHECK("The " + copy == _bstr_t(L"The Ledger"));
    BSTR raw = text.copy();
    none.Attach(raw);
    CHECK(none == text && none.Detach() == raw);
    SysFreeString(raw);
    *copy.GetAddress() = SysAllocString(L"handed out");
    CHECK(copy == _bstr_t(L"handed out"));
    text.Assign(copy);
    CHECK(text == copy);
}

static void check_variant()
{
    _variant_t number(5L), text(L"42"), copy(text);
    VARIANT plain;

    CHECK(V_VT(&number) == VT_I4 && V_I4(&number) == 5 && (long)number == 5);
    CHECK((long)text == 42 && (_bstr_t)number == _bstr_t(L"5") && (bool)number);
    CHECK(copy == text && copy != number);
    copy.ChangeType(VT_I4);
    CHECK(V_VT(&copy) == VT_I4 && V_I4(&copy) == 42);
    copy = L"no number";
    HRESULT hr = S_OK;
    try {
        (void)(long)copy;
    } catch (_com_error &error) {
        hr = error.Error();
    }
    CHECK(hr == DISP_E_TYPEMISMATCH);
    plain = copy.Detach();
    CHECK(V_VT(&copy) == VT_EMPTY && V_VT(&plain) == VT_BSTR);
    copy.Attach(plain);
    CHECK(_bstr_t(copy) == _bstr_t(L"no number") && V_VT(&plain) == VT_EMPTY);
    _variant_t truth(true);
    CHECK(V_VT(&truth) == VT_BOOL && V_BOOL(&truth) == VARIANT_TRUE);
}

static void check_pointer()
{
    Async async;

    {
        IVssAsyncPtr first(&async), second;
        CHECK(async.count == 2 && !second);
        second = first;
        CHECK(async.count == 3 && second == first && second->Cancel() == S_FALSE);
        IUnknownPtr unknown(second);
        CHECK(unknown && async.count == 4);
        IVssAsyncPtr back = unknown;
        CHECK(back == first && async.count == 5);
        IDispatchPtr dispatch(first);
        CHECK(!dispatch);
        back.Attach(second.Detach());
        CHECK(async.count == 4 && !second);
        HRESULT hr = S_OK;
        try {
            second->Wait(0);
        } catch (_com_error &error) {
            hr = error.Error();
        }
        CHECK(hr == E_POINTER);
        first = (IVssAsync *)NULL;
        CHECK(async.count == 3);
        CHECK(unknown.QueryInterface(__uuidof(IVssAsync), &first) == S_OK && async.count == 4);
    }
    CHECK(async.count == 1);
}

int main()
{
    check_error();
    check_text();
    check_variant();
    check_pointer();
    return plain_result();
}
