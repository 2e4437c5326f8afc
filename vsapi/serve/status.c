/*
 * vsapi/serve/status.c - who uses the service now, as JSON: for vss status.
 */
#include "server.h"

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

#include <jansson.h>
#include <stdlib.h>

static json_t *id_text(const VSS_ID *id)
{
    char text[VSAPI_GUID_TEXT];

    return json_string(vsapi_guid_to_text(id, text));
}

/* Under the lock. */
static json_t *sessions_of(const struct serve_client *client)
{
    json_t *list = json_array();

    for (const struct serve_session *at = client->sessions; at; at = at->next)
        json_array_append_new(
            list, json_pack("{so sb}", "id", id_text(&at->id), "busy", at->operation != NULL));
    return list;
}

/* Under the lock. */
static json_t *writers_of(const struct serve_client *client)
{
    json_t *list = json_array();

    for (const struct serve_writer *at = client->writers; at; at = at->next)
        json_array_append_new(list, json_pack("{ss so so}", "name", at->name, "writer",
                                              id_text(&at->writer_id), "instance",
                                              id_text(&at->instance_id)));
    return list;
}

static char *status_text(struct vsapi_server *server)
{
    json_t *list = json_array(), *status;
    char *text;

    vsapi_mutex_lock(&server->lock);
    for (const struct serve_client *at = server->clients; at; at = at->next)
        json_array_append_new(list,
                              json_pack("{sI so so}", "process", (json_int_t)at->process, "writers",
                                        writers_of(at), "sessions", sessions_of(at)));
    vsapi_mutex_unlock(&server->lock);
    status = json_pack("{so}", "processes", list);
    text = status ? json_dumps(status, JSON_COMPACT) : NULL;
    json_decref(status);
    return text;
}

HRESULT serve_status(struct serve_connection *connection)
{
    HRESULT hr = vsapi_frame_taken(&connection->in);
    char *text;

    if (FAILED(hr))
        return hr;
    text = status_text(connection->server);
    serve_answer(connection, text ? S_OK : vsapi_out_of_memory());
    if (text)
        vsapi_put_text(&connection->out, text);
    free(text);
    return S_OK;
}
