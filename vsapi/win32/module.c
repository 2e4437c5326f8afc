/*
 * vsapi/win32/module.c - modules: shared objects of this machine, and the DLLs of Windows that this
 * library stands for.
 *
 * vssapi.dll and those of Windows whose functions are here are all the library itself, so that a
 * function is found by GetProcAddress wherever a program looks for it; what is not here is
 * ERROR_PROC_NOT_FOUND, a DLL that is not here ERROR_MOD_NOT_FOUND.
 */
#include "ground.h"
#include "ansi.h"

#include <vsapi/text.h>
#include <vsapi/thread.h>
#include <vsbackup.h>
#include <vswriter.h>

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <string.h>
#include <unistd.h>
#include <wchar.h>

struct module {
    struct module *next;
    char *name;
    void *library; /* of dlopen */
    unsigned uses;
};

static struct vsapi_mutex lock = VSAPI_MUTEX_INIT; /* guards modules */
static struct module *modules;                     /* loaded ones */
static struct module library_module;               /* this library, under all its names */
static struct module program_module;

/* ---- names -------------------------------------------------------------------------------------
 */

static const char *base_name(const char *path)
{
    const char *last = path;

    for (; *path; path++) {
        if (*path == '/' || *path == '\\')
            last = path + 1;
    }
    return last;
}

/* Is it one of the DLLs that the library stands for? With or without ".dll". */
static bool is_library(const char *path)
{
    static const char *const names[] = {"vssapi",   "kernel32", "kernelbase", "ole32",
                                        "oleaut32", "combase",  "advapi32",   "rpcrt4",
                                        "shlwapi",  "shell32",  "user32",     "ntdll"};
    const char *name = base_name(path);

    for (size_t i = 0; i < ARRAYSIZE(names); i++) {
        size_t length = strlen(names[i]);

        if (vsapi_text_starts(name, names[i]) &&
            (!name[length] || vsapi_text_same(name + length, ".dll")))
            return true;
    }
    return false;
}

/* ---- loading -----------------------------------------------------------------------------------
 */

/* The lock is held. */
static struct module *find(HMODULE handle)
{
    struct module *module = modules;

    while (module && module != (struct module *)handle)
        module = module->next;
    return module;
}

static struct module *module_create(const char *name, void *library)
{
    struct module *module = vsapi_calloc(1, sizeof *module);

    if (!module || !(module->name = vsapi_strdup(name))) {
        vsapi_free(module);
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    module->library = library;
    return module;
}

/* A module for what dlopen gave, the same for one library. */
static HMODULE keep(const char *name, void *library)
{
    struct module *module;

    vsapi_mutex_lock(&lock);
    for (module = modules; module && module->library != library;)
        module = module->next;
    if (module) {
        dlclose(library); /* it is counted here */
    } else if ((module = module_create(name, library))) {
        module->next = modules;
        modules = module;
    } else {
        dlclose(library);
    }
    if (module)
        module->uses++;
    vsapi_mutex_unlock(&lock);
    return (HMODULE)module;
}

/* As a path of this machine, or as the library's name for the loader. */
static HMODULE load(const char *name)
{
    void *library = dlopen(name, RTLD_NOW | RTLD_LOCAL);

    if (library)
        return keep(name, library);
    vsapi_win32_fail(access(name, F_OK) == 0 ? ERROR_BAD_EXE_FORMAT : ERROR_MOD_NOT_FOUND);
    return NULL;
}

HMODULE WINAPI LoadLibraryExW(LPCWSTR name, HANDLE file, DWORD flags)
{
    HMODULE module;
    char *text;

    (void)file;
    if (!name || !*name || flags & (LOAD_LIBRARY_AS_DATAFILE | LOAD_LIBRARY_AS_IMAGE_RESOURCE)) {
        vsapi_win32_fail(name && *name ? ERROR_NOT_SUPPORTED : ERROR_INVALID_PARAMETER);
        return NULL;
    }
    if (!vsapi_text_in(name, &text))
        return NULL;
    module = is_library(text) ? (HMODULE)&library_module : load(text);
    vsapi_free(text);
    return module;
}

HMODULE WINAPI LoadLibraryW(LPCWSTR name)
{
    return LoadLibraryExW(name, NULL, 0);
}

HMODULE WINAPI LoadLibraryExA(LPCSTR name, HANDLE file, DWORD flags)
{
    HMODULE module;
    WCHAR *wide;

    if (!vsapi_wide_in(name, &wide))
        return NULL;
    module = LoadLibraryExW(wide, file, flags);
    vsapi_free(wide);
    return module;
}

HMODULE WINAPI LoadLibraryA(LPCSTR name)
{
    return LoadLibraryExA(name, NULL, 0);
}

static bool is_own(HMODULE module)
{
    return module == (HMODULE)&library_module || module == (HMODULE)&program_module;
}

/* Takes a module that was loaded for the last time out of the list. The lock is held. */
static struct module *take_out(struct module *module)
{
    struct module **link = &modules;

