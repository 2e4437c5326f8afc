/*
 * tools/src/chain.c - what of which sets is restored; see chain.h.
 */
#include "chain.h"

#include <stdlib.h>
#include <string.h>

#include <vsapi/text.h>

#include "report.h"
#include "select.h"

/* ---- which components ---- */

static struct vss_link *add_link(struct vss_chain *chain, struct vss_component *component)
{
    struct vss_link *link = vss_alloc(sizeof *link);

    link->component = component;
    *VSS_APPEND(&chain->links) = link;
    return link;
}

static struct vss_link *find_link(const struct vss_chain *chain,
                                  const struct vss_component *component)
{
    for (size_t i = 0; i < chain->links.count; i++) {
        if (chain->links.items[i]->component == component)
            return chain->links.items[i];
    }
    return NULL;
}

static void choose_all(struct vss_chain *chain)
{
    const struct vss_catalog *catalog = &chain->wanted->backup.catalog;

    for (size_t i = 0; i < catalog->writers.count; i++) {
        struct vss_writer *writer = catalog->writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++) {
            if (writer->components.items[j].explicitly)
                add_link(chain, &writer->components.items[j]);
        }
    }
    add_link(chain, NULL);
}

/* A subcomponent alone if it is selectable for restore, else the set it is in. */
static void include(struct vss_chain *chain, struct vss_component *component)
{
    bool alone = !component->explicitly && component->selectable_for_restore;
    struct vss_link *link = find_link(chain, component->set);

    if (!link) {
        link = add_link(chain, component->set);
        if (alone)
            *VSS_APPEND(&link->members) = component;
    } else if (!alone) {
        link->members.count = 0; /* all of it, whatever was named before */
    } else if (link->members.count > 0) {
        *VSS_APPEND(&link->members) = component;
    }
}

/* REST-101 to -106: explicit components as they are, others only if they are selectable for
 * restore. */
static int choose(void *context, struct vss_component *component)
{
    struct vss_chain *chain = context;

    if (!component->set)
        return vss_fail(VSS_EXIT_USAGE, "%s of %s is not in the backup %s", component->full,
                        component->writer->name, chain->wanted->path);
    if (!component->explicitly && !component->selectable_for_restore)
        return vss_fail(VSS_EXIT_USAGE,
                        "%s of %s is not selectable for restore; choose %s, which includes it",
                        component->full, component->writer->name, component->set->full);
    include(chain, component);
    return VSS_EXIT_OK;
}

static bool is_below(const struct vss_component *component, const struct vss_component *top)
{
    const char *path = component->logical_path ? component->logical_path : "";
    size_t length = strlen(top->full);

    return vsapi_text_same(component->full, top->full) ||
           (vsapi_text_starts(path, top->full) && strlen(path) >= length &&
            (!path[length] || path[length] == '\\'));
}

bool vss_link_wants(const struct vss_link *link, const struct vss_component *component)
{
    for (size_t i = 0; i < link->members.count; i++) {
        if (is_below(component, link->members.items[i]))
            return true;
    }
    return link->members.count == 0;
}

/* ---- what they depend on ---- */

/* Includes the target if it is in the backup and not chosen yet. */
static bool add_target(struct vss_chain *chain, const struct vss_component *component,
                       const struct vss_dependency *dependency, bool last)
{
    struct vss_component *target =
        vss_dependency_target(&chain->wanted->backup.catalog, dependency);
    const struct vss_link *link = target && target->set ? find_link(chain, target->set) : NULL;

    if (!target || !target->set) {
        if (last)
            vss_warn("%s of %s depends on %s of writer %s, which is not in the backup",
                     component->full, component->writer->name, dependency->full,
                     vss_guid(&dependency->writer_id));
        return false;
    }
    if (link && vss_link_wants(link, target))
        return false;
    include(chain, target);
    return true;
}

static bool add_targets_of(struct vss_chain *chain, const struct vss_link *link, bool last)
{
    struct vss_writer *writer = link->component ? link->component->writer : NULL;
    bool changed = false;

    for (size_t i = 0; writer && i < writer->components.count; i++) {
        const struct vss_component *component = &writer->components.items[i];

        if (component->set != link->component || !vss_link_wants(link, component))
            continue;
        for (size_t j = 0; j < component->dependencies.count; j++)
            changed |= add_target(chain, component, &component->dependencies.items[j], last);
    }
    return changed;
}

/* REST-114: a component comes back together with what it depends on. What is not in the backup is
 * only told, as in the backup. */
static bool add_targets(struct vss_chain *chain, bool last)
{
    bool changed = false;

    for (size_t i = 0; i < chain->links.count; i++)
        changed |= add_targets_of(chain, chain->links.items[i], last);
    return changed;
}

/* ---- which sets ---- */

static void reverse(struct vss_link *link)
{
    for (size_t i = 0, j = link->images.count; i + 1 < j; i++, j--) {
        struct vss_image image = link->images.items[i];

        link->images.items[i] = link->images.items[j - 1];
        link->images.items[j - 1] = image;
    }
}

static int follow(struct vss_link *link, struct vss_set *set)
{
    struct vss_image image = {set, link->component};
    int code = VSS_EXIT_OK;

    *VSS_APPEND(&link->images) = image;
    if (link->component && link->component->failed) {
        link->refusal = "its backup did not succeed";
        return VSS_EXIT_OK;
    }
    while (code == VSS_EXIT_OK && image.component && image.component->base) {
        code = vss_history_base(image.set, image.component, &image.set, &image.component);
        if (code == VSS_EXIT_OK)
            *VSS_APPEND(&link->images) = image;
    }
    reverse(link);
    return code;
}

static int compare_sets(const void *a, const void *b)
{
    const struct vss_set *const *left = a, *const *right = b;

    return (*left)->number < (*right)->number ? -1 : 1;
}

static void collect_sets(struct vss_chain *chain)
{
    struct vss_map seen = {0};

    for (size_t i = 0; i < chain->links.count; i++) {
        const struct vss_link *link = chain->links.items[i];

        for (size_t j = 0; j < link->images.count; j++) {
            struct vss_set *set = link->images.items[j].set;

            if (vss_map_get(&seen, set->path))
                continue;
            vss_map_put(&seen, set->path, set);
            *VSS_APPEND(&chain->sets) = set;
        }
    }
    vss_map_end(&seen);
    if (chain->sets.count > 0)
        qsort(chain->sets.items, chain->sets.count, sizeof *chain->sets.items, compare_sets);
}

int vss_chain_build(struct vss_chain *chain, struct vss_set *wanted,
                    const struct vss_texts *components)
{
    int code = vss_set_read(wanted);

    chain->wanted = wanted;
    if (code == VSS_EXIT_OK && components->count == 0)
        choose_all(chain);
    for (size_t i = 0; i < components->count && code == VSS_EXIT_OK; i++)
        code = vss_select_named(&wanted->backup.catalog, components->items[i], choose, chain);
    while (code == VSS_EXIT_OK && add_targets(chain, false)) {
    }
    if (code == VSS_EXIT_OK)
        add_targets(chain, true);
    for (size_t i = 0; i < chain->links.count && code == VSS_EXIT_OK; i++)
        code = follow(chain->links.items[i], wanted);
    collect_sets(chain);
    for (size_t i = 0; i < chain->sets.count && code == VSS_EXIT_OK; i++)
        code = vss_set_check(chain->sets.items[i], true);
    return code;
}

void vss_chain_end(struct vss_chain *chain)
{
    for (size_t i = 0; i < chain->links.count; i++)
        vss_map_end(&chain->links.items[i]->written);
}
