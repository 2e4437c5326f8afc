/*
 * vsapi/host/load.c - the host that an XML file describes (docs/host-file.md).
 *
 * The file is ours to read and short, so it is taken as a whole. What elements and attributes mean
 * stands in load_values.c; here it is seen to that there are no others. A mistake gives one
 * sentence with file, line and reason. At the end the schema (host.rng, part of the library) has
 * the last word, so that it cannot drift away from what is read.
 */
#include <libxml/parser.h> /* before windows.h, see vsapi/document/xml.h */
#include <libxml/relaxng.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>

#include "load.h"

#include <vsapi/local.h>

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FILE_BYTES_MAX (1 << 20)

extern const unsigned char vsapi_host_schema[];
extern const size_t vsapi_host_schema_bytes;

HRESULT vsapi_load_fail(const struct vsapi_load *load, const char *format, ...)
{
    char reason[1024];
    va_list values;

    va_start(values, format);
    vsnprintf(reason, sizeof reason, format, values);
    va_end(values);
    return vsapi_fail(E_INVALIDARG, "%s:%u: the host file is wrong: %s", load->path, load->line,
                      reason);
}

/* ---- bytes -------------------------------------------------------------------------------------
 */

static HRESULT fail_reading(const char *path, const char *why)
{
    return vsapi_fail(E_INVALIDARG, "the host file %s cannot be read: %s", path, why);
}

static HRESULT read_all(int fd, const char *path, char *bytes, size_t *size)
{
    *size = 0;
    for (;;) {
        ssize_t got = read(fd, bytes + *size, FILE_BYTES_MAX + 1 - *size);

        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail_reading(path, strerror(errno));
        if (got == 0)
            return S_OK;
        *size += (size_t)got;
        if (*size > FILE_BYTES_MAX)
            return fail_reading(path, "it is longer than 1 MiB");
    }
}

static HRESULT read_file(const char *path, char **bytes, size_t *size)
{
    struct stat st;
    HRESULT hr;
    int fd;

    *bytes = NULL;
    fd = vsapi_local_open(path);
    if (fd < 0)
        return fail_reading(path, strerror(errno));
    if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
        close(fd);
        return fail_reading(path, "it is no file");
    }
    *bytes = vsapi_malloc(FILE_BYTES_MAX + 1);
    hr = *bytes ? read_all(fd, path, *bytes, size) : vsapi_out_of_memory();
    close(fd);
    return hr;
}

/* The folder that the file is in, for the relative paths in it. */
static HRESULT find_folder(struct vsapi_load *load)
{
    load->folder = vsapi_local_real(load->path);
    if (!load->folder)
        return errno == ENOMEM ? vsapi_out_of_memory() : fail_reading(load->path, strerror(errno));
    *strrchr(load->folder, '/') = '\0';
    return S_OK;
}

/* ---- what libxml2 has to say -------------------------------------------------------------------
 */

struct complaint { /* the first one */
    unsigned line;
    char text[512];
};

#if LIBXML_VERSION >= 21200
typedef const xmlError *error_argument;
#else
typedef xmlErrorPtr error_argument;
#endif

static void take_complaint(void *context, error_argument error)
{
    struct complaint *complaint = context;

    if (complaint->text[0] || !error->message)
        return;
    complaint->line = error->line > 0 ? (unsigned)error->line : 1;
    snprintf(complaint->text, sizeof complaint->text, "%s", error->message);
    complaint->text[strcspn(complaint->text, "\n")] = '\0';
}

static void take_parser_complaint(void *context, error_argument error)
{
    take_complaint(((xmlParserCtxtPtr)context)->_private, error);
}

/* Entities come with a document type; there is no use for either. */
static void refuse_type(void *context, const xmlChar *name, const xmlChar *external,
                        const xmlChar *system)
{
    xmlParserCtxtPtr parser = context;
    struct complaint *complaint = parser->_private;

    (void)name;
    (void)external;
    (void)system;
    complaint->line = (unsigned)xmlSAX2GetLineNumber(parser);
    snprintf(complaint->text, sizeof complaint->text,
             "it has a document type (<!DOCTYPE), which is refused");
    xmlStopParser(parser);
}

static HRESULT fail_complaint(struct vsapi_load *load, const struct complaint *complaint)
{
    load->line = complaint->line;
    return vsapi_load_fail(load, "%s", complaint->text[0] ? complaint->text : "it is no XML");
}

/* What libxml2 finds wrong with an encoding it tells the thread, not the parser; without this it
 * would print it. */
