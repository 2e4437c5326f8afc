/*
 * vswriter/src/microsoft_members_windows.c - the members of CVssWriter that vssapi.dll exports, for
 * programs whose CVssWriter is imported.
 *
 * vsapi/microsoft.txt gives them their Microsoft names. Each does what the member of the same name
 * in vsapi/cvsswriter.h does, over the object that the table has for `This`; also what it answers
 * when there is none.
 */
#ifdef _WIN32

#include "microsoft.h"

#include <vsapi/error.h>

/* ---- what is called by nobody of ours: only the linker gives these their names ----------------
 */

microsoft_writer *MICROSOFT_THISCALL vswriter_microsoft_construct(microsoft_writer *This);
void MICROSOFT_THISCALL vswriter_microsoft_destruct(microsoft_writer *This);

#define MEMBER(TYPE, NAME, ...)                                                                    \
    TYPE STDMETHODCALLTYPE vswriter_microsoft_##NAME(__VA_ARGS__);                                 \
    TYPE STDMETHODCALLTYPE vswriter_microsoft_##NAME(__VA_ARGS__)

/* ---- from Initialize to Unsubscribe -----------------------------------------------------------
 */

MEMBER(HRESULT, Initialize, microsoft_writer *This, VSS_ID WriterId, LPCWSTR wszWriterName,
       VSS_USAGE_TYPE ut, VSS_SOURCE_TYPE st, VSS_APPLICATION_LEVEL nLevel, DWORD dwTimeoutFreeze,
       VSS_ALTERNATE_WRITER_STATE aws, microsoft_bool bIOThrottlingOnly,
       LPCWSTR wszWriterInstanceName)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);

    if (!impl)
        return E_OUTOFMEMORY;
    return impl->lpVtbl->Initialize(impl, WriterId, wszWriterName, wszWriterInstanceName, 0, 0, ut,
                                    st, nLevel, dwTimeoutFreeze, aws, bIOThrottlingOnly != 0);
}

MEMBER(HRESULT, Subscribe, microsoft_writer *This, DWORD dwEventFlags)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);

    return impl ? impl->lpVtbl->Subscribe(impl, INFINITE, dwEventFlags) : E_OUTOFMEMORY;
}

MEMBER(HRESULT, Unsubscribe, microsoft_writer *This)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);

    return impl ? impl->lpVtbl->Unsubscribe(impl) : E_OUTOFMEMORY;
}

MEMBER(HRESULT, InstallAlternateWriter, microsoft_writer *This, VSS_ID writerId,
       CLSID persistentWriterClassId)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);

    if (!impl)
        return E_OUTOFMEMORY;
    return impl->lpVtbl->InstallAlternateWriter(impl, writerId, persistentWriterClassId);
}

/* ---- what handlers ask ------------------------------------------------------------------------
 */

#define HELPER(TYPE, NAME, NONE)                                                                   \
    MEMBER(TYPE, NAME, const microsoft_writer *This)                                               \
    {                                                                                              \
        IVssWriterImpl *impl = vswriter_microsoft_find(This);                                      \
                                                                                                   \
        return impl ? impl->lpVtbl->NAME(impl) : (NONE);                                           \
    }

HELPER(LPCWSTR *, GetCurrentVolumeArray, NULL)
HELPER(UINT, GetCurrentVolumeCount, 0)
HELPER(LONG, GetContext, 0)
HELPER(VSS_APPLICATION_LEVEL, GetCurrentLevel, VSS_APP_UNKNOWN)
HELPER(VSS_BACKUP_TYPE, GetBackupType, VSS_BT_UNDEFINED)
HELPER(VSS_RESTORE_TYPE, GetRestoreType, VSS_RTYPE_UNDEFINED)
HELPER(microsoft_bool, IsBootableSystemStateBackedUp, FALSE)
HELPER(microsoft_bool, AreComponentsSelected, FALSE)
HELPER(microsoft_bool, IsPartialFileSupportEnabled, FALSE)

/* A struct comes back through a second argument, after `this`. */
MEMBER(VSS_ID *, GetCurrentSnapshotSetId, const microsoft_writer *This, VSS_ID *result)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);

    if (impl)
        return impl->lpVtbl->GetCurrentSnapshotSetId(impl, result);
    *result = GUID_NULL;
    return result;
}

MEMBER(HRESULT, GetSnapshotDeviceName, const microsoft_writer *This, LPCWSTR wszOriginalVolume,
       LPCWSTR *ppwszSnapshotDevice)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);

    if (!impl)
        return E_OUTOFMEMORY;
    return impl->lpVtbl->GetSnapshotDeviceName(impl, wszOriginalVolume, ppwszSnapshotDevice);
}

MEMBER(microsoft_bool, IsPathAffected, const microsoft_writer *This, LPCWSTR wszPath)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);

    return impl ? impl->lpVtbl->IsPathAffected(impl, wszPath) : FALSE;
}

MEMBER(HRESULT, SetWriterFailure, microsoft_writer *This, HRESULT hr)
{
    IVssWriterImpl *impl = vswriter_microsoft_find(This);

    return impl ? impl->lpVtbl->SetWriterFailure(impl, hr) : E_OUTOFMEMORY;
}

