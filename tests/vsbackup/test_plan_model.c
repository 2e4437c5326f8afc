/*
 * tests/vsbackup/test_plan_model.c - random documents and trees of files, against a planner that is
 * slow and plainly right: it asks of each file, each set and each entry what the tables say.
 *
 * VSTEST_PLAN_SEED and VSTEST_PLAN_RUNS repeat a run, or make more.
 */
#include "plan_scene.h"

#define RUNS 400
#define LINES 2000

/* ---- random scenes -----------------------------------------------------------------------------
 */

static uint64_t state;

static unsigned pick(unsigned count)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (unsigned)(state >> 33) % count;
}

static bool chance(unsigned percent)
{
    return pick(100) < percent;
}

#define PICK(array) (array)[pick(VSTEST_COUNT(array))]

static const char *const folders[] = {
    "C:\\",     "C:\\d", "C:\\d\\s", "C:\\d\\s\\t", "C:\\d\\m", "C:\\d\\m\\u\\", "D:\\x",
    "D:\\x\\s", "C:\\e", "%DATA%",   "c:\\D\\S",    "D:",       "C:\\d\\none",   "Q:\\none"};
static const char *const specs[] = {"a",  "b.log", "c",   "*",    "*.log", "?",
                                    "a*", "A",     "*.*", "none", "c.db"};
static const char *const names[] = {"a", "b.log", "c", "c.db", "ax", "d.log"};

static void add_files(struct scene *scene)
{
    static const char *const places[] = {"C:\\",    "C:\\d\\",       "C:\\d\\s\\", "C:\\d\\s\\t\\",
                                         "C:\\e\\", "C:\\data\\",    "D:\\x\\",    "D:\\x\\s\\",
                                         "D:\\",    "C:\\d\\m\\u\\", "C:\\d\\m\\", "D:\\x\\s\\t\\"};
    char path[100];

    for (size_t i = 0; i < VSTEST_COUNT(places); i++) {
        for (size_t j = 0; j < VSTEST_COUNT(names); j++) {
            snprintf(path, sizeof path, "%s%s", places[i], names[j]);
            if (chance(10))
                scene_put_live(scene, path, 5, 60);
            else if (chance(50))
                scene_put(scene, path, 1 + pick(20), 40 + 10 * pick(3));
        }
    }
    if (chance(30))
        scene_put_folder(scene, "C:\\d\\s\\empty");
}

static uint32_t random_mask(void)
{
    return chance(40) ? EVERY_MASK : pick(16) | pick(16) << 8;
}

static void add_component(struct scene *scene, struct vsapi_wmd *writer, unsigned number)
{
    static const char *const paths[] = {NULL, "k0", "k1", "k0\\k1", "k2"};
    struct vsapi_wm_component *component;
    const char *path = PICK(paths);
    char name[20];

    snprintf(name, sizeof name, "k%u", number);
    component = scene_component(writer, path, name);
    component->selectable = chance(80);
    for (unsigned i = pick(4); i > 0; i--)
        scene_add(writer, chance(30) ? &component->log_files : &component->database_files,
                  PICK(folders), PICK(specs), chance(40), chance(20) ? PICK(folders) : NULL,
                  random_mask());
    if (chance(60))
        scene_include(scene, writer, path, name);
}

static void add_changes(struct scene *scene, struct vsapi_bcd_component *component)
{
    static const char *const ranges[] = {"0:1", "0:1,3:2", "0:30", "x", "1:0"};

    while (chance(40))
        scene_partial(scene, component, PICK(folders), PICK(names), PICK(ranges));
    while (chance(40))
        scene_differenced(scene, component, PICK(folders), PICK(specs), chance(40),
                          chance(70) ? 50 : 0);
}

static HRESULT find_record(void *context, const char *path, struct vsapi_file_info *info)
{
    (void)context;
    *info = (struct vsapi_file_info){strlen(path), 50, 0};
    return strlen(path) % 3 ? S_OK : S_FALSE;
}

