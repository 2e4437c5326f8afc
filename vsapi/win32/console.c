/*
 * vsapi/win32/console.c - standard input and output, and the handlers of Ctrl+C.
 *
 * A console is a terminal: what is none fails with ERROR_INVALID_HANDLE, as on Windows where output
 * goes to a file. Signals are what Ctrl+C is here: SIGINT is CTRL_C_EVENT, SIGQUIT
 * CTRL_BREAK_EVENT, SIGHUP CTRL_CLOSE_EVENT and SIGTERM CTRL_SHUTDOWN_EVENT. They are caught only
 * while a program has handlers, which are called on a thread of their own.
 */
#include "file.h"
#include "text_out.h"

#include <vsapi/thread.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

/* ---- standard handles --------------------------------------------------------------------------
 */

static struct vsapi_mutex std_lock = VSAPI_MUTEX_INIT; /* guards std */
static HANDLE std[3];                                  /* NULL: not yet asked for */

static int std_number(DWORD which)
{
    DWORD number = STD_INPUT_HANDLE - which;

    return number < 3 ? (int)number : -1;
}

HANDLE WINAPI GetStdHandle(DWORD which)
{
    int number = std_number(which);
    HANDLE handle;

    if (number < 0) {
        vsapi_win32_fail(ERROR_INVALID_HANDLE);
        return INVALID_HANDLE_VALUE;
    }
    vsapi_mutex_lock(&std_lock);
    if (!std[number])
        std[number] =
            vsapi_open_stream(number, true, number == 0 ? FILE_GENERIC_READ : FILE_GENERIC_WRITE);
    handle = std[number];
    vsapi_mutex_unlock(&std_lock);
    return handle ? handle : INVALID_HANDLE_VALUE;
}

BOOL WINAPI SetStdHandle(DWORD which, HANDLE handle)
{
    int number = std_number(which);

    if (number < 0)
        return vsapi_win32_fail(ERROR_INVALID_HANDLE);
    vsapi_mutex_lock(&std_lock);
    std[number] = handle;
    vsapi_mutex_unlock(&std_lock);
    return TRUE;
}

/* ---- the terminal ------------------------------------------------------------------------------
 */

/* What is open, if it is a terminal. */
static struct vsapi_open *use_terminal(HANDLE handle)
{
    struct vsapi_open *open = vsapi_open_use(handle);

    if (!open || (open->kind == VSAPI_OPEN_STREAM && isatty(open->fd)))
        return open;
    vsapi_open_done(open);
    vsapi_win32_fail(ERROR_INVALID_HANDLE);
    return NULL;
}

static BOOL write_text(HANDLE handle, const char *text, DWORD characters, LPDWORD written)
{
    struct vsapi_open *open = use_terminal(handle);
    DWORD done;
    BOOL good;

    if (!open)
        return FALSE;
    good = WriteFile(handle, text, (DWORD)strlen(text), &done, NULL);
    vsapi_open_done(open);
    if (written)
        *written = good ? characters : 0;
    return good;
}

BOOL WINAPI WriteConsoleW(HANDLE handle, CONST void *buffer, DWORD count, LPDWORD written,
                          LPVOID reserved)
{
    int size = count ? WideCharToMultiByte(CP_UTF8, 0, buffer, (int)count, NULL, 0, NULL, NULL) : 0;
    char *text = vsapi_calloc(1, (size_t)size + 1);
    BOOL done;

    (void)reserved;
    if (!text)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    if (size > 0)
        WideCharToMultiByte(CP_UTF8, 0, buffer, (int)count, text, size, NULL, NULL);
    done = write_text(handle, text, count, written);
    vsapi_free(text);
    return done;
}

BOOL WINAPI WriteConsoleA(HANDLE handle, CONST void *buffer, DWORD count, LPDWORD written,
                          LPVOID reserved)
{
    char *text = vsapi_strndup(buffer, count);
    BOOL done;

    (void)reserved;
    if (!text)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    done = write_text(handle, text, count, written);
    vsapi_free(text);
    return done;
}

