/*
 * tools/src/report.c - what the program says; see report.h.
 */
#include "report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <vsapi/error.h>

#include "memory.h"

#define CLEAR_LINE "\r\033[K"
#define PROGRESS_MS 100

static struct {
    struct vss_report_options options;
    json_t *json, *warnings;
    const char *sentence; /* of the failure; NULL: none */
    HRESULT hr;           /* S_OK: not from the API */
    bool progress_on, progress_shown;
    uint64_t progress_ms;
} report;

void vss_report_begin(const struct vss_report_options *options)
{
    report.options = *options;
    report.json = json_object();
    report.warnings = json_array();
    if (!report.json || !report.warnings)
        vss_out_of_memory();
    report.progress_on = !options->quiet && isatty(STDERR_FILENO);
}

json_t *vss_json(void)
{
    return report.json;
}

void vss_json_set(json_t *object, const char *name, json_t *value)
{
    if (!value || json_object_set_new(object, name, value) != 0)
        vss_out_of_memory();
}

void vss_json_add(json_t *array, json_t *value)
{
    if (!value || json_array_append_new(array, value) != 0)
        vss_out_of_memory();
}

/* Text of others on a terminal: control characters are shown, not obeyed. */
static void put_text(FILE *stream, const char *text)
{
    for (const unsigned char *byte = (const unsigned char *)text; *byte; byte++) {
        if (*byte < 0x20 || *byte == 0x7f)
            fprintf(stream, "\\x%02x", *byte);
        else
            fputc(*byte, stream);
    }
}

static void print_line(FILE *stream, const char *before, const char *text)
{
    vss_progress_end();
    fputs(before, stream);
    put_text(stream, text);
    fputc('\n', stream);
}

static void put_result(int code)
{
    json_t *error;

    vss_json_set(report.json, "ok", json_boolean(code == VSS_EXIT_OK));
    vss_json_set(report.json, "exit", json_integer(code));
    vss_json_set(report.json, "warnings", json_incref(report.warnings));
    if (report.sentence) {
        error = json_object();
        vss_json_set(error, "message", json_string(report.sentence));
        if (report.hr != S_OK)
            vss_json_set(error, "hresult", json_string(vsapi_hresult_name(report.hr)));
        vss_json_set(report.json, "error", error);
    }
    json_dumpf(report.json, stdout, JSON_INDENT(2));
    fputc('\n', stdout);
}

int vss_report_end(int code)
{
    vss_progress_end();
    if (code != VSS_EXIT_OK && report.sentence)
        print_line(stderr, "vss: ", report.sentence);
    if (report.options.json)
        put_result(code);
    json_decref(report.json);
    json_decref(report.warnings);
    report.json = report.warnings = NULL;
    if (fflush(stdout) != 0 || ferror(stdout)) {
        fputs("vss: the output cannot be written\n", stderr);
        return code == VSS_EXIT_OK ? VSS_EXIT_FAILED : code;
    }
    return code;
}

int vss_fail(enum vss_exit code, const char *format, ...)
{
    va_list arguments;

    if (!report.sentence) {
        va_start(arguments, format);
        report.sentence = vss_format_list(format, arguments);
        va_end(arguments);
    }
    return code;
}

const char *vss_reason(HRESULT hr)
{
    const char *name = vss_copy(vsapi_hresult_name(hr));
    const char *message = vsapi_last_message();

    return *message ? vss_format("%s: %s", name, message) : name;
}

int vss_fail_hr(enum vss_exit code, HRESULT hr, const char *format, ...)
{
    const char *reason = vss_reason(hr); /* first of all: the sentence lives until the next call */
    va_list arguments;

    if (report.sentence)
        return code;
    va_start(arguments, format);
    report.sentence = vss_format("%s: %s", vss_format_list(format, arguments), reason);
    va_end(arguments);
    report.hr = hr;
    return code;
}

void vss_warn(const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = vss_format_list(format, arguments);
    va_end(arguments);
    print_line(stderr, "vss: warning: ", text);
    if (report.warnings)
        vss_json_add(report.warnings, json_string(text));
}

void vss_say(const char *format, ...)
{
    va_list arguments;
    char *text;

    if (report.options.json || report.options.quiet)
        return;
    va_start(arguments, format);
    text = vss_format_list(format, arguments);
    va_end(arguments);
    print_line(stdout, "", text);
    fflush(stdout); /* in step with what writers print */
}

static uint64_t now_ms(void)
{
    struct timespec now;

    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
}

void vss_progress(const char *format, ...)
{
    char text[160];
    va_list arguments;

    if (!report.progress_on || now_ms() - report.progress_ms < PROGRESS_MS)
        return;
    report.progress_ms = now_ms();
    va_start(arguments, format);
    vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    fputs(CLEAR_LINE, stderr);
    put_text(stderr, text);
    fflush(stderr);
    report.progress_shown = true;
}

void vss_progress_end(void)
{
    if (report.progress_shown)
        fputs(CLEAR_LINE, stderr);
    report.progress_shown = false;
}

void vss_table_row(struct vss_table *table, const char *const *cells)
{
    if (table->rows == table->capacity)
        table->cells = vss_grow_(table->cells, table->rows, &table->capacity, sizeof *table->cells);
    memcpy(table->cells[table->rows], cells, table->columns * sizeof *cells);
    table->rows++;
}

/* As put_text writes it; a character of UTF-8 counts one. */
static size_t text_width(const char *text)
{
    size_t width = 0;

    for (const unsigned char *byte = (const unsigned char *)text; *byte; byte++) {
        if (*byte < 0x20 || *byte == 0x7f)
            width += 4;
        else
            width += (*byte & 0xc0) != 0x80;
    }
    return width;
}

void vss_table_print(const struct vss_table *table)
{
    size_t widths[VSS_COLUMNS] = {0};

    if (report.options.json || report.options.quiet)
        return;
    vss_progress_end();
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++) {
            size_t width = text_width(table->cells[row][i]);

            widths[i] = width > widths[i] ? width : widths[i];
        }
    }
    for (size_t row = 0; row < table->rows; row++) {
        for (size_t i = 0; i < table->columns; i++) {
            const char *cell = table->cells[row][i];

            put_text(stdout, cell);
            if (i + 1 < table->columns)
                printf("%*s", (int)(widths[i] - text_width(cell) + 2), "");
        }
        putchar('\n');
    }
}

const char *vss_bytes(uint64_t bytes)
{
    static const char *const units[] = {"bytes", "KB", "MB", "GB", "TB"};
    double amount = (double)bytes;
    size_t unit = 0;

    while (amount >= 1000 && unit + 1 < sizeof units / sizeof *units) {
        amount /= 1000;
        unit++;
    }
    return unit ? vss_format("%.1f %s", amount, units[unit])
                : vss_format("%llu bytes", (unsigned long long)bytes);
}
