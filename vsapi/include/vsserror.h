/*
 * vsserror.h - the result codes of VSS.
 *
 * HRESULTs of the interface facility (4), as every header of VSS needs them. The names with S are
 * successes; that VSS_S_ASYNC_FINISHED is not S_OK is the usual trap.
 */
#ifndef VSAPI_VSSERROR_H
#define VSAPI_VSSERROR_H

#include <vsapi/platform.h>

/*
 * requester methods: object not initialized, wrong mode (a restore, say) or call out of sequence;
 * providers: no provider supports the operation, or the object is in the wrong state
 */
#define VSS_E_BAD_STATE _HRESULT_TYPEDEF_(0x80042301L)
/*
 * unforeseen error, its code in the error log; returned from Windows 7 / Server 2008 R2 on,
 * E_UNEXPECTED before
 */
#define VSS_E_UNEXPECTED _HRESULT_TYPEDEF_(0x80042302L)
/* the provider is registered on this computer already */
#define VSS_E_PROVIDER_ALREADY_REGISTERED _HRESULT_TYPEDEF_(0x80042303L)
/* the provider identifier is not that of a registered provider */
#define VSS_E_PROVIDER_NOT_REGISTERED _HRESULT_TYPEDEF_(0x80042304L)
/*
 * error the provider foresaw and logged; may pass (wait ten minutes, try up to three times);
 * BreakSnapshotSetEx: the shadow copy came from a software provider and cannot be broken
 */
#define VSS_E_PROVIDER_VETO _HRESULT_TYPEDEF_(0x80042306L)
/* the provider is in use and cannot be unregistered */
#define VSS_E_PROVIDER_IN_USE _HRESULT_TYPEDEF_(0x80042307L)
/*
 * no object for the index, identifier or name given (writer, component, file, shadow copy, set,
 * volume)
 */
#define VSS_E_OBJECT_NOT_FOUND _HRESULT_TYPEDEF_(0x80042308L)
/* the asynchronous operation is still running */
#define VSS_S_ASYNC_PENDING _HRESULT_TYPEDEF_(0x00042309L)
/* the asynchronous operation completed successfully; from Cancel: it had completed before */
#define VSS_S_ASYNC_FINISHED _HRESULT_TYPEDEF_(0x0004230aL)
/* the asynchronous operation was cancelled earlier by IVssAsync::Cancel */
#define VSS_S_ASYNC_CANCELLED _HRESULT_TYPEDEF_(0x0004230bL)
/*
 * no provider supports the volume (or the operation on it); AddDiffArea: the storage volume is not
 * NTFS or lacks space; also: revert or LUN resynchronization not supported on the volume
 */
#define VSS_E_VOLUME_NOT_SUPPORTED _HRESULT_TYPEDEF_(0x8004230cL)
/* the object exists already (AddDiffArea: the association of the two volumes) */
#define VSS_E_OBJECT_ALREADY_EXISTS _HRESULT_TYPEDEF_(0x8004230dL)
/* the provider named does not support the volume or share */
#define VSS_E_VOLUME_NOT_SUPPORTED_BY_PROVIDER _HRESULT_TYPEDEF_(0x8004230eL)
/*
 * the provider returned a code it may not return; VSS logs it and translates it to this one; may
 * pass
 */
#define VSS_E_UNEXPECTED_PROVIDER_ERROR _HRESULT_TYPEDEF_(0x8004230fL)
/* no page tells the meaning */
#define VSS_E_CORRUPT_XML_DOCUMENT _HRESULT_TYPEDEF_(0x80042310L)
/*
 * XML document not valid: not well formed, or not according to the schema; details in the event log
 */
#define VSS_E_INVALID_XML_DOCUMENT _HRESULT_TYPEDEF_(0x80042311L)
/* the shadow copy set is full (64 volumes); the volume or share was not added */
#define VSS_E_MAXIMUM_NUMBER_OF_VOLUMES_REACHED _HRESULT_TYPEDEF_(0x80042312L)
/* I/O writes could not be flushed; may pass (wait ten minutes, try up to three times) */
#define VSS_E_FLUSH_WRITES_TIMEOUT _HRESULT_TYPEDEF_(0x80042313L)
/* I/O writes could not be held; may pass (wait ten minutes, try up to three times) */
#define VSS_E_HOLD_WRITES_TIMEOUT _HRESULT_TYPEDEF_(0x80042314L)
/* unforeseen error in talking with the writers; code in the error log */
#define VSS_E_UNEXPECTED_WRITER_ERROR _HRESULT_TYPEDEF_(0x80042315L)
/* another shadow copy creation is under way */
#define VSS_E_SNAPSHOT_SET_IN_PROGRESS _HRESULT_TYPEDEF_(0x80042316L)
/*
 * the volume or share is in the largest possible number of shadow copy sets; providers: their limit
 * of shadow copies is reached
 */
