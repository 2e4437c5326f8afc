/*
 * vsapi/faces/component.c - IVssComponent, IVssComponentEx, IVssComponentEx2: a line for each
 * method.
 *
 * One vtable serves the three versions, as each begins with the one before it. The trace has the
 * component's identity with every call.
 */
#include "component.h"

#include <vsapi/trace.h>

VSAPI_COM_FACE(IVssComponentEx2, component)

#define DATA(field) offsetof(struct vsapi_bcd_component, field)

/* One call of a method of `self`: its full name, what it does, and its own arguments. */
#define COMPONENT_API(NAME, CALL, FORMAT, ...)                                                     \
    VSAPI_API(NAME, self->access->session, CALL, "logicalPath=%s component=%s" FORMAT,             \
              self->data->logical_path, self->data->component_name __VA_OPT__(, ) __VA_ARGS__)

static void component_destroy(void *object)
{
    struct component *self = object;

    vsapi_access_unref(self->access);
    vsapi_free(self);
}

static HRESULT STDMETHODCALLTYPE component_GetLogicalPath(IVssComponentEx2 *iface, BSTR *pbstrPath)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetLogicalPath",
                         vsapi_component_get_text(self, &vsapi_component_logical_path, pbstrPath),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_GetComponentType(IVssComponentEx2 *iface,
                                                            VSS_COMPONENT_TYPE *pct)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetComponentType", vsapi_component_get_type(self, pct), "");
}

static HRESULT STDMETHODCALLTYPE component_GetComponentName(IVssComponentEx2 *iface,
                                                            BSTR *pbstrName)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetComponentName",
                         vsapi_component_get_text(self, &vsapi_component_name, pbstrName), "");
}

static HRESULT STDMETHODCALLTYPE component_GetBackupSucceeded(IVssComponentEx2 *iface,
                                                              bool *pbSucceeded)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetBackupSucceeded",
                         vsapi_component_get_succeeded(self, pbSucceeded), "");
}

static HRESULT STDMETHODCALLTYPE component_GetAlternateLocationMappingCount(IVssComponentEx2 *iface,
                                                                            UINT *pcMappings)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetAlternateLocationMappingCount",
                         vsapi_component_get_count(self, "GetAlternateLocationMappingCount",
                                                   DATA(alternate_mappings), pcMappings),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_GetAlternateLocationMapping(IVssComponentEx2 *iface,
                                                                       UINT iMapping,
                                                                       IVssWMFiledesc **ppFiledesc)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetAlternateLocationMapping",
                         vsapi_component_get_filedesc(self, "GetAlternateLocationMapping",
                                                      DATA(alternate_mappings), iMapping,
                                                      ppFiledesc),
                         " iMapping=%u", iMapping);
}

static HRESULT STDMETHODCALLTYPE component_SetBackupMetadata(IVssComponentEx2 *iface,
                                                             LPCWSTR wszData)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.SetBackupMetadata",
                         vsapi_component_set_text(self, &vsapi_component_backup_metadata, wszData),
                         " wszData=%w", wszData);
}

static HRESULT STDMETHODCALLTYPE component_GetBackupMetadata(IVssComponentEx2 *iface,
                                                             BSTR *pbstrData)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.GetBackupMetadata",
        vsapi_component_get_text(self, &vsapi_component_backup_metadata, pbstrData), "");
}

static HRESULT STDMETHODCALLTYPE component_AddPartialFile(IVssComponentEx2 *iface, LPCWSTR wszPath,
                                                          LPCWSTR wszFilename, LPCWSTR wszRanges,
                                                          LPCWSTR wszMetadata)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.AddPartialFile",
        vsapi_component_add_partial_file(self, wszPath, wszFilename, wszRanges, wszMetadata),
        " wszPath=%w wszFilename=%w wszRanges=%w wszMetadata=%w", wszPath, wszFilename, wszRanges,
        wszMetadata);
}

