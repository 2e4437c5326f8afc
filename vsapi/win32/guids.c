/*
 * vsapi/win32/guids.c - the few ids of COM that VSS programs name without an uuid library.
 *
 * Weak, because a program that includes windows.h with INITGUID defines them too.
 */
#include "ground.h"

#define COM_ID(name, first)                                                                        \
    __attribute__((weak)) const IID name = {first, 0, 0, {0xC0, 0, 0, 0, 0, 0, 0, 0x46}}

__attribute__((weak)) const IID GUID_NULL;

COM_ID(IID_IUnknown, 0x00000000);
COM_ID(IID_IClassFactory, 0x00000001);
COM_ID(IID_IMalloc, 0x00000002);
COM_ID(IID_IDispatch, 0x00020400);
