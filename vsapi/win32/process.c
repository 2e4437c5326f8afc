/*
 * vsapi/win32/process.c - processes: handles for this one and for those that it starts, which are
 * programs of this machine.
 *
 * A thread for each child waits for its end. The program is named by a path of this machine, by a
 * name that PATH finds, or by a path on a volume of the mock host that is over a folder.
 */
#include "command_line.h"
#include "file.h"
#include "handle.h"
#include "text_out.h"

#include <vsapi/host.h>

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <wchar.h>

extern char **environ;

struct process {
    struct vsapi_object object;
    pid_t pid;
    bool ended;      /* the objects' lock guards it, and the code */
    bool terminated; /* by TerminateProcess, with exit_code */
    DWORD exit_code;
};

static enum vsapi_object_ready process_ready(struct vsapi_object *object)
{
    return ((struct process *)object)->ended ? VSAPI_OBJECT_READY : VSAPI_OBJECT_WAIT;
}

static void process_destroy(struct vsapi_object *object)
{
    vsapi_free(object);
}

static const struct vsapi_object_class process_class = {.ready = process_ready,
                                                        .destroy = process_destroy};

static struct process *process_create(pid_t pid)
{
    struct process *process = vsapi_calloc(1, sizeof *process);

    if (!process) {
        vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
        return NULL;
    }
    vsapi_object_init(&process->object, &process_class, NULL);
    process->pid = pid;
    process->exit_code = STILL_ACTIVE;
    return process;
}

struct vsapi_object *vsapi_process_self(void)
{
    struct process *process = process_create(getpid());

    return process ? &process->object : NULL;
}

/* ---- the end -----------------------------------------------------------------------------------
 */

/* A child that a signal ended has the code that shells give it. */
static DWORD code_of(int status)
{
    return WIFSIGNALED(status) ? 128u + (DWORD)WTERMSIG(status) : (DWORD)WEXITSTATUS(status);
}

static void await_end(void *object)
{
    struct process *process = object;
    int status = 0;
    pid_t pid;

    do {
        pid = waitpid(process->pid, &status, 0);
    } while (pid < 0 && errno == EINTR);
    vsapi_objects_lock();
    process->ended = true;
    if (!process->terminated)
        process->exit_code = pid < 0 ? ERROR_GEN_FAILURE : code_of(status);
    vsapi_objects_changed();
    vsapi_objects_unlock();
    vsapi_object_done(&process->object);
}

/* ---- starting ----------------------------------------------------------------------------------
 */

/* The file of a program that has a Windows path; else the name as it is. */
static char *program_file(const char *name)
{
    struct vsapi_host *host;
    char *path, *copy = NULL;
    bool windows = name[0] == '\\' || (name[0] && name[1] == ':');

    if (!windows || FAILED(vsapi_current_host(&host)) || FAILED(vsapi_host_path(host, name, &path)))
        return vsapi_strdup(name);
    copy = vsapi_strdup(path);
    vsapi_host_free_path(path);
    return copy;
}

struct start { /* one call of CreateProcess */
    char *program, *line, *folder;
    char **arguments, **environment;
    char *environment_text;
    const STARTUPINFOW *info;
    pid_t pid;
};

static void start_finish(struct start *start)
{
    vsapi_free(start->program);
    vsapi_free(start->line);
    vsapi_free(start->folder);
    vsapi_free(start->arguments);
    vsapi_free(start->environment);
    vsapi_free(start->environment_text);
}

/* A list of texts, in UTF-8 or wide, as a list of pointers. */
static bool take_environment(struct start *start, const void *block, bool wide)
{
    size_t length = 0, count = 0;
    const WCHAR *texts = block;
    const char *narrow = block;

    if (!block)
        return true;
    while (wide ? texts[length] || texts[length + 1] : narrow[length] || narrow[length + 1])
        length++;
    length += 2;
    start->environment_text = vsapi_malloc(4 * length);
    start->environment = vsapi_malloc((length + 1) * sizeof *start->environment);
    if (!start->environment_text || !start->environment)
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    if (wide)
        WideCharToMultiByte(CP_UTF8, 0, texts, (int)length, start->environment_text,
                            (int)(4 * length), NULL, NULL);
    else
        memcpy(start->environment_text, narrow, length);
    for (char *at = start->environment_text; *at; at += strlen(at) + 1)
        start->environment[count++] = at;
    start->environment[count] = NULL;
    return true;
}

