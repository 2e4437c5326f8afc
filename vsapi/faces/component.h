/*
 * vsapi/faces/component.h - one component of a backup or restore, and what can be done with it.
 *
 * component.c is the COM object, a line for each method; component_read.c and component_write.c
 * hold what the methods do.
 */
#ifndef VSAPI_FACES_COMPONENT_H
#define VSAPI_FACES_COMPONENT_H

#include "inner.h"

struct component {
    struct vsapi_com com;
    IVssComponentEx2
        IVssComponentEx2_iface;       /* IVssComponent and IVssComponentEx are its beginning */
    struct vsapi_access *access;      /* a reference */
    struct vsapi_bcd_component *data; /* in the access's document */
};

/* A text of a component: where it is, who may set it and when. Reading is always allowed, except as
 * `read_in` says. */
struct component_text {
    const char *setter, *getter;
    size_t offset; /* of the char * in struct vsapi_bcd_component */
    unsigned set_in, read_in;
    bool once;      /* a second setting is VSS_E_OBJECT_ALREADY_EXISTS */
    HRESULT absent; /* the getter's answer when it was never set */
};
extern const struct component_text vsapi_component_backup_metadata,
    vsapi_component_restore_metadata, vsapi_component_backup_stamp, vsapi_component_previous_stamp,
    vsapi_component_backup_options, vsapi_component_restore_options,
    vsapi_component_pre_restore_failure, vsapi_component_post_restore_failure,
    vsapi_component_prepare_failure, vsapi_component_post_snapshot_failure,
    vsapi_component_restore_name, vsapi_component_logical_path, vsapi_component_name;

HRESULT vsapi_component_get_text(struct component *self, const struct component_text *text,
                                 BSTR *out);
HRESULT vsapi_component_get_type(struct component *self, VSS_COMPONENT_TYPE *out);
HRESULT vsapi_component_get_succeeded(struct component *self, bool *out);
HRESULT vsapi_component_get_additional_restores(struct component *self, bool *out);
/* A flag at this place of struct vsapi_bcd_component. */
HRESULT vsapi_component_get_flag(struct component *self, const char *method, unsigned phases,
                                 size_t offset, bool *out);
/* Both for the list at this place of struct vsapi_bcd_component. */
HRESULT vsapi_component_get_count(struct component *self, const char *method, size_t offset,
                                  UINT *out);
HRESULT vsapi_component_get_filedesc(struct component *self, const char *method, size_t offset,
                                     UINT i, IVssWMFiledesc **out);
HRESULT vsapi_component_get_partial_file(struct component *self, UINT i, BSTR *path, BSTR *filename,
                                         BSTR *ranges, BSTR *metadata);
HRESULT vsapi_component_get_directed_target(struct component *self, UINT i, BSTR *const out[6]);
HRESULT vsapi_component_get_subcomponent(struct component *self, UINT i, BSTR *path, BSTR *name,
                                         bool *repair);
HRESULT vsapi_component_get_differenced_file(struct component *self, UINT i, BSTR *path,
                                             BSTR *filespec, BOOL *recursive, BSTR *lsn,
                                             FILETIME *time);
HRESULT vsapi_component_get_target(struct component *self, VSS_RESTORE_TARGET *out);
HRESULT vsapi_component_get_status(struct component *self, VSS_FILE_RESTORE_STATUS *out);
HRESULT vsapi_component_get_roll_forward(struct component *self, VSS_ROLLFORWARD_TYPE *type,
                                         BSTR *point);
HRESULT vsapi_component_get_failure(struct component *self, HRESULT *hr, HRESULT *application,
                                    BSTR *message, DWORD *reserved);

HRESULT vsapi_component_set_text(struct component *self, const struct component_text *text,
                                 LPCWSTR value);
HRESULT vsapi_component_add_partial_file(struct component *self, LPCWSTR path, LPCWSTR filename,
                                         LPCWSTR ranges, LPCWSTR metadata);
HRESULT vsapi_component_add_directed_target(struct component *self, const LPCWSTR in[6]);
HRESULT vsapi_component_add_differenced_files(struct component *self, LPCWSTR path,
                                              LPCWSTR filespec, bool recursive, FILETIME time);
HRESULT vsapi_component_set_target(struct component *self, VSS_RESTORE_TARGET target);
HRESULT vsapi_component_set_failure(struct component *self, HRESULT hr, HRESULT application,
                                    LPCWSTR message, DWORD reserved);

#endif
