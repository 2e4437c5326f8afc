/*
 * conformance/suite/methods.c - the tables of methods, and the cases that are made from them.
 */
#include "methods.h"

#include "methods_tables.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct suite_method_table *const suite_method_tables[] = {
    &suite_methods_backup,
    &suite_methods_volumes,
    &suite_methods_snapshots,
    &suite_methods_restore,
};
const size_t suite_method_table_count = sizeof suite_method_tables / sizeof *suite_method_tables;

HRESULT suite_method_call(const char *name, struct suite *suite, struct requester *requester)
{
    for (size_t t = 0; t < suite_method_table_count; t++)
        for (size_t i = 0; i < suite_method_tables[t]->count; i++) {
            const struct suite_method *method = &suite_method_tables[t]->methods[i];

            if (strcmp(method->name, name) == 0)
                return method->call(suite, requester);
        }
    suite_check(suite, false, __FILE__, __LINE__, "no row of a method is called %s", name);
    return E_UNEXPECTED;
}

#define NAME_ROOM 100

static bool make_case(const struct suite_method *method, const char *code, struct suite_case *made)
{
    char *id = malloc(NAME_ROOM); /* kept as long as the program runs */

    if (!id)
        return false;
    snprintf(id, NAME_ROOM, "%s/%s", method->name, code);
    made->id = id;
    made->row = method;
    return true;
}

size_t suite_method_cases(unsigned flag, const char *code, suite_run run, unsigned needs,
                          struct suite_case *cases, size_t room)
{
    size_t count = 0;

    for (size_t t = 0; t < suite_method_table_count; t++)
        for (size_t i = 0; i < suite_method_tables[t]->count; i++) {
            const struct suite_method *method = &suite_method_tables[t]->methods[i];

            if (!(method->proves & flag) || count == room)
                continue;
            cases[count].run = run;
            cases[count].needs = needs;
            count += make_case(method, code, &cases[count]);
        }
    return count;
}
