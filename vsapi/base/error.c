/*
 * vsapi/base/error.c - one sentence for each thread.
 *
 * The sentence lives in the thread's own memory, so keeping one never fails and allocates nothing.
 * It is at most SENTENCE_BYTES long; a longer one is cut where a character ends and closed with
 * three dots. Names of codes are in names.c.
 */
#include <vsapi/error.h>

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define SENTENCE_BYTES 2048

static _Thread_local char sentence[SENTENCE_BYTES];

/* Cuts a sentence that filled its buffer, before the first byte of a broken character. */
static void sentence_cut(char *text)
{
    size_t end = SENTENCE_BYTES - 4;

    while (end > 0 && ((unsigned char)text[end] & 0xC0) == 0x80)
        end--;
    memcpy(text + end, "...", 4);
}

/* A sentence is one line: what ends lines becomes a blank. */
static void sentence_flatten(char *text)
{
    for (; *text; text++) {
        if ((unsigned char)*text < ' ')
            *text = ' ';
    }
}

/* Formats apart from the sentence, which may be among the arguments. */
static void sentence_format(char out[SENTENCE_BYTES], const char *format, va_list args)
{
    int length = vsnprintf(out, SENTENCE_BYTES, format, args);

    if (length < 0)
        snprintf(out, SENTENCE_BYTES, "(cannot be shown) %s", format);
    else if (length >= SENTENCE_BYTES)
        sentence_cut(out);
    sentence_flatten(out);
}

const char *vsapi_last_message(void)
{
    return sentence;
}

HRESULT vsapi_fail(HRESULT hr, const char *format, ...)
{
    char text[SENTENCE_BYTES];
    va_list args;

    va_start(args, format);
    sentence_format(text, format, args);
    va_end(args);
    memcpy(sentence, text, strlen(text) + 1);
    return hr;
}

HRESULT vsapi_out_of_memory(void)
{
    vsapi_message_set("out of memory");
    return E_OUTOFMEMORY;
}

void vsapi_message_clear(void)
{
    sentence[0] = '\0';
}

void vsapi_message_set(const char *text)
{
    size_t length;

    if (!text)
        text = "";
    length = strlen(text);
    if (length < SENTENCE_BYTES) {
        memmove(sentence, text, length + 1);
    } else {
        memmove(sentence, text, SENTENCE_BYTES - 1);
        sentence[SENTENCE_BYTES - 1] = '\0';
        sentence_cut(sentence);
    }
    sentence_flatten(sentence);
}

void vsapi_message_prefix(const char *format, ...)
{
    char prefix[SENTENCE_BYTES];
    char whole[SENTENCE_BYTES];
    va_list args;
    int length;

    va_start(args, format);
    sentence_format(prefix, format, args);
    va_end(args);
    length = snprintf(whole, sizeof whole, "%s%s", prefix, sentence);
    if (length >= SENTENCE_BYTES)
        sentence_cut(whole);
    memcpy(sentence, whole, strlen(whole) + 1);
}
