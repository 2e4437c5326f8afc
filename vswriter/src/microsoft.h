/*
 * vswriter/src/microsoft.h - CVssWriter as programs built for Windows bring it: an object in the
 * layout of Microsoft's C++.
 *
 * Of the object only the first word is known, the pointer to its virtual functions, and their order
 * (docs/decisions.md#order-of-the-virtual-functions). Nothing behind that word is touched. Members
 * are called with `this` as first argument; on x86 constructor and destructor are __thiscall, all
 * else __stdcall. A C++ bool is one byte, and nothing is said of the rest of the register.
 */
#ifndef VSWRITER_MICROSOFT_H
#define VSWRITER_MICROSOFT_H

#include <vsapi/writer.h>

#if defined(__i386__)
#define MICROSOFT_THISCALL __attribute__((__thiscall__))
#else
#define MICROSOFT_THISCALL
#endif

typedef unsigned char microsoft_bool;

typedef struct microsoft_writer {
    const struct microsoft_writer_vtbl *vtbl;
} microsoft_writer; /* and what the writer's compiler knows of */

/* One slot for each virtual function. The destructor is the one that deletes, if asked to. */
struct microsoft_writer_vtbl {
    void *(MICROSOFT_THISCALL *destroy)(microsoft_writer *This, unsigned flags);
    microsoft_bool(STDMETHODCALLTYPE *OnIdentify)(microsoft_writer *This,
                                                  IVssCreateWriterMetadata *pMetadata);
    microsoft_bool(STDMETHODCALLTYPE *OnPrepareBackup)(microsoft_writer *This,
                                                       IVssWriterComponents *pComponent);
    microsoft_bool(STDMETHODCALLTYPE *OnPrepareSnapshot)(microsoft_writer *This);
    microsoft_bool(STDMETHODCALLTYPE *OnFreeze)(microsoft_writer *This);
    microsoft_bool(STDMETHODCALLTYPE *OnThaw)(microsoft_writer *This);
    microsoft_bool(STDMETHODCALLTYPE *OnAbort)(microsoft_writer *This);
    microsoft_bool(STDMETHODCALLTYPE *OnBackupComplete)(microsoft_writer *This,
                                                        IVssWriterComponents *pComponent);
    microsoft_bool(STDMETHODCALLTYPE *OnBackupShutdown)(microsoft_writer *This,
                                                        VSS_ID SnapshotSetId);
    microsoft_bool(STDMETHODCALLTYPE *OnPreRestore)(microsoft_writer *This,
                                                    IVssWriterComponents *pComponent);
    microsoft_bool(STDMETHODCALLTYPE *OnPostRestore)(microsoft_writer *This,
                                                     IVssWriterComponents *pComponent);
    microsoft_bool(STDMETHODCALLTYPE *OnPostSnapshot)(microsoft_writer *This,
                                                      IVssWriterComponents *pComponent);
    microsoft_bool(STDMETHODCALLTYPE *OnBackOffIOOnVolume)(microsoft_writer *This,
                                                           VSS_PWSZ wszVolumeName,
                                                           VSS_ID snapshotId, VSS_ID providerId);
    microsoft_bool(STDMETHODCALLTYPE *OnContinueIOOnVolume)(microsoft_writer *This,
                                                            VSS_PWSZ wszVolumeName,
                                                            VSS_ID snapshotId, VSS_ID providerId);
    microsoft_bool(STDMETHODCALLTYPE *OnVSSShutdown)(microsoft_writer *This);
    microsoft_bool(STDMETHODCALLTYPE *OnVSSApplicationStartup)(microsoft_writer *This);
    /* Of CVssWriterEx only; the table of a CVssWriter ends before it. */
    microsoft_bool(STDMETHODCALLTYPE *OnIdentifyEx)(microsoft_writer *This,
                                                    IVssCreateWriterMetadataEx *pMetadata);
};

/* microsoft_handlers: from the service to the virtual functions of such an object. */
extern const struct vsapi_writer_handlers vswriter_microsoft_handlers;
extern const struct vsapi_writer_handlers vswriter_microsoft_handlers_ex;

/* Behind the object at `This`; NULL: it could not be made, or the constructor never ran. */
IVssWriterImpl *vswriter_microsoft_find(const microsoft_writer *This);
/* From the constructor on and until the destructor ends it. An object that was there before and
 * whose destructor never ran is ended. */
void vswriter_microsoft_begin(microsoft_writer *This);
void vswriter_microsoft_end(microsoft_writer *This);

#endif
