/*
 * vsapi/faces/check.c - the texts that methods are given: conversion, and what paths and file
 * specifications may hold.
 *
 * The pages say it alike for every method: a path may hold environment variables and no wildcards,
 * its final backslash is optional; a file specification holds no directory part.
 */
#include <vsapi/text.h>

#include "inner.h"

#include <string.h>

void vsapi_texts_finish(struct vsapi_texts *texts)
{
    for (size_t i = 0; i < sizeof texts->items / sizeof *texts->items; i++)
        vsapi_free(texts->items[i]);
}

HRESULT vsapi_texts_init(struct vsapi_texts *texts, const LPCWSTR *in, size_t count)
{
    HRESULT hr = S_OK;

    memset(texts, 0, sizeof *texts);
    for (size_t i = 0; i < count && SUCCEEDED(hr); i++)
        hr = vsapi_text_from_wide(in[i], &texts->items[i]);
    if (FAILED(hr))
        vsapi_texts_finish(texts);
    return hr;
}

static HRESULT check(const char *method, const char *parameter, const char *text,
                     const char *forbidden, const char *what)
{
    const char *rest = text;

    if (!text)
        return vsapi_null_argument(method, parameter);
    if (strncmp(rest, "\\\\?\\", 4) == 0 && !strchr(forbidden, '\\'))
        rest += 4; /* the ? of this prefix is no wildcard */
    if (*text != '\0' && !strpbrk(rest, forbidden))
        return S_OK;
    return vsapi_fail(E_INVALIDARG, "%s: %s is \"%s\", which is not %s; the caller's mistake",
                      method, parameter, text, what);
}

HRESULT vsapi_check_directory(const char *method, const char *parameter, const char *path)
{
    return check(method, parameter, path, "*?", "the path of a directory without wildcards");
}

HRESULT vsapi_check_filespec(const char *method, const char *parameter, const char *filespec)
{
    return check(method, parameter, filespec, "\\", "a file specification without a directory");
}

HRESULT vsapi_check_filename(const char *method, const char *parameter, const char *name)
{
    return check(method, parameter, name, "*?\\", "the name of one file");
}

bool vsapi_path_is_full(const char *path)
{
    bool letter = (path[0] >= 'a' && path[0] <= 'z') || (path[0] >= 'A' && path[0] <= 'Z');

    return (letter && path[1] == ':' && path[2] == '\\') || (path[0] == '\\' && path[1] == '\\');
}
