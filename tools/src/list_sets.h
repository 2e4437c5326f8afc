/*
 * tools/src/list_sets.h - vss list sets: the backup sets of a catalogue.
 */
#ifndef VSS_LIST_SETS_H
#define VSS_LIST_SETS_H

#include "options.h"

int vss_list_sets(const struct vss_options *options);

#endif