/* ---- handlers that the writer does not override -----------------------------------------------
 */

MEMBER(microsoft_bool, OnIdentify, microsoft_writer *This, IVssCreateWriterMetadata *pMetadata)
{
    (void)This, (void)pMetadata;
    return TRUE;
}

#define DEFAULT_OF_COMPONENTS(NAME)                                                                \
    MEMBER(microsoft_bool, NAME, microsoft_writer *This, IVssWriterComponents *pComponent)         \
    {                                                                                              \
        (void)This, (void)pComponent;                                                              \
        return TRUE;                                                                               \
    }

DEFAULT_OF_COMPONENTS(OnPrepareBackup)
DEFAULT_OF_COMPONENTS(OnPostSnapshot)
DEFAULT_OF_COMPONENTS(OnBackupComplete)
DEFAULT_OF_COMPONENTS(OnPreRestore)
DEFAULT_OF_COMPONENTS(OnPostRestore)

MEMBER(microsoft_bool, OnBackupShutdown, microsoft_writer *This, VSS_ID SnapshotSetId)
{
    (void)This, (void)SnapshotSetId;
    return TRUE;
}

#define DEFAULT_OF_VOLUME(NAME)                                                                    \
    MEMBER(microsoft_bool, NAME, microsoft_writer *This, VSS_PWSZ wszVolumeName,                   \
           VSS_ID snapshotId, VSS_ID providerId)                                                   \
    {                                                                                              \
        (void)This, (void)wszVolumeName, (void)snapshotId, (void)providerId;                       \
        return TRUE;                                                                               \
    }

DEFAULT_OF_VOLUME(OnBackOffIOOnVolume)
DEFAULT_OF_VOLUME(OnContinueIOOnVolume)

MEMBER(microsoft_bool, OnVSSShutdown, microsoft_writer *This)
{
    (void)This;
    return TRUE;
}

MEMBER(microsoft_bool, OnVSSApplicationStartup, microsoft_writer *This)
{
    (void)This;
    return TRUE;
}

/* ---- the object -------------------------------------------------------------------------------
 */

/* Pure in the class. It comes here only while no derived object is there: before the constructor of
 * the derived class runs, and after its destructor. */
static microsoft_bool STDMETHODCALLTYPE pure(microsoft_writer *This)
{
    (void)This;
    return FALSE;
}

/* The object is the writer's, and so is its memory: it is not freed here. */
static void *MICROSOFT_THISCALL destroy(microsoft_writer *This, unsigned flags)
{
    (void)flags;
    vswriter_microsoft_destruct(This);
    return This;
}

static const struct microsoft_writer_vtbl vtbl = {
    .destroy = destroy,
    .OnIdentify = vswriter_microsoft_OnIdentify,
    .OnPrepareBackup = vswriter_microsoft_OnPrepareBackup,
    .OnPrepareSnapshot = pure,
    .OnFreeze = pure,
    .OnThaw = pure,
    .OnAbort = pure,
    .OnBackupComplete = vswriter_microsoft_OnBackupComplete,
    .OnBackupShutdown = vswriter_microsoft_OnBackupShutdown,
    .OnPreRestore = vswriter_microsoft_OnPreRestore,
    .OnPostRestore = vswriter_microsoft_OnPostRestore,
    .OnPostSnapshot = vswriter_microsoft_OnPostSnapshot,
    .OnBackOffIOOnVolume = vswriter_microsoft_OnBackOffIOOnVolume,
    .OnContinueIOOnVolume = vswriter_microsoft_OnContinueIOOnVolume,
    .OnVSSShutdown = vswriter_microsoft_OnVSSShutdown,
    .OnVSSApplicationStartup = vswriter_microsoft_OnVSSApplicationStartup,
};

microsoft_writer *MICROSOFT_THISCALL vswriter_microsoft_construct(microsoft_writer *This)
{
    This->vtbl = &vtbl;
    vswriter_microsoft_begin(This);
    return This;
}

/* The derived part is gone: no handler of it may be called any more. */
void MICROSOFT_THISCALL vswriter_microsoft_destruct(microsoft_writer *This)
{
    This->vtbl = &vtbl;
    vswriter_microsoft_end(This);
}

/* ---- for later headers, whose CVssWriter is inline --------------------------------------------
 */

static HRESULT create(const struct vsapi_writer_handlers *handlers, microsoft_writer *writer,
                      IVssWriterImpl **out)
{
    if (writer)
        return vsapi_writer_create(handlers, writer, out);
    vsapi_message_clear();
    if (out)
        *out = NULL;
    return vsapi_fail(E_INVALIDARG, "CreateWriter: pWriter is NULL; the writer's mistake");
}

MEMBER(HRESULT, CreateWriter, microsoft_writer *pWriter, IVssWriterImpl **pWriterImpl)
{
    return create(&vswriter_microsoft_handlers, pWriter, pWriterImpl);
}

MEMBER(HRESULT, CreateWriterEx, microsoft_writer *pWriter, IVssWriterImpl **pWriterImpl)
{
    return create(&vswriter_microsoft_handlers_ex, pWriter, pWriterImpl);
}

#endif
