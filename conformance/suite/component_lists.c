/*
 * conformance/suite/component_lists.c - IVssComponent: what holds for each of the six lists of a
 * component alike. What their entries may look like: component_entries.c.
 */
#include "component_lists.h"

#include "groups.h"

#include <string.h>

void entry_read_free(struct entry_read *entry)
{
    for (size_t i = 0; i < ENTRY_TEXTS; i++)
        SysFreeString(entry->texts[i]);
    memset(entry, 0, sizeof *entry);
}

/* ---- the lists ----------------------------------------------------------------------------------
 */

static HRESULT add_partial(const struct scene *scene, IVssComponentEx2 *component,
                           const struct entry *entry)
{
    (void)scene;
    return CALL(component, AddPartialFile, entry->texts[0], entry->texts[1], entry->texts[2],
                entry->texts[3]);
}

static HRESULT count_partial(IVssComponentEx2 *component, UINT *count)
{
    return CALL(component, GetPartialFileCount, count);
}

static HRESULT get_partial(IVssComponentEx2 *component, UINT i, struct entry_read *out)
{
    return CALL(component, GetPartialFile, i, &out->texts[0], &out->texts[1], &out->texts[2],
                &out->texts[3]);
}

static HRESULT add_differenced(const struct scene *scene, IVssComponentEx2 *component,
                               const struct entry *entry)
{
    (void)scene;
    return CALL(component, AddDifferencedFilesByLastModifyTime, entry->texts[0], entry->texts[1],
                entry->recursive, entry->time);
}

static HRESULT count_differenced(IVssComponentEx2 *component, UINT *count)
{
    return CALL(component, GetDifferencedFilesCount, count);
}

static HRESULT get_differenced(IVssComponentEx2 *component, UINT i, struct entry_read *out)
{
    return CALL(component, GetDifferencedFile, i, &out->texts[0], &out->texts[1], &out->recursive,
                NULL, &out->time);
}

/* Takes what it says and releases it, which ends it. */
static HRESULT take_filedesc(IVssWMFiledesc *filedesc, struct entry_read *out)
{
    bool recursive = false;
    HRESULT hr = CALL(filedesc, GetPath, &out->texts[0]);

    if (hr == S_OK)
        hr = CALL(filedesc, GetFilespec, &out->texts[1]);
    if (hr == S_OK)
        hr = CALL(filedesc, GetAlternateLocation, &out->texts[2]);
    if (hr == S_OK)
        hr = CALL(filedesc, GetRecursive, &recursive);
    out->recursive = recursive;
    return CALL(filedesc, Release) == 0 ? hr : E_UNEXPECTED;
}

static HRESULT add_mapping(const struct scene *scene, IVssComponentEx2 *component,
                           const struct entry *entry)
{
    (void)component;
    return CALL(scene->requester->backup, AddAlternativeLocationMapping, FILES_OF(scene->requester),
                entry->texts[0], entry->texts[1], entry->recursive, entry->texts[2]);
}

static HRESULT count_mappings(IVssComponentEx2 *component, UINT *count)
{
    return CALL(component, GetAlternateLocationMappingCount, count);
}

static HRESULT get_mapping(IVssComponentEx2 *component, UINT i, struct entry_read *out)
{
    IVssWMFiledesc *filedesc = NULL;
    HRESULT hr = CALL(component, GetAlternateLocationMapping, i, &filedesc);

    return hr == S_OK ? take_filedesc(filedesc, out) : hr;
}

static HRESULT add_target(const struct scene *scene, IVssComponentEx2 *component,
                          const struct entry *entry)
{
    (void)component;
    return CALL(scene->requester->backup, AddNewTarget, FILES_OF(scene->requester), entry->texts[0],
                entry->texts[1], entry->recursive, entry->texts[2]);
}

static HRESULT count_targets(IVssComponentEx2 *component, UINT *count)
{
    return CALL(component, GetNewTargetCount, count);
}

