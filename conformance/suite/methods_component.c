/*
 * conformance/suite/methods_component.c - IVssComponent(Ex, Ex2): every method, called well and
 * badly.
 *
 * A row is a method; the shapes are: a pointer that is NULL, the places where it is allowed and
 * where not, no memory, an index past the end.
 */
#include "component_scene.h"

#include "groups.h"
#include "layers.h"

struct component_method {
    const char *name;
    /* Calls it with arguments that are right and frees what it gets, with the null-th pointer
     * (from 1; 0: none) being NULL and, where it takes an index, entry i. */
    HRESULT (*call)(IVssComponentEx2 *component, unsigned null, UINT i);
    unsigned pointers; /* how many may not be NULL; they come first */
    unsigned in;       /* WHEN() of the places where it is allowed */
};

/* ---- calls by shape -----------------------------------------------------------------------------
 */

typedef HRESULT(STDMETHODCALLTYPE *text_getter)(IVssComponentEx2 *, BSTR *);
typedef HRESULT(STDMETHODCALLTYPE *text_setter)(IVssComponentEx2 *, LPCWSTR);
typedef HRESULT(STDMETHODCALLTYPE *count_getter)(IVssComponentEx2 *, UINT *);
typedef HRESULT(STDMETHODCALLTYPE *flag_getter)(IVssComponentEx2 *, bool *);
typedef HRESULT(STDMETHODCALLTYPE *filedesc_getter)(IVssComponentEx2 *, UINT, IVssWMFiledesc **);

static HRESULT get_text(IVssComponentEx2 *component, text_getter get, unsigned null)
{
    BSTR text = NULL;
    HRESULT hr = get(component, null == 1 ? NULL : &text);

    SysFreeString(text);
    return hr;
}

static HRESULT set_text(IVssComponentEx2 *component, text_setter set, unsigned null)
{
    return set(component, null == 1 ? NULL : L"a text");
}

static HRESULT get_count(IVssComponentEx2 *component, count_getter get, unsigned null)
{
    UINT count;

    return get(component, null == 1 ? NULL : &count);
}

static HRESULT get_flag(IVssComponentEx2 *component, flag_getter get, unsigned null)
{
    bool flag;

    return get(component, null == 1 ? NULL : &flag);
}

static HRESULT get_filedesc(IVssComponentEx2 *component, filedesc_getter get, unsigned null, UINT i)
{
    IVssWMFiledesc *filedesc = NULL;
    HRESULT hr = get(component, i, null == 1 ? NULL : &filedesc);

    RELEASE(filedesc);
    return hr;
}

#define CALLS(method, shape)                                                                       \
    static HRESULT call_##method(IVssComponentEx2 *component, unsigned null, UINT i)               \
    {                                                                                              \
        (void)i;                                                                                   \
        return shape(component, component->lpVtbl->method, null);                                  \
    }

CALLS(GetLogicalPath, get_text)
CALLS(GetComponentName, get_text)
CALLS(GetBackupMetadata, get_text)
CALLS(GetRestoreMetadata, get_text)
CALLS(GetPreRestoreFailureMsg, get_text)
CALLS(GetPostRestoreFailureMsg, get_text)
CALLS(GetBackupStamp, get_text)
CALLS(GetPreviousBackupStamp, get_text)
CALLS(GetBackupOptions, get_text)
CALLS(GetRestoreOptions, get_text)
CALLS(GetPrepareForBackupFailureMsg, get_text)
CALLS(GetPostSnapshotFailureMsg, get_text)
CALLS(GetRestoreName, get_text)
CALLS(SetBackupMetadata, set_text)
CALLS(SetRestoreMetadata, set_text)
CALLS(SetPreRestoreFailureMsg, set_text)
CALLS(SetPostRestoreFailureMsg, set_text)
CALLS(SetBackupStamp, set_text)
CALLS(SetPrepareForBackupFailureMsg, set_text)
CALLS(SetPostSnapshotFailureMsg, set_text)
CALLS(GetAlternateLocationMappingCount, get_count)
CALLS(GetPartialFileCount, get_count)
CALLS(GetNewTargetCount, get_count)
CALLS(GetDirectedTargetCount, get_count)
CALLS(GetRestoreSubcomponentCount, get_count)
CALLS(GetDifferencedFilesCount, get_count)
CALLS(GetBackupSucceeded, get_flag)
CALLS(IsSelectedForRestore, get_flag)
CALLS(GetAdditionalRestores, get_flag)
CALLS(GetAuthoritativeRestore, get_flag)

