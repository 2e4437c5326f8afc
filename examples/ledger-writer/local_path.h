/*
 * examples/ledger-writer/local_path.h - where a path of the Windows machine really is.
 *
 * Natively a program opens its files by the host's paths; this is the one place of the example that
 * knows it. On Windows the path is what it is.
 */
#ifndef LEDGER_LOCAL_PATH_H
#define LEDGER_LOCAL_PATH_H

#include <windows.h>

#include <filesystem>
#include <string>

/* Fails as vsapi_host_path does. */
HRESULT local_path(const std::wstring &path, std::filesystem::path *out);

#endif
