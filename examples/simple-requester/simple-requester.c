/*
 * examples/simple-requester/simple-requester.c - the smallest complete requester, in C.
 *
 *     simple-requester-c WRITER.so FOLDER
 *
 * Starts the writer, asks it what it has, puts all of that into a backup, makes a shadow copy of
 * the volumes it lies on, copies the files from there into FOLDER, and tells the writer that it is
 * done. FOLDER/backup.xml then is the Backup Components Document that a restore needs. All but main
 * and the copying would run on Windows as it is. simple-requester.cpp is the same in C++.
 */
#define COBJMACROS
#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <stdio.h>
#include <wchar.h>

#include <vsapi/error.h>

#include "../common/copy.h"
#include "../common/plugin.h"

#define MAX_VOLUMES 64 /* of one shadow copy set */
#define MAX_WRITERS 64
#define PATH_CHARS 1024

struct shadow {              /* a volume of the set, and its shadow copy */
    WCHAR mount[PATH_CHARS]; /* C:\ */
    WCHAR name[PATH_CHARS];  /* \\?\Volume{...}\ */
    VSS_ID snapshot;
    WCHAR device[PATH_CHARS];
};
struct requester {
    IVssBackupComponents *backup;
    IVssExamineWriterMetadata *writers[MAX_WRITERS];
    UINT writer_count;
    struct shadow shadows[MAX_VOLUMES];
    size_t shadow_count;
    const char *folder;
    struct copy_totals totals;
};

/* Tells of a failure and hands it on. */
static HRESULT check(const char *what, HRESULT hr)
{
    if (FAILED(hr))
        fprintf(stderr, "%s: %s: %s\n", what, vsapi_hresult_name(hr), vsapi_last_message());
    return hr;
}

/* Waits for an operation and releases it; the outcome is the operation's. */
static HRESULT finish(const char *what, HRESULT hr, IVssAsync *async)
{
    HRESULT outcome;

    if (FAILED(hr))
        return check(what, hr);
    hr = IVssAsync_Wait(async, INFINITE);
    if (SUCCEEDED(hr))
        hr = IVssAsync_QueryStatus(async, &outcome, NULL);
    if (SUCCEEDED(hr))
        hr = outcome;
    check(what, hr);
    IVssAsync_Release(async);
    return FAILED(hr) ? hr : S_OK;
}

/* ---- going through what the writers have
 * ---------------------------------------------------------- */

/* One component of one writer, and one file set of it. */
typedef HRESULT (*component_step)(struct requester *self, const VSS_ID *instance,
                                  const VSS_ID *writer, PVSSCOMPONENTINFO info);
typedef HRESULT (*file_set_step)(struct requester *self, IVssWMFiledesc *set);

static HRESULT each_file_set_of(struct requester *self, IVssWMComponent *component, UINT count,
                                HRESULT(STDMETHODCALLTYPE *get)(IVssWMComponent *, UINT,
                                                                IVssWMFiledesc **),
                                file_set_step step)
{
    HRESULT hr = S_OK;

    for (UINT i = 0; SUCCEEDED(hr) && i < count; i++) {
        IVssWMFiledesc *set;

        hr = check("the file set", get(component, i, &set));
        if (FAILED(hr))
            break;
        hr = step(self, set);
        IVssWMFiledesc_Release(set);
    }
    return hr;
}

static HRESULT each_file_set(struct requester *self, IVssWMComponent *component,
                             PVSSCOMPONENTINFO info, file_set_step step)
{
    HRESULT hr;

    hr = each_file_set_of(self, component, info->cFileCount, component->lpVtbl->GetFile, step);
    if (SUCCEEDED(hr))
        hr = each_file_set_of(self, component, info->cDatabases, component->lpVtbl->GetDatabaseFile,
                              step);
    if (SUCCEEDED(hr))
        hr = each_file_set_of(self, component, info->cLogFiles,
                              component->lpVtbl->GetDatabaseLogFile, step);
    return hr;
}

static bool is_above(PVSSCOMPONENTINFO above, PVSSCOMPONENTINFO below)
{
    WCHAR full[PATH_CHARS];
    size_t length;

    if (!below->bstrLogicalPath)
        return false;
    swprintf(full, PATH_CHARS, L"%ls%ls%ls", above->bstrLogicalPath ? above->bstrLogicalPath : L"",
             above->bstrLogicalPath && *above->bstrLogicalPath ? L"\\" : L"",
             above->bstrComponentName);
    length = wcslen(full);
    return wcsncmp(below->bstrLogicalPath, full, length) == 0 &&
           (below->bstrLogicalPath[length] == L'\0' || below->bstrLogicalPath[length] == L'\\');
}

