/*
 * vsapi/document/input.c - the bytes of a document before it is parsed.
 *
 * The parser gets UTF-8 only and is told not to believe the declaration: what a document declares
 * is looked at here, where a document that came as text of the API may say UTF-16 and mean nothing
 * by it. Here too are the limits that must be kept before the parser sees the document: its size,
 * and the number of attributes, which libxml2 compares each with each.
 */
#include "input.h"

#include <vsapi/alloc.h>
#include <vsapi/document.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vss.h>

#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

static _Atomic size_t limit_bytes = VSAPI_DOCUMENT_BYTES;

void vsapi_document_limit(size_t size_bytes)
{
    atomic_store(&limit_bytes, size_bytes ? size_bytes : VSAPI_DOCUMENT_BYTES);
}

size_t document_limit(void)
{
    size_t limit = atomic_load(&limit_bytes);

    return limit < INT_MAX ? limit : INT_MAX; /* the parser counts in int */
}

static bool begins(const char *xml, size_t size_bytes, const char *bytes, size_t count)
{
    return size_bytes >= count && memcmp(xml, bytes, count) == 0;
}

/* The encoding of UTF-16, told by a byte order mark or by how "<" looks; NULL for UTF-8. */
static const char *wide_encoding(const char *xml, size_t size_bytes, size_t *mark_bytes)
{
    *mark_bytes = 0;
    if (begins(xml, size_bytes, "<\0", 2))
        return "UTF-16LE";
    if (begins(xml, size_bytes, "\0<", 2))
        return "UTF-16BE";
    if (begins(xml, size_bytes, "\xFF\xFE", 2) || begins(xml, size_bytes, "\xFE\xFF", 2)) {
        *mark_bytes = 2;
        return xml[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";
    }
    if (begins(xml, size_bytes, "\xEF\xBB\xBF", 3))
        *mark_bytes = 3;
    return NULL;
}

static HRESULT convert(const char *title, const char *encoding, struct document_input *input)
{
    HRESULT hr = vsapi_text_convert(encoding, "UTF-8", input->text, input->bytes, &input->converted,
                                    &input->bytes);

    if (hr == E_OUTOFMEMORY)
        return hr;
    if (FAILED(hr))
        return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT,
                          "the %s is not valid: line 1: it begins like %s and is none", title,
                          encoding);
    input->text = input->converted;
    return S_OK;
}

/* Finds the value of encoding="..." in the declaration; false when there is none. */
static bool declared_encoding(const struct document_input *input, char name[40])
{
    char declaration[200];
    size_t length = input->bytes < sizeof declaration ? input->bytes : sizeof declaration - 1;
    char *at, *end;

    if (!begins(input->text, input->bytes, "<?xml", 5))
        return false;
    memcpy(declaration, input->text, length);
    declaration[length] = '\0';
    declaration[strcspn(declaration, ">")] = '\0';
    at = strstr(declaration, "encoding");
    at = at ? strpbrk(at, "\"'") : NULL;
    end = at ? strchr(at + 1, *at) : NULL;
    if (!end)
        return false;
    *end = '\0';
    snprintf(name, 40, "%s", at + 1);
    return true;
}

static HRESULT check_encoding(const char *title, const struct document_input *input)
{
    static const char *const known[] = {"UTF-8",    "UTF-16",   "UTF-16LE",
                                        "UTF-16BE", "US-ASCII", "ISO-10646-UCS-2"};
    char name[40];

    if (!declared_encoding(input, name))
        return S_OK;
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (strcasecmp(known[i], name) == 0)
            return S_OK;
    }
    return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT,
                      "the %s is not valid: line 1: its encoding %s is not read; UTF-8 and UTF-16 "
                      "are",
                      title, name);
}

/* How many quoted values a tag has. */
static size_t tag_values(const char *tag, const char *end)
{
    size_t count = 0;

    for (const char *at = tag; at && at < end && *at != '>'; at++) {
        if (*at == '"' || *at == '\'') {
            at = memchr(at + 1, *at, (size_t)(end - at - 1));
            count++;
            if (!at)
                break;
        }
    }
    return count;
}

static unsigned long line_of(const struct document_input *input, const char *at)
{
    unsigned long line = 1;

    for (const char *from = input->text; (from = memchr(from, '\n', (size_t)(at - from))); from++)
        line++;
    return line;
}

/* Refuses elements with too many attributes. Only tags that are long enough are looked at, and a
 * comment that looks like one is taken for one. */
static HRESULT check_tags(const char *title, const struct document_input *input)
{
    const size_t least = DOCUMENT_ATTRIBUTES * sizeof(" a=''") - 1;
    const char *end = input->text + input->bytes;
    const char *tag = memchr(input->text, '<', input->bytes);

    while (tag) {
        const char *next = memchr(tag + 1, '<', (size_t)(end - tag - 1));
        const char *stop = next ? next : end;

        if ((size_t)(stop - tag) > least && tag_values(tag, stop) > DOCUMENT_ATTRIBUTES)
            return vsapi_fail(
                VSS_E_INVALID_XML_DOCUMENT,
                "the %s is not valid: line %lu: an element has more than %d attributes", title,
                line_of(input, tag), DOCUMENT_ATTRIBUTES);
        tag = next;
    }
    return S_OK;
}

HRESULT document_input_open(const char *title, const char *xml, size_t size_bytes,
                            struct document_input *input)
{
    const char *encoding;
    size_t mark_bytes;
    HRESULT hr = S_OK;

    memset(input, 0, sizeof *input);
    if (!xml || size_bytes == 0)
        return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT, "the %s is not valid: line 1: it is empty",
                          title);
    if (size_bytes > document_limit())
        return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT,
                          "the %s is not valid: line 1: it has %zu bytes, and the limit is %zu",
                          title, size_bytes, document_limit());
    encoding = wide_encoding(xml, size_bytes, &mark_bytes);
    input->text = xml + mark_bytes;
    input->bytes = size_bytes - mark_bytes;
    if (encoding)
        hr = convert(title, encoding, input);
    if (SUCCEEDED(hr))
        hr = check_encoding(title, input);
    if (SUCCEEDED(hr))
        hr = check_tags(title, input);
    if (FAILED(hr))
        document_input_close(input);
    return hr;
}

void document_input_close(struct document_input *input)
{
    vsapi_free(input->converted);
    memset(input, 0, sizeof *input);
}
