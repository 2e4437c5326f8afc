/* tests/win32/test_event.c - handles, events, waiting, critical sections, last errors. */
#include "vstest.h"

#include <vsapi/clock.h>
#include <vsapi/thread.h>

#define MANUAL TRUE
#define AUTO FALSE

/* A step takes an event and is checked against its result. */
static const struct event_row {
    const char *name;
    BOOL manual, signalled;
    const char *steps; /* s set, r reset, w wait and get it, t wait in vain */
} event_rows[] = {
    {"new", AUTO, FALSE, "t"},
    {"new and signalled", AUTO, TRUE, "wt"},
    {"auto: one wait a signal", AUTO, FALSE, "swtsswt"},
    {"auto: reset takes it back", AUTO, FALSE, "srt"},
    {"manual: any number of waits", MANUAL, FALSE, "tswwwrt"},
    {"manual and signalled", MANUAL, TRUE, "wwrtsw"},
};

VSTEST_TABLE(event, waits_follow_the_signals, event_rows)
{
    const struct event_row *row = &event_rows[*row_];
    HANDLE event = CreateEventW(NULL, row->manual, row->signalled, NULL);

    cr_assert(event, "%s", row->name);
    cr_expect_eq(GetLastError(), ERROR_SUCCESS, "%s", row->name);
    for (const char *step = row->steps; *step; step++) {
        if (*step == 's')
            cr_expect(SetEvent(event), "%s", row->name);
        else if (*step == 'r')
            cr_expect(ResetEvent(event), "%s", row->name);
        else
            cr_expect_eq(WaitForSingleObject(event, 0),
                         (DWORD)(*step == 'w' ? WAIT_OBJECT_0 : WAIT_TIMEOUT), "%s: at %s",
                         row->name, step);
    }
    cr_expect(CloseHandle(event), "%s", row->name);
}

Test(event, a_wait_takes_its_time_by_the_hosts_clock)
{
    HANDLE event = CreateEventA(NULL, AUTO, FALSE, NULL);
    struct vsapi_clock *clock;
    uint64_t before;

    before = GetTickCount64();
    cr_expect_eq(WaitForSingleObject(event, 30), WAIT_TIMEOUT);
    cr_expect_geq(GetTickCount64(), before + 30);
    VSTEST_HR(vsapi_clock_create_manual(0, &clock), S_OK, "");
    vsapi_clock_set_current(clock);
    vsapi_clock_advance(clock, 5);
    cr_expect_eq(WaitForSingleObject(event, 0), WAIT_TIMEOUT);
    vsapi_clock_set_current(NULL);
    vsapi_clock_destroy(clock);
    CloseHandle(event);
}

static const struct multiple_row {
    const char *name;
    const char *events; /* a auto, m manual; capital: signalled */
    BOOL all;
    DWORD result;
    const char *after; /* which are signalled then */
} multiple_rows[] = {
    {"none", "am", FALSE, WAIT_TIMEOUT, "--"},
    {"first of two", "AA", FALSE, WAIT_OBJECT_0, "-x"},
    {"second", "aA", FALSE, WAIT_OBJECT_0 + 1, "--"},
    {"manual stays", "aM", FALSE, WAIT_OBJECT_0 + 1, "-x"},
    {"all", "AMA", TRUE, WAIT_OBJECT_0, "-x-"},
    {"not yet all: none is taken", "AaM", TRUE, WAIT_TIMEOUT, "x-x"},
};

VSTEST_TABLE(event, several_events_are_waited_for_at_once, multiple_rows)
{
    const struct multiple_row *row = &multiple_rows[*row_];
    HANDLE events[4];
    DWORD count = (DWORD)strlen(row->events);

    for (DWORD i = 0; i < count; i++)
        events[i] = CreateEventW(NULL, strchr("mM", row->events[i]) != NULL,
                                 strchr("AM", row->events[i]) != NULL, NULL);
    cr_expect_eq(WaitForMultipleObjects(count, events, row->all, 0), row->result, "%s", row->name);
    for (DWORD i = 0; i < count; i++) {
        cr_expect_eq(WaitForSingleObject(events[i], 0) == WAIT_OBJECT_0, row->after[i] == 'x',
                     "%s: event %u", row->name, (unsigned)i);
        CloseHandle(events[i]);
    }
}

