/* tests/wire/test_stream.c - streams over real sockets, in a folder of the test. */
#include "vstest.h"

#include <vsapi/folder.h>
#include <vsapi/stream.h>
#include <vsapi/thread.h>
#include <vsserror.h>

#include <fcntl.h>
#include <linux/sockios.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#define ALREADY_THERE HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS)

static char folder[] = "/tmp/vsapi-wire-XXXXXX";
static char address[sizeof folder + 8];

static void make_folder(void)
{
    cr_assert_not_null(mkdtemp(folder));
    snprintf(address, sizeof address, "%s/s", folder);
}

static void remove_folder(void)
{
    vsapi_folder_remove(folder);
}

TestSuite(stream, .init = make_folder, .fini = remove_folder);
TestSuite(listener, .init = make_folder, .fini = remove_folder);

static bool is_there(const char *path)
{
    struct stat st;

    return lstat(path, &st) == 0;
}

/* A listener that has died: nothing but its address is left. */
static void leave_stale(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    snprintf(name.sun_path, sizeof name.sun_path, "%s", address);
    cr_assert(fd >= 0 && bind(fd, (const struct sockaddr *)&name, sizeof name) == 0);
    close(fd);
}

/* ---- who listens ------------------------------------------------------------------------------
 */

static struct vsapi_listener *listen_there(void)
{
    struct vsapi_listener *listener;

    VSTEST_HR(vsapi_listener_create(address, &listener), S_OK, "");
    cr_assert_not_null(listener);
    return listener;
}

Test(listener, the_address_is_for_its_owner_only_and_goes_with_it)
{
    mode_t before = umask(0);
    struct vsapi_listener *listener = listen_there();
    struct stat st;

    umask(before);
    cr_assert_eq(lstat(address, &st), 0);
    cr_expect(S_ISSOCK(st.st_mode), "it is no socket");
    cr_expect_eq(st.st_mode & 07777, 0600, "its mode is %o", (unsigned)st.st_mode & 07777);
    vsapi_listener_destroy(listener);
    cr_expect(!is_there(address), "the address is left");
}

Test(listener, what_is_left_of_a_dead_service_is_replaced)
{
    struct vsapi_listener *listener;

    leave_stale();
    listener = listen_there();
    vsapi_listener_destroy(listener);
}

Test(listener, an_address_that_is_taken_stays_the_others)
{
    struct vsapi_listener *listener = listen_there(), *second;
    struct vsapi_stream *stream;

    VSTEST_HR(vsapi_listener_create(address, &second), ALREADY_THERE, "");
    VSTEST_SENTENCE("another service listens", "");
    cr_expect_null(second);
    VSTEST_HR(vsapi_stream_connect(address, &stream), S_OK, "the first still listens");
    vsapi_stream_close(stream);
    vsapi_listener_destroy(listener);
}

