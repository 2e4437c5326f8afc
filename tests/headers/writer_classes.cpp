/*
 * tests/headers/writer_classes.cpp - CVssWriter and its family over the C table.
 *
 * Calls handlers as the service does, through the table, and looks at what reaches the derived
 * class and what the class asks of its IVssWriterImpl. Built with and without exceptions.
 */
#include "stub_writer.h"

#include <cstdio>
#include <cstring>
#include <stdexcept>
#include <vsbackup.h>

static int failures;

#define CHECK(condition)                                                                           \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            std::printf("%s:%d: %s\n", __FILE__, __LINE__, #condition);                            \
            failures++;                                                                            \
        }                                                                                          \
    } while (0)

#if defined(__cpp_exceptions)
#define THROW(exception) throw exception
#else
#define THROW(exception) return false
#endif

static const char *handled; /* the handler that ran last */

/* Half of the handlers name the calling convention and half do not, as programs do; on 32-bit
 * Windows all have to. */
#if defined(_WIN32) && !defined(_WIN64)
#define EITHER STDMETHODCALLTYPE
#else
#define EITHER
#endif

template <typename Base> class Ledger : public Base
{
  public:
    bool EITHER OnPrepareSnapshot() override
    {
        handled = "OnPrepareSnapshot";
        return false;
    }
    virtual bool STDMETHODCALLTYPE OnFreeze() override
    {
        THROW(std::runtime_error("no disk"));
    }
    bool EITHER OnThaw() override
    {
        THROW(42);
    }
    bool STDMETHODCALLTYPE OnAbort() override
    {
        handled = "OnAbort";
        VSS_ID set = this->GetCurrentSnapshotSetId();
        CHECK(set == vstest_set_id);
        CHECK(this->IsPathAffected(L"C:\\x") == true);
        CHECK(this->IsPathAffected(L"D:\\x") == false);
        return this->SetWriterFailure(VSS_E_WRITERERROR_TIMEOUT) == S_OK;
    }
    bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID SnapshotSetId) override
    {
        handled = "OnBackupShutdown";
        return SnapshotSetId == vstest_set_id;
    }

  private: /* a handler may be hidden in the derived class */
    bool EITHER OnPrepareBackup(IVssWriterComponents *pComponent) override
    {
        handled = "OnPrepareBackup";
        return pComponent == nullptr;
    }
};

template <typename Base> class ByIdentify : public Ledger<Base>
{
  public:
    int asked = 0;

    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *) override
    {
        asked++;
        return true;
    }
};

template <typename Base> class ByIdentifyEx : public Ledger<Base>
{
  public:
    int asked = 0;

    bool STDMETHODCALLTYPE OnIdentifyEx(IVssCreateWriterMetadataEx *) override
    {
        asked++;
        return true;
    }
};

/* Identify as the service does it: OnIdentifyEx if there is one, then OnIdentify. */
static bool identify()
{
    const struct vsapi_writer_handlers *handlers = vstest_stub.handlers;

    if (handlers->OnIdentifyEx &&
        handlers->OnIdentifyEx(vstest_stub.self, nullptr) != VSAPI_HANDLED_TRUE)
        return false;
    return handlers->OnIdentify(vstest_stub.self, nullptr) == VSAPI_HANDLED_TRUE;
}

static void every_entry_is_filled(bool ex, const char *name)
{
    const struct vsapi_writer_handlers *h = vstest_stub.handlers;

    CHECK(h->size == sizeof *h);
    CHECK(std::strcmp(h->class_name, name) == 0);
    CHECK((h->OnIdentifyEx != nullptr) == ex);
    CHECK(h->OnIdentify && h->OnPrepareBackup && h->OnPrepareSnapshot && h->OnFreeze);
    CHECK(h->OnThaw && h->OnPostSnapshot && h->OnAbort && h->OnBackupComplete);
    CHECK(h->OnBackupShutdown && h->OnPreRestore && h->OnPostRestore && h->OnVSSShutdown);
    CHECK(h->OnBackOffIOOnVolume && h->OnContinueIOOnVolume && h->OnVSSApplicationStartup);
}

