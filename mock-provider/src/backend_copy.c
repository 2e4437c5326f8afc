/*
 * mock-provider/src/backend_copy.c - shadow copies of volumes in a folder: a copy of all files.
 *
 * The copy lies in a folder of its own where the host keeps shadow copies. It is made at
 * EndPrepareSnapshots, which may take its time, and brought up to date at CommitSnapshots, when
 * nobody may write and little time is left.
 *
 * On Windows the files are one folder further below, which gets the name of the device: there the
 * folder's path is what programs open the shadow copy by.
 */
#include "backend.h"
#include "copy.h"

#include <vsapi/at.h>
#include <vsapi/alloc.h>
#include <vsapi/error.h>
#include <vsapi/folder.h>
#include <vsapi/text.h>

#include <errno.h>
#include <string.h>
#include <vsserror.h>

#ifdef _WIN32
#define FILES "files"
#else
#define FILES ""
#endif

struct copy_shadow {
    struct vsmock_shadow shadow;
    char *folder;             /* of the copy; NULL: not prepared */
    char *files;              /* the same; on Windows the folder FILES in it, which is renamed */
    bool made;                /* the folder is there */
    uint64_t taken;           /* bytes of the volume's room */
    struct vsmock_seen *seen; /* between EndPrepareSnapshots and CommitSnapshots */
};

static struct copy_shadow *from_shadow(struct vsmock_shadow *shadow)
{
    return (struct copy_shadow *)shadow;
}

static bool copy_takes(const struct vsapi_volume *volume)
{
    return vsapi_volume_folder(volume) != NULL;
}

static HRESULT copy_create(struct vsmock_shadow **out)
{
    struct copy_shadow *self = vsapi_calloc(1, sizeof *self);

    *out = self ? &self->shadow : NULL;
    return self ? S_OK : vsapi_out_of_memory();
}

static void forget_folder(struct copy_shadow *self)
{
    vsapi_free(self->folder);
    vsapi_free(self->files);
    self->folder = self->files = NULL;
}

/* Takes over the path; NULL: there was no memory for it. */
static HRESULT set_folder(struct copy_shadow *self, char *folder)
{
    forget_folder(self);
    self->folder = folder;
    if (folder)
        self->files = vsapi_sprintf("%s%s%s", folder, *FILES ? "/" : "", FILES);
    return self->files ? S_OK : vsapi_out_of_memory();
}

static HRESULT make_folder(struct copy_shadow *self)
{
    const char *place;
    char id[VSAPI_GUID_TEXT];
    HRESULT hr;

    hr = vsapi_host_shadow_folder(self->shadow.host, self->shadow.volume, &place);
    if (FAILED(hr))
        return VSS_E_PROVIDER_VETO; /* the sentence says what could not be made */
    hr = set_folder(self, vsapi_sprintf("%s/%s", place, vsapi_guid_to_text(&self->shadow.id, id)));
    if (FAILED(hr))
        return hr;
    self->made = mkdir(self->folder, 0700) == 0;
    if (!self->made || (*FILES && mkdir(self->files, 0700) != 0))
        return vsapi_fail(errno == ENOSPC || errno == EDQUOT ? VSS_E_INSUFFICIENT_STORAGE
                                                             : VSS_E_PROVIDER_VETO,
                          "provider: cannot make the folder %s for a shadow copy: %s", self->folder,
                          strerror(errno));
    return S_OK;
}

/* Is there room for all files once more? Only a volume with a capacity needs the answer now. */
static HRESULT check_room(struct vsmock_shadow *shadow)
{
    uint64_t bytes;
    HRESULT hr;

    if (vsapi_volume_capacity(shadow->volume) == 0)
        return S_OK;
    hr = vsapi_volume_bytes(shadow->volume, &bytes);
    if (FAILED(hr))
        return hr == E_OUTOFMEMORY ? hr : VSS_E_PROVIDER_VETO;
    if (!vsapi_volume_take_room(shadow->volume, bytes))
        return vsapi_fail(VSS_E_INSUFFICIENT_STORAGE,
                          "the files of %s (%llu bytes) and their shadow copy do not fit into its "
                          "capacity of %llu bytes",
                          vsapi_volume_mount(shadow->volume), (unsigned long long)bytes,
                          (unsigned long long)vsapi_volume_capacity(shadow->volume));
    vsapi_volume_give_room(shadow->volume, bytes);
    return S_OK;
}

static void give_room(struct copy_shadow *self)
{
    if (self->shadow.volume)
        vsapi_volume_give_room(self->shadow.volume, self->taken);
    self->taken = 0;
}

static HRESULT copy_remove(struct vsmock_shadow *shadow)
{
    struct copy_shadow *self = from_shadow(shadow);
    HRESULT hr = S_OK;

    vsmock_seen_destroy(self->seen);
    self->seen = NULL;
    if (self->made)
        hr = vsapi_folder_remove(self->folder);
    if (FAILED(hr))
        return hr == E_OUTOFMEMORY ? hr : VSS_E_PROVIDER_VETO;
    give_room(self);
    self->made = false;
    forget_folder(self);
    return S_OK;
}

