/*
 * vswriter/src/metadata_arguments.h - the arguments of the methods that IVssCreateWriterMetadata
 * and IVssCreateExpressWriterMetadata both have.
 *
 * Both give their parameters the same names. Used inside of such a method, ..._IN is what it hands
 * to metadata_build.h, and ..._TOLD is how a trace tells its arguments.
 */
#ifndef VSWRITER_METADATA_ARGUMENTS_H
#define VSWRITER_METADATA_ARGUMENTS_H

#include "metadata_build.h"

#define EXCLUSION_TOLD "wszPath=%w wszFilespec=%w bRecursive=%b", wszPath, wszFilespec, bRecursive

#define NEW_COMPONENT_IN                                                                           \
    {                                                                                              \
        .type = ct, .logical_path = wszLogicalPath, .name = wszComponentName,                      \
        .caption = wszCaption, .icon = pbIcon, .icon_bytes = cbIcon,                               \
        .restore_metadata = bRestoreMetadata, .notify = bNotifyOnBackupComplete,                   \
        .selectable = bSelectable, .selectable_for_restore = bSelectableForRestore,                \
        .flags = dwComponentFlags,                                                                 \
    }
#define NEW_COMPONENT_TOLD                                                                         \
    "ct=%d wszLogicalPath=%w wszComponentName=%w wszCaption=%w cbIcon=%u "                         \
    "bRestoreMetadata=%b bNotifyOnBackupComplete=%b bSelectable=%b "                               \
    "bSelectableForRestore=%b dwComponentFlags=%u",                                                \
        (int)ct, wszLogicalPath, wszComponentName, wszCaption, cbIcon, bRestoreMetadata,           \
        bNotifyOnBackupComplete, bSelectable, bSelectableForRestore, dwComponentFlags

/* AddDatabaseFiles and AddDatabaseLogFiles, which express writers do not have. */
#define DATABASE_FILES_IN(method_name, list_member)                                                \
    {                                                                                              \
        .method = (method_name), .type = VSS_CT_DATABASE,                                          \
        .list = offsetof(struct vsapi_wm_component, list_member), .logical_path = wszLogicalPath,  \
        .name = wszDatabaseName, .path = wszPath, .filespec = wszFilespec,                         \
        .mask = dwBackupTypeMask,                                                                  \
    }
#define DATABASE_FILES_TOLD                                                                        \
    "wszLogicalPath=%w wszDatabaseName=%w wszPath=%w wszFilespec=%w dwBackupTypeMask=%u",          \
        wszLogicalPath, wszDatabaseName, wszPath, wszFilespec, dwBackupTypeMask

#define FILE_GROUP_IN                                                                              \
    {                                                                                              \
        .method = "AddFilesToFileGroup", .type = VSS_CT_FILEGROUP,                                 \
        .list = offsetof(struct vsapi_wm_component, files), .logical_path = wszLogicalPath,        \
        .name = wszGroupName, .path = wszPath, .filespec = wszFilespec,                            \
        .alternate_path = wszAlternateLocation, .recursive = bRecursive, .mask = dwBackupTypeMask, \
    }
#define FILE_GROUP_TOLD                                                                            \
    "wszLogicalPath=%w wszGroupName=%w wszPath=%w wszFilespec=%w bRecursive=%b "                   \
    "wszAlternateLocation=%w dwBackupTypeMask=%u",                                                 \
        wszLogicalPath, wszGroupName, wszPath, wszFilespec, bRecursive, wszAlternateLocation,      \
        dwBackupTypeMask

#define RESTORE_METHOD_IN                                                                          \
    {                                                                                              \
        .method = method, .service = wszService, .user_procedure = wszUserProcedure,               \
        .writer_restore = writerRestore, .reboot_required = bRebootRequired,                       \
    }
#define RESTORE_METHOD_TOLD                                                                        \
    "method=%d wszService=%w wszUserProcedure=%w writerRestore=%d bRebootRequired=%b",             \
        (int)method, wszService, wszUserProcedure, (int)writerRestore, bRebootRequired

#define DEPENDENCY_TOLD                                                                            \
    "wszForLogicalPath=%w wszForComponentName=%w onWriterId=%g wszOnLogicalPath=%w "               \
    "wszOnComponentName=%w",                                                                       \
        wszForLogicalPath, wszForComponentName, &onWriterId, wszOnLogicalPath, wszOnComponentName

#endif
