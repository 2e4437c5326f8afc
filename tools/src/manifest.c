/*
 * tools/src/manifest.c - files.json, written and read; see manifest.h.
 *
 * Its last line is a checksum of all bytes before, so that a changed name or number is noticed, not
 * only a changed file. Components are given by writer instance and place in the writer's document,
 * file sets by their place in the component: the documents stay the only source of what they say.
 */
#include "manifest.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <vsapi/text.h>

#include "report.h"

#define FORMAT "vss-backup"
#define FORMAT_VERSION 2 /* 1 had one backup in the folder, always a full one */
#define CHECK_MARK ",\n \"check\": \""

int vss_backup_write_document(struct vss_backup *backup, struct vss_store *store, const char *name,
                              const char *text)
{
    struct vss_document *document = VSS_APPEND(&backup->documents);

    document->name = name;
    document->size_bytes = strlen(text);
    document->crc = vss_crc(0, text, strlen(text));
    return vss_store_write_text(store, name, text);
}

static const char *const type_names[] = {
    [VSS_BT_FULL] = "full",
    [VSS_BT_INCREMENTAL] = "incremental",
    [VSS_BT_DIFFERENTIAL] = "differential",
    [VSS_BT_LOG] = "log",
    [VSS_BT_COPY] = "copy",
};
#define TYPE_COUNT (sizeof type_names / sizeof *type_names)

const char *vss_type_name(VSS_BACKUP_TYPE type)
{
    return (size_t)type < TYPE_COUNT && type_names[type] ? type_names[type] : "unknown";
}

bool vss_type_from_name(const char *name, VSS_BACKUP_TYPE *out)
{
    for (size_t i = 0; i < TYPE_COUNT; i++) {
        if (type_names[i] && strcmp(type_names[i], name) == 0) {
            *out = (VSS_BACKUP_TYPE)i;
            return true;
        }
    }
    return false;
}

/* ---- writing ---- */

struct numbered { /* components get numbers in the order of the manifest */
    VSS_LIST(struct vss_component *) components;
};

static void number_components(struct numbered *numbered, const struct vss_catalog *catalog)
{
    for (size_t i = 0; i < catalog->writers.count; i++) {
        struct vss_writer *writer = catalog->writers.items[i];

        for (size_t j = 0; j < writer->components.count; j++) {
            struct vss_component *component = &writer->components.items[j];

            if (!component->set)
                continue;
            component->number = numbered->components.count;
            *VSS_APPEND(&numbered->components) = component;
        }
    }
}

static const char *crc_text(uint32_t crc)
{
    return vss_format("%08x", crc);
}

static json_t *documents_json(const struct vss_backup *backup)
{
    json_t *array = json_array();

    for (size_t i = 0; i < backup->documents.count; i++) {
        const struct vss_document *document = &backup->documents.items[i];

        vss_json_add(array,
                     json_pack("{ss sI ss}", "name", document->name, "size",
                               (json_int_t)document->size_bytes, "crc32", crc_text(document->crc)));
    }
    return array;
}

static json_t *components_json(const struct numbered *numbered)
{
    json_t *array = json_array();

    for (size_t i = 0; i < numbered->components.count; i++) {
        const struct vss_component *component = numbered->components.items[i];
        const struct vss_writer *writer = component->writer;

        vss_json_add(array,
                     json_pack("{ss ss sI ss sb sI sb ss sI}", "writer", writer->name, "instance",
                               vss_guid(&writer->instance), "index", (json_int_t)component->index,
                               "name", component->full, "explicit", component->explicitly, "set",
                               (json_int_t)component->set->number, "succeeded",
                               !component->set->failed, "type",
                               vss_type_name(component->set->effective), "base",
                               (json_int_t)component->set->base));
    }
    return array;
}

