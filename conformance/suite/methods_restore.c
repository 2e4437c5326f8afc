/*
 * conformance/suite/methods_restore.c - calls of the methods of a restore with right arguments, and
 * a restore to call them in.
 */
#include "groups.h"
#include "methods.h"
#include "methods_tables.h"
#include "restore_methods.h"

#define ODD_PATH L"odd \u00e4 <&>"
#define ODD_NAME L"na \"me\" \u20ac *?"

const struct component_id component_ids[ID_COUNT] = {
    [ID_FILES] = {&SUITE_WRITER_ID, VSS_CT_FILEGROUP, L"group", L"files", L"C:\\suite\\files", L"*",
                  true},
    [ID_BASE] = {&SUITE_WRITER_ID, VSS_CT_DATABASE, NULL, L"base", L"C:\\suite\\base", L"data",
                 false},
    [ID_ODD] = {&SUITE_WRITER_ID, VSS_CT_FILEGROUP, ODD_PATH, ODD_NAME, L"C:\\odd", L"*.o", false},
};

/* ---- the restore --------------------------------------------------------------------------------
 */

static bool identify(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssCreateWriterMetadata *metadata = args->metadata;

    return scene_identify(writer, args) &&
           CALL(metadata, AddComponent, VSS_CT_FILEGROUP, L"group\\files", L"fixed", NULL, NULL, 0,
                false, false, false, false, 0) == S_OK &&
           CALL(metadata, AddComponent, VSS_CT_FILEGROUP, ODD_PATH, ODD_NAME, NULL, NULL, 0, false,
                false, true, true, 0) == S_OK &&
           CALL(metadata, AddFilesToFileGroup, ODD_PATH, ODD_NAME, L"C:\\odd", L"*.o", false, NULL,
                0x0F0F) == S_OK;
}

static bool add_partial_files(struct suite_writer *writer, const struct suite_event_args *args)
{
    IVssComponent *component;
    HRESULT hr = S_OK;

    (void)writer;
    for (UINT i = 0; i < ID_COUNT && hr == S_OK; i++) {
        hr = CALL(args->components, GetComponent, i, &component);
        if (hr == S_OK) {
            hr = CALL(component, AddPartialFile, L"C:\\suite\\files", L"big", L"C:\\ranges.bin",
                      NULL);
            CALL(component, Release);
        }
    }
    return hr == S_OK;
}

static void free_document(void *document)
{
    SysFreeString(document);
}

LPCWSTR restore_document(struct suite *suite)
{
    const struct component_id *odd = &component_ids[ID_ODD];
    const struct suite_writer_options options = {
        .on = {[SUITE_IDENTIFY] = identify, [SUITE_PREPARE_BACKUP] = add_partial_files}};
    struct suite_writer *writer;
    struct requester *requester;
    BSTR document = NULL;

    if (!CHECK_HR(suite_writer_begin(suite, &options, &writer), S_OK))
        return NULL;
    requester = requester_at(suite, AT_ADDED);
    if (!requester)
        return NULL;
    CHECK_HR(CALL(requester->backup, AddComponent, requester->instance_id, requester->writer_id,
                  odd->type, odd->path, odd->name),
             S_OK);
    if (requester_go(suite, requester, AT_COMPLETE))
        CHECK_HR(CALL(requester->backup, SaveAsXML, &document), S_OK);
    requester_end(requester);
    if (document)
        suite_at_end(suite, free_document, document);
    return document;
}

struct requester *restore_at(struct suite *suite, enum requester_point point)
{
    LPCWSTR document = restore_document(suite);

    return document ? requester_at_document(suite, point, document) : NULL;
}

IVssBackupComponentsEx4 *restore_face(struct suite *suite, struct requester *requester)
{
    return requester_face(suite, requester, &IID_IVssBackupComponentsEx4);
}

/* ---- calls --------------------------------------------------------------------------------------
 */

#define ID(id) *(id)->writer, (id)->type, (id)->path, (id)->name
#define SAYS(method, at, ...)                                                                      \
    static HRESULT say_##method(IVssBackupComponentsEx4 *backup, const struct component_id *id)    \
    {                                                                                              \
        return CALL(backup, method, ID(id), __VA_ARGS__);                                          \
    }                                                                                              \
    const struct restore_method restore_##method = {say_##method, (at)};

SAYS(SetSelectedForRestore, AT_RESTORE_GATHERED, true)
SAYS(SetSelectedForRestoreEx, AT_RESTORE_GATHERED, true, GUID_NULL)
SAYS(SetRestoreOptions, AT_SELECTED, L"options")
SAYS(SetAdditionalRestores, AT_SELECTED, true)
SAYS(SetFileRestoreStatus, AT_PRE_RESTORE, VSS_RS_ALL)
SAYS(AddAlternativeLocationMapping, AT_SELECTED, id->set_path, id->set_spec, id->set_recursive,
     L"D:\\moved")
SAYS(AddNewTarget, AT_SELECTED, id->set_path, id->set_spec, id->set_recursive, L"D:\\new")
SAYS(SetRangesFilePath, AT_SELECTED, 0, L"D:\\ranges.bin")
SAYS(SetAuthoritativeRestore, AT_SELECTED, true)
SAYS(SetRollForward, AT_SELECTED, VSS_RF_PARTIAL, L"noon")
SAYS(SetRestoreName, AT_SELECTED, L"new name")

/* A member of the component's set: its logical path is the component's, and its name. Selects the
 * component before, which has to be. */
