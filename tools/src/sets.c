/*
 * tools/src/sets.c - the catalogue of backup sets; see sets.h.
 *
 * The file "catalogue" marks the folder and carries the lock. A number is never used again while a
 * later set is there, so what a manifest says about its base keeps its meaning.
 */
#include "sets.h"

#include <stdlib.h>
#include <string.h>

#include <vsapi/at.h>

#include "machine.h"
#include "report.h"

#define MARK "catalogue"
#define MARK_TEXT "A catalogue of backup sets, made by vss backup.\n"
#define NUMBER_DIGITS 4
#define NUMBER_LIMIT 999999999

/* ---- what is there ---- */

static const char *number_name(unsigned number)
{
    return vss_format("%0*u", NUMBER_DIGITS, number);
}

/* 0: the name is not that of a set. */
static unsigned number_of(const char *name)
{
    size_t length = strlen(name);
    unsigned long number;

    if (length < NUMBER_DIGITS || length > 9 || strspn(name, "0123456789") != length)
        return 0;
    number = strtoul(name, NULL, 10);
    return strcmp(number_name((unsigned)number), name) == 0 ? (unsigned)number : 0;
}

static bool has(int folder, const char *name)
{
    return faccessat(folder, name, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static void add_set(struct vss_sets *sets, const char *name, unsigned number)
{
    struct vss_set *set = vss_alloc(sizeof *set);

    set->sets = sets;
    set->number = number;
    set->name = vss_copy(name);
    set->path = number ? vss_format("%s/%s", sets->path, name) : sets->path;
    set->store.folder = -1;
    *VSS_APPEND(&sets->finished) = set;
}

static void add_entry(struct vss_sets *sets, const char *name, bool *foreign)
{
    unsigned number = number_of(name);

    if (!number) {
        *foreign |= strcmp(name, MARK) != 0;
        return;
    }
    if (number > sets->last)
        sets->last = number;
    if (has(sets->folder, vss_format("%s/" VSS_MANIFEST, name)))
        add_set(sets, name, number);
    else
        *VSS_APPEND(&sets->unfinished) = vss_copy(name);
}

static int compare_sets(const void *a, const void *b)
{
    const struct vss_set *const *left = a, *const *right = b;

    return (*left)->number < (*right)->number ? -1 : 1;
}

/* *foreign: there are entries that no catalogue has. */
static int list_sets(struct vss_sets *sets, bool *foreign)
{
    /* Not a dup, which would share the place up to which the folder was listed before. */
    int copy = openat(sets->folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = copy < 0 ? NULL : fdopendir(copy);

    if (!entries) {
        if (copy >= 0)
            close(copy);
        return vss_fail(VSS_EXIT_USAGE, "%s cannot be listed: %s", sets->path, strerror(errno));
    }
    for (struct dirent *entry = readdir(entries); entry; entry = readdir(entries)) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            add_entry(sets, entry->d_name, foreign);
    }
    closedir(entries);
    if (sets->finished.count > 0)
        qsort(sets->finished.items, sets->finished.count, sizeof *sets->finished.items,
              compare_sets);
    return VSS_EXIT_OK;
}

static void tell_unfinished(const struct vss_sets *sets)
{
    for (size_t i = 0; i < sets->unfinished.count; i++)
        vss_warn("%s/%s is an interrupted backup and is passed over", sets->path,
                 sets->unfinished.items[i]);
}

/* ---- opening ---- */

static int open_folder(struct vss_sets *sets, const char *path, const char *option)
{
    sets->path = path;
    sets->lock = -1;
    sets->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (sets->folder < 0)
        return vss_fail(VSS_EXIT_USAGE, "--%s %s cannot be used: %s", option, path,
                        strerror(errno));
    return VSS_EXIT_OK;
}

/* The lock ends with the process, whatever becomes of it. */
static int lock_catalogue(struct vss_sets *sets)
{
    bool marked = has(sets->folder, MARK);

    sets->lock = openat(sets->folder, MARK, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (sets->lock < 0)
        return vss_fail(VSS_EXIT_USAGE, "--to %s cannot be used: %s: %s", sets->path, MARK,
                        strerror(errno));
    /* The mark goes with a backup that made it and failed. */
    if (flock(sets->lock, LOCK_EX | LOCK_NB) != 0 || !has(sets->folder, MARK))
        return vss_fail(VSS_EXIT_USAGE, "--to %s is in use: another backup into it is running",
                        sets->path);
    sets->marked = !marked;
    if (!marked && write(sets->lock, MARK_TEXT, strlen(MARK_TEXT)) < 0)
        return vss_fail(VSS_EXIT_FAILED, "%s/" MARK " cannot be written: %s", sets->path,
                        strerror(errno));
    return VSS_EXIT_OK;
}

/* A folder with other things in it is taken for a mistake, unless it was marked before. */
static int check_catalogue(struct vss_sets *sets)
{
    bool foreign = false;
    bool marked = has(sets->folder, MARK);
    int code = list_sets(sets, &foreign);

    if (code != VSS_EXIT_OK || marked)
        return code;
    if (has(sets->folder, VSS_MANIFEST))
        return vss_fail(VSS_EXIT_USAGE,
                        "--to %s holds a backup of version 1, which takes no further ones; take "
                        "another folder",
                        sets->path);
    if (foreign && sets->last == 0)
        return vss_fail(VSS_EXIT_USAGE, "--to %s is not empty and no catalogue of backup sets",
                        sets->path);
    return VSS_EXIT_OK;
}

int vss_sets_open_for_backup(struct vss_sets *sets, const char *path)
{
    int code;

    *sets = (struct vss_sets){.folder = -1, .lock = -1};
    sets->made = mkdir(path, 0777) == 0;
    if (!sets->made && errno != EEXIST)
        return vss_fail(VSS_EXIT_USAGE, "--to %s cannot be made: %s", path, strerror(errno));
    code = open_folder(sets, path, "to");
    if (code == VSS_EXIT_OK)
        code = check_catalogue(sets);
    if (code == VSS_EXIT_OK)
        code = lock_catalogue(sets);
    if (code != VSS_EXIT_OK)
        return code;
    /* Once more: another backup may have ended in between. */
    sets->finished.count = sets->unfinished.count = 0;
    code = list_sets(sets, &(bool){false});
    tell_unfinished(sets);
    return code;
}

int vss_sets_look(struct vss_sets *sets, const char *path, const char *option)
{
    int code;

    *sets = (struct vss_sets){.folder = -1, .lock = -1};
    code = open_folder(sets, path, option);
    if (code == VSS_EXIT_OK)
        code = list_sets(sets, &(bool){false});
    return code;
}

int vss_sets_open(struct vss_sets *sets, const char *path)
{
    int code = vss_sets_look(sets, path, "from");

    if (code != VSS_EXIT_OK)
        return code;
    if (has(sets->folder, VSS_MANIFEST)) {
        sets->finished.count = 0;
        add_set(sets, ".", 0);
        return VSS_EXIT_OK;
    }
    if (code == VSS_EXIT_OK && sets->finished.count == 0)
        return vss_fail(
            VSS_EXIT_DAMAGED,
            sets->unfinished.count
                ? "%s holds no finished backup: no set of it has a %s, which is written "
                  "last"
                : "%s holds no backup: there is no set with a %s in it",
            path, VSS_MANIFEST);
    tell_unfinished(sets);
    return code;
}

int vss_sets_begin(struct vss_sets *sets, struct vss_set *set)
{
    set->sets = sets;
    set->number = sets->last + 1;
    if (set->number > NUMBER_LIMIT)
        return vss_fail(VSS_EXIT_USAGE, "--to %s has no number left for a set", sets->path);
    set->name = number_name(set->number);
    set->path = vss_format("%s/%s", sets->path, set->name);
    set->backup.number = set->number;
    return vss_store_create(&set->store, sets->folder, set->name, set->path);
}

void vss_sets_abandon(struct vss_sets *sets)
{
    if (sets->folder < 0 || sets->last > 0 || (!sets->made && !sets->marked))
        return;
    if (sets->marked && unlinkat(sets->folder, MARK, 0) != 0) {
        close(sets->lock); /* Windows keeps a file that is open */
        sets->lock = -1;
        unlinkat(sets->folder, MARK, 0);
    }
    if (sets->made)
        rmdir(sets->path);
}

void vss_sets_end(struct vss_sets *sets)
{
    for (size_t i = 0; i < sets->finished.count; i++) {
        vss_backup_end(&sets->finished.items[i]->backup);
        vss_store_close(&sets->finished.items[i]->store);
    }
    if (sets->lock >= 0)
        close(sets->lock);
    if (sets->folder >= 0)
        close(sets->folder);
    sets->lock = sets->folder = -1;
}

/* ---- one set ---- */

struct vss_set *vss_sets_find(const struct vss_sets *sets, unsigned number)
{
    for (size_t i = 0; i < sets->finished.count; i++) {
        if (sets->finished.items[i]->number == number)
            return sets->finished.items[i];
    }
    return NULL;
}

int vss_set_read(struct vss_set *set)
{
    int code;

    if (set->is_read)
        return VSS_EXIT_OK;
    code = vss_store_open(&set->store, set->sets->folder, set->name, set->path);
    if (code == VSS_EXIT_OK)
        code = vss_backup_read(&set->backup, &set->store);
    if (code == VSS_EXIT_OK && set->backup.number != set->number)
        code = vss_fail(VSS_EXIT_DAMAGED,
                        "the backup %s is damaged: " VSS_MANIFEST " is that of set %u", set->path,
                        set->backup.number);
    set->is_read = code == VSS_EXIT_OK;
    return code;
}

int vss_set_check(struct vss_set *set, bool contents)
{
    int code = vss_set_read(set);

    if (set->is_checked)
        return code;
    for (size_t i = 0; code == VSS_EXIT_OK && i < set->backup.contents.files.count; i++) {
        const struct vss_file *file = set->backup.contents.files.items[i];

        vss_progress("checking set %s: file %zu of %zu", set->name, i + 1,
                     set->backup.contents.files.count);
        code = contents ? vss_store_load(&set->store, file, NULL, NULL)
                        : vss_store_look(&set->store, file);
        if (code == VSS_EXIT_OK)
            code = vss_interrupted();
    }
    set->is_checked = code == VSS_EXIT_OK;
    return code;
}
