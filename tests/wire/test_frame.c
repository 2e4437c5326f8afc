/* tests/wire/test_frame.c - frames: what is put in comes out, and what is not there does not. */
#include "vstest.h"

#include <vsapi/frame.h>

#define KIND 0x01020304u

static const GUID sample = {
    0x01234567, 0x89ab, 0xcdef, {0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54, 0x32, 0x10}};
static const char bytes[] = {'a', '\0', 'b'};

/* ---- a row for each sort of field -------------------------------------------------------------
 */

static void put_true(struct vsapi_frame *frame)
{
    vsapi_put_bool(frame, true);
}

static bool take_true(struct vsapi_frame *frame)
{
    return vsapi_take_bool(frame);
}

static void put_false(struct vsapi_frame *frame)
{
    vsapi_put_bool(frame, false);
}

static bool take_false(struct vsapi_frame *frame)
{
    return !vsapi_take_bool(frame) && !frame->failed;
}

static void put_32(struct vsapi_frame *frame)
{
    vsapi_put_u32(frame, 0xFEDCBA98u);
}

static bool take_32(struct vsapi_frame *frame)
{
    return vsapi_take_u32(frame) == 0xFEDCBA98u;
}

static void put_64(struct vsapi_frame *frame)
{
    vsapi_put_u64(frame, 0xFEDCBA9876543210u);
}

static bool take_64(struct vsapi_frame *frame)
{
    return vsapi_take_u64(frame) == 0xFEDCBA9876543210u;
}

static void put_id(struct vsapi_frame *frame)
{
    vsapi_put_guid(frame, &sample);
}

static bool take_id(struct vsapi_frame *frame)
{
    GUID taken = vsapi_take_guid(frame);

    return IsEqualGUID(&taken, &sample);
}

static void put_text(struct vsapi_frame *frame)
{
    vsapi_put_text(frame, "text \xC3\xA4");
}

static bool take_text(struct vsapi_frame *frame)
{
    const char *text = vsapi_take_text(frame);

    return text && strcmp(text, "text \xC3\xA4") == 0;
}

static void put_empty(struct vsapi_frame *frame)
{
    vsapi_put_text(frame, "");
}

static bool take_empty(struct vsapi_frame *frame)
{
    const char *text = vsapi_take_text(frame);

    return text && *text == '\0';
}

static void put_null(struct vsapi_frame *frame)
{
    vsapi_put_text(frame, NULL);
}

static bool take_null(struct vsapi_frame *frame)
{
    return !vsapi_take_text(frame) && !frame->failed;
}

static void put_raw(struct vsapi_frame *frame)
{
    vsapi_put_bytes(frame, bytes, sizeof bytes);
}

static bool take_raw(struct vsapi_frame *frame)
{
    size_t size_bytes;
    const char *taken = vsapi_take_bytes(frame, &size_bytes);

    return taken && size_bytes == sizeof bytes && memcmp(taken, bytes, sizeof bytes) == 0;
}

static void put_list(struct vsapi_frame *frame)
{
    vsapi_put_u32(frame, 2);
    put_id(frame);
    put_id(frame);
}

static bool take_list(struct vsapi_frame *frame)
{
    return vsapi_take_count(frame, sizeof sample) == 2 && take_id(frame) && take_id(frame);
}