static struct scene *random_scene(void)
{
    static const VSS_BACKUP_TYPE types[] = {VSS_BT_FULL, VSS_BT_INCREMENTAL, VSS_BT_DIFFERENTIAL,
                                            VSS_BT_LOG,  VSS_BT_COPY,        VSS_BT_OTHER};
    struct scene *scene = scene_start(PICK(types));

    scene_volume(scene, "C:\\", chance(85));
    scene_volume(scene, "D:\\", chance(70));
    if (chance(60))
        scene_volume(scene, "C:\\d\\m\\", chance(70));
    add_files(scene);
    for (unsigned i = 1 + pick(3); i > 0; i--) {
        struct vsapi_wmd *writer = scene_writer(scene, pick(128));

        for (unsigned j = 0, count = pick(4); j < count; j++)
            add_component(scene, writer, j);
        while (chance(20))
            scene_add(writer, &writer->exclude_files, PICK(folders), PICK(specs), chance(40), NULL,
                      EVERY_MASK);
    }
    for (size_t i = 0; i < scene->document->writers.count; i++) {
        for (size_t j = 0; j < scene->document->writers.items[i]->components.count; j++)
            add_changes(scene, scene->document->writers.items[i]->components.items[j]);
    }
    scene->request.partial_files = chance(80);
    scene->request.show_skipped = chance(50);
    scene->records.find = chance(50) ? find_record : NULL;
    scene->records.since_time = 50 * pick(2);
    scene->request.records = chance(70) ? &scene->records : NULL;
    if (chance(15))
        scene->whole = scene->volumes[pick((unsigned)scene->request.volume_count)].mount;
    return scene;
}

/* ---- the model ---------------------------------------------------------------------------------
 */

struct model_set; /* an explicit component */
struct rule {     /* an entry of any kind */
    enum { FILE_SET, DIFFERENCED, PARTIAL, EXCLUDE, VOLUME } kind;
    struct model_set *set;
    char home[100], source[100];
    const char *spec;
    bool recursive, log, wanted, snapshot, failed, found;
    const char *ranges;
    uint64_t time;
};
struct model_set {
    const char *name;
    uint32_t schema;
    VSS_BACKUP_TYPE type;
};
struct model {
    struct scene *scene;
    struct model_set sets[64];
    struct rule rules[300];
    size_t set_count, rule_count;
    char lines[LINES][200];
    size_t line_count;
};

static void line(struct model *model, const char *format, ...)
{
    va_list args;

    cr_assert(model->line_count < LINES);
    va_start(args, format);
    vsnprintf(model->lines[model->line_count++], sizeof model->lines[0], format, args);
    va_end(args);
}

static void tidy(const char *path, char out[100])
{
    size_t length;

    snprintf(out, 100, "%s%s", strncmp(path, "%DATA%", 6) == 0 ? "C:\\data" : "",
             strncmp(path, "%DATA%", 6) == 0 ? path + 6 : path);
    length = strlen(out);
    if (length > 0 && out[length - 1] == '\\')
        out[length - 1] = '\0';
}

static bool is_name(const char *spec)
{
    return !strpbrk(spec, "*?");
}

/* What of a path lies below a folder, without the backslash; NULL: it does not. */
static const char *below(const char *path, const char *folder)
{
    size_t length = strlen(folder);

    if (!vsapi_text_starts(path, folder) || path[length] != '\\')
        return NULL;
    return path + length + 1;
}

static bool matches(const struct rule *rule, const char *home)
{
    const char *rest = below(home, rule->home), *name = rest ? strrchr(rest, '\\') : NULL;

    if (!rest || (name && !rule->recursive))
        return false;
    name = name ? name + 1 : rest;
    return is_name(rule->spec) ? vsapi_text_same(name, rule->spec)
                               : vsapi_text_matches(name, rule->spec);
}

