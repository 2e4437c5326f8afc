/*
 * tools/src/placing.c - where the files of a component go; see placing.h.
 *
 * The rules are those of restore methods, restore targets and new targets (table restore_decision
 * of the documentation), always for the set as a whole. A later image of a chain goes where the
 * first one went: what that put there is not in the way.
 */
#include "placing.h"

#include <stdlib.h>
#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/files.h>
#include <vsapi/text.h>

#include "machine.h"
#include "report.h"

static void refuse(struct vss_unit *unit, const char *reason)
{
    if (!unit->refusal)
        unit->refusal = reason;
}

/* ---- where ---- */

const char *vss_relocated(const char *path, const char *to)
{
    const char *rest = strncmp(path, "\\\\?\\", 4) == 0 ? path + 4 : path;
    size_t top = strcspn(rest, "\\");
    size_t shown = top == 2 && rest[1] == ':' ? 1 : top;

    return vss_format("%s\\%.*s%s", to, (int)shown, rest, rest + top);
}

bool vss_file_is_present(const char *path)
{
    struct vsapi_file_info info;

    return SUCCEEDED(vsapi_files_stat(vss_host(), path, &info));
}

/* ---- what ---- */

/* The ranges of a partial file are saved one behind the other. */
static void add_ranges(struct vss_part *part, const struct vss_file *file)
{
    struct vss_piece *pieces = vss_alloc((file->range_count + 1) * sizeof *pieces);
    uint64_t stored = 0;

    for (size_t i = 0; i < file->range_count; i++) {
        pieces[i] =
            (struct vss_piece){stored, file->ranges[i].offset_bytes, file->ranges[i].length_bytes};
        stored += pieces[i].length;
    }
    part->pieces = pieces;
    part->piece_count = file->range_count;
}

/* Ranges that name every byte need no file to go into. */
static bool is_complete(const struct vss_file *file)
{
    return file->size_bytes == file->whole_bytes;
}

void vss_unit_add(struct vss_unit *unit, struct vss_file *file, const struct vss_fileset *fileset)
{
    struct vss_placed *placed = VSS_APPEND(&unit->files);
    struct vss_part *part;

    *placed = (struct vss_placed){.file = file, .fileset = fileset};
    part = VSS_APPEND(&placed->parts);
    *part = (struct vss_part){.file = file};
    if (file->range_count > 0)
        add_ranges(part, file);
    placed->patches = file->range_count > 0 && !is_complete(file);
}

bool vss_covers(const struct vss_fileset *fileset, const char *path)
{
    const char *slash = strrchr(path, '\\');
    const char *folder = slash ? vss_copy_n(path, (size_t)(slash - path)) : "";
    size_t length = strlen(fileset->folder);

    if (!slash || !vsapi_text_matches(slash + 1, fileset->filespec))
        return false;
    if (vsapi_text_same(folder, fileset->folder))
        return true;
    return fileset->recursive && vsapi_text_starts(folder, fileset->folder) &&
           strlen(folder) > length && folder[length] == '\\';
}

/* The mapping that has the path, specification and flag of a file set (REST-502). */
static const struct vss_fileset *find_mapping(const struct vss_writer *writer,
                                              const struct vss_fileset *fileset)
{
    for (size_t i = 0; fileset && i < writer->mappings.count; i++) {
        const struct vss_fileset *mapping = &writer->mappings.items[i];

        if (mapping->recursive == fileset->recursive &&
            vsapi_text_same(mapping->folder, fileset->folder) &&
            vsapi_text_same(mapping->filespec, fileset->filespec))
            return mapping;
    }
    return NULL;
}

static bool is_differenced(const struct vss_file *file)
{
    for (size_t i = 0; i < file->members.count; i++) {
        if (file->members.items[i].cause == VSAPI_PLAN_BY_DIFFERENCED)
            return true;
    }
    return false;
}

/* A file that the writer added is in no file set. A differenced one goes by a mapping that happens
 * to cover it (INCR-417), a partial one by none (INCR-025). */
static const struct vss_fileset *mapping_of(const struct vss_writer *writer,
                                            const struct vss_placed *placed)
{
    if (placed->fileset)
        return find_mapping(writer, placed->fileset);
    for (size_t i = 0; is_differenced(placed->file) && i < writer->mappings.count; i++) {
        if (vss_covers(&writer->mappings.items[i], placed->file->path))
            return &writer->mappings.items[i];
    }
    return NULL;
}

