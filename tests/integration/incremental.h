/*
 * tests/integration/incremental.h - the writers of examples/incremental, backed up and restored by
 * a requester that does what the documents say, file by file, and keeps it all in memory.
 *
 * A Stage is a machine with some of the stores and their writers. back_up gives an Image: what the
 * writers recorded, what was copied, and the stores' state at Freeze. restore plays images back.
 */
#ifndef VSTEST_INCREMENTAL_H
#define VSTEST_INCREMENTAL_H

#include "../vswriter/requester.h"

#include <complex_store.h>
#include <page_store.h>
#include <writers.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace fs = std::filesystem;

struct FileSet {
    std::wstring path, spec;
    bool recursive;
    DWORD mask;
};
struct Component {
    VSS_ID writer, instance;
    VSS_COMPONENT_TYPE type;
    std::wstring path, name;
    std::vector<FileSet> file_sets; /* those of its set, too */
    DWORD schema;                   /* of its writer */

    std::wstring key() const
    {
        return path.empty() ? name : path + L"\\" + name;
    }
    LPCWSTR logical_path() const
    {
        return path.empty() ? nullptr : path.c_str();
    }
};
struct Partial {
    std::wstring path, name, ranges, metadata;
};
struct Differenced {
    std::wstring path, spec;
    bool recursive;
    std::uint64_t time; /* 100 ns since 1601 */
};
struct Recorded { /* with one component */
    std::wstring stamp, metadata;
    std::vector<Partial> partial;
    std::vector<Differenced> differenced;
};
typedef std::map<std::wstring, Recorded> Records; /* by Component::key() */
struct Piece {                                    /* of a file */
    std::uint64_t offset;
    std::string bytes;
};
struct Copied {
    bool whole;
    std::vector<Piece> pieces;
    fs::file_time_type time;
};
struct Image {
    VSS_BACKUP_TYPE type;
    std::wstring document;
    std::vector<Component> components;
    std::vector<std::wstring> subcomponents; /* of the last component, that a restore is to be of */
    Records recorded;
    std::map<std::string, Copied> files;            /* by path below the folder of stores */
    std::map<std::string, fs::file_time_type> seen; /* times of all files then */
    std::map<std::string, std::string> states;      /* by kind */
};

/* What a backup of these files is, in short: "logs/0000000001.log ...". */
inline std::string names_of(const Image &image, const std::string &kind)
{
    std::string names;

    for (const auto &file : image.files)
        names += (names.empty() ? "" : " ") + file.first.substr(kind.size() + 1);
    return names;
}

/* How a backup is to be made. */
struct Order {
    VSS_BACKUP_TYPE type = VSS_BT_FULL;
    bool partial_files = true;
    const Image *base = nullptr;
    unsigned thaw_seed = 0; /* changes while files are copied */
    bool succeeded = true, completes = true;
    std::vector<std::wstring> components; /* keys; empty: all without a logical path */
};

inline std::uint64_t ticks_of_seconds(std::int64_t seconds) /* since 1970 */
{
    return static_cast<std::uint64_t>(seconds + 11644473600) * 10000000;
}

inline std::wstring taken(BSTR text)
{
    std::wstring result = text ? text : L"";

    SysFreeString(text);
    return result;
}

inline fs::path real_path(const std::wstring &path)
{
    return incremental::local(path);
}

class Stage
{
  public:
    explicit Stage(const std::vector<std::string> &kinds, unsigned seed = 1) : m_kinds(kinds)
    {
        m_folder = real_path(L"C:\\Stores");
        m_states = real_path(L"C:\\") / "States";
        setenv("INCREMENTAL_STATES", m_states.c_str(), 1);
        for (const std::string &kind : kinds) {
            if (!fs::exists(m_folder / kind))
                open(kind)->create(seed);
        }
        restart_writers();
    }
    ~Stage()
    {
        m_writers.clear();
        CHECK(vsapi_reset() == S_OK);
        CHECK(vsapi_com_live() == 0);
    }

