/*
 * vsbackup/src/documents.c - the Backup Components Document as a whole: how it begins, what holds
 * for all of it, its way out as XML, and the writers in it.
 */
#include "backup_components.h"

#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/faces.h>
#include <vsapi/text.h>

/* ---- InitializeForBackup, InitializeForRestore ------------------------------------------------
 */

static HRESULT read_document(BSTR xml, struct vsapi_bcd **out)
{
    char *text;
    HRESULT hr;

    *out = NULL;
    hr = vsapi_document_text("bstrXML", xml, SysStringLen(xml), &text);
    if (FAILED(hr))
        return hr;
    hr = vsapi_bcd_read(text, strlen(text), out);
    vsapi_free(text);
    return hr;
}

/* The state is asked first: a document that may not come now is not read. */
static HRESULT
initialize(struct backup_components *self, enum vsapi_call call, enum vsapi_component_phase phase,
           BSTR xml, HRESULT (*begin)(struct vsapi_session *session, struct vsapi_bcd *document))
{
    struct vsapi_bcd *document = NULL;
    HRESULT hr;

    hr = vsapi_session_allow(self->session, call);
    if (SUCCEEDED(hr) && (xml || phase == VSAPI_PHASE_REQUESTER_RESTORE))
        hr = read_document(xml, &document);
    if (FAILED(hr))
        return hr;
    hr = begin(self->session, document);
    if (FAILED(hr))
        vsapi_bcd_unref(document);
    else
        self->phase = phase;
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_InitializeForBackup(IVssBackupComponentsEx4 *iface,
                                                                BSTR bstrXML)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.InitializeForBackup", backup_components_session(self),
                     initialize(self, VSAPI_CALL_INITIALIZE_FOR_BACKUP,
                                VSAPI_PHASE_REQUESTER_BACKUP, bstrXML,
                                vsapi_session_initialize_for_backup),
                     "bstrXML=%p", (void *)bstrXML);
}

HRESULT STDMETHODCALLTYPE backup_components_InitializeForRestore(IVssBackupComponentsEx4 *iface,
                                                                 BSTR bstrXML)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.InitializeForRestore", backup_components_session(self),
                     initialize(self, VSAPI_CALL_INITIALIZE_FOR_RESTORE,
                                VSAPI_PHASE_REQUESTER_RESTORE, bstrXML,
                                vsapi_session_initialize_for_restore),
                     "bstrXML=%p", (void *)bstrXML);
}

/* ---- SetBackupState, SetRestoreState -----------------------------------------------------------
 */

static HRESULT set_backup_state(struct backup_components *self, bool select_components,
                                bool bootable, VSS_BACKUP_TYPE type, bool partial)
{
    if (type <= VSS_BT_UNDEFINED || type > VSS_BT_OTHER)
        return vsapi_fail(E_INVALIDARG,
                          "SetBackupState: %d is no VSS_BACKUP_TYPE (the requester's mistake)",
                          (int)type);
    return vsapi_session_set_backup_state(self->session, select_components, bootable, type,
                                          partial);
}

HRESULT STDMETHODCALLTYPE backup_components_SetBackupState(IVssBackupComponentsEx4 *iface,
                                                           bool bSelectComponents,
                                                           bool bBackupBootableSystemState,
                                                           VSS_BACKUP_TYPE backupType,
                                                           bool bPartialFileSupport)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.SetBackupState", backup_components_session(self),
                     set_backup_state(self, bSelectComponents, bBackupBootableSystemState,
                                      backupType, bPartialFileSupport),
                     "bSelectComponents=%b bBackupBootableSystemState=%b backupType=%d "
                     "bPartialFileSupport=%b",
                     bSelectComponents, bBackupBootableSystemState, (int)backupType,
                     bPartialFileSupport);
}

static HRESULT set_restore_state(struct backup_components *self, VSS_RESTORE_TYPE type)
{
    if (type < VSS_RTYPE_UNDEFINED || type > VSS_RTYPE_OTHER)
        return vsapi_fail(E_INVALIDARG,
                          "SetRestoreState: %d is no VSS_RESTORE_TYPE (the requester's mistake)",
                          (int)type);
    return vsapi_session_set_restore_state(self->session, type);
}

HRESULT STDMETHODCALLTYPE backup_components_SetRestoreState(IVssBackupComponentsEx4 *iface,
                                                            VSS_RESTORE_TYPE restoreType)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.SetRestoreState", backup_components_session(self),
                     set_restore_state(self, restoreType), "restoreType=%d", (int)restoreType);
}

/* ---- SaveAsXML, GetSessionId --------------------------------------------------------------------
 */

