/*
 * vsapi/cvsswriter.h - the classes CVssWriter, CVssWriterEx and CVssWriterEx2.
 *
 * A program includes vswriter.h, which includes this file. The classes are inline, over the
 * functions of vsapi/writer.h: an object holds one IVssWriterImpl, a static table of functions
 * leads from the service back to the virtual handlers. So the library never looks into a C++
 * object, and class and library may come from different compilers.
 *
 * Order of the virtual functions: that of Microsoft's header as far as it is known
 * (docs/decisions.md#order-of-the-virtual-functions). It does not matter to programs compiled with
 * this header.
 *
 * Exceptions: the documentation forbids them to leave a handler. The table's functions stop them,
 * report their text and answer for the handler. Without exceptions (-fno-exceptions) nothing is
 * caught.
 */
#ifndef VSAPI_CVSSWRITER_H
#define VSAPI_CVSSWRITER_H

#include <vsapi/writer.h>

#if defined(__cpp_exceptions)
#include <exception>
#if defined(__GLIBCXX__) && !defined(_WIN32)
#include <cxxabi.h>
/* How glibc ends a thread that was cancelled; whoever catches it has to throw it on. */
#define VSAPI_FORCED_UNWIND abi::__forced_unwind
#endif
#endif

class CVssWriter;
class CVssWriterEx;
class CVssWriterEx2;

namespace vsapi
{

/* The way from the service to the handlers: one static function for each entry of the table. */
struct writer_entries {
    static const struct vsapi_writer_handlers *for_writer();
    static const struct vsapi_writer_handlers *for_writer_ex();
    static const struct vsapi_writer_handlers *for_writer_ex2();

    static HRESULT create(const struct vsapi_writer_handlers *handlers, CVssWriter *writer,
                          IVssWriterImpl **out);
    static HRESULT create_for(const struct vsapi_writer_handlers *handlers, CVssWriter *writer,
                              IVssWriterImpl **out);
    static struct vsapi_writer_handlers table(const char *class_name, bool ex);

  private:
    template <typename Call> static enum vsapi_handled run(CVssWriter *, const char *, Call);
    static void report(CVssWriter *writer, const char *handler, const char *what);

    static enum vsapi_handled OnIdentify(void *self, IVssCreateWriterMetadata *pMetadata);
    static enum vsapi_handled OnIdentifyDone(void *self, IVssCreateWriterMetadata *pMetadata);
    static enum vsapi_handled OnIdentifyEx(void *self, IVssCreateWriterMetadataEx *pMetadata);
    static enum vsapi_handled OnPrepareBackup(void *self, IVssWriterComponents *pComponent);
    static enum vsapi_handled OnPrepareSnapshot(void *self);
    static enum vsapi_handled OnFreeze(void *self);
    static enum vsapi_handled OnThaw(void *self);
    static enum vsapi_handled OnPostSnapshot(void *self, IVssWriterComponents *pComponent);
    static enum vsapi_handled OnAbort(void *self);
    static enum vsapi_handled OnBackupComplete(void *self, IVssWriterComponents *pComponent);
    static enum vsapi_handled OnBackupShutdown(void *self, VSS_ID SnapshotSetId);
    static enum vsapi_handled OnPreRestore(void *self, IVssWriterComponents *pComponent);
    static enum vsapi_handled OnPostRestore(void *self, IVssWriterComponents *pComponent);
    static enum vsapi_handled OnBackOffIOOnVolume(void *self, VSS_PWSZ wszVolumeName,
                                                  VSS_ID snapshotId, VSS_ID providerId);
    static enum vsapi_handled OnContinueIOOnVolume(void *self, VSS_PWSZ wszVolumeName,
                                                   VSS_ID snapshotId, VSS_ID providerId);
    static enum vsapi_handled OnVSSShutdown(void *self);
    static enum vsapi_handled OnVSSApplicationStartup(void *self);
};

} // namespace vsapi

/**
 * A writer. Derive from it, override the handlers, call Initialize once and Subscribe once.
 *
 * Handlers: one for each event; a handler returns true when it did its part, and false, after
 * SetWriterFailure, to report a failure. The ones that are not pure return true and do nothing.
 * Threads:  handlers run on threads of the service. The protected functions are for handlers;
 *           SetWriterFailure only on the thread that called the handler.
 * End:      call Unsubscribe before the derived object's own members go; the destructor does it
 * too, but when it runs the derived part is gone and no handler can run any more.
 *
 * Since:  Windows XP, Windows Server 2003
 * Source: sdk-api:vswriter/nl-vswriter-cvsswriter.md
 */
