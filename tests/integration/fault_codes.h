/*
 * tests/integration/fault_codes.h - the codes with which a call may fail, as the catalogue has
 * them.
 *
 * Read from conformance/catalogue, so that a code that is added there is tried by the fault loop.
 */
#ifndef VSTEST_FAULT_CODES_H
#define VSTEST_FAULT_CODES_H

#include <vsapi/error.h>

#include <jansson.h>

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <vss.h>

#define FAULT_CATALOGUE VSTEST_DATA "/../../conformance/catalogue/rules/"
#define FAULT_CODES 64

struct fault_codes {
    HRESULT items[FAULT_CODES];
    size_t count;
};

static inline bool fault_codes_has(const struct fault_codes *codes, HRESULT hr)
{
    for (size_t i = 0; i < codes->count; i++)
        if (codes->items[i] == hr)
            return true;
    return false;
}

/* S_OK is no failure, and twice is once. */
static inline void fault_codes_add(struct fault_codes *codes, HRESULT hr)
{
    if (hr != S_OK && codes->count < FAULT_CODES && !fault_codes_has(codes, hr))
        codes->items[codes->count++] = hr;
}

static inline void fault_codes_add_name(struct fault_codes *codes, const char *name)
{
    HRESULT hr;

    if (!name || !vsapi_hresult_from_name(name, &hr)) {
        fprintf(stderr, "the catalogue's %s is no code\n", name ? name : "code");
        abort();
    }
    fault_codes_add(codes, hr);
}

static inline json_t *fault_catalogue(const char *file)
{
    char path[sizeof FAULT_CATALOGUE + 40];
    json_error_t error;
    json_t *catalogue;

    snprintf(path, sizeof path, "%s%s", FAULT_CATALOGUE, file);
    catalogue = json_load_file(path, 0, &error);
    if (!catalogue) {
        fprintf(stderr, "%s: %s\n", path, error.text);
        abort();
    }
    return catalogue;
}

/* What the pages of a provider's method and the general page list (PROV-070). */
static inline struct fault_codes fault_codes_of_provider(const char *method)
{
    struct fault_codes codes = {.count = 0};
    json_t *catalogue = fault_catalogue("providers.json"), *row, *name;
    size_t i, j;

    json_array_foreach(json_object_get(catalogue, "general_valid_returns"), i, name)
        fault_codes_add_name(&codes, json_string_value(name));
    json_array_foreach(json_object_get(catalogue, "returns_by_method"), i, row)
    {
        const char *of = strstr(json_string_value(json_object_get(row, "method")), "::");

        if (!of || strcmp(of + 2, method) != 0)
            continue;
        json_array_foreach(json_object_get(row, "documented"), j, name)
            fault_codes_add_name(&codes, json_string_value(name));
    }
    json_decref(catalogue);
    return codes;
}

/* Those that writers set, and the two that the service sets for them (WERR-003, WERR-041). */
static inline struct fault_codes fault_codes_of_writer(void)
{
    struct fault_codes codes = {.count = 0};
    json_t *catalogue = fault_catalogue("writer-errors.json"), *row;
    size_t i;

    json_array_foreach(json_object_get(catalogue, "codes"), i, row)
        fault_codes_add_name(&codes, json_string_value(json_object_get(row, "code")));
    json_decref(catalogue);
    return codes;
}

/* The time-outs of what the service itself does in DoSnapshotSet. */
static inline struct fault_codes fault_codes_of_service(void)
{
    struct fault_codes codes = {.count = 0};
    json_t *catalogue = fault_catalogue("writer-errors.json"), *row;
    size_t i;

    json_array_foreach(json_object_get(catalogue, "service_errors"), i, row)
    {
        const char *code = json_string_value(json_object_get(row, "code"));

        if (strcmp(json_string_value(json_object_get(row, "call")), "DoSnapshotSet") == 0 &&
            strstr(code, "_TIMEOUT"))
            fault_codes_add_name(&codes, code);
    }
    json_decref(catalogue);
    return codes;
}

#endif
