/*
 * vsapi/host/walk.c - finding a file in a folder the way Windows would.
 *
 * Names are looked up without regard to case, over a file system that has regard: the exact name
 * wins, else one that is the same is searched for (names.c). Links are followed as long as they
 * stay below the root. Each component is entered from the open folder before it and never through a
 * link by the kernel, so a link that is put there meanwhile leads nowhere. When every name on the
 * way is exact, openat2 takes the short cut.
 */
#include "walk.h"
#include "beneath.h"
#include "names.h"

#include <vsapi/at.h>

#include <errno.h>
#include <limits.h>
#include <string.h>

#define LINKS_MAX 40

static HRESULT fail_leaves(const struct vsapi_walk *walk)
{
    return vsapi_fail(
        E_INVALIDARG,
        "%s leaves the volume %s through a symbolic link (the mistake is in the volume's "
        "folder: a link in it has to lead to something in it, and by a relative path)",
        walk->path, walk->root->name);
}

int vsapi_walk_folder(const struct vsapi_walk *walk)
{
    return walk->steps.count > 0 ? walk->steps.items[walk->steps.count - 1].fd : walk->root->fd;
}

/* Takes the next component off what is to be walked; NULL: there is none. */
static char *next_component(struct vsapi_walk *walk)
{
    char *component;

    while (*walk->at == '/')
        walk->at++;
    if (!*walk->at)
        return NULL;
    component = walk->at;
    walk->at += strcspn(walk->at, "/");
    if (*walk->at)
        *walk->at++ = '\0';
    return component;
}

static HRESULT push(struct vsapi_walk *walk, int fd, const char *name)
{
    struct vsapi_walk_step step = {.fd = fd, .name = vsapi_strdup(name)};

    if (!step.name || !VSAPI_ARRAY_ROOM(&walk->steps)) {
        close(fd);
        vsapi_free(step.name);
        return vsapi_out_of_memory();
    }
    walk->steps.items[walk->steps.count++] = step;
    return S_OK;
}

static void pop(struct vsapi_walk *walk)
{
    struct vsapi_walk_step *step = &walk->steps.items[--walk->steps.count];

    close(step->fd);
    vsapi_free(step->name);
}

/* Looks for a name that is the same but for its case. */
static HRESULT search(struct vsapi_walk *walk, const char *component)
{
    int folder = vsapi_walk_folder(walk);
    HRESULT hr = vsapi_names_find(walk->root->names, folder, component, &walk->name);

    if (FAILED(hr) || !walk->name)
        return hr;
    walk->exists = fstatat(folder, walk->name, &walk->st, AT_SYMLINK_NOFOLLOW) == 0;
    if (!walk->exists) { /* it went meanwhile */
        vsapi_free(walk->name);
        walk->name = NULL;
    }
    return S_OK;
}

/* Looks for a component in the folder the walk is in: name, exists and st tell. */
static HRESULT look_up(struct vsapi_walk *walk, const char *component)
{
    HRESULT hr = S_OK;

    vsapi_free(walk->name);
    walk->name = NULL;
    walk->exists = fstatat(vsapi_walk_folder(walk), component, &walk->st, AT_SYMLINK_NOFOLLOW) == 0;
    if (!walk->exists && errno != ENOENT)
        return vsapi_fail_errno(errno, "cannot look for", walk->path);
    if (!walk->exists)
        hr = search(walk, component);
    if (SUCCEEDED(hr) && !walk->name) {
        walk->name = vsapi_strdup(component);
        if (!walk->name)
            hr = vsapi_out_of_memory();
    }
    return hr;
}

/* Puts the target of the link in front of what is left to walk. */
static HRESULT follow(struct vsapi_walk *walk)
{
    char target[PATH_MAX];
    ssize_t length = readlinkat(vsapi_walk_folder(walk), walk->name, target, sizeof target - 1);
    char *todo;

    if (length < 0)
        return vsapi_fail_errno(errno, "cannot read a link in", walk->path);
    target[length] = '\0';
    if (target[0] == '/')
        return fail_leaves(walk);
    if (++walk->links > LINKS_MAX)
        return vsapi_fail_errno(ELOOP, "too many symbolic links in", walk->path);
    todo = vsapi_sprintf("%s/%s", target, walk->at);
    if (!todo)
        return vsapi_out_of_memory();
    vsapi_free(walk->todo);
    walk->todo = walk->at = todo;
    return S_OK;
}

