/*
 * vsapi/base/trace.c - the trace: one JSON object a line, as docs/trace.md has it.
 *
 * A line is put together by hand in a buffer on the stack (line.c) and goes out with one write, so
 * that whatever preceded a crash is in the file. Number and time are given under the lock that also
 * orders the writing; the lines of a file therefore count up without gaps and never go back in
 * time.
 */
#include <vsapi/trace.h>

#include <vsapi/clock.h>
#include <vsapi/local.h>
#include <vsapi/thread.h>

#include "line.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define SCHEMA_VERSION 1
#define NESTED_CALLS 16 /* API calls within API calls of one thread that are told apart */

atomic_bool vsapi_trace_on_;

static struct vsapi_mutex trace_lock = VSAPI_MUTEX_INIT; /* guards what follows */
static int trace_file = -1;
static void (*trace_sink)(void *context, const char *line, size_t length);
static void *trace_sink_context;
static uint64_t trace_lines; /* written since the trace was begun */

static _Atomic(struct vsapi_clock *) trace_clock; /* NULL: the current one */
static atomic_uint_fast64_t trace_spans;

static uint64_t trace_now_us(void)
{
    struct vsapi_clock *clock = atomic_load(&trace_clock);

    return vsapi_clock_now_us(clock ? clock : vsapi_clock_current());
}

/* Writes a whole line. A file that takes no more ends the trace: half a line is better the last. */
static void file_write(const char *bytes, size_t length)
{
    while (length > 0) {
        ssize_t written = write(trace_file, bytes, length);

        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            atomic_store(&vsapi_trace_on_, false);
            return;
        }
        bytes += written;
        length -= (size_t)written;
    }
}

/* Puts number and time before a line's contents and sends it off. The lock is held. */
static void line_send_locked(struct vsapi_line *line)
{
    size_t length;
    const char *bytes;

    vsapi_line_close(line, trace_lines, trace_now_us(), &bytes, &length);
    trace_lines++;
    if (trace_sink)
        trace_sink(trace_sink_context, bytes, length - 1);
    else if (trace_file >= 0)
        file_write(bytes, length);
}

static void line_send(struct vsapi_line *line)
{
    vsapi_mutex_lock(&trace_lock);
    if (vsapi_trace_on())
        line_send_locked(line);
    vsapi_mutex_unlock(&trace_lock);
    vsapi_line_finish(line);
}

/* The first line: what kind of file this is, of which process, and when it began. */
static void header_send_locked(void)
{
    struct vsapi_line line;
    char text[sizeof "2026-01-01T00:00:00Z"] = "";
    time_t now = time(NULL);
    struct tm parts;

    if (gmtime_r(&now, &parts))
        strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts);
    vsapi_line_init(&line);
    vsapi_line_text(&line, "kind", "trace");
    vsapi_line_number(&line, "v", SCHEMA_VERSION);
    vsapi_line_number(&line, "pid", (uint64_t)getpid());
    vsapi_line_text(&line, "time", text);
    line_send_locked(&line);
    vsapi_line_finish(&line);
}

/* Gives the trace another target; the file before is closed. */
static void trace_target(int file, void (*sink)(void *, const char *, size_t), void *context)
{
    vsapi_mutex_lock(&trace_lock);
    if (trace_file >= 0)
        close(trace_file);
    trace_file = file;
    trace_sink = sink;
    trace_sink_context = context;
    trace_lines = 0;
    atomic_store(&vsapi_trace_on_, file >= 0 || sink);
    if (file >= 0 || sink)
        header_send_locked();
    vsapi_mutex_unlock(&trace_lock);
}

HRESULT vsapi_trace_open(const char *path)
{
    int file = -1;

    if (path) {
        file = vsapi_local_create(path);
        if (file < 0)
            return vsapi_fail(E_INVALIDARG, "the trace %s cannot be written: %s", path,
                              strerror(errno));
    }
    trace_target(file, NULL, NULL);
    return S_OK;
}

