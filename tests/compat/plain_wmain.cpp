/*
 * tests/compat/plain_wmain.cpp - a program whose main is wmain, as Visual C++ calls it; run with
 * two arguments.
 */
#include "plain.h"

#include <windows.h>
#include <tchar.h>

#include <string>

int _tmain(int argc, _TCHAR *argv[])
{
    CHECK(argc == 3);
    CHECK(argc == 3 && std::wstring(argv[1]) == L"first" && std::wstring(argv[2]) == L"Größe");
    CHECK(argv[argc] == NULL);
    return plain_result();
}
