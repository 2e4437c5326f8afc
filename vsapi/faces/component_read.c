/*
 * vsapi/faces/component_read.c - reading a component.
 *
 * An absent text is S_FALSE with NULL where the method's page lists S_FALSE, and otherwise S_OK
 * with an empty string. Lists are indexed from 0; past the end is VSS_E_OBJECT_NOT_FOUND.
 */
#include "component.h"

#include <vsapi/text.h>

#define DATA(field) offsetof(struct vsapi_bcd_component, field)

const struct component_text vsapi_component_backup_metadata = {"SetBackupMetadata",
                                                               "GetBackupMetadata",
                                                               DATA(backup_metadata),
                                                               VSAPI_IN_BACKUP_EDIT,
                                                               VSAPI_IN_ANY,
                                                               true,
                                                               S_FALSE};
const struct component_text vsapi_component_restore_metadata = {"SetRestoreMetadata",
                                                                "GetRestoreMetadata",
                                                                DATA(restore_metadata),
                                                                VSAPI_IN(VSAPI_PHASE_PRE_RESTORE),
                                                                VSAPI_IN_ANY,
                                                                true,
                                                                S_FALSE};
const struct component_text vsapi_component_backup_stamp = {"SetBackupStamp",
                                                            "GetBackupStamp",
                                                            DATA(backup_stamp),
                                                            VSAPI_IN_BACKUP_EDIT,
                                                            VSAPI_IN_ANY,
                                                            false,
                                                            S_FALSE};
const struct component_text vsapi_component_pre_restore_failure = {"SetPreRestoreFailureMsg",
                                                                   "GetPreRestoreFailureMsg",
                                                                   DATA(pre_restore_failure),
                                                                   VSAPI_IN_RESTORE_EVENT,
                                                                   VSAPI_IN_ANY,
                                                                   false,
                                                                   S_FALSE};
const struct component_text vsapi_component_post_restore_failure = {"SetPostRestoreFailureMsg",
                                                                    "GetPostRestoreFailureMsg",
                                                                    DATA(post_restore_failure),
                                                                    VSAPI_IN_RESTORE_EVENT,
                                                                    VSAPI_IN_ANY,
                                                                    false,
                                                                    S_FALSE};
const struct component_text vsapi_component_prepare_failure = {
    "SetPrepareForBackupFailureMsg",
    "GetPrepareForBackupFailureMsg",
    DATA(prepare_failure),
    VSAPI_IN(VSAPI_PHASE_PREPARE_FOR_BACKUP),
    VSAPI_IN_ANY,
    false,
    S_FALSE};
const struct component_text vsapi_component_post_snapshot_failure = {
    "SetPostSnapshotFailureMsg",
    "GetPostSnapshotFailureMsg",
    DATA(post_snapshot_failure),
    VSAPI_IN(VSAPI_PHASE_POST_SNAPSHOT),
    VSAPI_IN_ANY,
    false,
    S_FALSE};
/* What the requester set through IVssBackupComponents. */
const struct component_text vsapi_component_previous_stamp = {
    NULL, "GetPreviousBackupStamp", DATA(previous_backup_stamp), 0, VSAPI_IN_ANY, false, S_FALSE};
const struct component_text vsapi_component_backup_options = {
    NULL, "GetBackupOptions", DATA(backup_options), 0, VSAPI_IN_ANY, false, S_FALSE};
const struct component_text vsapi_component_restore_options = {
    NULL, "GetRestoreOptions", DATA(restore_options), 0, VSAPI_IN_ANY, false, S_FALSE};
const struct component_text vsapi_component_restore_name = {
    NULL, "GetRestoreName", DATA(restore_name), 0, VSAPI_IN_RESTORE, false, S_OK};
const struct component_text vsapi_component_logical_path = {
    NULL, "GetLogicalPath", DATA(logical_path), 0, VSAPI_IN_ANY, false, S_FALSE};