class CVssWriter
{
  public:
    /* Cannot fail. If there is no memory, Initialize says so. */
    CVssWriter() : CVssWriter(vsapi::writer_entries::for_writer())
    {
    }

    /* Ends the writer's part in VSS. Source:
     * sdk-api:vswriter/nf-vswriter-cvsswriter-_dtorcvsswriter.md */
    virtual ~CVssWriter()
    {
        if (!m_pWriterImpl)
            return;
        m_pWriterImpl->Unsubscribe();
        m_pWriterImpl->Uninitialize();
        m_pWriterImpl->Release();
    }

    CVssWriter(const CVssWriter &) = delete;
    CVssWriter &operator=(const CVssWriter &) = delete;

    /**
     * Says who the writer is; once, before Subscribe. Compare with S_OK: S_FALSE passes SUCCEEDED()
     * although the writer is not initialized.
     *
     * @param WriterId  GUID of the writer class
     * @param wszWriterName  name of the writer, not localized
     * @param ut  VSS_USAGE_TYPE: how the host uses the data
     * @param st  VSS_SOURCE_TYPE: kind of data
     * @param nLevel  VSS_APPLICATION_LEVEL at which Freeze is sent to the writer
     * @param dwTimeoutFreeze  longest time in milliseconds from receipt of Freeze to receipt of
     *        Thaw
     * @param aws  VSS_ALTERNATE_WRITER_STATE; reserved, leave the default
     * @param bIOThrottlingOnly  true if I/O throttling methods are enabled; reserved, leave the
     *        default
     * @param wszWriterInstanceName  persistent, readable name of this instance
     *
     * Returns:   S_OK, S_FALSE, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-initialize.md (rules Initialize-1 to -12)
     */
    HRESULT STDMETHODCALLTYPE
    Initialize(VSS_ID WriterId, LPCWSTR wszWriterName, VSS_USAGE_TYPE ut, VSS_SOURCE_TYPE st,
               VSS_APPLICATION_LEVEL nLevel = VSS_APP_FRONT_END, DWORD dwTimeoutFreeze = 60000,
               VSS_ALTERNATE_WRITER_STATE aws = VSS_AWS_NO_ALTERNATE_WRITER,
               bool bIOThrottlingOnly = false, LPCWSTR wszWriterInstanceName = NULL)
    {
        if (!m_pWriterImpl)
            return E_OUTOFMEMORY;
        return m_pWriterImpl->Initialize(WriterId, wszWriterName, wszWriterInstanceName, 0, 0, ut,
                                         st, nLevel, dwTimeoutFreeze, aws, bIOThrottlingOnly);
    }

    /**
     * Begins the writer's part in VSS: from now on events reach the handlers.
     *
     * @param dwEventFlags  VSS_SUBSCRIBE_MASK bits; reserved, leave the default
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_WRITER_ALREADY_SUBSCRIBED
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-subscribe.md (rules Subscribe-1 to -5)
     */
    HRESULT STDMETHODCALLTYPE Subscribe(DWORD dwEventFlags = VSS_SM_BACKUP_EVENTS_FLAG |
                                                             VSS_SM_RESTORE_EVENTS_FLAG)
    {
        return m_pWriterImpl ? m_pWriterImpl->Subscribe(INFINITE, dwEventFlags) : E_OUTOFMEMORY;
    }

    /**
     * Ends the writer's part in VSS.
     *
     * Returns:   S_OK, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-unsubscribe.md (rule Unsubscribe-1)
     */
    HRESULT STDMETHODCALLTYPE Unsubscribe()
    {
        return m_pWriterImpl ? m_pWriterImpl->Unsubscribe() : E_OUTOFMEMORY;
    }

    /**
     * Not supported; reserved.
     *
     * @param writerId  reserved
     * @param persistentWriterClassId  reserved
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-installalternatewriter.md (rule
     *            InstallAlternateWriter-1)
     */
    HRESULT STDMETHODCALLTYPE InstallAlternateWriter(VSS_ID writerId, CLSID persistentWriterClassId)
    {
        if (!m_pWriterImpl)
            return E_OUTOFMEMORY;
        return m_pWriterImpl->InstallAlternateWriter(writerId, persistentWriterClassId);
    }

