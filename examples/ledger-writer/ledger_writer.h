/*
 * examples/ledger-writer/ledger_writer.h - the VSS writer of the ledger, as one would write it for
 * Windows.
 */
#ifndef LEDGER_WRITER_H
#define LEDGER_WRITER_H

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace ledger
{
class Store;
}

/* {7D1B0A6E-3C52-4E0B-9A7C-1B64C0A5F2D1} */
extern const VSS_ID LEDGER_WRITER_ID;

/*
 * Its store and what it does are set by the environment, read in Initialize:
 *   LEDGER_FOLDER       where the store is; default C:\Ledger
 *   LEDGER_LOAD         transfers a second that it makes by itself; default 1000
 *   LEDGER_NO_FREEZE=1  Freeze does nothing: what a backup is like without a writer's help
 */
class LedgerWriter : public CVssWriter
{
  public:
    LedgerWriter();
    ~LedgerWriter() override;

    HRESULT Initialize(); /* opens the store, initializes and subscribes the writer */

    bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *pMetadata) override;
    bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnPrepareSnapshot() override;
    bool STDMETHODCALLTYPE OnFreeze() override;
    bool STDMETHODCALLTYPE OnThaw() override;
    bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnAbort() override;
    bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID SnapshotSetId) override;
    bool STDMETHODCALLTYPE OnPreRestore(IVssWriterComponents *pComponent) override;
    bool STDMETHODCALLTYPE OnPostRestore(IVssWriterComponents *pComponent) override;

    ledger::Store *store() /* for tests */
    {
        return m_store.get();
    }

  private:
    struct Frozen { /* one shadow copy set that the store was frozen for */
        VSS_ID set;
        std::uint64_t sequence; /* of the last transfer then */
        bool held;              /* not thawed yet */
    };

    void hold(const VSS_ID &set);
    void release(const VSS_ID &set);
    std::uint64_t frozen_at(const VSS_ID &set);
    void forget(const VSS_ID &set);
    bool check_restored(IVssComponent *component);

    std::wstring m_folder; /* as Windows names it */
    bool m_freezes;
    std::unique_ptr<ledger::Store> m_store;
    std::mutex m_lock; /* guards what follows */
    std::vector<Frozen> m_freezes_seen;
};

#endif
