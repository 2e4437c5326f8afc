/*
 * vsapi/error.h - the sentence behind an HRESULT.
 *
 * A function that fails returns the documented HRESULT; what went wrong, with its values and whose
 * mistake it was, is kept as one sentence for the thread. An asynchronous operation hands its
 * sentence to whoever waits for it. Libraries never print; programs print vsapi_last_message().
 */
#ifndef VSAPI_ERROR_H
#define VSAPI_ERROR_H

#include <vsapi/platform.h>

#ifdef __cplusplus
extern "C" {
#endif

/**
 * Tells why the last failing call on this thread failed.
 *
 * @return one sentence in UTF-8 without a line end, or "" when the last call did not fail
 *
 * Threads:   each thread has its own sentence.
 * Ownership: the text is the library's and holds until the thread's next call into it.
 */
VSAPI_EXPORT const char *vsapi_last_message(void);

/** The documented name of a code ("VSS_E_BAD_STATE"), or "0x8004230C" for one without a name.
 *  Ownership: the text is the library's; for a code without a name until the thread's next call. */
VSAPI_EXPORT const char *vsapi_hresult_name(HRESULT hr);
/** The code of a documented name, or of "0x" and eight digits.  @return false: there is none */
VSAPI_EXPORT bool vsapi_hresult_from_name(const char *name, HRESULT *out);

/* Keeps the sentence for this thread and returns hr. Inner use, as all below. */
HRESULT vsapi_fail(HRESULT hr, const char *format, ...) VSAPI_PRINTF(2, 3);
/* Out of memory: keeps a fixed sentence, allocates nothing. */
HRESULT vsapi_out_of_memory(void);
/* Forgets the sentence: each API call begins so. */
void vsapi_message_clear(void);
/* Replaces the sentence of this thread; NULL or "" clears it. */
void vsapi_message_set(const char *sentence);
/* Appends or prepends context: "AddToSnapshotSet: " + sentence. */
void vsapi_message_prefix(const char *format, ...) VSAPI_PRINTF(1, 2);

#ifdef __cplusplus
}
#endif
#endif
