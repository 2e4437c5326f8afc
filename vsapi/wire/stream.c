/*
 * vsapi/wire/stream.c - connections natively: Unix sockets.
 */
#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/stream.h>
#include <vsapi/trace.h>

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include <vsserror.h>

struct vsapi_stream {
    int fd;
    uint32_t process;
};

struct vsapi_listener {
    int fd;
    int stop[2]; /* a pipe: closing [1] ends accept */
    char *address;
};

static HRESULT fail_errno(HRESULT hr, const char *what, const char *address)
{
    if (errno == ENOMEM)
        return vsapi_out_of_memory();
    return vsapi_fail(hr, "%s %s: %s", what, address, strerror(errno));
}

static HRESULT address_make(const char *address, struct sockaddr_un *out)
{
    memset(out, 0, sizeof *out);
    out->sun_family = AF_UNIX;
    if (*address != '/' || strlen(address) >= sizeof out->sun_path)
        return vsapi_fail(E_INVALIDARG,
                          "%s is no address of a service: it has to be an absolute path of at most "
                          "%zu bytes",
                          address, sizeof out->sun_path - 1);
    memcpy(out->sun_path, address, strlen(address) + 1);
    return S_OK;
}

/* ---- who listens ------------------------------------------------------------------------------
 */

/* Does anybody listen there? What nobody does is left of a service that died. */
static bool somebody_listens(const struct sockaddr_un *address)
{
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    bool listens = fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) == 0;

    if (fd >= 0)
        close(fd);
    return listens;
}

static HRESULT remove_left(const struct sockaddr_un *address)
{
    struct stat st;

    if (lstat(address->sun_path, &st) != 0)
        return S_OK;
    if (!S_ISSOCK(st.st_mode) || somebody_listens(address))
        return vsapi_fail(HRESULT_FROM_WIN32(ERROR_ALREADY_EXISTS),
                          "at %s another service listens, or it is no socket", address->sun_path);
    if (unlink(address->sun_path) != 0)
        return fail_errno(E_INVALIDARG, "cannot replace", address->sun_path);
    return S_OK;
}

/* Nobody can connect before listen, and then only who may open the socket. */
static HRESULT listen_at(int fd, const struct sockaddr_un *address)
{
    if (bind(fd, (const struct sockaddr *)address, sizeof *address) != 0)
        return fail_errno(E_INVALIDARG, "cannot listen at", address->sun_path);
    if (chmod(address->sun_path, S_IRUSR | S_IWUSR) != 0 || listen(fd, SOMAXCONN) != 0) {
        unlink(address->sun_path);
        return fail_errno(E_INVALIDARG, "cannot listen at", address->sun_path);
    }
    return S_OK;
}

/* The address is the listener's only when it listens there. */
static HRESULT listener_open(struct vsapi_listener *listener, const struct sockaddr_un *name)
{
    char *address = vsapi_strdup(name->sun_path);
    HRESULT hr;

    if (!address)
        return vsapi_out_of_memory();
    listener->fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (listener->fd < 0 || pipe2(listener->stop, O_CLOEXEC) != 0)
        hr = fail_errno(E_INVALIDARG, "cannot make a socket for", address);
    else
        hr = listen_at(listener->fd, name);
    if (SUCCEEDED(hr))
        listener->address = address;
    else
        vsapi_free(address);
    return hr;
}

HRESULT vsapi_listener_create(const char *address, struct vsapi_listener **out)
{
    struct vsapi_listener *made;
    struct sockaddr_un name;
    HRESULT hr = address_make(address, &name);

    *out = NULL;
    if (SUCCEEDED(hr))
        hr = remove_left(&name);
    if (FAILED(hr))
        return hr;
    made = vsapi_calloc(1, sizeof *made);
    if (!made)
        return vsapi_out_of_memory();
    made->fd = made->stop[0] = made->stop[1] = -1;
    hr = listener_open(made, &name);
    if (FAILED(hr)) {
        vsapi_listener_destroy(made);
        return hr;
    }
    *out = made;
    return S_OK;
}

void vsapi_listener_stop(struct vsapi_listener *listener)
{
    char byte = 0;

    while (write(listener->stop[1], &byte, 1) < 0 && errno == EINTR)
        continue;
}

static void close_if(int fd)
{
    if (fd >= 0)
        close(fd);
}

void vsapi_listener_destroy(struct vsapi_listener *listener)
{
    if (!listener)
        return;
    if (listener->address)
        unlink(listener->address);
    close_if(listener->fd);
    close_if(listener->stop[0]);
    close_if(listener->stop[1]);
    vsapi_free(listener->address);
    vsapi_free(listener);
}

static struct vsapi_stream *stream_create(int fd)
{
    struct vsapi_stream *made = vsapi_calloc(1, sizeof *made);

    if (!made)
        close(fd);
    else
        made->fd = fd;
    return made;
}

/* The account of the other side, as the system knows it; NULL: it may not be here. */
static struct vsapi_stream *admit(int fd)
{
    struct ucred peer;
    socklen_t size_bytes = sizeof peer;
    struct vsapi_stream *made;

