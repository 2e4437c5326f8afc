/*
 * tests/fuzz/fuzz_methods.h - the table of a requester's calls, with arguments from the input.
 */
#ifndef VSTEST_FUZZ_METHODS_H
#define VSTEST_FUZZ_METHODS_H

#include "fuzz_objects.h"

/* ---- methods ----------------------------------------------------------------------------------
 */

#define ID pick_id(f)
#define STRING pick_text(f)
#define FLAG (next(f) % 2 == 1)
#define NUMBER pick_number(f)
#define COMPONENT ID, (VSS_COMPONENT_TYPE)NUMBER, STRING, STRING
#define ASYNC async_out(f)
/* A method of the object in hand; `out` has places for what comes out. */
#define METHOD(name, ...)                                                                          \
    static inline void call_##name(struct fuzz *f)                                                 \
    {                                                                                              \
        struct out out = {.number = 0};                                                            \
                                                                                                   \
        f->backup->lpVtbl->name(f->backup, ##__VA_ARGS__);                                         \
        out_finish(&out);                                                                          \
    }

METHOD(GetWriterComponentsCount, GIVES(out.number))
METHOD(SetBackupState, FLAG, FLAG, (VSS_BACKUP_TYPE)NUMBER, FLAG)
METHOD(SetRestoreState, (VSS_RESTORE_TYPE)NUMBER)
METHOD(GatherWriterMetadata, ASYNC)
METHOD(GetWriterMetadataCount, GIVES(out.number))
METHOD(FreeWriterMetadata)
METHOD(AddComponent, ID, COMPONENT)
METHOD(PrepareForBackup, ASYNC)
METHOD(AbortBackup)
METHOD(GatherWriterStatus, ASYNC)
METHOD(GetWriterStatusCount, GIVES(out.number))
METHOD(FreeWriterStatus)
METHOD(GetWriterStatus, (UINT)NUMBER, GIVES(out.id), GIVES(out.id2), GIVES(out.text[0]),
       (VSS_WRITER_STATE *)GIVES(out.value), GIVES(out.hr))
METHOD(SetBackupSucceeded, ID, COMPONENT, FLAG)
METHOD(SetBackupOptions, COMPONENT, STRING)
METHOD(SetSelectedForRestore, COMPONENT, FLAG)
METHOD(SetRestoreOptions, COMPONENT, STRING)
METHOD(SetAdditionalRestores, COMPONENT, FLAG)
METHOD(SetPreviousBackupStamp, COMPONENT, STRING)
METHOD(BackupComplete, ASYNC)
METHOD(AddAlternativeLocationMapping, COMPONENT, STRING, STRING, FLAG, STRING)
METHOD(AddRestoreSubcomponent, COMPONENT, STRING, STRING, FLAG)
METHOD(SetFileRestoreStatus, COMPONENT, (VSS_FILE_RESTORE_STATUS)NUMBER)
METHOD(AddNewTarget, COMPONENT, STRING, STRING, FLAG, STRING)
METHOD(SetRangesFilePath, COMPONENT, (UINT)NUMBER, STRING)
METHOD(PreRestore, ASYNC)
METHOD(PostRestore, ASYNC)
METHOD(SetContext, pick_context(f))
METHOD(StartSnapshotSet, GIVES(f->scene.set_id))
METHOD(AddToSnapshotSet, STRING, ID, GIVES(f->scene.snapshot_id))
METHOD(DoSnapshotSet, ASYNC)
METHOD(DeleteSnapshots, ID, (VSS_OBJECT_TYPE)NUMBER, (BOOL)NUMBER, GIVES(out.count), GIVES(out.id))
METHOD(ImportSnapshots, ASYNC)
METHOD(BreakSnapshotSet, ID)
METHOD(GetSnapshotProperties, ID, GIVES(out.prop))
METHOD(IsVolumeSupported, ID, STRING, GIVES(out.yes32))
METHOD(ExposeSnapshot, ID, STRING, (LONG)NUMBER, STRING, GIVES(out.path))
METHOD(RevertToSnapshot, ID, (BOOL)NUMBER)
METHOD(QueryRevertStatus, STRING, ASYNC)
METHOD(SetSelectedForRestoreEx, COMPONENT, FLAG, ID)
METHOD(UnexposeSnapshot, ID)
METHOD(SetAuthoritativeRestore, COMPONENT, FLAG)
METHOD(SetRollForward, COMPONENT, (VSS_ROLLFORWARD_TYPE)NUMBER, STRING)
METHOD(SetRestoreName, COMPONENT, STRING)
METHOD(BreakSnapshotSetEx, ID, (DWORD)NUMBER, ASYNC)
METHOD(PreFastRecovery, ID, (DWORD)NUMBER, ASYNC)
METHOD(FastRecovery, ID, (DWORD)NUMBER, ASYNC)
METHOD(GetWriterStatusEx, (UINT)NUMBER, GIVES(out.id), GIVES(out.id2), GIVES(out.text[0]),
       (VSS_WRITER_STATE *)GIVES(out.value), GIVES(out.hr), GIVES(out.hr2), GIVES(out.text[1]))
METHOD(AddSnapshotToRecoverySet, ID, (DWORD)NUMBER, STRING)
METHOD(RecoverSet, (DWORD)NUMBER, ASYNC)
METHOD(GetSessionId, GIVES(out.id))
METHOD(GetRootAndLogicalPrefixPaths, STRING, GIVES(out.path), GIVES(out.path2), (BOOL)NUMBER)

static inline void call_InitializeForBackup(struct fuzz *f)
{
    BSTR document = next(f) % 2 ? NULL : pick_document(f);

    f->backup->lpVtbl->InitializeForBackup(f->backup, document);
    SysFreeString(document);
}

static inline void call_InitializeForRestore(struct fuzz *f)
{
    BSTR document = pick_document(f);

    f->backup->lpVtbl->InitializeForRestore(f->backup, document);
    SysFreeString(document);
}

static inline void call_SaveAsXML(struct fuzz *f)
{
    BSTR saved = NULL;

    if (FAILED(f->backup->lpVtbl->SaveAsXML(f->backup, GIVES(saved))))
        return;
    SysFreeString(f->document);
    f->document = saved;
}

static inline void call_GetWriterMetadata(struct fuzz *f)
{
    IVssExamineWriterMetadata *metadata = NULL;
    struct out out = {.number = 0};

    f->backup->lpVtbl->GetWriterMetadata(f->backup, (UINT)NUMBER, GIVES(out.id), GIVES(metadata));
    if (metadata)
        look_at_metadata(f, metadata);
}

static inline void call_GetWriterMetadataEx(struct fuzz *f)
{
    IVssExamineWriterMetadataEx *metadata = NULL;
    struct out out = {.number = 0};

    f->backup->lpVtbl->GetWriterMetadataEx(f->backup, (UINT)NUMBER, GIVES(out.id), GIVES(metadata));
    if (!metadata)
        return;
    metadata->lpVtbl->GetIdentityEx(metadata, GIVES(out.id), GIVES(out.id2), GIVES(out.text[0]),
                                    GIVES(out.text[1]), (VSS_USAGE_TYPE *)&out.value,
                                    (VSS_SOURCE_TYPE *)GIVES(out.word));
    out_finish(&out);
    look_at_metadata(f, (IVssExamineWriterMetadata *)metadata);
}

static inline void call_Query(struct fuzz *f)
{
    if (f->found)
        f->found->lpVtbl->Release(f->found);
    f->found = NULL;
    f->backup->lpVtbl->Query(f->backup, ID, (VSS_OBJECT_TYPE)NUMBER, (VSS_OBJECT_TYPE)NUMBER,
                             GIVES(f->found));
}

/* Classes and instances; never more than there are in the array. */
static inline void call_writer_lists(struct fuzz *f)
{
    VSS_ID ids[3];
    UINT count = next(f) % 4;
    const VSS_ID *list = given(f) ? ids : NULL;

    for (size_t i = 0; i < COUNT(ids); i++)
        ids[i] = ID;
    switch (next(f) % 3) {
    case 0:
        f->backup->lpVtbl->DisableWriterClasses(f->backup, list, count);
        break;
    case 1:
        f->backup->lpVtbl->EnableWriterClasses(f->backup, list, count);
        break;
    default:
        f->backup->lpVtbl->DisableWriterInstances(f->backup, list, count);
    }
}

/* ---- operations, and the functions beside the object ------------------------------------------
 */

static inline void call_async(struct fuzz *f)
{
    IVssAsync *async = f->asyncs[next(f) % ASYNCS];
    HRESULT status;
    INT reserved;

    if (!async)
        return;
    switch (next(f) % 4) {
    case 0:
        async->lpVtbl->Cancel(async);
        break;
    case 1:
        async->lpVtbl->QueryStatus(async, GIVES(status), GIVES(reserved));
        break;
    case 2:
        async->lpVtbl->Wait(async, 0);
        break;
    default:
        async->lpVtbl->Wait(async, INFINITE);
        must(async->lpVtbl->QueryStatus(async, &status, NULL) == S_OK &&
                 status != VSS_S_ASYNC_PENDING,
             "who has waited has a result");
    }
}

static inline void call_functions(struct fuzz *f)
{
    IVssExamineWriterMetadata *metadata = NULL;
    BSTR document;
    BOOL present;
    LONG flags;
    bool block;

    switch (next(f) % 4) {
    case 0:
        IsVolumeSnapshotted(STRING, GIVES(present), GIVES(flags));
        break;
    case 1:
        ShouldBlockRevert(STRING, GIVES(block));
        break;
    case 2:
        CreateVssBackupComponents(NULL);
        break;
    default:
        document = pick_document(f);
        if (SUCCEEDED(CreateVssExamineWriterMetadata(document, GIVES(metadata))) && metadata)
            look_at_metadata(f, metadata);
        SysFreeString(document);
    }
}

/* The other object comes into hand; there may be none yet. */
static inline void take_other(struct fuzz *f)
{
    IVssBackupComponents *backup = f->scene.backup;

    f->scene.backup = f->other;
    f->other = backup;
}

static inline void release_object(struct fuzz *f)
{
    scene_release(&f->scene);
}

static inline void change_writer(struct fuzz *f)
{
    unsigned writer = next(f) % WRITERS, event = next(f) % SCENE_EVENTS;

    atomic_store(&f->acts[writer][event], (unsigned char)next(f));
}

static inline void keep_document(struct fuzz *f)
{
    SysFreeString(f->scene.document);
    f->scene.document = SysAllocStringLen(f->document, SysStringLen(f->document));
}

static void (*const calls[])(struct fuzz *f) = {
    /* of the machine and of the two objects */
    change_writer,
    change_writer,
    take_other,
    release_object,
    keep_document,
    call_functions,
#define WITHOUT_OBJECT 6
    call_async,
    call_async,
    look_at_found,
    look_at_components,
    call_writer_lists,
    call_InitializeForBackup,
    call_InitializeForRestore,
    call_SaveAsXML,
    call_GetWriterMetadata,
    call_GetWriterMetadataEx,
    call_Query,
    call_GetWriterComponentsCount,
    call_SetBackupState,
    call_SetRestoreState,
    call_GatherWriterMetadata,
    call_GetWriterMetadataCount,
    call_FreeWriterMetadata,
    call_AddComponent,
    call_PrepareForBackup,
    call_AbortBackup,
    call_GatherWriterStatus,
    call_GetWriterStatusCount,
    call_FreeWriterStatus,
    call_GetWriterStatus,
    call_SetBackupSucceeded,
    call_SetBackupOptions,
    call_SetSelectedForRestore,
    call_SetRestoreOptions,
    call_SetAdditionalRestores,
    call_SetPreviousBackupStamp,
    call_BackupComplete,
    call_AddAlternativeLocationMapping,
    call_AddRestoreSubcomponent,
    call_SetFileRestoreStatus,
    call_AddNewTarget,
    call_SetRangesFilePath,
    call_PreRestore,
    call_PostRestore,
    call_SetContext,
    call_StartSnapshotSet,
    call_AddToSnapshotSet,
    call_DoSnapshotSet,
    call_DeleteSnapshots,
    call_ImportSnapshots,
    call_BreakSnapshotSet,
    call_GetSnapshotProperties,
    call_IsVolumeSupported,
    call_ExposeSnapshot,
    call_RevertToSnapshot,
    call_QueryRevertStatus,
    call_SetSelectedForRestoreEx,
    call_UnexposeSnapshot,
    call_SetAuthoritativeRestore,
    call_SetRollForward,
    call_SetRestoreName,
    call_BreakSnapshotSetEx,
    call_PreFastRecovery,
    call_FastRecovery,
    call_GetWriterStatusEx,
    call_AddSnapshotToRecoverySet,
    call_RecoverSet,
    call_GetSessionId,
    call_GetRootAndLogicalPrefixPaths,
};

#endif
