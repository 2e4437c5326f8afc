/*
 * vsapi/service/seam.c - where the service calls a writer; seam_provider.c is its twin.
 *
 * Every event to every writer, ours or a user's, passes here and nowhere else: it is traced,
 * planned faults and delays happen, and the answer is checked, recorded and never trusted. What it
 * means for the backup is decided by others. Time-outs are kept by deliver.c, who waits.
 */
#include "event.h"

#include <vsapi/clock.h>
#include <vsapi/error.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

/* The codes that a writer may set (WERR-003); the service's own two come from planned faults. */
static const HRESULT writer_codes[] = {
    VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT,
    VSS_E_WRITERERROR_OUTOFRESOURCES,
    VSS_E_WRITERERROR_TIMEOUT,
    VSS_E_WRITERERROR_RETRYABLE,
    VSS_E_WRITERERROR_NONRETRYABLE,
    VSS_E_WRITERERROR_PARTIAL_FAILURE,
    VSS_E_WRITERERROR_RECOVERY_FAILED,
    VSS_E_WRITER_NOT_RESPONDING,
    VSS_E_WRITER_STATUS_NOT_AVAILABLE,
};

static bool is_writer_code(HRESULT hr)
{
    for (size_t i = 0; i < sizeof writer_codes / sizeof *writer_codes; i++)
        if (writer_codes[i] == hr)
            return true;
    return false;
}

static void answer_note(const struct vsapi_dispatch *dispatch, const char *rule, const char *text)
{
    vsapi_trace_note("answer", rule, &dispatch->event.session_id,
                     "writer=%s event=%s hr=%h text=%s", dispatch->to->info.name,
                     vsapi_event_name(dispatch->event.kind), dispatch->answer.hr, text);
}

/*
 * What counts as the writer's answer (docs/decisions.md#writer-answers): false without a code is a
 * failure that will happen again; a code that is none of the writers' becomes that one as well;
 * codes set in Identify are not heard.
 */
static void answer_check(struct vsapi_dispatch *dispatch)
{
    struct vsapi_event_answer *answer = &dispatch->answer;

    if (answer->lost) {
        answer->hr = VSS_E_WRITER_NOT_RESPONDING;
        return;
    }
    if (dispatch->event.kind == VSAPI_EVENT_IDENTIFY) {
        if (FAILED(answer->hr) && !answer->refused) {
            answer_note(dispatch, "WERR-005", "SetWriterFailure in Identify is not heard");
            answer->hr = S_OK;
        }
        return;
    }
    if (answer->hr == S_OK && answer->refused) {
        answer_note(dispatch, "WERR-002", "false without SetWriterFailure");
        answer->hr = VSS_E_WRITERERROR_NONRETRYABLE;
    } else if (answer->hr != S_OK && !is_writer_code(answer->hr)) {
        answer_note(dispatch, "WERR-003", "not a code of writers");
        answer->hr = VSS_E_WRITERERROR_NONRETRYABLE;
    }
}

/* The event whose handler runs on this thread; NULL: none. */
static _Thread_local const struct vsapi_event *in_handler;

bool vsapi_seam_in_handler(const VSS_ID *session_id)
{
    return in_handler && IsEqualGUID(&in_handler->session_id, session_id);
}

static void handler_run(struct vsapi_dispatch *dispatch)
{
    const struct vsapi_event *before = in_handler;

    in_handler = &dispatch->event;
    dispatch->to->ops->deliver(dispatch->to->writer, &dispatch->event, &dispatch->answer);
    in_handler = before;
    dispatch->gone = dispatch->answer.lost;
}

/* The code of a planned fault stands for a handler that was not called. */
static void seam_call(struct vsapi_dispatch *dispatch)
{
    struct vsapi_subscription *to = dispatch->to;
    struct vsapi_fault_target target = {
        to->info.name, to->info.instance_name, {&to->info.writer_id, &to->info.instance_id}};
    uint64_t past_ms = dispatch->deadline_ms;
    HRESULT hr;

    if (past_ms == VSAPI_CLOCK_NEVER)
        past_ms = vsapi_clock_now_ms(vsapi_service_clock(to->service)) + dispatch->limit_ms + 1;
    hr = vsapi_fault_play(to->service->faults, vsapi_event_name(dispatch->event.kind), &target,
                          past_ms);
    if (hr == S_OK) {
        handler_run(dispatch);
        return;
    }
    dispatch->answer.refused = true;
    dispatch->answer.hr = hr;
    dispatch->answer.message = vsapi_strdup(vsapi_last_message());
}

void vsapi_seam_event(struct vsapi_dispatch *dispatch)
{
    const struct vsapi_event *event = &dispatch->event;
    const struct vsapi_writer_info *info = &dispatch->to->info;
    struct vsapi_span span = {0};

    vsapi_message_clear();
    if (vsapi_trace_on())
        span = vsapi_trace_begin(
            "event", vsapi_event_name(event->kind), &event->session_id,
            "writer=%s writer_id=%g instance=%g level=%d set=%g context=%d components=%b",
            info->name, &info->writer_id, &info->instance_id, (int)event->level,
            &event->snapshot_set_id, (int)event->context, event->components != NULL);
    seam_call(dispatch);
    answer_check(dispatch);
    if (span.id != 0)
        vsapi_trace_end(
            &span,
            dispatch->answer.refused && dispatch->answer.hr == S_OK ? S_FALSE : dispatch->answer.hr,
            "refused=%b message=%s", dispatch->answer.refused,
            dispatch->answer.message ? dispatch->answer.message : "");
}
