/*
 * vsapi/alloc.h - every allocation of the library, so that each can be made to fail in turn.
 *
 * Not for callers. A test counts the allocations of a run and then repeats it with the n-th one
 * failing. Memory from here is freed with vsapi_free only.
 */
#ifndef VSAPI_ALLOC_H
#define VSAPI_ALLOC_H

#include <vsapi/platform.h>

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

void *vsapi_malloc(size_t size_bytes);
void *vsapi_calloc(size_t count, size_t size_bytes);
void *vsapi_realloc(void *memory, size_t size_bytes);
char *vsapi_strdup(const char *text); /* NULL for NULL */
char *vsapi_strndup(const char *text, size_t length);
char *vsapi_sprintf(const char *format, ...) VSAPI_PRINTF(1, 2);
char *vsapi_vsprintf(const char *format, va_list args) VSAPI_PRINTF(1, 0);
VSAPI_EXPORT void vsapi_free(void *memory);

/* Makes the nth allocation from now on fail (1 is the next one) and, if `all_after`, every later
 * one; 0 ends it. Process-wide; visible to tests. */
VSAPI_EXPORT void vsapi_alloc_fail_at(uint64_t nth, bool all_after);
/* Allocations since the last vsapi_alloc_fail_at. */
VSAPI_EXPORT uint64_t vsapi_alloc_count(void);

/* Grows an array for one more element: items, count and capacity are lvalues. Evaluates to false
 * when memory is out; the array is unchanged then. */
bool vsapi_array_grow_(void **items, uint32_t count, uint32_t *capacity, size_t item_bytes);
#define VSAPI_ARRAY(type)                                                                          \
    struct {                                                                                       \
        type *items;                                                                               \
        uint32_t count, capacity;                                                                  \
    }
#define VSAPI_ARRAY_ROOM(array)                                                                    \
    vsapi_array_grow_((void **)&(array)->items, (array)->count, &(array)->capacity,                \
                      sizeof *(array)->items)

/* A pool for texts, structs and arrays that live as long as their document. */
struct vsapi_arena;
struct vsapi_arena *vsapi_arena_create(void); /* NULL: out of memory */
void vsapi_arena_destroy(struct vsapi_arena *arena);
void *vsapi_arena_alloc(struct vsapi_arena *arena, size_t size_bytes); /* zeroed, aligned */
void *vsapi_arena_raw(struct vsapi_arena *arena, size_t size_bytes);   /* aligned, not zeroed */
char *vsapi_arena_text(struct vsapi_arena *arena, const char *text, size_t length);
/* Like VSAPI_ARRAY_ROOM, for an array whose items are in an arena: what it grows out of stays there
 * until the arena goes. */
bool vsapi_arena_grow_(struct vsapi_arena *arena, void **items, uint32_t count, uint32_t *capacity,
                       size_t item_bytes);
#define VSAPI_ARENA_ROOM(arena, array)                                                             \
    vsapi_arena_grow_((arena), (void **)&(array)->items, (array)->count, &(array)->capacity,       \
                      sizeof *(array)->items)

#endif
