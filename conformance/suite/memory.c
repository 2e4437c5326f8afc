/*
 * conformance/suite/memory.c - E_OUTOFMEMORY: every method with each of its allocations failing.
 *
 * A call whose n-th allocation fails either says so or does without; it never answers anything
 * else, and at least one failure must come out.
 */
#include "groups.h"
#include "layers.h"
#include "methods.h"

static void no_memory(struct suite *suite, const void *row)
{
    const struct suite_method *method = row;
    unsigned told = 0;
    bool reached = true;

    for (uint64_t nth = 1; reached; nth++) {
        struct requester *requester = requester_at(suite, method->point);
        HRESULT hr;

        REQUIRE(requester);
        layers_fail_allocation(nth);
        hr = method->call(suite, requester);
        reached = layers_allocations() >= nth;
        layers_fail_allocation(0);
        suite_check(suite, hr == (reached && FAILED(hr) ? E_OUTOFMEMORY : S_OK), __FILE__, __LINE__,
                    "%s gives 0x%08X with allocation %u failing; %.200s", method->name,
                    (unsigned)hr, (unsigned)nth, layers_message());
        told += hr == E_OUTOFMEMORY;
        requester_end(requester);
    }
    CHECK(told > 0);
}

struct suite_group suite_memory = {"no memory", NULL, 0};

void suite_memory_make(void)
{
    static struct suite_case cases[SUITE_METHODS_MOST];

    suite_memory.cases = cases;
    suite_memory.count = suite_method_cases(METHOD_MEMORY, "E_OUTOFMEMORY", no_memory,
                                            SUITE_NEEDS_MOCK, cases, SUITE_METHODS_MOST);
}
