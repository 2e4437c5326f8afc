/*
 * tests/service/rig.c - the machine, the toy writers, the log and the requester of rig.h.
 */
#include "rig.h"

#include <jansson.h>

/* ---- writers -------------------------------------------------------------------------------- */

VSS_ID rig_id(unsigned a, unsigned b)
{
    VSS_ID id = {a, 0x1234, 0x5678, {0, 0, 0, 0, 0, 0, (unsigned char)(b >> 8), (unsigned char)b}};

    return id;
}

static bool toy_metadata(struct toy *toy, struct vsapi_wmd **out)
{
    struct vsapi_wm_component *component;
    struct vsapi_wmd *wmd;
    char name[24];
    HRESULT hr;

    if (FAILED(vsapi_wmd_create(&wmd)))
        return false;
    wmd->writer_id = toy->writer_id;
    wmd->instance_id = toy->instance_id;
    wmd->usage = VSS_UT_USERDATA;
    wmd->source = VSS_ST_OTHER;
    hr = vsapi_wmd_text(wmd, &wmd->friendly_name, toy->name);
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(wmd, &wmd->instance_name, toy->instance_name);
    for (unsigned i = 0; SUCCEEDED(hr) && i < toy->components; i++) {
        snprintf(name, sizeof name, "c%u", i);
        hr = vsapi_wmd_add_component(wmd, VSS_CT_FILEGROUP, NULL, name, &component);
        if (SUCCEEDED(hr))
            component->selectable = true;
    }
    if (FAILED(hr)) {
        vsapi_wmd_unref(wmd);
        return false;
    }
    *out = wmd;
    return true;
}

static void toy_deliver(void *object, struct vsapi_event *event, struct vsapi_event_answer *answer)
{
    struct toy *toy = object;
    size_t i = event->kind - VSAPI_EVENT_IDENTIFY;

    atomic_fetch_add(&toy->counts[i], 1);
    if (event->kind == VSAPI_EVENT_IDENTIFY && !toy_metadata(toy, &answer->metadata))
        answer->refused = true;
    if (toy->plan[i].sleep_ms > 0)
        vsapi_clock_sleep(toy->rig->clock, toy->plan[i].sleep_ms);
    if (toy->plan[i].refuse)
        answer->refused = true;
    if (toy->plan[i].hr != S_OK)
        answer->hr = toy->plan[i].hr;
    if (toy->plan[i].act)
        toy->plan[i].act(toy, event, answer);
}

static const struct vsapi_writer_ops toy_ops = {sizeof toy_ops, toy_deliver, NULL};

HRESULT toy_subscribe(struct rig *rig, struct toy *toy, unsigned number)
{
    struct vsapi_writer_info info = {
        .size = sizeof info,
        .name = toy->name,
        .instance_name = toy->instance_name,
        .usage = VSS_UT_USERDATA,
        .source = VSS_ST_OTHER,
        .level = toy->level ? toy->level : VSS_APP_FRONT_END,
        .timeout_freeze_ms = toy->timeout_freeze_ms ? toy->timeout_freeze_ms : 60000,
        .event_mask =
            toy->mask ? toy->mask : VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG,
    };

    if (IsEqualGUID(&toy->writer_id, &GUID_NULL))
        toy->writer_id = rig_id(number, 1);
    if (IsEqualGUID(&toy->instance_id, &GUID_NULL))
        toy->instance_id = rig_id(number, 2);
    info.writer_id = toy->writer_id;
    info.instance_id = toy->instance_id;
    toy->rig = rig;
    return vsapi_service_subscribe(rig->service, &info, &toy_ops, toy, &toy->subscription);
}

/* ---- the log ------------------------------------------------------------------------------------
 */

static void rig_log_add(struct rig *rig, const char *name, const char *who)
{
    int added = snprintf(rig->log + rig->log_length, sizeof rig->log - rig->log_length, "%s%s(%s)",
                         rig->log_length ? " " : "", name, who);

    if (added < 0 || rig->log_length + (size_t)added >= sizeof rig->log) {
        fprintf(stderr, "rig: the log has no room for %s(%s)\n", name, who);
        abort();
    }
    rig->log_length += (size_t)added;
}

/* Events and calls of providers when they begin, and what the service itself does. A line that
 * cannot be read would only show as one that is missing, so it ends the test. */
