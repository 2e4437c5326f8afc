/*
 * tools/src/module_windows.c - loading code into the process: DLLs. See module.h.
 */
#include "module.h"

#include <string.h>

#include <vsapi/platform.h>

#include "memory.h"

void *vss_module_open(const char *path, const char **why)
{
    WCHAR full[MAX_PATH];
    DWORD length = GetFullPathNameW(vss_wide(path), MAX_PATH, full, NULL);
    HMODULE module = NULL;

    if (length > 0 && length < MAX_PATH)
        module = LoadLibraryExW(full, NULL, LOAD_WITH_ALTERED_SEARCH_PATH);
    *why = module ? "" : vss_format("%s: error %lu", path, (unsigned long)GetLastError());
    return module;
}

bool vss_module_find(void *module, const char *name, void *function)
{
    FARPROC address = GetProcAddress(module, name);

    if (address)
        memcpy(function, &address, sizeof address);
    return address != NULL;
}