/* Is a file that is at home there, read here, as the file set has it? */
static bool reads(const struct rule *rule, const char *home, const char *source)
{
    const char *rest = below(home, rule->home), *source_rest = below(source, rule->source);

    return rest && source_rest && vsapi_text_same(rest, source_rest);
}

static const char *device_of(const struct model *model, const char *source)
{
    char path[110];
    const struct vsapi_plan_volume *volume;

    snprintf(path, sizeof path, "%s\\", source); /* the folder of a mount point is on that volume */
    volume = scene_volume_of(model->scene, path);
    return volume ? volume->device ? volume->device : "" : NULL;
}

static struct rule *add_rule(struct model *model, int kind, struct model_set *set, const char *path,
                             const char *spec, bool recursive)
{
    struct rule *rule = &model->rules[model->rule_count++];

    cr_assert(model->rule_count < VSTEST_COUNT(model->rules));
    *rule = (struct rule){.kind = kind, .set = set, .spec = spec, .recursive = recursive};
    tidy(path, rule->home);
    tidy(path, rule->source);
    return rule;
}

static void add_sets(struct model *model, struct model_set *set, const vsapi_filedescs *list,
                     bool log)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct vsapi_filedesc *given = &list->items[i];
        struct rule *rule =
            add_rule(model, FILE_SET, set, given->path, given->filespec, given->recursive);

        if (given->alternate_path)
            tidy(given->alternate_path, rule->source);
        rule->log = log;
        rule->wanted = (given->backup_type_mask & vsapi_plan_backup_bit(set->type)) != 0 &&
                       (log || set->type != VSS_BT_LOG);
        rule->snapshot = (given->backup_type_mask & vsapi_plan_snapshot_bit(set->type)) != 0;
    }
}

/* The explicit component whose set this one is in: the nearest on the way up. */
static struct vsapi_bcd_component *explicit_of(struct vsapi_wmd *writer,
                                               struct vsapi_bcd_writer *stored,
                                               const struct vsapi_wm_component *component)
{
    struct vsapi_bcd_component *found =
        vsapi_bcd_find(stored, component->type, component->logical_path, component->component_name);
    size_t longest = 0;
    char path[100];

    if (found)
        return found;
    snprintf(path, sizeof path, "%s\\", component->logical_path ? component->logical_path : "");
    for (size_t i = 0; i < stored->components.count; i++) {
        struct vsapi_bcd_component *one = stored->components.items[i];
        char full[100];

        snprintf(full, sizeof full, "%s%s%s\\", one->logical_path ? one->logical_path : "",
                 one->logical_path ? "\\" : "", one->component_name);
        if (vsapi_text_starts(path, full) && strlen(full) > longest &&
            vsapi_wmd_find(writer, one->logical_path, one->component_name)->selectable) {
            found = one;
            longest = strlen(full);
        }
    }
    return found;
}

/* The sets in the order of the metadata, which is that of the plan. */
static void read_writer(struct model *model, struct vsapi_wmd *writer)
{
    struct vsapi_bcd_writer *stored =
        vsapi_bcd_find_writer(model->scene->document, &writer->instance_id);

    for (size_t i = 0; stored && i < writer->components.count; i++) {
        const struct vsapi_wm_component *top = writer->components.items[i];
        struct vsapi_bcd_component *data =
            vsapi_bcd_find(stored, top->type, top->logical_path, top->component_name);
        struct model_set *set = &model->sets[model->set_count];

        if (!data)
            continue;
        model->set_count++;
        set->name = data->component_name;
        set->schema = writer->backup_schema;
        vsapi_plan_effective_type(model->scene->request.type, set->schema, &set->type);
        for (size_t j = 0; j < writer->components.count; j++) {
            const struct vsapi_wm_component *component = writer->components.items[j];

            if (explicit_of(writer, stored, component) != data)
                continue;
            add_sets(model, set, &component->database_files, false);
            add_sets(model, set, &component->log_files, true);
        }
        for (size_t j = 0; j < data->differenced_files.count; j++) {
            const struct vsapi_differenced_file *file = &data->differenced_files.items[j];

            add_rule(model, DIFFERENCED, set, file->path, file->filespec, file->recursive)->time =
                file->last_modified;
        }
        for (size_t j = 0; j < data->partial_files.count; j++) {
            const struct vsapi_partial_file *file = &data->partial_files.items[j];
            struct rule *rule = add_rule(model, PARTIAL, set, file->path, file->filename, false);

            rule->ranges = file->ranges;
            rule->wanted = true;
        }
    }
    for (size_t i = 0; i < writer->exclude_files.count; i++) {
        const struct vsapi_filedesc *given = &writer->exclude_files.items[i];

        add_rule(model, EXCLUDE, NULL, given->path, given->filespec, given->recursive);
    }
}

