/*
 * vswriter/src/metadata.c - IVssCreateWriterMetadata and IVssCreateWriterMetadataEx.
 *
 * One object serves both: the Ex interface begins with the other and has IUnknown as its second
 * base (vsapi/declare.h). Each method converts its texts, checks them, and changes the document
 * under the object's lock, if Identify is not over. What the pages leave open is in
 * docs/decisions.md, heading "vswriter".
 */
#include "metadata.h"

#include <vsapi/com.h>
#include <vsapi/error.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>
#include <vsapi/trace.h>

#include <string.h>

struct metadata {
    struct vsapi_com com;
    IVssCreateWriterMetadataEx IVssCreateWriterMetadataEx_iface;
    struct vsapi_mutex lock; /* guards what follows */
    struct vsapi_wmd *wmd;   /* a reference */
    bool over;
    VSS_ID session_id;
};

/* ---- the two faces ------------------------------------------------------------------------------
 */

static struct metadata *impl_from_IVssCreateWriterMetadataEx(IVssCreateWriterMetadataEx *iface)
{
    return (struct metadata *)((char *)iface -
                               offsetof(struct metadata, IVssCreateWriterMetadataEx_iface));
}

static struct metadata *impl_from_IUnknown(IUnknown *iface)
{
    size_t offset = offsetof(struct metadata, IVssCreateWriterMetadataEx_iface.IUnknown_base);

    return (struct metadata *)((char *)iface - offset);
}

static HRESULT STDMETHODCALLTYPE metadata_QueryInterface(IUnknown *iface, REFIID riid, void **out)
{
    return vsapi_com_query(&impl_from_IUnknown(iface)->com, riid, out);
}

static ULONG STDMETHODCALLTYPE metadata_AddRef(IUnknown *iface)
{
    return vsapi_com_add_ref(&impl_from_IUnknown(iface)->com);
}

static ULONG STDMETHODCALLTYPE metadata_Release(IUnknown *iface)
{
    return vsapi_com_release(&impl_from_IUnknown(iface)->com);
}

static const IUnknownVtbl metadata_unknown_vtbl = {
    .QueryInterface = metadata_QueryInterface,
    .AddRef = metadata_AddRef,
    .Release = metadata_Release,
};

static void metadata_destroy(void *object)
{
    struct metadata *self = object;

    vsapi_wmd_unref(self->wmd);
    vsapi_mutex_finish(&self->lock);
    vsapi_free(self);
}

/* ---- what the methods share
 * ---------------------------------------------------------------------- */

/* Locks the document, unless Identify is over. */
static HRESULT enter(struct metadata *self, const char *method)
{
    vsapi_mutex_lock(&self->lock);
    if (!self->over)
        return S_OK;
    vsapi_mutex_unlock(&self->lock);
    return vsapi_fail(VSS_E_BAD_STATE,
                      "%s after OnIdentify: the document is read-only then; the writer's mistake",
                      method);
}

static void leave(struct metadata *self)
{
    vsapi_mutex_unlock(&self->lock);
}

static HRESULT missing(const char *method, const char *parameter)
{
    return vsapi_fail(E_INVALIDARG, "%s: %s is missing; the writer's mistake", method, parameter);
}

static HRESULT bad_number(const char *method, const char *parameter, unsigned value)
{
    return vsapi_fail(E_INVALIDARG, "%s: %s is 0x%x, which is not allowed; the writer's mistake",
                      method, parameter, value);
}

static HRESULT reserved(const char *method)
{
    return vsapi_fail(E_NOTIMPL, "%s is reserved for the system", method);
}

/* An empty text stands for none. */
static const char *or_null(const char *text)
{
    return text && *text ? text : NULL;
}