    /**
     * Asks the writer to describe its data. It may come at any time, belongs to no backup, and is
     * answered alike each time.
     *
     * @param pMetadata  object with which the writer builds its Writer Metadata Document; owned by
     *        VSS
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onidentify.md (rules OnIdentify-1 to -12)
     */
    virtual bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *pMetadata)
    {
        (void)pMetadata;
        return true;
    }

    /**
     * A backup is about to begin, with these components.
     *
     * @param pComponent  the writer's components in the requester's Backup Components Document;
     *        owned by the base class
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onpreparebackup.md (rules
     *            OnPrepareBackup-1 to -11)
     */
    virtual bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *pComponent)
    {
        (void)pComponent;
        return true;
    }

    /**
     * A shadow copy is about to be made: the last chance for long work.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onpreparesnapshot.md (rules
     *            OnPrepareSnapshot-1 to -10)
     */
    virtual bool STDMETHODCALLTYPE OnPrepareSnapshot() = 0;

    /**
     * Hold all writes until Thaw, and return quickly.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onfreeze.md (rules OnFreeze-1 to -11)
     */
    virtual bool STDMETHODCALLTYPE OnFreeze() = 0;

    /**
     * The shadow copy is made; write again.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onthaw.md (rules OnThaw-1 to -10)
     */
    virtual bool STDMETHODCALLTYPE OnThaw() = 0;

    /**
     * The shadow copy will not be made; undo what was prepared.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onabort.md (rules OnAbort-1 to -15)
     */
    virtual bool STDMETHODCALLTYPE OnAbort() = 0;

    /**
     * The requester has finished the backup.
     *
     * @param pComponent  the writer's components in the requester's Backup Components Document;
     *        owned by the base class
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onbackupcomplete.md (rules
     *            OnBackupComplete-1 to -11)
     */
    virtual bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *pComponent)
    {
        (void)pComponent;
        return true;
    }

    /**
     * The requester has gone, having completed the backup or not.
     *
     * @param SnapshotSetId  shadow copy set of the backup that ends; NULL (GUID_NULL, as VSS_ID is
     *        no pointer) if no shadow copy was made
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onbackupshutdown.md (rules
     *            OnBackupShutdown-1 to -10)
     */
    virtual bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID SnapshotSetId)
    {
        (void)SnapshotSetId;
        return true;
    }

    /**
     * A restore is about to begin, with these components.
     *
     * @param pComponent  the writer's components in the requester's Backup Components Document;
     *        owned by the base class
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onprerestore.md (rules OnPreRestore-1 to
     *            -10)
     */
    virtual bool STDMETHODCALLTYPE OnPreRestore(IVssWriterComponents *pComponent)
    {
        (void)pComponent;
        return true;
    }

    /**
     * The requester has restored the files.
     *
     * @param pComponent  the writer's components in the requester's Backup Components Document;
     *        owned by the base class
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onpostrestore.md (rules OnPostRestore-1 to
     *            -12)
     */
    virtual bool STDMETHODCALLTYPE OnPostRestore(IVssWriterComponents *pComponent)
    {
        (void)pComponent;
        return true;
    }

    /**
     * Thaw is over for all writers; the writer may clean up, and look at its shadow copy.
     *
     * @param pComponent  the writer's components in the requester's Backup Components Document;
     *        owned by the base class
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onpostsnapshot.md (rules OnPostSnapshot-1
     *            to -14)
     */
    virtual bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *pComponent)
    {
        (void)pComponent;
        return true;
    }

    /**
     * Not supported; reserved.
     *
     * @param wszVolumeName  reserved; not const (exported name)
     * @param snapshotId  reserved
     * @param providerId  reserved
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onbackoffioonvolume.md (rule
     *            OnBackOffIOOnVolume-1)
     */
    virtual bool STDMETHODCALLTYPE OnBackOffIOOnVolume(VSS_PWSZ wszVolumeName, VSS_ID snapshotId,
                                                       VSS_ID providerId)
    {
        (void)wszVolumeName;
        (void)snapshotId;
        (void)providerId;
        return true;
    }

    /**
     * Not supported; reserved.
     *
     * @param wszVolumeName  reserved; not const (exported name)
     * @param snapshotId  reserved
     * @param providerId  reserved
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-oncontinueioonvolume.md (rule
     *            OnContinueIOOnVolume-1)
     */
    virtual bool STDMETHODCALLTYPE OnContinueIOOnVolume(VSS_PWSZ wszVolumeName, VSS_ID snapshotId,
                                                        VSS_ID providerId)
    {
        (void)wszVolumeName;
        (void)snapshotId;
        (void)providerId;
        return true;
    }

    /**
     * Not supported; reserved.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onvssshutdown.md (rule OnVSSShutdown-1)
     */
    virtual bool STDMETHODCALLTYPE OnVSSShutdown()
    {
        return true;
    }

    /**
     * Not supported; reserved.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-onvssapplicationstartup.md (rule
     *            OnVSSApplicationStartup-1)
     */
    virtual bool STDMETHODCALLTYPE OnVSSApplicationStartup()
    {
        return true;
    }

  protected:
    /**
     * Gives the original names of the volumes in the shadow copy set.
     *
     * Ownership: The base class owns array and strings; the writer frees nothing.
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-getcurrentvolumearray.md (rules
     *            GetCurrentVolumeArray-1 to -3)
     */
    LPCWSTR *STDMETHODCALLTYPE GetCurrentVolumeArray() const
    {
        return m_pWriterImpl ? m_pWriterImpl->GetCurrentVolumeArray() : nullptr;
    }

    /**
     * Counts the names of GetCurrentVolumeArray.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-getcurrentvolumecount.md (rule
     *            GetCurrentVolumeCount-1)
     */
    UINT STDMETHODCALLTYPE GetCurrentVolumeCount() const
    {
        return m_pWriterImpl ? m_pWriterImpl->GetCurrentVolumeCount() : 0;
    }

    /**
     * Gives the device name of the shadow copy of a volume; for OnPostSnapshot only.
     *
     * @param wszOriginalVolume  original volume or file share: mounted folder (Y:\MountX\), drive
     *        (D:\), volume GUID path (\\?\Volume{GUID}\) or UNC path (\\Cluster\Share\), each
     *        ending in a backslash
     * @param ppwszSnapshotDevice  receives a pointer to the device name of the shadow copy
     *
     * Returns:   S_OK, E_INVALIDARG, VSS_E_BAD_STATE, VSS_E_OBJECT_NOT_FOUND
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-getsnapshotdevicename.md (rules
     *            GetSnapshotDeviceName-1 to -4)
     */
    HRESULT STDMETHODCALLTYPE GetSnapshotDeviceName(LPCWSTR wszOriginalVolume,
                                                    LPCWSTR *ppwszSnapshotDevice) const
    {
        if (!m_pWriterImpl)
            return E_OUTOFMEMORY;
        return m_pWriterImpl->GetSnapshotDeviceName(wszOriginalVolume, ppwszSnapshotDevice);
    }

    /**
     * Gives the id of the shadow copy set.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-getcurrentsnapshotsetid.md (rules
     *            GetCurrentSnapshotSetId-1 to -3)
     */
    VSS_ID STDMETHODCALLTYPE GetCurrentSnapshotSetId() const
    {
        return m_pWriterImpl ? m_pWriterImpl->GetCurrentSnapshotSetId() : VSS_ID();
    }

    /**
     * Gives the context of the shadow copy, a VSS_SNAPSHOT_CONTEXT with attributes.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-getcontext.md (rules GetContext-1 to -2)
     */
    LONG STDMETHODCALLTYPE GetContext() const
    {
        return m_pWriterImpl ? m_pWriterImpl->GetContext() : 0;
    }

    /**
     * Gives the level at which Freeze is under way.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-getcurrentlevel.md (rule
     *            GetCurrentLevel-1)
     */
    VSS_APPLICATION_LEVEL STDMETHODCALLTYPE GetCurrentLevel() const
    {
        return m_pWriterImpl ? m_pWriterImpl->GetCurrentLevel() : VSS_APP_UNKNOWN;
    }

    /**
     * Tells whether a path lies on a volume of the shadow copy set.
     *
     * @param wszPath  directory or file, local or UNC
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-ispathaffected.md (rules IsPathAffected-1
     *            to -2)
     */
    bool STDMETHODCALLTYPE IsPathAffected(LPCWSTR wszPath) const
    {
        return m_pWriterImpl ? m_pWriterImpl->IsPathAffected(wszPath) != 0 : false;
    }

    /**
     * Tells whether the backup includes the bootable system state.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-isbootablesystemstatebackedup.md (rule
     *            IsBootableSystemStateBackedUp-1)
     */
    bool STDMETHODCALLTYPE IsBootableSystemStateBackedUp() const
    {
        return m_pWriterImpl ? m_pWriterImpl->IsBootableSystemStateBackedUp() != 0 : false;
    }

    /**
     * Tells whether the requester works in component mode.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-arecomponentsselected.md (rules
     *            AreComponentsSelected-1 to -2)
     */
    bool STDMETHODCALLTYPE AreComponentsSelected() const
    {
        return m_pWriterImpl ? m_pWriterImpl->AreComponentsSelected() != 0 : false;
    }

    /**
     * Gives the type of the backup.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-getbackuptype.md (rules GetBackupType-1 to
     *            -3)
     */
    VSS_BACKUP_TYPE STDMETHODCALLTYPE GetBackupType() const
    {
        return m_pWriterImpl ? m_pWriterImpl->GetBackupType() : VSS_BT_UNDEFINED;
    }

    /**
     * Gives the type of the restore.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-getrestoretype.md (rules GetRestoreType-1
     *            to -2)
     */
    VSS_RESTORE_TYPE STDMETHODCALLTYPE GetRestoreType() const
    {
        return m_pWriterImpl ? m_pWriterImpl->GetRestoreType() : VSS_RTYPE_UNDEFINED;
    }

    /**
     * Tells whether the requester can back up parts of files.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-ispartialfilesupportenabled.md (rules
     *            IsPartialFileSupportEnabled-1 to -2)
     */
    bool STDMETHODCALLTYPE IsPartialFileSupportEnabled() const
    {
        return m_pWriterImpl ? m_pWriterImpl->IsPartialFileSupportEnabled() != 0 : false;
    }

    /**
     * Reports a failure of the event that is being handled, with one of the VSS_E_WRITERERROR
     * codes.
     *
     * @param hr  failure code
     *
     * Returns:   S_OK
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriter-setwriterfailure.md (rules
     *            SetWriterFailure-1 to -5)
     */
    HRESULT STDMETHODCALLTYPE SetWriterFailure(HRESULT hr)
    {
        return m_pWriterImpl ? m_pWriterImpl->SetWriterFailure(hr) : E_OUTOFMEMORY;
    }

  protected:
    /* For the Ex classes, which have tables of their own; not for programs. */
    explicit CVssWriter(const struct vsapi_writer_handlers *handlers) : m_pWriterImpl(nullptr)
    {
        if (FAILED(vsapi::writer_entries::create(handlers, this, &m_pWriterImpl)))
            m_pWriterImpl = nullptr;
    }

  private:
    friend class CVssWriterEx;
    friend class CVssWriterEx2;
    friend struct vsapi::writer_entries;

    IVssWriterImpl *m_pWriterImpl; /* owned; NULL if it could not be made */
};

