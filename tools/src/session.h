/*
 * tools/src/session.h - one restore session: one image of a chain, from InitializeForRestore to
 * PostRestore.
 */
#ifndef VSS_SESSION_H
#define VSS_SESSION_H

#include "placing.h"

struct vss_wishes { /* of the user, the same in each session */
    const char *to; /* NULL: where the files were */
    bool authoritative;
    VSS_ROLLFORWARD_TYPE roll_forward; /* VSS_RF_UNDEFINED: nothing is said of it */
    const char *roll_forward_point;    /* NULL: none */
    const char *rename;                /* NULL: the component keeps its name */
};
struct vss_session {
    const struct vss_wishes *wishes;
    struct vss_set *set;
    VSS_LIST(struct vss_unit) units; /* they do not move */
    IVssBackupComponents *components;
    struct vss_catalog running;
    struct vss_map by_component; /* writer's instance and full name to unit */
    bool writer_failed;
};

/* Restores what of a set belongs to the chain, and notes in its links how far it came. A writer
 * that fails or a component that is not restored is no failure of the session. */
int vss_session_run(struct vss_session *session, struct vss_chain *chain);
void vss_session_end(struct vss_session *session);

#endif
