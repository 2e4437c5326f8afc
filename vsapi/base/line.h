/*
 * vsapi/base/line.h - one line of the trace while it is put together; for trace.c.
 */
#ifndef VSAPI_BASE_LINE_H
#define VSAPI_BASE_LINE_H

#include <vsapi/platform.h>

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#define VSAPI_LINE_HEAD 64    /* room before the contents for {"n":..,"at_us":.. */
#define VSAPI_LINE_BYTES 2000 /* on the stack; longer lines go to the heap */

struct vsapi_line {
    char *bytes;
    size_t used, capacity;
    size_t sound; /* up to here the line is whole, should memory run out behind it */
    bool cut;
    char room[VSAPI_LINE_BYTES];
};

void vsapi_line_init(struct vsapi_line *line);
void vsapi_line_finish(struct vsapi_line *line);
/* Each adds ,"name":value. A text of NULL becomes null. */
void vsapi_line_text(struct vsapi_line *line, const char *name, const char *text);
void vsapi_line_number(struct vsapi_line *line, const char *name, uint64_t number);
void vsapi_line_guid(struct vsapi_line *line, const char *name, const GUID *guid);
/* Adds ,"args":{..} after a format of vsapi/trace.h; nothing for NULL or "". */
void vsapi_line_args(struct vsapi_line *line, const char *format, va_list args);
/* Completes the line with its head, its closing brace and a line end. *bytes is the line's own. */
void vsapi_line_close(struct vsapi_line *line, uint64_t n, uint64_t at_us, const char **bytes,
                      size_t *length);

#endif