/* A component below a selectable one comes with that one and is not added itself. */
static bool is_implicit(IVssExamineWriterMetadata *writer, UINT count, PVSSCOMPONENTINFO info)
{
    bool found = false;

    for (UINT i = 0; !found && i < count; i++) {
        IVssWMComponent *other;
        PVSSCOMPONENTINFO above;

        if (FAILED(IVssExamineWriterMetadata_GetComponent(writer, i, &other)))
            continue;
        if (SUCCEEDED(IVssWMComponent_GetComponentInfo(other, &above))) {
            found = above->bSelectable && is_above(above, info);
            IVssWMComponent_FreeComponentInfo(other, above);
        }
        IVssWMComponent_Release(other);
    }
    return found;
}

/* Calls one or both steps for a component; either may be NULL. */
static HRESULT visit(struct requester *self, IVssExamineWriterMetadata *writer, UINT count, UINT i,
                     component_step component_step_, file_set_step file_set_step_)
{
    IVssWMComponent *component;
    PVSSCOMPONENTINFO info;
    VSS_ID instance, id;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    BSTR name;
    HRESULT hr;

    hr = check("GetIdentity", IVssExamineWriterMetadata_GetIdentity(writer, &instance, &id, &name,
                                                                    &usage, &source));
    if (FAILED(hr))
        return hr;
    SysFreeString(name);
    hr = check("GetComponent", IVssExamineWriterMetadata_GetComponent(writer, i, &component));
    if (FAILED(hr))
        return hr;
    hr = check("GetComponentInfo", IVssWMComponent_GetComponentInfo(component, &info));
    if (SUCCEEDED(hr)) {
        if (component_step_ && !is_implicit(writer, count, info))
            hr = component_step_(self, &instance, &id, info);
        if (SUCCEEDED(hr) && file_set_step_)
            hr = each_file_set(self, component, info, file_set_step_);
        IVssWMComponent_FreeComponentInfo(component, info);
    }
    IVssWMComponent_Release(component);
    return hr;
}

static HRESULT each_component(struct requester *self, component_step component_step_,
                              file_set_step file_set_step_)
{
    HRESULT hr = S_OK;

    for (UINT w = 0; SUCCEEDED(hr) && w < self->writer_count; w++) {
        UINT included, excluded, count;

        hr = check("GetFileCounts", IVssExamineWriterMetadata_GetFileCounts(
                                        self->writers[w], &included, &excluded, &count));
        for (UINT i = 0; SUCCEEDED(hr) && i < count; i++)
            hr = visit(self, self->writers[w], count, i, component_step_, file_set_step_);
    }
    return hr;
}

/* ---- where files are
 * --------------------------------------------------------------------------------- */

/* Where a file set is read, and where it belongs; variables replaced. */
static HRESULT file_set_paths(IVssWMFiledesc *set, WCHAR *source, WCHAR *path)
{
    BSTR alternate = NULL, plain = NULL;
    HRESULT hr;

    hr = check("GetPath", IVssWMFiledesc_GetPath(set, &plain));
    if (SUCCEEDED(hr))
        hr = check("GetAlternateLocation", IVssWMFiledesc_GetAlternateLocation(set, &alternate));
    if (SUCCEEDED(hr)) {
        ExpandEnvironmentStringsW(plain, path, PATH_CHARS);
        ExpandEnvironmentStringsW(alternate && *alternate ? alternate : plain, source, PATH_CHARS);
    }
    SysFreeString(plain);
    SysFreeString(alternate);
    return FAILED(hr) ? hr : S_OK;
}

static HRESULT find_volume(const WCHAR *path, struct shadow *shadow)
{
    if (GetVolumePathNameW(path, shadow->mount, PATH_CHARS) &&
        GetVolumeNameForVolumeMountPointW(shadow->mount, shadow->name, PATH_CHARS))
        return S_OK;
    return check("the volume of a file set", HRESULT_FROM_WIN32(GetLastError()));
}

/* The entry of the volume that a path is on. */
static struct shadow *find_shadow(struct requester *self, const WCHAR *path)
{
    static struct shadow wanted; /* large, and this program has one thread */

    if (FAILED(find_volume(path, &wanted)))
        return NULL;
    for (size_t i = 0; i < self->shadow_count; i++) {
        if (wcscmp(self->shadows[i].name, wanted.name) == 0)
            return &self->shadows[i];
    }
    if (self->shadow_count == MAX_VOLUMES)
        return NULL;
    self->shadows[self->shadow_count] = wanted;
    return &self->shadows[self->shadow_count++];
}

/* ---- the steps of the backup
 * ---------------------------------------------------------------------------- */

