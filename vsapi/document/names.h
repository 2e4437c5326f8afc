/*
 * vsapi/document/names.h - what the table of XML names is made of.
 *
 * Reader, writer, copy and destruction of both documents are written once, over this table. A name
 * learnt later is one line in names.c. The order of rows is the order in which they are written.
 */
#ifndef VSAPI_DOCUMENT_NAMES_H
#define VSAPI_DOCUMENT_NAMES_H

#include <vsapi/bcd.h>
#include <vsapi/wmd.h>

enum document_type {
    DOCUMENT_TEXT = 300,   /* char *; NULL is a missing attribute, "" an empty one */
    DOCUMENT_VERSION_TEXT, /* text of the form 1.x */
    DOCUMENT_GUID,
    DOCUMENT_BOOL,   /* bool as yes or no */
    DOCUMENT_NUMBER, /* 32 bits, decimal: numbers, masks, HRESULTs */
    DOCUMENT_LONG,   /* 64 bits, decimal */
    DOCUMENT_ENUM,
    DOCUMENT_BASE64, /* unsigned char *; its size_t stands at `beside` */
    DOCUMENT_TYPE_COUNT_
};

enum document_flags {
    DOCUMENT_REQUIRED = 1, /* refused when missing, always written */
    DOCUMENT_ALWAYS = 2,   /* may be missing, always written */
    DOCUMENT_WRITERS = 4,  /* the writer's part of a component: merged back */
    DOCUMENT_HAS = 8       /* a bool at `beside` tells whether there is a value */
};

struct document_enum { /* ends with a NULL name */
    const char *name;
    int value;
};

struct document_attribute {
    const char *name; /* "": has no XML, only a default */
    enum document_type type;
    unsigned flags;
    size_t offset;     /* of the member in its struct */
    size_t beside;     /* of a second member: see DOCUMENT_HAS and DOCUMENT_BASE64 */
    uint32_t standard; /* what a missing attribute means; texts: NULL */
    const struct document_enum *values;
};

enum document_place {
    DOCUMENT_PART = 350, /* the element's members stand in the struct of its parent */
    DOCUMENT_ITEMS,      /* a VSAPI_ARRAY of structs at `offset` */
    DOCUMENT_OBJECTS     /* a VSAPI_ARRAY of pointers to structs at `offset` */
};

struct document_child {
    const char *name;
    const struct document_element *element;
    enum document_place place;
    unsigned flags;
    size_t offset;
    /* Rows that follow each other with one offset share an array: the item's variant (an enum at
     * the element's variant_offset) tells which of the names it has. 0: not shared. */
    int variant;
    bool (*present)(const void *parent); /* parts: whether there is something to write */
};

struct document_element {
    const struct document_attribute *attributes; /* up to a NULL name */
    const struct document_child *children;       /* up to a NULL name; NULL: none */
    size_t bytes;                                /* of the struct; 0 for parts */
    size_t extra;                                /* offset of its struct vsapi_extra pointer */
    size_t variant_offset;
    /* An object that can be found by name: allocates it (zeroed, in the document's arena) ... */
    void *(*create)(void *document);
    /* ... and enters it into its parent's index, after its attributes were read. A part tells its
     * parent here that it was there. VSS_E_OBJECT_ALREADY_EXISTS for a second one. */
    HRESULT (*enter)(void *document, void *parent, void *object);
};

struct document_root {
    const char *name;
    const char *space; /* the xmlns */
    const char *title; /* for sentences */
    const struct document_element *element;
};

extern const struct document_root document_wmd_root;
extern const struct document_root document_bcd_root;
extern const struct document_element document_bcd_component;

/* The shape that every VSAPI_ARRAY has. */
struct __attribute__((may_alias)) document_array {
    void *items;
    uint32_t count, capacity;
};

static inline void *document_member(const void *object, size_t offset)
{
    return (char *)object + offset;
}

static inline struct document_array *document_array_of(const void *object,
                                                       const struct document_child *child)
{
    return document_member(object, child->offset);
}

/* The item at `index` of an array of items or objects. */
static inline void *document_item(const struct document_array *array,
                                  const struct document_child *child, size_t index)
{
    if (child->place == DOCUMENT_OBJECTS)
        return ((void **)array->items)[index];
    return (char *)array->items + index * child->element->bytes;
}

/* Whether the row before this one already stands for the same array. */
static inline bool document_child_repeats(const struct document_element *element,
                                          const struct document_child *child)
{
    return child->variant != 0 && child > element->children && child[-1].variant != 0 &&
           child[-1].offset == child->offset;
}

#endif
