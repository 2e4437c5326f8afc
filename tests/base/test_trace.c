/* tests/base/test_trace.c - every line of the trace, read back by a JSON parser of somebody else.
 */
#include "vstest.h"

#include <vsapi/clock.h>
#include <vsapi/trace.h>
#include <vsserror.h>

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const VSS_ID session = {
    0x01234567, 0x89ab, 0xcdef, {0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10}};
#define SESSION_TEXT "01234567-89ab-cdef-fedc-ba9876543210"

static json_t *lines; /* what came so far */
static struct vsapi_clock *manual_clock;

static void keep_line(void *context, const char *line, size_t length)
{
    json_error_t error = {.text = ""};
    json_t *parsed = json_loadb(line, length, JSON_REJECT_DUPLICATES, &error);

    (void)context;
    /* Not an assertion: it would leave with the trace's lock held. */
    cr_expect(parsed, "not JSON: %s: %.*s", error.text, (int)length, line);
    json_array_append_new(lines, parsed ? parsed : json_null());
}

static void trace_setup(void)
{
    lines = json_array();
    vsapi_clock_create_manual(0, &manual_clock);
    vsapi_trace_set_clock(manual_clock);
    vsapi_trace_sink(keep_line, NULL);
}

static void trace_teardown(void)
{
    vsapi_trace_sink(NULL, NULL);
    vsapi_trace_set_clock(NULL);
    vsapi_clock_destroy(manual_clock);
    json_decref(lines);
}

TestSuite(trace, .init = trace_setup, .fini = trace_teardown);

static json_t *field(size_t line, const char *name)
{
    return json_object_get(json_array_get(lines, line), name);
}

static const char *text(size_t line, const char *name)
{
    return json_string_value(field(line, name));
}

static json_int_t number(size_t line, const char *name)
{
    json_t *value = field(line, name);

    return json_is_integer(value) ? json_integer_value(value) : -1;
}

Test(trace, the_first_line_tells_what_the_file_is)
{
    cr_assert_eq(json_array_size(lines), 1);
    cr_expect_eq(number(0, "n"), 0);
    cr_expect_eq(number(0, "v"), 1);
    VSTEST_TEXT(text(0, "kind"), "trace", "");
    cr_expect_eq(number(0, "pid"), getpid());
    cr_expect(text(0, "time") && strlen(text(0, "time")) == 20, "time");
}

Test(trace, a_call_is_a_begin_and_an_end)
{
    struct vsapi_span span;

    vsapi_clock_advance(manual_clock, 5);
    span = vsapi_trace_begin("provider", "CommitSnapshots", &session, "set=%g n=%d", &session, -3);
    vsapi_clock_advance(manual_clock, 10001);
    vsapi_fail(VSS_E_PROVIDER_VETO, "the provider \"Mock\" said no");
    vsapi_trace_end(&span, VSS_E_PROVIDER_VETO, "left=%u", 7u);

    cr_assert_eq(json_array_size(lines), 3);
    for (size_t i = 1; i < 3; i++) {
        cr_expect_eq(number(i, "n"), (json_int_t)i);
        VSTEST_TEXT(text(i, "kind"), "provider", "");
        VSTEST_TEXT(text(i, "name"), "CommitSnapshots", "");
        cr_expect_gt(number(i, "thread"), 0);
        cr_expect_gt(number(i, "id"), 0);
    }
    cr_expect_eq(number(1, "id"), number(2, "id"));
    VSTEST_TEXT(text(1, "phase"), "begin", "");
    VSTEST_TEXT(text(1, "session"), SESSION_TEXT, "");
    cr_expect_eq(number(1, "at_us"), 5000);
    VSTEST_TEXT(json_string_value(json_object_get(field(1, "args"), "set")), SESSION_TEXT, "");
    cr_expect_eq(json_integer_value(json_object_get(field(1, "args"), "n")), -3);
    VSTEST_TEXT(text(2, "phase"), "end", "");
    VSTEST_TEXT(text(2, "hr"), "VSS_E_PROVIDER_VETO", "");
    VSTEST_TEXT(text(2, "message"), "the provider \"Mock\" said no", "");
    cr_expect_eq(number(2, "us"), 10001000);
    cr_expect_eq(number(2, "at_us"), 10006000);
    cr_expect_eq(json_integer_value(json_object_get(field(2, "args"), "left")), 7);
}

