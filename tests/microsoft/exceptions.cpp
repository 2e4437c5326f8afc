/*
 * tests/microsoft/exceptions.cpp - exceptions in a program of Microsoft's ABI: those of comdef.h,
 * of ATL and of new are caught as what they are, and one that a writer throws is stopped by its
 * class.
 */
#include <vswriter.h>
#include <vsbackup.h>
#include <atlbase.h>
#include <comdef.h>

#include <new>

#include "requester.h"

_COM_SMARTPTR_TYPEDEF(IVssAsync, __uuidof(IVssAsync));

static const VSS_ID LEDGER = {0x12, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const WCHAR COMPONENT[] = L"books";

static int alive;

/* Counts the objects that an exception has to destroy on its way. */
class Counted
{
  public:
    Counted()
    {
        alive++;
    }
    ~Counted()
    {
        alive--;
    }
};

/* The code of the _com_error that leaves a call; S_OK: none does. */
template <typename Call> static HRESULT thrown_by(Call call)
{
    HRESULT hr = S_OK;

    try {
        Counted counted;
        call();
    } catch (const CAtlException &) {
        CHECK(!"an exception of ATL");
    } catch (const _com_error &error) {
        hr = error.Error();
    }
    CHECK(alive == 0);
    return hr;
}

static void check_com_error()
{
    IVssAsyncPtr none;
    _variant_t text(L"no number");

    CHECK(thrown_by([] { _com_util::CheckError(S_FALSE); }) == S_OK);
    CHECK(thrown_by([] { _com_util::CheckError(VSS_E_OBJECT_NOT_FOUND); }) ==
          VSS_E_OBJECT_NOT_FOUND);
    CHECK(thrown_by([&] { none->Cancel(); }) == E_POINTER);
    CHECK(thrown_by([&] { (void)(long)text; }) == DISP_E_TYPEMISMATCH);
    CHECK(thrown_by([] { _com_issue_errorex(E_ACCESSDENIED, NULL, IID_IUnknown); }) ==
          E_ACCESSDENIED);
    CHECK(_bstr_t("narrow") == _bstr_t(L"narrow") && strcmp(_bstr_t(L"wide"), "wide") == 0);
}

static void check_rethrow()
{
    HRESULT outer = S_OK, inner = S_OK;

    try {
        try {
            _com_issue_error(VSS_E_BAD_STATE);
        } catch (_com_error &error) {
            inner = error.Error();
            CHECK(error.ErrorMessage() != NULL);
            throw;
        }
    } catch (_com_error error) {
        outer = error.Error();
    }
    CHECK(inner == VSS_E_BAD_STATE && outer == VSS_E_BAD_STATE);
}

static void check_atl()
{
    HRESULT hr = S_OK;

    try {
        Counted counted;
        AtlThrow(E_INVALIDARG);
    } catch (const _com_error &) {
        CHECK(!"a _com_error");
    } catch (const CAtlException &exception) {
        hr = exception;
    }
    CHECK(hr == E_INVALIDARG && alive == 0);
}

static void check_new()
{
    char *volatile memory = NULL; /* volatile: or else the compiler leaves out what nobody uses */
    volatile size_t too_much = (size_t)-1 / 2;
    const char *what = "";

    try {
        memory = new char[too_much];
    } catch (const std::exception &exception) {
        what = exception.what();
    }
    CHECK(strcmp(what, "bad allocation") == 0);
    memory = new (std::nothrow) char[too_much];
    CHECK(!memory);
    memory = new char[1];
    CHECK(memory);
    delete[] memory;
}

class Thrower : public CVssWriter
{
  public:
    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *metadata) override
    {
        _com_util::CheckError(metadata->AddComponent(VSS_CT_FILEGROUP, nullptr, COMPONENT, nullptr,
                                                     nullptr, 0, false, false, true));
        return true;
    }
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnFreeze() override
    {
        throw std::bad_alloc();
    }
    bool STDMETHODCALLTYPE OnThaw() override
    {
        return true;
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        _com_issue_error(E_FAIL);
        return true;
    }
};

static void check_writer()
{
    Thrower writer;
    Requester requester;

    CHECK(writer.Initialize(LEDGER, L"Thrower", VSS_UT_USERDATA, VSS_ST_OTHER) == S_OK);
    CHECK(writer.Subscribe() == S_OK);
    CHECK(CreateVssBackupComponents(&requester.backup) == S_OK);
    requester.snapshot_of(LEDGER, COMPONENT);
    CHECK(requester.failure_of(LEDGER) == VSS_E_WRITERERROR_NONRETRYABLE);
    CHECK(writer.Unsubscribe() == S_OK);
}

int main()
{
    CHECK(CoInitializeEx(nullptr, COINIT_MULTITHREADED) == S_OK);
    check_com_error();
    check_rethrow();
    check_atl();
    check_new();
    check_writer();
    CoUninitialize();
    return failures != 0;
}