static void make_file(void)
{
    int fd = open(address, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

    cr_assert(fd >= 0);
    close(fd);
}

static void make_link(void)
{
    cr_assert_eq(symlink("nowhere", address), 0);
}

static void make_subfolder(void)
{
    cr_assert_eq(mkdir(address, 0700), 0);
}

static const struct other_row {
    const char *name;
    void (*make)(void);
} other_rows[] = {
    {"a file", make_file},
    {"a link", make_link},
    {"a folder", make_subfolder},
};

VSTEST_TABLE(listener, what_is_no_socket_is_not_replaced, other_rows)
{
    const struct other_row *row = &other_rows[*row_];
    struct vsapi_listener *listener;

    row->make();
    VSTEST_HR(vsapi_listener_create(address, &listener), ALREADY_THERE, row->name);
    cr_expect_null(listener, "%s", row->name);
    cr_expect(is_there(address), "%s has gone", row->name);
}

#define HUNDRED                                                                                    \
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890"  \
    "123456789"

static const struct address_row {
    const char *name, *address;
} address_rows[] = {
    {"empty", ""},
    {"relative", "s"},
    {"108 bytes", "/" HUNDRED "1234567"},
    {"300 bytes", "/" HUNDRED HUNDRED HUNDRED},
};

VSTEST_TABLE(listener, what_is_no_address_is_refused, address_rows)
{
    const struct address_row *row = &address_rows[*row_];
    struct vsapi_listener *listener;
    struct vsapi_stream *stream;

    VSTEST_HR(vsapi_listener_create(row->address, &listener), E_INVALIDARG, row->name);
    VSTEST_SENTENCE("no address", row->name);
    cr_expect_null(listener, "%s", row->name);
    VSTEST_HR(vsapi_stream_connect(row->address, &stream), E_INVALIDARG, row->name);
    cr_expect_null(stream, "%s", row->name);
}

Test(listener, a_folder_that_is_not_there_is_told)
{
    struct vsapi_listener *listener;
    char deeper[sizeof address + 8];

    snprintf(deeper, sizeof deeper, "%s/x/s", folder);
    VSTEST_HR(vsapi_listener_create(deeper, &listener), E_INVALIDARG, "");
    VSTEST_SENTENCE(deeper, "");
}

Test(listener, the_longest_address_works)
{
    struct vsapi_listener *listener;
    struct vsapi_stream *stream;
    char longest[108];

    memset(longest, 'x', sizeof longest);
    longest[sizeof longest - 1] = '\0';
    memcpy(longest, address, strlen(address));
    VSTEST_HR(vsapi_listener_create(longest, &listener), S_OK, "");
    VSTEST_HR(vsapi_stream_connect(longest, &stream), S_OK, "");
    vsapi_stream_close(stream);
    vsapi_listener_destroy(listener);
    cr_expect(!is_there(longest), "the address is left");
}

Test(listener, without_memory_nothing_is_left)
{
    struct vsapi_listener *listener;

    VSTEST_FAIL_EACH_ALLOCATION(vsapi_listener_create(address, &listener), {
        vsapi_listener_destroy(listener);
        cr_expect(!is_there(address), "the address is left");
    });
}

Test(listener, it_can_be_stopped)
{
    struct vsapi_listener *listener = listen_there();
    struct vsapi_stream *stream;

    vsapi_listener_stop(listener);
    VSTEST_HR(vsapi_listener_accept(listener, &stream), S_FALSE, "");
    cr_expect_null(stream);
    vsapi_listener_destroy(listener);
}

Test(stream, nobody_listens_is_told)
{
    struct vsapi_stream *stream;

    VSTEST_HR(vsapi_stream_connect(address, &stream), VSS_E_UNEXPECTED, "nothing is there");
    VSTEST_SENTENCE(address, "nothing is there");
    cr_expect_null(stream);
    leave_stale();
    VSTEST_HR(vsapi_stream_connect(address, &stream), VSS_E_UNEXPECTED, "what is left");
    cr_expect_null(stream);
}

/* ---- two ends ---------------------------------------------------------------------------------
 */

struct ends {
    struct vsapi_listener *listener;
    struct vsapi_stream *client, *service;
};

static struct ends ends_open(void)
{
    struct ends ends = {.listener = listen_there()};

    VSTEST_HR(vsapi_stream_connect(address, &ends.client), S_OK, "");
    VSTEST_HR(vsapi_listener_accept(ends.listener, &ends.service), S_OK, "");
    cr_assert(ends.client && ends.service);
    return ends;
}

static void ends_close(struct ends *ends)
{
    vsapi_stream_close(ends->client);
    vsapi_stream_close(ends->service);
    vsapi_listener_destroy(ends->listener);
}

Test(stream, who_connects_is_known_by_its_process)
{
    struct ends ends = ends_open();

    cr_expect_eq(vsapi_stream_process(ends.service), (uint32_t)getpid());
    ends_close(&ends);
}

Test(stream, without_memory_there_is_none)
{
    struct vsapi_listener *listener = listen_there();
    struct vsapi_stream *stream;

    VSTEST_FAIL_EACH_ALLOCATION(vsapi_stream_connect(address, &stream), vsapi_stream_close(stream));
    vsapi_listener_destroy(listener);
}

static HRESULT receive_new(struct vsapi_stream *stream, struct vsapi_frame *frame)
{
    memset(frame, 0, sizeof *frame);
    return vsapi_stream_receive(stream, frame, VSAPI_FRAME_LIMIT);
}

Test(stream, frames_travel_both_ways_in_one_memory)
{
    struct vsapi_frame there = {0}, back = {0};
    struct ends ends = ends_open();

    for (uint32_t i = 0; i < 100; i++) {
        vsapi_frame_begin(&there, i);
        vsapi_put_text(&there, "question");
        VSTEST_HR(vsapi_stream_send(ends.client, &there), S_OK, "");
        VSTEST_HR(vsapi_stream_receive(ends.service, &back, VSAPI_FRAME_LIMIT), S_OK, "");
        cr_assert_eq(back.kind, i);
        VSTEST_TEXT(vsapi_take_text(&back), "question", "");
        VSTEST_HR(vsapi_frame_taken(&back), S_OK, "");
        vsapi_frame_begin(&back, i + 1);
        VSTEST_HR(vsapi_stream_send(ends.service, &back), S_OK, "");
        VSTEST_HR(vsapi_stream_receive(ends.client, &there, 0), S_OK, "");
        cr_assert_eq(there.kind, i + 1);
        VSTEST_HR(vsapi_frame_taken(&there), S_OK, "");
    }
    vsapi_frame_finish(&there);
    vsapi_frame_finish(&back);
    ends_close(&ends);
}

struct sending {
    struct vsapi_stream *stream;
    struct vsapi_frame frame;
    HRESULT hr;
};

static void send_on_thread(void *argument)
{
    struct sending *sending = argument;

    sending->hr = vsapi_stream_send(sending->stream, &sending->frame);
}

/* More than a socket holds, and than is read at once. */
Test(stream, a_large_frame_arrives_whole)
{
    static char text[5 << 20];
    struct ends ends = ends_open();
    struct sending sending = {.stream = ends.client};
    struct vsapi_thread thread;
    struct vsapi_frame frame;

    for (size_t i = 0; i + 1 < sizeof text; i++)
        text[i] = (char)('a' + i % 23);
    vsapi_frame_begin(&sending.frame, 7);
    vsapi_put_text(&sending.frame, text);
    VSTEST_HR(vsapi_thread_start(&thread, send_on_thread, &sending), S_OK, "");
    VSTEST_HR(receive_new(ends.service, &frame), S_OK, "");
    vsapi_thread_join(&thread);
    VSTEST_HR(sending.hr, S_OK, "");
    cr_expect(strcmp(vsapi_take_text(&frame), text) == 0, "it arrives changed");
    vsapi_frame_finish(&frame);
    vsapi_frame_finish(&sending.frame);
    ends_close(&ends);
}

/* ---- what comes in is wrong -------------------------------------------------------------------
 */

static int raw_connect(void)
{
    struct sockaddr_un name = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);

    snprintf(name.sun_path, sizeof name.sun_path, "%s", address);
    cr_assert(fd >= 0 && connect(fd, (const struct sockaddr *)&name, sizeof name) == 0);
    return fd;
}