    std::unique_ptr<store::Store> open(const std::string &kind) const
    {
        return store::open(kind, m_folder / kind);
    }
    void change(unsigned seed)
    {
        for (const std::string &kind : m_kinds)
            open(kind)->change(seed);
    }
    const fs::path &folder() const
    {
        return m_folder;
    }

    Image back_up(const Order &order);
    /* Restores images in their order, by the components of the last. The outcome of the writers. */
    HRESULT restore(const std::vector<const Image *> &images, VSS_FILE_RESTORE_STATUS = VSS_RS_ALL);
    /* A backup that the writer of this component fails: its code. */
    HRESULT try_to_back_up(const Order &order);
    /* A backup that is given up after PrepareForBackup. */
    void abort(const Order &order);
    /* What is recorded after PrepareForBackup and, with changes in between, after PostSnapshot. */
    std::pair<Records, Records> watch(const Order &order, unsigned seed);
    void restart_writers();
    bool is_at(const Image &image) const;

    DWORD schema = 0;                                  /* of the last writer looked at */
    VSS_RESTORE_TYPE restore_type = VSS_RTYPE_BY_COPY; /* undefined: none is set */
    std::function<void(Requester &)> before_files;     /* in a restore, after PreRestore */

  private:
    std::vector<Component> find_components(Requester &requester);
    void read_components(IVssExamineWriterMetadata *, const VSS_ID &, std::vector<Component> *);
    void copy(const Order &order, const fs::path &from, Image *image);
    bool restore_one(const Image &image, bool more, VSS_FILE_RESTORE_STATUS status,
                     HRESULT *failure);

    std::vector<std::string> m_kinds;
    std::vector<std::unique_ptr<incremental::StoreWriter>> m_writers;
    fs::path m_folder, m_states;
};

/* ---- what the writers' metadata say ------------------------------------------------------------
 */

inline std::vector<FileSet> file_sets_of(IVssWMComponent *component, PVSSCOMPONENTINFO info)
{
    std::vector<FileSet> sets;
    UINT counts[3] = {info->cFileCount, info->cDatabases, info->cLogFiles};

    for (int kind = 0; kind < 3; kind++) {
        for (UINT i = 0; i < counts[kind]; i++) {
            IVssWMFiledesc *file = nullptr;
            BSTR path = nullptr, spec = nullptr;
            FileSet set = {};

            DONE(kind == 0   ? component->GetFile(i, &file)
                 : kind == 1 ? component->GetDatabaseFile(i, &file)
                             : component->GetDatabaseLogFile(i, &file));
            DONE(file->GetPath(&path));
            DONE(file->GetFilespec(&spec));
            DONE(file->GetRecursive(&set.recursive));
            DONE(file->GetBackupTypeMask(&set.mask));
            file->Release();
            set.path = taken(path);
            set.spec = taken(spec);
            sets.push_back(set);
        }
    }
    return sets;
}

inline void Stage::read_components(IVssExamineWriterMetadata *metadata, const VSS_ID &instance,
                                   std::vector<Component> *out)
{
    UINT includes, excludes, count = 0;
    VSS_ID writer, instance_of;
    VSS_USAGE_TYPE usage;
    VSS_SOURCE_TYPE source;
    BSTR name = nullptr;

    DONE(metadata->GetIdentity(&instance_of, &writer, &name, &usage, &source));
    SysFreeString(name);
    DONE(metadata->GetBackupSchema(&schema));
    DONE(metadata->GetFileCounts(&includes, &excludes, &count));
    for (UINT i = 0; i < count; i++) {
        IVssWMComponent *component = nullptr;
        PVSSCOMPONENTINFO info = nullptr;

        DONE(metadata->GetComponent(i, &component));
        DONE(component->GetComponentInfo(&info));
        out->push_back({writer, instance, info->type,
                        info->bstrLogicalPath ? info->bstrLogicalPath : L"",
                        info->bstrComponentName, file_sets_of(component, info), schema});
        DONE(component->FreeComponentInfo(info));
        component->Release();
    }
}

