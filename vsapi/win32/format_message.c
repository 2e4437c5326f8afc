/*
 * vsapi/win32/format_message.c - FormatMessage: the system's messages, and a program's own texts
 * with inserts.
 */
#include "format.h"
#include "messages.h"
#include "text_out.h"

#include <string.h>
#include <wchar.h>

#define INSERTS 99

struct message { /* one call */
    DWORD flags;
    bool wide;              /* is %s in an insert a wide text? */
    const ULONG_PTR *array; /* of arguments; NULL: */
    va_list *list;
    ULONG_PTR values[INSERTS + 1]; /* those taken off the list so far */
    unsigned taken;
    struct vsapi_wide_text out;
};

/* An argument by its number, from 1. false: there are none at all. */
static bool argument(struct message *message, unsigned number, ULONG_PTR *out)
{
    if (message->array) {
        *out = message->array[number - 1];
        return true;
    }
    if (!message->list)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    while (message->taken < number)
        message->values[message->taken++] = va_arg(*message->list, ULONG_PTR);
    *out = message->values[number - 1];
    return true;
}

/* "!...!" behind a number; without it the argument is a text. *number is that of the last argument
 * used, as a star takes one. */
static bool read_format(struct message *message, const WCHAR **at, unsigned *number,
                        struct vsapi_conversion *out)
{
    ULONG_PTR star = 0;

    *out = (struct vsapi_conversion){.precision = -1, .size = VSAPI_SIZE_INT, .kind = L's'};
    if (**at != L'!')
        return true;
    ++*at;
    *out = vsapi_conversion_read(at);
    if (!out->kind || **at != L'!')
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    ++*at;
    if (out->width == -2) {
        if (!argument(message, (*number)++, &star))
            return false;
        out->width = (int)star;
    }
    if (out->precision == -2) {
        if (!argument(message, (*number)++, &star))
            return false;
        out->precision = (int)star;
    }
    return true;
}

static bool put_insert(struct message *message, const WCHAR **at)
{
    unsigned number = (unsigned)(*(*at)++ - L'0');
    struct vsapi_conversion conversion;
    ULONG_PTR value = 0;

    if (**at >= L'0' && **at <= L'9')
        number = 10 * number + (unsigned)(*(*at)++ - L'0');
    if (!read_format(message, at, &number, &conversion) || number > INSERTS ||
        !argument(message, number, &value))
        return false;
    vsapi_conversion_put(&conversion, value, message->wide, &message->out);
    return true;
}

/* What stands behind a %. *end: the message ends here, without a line end. */
static bool put_escape(struct message *message, const WCHAR **at, bool *end)
{
    bool ignore = message->flags & FORMAT_MESSAGE_IGNORE_INSERTS;

    if (**at == L'0') {
        *end = true;
    } else if (**at >= L'1' && **at <= L'9' && !ignore) {
        return put_insert(message, at);
    } else if (**at == L'n') {
        vsapi_wide_put_text(&message->out, L"\r\n");
        ++*at;
    } else if (**at == L'r' || **at == L't' || **at == L'b') {
        vsapi_wide_put(&message->out, **at == L'r' ? L'\r' : **at == L't' ? L'\t' : L' ');
        ++*at;
    } else if (**at >= L'1' && **at <= L'9') {
        vsapi_wide_put(&message->out, L'%');
    } else if (**at) {
        vsapi_wide_put(&message->out, *(*at)++);
    }
    return true;
}

/* Line ends of the text are blanks if the program sets the width of lines, else as they are. */
static void put_line_end(struct message *message, const WCHAR **at)
{
    if (**at == L'\r' && (*at)[1] == L'\n')
        ++*at;
    ++*at;
    vsapi_wide_put_text(&message->out,
                        message->flags & FORMAT_MESSAGE_MAX_WIDTH_MASK ? L" " : L"\r\n");
}

static bool put_text(struct message *message, const WCHAR *text)
{
    bool end = false;

    while (*text && !end) {
        if (*text == L'\r' || *text == L'\n') {
            put_line_end(message, &text);
        } else if (*text != L'%') {
            vsapi_wide_put(&message->out, *text++);
        } else {
            text++;
            if (!put_escape(message, &text, &end))
                return false;
        }
    }
    return true;
}