#define HEAD(length) length "\x00\x00\x00\x07\x00\x00\x00"
static const struct raw_row {
    const char *name;
    size_t size_bytes;
    const char *bytes;
    HRESULT hr;
} raw_rows[] = {
    {"nothing", 0, "", S_FALSE},
    {"a frame without body", 8, HEAD("\x00"), S_OK},
    {"a frame", 12, HEAD("\x04") "abcd", S_OK},
    {"part of a head", 5, HEAD("\x04"), VSS_E_UNEXPECTED},
    {"a head without its body", 8, HEAD("\x04"), VSS_E_UNEXPECTED},
    {"a head with part of its body", 11, HEAD("\x04") "abc", VSS_E_UNEXPECTED},
    {"a frame and a byte", 13, HEAD("\x04") "abcde", E_INVALIDARG},
    {"two frames", 24, HEAD("\x04") "abcd" HEAD("\x04") "abcd", E_INVALIDARG},
    {"a frame beyond the limit", 8, HEAD("\x11"), E_INVALIDARG},
    {"a text", 16, "GET / HTTP/1.1\r\n", E_INVALIDARG},
};

/* Sends so many bytes at a time, and closes. */
static void send_pieces(const struct raw_row *row, size_t each)
{
    int fd = raw_connect();

    for (size_t at = 0; at < row->size_bytes; at += each) {
        size_t rest = row->size_bytes - at;

        cr_assert(send(fd, row->bytes + at, rest < each ? rest : each, MSG_NOSIGNAL) > 0);
    }
    close(fd);
}

