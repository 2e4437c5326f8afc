/*
 * conformance/suite/metadata.h - a Writer Metadata Document made by a case, and read again.
 *
 * A case says by rows of data which methods are called on IVssCreateWriterMetadata(Ex), inside an
 * Identify handler, or on IVssCreateExpressWriterMetadata; what came of it is read through
 * IVssExamineWriterMetadata. So one case serves both interfaces where their pages say the same.
 */
#ifndef VSS_SUITE_METADATA_H
#define VSS_SUITE_METADATA_H

#include "suite.h"

#ifdef __cplusplus
extern "C" {
#endif

/* A file set without a mask of its own. */
#define MASK_ALL ((DWORD)VSS_FSBT_ALL_BACKUP_REQUIRED | (DWORD)VSS_FSBT_ALL_SNAPSHOT_REQUIRED)

enum metadata_method {
    ADD_EXCLUDE,
    ADD_EXCLUDE_FROM_SNAPSHOT,
    ADD_COMPONENT,
    ADD_DATABASE,
    ADD_LOG,
    ADD_GROUP,
    SET_RESTORE,
    ADD_MAPPING,
    ADD_DEPENDENCY,
    SET_SCHEMA,
    METADATA_METHODS
};

struct metadata_call { /* a call with its arguments; each method takes those that it has */
    enum metadata_method method;
    const WCHAR *path, *name;          /* of the component */
    const WCHAR *directory, *filespec; /* of the file set */
    const WCHAR *other;                /* alternate path, destination, caption, service, path of
                                          the component that is depended on */
    const WCHAR *other_name;           /* user procedure, name of that component */
    const VSS_ID *writer;              /* whose component is depended on; NULL: METADATA_OTHER_ID */
    const BYTE *icon;
    UINT icon_bytes;
    DWORD number;     /* mask, flags, schema, restore method */
    int kind;         /* component type, VSS_WRITERRESTORE_ENUM */
    bool yes;         /* recursive, selectable, reboot required */
    bool for_restore; /* selectable for restore */
    HRESULT hr;       /* what it has to answer */
};

extern const VSS_ID METADATA_OTHER_ID; /* a class that no writer has */

struct metadata_maker { /* one of the two */
    IVssCreateWriterMetadataEx *writer;
    IVssCreateExpressWriterMetadata *express;
};

HRESULT metadata_do(const struct metadata_maker *maker, const struct metadata_call *call);
/* Right arguments for the method, once the standard metadata are there. */
struct metadata_call metadata_right(enum metadata_method method, bool express);
HRESULT metadata_save(const struct metadata_maker *maker, BSTR *out);

/* ---- making and reading -------------------------------------------------------------------------
 */

typedef void (*metadata_make)(struct suite *suite, const struct metadata_maker *maker,
                              const void *row);

/*
 * Has the suite's writer identified, which is described by suite_writer_describe and then by `make`
 * (NULL: no more than that), and gives its metadata. With METADATA_BARE `make` is all; with
 * METADATA_EXPRESS it is an express writer with the file group "files" (logical path "group"), and
 * the document is read from its text. NULL: that failed, which is noted. The suite owns it. Called
 * again in a case, it ends the writer before. `row` is used whenever the writer is identified.
 */
IVssExamineWriterMetadataEx2 *metadata_made(struct suite *suite, unsigned how, metadata_make make,
                                            const void *row);
#define METADATA_BARE 1u
#define METADATA_EXPRESS 2u
/* The same for an express writer that is registered until the case ends, with class id
 * METADATA_OTHER_ID, name "Express", version 3.4. */
IVssExpressWriter *metadata_registered(struct suite *suite, unsigned how, metadata_make make,
                                       const void *row);
/* The calls of a list, one after the other, each with the answer that it has to give. */
struct metadata_calls {
    const struct metadata_call *calls;
    size_t count;
};
#define METADATA_CALLS(rows)                                                                       \
    &(const struct metadata_calls)                                                                 \
    {                                                                                              \
        (rows), sizeof(rows) / sizeof *(rows)                                                      \
    }
void metadata_carry_out(struct suite *suite, const struct metadata_maker *maker, const void *calls);

/* From a text; NULL as above. */
IVssExamineWriterMetadataEx2 *metadata_loaded(struct suite *suite, const WCHAR *xml);
/* Of what a requester was handed; the end of the case releases it. */
IVssExamineWriterMetadataEx2 *metadata_ex2(struct suite *suite, IVssExamineWriterMetadata *object);

/* The n-th component. The end of the case releases what these three give; NULL: not there. */
IVssWMComponent *metadata_component(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                                    UINT n);
const VSS_COMPONENTINFO *metadata_info(struct suite *suite, IVssWMComponent *component);
/* The n-th entry that the method adds; of a file set it is one of the component named so. */
IVssWMFiledesc *metadata_file(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                              enum metadata_method method, UINT n);
UINT metadata_file_count(struct suite *suite, IVssExamineWriterMetadataEx2 *metadata,
                         enum metadata_method method);
/* Does the entry say what the call said? */
void metadata_check_file(struct suite *suite, IVssWMFiledesc *file,
                         const struct metadata_call *call);

/* ---- a document with everything
 * ------------------------------------------------------------------
 */

struct gallery {
    IVssExamineWriterMetadataEx2 *metadata;
    IVssWMComponent *database, *group;
    IVssWMFiledesc *file;         /* with an alternate path */
    IVssWMDependency *dependency; /* with a logical path */
    BSTR text;                    /* of the whole */
};
/* Components: 0 and 1 are the standard ones; 2, "open" below "base", is a database with two file
 * sets, a log, an icon and two dependencies; 3, "shut" below "base", a file group. Two exclusions,
 * two mappings, one exclusion from the shadow copy. */
bool gallery_open(struct suite *suite, struct gallery *gallery);
/* What it was made with. */
extern const struct metadata_calls gallery_calls;
enum {
    GALLERY_OPEN,
    GALLERY_DATA,
    GALLERY_DATA_2,
    GALLERY_LOG,
    GALLERY_DEPENDENCY,
    GALLERY_DEPENDENCY_2,
    GALLERY_SHUT,
    GALLERY_FILES,
    GALLERY_EXCLUDE,
    GALLERY_CACHE,
    GALLERY_RESTORE,
    GALLERY_MAPPING,
    GALLERY_SCHEMA,
    GALLERY_CALLS
};

#ifdef __cplusplus
}
#endif
#endif