static void rig_sink(void *context, const char *line, size_t length)
{
    struct rig *rig = context;
    json_error_t error;
    json_t *json = json_loadb(line, length, 0, &error);
    const char *kind = json_string_value(json_object_get(json, "kind"));
    const char *phase = json_string_value(json_object_get(json, "phase"));
    const char *name = json_string_value(json_object_get(json, "name"));
    json_t *values = json_object_get(json, "args");
    const char *writer = json_string_value(json_object_get(values, "writer"));
    const char *provider = json_string_value(json_object_get(values, "provider"));

    if (!json) {
        fprintf(stderr, "rig: %s in the line %.*s\n", error.text, (int)length, line);
        abort();
    }
    if (kind && name && phase && strcmp(phase, "begin") == 0 && (writer || provider))
        rig_log_add(rig, name, writer ? writer : provider);
    else if (kind && name && strcmp(kind, "service") == 0)
        rig_log_add(rig, name, "");
    json_decref(json);
}

void rig_log_clear(struct rig *rig)
{
    rig->log_length = 0;
    rig->log[0] = '\0';
}

unsigned rig_log_count(const struct rig *rig, const char *word)
{
    unsigned count = 0;

    for (const char *at = strstr(rig->log, word); at; at = strstr(at + 1, word))
        count++;
    return count;
}

/* ---- the machine
 * ---------------------------------------------------------------------------------- */

void rig_prepare(struct rig *rig, enum vsapi_delivery delivery)
{
    static const char *const mounts[] = {"C:\\", "D:\\"};

    memset(rig, 0, sizeof *rig);
    if (FAILED(vsapi_host_create(&rig->host)) ||
        FAILED(vsapi_clock_create_manual(RIG_FILETIME, &rig->clock)))
        abort();
    vsapi_host_set_clock(rig->host, rig->clock);
    vsapi_host_set_delivery(rig->host, delivery);
    for (size_t i = 0; i < 2; i++) {
        struct vsapi_volume_options options = {.size = sizeof options, .mount = mounts[i]};

        if (FAILED(vsapi_host_add_volume(rig->host, &options, NULL)))
            abort();
    }
}

void rig_fault(struct rig *rig, const char *call, const char *target, uint64_t delay_ms, HRESULT hr)
{
    struct vsapi_fault fault = {.size = sizeof fault,
                                .call = call,
                                .target = target,
                                .nth = 1,
                                .delay_ms = delay_ms,
                                .hr = hr};

    if (FAILED(vsapi_host_add_fault(rig->host, &fault)))
        abort();
}

void rig_begin(struct rig *rig)
{
    if (FAILED(vsapi_service_create(rig->host, &rig->service)))
        abort();
    vsapi_trace_sink(rig_sink, rig);
    rig->toy = rig_provider(rig, "toy", 1);
    rig_log_clear(rig);
}

void rig_start(struct rig *rig, enum vsapi_delivery delivery)
{
    rig_prepare(rig, delivery);
    rig_begin(rig);
}

void rig_release(struct rig *rig)
{
    vsapi_operation_unref(rig->operation);
    rig->operation = NULL;
    vsapi_session_destroy(rig->session);
    rig->session = NULL;
}

void rig_stop(struct rig *rig)
{
    rig_release(rig);
    vsapi_trace_sink(NULL, NULL);
    vsapi_service_destroy(rig->service);
    vsapi_host_destroy(rig->host);
}

/* ---- the requester
 * ---------------------------------------------------------------------------------- */

static HRESULT rig_wait(HRESULT started, struct vsapi_operation *operation)
{
    HRESULT hr = started;

    if (SUCCEEDED(hr)) {
        vsapi_operation_wait(operation, INFINITE);
        hr = vsapi_operation_status(operation);
    }
    vsapi_operation_unref(operation);
    return hr;
}

typedef HRESULT rig_start_fn(struct vsapi_session *session, struct vsapi_operation **out);

static HRESULT rig_async(struct rig *rig, rig_start_fn *start, bool wait)
{
    struct vsapi_operation *operation = NULL;
    HRESULT hr = start(rig->session, &operation);

    if (wait)
        return rig_wait(hr, operation);
    vsapi_operation_unref(rig->operation);
    rig->operation = operation;
    return hr;
}

/* Adds each component of each writer that answered. */
static HRESULT rig_add(struct rig *rig)
{
    struct vsapi_bcd *document = vsapi_session_document(rig->session);
    size_t count;
    HRESULT hr = vsapi_session_allow(rig->session, VSAPI_CALL_ADD_COMPONENT);

    if (SUCCEEDED(hr))
        hr = vsapi_session_metadata_count(rig->session, &count);
    for (size_t i = 0; SUCCEEDED(hr) && i < count; i++) {
        struct vsapi_bcd_component *component;
        struct vsapi_bcd_writer *writer;
        struct vsapi_wmd *wmd;
        VSS_ID instance;

        hr = vsapi_session_metadata(rig->session, i, &instance, &wmd);
        if (FAILED(hr))
            return hr;
        if (wmd->components.count > 0)
            hr = vsapi_bcd_add_writer(document, &wmd->writer_id, &instance, &writer);
        if (SUCCEEDED(hr) && wmd->components.count > 0)
            hr = vsapi_bcd_text(document, &writer->instance_name, wmd->instance_name);
        for (size_t k = 0; SUCCEEDED(hr) && k < wmd->components.count; k++)
            hr = vsapi_bcd_add_component(document, writer, VSS_CT_FILEGROUP, NULL,
                                         wmd->components.items[k]->component_name, &component);
        vsapi_wmd_unref(wmd);
    }
    return hr;
}

