/*
 * vswriter/src/metadata_build.h - what the methods of IVssCreateWriterMetadata and
 * IVssCreateExpressWriterMetadata do to the document.
 */
#ifndef VSWRITER_METADATA_BUILD_H
#define VSWRITER_METADATA_BUILD_H

#include <vsapi/service.h>
#include <vsapi/thread.h>

struct metadata_draft {      /* a document that is being written */
    struct vsapi_mutex lock; /* guards what follows */
    struct vsapi_wmd *wmd;   /* a reference */
    const char
        *closed_by; /* "OnIdentify": from its end on nothing changes any more; NULL: it may */
    bool express;   /* of an express writer, which may depend on its own components */
};
/* An empty document of this identity. */
HRESULT vswriter_draft_init(struct metadata_draft *draft, const struct vsapi_writer_info *identity);
void vswriter_draft_finish(struct metadata_draft *draft); /* also of a zeroed one */

struct new_component { /* the arguments of AddComponent */
    VSS_COMPONENT_TYPE type;
    LPCWSTR logical_path, name, caption;
    const BYTE *icon;
    UINT icon_bytes;
    bool restore_metadata, notify, selectable, selectable_for_restore;
    DWORD flags;
};

struct new_files { /* the arguments of AddDatabaseFiles, AddDatabaseLogFiles, AddFilesToFileGroup */
    const char *method;
    VSS_COMPONENT_TYPE type; /* that the component has to be of */
    size_t list;             /* of struct vsapi_wm_component */
    LPCWSTR logical_path, name, path, filespec, alternate_path;
    bool recursive;
    DWORD mask;
};

struct restore_method { /* the arguments of SetRestoreMethod */
    VSS_RESTOREMETHOD_ENUM method;
    LPCWSTR service, user_procedure;
    VSS_WRITERRESTORE_ENUM writer_restore;
    bool reboot_required;
};

/* `list` is the place of the list in struct vsapi_wmd. */
HRESULT vswriter_metadata_add_exclusion(struct metadata_draft *self, const char *method,
                                        size_t list, LPCWSTR path, LPCWSTR filespec,
                                        bool recursive);
HRESULT vswriter_metadata_add_component(struct metadata_draft *self,
                                        const struct new_component *in);
HRESULT vswriter_metadata_add_files(struct metadata_draft *self, const struct new_files *in);
HRESULT vswriter_metadata_set_restore_method(struct metadata_draft *self,
                                             const struct restore_method *in);
HRESULT vswriter_metadata_add_mapping(struct metadata_draft *self, LPCWSTR path, LPCWSTR filespec,
                                      bool recursive, LPCWSTR destination);
HRESULT vswriter_metadata_add_dependency(struct metadata_draft *self, LPCWSTR path, LPCWSTR name,
                                         const VSS_ID *writer, LPCWSTR on_path, LPCWSTR on_name);
HRESULT vswriter_metadata_set_schema(struct metadata_draft *self, DWORD mask);
/* `finished`: also when nothing may change any more. */
HRESULT vswriter_metadata_save_as_xml(struct metadata_draft *self, bool finished, BSTR *out);
HRESULT vswriter_metadata_reserved(const char *method);
/* E_INVALIDARG with a sentence. */
HRESULT vswriter_metadata_bad_number(const char *method, const char *parameter, unsigned value);

#endif