static void read_documents(struct model *model)
{
    for (size_t i = 0; i < model->scene->writer_count; i++)
        read_writer(model, model->scene->writers[i]);
    if (model->scene->whole) {
        struct rule *rule = add_rule(model, VOLUME, NULL, model->scene->whole, "*", true);

        rule->wanted = rule->snapshot = true;
    }
}

/* ---- what fails as a whole ---------------------------------------------------------------------
 */

static bool may_meet(const struct rule *a, const struct rule *b)
{
    bool above = vsapi_text_same(a->home, b->home) || (a->recursive && below(b->home, a->home));

    return above && ((!is_name(a->spec) && !is_name(b->spec)) ||
                     vsapi_text_matches(a->spec, b->spec) || vsapi_text_matches(b->spec, a->spec));
}

/* Is a partial or differenced file at home where no file set can have all its files elsewhere? */
static bool is_new(const struct model *model, const struct rule *rule)
{
    for (size_t i = 0; i < model->rule_count; i++) {
        const struct rule *file_set = &model->rules[i];
        bool same = vsapi_text_same(file_set->home, file_set->source);

        if (file_set->kind != FILE_SET || file_set->set != rule->set || !may_meet(file_set, rule))
            continue;
        if (same || rule->kind == PARTIAL ||
            (vsapi_text_same(file_set->home, rule->home) &&
             vsapi_text_same(file_set->spec, rule->spec) && file_set->recursive == rule->recursive))
            return false;
    }
    return true;
}

/* INCR-204, COMP-405: file sets that may not be read where they are. */
static void fail_rules(struct model *model)
{
    for (size_t i = 0; i < model->rule_count; i++) {
        struct rule *rule = &model->rules[i];
        const char *device = device_of(model, rule->source);
        const char *set = rule->set ? rule->set->name : "-";

        if (rule->kind == EXCLUDE || (rule->kind == FILE_SET && !rule->wanted))
            continue;
        if (!device && (rule->kind == FILE_SET || is_new(model, rule))) {
            line(model, "fail %s\\%s - %s", rule->home, rule->spec, set);
            rule->failed = rule->found = true;
        }
        if (!device || !rule->snapshot)
            continue;
        if (!*device) {
            line(model, "fail %s\\%s - %s", rule->home, rule->spec, set);
            rule->failed = rule->found = true;
            continue;
        }
        for (size_t j = 0; rule->recursive && j < model->scene->request.volume_count; j++) {
            const struct vsapi_plan_volume *volume = &model->scene->volumes[j];

            if (!volume->device && strlen(volume->mount) > 3 &&
                below(volume->mount, rule->source) && *below(volume->mount, rule->source) &&
                strlen(volume->mount) > strlen(rule->source) + 1) {
                line(model, "fail %s\\%s - %s", rule->home, rule->spec, set);
                rule->found = true;
            }
        }
    }
}

/* ---- files -------------------------------------------------------------------------------------
 */

struct met { /* a file, by where it is at home and where it is read */
    const char *home, *source;
    const struct scene_file *file;
    bool shadow;
};

