/*
 * vsbackup/src/component_edit.h - changing what the document says of one component.
 *
 * Most of a requester's calls name a component and change one field. They differ in the field; all
 * else, arguments, order of calls, locks and look-up, is here.
 */
#ifndef VSBACKUP_COMPONENT_EDIT_H
#define VSBACKUP_COMPONENT_EDIT_H

#include "backup_components.h"

struct component_name { /* a component as the requester names it */
    const char *method; /* for sentences */
    const VSS_ID *writer_id;
    const VSS_ID *instance; /* NULL: the first instance of the class that has the component */
    VSS_COMPONENT_TYPE type;
    LPCWSTR logical_path, component_name;
};

struct component_place {        /* where in the document the component is */
    struct vsapi_bcd *document; /* locked */
    struct vsapi_bcd_writer *writer;
    struct vsapi_bcd_component *component;
};

/* Changes the component. */
typedef HRESULT (*component_editor)(const struct component_place *place, const void *value);

/* E_INVALIDARG for a type that is none and for a missing name. */
HRESULT vsbackup_component_name_check(const struct component_name *name);
HRESULT vsbackup_component_edit(struct backup_components *self, enum vsapi_call call,
                                const struct component_name *name, component_editor edit,
                                const void *value);

/* A text field, by offsetof(struct vsapi_bcd_component, ...); a NULL text is refused. */
HRESULT vsbackup_component_set_text(struct backup_components *self, enum vsapi_call call,
                                    const struct component_name *name, size_t field,
                                    const char *parameter, LPCWSTR text);
/* A bool field likewise. */
HRESULT vsbackup_component_set_bool(struct backup_components *self, enum vsapi_call call,
                                    const struct component_name *name, size_t field, bool value);

#endif
