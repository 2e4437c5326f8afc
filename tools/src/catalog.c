/*
 * tools/src/catalog.c - reading metadata documents through IVssExamineWriterMetadata; see
 * catalog.h.
 *
 * Each reader of an object takes what its methods hand out into the pool and releases it at once,
 * so that the structs need no ends.
 */
#include "catalog.h"

#include <string.h>

#include <vsapi/text.h>

#include "machine.h"
#include "plugin.h"
#include "report.h"

const char *vss_full_name(const char *logical_path, const char *name)
{
    return logical_path && *logical_path ? vss_format("%s\\%s", logical_path, name) : name;
}

const char *vss_component_key(const struct vss_component *component)
{
    const struct vss_writer *writer = component->writer;

    return vss_format("%s|%s|%d|%s", vss_guid(&writer->id), writer->instance_name,
                      (int)component->type, component->full);
}

const char *vss_component_type_name(VSS_COMPONENT_TYPE type)
{
    switch (type) {
    case VSS_CT_DATABASE:
        return "database";
    case VSS_CT_FILEGROUP:
        return "filegroup";
    default:
        return "undefined";
    }
}

int vss_expand(const char *path, const char **out)
{
    const WCHAR *wide = vss_wide(path);
    WCHAR *room;
    DWORD length;
    char *text;
    size_t end;

    length = ExpandEnvironmentStringsW(wide, NULL, 0);
    room = length ? vss_alloc(length * sizeof *room) : NULL;
    if (!room || !ExpandEnvironmentStringsW(wide, room, length))
        return vss_fail_hr(VSS_EXIT_FAILED, HRESULT_FROM_WIN32(GetLastError()),
                           "the variables in %s cannot be expanded", path);
    text = vss_text(room);
    for (char *slash = strchr(text, '/'); slash; slash = strchr(slash, '/'))
        *slash = '\\';
    end = strlen(text);
    while (end > 0 && text[end - 1] == '\\')
        text[--end] = '\0';
    *out = text;
    return VSS_EXIT_OK;
}

/* A BSTR that an object's getter hands out; NULL for an empty one or none (S_FALSE). */
#define GET_TEXT(object, iface, method, out)                                                       \
    (hr = iface##_##method(object, &bstr), take_text(hr, &bstr, #iface "." #method, out))

static int take_text(HRESULT hr, BSTR *bstr, const char *what, const char **out)
{
    char *text;

    *out = NULL;
    if (FAILED(hr))
        return vss_called(hr, what);
    text = vss_text_of_bstr(*bstr);
    *bstr = NULL;
    *out = *text ? text : NULL;
    return VSS_EXIT_OK;
}

static int read_filedesc_fields(IVssWMFiledesc *filedesc, struct vss_fileset *out)
{
    BSTR bstr = NULL;
    DWORD mask = 0;
    HRESULT hr;
    int code = GET_TEXT(filedesc, IVssWMFiledesc, GetPath, &out->path);

    if (code == VSS_EXIT_OK)
        code = GET_TEXT(filedesc, IVssWMFiledesc, GetFilespec, &out->filespec);
    if (code == VSS_EXIT_OK)
        code = GET_TEXT(filedesc, IVssWMFiledesc, GetAlternateLocation, &out->alternate);
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssWMFiledesc_GetRecursive(filedesc, &out->recursive),
                          "IVssWMFiledesc.GetRecursive");
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssWMFiledesc_GetBackupTypeMask(filedesc, &mask),
                          "IVssWMFiledesc.GetBackupTypeMask");
    out->mask = mask;
    return code;
}

/* Reads and releases a file set that `got` brought. */
static int read_filedesc(HRESULT got, IVssWMFiledesc *filedesc, const char *what,
                         struct vss_fileset *out)
{
    int code;

    if (FAILED(got))
        return vss_called(got, what);
    code = read_filedesc_fields(filedesc, out);
    IVssWMFiledesc_Release(filedesc);
    if (code != VSS_EXIT_OK)
        return code;
    if (!out->path)
        return vss_fail(VSS_EXIT_WRITER, "a file set of a writer has no path (%s)", what);
    if (!out->filespec)
        out->filespec = "*";
    code = vss_expand(out->path, &out->folder);
    out->source = out->folder;
    if (code == VSS_EXIT_OK && out->alternate)
        code = vss_expand(out->alternate, &out->source);
    return code;
}

typedef HRESULT(STDMETHODCALLTYPE *component_file_fn)(IVssWMComponent *, UINT, IVssWMFiledesc **);

static int read_filesets(IVssWMComponent *object, component_file_fn get, UINT count,
                         const char *what, struct vss_component *component)
{
    int code = VSS_EXIT_OK;

    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        IVssWMFiledesc *filedesc = NULL;
        HRESULT hr = get(object, i, &filedesc);

        code = read_filedesc(hr, filedesc, what, VSS_APPEND(&component->filesets));
    }
    return code;
}

