/*
 * vsapi/wire/stream_windows.c - connections between processes on Windows: not yet.
 */
#include <vsapi/error.h>
#include <vsapi/stream.h>

static HRESULT fail_not_here(struct vsapi_stream **out)
{
    *out = NULL;
    return vsapi_fail(E_NOTIMPL, "VSAPI_SERVICE: a service in another process is not there on "
                                 "Windows yet; without the variable it is in this one");
}

HRESULT vsapi_listener_create(const char *address, struct vsapi_listener **out)
{
    struct vsapi_stream *none;

    (void)address;
    *out = NULL;
    return fail_not_here(&none);
}

HRESULT vsapi_listener_accept(struct vsapi_listener *listener, struct vsapi_stream **out)
{
    (void)listener;
    return fail_not_here(out);
}

void vsapi_listener_stop(struct vsapi_listener *listener)
{
    (void)listener;
}

void vsapi_listener_destroy(struct vsapi_listener *listener)
{
    (void)listener;
}

HRESULT vsapi_stream_connect(const char *address, struct vsapi_stream **out)
{
    (void)address;
    return fail_not_here(out);
}

HRESULT vsapi_stream_send(struct vsapi_stream *stream, struct vsapi_frame *frame)
{
    (void)stream, (void)frame;
    return E_NOTIMPL;
}

HRESULT vsapi_stream_receive(struct vsapi_stream *stream, struct vsapi_frame *frame, size_t limit)
{
    (void)stream, (void)frame, (void)limit;
    return E_NOTIMPL;
}

void vsapi_stream_wait_end(struct vsapi_stream *stream)
{
    (void)stream;
}

void vsapi_stream_shutdown(struct vsapi_stream *stream)
{
    (void)stream;
}

void vsapi_stream_close(struct vsapi_stream *stream)
{
    (void)stream;
}

uint32_t vsapi_stream_process(const struct vsapi_stream *stream)
{
    (void)stream;
    return 0;
}
