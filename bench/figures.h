/*
 * bench/figures.h - what the benchmarks share: calls that have to work, and medians.
 */
#ifndef BENCH_FIGURES_H
#define BENCH_FIGURES_H

#include <vsapi/error.h>

#include <stdio.h>
#include <stdlib.h>

static inline void must(HRESULT hr, const char *what)
{
    if (SUCCEEDED(hr))
        return;
    fprintf(stderr, "%s: %s: %s\n", what, vsapi_hresult_name(hr), vsapi_last_message());
    exit(1);
}

static inline int by_value(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;

    return (left > right) - (left < right);
}

/* Puts the values in order. */
static inline double median(double *values, size_t count)
{
    qsort(values, count, sizeof *values, by_value);
    return values[count / 2];
}

#endif
