/*
 * vsapi/document/model.h - what reader and table need of the two models, and the parts of a model
 * that are worked on through the table.
 */
#ifndef VSAPI_DOCUMENT_MODEL_H
#define VSAPI_DOCUMENT_MODEL_H

#include "index.h"
#include "names.h"

#include <stdatomic.h>

#define DOCUMENT_VERSION "1.2" /* what documents of ours are */

struct vsapi_wmd_index {
    struct document_index components;
};
struct vsapi_bcd_index {
    struct document_index components;
    struct vsapi_arena *arena; /* the document's */
    size_t entered; /* components of the writer that are in it; a copy's are entered when needed */
};

/* Sets all members that the table knows to their defaults. The struct was zeroed before. */
void document_set_defaults(const struct document_element *element, void *object);
/* Gives `copy`, which is a bytewise copy of `object`, arrays of items of its own, in `arena`;
 * objects below are the caller's task, their arrays are empty. */
HRESULT document_copy_items(const struct document_element *element, struct vsapi_arena *arena,
                            const void *object, void *copy);

/* Whether both objects have the same in the rows with all of `flags`. */
bool document_same(const struct document_element *element, const void *a, const void *b,
                   unsigned flags);
/* Gives `to` the rows of `from` that have all of `flags`. Texts that differ are copied into the
 * arena. `to` is a bytewise copy of an object: an array that differs is replaced by a new one, and
 * the object keeps its own. */
HRESULT document_take(const struct document_element *element, struct vsapi_arena *arena,
                      const void *from, void *to, unsigned flags);

/* The hooks of names.c: see struct document_element. */
void *document_wmd_create_component(void *document);
HRESULT document_wmd_enter_component(void *document, void *parent, void *object);
HRESULT document_wmd_enter_restore_method(void *document, void *parent, void *object);
bool document_wmd_has_restore_method(const void *document);
bool document_wmd_has_locations(const void *document);
void *document_bcd_create_writer(void *document);
HRESULT document_bcd_enter_writer(void *document, void *parent, void *object);
void *document_bcd_create_component(void *document);
HRESULT document_bcd_enter_component(void *document, void *parent, void *object);
bool document_bcd_has_backup_metadata(const void *component);
bool document_bcd_has_restore_metadata(const void *component);
bool document_bcd_has_failure(const void *component);

#endif