static const struct {
    enum vsapi_plan_cause cause;
    const char *name;
} causes[] = {
    {VSAPI_PLAN_BY_PARTIAL, "partial"},
    {VSAPI_PLAN_BY_RANGES_FILE, "ranges"},
    {VSAPI_PLAN_BY_DIFFERENCED, "differenced"},
};
#define CAUSE_COUNT (sizeof causes / sizeof *causes)

static json_t *member_json(const struct vss_member *member)
{
    json_t *json;

    if (!member->component)
        return json_pack("[]");
    json = json_pack("[II]", (json_int_t)member->component->number, (json_int_t)member->index);
    for (size_t i = 0; json && i < CAUSE_COUNT; i++) {
        if (causes[i].cause == member->cause)
            vss_json_add(json, json_string(causes[i].name));
    }
    return json;
}

static json_t *ranges_json(const struct vss_file *file)
{
    json_t *array = json_array();

    for (size_t i = 0; i < file->range_count; i++)
        vss_json_add(array, json_pack("[II]", (json_int_t)file->ranges[i].offset_bytes,
                                      (json_int_t)file->ranges[i].length_bytes));
    return array;
}

static json_t *file_json(const struct vss_file *file)
{
    json_t *members = json_array();
    json_t *json;

    for (size_t i = 0; i < file->members.count; i++)
        vss_json_add(members, member_json(&file->members.items[i]));
    json = json_pack("{ss ss sI sI sI ss so}", "path", file->path, "stored", file->stored, "size",
                     (json_int_t)file->size_bytes, "modified", (json_int_t)file->modified,
                     "attributes", (json_int_t)file->attributes, "crc32", crc_text(file->crc),
                     "members", members);
    if (json && file->range_count > 0) {
        vss_json_set(json, "whole_size", json_integer((json_int_t)file->whole_bytes));
        vss_json_set(json, "ranges", ranges_json(file));
    }
    return json;
}

static json_t *files_json(const struct vss_contents *contents)
{
    json_t *array = json_array();

    for (size_t i = 0; i < contents->files.count; i++) {
        if (!contents->files.items[i]->failed)
            vss_json_add(array, file_json(contents->files.items[i]));
    }
    return array;
}

static json_t *folders_json(const struct vss_contents *contents)
{
    json_t *array = json_array();

    for (size_t i = 0; i < contents->folders.count; i++)
        vss_json_add(array, json_pack("{ss so}", "path", contents->folders.items[i].path, "member",
                                      member_json(&contents->folders.items[i].member)));
    return array;
}

static json_t *bases_json(const struct vss_backup *backup)
{
    json_t *array = json_array();

    for (size_t i = 0; i < backup->bases.count; i++)
        vss_json_add(array, json_pack("{sI ss}", "set", (json_int_t)backup->bases.items[i].number,
                                      "check", crc_text(backup->bases.items[i].check)));
    return array;
}

/* INCR-309: a stored document tells these poorly. */
static void set_state(json_t *root, const struct vss_backup *backup)
{
    vss_json_set(root, "set", json_integer((json_int_t)backup->number));
    vss_json_set(root, "type", json_string(vss_type_name(backup->type)));
    vss_json_set(root, "component_mode", json_boolean(backup->by_components));
    vss_json_set(root, "bootable_state", json_boolean(backup->bootable));
    vss_json_set(root, "partial_files", json_boolean(backup->partial_files));
    vss_json_set(root, "snapshot_time", json_integer((json_int_t)backup->snapshot_time));
    vss_json_set(root, "bases", bases_json(backup));
}

static const char *now_text(void)
{
    char text[32];
    time_t now = time(NULL);
    struct tm parts;

    strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&now, &parts));
    return vss_copy(text);
}

/* The object's text with the checksum of itself as its last entry. */
static const char *sealed(json_t *root)
{
    char *text = json_dumps(root, JSON_INDENT(1));
    const char *result;

    if (!text)
        vss_out_of_memory();
    text[strlen(text) - 2] = '\0'; /* the line end and the brace */
    result = vss_format("%s" CHECK_MARK "%08x\"\n}\n", text, vss_crc(0, text, strlen(text)));
    free(text);
    return result;
}