/**
 * A writer with version numbers, a time-out for subscribing, and metadata with files that are left
 * out of the shadow copy. It overrides OnIdentify or OnIdentifyEx, never both.
 *
 * Since:  Windows Vista, Windows Server 2008
 * Source: sdk-api:vswriter/nl-vswriter-cvsswriterex.md
 */
class CVssWriterEx : public CVssWriter
{
  public:
    CVssWriterEx() : CVssWriterEx(vsapi::writer_entries::for_writer_ex())
    {
    }

    /**
     * Says who the writer is, with the version of the application; instead of Initialize.
     *
     * @param WriterId  GUID of the writer class
     * @param wszWriterName  name of the writer, not localized
     * @param dwMajorVersion  major version of the writer
     * @param dwMinorVersion  minor version of the writer
     * @param ut  VSS_USAGE_TYPE: how the host uses the data
     * @param st  VSS_SOURCE_TYPE: kind of data
     * @param nLevel  VSS_APPLICATION_LEVEL at which Freeze is sent to the writer
     * @param dwTimeoutFreeze  longest time in milliseconds from receipt of Freeze to receipt of
     *        Thaw
     * @param aws  VSS_ALTERNATE_WRITER_STATE; reserved, leave the default
     * @param bIOThrottlingOnly  true if I/O throttling methods are enabled; reserved, leave the
     *        default
     * @param wszWriterInstanceName  persistent, readable name of this instance
     *
     * Returns:   S_OK, S_FALSE, E_ACCESSDENIED, E_INVALIDARG, E_OUTOFMEMORY, VSS_E_UNEXPECTED,
     *            E_UNEXPECTED
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriterex-initializeex.md (rules InitializeEx-1 to
     *            -6)
     */
    HRESULT STDMETHODCALLTYPE InitializeEx(
        VSS_ID WriterId, LPCWSTR wszWriterName, DWORD dwMajorVersion, DWORD dwMinorVersion,
        VSS_USAGE_TYPE ut, VSS_SOURCE_TYPE st, VSS_APPLICATION_LEVEL nLevel = VSS_APP_FRONT_END,
        DWORD dwTimeoutFreeze = 60000, VSS_ALTERNATE_WRITER_STATE aws = VSS_AWS_NO_ALTERNATE_WRITER,
        bool bIOThrottlingOnly = false, LPCWSTR wszWriterInstanceName = NULL)
    {
        if (!m_pWriterImpl)
            return E_OUTOFMEMORY;
        return m_pWriterImpl->Initialize(WriterId, wszWriterName, wszWriterInstanceName,
                                         dwMajorVersion, dwMinorVersion, ut, st, nLevel,
                                         dwTimeoutFreeze, aws, bIOThrottlingOnly);
    }

