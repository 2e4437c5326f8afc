/*
 * vsbackup/src/breaking.c - BreakSnapshotSet and BreakSnapshotSetEx.
 */
#include "async.h"
#include "backup_components.h"

#define IDENTITIES (VSS_BREAKEX_FLAG_REVERT_IDENTITY_ALL | VSS_BREAKEX_FLAG_REVERT_IDENTITY_NONE)
#define FLAGS (VSS_BREAKEX_FLAG_MASK_LUNS | VSS_BREAKEX_FLAG_MAKE_READ_WRITE | IDENTITIES)

static HRESULT check_set(const char *method, const VSS_ID *id)
{
    if (!IsEqualGUID(id, &GUID_NULL))
        return S_OK;
    return vsapi_fail(E_INVALIDARG,
                      "%s: the id of the set is GUID_NULL, which none has (requester's mistake)",
                      method);
}

static HRESULT break_set(struct backup_components *self, const VSS_ID *id)
{
    HRESULT hr = check_set("BreakSnapshotSet", id);

    return FAILED(hr) ? hr : vsapi_session_break(self->session, id);
}

HRESULT STDMETHODCALLTYPE backup_components_BreakSnapshotSet(IVssBackupComponentsEx4 *iface,
                                                             VSS_ID SnapshotSetId)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.BreakSnapshotSet", backup_components_session(self),
                     break_set(self, &SnapshotSetId), "SnapshotSetId=%g", &SnapshotSetId);
}

/* Masking leaves nothing for the others to do (LIFE-073). */
static HRESULT check_flags(DWORD flags)
{
    if ((flags & ~(DWORD)FLAGS) == 0 && (flags & IDENTITIES) != IDENTITIES &&
        (!(flags & VSS_BREAKEX_FLAG_MASK_LUNS) || flags == VSS_BREAKEX_FLAG_MASK_LUNS))
        return S_OK;
    return vsapi_fail(E_INVALIDARG,
                      "BreakSnapshotSetEx: dwBreakFlags is 0x%lx, not VSS_BREAKEX_FLAG_* that go "
                      "together (the requester's mistake)",
                      (unsigned long)flags);
}

/* The object comes first: when memory is out, nothing has been broken. */
static HRESULT start(struct backup_components *self, const VSS_ID *id, DWORD flags, IVssAsync **out)
{
    struct vsbackup_async *async;
    HRESULT hr = vsbackup_async_create(backup_components_session(self), &async);

    if (FAILED(hr))
        return hr;
    return vsbackup_async_give(
        async, vsapi_session_break_ex(self->session, id, flags, &async->operation), out);
}

static HRESULT break_set_ex(struct backup_components *self, const VSS_ID *id, DWORD flags,
                            IVssAsync **out)
{
    HRESULT hr;

    if (!out)
        return backup_components_null("BreakSnapshotSetEx", "ppAsync");
    *out = NULL;
    hr = check_flags(flags);
    if (SUCCEEDED(hr))
        hr = check_set("BreakSnapshotSetEx", id);
    return FAILED(hr) ? hr : start(self, id, flags, out);
}

HRESULT STDMETHODCALLTYPE backup_components_BreakSnapshotSetEx(IVssBackupComponentsEx4 *iface,
                                                               VSS_ID SnapshotSetID,
                                                               DWORD dwBreakFlags,
                                                               IVssAsync **ppAsync)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx2.BreakSnapshotSetEx", backup_components_session(self),
                     break_set_ex(self, &SnapshotSetID, dwBreakFlags, ppAsync),
                     "SnapshotSetID=%g dwBreakFlags=%u", &SnapshotSetID, (unsigned)dwBreakFlags);
}
