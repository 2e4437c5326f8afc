/* examples/incremental/store_writer.cpp - see store_writer.h: the events, in their order. */
#include "store_writer.h"

#include <local_path.h>
#include <writer_tools.h>

#include <exception>

namespace incremental
{

std::wstring wide(const std::string &text)
{
    return std::filesystem::u8path(text).wstring();
}

std::string narrow(BSTR text)
{
    return text ? std::filesystem::path(text).u8string() : "";
}

/* Seconds since 1970 in 100 ns since 1601. */
FILETIME file_time(std::int64_t time)
{
    std::uint64_t ticks = static_cast<std::uint64_t>(time + 11644473600) * 10000000;
    FILETIME result;

    result.dwLowDateTime = static_cast<DWORD>(ticks);
    result.dwHighDateTime = static_cast<DWORD>(ticks >> 32);
    return result;
}

std::filesystem::path local(const std::wstring &path)
{
    std::filesystem::path result;

    require(local_path(path, &result));
    return result;
}

HRESULT StoreWriter::Initialize()
{
    HRESULT hr;

    m_folder = wide(setting("INCREMENTAL_FOLDER", "C:\\Stores")) + L"\\" + wide(m_identity.kind);
    hr = local_path(m_folder, &m_local);
    if (SUCCEEDED(hr))
        hr = CVssWriter::Initialize(m_identity.id, m_identity.name, VSS_UT_USERDATA,
                                    VSS_ST_NONTRANSACTEDDB);
    if (hr != S_OK) /* S_FALSE, too: there is no VSS then */
        return FAILED(hr) ? hr : E_FAIL;
    return Subscribe();
}

/* Runs a handler; what it throws becomes the writer's failure. What the store throws may be gone
 * the next time. */
bool StoreWriter::run(const std::function<void()> &handler)
{
    try {
        handler();
        return true;
    } catch (const Failure &failure) {
        SetWriterFailure(failure.code);
    } catch (const std::exception &) {
        SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE);
    }
    return false;
}

std::unique_ptr<store::Store> StoreWriter::open_store() const
{
    return store::open(m_identity.kind, m_local);
}

std::wstring StoreWriter::folder(const std::string &below) const
{
    return below.empty() ? m_folder : m_folder + L"\\" + wide(below);
}

VSS_BACKUP_TYPE StoreWriter::backup_type() const
{
    static const struct {
        VSS_BACKUP_TYPE type;
        DWORD bit;
    } supported[] = {{VSS_BT_INCREMENTAL, VSS_BS_INCREMENTAL},
                     {VSS_BT_DIFFERENTIAL, VSS_BS_DIFFERENTIAL},
                     {VSS_BT_LOG, VSS_BS_LOG},
                     {VSS_BT_COPY, VSS_BS_COPY}};
    const VSS_BACKUP_TYPE asked = GetBackupType();

    for (const auto &row : supported) {
        if (asked == row.type && (m_identity.schema & row.bit))
            return asked;
    }
    return VSS_BT_FULL;
}

bool StoreWriter::is_partial_backup() const
{
    const VSS_BACKUP_TYPE type = backup_type();

    return type == VSS_BT_INCREMENTAL || type == VSS_BT_DIFFERENTIAL;
}

/* ---- backup ------------------------------------------------------------------------------------
 */

/* The restore events are always wanted: after a restore there is something to put in order. */
bool STDMETHODCALLTYPE StoreWriter::OnIdentify(IVssCreateWriterMetadata *pMetadata)
{
    try {
        require(pMetadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, nullptr, nullptr,
                                            VSS_WRE_ALWAYS, false));
        describe(pMetadata);
        require(pMetadata->SetBackupSchema(m_identity.schema));
        return true;
    } catch (const std::exception &) {
        return false; /* SetWriterFailure is not for this event */
    }
}

std::string StoreWriter::moment(IVssComponent *, const store::Store &store)
{
    return store.moment();
}

/* A full backup is stamped too, being the base of the next (INCR-519); a copy is not: nothing may
 * ever build upon it (INCR-520). */
void StoreWriter::set_stamp(IVssComponent *component, const store::Store &store)
{
    if ((m_identity.schema & VSS_BS_TIMESTAMPED) && backup_type() != VSS_BT_COPY)
        require(component->SetBackupStamp(wide(moment(component, store)).c_str()));
}

/* For a backup without a shadow copy, in which PostSnapshot never comes (INCR-503). If it comes, it
 * replaces the stamp. */
