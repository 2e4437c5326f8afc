/* tests/document/test_read.c - what the readers take, and what they refuse. */
#include "vstest.h"

#include "documents.h"

#include <vsapi/text.h>

#include <time.h>
#include <unistd.h>

/* Documents that are read, and what comes out when they are written again. */
static const struct good_row {
    const char *file, *written;
} good_rows[] = {
    {"wmd-ledger.xml", "wmd-ledger.xml"},       {"wmd-smallest.xml", "wmd-smallest.xml"},
    {"wmd-unknown.xml", "wmd-unknown.xml"},     {"wmd-ledger-indented.xml", "wmd-ledger.xml"},
    {"wmd-ledger-utf16.xml", "wmd-ledger.xml"}, {"wmd-ledger-utf16be.xml", "wmd-ledger.xml"},
    {"bcd-ledger.xml", "bcd-ledger.xml"},       {"bcd-empty.xml", "bcd-empty.xml"},
    {"bcd-unknown.xml", "bcd-unknown.xml"},
};

VSTEST_TABLE(document_read, a_document_comes_back_byte_by_byte, good_rows)
{
    const struct good_row *row = &good_rows[*row_];
    struct document_file file = document_load(row->file), expected = document_load(row->written);
    char *out;
    size_t size;

    cr_assert(file.bytes && expected.bytes, "%s is missing", row->file);
    VSTEST_HR(document_again(row->file, file.bytes, file.size, &out, &size), S_OK, row->file);
    cr_expect_eq(size, expected.size, "%s", row->file);
    VSTEST_TEXT(out, expected.bytes, row->file);
    vsapi_free(out);
    free(file.bytes);
    free(expected.bytes);
}

VSTEST_TABLE(document_read, a_document_cut_off_anywhere_is_refused, good_rows)
{
    const struct good_row *row = &good_rows[*row_];
    struct document_file file = document_load(row->file);
    size_t whole = file.size;

    while (whole > 0 && strchr("\r\n", file.bytes[whole - 1]))
        whole--;
    if (strstr(row->file, "utf16.xml"))
        whole -= 3; /* the CR LF at the end and what is left of them */
    for (size_t size = 0; size < whole; size++) {
        HRESULT hr;
        char *cut = malloc(size + 1); /* so that a sanitizer sees a read beyond */

        memcpy(cut, file.bytes, size);
        hr = document_try(row->file, cut, size);
        cr_expect_eq(hr, VSS_E_INVALID_XML_DOCUMENT, "%s cut at %zu: %s", row->file, size,
                     vsapi_hresult_name(hr));
        VSTEST_SENTENCE("line ", row->file);
        free(cut);
    }
    free(file.bytes);
}

