/*
 * examples/incremental/store_writer.h - what the writers of these stores have in common.
 *
 * The order of the events, the view of the store at Freeze, stamps, and the look at what a restore
 * brought. What makes a writer one of the documented ways is in its own file: the schema, the masks
 * of its file sets, and what it records when files are to be left out.
 *
 * Rules are named as in conformance/catalogue/rules.
 */
#ifndef INCREMENTAL_STORE_WRITER_H
#define INCREMENTAL_STORE_WRITER_H

#include <windows.h>
#include <vss.h>
#include <vswriter.h>

#include "file_store.h"

#include <functional>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace incremental
{

/* What a handler fails with; the text is for the requester's user. */
struct Failure : std::runtime_error {
    HRESULT code;
    explicit Failure(const std::string &text, HRESULT hr = VSS_E_WRITERERROR_NONRETRYABLE)
        : std::runtime_error(text), code(hr)
    {
    }
};

/* Fails the handler when a call of VSS does. */
inline void require(HRESULT hr)
{
    if (FAILED(hr))
        throw Failure("a call of VSS failed", VSS_E_WRITERERROR_RETRYABLE);
}

std::wstring wide(const std::string &text);
std::string narrow(BSTR text); /* "" for NULL */
FILETIME file_time(std::int64_t time);
/* Where a path of the Windows machine really is. */
std::filesystem::path local(const std::wstring &path);

/* For files whose backup the writer arranges itself except in full ones: only those, and copies,
 * take the whole file set (INCR-201, INCR-209). What is read at all is read from the shadow copy.
 */
constexpr DWORD IN_FULL_BACKUPS = VSS_FSBT_FULL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED;
constexpr DWORD IN_ALL_BACKUPS = VSS_FSBT_ALL_BACKUP_REQUIRED | VSS_FSBT_ALL_SNAPSHOT_REQUIRED;

struct Identity {
    VSS_ID id;
    LPCWSTR name;
    const char *kind; /* of its store, and the name of its folder */
    DWORD schema;     /* VSS_BACKUP_SCHEMA bits; table schema_mask_validity */
};

/*
 * Settings, read in Initialize and in the events:
 * - INCREMENTAL_FOLDER: the folder with all the stores, default C:\Stores; each is in KIND below.
 * - INCREMENTAL_STATES: a folder of the real machine, where Freeze puts the dump of the store, as
 *   KIND.state.
 * - INCREMENTAL_THAW_SEED: a number; Thaw lets the application make one more batch of changes.
 */
class StoreWriter : public CVssWriter
{
  public:
    explicit StoreWriter(const Identity &identity) : m_identity(identity)
    {
    }

    HRESULT Initialize(); /* initializes and subscribes the writer; the store has to be there */

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

  protected:
    /* ---- what each writer says for itself ---- */

    /* Components and file sets. */
    virtual void describe(IVssCreateWriterMetadata *metadata) = 0;
    /* In PrepareForBackup, before anything else. */
    virtual void prepare(IVssComponent *)
    {
    }
    /* Before the view is taken, while the application holds still. */
    virtual void settle(store::Store &)
    {
    }
    /* In PostSnapshot: differenced and partial files. */
    virtual void record(IVssComponent *, const store::Store &)
    {
    }
    /* The moment that stamp and metadata of a component tell. */
    virtual std::string moment(IVssComponent *component, const store::Store &store);
    /* The backup of that moment is on its medium, and it was one that later ones build upon. */
    virtual void saved(IVssComponent *, const std::string &)
    {
    }
    /* All images are back: what is wrong with the store; empty if nothing is. */
    virtual std::string restored(IVssComponent *component, const std::string &moment);
    virtual void forget(const VSS_ID &)
    {
    }

    /* ---- for their use ---- */

    /* The backup as it is for this writer: without the schema bit of its type it is a full one, for
     * writer and requester alike (INCR-113, INCR-114). */
    VSS_BACKUP_TYPE backup_type() const;
    bool is_partial_backup() const; /* incremental or differential */
    std::unique_ptr<store::Store> open_store() const;
    std::wstring folder(const std::string &below = "") const; /* as Windows names it */
    store::fs::path local_folder() const
    {
        return m_local;
    }

  private:
    struct Frozen { /* the store as it is in one shadow copy set */
        VSS_ID set;
        std::shared_ptr<const store::Store> view;
        bool held; /* not thawed yet */
    };

    bool run(const std::function<void()> &handler);
    std::shared_ptr<const store::Store> view_of(const VSS_ID &set);
    bool release(const VSS_ID &set);
    void drop(const VSS_ID &set);
    void set_stamp(IVssComponent *component, const store::Store &store);
    bool check_restored(IVssComponent *component);

    const Identity m_identity;
    std::wstring m_folder;
    store::fs::path m_local;
    std::mutex m_lock; /* guards what follows */
    std::vector<Frozen> m_frozen;
};

/* The mark in the stamp of the backup that this one builds upon. A stamp that is missing, or of a
 * store with another history, tells nothing: false, and the mark before everything. */
bool previous_mark(IVssComponent *component, const store::FileStore &files, store::Mark *mark);
std::string previous_stamp(IVssComponent *component); /* empty: none */
/* Why the handler is going to fail, for the requester's user: in PrepareForBackup and PostSnapshot.
 */
void explain(IVssComponent *component, LPCWSTR why);

/* Names each file that changed since the mark as a partial file of one range, which is all of it:
 * the mask of its file set, under which it would be left out, no longer counts (INCR-001). */
void add_changed_files(IVssComponent *component, const store::FileStore &files,
                       const store::Mark &since, const std::wstring &folder);
/* Names a file set as differenced: of its files those that changed after the mark. The mark before
 * everything stands for all of them; a zero time would leave it to the requester (INCR-411). */
void add_changed_set(IVssComponent *component, const std::wstring &path, LPCWSTR filespec,
                     bool recursive, const store::Mark &since);

} // namespace incremental

#endif
