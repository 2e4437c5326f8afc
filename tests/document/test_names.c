/* tests/document/test_names.c - docs/documents.md against the table of names. */
#include "vstest.h"

#include "documents.h"

#include "../../vsapi/document/buffer.h"
#include "../../vsapi/document/names.h"

#define PAGE VSTEST_DATA "/../../docs/documents.md"

static struct document_buffer made;

static void put(const char *text)
{
    cr_assert(document_buffer_puts(&made, text));
}

static void put_element(const char *parent, const char *name,
                        const struct document_element *element, bool repeats)
{
    put("| ");
    put(parent);
    put(" | `");
    put(name);
    put("` | ");
    for (const struct document_attribute *row = element->attributes; row->name; row++) {
        bool required = row->flags & DOCUMENT_REQUIRED;

        if (!*row->name)
            continue;
        put(required ? "`" : "`[");
        put(row->name);
        put(required ? "` " : "]` ");
    }
    put("|\n");
    if (repeats)
        return;
    for (const struct document_child *child = element->children; child && child->name; child++)
        put_element(name, child->name, child->element, document_child_repeats(element, child));
}

/* Elements of one kind, as file sets are, show their types once. */
static bool shown(const struct document_element *element)
{
    static const struct document_element *elements[64];
    static size_t count;

    for (size_t i = 0; i < count; i++) {
        if (elements[i] == element)
            return true;
    }
    cr_assert_lt(count, 64u);
    elements[count++] = element;
    return false;
}

static void make_elements(void)
{
    put("\n| in | element | attributes |\n| --- | --- | --- |\n");
    put_element("", document_wmd_root.name, document_wmd_root.element, false);
    put_element("", document_bcd_root.name, document_bcd_root.element, false);
    put("\n");
}

static const char *type_of(const struct document_attribute *row)
{
    switch (row->type) {
    case DOCUMENT_VERSION_TEXT:
        return "text of the form 1.x";
    case DOCUMENT_GUID:
        return "GUID";
    case DOCUMENT_BOOL:
        return "`yes` or `no`";
    case DOCUMENT_NUMBER:
        return "number, 32 bits";
    case DOCUMENT_LONG:
        return "number, 64 bits";
    case DOCUMENT_BASE64:
        return "base64";
    default:
        return "one of";
    }
}

static void put_missing(const struct document_attribute *row)
{
    char text[40];

    if (row->flags & DOCUMENT_REQUIRED)
        return;
    if (row->flags & DOCUMENT_HAS || row->type == DOCUMENT_BASE64 || row->type == DOCUMENT_GUID) {
        put("not set");
    } else if (row->type == DOCUMENT_BOOL) {
        put("`no`");
    } else if (row->type == DOCUMENT_ENUM) {
        for (const struct document_enum *value = row->values; value->name; value++) {
            if ((uint32_t)value->value == row->standard)
                put(value->name);
        }
    } else {
        snprintf(text, sizeof text, "%u", (unsigned)row->standard);
        put(text);
    }
}

static void put_types(const char *name, const struct document_element *element)
{
    if (shown(element))
        return;
    for (const struct document_attribute *row = element->attributes; row->name; row++) {
        if (row->type == DOCUMENT_TEXT || !*row->name)
            continue;
        put("| `");
        put(name);
        put("` | `");
        put(row->name);
        put("` | ");
        put(type_of(row));
        for (const struct document_enum *value = row->values; value && value->name; value++) {
            put(" `");
            put(value->name);
            put("`");
        }
        put(" | ");
        put_missing(row);
        put(" |\n");
    }
    for (const struct document_child *child = element->children; child && child->name; child++)
        put_types(child->name, child->element);
}

static void make_types(void)
{
    put("\n| element | attribute | type | missing |\n| --- | --- | --- | --- |\n");
    put_types(document_wmd_root.name, document_wmd_root.element);
    put_types(document_bcd_root.name, document_bcd_root.element);
    put("\n");
}

static const struct part_row {
    const char *name, *begin;
    void (*make)(void);
} part_rows[] = {
    {"elements", "<!-- elements -->\n", make_elements},
    {"types", "<!-- types -->\n", make_types},
};

static char *load_page(void)
{
    FILE *stream = fopen(PAGE, "rb");
    char *page = calloc(1, 1 << 20);

    cr_assert(stream && page, "%s is missing", PAGE);
    cr_assert_lt(fread(page, 1, (1 << 20) - 1, stream), (1u << 20) - 1);
    fclose(stream);
    return page;
}

static void rewrite_page(const char *page, const char *from, const char *to)
{
    FILE *stream = fopen(PAGE, "wb");

    cr_assert_not_null(stream);
    fwrite(page, 1, (size_t)(from - page), stream);
    fwrite(made.bytes, 1, made.count, stream);
    fputs(to, stream);
    fclose(stream);
}

/* One test, as both parts are in one file that an update rewrites. */
Test(document_names, the_page_has_the_names_of_the_table)
{
    for (size_t i = 0; i < VSTEST_COUNT(part_rows); i++) {
        const struct part_row *row = &part_rows[i];
        char *page = load_page(), *from = strstr(page, row->begin), *to;

        cr_assert_not_null(from, "the page has no %s", row->name);
        from += strlen(row->begin);
        to = strstr(from, "<!-- end -->");
        cr_assert_not_null(to);
        made.count = 0;
        row->make();
        if (getenv("VSTEST_UPDATE"))
            rewrite_page(page, from, to);
        else
            cr_expect((size_t)(to - from) == made.count &&
                          memcmp(from, made.bytes, made.count) == 0,
                      "the page's %s are not the table's; run with VSTEST_UPDATE=1 and read the "
                      "difference",
                      row->name);
        free(page);
    }
    document_buffer_finish(&made);
}

/* The reader notes in 32 bits which attributes and parts it has seen, and has frames for a depth.
 */
static size_t check_size(const struct document_element *element)
{
    size_t attributes = 0, children = 0, deepest = 0;

    while (element->attributes[attributes].name)
        attributes++;
    for (; element->children && element->children[children].name; children++) {
        size_t depth = check_size(element->children[children].element);

        deepest = depth > deepest ? depth : deepest;
    }
    cr_expect_leq(attributes, 32);
    cr_expect_leq(children, 32);
    return deepest + 1;
}

Test(document_names, the_table_fits_the_reader)
{
    cr_expect_leq(check_size(document_wmd_root.element), 6);
    cr_expect_leq(check_size(document_bcd_root.element), 6);
}
