/*
 * examples/ledger-writer/ledger_writer.cpp - the VSS writer of the ledger.
 *
 * One database component with data and log files. Freeze makes the files whole and holds writes,
 * Thaw lets them go on. The backup's stamp is the number of the last transfer in it, so that a
 * restore can be checked: PostRestore opens what was restored and compares.
 */
#include "ledger_writer.h"

#include "ledger.h"
#include "local_path.h"

#include <writer_tools.h>

#include <cstddef>
#include <exception>

const VSS_ID LEDGER_WRITER_ID = {
    0x7d1b0a6e, 0x3c52, 0x4e0b, {0x9a, 0x7c, 0x1b, 0x64, 0xc0, 0xa5, 0xf2, 0xd1}};

static const WCHAR COMPONENT[] = L"ledger";
static const WCHAR WRITER_NAME[] = L"Ledger Writer";

LedgerWriter::LedgerWriter() : m_freezes(true)
{
}

LedgerWriter::~LedgerWriter()
{
    Unsubscribe();
}

HRESULT LedgerWriter::Initialize()
{
    std::filesystem::path folder;
    HRESULT hr;

    m_folder = std::filesystem::u8path(setting("LEDGER_FOLDER", "C:\\Ledger")).wstring();
    m_freezes = setting("LEDGER_NO_FREEZE", "0") != "1";
    hr = local_path(m_folder, &folder);
    if (FAILED(hr))
        return hr;
    try {
        m_store = std::make_unique<ledger::Store>(folder);
        m_store->load(static_cast<unsigned>(std::stoul(setting("LEDGER_LOAD", "1000"))));
    } catch (const std::exception &) {
        return E_FAIL;
    }
    hr =
        CVssWriter::Initialize(LEDGER_WRITER_ID, WRITER_NAME, VSS_UT_USERDATA, VSS_ST_TRANSACTEDDB);
    if (hr != S_OK) /* S_FALSE, too: there is no VSS then */
        return FAILED(hr) ? hr : E_FAIL;
    return Subscribe();
}

/* ---- backup ------------------------------------------------------------------------------------
 */

bool STDMETHODCALLTYPE LedgerWriter::OnIdentify(IVssCreateWriterMetadata *pMetadata)
{
    const std::wstring logs = m_folder + L"\\Logs";
    HRESULT hr = pMetadata->SetRestoreMethod(VSS_RME_RESTORE_IF_CAN_REPLACE, nullptr, nullptr,
                                             VSS_WRE_ALWAYS, false);

    if (SUCCEEDED(hr))
        hr = pMetadata->AddComponent(VSS_CT_DATABASE, nullptr, COMPONENT, L"Accounts and transfers",
                                     nullptr, 0, false, false, true);
    if (SUCCEEDED(hr))
        hr = pMetadata->AddDatabaseFiles(nullptr, COMPONENT, m_folder.c_str(), L"*.dat");
    if (SUCCEEDED(hr))
        hr = pMetadata->AddDatabaseFiles(nullptr, COMPONENT, m_folder.c_str(), L"ledger.chk");
    if (SUCCEEDED(hr))
        hr = pMetadata->AddDatabaseLogFiles(nullptr, COMPONENT, logs.c_str(), L"*.log");
    if (SUCCEEDED(hr))
        hr = pMetadata->AddExcludeFiles(m_folder.c_str(), L"*.tmp", true);
    /* A differential backup takes the same files: every one of them has changed since the last. */
    if (SUCCEEDED(hr))
        hr = pMetadata->SetBackupSchema(VSS_BS_DIFFERENTIAL | VSS_BS_TIMESTAMPED | VSS_BS_COPY |
                                        VSS_BS_WRITER_SUPPORTS_NEW_TARGET);
    return SUCCEEDED(hr);
}

/* The total never changes, so it is known before the backup. The stamp of now is for a backup
 * without shadow copy; PostSnapshot replaces it by that of the freeze. */
bool STDMETHODCALLTYPE LedgerWriter::OnPrepareBackup(IVssWriterComponents *pComponent)
{
    const std::wstring total = std::to_wstring(m_store->total());
    const std::wstring stamp = std::to_wstring(m_store->sequence());

    return each_component(pComponent, [&](IVssComponent *component) {
        return SUCCEEDED(component->SetBackupMetadata(total.c_str())) &&
               SUCCEEDED(component->SetBackupStamp(stamp.c_str()));
    });
}

bool STDMETHODCALLTYPE LedgerWriter::OnPrepareSnapshot()
{
    return true;
}

bool STDMETHODCALLTYPE LedgerWriter::OnFreeze()
{
    if (!m_freezes || !IsPathAffected(m_folder.c_str()))
        return true;
    try {
        hold(GetCurrentSnapshotSetId());
        return true;
    } catch (const std::exception &) {
        SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE);
        return false;
    }
}

bool STDMETHODCALLTYPE LedgerWriter::OnThaw()
{
    release(GetCurrentSnapshotSetId());
    return true;
}

bool STDMETHODCALLTYPE LedgerWriter::OnPostSnapshot(IVssWriterComponents *pComponent)
{
    const std::wstring stamp = std::to_wstring(frozen_at(GetCurrentSnapshotSetId()));

    return each_component(pComponent, [&](IVssComponent *component) {
        return SUCCEEDED(component->SetBackupStamp(stamp.c_str()));
    });
}

