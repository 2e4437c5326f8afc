/* tests/document/test_faults.c - every allocation of this room fails once: E_OUTOFMEMORY comes out,
 * nothing leaks, and what was there before is as it was. */
#include "vstest.h"

#include "documents.h"

#include <unistd.h>

static struct document_file file;
static char *out;
static size_t out_size;

static const char *const files[] = {"wmd-ledger.xml",  "wmd-unknown.xml", "wmd-ledger-utf16.xml",
                                    "bcd-ledger.xml",  "bcd-unknown.xml", "bcd-empty.xml",
                                    "wmd-smallest.xml"};

VSTEST_TABLE(document_faults, reading_and_writing_survive_a_lack_of_memory, files)
{
    const char *name = files[*row_];

    file = document_load(name);
    VSTEST_FAIL_EACH_ALLOCATION(document_again(name, file.bytes, file.size, &out, &out_size),
                                vsapi_free(out));
    free(file.bytes);
}

static struct vsapi_wmd *wmd;

static HRESULT build_wmd(void)
{
    static const GUID id = {1, 2, 3, {4}};
    struct vsapi_wm_component *component;
    HRESULT hr = vsapi_wmd_create(&wmd);

    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(wmd, &wmd->friendly_name, "name");
    for (int i = 0; i < 40 && SUCCEEDED(hr); i++) {
        char name[20];

        snprintf(name, sizeof name, "c%d", i);
        hr = vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, "p", name, &component);
        if (SUCCEEDED(hr))
            hr = vsapi_wmd_add_filedesc(wmd, &component->files, "p", "s", false, "a", 1);
        if (SUCCEEDED(hr))
            hr = vsapi_wmd_add_dependency(wmd, component, &id, NULL, "x");
    }
    return hr;
}

Test(document_faults, building_metadata_survives_a_lack_of_memory)
{
    VSTEST_FAIL_EACH_ALLOCATION(build_wmd(), vsapi_wmd_unref(wmd); wmd = NULL);
}

static struct vsapi_bcd *bcd;

static HRESULT build_bcd(void)
{
    struct vsapi_bcd_component *component;
    struct vsapi_bcd_writer *writer = NULL;
    HRESULT hr = vsapi_bcd_create(&bcd);

    for (unsigned i = 0; i < 30 && SUCCEEDED(hr); i++) {
        GUID id = {i, 0, 0, {0}}, class_id = {i / 3, 1, 0, {0}};

        hr = vsapi_bcd_add_writer(bcd, &class_id, &id, &writer);
    }
    for (int i = 0; i < 40 && SUCCEEDED(hr); i++) {
        char name[20];

        snprintf(name, sizeof name, "c%d", i);
        hr = vsapi_bcd_add_component(bcd, writer, VSS_CT_DATABASE, "p", name, &component);
        if (SUCCEEDED(hr))
            hr = vsapi_bcd_text(bcd, &component->backup_stamp, "s");
    }
    return hr;
}

Test(document_faults, building_a_backups_document_survives_a_lack_of_memory)
{
    VSTEST_FAIL_EACH_ALLOCATION(build_bcd(), vsapi_bcd_unref(bcd); bcd = NULL);
}

Test(document_faults, a_failed_add_leaves_the_document_usable)
{
    struct vsapi_bcd_component *component;
    struct vsapi_bcd_writer *writer;
    GUID id = {7, 0, 0, {0}};

    VSTEST_HR(vsapi_bcd_create(&bcd), S_OK, "");
    VSTEST_HR(vsapi_bcd_add_writer(bcd, &id, &id, &writer), S_OK, "");
    for (uint64_t nth = 1; nth < 200; nth++) {
        char name[20];
        HRESULT hr;

        snprintf(name, sizeof name, "c%u", (unsigned)nth);
        vsapi_alloc_fail_at(nth % 3 + 1, false);
        hr = vsapi_bcd_add_component(bcd, writer, VSS_CT_DATABASE, NULL, name, &component);
        vsapi_alloc_fail_at(0, false);
        cr_expect_eq(FAILED(hr), component == NULL);
        cr_expect_eq(vsapi_bcd_find(writer, VSS_CT_DATABASE, NULL, name), component, "%s", name);
        if (FAILED(hr))
            VSTEST_HR(vsapi_bcd_add_component(bcd, writer, VSS_CT_DATABASE, NULL, name, &component),
                      S_OK, name);
    }
    cr_expect_eq(writer->components.count, 199);
    vsapi_bcd_unref(bcd);
}

static struct vsapi_bcd *part;

