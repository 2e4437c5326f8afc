/*
 * tools/src/select.c - the rules of selection (components-and-selection of the documentation).
 *
 * A component's ancestors are the components whose full name is the beginning of its logical path.
 * A selectable component brings all below it along, unnamed; what has a selectable ancestor is
 * added explicitly only on request, and only if it is selectable itself. As soon as one component
 * of a writer takes part, so do its nonselectable ones without selectable ancestor (COMP-201).
 */
#include "select.h"

#include <string.h>

#include <vsapi/text.h>

#include "report.h"

/* Calls up the ancestors of a component, nearest first, for which `fits` holds. */
static struct vss_component *find_ancestor(const struct vss_component *component,
                                           bool (*fits)(const struct vss_component *))
{
    char *path = vss_copy(component->logical_path ? component->logical_path : "");

    while (*path) {
        struct vss_component *found = vss_map_get(&component->writer->by_name, path);
        char *slash = strrchr(path, '\\');

        if (found && found != component && fits(found))
            return found;
        if (!slash)
            break;
        *slash = '\0';
    }
    return NULL;
}

static bool is_selectable(const struct vss_component *component)
{
    return component->selectable;
}

static bool is_chosen_set(const struct vss_component *component)
{
    return component->selectable && component->explicitly;
}

static bool needs_no_ancestor(const struct vss_component *component)
{
    return !find_ancestor(component, is_selectable);
}

/* All that may be added explicitly and is in no other's set. */
static void choose_all(struct vss_catalog *catalog)
{
    for (size_t i = 0; i < catalog->writers.count; i++) {
        struct vss_writer *writer = catalog->writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++) {
            struct vss_component *component = &writer->components.items[j];

            component->explicitly = needs_no_ancestor(component);
        }
    }
}

static bool names_writer(const struct vss_writer *writer, const char *text, size_t length)
{
    const char *name = vss_copy_n(text, length);
    VSS_ID id;

    if (vsapi_text_same(name, writer->name))
        return true;
    return SUCCEEDED(vsapi_guid_from_text(name, &id)) &&
           (IsEqualGUID(&id, &writer->id) || IsEqualGUID(&id, &writer->instance));
}

static int choose_component(void *context, struct vss_component *component)
{
    struct vss_component *ancestor;

    (void)context;
    if (!component->selectable) {
        ancestor = find_ancestor(component, is_selectable);
        if (ancestor)
            return vss_fail(VSS_EXIT_USAGE,
                            "%s of %s is not selectable for backup; choose %s, which includes it",
                            component->full, component->writer->name, ancestor->full);
    }
    component->explicitly = true;
    return VSS_EXIT_OK;
}

/* The writer's name may contain colons: the last one that leaves both names known decides. */
int vss_select_named(struct vss_catalog *catalog, const char *wanted,
                     int (*each)(void *context, struct vss_component *component), void *context)
{
    bool writer_known = false, found = false;
    int code = VSS_EXIT_OK;

    for (const char *colon = strchr(wanted, ':'); colon; colon = strchr(colon + 1, ':')) {
        for (size_t i = 0; i < catalog->writers.count && code == VSS_EXIT_OK; i++) {
            struct vss_writer *writer = catalog->writers.items[i];
            struct vss_component *component;

            if (!names_writer(writer, wanted, (size_t)(colon - wanted)))
                continue;
            writer_known = true;
            component = vss_map_get(&writer->by_name, colon + 1);
            if (!component)
                continue;
            found = true;
            code = each(context, component);
        }
    }
    if (code != VSS_EXIT_OK || found)
        return code;
    if (!strchr(wanted, ':'))
        return vss_fail(VSS_EXIT_USAGE, "--component %s is not of the form WRITER:PATH\\NAME",
                        wanted);
    return vss_fail(VSS_EXIT_USAGE,
                    writer_known ? "--component %s: the writer has no such component; see vss list "
                                   "components"
                                 : "--component %s: there is no such writer; see vss list writers",
                    wanted);
}

/* COMP-201, for every writer of which something was chosen. */
static void add_obligatory(struct vss_writer *writer)
{
    bool takes_part = false;

    for (size_t i = 0; i < writer->components.count; i++)
        takes_part |= writer->components.items[i].explicitly;
    for (size_t i = 0; takes_part && i < writer->components.count; i++) {
        struct vss_component *component = &writer->components.items[i];

        if (!component->selectable && needs_no_ancestor(component))
            component->explicitly = true;
    }
}

/* A chosen component that a chosen ancestor includes needs no entry of its own. */
static void settle_sets(struct vss_writer *writer)
{
    for (size_t i = 0; i < writer->components.count; i++) {
        struct vss_component *component = &writer->components.items[i];
        struct vss_component *next = component;

        component->set = component->explicitly ? component : NULL;
        while ((next = find_ancestor(next, is_chosen_set)) != NULL)
            component->set = next; /* the outermost */
    }
    for (size_t i = 0; i < writer->components.count; i++) {
        struct vss_component *component = &writer->components.items[i];

        component->explicitly = component->set == component;
    }
}

static void settle(struct vss_catalog *catalog)
{
    for (size_t i = 0; i < catalog->writers.count; i++) {
        add_obligatory(catalog->writers.items[i]);
        settle_sets(catalog->writers.items[i]);
    }
}

struct vss_component *vss_dependency_target(struct vss_catalog *catalog,
                                            const struct vss_dependency *dependency)
{
    for (size_t i = 0; i < catalog->writers.count; i++) {
        struct vss_writer *writer = catalog->writers.items[i];

        if (IsEqualGUID(&writer->id, &dependency->writer_id)) {
            struct vss_component *target = vss_map_get(&writer->by_name, dependency->full);

            if (target)
                return target;
        }
    }
    return NULL;
}

/* Adds what a component of the backup depends on. Returns false when it is not to be had. */
static bool add_target(struct vss_catalog *catalog, const struct vss_dependency *dependency,
                       bool *changed)
{
    struct vss_component *target = vss_dependency_target(catalog, dependency);
    struct vss_component *ancestor;

    if (!target)
        return false;
    if (target->set)
        return true;
    ancestor = target->selectable ? NULL : find_ancestor(target, is_selectable);
    if (ancestor)
        target = ancestor;
    target->explicitly = true;
    *changed = true;
    return true;
}

/* COMP-703: component and targets take part together, or the component is left out; here the user
 * decides that, so a missing target is only told. */
static bool add_targets(struct vss_catalog *catalog, bool last)
{
    bool changed = false;

    for (size_t i = 0; i < catalog->writers.count; i++) {
        struct vss_writer *writer = catalog->writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++) {
            struct vss_component *component = &writer->components.items[j];

            for (size_t k = 0; component->set && k < component->dependencies.count; k++) {
                const struct vss_dependency *dependency = &component->dependencies.items[k];

                if (!add_target(catalog, dependency, &changed) && last)
                    vss_warn("%s of %s depends on %s of writer %s, which is not here",
                             component->full, writer->name, dependency->full,
                             vss_guid(&dependency->writer_id));
            }
        }
    }
    return changed;
}

int vss_select(struct vss_catalog *catalog, const struct vss_texts *wanted)
{
    int code = VSS_EXIT_OK;

    if (wanted->count == 0)
        choose_all(catalog);
    for (size_t i = 0; i < wanted->count && code == VSS_EXIT_OK; i++)
        code = vss_select_named(catalog, wanted->items[i], choose_component, NULL);
    if (code != VSS_EXIT_OK)
        return code;
    do
        settle(catalog);
    while (add_targets(catalog, false));
    add_targets(catalog, true);
    return VSS_EXIT_OK;
}
