/*
 * vsapi/serve/server.h - what the files of this room share.
 *
 * A client is a process. It has one stream that is there as long as it lives, and others on which
 * it asks, each with a thread here; a writer of it has a stream on which it is asked.
 */
#ifndef VSAPI_SERVE_SERVER_H
#define VSAPI_SERVE_SERVER_H

#include <vsapi/protocol.h>
#include <vsapi/serve.h>
#include <vsapi/stream.h>
#include <vsapi/thread.h>

struct serve_session { /* of a requester; counted, as a question about it may be under way */
    VSS_ID id;
    struct vsapi_session *session;
    size_t refs;                       /* under the server's lock */
    struct vsapi_mutex turn;           /* one question at a time; free while an operation runs */
    struct vsapi_operation *operation; /* under the server's lock; NULL: none runs */
    uint64_t number;                   /* of the operation that runs, or ran last */
    uint64_t cancelled;                /* the highest that was cancelled */
    struct serve_session *next;
};

struct serve_writer { /* counted: by its subscription, and by the thread that watches its stream */
    atomic_uint refs;
    VSS_ID instance_id, writer_id;
    char *name;
    struct vsapi_server *server;
    struct vsapi_stream *stream;
    struct vsapi_mutex talk;                 /* one message and its answer at a time */
    struct vsapi_frame frame;                /* of the event that is under way */
    struct vsapi_subscription *subscription; /* under the server's lock; NULL: unsubscribed */
    struct serve_writer *next;
};

struct serve_client {
    VSS_ID id;
    uint32_t process;
    size_t refs; /* under the server's lock, as all below */
    bool gone;   /* its process has ended */
    struct serve_session *sessions;
    struct serve_writer *writers;
    struct serve_client *next;
};

struct serve_connection { /* one stream and its thread */
    struct vsapi_server *server;
    struct vsapi_stream *stream; /* NULL: a writer has it now */
    struct serve_client *client; /* a reference; NULL: it has not said who it is */
    bool alive;                  /* the stream that shows that the process lives */
    struct vsapi_frame in, out;
    struct serve_connection *next;
};

struct vsapi_server {
    struct vsapi_service *service;
    struct vsapi_listener *listener;
    struct vsapi_thread thread;
    struct vsapi_mutex lock;   /* guards all below; taken before any of the service */
    struct vsapi_cond changed; /* fewer connections, or fewer references to a session */
    bool stopping;
    size_t connection_count, writer_count;
    struct serve_connection *connections;
    struct serve_client *clients;
};

/* ---- client.c */
/* Says who it is, or makes itself known. E_INVALIDARG: what it says is not true. */
HRESULT serve_client_greet(struct serve_connection *connection);
/* The process has gone: ends what it left. */
void serve_client_end(struct serve_connection *connection);
void serve_client_unref(struct vsapi_server *server, struct serve_client *client);
/* Hands out its id alone: it goes at any time if the process goes. */
HRESULT serve_session_open(struct serve_connection *connection, VSS_ID *out);
/* A reference. NULL: the client has no such session. */
struct serve_session *serve_session_find(struct serve_connection *connection, const VSS_ID *id);
void serve_session_unref(struct vsapi_server *server, struct serve_session *session);
/* Takes the reference over. `abort`: its process has gone. */
void serve_session_close(struct serve_connection *connection, struct serve_session *session,
                         bool abort);

/* ---- questions.c */
/* Answers the question in connection->in. A failure: it is no question, and the stream ends. */
HRESULT serve_question(struct serve_connection *connection);
/* Begins the answer to the question. */
void serve_answer(struct serve_connection *connection, HRESULT hr);

/* ---- status.c */
HRESULT serve_status(struct serve_connection *connection);

/* ---- session.c: the questions of a session that are more than a call */
HRESULT serve_operation(struct serve_connection *connection, struct serve_session *session);
HRESULT serve_cancel(struct serve_connection *connection, struct serve_session *session);
HRESULT serve_abort(struct serve_connection *connection, struct serve_session *session);

/* ---- writer.c */
/* Subscribes; the stream is the writer's from then on, and this thread watches it until the writer
 * has gone. */
HRESULT serve_subscribe(struct serve_connection *connection);
HRESULT serve_unsubscribe(struct serve_connection *connection);
/* The writers of a process that has gone. */
void serve_writers_end(struct vsapi_server *server, struct serve_client *client);

#endif
