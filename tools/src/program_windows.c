/*
 * tools/src/program_windows.c - on Windows a writer cannot be a program of its own yet.
 */
#include "program.h"

#include "report.h"

int vss_program_begin(const struct vss_texts *words)
{
    if (words->count == 0)
        return VSS_EXIT_OK;
    return vss_fail(VSS_EXIT_USAGE, "--writer-program is not there on Windows yet");
}

void vss_program_end(void)
{
}
