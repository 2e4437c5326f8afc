/*
 * conformance/suite/layers.h - what lies below the API: our service, or the system's.
 *
 * layers_mock.c answers for our service, layers_windows.c for a real one, where only the first two
 * questions have an answer. A plan of faults names calls to writers and providers and never the
 * method that a case is about: what comes out at the method is then the service's own doing.
 */
#ifndef VSS_SUITE_LAYERS_H
#define VSS_SUITE_LAYERS_H

#include "suite.h"

#ifdef __cplusplus
extern "C" {
#endif

enum layers_array { LAYERS_NO_ARRAY, LAYERS_ARRAY, LAYERS_LEGACY_ARRAY };
enum layers_delivery { LAYERS_PARALLEL, LAYERS_SERIAL };

bool layers_mock(void); /* is it our service? */
/* The sentence behind the last failure, or "". */
const char *layers_message(void);

/* A fresh machine: volumes C:\, D:\ and E:\ in memory, U:\ of which no shadow copies can be made;
 * a clock that stands still. With an array also A:\ and B:\, in memory on a disk array that has a
 * hardware provider, a legacy one of which cannot resynchronize LUNs. */
HRESULT layers_machine_begin(enum layers_delivery delivery, enum layers_array array);
/* Adds a volume in memory: "X:\\" or a folder "C:\\Mount\\". */
HRESULT layers_add_volume(const char *mount);
/* Adds one in memory on the disk array; those with the same disk are on one LUN. */
HRESULT layers_add_array_volume(const char *mount, const char *disk);
/* Ends it. VSS_E_BAD_STATE: something of the case is still there. */
HRESULT layers_machine_end(void);

#define LAYERS_HANG UINT64_MAX
/* Plans that the nth (from 1; 0: every) call of that name ("Freeze", "CommitSnapshots") to a writer
 * of that name (NULL: any writer or provider) takes delay_ms (LAYERS_HANG: until its limit is over)
 * and, unless hr is S_OK, fails with it. False: there is no such call. */
bool layers_fault(const char *call, const char *target, unsigned nth, uint64_t delay_ms,
                  HRESULT hr);
/* The nth allocation from now on fails; 0: none any more. */
void layers_fail_allocation(uint64_t nth);
uint64_t layers_allocations(void); /* since then */
void layers_advance(uint64_t ms);  /* moves the clock */
uint64_t layers_now_ms(void);

/* Takes the rights of requesters or writers away, or gives them back; who has not got them is
 * neither an administrator nor a backup operator. */
void layers_allow(bool requesters, bool writers);
/* Starts the machine in safe mode, or as always. */
void layers_safe_mode(bool safe);
/* Puts the machine into a domain. */
void layers_domain(const char *domain);
/* Puts a class of writers on the machine's list of those that block reverts. */
HRESULT layers_block_revert(const VSS_ID *writer_id);

/* What GetVolumePathNameW and GetVolumeNameForVolumeMountPointW say of the machine; they themselves
 * wherever they know it. */
BOOL layers_volume_path(const WCHAR *path, WCHAR *out, DWORD room);
BOOL layers_volume_name(const WCHAR *mount, WCHAR *out, DWORD room);

/* Writes a file of the machine, making its folders. */
HRESULT layers_write_file(const WCHAR *path, const char *text);
/* Makes a folder of the machine and those above it. */
HRESULT layers_make_folder(const WCHAR *path);
/* Deletes a file of the machine. */
HRESULT layers_remove_file(const WCHAR *path);
/* Opens a file for reading and keeps it open; NULL: it is not there. */
void *layers_open_file(const WCHAR *path);
void layers_close_file(void *file);
/* Reads at most size - 1 bytes as a text. */
HRESULT layers_read_file(const WCHAR *path, char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