/* What one change of a good document does to it. */
static const struct bad_row {
    const char *name, *file, *from, *to, *sentence; /* NULL: it is read */
} bad_rows[] = {
    /* The root. */
    {"another root", "wmd-smallest.xml", "<WRITER_METADATA", "<NO_METADATA",
     "its root is NO_METADATA"},
    {"the other document", "bcd-empty.xml", "<BACKUP", "<BACKUP", "its root is BACKUP_COMPONENTS"},
    {"another namespace", "wmd-smallest.xml", "x-schema:#VssWriterMetadataInfo", "urn:x", NULL},
    {"no namespace", "wmd-smallest.xml", " xmlns=\"x-schema:#VssWriterMetadataInfo\"", "", NULL},
    {"no version", "wmd-smallest.xml", " version=\"1.2\"", "", "lacks the attribute version"},
    {"version 1.0", "wmd-smallest.xml", "\"1.2\"", "\"1.0\"", NULL},
    {"version 2.0", "wmd-smallest.xml", "\"1.2\"", "\"2.0\"", "version=\"2.0\""},
    {"nothing", "wmd-smallest.xml", "<", "", "Start tag expected"},
    {"two roots", "bcd-empty.xml", "/>", "/><BACKUP_COMPONENTS/>", "Extra content"},
    {"text behind the root", "bcd-empty.xml", "/>", "/>x", "Extra content"},
    /* Elements. */
    {"no identification", "wmd-smallest.xml", "<IDENTIFICATION", "<OTHER",
     "lacks the element IDENT"},
    {"two identifications", "wmd-smallest.xml", "</WRITER_METADATA>",
     "<IDENTIFICATION/></WRITER_METADATA>", "a second IDENTIFICATION"},
    {"two restore methods", "wmd-ledger.xml", "<BACKUP_LOCATIONS>",
     "<RESTORE_METHOD/><BACKUP_LOCATIONS>", "a second RESTORE_METHOD"},
    {"two locations", "wmd-ledger.xml", "</BACKUP_LOCATIONS>",
     "</BACKUP_LOCATIONS><BACKUP_LOCATIONS/>", "a second BACKUP_LOCATIONS"},
    {"two metadata", "bcd-ledger.xml", "<RESTORE_METADATA",
     "<BACKUP_METADATA metadata=\"\"/>"
     "<RESTORE_METADATA",
     "a second BACKUP_METADATA"},
    {"a component twice", "wmd-ledger.xml", "componentName=\"2024\"", "componentName=\"2023\"",
     "DATABASE is in the document twice"},
    {"twice as another type", "wmd-ledger.xml", "<FILE_GROUP componentName=\"Reports\"",
     "<FILE_GROUP logicalPath=\"BOOKS\" componentName=\"2023\"", "FILE_GROUP is in the document"},
    {"a component twice", "bcd-unknown.xml", "logicalPath=\"x\"", "logicalPath=\"\"",
     "COMPONENT is in the document twice"},
    {"a path that is missing twice", "bcd-unknown.xml", " logicalPath=\"x\"", "",
     "COMPONENT is in the document twice"},
    {"the same name as another type", "bcd-unknown.xml",
     "logicalPath=\"x\" componentName=\"n\" componentType=\"filegroup\"",
     "componentName=\"n\" componentType=\"database\"", NULL},
    {"a writer twice", "bcd-ledger.xml", "66666666-7777-4888-9999-aaaaaaaaaaaa", INSTANCE_ID,
     "WRITER_COMPONENTS is in the document twice"},
    {"two instances of a class", "bcd-ledger.xml", "11111111-2222-4333-8444-555555555555",
     WRITER_ID, NULL},
    /* Attributes. */
    {"no class id", "wmd-smallest.xml", "writerId=", "writerid=", "lacks the attribute writerId"},
    {"no instance id", "wmd-smallest.xml", "instanceId=", "x=", "lacks the attribute instanceId"},
    {"no friendly name", "wmd-smallest.xml", "friendlyName=\"\"", "", "attribute friendlyName"},
    {"no usage", "wmd-smallest.xml", "usage=", "x=", "lacks the attribute usage"},
    {"no source", "wmd-smallest.xml", "dataSource=", "x=", "lacks the attribute dataSource"},
    {"no component name", "wmd-ledger.xml", "componentName=\"2023\"", "",
     "attribute componentName"},
    {"no path", "wmd-ledger.xml", "<FILE_LIST path", "<FILE_LIST x",
     "FILE_LIST lacks the attribute"},
    {"no filespec", "wmd-ledger.xml", "filespec=\"2023.led\"", "", "lacks the attribute filespec"},
    {"no mask", "wmd-ledger.xml", "filespecBackupType=\"257\"", "", "attribute filespecBackupType"},
    {"no type", "bcd-ledger.xml", "componentType=\"database\"", "", "attribute componentType"},
    {"no metadata", "bcd-ledger.xml", "<RESTORE_METADATA metadata", "<RESTORE_METADATA x",
     "lacks the attribute metadata"},
    {"no restore method", "wmd-ledger.xml", "writerRestore=", "x=", "attribute writerRestore"},
    {"an attribute twice", "wmd-smallest.xml", "usage=", "usage=\"OTHER\" usage=", "redefined"},
    {"with a prefix it is another", "wmd-smallest.xml",
     "writerId=", "xmlns:p=\"urn:p\" p:writerId=", "lacks the attribute writerId"},
    {"GUID with a hole", "wmd-ledger.xml", "90d2-4f6a", "90d2 4f6a", "is no GUID"},
    {"GUID too short", "bcd-ledger.xml", "c0ffee00", "c0ffee0", "instanceId="},
    {"GUID empty", "bcd-ledger.xml", "7e57ab1e-0000-4000-8000-0000000000aa", "", "is no GUID"},
    {"GUID in braces", "bcd-ledger.xml", "7e57ab1e-0000-4000-8000-0000000000aa",
     "{7E57AB1E-0000-4000-8000-0000000000AA}", NULL},
    {"boolean TRUE", "wmd-ledger.xml", "selectable=\"yes\"", "selectable=\"true\"",
     "is no yes or no"},
    {"boolean Yes", "wmd-ledger.xml", "recursive=\"yes\"", "recursive=\"Yes\"", "is no yes or no"},
    {"boolean empty", "bcd-empty.xml", "selectComponents=\"no\"", "selectComponents=\"\"",
     "selectComponents=\"\" is no yes or no"},
    {"number with a letter", "wmd-ledger.xml", "\"881\"", "\"88l\"", "backupSchema=\"88l\" is no"},
    {"number in hexadecimal", "wmd-ledger.xml", "\"881\"", "\"0x371\"", "is no decimal number"},
    {"number with a sign", "wmd-ledger.xml", "\"881\"", "\"-1\"", "is no decimal number"},
    {"number with a blank", "wmd-ledger.xml", "\"881\"", "\" 881\"", "is no decimal number"},
    {"number empty", "wmd-ledger.xml", "\"881\"", "\"\"", "is no decimal number"},
    {"the largest number", "wmd-ledger.xml", "\"881\"", "\"4294967295\"", NULL},
    {"number too large", "wmd-ledger.xml", "\"881\"", "\"4294967296\"", "at most 32 bits"},
    {"time too large", "bcd-ledger.xml", "18446744073709551615", "18446744073709551616",
     "at most 64 bits"},
    {"usage nobody knows", "wmd-smallest.xml", "usage=\"UNDEFINED\"", "usage=\"undefined\"",
     "usage=\"undefined\" is no value"},
    {"type nobody knows", "bcd-ledger.xml", "\"filegroup\"", "\"undefined\"", "componentType="},
    {"icon with a blank", "wmd-ledger.xml", "AAEC", "AA C", "is no base64"},
    {"icon too short", "wmd-ledger.xml", "AAEC", "AEC", "is no base64"},
    {"icon with an end inside", "wmd-ledger.xml", "AAEC", "AA==", "is no base64"},
    /* Well-formedness. */
    {"a tag that does not close", "wmd-ledger.xml", "</DATABASE>", "", "mismatch"},
    {"a bare ampersand", "wmd-ledger.xml", "&amp;", "& ", "xmlParseEntityRef"},
    {"a bare less-than", "wmd-ledger.xml", "&amp;", "<", "not allowed in attributes"},
    {"a null character", "wmd-ledger.xml", "&amp;", "&#0;", "invalid xmlChar value 0"},
    {"a control character", "wmd-ledger.xml", "&amp;", "\x01", "invalid character"},
    {"bytes that are no UTF-8", "wmd-ledger.xml", "&amp;", "\xFF\xFE", "UTF-8"},
    {"a prefix nobody declared", "wmd-smallest.xml", "</WRITER", "<p:x/></WRITER", "prefix p"},
    {"an encoding nobody reads", "wmd-smallest.xml", "<WRITER",
     "<?xml version=\"1.0\" encoding=\"windows-1252\"?><WRITER", "windows-1252"},
    {"a byte order mark", "wmd-smallest.xml", "<WRITER", "\xEF\xBB\xBF<WRITER", NULL},
    {"a declaration without encoding", "wmd-smallest.xml", "<WRITER",
     "<?xml version='1.0' standalone='yes'?><WRITER", NULL},
    {"UTF-8 that says it is UTF-16", "wmd-smallest.xml", "<WRITER",
     "<?xml version='1.0' encoding='utf-16'?>\n<WRITER", NULL},
    /* DTDs and entities. */
    {"a DTD", "wmd-smallest.xml", "<WRITER", "<!DOCTYPE WRITER_METADATA><WRITER", "DOCTYPE"},
    {"an external DTD", "bcd-empty.xml", "<BACKUP",
     "<!DOCTYPE x SYSTEM \"file:///etc/hostname\"><BACKUP", "DOCTYPE"},
    {"an external entity", "wmd-smallest.xml", "<WRITER",
     "<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><WRITER", "DOCTYPE"},
    {"an entity nobody declared", "wmd-smallest.xml", "friendlyName=\"", "friendlyName=\"&nbsp;",
     "Entity 'nbsp' not defined"},
    {"an entity in text", "wmd-smallest.xml", "</WRITER", "&e;</WRITER", "Entity 'e' not defined"},
    {"the predefined entities", "wmd-smallest.xml", "friendlyName=\"",
     "friendlyName=\"&lt;&gt;&amp;&quot;&apos;&#x41;", NULL},
};

