/* tests/service/test_protocol.c - what is in messages between processes, cut short and wrong. */
#include "vstest.h"

#include <vsapi/cotask.h>
#include <vsapi/protocol.h>

static const GUID writer_id = {1, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};

static struct vsapi_writer_info an_info(const char *name, const char *instance_name)
{
    return (struct vsapi_writer_info){.size = sizeof(struct vsapi_writer_info),
                                      .writer_id = writer_id,
                                      .name = name,
                                      .instance_name = instance_name,
                                      .timeout_freeze_ms = 60000,
                                      .event_mask = 7};
}

static const struct name_row {
    const char *name, *writer, *instance;
    HRESULT hr;
} name_rows[] = {
    {"both", "Writer", "K\xC3\xB6ln", S_OK},
    {"no instance name", "Writer", NULL, S_OK},
    {"no name", NULL, "K\xC3\xB6ln", E_INVALIDARG},
    {"a name that is not UTF-8", "\xFF\xFE", NULL, E_INVALIDARG},
    {"an instance name that is not UTF-8", "Writer", "K\xF6ln", E_INVALIDARG},
};

VSTEST_TABLE(protocol, a_writer_has_a_name_that_requesters_can_read, name_rows)
{
    const struct name_row *row = &name_rows[*row_];
    struct vsapi_writer_info info = an_info(row->writer, row->instance), taken;
    struct vsapi_frame frame = {0};

    vsapi_frame_begin(&frame, VSAPI_ASK_SUBSCRIBE);
    vsapi_put_writer_info(&frame, &info);
    VSTEST_HR(vsapi_take_writer_info(&frame, &taken), row->hr, row->name);
    if (row->hr == S_OK) {
        VSTEST_TEXT(taken.name, row->writer, row->name);
        VSTEST_TEXT(taken.instance_name, row->instance, row->name);
        cr_expect(IsEqualGUID(&taken.writer_id, &writer_id) && taken.event_mask == 7 &&
                      taken.timeout_freeze_ms == 60000,
                  "%s arrives changed", row->name);
        VSTEST_HR(vsapi_frame_taken(&frame), S_OK, row->name);
    }
    vsapi_frame_finish(&frame);
}

Test(protocol, a_writer_that_is_cut_short_is_refused)
{
    struct vsapi_writer_info info = an_info("Writer", "K\xC3\xB6ln"), taken;
    struct vsapi_frame frame = {0};
    size_t whole;

    vsapi_frame_begin(&frame, VSAPI_ASK_SUBSCRIBE);
    vsapi_put_writer_info(&frame, &info);
    whole = frame.size_bytes;
    for (frame.size_bytes = VSAPI_FRAME_HEAD; frame.size_bytes < whole; frame.size_bytes++) {
        frame.at = VSAPI_FRAME_HEAD;
        frame.failed = false;
        VSTEST_HR(vsapi_take_writer_info(&frame, &taken), E_INVALIDARG, "");
    }
    vsapi_frame_finish(&frame);
}

static const struct message_row {
    const char *name, *message;
    HRESULT hr;
} message_rows[] = {
    {"none", NULL, S_OK},
    {"one", "the disk is full", S_OK},
    {"one that is not UTF-8", "\xC3", E_INVALIDARG},
};

VSTEST_TABLE(protocol, a_writer_says_what_requesters_can_read, message_rows)
{
    const struct message_row *row = &message_rows[*row_];
    struct vsapi_event event = {.kind = VSAPI_EVENT_FREEZE};
    struct vsapi_event_answer sent = {.refused = true,
                                      .hr = VSS_E_WRITERERROR_RETRYABLE,
                                      .message = (char *)row->message},
                              taken = {0};
    struct vsapi_frame frame = {0};

    vsapi_frame_begin(&frame, VSAPI_ASK_EVENT);
    vsapi_put_event_answer(&frame, &event, &sent);
    VSTEST_HR(vsapi_take_event_answer(&frame, &event, &taken), row->hr, row->name);
    if (row->hr == S_OK) {
        VSTEST_TEXT(taken.message, row->message, row->name);
        cr_expect(taken.refused && taken.hr == sent.hr, "%s arrives changed", row->name);
    }
    vsapi_free(taken.message);
    vsapi_frame_finish(&frame);
}
