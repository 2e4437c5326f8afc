/*
 * tests/processes/plain_kill.cpp - kill -9 of service, writer and requester at every step.
 *
 * One undisturbed backup and restore gives the steps: every line of the trace of each of the three
 * processes. Then each step has three runs: when its process comes to it and waits there, one of
 * the three is killed. The survivors then have to get what is documented, nothing may be left, and
 * the next backup and restore have to work. Arguments: a step and a victim, for that run alone.
 */
#include "roles.h"

#include <windows.h>
#include <vss.h>

#include <plain.h>

#include <dirent.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#define PATIENCE_MS 10000 /* nothing here takes so long but a hang */

enum Role { SERVICE, WRITER, REQUESTER, ROLES };
static const char *const role_names[] = {"service", "writer", "requester"};
static int (*const role_runs[])(const Ends &, const std::string &) = {run_service, run_writer,
                                                                      run_requester};

typedef std::vector<std::string> Lines;

static Lines read_lines(const std::string &path, size_t from = 0)
{
    std::ifstream file(path);
    std::string line;
    Lines all;

    while (std::getline(file, line))
        if (from > 0)
            from--;
        else
            all.push_back(line);
    return all;
}

static size_t count_of(const Lines &lines, const std::string &begin)
{
    size_t count = 0;

    for (const std::string &line : lines)
        count += line.compare(0, begin.size(), begin) == 0;
    return count;
}

/* The rest of the last line that begins so; "" if none does. */
static std::string value_of(const Lines &lines, const std::string &begin)
{
    std::string found;

    for (const std::string &line : lines)
        if (line.compare(0, begin.size(), begin) == 0)
            found = line.substr(begin.size());
    return found;
}

/* ---- processes --------------------------------------------------------------------------------
 */

class Process
{
  public:
    Role role = SERVICE;
    pid_t pid = -1; /* -1: not there */
    int up = -1, down = -1, gate = -1;
    int status = 0; /* it ended with */
    int done = 0;   /* how often it said so */
    std::string log;
    size_t log_from = 0; /* lines of earlier work */

    void start(Role of, const std::string &folder, const std::string &step)
    {
        int u[2], d[2], g[2];

        role = of;
        log = folder + "/" + role_names[of] + ".log";
        log_from = read_lines(log).size();
        done = 0;
        if (pipe2(u, O_CLOEXEC) || pipe2(d, O_CLOEXEC) || pipe2(g, O_CLOEXEC))
            abort();
        pid = fork();
        if (pid == 0) {
            close_others();
            close(u[0]), close(d[1]), close(g[1]);
            work({u[1], d[0], g[0]}, folder, step);
        }
        close(u[1]), close(d[0]), close(g[0]);
        up = u[0], down = d[1], gate = g[1];
    }

    void say(Word word)
    {
        if (pid > 0 && write(down, &word, 1) != 1)
            fprintf(stderr, "%s cannot be told anything\n", role_names[role]);
    }

    void reap()
    {
        waitpid(pid, &status, 0);
        close(up), close(down), close(gate);
        pid = -1;
    }

    Lines lines() const
    {
        return read_lines(log, log_from);
    }

    static Process all[ROLES];

  private:
    static void close_others()
    {
        for (Process &other : all)
            if (other.pid > 0)
                close(other.up), close(other.down), close(other.gate);
    }

    /* The child. A hang of it is an alarm. */
    void work(const Ends &ends, const std::string &folder, const std::string &step)
    {
        int code;

        signal(SIGPIPE, SIG_DFL);
        alarm(PATIENCE_MS / 1000);
        if (role != SERVICE)
            setenv("VSAPI_SERVICE", (folder + ADDRESS).c_str(), 1);
        trace_start(ends, log, step);
        code = role_runs[role](ends, folder);
        trace_end();
        exit(code);
    }
};
Process Process::all[ROLES];

/* ---- a run ------------------------------------------------------------------------------------
 */

struct Run {
    std::string step; /* "": undisturbed */
    Role at = SERVICE, victim = ROLES;
    bool killed = false, failed = false;
};
static Run run;
static std::string folder;

