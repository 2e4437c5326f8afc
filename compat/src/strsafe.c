/*
 * compat/src/strsafe.c - the safe texts, for both kinds of character.
 */
#include <strsafe.h>

#include "format.h"

#include <stdbool.h>
#include <string.h>

#define STRSAFE_ALL_FLAGS                                                                          \
    (0xFF | STRSAFE_IGNORE_NULLS | STRSAFE_FILL_BEHIND_NULL | STRSAFE_FILL_ON_FAILURE |            \
     STRSAFE_NULL_ON_FAILURE | STRSAFE_NO_TRUNCATION)

/* Where a text goes, and what is told about it afterwards. */
struct target {
    void *to;
    size_t size;  /* characters, the end included */
    void *end;    /* a pointer to a text, or NULL: set to the end of the result */
    size_t *left; /* may be NULL */
    DWORD flags;
    size_t before; /* where the text that was there ends */
};

#define STRING_NAME(kind, name, letter) String##kind##name##letter

#define UNIT char
#define WIDE false
#define SAFE(name) narrow_##name
#define STRING(kind, name) STRING_NAME(kind, name, A)
#include "strsafe.inc"
#undef UNIT
#undef WIDE
#undef SAFE
#undef STRING

#define UNIT wchar_t
#define WIDE true
#define SAFE(name) wide_##name
#define STRING(kind, name) STRING_NAME(kind, name, W)
#include "strsafe.inc"
