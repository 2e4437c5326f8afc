/*
 * tools/src/options.h - the command line as data: each command has a table of its options, from
 * which both the reading and --help are made.
 */
#ifndef VSS_OPTIONS_H
#define VSS_OPTIONS_H

#include <stddef.h>

#include "memory.h"

struct vss_texts {
    const char **items;
    size_t count, capacity;
};

struct vss_options {     /* every command's */
    const char *operand; /* list WHAT, timeline TRACE */
    const char *to, *from, *host, *trace, *type, *set, *roll_forward, *rename, *address;
    struct vss_texts writers, program, components, volumes;
    bool json, quiet, all, authoritative, help;
};

struct vss_option {
    const char *name;     /* without the two dashes */
    const char *argument; /* NULL: it has none */
    const char *help;
    size_t offset; /* of its field: bool, const char * or struct vss_texts (many) */
    bool many;
    bool rest; /* with `many`: all words that follow are its arguments */
};

/* The rows that several commands have. */
#define VSS_OPTION_PROGRAM                                                                         \
    {                                                                                              \
        "writer-program", "PROGRAM...",                                                            \
            "run this with all words behind it: a program with a writer",                          \
            offsetof(struct vss_options, program), true, true                                      \
    }
#define VSS_OPTION_WRITER                                                                          \
    {                                                                                              \
        "writer", "FILE", "load the writer of this plug-in; may be repeated",                      \
            offsetof(struct vss_options, writers), true, false                                     \
    }
#define VSS_OPTION_HOST                                                                            \
    {                                                                                              \
        "host", "FILE", "the machine to work on (default: VSAPI_HOST)",                            \
            offsetof(struct vss_options, host), false, false                                       \
    }
#define VSS_OPTION_JSON(what)                                                                      \
    {                                                                                              \
        "json", NULL, "print the " what " as JSON", offsetof(struct vss_options, json), false,     \
            false                                                                                  \
    }
#define VSS_OPTION_TRACE                                                                           \
    {                                                                                              \
        "trace", "FILE", "write every call and event to this file",                                \
            offsetof(struct vss_options, trace), false, false                                      \
    }
#define VSS_OPTION_QUIET                                                                           \
    {                                                                                              \
        "quiet", NULL, "print nothing but failures", offsetof(struct vss_options, quiet), false,   \
            false                                                                                  \
    }
#define VSS_OPTION_HELP                                                                            \
    {                                                                                              \
        "help", NULL, "show this text", offsetof(struct vss_options, help), false, false           \
    }
#define VSS_OPTIONS_END                                                                            \
    {                                                                                              \
        NULL, NULL, NULL, 0, false, false                                                          \
    }

struct vss_command {
    const char *name;
    const char *operand;              /* as in the usage line; NULL: none */
    const char *usage;                /* what follows the name in the usage line */
    const char *summary;              /* for the list of commands */
    const char *text;                 /* the page */
    const struct vss_option *options; /* ends with a NULL name */
    int (*run)(const struct vss_options *options);
};

/* Reads what follows the command's name. On a mistake a sentence is kept, and the exit code for a
 * wrong command line comes back. */
int vss_options_read(const struct vss_command *command, int count, char **arguments,
                     struct vss_options *options);
void vss_options_help(const struct vss_command *command);

extern const struct vss_command vss_backup_command, vss_restore_command, vss_plan_command,
    vss_list_command, vss_timeline_command, vss_serve_command, vss_status_command;

#endif
