/* tests/document/test_write.c - what the writers write, and what they refuse. */
#include "vstest.h"

#include "documents.h"

#include "../../vsapi/document/model.h"

/* Texts, and how they stand in an attribute. */
static const struct escape_row {
    const char *name, *text, *written; /* NULL: refused */
    const char *sentence;
} escape_rows[] = {
    {"plain", "C:\\Data (1)", "C:\\Data (1)", NULL},
    {"empty", "", "", NULL},
    {"line ends", "a\r\nb\rc\nd", "a&#13;&#10;b&#13;c&#10;d", NULL},
    {"tab", "a\tb", "a&#9;b", NULL},
    {"markup", "<a b=\"c\">&'", "&lt;a b=&quot;c&quot;&gt;&amp;'", NULL},
    {"ampersand like the parser's", "&#38;&amp;", "&amp;#38;&amp;amp;", NULL},
    {"two bytes", "Gr\xC3\xBC\xC3\x9F", "Gr\xC3\xBC\xC3\x9F", NULL},
    {"four bytes", "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x80", NULL},
    {"the last before the surrogates", "\xED\x9F\xBF", "\xED\x9F\xBF", NULL},
    {"blanks at the ends", "  a  ", "  a  ", NULL},
    {"U+0001", "a\x01", NULL, "U+0001"},
    {"U+001F", "\x1F", NULL, "U+001F"},
    {"U+FFFE", "\xEF\xBF\xBE", NULL, "U+FFFE"},
    {"a surrogate", "\xED\xA0\x80", NULL, "U+D800"},
    {"half a character", "\xC3", NULL, "U+00C3"},
    {"too long a form", "\xC0\x80", NULL, "U+00C0"},
    {"beyond Unicode", "\xF4\x90\x80\x80", NULL, "U+110000"},
};

VSTEST_TABLE(document_write, texts_are_escaped_or_refused, escape_rows)
{
    const struct escape_row *row = &escape_rows[*row_];
    struct vsapi_wmd *wmd, *again;
    char *xml, expected[200];
    size_t size;

    VSTEST_HR(vsapi_wmd_create(&wmd), S_OK, row->name);
    vsapi_wmd_text(wmd, &wmd->friendly_name, row->text);
    if (!row->written) {
        VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), VSS_E_INVALID_XML_DOCUMENT, row->name);
        cr_expect_null(xml);
        VSTEST_SENTENCE(row->sentence, row->name);
        VSTEST_SENTENCE("cannot be written: IDENTIFICATION: friendlyName=", row->name);
    } else {
        VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), S_OK, row->name);
        snprintf(expected, sizeof expected, " friendlyName=\"%s\" ", row->written);
        cr_expect(strstr(xml, expected), "%s: %s", row->name, xml);
        cr_expect_eq(strlen(xml), size);
        VSTEST_HR(vsapi_wmd_read(xml, size, &again), S_OK, row->name);
        VSTEST_TEXT(again->friendly_name, row->text, row->name);
        vsapi_wmd_unref(again);
    }
    vsapi_free(xml);
    vsapi_wmd_unref(wmd);
}

Test(document_write, an_empty_document_has_only_what_is_required)
{
    struct vsapi_wmd *wmd;
    struct vsapi_bcd *bcd;
    char *xml;
    size_t size;

    vsapi_wmd_create(&wmd);
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), S_OK, "");
    VSTEST_TEXT(xml,
                "<WRITER_METADATA xmlns=\"x-schema:#VssWriterMetadataInfo\" version=\"1.2\">"
                "<IDENTIFICATION writerId=\"00000000-0000-0000-0000-000000000000\" "
                "instanceId=\"00000000-0000-0000-0000-000000000000\" friendlyName=\"\" "
                "usage=\"UNDEFINED\" dataSource=\"UNDEFINED\" majorVersion=\"0\" "
                "minorVersion=\"0\"/></WRITER_METADATA>",
                "");
    vsapi_free(xml);
    vsapi_wmd_unref(wmd);
    vsapi_bcd_create(&bcd);
    VSTEST_HR(vsapi_bcd_write(bcd, &xml, &size), S_OK, "");
    VSTEST_TEXT(xml,
                "<BACKUP_COMPONENTS xmlns=\"x-schema:#VssComponentMetadata\" version=\"1.2\" "
                "bootableSystemStateBackup=\"no\" selectComponents=\"no\" "
                "backupType=\"undefined\" partialFileSupport=\"no\"/>",
                "");
    vsapi_free(xml);
    vsapi_bcd_unref(bcd);
}