static xmlDocPtr read_quietly(xmlParserCtxtPtr parser, const struct vsapi_load *load,
                              const char *bytes, size_t size)
{
    xmlStructuredErrorFunc before = xmlStructuredError;
    void *context = xmlStructuredErrorContext;
    xmlDocPtr doc;

    xmlSetStructuredErrorFunc(parser->_private, take_complaint);
    doc = xmlCtxtReadMemory(parser, bytes, (int)size, load->path, NULL,
                            XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES);
    xmlSetStructuredErrorFunc(context, before);
    return doc;
}

static HRESULT parse(struct vsapi_load *load, const char *bytes, size_t size, xmlDocPtr *out)
{
    struct complaint complaint = {.line = 1};
    xmlParserCtxtPtr parser = xmlNewParserCtxt();

    *out = NULL;
    if (!parser)
        return vsapi_out_of_memory();
    parser->_private = &complaint;
    parser->sax->serror = take_parser_complaint;
    parser->sax->internalSubset = refuse_type;
    *out = read_quietly(parser, load, bytes, size);
    xmlFreeParserCtxt(parser);
    if (*out && !complaint.text[0])
        return S_OK;
    xmlFreeDoc(*out);
    *out = NULL;
    return fail_complaint(load, &complaint);
}

static HRESULT validate_with(struct vsapi_load *load, xmlDocPtr doc, xmlRelaxNGPtr schema)
{
    struct complaint complaint = {.line = 1};
    xmlRelaxNGValidCtxtPtr context = xmlRelaxNGNewValidCtxt(schema);
    int result;

    if (!context)
        return vsapi_out_of_memory();
    xmlRelaxNGSetValidStructuredErrors(context, take_complaint, &complaint);
    result = xmlRelaxNGValidateDoc(context, doc);
    xmlRelaxNGFreeValidCtxt(context);
    return result == 0 ? S_OK : fail_complaint(load, &complaint);
}

static HRESULT validate(struct vsapi_load *load, xmlDocPtr doc)
{
    xmlRelaxNGParserCtxtPtr parser =
        xmlRelaxNGNewMemParserCtxt((const char *)vsapi_host_schema, (int)vsapi_host_schema_bytes);
    xmlRelaxNGPtr schema = parser ? xmlRelaxNGParse(parser) : NULL;
    HRESULT hr = schema ? validate_with(load, doc, schema) : vsapi_out_of_memory();

    xmlRelaxNGFree(schema);
    xmlRelaxNGFreeParserCtxt(parser);
    return hr;
}

/* ---- elements ----------------------------------------------------------------------------------
 */

static const struct vsapi_load_element *find_element(const char *name)
{
    for (size_t i = 0; i < vsapi_load_element_count; i++) {
        if (strcmp(vsapi_load_elements[i].name, name) == 0)
            return &vsapi_load_elements[i];
    }
    return NULL;
}

static HRESULT take_attribute(struct vsapi_load *load, const struct vsapi_load_element *element,
                              xmlNodePtr node, xmlAttrPtr attribute, char **values)
{
    const char *name = (const char *)attribute->name;
    size_t i = 0;

    while (element->attributes[i] && strcmp(element->attributes[i], name) != 0)
        i++;
    if (!element->attributes[i] || attribute->ns)
        return vsapi_load_fail(load, "<%s> has no attribute \"%s\"", element->name, name);
    values[i] = (char *)xmlNodeListGetString(node->doc, attribute->children, 1);
    if (!values[i])
        values[i] = (char *)xmlStrdup(BAD_CAST "");
    return values[i] ? S_OK : vsapi_out_of_memory();
}

static HRESULT apply(struct vsapi_load *load, const struct vsapi_load_element *element,
                     xmlNodePtr node)
{
    char *values[VSAPI_LOAD_VALUES] = {0};
    HRESULT hr = S_OK;

    for (xmlAttrPtr at = node->properties; SUCCEEDED(hr) && at; at = at->next)
        hr = take_attribute(load, element, node, at, values);
    for (size_t i = 0; SUCCEEDED(hr) && element->attributes[i]; i++) {
        if (!values[i] && (element->required & (1u << i)))
            hr = vsapi_load_fail(load, "<%s> lacks the attribute \"%s\"", element->name,
                                 element->attributes[i]);
    }
    if (SUCCEEDED(hr))
        hr = element->apply(load, values);
    for (size_t i = 0; i < VSAPI_LOAD_VALUES; i++)
        xmlFree(values[i]);
    return hr;
}

/* Between elements there is nothing but blanks and comments. */
static HRESULT check_between(struct vsapi_load *load, xmlNodePtr node)
{
    if (node->type == XML_COMMENT_NODE || node->type == XML_PI_NODE || xmlIsBlankNode(node))
        return S_OK;
    /* libxml2 knows the line in which a text ends. */
    for (const xmlChar *at = node->content; at && *at; at++)
        load->line -= *at == '\n' && at > node->content + strspn((char *)node->content, " \t\r\n");
    return vsapi_load_fail(load, "there is text between the elements");
}

