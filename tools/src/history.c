/*
 * tools/src/history.c - what a backup is relative to; see history.h.
 *
 * The chain is a matter of each component, not of the set: one that was left out of a set, failed
 * in it, or was saved whole because its writer knows nothing else, has its base elsewhere. So sets
 * are searched from the newest back, and each component notes the number of the one that has its
 * base.
 */
#include "history.h"

#include <string.h>

#include "document.h"
#include "report.h"

#define TYPE_BIT(type) (1U << (type))
#define FULL TYPE_BIT(VSS_BT_FULL)
#define INCREMENTAL TYPE_BIT(VSS_BT_INCREMENTAL)
#define DIFFERENTIAL TYPE_BIT(VSS_BT_DIFFERENTIAL)
#define LOG TYPE_BIT(VSS_BT_LOG)

/* Table base_backup; log: docs/decisions.md#chains. Types by effective type. */
static const struct {
    unsigned bases;        /* which images it may be relative to; 0: none */
    unsigned not_after;    /* INCR-109: of writers that do not mix them */
    const char *what_base; /* for the sentence */
} rules[] = {
    [VSS_BT_FULL] = {0},
    [VSS_BT_INCREMENTAL] = {FULL | INCREMENTAL, DIFFERENTIAL, "full or incremental"},
    [VSS_BT_DIFFERENTIAL] = {FULL, INCREMENTAL, "full"},
    [VSS_BT_LOG] = {FULL | INCREMENTAL | DIFFERENTIAL | LOG, 0, "full"},
    [VSS_BT_COPY] = {0},
};

/* ---- the base of a component ---- */

static int no_base(const struct vss_sets *sets, const struct vss_component *component)
{
    return vss_fail(VSS_EXIT_USAGE,
                    "a %s backup of %s of %s needs an earlier %s backup of it, and %s has none: "
                    "take --type full, or leave it out",
                    vss_type_name(component->effective), component->full, component->writer->name,
                    rules[component->effective].what_base, sets->path);
}

static int is_mixed(const struct vss_component *component, const struct vss_set *set,
                    VSS_BACKUP_TYPE before)
{
    return vss_fail(VSS_EXIT_USAGE,
                    "%s of %s is in the %s backup %s: its writer does not take a %s backup after "
                    "that, until the next full one",
                    component->full, component->writer->name, vss_type_name(before), set->path,
                    vss_type_name(component->effective));
}

/* What a set has of a component; *image is NULL if there is nothing to build on. */
static int find_image(struct vss_set *set, const struct vss_component *component,
                      struct vss_component **image)
{
    int code = vss_set_read(set);

    *image = NULL;
    if (code != VSS_EXIT_OK)
        return code;
    *image = vss_map_get(&set->backup.by_key, vss_component_key(component));
    if (*image && (*image)->is_ambiguous)
        return vss_fail(VSS_EXIT_USAGE,
                        "%s of %s is in %s more than once, as its writer's instances have no "
                        "different names: only full backups of it can be told apart",
                        component->full, component->writer->name, set->path);
    if (*image && (*image)->failed)
        *image = NULL;
    return VSS_EXIT_OK;
}

static int find_base(struct vss_sets *sets, struct vss_component *component)
{
    const bool exclusive = component->writer->schema & VSS_BS_EXCLUSIVE_INCREMENTAL_DIFFERENTIAL;
    const unsigned bases = rules[component->effective].bases;

    for (size_t i = sets->finished.count; bases && i > 0; i--) {
        struct vss_set *set = sets->finished.items[i - 1];
        struct vss_component *image;
        int code = find_image(set, component, &image);

        if (code != VSS_EXIT_OK)
            return code;
        if (!image)
            continue;
        if (exclusive && rules[component->effective].not_after & TYPE_BIT(image->effective))
            return is_mixed(component, set, image->effective);
        if (bases & TYPE_BIT(image->effective)) {
            component->base = set->number;
            return VSS_EXIT_OK;
        }
    }
    return bases ? no_base(sets, component) : VSS_EXIT_OK;
}

/* ---- chains ---- */

static int broken(const struct vss_set *set, const struct vss_component *component, const char *why)
{
    return vss_fail(VSS_EXIT_DAMAGED, "the backup %s cannot be used: %s of %s is relative to %s",
                    set->path, component->full, component->writer->name, why);
}

static uint32_t expected_check(const struct vss_backup *backup, unsigned number)
{
    for (size_t i = 0; i < backup->bases.count; i++) {
        if (backup->bases.items[i].number == number)
            return backup->bases.items[i].check;
    }
    return 0;
}

int vss_history_base(struct vss_set *set, const struct vss_component *component,
                     struct vss_set **out, struct vss_component **image)
{
    struct vss_set *base = vss_sets_find(set->sets, component->base);
    int code;

    *out = base;
    *image = NULL;
    if (!base)
        return broken(set, component, vss_format("set %u, which is not there", component->base));
    code = vss_set_read(base);
    if (code != VSS_EXIT_OK)
        return code;
    if (base->backup.check != expected_check(&set->backup, component->base))
        return broken(set, component,
                      vss_format("%s, which is not the set it was then", base->path));
    *image = vss_map_get(&base->backup.by_key, vss_component_key(component));
    if (!*image || (*image)->failed)
        return broken(set, component, vss_format("%s, which does not have it", base->path));
    return VSS_EXIT_OK;
}

/* All sets below a base are there, and have their files. */
static int check_chain(struct vss_set *set, struct vss_component *image)
{
    int code = vss_set_check(set, false);

    image->is_base = true;
    while (code == VSS_EXIT_OK && image->base) {
        code = vss_history_base(set, image, &set, &image);
        if (code == VSS_EXIT_OK)
            image->is_base = true;
        if (code == VSS_EXIT_OK)
            code = vss_set_check(set, false);
    }
    return code;
}

