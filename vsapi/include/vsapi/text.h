/*
 * vsapi/text.h - between WCHAR, which the API speaks, and UTF-8, which everything behind it holds.
 *
 * Conversion goes through iconv, covers all of Unicode, and refuses what is invalid (lone
 * surrogates, values over U+10FFFF, broken UTF-8) with E_INVALIDARG and a sentence. ASCII goes a
 * fast way. NULL in gives NULL out with S_OK. Memory that comes out is freed with vsapi_free
 * (BSTR: SysFreeString, cotask: CoTaskMemFree).
 */
#ifndef VSAPI_TEXT_H
#define VSAPI_TEXT_H

#include <vsapi/platform.h>

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/* What is exported is for the programs in tools/, which link the shared library. */
VSAPI_EXPORT HRESULT vsapi_text_from_wide(const WCHAR *wide, char **out);
HRESULT vsapi_text_from_wide_n(const WCHAR *wide, size_t length, char **out);
VSAPI_EXPORT HRESULT vsapi_wide_from_text(const char *text, WCHAR **out);
VSAPI_EXPORT HRESULT vsapi_bstr_from_text(const char *text, BSTR *out);
HRESULT vsapi_cotask_from_text(const char *text, WCHAR **out);
/* The document encodings: UTF-16LE/BE bytes to UTF-8 and back, for documents in files. */
HRESULT vsapi_text_convert(const char *from, const char *to, const void *data, size_t size_bytes,
                           char **out, size_t *out_bytes);

/* Names of components, paths and volumes compare without regard to case (whole Unicode: simple
 * case folding through towlower); NULL equals "". */
VSAPI_EXPORT bool vsapi_text_same(const char *a, const char *b);
VSAPI_EXPORT int vsapi_text_compare(const char *a, const char *b);
VSAPI_EXPORT bool vsapi_text_starts(const char *text, const char *prefix);
VSAPI_EXPORT uint32_t
vsapi_text_hash(const char *text); /* equal for texts that are the same; another in each process */
/* A file specification with * and ? against a name, with Windows' meaning ("*.*" is every name). */
VSAPI_EXPORT bool vsapi_text_matches(const char *name, const char *filespec);

#define VSAPI_GUID_TEXT 37
/* xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx, lower case, no braces. Returns text. */
VSAPI_EXPORT char *vsapi_guid_to_text(const GUID *guid, char text[VSAPI_GUID_TEXT]);
/* Takes it with or without braces, either case. */
VSAPI_EXPORT HRESULT vsapi_guid_from_text(const char *text, GUID *out);
HRESULT vsapi_guid_create(GUID *out);       /* random, version 4 */
uint32_t vsapi_guid_hash(const GUID *guid); /* another in each process */

#ifdef __cplusplus
}
#endif

#endif
