/*
 * vsapi/win32/command_line.c - command lines: cut by the rules of CommandLineToArgvW, and joined.
 *
 * The first argument ends at its quote or a blank, whatever backslashes are in it. In the others 2n
 * backslashes before a quote are n and the quote quotes, 2n+1 are n and the quote is one.
 */
#include "command_line.h"
#include "text_out.h"

#include <vsapi/alloc.h>
#include <vsapi/thread.h>

#include <shellapi.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

static bool is_blank(char c)
{
    return c == ' ' || c == '\t';
}

/* Copies the program's name; returns where it ends. */
static const char *cut_program(const char *line, char **out)
{
    bool quoted = *line == '"';

    for (line += quoted; *line && (quoted ? *line != '"' : !is_blank(*line)); line++)
        *(*out)++ = *line;
    return line + (quoted && *line);
}

/* Copies one argument; returns where it ends. */
static const char *cut_argument(const char *line, char **out)
{
    bool quoted = false;

    while (*line && (quoted || !is_blank(*line))) {
        size_t slashes = strspn(line, "\\");

        line += slashes;
        if (*line != '"') {
            memset(*out, '\\', slashes);
            *out += slashes;
            if (slashes == 0)
                *(*out)++ = *line++;
            continue;
        }
        memset(*out, '\\', slashes / 2);
        *out += slashes / 2;
        if (slashes % 2 == 1) {
            *(*out)++ = '"';
        } else if (quoted && line[1] == '"') { /* two of them within quotes are one */
            *(*out)++ = '"';
            line++;
        } else {
            quoted = !quoted;
        }
        line++;
    }
    return line;
}

char **vsapi_command_line_cut(const char *line, int *count)
{
    size_t most = strlen(line) / 2 + 3; /* arguments, and the NULL */
    char **arguments = vsapi_malloc(most * sizeof *arguments + 2 * strlen(line) + 2);
    char *out;

    *count = 0;
    if (!arguments)
        return NULL;
    out = (char *)(arguments + most);
    arguments[(*count)++] = out;
    line = cut_program(line, &out);
    *out++ = '\0';
    for (line += strspn(line, " \t"); *line; line += strspn(line, " \t")) {
        arguments[(*count)++] = out;
        line = cut_argument(line, &out);
        *out++ = '\0';
    }
    arguments[*count] = NULL;
    return arguments;
}

static char *quote(char *out, const char *argument)
{
    *out++ = '"';
    for (;; argument++) {
        size_t slashes = strspn(argument, "\\");

        memset(out, '\\', slashes);
        out += slashes;
        argument += slashes;
        if (!*argument || *argument == '"') { /* so many more */
            memset(out, '\\', slashes);
            out += slashes;
        }
        if (!*argument)
            break;
        if (*argument == '"')
            *out++ = '\\';
        *out++ = *argument;
    }
    *out++ = '"';
    return out;
}

char *vsapi_command_line_join(char *const *arguments)
{
    size_t size = 1;
    char *line, *out;

    for (char *const *at = arguments; *at; at++)
        size += 2 * strlen(*at) + 3;
    line = out = vsapi_malloc(size);
    if (!line)
        return NULL;
    for (char *const *at = arguments; *at; at++) {
        if (at > arguments)
            *out++ = ' ';
        out = **at && !strpbrk(*at, " \t\"") ? stpcpy(out, *at) : quote(out, *at);
    }
    *out = '\0';
    return line;
}

/* ---- of this process ---------------------------------------------------------------------------
 */

static char *own_line; /* NULL: not yet asked for; stays as long as the process */
static WCHAR *own_wide_line;
static struct vsapi_once own_once = VSAPI_ONCE_INIT;

__attribute__((destructor)) static void own_finish(void)
{
    vsapi_free(own_line);
    vsapi_free(own_wide_line);
    own_line = NULL;
    own_wide_line = NULL;
}

/* What the kernel has: the arguments, each ended by a NUL. */
static void read_own(void)
{
    FILE *file = fopen("/proc/self/cmdline", "rb");
    char *arguments[256], *text = NULL;
    size_t room = 0, count = 0;

    while (file && count < ARRAYSIZE(arguments) - 1 && getdelim(&text, &room, '\0', file) > 0)
        arguments[count++] = vsapi_strdup(text);
    free(text);
    if (file)
        fclose(file);
    arguments[count] = NULL;
    own_line = vsapi_command_line_join(arguments);
    while (count > 0)
        vsapi_free(arguments[--count]);
    vsapi_wide_in(own_line ? own_line : "", &own_wide_line);
}

LPSTR WINAPI GetCommandLineA(void)
{
    static char nothing[1];

    vsapi_once(&own_once, read_own);
    return own_line ? own_line : nothing;
}

LPWSTR WINAPI GetCommandLineW(void)
{
    static WCHAR nothing[1];

    vsapi_once(&own_once, read_own);
    return own_wide_line ? own_wide_line : nothing;
}

/* ---- CommandLineToArgvW ------------------------------------------------------------------------
 */

/* The pointers and the texts in one block, which LocalFree frees. */
static LPWSTR *widen(char **arguments, int count)
{
    size_t size = ((size_t)count + 1) * sizeof(LPWSTR);
    LPWSTR *out;
    WCHAR *at;

    for (int i = 0; i < count; i++)
        size += (strlen(arguments[i]) + 1) * sizeof(WCHAR);
    out = LocalAlloc(LMEM_FIXED, size);
    if (!out)
        return NULL;
    at = (WCHAR *)(out + count + 1);
    for (int i = 0; i < count; i++) {
        int room = (int)strlen(arguments[i]) + 1;

        out[i] = at;
        at += MultiByteToWideChar(CP_UTF8, 0, arguments[i], -1, at, room);
    }
    out[count] = NULL;
    return out;
}

LPWSTR *WINAPI CommandLineToArgvW(LPCWSTR line, int *count)
{
    LPWSTR *out = NULL;
    char **arguments, *text;

    if (!line || !count) {
        vsapi_win32_fail(ERROR_INVALID_PARAMETER);
        return NULL;
    }
    if (!vsapi_text_in(*line ? line : GetCommandLineW(), &text))
        return NULL;
    arguments = vsapi_command_line_cut(text, count);
    if (arguments)
        out = widen(arguments, *count);
    else
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    vsapi_free(arguments);
    vsapi_free(text);
    return out;
}