Test(document_write, values_without_a_name_are_refused)
{
    struct vsapi_wm_component *component;
    struct vsapi_wmd *wmd;
    char *xml;
    size_t size;

    vsapi_wmd_create(&wmd);
    wmd->usage = (VSS_USAGE_TYPE)77;
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), VSS_E_INVALID_XML_DOCUMENT, "");
    VSTEST_SENTENCE("usage has the value 77", "");
    wmd->usage = VSS_UT_OTHER;
    vsapi_wmd_add_component(wmd, VSS_CT_UNDEFINED, NULL, "n", &component);
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), VSS_E_INVALID_XML_DOCUMENT, "");
    VSTEST_SENTENCE("component of type 0", "");
    vsapi_wmd_unref(wmd);
}

Test(document_write, a_null_text_and_an_empty_one_are_told_apart)
{
    struct vsapi_wm_component *component;
    struct vsapi_wmd *wmd, *again;
    char *xml;
    size_t size;

    vsapi_wmd_create(&wmd);
    vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, "", "a", &component);
    vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, NULL, "b", &component);
    vsapi_wmd_text(wmd, &component->caption, "");
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), S_OK, "");
    VSTEST_HR(vsapi_wmd_read(xml, size, &again), S_OK, "");
    VSTEST_TEXT(again->components.items[0]->logical_path, "", "");
    VSTEST_TEXT(again->components.items[0]->caption, NULL, "");
    VSTEST_TEXT(again->components.items[1]->logical_path, NULL, "");
    VSTEST_TEXT(again->components.items[1]->caption, "", "");
    vsapi_free(xml);
    vsapi_wmd_unref(again);
    vsapi_wmd_unref(wmd);
}

/* Every row of the table: fills an object with values that differ from all defaults. */

static unsigned filled; /* makes each value another one */

static void fill_attributes(const struct document_element *element, struct vsapi_arena *arena,
                            void *object)
{
    for (const struct document_attribute *row = element->attributes; row->name; row++) {
        void *member = document_member(object, row->offset);
        char text[40];

        snprintf(text, sizeof text, "%s %u", row->name, ++filled);
        if (row->flags & DOCUMENT_HAS)
            *(bool *)document_member(object, row->beside) = true;
        if (!*row->name)
            continue;
        if (row->type == DOCUMENT_TEXT)
            *(char **)member = vsapi_arena_text(arena, text, strlen(text));
        else if (row->type == DOCUMENT_GUID)
            memset(member, (int)filled, sizeof(GUID));
        else if (row->type == DOCUMENT_BOOL)
            *(bool *)member = true;
        else if (row->type == DOCUMENT_NUMBER)
            memcpy(member, &(uint32_t){0xFFFF0000 + filled}, 4);
        else if (row->type == DOCUMENT_LONG)
            memcpy(member, &(uint64_t){UINT64_MAX - filled}, 8);
        else if (row->type == DOCUMENT_ENUM && !*(int *)member)
            memcpy(member, &row->values[1].value, sizeof(int));
        else if (row->type == DOCUMENT_BASE64) {
            *(char **)member = vsapi_arena_text(arena, text, strlen(text));
            *(size_t *)document_member(object, row->beside) = strlen(text);
        }
    }
}

static void fill(const struct document_element *element, struct vsapi_arena *arena, void *document,
                 void *object)
{
    fill_attributes(element, arena, object);
    for (const struct document_child *child = element->children; child && child->name; child++) {
        struct document_array *array = document_array_of(object, child);
        size_t bytes = child->element->bytes;

        if (child->place == DOCUMENT_PART) {
            fill(child->element, arena, document, object);
            if (child->element->enter)
                child->element->enter(document, object, object);
        }
        for (int i = 0; i < 2 && child->place == DOCUMENT_ITEMS; i++) {
            cr_assert(vsapi_array_grow_(&array->items, array->count, &array->capacity, bytes));
            memset((char *)array->items + array->count * bytes, 0, bytes);
            array->count++;
            fill(child->element, arena, document, document_item(array, child, array->count - 1));
        }
        for (int i = 0; i < 2 && child->place == DOCUMENT_OBJECTS; i++) {
            void *item = child->element->create(document);

            if (child->variant)
                *(int *)document_member(item, child->element->variant_offset) = child->variant;
            fill_attributes(child->element, arena, item);
            cr_assert_eq(child->element->enter(document, object, item), S_OK);
            fill(child->element, arena, document, item);
        }
    }
}

