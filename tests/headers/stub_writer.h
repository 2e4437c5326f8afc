/*
 * tests/headers/stub_writer.h - a service that only writes down what a writer asks of it.
 *
 * Stands in for the library behind vsapi/writer.h, so that the classes of the header can be tested
 * alone. There is one writer at a time.
 */
#ifndef VSTEST_STUB_WRITER_H
#define VSTEST_STUB_WRITER_H

#include <vsapi/writer.h>

#ifdef __cplusplus
extern "C" {
#endif

struct vstest_stub {
    HRESULT create_answer; /* what the next vsapi_writer_create returns */
    const struct vsapi_writer_handlers *handlers;
    void *self;
    char log[1000];       /* calls at the object: "Initialize(1.2) Subscribe(5,6) " */
    char exception[1000]; /* "OnFreeze: no disk" */
};
VSAPI_EXPORT extern struct vstest_stub vstest_stub;
extern const VSS_ID vstest_set_id;

#ifdef __cplusplus
}
#endif

#endif