bool STDMETHODCALLTYPE StoreWriter::OnPrepareBackup(IVssWriterComponents *pComponent)
{
    return run([&] {
        each_component(pComponent, [&](IVssComponent *component) {
            prepare(component);
            set_stamp(component, *open_store());
            return true;
        });
    });
}

bool STDMETHODCALLTYPE StoreWriter::OnPrepareSnapshot()
{
    return true;
}

static void note_state(const std::string &kind, const store::Store &view)
{
    const std::string folder = setting("INCREMENTAL_STATES", "");

    if (!folder.empty())
        store::write_file(std::filesystem::u8path(folder) / (kind + ".state"), view.dump());
}

/* The application holds still while this process works for VSS, so its files are whole. */
bool STDMETHODCALLTYPE StoreWriter::OnFreeze()
{
    return run([&] {
        if (!IsPathAffected(m_folder.c_str()) || !std::filesystem::exists(m_local))
            return;
        std::unique_ptr<store::Store> live = open_store();
        settle(*live);
        note_state(m_identity.kind, *live);
        std::lock_guard<std::mutex> guard(m_lock);
        m_frozen.push_back({GetCurrentSnapshotSetId(), std::move(live), true});
    });
}

/* True for the first time after the freeze. */
bool StoreWriter::release(const VSS_ID &set)
{
    std::lock_guard<std::mutex> guard(m_lock);
    bool was_held = false;

    for (Frozen &frozen : m_frozen) {
        if (!IsEqualGUID(frozen.set, set))
            continue;
        was_held = was_held || frozen.held;
        frozen.held = false;
    }
    return was_held;
}

bool STDMETHODCALLTYPE StoreWriter::OnThaw()
{
    return run([&] {
        const std::string seed = setting("INCREMENTAL_THAW_SEED", "");

        if (release(GetCurrentSnapshotSetId()) && !seed.empty())
            open_store()->change(static_cast<unsigned>(std::stoul(seed)));
    });
}

std::shared_ptr<const store::Store> StoreWriter::view_of(const VSS_ID &set)
{
    std::lock_guard<std::mutex> guard(m_lock);

    for (const Frozen &frozen : m_frozen) {
        if (IsEqualGUID(frozen.set, set))
            return frozen.view;
    }
    return nullptr;
}

/* All that is recorded is that of the freeze; the store itself may have moved on. The metadata can
 * be set once (INCR-609), so it is not set before. */
bool STDMETHODCALLTYPE StoreWriter::OnPostSnapshot(IVssWriterComponents *pComponent)
{
    return run([&] {
        const std::shared_ptr<const store::Store> view = view_of(GetCurrentSnapshotSetId());

        if (!view) /* its volume is not in the set */
            return;
        each_component(pComponent, [&](IVssComponent *component) {
            require(component->SetBackupMetadata(wide(moment(component, *view)).c_str()));
            set_stamp(component, *view);
            record(component, *view);
            return true;
        });
    });
}

/* Only what is safe on its medium lets the writer's own history move on (INCR-602, INCR-606), and
 * only in the types that later backups build upon: never in a differential or copy (INCR-604,
 * INCR-605). What was saved is in the component itself. */
bool STDMETHODCALLTYPE StoreWriter::OnBackupComplete(IVssWriterComponents *pComponent)
{
    return run([&] {
        const VSS_BACKUP_TYPE type = backup_type();

        if (type == VSS_BT_COPY || type == VSS_BT_DIFFERENTIAL)
            return;
        each_component(pComponent, [&](IVssComponent *component) {
            bool succeeded = false;
            Bstr moment;

            if (component->GetBackupSucceeded(&succeeded) == S_OK && succeeded &&
                component->GetBackupMetadata(&moment.text) == S_OK)
                saved(component, narrow(moment.text));
            return true;
        });
    });
}

