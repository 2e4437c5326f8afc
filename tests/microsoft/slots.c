/*
 * tests/microsoft/slots.c - a writer whose virtual functions are written down by slot, as a program
 * has it whose CVssWriter is inline: vssapi.dll gets the object through CreateWriter or
 * CreateWriterEx.
 *
 * Handlers return as Microsoft's compilers may: true and false in one byte, anything above it.
 */
#define COBJMACROS
#include <windows.h>

#include <string.h>

#include <vswriter.h>
#include <vsbackup.h>

#include "check.h"

#define TRUE_WITH_REST 0xabcdef01u
#define FALSE_WITH_REST 0xabcdef00u

struct writer {
    const void *const *functions;
};
typedef HRESULT(STDMETHODCALLTYPE *create_writer)(struct writer *writer, IVssWriterImpl **impl);

static const VSS_ID WRITER = {0x51, 2, 3, {4, 5, 6, 7, 8, 9, 10, 11}};
static char called[256]; /* the slots, in the order of the calls */
static unsigned answer = TRUE_WITH_REST;
static bool say_something; /* OnIdentifyEx does */

static unsigned note(struct writer *writer, int slot)
{
    size_t used = strlen(called);

    CHECK(writer->functions != NULL);
    snprintf(called + used, sizeof called - used, "%d ", slot);
    return answer;
}

#define SLOT(number)                                                                               \
    static unsigned STDMETHODCALLTYPE slot##number(struct writer *This)                            \
    {                                                                                              \
        return note(This, number);                                                                 \
    }
#define SLOT_OF(number, type)                                                                      \
    static unsigned STDMETHODCALLTYPE slot##number(struct writer *This, type argument)             \
    {                                                                                              \
        (void)argument;                                                                            \
        return note(This, number);                                                                 \
    }

SLOT_OF(0, unsigned) /* the destructor: nobody calls it */
SLOT_OF(1, IVssCreateWriterMetadata *)
SLOT_OF(2, IVssWriterComponents *)
SLOT(3)
SLOT(4)
SLOT(5)
SLOT(6)
SLOT_OF(7, IVssWriterComponents *)
SLOT_OF(8, VSS_ID)
SLOT_OF(9, IVssWriterComponents *)
SLOT_OF(10, IVssWriterComponents *)
SLOT_OF(11, IVssWriterComponents *)
SLOT(12)
SLOT(13)
SLOT(14)
SLOT(15)

static unsigned STDMETHODCALLTYPE slot16(struct writer *This, IVssCreateWriterMetadataEx *metadata)
{
    if (say_something)
        CHECK(IVssCreateWriterMetadataEx_SetBackupSchema(metadata, VSS_BS_DIFFERENTIAL) == S_OK);
    return note(This, 16);
}

static const void *const functions[] = {slot0,  slot1,  slot2,  slot3,  slot4,  slot5,
                                        slot6,  slot7,  slot8,  slot9,  slot10, slot11,
                                        slot12, slot13, slot14, slot15, slot16};

static HRESULT finish(HRESULT hr, IVssAsync *async)
{
    HRESULT outcome = hr;

    if (FAILED(hr))
        return hr;
    IVssAsync_Wait(async, INFINITE);
    CHECK(IVssAsync_QueryStatus(async, &outcome, NULL) == S_OK);
    IVssAsync_Release(async);
    return outcome == VSS_S_ASYNC_FINISHED ? S_OK : outcome;
}

#define FINISH(backup, METHOD)                                                                     \
    (hr = IVssBackupComponents_##METHOD(backup, &async), finish(hr, async))

/* Without components: every writer takes part. */
static HRESULT backup_of_the_volume(void)
{
    IVssBackupComponents *backup = NULL;
    IVssAsync *async = NULL;
    WCHAR volume[] = L"C:\\";
    VSS_ID set, snapshot;
    HRESULT hr, outcome;

    CHECK(CreateVssBackupComponents(&backup) == S_OK);
    CHECK(IVssBackupComponents_InitializeForBackup(backup, NULL) == S_OK);
    CHECK(IVssBackupComponents_SetBackupState(backup, false, false, VSS_BT_FULL, false) == S_OK);
    CHECK(FINISH(backup, GatherWriterMetadata) == S_OK);
    CHECK(IVssBackupComponents_StartSnapshotSet(backup, &set) == S_OK);
    CHECK(IVssBackupComponents_AddToSnapshotSet(backup, volume, GUID_NULL, &snapshot) == S_OK);
    CHECK(FINISH(backup, PrepareForBackup) == S_OK);
    outcome = FINISH(backup, DoSnapshotSet);
    if (outcome == S_OK)
        CHECK(FINISH(backup, BackupComplete) == S_OK);
    IVssBackupComponents_Release(backup);
    return outcome;
}

/* Runs a backup with the writer that `create` makes; which slots were called is in `called`. */
static HRESULT run(create_writer create)
{
    struct writer writer = {functions};
    IVssWriterImpl *impl = NULL;
    HRESULT outcome;

    called[0] = '\0';
    CHECK(create(&writer, &impl) == S_OK && impl);
    if (!impl)
        return E_FAIL;
    CHECK(IVssWriterImpl_Initialize(impl, WRITER, L"Slots", NULL, 1, 2, VSS_UT_USERDATA,
                                    VSS_ST_OTHER, VSS_APP_FRONT_END, 60000,
                                    VSS_AWS_NO_ALTERNATE_WRITER, FALSE) == S_OK);
    CHECK(IVssWriterImpl_Subscribe(impl, INFINITE,
                                   VSS_SM_BACKUP_EVENTS_FLAG | VSS_SM_RESTORE_EVENTS_FLAG) == S_OK);
    outcome = backup_of_the_volume();
    CHECK(IVssWriterImpl_Unsubscribe(impl) == S_OK);
    IVssWriterImpl_Release(impl);
    return outcome;
}

int main(void)
{
    HMODULE dll = LoadLibraryA("vssapi.dll");
    create_writer create = (create_writer)(void *)GetProcAddress(dll, "CreateWriter");
    create_writer create_ex = (create_writer)(void *)GetProcAddress(dll, "CreateWriterEx");
    IVssWriterImpl *impl = (IVssWriterImpl *)&failures;

    CHECK(create && create_ex);
    CHECK(create(NULL, &impl) == E_INVALIDARG && impl == NULL);

    CHECK(run(create) == S_OK);
    CHECK(strcmp(called, "1 2 3 4 5 11 7 8 ") == 0);

    /* Each has its turn until something has been said. */
    CHECK(run(create_ex) == S_OK);
    CHECK(strcmp(called, "16 1 2 3 4 5 11 7 8 ") == 0);
    say_something = true;
    CHECK(run(create_ex) == S_OK);
    CHECK(strcmp(called, "16 2 3 4 5 11 7 8 ") == 0);

    answer = FALSE_WITH_REST;
    run(create);
    CHECK(strcmp(called, "1 ") == 0); /* left out, and so asked nothing more */
    return failures != 0;
}