/* ---- calls of their own -------------------------------------------------------------------------
 */

static HRESULT call_GetComponentType(IVssComponentEx2 *component, unsigned null, UINT i)
{
    VSS_COMPONENT_TYPE type;

    (void)i;
    return CALL(component, GetComponentType, null ? NULL : &type);
}

static HRESULT call_GetAlternateLocationMapping(IVssComponentEx2 *component, unsigned null, UINT i)
{
    return get_filedesc(component, component->lpVtbl->GetAlternateLocationMapping, null, i);
}

static HRESULT call_GetNewTarget(IVssComponentEx2 *component, unsigned null, UINT i)
{
    return get_filedesc(component, component->lpVtbl->GetNewTarget, null, i);
}

#define PLACE(n, place) (null == (n) ? NULL : (place))

static void free_all(BSTR *texts, size_t count)
{
    for (size_t i = 0; i < count; i++)
        SysFreeString(texts[i]);
}

static HRESULT call_AddPartialFile(IVssComponentEx2 *component, unsigned null, UINT i)
{
    (void)i;
    return CALL(component, AddPartialFile, PLACE(1, L"C:\\suite\\files"), PLACE(2, L"big"),
                PLACE(3, L"0:10"), L"private");
}

static HRESULT call_GetPartialFile(IVssComponentEx2 *component, unsigned null, UINT i)
{
    BSTR texts[4] = {NULL};
    HRESULT hr = CALL(component, GetPartialFile, i, PLACE(1, &texts[0]), PLACE(2, &texts[1]),
                      PLACE(3, &texts[2]), PLACE(4, &texts[3]));

    free_all(texts, 4);
    return hr;
}

static HRESULT call_AddDirectedTarget(IVssComponentEx2 *component, unsigned null, UINT i)
{
    (void)i;
    return CALL(component, AddDirectedTarget, PLACE(1, L"C:\\suite\\files"), PLACE(2, L"big"),
                PLACE(3, L"0:10"), PLACE(4, L"D:\\new"), PLACE(5, L"small"), PLACE(6, L"20:10"));
}

static HRESULT call_GetDirectedTarget(IVssComponentEx2 *component, unsigned null, UINT i)
{
    BSTR texts[6] = {NULL};
    HRESULT hr =
        CALL(component, GetDirectedTarget, i, PLACE(1, &texts[0]), PLACE(2, &texts[1]),
             PLACE(3, &texts[2]), PLACE(4, &texts[3]), PLACE(5, &texts[4]), PLACE(6, &texts[5]));

    free_all(texts, 6);
    return hr;
}

static HRESULT call_SetRestoreTarget(IVssComponentEx2 *component, unsigned null, UINT i)
{
    (void)null, (void)i;
    return CALL(component, SetRestoreTarget, VSS_RT_ALTERNATE);
}

static HRESULT call_GetRestoreTarget(IVssComponentEx2 *component, unsigned null, UINT i)
{
    VSS_RESTORE_TARGET target;

    (void)i;
    return CALL(component, GetRestoreTarget, PLACE(1, &target));
}

static HRESULT call_GetRestoreSubcomponent(IVssComponentEx2 *component, unsigned null, UINT i)
{
    BSTR texts[2] = {NULL};
    bool repair;
    HRESULT hr = CALL(component, GetRestoreSubcomponent, i, PLACE(1, &texts[0]),
                      PLACE(2, &texts[1]), &repair);

    free_all(texts, 2);
    return hr;
}

static HRESULT call_GetFileRestoreStatus(IVssComponentEx2 *component, unsigned null, UINT i)
{
    VSS_FILE_RESTORE_STATUS status;

    (void)i;
    return CALL(component, GetFileRestoreStatus, PLACE(1, &status));
}

