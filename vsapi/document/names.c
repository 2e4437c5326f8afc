/*
 * vsapi/document/names.c - the XML names of both documents: the one table.
 *
 * What was seen in documents that Windows wrote stands here as seen; for what the API can store and
 * nobody saw, the name is formed like the known ones (docs/documents.md tells which is which). A
 * name learnt later is one line here and one in that page, which a test holds against this table.
 */
#include "names.h"
#include "model.h"

/* The rows below are written with these, to keep one line a name. */
#define MEMBER(member) offsetof(STRUCT, member)
#define STRING(xml, member, flags)                                                                 \
    {                                                                                              \
        xml, DOCUMENT_TEXT, flags, MEMBER(member), 0, 0, NULL                                      \
    }
#define VERSION(xml, member, flags)                                                                \
    {                                                                                              \
        xml, DOCUMENT_VERSION_TEXT, flags, MEMBER(member), 0, 0, NULL                              \
    }
#define ID(xml, member, flags)                                                                     \
    {                                                                                              \
        xml, DOCUMENT_GUID, flags, MEMBER(member), 0, 0, NULL                                      \
    }
#define ID_IF(xml, member, has, flags)                                                             \
    {                                                                                              \
        xml, DOCUMENT_GUID, (flags) | DOCUMENT_HAS, MEMBER(member), MEMBER(has), 0, NULL           \
    }
#define BOOL_(xml, member, flags)                                                                  \
    {                                                                                              \
        xml, DOCUMENT_BOOL, flags, MEMBER(member), 0, 0, NULL                                      \
    }
#define BOOL_IF(xml, member, has, flags)                                                           \
    {                                                                                              \
        xml, DOCUMENT_BOOL, (flags) | DOCUMENT_HAS, MEMBER(member), MEMBER(has), 0, NULL           \
    }
#define NUMBER(xml, member, standard, flags)                                                       \
    {                                                                                              \
        xml, DOCUMENT_NUMBER, flags, MEMBER(member), 0, standard, NULL                             \
    }
#define NUMBER_IF(xml, member, has, flags)                                                         \
    {                                                                                              \
        xml, DOCUMENT_NUMBER, (flags) | DOCUMENT_HAS, MEMBER(member), MEMBER(has), 0, NULL         \
    }
#define NUMBER64(xml, member, flags)                                                               \
    {                                                                                              \
        xml, DOCUMENT_LONG, flags, MEMBER(member), 0, 0, NULL                                      \
    }
#define ENUM(xml, member, values, standard, flags)                                                 \
    {                                                                                              \
        xml, DOCUMENT_ENUM, flags, MEMBER(member), 0, standard, values                             \
    }
#define ENUM_IF(xml, member, has, values, flags)                                                   \
    {                                                                                              \
        xml, DOCUMENT_ENUM, (flags) | DOCUMENT_HAS, MEMBER(member), MEMBER(has), 0, values         \
    }
#define BYTES(xml, member, size, flags)                                                            \
    {                                                                                              \
        xml, DOCUMENT_BASE64, flags, MEMBER(member), MEMBER(size), 0, NULL                         \
    }
#define DEFAULT_ONLY(member, standard)                                                             \
    {                                                                                              \
        "", DOCUMENT_NUMBER, 0, MEMBER(member), 0, standard, NULL                                  \
    }
#define END                                                                                        \
    {                                                                                              \
        NULL, DOCUMENT_TEXT, 0, 0, 0, 0, NULL                                                      \
    }

#define PART(xml, element, present, flags)                                                         \
    {                                                                                              \
        xml, &(element), DOCUMENT_PART, flags, 0, 0, present                                       \
    }
#define ITEMS(xml, element, member, flags)                                                         \
    {                                                                                              \
        xml, &(element), DOCUMENT_ITEMS, flags, MEMBER(member), 0, NULL                            \
    }
#define OBJECTS(xml, element, member, variant)                                                     \
    {                                                                                              \
        xml, &(element), DOCUMENT_OBJECTS, 0, MEMBER(member), variant, NULL                        \
    }
#define END_CHILDREN                                                                               \
    {                                                                                              \
        NULL, NULL, DOCUMENT_PART, 0, 0, 0, NULL                                                   \
    }

#define REQUIRED DOCUMENT_REQUIRED
#define ALWAYS DOCUMENT_ALWAYS
#define WRITERS DOCUMENT_WRITERS

_Static_assert(sizeof(VSS_USAGE_TYPE) == sizeof(int), "enums are read and written as int");

