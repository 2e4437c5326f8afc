/*
 * tests/vswriter/express.h - an express writer with a document, for its tests.
 */
#ifndef VSWRITER_EXPRESS_H
#define VSWRITER_EXPRESS_H

#include <vstest.h>

#include <vsapi/alloc.h>
#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/faces.h>
#include <vsapi/host.h>
#include <vsapi/text.h>
#include <vsapi/wmd.h>

static const VSS_ID WRITER = {0xe1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static const VSS_ID OTHER = {0xe2, 2, 3, {4}};

#define DEFAULT_MASK (VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED)

/* The object, and a document with the file group Top\files. */
struct fixture {
    IVssExpressWriter *writer;
    IVssCreateExpressWriterMetadata *metadata;
    const IVssCreateExpressWriterMetadataVtbl *call;
};

static inline HRESULT create_metadata(IVssExpressWriter *writer, VSS_ID id,
                                      IVssCreateExpressWriterMetadata **out)
{
    return writer->lpVtbl->CreateMetadata(writer, id, L"Settings", VSS_UT_SYSTEMSERVICE, 3, 1, 0,
                                          out);
}

static inline void open_fixture(struct fixture *f)
{
    VSTEST_HR(CreateVssExpressWriter(&f->writer), S_OK, "");
    VSTEST_HR(create_metadata(f->writer, WRITER, &f->metadata), S_OK, "");
    f->call = f->metadata->lpVtbl;
    VSTEST_HR(f->call->AddComponent(f->metadata, VSS_CT_FILEGROUP, L"Top", L"files", L"Files", NULL,
                                    0, false, false, true, false, 0),
              S_OK, "");
}

/* The document as a model. */
static inline struct vsapi_wmd *model(struct fixture *f)
{
    struct vsapi_wmd *wmd = NULL;
    BSTR xml = NULL;
    char *text = NULL;

    VSTEST_HR(f->call->SaveAsXML(f->metadata, &xml), S_OK, "");
    VSTEST_HR(vsapi_document_text("", xml, SysStringLen(xml), &text), S_OK, "");
    VSTEST_HR(vsapi_wmd_read(text, strlen(text), &wmd), S_OK, "");
    vsapi_free(text);
    SysFreeString(xml);
    cr_assert_not_null(wmd);
    return wmd;
}

static inline void close_fixture(struct fixture *f)
{
    f->call->Release(f->metadata);
    cr_expect_eq(f->writer->lpVtbl->Release(f->writer), 0);
    vsapi_reset();
    cr_expect_eq(vsapi_com_live(), 0, "an object leaked");
}

#endif
