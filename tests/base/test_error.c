/* tests/base/test_error.c - the thread's sentence, and the names of codes. */
#include "vstest.h"

#include <vsapi/thread.h>
#include <vsserror.h>

Test(error, a_failure_keeps_its_sentence_and_hands_on_the_code)
{
    VSTEST_HR(vsapi_fail(E_FAIL, "the writer %s took %d ms", "Ledger", 7), E_FAIL, "fail");
    VSTEST_TEXT(vsapi_last_message(), "the writer Ledger took 7 ms", "sentence");
    vsapi_message_clear();
    VSTEST_TEXT(vsapi_last_message(), "", "cleared");
}

Test(error, a_sentence_can_be_made_from_the_one_before)
{
    vsapi_fail(E_FAIL, "disk full");
    vsapi_fail(E_ABORT, "copying: %s", vsapi_last_message());
    VSTEST_TEXT(vsapi_last_message(), "copying: disk full", "nested");
    vsapi_message_prefix("set %d: ", 3);
    VSTEST_TEXT(vsapi_last_message(), "set 3: copying: disk full", "prefix");
    vsapi_message_set(vsapi_last_message() + 7);
    VSTEST_TEXT(vsapi_last_message(), "copying: disk full", "part of itself");
    vsapi_message_set(NULL);
    VSTEST_TEXT(vsapi_last_message(), "", "NULL clears");
}

Test(error, out_of_memory_has_a_sentence_and_allocates_nothing)
{
    vsapi_alloc_fail_at(1, true);
    VSTEST_HR(vsapi_out_of_memory(), E_OUTOFMEMORY, "");
    cr_expect_eq(vsapi_alloc_count(), 0);
    vsapi_alloc_fail_at(0, false);
    VSTEST_TEXT(vsapi_last_message(), "out of memory", "");
}

Test(error, a_sentence_is_one_line)
{
    vsapi_fail(E_FAIL, "first\r\nsecond\tthird");
    VSTEST_TEXT(vsapi_last_message(), "first  second third", "fail");
    vsapi_message_set("a\nb");
    VSTEST_TEXT(vsapi_last_message(), "a b", "set");
}

/* How much text of how many bytes a character; the cut must not go through a character. */
static const struct long_row {
    const char *name, *character;
} long_rows[] = {
    {"ASCII", "x"},
    {"two bytes", "\xC3\xA4"},
    {"three bytes", "\xE2\x82\xAC"},
    {"four bytes", "\xF0\x9F\x98\x80"},
};

VSTEST_TABLE(error, a_long_sentence_is_cut_between_characters, long_rows)
{
    const struct long_row *row = &long_rows[*row_];
    size_t width = strlen(row->character);
    char text[6000] = "";

    for (size_t lead = 0; lead < 5; lead++) {
        size_t kept;

        memset(text, '.', lead);
        for (size_t i = lead; i + width < sizeof text; i += width)
            memcpy(text + i, row->character, width + 1);
        vsapi_fail(E_FAIL, "%s", text);
        kept = strlen(vsapi_last_message());
        cr_expect(kept > 2000 && kept < 2048, "%s: %zu bytes were kept", row->name, kept);
        VSTEST_TEXT(vsapi_last_message() + kept - 3, "...", row->name);
        cr_expect_eq((kept - 3 - lead) % width, 0, "%s: cut inside a character", row->name);
        vsapi_message_set(text);
        cr_expect_eq(strlen(vsapi_last_message()), kept, "%s: set cuts elsewhere", row->name);
        vsapi_message_prefix("%s", "");
        cr_expect_eq(strlen(vsapi_last_message()), kept, "%s: prefix cuts elsewhere", row->name);
    }
}

static void other_thread(void *seen)
{
    *(size_t *)seen = strlen(vsapi_last_message());
    vsapi_fail(E_FAIL, "of the other thread");
}

Test(error, each_thread_has_its_own_sentence)
{
    struct vsapi_thread thread;
    size_t seen = 99;

    vsapi_fail(E_FAIL, "of this thread");
    VSTEST_HR(vsapi_thread_start(&thread, other_thread, &seen), S_OK, "");
    vsapi_thread_join(&thread);
    cr_expect_eq(seen, 0);
    VSTEST_TEXT(vsapi_last_message(), "of this thread", "");
}

static const struct name_row {
    HRESULT hr;
    const char *name;
} name_rows[] = {
    {S_OK, "S_OK"},
    {S_FALSE, "S_FALSE"},
    {E_OUTOFMEMORY, "E_OUTOFMEMORY"},
    {E_ACCESSDENIED, "E_ACCESSDENIED"},
    {VSS_E_BAD_STATE, "VSS_E_BAD_STATE"},
    {VSS_S_ASYNC_FINISHED, "VSS_S_ASYNC_FINISHED"},
    {VSS_E_WRITER_STATUS_NOT_AVAILABLE, "VSS_E_WRITER_STATUS_NOT_AVAILABLE"},
    {(HRESULT)0x80070070, "HRESULT_FROM_WIN32(ERROR_DISK_FULL)"},
    {(HRESULT)0x80041234, "0x80041234"},
    {(HRESULT)0x00000BAD, "0x00000BAD"},
};

VSTEST_TABLE(error, a_code_has_its_documented_name, name_rows)
{
    const struct name_row *row = &name_rows[*row_];

    VSTEST_TEXT(vsapi_hresult_name(row->hr), row->name, row->name);
}