inline std::vector<Component> Stage::find_components(Requester &requester)
{
    std::vector<Component> found;
    UINT count = 0;

    DONE(requester.wait(&IVssBackupComponents::GatherWriterMetadata));
    DONE(requester->GetWriterMetadataCount(&count));
    for (UINT i = 0; i < count; i++) {
        IVssExamineWriterMetadata *metadata = nullptr;
        VSS_ID instance;

        DONE(requester->GetWriterMetadata(i, &instance, &metadata));
        read_components(metadata, instance, &found);
        metadata->Release();
    }
    /* File sets of members are those of the set as well. */
    for (Component &root : found) {
        for (const Component &member : found) {
            if (member.path == root.key())
                root.file_sets.insert(root.file_sets.end(), member.file_sets.begin(),
                                      member.file_sets.end());
        }
    }
    return found;
}

/* ---- what they recorded ------------------------------------------------------------------------
 */

inline Recorded read_recorded(IVssComponent *component)
{
    Recorded recorded;
    UINT count = 0;
    BSTR text = nullptr;

    component->GetBackupStamp(&text);
    recorded.stamp = taken(text);
    component->GetBackupMetadata(&text);
    recorded.metadata = taken(text);
    DONE(component->GetPartialFileCount(&count));
    for (UINT i = 0; i < count; i++) {
        BSTR path, name, ranges, metadata;

        DONE(component->GetPartialFile(i, &path, &name, &ranges, &metadata));
        recorded.partial.push_back({taken(path), taken(name), taken(ranges), taken(metadata)});
    }
    DONE(component->GetDifferencedFilesCount(&count));
    for (UINT i = 0; i < count; i++) {
        BSTR path, spec, lsn;
        BOOL recursive;
        FILETIME time;

        DONE(component->GetDifferencedFile(i, &path, &spec, &recursive, &lsn, &time));
        SysFreeString(lsn);
        recorded.differenced.push_back(
            {taken(path), taken(spec), recursive != FALSE,
             (static_cast<std::uint64_t>(time.dwHighDateTime) << 32) | time.dwLowDateTime});
    }
    return recorded;
}

inline Records read_all_recorded(Requester &requester)
{
    Records all;
    UINT writers = 0, count = 0;

    DONE(requester->GetWriterComponentsCount(&writers));
    for (UINT w = 0; w < writers; w++) {
        IVssWriterComponentsExt *components = nullptr;

        DONE(requester->GetWriterComponents(w, &components));
        DONE(components->GetComponentCount(&count));
        for (UINT i = 0; i < count; i++) {
            IVssComponent *component = nullptr;
            BSTR path = nullptr, name = nullptr;

            DONE(components->GetComponent(i, &component));
            component->GetLogicalPath(&path);
            component->GetComponentName(&name);
            const std::wstring above = taken(path);
            all[(above.empty() ? L"" : above + L"\\") + taken(name)] = read_recorded(component);
            component->Release();
        }
        components->Release();
    }
    return all;
}

/* ---- what is to be copied ----------------------------------------------------------------------
 */

inline bool fits(const std::wstring &path, const std::wstring &spec, bool recursive,
                 const std::string &file)
{
    const std::wstring prefix = L"C:\\Stores\\";
    std::string folder = incremental::narrow(const_cast<BSTR>(path.substr(prefix.size()).c_str()));
    const std::string name = fs::path(file).filename().string();
    const std::string pattern = incremental::narrow(const_cast<BSTR>(spec.c_str()));
    const std::string parent = fs::path(file).parent_path().generic_string();

    std::replace(folder.begin(), folder.end(), '\\', '/');
    if (parent != folder && !(recursive && parent.rfind(folder + "/", 0) == 0))
        return false;
    if (pattern[0] != '*')
        return name == pattern;
    return name.size() >= pattern.size() - 1 &&
           name.compare(name.size() - (pattern.size() - 1), std::string::npos, pattern.substr(1)) ==
               0;
}

/* Of a real file: 100 ns since 1601. */
inline std::uint64_t ticks_of(fs::file_time_type time)
{
    using namespace std::chrono;
    auto apart = round<seconds>(fs::file_time_type::clock::now().time_since_epoch() -
                                system_clock::now().time_since_epoch());
    auto since_1970 = duration_cast<nanoseconds>(time.time_since_epoch() - apart).count();

    return static_cast<std::uint64_t>(since_1970) / 100 + UINT64_C(116444736000000000);
}

