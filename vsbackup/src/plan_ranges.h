/*
 * vsbackup/src/plan_ranges.h - putting ranges together.
 */
#ifndef VSBACKUP_PLAN_RANGES_H
#define VSBACKUP_PLAN_RANGES_H

#include <vsapi/plan.h>

/* Sorts, and joins what overlaps or touches; how many are left. None is empty. */
size_t vsbackup_plan_unite(struct vsapi_plan_range *items, size_t count);

#endif
