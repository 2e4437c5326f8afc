/*
 * vsbackup/src/plan.c - a plan from outside; see vsapi/plan.h.
 */
#include <vsapi/plan.h>

#include <vsapi/error.h>

static HRESULT not_yet(const char *function)
{
    return vsapi_fail(E_NOTIMPL, "%s is not there yet", function);
}

HRESULT vsapi_plan_create(const struct vsapi_plan_request *request, struct vsapi_plan **out)
{
    (void)request;
    *out = NULL;
    return not_yet("vsapi_plan_create");
}

void vsapi_plan_destroy(struct vsapi_plan *plan)
{
    (void)plan;
}

HRESULT vsapi_plan_add_writer(struct vsapi_plan *plan, const char *xml, size_t bytes)
{
    (void)plan;
    (void)xml;
    (void)bytes;
    return not_yet("vsapi_plan_add_writer");
}

HRESULT vsapi_plan_set_components(struct vsapi_plan *plan, const char *xml, size_t bytes)
{
    (void)plan;
    (void)xml;
    (void)bytes;
    return not_yet("vsapi_plan_set_components");
}

HRESULT vsapi_plan_add_volume(struct vsapi_plan *plan, const char *mount)
{
    (void)plan;
    (void)mount;
    return not_yet("vsapi_plan_add_volume");
}

HRESULT vsapi_plan_volume_need(struct vsapi_plan *plan, size_t index, enum vsapi_plan_need *need)
{
    (void)plan;
    (void)index;
    *need = VSAPI_PLAN_NOT_NEEDED;
    return not_yet("vsapi_plan_volume_need");
}

HRESULT vsapi_plan_next(struct vsapi_plan *plan, const struct vsapi_plan_item **out)
{
    (void)plan;
    *out = NULL;
    return not_yet("vsapi_plan_next");
}