/* Checks through the table that both have the same everywhere. */
static void expect_same(const struct document_element *element, const void *a, const void *b)
{
    for (const struct document_attribute *row = element->attributes; row->name; row++) {
        const struct document_attribute one[2] = {*row, {NULL, DOCUMENT_TEXT, 0, 0, 0, 0, NULL}};
        const struct document_element only = {one, NULL, 0, element->extra, 0, NULL, NULL};

        cr_expect(!*row->name || document_same(&only, a, b, 0), "%s differs", row->name);
    }
    for (const struct document_child *child = element->children; child && child->name; child++) {
        const struct document_array *left = document_array_of(a, child);
        const struct document_array *right = document_array_of(b, child);

        if (child->place == DOCUMENT_PART) {
            expect_same(child->element, a, b);
            continue;
        }
        cr_expect_eq(left->count, right->count, "%s: count", child->name);
        cr_expect_gt(left->count, 0, "%s: none", child->name);
        for (size_t i = 0; i < left->count && i < right->count; i++)
            expect_same(child->element, document_item(left, child, i),
                        document_item(right, child, i));
    }
}

Test(document_write, every_row_of_the_table_goes_out_and_comes_back)
{
    struct vsapi_wmd *wmd, *wmd_again;
    struct vsapi_bcd *bcd, *bcd_again;
    char *xml;
    size_t size;

    vsapi_wmd_create(&wmd);
    fill(document_wmd_root.element, wmd->arena, wmd, wmd);
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), S_OK, "");
    VSTEST_HR(vsapi_wmd_read(xml, size, &wmd_again), S_OK, xml);
    expect_same(document_wmd_root.element, wmd, wmd_again);
    cr_expect(wmd_again->has_restore_method);
    vsapi_free(xml);
    vsapi_wmd_unref(wmd);
    vsapi_wmd_unref(wmd_again);

    vsapi_bcd_create(&bcd);
    fill(document_bcd_root.element, bcd->arena, bcd, bcd);
    VSTEST_HR(vsapi_bcd_write(bcd, &xml, &size), S_OK, "");
    VSTEST_HR(vsapi_bcd_read(xml, size, &bcd_again), S_OK, xml);
    expect_same(document_bcd_root.element, bcd, bcd_again);
    cr_expect(bcd_again->writers.items[0]->components.items[0]->failure.set);
    vsapi_free(xml);
    vsapi_bcd_unref(bcd);
    vsapi_bcd_unref(bcd_again);
}

/* Every value of every enumeration has a name, and the names are all different. */
static void check_values(const struct document_element *element)
{
    for (const struct document_attribute *row = element->attributes; row->name; row++) {
        for (const struct document_enum *value = row->values; value && value->name; value++) {
            for (const struct document_enum *other = value + 1; other->name; other++) {
                cr_expect_neq(value->value, other->value, "%s %s", row->name, value->name);
                cr_expect_str_neq(value->name, other->name);
            }
        }
    }
    for (const struct document_child *child = element->children; child && child->name; child++)
        check_values(child->element);
}

Test(document_write, names_of_values_are_told_apart)
{
    check_values(document_wmd_root.element);
    check_values(document_bcd_root.element);
}