static HRESULT call_AddDifferencedFilesByLastModifyTime(IVssComponentEx2 *component, unsigned null,
                                                        UINT i)
{
    (void)i;
    return CALL(component, AddDifferencedFilesByLastModifyTime, PLACE(1, L"C:\\suite\\files"),
                PLACE(2, L"*"), TRUE, FILL_TIME);
}

static HRESULT call_GetDifferencedFile(IVssComponentEx2 *component, unsigned null, UINT i)
{
    BSTR texts[3] = {NULL};
    FILETIME time;
    BOOL recursive;
    HRESULT hr = CALL(component, GetDifferencedFile, i, PLACE(1, &texts[0]), PLACE(2, &texts[1]),
                      PLACE(3, &recursive), &texts[2], PLACE(4, &time));

    free_all(texts, 3);
    return hr;
}

static HRESULT call_GetRollForward(IVssComponentEx2 *component, unsigned null, UINT i)
{
    VSS_ROLLFORWARD_TYPE type;
    BSTR point = NULL;
    HRESULT hr = CALL(component, GetRollForward, PLACE(1, &type), PLACE(2, &point));

    (void)i;
    SysFreeString(point);
    return hr;
}

static HRESULT call_SetFailure(IVssComponentEx2 *component, unsigned null, UINT i)
{
    (void)null, (void)i;
    return CALL(component, SetFailure, VSS_E_WRITERERROR_RETRYABLE, E_FAIL, L"a text", 0);
}

static HRESULT call_GetFailure(IVssComponentEx2 *component, unsigned null, UINT i)
{
    HRESULT hr, application;
    BSTR message = NULL;
    DWORD reserved;
    HRESULT result = CALL(component, GetFailure, PLACE(1, &hr), PLACE(2, &application),
                          PLACE(3, &message), PLACE(4, &reserved));

    (void)i;
    SysFreeString(message);
    return result;
}

/* ---- the methods --------------------------------------------------------------------------------
 */

#define WHEN_BACKUP_EDIT (WHEN(WRITER_PREPARE) | WHEN(WRITER_POST_SNAPSHOT))

#define METHOD(method, pointers, in)                                                               \
    static const struct component_method m_##method = {#method, call_##method, (pointers), (in)}
