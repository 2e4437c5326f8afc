/*
 * vsapi/service/blocking.c - ShouldBlockRevert: would a revert take files away from a writer that
 * must not lose them?
 *
 * The machine has a list of such classes of writers. Those that run are asked for their metadata,
 * in a session made for it, and the paths of their components tell the volumes.
 */
#include "remote.h"
#include "session.h"

#include <vsapi/error.h>
#include <vsapi/text.h>

/* Of a component's file sets is one on the volume? A path on no volume of this machine is not. */
static HRESULT look_at_files(struct vsapi_host *host, const vsapi_filedescs *files,
                             const struct vsapi_volume *volume, bool *found)
{
    for (size_t i = 0; !*found && i < files->count; i++) {
        struct vsapi_volume *of;
        const char *rest;
        char *path;
        HRESULT hr = vsapi_host_expand(host, files->items[i].path, &path);

        if (FAILED(hr))
            return hr;
        hr = vsapi_host_volume_of(host, path, &of, &rest);
        *found = SUCCEEDED(hr) && of == volume;
        vsapi_free(path);
        if (hr == E_OUTOFMEMORY)
            return hr;
    }
    return S_OK;
}

static HRESULT look_at_components(struct vsapi_session *session, const struct vsapi_volume *volume,
                                  const struct vsapi_wmd *metadata, bool *found)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && !*found && i < metadata->components.count; i++) {
        const struct vsapi_wm_component *component = metadata->components.items[i];
        const vsapi_filedescs *const lists[] = {&component->files, &component->database_files,
                                                &component->log_files};

        for (size_t list = 0; SUCCEEDED(hr) && list < ARRAYSIZE(lists); list++)
            hr = look_at_files(session->service->host, lists[list], volume, found);
    }
    return hr;
}

/* Only the writers of the list are asked. */
static HRESULT ask_writers(struct vsapi_session *session)
{
    struct vsapi_operation *operation;
    size_t count;
    const GUID *classes = vsapi_host_revert_blockers(session->service->host, &count);
    HRESULT hr = vsapi_session_initialize_for_backup(session, NULL);

    if (SUCCEEDED(hr))
        hr = vsapi_session_choose_writers(session, VSAPI_CHOICE_ENABLE_CLASSES, classes, count);
    if (SUCCEEDED(hr))
        hr = vsapi_session_gather_metadata(session, &operation);
    if (FAILED(hr))
        return hr;
    hr = vsapi_operation_wait(operation, INFINITE);
    if (SUCCEEDED(hr))
        hr = vsapi_operation_status(operation);
    vsapi_operation_unref(operation);
    return FAILED(hr) ? hr : S_OK;
}

/* What one of the list has not told may be on the volume: better no answer than "it may go". */
static HRESULT look(struct vsapi_session *session, const struct vsapi_volume *volume, bool *blocks)
{
    const struct vsapi_session_silent *silent = &session->silent;
    HRESULT hr = S_OK;

    for (size_t i = 0; SUCCEEDED(hr) && !*blocks && i < session->writers.count; i++)
        hr = look_at_components(session, volume, session->writers.items[i]->metadata, blocks);
    if (FAILED(hr) || *blocks || !silent->writer)
        return hr;
    return vsapi_fail(silent->hr,
                      "ShouldBlockRevert: \"%s\" is on the list of writers that block reverts, "
                      "runs, and has not told what is on the volume (writer's mistake)",
                      silent->writer->info.name);
}

/* What has failed before stays said. */
static void end_session(struct vsapi_session *session)
{
    char *sentence = vsapi_strdup(vsapi_last_message());

    vsapi_session_destroy(session);
    vsapi_message_set(sentence);
    vsapi_free(sentence);
}

HRESULT vsapi_service_blocks_revert(struct vsapi_service *service, const char *name, bool *blocks)
{
    struct vsapi_session *session;
    struct vsapi_volume *volume;
    size_t count;
    HRESULT hr = vsapi_host_find_volume(service->host, name, &volume);

    *blocks = false;
    if (FAILED(hr))
        return hr == E_OUTOFMEMORY
                   ? hr
                   : vsapi_fail(E_INVALIDARG,
                                "ShouldBlockRevert: there is no volume %s (requester's mistake)",
                                name);
    if (service->remote)
        return vsapi_remote_blocks_revert(service->remote, name, blocks);
    vsapi_host_revert_blockers(service->host, &count);
    if (count == 0)
        return S_OK;
    hr = vsapi_session_create(service, &session);
    if (FAILED(hr))
        return hr;
    hr = ask_writers(session);
    if (SUCCEEDED(hr))
        hr = look(session, volume, blocks);
    end_session(session);
    if (SUCCEEDED(hr))
        vsapi_message_clear();
    return hr;
}
