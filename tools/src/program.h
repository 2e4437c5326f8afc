/*
 * tools/src/program.h - a writer that is a program of its own (--writer-program): it gets a service
 * of this process, and is ended when the run is over.
 */
#ifndef VSS_PROGRAM_H
#define VSS_PROGRAM_H

#include "options.h"

/* Starts it and waits until it has subscribed a writer. Nothing to do without words. On failure a
 * sentence is kept; vss_program_end ends what is there. */
int vss_program_begin(const struct vss_texts *words);
/* Asks it to end, as Ctrl+C does, and waits for that; one that does not is killed. */
void vss_program_end(void);

#endif