static HRESULT STDMETHODCALLTYPE component_GetPartialFileCount(IVssComponentEx2 *iface,
                                                               UINT *pcPartialFiles)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.GetPartialFileCount",
        vsapi_component_get_count(self, "GetPartialFileCount", DATA(partial_files), pcPartialFiles),
        "");
}

static HRESULT STDMETHODCALLTYPE component_GetPartialFile(IVssComponentEx2 *iface,
                                                          UINT iPartialFile, BSTR *pbstrPath,
                                                          BSTR *pbstrFilename, BSTR *pbstrRange,
                                                          BSTR *pbstrMetadata)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetPartialFile",
                         vsapi_component_get_partial_file(self, iPartialFile, pbstrPath,
                                                          pbstrFilename, pbstrRange, pbstrMetadata),
                         " iPartialFile=%u", iPartialFile);
}

static HRESULT STDMETHODCALLTYPE component_IsSelectedForRestore(IVssComponentEx2 *iface,
                                                                bool *pbSelectedForRestore)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.IsSelectedForRestore",
                         vsapi_component_get_flag(self, "IsSelectedForRestore", VSAPI_IN_RESTORE,
                                                  DATA(selected_for_restore), pbSelectedForRestore),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_GetAdditionalRestores(IVssComponentEx2 *iface,
                                                                 bool *pbAdditionalRestores)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetAdditionalRestores",
                         vsapi_component_get_additional_restores(self, pbAdditionalRestores), "");
}

static HRESULT STDMETHODCALLTYPE component_GetNewTargetCount(IVssComponentEx2 *iface,
                                                             UINT *pcNewTarget)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.GetNewTargetCount",
        vsapi_component_get_count(self, "GetNewTargetCount", DATA(new_targets), pcNewTarget), "");
}

static HRESULT STDMETHODCALLTYPE component_GetNewTarget(IVssComponentEx2 *iface, UINT iNewTarget,
                                                        IVssWMFiledesc **ppFiledesc)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetNewTarget",
                         vsapi_component_get_filedesc(self, "GetNewTarget", DATA(new_targets),
                                                      iNewTarget, ppFiledesc),
                         " iNewTarget=%u", iNewTarget);
}

static HRESULT STDMETHODCALLTYPE component_AddDirectedTarget(
    IVssComponentEx2 *iface, LPCWSTR wszSourcePath, LPCWSTR wszSourceFilename,
    LPCWSTR wszSourceRangeList, LPCWSTR wszDestinationPath, LPCWSTR wszDestinationFilename,
    LPCWSTR wszDestinationRangeList)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.AddDirectedTarget",
        vsapi_component_add_directed_target(
            self,
            (const LPCWSTR[]){wszSourcePath, wszSourceFilename, wszSourceRangeList,
                              wszDestinationPath, wszDestinationFilename, wszDestinationRangeList}),
        " wszSourcePath=%w wszSourceFilename=%w wszSourceRangeList=%w wszDestinationPath=%w "
        "wszDestinationFilename=%w wszDestinationRangeList=%w",
        wszSourcePath, wszSourceFilename, wszSourceRangeList, wszDestinationPath,
        wszDestinationFilename, wszDestinationRangeList);
}

static HRESULT STDMETHODCALLTYPE component_GetDirectedTargetCount(IVssComponentEx2 *iface,
                                                                  UINT *pcDirectedTarget)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetDirectedTargetCount",
                         vsapi_component_get_count(self, "GetDirectedTargetCount",
                                                   DATA(directed_targets), pcDirectedTarget),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_GetDirectedTarget(
    IVssComponentEx2 *iface, UINT iDirectedTarget, BSTR *pbstrSourcePath, BSTR *pbstrSourceFileName,
    BSTR *pbstrSourceRangeList, BSTR *pbstrDestinationPath, BSTR *pbstrDestinationFilename,
    BSTR *pbstrDestinationRangeList)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetDirectedTarget",
                         vsapi_component_get_directed_target(
                             self, iDirectedTarget,
                             (BSTR *const[]){pbstrSourcePath, pbstrSourceFileName,
                                             pbstrSourceRangeList, pbstrDestinationPath,
                                             pbstrDestinationFilename, pbstrDestinationRangeList}),
                         " iDirectedTarget=%u", iDirectedTarget);
}

