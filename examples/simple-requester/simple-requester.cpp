/*
 * examples/simple-requester/simple-requester.cpp - the smallest complete requester, in C++.
 *
 *     simple-requester WRITER.so FOLDER
 *
 * Starts the writer, asks it what it has, puts all of that into a backup, makes a shadow copy of
 * the volumes it lies on, copies the files from there into FOLDER, and tells the writer that it is
 * done. FOLDER/backup.xml then is the Backup Components Document that a restore needs. All but main
 * and the copying would run on Windows as it is. simple-requester.c is the same in C.
 */
#include <windows.h>
#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <cstdio>
#include <fstream>
#include <functional>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include <vsapi/error.h>

#include "../common/copy.h"
#include "../common/plugin.h"

namespace
{

/* A COM pointer that releases itself. */
template <typename T> class Com
{
  public:
    Com() = default;
    Com(const Com &) = delete;
    Com(Com &&other) noexcept : pointer_(other.pointer_)
    {
        other.pointer_ = nullptr;
    }
    Com &operator=(const Com &) = delete;
    ~Com()
    {
        if (pointer_)
            pointer_->Release();
    }
    T *operator->() const
    {
        return pointer_;
    }
    T **out()
    {
        return &pointer_;
    }

  private:
    T *pointer_ = nullptr;
};

/* A BSTR that frees itself. */
class Text
{
  public:
    Text() = default;
    Text(const Text &) = delete;
    Text &operator=(const Text &) = delete;
    ~Text()
    {
        SysFreeString(text_);
    }
    BSTR *out()
    {
        return &text_;
    }
    std::wstring get() const
    {
        return text_ ? std::wstring(text_, SysStringLen(text_)) : L"";
    }

  private:
    BSTR text_ = nullptr;
};

std::string utf8(const std::wstring &wide)
{
    std::string buffer(4 * wide.size() + 8, '\0');

    return copy_utf8(wide.c_str(), &buffer[0], buffer.size());
}

void check(const std::string &what, HRESULT hr)
{
    if (FAILED(hr))
        throw std::runtime_error(what + ": " + vsapi_hresult_name(hr) + ": " +
                                 vsapi_last_message());
}

/* Starts an operation, waits for it, and checks its outcome. */
void complete(const char *what, const std::function<HRESULT(IVssAsync **)> &start)
{
    Com<IVssAsync> async;
    HRESULT outcome = E_UNEXPECTED;

    check(what, start(async.out()));
    check(what, async->Wait());
    check(what, async->QueryStatus(&outcome, nullptr));
    check(what, outcome);
}

struct FileSet {
    std::wstring path, source, filespec; /* source: where it is read, often the path */
    bool recursive;
};

struct Component {
    VSS_ID instance, writer;
    VSS_COMPONENT_TYPE type;
    std::wstring logicalPath, name;
    bool selectable, implicit; /* implicit: comes with a selectable one above it */
    std::vector<FileSet> files;

    std::wstring fullPath() const
    {
        return logicalPath.empty() ? name : logicalPath + L"\\" + name;
    }
    bool isAbove(const Component &other) const
    {
        return (other.logicalPath + L"\\").compare(0, fullPath().size() + 1, fullPath() + L"\\") ==
               0;
    }
};

struct Shadow { /* a volume of the set, and its shadow copy */
    std::wstring mount, name, device;
    VSS_ID snapshot;
};

class Requester
{
  public:
    explicit Requester(std::string folder) : folder_(std::move(folder))
    {
    }
    copy_totals run();

  private:
    void gather();
    void readWriter(UINT index);
    Component readComponent(IVssExamineWriterMetadata *metadata, UINT index);
    void readFileSets(IVssWMComponent *component, const UINT (&counts)[3], Component &read);
    FileSet readFileSet(IVssWMFiledesc *set);
    Shadow &shadowOf(const std::wstring &path);
    void makeShadowCopies();
    void checkWriters();
    void copyFiles();
    void saveDocument();