VSTEST_TABLE(document_read, what_is_wrong_is_refused_with_its_line_and_reason, bad_rows)
{
    const struct bad_row *row = &bad_rows[*row_];
    struct document_file file = document_load(row->file);
    char *edited = document_edit(file.bytes, row->from, row->to);
    const char *kind = strstr(row->name, "the other document") ? "wmd" : row->file;

    cr_assert_not_null(edited, "%s: %s is not in %s", row->name, row->from, row->file);
    if (row->sentence) {
        VSTEST_HR(document_try(kind, edited, strlen(edited)), VSS_E_INVALID_XML_DOCUMENT,
                  row->name);
        VSTEST_SENTENCE("line 1", row->name);
        VSTEST_SENTENCE(row->sentence, row->name);
        VSTEST_SENTENCE(kind[0] == 'w' ? "Writer Metadata Document" : "Backup Components Document",
                        row->name);
    } else {
        VSTEST_HR(document_try(kind, edited, strlen(edited)), S_OK, row->name);
    }
    free(edited);
    free(file.bytes);
}

Test(document_read, the_line_of_a_mistake_is_counted)
{
    struct document_file file = document_load("wmd-ledger-indented.xml");
    char *edited =
        document_edit(file.bytes, "E:\\LedgerLogs\" filespec=", "E:\\LedgerLogs\" file=");

    VSTEST_HR(document_try("wmd", edited, strlen(edited)), VSS_E_INVALID_XML_DOCUMENT, "");
    VSTEST_SENTENCE("line 12", "");
    VSTEST_SENTENCE("DATABASE_LOGFILES lacks the attribute filespec", "");
    free(edited);
    free(file.bytes);
}