const struct component_text vsapi_component_name = {
    NULL, "GetComponentName", DATA(component_name), 0, VSAPI_IN_ANY, false, S_FALSE};

HRESULT vsapi_component_get_text(struct component *self, const struct component_text *text,
                                 BSTR *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument(text->getter, "the result pointer");
    *out = NULL;
    hr = vsapi_access_enter(self->access, text->read_in, text->getter);
    if (FAILED(hr))
        return hr;
    hr = vsapi_text_out(*(char **)((char *)self->data + text->offset), text->absent, out);
    vsapi_access_leave(self->access);
    return hr;
}

HRESULT vsapi_component_get_type(struct component *self, VSS_COMPONENT_TYPE *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetComponentType", "pct");
    *out = VSS_CT_UNDEFINED;
    hr = vsapi_access_enter(self->access, VSAPI_IN_ANY, "GetComponentType");
    if (FAILED(hr))
        return hr;
    *out = self->data->type;
    vsapi_access_leave(self->access);
    return S_OK;
}

/* Before BackupComplete the outcome is not defined, whatever the document says by then. */
HRESULT vsapi_component_get_succeeded(struct component *self, bool *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetBackupSucceeded", "pbSucceeded");
    *out = false;
    hr = vsapi_access_enter(self->access, VSAPI_IN_ANY, "GetBackupSucceeded");
    if (FAILED(hr))
        return hr;
    if (!self->data->has_succeeded || (VSAPI_IN(self->access->phase) & VSAPI_IN_BACKUP_EDIT))
        hr = S_FALSE;
    else
        *out = self->data->succeeded;
    vsapi_access_leave(self->access);
    return hr;
}

/* False, and S_FALSE, while the requester has said nothing (docs/decisions.md#additional-restores).
 */
HRESULT vsapi_component_get_additional_restores(struct component *self, bool *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetAdditionalRestores", "pbAdditionalRestores");
    *out = false;
    hr = vsapi_access_enter(self->access, VSAPI_IN_ANY, "GetAdditionalRestores");
    if (FAILED(hr))
        return hr;
    *out = self->data->additional_restores;
    hr = self->data->has_additional_restores ? S_OK : S_FALSE;
    vsapi_access_leave(self->access);
    return hr;
}

HRESULT vsapi_component_get_flag(struct component *self, const char *method, unsigned phases,
                                 size_t offset, bool *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument(method, "the result pointer");
    *out = false;
    hr = vsapi_access_enter(self->access, phases, method);
    if (FAILED(hr))
        return hr;
    *out = *(bool *)((char *)self->data + offset);
    vsapi_access_leave(self->access);
    return S_OK;
}

/* Every list of a component is a VSAPI_ARRAY; the count is at the same place in all of them. */
static size_t list_count(const struct component *self, size_t offset)
{
    const vsapi_filedescs *list = (const void *)((const char *)self->data + offset);

    return list->count;
}

HRESULT vsapi_component_get_count(struct component *self, const char *method, size_t offset,
                                  UINT *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument(method, "the result pointer");
    *out = 0;
    hr = vsapi_access_enter(self->access, VSAPI_IN_ANY, method);
    if (FAILED(hr))
        return hr;
    *out = (UINT)list_count(self, offset);
    vsapi_access_leave(self->access);
    return S_OK;
}

/* Locks the document and looks whether the list has this entry. */
static HRESULT enter_at(struct component *self, const char *method, size_t offset, UINT i)
{
    HRESULT hr = vsapi_access_enter(self->access, VSAPI_IN_ANY, method);
    size_t count;

    if (FAILED(hr))
        return hr;
    count = list_count(self, offset);
    if (i < count)
        return S_OK;
    vsapi_access_leave(self->access);
    return vsapi_no_such_index(method, i, count);
}

