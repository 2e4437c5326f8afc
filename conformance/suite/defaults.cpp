/*
 * conformance/suite/defaults.cpp - calls that leave out arguments which the pages give defaults to.
 */
#include "defaults.h"

HRESULT defaults_InitializeForBackup(IVssBackupComponents *backup)
{
    return backup->InitializeForBackup();
}

HRESULT defaults_SetBackupState(IVssBackupComponents *backup)
{
    return backup->SetBackupState(true, false, VSS_BT_FULL);
}

HRESULT defaults_Wait(IVssAsync *async)
{
    return async->Wait();
}
