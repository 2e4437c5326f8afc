/*
 * tests/vsbackup/test_documents.c - the Backup Components Document through the API: what comes out
 * of SaveAsXML goes into InitializeForRestore, and what is no document is refused.
 */
#include <scene.h>
#include <vstest.h>

#define BCD_HEAD                                                                                   \
    L"<BACKUP_COMPONENTS xmlns=\"x-schema:#VssComponentMetadata\" version=\"1.2\" "                \
    L"bootableSystemStateBackup=\"no\" selectComponents=\"yes\" backupType=\"full\" "              \
    L"partialFileSupport=\"no\""

static const struct text_row {
    const char *name;
    const WCHAR *xml;
    HRESULT hr;
} text_rows[] = {
    {"a document", BCD_HEAD L"/>", S_OK},
    {"with a declaration", L"<?xml version=\"1.0\" encoding=\"utf-8\"?>" BCD_HEAD L"/>", S_OK},
    {"declared as UTF-16, which it was in a file",
     L"<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n" BCD_HEAD L"/>", S_OK},
    {"with a byte order mark", L"\xFEFF" BCD_HEAD L"/>", S_OK},
    {"mark and declaration", L"\xFEFF<?xml version=\"1.0\" encoding=\"UTF-16\"?>" BCD_HEAD L"/>",
     S_OK},
    {"nothing", L"", VSS_E_INVALID_XML_DOCUMENT},
    {"no XML", L"backup", VSS_E_INVALID_XML_DOCUMENT},
    {"truncated", BCD_HEAD, VSS_E_INVALID_XML_DOCUMENT},
    {"another document", L"<WRITER_METADATA/>", VSS_E_INVALID_XML_DOCUMENT},
    {"two declarations", L"<?xml version=\"1.0\"?><?xml version=\"1.0\"?>" BCD_HEAD L"/>",
     VSS_E_INVALID_XML_DOCUMENT},
    {"a document type", L"<!DOCTYPE a [<!ENTITY e \"x\">]>" BCD_HEAD L"/>",
     VSS_E_INVALID_XML_DOCUMENT},
    {"half a character", BCD_HEAD L" x=\"\xD800\"/>", VSS_E_INVALID_XML_DOCUMENT},
};

VSTEST_TABLE(documents, what_is_no_document_is_refused, text_rows)
{
    const struct text_row *row = &text_rows[*row_];
    struct scene scene;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, row->name);
    scene.document = SysAllocString(row->xml);
    VSTEST_HR(scene_do(&scene, "create initrestore"), row->hr, row->name);
    if (FAILED(row->hr)) {
        cr_expect_neq(vsapi_last_message()[0], '\0', "%s: no sentence", row->name);
        VSTEST_HR(scene_do(&scene, "init"), S_OK, "the object can still be used");
    }
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create"), S_OK, row->name);
    VSTEST_HR(scene.backup->lpVtbl->InitializeForBackup(scene.backup, scene.document), row->hr,
              row->name);
    VSTEST_HR(scene_end(&scene), S_OK, row->name);
}