/* A path below a file set's folder, below the destination of the mapping. */
static const char *mapped(const struct vss_fileset *mapping, const struct vss_fileset *fileset,
                          const char *path)
{
    return vss_format("%s%s", mapping->source, path + strlen(fileset->folder));
}

/* COMP-303: only those that are used are told to the writer. */
static void note_mapping(struct vss_unit *unit, const struct vss_fileset *mapping)
{
    for (size_t i = 0; i < unit->mappings.count; i++) {
        if (unit->mappings.items[i] == mapping)
            return;
    }
    *VSS_APPEND(&unit->mappings) = mapping;
}

/* REST-509: a mapping helps only if there is one for each file of the set. */
static void place_mapped(struct vss_unit *unit, const char *why)
{
    const struct vss_writer *writer = unit->set->writer;

    for (size_t i = 0; i < unit->files.count; i++) {
        struct vss_placed *placed = &unit->files.items[i];
        const struct vss_fileset *mapping = mapping_of(writer, placed);

        if (!mapping) {
            refuse(unit, vss_format("%s, and no alternate location mapping covers %s", why,
                                    placed->file->path));
            return;
        }
        placed->target =
            mapped(mapping, placed->fileset ? placed->fileset : mapping, placed->file->path);
        if (placed->fileset) /* only those of file sets can be told */
            note_mapping(unit, mapping);
    }
    for (size_t i = 0; i < unit->folders.count; i++) {
        const struct vss_fileset *mapping = find_mapping(writer, unit->folders.items[i].fileset);

        if (!mapping)
            continue;
        unit->folders.items[i].path =
            mapped(mapping, unit->folders.items[i].fileset, unit->folders.items[i].path);
        note_mapping(unit, mapping);
    }
    unit->mapped = unit->files.count > 0;
}

static void place_original(struct vss_unit *unit)
{
    for (size_t i = 0; i < unit->files.count; i++)
        unit->files.items[i].target = unit->files.items[i].file->path;
}

static void place_elsewhere(struct vss_unit *unit, const char *to)
{
    for (size_t i = 0; i < unit->files.count; i++)
        unit->files.items[i].target = vss_relocated(unit->files.items[i].file->path, to);
    for (size_t i = 0; i < unit->folders.count; i++)
        unit->folders.items[i].path = vss_relocated(unit->folders.items[i].path, to);
}

/* What an earlier image of the chain put there does not count. */
static void place_if_not_there(struct vss_unit *unit)
{
    for (size_t i = 0; i < unit->files.count; i++) {
        const char *path = unit->files.items[i].file->path;

        if (!vss_map_get(&unit->link->written, path) && vss_file_is_present(path)) {
            place_mapped(
                unit, vss_format("%s is there, which the writer's restore method forbids", path));
            return;
        }
    }
    place_original(unit);
}

/* There are no services to stop on the mock machine, so those two methods are as if it were
 * stopped. */
static void place_by_method(struct vss_unit *unit)
{
    if (unit->link->mapped) {
        place_mapped(unit, "earlier images of it went to an alternate location");
        return;
    }
    switch (unit->set->writer->method) {
    case VSS_RME_UNDEFINED: /* the document has none: as Windows' own writers mostly say */
    case VSS_RME_RESTORE_IF_CAN_REPLACE:
    case VSS_RME_STOP_RESTORE_START:
    case VSS_RME_RESTORE_STOP_START:
        place_original(unit);
        break;
    case VSS_RME_RESTORE_IF_NOT_THERE:
        place_if_not_there(unit);
        break;
    case VSS_RME_RESTORE_TO_ALTERNATE_LOCATION:
        place_mapped(unit, "the writer's restore method wants an alternate location");
        break;
    default:
        refuse(unit, "its restore method is not known");
        break;
    }
}

/* ---- directed targets ---- */

/* One pair of ranges at a time, since a list must keep its order: the n-th goes to the n-th. */
static bool next_range(const char **list, struct vsapi_plan_range *out)
{
    size_t length = strcspn(*list, ",");
    struct vsapi_plan_range *range = NULL;
    size_t count = 0;
    HRESULT hr = vsapi_plan_ranges(vss_copy_n(*list, length), &range, &count);
    bool got = SUCCEEDED(hr) && count == 1;

    if (got)
        *out = *range;
    vsapi_free(range);
    *list += length + ((*list)[length] == ',');
    return got;
}

