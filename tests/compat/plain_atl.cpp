/*
 * tests/compat/plain_atl.cpp - the client's half of ATL over an object that counts.
 */
#include "plain.h"

#include <Windows.h>
#include <ATLBase.h>
#include <AtlStr.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <string>
#include <vector>

/* An object with two interfaces; the test sees its count. */
class Thing : public IVssAsync, public IClassFactory
{
  public:
    LONG count = 1;

    STDMETHOD(QueryInterface)(REFIID iid, void **out)
    {
        *out = NULL;
        if (iid == __uuidof(IUnknown) || iid == __uuidof(IVssAsync))
            *out = static_cast<IVssAsync *>(this);
        else if (iid == __uuidof(IClassFactory))
            *out = static_cast<IClassFactory *>(this);
        if (!*out)
            return E_NOINTERFACE;
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
        return S_OK;
    }
    STDMETHOD(Wait)(DWORD)
    {
        return S_FALSE;
    }
    STDMETHOD(QueryStatus)(HRESULT *result, INT *)
    {
        *result = VSS_S_ASYNC_FINISHED;
        return S_OK;
    }
    STDMETHOD(CreateInstance)(IUnknown *, REFIID, void **)
    {
        return E_NOTIMPL;
    }
    STDMETHOD(LockServer)(BOOL)
    {
        return S_OK;
    }
};

static HRESULT give(Thing *thing, IVssAsync **out)
{
    thing->AddRef();
    *out = thing;
    return S_OK;
}

static void check_pointer()
{
    Thing thing;
    HRESULT status = E_FAIL;

    {
        CComPtr<IVssAsync> first;
        CHECK(!first && first == NULL);
        CHECK(give(&thing, &first) == S_OK && thing.count == 2);
        CHECK(first->Wait(0) == S_FALSE && SUCCEEDED(first->QueryStatus(&status, NULL)));
        CHECK(status == VSS_S_ASYNC_FINISHED);
        CComPtr<IVssAsync> second = first;
        CHECK(thing.count == 3 && second == first && second.IsEqualObject(first));
        CComPtr<IVssAsync> third(static_cast<CComPtr<IVssAsync> &&>(second));
        CHECK(thing.count == 3 && !second && third);
        third = NULL;
        CHECK(thing.count == 2);
        second.Attach(first.Detach());
        CHECK(thing.count == 2 && !first);
        IVssAsync *copy = NULL;
        CHECK(second.CopyTo(&copy) == S_OK && copy == second && thing.count == 3);
        copy->Release();
        second.Release();
        CHECK(thing.count == 1 && !second);
        first = &thing;
        first = static_cast<IVssAsync *>(first);
        CHECK(thing.count == 2);
    }
    CHECK(thing.count == 1);
}

static void check_query()
{
    Thing thing;

    {
        CComPtr<IVssAsync> async(&thing);
        CComQIPtr<IClassFactory> factory(async);
        CHECK(factory && thing.count == 3);
        CHECK(factory.IsEqualObject(async));
        CComQIPtr<IDispatch> none(async);
        CHECK(!none);
        CComQIPtr<IClassFactory, &IID_IClassFactory> by_id;
        by_id = async;
        CHECK(by_id == factory && thing.count == 4);
        CComPtr<IClassFactory> queried;
        CHECK(async.QueryInterface(&queried) == S_OK && thing.count == 5);
        CComPtr<IVssAsync> back;
        back = queried;
        CHECK(back == async && thing.count == 6);
        std::vector<CAdapt<CComPtr<IVssAsync>>> list;
        list.push_back(back);
        CHECK(list[0].m_T == async && thing.count == 7);
    }
    CHECK(thing.count == 1);
}

static HRESULT name_it(BSTR *name)
{
    *name = SysAllocString(L"Ledger");
    return S_OK;
}

static void check_bstr()
{
    CComBSTR text, copy(L"Ledger");
    BSTR raw = NULL;

    CHECK(!text && text.Length() == 0);
    CHECK(name_it(&text) == S_OK && text == L"Ledger" && text == copy && text.Length() == 6);
    text.Append(L" Writer");
    text += "!";
    CHECK(text == L"Ledger Writer!" && text != copy && copy < text);
    CHECK(CComBSTR("narrow") == L"narrow" && CComBSTR(3, L"abcdef") == L"abc");
    CHECK(CComBSTR(GUID_NULL) == L"{00000000-0000-0000-0000-000000000000}");
    CHECK(CComBSTR() == CComBSTR(L"") && CComBSTR(L"") == L"");
    copy = text;
    text.Empty();
    CHECK(!text && wcscmp(copy, L"Ledger Writer!") == 0);
    raw = copy.Detach();
    text.Attach(raw);
    CHECK(!copy && text.m_str == raw && text.CopyTo(&raw) == S_OK);
    CHECK(CComBSTR(raw) == text && text.ByteLength() == 14 * sizeof(OLECHAR));
    SysFreeString(raw);
    text.ToUpper();
    CHECK(text == L"LEDGER WRITER!");
}

