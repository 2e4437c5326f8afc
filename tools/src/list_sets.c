/*
 * tools/src/list_sets.c - vss list sets: the backup sets of a catalogue; see list_sets.h.
 */
#include "list_sets.h"

#include "machine.h"
#include "report.h"
#include "sets.h"

static json_t *set_components_json(const struct vss_backup *backup)
{
    json_t *array = json_array();

    for (size_t i = 0; i < backup->catalog.writers.count; i++) {
        const struct vss_writer *writer = backup->catalog.writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++) {
            const struct vss_component *component = &writer->components.items[j];

            if (component->explicitly)
                vss_json_add(array, json_pack("{ss ss ss sI sb}", "writer", writer->name,
                                              "component", component->full, "backup_type",
                                              vss_type_name(component->effective), "base",
                                              (json_int_t)component->base, "succeeded",
                                              !component->failed));
        }
    }
    return array;
}

static const char *bases_text(const struct vss_backup *backup)
{
    const char *text = "";

    for (size_t i = 0; i < backup->bases.count; i++)
        text = vss_format("%s%s%u", text, i ? " " : "", backup->bases.items[i].number);
    return text;
}

static void add_set(struct vss_table *table, json_t *array, struct vss_set *set)
{
    const struct vss_backup *backup = &set->backup;
    uint64_t bytes = 0;

    for (size_t i = 0; i < backup->contents.files.count; i++)
        bytes += backup->contents.files.items[i]->size_bytes;
    vss_table_row(table, (const char *[]){set->name, backup->created ? backup->created : "",
                                          vss_type_name(backup->type), bases_text(backup),
                                          vss_format("%zu", backup->contents.files.count),
                                          vss_bytes(bytes)});
    vss_json_add(array, json_pack("{sI ss ss sI sI so}", "set", (json_int_t)set->number, "created",
                                  backup->created ? backup->created : "", "type",
                                  vss_type_name(backup->type), "files",
                                  (json_int_t)backup->contents.files.count, "bytes",
                                  (json_int_t)bytes, "components", set_components_json(backup)));
}

static int list_all(const struct vss_options *options)
{
    struct vss_sets sets = {.folder = -1, .lock = -1};
    struct vss_table table = {.columns = 6};
    json_t *array = json_array();
    int code = options->from ? vss_sets_open(&sets, options->from)
                             : vss_fail(VSS_EXIT_USAGE, "list sets needs --from, the catalogue");

    vss_table_row(&table,
                  (const char *[]){"SET", "CREATED", "TYPE", "RELATIVE TO", "FILES", "SIZE"});
    for (size_t i = 0; i < sets.finished.count && code == VSS_EXIT_OK; i++) {
        code = vss_set_read(sets.finished.items[i]);
        if (code == VSS_EXIT_OK)
            add_set(&table, array, sets.finished.items[i]);
    }
    if (table.rows > 1)
        vss_table_print(&table);
    vss_json_set(vss_json(), "sets", array);
    vss_sets_end(&sets);
    return code;
}

/* The machine is there because the documents of the sets are read through the API. */
int vss_list_sets(const struct vss_options *options)
{
    int code = vss_machine_begin(options);

    if (code == VSS_EXIT_OK)
        code = list_all(options);
    return vss_machine_end(code);
}
