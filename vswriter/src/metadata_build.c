/*
 * vswriter/src/metadata_build.c - what the methods of IVssCreateWriterMetadata and
 * IVssCreateExpressWriterMetadata do to the document.
 *
 * Each converts its texts, checks them, and changes the document under its lock, if it is not
 * closed; on failure the document is as before. What express writers may not say is told before
 * (express_rules.c). What the pages leave open is in
 * docs/decisions.md, heading "vswriter".
 */
#include "metadata_build.h"

#include <vsapi/document.h>
#include <vsapi/error.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>

#include <string.h>

/* ---- the draft
 * ------------------------------------------------------------------------------------------------
 */

static HRESULT identity_fill(struct vsapi_wmd *wmd, const struct vsapi_writer_info *info)
{
    HRESULT hr = vsapi_wmd_text(wmd, &wmd->friendly_name, info->name);

    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(wmd, &wmd->instance_name, info->instance_name);
    wmd->writer_id = info->writer_id;
    wmd->instance_id = info->instance_id;
    wmd->usage = info->usage;
    wmd->source = info->source;
    wmd->major_version = info->major_version;
    wmd->minor_version = info->minor_version;
    return hr;
}

HRESULT vswriter_draft_init(struct metadata_draft *draft, const struct vsapi_writer_info *identity)
{
    HRESULT hr;

    hr = vsapi_wmd_create(&draft->wmd);
    if (SUCCEEDED(hr))
        hr = identity_fill(draft->wmd, identity);
    if (FAILED(hr)) {
        vsapi_wmd_unref(draft->wmd);
        draft->wmd = NULL;
        return hr;
    }
    vsapi_mutex_init(&draft->lock);
    return S_OK;
}

void vswriter_draft_finish(struct metadata_draft *draft)
{
    if (!draft->wmd)
        return;
    vsapi_wmd_unref(draft->wmd);
    vsapi_mutex_finish(&draft->lock);
}

/* ---- what the methods share
 * ---------------------------------------------------------------------- */

/* Locks the document, unless it is closed. */
static HRESULT enter(struct metadata_draft *self, const char *method)
{
    const char *closed_by;

    vsapi_mutex_lock(&self->lock);
    closed_by = self->closed_by;
    if (!closed_by)
        return S_OK;
    vsapi_mutex_unlock(&self->lock);
    return vsapi_fail(VSS_E_BAD_STATE,
                      "%s after %s: the document is read-only then; the writer's mistake", method,
                      closed_by);
}

static void leave(struct metadata_draft *self)
{
    vsapi_mutex_unlock(&self->lock);
}

static HRESULT missing(const char *method, const char *parameter)
{
    return vsapi_fail(E_INVALIDARG, "%s: %s is missing; the writer's mistake", method, parameter);
}

HRESULT vswriter_metadata_bad_number(const char *method, const char *parameter, unsigned value)
{
    return vsapi_fail(E_INVALIDARG, "%s: %s is 0x%x, which is not allowed; the writer's mistake",
                      method, parameter, value);
}

HRESULT vswriter_metadata_reserved(const char *method)
{
    return vsapi_fail(E_NOTIMPL, "%s is reserved for the system", method);
}

/* The texts of one call, all of which the document can hold. */
static HRESULT take_texts(struct vsapi_texts *texts, const char *method, const LPCWSTR *in,
                          size_t count)
{
    HRESULT hr = vsapi_texts_init(texts, in, count);

    for (size_t i = 0; i < count && SUCCEEDED(hr); i++) {
        hr = vsapi_document_check_text(texts->items[i]);
        if (FAILED(hr))
            vsapi_texts_finish(texts);
    }
    if (FAILED(hr) && hr != E_OUTOFMEMORY)
        vsapi_message_prefix("%s: ", method);
    return hr;
}

/* An empty text stands for none. */
static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

/* The component of this name; the document is locked. */
static HRESULT find_component(struct metadata_draft *self, const char *method,
                              const char *logical_path, const char *name,
                              struct vsapi_wm_component **out)
{
    *out = vsapi_wmd_find(self->wmd, or_null(logical_path), name);
    if (*out)
        return S_OK;
    return vsapi_fail(
        VSS_E_OBJECT_NOT_FOUND,
        "%s: there is no component \"%s\" with logical path \"%s\"; the writer's mistake", method,
        name, logical_path ? logical_path : "");
}

/* ---- exclusions
 * ------------------------------------------------------------------------------------ */

