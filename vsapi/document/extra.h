/*
 * vsapi/document/extra.h - what a document had that the table does not know.
 *
 * Kept as text, with its place: an attribute stands behind a known attribute of its element, a node
 * (element, comment, text) behind a known child. All of it is in the document's arena and does not
 * change after it was read.
 */
#ifndef VSAPI_DOCUMENT_EXTRA_H
#define VSAPI_DOCUMENT_EXTRA_H

#include <vsapi/alloc.h>

#define DOCUMENT_FIRST (-1) /* before anything known */

struct document_kept {
    struct document_kept *next;
    int row;      /* of the known attribute or child before it, or DOCUMENT_FIRST */
    size_t index; /* which of the children of that row */
    char *name;   /* attributes: with prefix; nodes: NULL */
    char *text;   /* attributes: the value; nodes: as it is written */
};

struct vsapi_extra {
    struct document_kept *attributes, *nodes;
    struct document_kept **attributes_end, **nodes_end;
};

/* Adds to *extra, which is made when it is NULL. Name and text are in the arena already. */
HRESULT document_keep_attribute(struct vsapi_arena *arena, struct vsapi_extra **extra, int row,
                                char *name, char *text);
HRESULT document_keep_node(struct vsapi_arena *arena, struct vsapi_extra **extra, int row,
                           size_t index, char *text);
/* Puts both lists in the order in which they are written; those of one place stay as they came. */
void document_extra_sort(struct vsapi_extra *extra);
bool document_extra_same(const struct vsapi_extra *a, const struct vsapi_extra *b);
HRESULT document_extra_copy(struct vsapi_arena *arena, const struct vsapi_extra *extra,
                            struct vsapi_extra **out);

#endif
