/*
 * tools/src/report.h - what the program says: one sentence for a failure, tables, JSON, progress.
 *
 * Results go to standard output, as text or (--json) as one JSON object at the end; the sentence
 * of a failure, warnings and the progress line go to standard error.
 */
#ifndef VSS_REPORT_H
#define VSS_REPORT_H

#include <vsapi/platform.h>

#include <jansson.h>

enum vss_exit { /* documented in vss(1) */
                VSS_EXIT_OK = 0,
                VSS_EXIT_FAILED = 1, /* a call of the API, or the machine below it, failed */
                VSS_EXIT_USAGE = 2,  /* the command line is wrong or names what is not there */
                VSS_EXIT_WRITER = 3, /* a writer failed, or its plug-in cannot be used */
                VSS_EXIT_DAMAGED =
                    4, /* the backup folder is incomplete or damaged; nothing was restored */
                VSS_EXIT_PARTIAL = 5, /* finished, but not every component succeeded */
};

struct vss_report_options {
    const char *command; /* for the sentences */
    bool json, quiet;
};
void vss_report_begin(const struct vss_report_options *options);
/* Prints the sentence of the failure, and the JSON object if one is wanted. Returns code. */
int vss_report_end(int code);

/* Keeps the sentence of a failure (the first one stays) and returns code. */
int vss_fail(enum vss_exit code, const char *format, ...) VSAPI_PRINTF(2, 3);
/* The same for a call that failed: adds the name of hr and the library's sentence for it. */
int vss_fail_hr(enum vss_exit code, HRESULT hr, const char *format, ...) VSAPI_PRINTF(3, 4);
/* A thing worth knowing that stops nothing. */
void vss_warn(const char *format, ...) VSAPI_PRINTF(1, 2);
/* A line of the readable output; nothing with --json or --quiet. */
void vss_say(const char *format, ...) VSAPI_PRINTF(1, 2);
/* The name of hr and the library's sentence, for a sentence of ours. */
const char *vss_reason(HRESULT hr);

/* The object of the JSON output; the report owns it. */
json_t *vss_json(void);
void vss_json_set(json_t *object, const char *name, json_t *value); /* takes value */
void vss_json_add(json_t *array, json_t *value);                    /* takes value */

/* The progress line: only on a terminal, at most ten times a second. */
void vss_progress(const char *format, ...) VSAPI_PRINTF(1, 2);
void vss_progress_end(void);

/* A table with aligned columns; the first row is the heading. */
#define VSS_COLUMNS 8
struct vss_table {
    size_t columns, rows, capacity;
    const char *(*cells)[VSS_COLUMNS];
};
void vss_table_row(struct vss_table *table, const char *const *cells); /* columns of them */
void vss_table_print(const struct vss_table *table);

const char *vss_bytes(uint64_t bytes); /* "12.3 MB" */

#endif