Test(event, an_alertable_wait_is_a_wait)
{
    HANDLE events[] = {CreateEventW(NULL, AUTO, FALSE, NULL), CreateEventW(NULL, AUTO, TRUE, NULL)};

    cr_expect_eq(WaitForSingleObjectEx(events[0], 0, TRUE), WAIT_TIMEOUT);
    cr_expect_eq(WaitForMultipleObjectsEx(2, events, FALSE, 0, TRUE), WAIT_OBJECT_0 + 1);
    cr_expect_eq(WaitForMultipleObjectsEx(2, events, FALSE, 0, TRUE), WAIT_TIMEOUT);
    cr_expect(SetEvent(events[0]));
    cr_expect_eq(WaitForSingleObjectEx(events[0], INFINITE, FALSE), WAIT_OBJECT_0);
    CloseHandle(events[0]);
    CloseHandle(events[1]);
    cr_expect_eq(WaitForSingleObjectEx(events[0], 0, TRUE), WAIT_FAILED);
    cr_expect_eq(GetLastError(), ERROR_INVALID_HANDLE);
}

static LONG one = 1;
static LONG64 wide_one = 1;

/* What is there before, what a function answers, what is there then. */
static const struct interlocked_row {
    const char *name;
    LONG (*call)(LONG volatile *value, LONG with);
    LONG64 (*wide_call)(LONG64 volatile *value, LONG64 with);
    LONG64 before, with, answer, after;
} interlocked_rows[] = {
    {"Add", InterlockedAdd, InterlockedAdd64, 5, 3, 8, 8},
    {"And", InterlockedAnd, InterlockedAnd64, 6, 3, 6, 2},
    {"Or", InterlockedOr, InterlockedOr64, 5, 3, 5, 7},
    {"Xor", InterlockedXor, InterlockedXor64, 5, 3, 5, 6},
    {"ExchangeAdd", InterlockedExchangeAdd, InterlockedExchangeAdd64, 5, 3, 5, 8},
};

VSTEST_TABLE(event, interlocked_functions_answer_what_was_there, interlocked_rows)
{
    const struct interlocked_row *row = &interlocked_rows[*row_];
    LONG64 wide = row->before;
    LONG value = (LONG)row->before;

    cr_expect_eq(row->call(&value, (LONG)row->with), row->answer, "%s", row->name);
    cr_expect_eq(value, row->after, "%s", row->name);
    cr_expect_eq(row->wide_call(&wide, row->with), row->answer, "%s64", row->name);
    cr_expect_eq(wide, row->after, "%s64", row->name);
}

Test(event, interlocked_functions_compare_and_count)
{
    cr_expect_eq(InterlockedIncrement(&one), 2);
    cr_expect_eq(InterlockedDecrement(&one), 1);
    cr_expect_eq(InterlockedCompareExchange(&one, 7, 2), 1);
    cr_expect_eq(InterlockedCompareExchange(&one, 7, 1), 1);
    cr_expect_eq(one, 7);
    cr_expect_eq(InterlockedIncrement64(&wide_one), 2);
    cr_expect_eq(InterlockedDecrement64(&wide_one), 1);
    cr_expect_eq(InterlockedCompareExchange64(&wide_one, INT64_C(1) << 40, 1), 1);
    cr_expect_eq(wide_one, INT64_C(1) << 40);
}

