/*
 * vsapi/trace.h - the only witness: API calls, events to writers and provider calls, in order.
 *
 * JSON Lines, one object a line, written as they happen so that what preceded a crash is there.
 * Off, a call costs a branch. The schema is docs/trace.md. Values are given by a format whose words
 * are `name=%x` separated by blanks: %g const GUID *, %w LPCWSTR, %s UTF-8, %d int, %u unsigned,
 * %D int64_t, %b bool, %h HRESULT, %p pointer (null or not).
 */
#ifndef VSAPI_TRACE_H
#define VSAPI_TRACE_H

#include <vsapi/error.h>
#include <vsapi/platform.h>
#include <vss.h>

#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

struct vsapi_clock;

extern atomic_bool vsapi_trace_on_; /* read through vsapi_trace_on */
static inline bool vsapi_trace_on(void)
{
    return atomic_load_explicit(&vsapi_trace_on_, memory_order_relaxed);
}

/* Starts writing to a file (replaces it), or stops with NULL. E_INVALIDARG: cannot be written. */
HRESULT vsapi_trace_open(const char *path);
/* Hands each line (without line end) to a function instead; NULL stops. Called under a lock. */
VSAPI_EXPORT void vsapi_trace_sink(void (*sink)(void *context, const char *line, size_t length),
                                   void *context);
void vsapi_trace_set_clock(struct vsapi_clock *clock); /* whose time the lines carry */

struct vsapi_span { /* one call that is going on; lives on the caller's stack */
    uint64_t id;    /* 0: not traced */
    uint64_t began_us;
    const char *kind, *name;
};
/* kind is "api", "event" (service to writer) or "provider"; name the documented name, such as
 * "IVssBackupComponents.AddComponent", "Freeze", "CommitSnapshots". session may be NULL. */
struct vsapi_span vsapi_trace_begin(const char *kind, const char *name, const VSS_ID *session,
                                    const char *format, ...);
/* Adds the result, and values that came out (format may be NULL), and if hr failed the sentence. */
void vsapi_trace_end(struct vsapi_span *span, HRESULT hr, const char *format, ...);
/* A thing that happened, without duration ("note", "fault", "writer-state", ...). */
void vsapi_trace_note(const char *kind, const char *name, const VSS_ID *session, const char *format,
                      ...);

/* One line a method: return VSAPI_API("IVssAsync.Wait", &session, async_wait(self, ms), "ms=%u",
 * ms); Forgets the thread's sentence, traces begin and end, evaluates to CALL. Nests. */
#define VSAPI_API(NAME, SESSION, CALL, ...)                                                        \
    (vsapi_message_clear(),                                                                        \
     vsapi_trace_on() ? (vsapi_api_begin_(NAME, SESSION, __VA_ARGS__), vsapi_api_end_(CALL))       \
                      : (CALL))
void vsapi_api_begin_(const char *name, const VSS_ID *session, const char *format, ...);
HRESULT vsapi_api_end_(HRESULT hr);

#endif
