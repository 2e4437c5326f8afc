/*
 * vswriter/src/microsoft_jet_windows.c - CVssJetWriter, which vssapi.dll exports and no page
 * describes. We do not offer it.
 *
 * Its members are there so that a program which imports them starts: Initialize refuses, nothing
 * ever calls a handler, and whatever is asked has the value that says nothing.
 */
#ifdef _WIN32

#include "microsoft.h"

#include <vsapi/error.h>
#include <vsapi/trace.h>

typedef struct jet_writer jet_writer;

#define MEMBER(TYPE, NAME, ...)                                                                    \
    TYPE STDMETHODCALLTYPE vswriter_jet_##NAME(__VA_ARGS__);                                       \
    TYPE STDMETHODCALLTYPE vswriter_jet_##NAME(__VA_ARGS__)

/* ---- the object: nothing of it is known, nothing is written -----------------------------------
 */

jet_writer *MICROSOFT_THISCALL vswriter_jet_construct(jet_writer *This);
jet_writer *MICROSOFT_THISCALL vswriter_jet_construct(jet_writer *This)
{
    return This;
}

void MICROSOFT_THISCALL vswriter_jet_destruct(jet_writer *This);
void MICROSOFT_THISCALL vswriter_jet_destruct(jet_writer *This)
{
    (void)This;
}

MEMBER(HRESULT, Initialize, jet_writer *This, VSS_ID idWriter, LPCWSTR wszWriterName,
       microsoft_bool bSystemService, microsoft_bool bBootableSystemState,
       LPCWSTR wszFilesToInclude, LPCWSTR wszFilesToExclude, DWORD dwOptions)
{
    (void)This, (void)bSystemService, (void)bBootableSystemState, (void)wszFilesToInclude;
    (void)wszFilesToExclude, (void)dwOptions;
    return VSAPI_API("CVssJetWriter.Initialize", NULL,
                     vsapi_fail(E_NOTIMPL, "CVssJetWriter is not there: no page describes it"),
                     "idWriter=%g wszWriterName=%w", &idWriter, wszWriterName);
}

MEMBER(void, Uninitialize, jet_writer *This)
{
    (void)This;
}

/* ---- what handlers ask ------------------------------------------------------------------------
 */

#define HELPER(TYPE, NAME, NONE)                                                                   \
    MEMBER(TYPE, NAME, const jet_writer *This)                                                     \
    {                                                                                              \
        (void)This;                                                                                \
        return NONE;                                                                               \
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

MEMBER(VSS_ID *, GetCurrentSnapshotSetId, const jet_writer *This, VSS_ID *result)
{
    (void)This;
    *result = GUID_NULL;
    return result;
}

MEMBER(HRESULT, GetSnapshotDeviceName, const jet_writer *This, LPCWSTR wszOriginalVolume,
       LPCWSTR *ppwszSnapshotDevice)
{
    (void)This, (void)wszOriginalVolume;
    if (ppwszSnapshotDevice)
        *ppwszSnapshotDevice = NULL;
    return E_NOTIMPL;
}

MEMBER(microsoft_bool, IsPathAffected, const jet_writer *This, LPCWSTR wszPath)
{
    (void)This, (void)wszPath;
    return FALSE;
}

MEMBER(HRESULT, SetWriterFailure, jet_writer *This, HRESULT hr)
{
    (void)This, (void)hr;
    return E_NOTIMPL;
}

/* ---- handlers that the writer does not override: nobody calls them but the writer -------------
 */

#define HANDLER(NAME)                                                                              \
    MEMBER(microsoft_bool, NAME, jet_writer *This)                                                 \
    {                                                                                              \
        (void)This;                                                                                \
        return FALSE;                                                                              \
    }

#define HANDLER_OF(NAME, TYPE)                                                                     \
    MEMBER(microsoft_bool, NAME, jet_writer *This, TYPE argument)                                  \
    {                                                                                              \
        (void)This, (void)argument;                                                                \
        return FALSE;                                                                              \
    }

#define HANDLER_AT_THE_END(NAME)                                                                   \
    MEMBER(microsoft_bool, NAME, jet_writer *This, IVssWriterComponents *pComponents,              \
           microsoft_bool bSucceeded)                                                              \
    {                                                                                              \
        (void)This, (void)pComponents, (void)bSucceeded;                                           \
        return FALSE;                                                                              \
    }

HANDLER_OF(OnIdentify, IVssCreateWriterMetadata *)
HANDLER_OF(OnPrepareBackupBegin, IVssWriterComponents *)
HANDLER_AT_THE_END(OnPrepareBackupEnd)
HANDLER(OnPrepareSnapshotBegin)
HANDLER_OF(OnPrepareSnapshotEnd, microsoft_bool)
HANDLER(OnFreezeBegin)
HANDLER_OF(OnFreezeEnd, microsoft_bool)
HANDLER(OnThawBegin)
HANDLER_OF(OnThawEnd, microsoft_bool)
HANDLER_OF(OnPostSnapshot, IVssWriterComponents *)
HANDLER_OF(OnBackupCompleteBegin, IVssWriterComponents *)
HANDLER_AT_THE_END(OnBackupCompleteEnd)
HANDLER_OF(OnPreRestoreBegin, IVssWriterComponents *)
HANDLER_AT_THE_END(OnPreRestoreEnd)
HANDLER_OF(OnPostRestoreBegin, IVssWriterComponents *)
HANDLER_AT_THE_END(OnPostRestoreEnd)

MEMBER(void, OnAbortBegin, jet_writer *This)
{
    (void)This;
}

MEMBER(void, OnAbortEnd, jet_writer *This)
{
    (void)This;
}

#endif