HRESULT vsapi_component_get_filedesc(struct component *self, const char *method, size_t offset,
                                     UINT i, IVssWMFiledesc **out)
{
    const vsapi_filedescs *list = (const void *)((const char *)self->data + offset);
    HRESULT hr;

    if (!out)
        return vsapi_null_argument(method, "ppFiledesc");
    *out = NULL;
    hr = enter_at(self, method, offset, i);
    if (FAILED(hr))
        return hr;
    hr = vsapi_filedesc_create(NULL, self->access->bcd, &list->items[i], out);
    vsapi_access_leave(self->access);
    return hr;
}

static HRESULT need_all(const char *method, BSTR *const *out, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (!out[i])
            return vsapi_null_argument(method, "a result pointer");
    }
    for (size_t i = 0; i < count; i++)
        *out[i] = NULL;
    return S_OK;
}

HRESULT vsapi_component_get_partial_file(struct component *self, UINT i, BSTR *path, BSTR *filename,
                                         BSTR *ranges, BSTR *metadata)
{
    HRESULT hr = need_all("GetPartialFile", (BSTR *[]){path, filename, ranges, metadata}, 4);
    const struct vsapi_partial_file *file;

    if (FAILED(hr))
        return hr;
    hr = enter_at(self, "GetPartialFile", DATA(partial_files), i);
    if (FAILED(hr))
        return hr;
    file = &self->data->partial_files.items[i];
    hr = vsapi_texts_out((struct vsapi_text_row[]){{file->path, path},
                                                   {file->filename, filename},
                                                   {file->ranges, ranges},
                                                   {file->metadata, metadata}},
                         4);
    vsapi_access_leave(self->access);
    return hr;
}

HRESULT vsapi_component_get_directed_target(struct component *self, UINT i, BSTR *const out[6])
{
    HRESULT hr = need_all("GetDirectedTarget", out, 6);
    const struct vsapi_directed_target *target;

    if (FAILED(hr))
        return hr;
    hr = enter_at(self, "GetDirectedTarget", DATA(directed_targets), i);
    if (FAILED(hr))
        return hr;
    target = &self->data->directed_targets.items[i];
    hr = vsapi_texts_out((struct vsapi_text_row[]){{target->source_path, out[0]},
                                                   {target->source_filename, out[1]},
                                                   {target->source_ranges, out[2]},
                                                   {target->destination_path, out[3]},
                                                   {target->destination_filename, out[4]},
                                                   {target->destination_ranges, out[5]}},
                         6);
    vsapi_access_leave(self->access);
    return hr;
}

/* pbRepair is reserved: it may be NULL (docs/decisions.md#reserved-results). */
HRESULT vsapi_component_get_subcomponent(struct component *self, UINT i, BSTR *path, BSTR *name,
                                         bool *repair)
{
    HRESULT hr = need_all("GetRestoreSubcomponent", (BSTR *[]){path, name}, 2);
    const struct vsapi_subcomponent *sub;

    if (FAILED(hr))
        return hr;
    if (repair)
        *repair = false;
    hr = enter_at(self, "GetRestoreSubcomponent", DATA(restore_subcomponents), i);
    if (FAILED(hr))
        return hr;
    sub = &self->data->restore_subcomponents.items[i];
    hr = vsapi_texts_out(
        (struct vsapi_text_row[]){{sub->logical_path, path}, {sub->component_name, name}}, 2);
    if (SUCCEEDED(hr) && repair)
        *repair = sub->repair;
    vsapi_access_leave(self->access);
    return hr;
}