/* The component of this name; the document is locked. */
static HRESULT find_component(struct metadata *self, const char *method, const char *logical_path,
                              const char *name, struct vsapi_wm_component **out)
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
static HRESULT add_exclusion(struct metadata *self, const char *method, size_t list, LPCWSTR path,
                             LPCWSTR filespec, bool recursive)
{
    const uint32_t mask = VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED;
    struct vsapi_texts texts;
    HRESULT hr;

    hr = vsapi_texts_init(&texts, (LPCWSTR[]){path, filespec}, 2);
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

struct new_component { /* the arguments of AddComponent */
    VSS_COMPONENT_TYPE type;
    LPCWSTR logical_path, name, caption;
    const BYTE *icon;
    UINT icon_bytes;
    bool restore_metadata, notify, selectable, selectable_for_restore;
    DWORD flags;
};

static HRESULT check_component(const struct new_component *in)
{
    const DWORD flags =
        VSS_CF_BACKUP_RECOVERY | VSS_CF_APP_ROLLBACK_RECOVERY | VSS_CF_NOT_SYSTEM_STATE;

    if (in->type != VSS_CT_DATABASE && in->type != VSS_CT_FILEGROUP)
        return bad_number("AddComponent", "ct", (unsigned)in->type);
    if (!in->name || !*in->name)
        return missing("AddComponent", "wszComponentName");
    if (in->icon_bytes != 0 && !in->icon)
        return bad_number("AddComponent", "cbIcon without pbIcon", in->icon_bytes);
    if (in->flags & ~flags)
        return bad_number("AddComponent", "dwComponentFlags", in->flags);
    return S_OK;
}

/* Whatever can fail comes before the component is entered: half a component is never there. */
static HRESULT keep_component(struct metadata *self, const struct new_component *in,
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

static HRESULT add_component(struct metadata *self, const struct new_component *in)
{
    struct vsapi_texts texts;
    HRESULT hr = check_component(in);

    if (FAILED(hr))
        return hr;
    hr = vsapi_texts_init(&texts, (LPCWSTR[]){in->logical_path, in->name, in->caption}, 3);
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

struct new_files { /* the arguments of AddDatabaseFiles, AddDatabaseLogFiles, AddFilesToFileGroup */
    const char *method;
    VSS_COMPONENT_TYPE type; /* that the component has to be of */
    size_t list;             /* of struct vsapi_wm_component */
    LPCWSTR logical_path, name, path, filespec, alternate_path;
    bool recursive;
    DWORD mask;
};

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
        hr = bad_number(in->method, "dwBackupTypeMask", in->mask);
    return hr;
}

static HRESULT keep_files(struct metadata *self, const struct new_files *in,
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

static HRESULT add_files(struct metadata *self, const struct new_files *in)
{
    struct vsapi_texts texts;
    HRESULT hr;

    hr = vsapi_texts_init(
        &texts, (LPCWSTR[]){in->logical_path, in->name, in->path, in->filespec, in->alternate_path},
        5);
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

struct restore_method { /* the arguments of SetRestoreMethod */
    VSS_RESTOREMETHOD_ENUM method;
    LPCWSTR service, user_procedure;
    VSS_WRITERRESTORE_ENUM writer_restore;
    bool reboot_required;
};

static HRESULT check_restore_method(const struct restore_method *in)
{
    bool stops =
        in->method == VSS_RME_STOP_RESTORE_START || in->method == VSS_RME_RESTORE_STOP_START;

    if (in->method < VSS_RME_RESTORE_IF_NOT_THERE || in->method > VSS_RME_RESTORE_STOP_START)
        return bad_number("SetRestoreMethod", "method", (unsigned)in->method);
    if (in->writer_restore < VSS_WRE_NEVER || in->writer_restore > VSS_WRE_ALWAYS)
        return bad_number("SetRestoreMethod", "writerRestore", (unsigned)in->writer_restore);
    if (stops && (!in->service || !*in->service))
        return missing("SetRestoreMethod", "wszService, which this method needs,");
    return S_OK;
}

/* A second call replaces the first. */
static HRESULT set_restore_method(struct metadata *self, const struct restore_method *in)
{
    struct vsapi_texts texts;
    char *kept[2] = {NULL, NULL};
    HRESULT hr = check_restore_method(in);

    if (FAILED(hr))
        return hr;
    hr = vsapi_texts_init(&texts, (LPCWSTR[]){in->service, in->user_procedure}, 2);
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

static HRESULT keep_mapping(struct metadata *self, const struct vsapi_texts *texts, bool recursive)
{
    if (!self->wmd->has_restore_method)
        return vsapi_fail(
            VSS_E_OBJECT_NOT_FOUND,
            "AddAlternateLocationMapping before SetRestoreMethod; the writer's mistake");
    return vsapi_wmd_add_filedesc(self->wmd, &self->wmd->alternate_mappings, texts->items[0],
                                  texts->items[1], recursive, texts->items[2],
                                  VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED);
}

static HRESULT add_mapping(struct metadata *self, LPCWSTR path, LPCWSTR filespec, bool recursive,
                           LPCWSTR destination)
{
    struct vsapi_texts texts;
    HRESULT hr;

    hr = vsapi_texts_init(&texts, (LPCWSTR[]){path, filespec, destination}, 3);
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
 * then stands in front of the logical path. */
static HRESULT keep_dependency(struct metadata *self, const VSS_ID *writer,
                               const struct vsapi_texts *texts)
{
    const char *method = "AddComponentDependency";
    const char *on_path = or_null(texts->items[2]);
    bool remote = on_path && strncmp(on_path, "\\\\", 2) == 0;
    struct vsapi_wm_component *component;
    HRESULT hr;

    if (IsEqualGUID(writer, &self->wmd->writer_id) && !remote)
        return vsapi_fail(E_INVALIDARG,
                          "%s: on a component of the same writer; the writer's mistake", method);
    hr = find_component(self, method, texts->items[0], texts->items[1], &component);
    if (FAILED(hr))
        return hr;
    return vsapi_wmd_add_dependency(self->wmd, component, writer, on_path, texts->items[3]);
}

static HRESULT add_dependency(struct metadata *self, LPCWSTR path, LPCWSTR name,
                              const VSS_ID *writer, LPCWSTR on_path, LPCWSTR on_name)
{
    struct vsapi_texts texts;
    HRESULT hr;

    if (!name || !*name || !on_name || !*on_name)
        return missing("AddComponentDependency", "the name of a component");
    if (IsEqualGUID(writer, &GUID_NULL))
        return missing("AddComponentDependency", "onWriterId");
    hr = vsapi_texts_init(&texts, (LPCWSTR[]){path, name, on_path, on_name}, 4);
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

static HRESULT set_schema(struct metadata *self, DWORD mask)
{
    HRESULT hr;

    if (!is_schema(mask))
        return bad_number("SetBackupSchema", "dwSchemaMask", mask);
    hr = enter(self, "SetBackupSchema");
    if (FAILED(hr))
        return hr;
    self->wmd->backup_schema = mask;
    leave(self);
    return S_OK;
}

static HRESULT save_as_xml(struct metadata *self, BSTR *out)
{
    char *xml = NULL;
    size_t size_bytes;
    HRESULT hr;

    if (!out)
        return missing("SaveAsXML", "pbstrXML");
    *out = NULL;
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

/* ---- the methods, a line each
 * ------------------------------------------------------------------------ */

#define METADATA_API(NAME, CALL, ...)                                                              \
    VSAPI_API("IVssCreateWriterMetadata." NAME, &self->session_id, CALL, __VA_ARGS__)

static HRESULT STDMETHODCALLTYPE metadata_AddIncludeFiles(IVssCreateWriterMetadataEx *iface,
                                                          LPCWSTR wszPath, LPCWSTR wszFilespec,
                                                          bool bRecursive,
                                                          LPCWSTR wszAlternateLocation)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("AddIncludeFiles", reserved("AddIncludeFiles"),
                        "wszPath=%w wszFilespec=%w bRecursive=%b wszAlternateLocation=%w", wszPath,
                        wszFilespec, bRecursive, wszAlternateLocation);
}

static HRESULT STDMETHODCALLTYPE metadata_AddExcludeFiles(IVssCreateWriterMetadataEx *iface,
                                                          LPCWSTR wszPath, LPCWSTR wszFilespec,
                                                          bool bRecursive)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API(
        "AddExcludeFiles",
        add_exclusion(self, "AddExcludeFiles", offsetof(struct vsapi_wmd, exclude_files), wszPath,
                      wszFilespec, bRecursive),
        "wszPath=%w wszFilespec=%w bRecursive=%b", wszPath, wszFilespec, bRecursive);
}

static HRESULT STDMETHODCALLTYPE metadata_AddExcludeFilesFromSnapshot(
    IVssCreateWriterMetadataEx *iface, LPCWSTR wszPath, LPCWSTR wszFilespec, bool bRecursive)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return VSAPI_API("IVssCreateWriterMetadataEx.AddExcludeFilesFromSnapshot", &self->session_id,
                     add_exclusion(self, "AddExcludeFilesFromSnapshot",
                                   offsetof(struct vsapi_wmd, exclude_from_snapshot), wszPath,
                                   wszFilespec, bRecursive),
                     "wszPath=%w wszFilespec=%w bRecursive=%b", wszPath, wszFilespec, bRecursive);
}

static HRESULT STDMETHODCALLTYPE metadata_AddComponent(
    IVssCreateWriterMetadataEx *iface, VSS_COMPONENT_TYPE ct, LPCWSTR wszLogicalPath,
    LPCWSTR wszComponentName, LPCWSTR wszCaption, const BYTE *pbIcon, UINT cbIcon,
    bool bRestoreMetadata, bool bNotifyOnBackupComplete, bool bSelectable,
    bool bSelectableForRestore, DWORD dwComponentFlags)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct new_component in = {
        .type = ct,
        .logical_path = wszLogicalPath,
        .name = wszComponentName,
        .caption = wszCaption,
        .icon = pbIcon,
        .icon_bytes = cbIcon,
        .restore_metadata = bRestoreMetadata,
        .notify = bNotifyOnBackupComplete,
        .selectable = bSelectable,
        .selectable_for_restore = bSelectableForRestore,
        .flags = dwComponentFlags,
    };

    return METADATA_API("AddComponent", add_component(self, &in),
                        "ct=%d wszLogicalPath=%w wszComponentName=%w wszCaption=%w cbIcon=%u "
                        "bRestoreMetadata=%b bNotifyOnBackupComplete=%b bSelectable=%b "
                        "bSelectableForRestore=%b dwComponentFlags=%u",
                        (int)ct, wszLogicalPath, wszComponentName, wszCaption, cbIcon,
                        bRestoreMetadata, bNotifyOnBackupComplete, bSelectable,
                        bSelectableForRestore, dwComponentFlags);
}

static HRESULT STDMETHODCALLTYPE metadata_AddDatabaseFiles(IVssCreateWriterMetadataEx *iface,
                                                           LPCWSTR wszLogicalPath,
                                                           LPCWSTR wszDatabaseName, LPCWSTR wszPath,
                                                           LPCWSTR wszFilespec,
                                                           DWORD dwBackupTypeMask)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct new_files in = {
        .method = "AddDatabaseFiles",
        .type = VSS_CT_DATABASE,
        .list = offsetof(struct vsapi_wm_component, database_files),
        .logical_path = wszLogicalPath,
        .name = wszDatabaseName,
        .path = wszPath,
        .filespec = wszFilespec,
        .mask = dwBackupTypeMask,
    };

    return METADATA_API("AddDatabaseFiles", add_files(self, &in),
                        "wszLogicalPath=%w wszDatabaseName=%w wszPath=%w wszFilespec=%w "
                        "dwBackupTypeMask=%u",
                        wszLogicalPath, wszDatabaseName, wszPath, wszFilespec, dwBackupTypeMask);
}

static HRESULT STDMETHODCALLTYPE metadata_AddDatabaseLogFiles(IVssCreateWriterMetadataEx *iface,
                                                              LPCWSTR wszLogicalPath,
                                                              LPCWSTR wszDatabaseName,
                                                              LPCWSTR wszPath, LPCWSTR wszFilespec,
                                                              DWORD dwBackupTypeMask)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct new_files in = {
        .method = "AddDatabaseLogFiles",
        .type = VSS_CT_DATABASE,
        .list = offsetof(struct vsapi_wm_component, log_files),
        .logical_path = wszLogicalPath,
        .name = wszDatabaseName,
        .path = wszPath,
        .filespec = wszFilespec,
        .mask = dwBackupTypeMask,
    };

    return METADATA_API("AddDatabaseLogFiles", add_files(self, &in),
                        "wszLogicalPath=%w wszDatabaseName=%w wszPath=%w wszFilespec=%w "
                        "dwBackupTypeMask=%u",
                        wszLogicalPath, wszDatabaseName, wszPath, wszFilespec, dwBackupTypeMask);
}

static HRESULT STDMETHODCALLTYPE metadata_AddFilesToFileGroup(IVssCreateWriterMetadataEx *iface,
                                                              LPCWSTR wszLogicalPath,
                                                              LPCWSTR wszGroupName, LPCWSTR wszPath,
                                                              LPCWSTR wszFilespec, bool bRecursive,
                                                              LPCWSTR wszAlternateLocation,
                                                              DWORD dwBackupTypeMask)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct new_files in = {
        .method = "AddFilesToFileGroup",
        .type = VSS_CT_FILEGROUP,
        .list = offsetof(struct vsapi_wm_component, files),
        .logical_path = wszLogicalPath,
        .name = wszGroupName,
        .path = wszPath,
        .filespec = wszFilespec,
        .alternate_path = wszAlternateLocation,
        .recursive = bRecursive,
        .mask = dwBackupTypeMask,
    };

    return METADATA_API("AddFilesToFileGroup", add_files(self, &in),
                        "wszLogicalPath=%w wszGroupName=%w wszPath=%w wszFilespec=%w bRecursive=%b "
                        "wszAlternateLocation=%w dwBackupTypeMask=%u",
                        wszLogicalPath, wszGroupName, wszPath, wszFilespec, bRecursive,
                        wszAlternateLocation, dwBackupTypeMask);
}

static HRESULT STDMETHODCALLTYPE metadata_SetRestoreMethod(
    IVssCreateWriterMetadataEx *iface, VSS_RESTOREMETHOD_ENUM method, LPCWSTR wszService,
    LPCWSTR wszUserProcedure, VSS_WRITERRESTORE_ENUM writerRestore, bool bRebootRequired)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);
    const struct restore_method in = {
        .method = method,
        .service = wszService,
        .user_procedure = wszUserProcedure,
        .writer_restore = writerRestore,
        .reboot_required = bRebootRequired,
    };

    return METADATA_API("SetRestoreMethod", set_restore_method(self, &in),
                        "method=%d wszService=%w wszUserProcedure=%w writerRestore=%d "
                        "bRebootRequired=%b",
                        (int)method, wszService, wszUserProcedure, (int)writerRestore,
                        bRebootRequired);
}