static int read_dependency_fields(IVssWMDependency *object, struct vss_dependency *out)
{
    const char *path = NULL, *name = NULL;
    BSTR bstr = NULL;
    HRESULT hr;
    int code = vss_called(IVssWMDependency_GetWriterId(object, &out->writer_id),
                          "IVssWMDependency.GetWriterId");

    if (code == VSS_EXIT_OK)
        code = GET_TEXT(object, IVssWMDependency, GetLogicalPath, &path);
    if (code == VSS_EXIT_OK)
        code = GET_TEXT(object, IVssWMDependency, GetComponentName, &name);
    out->full = vss_full_name(path, name ? name : "");
    return code;
}

static int read_dependencies(IVssWMComponent *object, UINT count, struct vss_component *component)
{
    int code = VSS_EXIT_OK;

    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        IVssWMDependency *dependency = NULL;

        code = vss_called(IVssWMComponent_GetDependency(object, i, &dependency),
                          "IVssWMComponent.GetDependency");
        if (code != VSS_EXIT_OK)
            break;
        code = read_dependency_fields(dependency, VSS_APPEND(&component->dependencies));
        IVssWMDependency_Release(dependency);
    }
    return code;
}

static void read_component_info(const VSS_COMPONENTINFO *info, struct vss_component *out)
{
    const char *path = vss_text(info->bstrLogicalPath);

    out->type = info->type;
    out->logical_path = *path ? path : NULL;
    out->name = vss_text(info->bstrComponentName);
    out->full = vss_full_name(out->logical_path, out->name);
    out->caption = vss_text(info->bstrCaption);
    out->selectable = info->bSelectable;
    out->selectable_for_restore = info->bSelectableForRestore;
    out->restore_metadata = info->bRestoreMetadata;
    out->flags = info->dwComponentFlags;
}

static int read_component_object(IVssWMComponent *object, struct vss_component *out)
{
    PVSSCOMPONENTINFO info = NULL;
    size_t logs;
    const struct IVssWMComponentVtbl *vtbl = object->lpVtbl;
    int code = vss_called(IVssWMComponent_GetComponentInfo(object, &info),
                          "IVssWMComponent.GetComponentInfo");

    if (code != VSS_EXIT_OK)
        return code;
    read_component_info(info, out);
    code = read_filesets(object, vtbl->GetFile, info->cFileCount, "GetFile", out);
    if (code == VSS_EXIT_OK)
        code =
            read_filesets(object, vtbl->GetDatabaseFile, info->cDatabases, "GetDatabaseFile", out);
    logs = out->filesets.count;
    if (code == VSS_EXIT_OK)
        code = read_filesets(object, vtbl->GetDatabaseLogFile, info->cLogFiles,
                             "GetDatabaseLogFile", out);
    for (size_t i = logs; i < out->filesets.count; i++)
        out->filesets.items[i].is_log = true;
    if (code == VSS_EXIT_OK)
        code = read_dependencies(object, info->cDependencies, out);
    IVssWMComponent_FreeComponentInfo(object, info);
    return code;
}

static int read_components(IVssExamineWriterMetadata *metadata, UINT count,
                           struct vss_writer *writer)
{
    int code = VSS_EXIT_OK;

    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        struct vss_component *component = VSS_APPEND(&writer->components);
        IVssWMComponent *object = NULL;

        component->writer = writer;
        component->index = i;
        code = vss_called(IVssExamineWriterMetadata_GetComponent(metadata, i, &object),
                          "IVssExamineWriterMetadata.GetComponent");
        if (code != VSS_EXIT_OK)
            break;
        code = read_component_object(object, component);
        IVssWMComponent_Release(object);
    }
    /* Only now, as the array moves while it grows. */
    for (size_t i = 0; i < writer->components.count && code == VSS_EXIT_OK; i++)
        vss_map_put(&writer->by_name, writer->components.items[i].full,
                    &writer->components.items[i]);
    return code;
}

static int read_restore_method(IVssExamineWriterMetadata *metadata, struct vss_writer *writer)
{
    BSTR service = NULL, procedure = NULL;
    UINT mappings = 0;
    HRESULT hr = IVssExamineWriterMetadata_GetRestoreMethod(metadata, &writer->method, &service,
                                                            &procedure, &writer->writer_restore,
                                                            &writer->reboot, &mappings);
    int code = vss_called(hr, "IVssExamineWriterMetadata.GetRestoreMethod");

    if (code != VSS_EXIT_OK)
        return code;
    writer->service = vss_text_of_bstr(service);
    SysFreeString(procedure);
    if (hr == S_FALSE) /* the document has no method */
        return VSS_EXIT_OK;
    for (UINT i = 0; i < mappings && code == VSS_EXIT_OK; i++) {
        IVssWMFiledesc *filedesc = NULL;

        hr = IVssExamineWriterMetadata_GetAlternateLocationMapping(metadata, i, &filedesc);
        code = read_filedesc(hr, filedesc, "GetAlternateLocationMapping",
                             VSS_APPEND(&writer->mappings));
    }
    return code;
}

