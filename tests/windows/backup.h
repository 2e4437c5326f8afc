/*
 * tests/windows/backup.h - shadow copies of volumes by the calls of a requester, and their files by
 * those of Windows.
 */
#ifndef BACKUP_H
#define BACKUP_H

#include <vsapi/platform.h>

#include <vsbackup.h>

/* One set with one shadow copy; it goes with the object unless the context is persistent. */
struct backup {
    IVssBackupComponents *components;
    VSS_ID set, id;
    WCHAR device[MAX_PATH * 2]; /* m_pwszSnapshotDeviceObject */
    WCHAR volume[MAX_PATH];     /* m_pwszOriginalVolumeName */
};
/* The first failure; what was made is to be given to backup_end in any case. */
HRESULT backup_make(const WCHAR *volume, LONG context, struct backup *out);
void backup_end(struct backup *backup);

/* Writes a file, and reads one up to the first 100 letters; "" if it cannot be opened. */
bool write_text(const WCHAR *path, const char *text);
const char *read_text(const WCHAR *path);
bool exists(const WCHAR *path);

#endif