static const struct document_enum usages[] = {
    {"UNDEFINED", VSS_UT_UNDEFINED},
    {"BOOTABLE_SYSTEM_STATE", VSS_UT_BOOTABLESYSTEMSTATE},
    {"SYSTEM_SERVICE", VSS_UT_SYSTEMSERVICE},
    {"USER_DATA", VSS_UT_USERDATA},
    {"OTHER", VSS_UT_OTHER},
    {NULL, 0},
};
static const struct document_enum sources[] = {
    {"UNDEFINED", VSS_ST_UNDEFINED},
    {"TRANSACTION_DB", VSS_ST_TRANSACTEDDB},
    {"NONTRANSACTION_DB", VSS_ST_NONTRANSACTEDDB},
    {"OTHER", VSS_ST_OTHER},
    {NULL, 0},
};
static const struct document_enum restore_methods[] = {
    {"UNDEFINED", VSS_RME_UNDEFINED},
    {"RESTORE_IF_NOT_THERE", VSS_RME_RESTORE_IF_NOT_THERE},
    {"RESTORE_IF_CAN_BE_REPLACED", VSS_RME_RESTORE_IF_CAN_REPLACE},
    {"STOP_RESTORE_START", VSS_RME_STOP_RESTORE_START},
    {"RESTORE_TO_ALTERNATE_LOCATION", VSS_RME_RESTORE_TO_ALTERNATE_LOCATION},
    {"REPLACE_AT_REBOOT", VSS_RME_RESTORE_AT_REBOOT},
    {"REPLACE_AT_REBOOT_IF_CANNOT_REPLACE", VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE},
    {"CUSTOM", VSS_RME_CUSTOM},
    {"RESTORE_STOP_START", VSS_RME_RESTORE_STOP_START},
    {NULL, 0},
};
static const struct document_enum writer_restores[] = {
    {"undefined", VSS_WRE_UNDEFINED},
    {"never", VSS_WRE_NEVER},
    {"ifReplaceFails", VSS_WRE_IF_REPLACE_FAILS},
    {"always", VSS_WRE_ALWAYS},
    {NULL, 0},
};
static const struct document_enum component_types[] = {
    {"database", VSS_CT_DATABASE},
    {"filegroup", VSS_CT_FILEGROUP},
    {NULL, 0},
};
static const struct document_enum backup_types[] = {
    {"undefined", VSS_BT_UNDEFINED},
    {"full", VSS_BT_FULL},
    {"incremental", VSS_BT_INCREMENTAL},
    {"differential", VSS_BT_DIFFERENTIAL},
    {"log", VSS_BT_LOG},
    {"copy", VSS_BT_COPY},
    {"other", VSS_BT_OTHER},
    {NULL, 0},
};
static const struct document_enum restore_types[] = {
    {"undefined", VSS_RTYPE_UNDEFINED},
    {"byCopy", VSS_RTYPE_BY_COPY},
    {"import", VSS_RTYPE_IMPORT},
    {"other", VSS_RTYPE_OTHER},
    {NULL, 0},
};
static const struct document_enum restore_targets[] = {
    {"undefined", VSS_RT_UNDEFINED},
    {"original", VSS_RT_ORIGINAL},
    {"alternate", VSS_RT_ALTERNATE},
    {"directed", VSS_RT_DIRECTED},
    {"originalLocation", VSS_RT_ORIGINAL_LOCATION},
    {NULL, 0},
};
static const struct document_enum restore_statuses[] = {
    {"undefined", VSS_RS_UNDEFINED},
    {"none", VSS_RS_NONE},
    {"all", VSS_RS_ALL},
    {"failed", VSS_RS_FAILED},
    {NULL, 0},
};
static const struct document_enum roll_forwards[] = {
    {"undefined", VSS_RF_UNDEFINED},
    {"none", VSS_RF_NONE},
    {"all", VSS_RF_ALL},
    {"partial", VSS_RF_PARTIAL},
    {NULL, 0},
};

/* File sets, in their four shapes. */
#define STRUCT struct vsapi_filedesc
#define ALL_TYPES (VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED)
static const struct document_attribute file_list_attributes[] = {
    STRING("path", path, REQUIRED),
    STRING("filespec", filespec, REQUIRED),
    BOOL_("recursive", recursive, 0),
    STRING("alternatePath", alternate_path, 0),
    NUMBER("filespecBackupType", backup_type_mask, ALL_TYPES, REQUIRED),
    END,
};
static const struct document_attribute mapping_attributes[] = {
    STRING("path", path, REQUIRED),
    STRING("filespec", filespec, REQUIRED),
    BOOL_("recursive", recursive, 0),
    STRING("alternatePath", alternate_path, 0),
    DEFAULT_ONLY(backup_type_mask, ALL_TYPES),
    END,
};
#define FILEDESC(attributes)                                                                       \
    {                                                                                              \
        attributes, NULL, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL                             \
    }