    if (--module->uses > 0)
        return NULL;
    while (*link != module)
        link = &(*link)->next;
    *link = module->next;
    return module;
}

BOOL WINAPI FreeLibrary(HMODULE handle)
{
    struct module *module, *gone = NULL;

    if (is_own(handle))
        return TRUE;
    vsapi_mutex_lock(&lock);
    module = find(handle);
    if (module)
        gone = take_out(module);
    vsapi_mutex_unlock(&lock);
    if (gone) { /* its end may want modules, too */
        dlclose(gone->library);
        vsapi_free(gone->name);
        vsapi_free(gone);
    }
    return module ? TRUE : vsapi_win32_fail(ERROR_MOD_NOT_FOUND);
}

HMODULE WINAPI GetModuleHandleW(LPCWSTR name)
{
    struct module *module = NULL;
    char *text;

    if (!name)
        return (HMODULE)&program_module;
    if (!vsapi_text_in(name, &text))
        return NULL;
    if (is_library(text)) {
        module = &library_module;
    } else {
        vsapi_mutex_lock(&lock);
        for (module = modules; module; module = module->next) {
            if (strcmp(base_name(module->name), base_name(text)) == 0)
                break;
        }
        vsapi_mutex_unlock(&lock);
    }
    vsapi_free(text);
    if (!module)
        vsapi_win32_fail(ERROR_MOD_NOT_FOUND);
    return (HMODULE)module;
}

HMODULE WINAPI GetModuleHandleA(LPCSTR name)
{
    HMODULE module;
    WCHAR *wide;

    if (!vsapi_wide_in(name, &wide))
        return NULL;
    module = GetModuleHandleW(wide);
    vsapi_free(wide);
    return module;
}

BOOL WINAPI DisableThreadLibraryCalls(HMODULE module)
{
    return module ? TRUE : vsapi_win32_fail(ERROR_INVALID_PARAMETER);
}

/* ---- functions ---------------------------------------------------------------------------------
 */

#define FUNCTION(name) (FARPROC)(void (*)(void)) name

/* The names that the real vssapi.dll has; also where the library is linked statically. */
static const struct {
    const char *name;
    FARPROC function;
} functions[] = {
    {"?CreateVssBackupComponents@@YAJPEAPEAVIVssBackupComponents@@@Z",
     FUNCTION(CreateVssBackupComponentsInternal)},
    {"?CreateVssExamineWriterMetadata@@YAJPEAGPEAPEAVIVssExamineWriterMetadata@@@Z",
     FUNCTION(CreateVssExamineWriterMetadataInternal)},
    {"CreateVssBackupComponentsInternal", FUNCTION(CreateVssBackupComponentsInternal)},
    {"CreateVssExamineWriterMetadataInternal", FUNCTION(CreateVssExamineWriterMetadataInternal)},
    {"CreateVssExpressWriterInternal", FUNCTION(CreateVssExpressWriterInternal)},
    {"IsVolumeSnapshottedInternal", FUNCTION(IsVolumeSnapshottedInternal)},
    {"ShouldBlockRevertInternal", FUNCTION(ShouldBlockRevertInternal)},
    {"VssFreeSnapshotProperties", FUNCTION(VssFreeSnapshotProperties)},
    {"VssFreeSnapshotPropertiesInternal", FUNCTION(VssFreeSnapshotPropertiesInternal)},
};

static FARPROC from_library(const char *name)
{
    Dl_info info;
    void *library, *function = NULL;

    for (size_t i = 0; i < ARRAYSIZE(functions); i++) {
        if (strcmp(name, functions[i].name) == 0)
            return functions[i].function;
    }
    if (!dladdr(functions, &info))
        return NULL;
    library = dlopen(info.dli_fname, RTLD_NOW | RTLD_NOLOAD);
    if (!library)
        library = dlopen(NULL, RTLD_NOW);
    if (library) {
        function = dlsym(library, name);
        dlclose(library);
    }
    return (FARPROC)function;
}

static FARPROC from_loaded(HMODULE handle, const char *name, bool *found)
{
    struct module *module;
    void *function = NULL;

    vsapi_mutex_lock(&lock);
    module = find(handle);
    *found = module != NULL;
    if (module)
        function = dlsym(module->library, name);
    vsapi_mutex_unlock(&lock);
    return (FARPROC)function;
}

/* Ordinals are numbers below 65536; nothing here has one. */
FARPROC WINAPI GetProcAddress(HMODULE module, LPCSTR name)
{
    bool found = true;
    FARPROC function = NULL;

    if ((ULONG_PTR)name >> 16 == 0)
        function = NULL;
    else if (module == (HMODULE)&library_module)
        function = from_library(name);
    else if (!module || module == (HMODULE)&program_module)
        function = (FARPROC)dlsym(RTLD_DEFAULT, name);
    else
        function = from_loaded(module, name, &found);
    if (!function)
        vsapi_win32_fail(found ? ERROR_PROC_NOT_FOUND : ERROR_INVALID_HANDLE);
    return function;
}

/* ---- files -------------------------------------------------------------------------------------
 */

/* Where a module is on this machine; NULL: it is none. */
static char *file_of(HMODULE handle)
{
    char path[PATH_MAX];
    struct module *module;
    char *name = NULL;
    ssize_t length;
    Dl_info info;

    if (handle == (HMODULE)&library_module && dladdr(functions, &info))
        return vsapi_strdup(info.dli_fname);
    if (!handle || handle == (HMODULE)&program_module) {
        length = readlink("/proc/self/exe", path, sizeof path);
        return length > 0 ? vsapi_strndup(path, (size_t)length) : NULL;
    }
    vsapi_mutex_lock(&lock);
    module = find(handle);
    if (module)
        name = vsapi_strdup(module->name);
    vsapi_mutex_unlock(&lock);
    return name;
}

/* Cut to the room, with ERROR_INSUFFICIENT_BUFFER, as the page has it. */
DWORD WINAPI GetModuleFileNameW(HMODULE module, LPWSTR out, DWORD room)
{
    char *file = file_of(module);
    WCHAR *wide;
    DWORD length = 0;

    if (!file)
        return (DWORD)vsapi_win32_fail(ERROR_MOD_NOT_FOUND);
    if (vsapi_wide_in(file, &wide)) {
        length = (DWORD)wcslen(wide);
        SetLastError(length < room ? ERROR_SUCCESS : ERROR_INSUFFICIENT_BUFFER);
        if (length >= room)
            length = room;
        if (room > 0) {
            wmemcpy(out, wide, length < room ? length : room - 1);
            out[length < room ? length : room - 1] = L'\0';
        }
        vsapi_free(wide);
    }
    vsapi_free(file);
    return length;
}

DWORD WINAPI GetModuleFileNameA(HMODULE module, LPSTR out, DWORD room)
{
    char *file = file_of(module);
    size_t length;

    if (!file)
        return (DWORD)vsapi_win32_fail(ERROR_MOD_NOT_FOUND);
    length = strlen(file);
    SetLastError(length < room ? ERROR_SUCCESS : ERROR_INSUFFICIENT_BUFFER);
    if (length >= room)
        length = room;
    if (room > 0) {
        memcpy(out, file, length < room ? length : room - 1);
        out[length < room ? length : room - 1] = '\0';
    }
    vsapi_free(file);
    return (DWORD)length;
}