/* Adds to the list at this place of struct vsapi_wmd. */
HRESULT vswriter_metadata_add_exclusion(struct metadata_draft *self, const char *method,
                                        size_t list, LPCWSTR path, LPCWSTR filespec, bool recursive)
{
    const uint32_t mask = VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED;
    struct vsapi_texts texts;
    HRESULT hr;

    hr = take_texts(&texts, method, (LPCWSTR[]){path, filespec}, 2);
    if (FAILED(hr))
        return hr;
    hr = vsapi_check_directory(method, "wszPath", texts.items[0]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_filespec(method, "wszFilespec", texts.items[1]);
    if (SUCCEEDED(hr))
        hr = enter(self, method);
    if (FAILED(hr))
        goto done;
    hr = vsapi_wmd_add_filedesc(self->wmd, (void *)((char *)self->wmd + list), texts.items[0],
                                texts.items[1], recursive, NULL, mask);
    leave(self);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

/* ---- components
 * ------------------------------------------------------------------------------------ */

static HRESULT check_component(const struct new_component *in)
{
    const DWORD flags =
        VSS_CF_BACKUP_RECOVERY | VSS_CF_APP_ROLLBACK_RECOVERY | VSS_CF_NOT_SYSTEM_STATE;

    if (in->type != VSS_CT_DATABASE && in->type != VSS_CT_FILEGROUP)
        return vswriter_metadata_bad_number("AddComponent", "ct", (unsigned)in->type);
    if (!in->name || !*in->name)
        return missing("AddComponent", "wszComponentName");
    if (in->icon_bytes != 0 && !in->icon)
        return vswriter_metadata_bad_number("AddComponent", "cbIcon without pbIcon",
                                            in->icon_bytes);
    if (in->flags & ~flags)
        return vswriter_metadata_bad_number("AddComponent", "dwComponentFlags", in->flags);
    return S_OK;
}

/* Whatever can fail comes before the component is entered: half a component is never there. */
static HRESULT keep_component(struct metadata_draft *self, const struct new_component *in,
                              const struct vsapi_texts *texts)
{
    struct vsapi_wm_component *component;
    unsigned char *icon = NULL;
    char *caption = NULL;
    HRESULT hr;

    if (in->icon && in->icon_bytes != 0) {
        icon = vsapi_arena_alloc(self->wmd->arena, in->icon_bytes);
        if (!icon)
            return vsapi_out_of_memory();
        memcpy(icon, in->icon, in->icon_bytes);
    }
    hr = vsapi_wmd_text(self->wmd, &caption, texts->items[2]);
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_add_component(self->wmd, in->type, or_null(texts->items[0]), texts->items[1],
                                     &component);
    if (FAILED(hr))
        return hr;
    component->caption = caption;
    component->icon = icon;
    component->icon_bytes = icon ? in->icon_bytes : 0;
    component->restore_metadata = in->restore_metadata;
    component->notify_on_backup_complete = in->notify;
    component->selectable = in->selectable;
    component->selectable_for_restore = in->selectable_for_restore;
    component->component_flags = in->flags;
    return S_OK;
}

HRESULT vswriter_metadata_add_component(struct metadata_draft *self, const struct new_component *in)
{
    struct vsapi_texts texts;
    HRESULT hr = check_component(in);

    if (FAILED(hr))
        return hr;
    hr =
        take_texts(&texts, "AddComponent", (LPCWSTR[]){in->logical_path, in->name, in->caption}, 3);
    if (FAILED(hr))
        return hr;
    if (strchr(texts.items[1], '\\'))
        hr = vsapi_fail(E_INVALIDARG,
                        "AddComponent: the name \"%s\" holds a backslash; the writer's mistake",
                        texts.items[1]);
    if (SUCCEEDED(hr))
        hr = enter(self, "AddComponent");
    if (FAILED(hr))
        goto done;
    hr = keep_component(self, in, &texts);
    leave(self);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

/* ---- files of components
 * --------------------------------------------------------------------------- */

static HRESULT check_files(const struct new_files *in, const struct vsapi_texts *texts)
{
    const DWORD masks = VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED |
                        VSS_FSBT_CREATED_DURING_BACKUP;
    HRESULT hr;

    if (!texts->items[1] || !*texts->items[1])
        return missing(in->method, "the name of the component");
    hr = vsapi_check_directory(in->method, "wszPath", texts->items[2]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_filespec(in->method, "wszFilespec", texts->items[3]);
    if (SUCCEEDED(hr) && or_null(texts->items[4]))
        hr = vsapi_check_directory(in->method, "wszAlternateLocation", texts->items[4]);
    if (SUCCEEDED(hr) && (in->mask & ~masks))
        hr = vswriter_metadata_bad_number(in->method, "dwBackupTypeMask", in->mask);
    return hr;
}

static HRESULT keep_files(struct metadata_draft *self, const struct new_files *in,
                          const struct vsapi_texts *texts)
{
    struct vsapi_wm_component *component;
    HRESULT hr;

    hr = find_component(self, in->method, texts->items[0], texts->items[1], &component);
    if (FAILED(hr))
        return hr;
    if (component->type != in->type)
        return vsapi_fail(E_INVALIDARG, "%s: component \"%s\" is no %s; the writer's mistake",
                          in->method, component->component_name,
                          in->type == VSS_CT_DATABASE ? "database" : "file group");
    return vsapi_wmd_add_filedesc(self->wmd, (void *)((char *)component + in->list),
                                  texts->items[2], texts->items[3], in->recursive,
                                  or_null(texts->items[4]), in->mask);
}

HRESULT vswriter_metadata_add_files(struct metadata_draft *self, const struct new_files *in)
{
    struct vsapi_texts texts;
    HRESULT hr;

    hr = take_texts(
        &texts, in->method,
        (LPCWSTR[]){in->logical_path, in->name, in->path, in->filespec, in->alternate_path}, 5);
    if (FAILED(hr))
        return hr;
    hr = check_files(in, &texts);
    if (SUCCEEDED(hr))
        hr = enter(self, in->method);
    if (FAILED(hr))
        goto done;
    hr = keep_files(self, in, &texts);
    leave(self);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

/* ---- restore method and mappings
 * ------------------------------------------------------------------- */

static HRESULT check_restore_method(const struct restore_method *in)
{
    bool stops =
        in->method == VSS_RME_STOP_RESTORE_START || in->method == VSS_RME_RESTORE_STOP_START;

    if (in->method < VSS_RME_RESTORE_IF_NOT_THERE || in->method > VSS_RME_RESTORE_STOP_START)
        return vswriter_metadata_bad_number("SetRestoreMethod", "method", (unsigned)in->method);
    if (in->writer_restore < VSS_WRE_NEVER || in->writer_restore > VSS_WRE_ALWAYS)
        return vswriter_metadata_bad_number("SetRestoreMethod", "writerRestore",
                                            (unsigned)in->writer_restore);
    if (stops && (!in->service || !*in->service))
        return missing("SetRestoreMethod", "wszService, which this method needs,");
    return S_OK;
}

/* A second call replaces the first. */
HRESULT vswriter_metadata_set_restore_method(struct metadata_draft *self,
                                             const struct restore_method *in)
{
    struct vsapi_texts texts;
    char *kept[2] = {NULL, NULL};
    HRESULT hr = check_restore_method(in);

    if (FAILED(hr))
        return hr;
    hr = take_texts(&texts, "SetRestoreMethod", (LPCWSTR[]){in->service, in->user_procedure}, 2);
    if (FAILED(hr))
        return hr;
    hr = enter(self, "SetRestoreMethod");
    if (FAILED(hr))
        goto done;
    hr = vsapi_wmd_text(self->wmd, &kept[0], or_null(texts.items[0]));
    if (SUCCEEDED(hr))
        hr = vsapi_wmd_text(self->wmd, &kept[1], or_null(texts.items[1]));
    if (SUCCEEDED(hr)) {
        self->wmd->has_restore_method = true;
        self->wmd->restore_method = in->method;
        self->wmd->service = kept[0];
        self->wmd->user_procedure = kept[1];
        self->wmd->writer_restore = in->writer_restore;
        self->wmd->reboot_required = in->reboot_required;
    }
    leave(self);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

static HRESULT check_mapping(const struct vsapi_texts *texts)
{
    const char *method = "AddAlternateLocationMapping";
    HRESULT hr;

    hr = vsapi_check_directory(method, "wszSourcePath", texts->items[0]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_filespec(method, "wszSourceFilespec", texts->items[1]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_directory(method, "wszDestination", texts->items[2]);
    if (SUCCEEDED(hr) && texts->items[2][0] != '%' && !vsapi_path_is_full(texts->items[2]))
        hr = vsapi_fail(E_INVALIDARG,
                        "%s: wszDestination is \"%s\", not a full path; the writer's mistake",
                        method, texts->items[2]);
    return hr;
}

static HRESULT keep_mapping(struct metadata_draft *self, const struct vsapi_texts *texts,
                            bool recursive)
{
    if (!self->wmd->has_restore_method)
        return vsapi_fail(
            VSS_E_OBJECT_NOT_FOUND,
            "AddAlternateLocationMapping before SetRestoreMethod; the writer's mistake");
    return vsapi_wmd_add_filedesc(self->wmd, &self->wmd->alternate_mappings, texts->items[0],
                                  texts->items[1], recursive, texts->items[2],
                                  VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED);
}

HRESULT vswriter_metadata_add_mapping(struct metadata_draft *self, LPCWSTR path, LPCWSTR filespec,
                                      bool recursive, LPCWSTR destination)
{
    struct vsapi_texts texts;
    HRESULT hr;

    hr = take_texts(&texts, "AddAlternateLocationMapping", (LPCWSTR[]){path, filespec, destination},
                    3);
    if (FAILED(hr))
        return hr;
    hr = check_mapping(&texts);
    if (SUCCEEDED(hr))
        hr = enter(self, "AddAlternateLocationMapping");
    if (FAILED(hr))
        goto done;
    hr = keep_mapping(self, &texts, recursive);
    leave(self);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

/* ---- dependencies, schema
 * ---------------------------------------------------------------------------- */

/* A component of this writer's own class may be depended on only on another computer, whose name
 * then stands in front of the logical path; express writers are free to. */
static HRESULT keep_dependency(struct metadata_draft *self, const VSS_ID *writer,
                               const struct vsapi_texts *texts)
{
    const char *method = "AddComponentDependency";
    const char *on_path = or_null(texts->items[2]);
    bool remote = on_path && strncmp(on_path, "\\\\", 2) == 0;
    struct vsapi_wm_component *component;
    HRESULT hr;

    if (IsEqualGUID(writer, &self->wmd->writer_id) && !remote && !self->express)
        return vsapi_fail(E_INVALIDARG,
                          "%s: on a component of the same writer; the writer's mistake", method);
    hr = find_component(self, method, texts->items[0], texts->items[1], &component);
    if (FAILED(hr))
        return hr;
    return vsapi_wmd_add_dependency(self->wmd, component, writer, on_path, texts->items[3]);
}

HRESULT vswriter_metadata_add_dependency(struct metadata_draft *self, LPCWSTR path, LPCWSTR name,
                                         const VSS_ID *writer, LPCWSTR on_path, LPCWSTR on_name)
{
    struct vsapi_texts texts;
    HRESULT hr;

    if (!name || !*name || !on_name || !*on_name)
        return missing("AddComponentDependency", "the name of a component");
    if (IsEqualGUID(writer, &GUID_NULL))
        return missing("AddComponentDependency", "onWriterId");
    hr = take_texts(&texts, "AddComponentDependency", (LPCWSTR[]){path, name, on_path, on_name}, 4);
    if (FAILED(hr))
        return hr;
    hr = enter(self, "AddComponentDependency");
    if (FAILED(hr))
        goto done;
    hr = keep_dependency(self, writer, &texts);
    leave(self);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

/* The combinations that rule VSS_BACKUP_SCHEMA-5 calls possible. That VSS_BS_LOG needs a log file
 * cannot be known before Identify is over, and is left to whoever judges the document. */
static bool is_schema(DWORD mask)
{
    const DWORD known = 0xffff & ~(0x800 | VSS_BS_LSN); /* 0x800 has no meaning, LSN is reserved */
    const DWORD both = VSS_BS_INCREMENTAL | VSS_BS_DIFFERENTIAL;

    if (mask & ~known)
        return false;
    if ((mask & VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL) && (mask & both) != both)
        return false;
    return !(mask & (VSS_BS_TIMESTAMPED | VSS_BS_LAST_MODIFY)) || (mask & both);
}

HRESULT vswriter_metadata_set_schema(struct metadata_draft *self, DWORD mask)
{
    HRESULT hr;

    if (!is_schema(mask))
        return vswriter_metadata_bad_number("SetBackupSchema", "dwSchemaMask", mask);
    hr = enter(self, "SetBackupSchema");
    if (FAILED(hr))
        return hr;
    self->wmd->backup_schema = mask;
    leave(self);
    return S_OK;
}

HRESULT vswriter_metadata_save_as_xml(struct metadata_draft *self, bool finished, BSTR *out)
{
    char *xml = NULL;
    size_t size_bytes;
    HRESULT hr = S_OK;

    if (!out)
        return missing("SaveAsXML", "pbstrXML");
    *out = NULL;
    if (finished)
        vsapi_mutex_lock(&self->lock);
    else
        hr = enter(self, "SaveAsXML");
    if (FAILED(hr))
        return hr;
    hr = vsapi_wmd_write(self->wmd, &xml, &size_bytes);
    leave(self);
    if (SUCCEEDED(hr))
        hr = vsapi_bstr_from_text(xml, out);
    vsapi_free(xml);
    return hr;
}
