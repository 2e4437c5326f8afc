/*
 * tools/src/module.c - loading code into the process: see module.h. module_windows.c is the
 * counterpart.
 */
#include "module.h"

#include <dlfcn.h>
#include <string.h>

#include "memory.h"

void *vss_module_open(const char *path, const char **why)
{
    /* Without a slash dlopen would search the system's folders. */
    const char *file = strchr(path, '/') ? path : vss_format("./%s", path);
    void *module = dlopen(file, RTLD_NOW | RTLD_LOCAL);

    *why = module ? "" : dlerror();
    return module;
}

/* POSIX gives functions as data pointers; the bytes are the same. */
bool vss_module_find(void *module, const char *name, void *function)
{
    void *address = dlsym(module, name);

    if (address)
        memcpy(function, &address, sizeof address);
    return address != NULL;
}