static const struct document_element file_list = FILEDESC(file_list_attributes);
static const struct document_element mapping = FILEDESC(mapping_attributes);
#undef STRUCT

/* The Writer Metadata Document. */
#define STRUCT struct vsapi_wm_dependency
static const struct document_attribute dependency_attributes[] = {
    ID("writerId", writer_id, REQUIRED),
    STRING("logicalPath", logical_path, 0),
    STRING("componentName", component_name, REQUIRED),
    END,
};
static const struct document_element dependency = {
    dependency_attributes, NULL, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL};
#undef STRUCT

#define STRUCT struct vsapi_wm_component
static const struct document_attribute wm_component_attributes[] = {
    STRING("logicalPath", logical_path, 0),
    STRING("componentName", component_name, REQUIRED),
    STRING("caption", caption, 0),
    BOOL_("restoreMetadata", restore_metadata, REQUIRED),
    BOOL_("notifyOnBackupComplete", notify_on_backup_complete, REQUIRED),
    BOOL_("selectable", selectable, REQUIRED),
    BOOL_("selectableForRestore", selectable_for_restore, REQUIRED),
    NUMBER("componentFlags", component_flags, 0, REQUIRED),
    BYTES("icon", icon, icon_bytes, 0),
    END,
};
static const struct document_child wm_component_children[] = {
    ITEMS("DATABASE_FILES", file_list, database_files, 0),
    ITEMS("DATABASE_LOGFILES", file_list, log_files, 0),
    ITEMS("FILE_LIST", file_list, files, 0),
    ITEMS("COMPONENT_DEPENDENCY", dependency, dependencies, 0),
    END_CHILDREN,
};
static const struct document_element wm_component = {wm_component_attributes,
                                                     wm_component_children,
                                                     sizeof(STRUCT),
                                                     MEMBER(extra),
                                                     MEMBER(type),
                                                     document_wmd_create_component,
                                                     document_wmd_enter_component};
#undef STRUCT

#define STRUCT struct vsapi_wmd
static const struct document_attribute identification_attributes[] = {
    ID("writerId", writer_id, REQUIRED),
    ID("instanceId", instance_id, REQUIRED),
    STRING("instanceName", instance_name, 0),
    STRING("friendlyName", friendly_name, REQUIRED),
    ENUM("usage", usage, usages, 0, REQUIRED),
    ENUM("dataSource", source, sources, 0, REQUIRED),
    NUMBER("majorVersion", major_version, 0, REQUIRED),
    NUMBER("minorVersion", minor_version, 0, REQUIRED),
    END,
};
static const struct document_element identification = {
    identification_attributes, NULL, 0, MEMBER(identification_extra), 0, NULL, NULL};

static const struct document_attribute restore_method_attributes[] = {
    ENUM("method", restore_method, restore_methods, 0, REQUIRED),
    STRING("service", service, 0),
    STRING("userProcedure", user_procedure, 0),
    ENUM("writerRestore", writer_restore, writer_restores, 0, REQUIRED),
    BOOL_("rebootRequired", reboot_required, REQUIRED),
    END,
};
static const struct document_child restore_method_children[] = {
    ITEMS("ALTERNATE_LOCATION_MAPPING", mapping, alternate_mappings, 0),
    END_CHILDREN,
};
static const struct document_element restore_method = {restore_method_attributes,
                                                       restore_method_children,
                                                       0,
                                                       MEMBER(restore_method_extra),
                                                       0,
                                                       NULL,
                                                       document_wmd_enter_restore_method};

static const struct document_attribute no_attributes[] = {END};
static const struct document_child locations_children[] = {
    OBJECTS("DATABASE", wm_component, components, VSS_CT_DATABASE),
    OBJECTS("FILE_GROUP", wm_component, components, VSS_CT_FILEGROUP),
    ITEMS("INCLUDE_FILES", mapping, include_files, 0),
    ITEMS("EXCLUDE_FILES", mapping, exclude_files, 0),
    ITEMS("EXCLUDE_FILES_FROM_SNAPSHOT", mapping, exclude_from_snapshot, 0),
    END_CHILDREN,
};
static const struct document_element locations = {
    no_attributes, locations_children, 0, MEMBER(locations_extra), 0, NULL, NULL};