static bool take_program(struct start *start, LPCWSTR name)
{
    char *text = NULL;
    int count;

    start->arguments = vsapi_command_line_cut(start->line ? start->line : "", &count);
    if (!start->arguments || (name && !vsapi_text_in(name, &text)))
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    start->program = program_file(text ? text : start->arguments[0]);
    if (!start->line && start->program) /* without a line the program is its own first argument */
        start->arguments[0] = start->program;
    vsapi_free(text);
    return start->program ? true : vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
}

/* Standard handles that are streams of this process. */
static bool redirect(posix_spawn_file_actions_t *actions, HANDLE handle, int fd)
{
    struct vsapi_open *open = vsapi_open_use(handle);
    bool done = false;

    if (!open)
        return false;
    if (open->kind == VSAPI_OPEN_STREAM)
        done = posix_spawn_file_actions_adddup2(actions, open->fd, fd) == 0;
    else if (open->kind == VSAPI_OPEN_NUL)
        done = posix_spawn_file_actions_addopen(actions, fd, "/dev/null", O_RDWR, 0) == 0;
    vsapi_open_done(open);
    return done ? true : vsapi_win32_fail(ERROR_NOT_SUPPORTED);
}

static bool redirect_all(posix_spawn_file_actions_t *actions, const STARTUPINFOW *info)
{
    if (!info || !(info->dwFlags & STARTF_USESTDHANDLES))
        return true;
    return (!info->hStdInput || redirect(actions, info->hStdInput, 0)) &&
           (!info->hStdOutput || redirect(actions, info->hStdOutput, 1)) &&
           (!info->hStdError || redirect(actions, info->hStdError, 2));
}

static DWORD code_of_errno(int error)
{
    switch (error) {
    case ENOENT:
        return ERROR_FILE_NOT_FOUND;
    case ENOTDIR:
        return ERROR_PATH_NOT_FOUND;
    case ENOEXEC:
        return ERROR_BAD_EXE_FORMAT;
    case EACCES:
    case EPERM:
        return ERROR_ACCESS_DENIED;
    default:
        return ERROR_NOT_ENOUGH_MEMORY;
    }
}

static bool spawn(struct start *start)
{
    char **environment = start->environment ? start->environment : environ;
    posix_spawn_file_actions_t actions;
    int error = 0;
    bool done;

    posix_spawn_file_actions_init(&actions);
    done = redirect_all(&actions, start->info);
    if (done && start->folder)
        error = posix_spawn_file_actions_addchdir_np(&actions, start->folder);
    if (done && error == 0)
        error = posix_spawnp(&start->pid, start->program, &actions, NULL, start->arguments,
                             environment);
    posix_spawn_file_actions_destroy(&actions);
    return done && error != 0 ? vsapi_win32_fail(code_of_errno(error)) : done;
}

/* Two handles of the process, one of which stands for its thread, and the thread that awaits it. */
static BOOL hand_out(pid_t pid, LPPROCESS_INFORMATION out)
{
    struct process *process = process_create(pid);
    struct vsapi_thread thread;

    if (!process)
        return FALSE;
    process->object.refs = 3;
    if (FAILED(vsapi_thread_start(&thread, await_end, process))) {
        process_destroy(&process->object);
        return vsapi_win32_fail(ERROR_NOT_ENOUGH_MEMORY);
    }
    vsapi_thread_detach(&thread);
    out->dwProcessId = out->dwThreadId = (DWORD)pid;
    out->hProcess = vsapi_handle_create(&process->object);
    out->hThread = vsapi_handle_create(&process->object);
    return out->hProcess && out->hThread;
}

/* Windows of their own, priorities and the like say nothing here; a suspended one cannot be had. */
static BOOL run(struct start *start, LPCWSTR name, DWORD flags, const void *environment,
                LPCWSTR folder, LPPROCESS_INFORMATION out)
{
    char *text = NULL;

    if (flags & (CREATE_SUSPENDED | DEBUG_PROCESS | DEBUG_ONLY_THIS_PROCESS))
        return vsapi_win32_fail(ERROR_NOT_SUPPORTED);
    if (!take_program(start, name) ||
        !take_environment(start, environment, flags & CREATE_UNICODE_ENVIRONMENT) ||
        !vsapi_text_in(folder, &text))
        return FALSE;
    if (text)
        start->folder = program_file(text);
    vsapi_free(text);
    return spawn(start) && hand_out(start->pid, out);
}