inline DWORD backup_bit(VSS_BACKUP_TYPE type, DWORD schema)
{
    if (type == VSS_BT_INCREMENTAL && (schema & VSS_BS_INCREMENTAL))
        return VSS_FSBT_INCREMENTAL_BACKUP_REQUIRED;
    if (type == VSS_BT_DIFFERENTIAL && (schema & VSS_BS_DIFFERENTIAL))
        return VSS_FSBT_DIFFERENTIAL_BACKUP_REQUIRED;
    if (type == VSS_BT_LOG && (schema & VSS_BS_LOG))
        return VSS_FSBT_LOG_BACKUP_REQUIRED;
    return VSS_FSBT_FULL_BACKUP_REQUIRED;
}

/* The pairs of a range string or a ranges file. */
inline std::vector<store::Range> ranges_of(const std::wstring &text)
{
    std::vector<store::Range> ranges;

    if (text.find(L'\\') != std::wstring::npos) {
        const std::string bytes = store::read_file(real_path(text));
        std::vector<std::uint64_t> numbers(bytes.size() / 8);

        CHECK(bytes.size() % 16 == 8);
        std::memcpy(numbers.data(), bytes.data(), numbers.size() * 8);
        CHECK(numbers[0] * 2 + 1 == numbers.size());
        for (std::size_t i = 1; i + 1 < numbers.size(); i += 2)
            ranges.push_back({numbers[i], numbers[i + 1]});
        return ranges;
    }
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = std::min(text.find(L',', at), text.size());
        std::size_t colon = text.find(L':', at);

        ranges.push_back({std::stoull(text.substr(at, colon - at)),
                          std::stoull(text.substr(colon + 1, end - colon - 1))});
        at = end + 1;
    }
    return ranges;
}

/* 1: copy, 0: leave out, -1: no differenced entry fits. A zero time asks our records. */
inline int by_time(const Recorded &recorded, const std::string &file, fs::file_time_type time,
                   const Image *base)
{
    for (const Differenced &entry : recorded.differenced) {
        if (!fits(entry.path, entry.spec, entry.recursive, file))
            continue;
        if (entry.time != 0)
            return ticks_of(time) > entry.time;
        return !base || !base->seen.count(file) || base->seen.at(file) != time;
    }
    return -1;
}

inline Copied copy_ranges(const std::string &bytes, const std::vector<store::Range> &ranges)
{
    Copied copied = {false, {}, {}};

    for (const store::Range &range : ranges) {
        CHECK(range.offset + range.length <= bytes.size());
        copied.pieces.push_back({range.offset, bytes.substr(range.offset, range.length)});
    }
    return copied;
}

inline void copy_file(const Order &order, const Component &component, DWORD bit,
                      const std::string &file, const fs::path &path, Image *image)
{
    const Recorded &recorded = image->recorded.at(component.key());
    const fs::file_time_type time = fs::last_write_time(path);
    int timely = by_time(recorded, file, time, order.base);
    bool wanted = timely == 1;

    for (const Partial &partial : recorded.partial) {
        if (!fits(partial.path, partial.name, false, file))
            continue;
        CHECK(order.partial_files && timely == -1); /* INCR-003, INCR-304 */
        CHECK(!image->files.count(file));
        image->files[file] = copy_ranges(store::read_file(path), ranges_of(partial.ranges));
        image->files[file].time = time;
        return;
    }
    for (const FileSet &set : component.file_sets) {
        if (fits(set.path, set.spec, set.recursive, file) && timely == -1)
            wanted = wanted || (set.mask & bit);
    }
    if (wanted)
        image->files[file] = {true, {{0, store::read_file(path)}}, time};
}