static HRESULT STDMETHODCALLTYPE component_SetRestoreMetadata(IVssComponentEx2 *iface,
                                                              LPCWSTR wszRestoreMetadata)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.SetRestoreMetadata",
        vsapi_component_set_text(self, &vsapi_component_restore_metadata, wszRestoreMetadata),
        " wszRestoreMetadata=%w", wszRestoreMetadata);
}

static HRESULT STDMETHODCALLTYPE component_GetRestoreMetadata(IVssComponentEx2 *iface,
                                                              BSTR *pbstrRestoreMetadata)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.GetRestoreMetadata",
        vsapi_component_get_text(self, &vsapi_component_restore_metadata, pbstrRestoreMetadata),
        "");
}

static HRESULT STDMETHODCALLTYPE component_SetRestoreTarget(IVssComponentEx2 *iface,
                                                            VSS_RESTORE_TARGET target)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.SetRestoreTarget", vsapi_component_set_target(self, target),
                         " target=%d", (int)target);
}

static HRESULT STDMETHODCALLTYPE component_GetRestoreTarget(IVssComponentEx2 *iface,
                                                            VSS_RESTORE_TARGET *pTarget)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetRestoreTarget",
                         vsapi_component_get_target(self, pTarget), "");
}

static HRESULT STDMETHODCALLTYPE component_SetPreRestoreFailureMsg(IVssComponentEx2 *iface,
                                                                   LPCWSTR wszPreRestoreFailureMsg)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.SetPreRestoreFailureMsg",
                         vsapi_component_set_text(self, &vsapi_component_pre_restore_failure,
                                                  wszPreRestoreFailureMsg),
                         " wszPreRestoreFailureMsg=%w", wszPreRestoreFailureMsg);
}

static HRESULT STDMETHODCALLTYPE component_GetPreRestoreFailureMsg(IVssComponentEx2 *iface,
                                                                   BSTR *pbstrPreRestoreFailureMsg)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetPreRestoreFailureMsg",
                         vsapi_component_get_text(self, &vsapi_component_pre_restore_failure,
                                                  pbstrPreRestoreFailureMsg),
                         "");
}

static HRESULT STDMETHODCALLTYPE
component_SetPostRestoreFailureMsg(IVssComponentEx2 *iface, LPCWSTR wszPostRestoreFailureMsg)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.SetPostRestoreFailureMsg",
                         vsapi_component_set_text(self, &vsapi_component_post_restore_failure,
                                                  wszPostRestoreFailureMsg),
                         " wszPostRestoreFailureMsg=%w", wszPostRestoreFailureMsg);
}

static HRESULT STDMETHODCALLTYPE
component_GetPostRestoreFailureMsg(IVssComponentEx2 *iface, BSTR *pbstrPostRestoreFailureMsg)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetPostRestoreFailureMsg",
                         vsapi_component_get_text(self, &vsapi_component_post_restore_failure,
                                                  pbstrPostRestoreFailureMsg),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_SetBackupStamp(IVssComponentEx2 *iface,
                                                          LPCWSTR wszBackupStamp)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.SetBackupStamp",
        vsapi_component_set_text(self, &vsapi_component_backup_stamp, wszBackupStamp),
        " wszBackupStamp=%w", wszBackupStamp);
}

static HRESULT STDMETHODCALLTYPE component_GetBackupStamp(IVssComponentEx2 *iface,
                                                          BSTR *pbstrBackupStamp)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.GetBackupStamp",
        vsapi_component_get_text(self, &vsapi_component_backup_stamp, pbstrBackupStamp), "");
}

static HRESULT STDMETHODCALLTYPE component_GetPreviousBackupStamp(IVssComponentEx2 *iface,
                                                                  BSTR *pbstrBackupStamp)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.GetPreviousBackupStamp",
        vsapi_component_get_text(self, &vsapi_component_previous_stamp, pbstrBackupStamp), "");
}