static bool has_changed(const struct model *model, const struct rule *rule, const struct met *met)
{
    const struct vsapi_plan_records *records = model->scene->request.records;
    struct vsapi_file_info before;

    if (rule->time != 0)
        return met->file->modified >= rule->time;
    if (records && records->find)
        return records->find(NULL, met->home, &before) == S_FALSE ||
               before.size_bytes != met->file->size_bytes || before.modified != met->file->modified;
    return !records || met->file->modified >= records->since_time;
}

/* How the ranges of all partial entries are taken: "ranges" or "fail". */
static const char *range_action(const struct model *model, const struct model_set *set,
                                const struct met *met)
{
    for (size_t i = 0; i < model->rule_count; i++) {
        const struct rule *rule = &model->rules[i];

        if (rule->kind != PARTIAL || rule->set != set || !matches(rule, met->home))
            continue;
        if (*rule->ranges == 'x')
            return "fail";
        if (strcmp(rule->ranges, "0:30") == 0 ||
            (strcmp(rule->ranges, "0:1,3:2") == 0 && met->file->size_bytes < 5))
            return "fail";
    }
    return "ranges";
}

struct seen { /* the rules of one set that a file falls under */
    bool any, here, failed, read, snapshot, wanted, taken, differenced, decides, changed, partial;
};

static struct seen look(struct model *model, const struct model_set *set, const struct met *met)
{
    struct seen seen = {0};

    for (size_t i = 0; i < model->rule_count; i++) {
        struct rule *rule = &model->rules[i];
        bool here = reads(rule, met->home, met->source);

        if (rule->set != set || rule->kind == EXCLUDE || !matches(rule, met->home))
            continue;
        if (rule->kind == FILE_SET || rule->kind == VOLUME) {
            seen.any = true;
            seen.wanted |= here && rule->wanted;
            seen.failed |= here && rule->failed;
            if (rule->failed)
                continue;
            seen.here |= here;
            seen.read |= here && (met->shadow || !rule->wanted || !rule->snapshot);
            seen.snapshot |= here && rule->snapshot;
            seen.taken |= here && rule->wanted && (met->shadow || !rule->snapshot);
        } else if (rule->kind == DIFFERENCED) {
            seen.differenced = true;
            seen.changed |= has_changed(model, rule, met);
        } else {
            seen.partial = true;
        }
    }
    seen.decides = seen.differenced && (set->schema & VSS_BS_LAST_MODIFY) &&
                   (set->type == VSS_BT_INCREMENTAL || set->type == VSS_BT_DIFFERENTIAL);
    return seen;
}

static void mark_found(struct model *model, const struct model_set *set, const struct met *met)
{
    for (size_t i = 0; i < model->rule_count; i++) {
        struct rule *rule = &model->rules[i];

        if (rule->set == set && matches(rule, met->home) &&
            (rule->kind == PARTIAL || reads(rule, met->home, met->source)))
            rule->found = true;
    }
}

