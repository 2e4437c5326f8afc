/*
 * vsapi/service/express.c - express writers: metadata that a program left behind.
 *
 * A registered document is kept as XML by the class id of its writer: in the machine's store, or
 * here if it has none. Whoever asks for the writers gets each as a subscription that is made for
 * this one time: it answers Identify with the document and has subscribed to no other event.
 */
#include "remote.h"

#include <vsapi/error.h>
#include <vsapi/store.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <stdio.h>
#include <string.h>

#define GROUP "express-writers"
#define SUFFIX ".xml"
#define NAME_BYTES (VSAPI_GUID_TEXT + sizeof SUFFIX)
#define NOT_STORED HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND)

static HRESULT exists(const VSS_ID *writer_id)
{
    char id[VSAPI_GUID_TEXT];

    return vsapi_fail(VSS_E_OBJECT_ALREADY_EXISTS,
                      "an express writer of class %s is registered already; the writer's mistake",
                      vsapi_guid_to_text(writer_id, id));
}

static HRESULT unknown(const VSS_ID *writer_id)
{
    char id[VSAPI_GUID_TEXT];

    return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                      "no express writer of class %s is registered; the writer's mistake",
                      vsapi_guid_to_text(writer_id, id));
}

/* ---- what is kept: in the store, a file for each
 * -------------------------------------------------
 */

static const char *file_name(const VSS_ID *writer_id, char name[NAME_BYTES])
{
    char id[VSAPI_GUID_TEXT];

    snprintf(name, NAME_BYTES, "%s" SUFFIX, vsapi_guid_to_text(writer_id, id));
    return name;
}

static HRESULT parse_stored(const char *name, const char *xml, size_t size_bytes,
                            struct vsapi_wmd **out)
{
    char expected[NAME_BYTES];
    HRESULT hr = vsapi_wmd_read(xml, size_bytes, out);

    if (FAILED(hr) || strcmp(name, file_name(&(*out)->writer_id, expected)) == 0)
        return hr;
    vsapi_wmd_unref(*out);
    *out = NULL;
    return vsapi_fail(VSS_E_INVALID_XML_DOCUMENT, "the document is that of %s", expected);
}

/* Under the store's lock. A damaged file is set aside: VSS_E_INVALID_XML_DOCUMENT. */
static HRESULT read_stored(struct vsapi_host *host, const char *name, struct vsapi_wmd **out)
{
    size_t size_bytes;
    char *xml, *reason;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_store_read(host, GROUP, name, &xml, &size_bytes);
    if (FAILED(hr))
        return hr;
    hr = parse_stored(name, xml, size_bytes, out);
    vsapi_free(xml);
    if (hr != VSS_E_INVALID_XML_DOCUMENT)
        return hr;
    reason = vsapi_strdup(vsapi_last_message());
    vsapi_store_set_aside(host, GROUP, name, reason ? reason : "no sound document");
    vsapi_free(reason);
    return hr;
}

static HRESULT store_add(struct vsapi_host *host, const VSS_ID *writer_id, const char *xml,
                         size_t size_bytes)
{
    struct vsapi_wmd *there = NULL;
    char name[NAME_BYTES];
    int lock;
    HRESULT hr;

    file_name(writer_id, name);
    hr = vsapi_store_lock(host, &lock);
    if (FAILED(hr))
        return hr;
    hr = read_stored(host, name, &there);
    if (SUCCEEDED(hr))
        hr = exists(writer_id);
    else if (hr == NOT_STORED || hr == VSS_E_INVALID_XML_DOCUMENT)
        hr = vsapi_store_write(host, GROUP, name, xml, size_bytes);
    vsapi_store_unlock(lock);
    vsapi_wmd_unref(there);
    return hr;
}

static HRESULT store_remove(struct vsapi_host *host, const VSS_ID *writer_id)
{
    char name[NAME_BYTES], *xml;
    size_t size_bytes;
    int lock;
    HRESULT hr;

    file_name(writer_id, name);
    hr = vsapi_store_lock(host, &lock);
    if (FAILED(hr))
        return hr;
    hr = vsapi_store_read(host, GROUP, name, &xml, &size_bytes);
    if (SUCCEEDED(hr)) {
        vsapi_free(xml);
        hr = vsapi_store_remove(host, GROUP, name);
    } else if (hr == NOT_STORED) {
        hr = unknown(writer_id);
    }
    vsapi_store_unlock(lock);
    return hr;
}

/* ---- what is kept: here, for as long as the service lives --------------------------------------
 */

static struct vsapi_express *find(struct vsapi_service *service, const VSS_ID *writer_id)
{
    for (size_t i = 0; i < service->express.count; i++)
        if (IsEqualGUID(&service->express.items[i].writer_id, writer_id))
            return &service->express.items[i];
    return NULL;
}

/* On success *xml is taken over. */
static HRESULT memory_add(struct vsapi_service *service, const VSS_ID *writer_id, char **xml,
                          size_t size_bytes)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&service->lock);
    if (find(service, writer_id)) {
        hr = exists(writer_id);
    } else if (!VSAPI_ARRAY_ROOM(&service->express)) {
        hr = vsapi_out_of_memory();
    } else {
        service->express.items[service->express.count++] =
            (struct vsapi_express){*writer_id, *xml, size_bytes};
        *xml = NULL;
    }
    vsapi_mutex_unlock(&service->lock);
    return hr;
}