Test(document_read, empty_input_is_refused)
{
    struct vsapi_wmd *wmd = (struct vsapi_wmd *)&wmd;
    struct vsapi_bcd *bcd = (struct vsapi_bcd *)&bcd;

    VSTEST_HR(vsapi_wmd_read("", 0, &wmd), VSS_E_INVALID_XML_DOCUMENT, "");
    cr_expect_null(wmd);
    VSTEST_HR(vsapi_bcd_read(NULL, 0, &bcd), VSS_E_INVALID_XML_DOCUMENT, "");
    cr_expect_null(bcd);
    VSTEST_SENTENCE("it is empty", "");
}

/* Big texts: `open` and `close` around `count` times `text`. */
static char *repeat(const char *open, const char *text, size_t count, const char *close)
{
    size_t length = strlen(text);
    char *out = malloc(strlen(open) + length * count + strlen(close) + 1), *at = out;

    at = stpcpy(at, open);
    for (size_t i = 0; i < count; i++, at += length)
        memcpy(at, text, length);
    strcpy(at, close);
    return out;
}

#define HEAD                                                                                       \
    "<WRITER_METADATA version=\"1.2\"><IDENTIFICATION writerId=\"" WRITER_ID                       \
    "\" instanceId=\"" INSTANCE_ID                                                                 \
    "\" friendlyName=\"\" usage=\"OTHER\" dataSource=\"OTHER\" majorVersion=\"0\" "                \
    "minorVersion=\"0\"/>"
