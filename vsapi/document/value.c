/*
 * vsapi/document/value.c - values of attributes between XML and the model: strict one way, in the
 * one form that Windows writes the other way.
 */
#include "value.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

static HRESULT refuse(const struct document_attribute *row, const char *text, const char *what)
{
    return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT, "%s=\"%.*s\" is no %s", row->name,
                      document_shown(text), text, what);
}

static HRESULT read_text(struct vsapi_arena *arena, const char *text, size_t length, char **out)
{
    *out = vsapi_arena_text(arena, text, length);
    return *out ? S_OK : vsapi_out_of_memory();
}

/* Digits only; false when there are none, others, or too many. */
static bool read_decimal(const char *text, size_t length, uint64_t most, uint64_t *out)
{
    uint64_t value = 0;

    for (size_t i = 0; i < length; i++) {
        unsigned digit = (unsigned char)text[i] - (unsigned)'0';

        if (digit > 9 || value > (most - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return length > 0;
}

static HRESULT read_number(const struct document_attribute *row, const char *text, size_t length,
                           void *member)
{
    uint64_t value;

    if (row->type == DOCUMENT_LONG) {
        if (!read_decimal(text, length, UINT64_MAX, &value))
            return refuse(row, text, "decimal number of at most 64 bits");
        memcpy(member, &value, sizeof value);
    } else {
        uint32_t narrow;

        if (!read_decimal(text, length, UINT32_MAX, &value))
            return refuse(row, text, "decimal number of at most 32 bits");
        narrow = (uint32_t)value;
        memcpy(member, &narrow, sizeof narrow);
    }
    return S_OK;
}

static HRESULT read_enum(const struct document_attribute *row, const char *text, void *member)
{
    for (const struct document_enum *value = row->values; value->name; value++) {
        if (strcmp(value->name, text) == 0) {
            memcpy(member, &value->value, sizeof value->value);
            return S_OK;
        }
    }
    return refuse(row, text, "value that is known here");
}

static HRESULT read_bool(const struct document_attribute *row, const char *text, bool *member)
{
    *member = strcmp(text, "yes") == 0;
    return *member || strcmp(text, "no") == 0 ? S_OK : refuse(row, text, "yes or no");
}

static HRESULT read_guid(const struct document_attribute *row, const char *text, void *member)
{
    return SUCCEEDED(vsapi_guid_from_text(text, member)) ? S_OK : refuse(row, text, "GUID");
}

static const char base64_digits[] =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

static HRESULT read_base64(const struct document_attribute *row, struct vsapi_arena *arena,
                           const char *text, size_t length, void *object)
{
    size_t padding = 0, bytes;
    uint32_t group = 0;
    unsigned char *out;

    while (padding < 2 && padding < length && text[length - padding - 1] == '=')
        padding++;
    if (length % 4 != 0)
        return refuse(row, text, "base64");
    bytes = length / 4 * 3 - padding;
    out = vsapi_arena_alloc(arena, bytes + 3); /* the last group is written whole */
    if (!out)
        return vsapi_out_of_memory();
    for (size_t i = 0; i < length; i++) {
        const char *digit =
            i < length - padding ? memchr(base64_digits, text[i], 64) : base64_digits;
        unsigned char *at = out + i / 4 * 3;

        if (!digit)
            return refuse(row, text, "base64");
        group = group << 6 | (uint32_t)(digit - base64_digits);
        if (i % 4 == 3) {
            at[0] = (unsigned char)(group >> 16);
            at[1] = (unsigned char)(group >> 8);
            at[2] = (unsigned char)group;
        }
    }
    *(unsigned char **)document_member(object, row->offset) = out;
    *(size_t *)document_member(object, row->beside) = bytes;
    return S_OK;
}

/* The vocabulary has had version 1; a later 1.x may only have more in it, which is kept. */
static HRESULT read_version(const struct document_attribute *row, struct vsapi_arena *arena,
                            const char *text, size_t length, char **out)
{
    if (strncmp(text, "1.", 2) != 0)
        return refuse(row, text, "version that is read here (1.2 is)");
    return read_text(arena, text, length, out);
}

HRESULT document_value_read(const struct document_attribute *row, struct vsapi_arena *arena,
                            const char *text, size_t length, void *object)
{
    void *member = document_member(object, row->offset);

    if (row->flags & DOCUMENT_HAS)
        *(bool *)document_member(object, row->beside) = true;
    switch (row->type) {
    case DOCUMENT_TEXT:
        return read_text(arena, text, length, member);
    case DOCUMENT_VERSION_TEXT:
        return read_version(row, arena, text, length, member);
    case DOCUMENT_GUID:
        return read_guid(row, text, member);
    case DOCUMENT_BOOL:
        return read_bool(row, text, member);
    case DOCUMENT_NUMBER:
    case DOCUMENT_LONG:
        return read_number(row, text, length, member);
    case DOCUMENT_ENUM:
        return read_enum(row, text, member);
    case DOCUMENT_BASE64:
        return read_base64(row, arena, text, length, object);
    case DOCUMENT_TYPE_COUNT_:
        break;
    }
    return vsapi_fail(E_UNEXPECTED, "this library's table gives %s no type", row->name);
}

/* Writing. */

static uint32_t number_of(const struct document_attribute *row, const void *object)
{
    uint32_t value;

    memcpy(&value, document_member(object, row->offset), sizeof value);
    return value;
}

static uint64_t long_of(const struct document_attribute *row, const void *object)
{
    uint64_t value;

    memcpy(&value, document_member(object, row->offset), sizeof value);
    return value;
}

bool document_value_present(const struct document_attribute *row, const void *object)
{
    if (!*row->name)
        return false;
    if (row->flags & DOCUMENT_HAS)
        return *(bool *)document_member(object, row->beside);
    if (row->flags & (DOCUMENT_REQUIRED | DOCUMENT_ALWAYS))
        return true;
    switch (row->type) {
    case DOCUMENT_TEXT:
        return *(char **)document_member(object, row->offset) != NULL;
    case DOCUMENT_BOOL:
        return *(bool *)document_member(object, row->offset);
    case DOCUMENT_NUMBER:
    case DOCUMENT_ENUM:
        return number_of(row, object) != row->standard;
    case DOCUMENT_LONG:
        return long_of(row, object) != 0;
    case DOCUMENT_BASE64:
        return *(unsigned char **)document_member(object, row->offset) != NULL;
    default:
        return true;
    }
}

static const char *enum_text(const struct document_attribute *row, const void *object, HRESULT *hr)
{
    int number = (int)number_of(row, object);

    for (const struct document_enum *value = row->values; value->name; value++) {
        if (value->value == number)
            return value->name;
    }
    *hr = vsapi_fail(VSS_E_INVALID_XML_DOCUMENT, "%s has the value %d, for which there is no name",
                     row->name, number);
    return NULL;
}

static bool base64_text(const unsigned char *bytes, size_t count, struct document_buffer *scratch)
{
    for (size_t i = 0; i < count; i += 3) {
        size_t have = count - i < 3 ? count - i : 3;
        uint32_t group = (uint32_t)bytes[i] << 16;
        char text[4] = {'=', '=', '=', '='};

        if (have > 1)
            group |= (uint32_t)bytes[i + 1] << 8;
        if (have > 2)
            group |= bytes[i + 2];
        for (size_t digit = 0; digit <= have; digit++)
            text[digit] = base64_digits[group >> (18 - 6 * digit) & 63];
        if (!document_buffer_add(scratch, text, sizeof text))
            return false;
    }
    return true;
}

/* Writes a value into the scratch; false: out of memory. */
static bool made_text(const struct document_attribute *row, const void *object,
                      struct document_buffer *scratch)
{
    char text[VSAPI_GUID_TEXT];

    scratch->count = 0;
    switch (row->type) {
    case DOCUMENT_GUID:
        vsapi_guid_to_text(document_member(object, row->offset), text);
        break;
    case DOCUMENT_LONG:
        snprintf(text, sizeof text, "%" PRIu64, long_of(row, object));
        break;
    case DOCUMENT_BASE64:
        text[0] = '\0';
        if (!base64_text(*(unsigned char **)document_member(object, row->offset),
                         *(size_t *)document_member(object, row->beside), scratch))
            return false;
        break;
    default:
        snprintf(text, sizeof text, "%" PRIu32, number_of(row, object));
        break;
    }
    return document_buffer_add(scratch, text, strlen(text) + 1);
}

const char *document_value_text(const struct document_attribute *row, const void *object,
                                struct document_buffer *scratch, HRESULT *hr)
{
    const char *text;

    switch (row->type) {
    case DOCUMENT_TEXT:
    case DOCUMENT_VERSION_TEXT:
        text = *(char **)document_member(object, row->offset);
        return text ? text : "";
    case DOCUMENT_BOOL:
        return *(bool *)document_member(object, row->offset) ? "yes" : "no";
    case DOCUMENT_ENUM:
        return enum_text(row, object, hr);
    default:
        if (made_text(row, object, scratch))
            return scratch->bytes;
        *hr = vsapi_out_of_memory();
        return NULL;
    }
}