template <typename Base> static void handlers_reach_the_derived_class()
{
    Ledger<Base> writer;
    const struct vsapi_writer_handlers *h = vstest_stub.handlers;
    void *self = vstest_stub.self;

    CHECK(h->OnPrepareBackup(self, nullptr) == VSAPI_HANDLED_TRUE);
    CHECK(std::strcmp(handled, "OnPrepareBackup") == 0);
    CHECK(h->OnPrepareSnapshot(self) == VSAPI_HANDLED_FALSE);
    CHECK(std::strcmp(handled, "OnPrepareSnapshot") == 0);
    CHECK(h->OnAbort(self) == VSAPI_HANDLED_TRUE);
    CHECK(std::strcmp(handled, "OnAbort") == 0);
    CHECK(h->OnBackupShutdown(self, vstest_set_id) == VSAPI_HANDLED_TRUE);
    CHECK(std::strcmp(vstest_stub.log, "SetWriterFailure(TIMEOUT) ") == 0);

    /* what is not overridden answers true */
    CHECK(h->OnPostSnapshot(self, nullptr) == VSAPI_HANDLED_TRUE);
    CHECK(h->OnBackupComplete(self, nullptr) == VSAPI_HANDLED_TRUE);
    CHECK(h->OnPreRestore(self, nullptr) == VSAPI_HANDLED_TRUE);
    CHECK(h->OnPostRestore(self, nullptr) == VSAPI_HANDLED_TRUE);
    CHECK(h->OnBackOffIOOnVolume(self, nullptr, vstest_set_id, vstest_set_id) ==
          VSAPI_HANDLED_TRUE);
    CHECK(h->OnContinueIOOnVolume(self, nullptr, vstest_set_id, vstest_set_id) ==
          VSAPI_HANDLED_TRUE);
    CHECK(h->OnVSSShutdown(self) == VSAPI_HANDLED_TRUE);
    CHECK(h->OnVSSApplicationStartup(self) == VSAPI_HANDLED_TRUE);
    CHECK(identify());
}

static void exceptions_stop_at_the_table()
{
    Ledger<CVssWriter> writer;
    const struct vsapi_writer_handlers *h = vstest_stub.handlers;

#if defined(__cpp_exceptions)
    CHECK(h->OnFreeze(vstest_stub.self) == VSAPI_HANDLED_EXCEPTION);
    CHECK(std::strcmp(vstest_stub.exception, "OnFreeze: no disk") == 0);
    CHECK(h->OnThaw(vstest_stub.self) == VSAPI_HANDLED_EXCEPTION);
    CHECK(std::strcmp(vstest_stub.exception, "OnThaw: unknown exception") == 0);
#else
    CHECK(h->OnFreeze(vstest_stub.self) == VSAPI_HANDLED_FALSE);
#endif
}

template <typename Writer> static void identify_asks_once()
{
    Writer writer;

    CHECK(identify());
    CHECK(writer.asked == 1);
}

static void calls_go_to_the_object()
{
    {
        Ledger<CVssWriter> writer;

        CHECK(writer.Initialize(vstest_set_id, L"Ledger", VSS_UT_USERDATA, VSS_ST_OTHER) == S_OK);
        CHECK(writer.Subscribe() == S_OK);
        CHECK(std::strcmp(vstest_stub.log, "Initialize(Ledger,-,0.0,3,3,3,60000,1,0) "
                                           "Subscribe(4294967295,6) ") == 0);
        vstest_stub.log[0] = 0;
    }
    CHECK(std::strcmp(vstest_stub.log, "Unsubscribe Uninitialize Release ") == 0);
    {
        Ledger<CVssWriterEx2> writer;

        CHECK(writer.InitializeEx(vstest_set_id, L"Ledger", 1, 2, VSS_UT_OTHER, VSS_ST_OTHER,
                                  VSS_APP_SYSTEM, 7, VSS_AWS_NO_ALTERNATE_WRITER, true,
                                  L"two") == S_OK);
        CHECK(writer.SubscribeEx(5) == S_OK);
        CHECK(std::strcmp(vstest_stub.log, "Initialize(Ledger,two,1.2,4,3,1,7,1,1) "
                                           "Subscribe(5,6) ") == 0);
    }
}

static void a_writer_that_could_not_be_made_says_so()
{
    vstest_stub.create_answer = E_OUTOFMEMORY;
    Ledger<CVssWriterEx> writer;

    CHECK(writer.Initialize(vstest_set_id, L"Ledger", VSS_UT_USERDATA, VSS_ST_OTHER) ==
          E_OUTOFMEMORY);
    CHECK(writer.InitializeEx(vstest_set_id, L"Ledger", 1, 2, VSS_UT_USERDATA, VSS_ST_OTHER) ==
          E_OUTOFMEMORY);
    CHECK(writer.Subscribe() == E_OUTOFMEMORY);
    CHECK(writer.Unsubscribe() == E_OUTOFMEMORY);
}

int main()
{
    {
        Ledger<CVssWriter> writer;
        every_entry_is_filled(false, "CVssWriter");
        static_assert(sizeof(CVssWriter) == 2 * sizeof(void *), "vtable and one pointer");
    }
    {
        Ledger<CVssWriterEx> writer;
        every_entry_is_filled(true, "CVssWriterEx");
    }
    {
        Ledger<CVssWriterEx2> writer;
        every_entry_is_filled(true, "CVssWriterEx2");
    }
    handlers_reach_the_derived_class<CVssWriter>();
    handlers_reach_the_derived_class<CVssWriterEx>();
    handlers_reach_the_derived_class<CVssWriterEx2>();
    exceptions_stop_at_the_table();
    identify_asks_once<ByIdentify<CVssWriter>>();
    identify_asks_once<ByIdentify<CVssWriterEx>>();
    identify_asks_once<ByIdentifyEx<CVssWriterEx>>();
    identify_asks_once<ByIdentifyEx<CVssWriterEx2>>();
    calls_go_to_the_object();
    a_writer_that_could_not_be_made_says_so();
    return failures != 0;
}
