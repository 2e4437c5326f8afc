/*
 * vsapi/base/at_list_windows.c - the entries of a folder.
 */
#ifdef _WIN32

#include "at_windows.h"

enum { BOTH = 3 };        /* the class of information */
struct both_information { /* FILE_BOTH_DIR_INFORMATION */
    ULONG next, index;
    LARGE_INTEGER created, read, written, changed, size, allocated;
    ULONG attributes, name_bytes, ea_size;
    CHAR short_bytes;
    WCHAR short_name[12], name[1];
};
NTSTATUS NTAPI NtQueryDirectoryFile(HANDLE handle, HANDLE event, void *routine, void *context,
                                    IO_STATUS_BLOCK *io, void *out, ULONG bytes, int class,
                                    BOOLEAN one, UNICODE_STRING *mask, BOOLEAN restart);
struct vsapi_at_listing {
    int fd;
    bool begun;
    ULONG at, bytes; /* of what was read; 0: nothing is left */
    struct vsapi_at_entry entry;
    _Alignas(8) char buffer[16384];
};

/* The listing takes the descriptor over. */
DIR *vsapi_at_fdopendir(int fd)
{
    DIR *listing = vsapi_at_handle(fd) ? malloc(sizeof *listing) : NULL;

    if (listing) {
        listing->fd = fd;
        listing->begun = false;
        listing->bytes = listing->at = 0;
    }
    return listing;
}

DIR *vsapi_at_opendir(const char *path)
{
    int fd = vsapi_at_open(path, O_RDONLY | O_DIRECTORY);
    DIR *listing = fd >= 0 ? vsapi_at_fdopendir(fd) : NULL;

    if (fd >= 0 && !listing)
        vsapi_at_close(fd);
    return listing;
}

int vsapi_at_dirfd(DIR *listing)
{
    return listing->fd;
}

int vsapi_at_closedir(DIR *listing)
{
    int fd = listing->fd;

    free(listing);
    return vsapi_at_close(fd);
}

/* false: that was all, or errno tells why it is not. */
static bool read_more(DIR *listing)
{
    HANDLE handle = vsapi_at_handle(listing->fd);
    IO_STATUS_BLOCK io = {0};
    NTSTATUS status;

    listing->at = listing->bytes = 0;
    if (!handle)
        return false;
    status = NtQueryDirectoryFile(handle, NULL, NULL, NULL, &io, listing->buffer,
                                  sizeof listing->buffer, BOTH, FALSE, NULL, !listing->begun);
    listing->begun = true;
    if ((ULONG)status == 0x80000006ul || (ULONG)status == 0xc000000ful) /* no more, none at all */
        return false;
    if (vsapi_at_result(status) != 0)
        return false;
    listing->bytes = (ULONG)io.Information;
    return listing->bytes > 0;
}

static unsigned char type_of(ULONG attributes)
{
    if (attributes & FILE_ATTRIBUTE_REPARSE_POINT)
        return DT_LNK;
    return attributes & FILE_ATTRIBUTE_DIRECTORY ? DT_DIR : DT_REG;
}

struct vsapi_at_entry *vsapi_at_readdir(DIR *listing)
{
    struct vsapi_at_entry *entry = &listing->entry;
    const struct both_information *found;
    int length;

    if (listing->bytes == 0 && !read_more(listing))
        return NULL;
    found = (const void *)(listing->buffer + listing->at);
    length = WideCharToMultiByte(CP_UTF8, WC_ERR_INVALID_CHARS, found->name,
                                 (int)(found->name_bytes / sizeof(WCHAR)), entry->d_name, NAME_MAX,
                                 NULL, NULL);
    entry->d_type = type_of(found->attributes);
    if (found->next)
        listing->at += found->next;
    else
        listing->bytes = 0;
    if (length <= 0) {
        errno = EILSEQ;
        return NULL;
    }
    entry->d_name[length] = '\0';
    return entry;
}

#endif
