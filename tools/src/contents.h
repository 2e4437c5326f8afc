/*
 * tools/src/contents.h - what a backup set holds: the saved files and the folders.
 */
#ifndef VSS_CONTENTS_H
#define VSS_CONTENTS_H

#include "catalog.h"

#include <vsapi/plan.h>

struct vss_member { /* in which entry of a component; or of a volume that is saved whole */
    struct vss_component *component; /* NULL: of a volume */
    enum vsapi_plan_cause cause;
    size_t index; /* file set; or partial or differenced file, of the document's component */
};
struct vss_file {
    const char *path;    /* where it is at home, and is restored to */
    const char *source;  /* where it is read */
    const char *stored;  /* in the set's folder */
    uint64_t size_bytes; /* of what is saved */
    uint64_t whole_bytes, modified;
    uint32_t attributes, crc;
    bool failed;
    const struct vsapi_plan_range *ranges; /* of a partial file: saved one behind the other */
    size_t range_count;                    /* 0: the whole file is saved */
    VSS_LIST(struct vss_member) members;
};
struct vss_folder {
    const char *path;
    struct vss_member member;
};
struct vss_contents {
    VSS_LIST(struct vss_file *) files;
    VSS_LIST(struct vss_folder) folders; /* of recursive file sets; they come back, even if empty */
};

#endif
