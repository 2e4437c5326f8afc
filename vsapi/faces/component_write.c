/*
 * vsapi/faces/component_write.c - what a writer may change of its component, in which event.
 *
 * Requesters change components through IVssBackupComponents only. Each function checks its
 * arguments, converts the texts, and only then locks the document; on failure the component is as
 * before.
 */
#include "component.h"

#include <vsapi/text.h>

#include <string.h>

/* Copies the texts into the document; a text that is set but has no place is our own mistake. */
static HRESULT keep_texts(struct component *self, const struct vsapi_texts *texts,
                          char **const fields[], size_t count)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
        hr = vsapi_bcd_text(self->access->bcd, fields[i], texts->items[i]);
    return hr;
}

HRESULT vsapi_component_set_text(struct component *self, const struct component_text *text,
                                 LPCWSTR value)
{
    char **field = (char **)((char *)self->data + text->offset);
    char *utf8 = NULL;
    HRESULT hr;

    if (!value)
        return vsapi_null_argument(text->setter, "the text");
    hr = vsapi_text_from_wide(value, &utf8);
    if (FAILED(hr))
        return hr;
    hr = vsapi_access_enter(self->access, text->set_in, text->setter);
    if (FAILED(hr))
        goto done;
    if (text->once && *field)
        hr = vsapi_fail(VSS_E_OBJECT_ALREADY_EXISTS,
                        "%s: component %s has it already; the writer's mistake", text->setter,
                        self->data->component_name);
    else
        hr = vsapi_bcd_text(self->access->bcd, field, utf8);
    vsapi_access_leave(self->access);
done:
    vsapi_free(utf8);
    return hr;
}

static HRESULT check_partial_file(const struct vsapi_texts *texts)
{
    HRESULT hr = vsapi_check_directory("AddPartialFile", "wszPath", texts->items[0]);

    if (SUCCEEDED(hr))
        hr = vsapi_check_filename("AddPartialFile", "wszFilename", texts->items[1]);
    if (SUCCEEDED(hr) && !vsapi_ranges_valid(texts->items[2]) &&
        !vsapi_ranges_file(texts->items[2]))
        hr = vsapi_fail(E_INVALIDARG,
                        "AddPartialFile: wszRanges is \"%s\", neither offset:length ranges nor the "
                        "path of a ranges file; the writer's mistake",
                        texts->items[2]);
    return hr;
}

static HRESULT keep_partial_file(struct component *self, const struct vsapi_texts *texts)
{
    struct vsapi_partial_file file = {0};
    HRESULT hr = keep_texts(
        self, texts, (char **const[]){&file.path, &file.filename, &file.ranges, &file.metadata}, 4);

    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARENA_ROOM(self->access->bcd->arena, &self->data->partial_files))
        return vsapi_out_of_memory();
    self->data->partial_files.items[self->data->partial_files.count++] = file;
    return S_OK;
}

