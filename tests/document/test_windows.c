/*
 * tests/document/test_windows.c - documents in the forms in which Windows and its tools leave them.
 *
 * A document with every element and attribute of the table, and an unknown one beside each, is made
 * from the table itself; then it is re-indented, given line ends, prefixes, needless namespaces and
 * other encodings. However it comes, the same document has to go out. The vocabulary that was seen
 * (document-format.md of the catalogue) is held against the table.
 */
#include "vstest.h"

#include "documents.h"

#include "../../vsapi/document/buffer.h"
#include "../../vsapi/document/names.h"

#include <vsapi/text.h>

#include <ctype.h>

#define PAGE VSTEST_DATA "/../../conformance/catalogue/document-format.md"

/* ---- a document with everything -------------------------------------------------------------- */

struct form {            /* how a document is written */
    bool lines;          /* each tag on a line of its own, with CR LF and blanks before it */
    bool spaces;         /* xmlns again and again, also an empty one, as some tools leave them */
    const char *prefix;  /* of all names, "p:"; "" */
    const char *between; /* stands in a caption between two words */
};

static const struct form plain = {false, false, "", " "};

struct maker {
    struct document_buffer text;
    const struct form *form;
    const struct document_root *root;
    unsigned values; /* makes each value another one */
    unsigned depth;
};

static void put(struct maker *maker, const char *text)
{
    cr_assert(document_buffer_puts(&maker->text, text));
}

static void put_line(struct maker *maker)
{
    if (!maker->form->lines || maker->text.count == 0)
        return;
    put(maker, "\r\n");
    for (unsigned i = 0; i < maker->depth; i++)
        put(maker, "  ");
}

static void put_value(struct maker *maker, const struct document_attribute *row)
{
    unsigned value = ++maker->values;
    char text[80];

    switch (row->type) {
    case DOCUMENT_VERSION_TEXT:
        snprintf(text, sizeof text, "1.%u", value);
        break;
    case DOCUMENT_GUID:
        snprintf(text, sizeof text, "%08x-aaaa-4bbb-8ccc-dddddddddddd", value);
        break;
    case DOCUMENT_BOOL:
        snprintf(text, sizeof text, "yes");
        break;
    case DOCUMENT_NUMBER:
        snprintf(text, sizeof text, "%u", 4000000000u + value);
        break;
    case DOCUMENT_LONG:
        snprintf(text, sizeof text, "%llu", 18000000000000000000ull + value);
        break;
    case DOCUMENT_ENUM: /* not the default, which would be left out */
        snprintf(text, sizeof text, "%s",
                 row->values[(uint32_t)row->values[0].value == row->standard].name);
        break;
    case DOCUMENT_BASE64:
        snprintf(text, sizeof text, "AAEC");
        break;
    default:
        snprintf(text, sizeof text, "K\xC3\xB6ln%s&amp; &lt;%s&gt; %u", maker->form->between,
                 row->name, value);
    }
    put(maker, text);
}

static void put_attributes(struct maker *maker, const struct document_element *element)
{
    for (const struct document_attribute *row = element->attributes; row->name; row++) {
        if (!*row->name)
            continue;
        put(maker, " ");
        put(maker, row->name);
        put(maker, "=\"");
        put_value(maker, row);
        put(maker, "\"");
    }
    put(maker, " unknown=\"kept\"");
}

/* The root declares what all are in; the others say so again, or that they are in none. */
static void put_space(struct maker *maker)
{
    bool prefixed = *maker->form->prefix;

    if (maker->depth > 0 && !maker->form->spaces)
        return;
    if (maker->depth > 0 && maker->values % 2 && !prefixed) {
        put(maker, " xmlns=\"\"");
        return;
    }
    put(maker, prefixed ? " xmlns:p=\"" : " xmlns=\"");
    put(maker, maker->root->space);
    put(maker, "\"");
}

static void put_tag(struct maker *maker, const char *begin, const char *name)
{
    put_line(maker);
    put(maker, begin);
    put(maker, maker->form->prefix);
    put(maker, name);
}

