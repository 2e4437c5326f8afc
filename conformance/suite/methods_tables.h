/*
 * conformance/suite/methods_tables.h - the tables of methods.c: one a file.
 */
#ifndef VSS_SUITE_METHODS_TABLES_H
#define VSS_SUITE_METHODS_TABLES_H

#include "methods.h"

extern const struct suite_method_table suite_methods_backup;
extern const struct suite_method_table suite_methods_volumes;
extern const struct suite_method_table suite_methods_snapshots;
extern const struct suite_method_table suite_methods_restore;

#endif
