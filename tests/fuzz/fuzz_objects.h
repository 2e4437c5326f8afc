/*
 * tests/fuzz/fuzz_objects.h - the objects that IVssBackupComponents hands out, looked at.
 */
#ifndef VSTEST_FUZZ_OBJECTS_H
#define VSTEST_FUZZ_OBJECTS_H

#include "fuzz_pick.h"

/* ---- objects that are handed out --------------------------------------------------------------
 */

static inline void look_at_file(struct fuzz *f, IVssWMFiledesc *file)
{
    struct out out = {.number = 0};

    if (!file)
        return;
    file->lpVtbl->GetPath(file, GIVES(out.text[0]));
    file->lpVtbl->GetFilespec(file, GIVES(out.text[1]));
    file->lpVtbl->GetAlternateLocation(file, GIVES(out.text[2]));
    file->lpVtbl->GetRecursive(file, GIVES(out.yes));
    file->lpVtbl->GetBackupTypeMask(file, GIVES(out.word));
    out_finish(&out);
    file->lpVtbl->Release(file);
}

static inline void look_at_metadata_component(struct fuzz *f, IVssWMComponent *component)
{
    PVSSCOMPONENTINFO info = NULL;
    IVssWMDependency *dependency = NULL;
    IVssWMFiledesc *file = NULL;

    if (SUCCEEDED(component->lpVtbl->GetComponentInfo(component, GIVES(info))) && info)
        component->lpVtbl->FreeComponentInfo(component, info);
    if (SUCCEEDED(component->lpVtbl->GetFile(component, (UINT)pick_number(f), &file)))
        look_at_file(f, file);
    file = NULL;
    if (SUCCEEDED(component->lpVtbl->GetDatabaseFile(component, (UINT)pick_number(f), &file)))
        look_at_file(f, file);
    if (SUCCEEDED(component->lpVtbl->GetDependency(component, (UINT)pick_number(f), &dependency)))
        dependency->lpVtbl->Release(dependency);
    component->lpVtbl->Release(component);
}

static inline void look_at_metadata(struct fuzz *f, IVssExamineWriterMetadata *metadata)
{
    struct out out = {.number = 0};
    IVssWMComponent *component = NULL;
    BSTR document;

    metadata->lpVtbl->GetIdentity(metadata, GIVES(out.id), GIVES(out.id2), GIVES(out.text[0]),
                                  (VSS_USAGE_TYPE *)GIVES(out.value), (VSS_SOURCE_TYPE *)&out.word);
    metadata->lpVtbl->GetFileCounts(metadata, GIVES(out.number), GIVES(out.number),
                                    GIVES(out.number));
    metadata->lpVtbl->GetBackupSchema(metadata, GIVES(out.word));
    metadata->lpVtbl->GetExcludeFile(metadata, (UINT)pick_number(f), GIVES(out.file));
    metadata->lpVtbl->SaveAsXML(metadata, GIVES(out.text[1]));
    document = pick_document(f);
    metadata->lpVtbl->LoadFromXML(metadata, document);
    SysFreeString(document);
    if (SUCCEEDED(
            metadata->lpVtbl->GetComponent(metadata, (UINT)pick_number(f), GIVES(component))) &&
        component)
        look_at_metadata_component(f, component);
    out_finish(&out);
    metadata->lpVtbl->Release(metadata);
}