/* One set and one file. Gives the cause, if the set wants the file whole. */
static const char *decide_set(struct model *model, const struct model_set *set,
                              const struct met *met, bool excluded)
{
    struct seen seen = look(model, set, met);
    bool same = vsapi_text_same(met->home, met->source), show = model->scene->request.show_skipped;
    const char *name = set ? set->name : "-";
    const char *cause = seen.decides ? "differenced" : "partial";

    if (seen.failed)
        mark_found(model, set, met);
    if (seen.any ? !seen.here : !same || !(seen.differenced || seen.partial))
        return NULL;
    mark_found(model, set, met);
    if (excluded) {
        if (show && (seen.read || !seen.any))
            line(model, "skip %s - - exclude", met->home);
        return NULL;
    }
    if (!seen.any)
        seen.snapshot = true;
    if (seen.decides && !seen.changed) {
        if (show)
            line(model, "skip %s - %s differenced", met->home, name);
        return NULL;
    }
    if (seen.decides || (seen.partial && model->scene->request.partial_files) || !seen.any) {
        if (!seen.decides && !(seen.partial && model->scene->request.partial_files))
            cause = seen.partial ? "partial" : "differenced";
        if (seen.snapshot && !met->shadow) {
            line(model, "fail %s - %s", met->home, name);
        } else if (!seen.decides && seen.partial && model->scene->request.partial_files) {
            if (strcmp(range_action(model, set, met), "ranges") == 0)
                line(model, "ranges %s %s %s partial", met->home, met->shadow ? "shadow" : "live",
                     name);
            else
                line(model, "fail %s - %s", met->home, name);
        } else {
            return cause;
        }
        return NULL;
    }
    if (!seen.wanted && show)
        line(model, "skip %s - %s file-set", met->home, name);
    return seen.taken ? set ? "file-set" : "volume" : NULL;
}

static void decide_file(struct model *model, const struct met *met)
{
    char text[200] = "";
    bool excluded = false;

    for (size_t i = 0; i < model->rule_count; i++)
        excluded |= model->rules[i].kind == EXCLUDE && matches(&model->rules[i], met->home);
    for (size_t i = 0; i <= model->set_count; i++) {
        const struct model_set *set = i < model->set_count ? &model->sets[i] : NULL;
        const char *cause = decide_set(model, set, met, excluded);
        size_t used = strlen(text);

        if (cause && !*text)
            snprintf(text, sizeof text, "copy %.99s %s %s %s", met->home,
                     met->shadow ? "shadow" : "live", set ? set->name : "-", cause);
        else if (cause)
            snprintf(text + used, sizeof text - used, " +%s", set ? set->name : "-");
    }
    if (*text)
        line(model, "%s", text);
}

/* COMP-404 */
static void decide_folder(struct model *model, const struct met *met)
{
    char text[200] = "";
    const struct model_set *last = NULL;
    bool begun = false;

    for (size_t s = 0; s <= model->set_count; s++) {
        for (size_t i = 0; i < model->rule_count; i++) {
            const struct rule *rule = &model->rules[i];
            const struct model_set *set = s < model->set_count ? &model->sets[s] : NULL;
            bool top = vsapi_text_same(rule->home, met->home) &&
                       vsapi_text_same(rule->source, met->source);
            size_t used = strlen(text);

            if ((rule->kind != FILE_SET && rule->kind != VOLUME) || rule->set != set ||
                !rule->wanted || rule->failed || !rule->recursive ||
                (rule->snapshot && !met->shadow) || !(top || reads(rule, met->home, met->source)))
                continue;
            if (!begun)
                snprintf(text, sizeof text, "folder %.99s %s %s %s", met->home,
                         met->shadow ? "shadow" : "live", set ? set->name : "-",
                         set ? "file-set" : "volume");
            else if (set != last)
                snprintf(text + used, sizeof text - used, " +%s", set ? set->name : "-");
            begun = true;
            last = set;
        }
    }
    if (begun && strchr(met->home, '\\'))
        line(model, "%s", text);
}

/* ---- the way of all files ----------------------------------------------------------------------
 */

struct pair {
    char home[100], source[100];
};

static void add_pair(struct pair *pairs, size_t *count, const char *home, const char *source)
{
    for (size_t i = 0; i < *count; i++) {
        if (vsapi_text_same(pairs[i].home, home) && vsapi_text_same(pairs[i].source, source))
            return;
    }
    snprintf(pairs[*count].home, 100, "%s", home);
    snprintf(pairs[(*count)++].source, 100, "%s", source);
}

