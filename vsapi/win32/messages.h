/*
 * vsapi/win32/messages.h - the system's messages for the codes that VSS programs meet.
 */
#ifndef VSAPI_WIN32_MESSAGES_H
#define VSAPI_WIN32_MESSAGES_H

#include "ground.h"

/* In UTF-8, without a line end, as the documentation has it; NULL: there is none. */
VSAPI_INNER const char *vsapi_system_message(DWORD code);

#endif
