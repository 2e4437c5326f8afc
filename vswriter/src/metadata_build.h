/*
 * vswriter/src/metadata_build.h - what the methods of IVssCreateWriterMetadata do to the document.
 */
#ifndef VSWRITER_METADATA_BUILD_H
#define VSWRITER_METADATA_BUILD_H

#include <vsapi/com.h>
#include <vsapi/service.h>
#include <vsapi/thread.h>

struct metadata {
    struct vsapi_com com;
    IVssCreateWriterMetadataEx IVssCreateWriterMetadataEx_iface;
    struct vsapi_mutex lock; /* guards what follows */
    struct vsapi_wmd *wmd;   /* a reference */
    bool over;
    VSS_ID session_id;
};

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
HRESULT vswriter_metadata_add_exclusion(struct metadata *self, const char *method, size_t list,
                                        LPCWSTR path, LPCWSTR filespec, bool recursive);
HRESULT vswriter_metadata_add_component(struct metadata *self, const struct new_component *in);
HRESULT vswriter_metadata_add_files(struct metadata *self, const struct new_files *in);
HRESULT vswriter_metadata_set_restore_method(struct metadata *self,
                                             const struct restore_method *in);
HRESULT vswriter_metadata_add_mapping(struct metadata *self, LPCWSTR path, LPCWSTR filespec,
                                      bool recursive, LPCWSTR destination);
HRESULT vswriter_metadata_add_dependency(struct metadata *self, LPCWSTR path, LPCWSTR name,
                                         const VSS_ID *writer, LPCWSTR on_path, LPCWSTR on_name);
HRESULT vswriter_metadata_set_schema(struct metadata *self, DWORD mask);
HRESULT vswriter_metadata_save_as_xml(struct metadata *self, BSTR *out);
HRESULT vswriter_metadata_reserved(const char *method);

#endif