/* What is unknown stays behind the known item it stood behind, though that may move. */
static const struct place_row {
    const char *name, *body, *written;
} place_rows[] = {
    {"known children of one kind stay in order",
     "<X/><EXCLUDE_FILES path=\"1\" filespec=\"\"/><Y/><EXCLUDE_FILES path=\"2\" "
     "filespec=\"\"/><Z/>",
     NULL},
    {"kinds are sorted, what follows them goes along",
     "<EXCLUDE_FILES path=\"1\" filespec=\"\"/><E/><INCLUDE_FILES path=\"2\" filespec=\"\"/><I/>",
     "<INCLUDE_FILES path=\"2\" filespec=\"\"/><I/><EXCLUDE_FILES path=\"1\" filespec=\"\"/><E/>"},
    {"attributes likewise", "<EXCLUDE_FILES a=\"0\" filespec=\"f\" b=\"1\" path=\"p\" c=\"2\"/>",
     "<EXCLUDE_FILES a=\"0\" path=\"p\" c=\"2\" filespec=\"f\" b=\"1\"/>"},
    {"a default that was written out is left out",
     "<EXCLUDE_FILES path=\"p\" filespec=\"f\" recursive=\"no\"/>",
     "<EXCLUDE_FILES path=\"p\" filespec=\"f\"/>"},
    {"comments, instructions and text",
     "<!--c--><EXCLUDE_FILES path=\"\" filespec=\"\"/>text<?p i?>", NULL},
    {"CDATA becomes text", "<EXCLUDE_FILES path=\"\" filespec=\"\"/><a><![CDATA[<&>]]></a>",
     "<EXCLUDE_FILES path=\"\" filespec=\"\"/><a>&lt;&amp;&gt;</a>"},
    {"white space counts inside the unknown only",
     " <a> <b/>\n</a> <EXCLUDE_FILES path=\"\" filespec=\"\"> </EXCLUDE_FILES> ",
     "<a> <b/>\n</a><EXCLUDE_FILES path=\"\" filespec=\"\"/>"},
    {"namespaces stand first", "<a p:c=\"\" xmlns:p=\"u\" d=\"\"/>",
     "<a xmlns:p=\"u\" p:c=\"\" d=\"\"/>"},
    {"an ampersand in the names of namespaces",
     "<EXCLUDE_FILES xmlns:p=\"urn:a&amp;b\" path=\"\" filespec=\"\"/><a xmlns:q=\"urn:&amp;c\"/>",
     NULL},
    {"an own name in a foreign namespace is foreign",
     "<p:EXCLUDE_FILES xmlns:p=\"urn:p\"/><EXCLUDE_FILES xmlns=\"\" path=\"\" filespec=\"\"/>",
     NULL},
    {"an own name with a prefix of the own namespace is known",
     "<p:EXCLUDE_FILES xmlns:p=\"x-schema:#VssWriterMetadataInfo\" path=\"\" filespec=\"\"/>",
     "<EXCLUDE_FILES xmlns:p=\"x-schema:#VssWriterMetadataInfo\" path=\"\" filespec=\"\"/>"},
    {"a character reference that is markup", "<a b=\"&#38;#38;&#60;\">&#38;lt;&#13;</a>",
     "<a b=\"&amp;#38;&lt;\">&amp;lt;&#13;</a>"},
};

VSTEST_TABLE(document_write, what_is_unknown_is_written_back_in_its_place, place_rows)
{
    const struct place_row *row = &place_rows[*row_];
    const char *body = row->written ? row->written : row->body, *found;
    struct document_file file = document_load("wmd-smallest.xml");
    char insert[600], *edited, *out;
    size_t size;

    snprintf(insert, sizeof insert, "<BACKUP_LOCATIONS>%s</BACKUP_LOCATIONS></WRITER", row->body);
    edited = document_edit(file.bytes, "</WRITER", insert);
    VSTEST_HR(document_again("wmd", edited, strlen(edited), &out, &size), S_OK, row->name);
    snprintf(insert, sizeof insert, "<BACKUP_LOCATIONS>%s</BACKUP_LOCATIONS>", body);
    found = out ? strstr(out, "<BACKUP_LOC") : NULL;
    cr_expect(found && strncmp(found, insert, strlen(insert)) == 0, "%s: %s", row->name, found);
    vsapi_free(out);
    free(edited);
    free(file.bytes);
}

Test(document_write, a_document_over_the_limit_is_not_written)
{
    struct document_file file = document_load("wmd-ledger.xml");
    struct vsapi_wmd *wmd;
    char *xml;
    size_t size;

    VSTEST_HR(vsapi_wmd_read(file.bytes, file.size, &wmd), S_OK, "");
    vsapi_document_limit(file.size - 1);
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), VSS_E_INVALID_XML_DOCUMENT, "");
    cr_expect_null(xml);
    VSTEST_SENTENCE("cannot be written", "");
    VSTEST_SENTENCE("the limit", "");
    vsapi_document_limit(file.size);
    VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), S_OK, "");
    vsapi_free(xml);
    vsapi_document_limit(0);
    vsapi_wmd_unref(wmd);
    free(file.bytes);
}

Test(document_write, a_sentence_shows_whole_characters)
{
    struct vsapi_wmd *wmd;
    char text[200], *xml;
    const char *shown;
    size_t size;

    for (size_t i = 0; i < 99; i++)
        memcpy(text + i * 2, "\xC3\xBC", 2);
    strcpy(text + 198, "\x01");
    vsapi_wmd_create(&wmd);
    for (size_t skip = 0; skip < 2; skip++) {
        text[1] = 'x'; /* the second time the text begins in the middle of the first character */
        vsapi_wmd_text(wmd, &wmd->friendly_name, skip ? text + 1 : text + 2);
        VSTEST_HR(vsapi_wmd_write(wmd, &xml, &size), VSS_E_INVALID_XML_DOCUMENT, "");
        shown = strstr(vsapi_last_message(), "...\"");
        cr_assert_not_null(shown);
        cr_expect(memcmp(shown - 2, "\xC3\xBC", 2) == 0, "%s", vsapi_last_message());
    }
    vsapi_wmd_unref(wmd);
}
