/*
 * tests/vsbackup/plain_faces.cpp - the requester's objects as C++ classes: default arguments,
 * __uuidof, and the vtables of all interfaces in their order. The C tests call the same objects.
 */
#include <plain.h>

#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <vsapi/error.h>
#include <vsapi/host.h>

#include <cwchar>

static HRESULT complete(HRESULT hr, IVssAsync *async)
{
    HRESULT result = E_UNEXPECTED;

    if (FAILED(hr))
        return hr;
    hr = async->Wait(); /* without limit */
    if (SUCCEEDED(hr))
        hr = async->QueryStatus(&result, nullptr);
    CHECK(async->Release() == 0);
    return FAILED(hr) ? hr : result;
}

static void use_host()
{
    struct vsapi_volume_options volume = {};
    struct vsapi_host *host = nullptr;

    volume.size = sizeof volume;
    volume.mount = "C:\\";
    CHECK(SUCCEEDED(vsapi_host_create(&host)));
    CHECK(SUCCEEDED(vsapi_host_add_volume(host, &volume, nullptr)));
    CHECK(SUCCEEDED(vsapi_use_host(host)));
}

/* A volume, without writers. */
static void back_up()
{
    IVssBackupComponents *backup = nullptr;
    IVssAsync *async = nullptr;
    VSS_ID set, snapshot;
    VSS_SNAPSHOT_PROP prop = {};
    WCHAR volume[] = L"C:\\";
    BOOL present = FALSE;
    LONG capability = -1;
    UINT count = 9;
    BSTR xml = nullptr;
    HRESULT hr;

    CHECK(CreateVssBackupComponents(&backup) == S_OK);
    CHECK(backup->InitializeForBackup() == S_OK); /* without a document */
    CHECK(backup->SetContext(VSS_CTX_BACKUP) == S_OK);
    CHECK(backup->SetBackupState(false, false, VSS_BT_COPY) == S_OK); /* no partial files */
    hr = backup->GatherWriterMetadata(&async);
    CHECK(complete(hr, async) == VSS_S_ASYNC_FINISHED);
    CHECK(backup->GetWriterMetadataCount(&count) == S_OK && count == 0);
    CHECK(backup->StartSnapshotSet(&set) == S_OK);
    CHECK(backup->IsVolumeSupported(GUID_NULL, volume, &present) == S_OK && present == TRUE);
    CHECK(backup->AddToSnapshotSet(volume, GUID_NULL, &snapshot) == S_OK);
    hr = backup->PrepareForBackup(&async);
    CHECK(complete(hr, async) == VSS_S_ASYNC_FINISHED);
    hr = backup->DoSnapshotSet(&async);
    CHECK(complete(hr, async) == VSS_S_ASYNC_FINISHED);
    CHECK(backup->GetSnapshotProperties(snapshot, &prop) == S_OK);
    CHECK(IsEqualGUID(prop.m_SnapshotSetId, set));
    CHECK(std::wcsncmp(prop.m_pwszSnapshotDeviceObject, L"\\\\?\\GLOBALROOT\\Device\\", 22) == 0);
    VssFreeSnapshotProperties(&prop);
    present = FALSE;
    CHECK(IsVolumeSnapshotted(volume, &present, &capability) == S_OK && present == TRUE);
    CHECK(backup->SaveAsXML(&xml) == S_OK && SysStringLen(xml) > 0);
    SysFreeString(xml);
    hr = backup->BackupComplete(&async);
    CHECK(complete(hr, async) == VSS_S_ASYNC_FINISHED);
    CHECK(backup->Release() == 0);
    CHECK(IsVolumeSnapshotted(volume, &present, &capability) == S_OK && present == FALSE);
}

/* A face with a method of its own; through any of them a method of the base is the same. */
template <typename Face> static Face *face_of(IVssBackupComponents *backup)
{
    Face *face = nullptr;

    CHECK(backup->QueryInterface(__uuidof(Face), reinterpret_cast<void **>(&face)) == S_OK);
    return face;
}

static void all_faces()
{
    IVssBackupComponents *backup = nullptr;
    VSS_ID session = GUID_NULL, same = GUID_NULL;
    WCHAR path[] = L"C:\\some\\file.txt";
    VSS_PWSZ root = nullptr, prefix = nullptr;

    CHECK(CreateVssBackupComponents(&backup) == S_OK);
    IVssBackupComponentsEx *ex = face_of<IVssBackupComponentsEx>(backup);
    IVssBackupComponentsEx2 *ex2 = face_of<IVssBackupComponentsEx2>(backup);
    IVssBackupComponentsEx3 *ex3 = face_of<IVssBackupComponentsEx3>(backup);
    IVssBackupComponentsEx4 *ex4 = face_of<IVssBackupComponentsEx4>(backup);
    CHECK(ex->InitializeForBackup() == S_OK);
    CHECK(backup->InitializeForBackup() == VSS_E_BAD_STATE);
    CHECK(ex->SetSelectedForRestoreEx(GUID_NULL, VSS_CT_FILEGROUP, nullptr, L"c", true) ==
          VSS_E_BAD_STATE); /* no instance */
    CHECK(ex2->UnexposeSnapshot(GUID_NULL) == VSS_E_OBJECT_NOT_FOUND);
    CHECK(ex2->SetAuthoritativeRestore(GUID_NULL, VSS_CT_FILEGROUP, nullptr, L"c", true) ==
          VSS_E_BAD_STATE);
    CHECK(ex3->GetSessionId(&session) == S_OK);
    CHECK(ex4->GetSessionId(&same) == S_OK && IsEqualGUID(session, same));
    CHECK(ex4->GetRootAndLogicalPrefixPaths(path, &root, &prefix) == S_OK);
    CHECK(root && std::wcscmp(root, L"C:\\") == 0);
    CHECK(prefix && std::wcsncmp(prefix, L"\\\\?\\Volume{", 11) == 0);
    CoTaskMemFree(root);
    CoTaskMemFree(prefix);
    ex->Release();
    ex2->Release();
    ex3->Release();
    ex4->Release();
    CHECK(backup->Release() == 0);
}

int main()
{
    use_host();
    back_up();
    all_faces();
    CHECK(vsapi_reset() == S_OK);
    return plain_result();
}
