/*
 * vsapi/clock.h - the one clock that all waiting and all time-outs go through.
 *
 * A real clock follows the machine. A manual one stands still until somebody sleeps on it, which
 * moves it at once, or advances it; with it a test passes the 60 s freeze window in no time.
 */
#ifndef VSAPI_CLOCK_H
#define VSAPI_CLOCK_H

#include <vsapi/platform.h>

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

struct vsapi_clock;
struct vsapi_cond;
struct vsapi_mutex;

#define VSAPI_CLOCK_NEVER UINT64_MAX

/** Makes a clock that follows the machine's. @retval E_OUTOFMEMORY */
VSAPI_EXPORT HRESULT vsapi_clock_create_real(struct vsapi_clock **out);
/** Makes a clock that moves only by vsapi_clock_sleep and vsapi_clock_advance.
 *  @param start_filetime  its first time of day, 100 ns since 1601-01-01 UTC  @retval E_OUTOFMEMORY
 */
VSAPI_EXPORT HRESULT vsapi_clock_create_manual(uint64_t start_filetime, struct vsapi_clock **out);
/** Ends a clock that nobody waits on. */
VSAPI_EXPORT void vsapi_clock_destroy(struct vsapi_clock *clock);
/** Milliseconds since the clock was made; never goes back. */
VSAPI_EXPORT uint64_t vsapi_clock_now_ms(struct vsapi_clock *clock);
/** Microseconds since the clock was made. */
VSAPI_EXPORT uint64_t vsapi_clock_now_us(struct vsapi_clock *clock);
/** Time of day, 100 ns since 1601-01-01 UTC. */
VSAPI_EXPORT uint64_t vsapi_clock_filetime(struct vsapi_clock *clock);
/** Sleeps; a manual clock jumps instead and wakes whoever waited for that time. */
VSAPI_EXPORT void vsapi_clock_sleep(struct vsapi_clock *clock, uint64_t delay_ms);
/** Moves a manual clock; nothing happens to a real one. */
VSAPI_EXPORT void vsapi_clock_advance(struct vsapi_clock *clock, uint64_t delay_ms);

/* Waits on cond until it is signalled (or woken for no reason: test the condition again), or the
 * clock reaches deadline_ms: then false. VSAPI_CLOCK_NEVER waits without limit. */
bool vsapi_clock_wait(struct vsapi_clock *clock, struct vsapi_cond *cond, struct vsapi_mutex *mutex,
                      uint64_t deadline_ms);
bool vsapi_clock_is_manual(const struct vsapi_clock *clock);
/* Milliseconds of the machine's own time, for what must end even if a manual clock stands still:
 * who cannot go on for a reason that no clock ends waits that much longer, no more. */
uint64_t vsapi_clock_machine_ms(void);
#define VSAPI_CLOCK_PATIENCE_MS 500
/* The clock that Sleep, WaitForSingleObject and GetSystemTimeAsFileTime of the native ground use:
 * that of the embedded service's host, a real one before there is any. */
struct vsapi_clock *vsapi_clock_current(void);
void vsapi_clock_set_current(struct vsapi_clock *clock); /* NULL: back to the real one */

#ifdef __cplusplus
}
#endif
#endif
