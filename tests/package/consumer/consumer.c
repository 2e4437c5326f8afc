/* The C face from outside the tree: a requester that asks how many writers there are. */
#define COBJMACROS
#include <windows.h>

#include <vss.h>
#include <vswriter.h>
#include <vsbackup.h>

#include <stdio.h>

int main(void)
{
    IVssBackupComponents *backup = NULL;
    IVssAsync *async = NULL;
    HRESULT status = E_FAIL;
    UINT count = 99;

    CoInitialize(NULL);
    if (FAILED(CreateVssBackupComponents(&backup)))
        return 1;
    if (FAILED(backup->lpVtbl->InitializeForBackup(backup, NULL)) ||
        FAILED(backup->lpVtbl->GatherWriterMetadata(backup, &async)))
        return 1;
    async->lpVtbl->Wait(async, INFINITE);
    async->lpVtbl->QueryStatus(async, &status, NULL);
    async->lpVtbl->Release(async);
    backup->lpVtbl->GetWriterMetadataCount(backup, &count);
    backup->lpVtbl->Release(backup);
    CoUninitialize();
    printf("consumer: status 0x%08X, %u writers\n", (unsigned)status, count);
    return status == VSS_S_ASYNC_FINISHED && count == 0 ? 0 : 1;
}
