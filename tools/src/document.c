/*
 * tools/src/document.c - a Backup Components Document, walked through the API; see document.h.
 */
#include "document.h"

#include "catalog.h"
#include "report.h"

struct walk {
    int (*each)(void *context, const struct vss_document_component *component);
    void *context;
};

static int visit(const struct walk *walk, struct vss_document_component *component)
{
    BSTR path = NULL, name = NULL;
    const char *path_text;
    int code = vss_called(IVssComponent_GetLogicalPath(component->object, &path), "GetLogicalPath");

    if (code == VSS_EXIT_OK)
        code = vss_called(IVssComponent_GetComponentName(component->object, &name),
                          "GetComponentName");
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssComponent_GetComponentType(component->object, &component->type),
                          "GetComponentType");
    path_text = vss_text_of_bstr(path);
    component->full = vss_full_name(path_text, vss_text_of_bstr(name));
    return code == VSS_EXIT_OK ? walk->each(walk->context, component) : code;
}

static int visit_writer(const struct walk *walk, IVssWriterComponentsExt *writer)
{
    struct vss_document_component component = {0};
    UINT count = 0;
    int code = vss_called(
        IVssWriterComponentsExt_GetWriterInfo(writer, &component.instance, &component.writer_id),
        "GetWriterInfo");

    if (code == VSS_EXIT_OK)
        code = vss_called(IVssWriterComponentsExt_GetComponentCount(writer, &count),
                          "GetComponentCount");
    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        code = vss_called(IVssWriterComponentsExt_GetComponent(writer, i, &component.object),
                          "GetComponent");
        if (code != VSS_EXIT_OK)
            break;
        code = visit(walk, &component);
        IVssComponent_Release(component.object);
    }
    return code;
}

int vss_document_each(IVssBackupComponents *components,
                      int (*each)(void *context, const struct vss_document_component *component),
                      void *context)
{
    const struct walk walk = {each, context};
    UINT count = 0;
    int code = vss_called(IVssBackupComponents_GetWriterComponentsCount(components, &count),
                          "GetWriterComponentsCount");

    for (UINT i = 0; i < count && code == VSS_EXIT_OK; i++) {
        IVssWriterComponentsExt *writer = NULL;

        code = vss_called(IVssBackupComponents_GetWriterComponents(components, i, &writer),
                          "GetWriterComponents");
        if (code != VSS_EXIT_OK)
            break;
        code = visit_writer(&walk, writer);
        IVssWriterComponentsExt_Release(writer);
    }
    return code;
}

int vss_document_open(const char *xml, IVssBackupComponents **out)
{
    BSTR text = SysAllocString(vss_wide(xml));
    int code;

    if (!text)
        vss_out_of_memory();
    code = vss_components_create(out);
    if (code == VSS_EXIT_OK)
        code = vss_called(IVssBackupComponents_InitializeForRestore(*out, text),
                          "InitializeForRestore");
    SysFreeString(text);
    return code;
}
