/*
 * vsbackup/src/component_edit.c - changing what the document says of one component.
 */
#include "component_edit.h"

#include <vsapi/alloc.h>
#include <vsapi/text.h>

struct component_texts { /* the name in UTF-8 */
    char *logical_path, *component_name;
};

static void texts_finish(struct component_texts *texts)
{
    vsapi_free(texts->logical_path);
    vsapi_free(texts->component_name);
}

static HRESULT texts_init(struct component_texts *texts, const struct component_name *name)
{
    HRESULT hr;

    *texts = (struct component_texts){0};
    hr = vsapi_text_from_wide(name->logical_path, &texts->logical_path);
    if (SUCCEEDED(hr))
        hr = vsapi_text_from_wide(name->component_name, &texts->component_name);
    if (FAILED(hr))
        vsapi_message_prefix("%s: ", name->method);
    return hr;
}

HRESULT component_name_check(const struct component_name *name)
{
    if (!name->component_name)
        return backup_components_null(name->method, "wszComponentName");
    if (name->type != VSS_CT_DATABASE && name->type != VSS_CT_FILEGROUP)
        return vsapi_fail(E_INVALIDARG, "%s: %d is no VSS_COMPONENT_TYPE (the requester's mistake)",
                          name->method, (int)name->type);
    return S_OK;
}

/* Calls that name no instance mean the first one of the class that has the component
 * (docs/decisions.md#writer-by-class). */
static struct vsapi_bcd_component *find(struct vsapi_bcd *document,
                                        const struct component_name *name,
                                        const struct component_texts *texts)
{
    struct vsapi_bcd_component *component;
    struct vsapi_bcd_writer *writer;

    if (name->instance) {
        writer = vsapi_bcd_find_writer(document, name->instance);
        if (!writer || !IsEqualGUID(&writer->writer_id, name->writer_id))
            return NULL;
        return vsapi_bcd_find(writer, name->type, texts->logical_path, texts->component_name);
    }
    for (size_t n = 0; (writer = vsapi_bcd_find_class(document, name->writer_id, n)); n++) {
        component = vsapi_bcd_find(writer, name->type, texts->logical_path, texts->component_name);
        if (component)
            return component;
    }
    return NULL;
}

static HRESULT not_found(const struct component_name *name, const struct component_texts *texts)
{
    char guid[VSAPI_GUID_TEXT];

    return vsapi_fail(
        VSS_E_OBJECT_NOT_FOUND,
        "%s: the document has no %s component \"%s\" with the logical path \"%s\" of writer %s "
        "(the requester's mistake)",
        name->method, name->type == VSS_CT_DATABASE ? "database" : "file group",
        texts->component_name, texts->logical_path ? texts->logical_path : "",
        vsapi_guid_to_text(name->instance ? name->instance : name->writer_id, guid));
}

HRESULT component_edit(struct backup_components *self, enum vsapi_call call,
                       const struct component_name *name, component_editor edit, const void *value)
{
    struct component_texts texts = {0};
    struct vsapi_bcd_component *component;
    struct vsapi_bcd *document;
    HRESULT hr;

    hr = component_name_check(name);
    if (SUCCEEDED(hr))
        hr = vsapi_session_allow(self->session, call);
    if (SUCCEEDED(hr))
        hr = texts_init(&texts, name);
    if (FAILED(hr))
        goto done;
    document = vsapi_session_document(self->session);
    vsapi_mutex_lock(&document->lock);
    component = find(document, name, &texts);
    hr = component ? edit(document, component, value) : not_found(name, &texts);
    vsapi_mutex_unlock(&document->lock);
done:
    texts_finish(&texts);
    return hr;
}

/* ---- plain fields ------------------------------------------------------------------------------
 */

struct text_value {
    size_t field;
    const char *text;
};

static HRESULT edit_text(struct vsapi_bcd *document, struct vsapi_bcd_component *component,
                         const void *value)
{
    const struct text_value *text = value;

    return vsapi_bcd_text(document, (char **)((char *)component + text->field), text->text);
}

HRESULT component_set_text(struct backup_components *self, enum vsapi_call call,
                           const struct component_name *name, size_t field, const char *parameter,
                           LPCWSTR text)
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
    hr = component_edit(self, call, name, edit_text,
                        &(struct text_value){.field = field, .text = utf8});
    vsapi_free(utf8);
    return hr;
}

struct bool_value {
    size_t field;
    bool value;
};

static HRESULT edit_bool(struct vsapi_bcd *document, struct vsapi_bcd_component *component,
                         const void *value)
{
    const struct bool_value *flag = value;

    (void)document;
    *(bool *)((char *)component + flag->field) = flag->value;
    return S_OK;
}

HRESULT component_set_bool(struct backup_components *self, enum vsapi_call call,
                           const struct component_name *name, size_t field, bool value)
{
    return component_edit(self, call, name, edit_bool,
                          &(struct bool_value){.field = field, .value = value});
}