static const struct field_row {
    const char *name;
    void (*put)(struct vsapi_frame *frame);
    bool (*take)(struct vsapi_frame *frame);
    size_t size_bytes;
    const char *encoded;
} field_rows[] = {
    {"true", put_true, take_true, 1, "\x01"},
    {"false", put_false, take_false, 1, "\x00"},
    {"32 bits", put_32, take_32, 4, "\x98\xBA\xDC\xFE"},
    {"64 bits", put_64, take_64, 8, "\x10\x32\x54\x76\x98\xBA\xDC\xFE"},
    {"id", put_id, take_id, 16, "\x67\x45\x23\x01\xAB\x89\xEF\xCD\xFE\xDC\xBA\x98\x76\x54\x32\x10"},
    {"text", put_text, take_text, 12, "\x07\x00\x00\x00text \xC3\xA4\x00"},
    {"empty text", put_empty, take_empty, 5, "\x00\x00\x00\x00\x00"},
    {"no text", put_null, take_null, 4, "\xFF\xFF\xFF\xFF"},
    {"bytes", put_raw, take_raw, 8,
     "\x03\x00\x00\x00"
     "a\x00"
     "b\x00"},
    {"list", put_list, take_list, 36,
     "\x02\x00\x00\x00"
     "\x67\x45\x23\x01\xAB\x89\xEF\xCD\xFE\xDC\xBA\x98\x76\x54\x32\x10"
     "\x67\x45\x23\x01\xAB\x89\xEF\xCD\xFE\xDC\xBA\x98\x76\x54\x32\x10"},
};

/* A frame as it comes in, in memory that ends where it ends. */
static struct vsapi_frame received(const void *body, size_t size_bytes)
{
    struct vsapi_frame frame = {.kind = KIND, .at = VSAPI_FRAME_HEAD};

    frame.size_bytes = frame.capacity = VSAPI_FRAME_HEAD + size_bytes;
    frame.bytes = vsapi_calloc(1, frame.size_bytes);
    cr_assert_not_null(frame.bytes);
    if (size_bytes > 0)
        memcpy(frame.bytes + VSAPI_FRAME_HEAD, body, size_bytes);
    return frame;
}

VSTEST_TABLE(frame, a_field_is_encoded_as_documented, field_rows)
{
    const struct field_row *row = &field_rows[*row_];
    struct vsapi_frame frame = {0};

    vsapi_frame_begin(&frame, KIND);
    row->put(&frame);
    VSTEST_HR(vsapi_frame_close(&frame), S_OK, row->name);
    cr_expect_eq(frame.size_bytes, VSAPI_FRAME_HEAD + row->size_bytes, "%s has %zu bytes",
                 row->name, frame.size_bytes);
    cr_expect_eq(memcmp(frame.bytes,
                        (const uint8_t[]){(uint8_t)row->size_bytes, 0, 0, 0, 4, 3, 2, 1},
                        VSAPI_FRAME_HEAD),
                 0, "%s: the head is another", row->name);
    cr_expect_eq(memcmp(frame.bytes + VSAPI_FRAME_HEAD, row->encoded, row->size_bytes), 0,
                 "%s is encoded otherwise", row->name);
    vsapi_frame_finish(&frame);
}

VSTEST_TABLE(frame, a_field_comes_out_as_it_was_put_in, field_rows)
{
    const struct field_row *row = &field_rows[*row_];
    struct vsapi_frame frame = received(row->encoded, row->size_bytes);

    cr_expect(row->take(&frame), "%s comes out as another", row->name);
    VSTEST_HR(vsapi_frame_taken(&frame), S_OK, row->name);
    vsapi_frame_finish(&frame);
}

VSTEST_TABLE(frame, a_field_that_is_cut_short_fails, field_rows)
{
    const struct field_row *row = &field_rows[*row_];

    for (size_t size_bytes = 0; size_bytes < row->size_bytes; size_bytes++) {
        struct vsapi_frame frame = received(row->encoded, size_bytes);

        row->take(&frame);
        cr_expect(frame.failed, "%s with %zu bytes is taken", row->name, size_bytes);
        VSTEST_HR(vsapi_frame_taken(&frame), E_INVALIDARG, row->name);
        cr_expect_eq(vsapi_take_u64(&frame), 0, "%s: something comes after a failure", row->name);
        cr_expect_null(vsapi_take_text(&frame), "%s: a text comes after a failure", row->name);
        cr_expect_eq(vsapi_take_count(&frame, 1), 0, "%s: a list after a failure", row->name);
        vsapi_frame_finish(&frame);
    }
}