Test(trace, a_success_has_no_message_and_an_unnamed_code_its_number)
{
    struct vsapi_span span = vsapi_trace_begin("event", "Freeze", NULL, NULL);

    vsapi_message_set("left over");
    vsapi_trace_end(&span, VSS_S_ASYNC_FINISHED, NULL);
    cr_expect_null(field(1, "session"));
    cr_expect_null(field(1, "args"));
    cr_expect_null(field(2, "message"));
    VSTEST_TEXT(text(2, "hr"), "VSS_S_ASYNC_FINISHED", "");
    span = vsapi_trace_begin("event", "Freeze", NULL, "");
    vsapi_message_clear();
    vsapi_trace_end(&span, (HRESULT)0x80041234, NULL);
    VSTEST_TEXT(text(4, "hr"), "0x80041234", "");
    cr_expect_null(field(4, "message"));
}

/* The memory that a line is made in has held something else before. */
static __attribute__((noinline)) void dirty_stack(char byte)
{
    volatile char stack[16384];

    for (size_t i = 0; i < sizeof stack; i++)
        stack[i] = byte;
}

Test(trace, what_was_on_the_stack_does_not_show)
{
    for (int byte = 0; byte < 128; byte++) {
        dirty_stack((char)byte);
        vsapi_trace_note("test", "note", NULL, NULL);
        VSTEST_TEXT(text((size_t)byte + 1, "kind"), "test", "");
    }
}

Test(trace, a_note_has_no_duration)
{
    vsapi_trace_note("writer-state", "Ledger", &session, "from=%s to=%s", "STABLE", "FROZEN");
    VSTEST_TEXT(text(1, "phase"), "note", "");
    VSTEST_TEXT(text(1, "kind"), "writer-state", "");
    VSTEST_TEXT(text(1, "name"), "Ledger", "");
    VSTEST_TEXT(text(1, "session"), SESSION_TEXT, "");
    cr_expect_null(field(1, "id"));
    VSTEST_TEXT(json_string_value(json_object_get(field(1, "args"), "to")), "FROZEN", "");
}

Test(trace, every_conversion_has_its_json_type)
{
    json_t *args, *expected;

    vsapi_trace_note("test", "values", NULL,
                     "g=%g w=%w s=%s d=%d u=%u D=%D E=%D yes=%b no=%b h=%h p=%p null=%p word=plain",
                     &session, L"wide \xE4", "narrow", -2147483647 - 1, 4294967295u, INT64_MIN,
                     INT64_MAX, true, false, E_FAIL, &session, NULL);
    args = field(1, "args");
    expected =
        json_pack("{ss ss ss si sI sI sI sb sb ss ss sn ss}", "g", SESSION_TEXT, "w",
                  "wide \xC3\xA4", "s", "narrow", "d", -2147483647 - 1, "u",
                  (json_int_t)4294967295u, "D", (json_int_t)INT64_MIN, "E", (json_int_t)INT64_MAX,
                  "yes", 1, "no", 0, "h", "E_FAIL", "p", "set", "null", "word", "plain");
    cr_expect(json_equal(args, expected), "%s", json_dumps(args, 0));
    json_decref(expected);
}

Test(trace, null_values_are_null)
{
    vsapi_trace_note("test", "nulls", NULL, "  g=%g  w=%w s=%s ", (GUID *)NULL, (WCHAR *)NULL,
                     (char *)NULL);
    cr_expect_eq(json_object_size(field(1, "args")), 3);
    cr_expect(json_is_null(json_object_get(field(1, "args"), "g")));
    cr_expect(json_is_null(json_object_get(field(1, "args"), "w")));
    cr_expect(json_is_null(json_object_get(field(1, "args"), "s")));
}

