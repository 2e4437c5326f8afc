/*
 * vsapi/win32/bstr.c - BSTRs.
 *
 * A BSTR points at its characters; before them stands their length in bytes, behind them a NUL that
 * the length does not count. It may hold NULs and an odd number of bytes. A NULL BSTR is an empty
 * one wherever it is read.
 */
#include "ground.h"

#include <vsapi/alloc.h>

#include <string.h>
#include <wchar.h>

struct bstr_block {
    uint32_t padding; /* the characters begin at 8 bytes, as on x64 Windows */
    uint32_t length_bytes;
    WCHAR characters[];
};
#define BSTR_MOST_BYTES (UINT32_MAX - sizeof(struct bstr_block) - sizeof(WCHAR))

static struct bstr_block *block_of(BSTR bstr)
{
    return (struct bstr_block *)(void *)((char *)bstr - offsetof(struct bstr_block, characters));
}

/* A BSTR of that many bytes; only its end is written, as the page of SysAllocStringLen says. */
static BSTR bstr_create(size_t length_bytes)
{
    struct bstr_block *block;

    if (length_bytes > BSTR_MOST_BYTES)
        return NULL;
    /* The end is a whole WCHAR even behind a length that is no multiple of one. */
    block = vsapi_malloc(sizeof *block + length_bytes + sizeof(WCHAR));
    if (!block)
        return NULL;
    block->padding = 0;
    block->length_bytes = (uint32_t)length_bytes;
    memset((char *)block->characters + length_bytes, 0, sizeof(WCHAR));
    return block->characters;
}

BSTR WINAPI SysAllocStringLen(const OLECHAR *text, UINT length)
{
    BSTR bstr = bstr_create((size_t)length * sizeof(WCHAR));

    if (bstr && text)
        memcpy(bstr, text, (size_t)length * sizeof(WCHAR));
    return bstr;
}

BSTR WINAPI SysAllocString(const OLECHAR *text)
{
    size_t length = text ? wcslen(text) : 0;

    if (!text || length > UINT32_MAX / sizeof(WCHAR))
        return NULL;
    return SysAllocStringLen(text, (UINT)length);
}

BSTR WINAPI SysAllocStringByteLen(LPCSTR bytes, UINT length_bytes)
{
    BSTR bstr = bstr_create(length_bytes);

    if (bstr && bytes)
        memcpy(bstr, bytes, length_bytes);
    return bstr;
}

void WINAPI SysFreeString(BSTR bstr)
{
    if (bstr)
        vsapi_free(block_of(bstr));
}

/* The new text may be part of the old one, which therefore goes last. */
int WINAPI SysReAllocStringLen(BSTR *bstr, const OLECHAR *text, UINT length)
{
    BSTR grown;

    if (!bstr)
        return FALSE;
    grown = SysAllocStringLen(text, length);
    if (!grown)
        return FALSE;
    if (!text && *bstr) {
        UINT kept = SysStringLen(*bstr);

        kept = kept < length ? kept : length;
        memcpy(grown, *bstr, (size_t)kept * sizeof(WCHAR));
        memset(grown + kept, 0, (size_t)(length - kept) * sizeof(WCHAR));
    }
    SysFreeString(*bstr);
    *bstr = grown;
    return TRUE;
}

INT WINAPI SysReAllocString(LPBSTR bstr, const OLECHAR *text)
{
    BSTR fresh;

    if (!bstr)
        return FALSE;
    fresh = SysAllocString(text);
    if (text && !fresh)
        return FALSE;
    SysFreeString(*bstr);
    *bstr = fresh;
    return TRUE;
}

UINT WINAPI SysStringByteLen(BSTR bstr)
{
    return bstr ? block_of(bstr)->length_bytes : 0;
}

UINT WINAPI SysStringLen(BSTR bstr)
{
    return SysStringByteLen(bstr) / (UINT)sizeof(WCHAR);
}
