/* tests/base/test_alloc.c - allocations that fail on request, and the arena. */
#include "vstest.h"

/* Which of six allocations fail. */
static const struct fail_row {
    const char *name;
    uint64_t nth;
    bool all_after;
    const char *outcome; /* for each allocation: y came, n failed */
} fail_rows[] = {
    {"none", 0, false, "yyyyyy"},       {"the first", 1, false, "nyyyyy"},
    {"the third", 3, false, "yynyyy"},  {"from the third on", 3, true, "yynnnn"},
    {"none, all", 0, true, "yyyyyy"},   {"all", 1, true, "nnnnnn"},
    {"a later one", 7, true, "yyyyyy"},
};

VSTEST_TABLE(alloc, the_planned_allocations_fail, fail_rows)
{
    const struct fail_row *row = &fail_rows[*row_];
    void *blocks[6];
    char outcome[7] = "";

    vsapi_alloc_fail_at(row->nth, row->all_after);
    blocks[0] = vsapi_malloc(1);
    blocks[1] = vsapi_calloc(2, 3);
    blocks[2] = vsapi_realloc(NULL, 5);
    blocks[3] = vsapi_strdup("text");
    blocks[4] = vsapi_strndup("text", 2);
    blocks[5] = vsapi_sprintf("%d", 5);
    cr_expect_eq(vsapi_alloc_count(), 6, "%s: counted otherwise", row->name);
    vsapi_alloc_fail_at(0, false);
    for (size_t i = 0; i < VSTEST_COUNT(blocks); i++) {
        outcome[i] = blocks[i] ? 'y' : 'n';
        vsapi_free(blocks[i]);
    }
    VSTEST_TEXT(outcome, row->outcome, row->name);
}

Test(alloc, allocations_are_counted_from_zero_again)
{
    vsapi_alloc_fail_at(0, false);
    vsapi_free(vsapi_malloc(1));
    vsapi_free(vsapi_malloc(1));
    cr_expect_eq(vsapi_alloc_count(), 2);
    vsapi_alloc_fail_at(0, false);
    cr_expect_eq(vsapi_alloc_count(), 0);
}

Test(alloc, an_empty_block_is_not_null)
{
    void *blocks[] = {vsapi_malloc(0), vsapi_calloc(0, 8), vsapi_calloc(8, 0),
                      vsapi_realloc(NULL, 0)};

    for (size_t i = 0; i < VSTEST_COUNT(blocks); i++) {
        cr_expect(blocks[i], "block %zu", i);
        vsapi_free(blocks[i]);
    }
}

Test(alloc, a_failed_realloc_leaves_the_block)
{
    char *block = vsapi_strdup("kept");

    vsapi_alloc_fail_at(1, false);
    cr_expect_null(vsapi_realloc(block, 1000));
    vsapi_alloc_fail_at(0, false);
    VSTEST_TEXT(block, "kept", "");
    vsapi_free(block);
}

Test(alloc, texts_are_copied)
{
    char *whole = vsapi_strdup("abc"), *part = vsapi_strndup("abc", 2);
    char *more = vsapi_strndup("abc", 9), *made = vsapi_sprintf("%s-%d", "x", 12);

    cr_expect_null(vsapi_strdup(NULL));
    cr_expect_null(vsapi_strndup(NULL, 4));
    VSTEST_TEXT(whole, "abc", "strdup");
    VSTEST_TEXT(part, "ab", "strndup");
    VSTEST_TEXT(more, "abc", "strndup past the end");
    VSTEST_TEXT(made, "x-12", "sprintf");
    vsapi_free(whole);
    vsapi_free(part);
    vsapi_free(more);
    vsapi_free(made);
}

Test(alloc, a_formatted_text_may_have_any_length)
{
    static char source[5000];

    memset(source, 'a', sizeof source - 1);
    for (size_t length = 250; length < 262; length++) {
        char *made = vsapi_sprintf("%.*s", (int)length, source);

        cr_expect_eq(strlen(made), length);
        vsapi_free(made);
    }
}