struct pieces {
    VSS_LIST(struct vss_piece) list;
};

/* REST-522: of a partial file only its saved ranges exist on the medium. */
static void add_pieces(struct pieces *pieces, const struct vss_file *file,
                       const struct vsapi_plan_range *source, uint64_t destination)
{
    const struct vsapi_plan_range whole = {0, file->size_bytes};
    const struct vsapi_plan_range *saved = file->range_count ? file->ranges : &whole;
    size_t count = file->range_count ? file->range_count : 1;
    uint64_t source_end = source->offset_bytes + source->length_bytes, stored = 0;

    for (size_t i = 0; i < count; stored += saved[i++].length_bytes) {
        uint64_t begin = saved[i].offset_bytes, end = begin + saved[i].length_bytes;
        uint64_t from = begin > source->offset_bytes ? begin : source->offset_bytes;
        uint64_t to = end < source_end ? end : source_end;

        if (from < to)
            *VSS_APPEND(&pieces->list) = (struct vss_piece){
                stored + from - begin, destination + from - source->offset_bytes, to - from};
    }
}

static int compare_pieces(const void *a, const void *b)
{
    const struct vss_piece *left = a, *right = b;

    return left->stored_offset < right->stored_offset   ? -1
           : left->stored_offset > right->stored_offset ? 1
                                                        : 0;
}

static bool read_pieces(const struct vss_directed *target, struct vss_part *part)
{
    const char *sources = target->source_ranges, *destinations = target->destination_ranges;
    struct pieces pieces = {0};

    while (*sources && *destinations) {
        struct vsapi_plan_range source, destination;

        if (!next_range(&sources, &source) || !next_range(&destinations, &destination) ||
            source.length_bytes != destination.length_bytes)
            return false;
        add_pieces(&pieces, part->file, &source, destination.offset_bytes);
    }
    if (pieces.list.count > 0)
        qsort(pieces.list.items, pieces.list.count, sizeof *pieces.list.items, compare_pieces);
    part->pieces = pieces.list.items;
    part->piece_count = pieces.list.count;
    return !*sources && !*destinations;
}

struct source {
    struct vss_directed *first, *last; /* of its targets */
};
struct directing {
    struct vss_unit *unit;
    struct vss_map by_source; /* paths to struct source */
    struct vss_map by_target; /* paths to the place in unit->files, plus one */
};

/* Several sources may go into one destination, and one source to several. */
static void direct(struct directing *directing, struct vss_file *file,
                   const struct vss_directed *target)
{
    struct vss_unit *unit = directing->unit;
    struct vss_part part = {.file = file};
    uintptr_t place;

    if (!read_pieces(target, &part)) {
        refuse(unit, vss_format("the writer's directed target of %s has ranges that do not fit "
                                "each other",
                                target->source));
        return;
    }
    if (part.piece_count == 0)
        return; /* nothing of it is in this image */
    place = (uintptr_t)vss_map_get(&directing->by_target, target->destination);
    if (place == 0) {
        *VSS_APPEND(&unit->files) =
            (struct vss_placed){.file = file,
                                .target = target->destination,
                                .patches = vss_file_is_present(target->destination)};
        place = unit->files.count;
        vss_map_put(&directing->by_target, target->destination, (void *)place);
    }
    *VSS_APPEND(&unit->files.items[place - 1].parts) = part;
}

/* Links the targets of each source, in their order. */
static void index_sources(struct directing *directing, struct vss_unit *unit)
{
    for (size_t i = 0; i < unit->directed.count; i++) {
        struct vss_directed *target = &unit->directed.items[i];
        struct source *source = vss_map_get(&directing->by_source, target->source);

        if (source) {
            source->last->next = target;
        } else {
            source = vss_alloc(sizeof *source);
            source->first = target;
            vss_map_put(&directing->by_source, target->source, source);
        }
        source->last = target;
    }
}

/* The files with a directed target go there, the others as the method says (table
 * restore_decision). */