    std::string folder_;
    Com<IVssBackupComponents> backup_;
    std::vector<Component> components_;
    std::vector<Shadow> shadows_;
    copy_totals totals_ = {};
};

std::wstring expanded(const std::wstring &text)
{
    std::vector<WCHAR> buffer(ExpandEnvironmentStringsW(text.c_str(), nullptr, 0) + 1);

    ExpandEnvironmentStringsW(text.c_str(), buffer.data(), static_cast<DWORD>(buffer.size()));
    return buffer.data();
}

FileSet Requester::readFileSet(IVssWMFiledesc *set)
{
    Text path, alternate, filespec;
    FileSet files;

    check("GetPath", set->GetPath(path.out()));
    check("GetFilespec", set->GetFilespec(filespec.out()));
    check("GetAlternateLocation", set->GetAlternateLocation(alternate.out()));
    check("GetRecursive", set->GetRecursive(&files.recursive));
    files.path = expanded(path.get());
    files.source = alternate.get().empty() ? files.path : expanded(alternate.get());
    files.filespec = filespec.get();
    return files;
}

/* The file sets of each kind; how many there are of it is in the component's information. */
void Requester::readFileSets(IVssWMComponent *component, const UINT (&counts)[3], Component &read)
{
    HRESULT(STDMETHODCALLTYPE IVssWMComponent::*const get[])
    (UINT, IVssWMFiledesc **) = {&IVssWMComponent::GetFile, &IVssWMComponent::GetDatabaseFile,
                                 &IVssWMComponent::GetDatabaseLogFile};

    for (size_t kind = 0; kind < std::size(counts); kind++) {
        for (UINT i = 0; i < counts[kind]; i++) {
            Com<IVssWMFiledesc> set;

            check("the file set", (component->*get[kind])(i, set.out()));
            read.files.push_back(readFileSet(*set.out()));
        }
    }
}

Component Requester::readComponent(IVssExamineWriterMetadata *metadata, UINT index)
{
    Com<IVssWMComponent> component;
    PVSSCOMPONENTINFO info;
    Component read = {};

    check("GetComponent", metadata->GetComponent(index, component.out()));
    check("GetComponentInfo", component->GetComponentInfo(&info));
    read.type = info->type;
    read.logicalPath = info->bstrLogicalPath ? info->bstrLogicalPath : L"";
    read.name = info->bstrComponentName;
    read.selectable = info->bSelectable;
    const UINT counts[] = {info->cFileCount, info->cDatabases, info->cLogFiles};
    component->FreeComponentInfo(info);
    readFileSets(*component.out(), counts, read);
    return read;
}

void Requester::readWriter(UINT index)
{
    Com<IVssExamineWriterMetadata> metadata;
    VSS_ID instance, writer;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    UINT included, excluded, count;
    Text name;
    const size_t first = components_.size();

    check("GetWriterMetadata", backup_->GetWriterMetadata(index, &instance, metadata.out()));
    check("GetIdentity", metadata->GetIdentity(&instance, &writer, name.out(), &usage, &source));
    check("GetFileCounts", metadata->GetFileCounts(&included, &excluded, &count));
    for (UINT i = 0; i < count; i++) {
        components_.push_back(readComponent(*metadata.out(), i));
        components_.back().instance = instance;
        components_.back().writer = writer;
    }
    for (size_t i = first; i < components_.size(); i++) {
        for (size_t above = first; above < components_.size(); above++) {
            if (components_[above].selectable && components_[above].isAbove(components_[i]))
                components_[i].implicit = true;
        }
    }
}

void Requester::gather()
{
    UINT count = 0;

    complete("GatherWriterMetadata",
             [this](IVssAsync **async) { return backup_->GatherWriterMetadata(async); });
    check("GetWriterMetadataCount", backup_->GetWriterMetadataCount(&count));
    for (UINT i = 0; i < count; i++)
        readWriter(i);
    check("FreeWriterMetadata", backup_->FreeWriterMetadata());
}

/* The entry of the volume that a path is on; made when it is new. */
Shadow &Requester::shadowOf(const std::wstring &path)
{
    WCHAR mount[MAX_PATH], name[MAX_PATH];

    if (!GetVolumePathNameW(path.c_str(), mount, MAX_PATH) ||
        !GetVolumeNameForVolumeMountPointW(mount, name, MAX_PATH))
        check("the volume of " + utf8(path), HRESULT_FROM_WIN32(GetLastError()));
    for (Shadow &shadow : shadows_) {
        if (shadow.name == name)
            return shadow;
    }
    shadows_.push_back({mount, name, L"", GUID_NULL});
    return shadows_.back();
}

void Requester::makeShadowCopies()
{
    VSS_ID set;

    check("StartSnapshotSet", backup_->StartSnapshotSet(&set));
    for (Shadow &shadow : shadows_)
        check("AddToSnapshotSet",
              backup_->AddToSnapshotSet(&shadow.name[0], GUID_NULL, &shadow.snapshot));
    complete("PrepareForBackup",
             [this](IVssAsync **async) { return backup_->PrepareForBackup(async); });
    complete("DoSnapshotSet", [this](IVssAsync **async) { return backup_->DoSnapshotSet(async); });
    for (Shadow &shadow : shadows_) {
        VSS_SNAPSHOT_PROP prop;

        check("GetSnapshotProperties", backup_->GetSnapshotProperties(shadow.snapshot, &prop));
        shadow.device = prop.m_pwszSnapshotDeviceObject;
        VssFreeSnapshotProperties(&prop);
        std::printf("shadow copy of %ls: %ls\n", shadow.mount.c_str(), shadow.device.c_str());
    }
}

/* A writer may have failed though the shadow copy was made. */
void Requester::checkWriters()
{
    UINT count = 0;

    complete("GatherWriterStatus",
             [this](IVssAsync **async) { return backup_->GatherWriterStatus(async); });
    check("GetWriterStatusCount", backup_->GetWriterStatusCount(&count));
    for (UINT i = 0; i < count; i++) {
        VSS_ID instance, writer;
        VSS_WRITER_STATE state;
        HRESULT failure;
        Text name;

        check("GetWriterStatus",
              backup_->GetWriterStatus(i, &instance, &writer, name.out(), &state, &failure));
        check("writer " + utf8(name.get()), failure);
    }
    check("FreeWriterStatus", backup_->FreeWriterStatus());
}

void Requester::copyFiles()
{
    struct vsapi_host *host;

    check("the host", vsapi_current_host(&host));
    for (const Component &component : components_) {
        for (const FileSet &files : component.files) {
            const Shadow &shadow = shadowOf(files.source);
            const std::wstring from =
                shadow.device + L"\\" + files.source.substr(shadow.mount.size());
            std::string to = utf8(files.path); /* C:\Data becomes FOLDER/C/Data */

            for (char &c : to) {
                if (c == ':' || c == '\\')
                    c = '/';
            }
            check("copying " + utf8(from),
                  copy_file_set(host, utf8(from).c_str(), utf8(files.filespec).c_str(),
                                files.recursive, (folder_ + "/" + to).c_str(), &totals_));
        }
    }
}

void Requester::saveDocument()
{
    Text xml;

    check("SaveAsXML", backup_->SaveAsXML(xml.out()));
    std::ofstream file(folder_ + "/backup.xml", std::ios::binary);
    file << utf8(xml.get()) << std::endl;
    if (!file)
        throw std::runtime_error(folder_ + "/backup.xml cannot be written");
}

copy_totals Requester::run()
{
    check("CreateVssBackupComponents", CreateVssBackupComponents(backup_.out()));
    check("InitializeForBackup", backup_->InitializeForBackup());
    check("SetBackupState", backup_->SetBackupState(true, false, VSS_BT_FULL));
    gather();
    for (Component &component : components_) {
        for (const FileSet &files : component.files)
            shadowOf(files.source);
        if (component.implicit)
            continue;
        std::printf("component %ls\n", component.name.c_str());
        check("AddComponent",
              backup_->AddComponent(component.instance, component.writer, component.type,
                                    component.logicalPath.c_str(), component.name.c_str()));
    }
    makeShadowCopies();
    checkWriters();
    copyFiles();
    for (const Component &component : components_) {
        if (!component.implicit)
            check("SetBackupSucceeded",
                  backup_->SetBackupSucceeded(component.instance, component.writer, component.type,
                                              component.logicalPath.c_str(), component.name.c_str(),
                                              true));
    }
    saveDocument();
    complete("BackupComplete",
             [this](IVssAsync **async) { return backup_->BackupComplete(async); });
    checkWriters();
    return totals_;
}

int backUp(const char *folder)
{
    try {
        const copy_totals totals = Requester(folder).run();

        std::printf("backed up %lu files, %llu bytes\n", totals.files, totals.bytes);
        return 0;
    } catch (const std::exception &e) {
        /* The requester's object is gone by now, which ended the backup for the writer, too. */
        std::fprintf(stderr, "%s\n", e.what());
        return 1;
    }
}

} // namespace

int main(int argc, char **argv)
{
    struct plugin plugin;
    int result = 1;

    if (argc != 3) {
        std::fprintf(stderr, "usage: %s WRITER.so FOLDER\n", argv[0]);
        return 2;
    }
    if (FAILED(CoInitializeEx(nullptr, COINIT_MULTITHREADED)))
        return 1;
    if (plugin_load(argv[1], &plugin)) {
        result = backUp(argv[2]);
        plugin_unload(&plugin);
    }
    CoUninitialize();
    return result;
}