static HRESULT STDMETHODCALLTYPE metadata_AddAlternateLocationMapping(
    IVssCreateWriterMetadataEx *iface, LPCWSTR wszSourcePath, LPCWSTR wszSourceFilespec,
    bool bRecursive, LPCWSTR wszDestination)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API(
        "AddAlternateLocationMapping",
        add_mapping(self, wszSourcePath, wszSourceFilespec, bRecursive, wszDestination),
        "wszSourcePath=%w wszSourceFilespec=%w bRecursive=%b wszDestination=%w", wszSourcePath,
        wszSourceFilespec, bRecursive, wszDestination);
}

static HRESULT STDMETHODCALLTYPE metadata_AddComponentDependency(
    IVssCreateWriterMetadataEx *iface, LPCWSTR wszForLogicalPath, LPCWSTR wszForComponentName,
    VSS_ID onWriterId, LPCWSTR wszOnLogicalPath, LPCWSTR wszOnComponentName)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("AddComponentDependency",
                        add_dependency(self, wszForLogicalPath, wszForComponentName, &onWriterId,
                                       wszOnLogicalPath, wszOnComponentName),
                        "wszForLogicalPath=%w wszForComponentName=%w onWriterId=%g "
                        "wszOnLogicalPath=%w wszOnComponentName=%w",
                        wszForLogicalPath, wszForComponentName, &onWriterId, wszOnLogicalPath,
                        wszOnComponentName);
}

