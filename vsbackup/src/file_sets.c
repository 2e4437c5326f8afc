/*
 * vsbackup/src/file_sets.c - does a file set that a requester names belong to a component?
 *
 * AddNewTarget and AddAlternativeLocationMapping name a file set of a component, or of a component
 * of the set that it defines, by the very path, file specification and recursion that its writer
 * gave.
 */
#include "file_sets.h"

#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/text.h>

struct wanted { /* a file set, with both spellings of its path */
    char *bare, *ended;
    const char *filespec;
    bool recursive;
};

static HRESULT wanted_init(struct wanted *wanted, const char *path, const char *filespec,
                           bool recursive)
{
    size_t length = strlen(path);

    if (length > 0 && path[length - 1] == '\\')
        length--;
    wanted->bare = vsapi_strndup(path, length);
    wanted->ended = vsapi_sprintf("%.*s\\", (int)length, path);
    wanted->filespec = filespec;
    wanted->recursive = recursive;
    return wanted->bare && wanted->ended ? S_OK : vsapi_out_of_memory();
}

static void wanted_finish(struct wanted *wanted)
{
    vsapi_free(wanted->bare);
    vsapi_free(wanted->ended);
}

static bool list_has(const vsapi_filedescs *list, const struct wanted *wanted)
{
    for (size_t i = 0; i < list->count; i++) {
        const struct vsapi_filedesc *set = &list->items[i];

        if (set->recursive == wanted->recursive &&
            vsapi_text_same(set->filespec, wanted->filespec) &&
            (vsapi_text_same(set->path, wanted->bare) || vsapi_text_same(set->path, wanted->ended)))
            return true;
    }
    return false;
}

static bool component_has(const struct vsapi_wm_component *component, const struct wanted *wanted)
{
    return list_has(&component->files, wanted) || list_has(&component->database_files, wanted) ||
           list_has(&component->log_files, wanted);
}

/* Cuts what `prefix` says off the front; NULL when the text does not begin so. */
static const char *after(const char *text, const char *prefix)
{
    return text && vsapi_text_starts(text, prefix) ? text + strlen(prefix) : NULL;
}

bool vsbackup_is_below(const char *member_path, const char *logical_path, const char *name)
{
    const char *rest = member_path;

    if (logical_path && *logical_path) {
        rest = after(rest, logical_path);
        rest = after(rest, "\\");
    }
    rest = after(rest, name);
    return rest && (*rest == '\0' || *rest == '\\');
}

static bool set_has(struct vsapi_wmd *metadata, const char *logical_path, const char *name,
                    const struct wanted *wanted)
{
    const struct vsapi_wm_component *component = vsapi_wmd_find(metadata, logical_path, name);

    if (!component || component_has(component, wanted))
        return true;
    for (size_t i = 0; i < metadata->components.count; i++) {
        component = metadata->components.items[i];
        if (vsbackup_is_below(component->logical_path, logical_path, name) &&
            component_has(component, wanted))
            return true;
    }
    return false;
}

HRESULT vsbackup_has_file_set(struct vsapi_wmd *metadata, const char *logical_path,
                              const char *name, const char *path, const char *filespec,
                              bool recursive, bool *has)
{
    struct wanted wanted;
    HRESULT hr = wanted_init(&wanted, path, filespec, recursive);

    if (SUCCEEDED(hr))
        *has = set_has(metadata, logical_path, name, &wanted);
    wanted_finish(&wanted);
    return hr;
}