VSTEST_TABLE(frame, what_is_behind_the_last_field_is_refused, field_rows)
{
    const struct field_row *row = &field_rows[*row_];
    char longer[64] = {0};
    struct vsapi_frame frame;

    memcpy(longer, row->encoded, row->size_bytes);
    frame = received(longer, row->size_bytes + 1);
    cr_expect(row->take(&frame), "%s comes out as another", row->name);
    VSTEST_HR(vsapi_frame_taken(&frame), E_INVALIDARG, row->name);
    VSTEST_SENTENCE("malformed", row->name);
    vsapi_frame_finish(&frame);
}

/* ---- what is malformed ------------------------------------------------------------------------
 */

static void try_bool(struct vsapi_frame *frame)
{
    vsapi_take_bool(frame);
}

static void try_text(struct vsapi_frame *frame)
{
    cr_expect_null(vsapi_take_text(frame), "a text is handed out");
}

static void try_bytes(struct vsapi_frame *frame)
{
    size_t size_bytes = 1;

    cr_expect_null(vsapi_take_bytes(frame, &size_bytes), "bytes are handed out");
    cr_expect_eq(size_bytes, 0, "%zu bytes of nothing", size_bytes);
}

static void try_ids(struct vsapi_frame *frame)
{
    cr_expect_eq(vsapi_take_count(frame, sizeof sample), 0, "a list is handed out");
}

static const struct malformed_row {
    const char *name;
    void (*take)(struct vsapi_frame *frame);
    size_t size_bytes;
    const char *body;
} malformed_rows[] = {
    {"a truth of 2", try_bool, 1, "\x02"},
    {"a truth of 255", try_bool, 1, "\xFF"},
    {"a text with a NUL in it", try_text, 8,
     "\x03\x00\x00\x00"
     "a\x00"
     "b\x00"},
    {"a text without NUL", try_text, 7,
     "\x02\x00\x00\x00"
     "abc"},
    {"a text longer than it says", try_text, 8,
     "\x02\x00\x00\x00"
     "abc\x00"},
    {"a text shorter than it says", try_text, 8,
     "\x04\x00\x00\x00"
     "abc\x00"},
    {"a text of all but 4 GB", try_text, 8,
     "\xFE\xFF\xFF\xFF"
     "abc\x00"},
    {"a text of 2 GB", try_text, 8,
     "\x00\x00\x00\x80"
     "abc\x00"},
    {"bytes without NUL", try_bytes, 7,
     "\x02\x00\x00\x00"
     "abc"},
    {"bytes of all but 4 GB", try_bytes, 8,
     "\xFE\xFF\xFF\xFF"
     "abc\x00"},
    {"a list of one that is not there", try_ids, 4, "\x01\x00\x00\x00"},
    {"a list that ends in the middle", try_ids, 4 + 31,
     "\x02\x00\x00\x00"
     "0123456789abcdef0123456789abcde"},
    {"a list of 4 billion", try_ids, 20,
     "\xFF\xFF\xFF\xFF"
     "0123456789abcdef"},
    /* times 16 it is 16 in 32 bits */
    {"a list whose size overflows", try_ids, 20,
     "\x01\x00\x00\x10"
     "0123456789abcdef"},
};

VSTEST_TABLE(frame, what_is_malformed_fails, malformed_rows)
{
    const struct malformed_row *row = &malformed_rows[*row_];
    struct vsapi_frame frame = received(row->body, row->size_bytes);

    row->take(&frame);
    cr_expect(frame.failed, "%s is taken", row->name);
    VSTEST_HR(vsapi_frame_taken(&frame), E_INVALIDARG, row->name);
    vsapi_frame_finish(&frame);
}

/* ---- the head ---------------------------------------------------------------------------------
 */

