/*
 * tools/src/options.c - reading a command line by its table; see options.h.
 */
#include "options.h"

#include <stdio.h>
#include <string.h>

#include <vsapi/alloc.h>
#include <vsapi/text.h>

#include "report.h"

static int usage(const struct vss_command *command, const char *problem)
{
    return vss_fail(VSS_EXIT_USAGE, "%s; see vss %s --help", problem, command->name);
}

static const struct vss_option *find_option(const struct vss_command *command, const char *name,
                                            size_t length)
{
    for (const struct vss_option *option = command->options; option->name; option++) {
        if (strlen(option->name) == length && memcmp(option->name, name, length) == 0)
            return option;
    }
    return NULL;
}

/* The argument of an option, behind its = or in the next word; NULL: there is none. */
static const char *option_argument(const char *equals, int count, char **arguments, int *i)
{
    if (equals)
        return equals + 1;
    return *i + 1 < count ? arguments[++*i] : NULL;
}

static int set_text(const struct vss_command *command, const struct vss_option *option,
                    struct vss_options *options, const char *text)
{
    void *field = (char *)options + option->offset;
    WCHAR *wide = NULL;

    if (!*text)
        return usage(command, vss_format("--%s is empty", option->name));
    if (FAILED(vsapi_wide_from_text(text, &wide)))
        return usage(command, vss_format("--%s is no valid UTF-8", option->name));
    vsapi_free(wide);
    if (option->many) {
        *VSS_APPEND((struct vss_texts *)field) = text;
        return VSS_EXIT_OK;
    }
    if (*(const char **)field)
        return usage(command, vss_format("--%s is given twice", option->name));
    *(const char **)field = text;
    return VSS_EXIT_OK;
}

/* From the argument that was just read on. */
static int read_rest(const struct vss_command *command, int count, char **arguments, int *i,
                     const struct vss_option *option, struct vss_options *options)
{
    int code = VSS_EXIT_OK;

    if (strchr(arguments[*i], '=') && strncmp(arguments[*i], "--", 2) == 0)
        return usage(command,
                     vss_format("--%s has its arguments behind it, not behind a =", option->name));
    for (; *i < count && code == VSS_EXIT_OK; ++*i)
        code = set_text(command, option, options, arguments[*i]);
    return code;
}

static int read_option(const struct vss_command *command, int count, char **arguments, int *i,
                       struct vss_options *options)
{
    const char *word = arguments[*i] + 2;
    const char *equals = strchr(word, '=');
    size_t length = equals ? (size_t)(equals - word) : strlen(word);
    const struct vss_option *option = find_option(command, word, length);
    const char *text;

    if (!option)
        return usage(command, vss_format("unknown option --%.*s", (int)length, word));
    if (!option->argument) {
        if (equals)
            return usage(command, vss_format("--%s takes no argument", option->name));
        *(bool *)((char *)options + option->offset) = true;
        return VSS_EXIT_OK;
    }
    text = option_argument(equals, count, arguments, i);
    if (!text)
        return usage(command, vss_format("--%s lacks its %s", option->name, option->argument));
    if (option->rest)
        return read_rest(command, count, arguments, i, option, options);
    return set_text(command, option, options, text);
}

static int read_operand(const struct vss_command *command, const char *word,
                        struct vss_options *options)
{
    if (!command->operand || options->operand)
        return usage(command, vss_format("unexpected argument %s", word));
    options->operand = word;
    return VSS_EXIT_OK;
}

int vss_options_read(const struct vss_command *command, int count, char **arguments,
                     struct vss_options *options)
{
    int code = VSS_EXIT_OK;

    for (int i = 0; i < count && code == VSS_EXIT_OK; i++) {
        const char *word = arguments[i];

        if (strcmp(word, "-h") == 0)
            options->help = true;
        else if (strncmp(word, "--", 2) == 0)
            code = read_option(command, count, arguments, &i, options);
        else if (word[0] == '-' && word[1])
            code = usage(command, vss_format("unknown option %s", word));
        else
            code = read_operand(command, word, options);
    }
    if (options->help)
        return VSS_EXIT_OK;
    if (code == VSS_EXIT_OK && command->operand && !options->operand)
        code = usage(command, vss_format("%s is missing", command->operand));
    return code;
}

void vss_options_help(const struct vss_command *command)
{
    int width = 0;

    for (const struct vss_option *option = command->options; option->name; option++) {
        int length =
            (int)(strlen(option->name) + (option->argument ? strlen(option->argument) : 0));

        width = length > width ? length : width;
    }
    printf("Usage: vss %s %s\n\n%s\n\nOptions:\n", command->name, command->usage, command->text);
    for (const struct vss_option *option = command->options; option->name; option++) {
        const char *argument = option->argument ? option->argument : "";
        int length = (int)(strlen(option->name) + strlen(argument));

        printf("  --%s %s%*s  %s\n", option->name, argument, width - length, "", option->help);
    }
}