void StoreWriter::drop(const VSS_ID &set)
{
    std::lock_guard<std::mutex> guard(m_lock);

    for (std::size_t i = m_frozen.size(); i-- > 0;) {
        if (IsEqualGUID(m_frozen[i].set, set))
            m_frozen.erase(m_frozen.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

bool STDMETHODCALLTYPE StoreWriter::OnAbort()
{
    const VSS_ID set = GetCurrentSnapshotSetId();

    return run([&] {
        drop(set);
        forget(set);
    });
}

bool STDMETHODCALLTYPE StoreWriter::OnBackupShutdown(VSS_ID SnapshotSetId)
{
    return run([&] {
        drop(SnapshotSetId);
        forget(SnapshotSetId);
    });
}

/* ---- restore -----------------------------------------------------------------------------------
 */

/* The store is open only while an event is handled, so its files can be replaced. */
bool STDMETHODCALLTYPE StoreWriter::OnPreRestore(IVssWriterComponents *)
{
    return true;
}

std::string StoreWriter::restored(IVssComponent *component, const std::string &moment_of_backup)
{
    std::unique_ptr<store::Store> live = open_store();
    std::string wrong;

    live->recover(moment_of_backup);
    live = open_store();
    wrong = live->verify();
    if (wrong.empty() && !moment_of_backup.empty() && moment(component, *live) != moment_of_backup)
        wrong = "this is not the state that was backed up";
    return wrong;
}

/* The moment that a component was saved at: its metadata, or the stamp if there was no shadow copy.
 */
static std::string moment_saved(IVssComponent *component)
{
    Bstr metadata, stamp;

    if (component->GetBackupMetadata(&metadata.text) == S_OK)
        return narrow(metadata.text);
    return component->GetBackupStamp(&stamp.text) == S_OK ? narrow(stamp.text) : "";
}

/* While more images are to come nothing is put in order (INCR-611, REST-605); that this one came
 * whole is seen at once. The last image has to leave the state of its own backup (INCR-031). */
bool StoreWriter::check_restored(IVssComponent *component)
{
    VSS_FILE_RESTORE_STATUS status = VSS_RS_UNDEFINED;
    bool selected = false, more = false;
    std::string wrong;

    if (FAILED(component->IsSelectedForRestore(&selected)) || !selected)
        return true;
    component->GetFileRestoreStatus(&status);
    component->GetAdditionalRestores(&more);
    try {
        if (status != VSS_RS_ALL)
            wrong = "not all files were restored";
        else if (!more)
            wrong = restored(component, moment_saved(component));
    } catch (const std::exception &error) {
        wrong = error.what();
    }
    if (!wrong.empty())
        component->SetPostRestoreFailureMsg(wide(wrong).c_str());
    return wrong.empty();
}

bool STDMETHODCALLTYPE StoreWriter::OnPostRestore(IVssWriterComponents *pComponent)
{
    return run([&] {
        bool whole = true;

        each_component(pComponent, [&](IVssComponent *component) {
            whole = check_restored(component) && whole;
            return true;
        });
        if (!whole)
            throw Failure("a component is not whole");
    });
}

/* ---- what changed ------------------------------------------------------------------------------
 */

std::string previous_stamp(IVssComponent *component)
{
    Bstr stamp;

    return component->GetPreviousBackupStamp(&stamp.text) == S_OK ? narrow(stamp.text) : "";
}

/* The one message is for the one event, the other for the other. */
void explain(IVssComponent *component, LPCWSTR why)
{
    IVssComponentEx *more = nullptr;

    if (FAILED(component->QueryInterface(IID_IVssComponentEx, reinterpret_cast<void **>(&more))))
        return;
    if (FAILED(more->SetPrepareForBackupFailureMsg(why)))
        more->SetPostSnapshotFailureMsg(why);
    more->Release();
}

bool previous_mark(IVssComponent *component, const store::FileStore &files, store::Mark *mark)
{
    store::Mark read;

    *mark = store::Mark();
    if (!store::parse(previous_stamp(component), &read) || !files.knows(read))
        return false;
    *mark = read;
    return true;
}

void add_changed_files(IVssComponent *component, const store::FileStore &files,
                       const store::Mark &since, const std::wstring &folder)
{
    for (const std::string &name : files.changed_since(since)) {
        const store::FileStore::Entry &entry = files.entries().at(name);
        std::filesystem::path path(name);
        std::wstring below = path.parent_path().wstring();

        for (wchar_t &c : below)
            c = c == L'/' ? L'\\' : c;
        require(component->AddPartialFile(
            (folder + L"\\" + below).c_str(), path.filename().wstring().c_str(),
            (L"0:" + std::to_wstring(entry.size)).c_str(), wide(store::hex(entry.digest)).c_str()));
    }
}

/* Files of the batch after the mark are at least two seconds younger, those of the mark's not
 * younger: a second after it no file can have just this time, whose meaning no page tells
 * (INCR-413). */
void add_changed_set(IVssComponent *component, const std::wstring &path, LPCWSTR filespec,
                     bool recursive, const store::Mark &since)
{
    FILETIME all = {1, 0};
    FILETIME time = since.sequence == 0 ? all : file_time(since.time + 1);

    require(
        component->AddDifferencedFilesByLastModifyTime(path.c_str(), filespec, recursive, time));
}

} // namespace incremental