int vss_backup_commit(struct vss_backup *backup, struct vss_store *store)
{
    struct numbered numbered = {0};
    json_t *root = json_object();
    int code;

    number_components(&numbered, &backup->catalog);
    vss_json_set(root, "format", json_string(FORMAT));
    vss_json_set(root, "version", json_integer(FORMAT_VERSION));
    vss_json_set(root, "created", json_string(now_text()));
    set_state(root, backup);
    vss_json_set(root, "documents", documents_json(backup));
    vss_json_set(root, "components", components_json(&numbered));
    vss_json_set(root, "folders", folders_json(&backup->contents));
    vss_json_set(root, "files", files_json(&backup->contents));
    code = vss_store_commit(store, sealed(root));
    json_decref(root);
    return code;
}

/* ---- reading ---- */

struct reader {
    struct vss_backup *backup;
    struct vss_store *store;
    int version;
    VSS_LIST(struct vss_component *) components;
};

static int damaged(const struct reader *reader, const char *why)
{
    return vss_fail(VSS_EXIT_DAMAGED, "the backup %s is damaged: " VSS_MANIFEST " %s",
                    reader->store->path, why);
}

static int parse_manifest(struct reader *reader, json_t **out)
{
    size_t length = 0;
    char *text, *mark, *next, *end;
    uint32_t check;
    int code = vss_store_read_text(reader->store, VSS_MANIFEST, &text, &length);

    if (code != VSS_EXIT_OK)
        return code;
    mark = strstr(text, CHECK_MARK);
    while (mark && (next = strstr(mark + 1, CHECK_MARK)) != NULL)
        mark = next;
    if (!mark)
        return damaged(reader, "is cut off: its checksum is missing");
    check = (uint32_t)strtoul(mark + strlen(CHECK_MARK), &end, 16);
    reader->backup->check = check;
    if (end != mark + strlen(CHECK_MARK) + 8 || strcmp(end, "\"\n}\n") != 0)
        return damaged(reader, "is cut off: its checksum is not whole");
    if (check != vss_crc(0, text, (size_t)(mark - text)))
        return damaged(reader, "does not have the checksum that it gives");
    *out = json_loads(text, JSON_REJECT_DUPLICATES, NULL);
    return *out ? VSS_EXIT_OK : damaged(reader, "is no JSON");
}

static int check_format(struct reader *reader, json_t *root)
{
    const char *format = NULL;
    int version = 0;

    if (json_unpack(root, "{ss si}", "format", &format, "version", &version) != 0 ||
        strcmp(format, FORMAT) != 0)
        return damaged(reader, "is not of the format " FORMAT);
    if (version < 1 || version > FORMAT_VERSION)
        return vss_fail(VSS_EXIT_DAMAGED,
                        "the backup %s has version %d of the format; this vss "
                        "reads versions 1 to %d",
                        reader->store->path, version, FORMAT_VERSION);
    reader->version = version;
    return VSS_EXIT_OK;
}

static bool read_crc(const char *text, uint32_t *out)
{
    char *end;

    *out = (uint32_t)strtoul(text, &end, 16);
    return strlen(text) == 8 && !*end;
}

static int read_base(struct reader *reader, json_t *json)
{
    struct vss_base *base = VSS_APPEND(&reader->backup->bases);
    json_int_t number;
    const char *check;

    if (json_unpack(json, "{sI ss}", "set", &number, "check", &check) != 0 ||
        !read_crc(check, &base->check) || number <= 0 || number >= reader->backup->number)
        return damaged(reader, "has a base that cannot be one");
    base->number = (unsigned)number;
    return VSS_EXIT_OK;
}