    /**
     * Begins the writer's part in VSS, with a time-out in milliseconds; instead of Subscribe.
     *
     * @param dwUnsubscribeTimeout  milliseconds the method waits before it gives up; no default is
     *        named
     * @param dwEventFlags  VSS_SUBSCRIBE_MASK bits; reserved, leave the default
     *
     * Returns:   S_OK, E_ACCESSDENIED, E_OUTOFMEMORY, VSS_E_UNEXPECTED, E_UNEXPECTED,
     *            VSS_E_WRITER_ALREADY_SUBSCRIBED
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriterex-subscribeex.md (rules SubscribeEx-1 to
     *            -3)
     */
    HRESULT STDMETHODCALLTYPE SubscribeEx(DWORD dwUnsubscribeTimeout,
                                          DWORD dwEventFlags = VSS_SM_BACKUP_EVENTS_FLAG |
                                                               VSS_SM_RESTORE_EVENTS_FLAG)
    {
        if (!m_pWriterImpl)
            return E_OUTOFMEMORY;
        return m_pWriterImpl->Subscribe(dwUnsubscribeTimeout, dwEventFlags);
    }

    /**
     * Asks the writer to describe its data, with the Ex interface; overridden instead of
     * OnIdentify. The default hands over to OnIdentify, so that a writer may override either.
     *
     * @param pMetadata  as in OnIdentify, with the Ex interface (AddExcludeFilesFromSnapshot);
     *        owned by VSS
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriterex-onidentifyex.md (rules OnIdentifyEx-1 to
     *            -8)
     */
    virtual bool STDMETHODCALLTYPE OnIdentifyEx(IVssCreateWriterMetadataEx *pMetadata)
    {
        return OnIdentify(pMetadata);
    }