static HRESULT gather(struct requester *self)
{
    IVssAsync *async;
    VSS_ID instance;
    HRESULT hr;

    hr = IVssBackupComponents_GatherWriterMetadata(self->backup, &async);
    hr = finish("GatherWriterMetadata", hr, async);
    if (SUCCEEDED(hr))
        hr = check("GetWriterMetadataCount",
                   IVssBackupComponents_GetWriterMetadataCount(self->backup, &self->writer_count));
    if (FAILED(hr) || self->writer_count > MAX_WRITERS)
        self->writer_count = 0;
    for (UINT i = 0; SUCCEEDED(hr) && i < self->writer_count; i++)
        hr = check("GetWriterMetadata", IVssBackupComponents_GetWriterMetadata(
                                            self->backup, i, &instance, &self->writers[i]));
    return hr;
}

static HRESULT add_component(struct requester *self, const VSS_ID *instance, const VSS_ID *writer,
                             PVSSCOMPONENTINFO info)
{
    printf("component %ls\n", info->bstrComponentName);
    return check("AddComponent",
                 IVssBackupComponents_AddComponent(self->backup, *instance, *writer, info->type,
                                                   info->bstrLogicalPath, info->bstrComponentName));
}

static HRESULT note_volume(struct requester *self, IVssWMFiledesc *set)
{
    WCHAR source[PATH_CHARS], path[PATH_CHARS];
    HRESULT hr = file_set_paths(set, source, path);

    if (FAILED(hr))
        return hr;
    return find_shadow(self, source) ? S_OK : E_FAIL;
}

static HRESULT make_shadow_copies(struct requester *self)
{
    IVssAsync *async;
    VSS_ID set;
    HRESULT hr;

    hr = check("StartSnapshotSet", IVssBackupComponents_StartSnapshotSet(self->backup, &set));
    for (size_t i = 0; SUCCEEDED(hr) && i < self->shadow_count; i++)
        hr = check("AddToSnapshotSet",
                   IVssBackupComponents_AddToSnapshotSet(self->backup, self->shadows[i].name,
                                                         GUID_NULL, &self->shadows[i].snapshot));
    if (FAILED(hr))
        return hr;
    hr = IVssBackupComponents_PrepareForBackup(self->backup, &async);
    hr = finish("PrepareForBackup", hr, async);
    if (FAILED(hr))
        return hr;
    hr = IVssBackupComponents_DoSnapshotSet(self->backup, &async);
    hr = finish("DoSnapshotSet", hr, async);
    for (size_t i = 0; SUCCEEDED(hr) && i < self->shadow_count; i++) {
        VSS_SNAPSHOT_PROP prop;

        hr = check("GetSnapshotProperties", IVssBackupComponents_GetSnapshotProperties(
                                                self->backup, self->shadows[i].snapshot, &prop));
        if (FAILED(hr))
            break;
        swprintf(self->shadows[i].device, PATH_CHARS, L"%ls", prop.m_pwszSnapshotDeviceObject);
        printf("shadow copy of %ls: %ls\n", self->shadows[i].mount, self->shadows[i].device);
        VssFreeSnapshotProperties(&prop);
    }
    return hr;
}

/* A writer may have failed though the shadow copy was made. */
static HRESULT check_writers(struct requester *self)
{
    IVssAsync *async;
    UINT count = 0;
    HRESULT hr, outcome = S_OK;

    hr = IVssBackupComponents_GatherWriterStatus(self->backup, &async);
    hr = finish("GatherWriterStatus", hr, async);
    if (SUCCEEDED(hr))
        hr = IVssBackupComponents_GetWriterStatusCount(self->backup, &count);
    for (UINT i = 0; SUCCEEDED(hr) && i < count; i++) {
        VSS_ID instance, writer;
        VSS_WRITER_STATE state;
        HRESULT failure;
        BSTR name;

        hr = check("GetWriterStatus",
                   IVssBackupComponents_GetWriterStatus(self->backup, i, &instance, &writer, &name,
                                                        &state, &failure));
        if (FAILED(hr))
            break;
        if (FAILED(failure)) {
            fprintf(stderr, "writer %ls failed: %s\n", name, vsapi_hresult_name(failure));
            outcome = failure;
        }
        SysFreeString(name);
    }
    IVssBackupComponents_FreeWriterStatus(self->backup);
    return FAILED(hr) ? hr : outcome;
}

/* C:\Data becomes FOLDER/C/Data. */
static void target_folder(const char *folder, const WCHAR *path, char *out, size_t size_bytes)
{
    int length = snprintf(out, size_bytes, "%s/", folder);

    copy_utf8(path, out + length, size_bytes - (size_t)length);
    for (char *c = out + length; *c; c++) {
        if (*c == ':' || *c == '\\')
            *c = '/';
    }
}

