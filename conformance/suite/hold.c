/*
 * conformance/suite/hold.c - a handler that stays inside until it is let go.
 */
#include "hold.h"

static struct { /* of the case that runs */
    HANDLE inside, go;
} held;

static void close_events(void *object)
{
    (void)object;
    CloseHandle(held.inside);
    CloseHandle(held.go);
}

static void let_go(void *object)
{
    (void)object;
    suite_hold_let_go();
}

void suite_hold_begin(struct suite *suite)
{
    held.inside = CreateEventW(NULL, TRUE, FALSE, NULL);
    held.go = CreateEventW(NULL, TRUE, FALSE, NULL);
    CHECK(held.inside && held.go);
    suite_at_end(suite, close_events, &held);
}

bool suite_hold_stay(struct suite_writer *writer, const struct suite_event_args *args)
{
    (void)writer, (void)args;
    SetEvent(held.inside);
    WaitForSingleObject(held.go, INFINITE);
    return true;
}

void suite_hold_wait(struct suite *suite)
{
    /* Endings come last first: the writer is let go before its requester is released. */
    suite_at_end(suite, let_go, &held);
    WaitForSingleObject(held.inside, INFINITE);
}

void suite_hold_let_go(void)
{
    SetEvent(held.go);
}

IVssAsync *suite_hold_in(struct suite *suite, enum suite_event event, enum requester_point point,
                         suite_start start, struct requester **requester)
{
    struct suite_writer_options options = {0};
    struct suite_writer *writer;
    struct requester *made;
    IVssAsync *async = NULL;

    options.on[event] = suite_hold_stay;
    suite_hold_begin(suite);
    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    made = requester_at(suite, point);
    if (requester)
        *requester = made;
    if (!made || !CHECK_HR(start(made->backup, &async), S_OK))
        return NULL;
    suite_release_at_end(suite, async);
    suite_hold_wait(suite);
    return async;
}

#define START(method)                                                                              \
    HRESULT suite_start_##method(IVssBackupComponents *backup, IVssAsync **async)                  \
    {                                                                                              \
        return CALL(backup, method, async);                                                        \
    }

START(GatherWriterMetadata)
START(GatherWriterStatus)
START(PrepareForBackup)
START(DoSnapshotSet)
START(BackupComplete)
START(PreRestore)
START(PostRestore)
