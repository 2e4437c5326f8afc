/*
 * tests/processes/roles.h - what the three processes of a test do, and how its driver talks to
 * them.
 *
 * The driver forks them and tells each by one byte what to do next; each says by one byte that it
 * has. What happens in a process is in its log: the steps of its trace, and what calls answered.
 */
#ifndef PROCESSES_ROLES_H
#define PROCESSES_ROLES_H

#include <string>

struct Ends { /* of the pipes, as the process has them */
    int up;   /* it tells the driver */
    int down; /* the driver tells it */
    int gate; /* where it waits at a step */
};

enum Word : char {
    WORD_DONE = 'd', /* up: it has done what it was told, or is ready */
    WORD_STEP = 's', /* up: it has come to the step, and waits at its gate */
    WORD_WORK = 'w', /* down: subscribe; back up and restore */
    WORD_QUIT = 'q', /* down: end in order */
};

/* trace.cpp: logs the trace of this process, and stops at a step of it ("" for none). */
void trace_start(const Ends &ends, const std::string &log, const std::string &step);
void trace_end();
/* Adds a line to the log. */
__attribute__((format(printf, 1, 2))) void log_line(const char *format, ...);
void tell(const Ends &ends, Word word);
/* What the driver says; it quits when the driver has gone. */
Word hear(const Ends &ends);

/* roles.cpp: they return what the process exits with. Everything is below `folder`. */
int run_service(const Ends &ends, const std::string &folder);
int run_writer(const Ends &ends, const std::string &folder);
int run_requester(const Ends &ends, const std::string &folder);

#define CONTENT "what is backed up\n"
#define ADDRESS "/service" /* below the folder, as is the volume: */
#define VOLUME "/C"
#define DATA "/C/data.txt"

#endif