static const struct head_row {
    const char *name;
    uint8_t length[4];
    size_t limit;
    HRESULT hr;
} head_rows[] = {
    {"nothing", {0, 0, 0, 0}, 0, S_OK},
    {"as much as may be", {0, 16, 0, 0}, VSAPI_FRAME_GREETING_LIMIT, S_OK},
    {"a byte more", {1, 16, 0, 0}, VSAPI_FRAME_GREETING_LIMIT, E_INVALIDARG},
    {"256 MB", {0, 0, 0, 16}, VSAPI_FRAME_LIMIT, S_OK},
    {"256 MB and a byte", {1, 0, 0, 16}, VSAPI_FRAME_LIMIT, E_INVALIDARG},
    {"4 GB", {255, 255, 255, 255}, VSAPI_FRAME_LIMIT, E_INVALIDARG},
};

VSTEST_TABLE(frame, a_length_beyond_the_limit_is_refused, head_rows)
{
    const struct head_row *row = &head_rows[*row_];
    struct vsapi_frame frame = received(NULL, 0);
    size_t size_bytes;

    memcpy(frame.bytes, row->length, sizeof row->length);
    memcpy(frame.bytes + 4, (const uint8_t[]){4, 3, 2, 1}, 4);
    frame.kind = 0;
    frame.failed = true;
    VSTEST_HR(vsapi_frame_read_head(&frame, row->limit, &size_bytes), row->hr, row->name);
    cr_expect_eq(frame.kind, KIND, "%s: kind %x", row->name, (unsigned)frame.kind);
    cr_expect(!frame.failed && frame.at == VSAPI_FRAME_HEAD, "%s: not at its beginning", row->name);
    vsapi_frame_finish(&frame);
}

Test(frame, one_that_is_too_long_is_not_sent)
{
    struct vsapi_frame frame = {0};
    size_t large = VSAPI_FRAME_LIMIT - 5; /* 4 are the length, 1 the NUL */
    char *text = vsapi_calloc(1, large + 1);

    cr_assert_not_null(text);
    vsapi_frame_begin(&frame, KIND);
    vsapi_put_bytes(&frame, text, large);
    VSTEST_HR(vsapi_frame_close(&frame), S_OK, "as long as may be");
    vsapi_put_bool(&frame, true);
    VSTEST_HR(vsapi_frame_close(&frame), E_INVALIDARG, "a byte longer");
    VSTEST_SENTENCE("too many", "a byte longer");
    vsapi_free(text);
    vsapi_frame_finish(&frame);
}

/* ---- memory -----------------------------------------------------------------------------------
 */

static HRESULT build_large(struct vsapi_frame *frame)
{
    vsapi_frame_begin(frame, KIND);
    for (size_t i = 0; i < 200; i++)
        for (size_t j = 0; j < VSTEST_COUNT(field_rows); j++)
            field_rows[j].put(frame);
    return vsapi_frame_close(frame);
}

Test(frame, one_that_grows_keeps_what_is_in_it)
{
    struct vsapi_frame frame = {0};

    VSTEST_HR(build_large(&frame), S_OK, "");
    for (size_t i = 0; i < 200; i++)
        for (size_t j = 0; j < VSTEST_COUNT(field_rows); j++)
            cr_assert(field_rows[j].take(&frame), "%s of round %zu", field_rows[j].name, i);
    VSTEST_HR(vsapi_frame_taken(&frame), S_OK, "");
    vsapi_frame_finish(&frame);
}

Test(frame, without_memory_it_fails_when_it_is_closed)
{
    struct vsapi_frame frame = {0};

    VSTEST_FAIL_EACH_ALLOCATION(build_large(&frame), vsapi_frame_finish(&frame));
}

Test(frame, after_a_failure_it_can_be_begun_again)
{
    struct vsapi_frame frame = {0};

    vsapi_alloc_fail_at(1, true);
    VSTEST_HR(build_large(&frame), E_OUTOFMEMORY, "");
    vsapi_alloc_fail_at(0, false);
    VSTEST_HR(build_large(&frame), S_OK, "again");
    vsapi_frame_finish(&frame);
    cr_expect(!frame.bytes && !frame.capacity, "something is left");
}