  protected:
    /**
     * Gives back the metadata that the writer reported in Identify. VSS keeps the reference: it is
     * not released.
     *
     * @param ppMetadata  receives the metadata
     *
     * Returns:   S_OK, E_FAIL
     * Ownership: VSS holds the reference: the writer neither calls Release on the pointer nor sets
     *            it to NULL.
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriterex-getidentifyinformation.md (rules
     *            GetIdentifyInformation-1 to -3)
     */
    HRESULT STDMETHODCALLTYPE GetIdentifyInformation(IVssExamineWriterMetadata **ppMetadata) const
    {
        if (!ppMetadata)
            return E_INVALIDARG;
        *ppMetadata = m_pWriterImpl ? m_pWriterImpl->GetIdentityInformation() : nullptr;
        return *ppMetadata ? S_OK : E_FAIL;
    }

  protected:
    explicit CVssWriterEx(const struct vsapi_writer_handlers *handlers) : CVssWriter(handlers)
    {
    }
};

/**
 * A writer that reports the application's own error beside that of VSS.
 *
 * Since:  Windows 7, Windows Server 2008 R2
 * Source: sdk-api:vswriter/nl-vswriter-cvsswriterex2.md
 */
class CVssWriterEx2 : public CVssWriterEx
{
  public:
    CVssWriterEx2() : CVssWriterEx(vsapi::writer_entries::for_writer_ex2())
    {
    }

    /**
     * Reports a failure with the application's own code and a text for people.
     *
     * @param hrWriter  code for the requester
     * @param hrApplication  further code for the requester; optional
     * @param wszApplicationMessage  message for the end user, already localized; optional
     *
     * Returns:   S_OK
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriterex2-setwriterfailureex.md (rules
     *            SetWriterFailureEx-1 to -5)
     */
    HRESULT STDMETHODCALLTYPE SetWriterFailureEx(HRESULT hrWriter, HRESULT hrApplication,
                                                 LPCWSTR wszApplicationMessage) const
    {
        if (!m_pWriterImpl)
            return E_OUTOFMEMORY;
        return m_pWriterImpl->SetWriterFailureEx(hrWriter, hrApplication, wszApplicationMessage);
    }