static HRESULT get_target(IVssComponentEx2 *component, UINT i, struct entry_read *out)
{
    IVssWMFiledesc *filedesc = NULL;
    HRESULT hr = CALL(component, GetNewTarget, i, &filedesc);

    return hr == S_OK ? take_filedesc(filedesc, out) : hr;
}

static HRESULT add_directed(const struct scene *scene, IVssComponentEx2 *component,
                            const struct entry *entry)
{
    (void)scene;
    return CALL(component, AddDirectedTarget, entry->texts[0], entry->texts[1], entry->texts[2],
                entry->texts[3], entry->texts[4], entry->texts[5]);
}

static HRESULT count_directed(IVssComponentEx2 *component, UINT *count)
{
    return CALL(component, GetDirectedTargetCount, count);
}

static HRESULT get_directed(IVssComponentEx2 *component, UINT i, struct entry_read *out)
{
    return CALL(component, GetDirectedTarget, i, &out->texts[0], &out->texts[1], &out->texts[2],
                &out->texts[3], &out->texts[4], &out->texts[5]);
}

static HRESULT add_subcomponent(const struct scene *scene, IVssComponentEx2 *component,
                                const struct entry *entry)
{
    (void)component;
    return CALL(scene->requester->backup, AddRestoreSubcomponent, FILES_OF(scene->requester),
                entry->texts[0], entry->texts[1], false);
}

static HRESULT count_subcomponents(IVssComponentEx2 *component, UINT *count)
{
    return CALL(component, GetRestoreSubcomponentCount, count);
}

static HRESULT get_subcomponent(IVssComponentEx2 *component, UINT i, struct entry_read *out)
{
    bool repair = true;
    HRESULT hr =
        CALL(component, GetRestoreSubcomponent, i, &out->texts[0], &out->texts[1], &repair);

    out->recursive = repair; /* reserved; never set */
    return hr;
}

const struct component_list list_partial = {"partial files",
                                            WRITER_PREPARE,
                                            4,
                                            add_partial,
                                            count_partial,
                                            get_partial,
                                            {S_OK, {FILL_PARTIAL}, FALSE, {0, 0}}};
const struct component_list list_differenced = {
    "differenced files",
    WRITER_PREPARE,
    2,
    add_differenced,
    count_differenced,
    get_differenced,
    {S_OK, {FILL_DIFFERENCED_PATH, FILL_DIFFERENCED_SPEC}, TRUE, FILL_TIME_PARTS}};
const struct component_list list_mappings = {"alternate location mappings",
                                             REQUESTER_SELECTED,
                                             3,
                                             add_mapping,
                                             count_mappings,
                                             get_mapping,
                                             {S_OK, {FILL_SET, L"D:\\moved"}, TRUE, {0, 0}}};
const struct component_list list_targets = {"new targets",
                                            REQUESTER_SELECTED,
                                            3,
                                            add_target,
                                            count_targets,
                                            get_target,
                                            {S_OK, {FILL_SET, L"D:\\new"}, TRUE, {0, 0}}};
const struct component_list list_directed = {"directed targets",
                                             WRITER_PRE_RESTORE,
                                             6,
                                             add_directed,
                                             count_directed,
                                             get_directed,
                                             {S_OK, {FILL_DIRECTED}, FALSE, {0, 0}}};
const struct component_list list_subcomponents = {"subcomponents to restore",
                                                  REQUESTER_SELECTED,
                                                  2,
                                                  add_subcomponent,
                                                  count_subcomponents,
                                                  get_subcomponent,
                                                  {S_OK, {FILL_SUBCOMPONENT}, FALSE, {0, 0}}};

/* ---- reading back -------------------------------------------------------------------------------
 */

static void check_entry(struct suite *suite, const struct component_list *list,
                        IVssComponentEx2 *component, UINT i, const struct entry *wanted)
{
    struct entry_read got = {.recursive = !wanted->recursive};

    if (CHECK_HR(list->get(component, i, &got), S_OK)) {
        for (size_t n = 0; n < list->texts; n++)
            CHECK_TEXT(got.texts[n], wanted->texts[n] ? wanted->texts[n] : L"");
        if (list->texts < 4) { /* the others have no flag */
            CHECK(!got.recursive == !wanted->recursive);
            CHECK(memcmp(&got.time, &wanted->time, sizeof got.time) == 0);
        }
    }
    entry_read_free(&got);
}