inline void Stage::copy(const Order &order, const fs::path &from, Image *image)
{
    const DWORD bit = backup_bit(order.type, schema);

    for (const std::string &kind : m_kinds) {
        for (const fs::directory_entry &entry : fs::recursive_directory_iterator(from / kind)) {
            const std::string file = entry.path().lexically_relative(from).generic_string();

            if (!entry.is_regular_file())
                continue;
            image->seen[file] = entry.last_write_time();
            for (const Component &component : image->components)
                copy_file(order, component, bit, file, entry.path(), image);
        }
    }
}

/* ---- backup and restore ------------------------------------------------------------------------
 */

inline std::vector<Component> choose(const std::vector<Component> &all,
                                     const std::vector<std::wstring> &keys)
{
    std::vector<Component> chosen;

    for (const Component &component : all) {
        if (keys.empty() ? component.path.empty()
                         : std::find(keys.begin(), keys.end(), component.key()) != keys.end())
            chosen.push_back(component);
    }
    return chosen;
}

inline void add_component(Requester &requester, const Order &order, const Component &component)
{
    DONE(requester->AddComponent(component.instance, component.writer, component.type,
                                 component.logical_path(), component.name.c_str()));
    if (!order.base)
        return;
    const auto recorded = order.base->recorded.find(component.key());
    if (recorded != order.base->recorded.end() && !recorded->second.stamp.empty())
        DONE(requester->SetPreviousBackupStamp(component.writer, component.type,
                                               component.logical_path(), component.name.c_str(),
                                               recorded->second.stamp.c_str()));
}

inline void complete(Requester &requester, const Order &order, Image *image)
{
    BSTR xml = nullptr;

    for (const Component &component : image->components)
        DONE(requester->SetBackupSucceeded(component.instance, component.writer, component.type,
                                           component.logical_path(), component.name.c_str(),
                                           order.succeeded));
    DONE(requester->SaveAsXML(&xml));
    image->document = taken(xml);
    if (order.completes)
        DONE(requester.wait(&IVssBackupComponents::BackupComplete));
}

inline Image Stage::back_up(const Order &order)
{
    Requester requester(order.type, order.partial_files);
    std::wstring device;
    Image image = {};

    image.type = order.type;
    if (order.thaw_seed)
        setenv("INCREMENTAL_THAW_SEED", std::to_string(order.thaw_seed).c_str(), 1);
    image.components = choose(find_components(requester), order.components);
    for (const Component &component : image.components)
        add_component(requester, order, component);
    DONE(requester.snapshot(&device));
    unsetenv("INCREMENTAL_THAW_SEED");
    for (const Component &component : image.components) {
        HRESULT failure = S_OK;

        requester.status(component.writer, &failure);
        CHECK(failure == S_OK);
    }
    image.recorded = read_all_recorded(requester);
    for (const std::string &kind : m_kinds)
        image.states[kind] = store::read_file(m_states / (kind + ".state"));
    copy(order, real_path(device + L"\\Stores"), &image);
    complete(requester, order, &image);
    return image;
}

inline HRESULT Stage::try_to_back_up(const Order &order)
{
    Requester requester(order.type, order.partial_files);
    const std::vector<Component> components = choose(find_components(requester), order.components);
    HRESULT failure = S_OK;

    for (const Component &component : components)
        add_component(requester, order, component);
    requester.snapshot(nullptr);
    requester.status(components.at(0).writer, &failure);
    return failure;
}

inline void Stage::abort(const Order &order)
{
    Requester requester(order.type, order.partial_files);
    VSS_ID snapshot;

    for (const Component &component : choose(find_components(requester), order.components))
        add_component(requester, order, component);
    DONE(requester.prepare(&snapshot));
    DONE(requester->AbortBackup());
}

inline std::pair<Records, Records> Stage::watch(const Order &order, unsigned seed)
{
    Requester requester(order.type, order.partial_files);
    std::pair<Records, Records> recorded;
    VSS_ID snapshot;

    for (const Component &component : choose(find_components(requester), order.components))
        add_component(requester, order, component);
    DONE(requester.prepare(&snapshot));
    recorded.first = read_all_recorded(requester);
    change(seed);
    DONE(requester.wait(&IVssBackupComponents::DoSnapshotSet));
    recorded.second = read_all_recorded(requester);
    return recorded;
}