static HRESULT say_AddRestoreSubcomponent(IVssBackupComponentsEx4 *backup,
                                          const struct component_id *id)
{
    const WCHAR *paths[] = {L"group\\files", L"base", ODD_PATH L"\\" ODD_NAME};
    HRESULT hr = CALL(backup, SetSelectedForRestore, ID(id), true);

    for (size_t i = 0; hr == S_OK && i < ID_COUNT; i++)
        if (id->name == component_ids[i].name)
            return CALL(backup, AddRestoreSubcomponent, ID(id), paths[i], L"part", false);
    return hr == S_OK ? CALL(backup, AddRestoreSubcomponent, ID(id), L"x", L"part", false) : hr;
}
const struct restore_method restore_AddRestoreSubcomponent = {say_AddRestoreSubcomponent,
                                                              AT_SELECTED};

/* ---- order and memory ---------------------------------------------------------------------------
 */

static HRESULT call(struct requester *requester, const struct restore_method *method)
{
    IVssBackupComponentsEx4 *backup = NULL;
    HRESULT hr =
        CALL(requester->backup, QueryInterface, &IID_IVssBackupComponentsEx4, (void **)&backup);

    if (SUCCEEDED(hr)) {
        hr = method->call(backup, &component_ids[ID_FILES]);
        CALL(backup, Release);
    }
    return hr;
}

#define CALLS(method)                                                                              \
    static HRESULT call_##method(struct suite *suite, struct requester *requester)                 \
    {                                                                                              \
        (void)suite;                                                                               \
        return call(requester, &restore_##method);                                                 \
    }

CALLS(SetSelectedForRestore)
CALLS(SetSelectedForRestoreEx)
CALLS(SetRestoreOptions)
CALLS(SetAdditionalRestores)
CALLS(SetFileRestoreStatus)
CALLS(AddAlternativeLocationMapping)
CALLS(AddRestoreSubcomponent)
CALLS(AddNewTarget)
CALLS(SetRangesFilePath)
CALLS(SetAuthoritativeRestore)
CALLS(SetRollForward)
CALLS(SetRestoreName)

static HRESULT call_PreRestore(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return requester_finish(requester->backup, PreRestore);
}

static HRESULT call_PostRestore(struct suite *suite, struct requester *requester)
{
    (void)suite;
    return requester_finish(requester->backup, PostRestore);
}

static HRESULT call_GetWriterMetadataEx(struct suite *suite, struct requester *requester)
{
    IVssBackupComponentsEx *backup = NULL;
    IVssExamineWriterMetadataEx *metadata = NULL;
    VSS_ID instance;
    HRESULT hr =
        CALL(requester->backup, QueryInterface, &IID_IVssBackupComponentsEx, (void **)&backup);

    (void)suite;
    if (SUCCEEDED(hr)) {
        hr = CALL(backup, GetWriterMetadataEx, 0, &instance, &metadata);
        CALL(backup, Release);
    }
    RELEASE(metadata);
    return hr;
}

#define BOTH (METHOD_ORDER | METHOD_MEMORY)
#define WISHES (AT(AT_RESTORE) | AT(AT_RESTORE_GATHERED) | AT(AT_SELECTED))
#define METHOD(interface, method, point, allowed, proves)                                          \
    {                                                                                              \
#interface "." #method, call_##method, (point), (allowed), (proves)                        \
    }

static const struct suite_method methods[] = {
    METHOD(IVssBackupComponents, SetSelectedForRestore, AT_RESTORE_GATHERED, WISHES, BOTH),
    METHOD(IVssBackupComponents, SetRestoreOptions, AT_SELECTED, WISHES, BOTH),
    METHOD(IVssBackupComponents, SetAdditionalRestores, AT_SELECTED, WISHES | AT(AT_PRE_RESTORE),
           BOTH),
    METHOD(IVssBackupComponents, SetFileRestoreStatus, AT_PRE_RESTORE, AT(AT_PRE_RESTORE), BOTH),
    METHOD(IVssBackupComponents, AddAlternativeLocationMapping, AT_SELECTED,
           WISHES | AT(AT_PRE_RESTORE), BOTH),
    METHOD(IVssBackupComponents, AddRestoreSubcomponent, AT_SELECTED, WISHES, BOTH),
    METHOD(IVssBackupComponents, AddNewTarget, AT_SELECTED, WISHES | AT(AT_PRE_RESTORE), BOTH),
    METHOD(IVssBackupComponents, SetRangesFilePath, AT_SELECTED, WISHES | AT(AT_PRE_RESTORE),
           METHOD_ORDER),
    METHOD(IVssBackupComponents, PreRestore, AT_SELECTED, AT(AT_RESTORE_GATHERED) | AT(AT_SELECTED),
           BOTH),
    METHOD(IVssBackupComponents, PostRestore, AT_PRE_RESTORE, AT(AT_PRE_RESTORE),
           BOTH | METHOD_ACCESS),
    METHOD(IVssBackupComponentsEx, GetWriterMetadataEx, AT_GATHERED,
           AT_FROM(AT_GATHERED) & ~AT(AT_RESTORE), BOTH),
    METHOD(IVssBackupComponentsEx, SetSelectedForRestoreEx, AT_RESTORE_GATHERED, WISHES, BOTH),
    METHOD(IVssBackupComponentsEx2, SetAuthoritativeRestore, AT_SELECTED, WISHES, BOTH),
    METHOD(IVssBackupComponentsEx2, SetRollForward, AT_SELECTED, WISHES, BOTH),
    METHOD(IVssBackupComponentsEx2, SetRestoreName, AT_SELECTED, WISHES, BOTH),
};
const struct suite_method_table suite_methods_restore = SUITE_METHOD_TABLE(methods);