Test(alloc, an_array_grows_and_stays_whole_when_memory_is_out)
{
    VSAPI_ARRAY(int) array = {0};

    for (int i = 0; i < 1000; i++) {
        cr_assert(VSAPI_ARRAY_ROOM(&array));
        array.items[array.count++] = i;
    }
    for (int i = 0; i < 1000; i++)
        cr_expect_eq(array.items[i], i);
    array.count = array.capacity;
    vsapi_alloc_fail_at(1, false);
    cr_expect_not(VSAPI_ARRAY_ROOM(&array));
    vsapi_alloc_fail_at(0, false);
    cr_expect_eq(array.items[999], 999);
    vsapi_free(array.items);
}

/* Blocks of every size around the chunk sizes; none may overlap, all must be zero and aligned. */
Test(arena, blocks_are_zero_aligned_and_apart)
{
    struct vsapi_arena *arena = vsapi_arena_create();
    unsigned char *blocks[400];
    char *texts[400];

    cr_assert(arena);
    for (size_t i = 0; i < VSTEST_COUNT(blocks); i++) {
        size_t bytes = i * i / 8;

        blocks[i] = vsapi_arena_alloc(arena, bytes);
        texts[i] = vsapi_arena_text(arena, "0123456789", i % 11);
        cr_assert(blocks[i] && texts[i]);
        cr_expect_eq((uintptr_t)blocks[i] % 16, 0, "block %zu is not aligned", i);
        for (size_t k = 0; k < bytes; k++)
            cr_assert_eq(blocks[i][k], 0, "block %zu is not zero at %zu", i, k);
        memset(blocks[i], (int)(i % 255) + 1, bytes);
    }
    for (size_t i = 0; i < VSTEST_COUNT(blocks); i++) {
        for (size_t k = 0; k < i * i / 8; k++)
            cr_assert_eq(blocks[i][k], i % 255 + 1, "block %zu was written by another", i);
        cr_expect_eq(strlen(texts[i]), i % 11, "text %zu", i);
        cr_expect_eq(memcmp(texts[i], "0123456789", i % 11), 0, "text %zu", i);
    }
    vsapi_arena_destroy(arena);
}

Test(arena, a_small_document_is_one_chunk_and_a_large_one_few)
{
    struct vsapi_arena *arena;

    vsapi_alloc_fail_at(0, false);
    arena = vsapi_arena_create();
    for (int i = 0; i < 50; i++)
        vsapi_arena_alloc(arena, 64);
    cr_expect_eq(vsapi_alloc_count(), 2);
    for (int i = 0; i < 100000; i++)
        vsapi_arena_text(arena, "twenty bytes of text", 20);
    cr_expect_leq(vsapi_alloc_count(), 20);
    vsapi_arena_destroy(arena);
    vsapi_arena_destroy(NULL);
}

Test(arena, no_memory_is_null_and_the_arena_goes_on)
{
    struct vsapi_arena *arena = vsapi_arena_create();

    vsapi_alloc_fail_at(1, true);
    cr_expect_null(vsapi_arena_create());
    cr_expect_null(vsapi_arena_alloc(arena, 8));
    cr_expect_null(vsapi_arena_text(arena, "text", 4));
    cr_expect_null(vsapi_arena_alloc(arena, 100000));
    vsapi_alloc_fail_at(0, false);
    cr_expect_null(vsapi_arena_alloc(arena, SIZE_MAX));
    cr_expect_null(vsapi_arena_alloc(arena, SIZE_MAX - 100));
    cr_expect_null(vsapi_arena_text(arena, NULL, 0));
    VSTEST_TEXT(vsapi_arena_text(arena, "text", 4), "text", "");
    vsapi_arena_destroy(arena);
}

Test(arena, an_array_in_it_grows_and_stays_whole_when_memory_is_out)
{
    struct vsapi_arena *arena = vsapi_arena_create();
    VSAPI_ARRAY(int) array = {0};

    for (int i = 0; i < 100000; i++) {
        cr_assert(VSAPI_ARENA_ROOM(arena, &array));
        array.items[array.count++] = i;
    }
    for (int i = 0; i < 100000; i++)
        cr_assert_eq(array.items[i], i);
    array.count = array.capacity;
    vsapi_alloc_fail_at(1, false);
    cr_expect_not(VSAPI_ARENA_ROOM(arena, &array));
    vsapi_alloc_fail_at(0, false);
    cr_expect_eq(array.items[99999], 99999);
    vsapi_arena_destroy(arena);
}