static void put_element(struct maker *maker, const char *name,
                        const struct document_element *element)
{
    put_tag(maker, "<", name);
    put_space(maker);
    put_attributes(maker, element);
    put(maker, ">");
    maker->depth++;
    for (const struct document_child *child = element->children; child && child->name; child++) {
        put_element(maker, child->name, child->element);
        if (child->place != DOCUMENT_PART && !document_child_repeats(element, child))
            put_element(maker, child->name, child->element);
    }
    put_line(maker);
    put(maker, "<x:UNKNOWN xmlns:x=\"urn:x\" a=\"1\">text<x:b/></x:UNKNOWN>");
    maker->depth--;
    put_tag(maker, "</", name);
    put(maker, ">");
}

/* The caller frees it. */
static char *make(const struct document_root *root, const struct form *form)
{
    struct maker maker = {.form = form, .root = root};
    char *text;

    put_element(&maker, root->name, root->element);
    put_line(&maker);
    text = strndup(maker.text.bytes, maker.text.count);
    document_buffer_finish(&maker.text);
    return text;
}

static const struct document_row {
    const char *kind;
    const struct document_root *root;
} documents[] = {{"wmd", &document_wmd_root}, {"bcd", &document_bcd_root}};

/* What comes out for what goes in; to be freed with vsapi_free. */
static char *again(const char *kind, const char *xml, size_t size, const char *name)
{
    size_t out_size;
    char *out;

    VSTEST_HR(document_again(kind, xml, size, &out, &out_size), S_OK, name);
    return out;
}

/* Declarations of namespaces are kept as they came; they make no other document. */
static void drop_spaces(char *text, const char *space)
{
    char *at = text;

    while ((at = strstr(at, " xmlns"))) {
        char *value = strchr(at, '"') + 1, *end = strchr(value, '"');
        size_t length = (size_t)(end - value);

        if (length == 0 || strncmp(value, space, length) == 0)
            memmove(at, end + 1, strlen(end));
        else
            at = end;
    }
}

/* However it was written, this document is that of `wanted`, and comes back a second time. */
static void expect_document(const struct document_row *row, const char *bytes, size_t size,
                            const char *wanted, const char *name)
{
    char *first = again(row->kind, bytes, size, name);
    char *second = again(row->kind, first ? first : "", first ? strlen(first) : 0, name);
    char *expected = strdup(wanted);

    VSTEST_TEXT(second, first, name);
    drop_spaces(expected, row->root->space);
    if (first)
        drop_spaces(first, row->root->space);
    VSTEST_TEXT(first, expected, name);
    free(expected);
    vsapi_free(first);
    vsapi_free(second);
}

static size_t count_of(const char *text, const char *word)
{
    size_t count = 0;

    while ((text = strstr(text, word))) {
        count++;
        text += strlen(word);
    }
    return count;
}

/* ---- nothing is forgotten -------------------------------------------------------------------- */

/* The table's order is the order of writing, so that nothing may change on the way. */
VSTEST_TABLE(document_windows, every_name_and_all_that_is_unknown_comes_back, documents)
{
    const struct document_row *row = &documents[*row_];
    char *xml = make(row->root, &plain), *out = again(row->kind, xml, strlen(xml), row->kind);

    cr_expect_gt(count_of(xml, "<x:UNKNOWN"), 10, "%s", xml);
    VSTEST_TEXT(out, xml, row->kind);
    vsapi_free(out);
    free(xml);
}

static const struct form_row {
    const char *name;
    struct form form;
} form_rows[] = {
    {"CR LF in captions is a blank", {false, false, "", "\r\n"}},
    {"and so are LF and tab", {false, false, "", "\n"}},
    {"tab", {false, false, "", "\t"}},
    {"a blank as a reference", {false, false, "", "&#32;"}},
    {"indented, with CR LF", {true, false, "", " "}},
    {"needless namespaces", {false, true, "", " "}},
    {"a prefix", {false, false, "p:", " "}},
    {"a prefix that is declared again and again", {false, true, "p:", " "}},
    {"all of it", {true, true, "", "\r\n"}},
};