BOOL WINAPI CreateProcessW(LPCWSTR name, LPWSTR line, LPSECURITY_ATTRIBUTES process_security,
                           LPSECURITY_ATTRIBUTES thread_security, BOOL inherit, DWORD flags,
                           LPVOID environment, LPCWSTR folder, LPSTARTUPINFOW info,
                           LPPROCESS_INFORMATION out)
{
    struct start start = {.info = info};
    BOOL done;

    (void)process_security;
    (void)thread_security;
    (void)inherit;
    if ((!name && (!line || !*line)) || !out)
        return vsapi_win32_fail(ERROR_INVALID_PARAMETER);
    done = vsapi_text_in(line, &start.line) && run(&start, name, flags, environment, folder, out);
    start_finish(&start);
    return done;
}

/* Of the narrow form's information only the handles count. */
BOOL WINAPI CreateProcessA(LPCSTR name, LPSTR line, LPSECURITY_ATTRIBUTES process_security,
                           LPSECURITY_ATTRIBUTES thread_security, BOOL inherit, DWORD flags,
                           LPVOID environment, LPCSTR folder, LPSTARTUPINFOA info,
                           LPPROCESS_INFORMATION out)
{
    STARTUPINFOW wide_info = {.cb = sizeof wide_info};
    WCHAR *wide_name = NULL, *wide_line = NULL, *wide_folder = NULL;
    BOOL done;

    if (info) {
        wide_info.dwFlags = info->dwFlags;
        wide_info.hStdInput = info->hStdInput;
        wide_info.hStdOutput = info->hStdOutput;
        wide_info.hStdError = info->hStdError;
    }
    done = vsapi_wide_in(name, &wide_name) && vsapi_wide_in(line, &wide_line) &&
           vsapi_wide_in(folder, &wide_folder) &&
           CreateProcessW(wide_name, wide_line, process_security, thread_security, inherit, flags,
                          environment, wide_folder, &wide_info, out);
    vsapi_free(wide_name);
    vsapi_free(wide_line);
    vsapi_free(wide_folder);
    return done;
}

/* ---- asking ------------------------------------------------------------------------------------
 */

static struct process *use_process(HANDLE handle)
{
    if (handle == GetCurrentProcess())
        return (struct process *)vsapi_process_self();
    return (struct process *)vsapi_handle_use(handle, &process_class);
}

BOOL WINAPI GetExitCodeProcess(HANDLE handle, LPDWORD code)
{
    struct process *process = use_process(handle);

    if (!process)
        return FALSE;
    vsapi_objects_lock();
    *code = process->ended ? process->exit_code : STILL_ACTIVE;
    vsapi_objects_unlock();
    vsapi_object_done(&process->object);
    return TRUE;
}

DWORD WINAPI GetProcessId(HANDLE handle)
{
    struct process *process = use_process(handle);
    DWORD pid = process ? (DWORD)process->pid : 0;

    if (process)
        vsapi_object_done(&process->object);
    return pid;
}

BOOL WINAPI TerminateProcess(HANDLE handle, UINT code)
{
    struct process *process = use_process(handle);
    bool done;

    if (!process)
        return FALSE;
    if (process->pid == getpid())
        _exit((int)code);
    vsapi_objects_lock();
    done = !process->ended && !process->terminated && kill(process->pid, SIGKILL) == 0;
    if (done) {
        process->terminated = true;
        process->exit_code = code;
    }
    vsapi_objects_unlock();
    vsapi_object_done(&process->object);
    return done ? TRUE : vsapi_win32_fail(ERROR_ACCESS_DENIED);
}

/* All are native: none has 32 bits on 64. */
BOOL WINAPI IsWow64Process(HANDLE handle, PBOOL out)
{
    struct process *process = use_process(handle);

    if (!process)
        return FALSE;
    vsapi_object_done(&process->object);
    *out = FALSE;
    return TRUE;
}
