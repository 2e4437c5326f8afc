/*
 * tests/fuzz/fuzz_document.c - any bytes as a document.
 *
 * FUZZ_DOCUMENT is wmd or bcd. What is read must be writable, and what was written must come back
 * the same. A writer's part of a Backup Components Document, handed out and taken back unchanged,
 * changes nothing.
 */
#include <vsapi/bcd.h>
#include <vsapi/error.h>
#include <vsapi/wmd.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PASTE_(a, b, c) a##b##c
#define PASTE(a, b, c) PASTE_(a, b, c)
#define DOCUMENT struct PASTE(vsapi_, FUZZ_DOCUMENT, )
#define CALL(verb) PASTE(vsapi_, FUZZ_DOCUMENT, verb)

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(HRESULT hr, const char *what)
{
    if (SUCCEEDED(hr))
        return;
    fprintf(stderr, "%s: %s (%s)\n", what, vsapi_last_message(), vsapi_hresult_name(hr));
    abort();
}

static void must_equal(const char *a, size_t a_size, const char *b, size_t b_size)
{
    if (a_size == b_size && memcmp(a, b, a_size) == 0)
        return;
    fprintf(stderr, "not the same:\n%s\n%s\n", a, b);
    abort();
}

static void hand_out_and_take_back(struct vsapi_bcd *bcd)
{
    for (size_t i = 0; i < bcd->writers.count; i++) {
        struct vsapi_bcd *part, *travelled;
        char *xml;
        size_t size;

        must(vsapi_bcd_clone_writer(bcd, bcd->writers.items[i], &part), "clone");
        must(vsapi_bcd_write(part, &xml, &size), "write the part");
        must(vsapi_bcd_read(xml, size, &travelled), "read the part");
        must(vsapi_bcd_merge_writer(bcd, part), "merge");
        must(vsapi_bcd_merge_writer(bcd, travelled), "merge what has travelled");
        vsapi_free(xml);
        vsapi_bcd_unref(travelled);
        vsapi_bcd_unref(part);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    DOCUMENT *document, *again;
    char *xml, *second;
    size_t xml_size, second_size;
    HRESULT hr = CALL(_read)((const char *)data, size, &document);

    if (FAILED(hr)) {
        if (hr != VSS_E_INVALID_XML_DOCUMENT || !strstr(vsapi_last_message(), "line "))
            must(hr, "refused, but not as documented");
        return 0;
    }
    must(CALL(_write)(document, &xml, &xml_size), "write");
    must(CALL(_read)(xml, xml_size, &again), "read what was written");
    must(CALL(_write)(again, &second, &second_size), "write again");
    must_equal(xml, xml_size, second, second_size);
    vsapi_free(second);
    if (sizeof(DOCUMENT) == sizeof(struct vsapi_bcd)) {
        hand_out_and_take_back((struct vsapi_bcd *)document);
        must(CALL(_write)(document, &second, &second_size), "write after merging");
        must_equal(xml, xml_size, second, second_size);
        vsapi_free(second);
    }
    vsapi_free(xml);
    CALL(_unref)(again);
    CALL(_unref)(document);
    return 0;
}