static HRESULT STDMETHODCALLTYPE component_GetBackupOptions(IVssComponentEx2 *iface,
                                                            BSTR *pbstrBackupOptions)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.GetBackupOptions",
        vsapi_component_get_text(self, &vsapi_component_backup_options, pbstrBackupOptions), "");
}

static HRESULT STDMETHODCALLTYPE component_GetRestoreOptions(IVssComponentEx2 *iface,
                                                             BSTR *pbstrRestoreOptions)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.GetRestoreOptions",
        vsapi_component_get_text(self, &vsapi_component_restore_options, pbstrRestoreOptions), "");
}

static HRESULT STDMETHODCALLTYPE component_GetRestoreSubcomponentCount(IVssComponentEx2 *iface,
                                                                       UINT *pcRestoreSubcomponent)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetRestoreSubcomponentCount",
                         vsapi_component_get_count(self, "GetRestoreSubcomponentCount",
                                                   DATA(restore_subcomponents),
                                                   pcRestoreSubcomponent),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_GetRestoreSubcomponent(IVssComponentEx2 *iface,
                                                                  UINT iComponent,
                                                                  BSTR *pbstrLogicalPath,
                                                                  BSTR *pbstrComponentName,
                                                                  bool *pbRepair)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetRestoreSubcomponent",
                         vsapi_component_get_subcomponent(self, iComponent, pbstrLogicalPath,
                                                          pbstrComponentName, pbRepair),
                         " iComponent=%u", iComponent);
}

static HRESULT STDMETHODCALLTYPE component_GetFileRestoreStatus(IVssComponentEx2 *iface,
                                                                VSS_FILE_RESTORE_STATUS *pStatus)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetFileRestoreStatus",
                         vsapi_component_get_status(self, pStatus), "");
}

static HRESULT STDMETHODCALLTYPE component_AddDifferencedFilesByLastModifyTime(
    IVssComponentEx2 *iface, LPCWSTR wszPath, LPCWSTR wszFilespec, BOOL bRecursive,
    FILETIME ftLastModifyTime)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.AddDifferencedFilesByLastModifyTime",
                         vsapi_component_add_differenced_files(self, wszPath, wszFilespec,
                                                               bRecursive != 0, ftLastModifyTime),
                         " wszPath=%w wszFilespec=%w bRecursive=%b", wszPath, wszFilespec,
                         bRecursive != 0);
}

static HRESULT STDMETHODCALLTYPE component_AddDifferencedFilesByLastModifyLSN(
    IVssComponentEx2 *iface, LPCWSTR wszPath, LPCWSTR wszFilespec, BOOL bRecursive,
    BSTR bstrLsnString)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponent.AddDifferencedFilesByLastModifyLSN",
        vsapi_fail(E_NOTIMPL, "AddDifferencedFilesByLastModifyLSN is reserved for the system"),
        " wszPath=%w wszFilespec=%w bRecursive=%b bstrLsnString=%w", wszPath, wszFilespec,
        bRecursive != 0, bstrLsnString);
}

static HRESULT STDMETHODCALLTYPE component_GetDifferencedFilesCount(IVssComponentEx2 *iface,
                                                                    UINT *pcDifferencedFiles)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetDifferencedFilesCount",
                         vsapi_component_get_count(self, "GetDifferencedFilesCount",
                                                   DATA(differenced_files), pcDifferencedFiles),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_GetDifferencedFile(
    IVssComponentEx2 *iface, UINT iDifferencedFile, BSTR *pbstrPath, BSTR *pbstrFilespec,
    BOOL *pbRecursive, BSTR *pbstrLsnString, FILETIME *pftLastModifyTime)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponent.GetDifferencedFile",
                         vsapi_component_get_differenced_file(self, iDifferencedFile, pbstrPath,
                                                              pbstrFilespec, pbRecursive,
                                                              pbstrLsnString, pftLastModifyTime),
                         " iDifferencedFile=%u", iDifferencedFile);
}