bool STDMETHODCALLTYPE LedgerWriter::OnAbort()
{
    release(GetCurrentSnapshotSetId());
    return true;
}

bool STDMETHODCALLTYPE LedgerWriter::OnBackupComplete(IVssWriterComponents *)
{
    return true;
}

/* The requester may have died between Freeze and Thaw. */
bool STDMETHODCALLTYPE LedgerWriter::OnBackupShutdown(VSS_ID SnapshotSetId)
{
    release(SnapshotSetId);
    forget(SnapshotSetId);
    return true;
}

/* ---- freezes, one for each shadow copy set ------------------------------------------------------
 */

void LedgerWriter::hold(const VSS_ID &set)
{
    std::lock_guard<std::mutex> guard(m_lock);

    m_store->freeze();
    m_freezes_seen.push_back({set, m_store->sequence(), true});
}

/* The store goes on when no set needs it frozen any more. */
void LedgerWriter::release(const VSS_ID &set)
{
    std::lock_guard<std::mutex> guard(m_lock);
    bool held = false;

    for (Frozen &frozen : m_freezes_seen) {
        if (IsEqualGUID(frozen.set, set))
            frozen.held = false;
        held = held || frozen.held;
    }
    if (!held)
        m_store->thaw();
}

std::uint64_t LedgerWriter::frozen_at(const VSS_ID &set)
{
    std::lock_guard<std::mutex> guard(m_lock);

    for (const Frozen &frozen : m_freezes_seen) {
        if (IsEqualGUID(frozen.set, set))
            return frozen.sequence;
    }
    return m_store->sequence();
}

void LedgerWriter::forget(const VSS_ID &set)
{
    std::lock_guard<std::mutex> guard(m_lock);

    for (std::size_t i = m_freezes_seen.size(); i-- > 0;) {
        if (IsEqualGUID(m_freezes_seen[i].set, set))
            m_freezes_seen.erase(m_freezes_seen.begin() + static_cast<std::ptrdiff_t>(i));
    }
}

/* ---- restore
 * ------------------------------------------------------------------------------------- */

/* The files are closed, so that they can be replaced. */
bool STDMETHODCALLTYPE LedgerWriter::OnPreRestore(IVssWriterComponents *)
{
    try {
        m_store->suspend();
        return true;
    } catch (const std::exception &) {
        SetWriterFailure(VSS_E_WRITERERROR_RETRYABLE);
        return false;
    }
}

/* Where the requester says that it restored the files of this folder to; empty: where they were. */
static std::wstring restored_to(IVssComponent *component, const std::wstring &folder)
{
    std::wstring result;
    UINT count = 0;

    if (FAILED(component->GetNewTargetCount(&count)))
        return result;
    for (UINT i = 0; i < count && result.empty(); i++) {
        IVssWMFiledesc *target = nullptr;
        Bstr from, to;

        if (FAILED(component->GetNewTarget(i, &target)))
            continue;
        if (target->GetPath(&from.text) == S_OK && folder == from.text &&
            target->GetAlternateLocation(&to.text) == S_OK)
            result = to.text;
        target->Release();
    }
    return result;
}

/* Holds what was restored against what the backup's metadata and stamp say. A ledger that is
 * further than the stamp was not restored here, but by somebody who keeps it elsewhere. */
static std::string compare(IVssComponent *component, const ledger::Verdict &verdict)
{
    Bstr total, stamp;

    if (!verdict.consistent)
        return verdict.reason;
    if (component->GetBackupMetadata(&total.text) == S_OK &&
        std::stoll(total.text) != verdict.total)
        return "the total is not that of the backup";
    if (component->GetBackupStamp(&stamp.text) == S_OK &&
        std::stoull(stamp.text) > verdict.sequence)
        return "transfers of the backup are missing";
    return "";
}

bool LedgerWriter::check_restored(IVssComponent *component)
{
    const std::wstring target = restored_to(component, m_folder);
    std::filesystem::path folder;
    std::string reason;

    try {
        if (FAILED(local_path(target.empty() ? m_folder : target, &folder)))
            reason = "the place it was restored to is not known";
        else
            reason = compare(component, ledger::verify(folder));
    } catch (const std::exception &error) {
        reason = error.what();
    }
    if (reason.empty())
        return true;
    component->SetPostRestoreFailureMsg(std::filesystem::u8path(reason).wstring().c_str());
    return false;
}

bool STDMETHODCALLTYPE LedgerWriter::OnPostRestore(IVssWriterComponents *pComponent)
{
    bool more = false;
    bool whole = each_component(pComponent, [&](IVssComponent *component) {
        bool additional = false;

        component->GetAdditionalRestores(&additional);
        more = more || additional;
        return additional || check_restored(component);
    });

    if (more) /* the store stays closed until all of it is there */
        return true;
    try {
        if (whole)
            m_store->resume();
    } catch (const std::exception &) {
        whole = false;
    }
    if (!whole)
        SetWriterFailure(VSS_E_WRITERERROR_NONRETRYABLE);
    return whole;
}