Test(documents, a_long_document_is_read_whole)
{
    static WCHAR text[300000];
    struct scene scene;
    size_t length;

    wcscpy(text, BCD_HEAD L" x=\"");
    length = wcslen(text);
    wmemset(text + length, L'y', 250000);
    wcscpy(text + length + 250000, L"\"/>");
    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, "");
    scene.document = SysAllocString(text);
    VSTEST_HR(scene_do(&scene, "create initrestore save"), S_OK, "");
    cr_expect_gt(SysStringLen(scene.document), 250000, "what is not known is kept");
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(documents, a_saved_document_is_the_same_after_a_restore_has_loaded_it)
{
    struct scene scene;
    BSTR first;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    scene_writer_add(&scene, "ledger", 3);
    scene_writer_add(&scene, "index", 2);
    VSTEST_HR(scene_do(&scene, SCENE_BACKUP), S_OK, "");
    first = SysAllocString(scene.document);
    scene_release(&scene);
    VSTEST_HR(scene_do(&scene, "create initrestore save"), S_OK, "");
    VSTEST_WIDE(scene.document, first, "");
    SysFreeString(first);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* ---- GetWriterComponents
 * ---------------------------------------------------------------------------- */

static unsigned component_count(struct scene *scene, UINT index, VSS_ID *instance)
{
    IVssWriterComponentsExt *components;
    VSS_ID writer;
    UINT count = 0;

    VSTEST_HR(scene->backup->lpVtbl->GetWriterComponents(scene->backup, index, &components), S_OK,
              "");
    VSTEST_HR(components->lpVtbl->GetWriterInfo(components, instance, &writer), S_OK, "");
    VSTEST_HR(components->lpVtbl->GetComponentCount(components, &count), S_OK, "");
    components->IUnknown_base.lpVtbl->Release(&components->IUnknown_base);
    return count;
}

Test(documents, only_writers_with_components_are_counted)
{
    IVssWriterComponentsExt *components;
    struct scene scene;
    VSS_ID instance;
    UINT count;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    scene_writer_add(&scene, "ledger", 3);
    scene_writer_add(&scene, "idle", 0);
    scene_writer_add(&scene, "index", 1);
    VSTEST_HR(scene_do(&scene, "create init state gather"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GetWriterComponentsCount(scene.backup, &count), S_OK, "");
    cr_expect_eq(count, 0);
    VSTEST_HR(scene_do(&scene, "add"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GetWriterComponentsCount(scene.backup, &count), S_OK, "");
    cr_expect_eq(count, 2);
    /* In any order: backwards, and the same one twice. */
    cr_expect_eq(component_count(&scene, 1, &instance), 1);
    cr_expect(IsEqualGUID(&instance, &scene.writers[2].instance_id));
    cr_expect_eq(component_count(&scene, 0, &instance), 3);
    cr_expect_eq(component_count(&scene, 0, &instance), 3);
    cr_expect(IsEqualGUID(&instance, &scene.writers[0].instance_id));
    cr_expect_eq(component_count(&scene, 1, &instance), 1);
    VSTEST_HR(scene.backup->lpVtbl->GetWriterComponents(scene.backup, 2, &components),
              VSS_E_OBJECT_NOT_FOUND, "");
    cr_expect_null(components);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(documents, components_can_be_read_after_the_object_has_gone)
{
    IVssWriterComponentsExt *components;
    IVssComponent *component;
    struct scene scene;
    BSTR name;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    scene_writer_add(&scene, "ledger", 1);
    VSTEST_HR(scene_do(&scene, "create init state gather add"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GetWriterComponents(scene.backup, 0, &components), S_OK, "");
    VSTEST_HR(components->lpVtbl->GetComponent(components, 0, &component), S_OK, "");
    components->IUnknown_base.lpVtbl->Release(&components->IUnknown_base);
    VSTEST_HR(scene_end(&scene), S_OK, "");
    VSTEST_HR(component->lpVtbl->GetComponentName(component, &name), S_OK, "");
    VSTEST_WIDE(name, L"c0", "");
    SysFreeString(name);
    component->lpVtbl->Release(component);
}

/* ---- the object
 * ----------------------------------------------------------------------------------------- */

Test(documents, an_object_has_all_its_faces_and_one_identity)
{
    static const IID *const iids[] = {&IID_IVssBackupComponents, &IID_IVssBackupComponentsEx,
                                      &IID_IVssBackupComponentsEx2, &IID_IVssBackupComponentsEx3,
                                      &IID_IVssBackupComponentsEx4};
    struct scene scene;
    IUnknown *unknown, *again, *face;
    void *none = &scene;
    long live;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create"), S_OK, "");
    live = vsapi_com_live() - 1; /* the service's own */
    VSTEST_HR(scene.backup->lpVtbl->QueryInterface(scene.backup, &IID_IUnknown, (void **)&unknown),
              S_OK, "");
    for (size_t i = 0; i < VSTEST_COUNT(iids); i++) {
        VSTEST_HR(unknown->lpVtbl->QueryInterface(unknown, iids[i], (void **)&face), S_OK, "");
        VSTEST_HR(face->lpVtbl->QueryInterface(face, &IID_IUnknown, (void **)&again), S_OK, "");
        cr_expect_eq(again, unknown);
        again->lpVtbl->Release(again);
        face->lpVtbl->Release(face);
    }
    VSTEST_HR(unknown->lpVtbl->QueryInterface(unknown, &IID_IVssAsync, &none), E_NOINTERFACE, "");
    cr_expect_null(none);
    cr_expect_eq(unknown->lpVtbl->Release(unknown), 1);
    cr_expect_eq(scene_release(&scene), 0);
    cr_expect_eq(vsapi_com_live(), live);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

Test(documents, each_object_has_a_session_of_its_own)
{
    IVssBackupComponentsEx3 *one, *two;
    struct scene scene, other = {0};
    VSS_ID first, second;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_INLINE), S_OK, "");
    VSTEST_HR(scene_do(&scene, "create"), S_OK, "");
    VSTEST_HR(scene_do(&other, "create"), S_OK, "");
    scene.backup->lpVtbl->QueryInterface(scene.backup, &IID_IVssBackupComponentsEx3, (void **)&one);
    other.backup->lpVtbl->QueryInterface(other.backup, &IID_IVssBackupComponentsEx3, (void **)&two);
    VSTEST_HR(one->lpVtbl->GetSessionId(one, &first), S_OK, "");
    VSTEST_HR(two->lpVtbl->GetSessionId(two, &second), S_OK, "");
    cr_expect_not(IsEqualGUID(&first, &second));
    cr_expect_not(IsEqualGUID(&first, &GUID_NULL));
    one->lpVtbl->Release(one);
    two->lpVtbl->Release(two);
    scene_release(&other);
    VSTEST_HR(scene_end(&scene), S_OK, "");
}

/* ---- CreateVssExamineWriterMetadata
 * ------------------------------------------------------------------------ */

Test(documents, a_writers_metadata_travels_as_XML)
{
    IVssExamineWriterMetadata *metadata, *again;
    struct scene scene;
    VSS_ID instance, writer, writer_again;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    BSTR xml, name;

    VSTEST_HR(scene_start(&scene, VSAPI_DELIVERY_SERIAL), S_OK, "");
    scene_writer_add(&scene, "ledger", 2);
    VSTEST_HR(scene_do(&scene, "create init gather"), S_OK, "");
    VSTEST_HR(scene.backup->lpVtbl->GetWriterMetadata(scene.backup, 0, &instance, &metadata), S_OK,
              "");
    VSTEST_HR(metadata->lpVtbl->SaveAsXML(metadata, &xml), S_OK, "");
    VSTEST_HR(CreateVssExamineWriterMetadata(xml, &again), S_OK, "");
    VSTEST_HR(again->lpVtbl->GetIdentity(again, &instance, &writer, &name, &usage, &source), S_OK,
              "");
    VSTEST_WIDE(name, L"ledger", "");
    SysFreeString(name);
    VSTEST_HR(
        metadata->lpVtbl->GetIdentity(metadata, &instance, &writer_again, &name, &usage, &source),
        S_OK, "");
    cr_expect(IsEqualGUID(&writer, &writer_again));
    SysFreeString(name);
    SysFreeString(xml);
    again->lpVtbl->Release(again);
    VSTEST_HR(scene_end(&scene), S_OK, "");
    metadata->lpVtbl->Release(metadata); /* outlives the object and the service */
}
