/*
 * tests/processes/trace.cpp - the steps of a process: the lines of its trace.
 *
 * A step is "kind.phase.name#n", the nth of that kind. At the step that it was told the process
 * waits until the driver lets it go on, in the middle of the call that has just begun or ended.
 */
#include "roles.h"

#include <vsapi/host.h>

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <unistd.h>

#include <map>

/* vsapi/trace.h, which is for C. */
extern "C" void vsapi_trace_sink(void (*sink)(void *context, const char *line, size_t length),
                                 void *context);

static Ends ends;
static int log_file = -1;
static std::string stop_at;
static std::map<std::string, int> seen; /* under the lock of the trace */

void log_line(const char *format, ...)
{
    char line[512];
    va_list args;
    int length;

    va_start(args, format);
    length = vsnprintf(line, sizeof line - 1, format, args);
    va_end(args);
    if (length >= (int)sizeof line - 1)
        length = sizeof line - 2;
    line[length++] = '\n';
    if (write(log_file, line, length) != length)
        _exit(3);
}

void tell(const Ends &to, Word word)
{
    if (write(to.up, &word, 1) != 1)
        _exit(3);
}

Word hear(const Ends &from)
{
    char word;

    return read(from.down, &word, 1) == 1 ? (Word)word : WORD_QUIT;
}

static std::string field(const std::string &line, const char *name)
{
    std::string before = std::string("\"") + name + "\":\"";
    size_t at = line.find(before);

    if (at == std::string::npos)
        return "";
    at += before.size();
    return line.substr(at, line.find('"', at) - at);
}

static void take_line(void *, const char *bytes, size_t length)
{
    std::string line(bytes, length), step;
    char go;

    if (field(line, "kind") == "trace")
        return;
    step = field(line, "kind") + "." + field(line, "phase") + "." + field(line, "name");
    step += "#" + std::to_string(++seen[step]);
    log_line("step %s %s", step.c_str(), field(line, "hr").c_str());
    if (step != stop_at)
        return;
    tell(ends, WORD_STEP);
    if (read(ends.gate, &go, 1) != 1)
        _exit(3);
}

void trace_start(const Ends &of, const std::string &log, const std::string &step)
{
    ends = of;
    stop_at = step;
    log_file = open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    vsapi_trace_sink(take_line, nullptr);
}

void trace_end()
{
    vsapi_trace_sink(nullptr, nullptr);
    close(log_file);
}