static int read_state(struct reader *reader, json_t *root)
{
    struct vss_backup *backup = reader->backup;
    json_int_t number, time;
    const char *type, *created;
    int by_components, bootable, partial_files;
    json_t *bases;
    int code = VSS_EXIT_OK;

    if (reader->version == 1) {
        backup->type = VSS_BT_FULL;
        backup->by_components = true;
        return VSS_EXIT_OK;
    }
    if (json_unpack(root, "{ss sI ss sb sb sb sI so}", "created", &created, "set", &number, "type",
                    &type, "component_mode", &by_components, "bootable_state", &bootable,
                    "partial_files", &partial_files, "snapshot_time", &time, "bases",
                    &bases) != 0 ||
        number <= 0 || number > UINT32_MAX || !vss_type_from_name(type, &backup->type))
        return damaged(reader, "does not say what kind of backup it is");
    backup->number = (unsigned)number;
    backup->created = vss_copy(created);
    backup->by_components = by_components;
    backup->bootable = bootable;
    backup->partial_files = partial_files;
    backup->snapshot_time = (uint64_t)time;
    for (size_t i = 0; i < json_array_size(bases) && code == VSS_EXIT_OK; i++)
        code = read_base(reader, json_array_get(bases, i));
    return code;
}

static int read_document(struct reader *reader, json_t *json)
{
    const char *name, *crc;
    json_int_t size;
    uint32_t check;
    size_t length = 0;
    char *text = NULL;
    int code;

    if (json_unpack(json, "{ss sI ss}", "name", &name, "size", &size, "crc32", &crc) != 0 ||
        !read_crc(crc, &check))
        return damaged(reader, "has a document without name, size or checksum");
    code = vss_store_read_text(reader->store, name, &text, &length);
    if (code != VSS_EXIT_OK)
        return code;
    if (length != (uint64_t)size || vss_crc(0, text, length) != check)
        return vss_fail(VSS_EXIT_DAMAGED,
                        "the backup %s is damaged: %s has not the size or "
                        "checksum it was saved with",
                        reader->store->path, name);
    if (strcmp(name, "bcd.xml") == 0) {
        reader->backup->components_document = text;
        return VSS_EXIT_OK;
    }
    code = vss_catalog_add_document(&reader->backup->catalog, text);
    return code == VSS_EXIT_OK ? code : VSS_EXIT_DAMAGED;
}

static int read_documents(struct reader *reader, json_t *array)
{
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < json_array_size(array) && code == VSS_EXIT_OK; i++)
        code = read_document(reader, json_array_get(array, i));
    if (code == VSS_EXIT_OK && !reader->backup->components_document)
        code = damaged(reader, "names no bcd.xml");
    return code;
}

static bool has_base(const struct vss_backup *backup, unsigned number)
{
    for (size_t i = 0; i < backup->bases.count; i++) {
        if (backup->bases.items[i].number == number)
            return true;
    }
    return false;
}

/* The place of a component in its chain. */
static int read_link(struct reader *reader, json_t *json, struct vss_component *component)
{
    json_int_t base;
    const char *type;
    struct vss_component *twin;

    component->effective = VSS_BT_FULL;
    if (reader->version > 1) {
        if (json_unpack(json, "{ss sI}", "type", &type, "base", &base) != 0 ||
            !vss_type_from_name(type, &component->effective))
            return damaged(reader, "has a component without type or base");
        if (base != 0 && (base < 0 || !has_base(reader->backup, (unsigned)base)))
            return damaged(reader, "has a component whose base it does not name");
        component->base = (unsigned)base;
    }
    if (!component->explicitly)
        return VSS_EXIT_OK;
    twin = vss_map_get(&reader->backup->by_key, vss_component_key(component));
    if (twin)
        component->is_ambiguous = twin->is_ambiguous = true;
    else
        vss_map_put(&reader->backup->by_key, vss_component_key(component), component);
    return VSS_EXIT_OK;
}