static void complain(const char *what, const std::string &detail = "")
{
    fprintf(stderr, "%s at %s of %s killed: %s %s\n",
            run.victim == ROLES ? "nobody" : role_names[run.victim], run.step.c_str(),
            role_names[run.at], what, detail.c_str());
    run.failed = true;
    plain_failures++;
}

static Process &the(Role role)
{
    return Process::all[role];
}

/* A process has come to the step: the victim dies, and is dead before anybody goes on. */
static void kill_victim(Process &at)
{
    Process &victim = the(run.victim);

    run.killed = true;
    if (victim.pid > 0) {
        kill(victim.pid, SIGKILL);
        victim.reap();
    }
    if (at.pid > 0 && write(at.gate, "g", 1) != 1)
        complain("cannot go on:", role_names[at.role]);
}

static void take_word(Process &from)
{
    char word;

    if (read(from.up, &word, 1) != 1) {
        from.reap();
        if (from.status != 0)
            complain("a survivor failed:",
                     role_names[from.role] + std::string(" with ") + std::to_string(from.status));
    } else if (word == WORD_STEP) {
        kill_victim(from);
    } else {
        from.done++;
    }
}

/* Until the process has done what it was told so often, or has gone. */
static void wait_for(Role role, int done)
{
    while (the(role).pid > 0 && the(role).done < done) {
        struct pollfd fds[ROLES];
        int ready;

        for (int i = 0; i < ROLES; i++)
            fds[i] = {the((Role)i).pid > 0 ? the((Role)i).up : -1, POLLIN, 0};
        ready = poll(fds, ROLES, PATIENCE_MS);
        if (ready <= 0) {
            complain("a hang of the", role_names[role]);
            kill(the(role).pid, SIGKILL);
            the(role).reap();
            return;
        }
        for (int i = 0; i < ROLES; i++)
            if (fds[i].revents && the((Role)i).pid > 0 && the((Role)i).up == fds[i].fd)
                take_word(the((Role)i));
    }
}

static void do_work(Role role)
{
    int done = the(role).done;

    the(role).say(WORD_WORK);
    wait_for(role, done + 1);
}

static void quit(Role role)
{
    the(role).say(WORD_QUIT);
    wait_for(role, the(role).done + 1);
}

static void start(Role role, bool stops)
{
    if (the(role).pid <= 0)
        the(role).start(role, folder, stops && run.at == role ? run.step : "");
}

/* Those that are not there are started; the requester has yet to be told to work. */
static void start_all(bool stops)
{
    bool service = the(SERVICE).pid <= 0, writer = the(WRITER).pid <= 0;

    for (int role = 0; role < ROLES; role++)
        start((Role)role, stops);
    if (service)
        wait_for(SERVICE, 1);
    if (writer)
        do_work(WRITER);
}

static void quit_all()
{
    quit(REQUESTER);
    quit(WRITER);
    quit(SERVICE);
}

/* ---- what has to be ---------------------------------------------------------------------------
 */

static Lines names_in(const std::string &path)
{
    DIR *dir = opendir(path.c_str());
    Lines names;

    while (dir) {
        struct dirent *entry = readdir(dir);

        if (!entry)
            break;
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            names.push_back(entry->d_name);
    }
    if (dir)
        closedir(dir);
    return names;
}

/* With the service ended in order, nothing is left but the data and our logs. */
static void check_folder()
{
    for (const std::string &name : names_in(folder))
        if (name != "C" && name.find(".log") == std::string::npos)
            complain("is left:", name);
    for (const std::string &name : names_in(folder + VOLUME))
        if (name != "data.txt")
            complain("is left on the volume:", name);
}

/* The calls of the requester answered nothing but S_OK and what is in `allowed`. */
static void check_calls(const Lines &lines, const std::set<std::string> &allowed)
{
    for (const std::string &line : lines)
        if (line.compare(0, 5, "call ") == 0 &&
            allowed.count(line.substr(line.rfind(' ') + 1)) == 0 && line != "call Next S_FALSE")
            complain("wrong answer:", line);
}

/* The last backup and restore, by the log of the requester: everything worked. */
static void check_whole(const Lines &lines)
{
    check_calls(lines, {"S_OK"});
    if (count_of(lines, "call PostRestore S_OK") != 1 || count_of(lines, "copy whole") != 1 ||
        count_of(lines, "call Next S_FALSE") != 1)
        complain("the next backup is not whole");
}

