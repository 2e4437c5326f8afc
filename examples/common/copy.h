/*
 * examples/common/copy.h - copies the files of a file set out of a shadow copy.
 *
 * On Windows a requester does this with FindFirstFile and CreateFile; natively it uses
 * vsapi/files.h, which knows the names of volumes and shadow copies.
 */
#ifndef VSEXAMPLE_COPY_H
#define VSEXAMPLE_COPY_H

#include <vsapi/files.h>

#include <wchar.h>

#ifdef __cplusplus
extern "C" {
#endif

struct copy_totals {
    unsigned long files;
    unsigned long long bytes;
};

/* UTF-8 of a WCHAR text, cut to fit. Returns buffer. */
char *copy_utf8(const WCHAR *wide, char *buffer, size_t size_bytes);

/**
 * Copies what a file set lists.
 *
 * @param from       folder on the shadow copy,
 * "\\?\GLOBALROOT\Device\HarddiskVolumeShadowCopy1\Data"
 * @param filespec   which names in it; * and ? as usual
 * @param recursive  also in all folders below
 * @param to         folder of this machine; it and those below are made as needed
 */
HRESULT copy_file_set(struct vsapi_host *host, const char *from, const char *filespec,
                      bool recursive, const char *to, struct copy_totals *totals);

#ifdef __cplusplus
}
#endif
#endif