    if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size_bytes) != 0 ||
        (peer.uid != geteuid() && peer.uid != 0)) {
        vsapi_trace_note("service", "sent-away", NULL, "text=%s", "another user's process");
        close(fd);
        return NULL;
    }
    made = stream_create(fd);
    if (made)
        made->process = (uint32_t)peer.pid;
    return made;
}

/* No descriptors or no memory: whoever waits is served when there are some again. */
static void accept_rest(void)
{
    struct timespec rest = {0, 10 * 1000 * 1000};

    nanosleep(&rest, NULL);
}

HRESULT vsapi_listener_accept(struct vsapi_listener *listener, struct vsapi_stream **out)
{
    struct pollfd wait[] = {{listener->fd, POLLIN, 0}, {listener->stop[0], POLLIN, 0}};
    int fd;

    for (*out = NULL; !*out;) {
        if (poll(wait, 2, -1) < 0)
            continue;
        if (wait[1].revents)
            return S_FALSE;
        fd = accept4(listener->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd >= 0)
            *out = admit(fd);
        else if (errno != EINTR && errno != ECONNABORTED)
            accept_rest();
    }
    return S_OK;
}

/* ---- streams ----------------------------------------------------------------------------------
 */

HRESULT vsapi_stream_connect(const char *address, struct vsapi_stream **out)
{
    struct sockaddr_un name;
    HRESULT hr = address_make(address, &name);
    int fd;

    *out = NULL;
    if (FAILED(hr))
        return hr;
    fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd < 0)
        return fail_errno(VSS_E_UNEXPECTED, "cannot make a socket for", address);
    if (connect(fd, (const struct sockaddr *)&name, sizeof name) != 0) {
        hr = fail_errno(VSS_E_UNEXPECTED, "no service answers at", address);
        close(fd);
        return hr;
    }
    *out = stream_create(fd);
    return *out ? S_OK : vsapi_out_of_memory();
}

static HRESULT fail_gone(void)
{
    return vsapi_fail(VSS_E_UNEXPECTED, "the process on the other side has gone");
}

HRESULT vsapi_stream_send(struct vsapi_stream *stream, struct vsapi_frame *frame)
{
    HRESULT hr = vsapi_frame_close(frame);
    size_t sent = 0;

    while (SUCCEEDED(hr) && sent < frame->size_bytes) {
        ssize_t did = send(stream->fd, frame->bytes + sent, frame->size_bytes - sent, MSG_NOSIGNAL);

        if (did >= 0)
            sent += (size_t)did;
        else if (errno != EINTR)
            hr = fail_gone();
    }
    return hr;
}

/* More bytes behind those that are there. S_FALSE: there are no more. */
static HRESULT receive_some(struct vsapi_stream *stream, struct vsapi_frame *frame,
                            size_t size_bytes)
{
    ssize_t did;

    if (!vsapi_frame_reserve(frame, frame->size_bytes + size_bytes))
        return vsapi_out_of_memory();
    do {
        did = recv(stream->fd, frame->bytes + frame->size_bytes, size_bytes, 0);
    } while (did < 0 && errno == EINTR);
    if (did > 0)
        frame->size_bytes += (size_t)did;
    return did > 0 ? S_OK : S_FALSE;
}

#define SOME_BYTES 4096
#define MANY_BYTES (1u << 20)

/* Memory is taken as bytes come in, not as they are announced. */
HRESULT vsapi_stream_receive(struct vsapi_stream *stream, struct vsapi_frame *frame, size_t limit)
{
    size_t wanted = VSAPI_FRAME_HEAD, rest;
    bool head = false;
    HRESULT hr = S_OK;

    frame->size_bytes = 0;
    while (frame->size_bytes < wanted) {
        rest = head ? wanted - frame->size_bytes : SOME_BYTES;
        hr = receive_some(stream, frame, rest < MANY_BYTES ? rest : MANY_BYTES);
        if (hr == S_FALSE)
            return frame->size_bytes == 0 ? S_FALSE : fail_gone();
        if (SUCCEEDED(hr) && !head && frame->size_bytes >= VSAPI_FRAME_HEAD) {
            head = true;
            hr = vsapi_frame_read_head(frame, limit, &wanted);
        }
        if (FAILED(hr))
            return hr;
    }
    if (frame->size_bytes > wanted)
        return vsapi_fail(E_INVALIDARG,
                          "a message of kind %u is followed by another before it was "
                          "answered",
                          (unsigned)frame->kind);
    return S_OK;
}

void vsapi_stream_wait_end(struct vsapi_stream *stream)
{
    struct pollfd wait = {stream->fd, POLLRDHUP, 0};

    while (poll(&wait, 1, -1) < 0 && errno == EINTR)
        continue;
}

void vsapi_stream_shutdown(struct vsapi_stream *stream)
{
    shutdown(stream->fd, SHUT_RDWR);
}

void vsapi_stream_close(struct vsapi_stream *stream)
{
    if (!stream)
        return;
    close(stream->fd);
    vsapi_free(stream);
}

uint32_t vsapi_stream_process(const struct vsapi_stream *stream)
{
    return stream->process;
}