METHOD(GetLogicalPath, 1, WHEN_ANY);
METHOD(GetComponentType, 1, WHEN_ANY);
METHOD(GetComponentName, 1, WHEN_ANY);
METHOD(GetBackupSucceeded, 1, WHEN_ANY);
METHOD(GetAlternateLocationMappingCount, 1, WHEN_ANY);
METHOD(GetAlternateLocationMapping, 1, WHEN_ANY);
METHOD(SetBackupMetadata, 1, WHEN_BACKUP_EDIT);
METHOD(GetBackupMetadata, 1, WHEN_ANY);
METHOD(AddPartialFile, 3, WHEN_BACKUP_EDIT);
METHOD(GetPartialFileCount, 1, WHEN_ANY);
METHOD(GetPartialFile, 4, WHEN_ANY);
METHOD(IsSelectedForRestore, 1, WHEN_RESTORE);
METHOD(GetAdditionalRestores, 1, WHEN_ANY);
METHOD(GetNewTargetCount, 1, WHEN_ANY);
METHOD(GetNewTarget, 1, WHEN_ANY);
METHOD(AddDirectedTarget, 6, WHEN(WRITER_PRE_RESTORE));
METHOD(GetDirectedTargetCount, 1, WHEN_ANY);
METHOD(GetDirectedTarget, 6, WHEN_ANY);
METHOD(SetRestoreMetadata, 1, WHEN(WRITER_PRE_RESTORE));
METHOD(GetRestoreMetadata, 1, WHEN_ANY);
METHOD(SetRestoreTarget, 0, WHEN(WRITER_PRE_RESTORE));
METHOD(GetRestoreTarget, 1, WHEN_RESTORE);
METHOD(SetPreRestoreFailureMsg, 1, WHEN(WRITER_PRE_RESTORE) | WHEN(WRITER_POST_RESTORE));
METHOD(GetPreRestoreFailureMsg, 1, WHEN_ANY);
METHOD(SetPostRestoreFailureMsg, 1, WHEN(WRITER_PRE_RESTORE) | WHEN(WRITER_POST_RESTORE));
METHOD(GetPostRestoreFailureMsg, 1, WHEN_ANY);
METHOD(SetBackupStamp, 1, WHEN_BACKUP_EDIT);
METHOD(GetBackupStamp, 1, WHEN_ANY);
METHOD(GetPreviousBackupStamp, 1, WHEN_ANY);
METHOD(GetBackupOptions, 1, WHEN_ANY);
METHOD(GetRestoreOptions, 1, WHEN_ANY);
METHOD(GetRestoreSubcomponentCount, 1, WHEN_ANY);
METHOD(GetRestoreSubcomponent, 2, WHEN_ANY);
METHOD(GetFileRestoreStatus, 1, WHEN_RESTORE);
METHOD(AddDifferencedFilesByLastModifyTime, 2, WHEN_BACKUP_EDIT);
METHOD(GetDifferencedFilesCount, 1, WHEN_ANY);
METHOD(GetDifferencedFile, 4, WHEN_ANY);
METHOD(SetPrepareForBackupFailureMsg, 1, WHEN(WRITER_PREPARE));
METHOD(SetPostSnapshotFailureMsg, 1, WHEN(WRITER_POST_SNAPSHOT));
METHOD(GetPrepareForBackupFailureMsg, 1, WHEN_ANY);
METHOD(GetPostSnapshotFailureMsg, 1, WHEN_ANY);
METHOD(GetAuthoritativeRestore, 1, WHEN_ANY);
METHOD(GetRollForward, 2, WHEN_RESTORE);
METHOD(GetRestoreName, 1, WHEN_RESTORE);
METHOD(SetFailure, 0, WHEN_WRITER);
METHOD(GetFailure, 4, WHEN_BACKUP &WHEN_REQUESTER);

/* ---- the shapes ---------------------------------------------------------------------------------
 */

static void play(struct suite *suite, const struct component_method *method, unsigned places,
                 void (*visit)(struct suite *suite, struct scene *scene, enum scene_place place,
                               IVssComponentEx2 *component))
{
    struct scene scene = {.visit = visit, .row = method, .places = places, .filled = true};

    scene_play(suite, &scene);
}

static void try_null(struct suite *suite, struct scene *scene, enum scene_place place,
                     IVssComponentEx2 *component)
{
    const struct component_method *method = scene->row;

    (void)place;
    for (unsigned null = 1; null <= method->pointers; null++) {
        HRESULT hr = method->call(component, null, 0);

        suite_check(suite, hr == E_INVALIDARG, __FILE__, __LINE__,
                    "%s with pointer %u NULL gives 0x%08X %s", method->name, null, (unsigned)hr,
                    scene_place_name(place));
    }
}

static void null_arguments(struct suite *suite, const void *row)
{
    const struct component_method *method = row;

    play(suite, method, method->in, try_null);
}

static void try_place(struct suite *suite, struct scene *scene, enum scene_place place,
                      IVssComponentEx2 *component)
{
    const struct component_method *method = scene->row;
    bool allowed = method->in & WHEN(place);
    HRESULT hr = method->call(component, 0, 0);
    bool answer = hr == S_OK || hr == S_FALSE || hr == VSS_E_OBJECT_NOT_FOUND ||
                  hr == VSS_E_OBJECT_ALREADY_EXISTS;

    suite_check(suite, allowed ? answer : hr == VSS_E_BAD_STATE, __FILE__, __LINE__,
                "%s %s gives 0x%08X; %.200s", method->name, scene_place_name(place), (unsigned)hr,
                layers_message());
}

static void places(struct suite *suite, const void *row)
{
    play(suite, row, WHEN_ANY, try_place);
}

/* The last place where it is allowed: by then there is something to read. */
static unsigned last_place(unsigned places)
{
    unsigned place = 1;

    while (places >>= 1)
        place <<= 1;
    return place;
}