static void change(struct vsapi_bcd *document)
{
    struct vsapi_bcd_writer *writer = document->writers.items[0];

    for (size_t i = 0; i < writer->components.count; i++) {
        struct vsapi_bcd_component *component = writer->components.items[i];

        vsapi_bcd_text(document, &component->backup_metadata, "changed");
        if (VSAPI_ARENA_ROOM(document->arena, &component->partial_files))
            component->partial_files.items[component->partial_files.count++] =
                (struct vsapi_partial_file){.path = (char *)"new", .filename = (char *)"new"};
    }
}

Test(document_faults, handing_out_a_part_survives_a_lack_of_memory)
{
    file = document_load("bcd-ledger.xml");
    VSTEST_HR(vsapi_bcd_read(file.bytes, file.size, &bcd), S_OK, "");
    VSTEST_FAIL_EACH_ALLOCATION(vsapi_bcd_clone_writer(bcd, bcd->writers.items[0], &part),
                                vsapi_bcd_unref(part));
    vsapi_bcd_unref(bcd);
    free(file.bytes);
}

Test(document_faults, finding_in_a_part_survives_a_lack_of_memory)
{
    file = document_load("bcd-ledger.xml");
    VSTEST_HR(vsapi_bcd_read(file.bytes, file.size, &bcd), S_OK, "");
    for (uint64_t nth = 1; nth < 6; nth++) {
        struct vsapi_bcd_writer *writer;

        VSTEST_HR(vsapi_bcd_clone_writer(bcd, bcd->writers.items[0], &part), S_OK, "");
        writer = part->writers.items[0];
        vsapi_alloc_fail_at(nth, true);
        cr_expect_eq(vsapi_bcd_find(writer, VSS_CT_FILEGROUP, NULL, "reports"),
                     writer->components.items[1]);
        cr_expect_null(vsapi_bcd_find(writer, VSS_CT_DATABASE, NULL, "reports"));
        vsapi_alloc_fail_at(0, false);
        vsapi_bcd_unref(part);
    }
    vsapi_bcd_unref(bcd);
    free(file.bytes);
}

/* Merges with the nth allocation failing; the document must be the old one or the new one. */
Test(document_faults, a_failed_merge_changes_nothing)
{
    char *before, *after;
    bool failed = true;

    file = document_load("bcd-ledger.xml");
    for (uint64_t nth = 1; failed && nth < 1000; nth++) {
        HRESULT hr;

        VSTEST_HR(vsapi_bcd_read(file.bytes, file.size, &bcd), S_OK, "");
        VSTEST_HR(vsapi_bcd_clone_writer(bcd, bcd->writers.items[0], &part), S_OK, "");
        change(part);
        VSTEST_HR(vsapi_bcd_write(bcd, &before, &out_size), S_OK, "");
        vsapi_alloc_fail_at(nth, false);
        hr = vsapi_bcd_merge_writer(bcd, part);
        failed = vsapi_alloc_count() >= nth;
        vsapi_alloc_fail_at(0, false);
        VSTEST_HR(vsapi_bcd_write(bcd, &after, &out_size), S_OK, "");
        VSTEST_HR(hr, failed ? E_OUTOFMEMORY : S_OK, "merge");
        cr_expect_eq(strcmp(before, after) == 0, failed, "allocation %u", (unsigned)nth);
        vsapi_free(before);
        vsapi_free(after);
        vsapi_bcd_unref(part);
        vsapi_bcd_unref(bcd);
    }
    free(file.bytes);
}

/* libxml2 prints what its callbacks report, unless they keep it to themselves. */
Test(document_faults, a_lack_of_memory_prints_nothing)
{
    FILE *stream = tmpfile();

    cr_assert_not_null(stream);
    file = document_load("wmd-ledger.xml");
    VSTEST_HR(vsapi_wmd_read(file.bytes, file.size, &wmd), S_OK, "");
    fflush(stderr);
    dup2(fileno(stream), 2);
    for (uint64_t nth = 1; nth < 20; nth++) {
        HRESULT hr;

        vsapi_alloc_fail_at(nth, true);
        hr = vsapi_wmd_write(wmd, &out, &out_size);
        cr_expect_eq(hr, vsapi_alloc_count() >= nth ? E_OUTOFMEMORY : S_OK);
        vsapi_alloc_fail_at(0, false);
        vsapi_free(out);
        vsapi_document_limit(nth);
        cr_expect_eq(vsapi_wmd_write(wmd, &out, &out_size), VSS_E_INVALID_XML_DOCUMENT);
        vsapi_document_limit(0);
    }
    fflush(stderr);
    cr_expect_eq(lseek(2, 0, SEEK_END), 0, "something was printed");
    fclose(stream);
    vsapi_wmd_unref(wmd);
    free(file.bytes);
}
