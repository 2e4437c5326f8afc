/*
 * cmake/microsoft_wmain.cpp - main for a program of Microsoft's ABI that has wmain.
 */
#include <stdlib.h>
#include <wchar.h>

extern "C" {
int wmain(int argc, wchar_t **argv);
int __wgetmainargs(int *argc, wchar_t ***argv, wchar_t ***env, int wildcards, int *info);

int main(int, char **)
{
    wchar_t **argv = nullptr, **env = nullptr;
    int argc = 0, info = 0;

    __wgetmainargs(&argc, &argv, &env, 0, &info);
    return wmain(argc, argv);
}
}