Test(event, bad_waits_fail)
{
    HANDLE event = CreateEventW(NULL, AUTO, TRUE, NULL);
    HANDLE twice[] = {event, event}, wrong[] = {event, NULL};
    HANDLE many[65];

    for (size_t i = 0; i < 65; i++)
        many[i] = event;
    cr_expect_eq(WaitForMultipleObjects(0, many, FALSE, 0), WAIT_FAILED);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(WaitForMultipleObjects(65, many, FALSE, 0), WAIT_FAILED);
    cr_expect_eq(WaitForMultipleObjects(1, NULL, FALSE, 0), WAIT_FAILED);
    cr_expect_eq(WaitForMultipleObjects(2, twice, TRUE, 0), WAIT_FAILED);
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
    cr_expect_eq(WaitForMultipleObjects(2, wrong, FALSE, 0), WAIT_FAILED);
    cr_expect_eq(GetLastError(), ERROR_INVALID_HANDLE);
    cr_expect_eq(WaitForMultipleObjects(64, many, FALSE, 0), WAIT_OBJECT_0);
    CloseHandle(event);
}

Test(event, what_is_no_handle_is_recognized)
{
    HANDLE closed = CreateEventW(NULL, AUTO, FALSE, NULL), again;
    HANDLE wrong[] = {
        NULL,   closed, (HANDLE)4, (HANDLE)3, (HANDLE)0x7FFFFFFC, (HANDLE)0xDEADBEEFDEADBEEF,
        &closed};

    cr_expect(CloseHandle(closed));
    again = CreateEventW(NULL, AUTO, TRUE, NULL); /* in the place of the closed one */
    cr_expect_neq(again, closed);
    for (size_t i = 0; i < VSTEST_COUNT(wrong); i++) {
        SetLastError(0);
        cr_expect_not(CloseHandle(wrong[i]), "handle %zu", i);
        cr_expect_eq(GetLastError(), ERROR_INVALID_HANDLE, "handle %zu", i);
        cr_expect_not(SetEvent(wrong[i]), "handle %zu", i);
        cr_expect_not(ResetEvent(wrong[i]), "handle %zu", i);
        cr_expect_eq(WaitForSingleObject(wrong[i], 0), WAIT_FAILED, "handle %zu", i);
    }
    cr_expect_eq(WaitForSingleObject(again, 0), WAIT_OBJECT_0);
    CloseHandle(again);
    cr_expect(CloseHandle(GetCurrentProcess()));
    cr_expect(CloseHandle(GetCurrentThread()));
}

Test(event, many_handles_are_all_different)
{
    static HANDLE events[3000];

    for (int round = 0; round < 3; round++) {
        for (size_t i = 0; i < VSTEST_COUNT(events); i++) {
            events[i] = CreateEventW(NULL, MANUAL, FALSE, NULL);
            cr_assert(events[i]);
            cr_expect_eq((ULONG_PTR)events[i] & 3, 0);
        }
        SetEvent(events[1234]);
        for (size_t i = 0; i < VSTEST_COUNT(events); i++) {
            cr_expect_eq(WaitForSingleObject(events[i], 0) == WAIT_OBJECT_0, i == 1234);
            cr_expect(CloseHandle(events[i]));
        }
    }
}

Test(event, events_of_one_name_are_one_event)
{
    HANDLE first = CreateEventW(NULL, MANUAL, FALSE, L"Local\\Ledg\xE4r");
    HANDLE second = CreateEventW(NULL, AUTO, FALSE, L"Local\\Ledg\xE4r"), other;

    cr_expect_eq(GetLastError(), ERROR_ALREADY_EXISTS);
    cr_expect(first && second && first != second);
    other = CreateEventA(NULL, AUTO, FALSE, "Local\\Other");
    cr_expect_eq(GetLastError(), ERROR_SUCCESS);
    SetEvent(first);
    cr_expect(CloseHandle(first));
    cr_expect_eq(WaitForSingleObject(second, 0), WAIT_OBJECT_0);
    cr_expect_eq(WaitForSingleObject(second, 0), WAIT_OBJECT_0, "it is a manual one");
    cr_expect_eq(WaitForSingleObject(other, 0), WAIT_TIMEOUT);
    CloseHandle(second);
    CloseHandle(other);
    first = CreateEventW(NULL, AUTO, FALSE, L"Local\\Ledg\xE4r");
    cr_expect_eq(GetLastError(), ERROR_SUCCESS, "the name is free again");
    CloseHandle(first);
}