static void see_read_back(struct suite *suite, struct scene *scene, enum scene_place place,
                          IVssComponentEx2 *component)
{
    const struct list_row *row = scene->row;
    enum scene_place add_at = row->at ? row->at : row->list->add_at;
    UINT count = 0, n = 0;

    for (size_t i = 0; place == add_at && i < row->count; i++) {
        HRESULT hr = row->list->add(scene, component, &row->entries[i]);

        suite_check(suite, hr == row->entries[i].hr, __FILE__, __LINE__,
                    "entry %u of the %s gives 0x%08X, not 0x%08X", (unsigned)i, row->list->name,
                    (unsigned)hr, (unsigned)row->entries[i].hr);
    }
    for (size_t i = 0; i < row->count; i++)
        if (row->entries[i].hr == S_OK)
            check_entry(suite, row->list, component, n++, &row->entries[i]);
    CHECK_HR(row->list->count(component, &count), S_OK);
    CHECK(count == n);
}

static enum scene_place next_requester(enum scene_place place)
{
    while (!(WHEN(++place) & WHEN_REQUESTER))
        ;
    return place;
}

void list_read_back(struct suite *suite, const void *row)
{
    const struct list_row *list_row = row;
    enum scene_place add_at = list_row->at ? list_row->at : list_row->list->add_at;

    scene_visit(suite, WHEN(add_at) | WHEN(next_requester(add_at)) | WHEN(REQUESTER_POST_RESTORE),
                see_read_back, row);
}

/* ---- a filled scene -----------------------------------------------------------------------------
 */

static void play_filled(struct suite *suite, unsigned places, const void *row,
                        void (*visit)(struct suite *suite, struct scene *scene,
                                      enum scene_place place, IVssComponentEx2 *component))
{
    struct scene scene = {.visit = visit, .row = row, .places = places, .filled = true};

    scene_play(suite, &scene);
}

static void see_count(struct suite *suite, struct scene *scene, enum scene_place place,
                      IVssComponentEx2 *component)
{
    const struct component_list *list = scene->row;
    UINT count = 99;

    CHECK_HR(list->count(component, &count), S_OK);
    CHECK(count == (place < list->add_at ? 0u : 1u));
}

/* None before it is added, one from then on, for both sides. */
static void counts(struct suite *suite, const void *row)
{
    play_filled(suite, WHEN_ANY, row, see_count);
}

static void see_entry(struct suite *suite, struct scene *scene, enum scene_place place,
                      IVssComponentEx2 *component)
{
    const struct component_list *list = scene->row;
    struct entry_read none = {0};

    if (place >= list->add_at)
        check_entry(suite, list, component, 0, &list->filled);
    else
        CHECK_HR(list->get(component, 0, &none), VSS_E_OBJECT_NOT_FOUND);
}

static void entries(struct suite *suite, const void *row)
{
    play_filled(suite, WHEN_ANY, row, see_entry);
}

static void see_entry_owned(struct suite *suite, struct scene *scene, enum scene_place place,
                            IVssComponentEx2 *component)
{
    const struct component_list *list = scene->row;
    struct entry_read first = {0}, second = {0};

    (void)place;
    CHECK_HR(list->get(component, 0, &first), S_OK);
    CHECK_HR(list->get(component, 0, &second), S_OK);
    for (size_t i = 0; i < list->texts; i++)
        CHECK(first.texts[i] && first.texts[i] != second.texts[i]);
    entry_read_free(&first);
    for (size_t i = 0; i < list->texts; i++)
        CHECK_TEXT(second.texts[i], list->filled.texts[i]);
    entry_read_free(&second);
    check_entry(suite, list, component, 0, &list->filled);
}

/* What is handed out is the caller's: freeing it touches nothing else. A file description ends with
 * its release (take_filedesc). */
