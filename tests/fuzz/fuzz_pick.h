/*
 * tests/fuzz/fuzz_pick.h - what an input's bytes are made into: arguments for a requester's calls.
 *
 * Right ones and wrong ones; an input that is at its end goes on with zeros, which choose right
 * ones. What a call hands out is put into a struct out, which frees it.
 */
#ifndef VSTEST_FUZZ_PICK_H
#define VSTEST_FUZZ_PICK_H

#include <scene.h>

#include <stdio.h>
#include <stdlib.h>

#define WRITERS 3
#define ASYNCS 2

struct fuzz {
    const uint8_t *data;
    size_t size, at;
    struct scene scene;
    IVssBackupComponentsEx4 *backup; /* the scene's object, by its last interface; not counted */
    IVssBackupComponents *other;     /* takes turns with it */
    IVssAsync *asyncs[ASYNCS];
    IVssEnumObject *found;
    BSTR document;                            /* what the last call saved */
    atomic_uchar acts[WRITERS][SCENE_EVENTS]; /* what each writer does in each event */
};

static inline void must(bool holds, const char *what)
{
    if (holds)
        return;
    fprintf(stderr, "does not hold: %s (%s)\n", what, vsapi_last_message());
    abort();
}

/* ---- picking ----------------------------------------------------------------------------------
 */

static inline unsigned next(struct fuzz *f)
{
    return f->at < f->size ? f->data[f->at++] : 0;
}

#define COUNT(array) (sizeof(array) / sizeof *(array))
#define PICK(f, array) ((array)[next(f) % COUNT(array)])

static inline VSS_ID pick_id(struct fuzz *f)
{
    unsigned which = next(f);
    VSS_ID odd = {which, 0, 0, {0}};

    switch (which % 8) {
    case 0:
    case 1:
        return f->scene.writers[which / 8 % WRITERS].writer_id;
    case 2:
    case 3:
        return f->scene.writers[which / 8 % WRITERS].instance_id;
    case 4:
        return f->scene.set_id;
    case 5:
        return f->scene.snapshot_id;
    case 6:
        return GUID_NULL;
    default:
        return odd;
    }
}

/* Small numbers, and values that no enum has. */
static inline int pick_number(struct fuzz *f)
{
    static const int odd[] = {-1, 0x7fffffff, (int)0x80000000, 1000, 0x10000};
    unsigned which = next(f);

    return which < 200 ? (int)(which % 10) : odd[which % COUNT(odd)];
}

static inline LONG pick_context(struct fuzz *f)
{
    static const LONG contexts[] = {VSS_CTX_BACKUP,
                                    VSS_CTX_FILE_SHARE_BACKUP,
                                    VSS_CTX_NAS_ROLLBACK,
                                    VSS_CTX_APP_ROLLBACK,
                                    VSS_CTX_CLIENT_ACCESSIBLE,
                                    VSS_CTX_CLIENT_ACCESSIBLE_WRITERS,
                                    (LONG)VSS_CTX_ALL,
                                    VSS_VOLSNAP_ATTR_TRANSPORTABLE,
                                    VSS_VOLSNAP_ATTR_PLEX,
                                    0x1234567};

    return PICK(f, contexts);
}

static WCHAR *pick_text(struct fuzz *f)
{
    static WCHAR texts[][40] = {L"c0",
                                L"c0",
                                L"c1",
                                L"c2",
                                L"",
                                L"C:\\data\\ledger",
                                L"C:\\data\\index",
                                L"*",
                                L"C:\\",
                                L"D:\\",
                                L"E:\\",
                                L"C:",
                                L"Z:\\",
                                L"C:\\..\\..",
                                L"a\\b\\c",
                                L"%SystemRoot%",
                                L"File=C:\\ranges",
                                L"0x10:0x20",
                                {0xD800, 0},
                                {0x110000, 0},
                                {1, 2, 0},
                                L"\\\\?\\GLOBALROOT\\Device\\X",
                                L"<&>\"'"};
    unsigned which = next(f);

    return which % 8 == 7 ? NULL : texts[which % COUNT(texts)];
}

/* NULL or an empty place for what comes out. */
static inline bool given(struct fuzz *f)
{
    return next(f) % 8 != 7;
}

static inline BSTR garbage(struct fuzz *f)
{
    WCHAR text[24];
    size_t length = next(f) % COUNT(text);

    for (size_t i = 0; i < length; i++)
        text[i] = (WCHAR)next(f);
    return SysAllocStringLen(text, (UINT)length);
}

/* The document that was saved last, with one character changed. */
static inline BSTR damaged(struct fuzz *f)
{
    UINT length = SysStringLen(f->document);
    BSTR copy = SysAllocStringLen(f->document, length);

    if (copy && length > 0)
        copy[(next(f) << 8 | next(f)) % length] = (WCHAR)next(f);
    return copy;
}

/* The caller frees it. */
static inline BSTR pick_document(struct fuzz *f)
{
    switch (next(f) % 8) {
    case 0:
        return NULL;
    case 1:
        return garbage(f);
    case 2:
    case 3:
        return damaged(f);
    default:
        return SysAllocStringLen(f->document, SysStringLen(f->document));
    }
}

/* ---- what comes out ---------------------------------------------------------------------------
 */

struct out { /* places for whatever a call hands out; out_finish frees it */
    VSS_ID id, id2;
    BSTR text[6];
    UINT number;
    int value;
    bool yes;
    BOOL yes32;
    HRESULT hr, hr2;
    LONG count;
    DWORD word, word2;
    FILETIME time;
    VSS_PWSZ path, path2;
    VSS_SNAPSHOT_PROP prop;
    IVssWMFiledesc *file;
};

static inline void out_finish(struct out *out)
{
    for (size_t i = 0; i < COUNT(out->text); i++)
        SysFreeString(out->text[i]);
    CoTaskMemFree(out->path);
    CoTaskMemFree(out->path2);
    VssFreeSnapshotProperties(&out->prop);
    if (out->file)
        out->file->lpVtbl->Release(out->file);
}

#define GIVES(place) (given(f) ? &(place) : NULL)

static inline IVssAsync **async_out(struct fuzz *f)
{
    unsigned which = next(f);
    IVssAsync **async = &f->asyncs[which % ASYNCS];

    if (which % 16 == 15)
        return NULL;
    if (*async)
        (*async)->lpVtbl->Release(*async);
    *async = NULL;
    return async;
}

#endif
