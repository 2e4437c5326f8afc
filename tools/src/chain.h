/*
 * tools/src/chain.h - what of which sets is restored: the wanted components of a set, each with the
 * images that lead to it, oldest first.
 */
#ifndef VSS_CHAIN_H
#define VSS_CHAIN_H

#include "history.h"
#include "options.h"

struct vss_image {
    struct vss_set *set;
    struct vss_component *component;
};
struct vss_link {                             /* a component on its way through the chain */
    struct vss_component *component;          /* in the wanted set; NULL: whole volumes */
    VSS_LIST(struct vss_image) images;        /* oldest first */
    VSS_LIST(struct vss_component *) members; /* only these subcomponents; none: all */

    /* How far the restore came. */
    const char *refusal;    /* why no further image is restored; NULL: they are */
    bool mapped;            /* the first image went to alternate locations */
    bool took_part;         /* the writer, in each session */
    size_t restored;        /* images */
    struct vss_map written; /* files that an image put where they are */
    size_t file_count;
    uint64_t bytes;
};
struct vss_chain {
    struct vss_set *wanted;
    VSS_LIST(struct vss_link *) links;
    VSS_LIST(struct vss_set *) sets; /* oldest first */
};

/* All components of the set, or those named (WRITER:PATH\NAME), and what they are relative to: all
 * there, and every byte with the checksum it was saved with. */
int vss_chain_build(struct vss_chain *chain, struct vss_set *wanted,
                    const struct vss_texts *components);
void vss_chain_end(struct vss_chain *chain);
/* Whether a component of an image is restored: all, or the named subcomponents and those below. */
bool vss_link_wants(const struct vss_link *link, const struct vss_component *component);

#endif
