/*
 * tests/compat/provider.h - what the test knows of the DLL in provider.cpp.
 */
#ifndef COMPAT_PROVIDER_H
#define COMPAT_PROVIDER_H

#include <windows.h>
#include <unknwn.h>

static const CLSID CLSID_TestProvider = {
    0x9d1a0001, 0x7c1e, 0x4f6b, {0x9a, 0x33, 0x10, 0x52, 0x8e, 0x61, 0x04, 0xd7}};
static const CLSID CLSID_TestSingle = {
    0x9d1a0002, 0x7c1e, 0x4f6b, {0x9a, 0x33, 0x10, 0x52, 0x8e, 0x61, 0x04, 0xd7}};
static const CLSID CLSID_TestPart = {
    0x9d1a0003, 0x7c1e, 0x4f6b, {0x9a, 0x33, 0x10, 0x52, 0x8e, 0x61, 0x04, 0xd7}};

int provider_objects(); /* how many there are */

STDAPI test_DllCanUnloadNow();
STDAPI test_DllGetClassObject(REFCLSID rclsid, REFIID riid, LPVOID *ppv);
STDAPI test_DllRegisterServer();
STDAPI test_DllUnregisterServer();

#endif
