/*
 * conformance/suite/groups.h - every group of cases: one a file.
 */
#ifndef VSS_SUITE_GROUPS_H
#define VSS_SUITE_GROUPS_H

#include "suite.h"

#ifdef __cplusplus
extern "C" {
#endif

extern const struct suite_group suite_access_functions;
extern const struct suite_group suite_async;
extern const struct suite_group suite_backup_said;
extern const struct suite_group suite_backup_set, suite_backup_volumes;
extern const struct suite_group suite_create_arguments, suite_create_memory, suite_create_metadata;
extern const struct suite_group suite_create_restore;
extern const struct suite_group suite_examine_metadata, suite_examine_documents;
extern const struct suite_group suite_backup_status;
extern const struct suite_group suite_backup_events;
extern const struct suite_group suite_backup_added;
extern const struct suite_group suite_backup_choose;
extern const struct suite_group suite_examine_arguments;
extern const struct suite_group suite_cvsswriter_handlers;
extern const struct suite_group suite_cvsswriter_helpers;
extern const struct suite_group suite_cvsswriter_order;
extern const struct suite_group suite_cvsswriter_ex;
extern const struct suite_group suite_cvsswriter_documents;
extern const struct suite_group suite_cvsswriter_impl;
extern const struct suite_group suite_cvsswriter_life;
extern const struct suite_group suite_express, suite_selection;
extern const struct suite_group suite_conduct, suite_create_defaults;
extern const struct suite_group suite_backup_writers;
extern const struct suite_group suite_backup_state;
extern const struct suite_group suite_backup_object;
extern const struct suite_group suite_backup_arguments;
extern const struct suite_group suite_enum;

extern const struct suite_group suite_breaking;
extern const struct suite_group suite_breaking_array;
extern const struct suite_group suite_exposing;
extern const struct suite_group suite_functions_volume;
extern const struct suite_group suite_component_methods, suite_component_lists;
extern const struct suite_group suite_component_entries, suite_component_values;
extern const struct suite_group suite_component_texts, suite_component_writers;
extern const struct suite_group suite_restore, suite_restore_events, suite_restore_ex,
    suite_restore_move;
extern const struct suite_group suite_structures;
extern const struct suite_group suite_snapshots, suite_snapshot_values;
extern const struct suite_group suite_importing;
extern const struct suite_group suite_reverting;
extern const struct suite_group suite_recovery_set;
extern const struct suite_group suite_reserved;
extern const struct suite_group suite_blocking;

/* Made from the tables of methods when the program starts. */
#define SUITE_METHODS_MOST 400
extern struct suite_group suite_access, suite_memory, suite_order;
void suite_access_make(void);
void suite_memory_make(void);
void suite_order_make(void);

#ifdef __cplusplus
}
#endif
#endif