static HRESULT STDMETHODCALLTYPE component_SetPrepareForBackupFailureMsg(IVssComponentEx2 *iface,
                                                                         LPCWSTR wszFailureMsg)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponentEx.SetPrepareForBackupFailureMsg",
        vsapi_component_set_text(self, &vsapi_component_prepare_failure, wszFailureMsg),
        " wszFailureMsg=%w", wszFailureMsg);
}

static HRESULT STDMETHODCALLTYPE component_SetPostSnapshotFailureMsg(IVssComponentEx2 *iface,
                                                                     LPCWSTR wszFailureMsg)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponentEx.SetPostSnapshotFailureMsg",
        vsapi_component_set_text(self, &vsapi_component_post_snapshot_failure, wszFailureMsg),
        " wszFailureMsg=%w", wszFailureMsg);
}

static HRESULT STDMETHODCALLTYPE component_GetPrepareForBackupFailureMsg(IVssComponentEx2 *iface,
                                                                         BSTR *pbstrFailureMsg)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponentEx.GetPrepareForBackupFailureMsg",
        vsapi_component_get_text(self, &vsapi_component_prepare_failure, pbstrFailureMsg), "");
}

static HRESULT STDMETHODCALLTYPE component_GetPostSnapshotFailureMsg(IVssComponentEx2 *iface,
                                                                     BSTR *pbstrFailureMsg)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponentEx.GetPostSnapshotFailureMsg",
        vsapi_component_get_text(self, &vsapi_component_post_snapshot_failure, pbstrFailureMsg),
        "");
}

static HRESULT STDMETHODCALLTYPE component_GetAuthoritativeRestore(IVssComponentEx2 *iface,
                                                                   bool *pbAuth)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponentEx.GetAuthoritativeRestore",
                         vsapi_component_get_flag(self, "GetAuthoritativeRestore", VSAPI_IN_ANY,
                                                  DATA(authoritative_restore), pbAuth),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_GetRollForward(IVssComponentEx2 *iface,
                                                          VSS_ROLLFORWARD_TYPE *pRollType,
                                                          BSTR *pbstrPoint)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponentEx.GetRollForward",
                         vsapi_component_get_roll_forward(self, pRollType, pbstrPoint), "");
}

static HRESULT STDMETHODCALLTYPE component_GetRestoreName(IVssComponentEx2 *iface, BSTR *pbstrName)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponentEx.GetRestoreName",
                         vsapi_component_get_text(self, &vsapi_component_restore_name, pbstrName),
                         "");
}

static HRESULT STDMETHODCALLTYPE component_SetFailure(IVssComponentEx2 *iface, HRESULT hr,
                                                      HRESULT hrApplication,
                                                      LPCWSTR wszApplicationMessage,
                                                      DWORD dwReserved)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API(
        "IVssComponentEx2.SetFailure",
        vsapi_component_set_failure(self, hr, hrApplication, wszApplicationMessage, dwReserved),
        " failure=%h hrApplication=%h wszApplicationMessage=%w dwReserved=%u", hr, hrApplication,
        wszApplicationMessage, dwReserved);
}

static HRESULT STDMETHODCALLTYPE component_GetFailure(IVssComponentEx2 *iface, HRESULT *phr,
                                                      HRESULT *phrApplication,
                                                      BSTR *pbstrApplicationMessage,
                                                      DWORD *pdwReserved)
{
    struct component *self = impl_from_IVssComponentEx2(iface);

    return COMPONENT_API("IVssComponentEx2.GetFailure",
                         vsapi_component_get_failure(self, phr, phrApplication,
                                                     pbstrApplicationMessage, pdwReserved),
                         "");
}