/* What a reader gets for texts that need escaping, or are no Unicode. */
static const struct escape_row {
    const char *name;
    const char *in;
    const WCHAR *wide;
    const char *out;
} escape_rows[] = {
    {"quote and backslash", "\"C:\\x\"", L"\"C:\\x\"", "\"C:\\x\""},
    {"controls", "\x01\b\f\n\r\t\x1F\x7F", L"\x01\b\f\n\r\t\x1F\x7F", "\x01\b\f\n\r\t\x1F\x7F"},
    {"two bytes", "\xC3\xA4", L"\xE4", "\xC3\xA4"},
    {"three bytes", "\xE4\xB8\xAD", L"\x4E2D", "\xE4\xB8\xAD"},
    {"four bytes", "\xF0\x9F\x98\x80", L"\U0001F600", "\xF0\x9F\x98\x80"},
    {"the last character", "\xF4\x8F\xBF\xBF", L"\U0010FFFF", "\xF4\x8F\xBF\xBF"},
    {"surrogate", "a\xED\xA0\x80", L"a\xFFFD\xFFFD\xFFFD", "a\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"broken byte", "a\xFF", L"a\x110000", "a\xEF\xBF\xBD"},
    {"overlong", "\xC0\xAF", L"\xFFFD\xFFFD", "\xEF\xBF\xBD\xEF\xBF\xBD"},
    {"cut off", "a\xC3", L"a\x7FFFFFFF", "a\xEF\xBF\xBD"},
};

VSTEST_TABLE(trace, any_text_gives_valid_json, escape_rows)
{
    const struct escape_row *row = &escape_rows[*row_];

    vsapi_trace_note("test", row->in, NULL, "s=%s w=%w", row->in, row->wide);
    VSTEST_TEXT(text(1, "name"), row->out, row->name);
    VSTEST_TEXT(json_string_value(json_object_get(field(1, "args"), "s")), row->out, row->name);
    VSTEST_TEXT(json_string_value(json_object_get(field(1, "args"), "w")), row->out, row->name);
}

Test(trace, a_lone_wide_surrogate_is_replaced)
{
    WCHAR wide[] = {L'a', 0xD800, L'b', 0};

    vsapi_trace_note("test", "surrogate", NULL, "w=%w", wide);
    VSTEST_TEXT(json_string_value(json_object_get(field(1, "args"), "w")),
                "a\xEF\xBF\xBD"
                "b",
                "");
}

/* Around the sizes of the blocks and of the line's room on the stack. */
Test(trace, texts_of_any_length_stay_whole)
{
    static const size_t lengths[] = {240, 246, 247,  248,  249,  250,
                                     255, 256, 1800, 1900, 2000, 100000};

    for (size_t i = 0; i < VSTEST_COUNT(lengths); i++) {
        char *narrow = calloc(lengths[i] + 1, 1);
        WCHAR *wide = calloc(lengths[i] + 1, sizeof *wide);
        json_t *args;

        memset(narrow, 'n', lengths[i]);
        wmemset(wide, 0x4E2D, lengths[i]);
        vsapi_trace_note("test", "long", NULL, "s=%s w=%w", narrow, wide);
        args = field(i + 1, "args");
        VSTEST_TEXT(json_string_value(json_object_get(args, "s")), narrow, "narrow");
        cr_expect_eq(json_string_length(json_object_get(args, "w")), lengths[i] * 3);
        free(narrow);
        free(wide);
    }
}

Test(trace, a_line_without_memory_is_cut_but_valid)
{
    static char narrow[10000];

    memset(narrow, 'n', sizeof narrow - 1);
    vsapi_alloc_fail_at(1, true);
    vsapi_trace_note("test", "cut", NULL, "small=%d s=%s after=%d", 1, narrow, 2);
    vsapi_trace_note("test", narrow, NULL, "small=%d", 1);
    vsapi_trace_note("test", "short", NULL, "small=%d", 1);
    vsapi_alloc_fail_at(0, false);
    cr_expect(json_is_true(field(1, "cut")));
    VSTEST_TEXT(text(1, "name"), "cut", "");
    cr_expect(json_is_true(field(2, "cut")));
    VSTEST_TEXT(text(2, "kind"), "test", "");
    cr_expect_null(field(3, "cut"));
}

static HRESULT inner_call(void)
{
    return VSAPI_API("Inner", &session, vsapi_fail(E_ABORT, "inner went wrong"), "depth=%d", 2);
}

static HRESULT outer_call(int value)
{
    return VSAPI_API("Outer", NULL, inner_call() == E_ABORT ? vsapi_fail(E_FAIL, "outer") : S_OK,
                     "value=%d", value);
}

Test(trace, api_calls_nest)
{
    static const char *const names[] = {"Outer", "Inner", "Inner", "Outer"};

    VSTEST_HR(outer_call(4), E_FAIL, "");
    cr_assert_eq(json_array_size(lines), 5);
    for (size_t i = 0; i < 4; i++) {
        VSTEST_TEXT(text(i + 1, "name"), names[i], "");
        VSTEST_TEXT(text(i + 1, "kind"), "api", "");
        VSTEST_TEXT(text(i + 1, "phase"), i < 2 ? "begin" : "end", "");
    }
    cr_expect_eq(number(1, "id"), number(4, "id"));
    cr_expect_eq(number(2, "id"), number(3, "id"));
    VSTEST_TEXT(text(3, "hr"), "E_ABORT", "");
    VSTEST_TEXT(text(4, "hr"), "E_FAIL", "");
    VSTEST_TEXT(text(4, "message"), "outer", "");
}

static HRESULT recurse(unsigned depth)
{
    return VSAPI_API("Recurse", NULL, depth ? recurse(depth - 1) : S_FALSE, "depth=%u", depth);
}

Test(trace, very_deep_calls_still_return_their_results)
{
    VSTEST_HR(recurse(100), S_FALSE, "");
    VSTEST_HR(outer_call(1), E_FAIL, "");
    VSTEST_TEXT(text(json_array_size(lines) - 1, "name"), "Outer", "");
}

static HRESULT switch_on(void)
{
    vsapi_trace_sink(keep_line, NULL);
    return S_OK;
}

Test(trace, switching_it_within_a_call_harms_nothing)
{
    vsapi_trace_sink(NULL, NULL);
    VSTEST_HR(VSAPI_API("On", NULL, switch_on(), NULL), S_OK, "");
    VSTEST_HR(outer_call(1), E_FAIL, "");
    cr_expect_eq(json_array_size(lines), 6); /* two heads, four of the calls */
    VSTEST_HR(VSAPI_API("Off", NULL, (vsapi_trace_sink(NULL, NULL), S_OK), NULL), S_OK, "");
    VSTEST_HR(outer_call(1), E_FAIL, "");
    cr_expect_eq(json_array_size(lines), 7);
}

Test(trace, an_api_call_begins_without_a_sentence)
{
    vsapi_message_set("of the call before");
    VSTEST_HR(VSAPI_API("Quiet", NULL, S_OK, NULL), S_OK, "");
    VSTEST_TEXT(vsapi_last_message(), "", "");
}

Test(trace, off_it_leaves_nothing)
{
    struct vsapi_span span;

    vsapi_trace_sink(NULL, NULL);
    span = vsapi_trace_begin("event", "Freeze", NULL, NULL);
    vsapi_trace_end(&span, S_OK, NULL);
    vsapi_trace_note("test", "off", NULL, NULL);
    cr_expect_eq(span.id, 0);
    cr_expect_eq(json_array_size(lines), 1);
}

/* Counts the lines of a file, each of which has to be JSON. */
static size_t file_lines(const char *path)
{
    FILE *file = fopen(path, "r");
    size_t count = 0;
    json_t *line;

    cr_assert(file, "%s", path);
    while ((line = json_loadf(file, JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
        cr_expect_eq(json_integer_value(json_object_get(line, "n")), (json_int_t)count);
        json_decref(line);
        count++;
    }
    cr_expect(feof(file), "line %zu is no JSON", count);
    fclose(file);
    return count;
}

Test(trace, a_file_has_each_line_at_once_and_is_replaced_by_the_next_trace)
{
    char path[] = "/tmp/vstest-trace-XXXXXX";
    int fd = mkstemp(path);

    cr_assert(fd >= 0);
    close(fd);
    for (int run = 0; run < 2; run++) {
        VSTEST_HR(vsapi_trace_open(path), S_OK, "");
        cr_expect_eq(file_lines(path), 1);
        vsapi_trace_note("test", "one", NULL, NULL);
        cr_expect_eq(file_lines(path), 2);
    }
    VSTEST_HR(vsapi_trace_open(NULL), S_OK, "");
    vsapi_trace_note("test", "off", NULL, NULL);
    cr_expect_eq(file_lines(path), 2);
    unlink(path);
}

Test(trace, a_file_that_cannot_be_written_is_told)
{
    VSTEST_HR(vsapi_trace_open("/nonexistent/folder/trace"), E_INVALIDARG, "");
    VSTEST_SENTENCE("/nonexistent/folder/trace", "");
    cr_expect(vsapi_trace_on(), "the trace before goes on");
}

Test(trace, a_full_disk_ends_the_trace_and_nothing_else)
{
    if (access("/dev/full", W_OK) != 0)
        return;
    VSTEST_HR(vsapi_trace_open("/dev/full"), S_OK, "");
    cr_expect_not(vsapi_trace_on());
    VSTEST_HR(outer_call(1), E_FAIL, "");
    VSTEST_HR(vsapi_trace_open(NULL), S_OK, "");
}