    /**
     * Gives the id of the backup or restore session.
     *
     * @param idSession  receives the session id
     *
     * Returns:   S_OK
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriterex2-getsessionid.md (rules GetSessionId-1
     *            to -3)
     */
    HRESULT STDMETHODCALLTYPE GetSessionId(VSS_ID *idSession) const
    {
        return m_pWriterImpl ? m_pWriterImpl->GetSessionId(idSession) : E_OUTOFMEMORY;
    }

    /**
     * Tells whether the writer is about to end, so that a long handler can give up.
     *
     * Source:    sdk-api:vswriter/nf-vswriter-cvsswriterex2-iswritershuttingdown.md (rule
     *            IsWriterShuttingDown-1)
     */
    bool STDMETHODCALLTYPE IsWriterShuttingDown() const
    {
        return m_pWriterImpl ? m_pWriterImpl->IsWriterShuttingDown() != 0 : false;
    }
};

namespace vsapi
{

inline HRESULT writer_entries::create(const struct vsapi_writer_handlers *handlers,
                                      CVssWriter *writer, IVssWriterImpl **out)
{
    return vsapi_writer_create(handlers, writer, out);
}

/* The same for CreateWriter, whose caller may have no writer. */
inline HRESULT writer_entries::create_for(const struct vsapi_writer_handlers *handlers,
                                          CVssWriter *writer, IVssWriterImpl **out)
{
    if (writer)
        return create(handlers, writer, out);
    if (out)
        *out = nullptr;
    return E_INVALIDARG;
}

inline void writer_entries::report(CVssWriter *writer, const char *handler, const char *what)
{
    vsapi_writer_exception(writer->m_pWriterImpl, handler, what);
}

/* Runs a handler and turns whatever comes out of it into an answer. */
template <typename Call>
enum vsapi_handled writer_entries::run(CVssWriter *writer, const char *handler, Call call)
{
#if defined(__cpp_exceptions)
    try {
        return call() ? VSAPI_HANDLED_TRUE : VSAPI_HANDLED_FALSE;
    } catch (const std::exception &exception) {
        report(writer, handler, exception.what());
#if defined(VSAPI_FORCED_UNWIND)
    } catch (VSAPI_FORCED_UNWIND &) {
        throw;
#endif
    } catch (...) {
        report(writer, handler, "unknown exception");
    }
    return VSAPI_HANDLED_EXCEPTION;
#else
    (void)writer;
    (void)handler;
    return call() ? VSAPI_HANDLED_TRUE : VSAPI_HANDLED_FALSE;
#endif
}

inline enum vsapi_handled writer_entries::OnIdentify(void *self,
                                                     IVssCreateWriterMetadata *pMetadata)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnIdentify", [&] { return writer->OnIdentify(pMetadata); });
}

inline enum vsapi_handled writer_entries::OnPrepareBackup(void *self,
                                                          IVssWriterComponents *pComponent)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnPrepareBackup", [&] { return writer->OnPrepareBackup(pComponent); });
}

inline enum vsapi_handled writer_entries::OnPrepareSnapshot(void *self)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnPrepareSnapshot", [&] { return writer->OnPrepareSnapshot(); });
}

inline enum vsapi_handled writer_entries::OnFreeze(void *self)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnFreeze", [&] { return writer->OnFreeze(); });
}

inline enum vsapi_handled writer_entries::OnThaw(void *self)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnThaw", [&] { return writer->OnThaw(); });
}

inline enum vsapi_handled writer_entries::OnPostSnapshot(void *self,
                                                         IVssWriterComponents *pComponent)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnPostSnapshot", [&] { return writer->OnPostSnapshot(pComponent); });
}

inline enum vsapi_handled writer_entries::OnAbort(void *self)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnAbort", [&] { return writer->OnAbort(); });
}

inline enum vsapi_handled writer_entries::OnBackupComplete(void *self,
                                                           IVssWriterComponents *pComponent)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnBackupComplete", [&] { return writer->OnBackupComplete(pComponent); });
}

inline enum vsapi_handled writer_entries::OnBackupShutdown(void *self, VSS_ID SnapshotSetId)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnBackupShutdown", [&] { return writer->OnBackupShutdown(SnapshotSetId); });
}

inline enum vsapi_handled writer_entries::OnPreRestore(void *self, IVssWriterComponents *pComponent)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnPreRestore", [&] { return writer->OnPreRestore(pComponent); });
}

inline enum vsapi_handled writer_entries::OnPostRestore(void *self,
                                                        IVssWriterComponents *pComponent)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnPostRestore", [&] { return writer->OnPostRestore(pComponent); });
}