HRESULT vsapi_component_add_partial_file(struct component *self, LPCWSTR path, LPCWSTR filename,
                                         LPCWSTR ranges, LPCWSTR metadata)
{
    struct vsapi_texts texts;
    HRESULT hr;

    if (!ranges)
        return vsapi_null_argument("AddPartialFile", "wszRanges");
    hr = vsapi_texts_init(&texts, (LPCWSTR[]){path, filename, ranges, metadata}, 4);
    if (FAILED(hr))
        return hr;
    hr = check_partial_file(&texts);
    if (FAILED(hr))
        goto done;
    hr = vsapi_access_enter(self->access, VSAPI_IN_BACKUP_EDIT, "AddPartialFile");
    if (FAILED(hr))
        goto done;
    hr = keep_partial_file(self, &texts);
    vsapi_access_leave(self->access);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

static HRESULT check_directed_target(const struct vsapi_texts *texts)
{
    HRESULT hr = vsapi_check_directory("AddDirectedTarget", "wszSourcePath", texts->items[0]);

    if (SUCCEEDED(hr))
        hr = vsapi_check_filename("AddDirectedTarget", "wszSourceFilename", texts->items[1]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_directory("AddDirectedTarget", "wszDestinationPath", texts->items[3]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_filename("AddDirectedTarget", "wszDestinationFilename", texts->items[4]);
    if (SUCCEEDED(hr) && !vsapi_ranges_pair(texts->items[2], texts->items[5]))
        hr = vsapi_fail(
            E_INVALIDARG,
            "AddDirectedTarget: \"%s\" and \"%s\" are not lists of as many offset:length "
            "ranges of the same lengths; the writer's mistake",
            texts->items[2], texts->items[5]);
    return hr;
}

static HRESULT keep_directed_target(struct component *self, const struct vsapi_texts *texts)
{
    struct vsapi_directed_target target = {0};
    HRESULT hr =
        keep_texts(self, texts,
                   (char **const[]){&target.source_path, &target.source_filename,
                                    &target.source_ranges, &target.destination_path,
                                    &target.destination_filename, &target.destination_ranges},
                   6);

    if (FAILED(hr))
        return hr;
    if (!VSAPI_ARENA_ROOM(self->access->bcd->arena, &self->data->directed_targets))
        return vsapi_out_of_memory();
    self->data->directed_targets.items[self->data->directed_targets.count++] = target;
    return S_OK;
}

HRESULT vsapi_component_add_directed_target(struct component *self, const LPCWSTR in[6])
{
    struct vsapi_texts texts;
    HRESULT hr;

    for (size_t i = 0; i < 6; i++) {
        if (!in[i])
            return vsapi_null_argument("AddDirectedTarget", "an argument");
    }
    hr = vsapi_texts_init(&texts, in, 6);
    if (FAILED(hr))
        return hr;
    hr = check_directed_target(&texts);
    if (FAILED(hr))
        goto done;
    hr = vsapi_access_enter(self->access, VSAPI_IN(VSAPI_PHASE_PRE_RESTORE), "AddDirectedTarget");
    if (FAILED(hr))
        goto done;
    hr = keep_directed_target(self, &texts);
    vsapi_access_leave(self->access);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

static HRESULT keep_differenced_files(struct component *self, const struct vsapi_texts *texts,
                                      bool recursive, FILETIME time)
{
    struct vsapi_differenced_file file = {0};
    HRESULT hr = keep_texts(self, texts, (char **const[]){&file.path, &file.filespec}, 2);

    if (FAILED(hr))
        return hr;
    file.recursive = recursive;
    file.last_modified = (uint64_t)time.dwHighDateTime << 32 | time.dwLowDateTime;
    if (!VSAPI_ARENA_ROOM(self->access->bcd->arena, &self->data->differenced_files))
        return vsapi_out_of_memory();
    self->data->differenced_files.items[self->data->differenced_files.count++] = file;
    return S_OK;
}

HRESULT vsapi_component_add_differenced_files(struct component *self, LPCWSTR path,
                                              LPCWSTR filespec, bool recursive, FILETIME time)
{
    const char *method = "AddDifferencedFilesByLastModifyTime";
    struct vsapi_texts texts;
    HRESULT hr;

    hr = vsapi_texts_init(&texts, (LPCWSTR[]){path, filespec}, 2);
    if (FAILED(hr))
        return hr;
    hr = vsapi_check_directory(method, "wszPath", texts.items[0]);
    if (SUCCEEDED(hr))
        hr = vsapi_check_filespec(method, "wszFilespec", texts.items[1]);
    if (FAILED(hr))
        goto done;
    hr = vsapi_access_enter(self->access, VSAPI_IN_BACKUP_EDIT, method);
    if (FAILED(hr))
        goto done;
    hr = keep_differenced_files(self, &texts, recursive, time);
    vsapi_access_leave(self->access);
done:
    vsapi_texts_finish(&texts);
    return hr;
}

/* In PostRestore the document is read-only but for failure messages (rule OnPostRestore-3). */
HRESULT vsapi_component_set_target(struct component *self, VSS_RESTORE_TARGET target)
{
    HRESULT hr;

    if (target < VSS_RT_ORIGINAL || target > VSS_RT_ORIGINAL_LOCATION)
        return vsapi_fail(E_INVALIDARG,
                          "SetRestoreTarget: %d is no target that can be set; the writer's mistake",
                          (int)target);
    hr = vsapi_access_enter(self->access, VSAPI_IN(VSAPI_PHASE_PRE_RESTORE), "SetRestoreTarget");
    if (FAILED(hr))
        return hr;
    self->data->has_restore_target = true;
    self->data->restore_target = target;
    vsapi_access_leave(self->access);
    return S_OK;
}

static bool is_component_failure(HRESULT hr)
{
    switch (hr) {
    case S_OK:
    case VSS_E_WRITERERROR_INCONSISTENTSNAPSHOT:
    case VSS_E_WRITERERROR_OUTOFRESOURCES:
    case VSS_E_WRITERERROR_TIMEOUT:
    case VSS_E_WRITERERROR_RETRYABLE:
    case VSS_E_WRITERERROR_NONRETRYABLE:
        return true;
    default:
        return false;
    }
}

HRESULT vsapi_component_set_failure(struct component *self, HRESULT failure, HRESULT application,
                                    LPCWSTR message, DWORD reserved)
{
    struct vsapi_component_failure *field = &self->data->failure;
    char *utf8 = NULL;
    HRESULT hr;

    if (!is_component_failure(failure) || reserved != 0)
        return vsapi_fail(E_INVALIDARG,
                          "SetFailure: %s is no code for a component, or dwReserved (%u) is not 0; "
                          "the writer's mistake",
                          vsapi_hresult_name(failure), (unsigned)reserved);
    hr = vsapi_text_from_wide(message, &utf8);
    if (FAILED(hr))
        return hr;
    hr = vsapi_access_enter(self->access, ~VSAPI_IN_REQUESTER, "SetFailure");
    if (FAILED(hr))
        goto done;
    hr = vsapi_bcd_text(self->access->bcd, &field->message, utf8);
    if (SUCCEEDED(hr)) {
        field->set = true;
        field->hr = failure;
        field->application = application;
        field->reserved = reserved;
    }
    vsapi_access_leave(self->access);
done:
    vsapi_free(utf8);
    return hr;
}