/* Other instances of the same classes. */
inline void Stage::restart_writers()
{
    m_writers.clear();
    for (const std::string &kind : m_kinds) {
        m_writers.push_back(incremental::make_writer(kind));
        DONE(m_writers.back()->Initialize());
    }
}

inline void write_pieces(const fs::path &path, const Copied &copied)
{
    std::string bytes;

    if (!copied.whole && fs::exists(path))
        bytes = store::read_file(path);
    for (const Piece &piece : copied.pieces) {
        if (bytes.size() < piece.offset + piece.bytes.size())
            bytes.resize(piece.offset + piece.bytes.size());
        bytes.replace(piece.offset, piece.bytes.size(), piece.bytes);
    }
    store::write_file(path, bytes);
    fs::last_write_time(path, copied.time);
}

/* What a ranges file has to be at a restore: put back before the data (INCR-028). The image has no
 * file for it, so it is made from the ranges that were copied. */
inline void put_ranges_files(const Image &image)
{
    for (const auto &recorded : image.recorded) {
        for (const Partial &partial : recorded.second.partial) {
            std::vector<std::uint64_t> numbers = {0};

            if (partial.ranges.find(L'\\') == std::wstring::npos)
                continue;
            for (const auto &file : image.files) {
                if (!fits(partial.path, partial.name, false, file.first))
                    continue;
                for (const Piece &piece : file.second.pieces)
                    numbers.insert(numbers.end(), {piece.offset, piece.bytes.size()});
            }
            numbers[0] = numbers.size() / 2;
            store::write_file(
                real_path(partial.ranges),
                std::string(reinterpret_cast<const char *>(numbers.data()), numbers.size() * 8));
        }
    }
}

inline bool Stage::restore_one(const Image &image, bool more, VSS_FILE_RESTORE_STATUS status,
                               HRESULT *failure)
{
    Requester requester(image.document.c_str());

    find_components(requester);
    if (restore_type != VSS_RTYPE_UNDEFINED)
        DONE(requester->SetRestoreState(restore_type));
    for (const Component &component : image.components) {
        DONE(requester->SetSelectedForRestore(component.writer, component.type,
                                              component.logical_path(), component.name.c_str(),
                                              true));
        DONE(requester->SetAdditionalRestores(component.writer, component.type,
                                              component.logical_path(), component.name.c_str(),
                                              more));
    }
    for (const std::wstring &name : image.subcomponents) {
        const Component &root = image.components.back();

        DONE(requester->AddRestoreSubcomponent(root.writer, root.type, root.logical_path(),
                                               root.name.c_str(), root.name.c_str(), name.c_str(),
                                               false));
    }
    DONE(requester.wait(&IVssBackupComponents::PreRestore));
    if (before_files)
        before_files(requester);
    put_ranges_files(image);
    for (const auto &file : image.files)
        write_pieces(m_folder / file.first, file.second);
    for (const Component &component : image.components)
        DONE(requester->SetFileRestoreStatus(component.writer, component.type,
                                             component.logical_path(), component.name.c_str(),
                                             status));
    requester.wait(&IVssBackupComponents::PostRestore);
    for (const Component &component : image.components) {
        HRESULT hr = S_OK;

        requester.status(component.writer, &hr);
        *failure = FAILED(hr) ? hr : *failure;
    }
    return SUCCEEDED(*failure);
}

inline HRESULT Stage::restore(const std::vector<const Image *> &images,
                              VSS_FILE_RESTORE_STATUS status)
{
    HRESULT failure = S_OK;

    for (std::size_t i = 0; i < images.size(); i++) {
        if (!restore_one(*images[i], i + 1 < images.size(), status, &failure))
            break;
    }
    return failure;
}

inline bool Stage::is_at(const Image &image) const
{
    bool same = true;

    for (const std::string &kind : m_kinds) {
        const std::unique_ptr<store::Store> store = open(kind);

        if (store->dump() != image.states.at(kind) || !store->verify().empty()) {
            fprintf(stderr, "%s is not at the state of Freeze: %s\n", kind.c_str(),
                    store->verify().c_str());
            same = false;
        }
    }
    return same;
}

