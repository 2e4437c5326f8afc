/*
 * vsapi/service/making.c - the time limits of a shadow copy set that is being made.
 *
 * Writers wait for Thaw no longer than each allows, writes are held for ten seconds, and no call to
 * a provider is waited for longer than the nearest of these ends; where the documentation has no
 * limit, one of ours holds (docs/decisions.md#provider-limits). What is late is decided by time
 * stamps: a call that returns too late and one that was given up meanwhile come to the same.
 */
#include "making.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>

#define CALL_LIMIT_MS 600000u
#define ABORT_LIMIT_MS 60000u

static uint64_t now_ms(const struct vsapi_session *session)
{
    return vsapi_clock_now_ms(vsapi_service_clock(session->service));
}

static bool is_inline(const struct vsapi_session *session)
{
    return vsapi_host_delivery(session->service->host) == VSAPI_DELIVERY_INLINE;
}

/* ---- the windows of writers ---------------------------------------------------------------------
 */

static uint64_t window_end_ms(const struct vsapi_session_writer *writer)
{
    return writer->frozen_ms + writer->writer->info.timeout_freeze_ms;
}

/* Fails the writers that should have had their Thaw by now; tells the first. */
static const struct vsapi_session_writer *fail_windows(struct vsapi_session *session)
{
    const struct vsapi_session_writer *first = NULL;
    uint64_t now = now_ms(session);

    for (size_t i = 0; i < session->writers.count; i++) {
        struct vsapi_session_writer *writer = session->writers.items[i];

        if (!writer->frozen || now <= window_end_ms(writer))
            continue;
        first = first ? first : writer;
        vsapi_session_writer_failed(session, writer, VSS_WS_FAILED_AT_THAW,
                                    VSS_E_WRITERERROR_TIMEOUT,
                                    "Thaw did not come within the time the writer allows");
    }
    return first;
}

HRESULT vsapi_making_check_windows(struct vsapi_session *session)
{
    const struct vsapi_session_writer *writer = is_inline(session) ? NULL : fail_windows(session);

    if (!writer)
        return S_OK;
    return vsapi_fail(VSS_E_UNEXPECTED_WRITER_ERROR,
                      "writer \"%s\" was frozen longer than the %u ms it allows before Thaw could "
                      "be sent: the Freeze of a writer, or flushing the volumes, took too long (a "
                      "writer's mistake, unless the machine is slow)",
                      writer->writer->info.name, (unsigned)writer->writer->info.timeout_freeze_ms);
}

/* ---- calls of providers -------------------------------------------------------------------------
 */

/* The first limit that is running. */
static uint64_t nearest_end_ms(const struct vsapi_session *session)
{
    const struct vsapi_making *making = &session->making;
    uint64_t end_ms = making->call_began_ms + (making->aborting ? ABORT_LIMIT_MS : CALL_LIMIT_MS);

    if (making->holding && making->hold_began_ms + VSAPI_HOLD_LIMIT_MS < end_ms)
        end_ms = making->hold_began_ms + VSAPI_HOLD_LIMIT_MS;
    for (size_t i = 0; i < session->writers.count; i++) {
        const struct vsapi_session_writer *writer = session->writers.items[i];

        if (writer->frozen && window_end_ms(writer) < end_ms)
            end_ms = window_end_ms(writer);
    }
    return end_ms;
}

struct vsapi_provider_call vsapi_making_call(struct vsapi_session *session,
                                             struct vsapi_provider *provider, const char *name)
{
    struct vsapi_making *making = &session->making;

    making->calling = provider;
    making->call = name;
    making->call_began_ms = now_ms(session);
    making->limit.deadline_ms = nearest_end_ms(session) + 1;
    making->limit.job = making->late;
    making->limit.set = session->set_id;
    return (struct vsapi_provider_call){session->service, &session->id, provider, &making->limit};
}

HRESULT vsapi_making_late(struct vsapi_session *session)
{
    const struct vsapi_making *making = &session->making;
    const char *name = making->calling->info.name;
    const struct vsapi_session_writer *writer;
    uint64_t took_ms = now_ms(session) - making->call_began_ms;

    if (making->holding && now_ms(session) > making->hold_began_ms + VSAPI_HOLD_LIMIT_MS)
        return vsapi_fail(VSS_E_HOLD_WRITES_TIMEOUT,
                          "provider \"%s\" had not returned from %s when writes could be held no "
                          "longer: %llu ms, of %u for all providers (provider's mistake)",
                          name, making->call, (unsigned long long)took_ms, VSAPI_HOLD_LIMIT_MS);
    writer = fail_windows(session);
    if (writer)
        return vsapi_fail(VSS_E_UNEXPECTED_PROVIDER_ERROR,
                          "provider \"%s\" took %llu ms for %s and more: writer \"%s\" may be "
                          "frozen for %u ms (provider's mistake)",
                          name, (unsigned long long)took_ms, making->call,
                          writer->writer->info.name,
                          (unsigned)writer->writer->info.timeout_freeze_ms);
    return vsapi_fail(VSS_E_UNEXPECTED_PROVIDER_ERROR,
                      "provider \"%s\" has not returned from %s within %u ms (provider's mistake)",
                      name, making->call, CALL_LIMIT_MS);
}

HRESULT vsapi_making_judge(struct vsapi_session *session, HRESULT hr)
{
    if (hr != S_OK || is_inline(session) || now_ms(session) < session->making.limit.deadline_ms)
        return hr;
    return vsapi_making_late(session);
}
