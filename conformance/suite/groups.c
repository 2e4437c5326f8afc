/*
 * conformance/suite/groups.c - the order in which the groups run.
 */
#include "groups.h"

/* clang-format off */
const struct suite_group *const suite_groups[] = {
    &suite_access_functions,
    &suite_async,
    &suite_backup_arguments,
    &suite_backup_object,
    &suite_backup_state,
    &suite_backup_writers,
    &suite_backup_choose,
    &suite_backup_added,
    &suite_backup_events,
    &suite_backup_status,
    &suite_backup_set,
    &suite_backup_said,
    &suite_enum,
    &suite_create_metadata,
    &suite_create_restore,
    &suite_create_arguments,
    &suite_create_memory,
    &suite_examine_metadata,
    &suite_examine_documents,
    &suite_examine_arguments,
    &suite_cvsswriter_life,
    &suite_cvsswriter_handlers,
    &suite_cvsswriter_order,
    &suite_cvsswriter_helpers,
    &suite_express,
    &suite_selection,
    &suite_conduct,
    &suite_create_defaults,
    &suite_exposing,
    &suite_cvsswriter_ex,
    &suite_cvsswriter_documents,
    &suite_cvsswriter_impl,
    &suite_functions_volume,
    &suite_order,
    &suite_memory,
    &suite_access,
};
/* clang-format on */
const size_t suite_group_count = sizeof suite_groups / sizeof *suite_groups;