static int read_component(struct reader *reader, json_t *json, size_t *set)
{
    const char *instance, *name;
    json_int_t index, number;
    int explicitly, succeeded;
    struct vss_writer *writer;
    struct vss_component *component;

    if (json_unpack(json, "{ss sI ss sb sI sb}", "instance", &instance, "index", &index, "name",
                    &name, "explicit", &explicitly, "set", &number, "succeeded", &succeeded) != 0)
        return damaged(reader, "has an incomplete component");
    writer = vss_map_get(&reader->backup->catalog.by_instance, instance);
    if (!writer || index < 0 || (uint64_t)index >= writer->components.count)
        return damaged(reader, "has a component that no document has");
    component = &writer->components.items[index];
    if (strcmp(component->full, name) != 0 || number < 0)
        return damaged(reader, "has a component that is another one in its document");
    component->explicitly = explicitly;
    component->failed = !succeeded;
    component->number = reader->components.count;
    *set = (size_t)number;
    *VSS_APPEND(&reader->components) = component;
    return read_link(reader, json, component);
}

static int read_components(struct reader *reader, json_t *array)
{
    size_t count = json_array_size(array);
    size_t *sets = vss_alloc((count + 1) * sizeof *sets);
    int code = VSS_EXIT_OK;

    for (size_t i = 0; i < count && code == VSS_EXIT_OK; i++)
        code = read_component(reader, json_array_get(array, i), &sets[i]);
    for (size_t i = 0; i < count && code == VSS_EXIT_OK; i++) {
        if (sets[i] >= count || !reader->components.items[sets[i]]->explicitly)
            code = damaged(reader, "has a component of a set that is not there");
        else
            reader->components.items[i]->set = reader->components.items[sets[i]];
    }
    return code;
}

static bool read_cause(const char *name, struct vss_member *out)
{
    out->cause = VSAPI_PLAN_BY_FILE_SET;
    for (size_t i = 0; name && i < CAUSE_COUNT; i++) {
        if (strcmp(causes[i].name, name) == 0)
            out->cause = causes[i].cause;
    }
    return !name || out->cause != VSAPI_PLAN_BY_FILE_SET;
}

static int read_member(struct reader *reader, json_t *json, struct vss_member *out)
{
    json_int_t component, index;
    const char *cause = NULL;

    *out = (struct vss_member){.cause = VSAPI_PLAN_BY_VOLUME};
    if (json_is_array(json) && json_array_size(json) == 0)
        return VSS_EXIT_OK;
    if (json_unpack(json, "[II]", &component, &index) != 0 || component < 0 || index < 0 ||
        (uint64_t)component >= reader->components.count)
        return damaged(reader, "has a file of a component that is not there");
    out->component = reader->components.items[component];
    out->index = (size_t)index;
    cause = json_string_value(json_array_get(json, 2));
    if (!read_cause(cause, out))
        return damaged(reader, "has a file of an unknown kind");
    if (out->cause == VSAPI_PLAN_BY_FILE_SET && (uint64_t)index >= out->component->filesets.count)
        return damaged(reader, "has a file of a file set that is not there");
    return VSS_EXIT_OK;
}

/* They are what the planner made: sorted, disjoint, and together as long as what is saved. */
static int read_ranges(struct reader *reader, json_t *array, struct vss_file *file)
{
    size_t count = json_array_size(array);
    struct vsapi_plan_range *ranges = vss_alloc((count + 1) * sizeof *ranges);
    uint64_t sum = 0, end = 0;

    for (size_t i = 0; i < count; i++) {
        json_int_t offset, length;

        if (json_unpack(json_array_get(array, i), "[II]", &offset, &length) != 0 || offset < 0 ||
            length <= 0 || (uint64_t)offset < end)
            return damaged(reader, "has a partial file whose ranges are none");
        ranges[i] = (struct vsapi_plan_range){(uint64_t)offset, (uint64_t)length};
        end = (uint64_t)offset + (uint64_t)length;
        sum += (uint64_t)length;
    }
    file->ranges = ranges;
    file->range_count = count;
    return sum == file->size_bytes && count > 0
               ? VSS_EXIT_OK
               : damaged(reader, "has a partial file whose ranges are not what is saved");
}