static HRESULT STDMETHODCALLTYPE metadata_SetBackupSchema(IVssCreateWriterMetadataEx *iface,
                                                          DWORD dwSchemaMask)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("SetBackupSchema", set_schema(self, dwSchemaMask), "dwSchemaMask=%u",
                        dwSchemaMask);
}

static HRESULT STDMETHODCALLTYPE metadata_GetDocument(IVssCreateWriterMetadataEx *iface,
                                                      IXMLDOMDocument **pDoc)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    if (pDoc)
        *pDoc = NULL;
    return METADATA_API("GetDocument", reserved("GetDocument"), "");
}

static HRESULT STDMETHODCALLTYPE metadata_SaveAsXML(IVssCreateWriterMetadataEx *iface,
                                                    BSTR *pbstrXML)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(iface);

    return METADATA_API("SaveAsXML", save_as_xml(self, pbstrXML), "");
}

static const IVssCreateWriterMetadataExVtbl metadata_vtbl = {
    .AddIncludeFiles = metadata_AddIncludeFiles,
    .AddExcludeFiles = metadata_AddExcludeFiles,
    .AddComponent = metadata_AddComponent,
    .AddDatabaseFiles = metadata_AddDatabaseFiles,
    .AddDatabaseLogFiles = metadata_AddDatabaseLogFiles,
    .AddFilesToFileGroup = metadata_AddFilesToFileGroup,
    .SetRestoreMethod = metadata_SetRestoreMethod,
    .AddAlternateLocationMapping = metadata_AddAlternateLocationMapping,
    .AddComponentDependency = metadata_AddComponentDependency,
    .SetBackupSchema = metadata_SetBackupSchema,
    .GetDocument = metadata_GetDocument,
    .SaveAsXML = metadata_SaveAsXML,
    .AddExcludeFilesFromSnapshot = metadata_AddExcludeFilesFromSnapshot,
};

