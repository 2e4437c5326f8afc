/*
 * conformance/suite/component_lists.h - the lists of a component: files in parts, differenced
 * files, alternate locations, new and directed targets, subcomponents to restore.
 */
#ifndef VSS_SUITE_COMPONENT_LISTS_H
#define VSS_SUITE_COMPONENT_LISTS_H

#include "component_scene.h"

#define ENTRY_TEXTS 6

struct entry { /* as it is given to the method that adds it, and its answer */
    HRESULT hr;
    const WCHAR *texts[ENTRY_TEXTS]; /* in the order of the method's arguments */
    BOOL recursive;
    FILETIME time;
};
struct entry_read { /* as it is read back */
    BSTR texts[ENTRY_TEXTS];
    BOOL recursive;
    FILETIME time;
};
void entry_read_free(struct entry_read *entry);

struct component_list {
    const char *name;
    enum scene_place add_at;
    size_t texts; /* how many an entry has */
    HRESULT(*add)
    (const struct scene *scene, IVssComponentEx2 *component, const struct entry *entry);
    HRESULT (*count)(IVssComponentEx2 *component, UINT *count);
    HRESULT (*get)(IVssComponentEx2 *component, UINT i, struct entry_read *out);
    struct entry filled; /* what a filled scene puts in */
};
extern const struct component_list list_partial, list_differenced, list_mappings, list_targets,
    list_directed, list_subcomponents;

struct list_row { /* entries that are added, at `at` if that is not 0 */
    const struct component_list *list;
    const struct entry *entries;
    size_t count;
    enum scene_place at;
};
/* Adds each, expecting its answer, and reads those that were accepted back in order, word for word,
 * where they were added, by the requester behind that, and at the end of the restore. */
void list_read_back(struct suite *suite, const void *row);

#endif
