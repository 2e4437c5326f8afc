/*
 * vsapi/stream.h - a connection between two processes of this machine, on which frames travel.
 *
 * Natively a Unix socket: the address is its path. Calls wait; vsapi_stream_shutdown from another
 * thread ends that. Who connects must be the user under whose account the service runs, or root.
 */
#ifndef VSAPI_STREAM_H
#define VSAPI_STREAM_H

#include <vsapi/frame.h>

struct vsapi_stream;
struct vsapi_listener;

/* Makes the address, for its owner only. E_INVALIDARG: it is none; ERROR_ALREADY_EXISTS: somebody
 * listens there; what is left of a dead service is replaced. */
HRESULT vsapi_listener_create(const char *address, struct vsapi_listener **out);
/* The next who connects. S_FALSE: the listener was stopped. Who is not allowed is sent away and not
 * seen here. */
HRESULT vsapi_listener_accept(struct vsapi_listener *listener, struct vsapi_stream **out);
void vsapi_listener_stop(struct vsapi_listener *listener); /* from another thread */
void vsapi_listener_destroy(
    struct vsapi_listener *listener); /* removes the address; NULL is fine */

/* VSS_E_UNEXPECTED with a sentence: nobody listens there. */
HRESULT vsapi_stream_connect(const char *address, struct vsapi_stream **out);
/* Closes the frame and sends it. VSS_E_UNEXPECTED: the other side has gone. */
HRESULT vsapi_stream_send(struct vsapi_stream *stream, struct vsapi_frame *frame);
/* The next frame. S_FALSE: the other side has closed the stream; E_INVALIDARG: it sent what is
 * none, or more than `limit` bytes. One at a time is under way: who sends another before it was
 * answered breaks the protocol. */
HRESULT vsapi_stream_receive(struct vsapi_stream *stream, struct vsapi_frame *frame, size_t limit);
/* Returns when the other side has gone, or after vsapi_stream_shutdown. What comes in meanwhile is
 * another thread's to receive. */
void vsapi_stream_wait_end(struct vsapi_stream *stream);
void vsapi_stream_shutdown(struct vsapi_stream *stream);          /* from any thread */
void vsapi_stream_close(struct vsapi_stream *stream);             /* NULL is fine */
uint32_t vsapi_stream_process(const struct vsapi_stream *stream); /* the other side's id */

#endif