static const IVssComponentEx2Vtbl component_vtbl = {
    VSAPI_COM_IUNKNOWN(IVssComponentEx2),
    .GetLogicalPath = component_GetLogicalPath,
    .GetComponentType = component_GetComponentType,
    .GetComponentName = component_GetComponentName,
    .GetBackupSucceeded = component_GetBackupSucceeded,
    .GetAlternateLocationMappingCount = component_GetAlternateLocationMappingCount,
    .GetAlternateLocationMapping = component_GetAlternateLocationMapping,
    .SetBackupMetadata = component_SetBackupMetadata,
    .GetBackupMetadata = component_GetBackupMetadata,
    .AddPartialFile = component_AddPartialFile,
    .GetPartialFileCount = component_GetPartialFileCount,
    .GetPartialFile = component_GetPartialFile,
    .IsSelectedForRestore = component_IsSelectedForRestore,
    .GetAdditionalRestores = component_GetAdditionalRestores,
    .GetNewTargetCount = component_GetNewTargetCount,
    .GetNewTarget = component_GetNewTarget,
    .AddDirectedTarget = component_AddDirectedTarget,
    .GetDirectedTargetCount = component_GetDirectedTargetCount,
    .GetDirectedTarget = component_GetDirectedTarget,
    .SetRestoreMetadata = component_SetRestoreMetadata,
    .GetRestoreMetadata = component_GetRestoreMetadata,
    .SetRestoreTarget = component_SetRestoreTarget,
    .GetRestoreTarget = component_GetRestoreTarget,
    .SetPreRestoreFailureMsg = component_SetPreRestoreFailureMsg,
    .GetPreRestoreFailureMsg = component_GetPreRestoreFailureMsg,
    .SetPostRestoreFailureMsg = component_SetPostRestoreFailureMsg,
    .GetPostRestoreFailureMsg = component_GetPostRestoreFailureMsg,
    .SetBackupStamp = component_SetBackupStamp,
    .GetBackupStamp = component_GetBackupStamp,
    .GetPreviousBackupStamp = component_GetPreviousBackupStamp,
    .GetBackupOptions = component_GetBackupOptions,
    .GetRestoreOptions = component_GetRestoreOptions,
    .GetRestoreSubcomponentCount = component_GetRestoreSubcomponentCount,
    .GetRestoreSubcomponent = component_GetRestoreSubcomponent,
    .GetFileRestoreStatus = component_GetFileRestoreStatus,
    .AddDifferencedFilesByLastModifyTime = component_AddDifferencedFilesByLastModifyTime,
    .AddDifferencedFilesByLastModifyLSN = component_AddDifferencedFilesByLastModifyLSN,
    .GetDifferencedFilesCount = component_GetDifferencedFilesCount,
    .GetDifferencedFile = component_GetDifferencedFile,
    .SetPrepareForBackupFailureMsg = component_SetPrepareForBackupFailureMsg,
    .SetPostSnapshotFailureMsg = component_SetPostSnapshotFailureMsg,
    .GetPrepareForBackupFailureMsg = component_GetPrepareForBackupFailureMsg,
    .GetPostSnapshotFailureMsg = component_GetPostSnapshotFailureMsg,
    .GetAuthoritativeRestore = component_GetAuthoritativeRestore,
    .GetRollForward = component_GetRollForward,
    .GetRestoreName = component_GetRestoreName,
    .SetFailure = component_SetFailure,
    .GetFailure = component_GetFailure,
};

static const struct vsapi_com_face component_faces[] = {
    {&IID_IVssComponent, offsetof(struct component, IVssComponentEx2_iface)},
    {&IID_IVssComponentEx, offsetof(struct component, IVssComponentEx2_iface)},
    {&IID_IVssComponentEx2, offsetof(struct component, IVssComponentEx2_iface)},
};
static const struct vsapi_com_class component_class = {"IVssComponent", component_faces, 3,
                                                       component_destroy};

HRESULT vsapi_component_create(struct vsapi_access *access, struct vsapi_bcd_component *data,
                               IVssComponent **out)
{
    struct component *self = vsapi_calloc(1, sizeof *self);

    *out = NULL;
    if (!self)
        return vsapi_out_of_memory();
    vsapi_com_init(&self->com, &component_class);
    self->IVssComponentEx2_iface.lpVtbl = &component_vtbl;
    vsapi_access_ref(self->access = access);
    self->data = data;
    *out = (IVssComponent *)(void *)&self->IVssComponentEx2_iface;
    return S_OK;
}