/* It goes on to its end, and if that was not yet reached a call has failed. */
static void check_without_service(const Lines &lines)
{
    bool failed = false;

    check_calls(lines, {"S_OK", "VSS_E_UNEXPECTED"});
    for (const std::string &line : lines)
        failed = failed || line.find(" VSS_E_UNEXPECTED") != std::string::npos;
    if (count_of(lines, "end") == 0 || (!failed && count_of(lines, "call Next ") == 0))
        complain("the requester did not notice the end of the service");
}

/* A writer that died is NOT_RESPONDING, and where it failed decides (failure_table of
 * backup-protocol.json, docs/decisions.md#writer-fails-set, #lost-before-complete). */
struct Fate {
    const char *event;      /* during which it died, by its own trace */
    const char *call;       /* the operation that sent it */
    const char *outcome;    /* of the operation */
    VSS_WRITER_STATE state; /* of the writer afterwards */
};
static const Fate fates[] = {
    {"PrepareForBackup", "PrepareForBackup", "S_OK", VSS_WS_FAILED_AT_PREPARE_BACKUP},
    {"PrepareForSnapshot", "DoSnapshotSet", "S_OK", VSS_WS_FAILED_AT_PREPARE_SNAPSHOT},
    {"Freeze", "DoSnapshotSet", "VSS_E_UNEXPECTED_WRITER_ERROR", VSS_WS_FAILED_AT_FREEZE},
    {"Thaw", "DoSnapshotSet", "VSS_E_UNEXPECTED_WRITER_ERROR", VSS_WS_FAILED_AT_THAW},
    {"PostSnapshot", "DoSnapshotSet", "S_OK", VSS_WS_FAILED_AT_POST_SNAPSHOT},
    {"BackupComplete", "BackupComplete", "VSS_E_UNEXPECTED_WRITER_ERROR",
     VSS_WS_FAILED_AT_BACKUP_COMPLETE},
    {"PreRestore", "PreRestore", "S_OK", VSS_WS_FAILED_AT_PRE_RESTORE},
    {"PostRestore", "PostRestore", "VSS_E_UNEXPECTED_WRITER_ERROR", VSS_WS_FAILED_AT_POST_RESTORE},
};

static void check_fate(const Lines &lines, const Fate &fate)
{
    std::string call = std::string("call ") + fate.call + " ";
    std::string status = std::string("status ") + fate.call + " ";
    std::string wanted = std::to_string(fate.state) + " VSS_E_WRITER_NOT_RESPONDING";

    if (value_of(lines, call) != fate.outcome)
        complain("wrong outcome:", call + value_of(lines, call));
    if (value_of(lines, status) != wanted)
        complain("wrong status:", status + value_of(lines, status));
}

static void check_without_writer(const Lines &lines)
{
    check_calls(lines, {"S_OK", "VSS_E_UNEXPECTED_WRITER_ERROR", "VSS_E_OBJECT_NOT_FOUND"});
    for (const std::string &line : lines)
        if (line.compare(0, 7, "status ") == 0 && line.find(" S_OK") == std::string::npos &&
            line.find(" VSS_E_WRITER_NOT_RESPONDING") == std::string::npos)
            complain("wrong status:", line);
    for (const Fate &fate : fates)
        if (run.at == WRITER && (run.step == std::string("event.begin.") + fate.event + "#1" ||
                                 run.step == std::string("event.end.") + fate.event + "#1"))
            check_fate(lines, fate);
    if (count_of(lines, "end") == 0)
        complain("the requester did not come to its end");
}

/* Whoever was told of a backup hears of its end (PROT-703), and of Abort unless the shadow copy was
 * there already (CVssWriter::OnAbort). "" or what is missing. */
static std::string missing_end(const Lines &lines)
{
    size_t told = count_of(lines, "step event.begin.PrepareForBackup");
    size_t ended = count_of(lines, "step event.end.BackupShutdown");
    size_t aborted = count_of(lines, "step event.end.Abort");
    size_t snapshots = count_of(lines, "step event.begin.PostSnapshot");

    if (told != ended)
        return "BackupShutdown " + std::to_string(ended) + " times";
    if (told > snapshots && aborted == 0)
        return "no Abort";
    if (told == snapshots && told > 0 && aborted > 0)
        return "Abort after PostSnapshot";
    return "";
}