static int read_partial(struct reader *reader, json_t *json, struct vss_file *file)
{
    json_t *ranges = json_object_get(json, "ranges");
    json_int_t whole = 0;

    file->whole_bytes = file->size_bytes;
    if (!ranges)
        return VSS_EXIT_OK;
    if (json_unpack(json, "{sI}", "whole_size", &whole) != 0 || whole < 0)
        return damaged(reader, "has a partial file of no size");
    file->whole_bytes = (uint64_t)whole;
    return read_ranges(reader, ranges, file);
}

static int read_file(struct reader *reader, json_t *json)
{
    struct vss_file *file = vss_alloc(sizeof *file);
    json_int_t size, modified, attributes;
    const char *path, *stored, *crc;
    json_t *members;
    int code = VSS_EXIT_OK;

    if (json_unpack(json, "{ss ss sI sI sI ss so}", "path", &path, "stored", &stored, "size", &size,
                    "modified", &modified, "attributes", &attributes, "crc32", &crc, "members",
                    &members) != 0 ||
        !read_crc(crc, &file->crc) || size < 0 || modified < 0)
        return damaged(reader, "has an incomplete file");
    file->path = vss_copy(path);
    file->stored = vss_copy(stored);
    file->size_bytes = (uint64_t)size;
    file->modified = (uint64_t)modified;
    file->attributes = (uint32_t)attributes;
    code = read_partial(reader, json, file);
    for (size_t i = 0; i < json_array_size(members) && code == VSS_EXIT_OK; i++)
        code = read_member(reader, json_array_get(members, i), VSS_APPEND(&file->members));
    *VSS_APPEND(&reader->backup->contents.files) = file;
    return code;
}

static int read_folder(struct reader *reader, json_t *json)
{
    struct vss_folder *folder = VSS_APPEND(&reader->backup->contents.folders);
    const char *path;
    json_t *member;

    if (json_unpack(json, "{ss so}", "path", &path, "member", &member) != 0)
        return damaged(reader, "has an incomplete folder");
    folder->path = vss_copy(path);
    return read_member(reader, member, &folder->member);
}

static int read_contents(struct reader *reader, json_t *root)
{
    json_t *documents, *components, *folders, *files;
    int code = check_format(reader, root);

    if (code != VSS_EXIT_OK)
        return code;
    if (json_unpack(root, "{so so so so}", "documents", &documents, "components", &components,
                    "folders", &folders, "files", &files) != 0)
        return damaged(reader, "is not whole");
    code = read_state(reader, root);
    if (code == VSS_EXIT_OK)
        code = read_documents(reader, documents);
    if (code == VSS_EXIT_OK)
        code = read_components(reader, components);
    for (size_t i = 0; i < json_array_size(folders) && code == VSS_EXIT_OK; i++)
        code = read_folder(reader, json_array_get(folders, i));
    for (size_t i = 0; i < json_array_size(files) && code == VSS_EXIT_OK; i++)
        code = read_file(reader, json_array_get(files, i));
    return code;
}

int vss_backup_read(struct vss_backup *backup, struct vss_store *store)
{
    struct reader reader = {.backup = backup, .store = store};
    json_t *root = NULL;
    int code = parse_manifest(&reader, &root);

    if (code == VSS_EXIT_OK)
        code = read_contents(&reader, root);
    json_decref(root);
    backup->component_count = reader.components.count;
    return code;
}

static int compare_files(const void *a, const void *b)
{
    const struct vss_file *const *left = a, *const *right = b;

    return strcmp((*left)->path, (*right)->path);
}

void vss_contents_sort(struct vss_contents *contents)
{
    if (contents->files.count > 0)
        qsort(contents->files.items, contents->files.count, sizeof *contents->files.items,
              compare_files);
}

void vss_backup_end(struct vss_backup *backup)
{
    vss_map_end(&backup->by_key);
    vss_catalog_end(&backup->catalog);
}