/* pbstrLsnString is reserved: it may be NULL. */
HRESULT vsapi_component_get_differenced_file(struct component *self, UINT i, BSTR *path,
                                             BSTR *filespec, BOOL *recursive, BSTR *lsn,
                                             FILETIME *time)
{
    HRESULT hr = need_all("GetDifferencedFile", (BSTR *[]){path, filespec}, 2);
    const struct vsapi_differenced_file *file;

    if (FAILED(hr))
        return hr;
    if (!recursive || !time)
        return vsapi_null_argument("GetDifferencedFile", "a result pointer");
    if (lsn)
        *lsn = NULL;
    hr = enter_at(self, "GetDifferencedFile", DATA(differenced_files), i);
    if (FAILED(hr))
        return hr;
    file = &self->data->differenced_files.items[i];
    hr = vsapi_texts_out((struct vsapi_text_row[]){{file->path, path},
                                                   {file->filespec, filespec},
                                                   {file->lsn, lsn ? lsn : path}},
                         lsn ? 3 : 2);
    *recursive = file->recursive;
    time->dwLowDateTime = (DWORD)file->last_modified;
    time->dwHighDateTime = (DWORD)(file->last_modified >> 32);
    vsapi_access_leave(self->access);
    return hr;
}

/* One that was never set reads as VSS_RT_ORIGINAL (rule VSS_RESTORE_TARGET-3). */
HRESULT vsapi_component_get_target(struct component *self, VSS_RESTORE_TARGET *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetRestoreTarget", "pTarget");
    *out = VSS_RT_UNDEFINED;
    hr = vsapi_access_enter(self->access, VSAPI_IN_RESTORE, "GetRestoreTarget");
    if (FAILED(hr))
        return hr;
    *out = self->data->has_restore_target ? self->data->restore_target : VSS_RT_ORIGINAL;
    vsapi_access_leave(self->access);
    return S_OK;
}

HRESULT vsapi_component_get_status(struct component *self, VSS_FILE_RESTORE_STATUS *out)
{
    HRESULT hr;

    if (!out)
        return vsapi_null_argument("GetFileRestoreStatus", "pStatus");
    *out = VSS_RS_UNDEFINED;
    hr = vsapi_access_enter(self->access, VSAPI_IN_RESTORE, "GetFileRestoreStatus");
    if (FAILED(hr))
        return hr;
    *out = self->data->file_restore_status;
    vsapi_access_leave(self->access);
    return S_OK;
}

HRESULT vsapi_component_get_roll_forward(struct component *self, VSS_ROLLFORWARD_TYPE *type,
                                         BSTR *point)
{
    HRESULT hr;

    if (!type || !point)
        return vsapi_null_argument("GetRollForward", type ? "pbstrPoint" : "pRollType");
    *type = VSS_RF_UNDEFINED;
    *point = NULL;
    hr = vsapi_access_enter(self->access, VSAPI_IN_RESTORE, "GetRollForward");
    if (FAILED(hr))
        return hr;
    hr = vsapi_text_out(self->data->roll_forward_point, S_OK, point);
    if (SUCCEEDED(hr))
        *type = self->data->roll_forward;
    vsapi_access_leave(self->access);
    return hr;
}

/* A component of which the writer reported nothing has not failed: S_OK and an empty message. */
HRESULT vsapi_component_get_failure(struct component *self, HRESULT *out, HRESULT *application,
                                    BSTR *message, DWORD *reserved)
{
    const unsigned phases =
        VSAPI_IN(VSAPI_PHASE_REQUESTER) | VSAPI_IN(VSAPI_PHASE_REQUESTER_BACKUP);
    const struct vsapi_component_failure *failure = &self->data->failure;
    HRESULT hr;

    if (!out || !application || !message || !reserved)
        return vsapi_null_argument("GetFailure", "a result pointer");
    *out = *application = S_OK;
    *message = NULL;
    *reserved = 0;
    hr = vsapi_access_enter(self->access, phases, "GetFailure");
    if (FAILED(hr))
        return hr;
    hr = vsapi_text_out(failure->message, S_OK, message);
    if (SUCCEEDED(hr) && failure->set) {
        *out = failure->hr;
        *application = failure->application;
        *reserved = failure->reserved;
    }
    vsapi_access_leave(self->access);
    return hr;
}
