/*
 * tests/microsoft/imported.h - VSS as Microsoft's older headers had it: interfaces are classes, and
 * CVssWriter is a class of vssapi.dll.
 *
 * So all functions and members come under their decorated names. CVssWriter is written down here,
 * with nothing between the virtual functions and what derives from it; the rest is of vsbackup.h,
 * with the macros of its declarations changed.
 */
#ifndef VSTEST_MICROSOFT_IMPORTED_H
#define VSTEST_MICROSOFT_IMPORTED_H

#include <windows.h>
#include <objbase.h>
#include <oleauto.h>
#include <cguid.h>

#undef interface
#define interface class
#undef DECLARE_INTERFACE
#define DECLARE_INTERFACE(iface) class DECLSPEC_NOVTABLE iface
#undef DECLARE_INTERFACE_
#define DECLARE_INTERFACE_(iface, base) class DECLSPEC_NOVTABLE iface : public base
#undef STDMETHOD
#define STDMETHOD(method)                                                                          \
  public:                                                                                          \
    virtual HRESULT STDMETHODCALLTYPE method
#undef STDMETHOD_
#define STDMETHOD_(type, method)                                                                   \
  public:                                                                                          \
    virtual type STDMETHODCALLTYPE method

#define VSAPI_CVSSWRITER_H /* not that CVssWriter */
#define CreateVssBackupComponents CreateVssBackupComponentsOfC
#define CreateVssExamineWriterMetadata CreateVssExamineWriterMetadataOfC
#include <vswriter.h>
#include <vsbackup.h>
#undef CreateVssBackupComponents
#undef CreateVssExamineWriterMetadata

__declspec(dllimport) HRESULT STDAPICALLTYPE
    CreateVssBackupComponents(IVssBackupComponents **ppBackup);

class __declspec(dllimport) CVssWriter
{
  public:
    CVssWriter();
    virtual ~CVssWriter();

    HRESULT STDMETHODCALLTYPE
    Initialize(VSS_ID WriterId, LPCWSTR wszWriterName, VSS_USAGE_TYPE ut, VSS_SOURCE_TYPE st,
               VSS_APPLICATION_LEVEL nLevel = VSS_APP_FRONT_END, DWORD dwTimeoutFreeze = 60000,
               VSS_ALTERNATE_WRITER_STATE aws = VSS_AWS_NO_ALTERNATE_WRITER,
               bool bIOThrottlingOnly = false, LPCWSTR wszWriterInstanceName = NULL);
    HRESULT STDMETHODCALLTYPE Subscribe(DWORD dwEventFlags = VSS_SM_BACKUP_EVENTS_FLAG |
                                                             VSS_SM_RESTORE_EVENTS_FLAG);
    HRESULT STDMETHODCALLTYPE Unsubscribe();
    HRESULT STDMETHODCALLTYPE InstallAlternateWriter(VSS_ID writerId,
                                                     CLSID persistentWriterClassId);

    virtual bool STDMETHODCALLTYPE OnIdentify(IVssCreateWriterMetadata *pMetadata);
    virtual bool STDMETHODCALLTYPE OnPrepareBackup(IVssWriterComponents *pComponent);
    virtual bool STDMETHODCALLTYPE OnPrepareSnapshot() = 0;
    virtual bool STDMETHODCALLTYPE OnFreeze() = 0;
    virtual bool STDMETHODCALLTYPE OnThaw() = 0;
    virtual bool STDMETHODCALLTYPE OnAbort() = 0;
    virtual bool STDMETHODCALLTYPE OnBackupComplete(IVssWriterComponents *pComponent);
    virtual bool STDMETHODCALLTYPE OnBackupShutdown(VSS_ID SnapshotSetId);
    virtual bool STDMETHODCALLTYPE OnPreRestore(IVssWriterComponents *pComponent);
    virtual bool STDMETHODCALLTYPE OnPostRestore(IVssWriterComponents *pComponent);
    virtual bool STDMETHODCALLTYPE OnPostSnapshot(IVssWriterComponents *pComponent);
    virtual bool STDMETHODCALLTYPE OnBackOffIOOnVolume(VSS_PWSZ wszVolumeName, VSS_ID snapshotId,
                                                       VSS_ID providerId);
    virtual bool STDMETHODCALLTYPE OnContinueIOOnVolume(VSS_PWSZ wszVolumeName, VSS_ID snapshotId,
                                                        VSS_ID providerId);
    virtual bool STDMETHODCALLTYPE OnVSSShutdown();
    virtual bool STDMETHODCALLTYPE OnVSSApplicationStartup();

  protected:
    LPCWSTR *STDMETHODCALLTYPE GetCurrentVolumeArray() const;
    UINT STDMETHODCALLTYPE GetCurrentVolumeCount() const;
    HRESULT STDMETHODCALLTYPE GetSnapshotDeviceName(LPCWSTR wszOriginalVolume,
                                                    LPCWSTR *ppwszSnapshotDevice) const;
    VSS_ID STDMETHODCALLTYPE GetCurrentSnapshotSetId() const;
    LONG STDMETHODCALLTYPE GetContext() const;
    VSS_APPLICATION_LEVEL STDMETHODCALLTYPE GetCurrentLevel() const;
    bool STDMETHODCALLTYPE IsPathAffected(LPCWSTR wszPath) const;
    bool STDMETHODCALLTYPE IsBootableSystemStateBackedUp() const;
    bool STDMETHODCALLTYPE AreComponentsSelected() const;
    VSS_BACKUP_TYPE STDMETHODCALLTYPE GetBackupType() const;
    VSS_RESTORE_TYPE STDMETHODCALLTYPE GetRestoreType() const;
    HRESULT STDMETHODCALLTYPE SetWriterFailure(HRESULT hr);
    bool STDMETHODCALLTYPE IsPartialFileSupportEnabled() const;
};

/* Exported, and not offered by us. */
class __declspec(dllimport) CVssJetWriter
{
  public:
    CVssJetWriter();
    virtual ~CVssJetWriter();
    HRESULT STDMETHODCALLTYPE Initialize(VSS_ID idWriter, LPCWSTR wszWriterName,
                                         bool bSystemService, bool bBootableSystemState,
                                         LPCWSTR wszFilesToInclude, LPCWSTR wszFilesToExclude,
                                         DWORD dwOptions);
    void STDMETHODCALLTYPE Uninitialize();

  protected:
    VSS_ID STDMETHODCALLTYPE GetCurrentSnapshotSetId() const;
    HRESULT STDMETHODCALLTYPE SetWriterFailure(HRESULT hr);
};

class IVssSnapshotSetDescription;
__declspec(dllimport) HRESULT STDAPICALLTYPE
    CreateVssSnapshotSetDescription(VSS_ID idSnapshotSet, LONG lContext,
                                    IVssSnapshotSetDescription **ppDescription);
__declspec(dllimport) HRESULT STDAPICALLTYPE
    LoadVssSnapshotSetDescription(LPCWSTR wszXML, IVssSnapshotSetDescription **ppDescription,
                                  VSS_ID idSnapshotSet);
extern "C" __declspec(dllimport) HRESULT STDAPICALLTYPE
    GetProviderMgmtInterface(VSS_ID ProviderId, IID InterfaceId, IUnknown **ppItf);

#endif