static void fail_each_allocation(struct suite *suite, struct scene *scene, enum scene_place place,
                                 IVssComponentEx2 *component)
{
    const struct component_method *method = scene->row;
    unsigned told = 0;
    bool reached = true;

    (void)place;
    for (uint64_t nth = 1; reached; nth++) {
        HRESULT hr;

        layers_fail_allocation(nth);
        hr = method->call(component, 0, 0);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        suite_check(suite, reached && FAILED(hr) ? hr == E_OUTOFMEMORY : hr == S_OK, __FILE__,
                    __LINE__, "%s gives 0x%08X with allocation %u failing; %.200s", method->name,
                    (unsigned)hr, (unsigned)nth, layers_message());
        told += hr == E_OUTOFMEMORY;
    }
    CHECK(told > 0);
}

static void no_memory(struct suite *suite, const void *row)
{
    const struct component_method *method = row;
    struct scene scene = {.visit = fail_each_allocation,
                          .row = method,
                          .places = last_place(method->in),
                          .filled = method->name[0] == 'G'}; /* some can be set only once */

    scene_play(suite, &scene);
}

static void try_index(struct suite *suite, struct scene *scene, enum scene_place place,
                      IVssComponentEx2 *component)
{
    const struct component_method *method = scene->row;

    (void)place;
    CHECK_HR(method->call(component, 0, 0), S_OK);
    CHECK_HR(method->call(component, 0, 1), VSS_E_OBJECT_NOT_FOUND);
    CHECK_HR(method->call(component, 0, UINT32_MAX), VSS_E_OBJECT_NOT_FOUND);
}

/* A filled scene has one entry in each list. */
static void no_entry(struct suite *suite, const void *row)
{
    const struct component_method *method = row;

    play(suite, method, last_place(method->in), try_index);
}

/* ---- the cases ----------------------------------------------------------------------------------
 */

#define CASE(name, method, end, run, needs)                                                        \
    {                                                                                              \
#name "." #method end, run, &m_##method, needs                                             \
    }
#define NULLS(name, method) CASE(name, method, "/E_INVALIDARG", null_arguments, 0)
#define BAD_STATE(name, method) CASE(name, method, "/VSS_E_BAD_STATE", places, 0)
#define RULE(name, method, rule) CASE(name, method, "-" #rule, places, 0)
#define MEMORY(name, method) CASE(name, method, "/E_OUTOFMEMORY", no_memory, SUITE_NEEDS_MOCK)
#define NO_ENTRY(name, method) CASE(name, method, "/VSS_E_OBJECT_NOT_FOUND", no_entry, 0)