BOOL WINAPI ReadConsoleA(HANDLE handle, LPVOID buffer, DWORD room, LPDWORD got, LPVOID control)
{
    struct vsapi_open *open = use_terminal(handle);
    BOOL done;

    (void)control;
    if (!open)
        return FALSE;
    done = ReadFile(handle, buffer, room, got, NULL);
    vsapi_open_done(open);
    return done;
}

/* A line of the terminal has no more characters than bytes. */
BOOL WINAPI ReadConsoleW(HANDLE handle, LPVOID buffer, DWORD room, LPDWORD got, LPVOID control)
{
    char *text = vsapi_malloc((size_t)room + 1);
    DWORD bytes = 0;
    BOOL done;

    if (!text)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    done = ReadConsoleA(handle, text, room, &bytes, control);
    *got = done && bytes
               ? (DWORD)MultiByteToWideChar(CP_UTF8, 0, text, (int)bytes, buffer, (int)room)
               : 0;
    vsapi_free(text);
    return done;
}

BOOL WINAPI GetConsoleMode(HANDLE handle, LPDWORD mode)
{
    struct vsapi_open *open = use_terminal(handle);

    if (!open)
        return FALSE;
    *mode = open->access & FILE_READ_DATA
                ? ENABLE_PROCESSED_INPUT | ENABLE_LINE_INPUT | ENABLE_ECHO_INPUT
                : ENABLE_PROCESSED_OUTPUT | ENABLE_WRAP_AT_EOL_OUTPUT |
                      ENABLE_VIRTUAL_TERMINAL_PROCESSING;
    vsapi_open_done(open);
    return TRUE;
}

UINT WINAPI GetConsoleCP(void)
{
    return CP_UTF8;
}

UINT WINAPI GetConsoleOutputCP(void)
{
    return CP_UTF8;
}

/* Only what it is already. */
static BOOL set_page(UINT page)
{
    return page == CP_UTF8 ? TRUE : vsapi_win32_fail(ERROR_INVALID_PARAMETER);
}

BOOL WINAPI SetConsoleCP(UINT page)
{
    return set_page(page);
}

BOOL WINAPI SetConsoleOutputCP(UINT page)
{
    return set_page(page);
}

/* ---- Ctrl+C ------------------------------------------------------------------------------------
 */

static const struct {
    int signal;
    DWORD event;
} events[] = {{SIGINT, CTRL_C_EVENT},
              {SIGQUIT, CTRL_BREAK_EVENT},
              {SIGHUP, CTRL_CLOSE_EVENT},
              {SIGTERM, CTRL_SHUTDOWN_EVENT}};

static struct vsapi_mutex lock = VSAPI_MUTEX_INIT; /* guards all below but the pipe */
static VSAPI_ARRAY(PHANDLER_ROUTINE) handlers;
static struct sigaction before[ARRAYSIZE(events)];
static bool caught;               /* are the signals ours? */
static bool ignores_c;            /* SetConsoleCtrlHandler(NULL, TRUE) */
static int signals[2] = {-1, -1}; /* a pipe: the handler of signals writes, the thread reads */

static void on_signal(int signal)
{
    int error = errno;
    unsigned char byte = (unsigned char)signal;
    ssize_t count = write(signals[1], &byte, 1);

    (void)count; /* a full pipe has enough of them */
    errno = error;
}

/* The last handler that was added is asked first. NULL: there is none left. */
static PHANDLER_ROUTINE handler_at(size_t from_end)
{
    PHANDLER_ROUTINE handler = NULL;

    vsapi_mutex_lock(&lock);
    if (from_end < handlers.count)
        handler = handlers.items[handlers.count - 1 - from_end];
    vsapi_mutex_unlock(&lock);
    return handler;
}

static bool is_ignored(DWORD event)
{
    bool ignored;

    vsapi_mutex_lock(&lock);
    ignored = event == CTRL_C_EVENT && ignores_c;
    vsapi_mutex_unlock(&lock);
    return ignored;
}