VSTEST_TABLE(document_windows, however_it_is_laid_out_it_is_the_same_document, form_rows)
{
    const struct form_row *row = &form_rows[*row_];

    for (size_t i = 0; i < VSTEST_COUNT(documents); i++) {
        char *xml = make(documents[i].root, &plain), *form = make(documents[i].root, &row->form);

        expect_document(&documents[i], form, strlen(form), xml, row->name);
        free(form);
        free(xml);
    }
}

/* Line ends that are written as references are the text's own, and stay. */
Test(document_windows, references_to_line_ends_are_line_ends)
{
    static const struct form references = {false, false, "", "&#13;&#10;"};
    static const struct form hexadecimal = {false, false, "", "&#xD;&#x0A;"};

    for (size_t i = 0; i < VSTEST_COUNT(documents); i++) {
        char *xml = make(documents[i].root, &references);
        char *other = make(documents[i].root, &hexadecimal);
        char *out = again(documents[i].kind, other, strlen(other), documents[i].kind);

        VSTEST_TEXT(out, xml, documents[i].kind);
        vsapi_free(out);
        free(other);
        free(xml);
    }
}

/* ---- encodings ------------------------------------------------------------------------------- */

static const struct document_encoding encoding_rows[] = {
    {"UTF-8", "UTF-8", "", ""},
    {"UTF-8 with a mark", "UTF-8", "\xEF\xBB\xBF", ""},
    {"UTF-8 with both", "UTF-8", "\xEF\xBB\xBF", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n"},
    {"LE", "UTF-16LE", "", ""},
    {"LE with a mark", "UTF-16LE", "\xEF\xBB\xBF", ""},
    {"LE with both", "UTF-16LE", "\xEF\xBB\xBF", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n"},
    {"BE", "UTF-16BE", "", ""},
    {"BE with a mark", "UTF-16BE", "\xEF\xBB\xBF", ""},
    {"BE with both", "UTF-16BE", "\xEF\xBB\xBF", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n"},
};

VSTEST_TABLE(document_windows, whatever_its_encoding_it_is_the_same_document, encoding_rows)
{
    const struct document_encoding *row = &encoding_rows[*row_];
    static const struct form all = {true, true, "", "\r\n"};

    for (size_t i = 0; i < VSTEST_COUNT(documents); i++) {
        char *xml = make(documents[i].root, &plain), *form = make(documents[i].root, &all);
        char *bytes;
        size_t size;

        VSTEST_HR(document_encode(row, form, &bytes, &size), S_OK, row->name);
        expect_document(&documents[i], bytes, size, xml, row->name);
        vsapi_free(bytes);
        free(form);
        free(xml);
    }
}

/* ---- size ------------------------------------------------------------------------------------ */

#define FILE_SETS 20000

/* As the System Writer has them. */
Test(document_windows, twenty_thousand_file_sets_come_back)
{
    struct document_file smallest = document_load("wmd-smallest.xml");
    struct document_buffer sets = {0};
    struct vsapi_wmd *wmd;
    char set[200], *xml, *out;
    size_t size;

    for (unsigned i = 0; i < FILE_SETS; i++) {
        snprintf(set, sizeof set,
                 "<FILE_LIST path=\"%%SystemRoot%%\\WinSxS\\amd64_%u\" filespec=\"%u.dll\" "
                 "filespecBackupType=\"3855\"/>",
                 i, i);
        cr_assert(document_buffer_puts(&sets, set));
    }
    cr_assert(document_buffer_puts(&sets, "</FILE_GROUP></BACKUP_LOCATIONS></WRITER_METADATA>"));
    xml = malloc(smallest.size + sets.count + 1000);
    sprintf(xml,
            "%.*s<BACKUP_LOCATIONS><FILE_GROUP componentName=\"System Files\" "
            "restoreMetadata=\"no\" notifyOnBackupComplete=\"no\" selectable=\"yes\" "
            "selectableForRestore=\"no\" componentFlags=\"0\">%.*s",
            (int)(strstr(smallest.bytes, "</WRITER_METADATA>") - smallest.bytes), smallest.bytes,
            (int)sets.count, sets.bytes);
    VSTEST_HR(vsapi_wmd_read(xml, strlen(xml), &wmd), S_OK, "");
    cr_expect_eq(wmd->components.items[0]->files.count, FILE_SETS);
    VSTEST_HR(vsapi_wmd_write(wmd, &out, &size), S_OK, "");
    VSTEST_TEXT(out, xml, "");
    vsapi_free(out);
    vsapi_wmd_unref(wmd);
    free(xml);
    document_buffer_finish(&sets);
    free(smallest.bytes);
}

/* ---- the vocabulary that was seen ------------------------------------------------------------ */

/* The blocks of the page: a line names an element, or several, indented below its parent, and its
 * attributes, those that may be missing in brackets. */
struct seen {
    const struct document_element *stack[8]; /* by depth of the line */
    unsigned elements, attributes;
};

static const struct document_element *child_of(const struct document_element *parent,
                                               const char *name)
{
    for (const struct document_child *child = parent->children; child && child->name; child++)
        if (strcmp(child->name, name) == 0)
            return child->element;
    return NULL;
}

static const struct document_element *root_named(const char *name)
{
    for (size_t i = 0; i < VSTEST_COUNT(documents); i++)
        if (strcmp(documents[i].root->name, name) == 0)
            return documents[i].root->element;
    return NULL;
}

static void check_value(const struct document_attribute *row, const char *value)
{
    for (const struct document_enum *known = row->values; known && known->name; known++)
        if (strcmp(known->name, value) == 0)
            return;
    cr_expect(!row->values, "%s has no value %s", row->name, value);
}

/* `text` is name, name="value", name="one|other", or that in brackets. */
static void check_attribute(struct seen *seen, const struct document_element *element, char *text)
{
    bool optional = text[0] == '[';
    char *name = strtok(optional ? text + 1 : text, "]=\""), *value = strtok(NULL, "]=\"|");
    const struct document_attribute *row = element->attributes;

    if (strcmp(name, "xmlns") == 0)
        return;
    while (row->name && strcmp(row->name, name) != 0)
        row++;
    cr_expect(row->name, "the table has no attribute %s", name);
    if (!row->name)
        return;
    seen->attributes++;
    cr_expect_eq(optional, !(row->flags & DOCUMENT_REQUIRED), "%s: required or not", name);
    for (; value; value = strtok(NULL, "|\""))
        check_value(row, value);
}

static void check_words(struct seen *seen, const struct document_element *element, const char *line)
{
    char word[200];
    int length;

    while (sscanf(line, " %199s%n", word, &length) == 1) {
        line += length;
        if (word[0] == '(') /* (attributes as DATABASE) */
            return;
        check_attribute(seen, element, word);
    }
}

static void check_line(struct seen *seen, const char *line)
{
    size_t depth = strspn(line, " ") / 2;
    char name[60];
    bool more = true;
    int length;

    while (more && sscanf(line, " %59[A-Z_]%n", name, &length) == 1) {
        const struct document_element *element =
            depth ? child_of(seen->stack[depth - 1], name) : root_named(name);

        line += length;
        more = *line == ',';
        line += more;
        cr_expect(element, "the table has no element %s there", name);
        if (!element)
            return;
        seen->elements++;
        seen->stack[depth] = element;
    }
    check_words(seen, seen->stack[depth], line);
}

Test(document_windows, what_was_seen_in_documents_of_Windows_is_known)
{
    FILE *page = fopen(PAGE, "r");
    struct seen seen = {.elements = 0};
    bool inside = false;
    char line[400];

    cr_assert(page, "%s is missing", PAGE);
    while (fgets(line, sizeof line, page)) {
        if (strncmp(line, "```", 3) == 0)
            inside = !inside;
        else if (inside)
            check_line(&seen, line);
    }
    fclose(page);
    cr_expect_geq(seen.elements, 14, "only %u elements", seen.elements);
    cr_expect_geq(seen.attributes, 40, "only %u attributes", seen.attributes);
}