/* ---- what each test asks ------------------------------------------------------------------------
 */

inline Order order_of(VSS_BACKUP_TYPE type, bool partial_files, const Image *base)
{
    Order order;

    order.type = type;
    order.partial_files = partial_files;
    order.base = base;
    return order;
}

inline store::Mark mark_of(const std::wstring &text)
{
    store::Mark mark;

    CHECK(store::parse(fs::path(text).string(), &mark));
    return mark;
}

/* Table schema_mask_validity. */
inline bool schema_is_valid(DWORD m, bool has_logs)
{
    return !((m & 0x4) && (m & 0x3) != 0x3) && !((m & 0x20) && !(m & 0x3)) &&
           !((m & 0x40) && !(m & 0x3)) && !((m & 0x8) && !has_logs) && !(m & 0x80) &&
           !(m & ~0xF7FFu);
}

/* What a chain may be: letters of types. The restore needs what table base_backup says. */
inline VSS_BACKUP_TYPE type_of(char letter)
{
    switch (letter) {
    case 'i':
        return VSS_BT_INCREMENTAL;
    case 'd':
        return VSS_BT_DIFFERENTIAL;
    case 'l':
        return VSS_BT_LOG;
    case 'c':
        return VSS_BT_COPY;
    default:
        return VSS_BT_FULL;
    }
}

/* The images in which the restore of the last one consists. A log image goes on from what was
 * before it, be it full, incremental or log. */
inline std::vector<const Image *> needed(const std::vector<Image> &images, std::size_t last)
{
    std::vector<const Image *> chain;
    VSS_BACKUP_TYPE type = images[last].type;

    for (std::size_t i = last + 1; i-- > 0;) {
        bool own = i == last || images[i].type == VSS_BT_FULL ||
                   (type != VSS_BT_DIFFERENTIAL &&
                    (images[i].type == VSS_BT_INCREMENTAL || images[i].type == VSS_BT_LOG));

        if (own)
            chain.insert(chain.begin(), &images[i]);
        if (own && (images[i].type == VSS_BT_FULL || type == VSS_BT_COPY))
            break;
    }
    return chain;
}

/* The image whose stamp a backup of this type is given (INCR-513). */
inline const Image *base_of(const std::vector<Image> &images, VSS_BACKUP_TYPE type)
{
    if (type == VSS_BT_FULL || type == VSS_BT_COPY)
        return nullptr;
    for (std::size_t i = images.size(); i-- > 0;) {
        if (images[i].type == VSS_BT_FULL ||
            (type != VSS_BT_DIFFERENTIAL && images[i].type == VSS_BT_INCREMENTAL) ||
            (type == VSS_BT_LOG && images[i].type == VSS_BT_LOG))
            return &images[i];
    }
    return nullptr;
}

/* Backs up in the order of the letters, with changes before and while each is copied, and restores
 * each of the moments. */
inline void check_chain(const std::vector<std::string> &kinds, const std::string &letters,
                        bool partial_files, unsigned seed)
{
    Stage stage(kinds, seed);
    std::vector<Image> images;
    int before = plain_failures;

    for (std::size_t i = 0; i < letters.size(); i++) {
        Order order;

        order.type = type_of(letters[i]);
        order.partial_files = partial_files;
        order.base = base_of(images, order.type);
        order.thaw_seed = seed * 100 + static_cast<unsigned>(i);
        for (unsigned n = seed % 3; n > 0; n--)
            stage.change(seed * 10 + static_cast<unsigned>(i) + n);
        images.push_back(stage.back_up(order));
    }
    for (std::size_t i = letters.size(); i-- > 0;) {
        CHECK(stage.restore(needed(images, i)) == S_OK);
        CHECK(stage.is_at(images[i]));
    }
    if (plain_failures != before)
        fprintf(stderr, "chain %s of %s, seed %u, partial files %s\n", letters.c_str(),
                kinds[0].c_str(), seed, partial_files ? "on" : "off");
}

#endif