inline enum vsapi_handled writer_entries::OnBackOffIOOnVolume(void *self, VSS_PWSZ wszVolumeName,
                                                              VSS_ID snapshotId, VSS_ID providerId)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnBackOffIOOnVolume",
               [&] { return writer->OnBackOffIOOnVolume(wszVolumeName, snapshotId, providerId); });
}

inline enum vsapi_handled writer_entries::OnContinueIOOnVolume(void *self, VSS_PWSZ wszVolumeName,
                                                               VSS_ID snapshotId, VSS_ID providerId)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnContinueIOOnVolume",
               [&] { return writer->OnContinueIOOnVolume(wszVolumeName, snapshotId, providerId); });
}

inline enum vsapi_handled writer_entries::OnVSSShutdown(void *self)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnVSSShutdown", [&] { return writer->OnVSSShutdown(); });
}

inline enum vsapi_handled writer_entries::OnVSSApplicationStartup(void *self)
{
    CVssWriter *writer = static_cast<CVssWriter *>(self);

    return run(writer, "OnVSSApplicationStartup",
               [&] { return writer->OnVSSApplicationStartup(); });
}

/* An Ex writer was asked in OnIdentifyEx, whose default asks OnIdentify. */
inline enum vsapi_handled writer_entries::OnIdentifyDone(void *, IVssCreateWriterMetadata *)
{
    return VSAPI_HANDLED_TRUE;
}

inline enum vsapi_handled writer_entries::OnIdentifyEx(void *self,
                                                       IVssCreateWriterMetadataEx *pMetadata)
{
    CVssWriterEx *writer = static_cast<CVssWriterEx *>(static_cast<CVssWriter *>(self));

    return run(writer, "OnIdentifyEx", [&] { return writer->OnIdentifyEx(pMetadata); });
}

inline struct vsapi_writer_handlers writer_entries::table(const char *class_name, bool ex)
{
    struct vsapi_writer_handlers handlers = {};

    handlers.size = sizeof handlers;
    handlers.class_name = class_name;
    handlers.OnIdentify = ex ? OnIdentifyDone : OnIdentify;
    handlers.OnIdentifyEx = ex ? OnIdentifyEx : nullptr;
    handlers.OnPrepareBackup = OnPrepareBackup;
    handlers.OnPrepareSnapshot = OnPrepareSnapshot;
    handlers.OnFreeze = OnFreeze;
    handlers.OnThaw = OnThaw;
    handlers.OnPostSnapshot = OnPostSnapshot;
    handlers.OnAbort = OnAbort;
    handlers.OnBackupComplete = OnBackupComplete;
    handlers.OnBackupShutdown = OnBackupShutdown;
    handlers.OnPreRestore = OnPreRestore;
    handlers.OnPostRestore = OnPostRestore;
    handlers.OnBackOffIOOnVolume = OnBackOffIOOnVolume;
    handlers.OnContinueIOOnVolume = OnContinueIOOnVolume;
    handlers.OnVSSShutdown = OnVSSShutdown;
    handlers.OnVSSApplicationStartup = OnVSSApplicationStartup;
    return handlers;
}

inline const struct vsapi_writer_handlers *writer_entries::for_writer()
{
    static const struct vsapi_writer_handlers handlers = table("CVssWriter", false);
    return &handlers;
}

inline const struct vsapi_writer_handlers *writer_entries::for_writer_ex()
{
    static const struct vsapi_writer_handlers handlers = table("CVssWriterEx", true);
    return &handlers;
}

inline const struct vsapi_writer_handlers *writer_entries::for_writer_ex2()
{
    static const struct vsapi_writer_handlers handlers = table("CVssWriterEx2", true);
    return &handlers;
}

} // namespace vsapi

/*
 * On Windows these two are exports of vssapi.dll, for the system only; no page gives their types.
 * Here they make one more object over the same handlers, as the constructors do; the caller
 * releases it. E_INVALIDARG for a pointer that is NULL.
 *
 * Source: sdk-api:vswriter/nf-vswriter-createwriter.md, nf-vswriter-createwriterex.md
 */
inline HRESULT CreateWriter(CVssWriter *pWriter, IVssWriterImpl **pWriterImpl)
{
    return vsapi::writer_entries::create_for(vsapi::writer_entries::for_writer(), pWriter,
                                             pWriterImpl);
}

inline HRESULT CreateWriterEx(CVssWriterEx *pWriter, IVssWriterImpl **pWriterImpl)
{
    return vsapi::writer_entries::create_for(vsapi::writer_entries::for_writer_ex(), pWriter,
                                             pWriterImpl);
}

#endif