/* The text of a message of the system, with a line end, or blank, behind it. */
static bool put_system(struct message *message, DWORD code)
{
    const char *text = vsapi_system_message(code);
    WCHAR *wide;
    bool done;

    if (!text)
        return vsapi_win32_fail(ERROR_MR_MID_NOT_FOUND);
    if (!vsapi_wide_in(text, &wide))
        return false;
    done = put_text(message, wide);
    vsapi_wide_put_text(&message->out,
                        message->flags & FORMAT_MESSAGE_MAX_WIDTH_MASK ? L" " : L"\r\n");
    vsapi_free(wide);
    return done;
}

static bool format(struct message *message, const WCHAR *source, DWORD code)
{
    if (message->flags & FORMAT_MESSAGE_FROM_STRING) {
        if (!put_text(message, source))
            return false;
    } else if (message->flags & FORMAT_MESSAGE_FROM_SYSTEM) {
        if (!put_system(message, code))
            return false;
    } else { /* no module here has messages */
        return vsapi_win32_fail(message->flags & FORMAT_MESSAGE_FROM_HMODULE
                                    ? ERROR_RESOURCE_DATA_NOT_FOUND
                                    : ERROR_INVALID_PARAMETER);
    }
    vsapi_wide_put(&message->out, L'\0');
    return message->out.failed ? vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY) : true;
}

static struct message message_of(DWORD flags, va_list *arguments, bool wide)
{
    struct message message = {.flags = flags, .wide = wide};

    if (flags & FORMAT_MESSAGE_ARGUMENT_ARRAY)
        message.array = (const ULONG_PTR *)arguments;
    else
        message.list = arguments;
    return message;
}

/* Into a buffer of the caller's, or a new one whose address he gets. */
static DWORD hand_out(DWORD flags, const void *text, size_t length, size_t unit, void *out,
                      DWORD room)
{
    size_t size = (length + 1) * unit;
    void *to = out;

    if (flags & FORMAT_MESSAGE_ALLOCATE_BUFFER) {
        to = LocalAlloc(LMEM_FIXED, size > room * unit ? size : room * unit);
        if (!to)
            return 0;
        *(void **)out = to;
    } else if (length >= room) {
        return (DWORD)vsapi_win32_fail(ERROR_INSUFFICIENT_BUFFER);
    }
    memcpy(to, text, size);
    return (DWORD)length;
}

DWORD WINAPI FormatMessageW(DWORD flags, LPCVOID source, DWORD code, DWORD language, LPWSTR out,
                            DWORD room, va_list *arguments)
{
    struct message message = message_of(flags, arguments, true);
    DWORD length = 0;

    (void)language; /* there is one */
    if (!out || (flags & FORMAT_MESSAGE_FROM_STRING && !source))
        return (DWORD)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (flags & FORMAT_MESSAGE_ALLOCATE_BUFFER)
        *(void **)out = NULL;
    if (format(&message, source, code))
        length = hand_out(flags, message.out.text.items, message.out.text.count - 1, sizeof(WCHAR),
                          out, room);
    vsapi_free(message.out.text.items);
    return length;
}

static DWORD format_narrow(struct message *message, const WCHAR *source, DWORD code, LPSTR out,
                           DWORD room)
{
    char *narrow = NULL;
    DWORD length = 0;

    if (format(message, source, code) && vsapi_text_in(message->out.text.items, &narrow))
        length = hand_out(message->flags, narrow, strlen(narrow), 1, out, room);
    vsapi_free(narrow);
    vsapi_free(message->out.text.items);
    return length;
}

DWORD WINAPI FormatMessageA(DWORD flags, LPCVOID source, DWORD code, DWORD language, LPSTR out,
                            DWORD room, va_list *arguments)
{
    struct message message = message_of(flags, arguments, false);
    WCHAR *wide = NULL;
    DWORD length;

    (void)language;
    if (!out || (flags & FORMAT_MESSAGE_FROM_STRING && !source))
        return (DWORD)vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (flags & FORMAT_MESSAGE_ALLOCATE_BUFFER)
        *(void **)out = NULL;
    if (flags & FORMAT_MESSAGE_FROM_STRING && !vsapi_wide_in(source, &wide))
        return 0;
    length = format_narrow(&message, wide, code, out, room);
    vsapi_free(wide);
    return length;
}