static HRESULT open_both(struct copy_shadow *self, struct vsmock_copy *copy)
{
    const char *place;
    struct stat st;
    HRESULT hr;

    hr = vsapi_host_shadow_folder(self->shadow.host, self->shadow.volume, &place);
    if (FAILED(hr))
        return VSS_E_PROVIDER_VETO;
    copy->skip = stat(place, &st) == 0;
    copy->skip_device = st.st_dev;
    copy->skip_inode = st.st_ino;
    copy->from = open(vsapi_volume_folder(self->shadow.volume), O_PATH | O_DIRECTORY | O_CLOEXEC);
    copy->to = open(self->files, O_PATH | O_DIRECTORY | O_CLOEXEC);
    if (copy->from < 0 || copy->to < 0)
        return vsapi_fail(VSS_E_PROVIDER_VETO, "provider: cannot open %s for a shadow copy: %s",
                          copy->from < 0 ? vsapi_volume_folder(self->shadow.volume) : self->files,
                          strerror(errno));
    return S_OK;
}

/* Makes the empty folder; what an earlier try has left is of no use. */
static HRESULT begin(struct copy_shadow *self)
{
    HRESULT hr = copy_remove(&self->shadow);

    if (SUCCEEDED(hr))
        hr = check_room(&self->shadow);
    if (SUCCEEDED(hr))
        hr = make_folder(self);
    if (FAILED(hr))
        return hr;
    self->seen = vsmock_seen_create();
    return self->seen ? S_OK : vsapi_out_of_memory();
}

static HRESULT copy_what_changed(struct copy_shadow *self)
{
    struct vsmock_copy copy = {.from = -1,
                               .to = -1,
                               .stop = self->shadow.stop,
                               .programs = vsapi_volume_programs(self->shadow.volume)};
    HRESULT hr;

    if (vsapi_volume_capacity(self->shadow.volume) != 0)
        copy.volume = self->shadow.volume;
    hr = open_both(self, &copy);
    if (SUCCEEDED(hr))
        hr = vsmock_copy_tree(&copy, self->seen, &self->taken);
    if (copy.from >= 0)
        close(copy.from);
    if (copy.to >= 0)
        close(copy.to);
    return hr;
}

static HRESULT copy_prepare(struct vsmock_shadow *shadow)
{
    struct copy_shadow *self = from_shadow(shadow);
    HRESULT hr = self->seen ? S_OK : begin(self);
    char *sentence;

    if (SUCCEEDED(hr))
        hr = copy_what_changed(self);
    if (SUCCEEDED(hr))
        return hr;
    sentence = vsapi_strdup(vsapi_last_message());
    copy_remove(shadow); /* a full disk is not left full */
    if (sentence)
        vsapi_message_set(sentence);
    vsapi_free(sentence);
    return hr;
}

/* The same once more: only what has changed meanwhile is left to be copied. */
static HRESULT copy_commit(struct vsmock_shadow *shadow)
{
    struct copy_shadow *self = from_shadow(shadow);
    HRESULT hr = copy_prepare(shadow);

    if (SUCCEEDED(hr)) {
        vsmock_seen_destroy(self->seen);
        self->seen = NULL;
    }
    return hr;
}

#ifdef _WIN32

/* It has the name already when another process has shown it. */
static HRESULT name_files(struct copy_shadow *self, const char *device)
{
    const char *name = strrchr(device, '\\') + 1;
    int folder = open(self->folder, O_PATH | O_DIRECTORY);

    if (folder < 0 || (renameat(folder, FILES, folder, name) != 0 && errno != ENOENT)) {
        HRESULT hr =
            vsapi_fail(VSS_E_PROVIDER_VETO, "provider: cannot name the files of %s in %s: %s",
                       device, self->folder, strerror(errno));

        if (folder >= 0)
            close(folder);
        return hr;
    }
    close(folder);
    vsapi_free(self->files);
    self->files = vsapi_sprintf("%s/%s", self->folder, name);
    return self->files ? S_OK : vsapi_out_of_memory();
}

#else

static HRESULT name_files(struct copy_shadow *self, const char *device)
{
    (void)self, (void)device;
    return S_OK;
}

#endif

static HRESULT copy_show(struct vsmock_shadow *shadow, const char *device)
{
    struct copy_shadow *self = from_shadow(shadow);
    HRESULT hr = name_files(self, device);

    return FAILED(hr) ? hr : vsapi_host_add_device(shadow->host, device, self->files, NULL);
}

static void copy_destroy(struct vsmock_shadow *shadow)
{
    if (!shadow)
        return;
    if (shadow->kept)
        give_room(from_shadow(shadow));
    else
        copy_remove(shadow);
    forget_folder(from_shadow(shadow));
    vsapi_free(shadow);
}

static uint64_t copy_bytes(const struct vsmock_shadow *shadow)
{
    return ((const struct copy_shadow *)shadow)->taken;
}

/* The room may be taken otherwise by now: the files are there all the same. */
static HRESULT copy_adopt(struct vsmock_shadow *shadow, const char *files, uint64_t bytes)
{
    struct copy_shadow *self = from_shadow(shadow);
    HRESULT hr;

    hr = set_folder(self, vsapi_strdup(files));
    if (FAILED(hr))
        return hr;
    self->made = true;
    if (shadow->volume && vsapi_volume_take_room(shadow->volume, bytes))
        self->taken = bytes;
    return S_OK;
}

static HRESULT copy_revert(struct vsmock_shadow *shadow, struct vsapi_volume *volume)
{
    return vsmock_copy_back(shadow->host, from_shadow(shadow)->files, volume);
}

const struct vsmock_backend_ops vsmock_backend_copy = {
    .size = sizeof vsmock_backend_copy,
    .name = "copy",
    .method = VSS_VOLSNAP_ATTR_PLEX,
    .takes = copy_takes,
    .create = copy_create,
    .prepare = copy_prepare,
    .commit = copy_commit,
    .show = copy_show,
    .remove = copy_remove,
    .destroy = copy_destroy,
    .bytes = copy_bytes,
    .adopt = copy_adopt,
    .revert = copy_revert,
};