static const struct document_attribute wmd_attributes[] = {
    VERSION("version", version, REQUIRED),
    NUMBER("backupSchema", backup_schema, 0, 0),
    END,
};
static const struct document_child wmd_children[] = {
    PART("IDENTIFICATION", identification, NULL, REQUIRED),
    PART("RESTORE_METHOD", restore_method, document_wmd_has_restore_method, 0),
    PART("BACKUP_LOCATIONS", locations, document_wmd_has_locations, 0),
    END_CHILDREN,
};
static const struct document_element wmd = {
    wmd_attributes, wmd_children, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL};
const struct document_root document_wmd_root = {
    "WRITER_METADATA", "x-schema:#VssWriterMetadataInfo", "Writer Metadata Document", &wmd};
#undef STRUCT

/* The Backup Components Document. */
#define STRUCT struct vsapi_partial_file
static const struct document_attribute partial_file_attributes[] = {
    STRING("path", path, REQUIRED),
    STRING("filename", filename, REQUIRED),
    STRING("ranges", ranges, 0),
    STRING("metadata", metadata, 0),
    END,
};
static const struct document_element partial_file = {
    partial_file_attributes, NULL, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL};
#undef STRUCT

#define STRUCT struct vsapi_differenced_file
static const struct document_attribute differenced_file_attributes[] = {
    STRING("path", path, REQUIRED),
    STRING("filespec", filespec, REQUIRED),
    BOOL_("recursive", recursive, 0),
    STRING("lsnString", lsn, 0),
    NUMBER64("lastModifyTime", last_modified, ALWAYS),
    END,
};
static const struct document_element differenced_file = {
    differenced_file_attributes, NULL, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL};
#undef STRUCT

#define STRUCT struct vsapi_directed_target
static const struct document_attribute directed_target_attributes[] = {
    STRING("sourcePath", source_path, REQUIRED),
    STRING("sourceFilename", source_filename, REQUIRED),
    STRING("sourceRangeList", source_ranges, 0),
    STRING("destinationPath", destination_path, REQUIRED),
    STRING("destinationFilename", destination_filename, REQUIRED),
    STRING("destinationRangeList", destination_ranges, 0),
    END,
};
static const struct document_element directed_target = {
    directed_target_attributes, NULL, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL};
#undef STRUCT

#define STRUCT struct vsapi_subcomponent
static const struct document_attribute subcomponent_attributes[] = {
    STRING("logicalPath", logical_path, 0),
    STRING("componentName", component_name, REQUIRED),
    BOOL_("repair", repair, ALWAYS),
    END,
};
static const struct document_element subcomponent = {
    subcomponent_attributes, NULL, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL};
#undef STRUCT

#define STRUCT struct vsapi_bcd_component
static const struct document_attribute backup_metadata_attributes[] = {
    STRING("metadata", backup_metadata, REQUIRED | WRITERS),
    END,
};
static const struct document_element backup_metadata = {
    backup_metadata_attributes, NULL, 0, MEMBER(backup_metadata_extra), 0, NULL, NULL};
static const struct document_attribute restore_metadata_attributes[] = {
    STRING("metadata", restore_metadata, REQUIRED | WRITERS),
    END,
};
static const struct document_element restore_metadata = {
    restore_metadata_attributes, NULL, 0, MEMBER(restore_metadata_extra), 0, NULL, NULL};
static const struct document_attribute failure_attributes[] = {
    NUMBER_IF("hr", failure.hr, failure.set, REQUIRED | WRITERS),
    NUMBER("hrApplication", failure.application, 0, REQUIRED | WRITERS),
    STRING("applicationMessage", failure.message, WRITERS),
    NUMBER("reserved", failure.reserved, 0, WRITERS),
    END,
};
static const struct document_element failure = {
    failure_attributes, NULL, 0, MEMBER(failure_extra), 0, NULL, NULL};