static HRESULT save_as_xml(struct backup_components *self, BSTR *out)
{
    struct vsapi_bcd *document;
    size_t size_bytes;
    char *xml;
    HRESULT hr;

    if (!out)
        return backup_components_null("SaveAsXML", "pbstrXML");
    *out = NULL;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_SAVE_AS_XML);
    if (FAILED(hr))
        return hr;
    document = vsapi_session_document(self->session);
    vsapi_mutex_lock(&document->lock);
    hr = vsapi_bcd_write(document, &xml, &size_bytes);
    vsapi_mutex_unlock(&document->lock);
    if (FAILED(hr))
        return hr;
    hr = vsapi_bstr_from_text(xml, out);
    vsapi_free(xml);
    return hr;
}

HRESULT STDMETHODCALLTYPE backup_components_SaveAsXML(IVssBackupComponentsEx4 *iface,
                                                      BSTR *pbstrXML)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.SaveAsXML", backup_components_session(self),
                     save_as_xml(self, pbstrXML), "");
}

static HRESULT get_session_id(struct backup_components *self, VSS_ID *out)
{
    if (!out)
        return backup_components_null("GetSessionId", "idSession");
    *out = *backup_components_session(self);
    return S_OK;
}

HRESULT STDMETHODCALLTYPE backup_components_GetSessionId(IVssBackupComponentsEx4 *iface,
                                                         VSS_ID *idSession)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponentsEx3.GetSessionId", backup_components_session(self),
                     get_session_id(self, idSession), "");
}

/* ---- GetWriterComponents ------------------------------------------------------------------------
 */

static HRESULT writer_components_count(struct backup_components *self, UINT *out)
{
    struct vsapi_bcd *document;
    HRESULT hr;

    if (!out)
        return backup_components_null("GetWriterComponentsCount", "pcComponents");
    *out = 0;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_GET_WRITER_COMPONENTS);
    if (FAILED(hr))
        return hr;
    document = vsapi_session_document(self->session);
    vsapi_mutex_lock(&document->lock);
    for (size_t i = 0; i < document->writers.count; i++)
        *out += document->writers.items[i]->components.count > 0;
    vsapi_mutex_unlock(&document->lock);
    return S_OK;
}

HRESULT STDMETHODCALLTYPE backup_components_GetWriterComponentsCount(IVssBackupComponentsEx4 *iface,
                                                                     UINT *pcComponents)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.GetWriterComponentsCount",
                     backup_components_session(self), writer_components_count(self, pcComponents),
                     "");
}

/* The writer with that number among those that have components; NULL: there are not so many. A
 * writer without any, which a loaded document may have, does not count. Callers go through them one
 * after the other, so the search goes on where the last one ended. Under both locks. */
static struct vsapi_bcd_writer *find_writer(struct backup_components *self,
                                            struct vsapi_bcd *document, UINT index)
{
    UINT at = 0;
    size_t i = 0;

    if (self->cursor_index <= index) {
        at = self->cursor_index;
        i = self->cursor_position;
    }
    for (; i < document->writers.count; i++) {
        if (document->writers.items[i]->components.count == 0)
            continue;
        if (at++ < index)
            continue;
        self->cursor_index = index;
        self->cursor_position = i;
        return document->writers.items[i];
    }
    return NULL;
}

static HRESULT writer_components(struct backup_components *self, UINT index,
                                 IVssWriterComponentsExt **out)
{
    struct vsapi_bcd_writer *writer;
    struct vsapi_bcd *document;
    HRESULT hr;

    if (!out)
        return backup_components_null("GetWriterComponents", "ppWriter");
    *out = NULL;
    hr = vsapi_session_allow(self->session, VSAPI_CALL_GET_WRITER_COMPONENTS);
    if (FAILED(hr))
        return hr;
    document = vsapi_session_document(self->session);
    vsapi_mutex_lock(&self->lock);
    vsapi_mutex_lock(&document->lock);
    writer = find_writer(self, document, index);
    vsapi_mutex_unlock(&document->lock);
    vsapi_mutex_unlock(&self->lock);
    if (!writer)
        return vsapi_fail(VSS_E_OBJECT_NOT_FOUND,
                          "GetWriterComponents: the document has no writer number %u (the "
                          "requester's mistake)",
                          (unsigned)index);
    return vsapi_components_create(document, writer, self->phase, backup_components_session(self),
                                   out);
}

HRESULT STDMETHODCALLTYPE backup_components_GetWriterComponents(IVssBackupComponentsEx4 *iface,
                                                                UINT iWriter,
                                                                IVssWriterComponentsExt **ppWriter)
{
    struct backup_components *self = backup_components_from(iface);

    return VSAPI_API("IVssBackupComponents.GetWriterComponents", backup_components_session(self),
                     writer_components(self, iWriter, ppWriter), "iWriter=%u", (unsigned)iWriter);
}