void vsapi_trace_sink(void (*sink)(void *context, const char *line, size_t length), void *context)
{
    trace_target(-1, sink, context);
}

void vsapi_trace_set_clock(struct vsapi_clock *clock)
{
    atomic_store(&trace_clock, clock);
}

/* What all lines but the first begin with. */
static void line_begin(struct vsapi_line *line, const char *kind, const char *phase)
{
    vsapi_line_init(line);
    vsapi_line_number(line, "thread", vsapi_thread_self());
    vsapi_line_text(line, "kind", kind);
    vsapi_line_text(line, "phase", phase);
}

static void line_session(struct vsapi_line *line, const VSS_ID *session)
{
    if (session)
        vsapi_line_guid(line, "session", session);
}

static struct vsapi_span span_begin(const char *kind, const char *name, const VSS_ID *session,
                                    const char *format, va_list args)
{
    struct vsapi_span span = {.kind = kind, .name = name};
    struct vsapi_line line;

    span.id = atomic_fetch_add_explicit(&trace_spans, 1, memory_order_relaxed) + 1;
    span.began_us = trace_now_us();
    line_begin(&line, kind, "begin");
    vsapi_line_number(&line, "id", span.id);
    vsapi_line_text(&line, "name", name);
    line_session(&line, session);
    vsapi_line_args(&line, format, args);
    line_send(&line);
    return span;
}

static void span_end(struct vsapi_span *span, HRESULT hr, const char *format, va_list *args)
{
    struct vsapi_line line;
    uint64_t now_us = trace_now_us();

    line_begin(&line, span->kind, "end");
    vsapi_line_number(&line, "id", span->id);
    vsapi_line_text(&line, "name", span->name);
    vsapi_line_text(&line, "hr", vsapi_hresult_name(hr));
    vsapi_line_number(&line, "us", now_us > span->began_us ? now_us - span->began_us : 0);
    if (FAILED(hr) && *vsapi_last_message())
        vsapi_line_text(&line, "message", vsapi_last_message());
    if (format)
        vsapi_line_args(&line, format, *args);
    line_send(&line);
    span->id = 0;
}

struct vsapi_span vsapi_trace_begin(const char *kind, const char *name, const VSS_ID *session,
                                    const char *format, ...)
{
    struct vsapi_span span = {0};
    va_list args;

    if (!vsapi_trace_on())
        return span;
    va_start(args, format);
    span = span_begin(kind, name, session, format, args);
    va_end(args);
    return span;
}

void vsapi_trace_end(struct vsapi_span *span, HRESULT hr, const char *format, ...)
{
    va_list args;

    if (span->id == 0 || !vsapi_trace_on())
        return;
    va_start(args, format);
    span_end(span, hr, format, &args);
    va_end(args);
}

void vsapi_trace_note(const char *kind, const char *name, const VSS_ID *session, const char *format,
                      ...)
{
    struct vsapi_line line;
    va_list args;

    if (!vsapi_trace_on())
        return;
    line_begin(&line, kind, "note");
    vsapi_line_text(&line, "name", name);
    line_session(&line, session);
    va_start(args, format);
    vsapi_line_args(&line, format, args);
    va_end(args);
    line_send(&line);
}

/* The API calls that this thread is in. Deeper ones than there is room for leave no lines. */
static _Thread_local struct vsapi_span api_calls[NESTED_CALLS];
static _Thread_local unsigned api_depth;

void vsapi_api_begin_(const char *name, const VSS_ID *session, const char *format, ...)
{
    unsigned at = api_depth++;
    va_list args;

    if (at >= NESTED_CALLS)
        return;
    va_start(args, format);
    api_calls[at] = span_begin("api", name, session, format, args);
    va_end(args);
}

HRESULT vsapi_api_end_(HRESULT hr)
{
    unsigned at = --api_depth;

    if (at < NESTED_CALLS)
        vsapi_trace_end(&api_calls[at], hr, NULL);
    return hr;
}