static HRESULT copy_set(struct requester *self, IVssWMFiledesc *set)
{
    WCHAR source[PATH_CHARS], path[PATH_CHARS], from[2 * PATH_CHARS];
    char from_utf8[8 * PATH_CHARS], to[4 * PATH_CHARS], spec_utf8[PATH_CHARS];
    const struct shadow *shadow;
    struct vsapi_host *host;
    bool recursive;
    BSTR spec;
    HRESULT hr;

    hr = file_set_paths(set, source, path);
    shadow = SUCCEEDED(hr) ? find_shadow(self, source) : NULL;
    if (!shadow)
        return FAILED(hr) ? hr : E_FAIL;
    swprintf(from, 2 * PATH_CHARS, L"%ls\\%ls", shadow->device, source + wcslen(shadow->mount));
    target_folder(self->folder, path, to, sizeof to);
    hr = check("GetFilespec", IVssWMFiledesc_GetFilespec(set, &spec));
    if (FAILED(hr))
        return hr;
    copy_utf8(spec, spec_utf8, sizeof spec_utf8);
    SysFreeString(spec);
    hr = check("GetRecursive", IVssWMFiledesc_GetRecursive(set, &recursive));
    if (SUCCEEDED(hr))
        hr = check("the host", vsapi_current_host(&host));
    if (FAILED(hr))
        return hr;
    return check("copying", copy_file_set(host, copy_utf8(from, from_utf8, sizeof from_utf8),
                                          spec_utf8, recursive, to, &self->totals));
}

static HRESULT tell_success(struct requester *self, const VSS_ID *instance, const VSS_ID *writer,
                            PVSSCOMPONENTINFO info)
{
    return check("SetBackupSucceeded", IVssBackupComponents_SetBackupSucceeded(
                                           self->backup, *instance, *writer, info->type,
                                           info->bstrLogicalPath, info->bstrComponentName, true));
}

static HRESULT save_document(struct requester *self)
{
    char path[PATH_CHARS];
    FILE *file;
    BSTR xml;
    HRESULT hr;

    hr = check("SaveAsXML", IVssBackupComponents_SaveAsXML(self->backup, &xml));
    if (FAILED(hr))
        return hr;
    snprintf(path, sizeof path, "%s/backup.xml", self->folder);
    file = fopen(path, "w");
    if (!file || fprintf(file, "%ls\n", xml) < 0)
        hr = E_FAIL;
    if (file && fclose(file) != 0)
        hr = E_FAIL;
    SysFreeString(xml);
    return FAILED(hr) ? check(path, hr) : S_OK;
}

static HRESULT back_up(struct requester *self)
{
    IVssAsync *async;
    HRESULT hr;

    hr = check("InitializeForBackup", IVssBackupComponents_InitializeForBackup(self->backup, NULL));
    if (SUCCEEDED(hr))
        hr = check("SetBackupState", IVssBackupComponents_SetBackupState(self->backup, true, false,
                                                                         VSS_BT_FULL, false));
    if (SUCCEEDED(hr))
        hr = gather(self);
    if (SUCCEEDED(hr))
        hr = each_component(self, add_component, note_volume);
    if (SUCCEEDED(hr))
        hr = make_shadow_copies(self);
    if (SUCCEEDED(hr))
        hr = check_writers(self);
    if (SUCCEEDED(hr))
        hr = each_component(self, NULL, copy_set);
    if (SUCCEEDED(hr))
        hr = each_component(self, tell_success, NULL);
    if (SUCCEEDED(hr))
        hr = save_document(self);
    if (FAILED(hr)) {
        IVssBackupComponents_AbortBackup(self->backup);
        return hr;
    }
    hr = IVssBackupComponents_BackupComplete(self->backup, &async);
    hr = finish("BackupComplete", hr, async);
    return SUCCEEDED(hr) ? check_writers(self) : hr;
}

static HRESULT run(struct requester *self)
{
    HRESULT hr = check("CreateVssBackupComponents", CreateVssBackupComponents(&self->backup));

    if (FAILED(hr))
        return hr;
    hr = back_up(self);
    for (UINT i = 0; i < self->writer_count; i++) {
        if (self->writers[i])
            IVssExamineWriterMetadata_Release(self->writers[i]);
    }
    IVssBackupComponents_Release(self->backup); /* the shadow copies go with it */
    return hr;
}

int main(int argc, char **argv)
{
    static struct requester self;
    struct plugin plugin;
    HRESULT hr;

    if (argc != 3) {
        fprintf(stderr, "usage: %s WRITER.so FOLDER\n", argv[0]);
        return 2;
    }
    self.folder = argv[2];
    hr = check("CoInitializeEx", CoInitializeEx(NULL, COINIT_MULTITHREADED));
    if (FAILED(hr))
        return 1;
    hr = plugin_load(argv[1], &plugin) ? run(&self) : E_FAIL;
    if (SUCCEEDED(hr))
        printf("backed up %lu files, %llu bytes\n", self.totals.files, self.totals.bytes);
    plugin_unload(&plugin);
    CoUninitialize();
    return SUCCEEDED(hr) ? 0 : 1;
}
