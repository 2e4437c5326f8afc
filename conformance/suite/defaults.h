/*
 * conformance/suite/defaults.h - calls that leave out arguments which the pages give defaults to.
 */
#ifndef VSS_SUITE_DEFAULTS_H
#define VSS_SUITE_DEFAULTS_H

#include "suite.h"

#ifdef __cplusplus
extern "C" {
#endif

HRESULT defaults_InitializeForBackup(IVssBackupComponents *backup);
/* Component mode, full; without the last argument. */
HRESULT defaults_SetBackupState(IVssBackupComponents *backup);
HRESULT defaults_Wait(IVssAsync *async);

#ifdef __cplusplus
}
#endif
#endif
