/*
 * tools/src/main.c - vss: back up and restore through the VSS API, and look at what is there.
 *
 * Each command is a table row of its own file (backup.c, restore.c, plan.c, list.c, timeline.c,
 * serve.c, serve.c). This file finds the command, reads its options and ends the run with the exit
 * code of vss(1).
 */
#include <stdio.h>
#include <string.h>

#include "options.h"
#include "report.h"

static const struct vss_command *const commands[] = {
    &vss_backup_command,   &vss_restore_command, &vss_plan_command,  &vss_list_command,
    &vss_timeline_command, &vss_serve_command,   &vss_status_command};
#define COMMAND_COUNT (sizeof commands / sizeof *commands)

static void print_help(void)
{
    printf("Usage: vss COMMAND [OPTIONS]\n\n"
           "Backs up and restores through the Volume Shadow Copy Service API.\n\nCommands:\n");
    for (size_t i = 0; i < COMMAND_COUNT; i++)
        printf("  %-10s%s\n", commands[i]->name, commands[i]->summary);
    printf("\nOptions:\n"
           "  --help     show this text, or after a command its own\n"
           "  --version  show the version\n\n"
           "Exit codes: 0 done, 1 failed, 2 wrong command line, 3 a writer failed,\n"
           "4 the backup folder is damaged or incomplete, 5 not every component succeeded.\n");
}

static const struct vss_command *find_command(const char *name)
{
    for (size_t i = 0; i < COMMAND_COUNT; i++) {
        if (strcmp(commands[i]->name, name) == 0)
            return commands[i];
    }
    return NULL;
}

/* What stands before a command. Returns an exit code, or -1 when a command follows. */
static int run_without_command(int argc, char **argv)
{
    const char *word = argc > 1 ? argv[1] : NULL;

    if (!word)
        return vss_fail(VSS_EXIT_USAGE, "no command; see vss --help");
    if (strcmp(word, "--help") == 0 || strcmp(word, "-h") == 0) {
        print_help();
        return VSS_EXIT_OK;
    }
    if (strcmp(word, "--version") == 0) {
        printf("vss %s\n", VSS_VERSION);
        return VSS_EXIT_OK;
    }
    if (find_command(word))
        return -1;
    if (word[0] == '-')
        return vss_fail(VSS_EXIT_USAGE, "unknown option %s; see vss --help", word);
    return vss_fail(VSS_EXIT_USAGE, "unknown command %s; see vss --help", word);
}

static int run_command(const struct vss_command *command, int argc, char **argv)
{
    struct vss_options options = {0};
    struct vss_report_options how;
    int code = vss_options_read(command, argc - 2, argv + 2, &options);

    if (options.help && code == VSS_EXIT_OK) {
        vss_options_help(command);
        return VSS_EXIT_OK;
    }
    how = (struct vss_report_options){
        .command = command->name, .json = options.json, .quiet = options.quiet};
    vss_report_begin(&how);
    return code == VSS_EXIT_OK ? command->run(&options) : code;
}

int main(int argc, char **argv)
{
    struct vss_report_options plain = {.command = ""};
    int code;

    code = run_without_command(argc, argv);
    if (code < 0)
        code = run_command(find_command(argv[1]), argc, argv);
    else
        vss_report_begin(&plain);
    code = vss_report_end(code);
    vss_memory_end();
    return code;
}