/* Methods of IVssComponent..Ex2. */
#define ON_COMPONENT(name, ...)                                                                    \
    static inline void component_##name(struct fuzz *f, IVssComponentEx2 *component)               \
    {                                                                                              \
        struct out out = {.number = 0};                                                            \
                                                                                                   \
        component->lpVtbl->name(component, ##__VA_ARGS__);                                         \
        out_finish(&out);                                                                          \
    }

ON_COMPONENT(GetLogicalPath, GIVES(out.text[0]))
ON_COMPONENT(GetComponentType, (VSS_COMPONENT_TYPE *)GIVES(out.value))
ON_COMPONENT(GetComponentName, GIVES(out.text[0]))
ON_COMPONENT(GetBackupSucceeded, GIVES(out.yes))
ON_COMPONENT(GetAlternateLocationMapping, (UINT)pick_number(f), GIVES(out.file))
ON_COMPONENT(SetBackupMetadata, pick_text(f))
ON_COMPONENT(GetBackupMetadata, GIVES(out.text[0]))
ON_COMPONENT(AddPartialFile, pick_text(f), pick_text(f), pick_text(f), pick_text(f))
ON_COMPONENT(GetPartialFile, (UINT)pick_number(f), GIVES(out.text[0]), GIVES(out.text[1]),
             GIVES(out.text[2]), GIVES(out.text[3]))
ON_COMPONENT(GetNewTarget, (UINT)pick_number(f), GIVES(out.file))
ON_COMPONENT(AddDirectedTarget, pick_text(f), pick_text(f), pick_text(f), pick_text(f),
             pick_text(f), pick_text(f))
ON_COMPONENT(GetDirectedTarget, (UINT)pick_number(f), GIVES(out.text[0]), GIVES(out.text[1]),
             GIVES(out.text[2]), GIVES(out.text[3]), GIVES(out.text[4]), GIVES(out.text[5]))
ON_COMPONENT(SetRestoreMetadata, pick_text(f))
ON_COMPONENT(SetRestoreTarget, (VSS_RESTORE_TARGET)pick_number(f))
ON_COMPONENT(GetRestoreTarget, (VSS_RESTORE_TARGET *)GIVES(out.value))
ON_COMPONENT(SetPreRestoreFailureMsg, pick_text(f))
ON_COMPONENT(SetBackupStamp, pick_text(f))
ON_COMPONENT(GetPreviousBackupStamp, GIVES(out.text[0]))
ON_COMPONENT(GetRestoreSubcomponent, (UINT)pick_number(f), GIVES(out.text[0]), GIVES(out.text[1]),
             GIVES(out.yes))
ON_COMPONENT(GetFileRestoreStatus, (VSS_FILE_RESTORE_STATUS *)GIVES(out.value))
ON_COMPONENT(AddDifferencedFilesByLastModifyTime, pick_text(f), pick_text(f), (BOOL)pick_number(f),
             out.time)
ON_COMPONENT(GetDifferencedFile, (UINT)pick_number(f), GIVES(out.text[0]), GIVES(out.text[1]),
             GIVES(out.yes32), GIVES(out.text[2]), GIVES(out.time))
ON_COMPONENT(GetRollForward, (VSS_ROLLFORWARD_TYPE *)GIVES(out.value), GIVES(out.text[0]))
ON_COMPONENT(SetFailure, PICK(f, ((HRESULT[]){S_OK, E_FAIL, VSS_E_WRITERERROR_RETRYABLE})),
             (HRESULT)pick_number(f), pick_text(f), (DWORD)pick_number(f))
ON_COMPONENT(GetFailure, GIVES(out.hr), GIVES(out.hr2), GIVES(out.text[0]), GIVES(out.word))
ON_COMPONENT(SetPostSnapshotFailureMsg, pick_text(f))
ON_COMPONENT(GetAlternateLocationMappingCount, GIVES(out.number))
ON_COMPONENT(GetPartialFileCount, GIVES(out.number))
ON_COMPONENT(IsSelectedForRestore, GIVES(out.yes))
ON_COMPONENT(GetAdditionalRestores, GIVES(out.yes))
ON_COMPONENT(GetNewTargetCount, GIVES(out.number))
ON_COMPONENT(GetDirectedTargetCount, GIVES(out.number))
ON_COMPONENT(GetRestoreMetadata, GIVES(out.text[0]))
ON_COMPONENT(GetPreRestoreFailureMsg, GIVES(out.text[0]))
ON_COMPONENT(SetPostRestoreFailureMsg, pick_text(f))
ON_COMPONENT(GetPostRestoreFailureMsg, GIVES(out.text[0]))
ON_COMPONENT(GetBackupStamp, GIVES(out.text[0]))
ON_COMPONENT(GetBackupOptions, GIVES(out.text[0]))
ON_COMPONENT(GetRestoreOptions, GIVES(out.text[0]))
ON_COMPONENT(GetRestoreSubcomponentCount, GIVES(out.number))
ON_COMPONENT(GetDifferencedFilesCount, GIVES(out.number))
ON_COMPONENT(AddDifferencedFilesByLastModifyLSN, pick_text(f), pick_text(f), (BOOL)pick_number(f),
             f->document)
ON_COMPONENT(SetPrepareForBackupFailureMsg, pick_text(f))
ON_COMPONENT(GetPrepareForBackupFailureMsg, GIVES(out.text[0]))
ON_COMPONENT(GetPostSnapshotFailureMsg, GIVES(out.text[0]))
ON_COMPONENT(GetAuthoritativeRestore, GIVES(out.yes))
ON_COMPONENT(GetRestoreName, GIVES(out.text[0]))

static void (*const component_calls[])(struct fuzz *f, IVssComponentEx2 *component) = {
    component_GetLogicalPath,
    component_GetComponentType,
    component_GetComponentName,
    component_GetBackupSucceeded,
    component_GetAlternateLocationMapping,
    component_SetBackupMetadata,
    component_GetBackupMetadata,
    component_AddPartialFile,
    component_GetPartialFile,
    component_GetNewTarget,
    component_AddDirectedTarget,
    component_GetDirectedTarget,
    component_SetRestoreMetadata,
    component_SetRestoreTarget,
    component_GetRestoreTarget,
    component_SetPreRestoreFailureMsg,
    component_SetBackupStamp,
    component_GetPreviousBackupStamp,
    component_GetRestoreSubcomponent,
    component_GetFileRestoreStatus,
    component_AddDifferencedFilesByLastModifyTime,
    component_GetDifferencedFile,
    component_GetRollForward,
    component_SetFailure,
    component_GetFailure,
    component_SetPostSnapshotFailureMsg,
    component_GetAlternateLocationMappingCount,
    component_GetPartialFileCount,
    component_IsSelectedForRestore,
    component_GetAdditionalRestores,
    component_GetNewTargetCount,
    component_GetDirectedTargetCount,
    component_GetRestoreMetadata,
    component_GetPreRestoreFailureMsg,
    component_SetPostRestoreFailureMsg,
    component_GetPostRestoreFailureMsg,
    component_GetBackupStamp,
    component_GetBackupOptions,
    component_GetRestoreOptions,
    component_GetRestoreSubcomponentCount,
    component_GetDifferencedFilesCount,
    component_AddDifferencedFilesByLastModifyLSN,
    component_SetPrepareForBackupFailureMsg,
    component_GetPrepareForBackupFailureMsg,
    component_GetPostSnapshotFailureMsg,
    component_GetAuthoritativeRestore,
    component_GetRestoreName,
};

static inline void look_at_components(struct fuzz *f)
{
    IVssWriterComponentsExt *writer = NULL;
    IVssComponent *component = NULL;
    IVssComponentEx2 *last;
    struct out out = {.number = 0};

    f->backup->lpVtbl->GetWriterComponentsCount(f->backup, GIVES(out.number));
    if (FAILED(f->backup->lpVtbl->GetWriterComponents(f->backup, (UINT)pick_number(f),
                                                      GIVES(writer))) ||
        !writer)
        return;
    writer->lpVtbl->GetComponentCount(writer, GIVES(out.number));
    writer->lpVtbl->GetWriterInfo(writer, GIVES(out.id), GIVES(out.id2));
    if (SUCCEEDED(writer->lpVtbl->GetComponent(writer, (UINT)pick_number(f), GIVES(component))) &&
        component) {
        if (SUCCEEDED(component->lpVtbl->QueryInterface(component, &IID_IVssComponentEx2,
                                                        (void **)&last))) {
            for (unsigned left = next(f) % 4; left > 0; left--)
                PICK(f, component_calls)(f, last);
            last->lpVtbl->Release(last);
        }
        component->lpVtbl->Release(component);
    }
    writer->IUnknown_base.lpVtbl->Release(&writer->IUnknown_base);
}

static inline void look_at_found(struct fuzz *f)
{
    VSS_OBJECT_PROP objects[3] = {{.Type = VSS_OBJECT_UNKNOWN}};
    ULONG got = 0;

    if (!f->found)
        return;
    switch (next(f) % 4) {
    case 0:
        f->found->lpVtbl->Skip(f->found, (ULONG)pick_number(f));
        break;
    case 1:
        f->found->lpVtbl->Reset(f->found);
        break;
    default:
        f->found->lpVtbl->Next(f->found, next(f) % 4, given(f) ? objects : NULL, GIVES(got));
    }
    for (size_t i = 0; i < COUNT(objects); i++) {
        if (objects[i].Type == VSS_OBJECT_SNAPSHOT) {
            VssFreeSnapshotProperties(&objects[i].Obj.Snap);
        } else if (objects[i].Type == VSS_OBJECT_PROVIDER) {
            CoTaskMemFree(objects[i].Obj.Prov.m_pwszProviderName);
            CoTaskMemFree(objects[i].Obj.Prov.m_pwszProviderVersion);
        }
    }
}

#endif