#define TAIL "</WRITER_METADATA>"

static const struct big_row {
    const char *name, *open, *text;
    size_t count;
    const char *close, *sentence; /* NULL: it is read */
} big_rows[] = {
    {"100,000 levels", HEAD, "<a>", 100000, "", "more than 256 levels"},
    {"100,000 levels of what is known", HEAD, "<BACKUP_LOCATIONS>", 100000, "", "256 levels"},
    {"levels that close", HEAD, "<a>", 300, "", "more than 256 levels"},
    {"a million attributes", HEAD "<a", " b=''", 1000000, "/>" TAIL, "more than 256 attributes"},
    {"as many quotes in a value", HEAD "<a b='", "\"\"", 1000000, "'/>" TAIL, NULL},
    {"a value of 40 MB", HEAD "<a b='", "0123456789", 4000000, "'/>" TAIL, NULL},
    {"a value of 40 MB with escapes", HEAD "<a b='", "&#10;&amp;", 4000000, "'/>" TAIL, NULL},
    {"a text of 40 MB", HEAD "<a>", "0123456789", 4000000, "</a>" TAIL, NULL},
    {"a name of 1 MB", HEAD "<", "a", 1000000, "/>" TAIL, NULL},
    {"500,000 unknown elements", HEAD, "<a/>", 500000, TAIL, NULL},
    {"500,000 unknown out of order", HEAD "<BACKUP_LOCATIONS>",
     "<EXCLUDE_FILES path='' filespec=''/><b/><INCLUDE_FILES path='' filespec=''/><a/>", 125000,
     "</BACKUP_LOCATIONS>" TAIL, NULL},
    {"namespaces on many levels", HEAD,
     "<a xmlns:a='a' xmlns:b='b' xmlns:c='c' xmlns:d='d' xmlns:e='e' xmlns:f='f'>", 200, "",
     "more than 256 namespaces at once"},
    {"namespaces side by side", HEAD, "<a xmlns:a='a' xmlns:b='b'/>", 100000, TAIL, NULL},
    {"comments without end", HEAD, "<!-- ", 1000000, TAIL, ""},
};

VSTEST_TABLE(document_read, large_documents_are_read_in_linear_time, big_rows)
{
    const struct big_row *row = &big_rows[*row_];
    char *xml = repeat(row->open, row->text, row->count, row->close);
    HRESULT hr;
    time_t start = time(NULL);

    hr = document_try("wmd", xml, strlen(xml));
    VSTEST_HR(hr, row->sentence ? VSS_E_INVALID_XML_DOCUMENT : S_OK, row->name);
    if (row->sentence)
        VSTEST_SENTENCE(row->sentence, row->name);
    cr_expect_lt(time(NULL) - start, 60, "%s takes too long", row->name);
    free(xml);
}

Test(document_read, two_hundred_and_fifty_six_levels_are_read)
{
    char *opened = repeat(HEAD, "<a>", 255, ""), *xml = repeat(opened, "</a>", 255, TAIL);

    VSTEST_HR(document_try("wmd", xml, strlen(xml)), S_OK, "");
    free(opened);
    free(xml);
    opened = repeat(HEAD, "<a>", 256, "");
    xml = repeat(opened, "</a>", 256, TAIL);
    VSTEST_HR(document_try("wmd", xml, strlen(xml)), VSS_E_INVALID_XML_DOCUMENT, "");
    free(opened);
    free(xml);
}

