/*
 * tests/document/documents.h - files and texts of documents, for the tests of this folder.
 */
#ifndef VSTEST_DOCUMENTS_H
#define VSTEST_DOCUMENTS_H

#include <vsapi/bcd.h>
#include <vsapi/document.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/wmd.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WRITER_ID "5a3c1b7e-90d2-4f6a-8e41-2b7c9d0e6f13"
#define INSTANCE_ID "c0ffee00-1234-4abc-9def-0123456789ab"

struct document_file {
    char *bytes; /* with an end beyond the size */
    size_t size;
};

/* Reads a file of tests/data/documents; bytes is NULL when there is none. */
static inline struct document_file document_load(const char *name)
{
    struct document_file file = {NULL, 0};
    char path[600];
    FILE *stream;

    snprintf(path, sizeof path, VSTEST_DATA "/documents/%s", name);
    stream = fopen(path, "rb");
    if (!stream)
        return file;
    file.bytes = malloc(1 << 20);
    file.size = fread(file.bytes, 1, (1 << 20) - 1, stream);
    file.bytes[file.size] = '\0';
    fclose(stream);
    return file;
}

/* A copy of `text` with the first `from` replaced; NULL when it is not there. */
static inline char *document_edit(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    size_t before = at ? (size_t)(at - text) : 0;
    char *edited;

    if (!at)
        return NULL;
    edited = malloc(strlen(text) + strlen(to) + 1);
    memcpy(edited, text, before);
    strcpy(edited + before, to);
    strcat(edited, at + strlen(from));
    return edited;
}

struct document_encoding {
    const char *name, *encoding, *mark, *declaration;
};

/* The text behind its mark and declaration, in an encoding; *out is freed with vsapi_free. */
static inline HRESULT document_encode(const struct document_encoding *as, const char *text,
                                      char **out, size_t *size)
{
    size_t room = strlen(text) + 200;
    char *whole = malloc(room);
    HRESULT hr;

    snprintf(whole, room, "%s%s%s", as->mark, as->declaration, text);
    hr = vsapi_text_convert("UTF-8", as->encoding, whole, strlen(whole), out, size);
    free(whole);
    return hr;
}

/* Reads a document and writes it again; *out is freed with vsapi_free and NULL on failure. Which of
 * the two it is, is told by the first letter of `kind`, as in the names of the files. */
static inline HRESULT document_again(const char *kind, const char *xml, size_t size, char **out,
                                     size_t *out_size)
{
    HRESULT hr;

    *out = NULL;
    *out_size = 0;
    if (kind[0] == 'w') {
        struct vsapi_wmd *wmd;

        hr = vsapi_wmd_read(xml, size, &wmd);
        if (FAILED(hr))
            return hr;
        hr = vsapi_wmd_write(wmd, out, out_size);
        vsapi_wmd_unref(wmd);
    } else {
        struct vsapi_bcd *bcd;

        hr = vsapi_bcd_read(xml, size, &bcd);
        if (FAILED(hr))
            return hr;
        hr = vsapi_bcd_write(bcd, out, out_size);
        vsapi_bcd_unref(bcd);
    }
    return hr;
}

static inline HRESULT document_try(const char *kind, const char *xml, size_t size)
{
    char *out;
    size_t out_size;
    HRESULT hr = document_again(kind, xml, size, &out, &out_size);

    vsapi_free(out);
    return hr;
}

#endif
