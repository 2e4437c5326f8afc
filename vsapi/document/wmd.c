/*
 * vsapi/document/wmd.c - the Writer Metadata Document in memory.
 */
#include "model.h"

#include <vsapi/error.h>

#include <string.h>

struct vsapi_wmd_private {
    atomic_uint refs;
};

HRESULT vsapi_wmd_create(struct vsapi_wmd **out)
{
    struct vsapi_wmd *wmd;

    *out = NULL;
    wmd = vsapi_calloc(1, sizeof *wmd);
    if (!wmd)
        return vsapi_out_of_memory();
    wmd->arena = vsapi_arena_create();
    wmd->private_ = vsapi_calloc(1, sizeof *wmd->private_);
    wmd->index = vsapi_calloc(1, sizeof *wmd->index);
    if (wmd->arena)
        wmd->version = vsapi_arena_text(wmd->arena, DOCUMENT_VERSION, strlen(DOCUMENT_VERSION));
    if (!wmd->version || !wmd->private_ || !wmd->index) {
        vsapi_free(wmd->index);
        vsapi_free(wmd->private_);
        vsapi_arena_destroy(wmd->arena);
        vsapi_free(wmd);
        return vsapi_out_of_memory();
    }
    atomic_init(&wmd->private_->refs, 1);
    *out = wmd;
    return S_OK;
}

void vsapi_wmd_ref(struct vsapi_wmd *wmd)
{
    atomic_fetch_add(&wmd->private_->refs, 1);
}

void vsapi_wmd_unref(struct vsapi_wmd *wmd)
{
    if (!wmd || atomic_fetch_sub(&wmd->private_->refs, 1) != 1)
        return;
    document_index_finish(&wmd->index->components);
    vsapi_free(wmd->index);
    vsapi_free(wmd->private_);
    vsapi_arena_destroy(wmd->arena);
    vsapi_free(wmd);
}

HRESULT vsapi_wmd_text(struct vsapi_wmd *wmd, char **field, const char *text)
{
    char *copy = NULL;

    if (text) {
        copy = vsapi_arena_text(wmd->arena, text, strlen(text));
        if (!copy)
            return vsapi_out_of_memory();
    }
    *field = copy;
    return S_OK;
}

void *document_wmd_create_component(void *document)
{
    struct vsapi_wmd *wmd = document;

    return vsapi_arena_alloc(wmd->arena, sizeof(struct vsapi_wm_component));
}

/* Puts a component that has its names into list and index: both or neither. */
HRESULT document_wmd_enter_component(void *document, void *parent, void *object)
{
    struct vsapi_wmd *wmd = document;
    struct vsapi_wm_component *component = object;
    struct document_key key =
        document_key_make(0, component->logical_path, component->component_name);
    HRESULT hr;

    (void)parent;
    if (!VSAPI_ARENA_ROOM(wmd->arena, &wmd->components))
        return vsapi_out_of_memory();
    hr = document_index_add(&wmd->index->components, wmd->arena, &key, component);
    if (FAILED(hr))
        return hr;
    wmd->components.items[wmd->components.count++] = component;
    return S_OK;
}

HRESULT vsapi_wmd_add_component(struct vsapi_wmd *wmd, VSS_COMPONENT_TYPE type,
                                const char *logical_path, const char *name,
                                struct vsapi_wm_component **out)
{
    struct vsapi_wm_component *component;
    HRESULT hr;

    *out = NULL;
    component = document_wmd_create_component(wmd);
    if (!component)
        return vsapi_out_of_memory();
    component->type = type;
    hr = vsapi_wmd_text(wmd, &component->logical_path, logical_path);
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(wmd, &component->component_name, name ? name : "");
    if (SUCCEEDED(hr))
        hr = document_wmd_enter_component(wmd, wmd, component);
    if (hr == VSS_E_OBJECT_ALREADY_EXISTS)
        return vsapi_fail(hr, "the writer adds component \"%s\" with logical path \"%s\" twice",
                          component->component_name, logical_path ? logical_path : "");
    if (SUCCEEDED(hr))
        *out = component;
    return hr;
}

struct vsapi_wm_component *vsapi_wmd_find(struct vsapi_wmd *wmd, const char *logical_path,
                                          const char *name)
{
    struct document_key key = document_key_make(0, logical_path, name);

    return document_index_find(&wmd->index->components, &key);
}

HRESULT vsapi_wmd_add_filedesc(struct vsapi_wmd *wmd, vsapi_filedescs *list, const char *path,
                               const char *filespec, bool recursive, const char *alternate_path,
                               uint32_t backup_type_mask)
{
    struct vsapi_filedesc file = {.recursive = recursive, .backup_type_mask = backup_type_mask};
    HRESULT hr;

    hr = vsapi_wmd_text(wmd, &file.path, path);
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(wmd, &file.filespec, filespec);
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(wmd, &file.alternate_path, alternate_path);
    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARENA_ROOM(wmd->arena, list))
        return vsapi_out_of_memory();
    list->items[list->count++] = file;
    return S_OK;
}

HRESULT vsapi_wmd_add_dependency(struct vsapi_wmd *wmd, struct vsapi_wm_component *component,
                                 const GUID *writer_id, const char *logical_path, const char *name)
{
    struct vsapi_wm_dependency dependency = {.writer_id = *writer_id};
    HRESULT hr;

    hr = vsapi_wmd_text(wmd, &dependency.logical_path, logical_path);
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(wmd, &dependency.component_name, name);
    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARENA_ROOM(wmd->arena, &component->dependencies))
        return vsapi_out_of_memory();
    component->dependencies.items[component->dependencies.count++] = dependency;
    return S_OK;
}

/* The method UNDEFINED stands for "never set": mappings may be there without a method. */
HRESULT document_wmd_enter_restore_method(void *document, void *parent, void *object)
{
    struct vsapi_wmd *wmd = document;

    (void)parent;
    (void)object;
    wmd->has_restore_method = wmd->restore_method != VSS_RME_UNDEFINED;
    return S_OK;
}

bool document_wmd_has_restore_method(const void *document)
{
    const struct vsapi_wmd *wmd = document;

    return wmd->has_restore_method || wmd->alternate_mappings.count > 0 ||
           wmd->restore_method_extra;
}

bool document_wmd_has_locations(const void *document)
{
    const struct vsapi_wmd *wmd = document;

    return wmd->components.count > 0 || wmd->include_files.count > 0 ||
           wmd->exclude_files.count > 0 || wmd->exclude_from_snapshot.count > 0 ||
           wmd->locations_extra;
}