/* The service, or the writer itself if that is gone, does this on its own: it may take a moment. */
static void check_writer()
{
    std::string missing;

    for (int i = 0; i < PATIENCE_MS; i++) {
        missing = missing_end(the(WRITER).lines());
        if (missing.empty())
            return;
        usleep(1000);
    }
    complain("the writer:", missing);
}

/* That a requester has gone the service hears on a thread of its own: until it has ended what was
 * left, a set of it may be under construction. */
static void wait_for_sessions()
{
    for (int i = 0; i < PATIENCE_MS; i++) {
        const Lines lines = the(SERVICE).lines();

        if (count_of(lines, "step session.note.begin") == count_of(lines, "step session.note.end"))
            return;
        usleep(1000);
    }
    complain("the service keeps the session of the requester that was killed");
}

/* ---- runs -------------------------------------------------------------------------------------
 */

static void check_survivors(const Lines &requester)
{
    if (run.victim == SERVICE)
        check_without_service(requester);
    else if (run.victim == WRITER)
        check_without_writer(requester);
    if (run.victim != WRITER && the(WRITER).pid > 0)
        check_writer();
    if (run.victim == REQUESTER)
        wait_for_sessions();
}

static void back_up_again()
{
    if (run.victim == SERVICE) {
        quit(REQUESTER);
        quit(WRITER);
    }
    start_all(false);
    the(REQUESTER).log_from = read_lines(the(REQUESTER).log).size();
    do_work(REQUESTER);
    check_whole(the(REQUESTER).lines());
    quit_all();
    check_folder();
}

static void make_folder()
{
    std::ofstream(folder + DATA) << CONTENT;
    for (const char *name : role_names)
        unlink((folder + "/" + name + ".log").c_str());
}

static void play(const Run &of)
{
    run = of;
    make_folder();
    start_all(true);
    do_work(REQUESTER);
    if (run.killed)
        check_survivors(the(REQUESTER).lines());
    else
        quit_all();
    if (run.step.empty())
        check_whole(the(REQUESTER).lines());
    else if (!run.killed)
        complain("the step was not reached");
    else
        back_up_again();
}

static Lines steps_of(Role role)
{
    Lines steps;

    for (const std::string &line : the(role).lines())
        if (line.compare(0, 5, "step ") == 0)
            steps.push_back(line.substr(5, line.find(' ', 5) - 5));
    return steps;
}

static void play_all(int stride)
{
    std::vector<Run> runs;
    int number = 0;

    play(Run());
    for (int role = 0; role < ROLES; role++)
        for (const std::string &step : steps_of((Role)role))
            for (int victim = 0; victim < ROLES; victim++) {
                Run next;

                next.step = step;
                next.at = (Role)role;
                next.victim = (Role)victim;
                runs.push_back(next);
            }
    for (const Run &next : runs)
        if (number++ % stride == 0)
            play(next);
    printf("%d runs of %zu\n", (number + stride - 1) / stride, runs.size());
}

static int role_named(const char *name)
{
    for (int role = 0; role < ROLES; role++)
        if (strcmp(name, role_names[role]) == 0)
            return role;
    return ROLES;
}

int main(int argc, char **argv)
{
    const char *temporary = getenv("TMPDIR"), *every = getenv("EVERY");
    std::string name = std::string(temporary ? temporary : "/tmp") + "/vsapi-kill-XXXXXX";

    signal(SIGPIPE, SIG_IGN);
    folder = mkdtemp(&name[0]);
    mkdir((folder + VOLUME).c_str(), 0700);
    if (argc == 4) {
        Run one;

        one.at = (Role)role_named(argv[1]);
        one.step = argv[2];
        one.victim = (Role)role_named(argv[3]);
        play(one);
    } else {
        play_all(every ? atoi(every) : 1);
    }
    if (plain_failures > 0) {
        fprintf(stderr, "the logs are in %s\n", folder.c_str());
        return 1;
    }
    for (const char *role : role_names)
        unlink((folder + "/" + role + ".log").c_str());
    unlink((folder + DATA).c_str());
    rmdir((folder + VOLUME).c_str());
    rmdir(folder.c_str());
    return 0;
}
