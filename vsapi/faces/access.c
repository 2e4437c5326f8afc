/*
 * vsapi/faces/access.c - who may do what with a component, and when.
 *
 * One function decides it for every method; the methods only name their phases. Also here: the few
 * lines about missing arguments, indexes and texts that all faces share.
 */
#include <vsapi/text.h>

#include "inner.h"

#include <assert.h>

void vsapi_access_ref(struct vsapi_access *access)
{
    atomic_fetch_add_explicit(&access->refs, 1, memory_order_relaxed);
}

void vsapi_access_unref(struct vsapi_access *access)
{
    if (!access || atomic_fetch_sub_explicit(&access->refs, 1, memory_order_acq_rel) != 1)
        return;
    vsapi_bcd_unref(access->bcd);
    vsapi_free(access);
}

/* Where the caller is, as a sentence has it. */
static const char *phase_name(enum vsapi_component_phase phase)
{
    static const char *const names[] = {
        "by a requester",
        "in PrepareForBackup",
        "in PostSnapshot",
        "in BackupComplete",
        "in PreRestore",
        "in PostRestore",
        "after its event",
        "by a requester in a backup",
        "by a requester in a restore",
    };

    _Static_assert(sizeof names / sizeof *names == VSAPI_PHASE_END_ - VSAPI_PHASE_REQUESTER,
                   "a name for each phase");
    assert(phase >= VSAPI_PHASE_REQUESTER && phase < VSAPI_PHASE_END_);
    return names[phase - VSAPI_PHASE_REQUESTER];
}

static HRESULT refused(enum vsapi_component_phase phase, const char *method)
{
    bool requester = VSAPI_IN(phase) & VSAPI_IN_REQUESTER;

    if (phase == VSAPI_PHASE_OVER)
        return vsapi_fail(VSS_E_BAD_STATE,
                          "%s after its event: the object holds only until the handler returns; "
                          "the writer's mistake",
                          method);
    return vsapi_fail(VSS_E_BAD_STATE, "%s %s, where it is not allowed; the %s's mistake", method,
                      phase_name(phase), requester ? "requester" : "writer");
}

HRESULT vsapi_access_enter(struct vsapi_access *access, unsigned phases, const char *method)
{
    enum vsapi_component_phase phase;

    vsapi_mutex_lock(&access->bcd->lock);
    phase = access->phase;
    if (phase != VSAPI_PHASE_OVER && (phases & VSAPI_IN(phase)))
        return S_OK;
    vsapi_mutex_unlock(&access->bcd->lock);
    return refused(phase, method);
}

void vsapi_access_leave(struct vsapi_access *access)
{
    vsapi_mutex_unlock(&access->bcd->lock);
}

HRESULT vsapi_null_argument(const char *method, const char *parameter)
{
    return vsapi_fail(E_INVALIDARG, "%s: %s is NULL; the caller's mistake", method, parameter);
}

HRESULT vsapi_no_such_index(const char *method, UINT i, size_t count)
{
    return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                      "%s: index %u, but there are %zu; the caller's mistake", method, i, count);
}

HRESULT vsapi_text_out(const char *text, HRESULT absent, BSTR *out)
{
    HRESULT hr;

    *out = NULL;
    if (!text && absent == S_FALSE)
        return S_FALSE;
    hr = vsapi_bstr_from_text(text ? text : "", out);
    return FAILED(hr) ? hr : S_OK;
}

HRESULT vsapi_texts_out(const struct vsapi_text_row *rows, size_t count)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < count; i++)
        *rows[i].out = NULL;
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
        hr = vsapi_text_out(rows[i].text, S_OK, rows[i].out);
    if (SUCCEEDED(hr))
        return S_OK;
    for (size_t i = 0; i < count; i++) {
        SysFreeString(*rows[i].out);
        *rows[i].out = NULL;
    }
    return hr;
}
