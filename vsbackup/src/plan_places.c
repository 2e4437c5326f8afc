/*
 * vsbackup/src/plan_places.c - paths of a plan, and the volumes they are on.
 */
#include "plan.h"

/* ---- paths -------------------------------------------------------------------------------------
 */

static void cut_backslash(char *path)
{
    size_t length = strlen(path);

    while (length > 0 && path[length - 1] == '\\')
        path[--length] = '\0';
}

HRESULT vsbackup_plan_expand(struct vsapi_plan *plan, const char *path, char **out)
{
    HRESULT hr = plan->view.expand(plan->view.context, path, out);

    if (FAILED(hr))
        return hr;
    for (char *slash = strchr(*out, '/'); slash; slash = strchr(slash, '/'))
        *slash = '\\';
    cut_backslash(*out);
    return S_OK;
}

const char *vsbackup_plan_behind(const char *path, const char *prefix)
{
    size_t length = strlen(prefix);

    /* Prefixes here are as long as what they match, up to the case of their letters. */
    if (!vsapi_text_starts(path, prefix) || strlen(path) < length)
        return NULL;
    return path[length] == '\\' || !path[length] ? path + length : NULL;
}

bool vsbackup_plan_is_absence(HRESULT hr)
{
    return hr == HRESULT_FROM_WIN32(ERROR_FILE_NOT_FOUND) ||
           hr == HRESULT_FROM_WIN32(ERROR_PATH_NOT_FOUND);
}

/* ---- volumes -----------------------------------------------------------------------------------
 */

static HRESULT take_path(struct vsapi_plan *plan, const char *given, char **out)
{
    *out = NULL;
    if (!given)
        return S_OK;
    *out = vsapi_arena_text(plan->arena, given, strlen(given));
    if (!*out)
        return vsapi_out_of_memory();
    cut_backslash(*out);
    return S_OK;
}

static HRESULT read_volume(struct vsapi_plan *plan, const struct vsapi_plan_volume *given)
{
    struct plan_volume *volume;
    HRESULT hr;

    if (!given->mount)
        return vsapi_fail(E_INVALIDARG,
                          "a volume of the request has no mount point (the requester's mistake)");
    if (!VSAPI_ARRAY_ROOM(&plan->volumes))
        return vsapi_out_of_memory();
    volume = &plan->volumes.items[plan->volumes.count++];
    *volume = (struct plan_volume){.need = VSAPI_PLAN_NOT_NEEDED};
    hr = take_path(plan, given->mount, &volume->mount);
    if (SUCCEEDED(hr))
        hr = take_path(plan, given->name, &volume->name);
    if (SUCCEEDED(hr))
        hr = take_path(plan, given->device, &volume->device);
    if (FAILED(hr))
        return hr;
    volume->in_folder = volume->mount[0] != '\\' && strchr(volume->mount, '\\') != NULL;
    plan->has_mounted |= volume->in_folder;
    return S_OK;
}

HRESULT vsbackup_plan_read_volumes(struct vsapi_plan *plan)
{
    HRESULT hr = S_OK;

    for (size_t i = 0; i < plan->request.volume_count && SUCCEEDED(hr); i++)
        hr = read_volume(plan, &plan->request.volumes[i]);
    return hr;
}

size_t vsbackup_plan_volume_of(const struct vsapi_plan *plan, const char *path, const char **rest)
{
    size_t found = PLAN_NO_VOLUME;

    for (size_t i = 0; i < plan->volumes.count; i++) {
        const struct plan_volume *volume = &plan->volumes.items[i];
        const char *tail = vsbackup_plan_behind(path, volume->mount);

        if (!tail && volume->name)
            tail = vsbackup_plan_behind(path, volume->name);
        if (tail && (found == PLAN_NO_VOLUME || strlen(tail) < strlen(*rest))) {
            found = i;
            *rest = tail;
        }
    }
    return found;
}

struct plan_volume *vsbackup_plan_volume_named(struct vsapi_plan *plan, const char *mount)
{
    for (size_t i = 0; i < plan->volumes.count; i++) {
        const char *rest = vsbackup_plan_behind(mount, plan->volumes.items[i].mount);

        if (rest && rest[strspn(rest, "\\")] == '\0')
            return &plan->volumes.items[i];
    }
    return NULL;
}

const char *vsbackup_plan_mounted_below(const struct plan_volume *volume, const char *folder)
{
    const char *rest = volume->in_folder ? vsbackup_plan_behind(volume->mount, folder) : NULL;

    return rest && *rest ? rest : NULL;
}

/* ---- mappings ----------------------------------------------------------------------------------
 */

static char *last_name(char *path)
{
    char *slash = strrchr(path, '\\');

    return slash ? slash + 1 : path;
}

static void cut_last(char *path, char *name)
{
    if (name > path)
        name--; /* the backslash before it */
    *name = '\0';
}

/* Cuts the folders off that both paths have at their ends. */
static void cut_common(char *home, char *source)
{
    while (*home && *source) {
        char *home_name = last_name(home), *source_name = last_name(source);

        if (!vsapi_text_same(home_name, source_name))
            return;
        cut_last(home, home_name);
        cut_last(source, source_name);
    }
}

static HRESULT make_mapping(struct vsapi_plan *plan, const char *home, const char *source,
                            const char *key, struct plan_mapping **out)
{
    struct plan_mapping *mapping = vsapi_arena_alloc(plan->arena, sizeof *mapping);
    char *kept = vsapi_arena_text(plan->arena, key, strlen(key));

    if (!mapping || !kept)
        return vsapi_out_of_memory();
    mapping->home = vsapi_arena_text(plan->arena, home, strlen(home));
    mapping->source = vsapi_arena_text(plan->arena, source, strlen(source));
    if (!mapping->home || !mapping->source)
        return vsapi_out_of_memory();
    *out = mapping;
    return vsbackup_plan_put(plan, &plan->same, kept, mapping);
}

HRESULT vsbackup_plan_mapping(struct vsapi_plan *plan, const char *home, const char *source,
                              struct plan_mapping **out)
{
    char *home_copy = vsapi_strdup(home), *source_copy = vsapi_strdup(source), *key = NULL;
    HRESULT hr = S_OK;

    *out = &plan->same;
    if (home_copy && source_copy) {
        cut_common(home_copy, source_copy);
        key = vsapi_sprintf("%s|%s", home_copy, source_copy); /* no path has a bar in it */
    }
    if (!key)
        hr = vsapi_out_of_memory();
    else if (*home_copy || *source_copy)
        *out = vsbackup_plan_find(plan, &plan->same, key);
    if (SUCCEEDED(hr) && !*out)
        hr = make_mapping(plan, home_copy, source_copy, key, out);
    vsapi_free(key);
    vsapi_free(source_copy);
    vsapi_free(home_copy);
    return hr;
}