static HRESULT check_no_children(struct vsapi_load *load, xmlNodePtr node)
{
    HRESULT hr = S_OK;

    for (xmlNodePtr at = node->children; SUCCEEDED(hr) && at; at = at->next) {
        load->line = (unsigned)xmlGetLineNo(at);
        if (at->type == XML_ELEMENT_NODE)
            hr = vsapi_load_fail(load, "there is no <%s> in <%s>", (const char *)at->name,
                                 (const char *)node->name);
        else
            hr = check_between(load, at);
    }
    return hr;
}

/* The words of a host file are in no namespace. */
static HRESULT check_namespace(struct vsapi_load *load, xmlNodePtr node)
{
    if (!node->ns)
        return S_OK;
    return vsapi_load_fail(load, "<%s> is in the namespace \"%s\"; host files have none",
                           (const char *)node->name, (const char *)node->ns->href);
}

static HRESULT read_element(struct vsapi_load *load, xmlNodePtr node, bool *seen)
{
    const struct vsapi_load_element *element = find_element((const char *)node->name);
    HRESULT hr = check_namespace(load, node);

    if (FAILED(hr))
        return hr;
    if (!element)
        return vsapi_load_fail(load, "there is no element <%s> in <host>",
                               (const char *)node->name);
    load->element = element->name;
    if (element->once && seen[element - vsapi_load_elements])
        return vsapi_load_fail(load, "there is a second <%s>", element->name);
    seen[element - vsapi_load_elements] = true;
    hr = apply(load, element, node);
    return FAILED(hr) ? hr : check_no_children(load, node);
}

/* Volumes may come before the one that they are mounted on. */
static HRESULT check_mounts(struct vsapi_load *load, xmlNodePtr root)
{
    HRESULT hr = S_OK;

    for (xmlNodePtr node = root->children; SUCCEEDED(hr) && node; node = node->next) {
        xmlChar *mount;

        if (node->type != XML_ELEMENT_NODE || strcmp((const char *)node->name, "volume") != 0)
            continue;
        load->line = (unsigned)xmlGetLineNo(node);
        mount = xmlGetNoNsProp(node, BAD_CAST "mount");
        hr = mount ? vsapi_load_check_mount(load, (const char *)mount) : vsapi_out_of_memory();
        xmlFree(mount);
    }
    return hr;
}

static HRESULT read_document(struct vsapi_load *load, xmlDocPtr doc)
{
    xmlNodePtr root = xmlDocGetRootElement(doc);
    bool seen[16] = {false};
    HRESULT hr;

    load->line = (unsigned)xmlGetLineNo(root);
    hr = check_namespace(load, root);
    if (FAILED(hr))
        return hr;
    if (strcmp((const char *)root->name, "host") != 0)
        return vsapi_load_fail(load, "it begins with <%s>, not <host>", (const char *)root->name);
    if (root->properties)
        return vsapi_load_fail(load, "<host> has no attribute \"%s\"",
                               (const char *)root->properties->name);
    for (xmlNodePtr node = root->children; SUCCEEDED(hr) && node; node = node->next) {
        load->line = (unsigned)xmlGetLineNo(node);
        hr = node->type == XML_ELEMENT_NODE ? read_element(load, node, seen)
                                            : check_between(load, node);
    }
    if (SUCCEEDED(hr))
        hr = check_mounts(load, root);
    return FAILED(hr) ? hr : validate(load, doc);
}

HRESULT vsapi_host_load(const char *path, struct vsapi_host **out)
{
    struct vsapi_load load = {.path = path};
    char *bytes = NULL;
    xmlDocPtr doc = NULL;
    size_t size = 0;
    HRESULT hr;

    *out = NULL;
    if (!path)
        return vsapi_fail(E_INVALIDARG, "the path of the host file is NULL");
    hr = read_file(path, &bytes, &size);
    if (SUCCEEDED(hr))
        hr = find_folder(&load);
    if (SUCCEEDED(hr))
        hr = parse(&load, bytes, size, &doc);
    if (SUCCEEDED(hr))
        hr = vsapi_host_create(&load.host);
    if (SUCCEEDED(hr))
        hr = read_document(&load, doc);
    if (SUCCEEDED(hr)) {
        *out = load.host;
        load.host = NULL;
    }
    vsapi_host_destroy(load.host);
    xmlFreeDoc(doc);
    vsapi_free(bytes);
    vsapi_free(load.folder);
    return hr;
}
