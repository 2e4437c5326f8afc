/*
 * tests/faces/plain_shared.c - one component under many threads: some write, some read, and the
 * event ends meanwhile. For ThreadSanitizer.
 */
#include <plain.h>

#include <vsapi/com.h>
#include <vsapi/faces.h>
#include <vsapi/thread.h>

#define THREADS 4
#define CALLS 300

static const VSS_ID id = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};

struct worker {
    struct vsapi_thread thread;
    IVssWriterComponentsExt *components;
    unsigned number;
    unsigned written, refused;
};

static void write_files(struct worker *worker, IVssComponent *component)
{
    HRESULT hr = component->lpVtbl->AddPartialFile(component, L"C:\\x", L"a", L"0:1", NULL);

    CHECK(hr == S_OK || hr == VSS_E_BAD_STATE);
    worker->written += hr == S_OK;
    worker->refused += hr != S_OK;
    hr = component->lpVtbl->SetBackupStamp(component, L"stamp");
    CHECK(hr == S_OK || hr == VSS_E_BAD_STATE);
}

static void read_files(IVssComponent *component)
{
    BSTR path = NULL, name = NULL, ranges = NULL, metadata = NULL, stamp = NULL;
    UINT count = 0;
    HRESULT hr = component->lpVtbl->GetPartialFileCount(component, &count);

    CHECK(hr == S_OK || hr == VSS_E_BAD_STATE);
    if (hr == S_OK && count > 0) {
        hr = component->lpVtbl->GetPartialFile(component, count - 1, &path, &name, &ranges,
                                               &metadata);
        CHECK(hr == S_OK || hr == VSS_E_BAD_STATE);
    }
    component->lpVtbl->GetBackupStamp(component, &stamp);
    SysFreeString(path);
    SysFreeString(name);
    SysFreeString(ranges);
    SysFreeString(metadata);
    SysFreeString(stamp);
}

static void work(void *argument)
{
    struct worker *worker = argument;
    IVssWriterComponentsExt *components = worker->components;
    IVssComponent *component = NULL;

    for (unsigned i = 0; i < CALLS; i++) {
        HRESULT hr = components->lpVtbl->GetComponent(components, 0, &component);

        CHECK(hr == S_OK || hr == VSS_E_BAD_STATE);
        if (hr != S_OK)
            return;
        if (worker->number % 2)
            read_files(component);
        else
            write_files(worker, component);
        component->lpVtbl->Release(component);
    }
}

int main(void)
{
    struct vsapi_bcd_component *data;
    struct vsapi_bcd_writer *writer;
    struct vsapi_bcd *bcd;

    for (unsigned round = 0; round < 20; round++) {
        struct worker workers[THREADS] = {{.number = 0}};
        IVssWriterComponentsExt *components;
        unsigned written = 0;

        CHECK(vsapi_bcd_create(&bcd) == S_OK);
        CHECK(vsapi_bcd_add_writer(bcd, &id, &id, &writer) == S_OK);
        CHECK(vsapi_bcd_add_component(bcd, writer, VSS_CT_DATABASE, NULL, "db", &data) == S_OK);
        CHECK(vsapi_components_create(bcd, writer, VSAPI_PHASE_POST_SNAPSHOT, NULL, &components) ==
              S_OK);
        for (unsigned i = 0; i < THREADS; i++) {
            workers[i].components = components;
            workers[i].number = i;
            CHECK(vsapi_thread_start(&workers[i].thread, work, &workers[i]) == S_OK);
        }
        if (round % 2)
            vsapi_components_close(components);
        for (unsigned i = 0; i < THREADS; i++) {
            vsapi_thread_join(&workers[i].thread);
            written += workers[i].written;
        }
        CHECK(data->partial_files.count == written);
        CHECK(round % 2 || written == THREADS / 2 * CALLS);
        components->IUnknown_base.lpVtbl->Release(&components->IUnknown_base);
        vsapi_bcd_unref(bcd);
    }
    CHECK(vsapi_com_live() == 0);
    return plain_result();
}
