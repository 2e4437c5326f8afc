/*
 * conformance/suite/restore_methods.h - what a requester says of a component in a restore, as rows.
 */
#ifndef VSS_SUITE_RESTORE_METHODS_H
#define VSS_SUITE_RESTORE_METHODS_H

#include "component_scene.h"

/* A component and one of its file sets. */
struct component_id {
    const VSS_ID *writer;
    VSS_COMPONENT_TYPE type;
    const WCHAR *path, *name;
    const WCHAR *set_path, *set_spec;
    bool set_recursive;
};
/* Of the writer of restore_at: the file group, the database, and one whose path and name are odd.
 */
enum { ID_FILES, ID_BASE, ID_ODD, ID_COUNT };
extern const struct component_id component_ids[ID_COUNT];

struct restore_method {
    HRESULT (*call)(IVssBackupComponentsEx4 *backup, const struct component_id *id);
    enum requester_point point; /* where it succeeds */
};
extern const struct restore_method restore_SetSelectedForRestore, restore_SetSelectedForRestoreEx,
    restore_SetRestoreOptions, restore_SetAdditionalRestores, restore_SetFileRestoreStatus,
    restore_AddAlternativeLocationMapping, restore_AddRestoreSubcomponent, restore_AddNewTarget,
    restore_SetRangesFilePath, restore_SetAuthoritativeRestore, restore_SetRollForward,
    restore_SetRestoreName;

/* A requester at a point of a restore, whose document has all three components, each with a partial
 * file. The file group's set has "part" (selectable for restore) and "fixed" (not), both with the
 * logical path "group\files". */
struct requester *restore_at(struct suite *suite, enum requester_point point);
/* The document of such a backup; the end of the case frees it. */
LPCWSTR restore_document(struct suite *suite);
/* The requester's latest face; the end of the case releases it. */
IVssBackupComponentsEx4 *restore_face(struct suite *suite, struct requester *requester);

#endif