static int read_excludes(IVssExamineWriterMetadata *metadata, UINT count, struct vss_writer *writer)
{
    int code = VSS_EXIT_OK;

    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        IVssWMFiledesc *filedesc = NULL;
        HRESULT hr = IVssExamineWriterMetadata_GetExcludeFile(metadata, i, &filedesc);

        code = read_filedesc(hr, filedesc, "GetExcludeFile", VSS_APPEND(&writer->excludes));
    }
    return code;
}

/* The newer interface tells the instance's name; a library may lack it. */
static int read_instance_name(IVssExamineWriterMetadata *metadata, struct vss_writer *writer)
{
    IVssExamineWriterMetadataEx *newer = NULL;
    BSTR name = NULL, instance_name = NULL;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    VSS_ID instance, id;
    HRESULT hr;

    writer->instance_name = "";
    if (FAILED(IVssExamineWriterMetadata_QueryInterface(metadata, &IID_IVssExamineWriterMetadataEx,
                                                        (void **)&newer)))
        return VSS_EXIT_OK;
    hr = IVssExamineWriterMetadataEx_GetIdentityEx(newer, &instance, &id, &name, &instance_name,
                                                   &usage, &source);
    IVssExamineWriterMetadataEx_Release(newer);
    SysFreeString(name);
    writer->instance_name = vss_text_of_bstr(instance_name);
    return vss_called(hr, "IVssExamineWriterMetadataEx.GetIdentityEx");
}

static int read_identity(IVssExamineWriterMetadata *metadata, struct vss_writer *writer)
{
    BSTR name = NULL, xml = NULL;
    DWORD schema = 0;
    int code =
        vss_called(IVssExamineWriterMetadata_GetIdentity(metadata, &writer->instance, &writer->id,
                                                         &name, &writer->usage, &writer->source),
                   "IVssExamineWriterMetadata.GetIdentity");

    if (code != VSS_EXIT_OK)
        return code;
    writer->name = vss_text_of_bstr(name);
    code = read_instance_name(metadata, writer);
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssExamineWriterMetadata_GetBackupSchema(metadata, &schema),
                          "IVssExamineWriterMetadata.GetBackupSchema");
    writer->schema = schema;
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssExamineWriterMetadata_SaveAsXML(metadata, &xml),
                          "IVssExamineWriterMetadata.SaveAsXML");
    if (code == VSS_EXIT_OK)
        writer->document = vss_text_of_bstr(xml);
    return code;
}

static int add_writer(struct vss_catalog *catalog, IVssExamineWriterMetadata *metadata)
{
    struct vss_writer *writer = vss_alloc(sizeof *writer);
    UINT includes = 0, excludes = 0, components = 0;
    int code = read_identity(metadata, writer);

    *VSS_APPEND(&catalog->writers) = writer;
    if (code == VSS_EXIT_OK)
        code = vss_called(
            IVssExamineWriterMetadata_GetFileCounts(metadata, &includes, &excludes, &components),
            "IVssExamineWriterMetadata.GetFileCounts");
    if (code == VSS_EXIT_OK)
        code = read_components(metadata, components, writer);
    if (code == VSS_EXIT_OK)
        code = read_excludes(metadata, excludes, writer);
    if (code == VSS_EXIT_OK)
        code = read_restore_method(metadata, writer);
    if (code == VSS_EXIT_OK)
        vss_map_put(&catalog->by_instance, vss_guid(&writer->instance), writer);
    return code;
}

int vss_catalog_gather(struct vss_catalog *catalog, IVssBackupComponents *components)
{
    IVssAsync *async = NULL;
    UINT count = 0;
    HRESULT hr = IVssBackupComponents_GatherWriterMetadata(components, &async);
    int code = vss_finish(hr, async, "GatherWriterMetadata");

    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_GetWriterMetadataCount(components, &count),
                          "GetWriterMetadataCount");
    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        IVssExamineWriterMetadata *metadata = NULL;
        VSS_ID instance;

        code =
            vss_called(IVssBackupComponents_GetWriterMetadata(components, i, &instance, &metadata),
                       "GetWriterMetadata");
        if (code != VSS_EXIT_OK)
            break;
        code = add_writer(catalog, metadata);
        IVssExamineWriterMetadata_Release(metadata);
    }
    return code == VSS_EXIT_OK ? vss_plugins_check_answers(catalog) : code;
}

int vss_catalog_add_document(struct vss_catalog *catalog, const char *xml)
{
    IVssExamineWriterMetadata *metadata = NULL;
    BSTR text = SysAllocString(vss_wide(xml));
    int code;

    if (!text)
        vss_out_of_memory();
    code = vss_called(CreateVssExamineWriterMetadata(text, &metadata),
                      "CreateVssExamineWriterMetadata");
    SysFreeString(text);
    if (code != VSS_EXIT_OK)
        return code;
    code = add_writer(catalog, metadata);
    IVssExamineWriterMetadata_Release(metadata);
    return code;
}

void vss_catalog_end(struct vss_catalog *catalog)
{
    for (size_t i = 0; i < catalog->writers.count; i++)
        vss_map_end(&catalog->writers.items[i]->by_name);
    vss_map_end(&catalog->by_instance);
}