static void note_base(struct vss_backup *backup, const struct vss_set *base)
{
    for (size_t i = 0; i < backup->bases.count; i++) {
        if (backup->bases.items[i].number == base->number)
            return;
    }
    *VSS_APPEND(&backup->bases) = (struct vss_base){base->number, base->backup.check};
}

static int find_and_check(struct vss_sets *sets, struct vss_backup *backup,
                          struct vss_component *component)
{
    struct vss_component *image;
    struct vss_set *base;
    int code = vss_called(
        vsapi_plan_effective_type(backup->type, component->writer->schema, &component->effective),
        "the type of the backup");

    if (code == VSS_EXIT_OK)
        code = find_base(sets, component);
    if (code != VSS_EXIT_OK || !component->base)
        return code;
    base = vss_sets_find(sets, component->base);
    code = find_image(base, component, &image);
    if (code == VSS_EXIT_OK)
        code = check_chain(base, image);
    if (code == VSS_EXIT_OK)
        note_base(backup, base);
    return code;
}

int vss_history_find_bases(struct vss_sets *sets, struct vss_backup *backup)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < backup->catalog.writers.count; i++) {
        struct vss_writer *writer = backup->catalog.writers.items[i];

        for (size_t j = 0; j < writer->components.count && code == VSS_EXIT_OK; j++) {
            if (writer->components.items[j].explicitly)
                code = find_and_check(sets, backup, &writer->components.items[j]);
        }
    }
    return code;
}

/* ---- stamps ---- */

static int read_stamp(void *context, const struct vss_document_component *component)
{
    const struct vss_backup *backup = context;
    struct vss_writer *writer =
        vss_map_get(&backup->catalog.by_instance, vss_guid(&component->instance));
    struct vss_component *stored = writer ? vss_map_get(&writer->by_name, component->full) : NULL;
    BSTR stamp = NULL;
    HRESULT hr = IVssComponent_GetBackupStamp(component->object, &stamp);
    const char *text = vss_text_of_bstr(stamp);

    if (stored && hr == S_OK)
        stored->stamp = text;
    return vss_called(hr, "GetBackupStamp");
}

/* INCR-508: from the stored document of the base. */
static int read_stamps(struct vss_set *set)
{
    IVssBackupComponents *components = NULL;
    int code = vss_document_open(set->backup.components_document, &components);

    if (code == VSS_EXIT_OK)
        code = vss_document_each(components, read_stamp, &set->backup);
    if (components)
        IVssBackupComponents_Release(components);
    return code;
}

static int set_stamp(struct vss_sets *sets, const struct vss_component *component,
                     IVssBackupComponents *components)
{
    const struct vss_writer *writer = component->writer;
    struct vss_component *image;
    HRESULT hr;
    int code = find_image(vss_sets_find(sets, component->base), component, &image);

    if (code != VSS_EXIT_OK || !image->stamp)
        return code;
    hr = IVssBackupComponents_SetPreviousBackupStamp(
        components, writer->id, component->type, vss_wide(component->logical_path),
        vss_wide(component->name), vss_wide(image->stamp));
    return vss_called(hr, "SetPreviousBackupStamp");
}

int vss_history_set_stamps(struct vss_sets *sets, struct vss_backup *backup,
                           IVssBackupComponents *components)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < backup->bases.count && code == VSS_EXIT_OK; i++)
        code = read_stamps(vss_sets_find(sets, backup->bases.items[i].number));
    for (size_t i = 0; i < backup->catalog.writers.count; i++) {
        const struct vss_writer *writer = backup->catalog.writers.items[i];

        for (size_t j = 0; j < writer->components.count && code == VSS_EXIT_OK; j++) {
            if (writer->components.items[j].explicitly && writer->components.items[j].base)
                code = set_stamp(sets, &writer->components.items[j], components);
        }
    }
    return code;
}

/* ---- records ---- */

static bool is_of_base(const struct vss_file *file)
{
    for (size_t i = 0; i < file->members.count; i++) {
        const struct vss_component *component = file->members.items[i].component;

        if (component && component->set->is_base)
            return true;
    }
    return false;
}

static HRESULT find_record(void *context, const char *path, struct vsapi_file_info *info)
{
    const struct vss_file *file = vss_map_get(context, path);

    if (!file)
        return S_FALSE;
    *info = (struct vsapi_file_info){file->whole_bytes, file->modified, file->attributes};
    return S_OK;
}

static void note_time(struct vsapi_plan_records *records, const struct vss_set *base)
{
    uint64_t time = base->backup.snapshot_time;

    if (records->since_time == 0 || time < records->since_time)
        records->since_time = time;
}

/* The newest set that has a file of a chain tells how it was in the end. */
void vss_history_records(struct vss_sets *sets, const struct vss_backup *backup,
                         struct vsapi_plan_records *out)
{
    struct vss_map *files = vss_alloc(sizeof *files);

    *out = (struct vsapi_plan_records){.size = sizeof *out, .context = files, .find = find_record};
    for (size_t i = sets->finished.count; i > 0; i--) {
        const struct vss_backup *base = &sets->finished.items[i - 1]->backup;

        for (size_t j = 0; j < base->contents.files.count; j++) {
            struct vss_file *file = base->contents.files.items[j];

            if (is_of_base(file) && !vss_map_get(files, file->path))
                vss_map_put(files, file->path, file);
        }
    }
    for (size_t i = 0; i < backup->bases.count; i++)
        note_time(out, vss_sets_find(sets, backup->bases.items[i].number));
}

void vss_history_records_end(struct vsapi_plan_records *records)
{
    if (records->context)
        vss_map_end(records->context);
}
