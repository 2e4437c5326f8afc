/*
 * vsapi/wire/frame.c - frames: building them and taking them apart.
 */
#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/frame.h>

#include <string.h>

#define NO_TEXT UINT32_MAX
#define FIRST_BYTES 512

/* ---- building ---------------------------------------------------------------------------------
 */

void vsapi_frame_begin(struct vsapi_frame *frame, uint32_t kind)
{
    frame->kind = kind;
    frame->failed = false;
    frame->size_bytes = 0;
    frame->at = VSAPI_FRAME_HEAD;
    if (vsapi_frame_reserve(frame, FIRST_BYTES))
        frame->size_bytes = VSAPI_FRAME_HEAD;
}

void vsapi_frame_finish(struct vsapi_frame *frame)
{
    vsapi_free(frame->bytes);
    memset(frame, 0, sizeof *frame);
}

bool vsapi_frame_reserve(struct vsapi_frame *frame, size_t size_bytes)
{
    size_t capacity = frame->capacity * 2 > size_bytes ? frame->capacity * 2 : size_bytes;
    uint8_t *grown;

    if (size_bytes <= frame->capacity)
        return true;
    grown = vsapi_realloc(frame->bytes, capacity);
    if (!grown) {
        frame->failed = true;
        return false;
    }
    frame->bytes = grown;
    frame->capacity = capacity;
    return true;
}

static void number_write(uint8_t *to, uint64_t value, size_t size_bytes)
{
    for (size_t i = 0; i < size_bytes; i++)
        to[i] = (uint8_t)(value >> (8 * i));
}

static uint64_t number_read(const uint8_t *from, size_t size_bytes)
{
    uint64_t value = 0;

    for (size_t i = 0; i < size_bytes; i++)
        value |= (uint64_t)from[i] << (8 * i);
    return value;
}

HRESULT vsapi_frame_close(struct vsapi_frame *frame)
{
    size_t body_bytes = frame->size_bytes - VSAPI_FRAME_HEAD;

    if (frame->failed)
        return vsapi_out_of_memory();
    if (body_bytes > VSAPI_FRAME_LIMIT)
        return vsapi_fail(E_INVALIDARG,
                          "%zu bytes are too many for a message between processes, which may have "
                          "%u: a document is too large",
                          body_bytes, VSAPI_FRAME_LIMIT);
    number_write(frame->bytes, body_bytes, 4);
    number_write(frame->bytes + 4, frame->kind, 4);
    return S_OK;
}

/* Where to write so many bytes; NULL: there is no memory. */
static uint8_t *put_room(struct vsapi_frame *frame, size_t size_bytes)
{
    uint8_t *at;

    if (frame->failed || !vsapi_frame_reserve(frame, frame->size_bytes + size_bytes))
        return NULL;
    at = frame->bytes + frame->size_bytes;
    frame->size_bytes += size_bytes;
    return at;
}

static void put_number(struct vsapi_frame *frame, uint64_t value, size_t size_bytes)
{
    uint8_t *at = put_room(frame, size_bytes);

    if (at)
        number_write(at, value, size_bytes);
}

void vsapi_put_bool(struct vsapi_frame *frame, bool value)
{
    put_number(frame, value, 1);
}

void vsapi_put_u32(struct vsapi_frame *frame, uint32_t value)
{
    put_number(frame, value, 4);
}

void vsapi_put_u64(struct vsapi_frame *frame, uint64_t value)
{
    put_number(frame, value, 8);
}

void vsapi_put_guid(struct vsapi_frame *frame, const GUID *value)
{
    put_number(frame, value->Data1, 4);
    put_number(frame, value->Data2, 2);
    put_number(frame, value->Data3, 2);
    for (size_t i = 0; i < sizeof value->Data4; i++)
        put_number(frame, value->Data4[i], 1);
}