/* Ten entities, each ten times the one before; and the same through parameter entities. */
Test(document_read, entity_bombs_do_not_go_off)
{
    static const char *const bombs[] = {
        "<!DOCTYPE b [<!ENTITY a \"0123456789\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">"
        "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\"><!ENTITY f \"&e;&e;&e;&e;&e;&e;&e;&e;\">"
        "<!ENTITY g \"&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;\"><!ENTITY h \"&g;&g;&g;&g;&g;&g;&g;&g;\">]>"
        "<BACKUP_COMPONENTS version=\"1.2\">&h;&h;&h;</BACKUP_COMPONENTS>",
        "<!DOCTYPE b [<!ENTITY % a \"<!ENTITY x 'y'>\"><!ENTITY % b \"&#37;a;&#37;a;&#37;a;\">"
        "<!ENTITY % c \"&#37;b;&#37;b;&#37;b;\"> %c; %c; %c;]><BACKUP_COMPONENTS version=\"1.2\"/>",
        "<!DOCTYPE b [<!ENTITY % remote SYSTEM \"http://localhost:1/x.dtd\"> %remote;]>"
        "<BACKUP_COMPONENTS version=\"1.2\"/>",
    };

    for (size_t i = 0; i < VSTEST_COUNT(bombs); i++) {
        VSTEST_HR(document_try("bcd", bombs[i], strlen(bombs[i])), VSS_E_INVALID_XML_DOCUMENT,
                  bombs[i]);
        VSTEST_SENTENCE("DOCTYPE", bombs[i]);
    }
}

Test(document_read, a_document_over_the_limit_is_refused)
{
    struct document_file file = document_load("bcd-ledger.xml");

    vsapi_document_limit(file.size);
    VSTEST_HR(document_try("bcd", file.bytes, file.size), S_OK, "at the limit");
    vsapi_document_limit(file.size - 1);
    VSTEST_HR(document_try("bcd", file.bytes, file.size), VSS_E_INVALID_XML_DOCUMENT, "over it");
    VSTEST_SENTENCE("the limit is", "");
    vsapi_document_limit(0);
    VSTEST_HR(document_try("bcd", file.bytes, file.size), S_OK, "with the default");
    free(file.bytes);
}

/* UTF-16 in both orders, with and without mark and declaration. */
static const struct document_encoding encoding_rows[] = {
    {"LE", "UTF-16LE", "", ""},
    {"BE", "UTF-16BE", "", ""},
    {"LE with a mark", "UTF-16LE", "\xEF\xBB\xBF", ""},
    {"BE with a mark", "UTF-16BE", "\xEF\xBB\xBF", ""},
    {"LE with a declaration", "UTF-16LE", "", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n"},
    {"BE with both", "UTF-16BE", "\xEF\xBB\xBF", "<?xml version=\"1.0\" encoding=\"utf-16\"?>\r\n"},
    {"LE declared as UTF-8", "UTF-16LE", "\xEF\xBB\xBF", "<?xml version='1.0' encoding='UTF-8'?>"},
};

VSTEST_TABLE(document_read, utf16_is_read_whatever_its_order, encoding_rows)
{
    const struct document_encoding *row = &encoding_rows[*row_];
    struct document_file file = document_load("bcd-ledger.xml");
    size_t wide_size, size;
    char *wide, *out;

    VSTEST_HR(document_encode(row, file.bytes, &wide, &wide_size), S_OK, row->name);
    VSTEST_HR(document_again("bcd", wide, wide_size, &out, &size), S_OK, row->name);
    VSTEST_TEXT(out, file.bytes, row->name);
    vsapi_free(out);
    VSTEST_HR(document_try("bcd", wide, wide_size - 1), VSS_E_INVALID_XML_DOCUMENT, "half a unit");
    vsapi_free(wide);
    free(file.bytes);
}

/* Nothing of libxml2's own may reach the terminal. */
Test(document_read, errors_go_nowhere_but_into_the_sentence)
{
    FILE *stream = tmpfile();

    cr_assert_not_null(stream);
    fflush(stderr);
    dup2(fileno(stream), 2);
    document_try("wmd", "<a", 2);
    document_try("wmd", "<WRITER_METADATA version='1.2'><p:x/>", 37);
    document_try("bcd", "<!DOCTYPE a [<!ENTITY", 21);
    fflush(stderr);
    cr_expect_eq(lseek(2, 0, SEEK_END), 0, "something was printed");
    fclose(stream);
}
