/*
 * conformance/suite/inner.h - the run: what main.c, run.c, writer.cpp and requester.c share.
 */
#ifndef VSS_SUITE_INNER_H
#define VSS_SUITE_INNER_H

#include "layers.h"
#include "suite.h"
#include "writer.h"

#ifdef __cplusplus
extern "C" {
#endif

#define SUITE_MESSAGE 600

struct suite_ending { /* what is done at the end of a case, last first */
    struct suite_ending *next;
    void (*end)(void *object);
    void *object;
};

struct suite {
    const struct suite_case *now;
    bool failed, skipped;
    char message[SUITE_MESSAGE]; /* of the first failed check, or why it was skipped */
    struct suite_ending *endings;
    struct suite_writer *writer; /* the first one of the case */
    bool own_writer;             /* the case has made one itself, see case_writer.h */
    enum layers_delivery delivery;
};

/* Runs the nth case of a group, unless an earlier one did the same: then its result holds for this
 * one too, and false is returned. `results` has one for each case of the group, and is zero for
 * those that have not run. */
bool suite_run_nth(const struct suite_group *group, size_t n, enum layers_delivery delivery,
                   struct suite *results);

#ifdef __cplusplus
}
#endif
#endif
