/*
 * tools/src/memory.h - memory, texts and maps of a program that runs once.
 *
 * Whatever the tool allocates lives until it ends, in one pool that vss_memory_end empties. When
 * memory is out the program says so and exits: nothing half-done is left that could be taken for
 * a backup, since files.json is written last.
 */
#ifndef VSS_MEMORY_H
#define VSS_MEMORY_H

#include <vsapi/platform.h>

#include <stdarg.h>

void *vss_alloc(size_t size_bytes); /* zeroed */
char *vss_copy(const char *text);   /* NULL for NULL */
char *vss_copy_n(const char *text, size_t length);
char *vss_format(const char *format, ...) VSAPI_PRINTF(1, 2);
char *vss_format_list(const char *format, va_list arguments) VSAPI_PRINTF(1, 0);
void vss_memory_end(void);
_Noreturn void vss_out_of_memory(void);

/* An array that grows: VSS_LIST(struct vss_file) files; *VSS_APPEND(&files) = file; */
#define VSS_LIST(type)                                                                             \
    struct {                                                                                       \
        type *items;                                                                               \
        size_t count, capacity;                                                                    \
    }
void *vss_grow_(void *items, size_t count, size_t *capacity, size_t item_bytes);
#define VSS_APPEND(list)                                                                           \
    ((list)->items =                                                                               \
         vss_grow_((list)->items, (list)->count, &(list)->capacity, sizeof *(list)->items),        \
     &(list)->items[(list)->count++])

/* Texts to values, without regard to case. Keys are not copied. */
struct vss_map {
    struct vss_map_entry *entries;
};
void *vss_map_get(const struct vss_map *map, const char *key); /* NULL: not in it */
void vss_map_put(struct vss_map *map, const char *key, void *value);
void vss_map_end(struct vss_map *map);

/* Between the API's texts and ours. What is not valid Unicode ends the program with a sentence. */
char *vss_text(const WCHAR *wide); /* "" for NULL */
char *vss_text_of_bstr(BSTR bstr); /* frees it */
const WCHAR *vss_wide(const char *text);
char *vss_guid(const GUID *guid); /* lower case, no braces */

#endif