/* A live path, and all the homes that file sets give to what is there. */
static void decide_path(struct model *model, const char *source, const struct scene_file *file,
                        bool shadow)
{
    static struct pair pairs[301];
    size_t count = 0;

    add_pair(pairs, &count, source, source);
    for (size_t i = 0; i < model->rule_count; i++) {
        const struct rule *rule = &model->rules[i];
        const char *rest = below(source, rule->source);
        char home[200];

        if (rule->kind != FILE_SET || (!rest && !vsapi_text_same(source, rule->source)))
            continue;
        snprintf(home, sizeof home, "%s%s%s", rule->home, rest ? "\\" : "", rest ? rest : "");
        add_pair(pairs, &count, home, source);
    }
    for (size_t i = 0; i < count; i++) {
        struct met met = {pairs[i].home, pairs[i].source, file, shadow};

        if (file->attributes & FILE_ATTRIBUTE_DIRECTORY)
            decide_folder(model, &met);
        else
            decide_file(model, &met);
    }
}

/* The live path of a file on a shadow copy; false: it is on none. */
static bool live_path(const struct model *model, const char *path, char out[100])
{
    for (size_t i = 0; i < model->scene->request.volume_count; i++) {
        const struct vsapi_plan_volume *volume = &model->scene->volumes[i];
        const char *rest = volume->device ? below(path, volume->device) : NULL;

        if (!volume->device || (!rest && strcmp(path, volume->device) != 0))
            continue;
        snprintf(out, 100, "%s%s", volume->mount, rest ? rest : "");
        if (out[strlen(out) - 1] == '\\')
            out[strlen(out) - 1] = '\0';
        return true;
    }
    return false;
}

static void decide_all(struct model *model)
{
    for (size_t i = 0; i < model->scene->file_count; i++) {
        const struct scene_file *file = &model->scene->files[i];
        bool shadow = strncmp(file->path, SCENE_DEVICE, strlen(SCENE_DEVICE)) == 0;
        const char *device;
        char source[100];

        snprintf(source, sizeof source, "%s", file->path);
        if (shadow)
            cr_assert(live_path(model, file->path, source));
        device = device_of(model, source);
        /* A folder in which a volume is mounted is that volume's root. */
        if (shadow ? strncmp(file->path, device, strlen(device)) != 0 ||
                         (file->path[strlen(device)] != '\\' && file->path[strlen(device)])
                   : !device || *device)
            continue;
        decide_path(model, source, file, shadow);
    }
}

static void tell_missing(struct model *model)
{
    for (size_t i = 0; i < model->rule_count; i++) {
        const struct rule *rule = &model->rules[i];
        bool excused = !rule->wanted || rule->found || !is_name(rule->spec);
        char home[220];

        snprintf(home, sizeof home, "%s\\%s", rule->home, rule->spec);
        for (size_t j = 0; j < model->rule_count; j++)
            excused |= model->rules[j].kind == EXCLUDE && matches(&model->rules[j], home);
        if (!excused)
            line(model, "fail %s - %s", home, rule->set->name);
    }
}

/* ---- both --------------------------------------------------------------------------------------
 */

/* Action, path, source, set and cause; of failures neither source nor cause; no remarks. */
static void read_plan(struct scene *scene, struct model *out)
{
    const struct vsapi_plan_item *item;
    HRESULT hr = scene_make(scene);

    while (SUCCEEDED(hr) && (hr = vsapi_plan_next(scene->plan, &item)) == S_OK) {
        const struct vsapi_plan_member *first = item->members;
        bool fails = item->action == VSAPI_PLAN_FAIL;
        char text[200];
        size_t used;

        if (item->action == VSAPI_PLAN_REMARK)
            continue;
        used = (size_t)snprintf(text, sizeof text, "%s %s %s %s%s%s", scene_action(item->action),
                                item->path,
                                !item->source || fails   ? "-"
                                : item->from_shadow_copy ? "shadow"
                                                         : "live",
                                first->set ? first->set->name : "-", fails ? "" : " ",
                                fails ? "" : scene_cause(first->cause));
        for (size_t i = 1; i < item->member_count && used < sizeof text; i++) {
            if (item->members[i].set != item->members[i - 1].set && item->action != VSAPI_PLAN_SKIP)
                used += (size_t)snprintf(text + used, sizeof text - used, " +%s",
                                         item->members[i].set ? item->members[i].set->name : "-");
        }
        line(out, "%s", text);
    }
    VSTEST_HR(hr, S_FALSE, "");
}