/* After no handler took it, the signal does what it would have done without us. */
static void fall_back(size_t which)
{
    vsapi_mutex_lock(&lock);
    sigaction(events[which].signal, &before[which], NULL);
    vsapi_mutex_unlock(&lock);
    kill(getpid(), events[which].signal);
}

static void dispatch(size_t which)
{
    PHANDLER_ROUTINE handler;

    if (is_ignored(events[which].event))
        return;
    for (size_t i = 0; (handler = handler_at(i)); i++) {
        if (handler(events[which].event))
            return;
    }
    fall_back(which);
}

static void run(void *nothing)
{
    unsigned char signal;

    (void)nothing;
    for (;;) {
        ssize_t count = read(signals[0], &signal, 1);

        if (count < 0 && errno == EINTR)
            continue;
        if (count != 1)
            return;
        for (size_t i = 0; i < ARRAYSIZE(events); i++) {
            if (events[i].signal == signal)
                dispatch(i);
        }
    }
}

/* The pipe and the thread, which stay. The lock is held. */
static bool start(void)
{
    struct vsapi_thread thread;

    if (signals[0] >= 0)
        return true;
    if (pipe2(signals, O_CLOEXEC) != 0)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    fcntl(signals[1], F_SETFL, O_NONBLOCK);
    if (SUCCEEDED(vsapi_thread_start(&thread, run, NULL))) {
        vsapi_thread_detach(&thread);
        return true;
    }
    close(signals[0]);
    close(signals[1]);
    signals[0] = signals[1] = -1;
    return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
}

/* The lock is held. */
static void catch_signals(bool wanted)
{
    struct sigaction action = {.sa_handler = on_signal, .sa_flags = SA_RESTART};

    if (wanted == caught)
        return;
    for (size_t i = 0; i < ARRAYSIZE(events); i++) {
        if (wanted)
            sigaction(events[i].signal, &action, &before[i]);
        else
            sigaction(events[i].signal, &before[i], NULL);
    }
    caught = wanted;
}

/* The lock is held. */
static BOOL add_handler(PHANDLER_ROUTINE handler)
{
    if (!start())
        return FALSE;
    if (!VSAPI_ARRAY_ROOM(&handlers))
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    handlers.items[handlers.count++] = handler;
    catch_signals(true);
    return TRUE;
}

/* The lock is held. */
static void forget_handlers(void)
{
    vsapi_free(handlers.items);
    handlers.items = NULL;
    handlers.capacity = 0;
    catch_signals(ignores_c);
}

/* The lock is held. Of one that was added twice the later one goes. */
static BOOL remove_handler(PHANDLER_ROUTINE handler)
{
    size_t at = handlers.count;

    while (at > 0 && handlers.items[at - 1] != handler)
        at--;
    if (at == 0)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    memmove(&handlers.items[at - 1], &handlers.items[at],
            (handlers.count - at) * sizeof *handlers.items);
    if (--handlers.count == 0)
        forget_handlers();
    return TRUE;
}

static BOOL ignore_c(bool ignore)
{
    if (ignore && !start())
        return FALSE;
    ignores_c = ignore;
    catch_signals(ignore || handlers.count > 0);
    return TRUE;
}

BOOL WINAPI SetConsoleCtrlHandler(PHANDLER_ROUTINE handler, BOOL add)
{
    BOOL done;

    vsapi_mutex_lock(&lock);
    if (!handler)
        done = ignore_c(add != 0);
    else
        done = add ? add_handler(handler) : remove_handler(handler);
    vsapi_mutex_unlock(&lock);
    return done;
}

BOOL WINAPI GenerateConsoleCtrlEvent(DWORD event, DWORD group)
{
    if (event != CTRL_C_EVENT && event != CTRL_BREAK_EVENT)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    if (kill(group ? (pid_t)group : getpid(), event == CTRL_C_EVENT ? SIGINT : SIGQUIT) == 0)
        return TRUE;
    return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
}