static HRESULT enter(struct vsapi_walk *walk)
{
    int fd =
        openat(vsapi_walk_folder(walk), walk->name, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);

    if (fd < 0)
        return vsapi_fail_errno(errno == ELOOP ? ENOTDIR : errno, "cannot enter a folder of",
                                walk->path);
    return push(walk, fd, walk->name);
}

/* A folder on the way is not there: keeps what is missing. */
static HRESULT stop_at_missing(struct vsapi_walk *walk)
{
    walk->missing = vsapi_sprintf("%s/%s", walk->name, walk->at);
    return walk->missing ? S_OK : vsapi_out_of_memory();
}

/* The way ended in the folder that was entered last: it is the end, seen from its parent. */
static HRESULT end_in_folder(struct vsapi_walk *walk)
{
    vsapi_free(walk->name);
    if (walk->steps.count > 0) {
        struct vsapi_walk_step *last = &walk->steps.items[walk->steps.count - 1];

        walk->name = last->name;
        last->name = NULL;
        pop(walk);
    } else {
        walk->name = vsapi_strdup(".");
        if (!walk->name)
            return vsapi_out_of_memory();
    }
    walk->exists = true;
    if (fstatat(vsapi_walk_folder(walk), walk->name, &walk->st, AT_SYMLINK_NOFOLLOW) != 0)
        return vsapi_fail_errno(errno, "cannot look for", walk->path);
    return S_OK;
}

static HRESULT walk_on(struct vsapi_walk *walk, bool follow_last)
{
    char *component;

    while ((component = next_component(walk))) {
        bool last = walk->at[strspn(walk->at, "/")] == '\0';
        HRESULT hr;

        if (strcmp(component, ".") == 0)
            continue;
        if (strcmp(component, "..") == 0) { /* of a link; the path itself has none */
            if (walk->steps.count == 0)
                return fail_leaves(walk);
            pop(walk);
            continue;
        }
        hr = look_up(walk, component);
        if (FAILED(hr))
            return hr;
        if (walk->exists && S_ISLNK(walk->st.st_mode) && (!last || follow_last))
            hr = follow(walk);
        else if (last)
            return S_OK;
        else if (!walk->exists)
            return stop_at_missing(walk);
        else
            hr = enter(walk);
        if (FAILED(hr))
            return hr;
    }
    return end_in_folder(walk);
}

/* Opens all folders of the way at once, if their names are exact and no link leads out. */
static HRESULT short_cut(struct vsapi_walk *walk)
{
    char *slash = strrchr(walk->todo, '/');
    int fd;

    if (!slash)
        return S_OK;
    *slash = '\0';
    fd = vsapi_openat2(walk->root->fd, walk->todo, O_PATH | O_DIRECTORY,
                       RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS);
    *slash = '/';
    if (fd < 0)
        return S_OK; /* the long way tells why */
    walk->at = slash + 1;
    walk->resolved = false;
    return push(walk, fd, "");
}

static HRESULT walk_once(struct vsapi_root *root, const char *path, bool short_way,
                         bool follow_last, struct vsapi_walk *out)
{
    HRESULT hr = S_OK;

    memset(out, 0, sizeof *out);
    out->root = root;
    out->path = path;
    out->resolved = true;
    out->todo = out->at = vsapi_strdup(path);
    if (!out->todo)
        return vsapi_out_of_memory();
    if (short_way)
        hr = short_cut(out);
    if (SUCCEEDED(hr))
        hr = walk_on(out, follow_last);
    if (FAILED(hr))
        vsapi_walk_finish(out);
    return hr;
}

HRESULT vsapi_walk(struct vsapi_root *root, const char *path, enum vsapi_walk_how how,
                   struct vsapi_walk *out)
{
    HRESULT hr;

    if (how == VSAPI_WALK_RESOLVE)
        return walk_once(root, path, false, true, out);
    hr = walk_once(root, path, true, false, out);
    if (FAILED(hr) || how == VSAPI_WALK_LINK || !out->exists || !S_ISLNK(out->st.st_mode))
        return hr;
    /* A link may lead back through folders that the short cut jumped over. */
    vsapi_walk_finish(out);
    return walk_once(root, path, false, true, out);
}

void vsapi_walk_finish(struct vsapi_walk *walk)
{
    while (walk->steps.count > 0)
        pop(walk);
    vsapi_free(walk->steps.items);
    vsapi_free(walk->name);
    vsapi_free(walk->missing);
    vsapi_free(walk->todo);
    memset(walk, 0, sizeof *walk);
}
