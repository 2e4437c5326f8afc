/*
 * conformance/suite/order.c - VSS_E_BAD_STATE: every method at every point where it is out of
 * order.
 */
#include "groups.h"
#include "layers.h"
#include "methods.h"

static void out_of_order(struct suite *suite, const void *row)
{
    const struct suite_method *method = row;

    for (unsigned point = 0; point < AT_COUNT; point++) {
        struct requester *requester;
        HRESULT hr;

        if (method->allowed & AT(point))
            continue;
        requester = requester_at(suite, (enum requester_point)point);
        REQUIRE(requester);
        hr = method->call(suite, requester);
        suite_check(suite, hr == VSS_E_BAD_STATE, __FILE__, __LINE__, "%s %s gives 0x%08X; %.200s",
                    method->name, requester_point_name((enum requester_point)point), (unsigned)hr,
                    layers_message());
        requester_end(requester);
    }
}

struct suite_group suite_order = {"order of calls", NULL, 0};

void suite_order_make(void)
{
    static struct suite_case cases[SUITE_METHODS_MOST];

    suite_order.cases = cases;
    suite_order.count = suite_method_cases(METHOD_ORDER, "VSS_E_BAD_STATE", out_of_order, 0, cases,
                                           SUITE_METHODS_MOST);
}