static HRESULT receive_limited(struct vsapi_listener *listener, struct vsapi_frame *frame)
{
    struct vsapi_stream *stream;
    HRESULT hr;

    VSTEST_HR(vsapi_listener_accept(listener, &stream), S_OK, "");
    memset(frame, 0, sizeof *frame);
    hr = vsapi_stream_receive(stream, frame, 16);
    vsapi_stream_close(stream);
    return hr;
}

VSTEST_TABLE(stream, what_comes_in_is_a_frame_or_fails, raw_rows)
{
    const struct raw_row *row = &raw_rows[*row_];
    struct vsapi_listener *listener = listen_there();
    struct vsapi_frame frame;

    send_pieces(row, 64);
    VSTEST_HR(receive_limited(listener, &frame), row->hr, row->name);
    if (row->hr == S_OK)
        cr_expect(frame.kind == 7 && frame.size_bytes == row->size_bytes &&
                      memcmp(frame.bytes, row->bytes, row->size_bytes) == 0,
                  "%s arrives changed", row->name);
    vsapi_frame_finish(&frame);
    vsapi_listener_destroy(listener);
}

/* Sends a byte when the one before has been read, so that each read is as short as can be. */
static void send_slowly(void *argument)
{
    const struct raw_row *row = argument;
    int fd = raw_connect(), waiting = 0;

    for (size_t i = 0; i < row->size_bytes && send(fd, row->bytes + i, 1, MSG_NOSIGNAL) == 1; i++)
        do {
            sched_yield();
        } while (ioctl(fd, SIOCOUTQ, &waiting) == 0 && waiting > 0);
    close(fd);
}

/* What follows a frame later is the next one's. */
VSTEST_TABLE(stream, what_comes_in_byte_by_byte_is_the_same, raw_rows)
{
    const struct raw_row *row = &raw_rows[*row_];
    bool followed = row->hr == E_INVALIDARG && row->size_bytes > 12 && *row->bytes == 4;
    struct vsapi_listener *listener = listen_there();
    struct vsapi_thread thread;
    struct vsapi_frame frame;

    VSTEST_HR(vsapi_thread_start(&thread, send_slowly, (void *)row), S_OK, "");
    VSTEST_HR(receive_limited(listener, &frame), followed ? S_OK : row->hr, row->name);
    vsapi_thread_join(&thread);
    vsapi_frame_finish(&frame);
    vsapi_listener_destroy(listener);
}

Test(stream, a_second_frame_before_the_answer_is_told)
{
    struct vsapi_listener *listener = listen_there();
    struct vsapi_frame frame;

    send_pieces(&raw_rows[7], 64);
    VSTEST_HR(receive_limited(listener, &frame), E_INVALIDARG, "");
    VSTEST_SENTENCE("followed by another", "");
    vsapi_frame_finish(&frame);
    vsapi_listener_destroy(listener);
}

