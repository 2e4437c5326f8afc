/*
 * vsapi/win32/event_log.c - the event log, which is the trace: one note for each event.
 */
#include "handle.h"
#include "text_out.h"

#include <vsapi/trace.h>

static void source_destroy(struct vsapi_object *object)
{
    vsapi_free(object);
}

static const struct vsapi_object_class source_class = {.own_close = true,
                                                       .destroy = source_destroy};

/* A source needs no registration; its name stands with each event. Takes the name. */
static HANDLE register_source(bool other_machine, char *name)
{
    struct vsapi_object *source;

    if (other_machine || !name) {
        vsapi_free(name);
        vsapi_win32_fail(other_machine ? RPC_S_SERVER_UNAVAILABLE : ERROR_INVALID_PARAMETER);
        return NULL;
    }
    source = vsapi_calloc(1, sizeof *source);
    if (!source) {
        vsapi_free(name);
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    vsapi_object_init(source, &source_class, name);
    return vsapi_handle_create(source);
}

HANDLE WINAPI RegisterEventSourceW(LPCWSTR machine, LPCWSTR name)
{
    char *text;

    return vsapi_text_in(name, &text) ? register_source(machine && *machine, text) : NULL;
}

HANDLE WINAPI RegisterEventSourceA(LPCSTR machine, LPCSTR name)
{
    char *text = vsapi_strdup(name);

    return register_source(machine && *machine, text);
}

BOOL WINAPI DeregisterEventSource(HANDLE handle)
{
    return vsapi_handle_close(handle, &source_class);
}

static BOOL report(HANDLE handle, WORD type, DWORD event, const char *text)
{
    struct vsapi_object *source = vsapi_handle_use(handle, &source_class);

    if (!source)
        return FALSE;
    vsapi_trace_note("debug", "ReportEvent", NULL, "source=%s type=%u event=%u text=%s",
                     source->name, (unsigned)type, (unsigned)event, text ? text : "");
    vsapi_object_done(source);
    return TRUE;
}

/* Of the strings the first one is kept. */
BOOL WINAPI ReportEventW(HANDLE handle, WORD type, WORD category, DWORD event, PSID user,
                         WORD count, DWORD size, LPCWSTR *strings, LPVOID data)
{
    char *text;
    BOOL done;

    (void)category, (void)user, (void)size, (void)data;
    if (!vsapi_text_in(count > 0 && strings ? strings[0] : NULL, &text))
        return FALSE;
    done = report(handle, type, event, text);
    vsapi_free(text);
    return done;
}

BOOL WINAPI ReportEventA(HANDLE handle, WORD type, WORD category, DWORD event, PSID user,
                         WORD count, DWORD size, LPCSTR *strings, LPVOID data)
{
    (void)category, (void)user, (void)size, (void)data;
    return report(handle, type, event, count > 0 && strings ? strings[0] : NULL);
}
