/*
 * cmake/microsoft_runtime.cpp - what a program of Microsoft's ABI expects of its run-time library.
 *
 * Linked into the programs of VsapiMicrosoftTarget.cmake. The C library is msvcrt.dll, which also
 * throws and catches; here is what Visual C++ links statically: the entry point, new and delete,
 * and names that only compilers know.
 */
#include <new>
#include <stdlib.h>
#include <windows.h>

typedef void (*initializer)(void);

extern "C" {
int main(int argc, char **argv);
int __getmainargs(int *argc, char ***argv, char ***env, int wildcards, int *info);

/* The linker sorts the sections by name: between these two are the constructors of globals. */
__attribute__((section(".CRT$XCA"))) initializer vsapi_first_initializer = nullptr;
__attribute__((section(".CRT$XCZ"))) initializer vsapi_last_initializer = nullptr;

int _fltused;
extern const void *const vsapi_type_info_functions[] __asm__("??_7type_info@@6B@");
const void *const vsapi_type_info_functions[] = {nullptr};

void __std_terminate()
{
    abort();
}

/* The destructors of globals. */
int atexit(void (*function)(void))
{
    return _onexit(reinterpret_cast<_onexit_t>(reinterpret_cast<void *>(function))) ? 0 : -1;
}

void mainCRTStartup()
{
    char **argv = nullptr, **env = nullptr;
    int argc = 0, info = 0;

    for (initializer *at = &vsapi_first_initializer + 1; at < &vsapi_last_initializer; at++)
        if (*at)
            (*at)();
    __getmainargs(&argc, &argv, &env, 0, &info);
    exit(main(argc, argv));
}
}

void *operator new(size_t size_bytes, const std::nothrow_t &) noexcept
{
    return malloc(size_bytes ? size_bytes : 1);
}

void *operator new[](size_t size_bytes, const std::nothrow_t &) noexcept
{
    return operator new(size_bytes, std::nothrow);
}

void *operator new(size_t size_bytes)
{
    void *memory = operator new(size_bytes, std::nothrow);

    if (!memory)
        throw std::bad_alloc();
    return memory;
}

void *operator new[](size_t size_bytes)
{
    return operator new(size_bytes);
}

void operator delete(void *memory) noexcept
{
    free(memory);
}

void operator delete[](void *memory) noexcept
{
    free(memory);
}

void operator delete(void *memory, size_t) noexcept
{
    free(memory);
}

void operator delete[](void *memory, size_t) noexcept
{
    free(memory);
}

void operator delete(void *memory, const std::nothrow_t &) noexcept
{
    free(memory);
}

void operator delete[](void *memory, const std::nothrow_t &) noexcept
{
    free(memory);
}
