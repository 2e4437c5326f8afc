/*
 * conformance/suite/methods.h - calls of methods with arguments that are right, as rows.
 *
 * What holds for many methods alike (the order of calls, no memory) is proved by going over these
 * rows; what is special to one method stands with its interface.
 */
#ifndef VSS_SUITE_METHODS_H
#define VSS_SUITE_METHODS_H

#include "requester.h"

#ifdef __cplusplus
extern "C" {
#endif

#define AT(point) (1u << (point))
#define AT_ANY (AT(AT_COUNT) - 1u)
#define AT_FROM(point) (AT_ANY & ~(AT(point) - 1u)) /* this point and those behind it */
#define AT_A_BACKUP (AT_FROM(AT_INITIALIZED) & ~AT_FROM(AT_RESTORE))
#define AT_A_RESTORE AT_FROM(AT_RESTORE)

#define METHOD_ORDER 1u  /* its page has VSS_E_BAD_STATE: proved outside of `allowed` by order.c */
#define METHOD_MEMORY 2u /* its page has E_OUTOFMEMORY: proved by memory.c */
#define METHOD_ACCESS 4u /* its page has E_ACCESSDENIED: proved by access.c */

struct suite_method {
    const char *name; /* "IVssBackupComponents.AddComponent" */
    /* Calls it with arguments that are right; an operation is waited for, what is handed out is
     * freed. */
    HRESULT (*call)(struct suite *suite, struct requester *requester);
    enum requester_point point; /* where it succeeds */
    unsigned allowed;           /* AT() of the points where it is not out of order */
    unsigned proves;            /* METHOD_* */
};

struct suite_method_table { /* the rows of one file */
    const struct suite_method *methods;
    size_t count;
};
#define SUITE_METHOD_TABLE(rows)                                                                   \
    {                                                                                              \
        (rows), sizeof(rows) / sizeof *(rows)                                                      \
    }

/* methods.c lists the tables. */
extern const struct suite_method_table *const suite_method_tables[];
extern const size_t suite_method_table_count;

/* Calls the method of this name as its row does; the row has to be there. */
HRESULT suite_method_call(const char *name, struct suite *suite, struct requester *requester);

/* A case for each method that proves `flag`: "NAME/CODE", with the method as its row. Returns their
 * number. */
size_t suite_method_cases(unsigned flag, const char *code, suite_run run, unsigned needs,
                          struct suite_case *cases, size_t room);

#ifdef __cplusplus
}
#endif
#endif
