/*
 * conformance/suite/array.c - shadow copies of volumes on the disk array.
 */
#include "array.h"

#include "layers.h"
#include "volumes.h"

#include <wchar.h>

static void write_files(struct suite *suite, const char *text)
{
    CHECK_HR(layers_write_file(L"A:\\file", text), S_OK);
    CHECK_HR(layers_write_file(L"B:\\file", text), S_OK);
}

static void free_document(void *document)
{
    SysFreeString(document);
}

static bool make(struct suite *suite, struct array_set *set, LONG context)
{
    struct requester *maker = requester_at_context(suite, AT_INITIALIZED, context);

    set->maker = maker;
    if (!maker)
        return false;
    maker->whole_volumes = true;
    if (!requester_go(suite, maker, AT_SET) ||
        !CHECK_HR(volumes_add(maker, L"A:\\", GUID_NULL, &set->a), S_OK) ||
        !CHECK_HR(volumes_add(maker, L"B:\\", GUID_NULL, &set->b), S_OK))
        return false;
    set->id = maker->set_id;
    return ((context & VSS_VOLSNAP_ATTR_NO_WRITERS) ||
            CHECK_HR(requester_finish(maker->backup, PrepareForBackup), S_OK)) &&
           CHECK_HR(requester_finish(maker->backup, DoSnapshotSet), S_OK);
}

bool array_make(struct suite *suite, LONG context, struct array_set *out)
{
    *out = (struct array_set){0};
    write_files(suite, "then");
    if (!make(suite, out, context) ||
        !CHECK_HR(CALL(out->maker->backup, SaveAsXML, &out->document), S_OK))
        return false;
    write_files(suite, "now");
    return suite_at_end(suite, free_document, out->document);
}

struct requester *array_importer(struct suite *suite, const struct array_set *set, LONG context)
{
    struct requester *importer = requester_at(suite, AT_NEW);

    if (!importer || !CHECK_HR(CALL(importer->backup, InitializeForBackup, set->document), S_OK) ||
        !CHECK_HR(CALL(importer->backup, SetContext, context), S_OK))
        return NULL;
    return importer;
}

bool array_knows(struct suite *suite, struct requester *requester, VSS_ID id,
                 WCHAR device[MAX_PATH])
{
    VSS_SNAPSHOT_PROP prop;
    HRESULT hr = CALL(requester->backup, GetSnapshotProperties, id, &prop);

    if (hr == VSS_E_OBJECT_NOT_FOUND || !CHECK_HR(hr, S_OK))
        return false;
    if (device && CHECK(prop.m_pwszSnapshotDeviceObject))
        wcsncpy(device, prop.m_pwszSnapshotDeviceObject, MAX_PATH);
    VssFreeSnapshotProperties(&prop);
    return true;
}

void array_file(const WCHAR *folder, WCHAR path[MAX_PATH + 6])
{
    wcsncpy(path, folder, MAX_PATH);
    wcscpy(path + wcslen(path), L"\\file");
}

void array_read(const WCHAR *folder, char text[8])
{
    WCHAR path[MAX_PATH + 6];

    array_file(folder, path);
    layers_read_file(path, text, 8);
}