static const struct document_attribute component_attributes[] = {
    STRING("logicalPath", logical_path, 0),
    STRING("componentName", component_name, REQUIRED),
    ENUM("componentType", type, component_types, 0, REQUIRED),
    STRING("backupStamp", backup_stamp, WRITERS),
    STRING("previousBackupStamp", previous_backup_stamp, 0),
    STRING("backupOptions", backup_options, 0),
    STRING("restoreOptions", restore_options, 0),
    BOOL_IF("backupSucceeded", succeeded, has_succeeded, 0),
    STRING("prepareForBackupFailureMsg", prepare_failure, WRITERS),
    STRING("postSnapshotFailureMsg", post_snapshot_failure, WRITERS),
    BOOL_("selectedForRestore", selected_for_restore, 0),
    ID_IF("restoreInstanceId", restore_instance_id, has_restore_instance, 0),
    BOOL_IF("additionalRestores", additional_restores, has_additional_restores, 0),
    BOOL_("authoritativeRestore", authoritative_restore, 0),
    ENUM("rollForwardType", roll_forward, roll_forwards, VSS_RF_UNDEFINED, 0),
    STRING("rollForwardPoint", roll_forward_point, 0),
    STRING("restoreName", restore_name, 0),
    ENUM_IF("restoreTarget", restore_target, has_restore_target, restore_targets, WRITERS),
    STRING("preRestoreFailureMsg", pre_restore_failure, WRITERS),
    STRING("postRestoreFailureMsg", post_restore_failure, WRITERS),
    ENUM("fileRestoreStatus", file_restore_status, restore_statuses, VSS_RS_UNDEFINED, 0),
    END,
};
static const struct document_child component_children[] = {
    PART("BACKUP_METADATA", backup_metadata, document_bcd_has_backup_metadata, WRITERS),
    PART("RESTORE_METADATA", restore_metadata, document_bcd_has_restore_metadata, WRITERS),
    PART("COMPONENT_FAILURE", failure, document_bcd_has_failure, WRITERS),
    ITEMS("PARTIAL_FILE", partial_file, partial_files, WRITERS),
    ITEMS("DIFFERENCED_FILES", differenced_file, differenced_files, WRITERS),
    ITEMS("DIRECTED_TARGET", directed_target, directed_targets, WRITERS),
    ITEMS("ALTERNATE_LOCATION_MAPPING", mapping, alternate_mappings, 0),
    ITEMS("NEW_TARGET", mapping, new_targets, 0),
    ITEMS("RESTORE_SUBCOMPONENT", subcomponent, restore_subcomponents, 0),
    END_CHILDREN,
};
const struct document_element document_bcd_component = {
    component_attributes,          component_children,          sizeof(STRUCT), MEMBER(extra), 0,
    document_bcd_create_component, document_bcd_enter_component};
#undef STRUCT

#define STRUCT struct vsapi_bcd_writer
static const struct document_attribute writer_attributes[] = {
    ID("instanceId", instance_id, REQUIRED),
    ID("writerId", writer_id, REQUIRED),
    STRING("instanceName", instance_name, 0),
    NUMBER("backupSchema", backup_schema, 0, REQUIRED),
    END,
};
static const struct document_child writer_children[] = {
    OBJECTS("COMPONENT", document_bcd_component, components, 0),
    END_CHILDREN,
};
static const struct document_element writer = {
    writer_attributes,          writer_children,          sizeof(STRUCT), MEMBER(extra), 0,
    document_bcd_create_writer, document_bcd_enter_writer};
#undef STRUCT

#define STRUCT struct vsapi_bcd_snapshot
static const struct document_attribute snapshot_attributes[] = {
    ID("snapshotId", snapshot_id, REQUIRED),
    ID("providerId", provider_id, REQUIRED),
    STRING("originalVolume", original_volume, 0),
    STRING("device", device, 0),
    END,
};
static const struct document_element snapshot = {
    snapshot_attributes, NULL, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL};
#undef STRUCT

#define STRUCT struct vsapi_bcd
static const struct document_attribute bcd_attributes[] = {
    VERSION("version", version, REQUIRED),
    BOOL_("bootableSystemStateBackup", bootable_system_state, REQUIRED),
    BOOL_("selectComponents", select_components, REQUIRED),
    ENUM("backupType", backup_type, backup_types, 0, REQUIRED),
    BOOL_("partialFileSupport", partial_file_support, REQUIRED),
    ID_IF("snapshotSetId", snapshot_set_id, has_snapshot_set, 0),
    ENUM("restoreType", restore_type, restore_types, VSS_RTYPE_UNDEFINED, 0),
    END,
};
static const struct document_child bcd_children[] = {
    OBJECTS("WRITER_COMPONENTS", writer, writers, 0),
    ITEMS("SNAPSHOT", snapshot, snapshots, 0),
    END_CHILDREN,
};
static const struct document_element bcd = {
    bcd_attributes, bcd_children, sizeof(STRUCT), MEMBER(extra), 0, NULL, NULL};
const struct document_root document_bcd_root = {
    "BACKUP_COMPONENTS", "x-schema:#VssComponentMetadata", "Backup Components Document", &bcd};