/* ---- the object
 * ---------------------------------------------------------------------------------------- */

static const struct vsapi_com_face metadata_faces[] = {
    {&IID_IUnknown, offsetof(struct metadata, IVssCreateWriterMetadataEx_iface.IUnknown_base)},
    {&IID_IVssCreateWriterMetadataEx, offsetof(struct metadata, IVssCreateWriterMetadataEx_iface)},
};
static const struct vsapi_com_class metadata_class = {"IVssCreateWriterMetadata", metadata_faces, 2,
                                                      metadata_destroy};

/* The identity that Initialize was given, in a document of its own. */
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

HRESULT metadata_create(const struct vsapi_writer_info *info, const VSS_ID *session,
                        IVssCreateWriterMetadataEx **out)
{
    struct metadata *self = NULL;
    struct vsapi_wmd *wmd = NULL;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_wmd_create(&wmd);
    if (SUCCEEDED(hr))
        hr = identity_fill(wmd, info);
    if (FAILED(hr))
        goto done;
    self = vsapi_calloc(1, sizeof *self);
    if (!self) {
        hr = vsapi_out_of_memory();
        goto done;
    }
    vsapi_com_init(&self->com, &metadata_class);
    self->IVssCreateWriterMetadataEx_iface.lpVtbl = &metadata_vtbl;
    self->IVssCreateWriterMetadataEx_iface.IUnknown_base.lpVtbl = &metadata_unknown_vtbl;
    vsapi_mutex_init(&self->lock);
    self->session_id = *session;
    self->wmd = wmd;
    wmd = NULL;
    *out = &self->IVssCreateWriterMetadataEx_iface;
done:
    vsapi_wmd_unref(wmd);
    return hr;
}

IVssCreateWriterMetadata *metadata_for_writer(IVssCreateWriterMetadataEx *metadata)
{
    /* The first part of the object is the first base. */
    return (IVssCreateWriterMetadata *)(void *)metadata;
}

struct vsapi_wmd *metadata_close(IVssCreateWriterMetadataEx *metadata)
{
    struct metadata *self = impl_from_IVssCreateWriterMetadataEx(metadata);

    vsapi_mutex_lock(&self->lock);
    self->over = true;
    vsapi_wmd_ref(self->wmd);
    vsapi_mutex_unlock(&self->lock);
    return self->wmd;
}
