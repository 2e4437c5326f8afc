/*
 * vswriter/src/microsoft_handlers_windows.c - from the service to the virtual functions of an
 * object in Microsoft's layout.
 *
 * What vsapi/cvsswriter.h does for the classes of our header, slot by slot. An exception that
 * leaves such a handler is not stopped: it is of another compiler's kind.
 */
#ifdef _WIN32

#include "metadata.h"
#include "microsoft.h"

static enum vsapi_handled handled(microsoft_bool result)
{
    return result ? VSAPI_HANDLED_TRUE : VSAPI_HANDLED_FALSE;
}

#define HANDLER(NAME)                                                                              \
    static enum vsapi_handled NAME(void *self)                                                     \
    {                                                                                              \
        microsoft_writer *writer = self;                                                           \
                                                                                                   \
        return handled(writer->vtbl->NAME(writer));                                                \
    }

#define HANDLER_OF(NAME, TYPE)                                                                     \
    static enum vsapi_handled NAME(void *self, TYPE argument)                                      \
    {                                                                                              \
        microsoft_writer *writer = self;                                                           \
                                                                                                   \
        return handled(writer->vtbl->NAME(writer, argument));                                      \
    }

#define HANDLER_OF_VOLUME(NAME)                                                                    \
    static enum vsapi_handled NAME(void *self, VSS_PWSZ wszVolumeName, VSS_ID snapshotId,          \
                                   VSS_ID providerId)                                              \
    {                                                                                              \
        microsoft_writer *writer = self;                                                           \
                                                                                                   \
        return handled(writer->vtbl->NAME(writer, wszVolumeName, snapshotId, providerId));         \
    }

HANDLER_OF(OnIdentify, IVssCreateWriterMetadata *)
HANDLER_OF(OnIdentifyEx, IVssCreateWriterMetadataEx *)
HANDLER_OF(OnPrepareBackup, IVssWriterComponents *)
HANDLER(OnPrepareSnapshot)
HANDLER(OnFreeze)
HANDLER(OnThaw)
HANDLER_OF(OnPostSnapshot, IVssWriterComponents *)
HANDLER(OnAbort)
HANDLER_OF(OnBackupComplete, IVssWriterComponents *)
HANDLER_OF(OnBackupShutdown, VSS_ID)
HANDLER_OF(OnPreRestore, IVssWriterComponents *)
HANDLER_OF(OnPostRestore, IVssWriterComponents *)
HANDLER_OF_VOLUME(OnBackOffIOOnVolume)
HANDLER_OF_VOLUME(OnContinueIOOnVolume)
HANDLER(OnVSSShutdown)
HANDLER(OnVSSApplicationStartup)

/* Whether Microsoft's OnIdentifyEx hands over to OnIdentify is not known; a writer overrides one of
 * them. So OnIdentify has its turn if nothing has been said yet. */
static enum vsapi_handled OnIdentifyAfterEx(void *self, IVssCreateWriterMetadata *pMetadata)
{
    return vswriter_metadata_is_empty(pMetadata) ? OnIdentify(self, pMetadata) : VSAPI_HANDLED_TRUE;
}

#define HANDLERS                                                                                   \
    .size = sizeof(struct vsapi_writer_handlers), .OnPrepareBackup = OnPrepareBackup,              \
    .OnPrepareSnapshot = OnPrepareSnapshot, .OnFreeze = OnFreeze, .OnThaw = OnThaw,                \
    .OnPostSnapshot = OnPostSnapshot, .OnAbort = OnAbort, .OnBackupComplete = OnBackupComplete,    \
    .OnBackupShutdown = OnBackupShutdown, .OnPreRestore = OnPreRestore,                            \
    .OnPostRestore = OnPostRestore, .OnBackOffIOOnVolume = OnBackOffIOOnVolume,                    \
    .OnContinueIOOnVolume = OnContinueIOOnVolume, .OnVSSShutdown = OnVSSShutdown,                  \
    .OnVSSApplicationStartup = OnVSSApplicationStartup

const struct vsapi_writer_handlers vswriter_microsoft_handlers = {
    HANDLERS,
    .class_name = "CVssWriter",
    .OnIdentify = OnIdentify,
};

const struct vsapi_writer_handlers vswriter_microsoft_handlers_ex = {
    HANDLERS,
    .class_name = "CVssWriterEx",
    .OnIdentify = OnIdentifyAfterEx,
    .OnIdentifyEx = OnIdentifyEx,
};

#endif