/* Nothing but what has come in costs memory. */
Test(stream, a_length_alone_takes_no_memory)
{
    static const struct raw_row row = {"256 MB to come", 8, "\x00\x00\x00\x10\x07\x00\x00\x00",
                                       S_OK};
    struct vsapi_listener *listener = listen_there();
    struct vsapi_stream *stream;
    struct vsapi_frame frame;

    send_pieces(&row, 8);
    VSTEST_HR(vsapi_listener_accept(listener, &stream), S_OK, "");
    VSTEST_HR(receive_new(stream, &frame), VSS_E_UNEXPECTED, "");
    cr_expect(frame.capacity < 4u << 20, "%zu bytes were taken", frame.capacity);
    vsapi_frame_finish(&frame);
    vsapi_stream_close(stream);
    vsapi_listener_destroy(listener);
}

static HRESULT receive_without_memory(struct vsapi_frame *frame)
{
    struct ends ends = ends_open();
    HRESULT hr;

    vsapi_frame_begin(frame, 7);
    hr = vsapi_stream_send(ends.client, frame);
    cr_assert(SUCCEEDED(hr));
    vsapi_frame_finish(frame);
    vsapi_alloc_fail_at(1, false);
    hr = vsapi_stream_receive(ends.service, frame, VSAPI_FRAME_LIMIT);
    vsapi_alloc_fail_at(0, false);
    ends_close(&ends);
    return hr;
}

Test(stream, without_memory_nothing_is_received)
{
    struct vsapi_frame frame = {0};

    VSTEST_HR(receive_without_memory(&frame), E_OUTOFMEMORY, "");
    vsapi_frame_finish(&frame);
}

/* ---- an end -----------------------------------------------------------------------------------
 */

Test(stream, the_other_sides_end_is_no_failure_until_something_is_sent)
{
    struct vsapi_frame frame = {0};
    struct ends ends = ends_open();

    vsapi_stream_close(ends.client);
    ends.client = NULL;
    vsapi_stream_wait_end(ends.service);
    VSTEST_HR(vsapi_stream_receive(ends.service, &frame, VSAPI_FRAME_LIMIT), S_FALSE, "");
    vsapi_frame_begin(&frame, 1);
    VSTEST_HR(vsapi_stream_send(ends.service, &frame), VSS_E_UNEXPECTED, "");
    VSTEST_SENTENCE("has gone", "");
    vsapi_frame_finish(&frame);
    ends_close(&ends);
}

struct waiting {
    struct vsapi_stream *stream;
    HRESULT hr;
};

static void receive_on_thread(void *argument)
{
    struct waiting *waiting = argument;
    struct vsapi_frame frame = {0};

    waiting->hr = vsapi_stream_receive(waiting->stream, &frame, VSAPI_FRAME_LIMIT);
    vsapi_frame_finish(&frame);
}

static void wait_on_thread(void *argument)
{
    struct waiting *waiting = argument;

    vsapi_stream_wait_end(waiting->stream);
    waiting->hr = S_FALSE;
}

static const struct wait_row {
    const char *name;
    void (*wait)(void *argument);
} wait_rows[] = {{"receive", receive_on_thread}, {"wait for the end", wait_on_thread}};

VSTEST_TABLE(stream, a_shutdown_ends_the_waiting_of_another_thread, wait_rows)
{
    const struct wait_row *row = &wait_rows[*row_];
    struct ends ends = ends_open();
    struct waiting waiting = {ends.service, S_OK};
    struct vsapi_thread thread;

    VSTEST_HR(vsapi_thread_start(&thread, row->wait, &waiting), S_OK, row->name);
    vsapi_stream_shutdown(ends.service);
    vsapi_thread_join(&thread);
    VSTEST_HR(waiting.hr, S_FALSE, row->name);
    ends_close(&ends);
}

Test(stream, a_frame_that_failed_is_not_sent)
{
    struct vsapi_frame frame = {0};
    struct ends ends = ends_open();

    vsapi_frame_begin(&frame, 1);
    frame.failed = true;
    VSTEST_HR(vsapi_stream_send(ends.client, &frame), E_OUTOFMEMORY, "");
    vsapi_stream_close(ends.client);
    ends.client = NULL;
    VSTEST_HR(vsapi_stream_receive(ends.service, &frame, VSAPI_FRAME_LIMIT), S_FALSE, "");
    vsapi_frame_finish(&frame);
    ends_close(&ends);
}