static HRESULT rig_volume(struct rig *rig, const char *name)
{
    return vsapi_session_add_volume(rig->session, name, &rig->provider, &rig->snapshot_id);
}

static HRESULT rig_create(struct rig *rig)
{
    rig_release(rig);
    return vsapi_session_create(rig->service, &rig->session);
}

/* One word; with "&" at its end an asynchronous one is not waited for (rig->operation). */
static HRESULT rig_word(struct rig *rig, const char *word)
{
    static const struct {
        const char *word;
        rig_start_fn *start;
    } async[] = {
        {"gather", vsapi_session_gather_metadata},   {"prepare", vsapi_session_prepare_for_backup},
        {"snapshot", vsapi_session_do_snapshot_set}, {"status", vsapi_session_gather_status},
        {"complete", vsapi_session_backup_complete}, {"prerestore", vsapi_session_pre_restore},
        {"postrestore", vsapi_session_post_restore},
    };

    for (size_t i = 0; i < sizeof async / sizeof *async; i++) {
        size_t length = strlen(async[i].word);

        if (strncmp(word, async[i].word, length) == 0 && (!word[length] || word[length] == '&'))
            return rig_async(rig, async[i].start, !word[length]);
    }
    if (strcmp(word, "create") == 0)
        return rig_create(rig);
    if (strcmp(word, "init") == 0)
        return vsapi_session_initialize_for_backup(rig->session, NULL);
    if (strcmp(word, "initrestore") == 0)
        return vsapi_session_initialize_for_restore(rig->session, NULL);
    if (strcmp(word, "state") == 0)
        return vsapi_session_set_backup_state(rig->session, true, false, VSS_BT_FULL, false);
    if (strcmp(word, "whole") == 0) /* without components */
        return vsapi_session_set_backup_state(rig->session, false, false, VSS_BT_FULL, false);
    if (strcmp(word, "share") == 0)
        return vsapi_session_set_context(rig->session, VSS_CTX_FILE_SHARE_BACKUP);
    if (strcmp(word, "rollback") == 0)
        return vsapi_session_set_context(rig->session, VSS_CTX_APP_ROLLBACK);
    if (strcmp(word, "all") == 0)
        return vsapi_session_set_context(rig->session, (LONG)VSS_CTX_ALL);
    if (strcmp(word, "add") == 0)
        return rig_add(rig);
    if (strcmp(word, "start") == 0)
        return vsapi_session_start_set(rig->session, &rig->set_id);
    if (strcmp(word, "volume") == 0)
        return rig_volume(rig, "C:\\");
    if (strcmp(word, "volume2") == 0)
        return rig_volume(rig, "D:\\");
    if (strcmp(word, "abort") == 0)
        return vsapi_session_abort_backup(rig->session);
    if (strcmp(word, "succeeded") == 0)
        return vsapi_session_allow(rig->session, VSAPI_CALL_SET_BACKUP_SUCCEEDED);
    if (strcmp(word, "freestatus") == 0)
        return vsapi_session_free_status(rig->session);
    if (strcmp(word, "freemetadata") == 0)
        return vsapi_session_free_metadata(rig->session);
    if (strcmp(word, "save") == 0)
        return vsapi_session_allow(rig->session, VSAPI_CALL_SAVE_AS_XML);
    if (strcmp(word, "release") == 0) {
        rig_release(rig);
        return S_OK;
    }
    fprintf(stderr, "rig: no word %s\n", word);
    abort();
}

HRESULT rig_do(struct rig *rig, const char *words)
{
    char text[512], *rest = text, *word;
    HRESULT hr = S_OK;

    snprintf(text, sizeof text, "%s", words);
    while (SUCCEEDED(hr) && (word = strtok_r(rest, " ", &rest)))
        hr = rig_word(rig, word);
    return rig->failure = hr;
}

struct vsapi_writer_status rig_status(struct rig *rig, const struct toy *toy)
{
    struct vsapi_writer_status status = {0};
    size_t count = 0;

    vsapi_session_status_count(rig->session, &count);
    for (size_t i = 0; i < count; i++) {
        vsapi_session_status(rig->session, i, &status);
        if (IsEqualGUID(&status.instance_id, &toy->instance_id))
            return status;
    }
    memset(&status, 0, sizeof status);
    return status;
}