/* Paths may be spelled as a writer or as the file system does. */
static int compare_lines(const void *a, const void *b)
{
    return vsapi_text_compare(a, b);
}

/* What is needed to understand a difference. */
static void show(const struct model *plan, const struct model *model)
{
    static const char *const kinds[] = {"file set", "differenced", "partial", "exclude", "volume"};

    for (size_t i = 0; i < model->scene->request.volume_count; i++)
        fprintf(stderr, "volume %s %s\n", model->scene->volumes[i].mount,
                model->scene->volumes[i].device ? "with a shadow copy" : "");
    for (size_t i = 0; i < model->rule_count; i++) {
        const struct rule *rule = &model->rules[i];

        fprintf(stderr, "%s of %s: %s\\%s%s from %s%s%s\n", kinds[rule->kind],
                rule->set ? rule->set->name : "-", rule->home, rule->spec,
                rule->recursive ? " recursive" : "", rule->source, rule->wanted ? " wanted" : "",
                rule->snapshot ? " snapshot" : "");
    }
    for (size_t i = 0; i < plan->line_count; i++)
        fprintf(stderr, "plan:  %s\n", plan->lines[i]);
    for (size_t i = 0; i < model->line_count; i++)
        fprintf(stderr, "model: %s\n", model->lines[i]);
}

static void compare(struct model *plan, struct model *model, uint64_t seed)
{
    size_t i = 0;

    qsort(plan->lines, plan->line_count, sizeof plan->lines[0], compare_lines);
    qsort(model->lines, model->line_count, sizeof model->lines[0], compare_lines);
    while (i < plan->line_count && i < model->line_count &&
           vsapi_text_same(plan->lines[i], model->lines[i]))
        i++;
    if (i != plan->line_count || i != model->line_count)
        show(plan, model);
    cr_assert(i == plan->line_count && i == model->line_count,
              "VSTEST_PLAN_SEED=%llu VSTEST_PLAN_RUNS=1: line %zu of %zu and %zu: the plan has "
              "\"%s\", the model \"%s\"",
              (unsigned long long)seed, i, plan->line_count, model->line_count,
              i < plan->line_count ? plan->lines[i] : "(end)",
              i < model->line_count ? model->lines[i] : "(end)");
}

static size_t run_once(uint64_t seed)
{
    struct model *plan = calloc(1, sizeof *plan), *model = calloc(1, sizeof *model);
    size_t lines;

    state = seed * UINT64_C(0x9E3779B97F4A7C15) | 1;
    for (int i = 0; i < 8; i++)
        pick(2);
    model->scene = random_scene();
    read_documents(model);
    fail_rules(model);
    decide_all(model);
    tell_missing(model);
    read_plan(model->scene, plan);
    compare(plan, model, seed);
    lines = plan->line_count;
    scene_stop(model->scene);
    free(model);
    free(plan);
    return lines;
}

Test(plan_model, random_plans_are_those_of_the_model)
{
    const char *given = getenv("VSTEST_PLAN_SEED"), *many = getenv("VSTEST_PLAN_RUNS");
    uint64_t seed = given ? strtoull(given, NULL, 10) : 1;
    unsigned runs = many ? (unsigned)strtoul(many, NULL, 10) : RUNS;
    size_t lines = 0;

    for (unsigned i = 0; i < runs; i++)
        lines += run_once(seed + i);
    printf("plan_model: seeds %llu to %llu, %zu items\n", (unsigned long long)seed,
           (unsigned long long)(seed + runs - 1), lines);
    cr_expect(given || lines > 1000, "the scenes are empty");
}
