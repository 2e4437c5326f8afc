/* vsbackup/src/text_arguments.h - names of volumes as the API hands them in. */
#ifndef VSBACKUP_TEXT_ARGUMENTS_H
#define VSBACKUP_TEXT_ARGUMENTS_H

#include <vsapi/platform.h>

/* The name of a volume to UTF-8; one without a backslash at the end is answered with `unfit`. */
HRESULT vsbackup_volume_text(const char *method, const WCHAR *volume, HRESULT unfit, char **out);

#endif
