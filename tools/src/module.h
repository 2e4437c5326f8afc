/*
 * tools/src/module.h - loading code into the process: shared objects, or DLLs on Windows.
 */
#ifndef VSS_MODULE_H
#define VSS_MODULE_H

#include <stdbool.h>

/* Of this very path: no folders are searched. NULL: *why is a sentence. Never unloaded. */
void *vss_module_open(const char *path, const char **why);
/* Puts the address of a function that it offers into `function`, a pointer to a function pointer.
 */
bool vss_module_find(void *module, const char *name, void *function);

#endif