static HRESULT memory_remove(struct vsapi_service *service, const VSS_ID *writer_id)
{
    struct vsapi_express *found, *end;
    char *xml = NULL;

    vsapi_mutex_lock(&service->lock);
    found = find(service, writer_id);
    if (found) {
        xml = found->xml;
        end = service->express.items + --service->express.count;
        memmove(found, found + 1, (size_t)((char *)end - (char *)found));
    }
    vsapi_mutex_unlock(&service->lock);
    vsapi_free(xml);
    return found ? S_OK : unknown(writer_id);
}

void vsapi_express_clear(struct vsapi_service *service)
{
    for (size_t i = 0; i < service->express.count; i++)
        vsapi_free(service->express.items[i].xml);
    vsapi_free(service->express.items);
}

/* ---- registering -------------------------------------------------------------------------------
 */

HRESULT vsapi_service_add_express(struct vsapi_service *service, const struct vsapi_wmd *document)
{
    size_t size_bytes;
    char *xml = NULL;
    HRESULT hr;

    if (service->remote)
        return vsapi_remote_add_express(service->remote, document);
    hr = vsapi_wmd_write(document, &xml, &size_bytes);
    if (FAILED(hr))
        return hr;
    if (vsapi_host_store(service->host))
        hr = store_add(service->host, &document->writer_id, xml, size_bytes);
    else
        hr = memory_add(service, &document->writer_id, &xml, size_bytes);
    vsapi_free(xml);
    return hr;
}

HRESULT vsapi_service_remove_express(struct vsapi_service *service, const VSS_ID *writer_id)
{
    if (service->remote)
        return vsapi_remote_remove_express(service->remote, writer_id);
    if (vsapi_host_store(service->host))
        return store_remove(service->host, writer_id);
    return memory_remove(service, writer_id);
}

/* ---- as writers of a session
 * ---------------------------------------------------------------------
 */

static void express_deliver(void *writer, struct vsapi_event *event,
                            struct vsapi_event_answer *answer)
{
    if (event->kind != VSAPI_EVENT_IDENTIFY)
        return;
    vsapi_wmd_ref(writer);
    answer->metadata = writer;
}

static const struct vsapi_writer_ops express_ops = {sizeof express_ops, express_deliver, NULL};

/* Instance ids are of one writer each; a document may have come with that of another. */
static bool taken(const vsapi_subscriptions *list, const struct vsapi_wmd *document)
{
    for (size_t i = 0; i < list->count; i++)
        if (IsEqualGUID(&list->items[i]->info.instance_id, &document->instance_id))
            return true;
    return false;
}

/* A subscription for this document; takes a reference to it. */
static HRESULT express_append(struct vsapi_service *service, struct vsapi_wmd *document,
                              vsapi_subscriptions *list)
{
    const struct vsapi_writer_info info = {
        .size = sizeof info,
        .writer_id = document->writer_id,
        .instance_id = document->instance_id,
        .name = document->friendly_name,
        .instance_name = document->instance_name,
        .major_version = document->major_version,
        .minor_version = document->minor_version,
        .usage = document->usage,
        .source = document->source,
        .level = VSS_APP_FRONT_END,
        .timeout_freeze_ms = INFINITE,
        .alternate = VSS_AWS_NO_ALTERNATE_WRITER,
        .event_mask = 0, /* Identify comes without */
    };
    struct vsapi_subscription *made;
    HRESULT hr;

    if (taken(list, document)) {
        vsapi_trace_note("note", "express-writer", NULL, "writer=%s text=%s",
                         document->friendly_name, "left out, its instance id is another writer's");
        return S_OK;
    }
    if (!VSAPI_ARRAY_ROOM(list))
        return vsapi_out_of_memory();
    hr = vsapi_subscription_create(service, &info, &express_ops, document, &made);
    if (FAILED(hr))
        return hr;
    vsapi_wmd_ref(document);
    made->express = document;
    list->items[list->count++] = made;
    return S_OK;
}

static HRESULT list_kept_here(struct vsapi_service *service, vsapi_subscriptions *list)
{
    HRESULT hr = S_OK;

    vsapi_mutex_lock(&service->lock);
    for (size_t i = 0; SUCCEEDED(hr) && i < service->express.count; i++) {
        const struct vsapi_express *kept = &service->express.items[i];
        struct vsapi_wmd *document;

        hr = vsapi_wmd_read(kept->xml, kept->size_bytes, &document);
        if (FAILED(hr))
            break;
        hr = express_append(service, document, list);
        vsapi_wmd_unref(document);
    }
    vsapi_mutex_unlock(&service->lock);
    return hr;
}

struct listing {
    struct vsapi_service *service;
    vsapi_subscriptions *list;
};

/* One that cannot be read is left out: the others, and the writers that run, are none the worse. */
static HRESULT list_stored(void *context, const char *name)
{
    struct listing *listing = context;
    struct vsapi_wmd *document;
    HRESULT hr = read_stored(listing->service->host, name, &document);

    if (hr == E_OUTOFMEMORY)
        return hr;
    if (FAILED(hr)) {
        vsapi_trace_note("note", "express-writer", NULL, "file=%s hr=%h text=%s", name, hr,
                         vsapi_last_message());
        return S_OK;
    }
    hr = express_append(listing->service, document, listing->list);
    vsapi_wmd_unref(document);
    return hr;
}

HRESULT vsapi_express_list(struct vsapi_service *service, vsapi_subscriptions *list)
{
    struct listing listing = {service, list};
    int lock;
    HRESULT hr;

    if (!vsapi_host_store(service->host))
        return list_kept_here(service, list);
    hr = vsapi_store_lock(service->host, &lock);
    if (FAILED(hr))
        return hr;
    hr = vsapi_store_each(service->host, GROUP, list_stored, &listing);
    vsapi_store_unlock(lock);
    return hr;
}