static void place_directed(struct vss_unit *unit)
{
    struct vss_unit all = *unit;
    struct directing directing = {.unit = unit};

    index_sources(&directing, unit);
    memset(&unit->files, 0, sizeof unit->files);
    for (size_t i = 0; i < all.files.count; i++) {
        if (!vss_map_get(&directing.by_source, all.files.items[i].file->path))
            *VSS_APPEND(&unit->files) = all.files.items[i];
    }
    place_by_method(unit);
    for (size_t i = 0; i < unit->files.count && !unit->refusal; i++)
        vss_map_put(&directing.by_target, unit->files.items[i].target, (void *)(uintptr_t)(i + 1));
    for (size_t i = 0; i < all.files.count; i++) {
        struct vss_file *file = all.files.items[i].file;
        const struct source *source = vss_map_get(&directing.by_source, file->path);

        for (const struct vss_directed *target = source ? source->first : NULL; target;
             target = target->next)
            direct(&directing, file, target);
    }
    vss_map_end(&directing.by_source);
    vss_map_end(&directing.by_target);
}

/* ---- all together ---- */

/* What a writer's target says; it comes before the method (REST-402). */
static void place_by_target(struct vss_unit *unit)
{
    switch (unit->restore_target) {
    case VSS_RT_ORIGINAL:
        place_by_method(unit);
        break;
    case VSS_RT_ALTERNATE:
        place_mapped(unit, "the writer's restore target is the alternate location");
        break;
    case VSS_RT_ORIGINAL_LOCATION:
        place_original(unit);
        break;
    case VSS_RT_DIRECTED:
        place_directed(unit);
        break;
    default:
        refuse(unit, "the writer left its restore target undefined");
        break;
    }
}

/* REST-612: ranges need the file that an earlier image restored; in a first image, the one that is
 * there. */
static void check_bases(struct vss_unit *unit)
{
    for (size_t i = 0; i < unit->files.count && !unit->refusal; i++) {
        const struct vss_placed *placed = &unit->files.items[i];

        if (!placed->patches || placed->file->range_count == 0)
            continue;
        if (unit->link->restored > 0 && !vss_map_get(&unit->link->written, placed->target))
            refuse(unit, vss_format("only ranges of %s are saved, and no earlier image has the "
                                    "file they go into",
                                    placed->file->path));
        else if (!vss_file_is_present(placed->target))
            refuse(unit, vss_format("only ranges of %s are saved, and %s, which they go into, is "
                                    "not there",
                                    placed->file->path, placed->target));
    }
}

static void place(struct vss_unit *unit, const char *to)
{
    if (to) /* REST-512: a new target goes before everything else */
        place_elsewhere(unit, to);
    else if (!unit->set)
        place_original(unit);
    else if (unit->restore_target == VSS_RT_UNDEFINED)
        refuse(unit, "the writer left its restore target undefined");
    else if (unit->set->writer->method == VSS_RME_RESTORE_AT_REBOOT) /* REST-408 */
        refuse(unit, "its files are to be replaced at the next start, which vss cannot arrange");
    else if (unit->set->writer->method == VSS_RME_RESTORE_AT_REBOOT_IF_CANNOT_REPLACE)
        place_original(unit); /* whatever the target says, and never by mappings (REST-312) */
    else if (unit->set->writer->method == VSS_RME_CUSTOM)
        refuse(unit, "it is restored by the writer's own means, which its documentation gives");
    else
        place_by_target(unit);
}

void vss_unit_place(struct vss_unit *unit, const char *to)
{
    place(unit, to);
    if (!unit->refusal)
        check_bases(unit);
}

/* REST-307: what cannot be replaced may go to alternate locations, as long as this is the first
 * image: the later ones follow it. */
static bool may_go_elsewhere(const struct vss_unit *unit)
{
    const struct vss_writer *writer = unit->set ? unit->set->writer : NULL;

    if (!writer || unit->half || unit->mapped || unit->link->restored > 0 ||
        unit->restore_target != VSS_RT_ORIGINAL || writer->mappings.count == 0)
        return false;
    return writer->method == VSS_RME_RESTORE_IF_CAN_REPLACE ||
           writer->method == VSS_RME_STOP_RESTORE_START;
}

void vss_unit_restore(struct vss_unit *unit, struct vss_store *store, bool elsewhere)
{
    const char *reason;

    vss_unit_write(unit, store);
    reason = unit->refusal;
    if (!reason || elsewhere || !may_go_elsewhere(unit) || vss_interrupted() != VSS_EXIT_OK)
        return;
    unit->refusal = NULL;
    place_mapped(unit, reason);
    if (!unit->refusal)
        vss_unit_write(unit, store);
}