#define VSS_E_MAXIMUM_NUMBER_OF_SNAPSHOTS_REACHED _HRESULT_TYPEDEF_(0x80042317L)
/* the writer infrastructure does not work: see whether the event service and VSS run */
#define VSS_E_WRITER_INFRASTRUCTURE _HRESULT_TYPEDEF_(0x80042318L)
/* the writer does not answer; set by VSS, not by the writer */
#define VSS_E_WRITER_NOT_RESPONDING _HRESULT_TYPEDEF_(0x80042319L)
/* the writer called CVssWriter::Subscribe before */
#define VSS_E_WRITER_ALREADY_SUBSCRIBED _HRESULT_TYPEDEF_(0x8004231aL)
/* RevertToSnapshot: only persistent shadow copies can be reverted to */
#define VSS_E_UNSUPPORTED_CONTEXT _HRESULT_TYPEDEF_(0x8004231bL)
/*
 * RevertToSnapshot: the volume could not be locked and a forced dismount was not asked for;
 * ChangeDiffAreaMaximumSize: a shadow copy is using the storage area
 */
#define VSS_E_VOLUME_IN_USE _HRESULT_TYPEDEF_(0x8004231dL)
/* the source volume has the largest possible number of storage areas; none was added */
#define VSS_E_MAXIMUM_DIFFAREA_ASSOCIATIONS_REACHED _HRESULT_TYPEDEF_(0x8004231eL)
/*
 * not enough storage space in the system, provider or volume; from DoSnapshotSet only by way of
 * QueryStatus
 */
#define VSS_E_INSUFFICIENT_STORAGE _HRESULT_TYPEDEF_(0x8004231fL)
/* no page tells the meaning */
#define VSS_E_NO_SNAPSHOTS_IMPORTED _HRESULT_TYPEDEF_(0x80042320L)
/*
 * import: some disks or volumes did not show up in time, or the LUN information of GetTargetLuns
 * and FillInLunInfo differs; a success code
 */
#define VSS_S_SOME_SNAPSHOTS_NOT_IMPORTED _HRESULT_TYPEDEF_(0x00042321L)
/* no page tells the meaning */
#define VSS_E_SOME_SNAPSHOTS_NOT_IMPORTED _HRESULT_TYPEDEF_(0x80042321L)
/* no page tells the meaning */
#define VSS_E_MAXIMUM_NUMBER_OF_REMOTE_MACHINES_REACHED _HRESULT_TYPEDEF_(0x80042322L)
/* no page tells the meaning */
#define VSS_E_REMOTE_SERVER_UNAVAILABLE _HRESULT_TYPEDEF_(0x80042323L)
/* no page tells the meaning */
#define VSS_E_REMOTE_SERVER_UNSUPPORTED _HRESULT_TYPEDEF_(0x80042324L)
/* a revert of the volume is under way already */
#define VSS_E_REVERT_IN_PROGRESS _HRESULT_TYPEDEF_(0x80042325L)
/* no page tells the meaning */
#define VSS_E_REVERT_VOLUME_LOST _HRESULT_TYPEDEF_(0x80042326L)
/* provider error that needs a restart of the computer; not on Windows XP and Server 2003 */
#define VSS_E_REBOOT_REQUIRED _HRESULT_TYPEDEF_(0x80042327L)
/*
 * the transaction coordinator (DTC) or kernel transaction manager (KTM) could not be frozen; not on
 * Windows XP and Server 2003
 */
#define VSS_E_TRANSACTION_FREEZE_TIMEOUT _HRESULT_TYPEDEF_(0x80042328L)
/*
 * the transaction coordinator (DTC) or kernel transaction manager (KTM) could not be thawed; not on
 * Windows XP and Server 2003
 */
#define VSS_E_TRANSACTION_THAW_TIMEOUT _HRESULT_TYPEDEF_(0x80042329L)
/* the resynchronization destination has a volume that was not explicitly included */
#define VSS_E_UNSELECTED_VOLUME _HRESULT_TYPEDEF_(0x8004232aL)
/* the shadow copy is not in the Backup Components Document */
#define VSS_E_SNAPSHOT_NOT_IN_SET _HRESULT_TYPEDEF_(0x8004232bL)
/*
 * the volume is nested too deeply (a virtual disk inside another, or together with the volume that
 * holds it in one set); from Windows 7 / Server 2008 R2 on
 */
#define VSS_E_NESTED_VOLUME_LIMIT _HRESULT_TYPEDEF_(0x8004232cL)
/* no page tells the meaning */
#define VSS_E_VOLUME_NOT_LOCAL _HRESULT_TYPEDEF_(0x8004232dL)
/* no page tells the meaning */
#define VSS_E_CLUSTER_TIMEOUT _HRESULT_TYPEDEF_(0x8004232eL)
/* the value is not allowed for express writers (SetBackupSchema) */
#define VSS_E_NOT_SUPPORTED _HRESULT_TYPEDEF_(0x8004232fL)
/* the writer reports errors of single components: read them with IVssComponentEx2::GetFailure */
#define VSS_E_WRITERERROR_PARTIAL_FAILURE _HRESULT_TYPEDEF_(0x80042336L)
/* the shadow copy lacks volumes the writer needs; a requester may add volumes */
#define VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT _HRESULT_TYPEDEF_(0x800423f0L)
/* the writer is short of memory or another resource; wait ten minutes, try up to three times */
#define VSS_E_WRITERERROR_OUTOFRESOURCES _HRESULT_TYPEDEF_(0x800423f1L)
/* too much time between Freeze and Thaw for the writer; wait ten minutes, try up to three times */
#define VSS_E_WRITERERROR_TIMEOUT _HRESULT_TYPEDEF_(0x800423f2L)
/*
 * writer error that a fresh start of the whole operation would likely avoid; wait ten minutes, try
 * up to three times
 */
