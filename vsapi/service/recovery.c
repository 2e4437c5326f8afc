/*
 * vsapi/service/recovery.c - is a shadow copy to be put in order by its writers?
 *
 * With VSS_VOLSNAP_ATTR_AUTORECOVER the shadow copies are writable while writers have PostSnapshot.
 * The requester asks for it with VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY, a writer by the flags of its
 * components; it is the service that sets it.
 */
#include "session.h"

/* The flag that asks for it, which depends on what the shadow copy is for. */
static uint32_t wanted_flag(LONG context)
{
    return context & VSS_VOLSNAP_ATTR_PERSISTENT ? VSS_CF_APP_ROLLBACK_RECOVERY
                                                 : VSS_CF_BACKUP_RECOVERY;
}

static bool has_component_with(const struct vsapi_wmd *metadata, uint32_t flag)
{
    for (size_t i = 0; metadata && i < metadata->components.count; i++) {
        if (metadata->components.items[i]->component_flags & flag)
            return true;
    }
    return false;
}

/* Does a writer ask for it that takes part, as far as is known now? */
static bool a_writer_asks(struct vsapi_session *session)
{
    struct vsapi_bcd *document = session->document;
    uint32_t flag = wanted_flag(session->context);
    bool asks = false;

    vsapi_mutex_lock(&document->lock);
    for (size_t i = 0; !asks && i < session->writers.count; i++) {
        struct vsapi_session_writer *writer = session->writers.items[i];
        struct vsapi_bcd_writer *part =
            vsapi_bcd_find_writer(document, &writer->writer->info.instance_id);

        asks = (!document->select_components || (part && part->components.count > 0)) &&
               has_component_with(writer->metadata, flag);
    }
    vsapi_mutex_unlock(&document->lock);
    return asks;
}

LONG vsapi_session_snapshot_context(struct vsapi_session *session)
{
    LONG never = VSS_VOLSNAP_ATTR_NO_AUTORECOVERY | VSS_VOLSNAP_ATTR_TRANSPORTABLE |
                 VSS_VOLSNAP_ATTR_CLIENT_ACCESSIBLE;
    LONG context = session->context;

    if (!vsapi_context_has_writers(context) || context & never)
        return context;
    if (context & VSS_VOLSNAP_ATTR_ROLLBACK_RECOVERY || a_writer_asks(session))
        context |= VSS_VOLSNAP_ATTR_AUTORECOVER;
    return context;
}