static void check_variant()
{
    CComVariant text(L"5"), number(5), copy;

    CHECK(V_VT(&text) == VT_BSTR && V_VT(&number) == VT_I4 && V_I4(&number) == 5);
    CHECK(V_VT(&copy) == VT_EMPTY);
    copy = text;
    CHECK(copy == text && V_BSTR(&copy) != V_BSTR(&text) && copy != number);
    copy = true;
    CHECK(V_VT(&copy) == VT_BOOL && V_BOOL(&copy) == VARIANT_TRUE);
    copy = 7.5;
    CHECK(V_VT(&copy) == VT_R8 && V_R8(&copy) == 7.5);
    VARIANT plain;
    VariantInit(&plain);
    CHECK(text.Detach(&plain) == S_OK && V_VT(&text) == VT_EMPTY && V_VT(&plain) == VT_BSTR);
    CHECK(copy.Attach(&plain) == S_OK && V_VT(&plain) == VT_EMPTY && V_VT(&copy) == VT_BSTR);
    CHECK(copy.Clear() == S_OK && V_VT(&copy) == VT_EMPTY);
    {
        Thing thing;
        {
            CComVariant object(static_cast<IUnknown *>(static_cast<IVssAsync *>(&thing)));
            CHECK(V_VT(&object) == VT_UNKNOWN && thing.count == 2);
        }
        CHECK(thing.count == 1);
    }
}

static void check_memory()
{
    CAutoVectorPtr<BYTE> bytes;
    CAutoPtr<int> number(new int(5));
    CComHeapPtr<WCHAR> task;

    CHECK(bytes.Allocate(100) && bytes != NULL);
    bytes[99] = 1;
    CAutoVectorPtr<BYTE> taken(bytes);
    CHECK(bytes == NULL && taken[99] == 1);
    CAutoPtr<int> other;
    other = number;
    CHECK(number == NULL && *other == 5);
    CHECK(SUCCEEDED(StringFromCLSID(GUID_NULL, &task)) && task[0] == L'{');
    task.Free();
    CHECK(task.Allocate(4) && task.Reallocate(400));
    CHandle event(CreateEvent(NULL, TRUE, FALSE, NULL));
    CHECK(event != NULL && SetEvent(event));
    CComAutoCriticalSection section;
    CComCritSecLock<CComAutoCriticalSection> lock(section);
}

static void check_conversion()
{
    USES_CONVERSION;
    std::string long_text(1000, 'x');

    CHECK(strcmp(OLE2A(L"wide"), "wide") == 0 && wcscmp(A2OLE("narrow"), L"narrow") == 0);
    CHECK(std::basic_string<TCHAR>(OLE2T(L"text")) == TEXT("text"));
    CHECK(wcscmp(T2W(TEXT("text")), L"text") == 0 && W2A(NULL) == NULL);
    CHECK(std::wstring(CA2W("narrow")) == L"narrow" && std::string(CW2A(L"wide")) == "wide");
    CHECK(std::wstring(CA2W(long_text.c_str())).size() == 1000);
    CHECK(std::wstring(CT2CW(TEXT("t"))) == L"t" && !(wchar_t *)CA2W(NULL));
    BSTR bstr = T2BSTR(TEXT("b"));
    CHECK(SysStringLen(bstr) == 1);
    SysFreeString(bstr);
}

static void check_string()
{
    CString text(TEXT("Ledger")), copy = text;
    CStringW wide;
    int at = 0;

    text += TEXT(" Writer");
    CHECK(text == TEXT("Ledger Writer") && copy == TEXT("Ledger") && text.GetLength() == 13);
    CHECK(text.Left(6) == copy && text.Right(6) == TEXT("Writer") && text.Mid(3, 3) == TEXT("ger"));
    CHECK(text.Find(TEXT("Wr")) == 7 && text.Find(TEXT('x')) == -1 &&
          text.ReverseFind(TEXT('r')) == 12);
    wide.Format(L"%s has %d of %S, %I64d", L"volume", 3, "them", (LONGLONG)1 << 40);
    CHECK(wide == L"volume has 3 of them, 1099511627776");
    wide.AppendFormat(L"%c", L'!');
    CHECK(wide[wide.GetLength() - 1] == L'!' && wide.Replace(L"volume", L"disk") == 1);
    CHECK(wide.Left(8) == L"disk has" && CStringA(wide).Left(4) == "disk");
    CHECK(CStringW("narrow") == L"narrow" && (L"a" + CStringW(L"b") + L'c') == L"abc");
    CHECK(CStringW(L"  x ").Trim() == L"x" && CStringW(L"\\dir\\").TrimRight(L'\\') == L"\\dir");
    CHECK(CStringW(L"a;b").Tokenize(L";", at) == L"a" && at == 2);
    wcscpy(wide.GetBuffer(10), L"C:\\");
    wide.ReleaseBuffer();
    CHECK(wide.GetLength() == 3 && wide.CompareNoCase(L"c:\\") == 0 && wide.MakeLower() == L"c:\\");
    wide += wide;
    CHECK(wide == L"c:\\c:\\" && wide.Delete(0, 3) == 3 && wide.Insert(0, L"x") == 4);
    CHECK(wide.Remove(L':') == 1 && wide == L"xc\\");
    wide.Empty();
    CHECK(wide.IsEmpty() && wide == L"" && wide.GetLength() == 0);
    CComBSTR bstr;
    bstr.Attach(text.AllocSysString());
    CHECK(bstr == L"Ledger Writer" && CString(bstr) == text);
}

int main()
{
    check_string();
    check_pointer();
    check_query();
    check_bstr();
    check_variant();
    check_memory();
    check_conversion();
    return plain_result();
}