Test(event, without_memory_there_is_no_handle)
{
    for (uint64_t nth = 1; nth <= 3; nth++) {
        vsapi_alloc_fail_at(nth, false);
        cr_expect_null(CreateEventW(NULL, AUTO, FALSE, L"name"), "allocation %d", (int)nth);
        vsapi_alloc_fail_at(0, false);
        cr_expect_eq(GetLastError(),
                     (DWORD)(nth == 1 ? ERROR_OUTOFMEMORY : ERROR_NOT_ENOUGH_MEMORY),
                     "allocation %d: error %u", (int)nth, (unsigned)GetLastError());
    }
    vsapi_alloc_fail_at(1, false);
    cr_expect_null(CreateEventA(NULL, AUTO, FALSE, "name"));
    vsapi_alloc_fail_at(0, false);
    cr_expect_null(CreateEventW(NULL, AUTO, FALSE, (WCHAR[]){0xD800, 0}));
    cr_expect_eq(GetLastError(), ERROR_INVALID_PARAMETER);
}

Test(critical_section, one_thread_enters_many_times)
{
    CRITICAL_SECTION section;

    InitializeCriticalSection(&section);
    for (int i = 0; i < 3; i++)
        EnterCriticalSection(&section);
    cr_expect(TryEnterCriticalSection(&section));
    cr_expect_eq(section.RecursionCount, 4);
    for (int i = 0; i < 4; i++)
        LeaveCriticalSection(&section);
    cr_expect_eq(section.RecursionCount, 0);
    cr_expect_eq(section.LockCount, -1);
    cr_expect_null(section.OwningThread);
    DeleteCriticalSection(&section);
    cr_expect(InitializeCriticalSectionAndSpinCount(&section, 4000));
    cr_expect(InitializeCriticalSectionEx(&section, 0, 0));
    DeleteCriticalSection(&section);
}

static void try_enter(void *section)
{
    cr_expect_not(TryEnterCriticalSection(section));
}

Test(critical_section, another_thread_is_kept_out)
{
    CRITICAL_SECTION section;
    struct vsapi_thread thread;

    InitializeCriticalSection(&section);
    EnterCriticalSection(&section);
    VSTEST_HR(vsapi_thread_start(&thread, try_enter, &section), S_OK, "");
    vsapi_thread_join(&thread);
    LeaveCriticalSection(&section);
    DeleteCriticalSection(&section);
}

static void set_error(void *seen)
{
    *(DWORD *)seen = GetLastError();
    SetLastError(99);
}

Test(last_error, each_thread_has_its_own)
{
    struct vsapi_thread thread;
    DWORD seen = 1;

    SetLastError(ERROR_DISK_FULL);
    VSTEST_HR(vsapi_thread_start(&thread, set_error, &seen), S_OK, "");
    vsapi_thread_join(&thread);
    cr_expect_eq(seen, 0);
    cr_expect_eq(GetLastError(), ERROR_DISK_FULL);
}

static void get_self(void *self)
{
    *(DWORD *)self = GetCurrentThreadId();
}

Test(last_error, threads_have_numbers_of_their_own)
{
    struct vsapi_thread thread;
    DWORD self = GetCurrentThreadId(), other = 0;

    VSTEST_HR(vsapi_thread_start(&thread, get_self, &other), S_OK, "");
    vsapi_thread_join(&thread);
    cr_expect(self != 0 && other != 0 && self != other);
    cr_expect_eq(GetCurrentThreadId(), self);
    cr_expect_neq(GetCurrentProcessId(), 0);
}