#define VSS_E_WRITERERROR_RETRYABLE _HRESULT_TYPEDEF_(0x800423f3L)
/* writer error likely to come again */
#define VSS_E_WRITERERROR_NONRETRYABLE _HRESULT_TYPEDEF_(0x800423f4L)
/* no page tells the meaning */
#define VSS_E_WRITERERROR_RECOVERY_FAILED _HRESULT_TYPEDEF_(0x800423f5L)
/*
 * break failed: disk or partition identifiers of destination LUNs could not be set back to those of
 * the originals
 */
#define VSS_E_BREAK_REVERT_ID_FAILED _HRESULT_TYPEDEF_(0x800423f6L)
/* this version of the hardware provider does not support the operation */
#define VSS_E_LEGACY_PROVIDER _HRESULT_TYPEDEF_(0x800423f7L)
/* no page tells the meaning */
#define VSS_E_MISSING_DISK _HRESULT_TYPEDEF_(0x800423f8L)
/* no page tells the meaning */
#define VSS_E_MISSING_HIDDEN_VOLUME _HRESULT_TYPEDEF_(0x800423f9L)
/* no page tells the meaning */
#define VSS_E_MISSING_VOLUME _HRESULT_TYPEDEF_(0x800423faL)
/* no page tells the meaning */
#define VSS_E_AUTORECOVERY_FAILED _HRESULT_TYPEDEF_(0x800423fbL)
/* no page tells the meaning */
#define VSS_E_DYNAMIC_DISK_ERROR _HRESULT_TYPEDEF_(0x800423fcL)
/* no page tells the meaning */
#define VSS_E_NONTRANSPORTABLE_BCD _HRESULT_TYPEDEF_(0x800423fdL)
/*
 * MBR signature or GPT identifier of a disk could not be set as intended; see the application event
 * log
 */
#define VSS_E_CANNOT_REVERT_DISKID _HRESULT_TYPEDEF_(0x800423feL)
/* another LUN resynchronization is under way */
#define VSS_E_RESYNC_IN_PROGRESS _HRESULT_TYPEDEF_(0x800423ffL)
/* no page tells the meaning */
#define VSS_E_CLUSTER_ERROR _HRESULT_TYPEDEF_(0x80042400L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_DISK_ASSIGNMENT_FAILED _HRESULT_TYPEDEF_(0x80042401L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_DISK_RECREATION_FAILED _HRESULT_TYPEDEF_(0x80042402L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_NO_ARCPATH _HRESULT_TYPEDEF_(0x80042403L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_MISSING_DYNDISK _HRESULT_TYPEDEF_(0x80042404L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_SHARED_CRIDISK _HRESULT_TYPEDEF_(0x80042405L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_DATADISK_RDISK0 _HRESULT_TYPEDEF_(0x80042406L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_RDISK0_TOOSMALL _HRESULT_TYPEDEF_(0x80042407L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_CRITICAL_DISKS_TOO_SMALL _HRESULT_TYPEDEF_(0x80042408L)
/*
 * status of one or more writers not available, perhaps because a writer has used up its backup and
 * restore sessions; set by VSS; from Windows Server 2008 on
 */
#define VSS_E_WRITER_STATUS_NOT_AVAILABLE _HRESULT_TYPEDEF_(0x80042409L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_DYNAMIC_VHD_NOT_SUPPORTED _HRESULT_TYPEDEF_(0x8004240aL)
/* no page tells the meaning */
#define VSS_E_CRITICAL_VOLUME_ON_INVALID_DISK _HRESULT_TYPEDEF_(0x80042411L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_RDISK_FOR_SYSTEM_DISK_NOT_FOUND _HRESULT_TYPEDEF_(0x80042412L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_NO_PHYSICAL_DISK_AVAILABLE _HRESULT_TYPEDEF_(0x80042413L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_FIXED_PHYSICAL_DISK_AVAILABLE_AFTER_DISK_EXCLUSION                          \
    _HRESULT_TYPEDEF_(0x80042414L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_CRITICAL_DISK_CANNOT_BE_EXCLUDED _HRESULT_TYPEDEF_(0x80042415L)
/* no page tells the meaning */
#define VSS_E_ASRERROR_SYSTEM_PARTITION_HIDDEN _HRESULT_TYPEDEF_(0x80042416L)
/* no page tells the meaning */
#define VSS_E_FSS_TIMEOUT _HRESULT_TYPEDEF_(0x80042417L)

#endif