static const struct suite_case cases[] = {
    {"IVssComponent-8", places, &m_SetFailure, 0},
    NULLS(IVssComponent, GetLogicalPath),
    NULLS(IVssComponent, GetComponentType),
    NULLS(IVssComponent, GetComponentName),
    NULLS(IVssComponent, GetBackupSucceeded),
    NULLS(IVssComponent, GetAlternateLocationMappingCount),
    NULLS(IVssComponent, GetAlternateLocationMapping),
    NULLS(IVssComponent, SetBackupMetadata),
    NULLS(IVssComponent, GetBackupMetadata),
    NULLS(IVssComponent, AddPartialFile),
    NULLS(IVssComponent, GetPartialFileCount),
    NULLS(IVssComponent, GetPartialFile),
    NULLS(IVssComponent, IsSelectedForRestore),
    NULLS(IVssComponent, GetAdditionalRestores),
    NULLS(IVssComponent, GetNewTargetCount),
    NULLS(IVssComponent, GetNewTarget),
    NULLS(IVssComponent, AddDirectedTarget),
    NULLS(IVssComponent, GetDirectedTargetCount),
    NULLS(IVssComponent, GetDirectedTarget),
    NULLS(IVssComponent, SetRestoreMetadata),
    NULLS(IVssComponent, GetRestoreMetadata),
    NULLS(IVssComponent, GetRestoreTarget),
    NULLS(IVssComponent, SetPreRestoreFailureMsg),
    NULLS(IVssComponent, GetPreRestoreFailureMsg),
    NULLS(IVssComponent, SetPostRestoreFailureMsg),
    NULLS(IVssComponent, GetPostRestoreFailureMsg),
    NULLS(IVssComponent, SetBackupStamp),
    NULLS(IVssComponent, GetBackupStamp),
    NULLS(IVssComponent, GetPreviousBackupStamp),
    NULLS(IVssComponent, GetBackupOptions),
    NULLS(IVssComponent, GetRestoreOptions),
    NULLS(IVssComponent, GetRestoreSubcomponentCount),
    NULLS(IVssComponent, GetRestoreSubcomponent),
    NULLS(IVssComponent, GetFileRestoreStatus),
    NULLS(IVssComponent, AddDifferencedFilesByLastModifyTime),
    NULLS(IVssComponent, GetDifferencedFilesCount),
    NULLS(IVssComponent, GetDifferencedFile),
    NULLS(IVssComponentEx, SetPrepareForBackupFailureMsg),
    NULLS(IVssComponentEx, SetPostSnapshotFailureMsg),
    NULLS(IVssComponentEx, GetPrepareForBackupFailureMsg),
    NULLS(IVssComponentEx, GetPostSnapshotFailureMsg),
    NULLS(IVssComponentEx, GetAuthoritativeRestore),
    NULLS(IVssComponentEx, GetRollForward),
    NULLS(IVssComponentEx, GetRestoreName),
    NULLS(IVssComponentEx2, GetFailure),
    RULE(IVssComponent, GetLogicalPath, 1),
    RULE(IVssComponent, GetComponentType, 1),
    RULE(IVssComponent, GetComponentName, 1),
    RULE(IVssComponent, GetBackupSucceeded, 1),
    RULE(IVssComponent, GetAlternateLocationMappingCount, 1),
    RULE(IVssComponent, GetAlternateLocationMapping, 1),
    BAD_STATE(IVssComponent, SetBackupMetadata),
    RULE(IVssComponent, SetBackupMetadata, 1),
    RULE(IVssComponent, SetBackupMetadata, 2),
    BAD_STATE(IVssComponent, AddPartialFile),
    RULE(IVssComponent, AddPartialFile, 1),
    RULE(IVssComponent, AddPartialFile, 2),
    BAD_STATE(IVssComponent, IsSelectedForRestore),
    RULE(IVssComponent, IsSelectedForRestore, 1),
    RULE(IVssComponent, GetAdditionalRestores, 1),
    RULE(IVssComponent, GetNewTargetCount, 1),
    RULE(IVssComponent, GetNewTarget, 1),
    BAD_STATE(IVssComponent, AddDirectedTarget),
    RULE(IVssComponent, AddDirectedTarget, 1),
    RULE(IVssComponent, AddDirectedTarget, 2),
    RULE(IVssComponent, GetDirectedTargetCount, 1),
    RULE(IVssComponent, GetDirectedTarget, 1),
    BAD_STATE(IVssComponent, SetRestoreMetadata),
    RULE(IVssComponent, SetRestoreMetadata, 1),
    BAD_STATE(IVssComponent, SetRestoreTarget),
    RULE(IVssComponent, SetRestoreTarget, 1),
    RULE(IVssComponent, GetRestoreTarget, 1),
    BAD_STATE(IVssComponent, SetPreRestoreFailureMsg),
    RULE(IVssComponent, SetPreRestoreFailureMsg, 1),
    RULE(IVssComponent, GetPreRestoreFailureMsg, 1),
    BAD_STATE(IVssComponent, SetPostRestoreFailureMsg),
    RULE(IVssComponent, SetPostRestoreFailureMsg, 1),
    RULE(IVssComponent, GetPostRestoreFailureMsg, 1),
    BAD_STATE(IVssComponent, SetBackupStamp),
    RULE(IVssComponent, SetBackupStamp, 1),
    RULE(IVssComponent, SetBackupStamp, 2),
    RULE(IVssComponent, GetBackupStamp, 1),
    RULE(IVssComponent, GetPreviousBackupStamp, 1),
    RULE(IVssComponent, GetBackupOptions, 1),
    RULE(IVssComponent, GetRestoreOptions, 1),
    RULE(IVssComponent, GetRestoreSubcomponentCount, 1),
    RULE(IVssComponent, GetRestoreSubcomponent, 1),
    BAD_STATE(IVssComponent, GetFileRestoreStatus),
    RULE(IVssComponent, GetFileRestoreStatus, 1),
    BAD_STATE(IVssComponent, AddDifferencedFilesByLastModifyTime),
    RULE(IVssComponent, AddDifferencedFilesByLastModifyTime, 1),
    RULE(IVssComponent, AddDifferencedFilesByLastModifyTime, 2),
    RULE(IVssComponent, GetDifferencedFile, 1),
    BAD_STATE(IVssComponentEx, SetPrepareForBackupFailureMsg),
    RULE(IVssComponentEx, SetPrepareForBackupFailureMsg, 1),
    BAD_STATE(IVssComponentEx, SetPostSnapshotFailureMsg),
    RULE(IVssComponentEx, SetPostSnapshotFailureMsg, 1),
    RULE(IVssComponentEx, GetPrepareForBackupFailureMsg, 1),
    RULE(IVssComponentEx, GetPostSnapshotFailureMsg, 1),
    RULE(IVssComponentEx, GetRollForward, 1),
    RULE(IVssComponentEx, GetRestoreName, 1),
    CASE(IVssComponentEx2, GetFailure, "-4", null_arguments, 0),
    BAD_STATE(IVssComponentEx2, GetFailure),
    RULE(IVssComponentEx2, GetFailure, 1),
    MEMORY(IVssComponent, GetLogicalPath),
    MEMORY(IVssComponent, GetComponentName),
    MEMORY(IVssComponent, GetAlternateLocationMapping),
    MEMORY(IVssComponent, SetBackupMetadata),
    MEMORY(IVssComponent, GetBackupMetadata),
    MEMORY(IVssComponent, AddPartialFile),
    MEMORY(IVssComponent, GetPartialFile),
    MEMORY(IVssComponent, GetNewTarget),
    MEMORY(IVssComponent, AddDirectedTarget),
    MEMORY(IVssComponent, GetDirectedTarget),
    MEMORY(IVssComponent, SetRestoreMetadata),
    MEMORY(IVssComponent, GetRestoreMetadata),
    MEMORY(IVssComponent, SetPreRestoreFailureMsg),
    MEMORY(IVssComponent, GetPreRestoreFailureMsg),
    MEMORY(IVssComponent, SetPostRestoreFailureMsg),
    MEMORY(IVssComponent, GetPostRestoreFailureMsg),
    MEMORY(IVssComponent, SetBackupStamp),
    MEMORY(IVssComponent, GetBackupStamp),
    MEMORY(IVssComponent, GetPreviousBackupStamp),
    MEMORY(IVssComponent, GetBackupOptions),
    MEMORY(IVssComponent, GetRestoreOptions),
    MEMORY(IVssComponent, GetRestoreSubcomponent),
    MEMORY(IVssComponent, AddDifferencedFilesByLastModifyTime),
    MEMORY(IVssComponent, GetDifferencedFile),
    MEMORY(IVssComponentEx, SetPrepareForBackupFailureMsg),
    MEMORY(IVssComponentEx, SetPostSnapshotFailureMsg),
    MEMORY(IVssComponentEx, GetPrepareForBackupFailureMsg),
    MEMORY(IVssComponentEx, GetPostSnapshotFailureMsg),
    MEMORY(IVssComponentEx, GetRollForward),
    MEMORY(IVssComponentEx, GetRestoreName),
    MEMORY(IVssComponentEx2, GetFailure),
    NO_ENTRY(IVssComponent, GetAlternateLocationMapping),
    NO_ENTRY(IVssComponent, GetPartialFile),
    NO_ENTRY(IVssComponent, GetNewTarget),
    NO_ENTRY(IVssComponent, GetDirectedTarget),
    NO_ENTRY(IVssComponent, GetRestoreSubcomponent),
    NO_ENTRY(IVssComponent, GetDifferencedFile),
};
const struct suite_group suite_component_methods = SUITE_GROUP("IVssComponent: calls", cases);