void vsapi_put_bytes(struct vsapi_frame *frame, const char *bytes, size_t size_bytes)
{
    uint8_t *at;

    vsapi_put_u32(frame, bytes ? (uint32_t)size_bytes : NO_TEXT);
    at = bytes ? put_room(frame, size_bytes + 1) : NULL;
    if (!at)
        return;
    memcpy(at, bytes, size_bytes);
    at[size_bytes] = '\0';
}

void vsapi_put_text(struct vsapi_frame *frame, const char *text)
{
    vsapi_put_bytes(frame, text, text ? strlen(text) : 0);
}

/* ---- taking apart -----------------------------------------------------------------------------
 */

HRESULT vsapi_frame_read_head(struct vsapi_frame *frame, size_t limit, size_t *size_bytes)
{
    uint64_t body_bytes = number_read(frame->bytes, 4);

    frame->kind = (uint32_t)number_read(frame->bytes + 4, 4);
    frame->at = VSAPI_FRAME_HEAD;
    frame->failed = false;
    *size_bytes = VSAPI_FRAME_HEAD + (size_t)body_bytes;
    if (body_bytes <= limit)
        return S_OK;
    return vsapi_fail(E_INVALIDARG, "a message says that it has %llu bytes, and may have %zu",
                      (unsigned long long)body_bytes, limit);
}

/* Where so many bytes stand; NULL: they are not there. */
static const uint8_t *take_room(struct vsapi_frame *frame, size_t size_bytes)
{
    const uint8_t *at = frame->bytes + frame->at;

    if (frame->failed || size_bytes > frame->size_bytes - frame->at) {
        frame->failed = true;
        return NULL;
    }
    frame->at += size_bytes;
    return at;
}

static uint64_t take_number(struct vsapi_frame *frame, size_t size_bytes)
{
    const uint8_t *at = take_room(frame, size_bytes);

    return at ? number_read(at, size_bytes) : 0;
}

bool vsapi_take_bool(struct vsapi_frame *frame)
{
    uint64_t value = take_number(frame, 1);

    frame->failed = frame->failed || value > 1;
    return value == 1;
}

uint32_t vsapi_take_u32(struct vsapi_frame *frame)
{
    return (uint32_t)take_number(frame, 4);
}

uint64_t vsapi_take_u64(struct vsapi_frame *frame)
{
    return take_number(frame, 8);
}

GUID vsapi_take_guid(struct vsapi_frame *frame)
{
    GUID value;

    value.Data1 = (uint32_t)take_number(frame, 4);
    value.Data2 = (uint16_t)take_number(frame, 2);
    value.Data3 = (uint16_t)take_number(frame, 2);
    for (size_t i = 0; i < sizeof value.Data4; i++)
        value.Data4[i] = (uint8_t)take_number(frame, 1);
    return value;
}

const char *vsapi_take_bytes(struct vsapi_frame *frame, size_t *size_bytes)
{
    uint32_t length = vsapi_take_u32(frame);
    const uint8_t *at;

    *size_bytes = 0;
    if (frame->failed || length == NO_TEXT)
        return NULL;
    at = take_room(frame, (size_t)length + 1);
    frame->failed = !at || at[length] != '\0';
    if (frame->failed)
        return NULL;
    *size_bytes = length;
    return (const char *)at;
}

const char *vsapi_take_text(struct vsapi_frame *frame)
{
    size_t size_bytes;
    const char *text = vsapi_take_bytes(frame, &size_bytes);

    frame->failed = frame->failed || (text && strlen(text) != size_bytes);
    return frame->failed ? NULL : text;
}

uint32_t vsapi_take_count(struct vsapi_frame *frame, size_t each_bytes)
{
    uint32_t count = vsapi_take_u32(frame);

    frame->failed = frame->failed || count > (frame->size_bytes - frame->at) / each_bytes;
    return frame->failed ? 0 : count;
}

HRESULT vsapi_frame_taken(const struct vsapi_frame *frame)
{
    if (!frame->failed && frame->at == frame->size_bytes)
        return S_OK;
    return vsapi_fail(E_INVALIDARG, "a message of kind %u with %zu bytes is malformed",
                      (unsigned)frame->kind, frame->size_bytes);
}