static void entry_owned(struct suite *suite, const void *row)
{
    const struct component_list *list = row;

    play_filled(suite, WHEN(list->add_at), row, see_entry_owned);
}

static const struct suite_case cases[] = {
    {"IVssComponent.GetPartialFileCount/S_OK", counts, &list_partial, 0},
    {"IVssComponent.GetPartialFileCount-1", counts, &list_partial, 0},
    {"IVssComponent.AddPartialFile/S_OK", entries, &list_partial, 0},
    {"IVssComponent.AddPartialFile-29", entries, &list_partial, 0},
    {"IVssComponent.AddPartialFile-31", entries, &list_partial, 0},
    {"IVssComponent.GetPartialFile/S_OK", entries, &list_partial, 0},
    {"IVssComponent.GetPartialFile-1", entry_owned, &list_partial, 0},

    {"IVssComponent.GetDifferencedFilesCount/S_OK", counts, &list_differenced, 0},
    {"IVssComponent.GetDifferencedFilesCount-1", counts, &list_differenced, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime/S_OK", entries, &list_differenced, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-22", entries, &list_differenced, 0},
    {"IVssComponent.AddDifferencedFilesByLastModifyTime-23", entries, &list_differenced, 0},
    {"IVssComponent.GetDifferencedFile/S_OK", entries, &list_differenced, 0},
    {"IVssComponent.GetDifferencedFile-3", entry_owned, &list_differenced, 0},

    {"IVssComponent.GetAlternateLocationMappingCount/S_OK", counts, &list_mappings, 0},
    {"IVssComponent.GetAlternateLocationMapping/S_OK", entries, &list_mappings, 0},
    {"IVssComponent.GetAlternateLocationMapping-2", entry_owned, &list_mappings, 0},
    {"IVssComponent.GetAlternateLocationMapping-5", entries, &list_mappings, 0},

    {"IVssComponent.GetNewTargetCount/S_OK", counts, &list_targets, 0},
    {"IVssComponent.GetNewTargetCount-2", counts, &list_targets, 0},
    {"IVssComponent.GetNewTargetCount-3", counts, &list_targets, 0},
    {"IVssComponent.GetNewTarget/S_OK", entries, &list_targets, 0},
    {"IVssComponent.GetNewTarget-2", entry_owned, &list_targets, 0},

    {"IVssBackupComponents.AddAlternativeLocationMapping-1", entries, &list_mappings, 0},
    {"IVssBackupComponents.AddNewTarget-1", entries, &list_targets, 0},
    {"IVssBackupComponents.AddNewTarget-12", entries, &list_targets, 0},
    {"IVssBackupComponents.AddRestoreSubcomponent-1", entries, &list_subcomponents, 0},

    {"IVssComponent.GetDirectedTargetCount/S_OK", counts, &list_directed, 0},
    {"IVssComponent.GetDirectedTargetCount-2", counts, &list_directed, 0},
    {"IVssComponent.AddDirectedTarget/S_OK", entries, &list_directed, 0},
    {"IVssComponent.AddDirectedTarget-12", entries, &list_directed, 0},
    {"IVssComponent.GetDirectedTarget/S_OK", entries, &list_directed, 0},
    {"IVssComponent.GetDirectedTarget-2", entry_owned, &list_directed, 0},
    {"IVssComponent.GetDirectedTarget-7", entries, &list_directed, 0},

    {"IVssComponent.GetRestoreSubcomponentCount/S_OK", counts, &list_subcomponents, 0},
    {"IVssComponent.GetRestoreSubcomponentCount-2", counts, &list_subcomponents, 0},
    {"IVssComponent.GetRestoreSubcomponent/S_OK", entries, &list_subcomponents, 0},
    {"IVssComponent.GetRestoreSubcomponent-2", entry_owned, &list_subcomponents, 0},
    {"IVssComponent.GetRestoreSubcomponent-3", entries, &list_subcomponents, 0},
};
const struct suite_group suite_component_lists = SUITE_GROUP("IVssComponent: lists", cases);
