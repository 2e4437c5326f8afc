/*
 * vsbackup/src/component_edit.c - changing what the document says of one component.
 */
#include "component_edit.h"

#include <vsapi/alloc.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>

HRESULT vsbackup_component_name_check(const struct component_name *name)
{
    if (!name->component_name)
        return backup_components_null(name->method, "wszComponentName");
    if (name->type != VSS_CT_DATABASE && name->type != VSS_CT_FILEGROUP)
        return vsapi_fail(E_INVALIDARG, "%s: %d is no VSS_COMPONENT_TYPE (the requester's mistake)",
                          name->method, (int)name->type);
    return S_OK;
}

enum { LOGICAL_PATH, COMPONENT_NAME, TEXT_COUNT };

/* Calls that name no instance mean the first one of the class that has the component
 * (docs/decisions.md#writer-by-class). */
static bool find(struct component_place *place, const struct component_name *name,
                 const struct vsapi_texts *texts)
{
    size_t n = 0;

    do {
        place->writer = name->instance
                            ? vsapi_bcd_find_writer(place->document, name->instance)
                            : vsapi_bcd_find_class(place->document, name->writer_id, n++);
        if (!place->writer || !IsEqualGUID(&place->writer->writer_id, name->writer_id))
            return false;
        place->component = vsapi_bcd_find(place->writer, name->type, texts->items[LOGICAL_PATH],
                                          texts->items[COMPONENT_NAME]);
    } while (!place->component && !name->instance);
    return place->component != NULL;
}

static HRESULT not_found(const struct component_name *name, const struct vsapi_texts *texts)
{
    const char *path = texts->items[LOGICAL_PATH];
    char guid[VSAPI_GUID_TEXT];

    return vsapi_fail(
        VSS_E_OBJECT_NOT_FOUND,
        "%s: the document has no %s component \"%s\" with the logical path \"%s\" of writer %s "
        "(the requester's mistake)",
        name->method, name->type == VSS_CT_DATABASE ? "database" : "file group",
        texts->items[COMPONENT_NAME], path ? path : "",
        vsapi_guid_to_text(name->instance ? name->instance : name->writer_id, guid));
}

HRESULT vsbackup_component_edit(struct backup_components *self, enum vsapi_call call,
                                const struct component_name *name, component_editor edit,
                                const void *value)
{
    const LPCWSTR wide[TEXT_COUNT] = {name->logical_path, name->component_name};
    struct component_place place = {0};
    struct vsapi_texts texts;
    HRESULT hr;

    hr = vsbackup_component_name_check(name);
    if (SUCCEEDED(hr))
        hr = vsapi_session_allow(self->session, call);
    if (SUCCEEDED(hr))
        hr = vsapi_texts_init(&texts, wide, TEXT_COUNT);
    if (FAILED(hr))
        return hr;
    place.document = vsapi_session_document(self->session);
    vsapi_mutex_lock(&place.document->lock);
    hr = find(&place, name, &texts) ? edit(&place, value) : not_found(name, &texts);
    vsapi_mutex_unlock(&place.document->lock);
    vsapi_texts_finish(&texts);
    return hr;
}

/* ---- plain fields ------------------------------------------------------------------------------
 */

struct text_value {
    size_t field;
    const char *text;
};

static HRESULT edit_text(const struct component_place *place, const void *value)
{
    const struct text_value *text = value;
    char **field = (char **)((char *)place->component + text->field);

    return vsapi_bcd_text(place->document, field, text->text);
}

HRESULT vsbackup_component_set_text(struct backup_components *self, enum vsapi_call call,
                                    const struct component_name *name, size_t field,
                                    const char *parameter, LPCWSTR text)
{
    char *utf8;
    HRESULT hr;

    if (!text)
        return backup_components_null(name->method, parameter);
    hr = vsapi_text_from_wide(text, &utf8);
    if (FAILED(hr)) {
        vsapi_message_prefix("%s: %s: ", name->method, parameter);
        return hr;
    }
    hr = vsbackup_component_edit(self, call, name, edit_text,
                                 &(struct text_value){.field = field, .text = utf8});
    vsapi_free(utf8);
    return hr;
}

struct bool_value {
    size_t field;
    bool value;
};

static HRESULT edit_bool(const struct component_place *place, const void *value)
{
    const struct bool_value *flag = value;

    *(bool *)((char *)place->component + flag->field) = flag->value;
    return S_OK;
}

HRESULT vsbackup_component_set_bool(struct backup_components *self, enum vsapi_call call,
                                    const struct component_name *name, size_t field, bool value)
{
    return vsbackup_component_edit(self, call, name, edit_bool,
                                   &(struct bool_value){.field = field, .value = value});
}
