/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child under supervision: a program that may be hostile, and everything it starts.
 *
 *     tutor  <--socket-->  keeper, warden  --fork, exec-->  program, its children and grandchildren
 *
 * The warden is a process of ours: subreaper and parent of the program. When the tutor says so,
 * when the tutor dies in whatever way (its end of the socket closes), or when the program is over
 * and its left-overs have had their time, it kills and reaps until no child is left, and only then
 * ends. So nothing that a run started is alive after it. The keeper is the warden's parent and does
 * nothing but take over should the warden be killed.
 *
 * The tutor's side (child.c) never blocks: poll child_fd(), call child_turn().
 */
#ifndef CORE_PROCESS_CHILD_H
#define CORE_PROCESS_CHILD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/resource.h>
#include <sys/types.h>

#include "core/base/err.h"

struct child_limits {
    uint64_t data_bytes;     /* private memory of each process (RLIMIT_DATA); 0 no limit */
    uint64_t resident_bytes; /* memory in use by all of them, watched by the warden; 0 no limit */
    uint64_t file_bytes;     /* largest file it may write; 0 no limit */
    unsigned cpu_s;          /* processor seconds of each process; 0 no limit */
    unsigned
        processes;  /* more than this many tasks at once, threads included, are ended; 0 no limit */
    unsigned files; /* open descriptors; 0 no limit */
    bool is_offline;    /* no sockets but local ones, where the kernel has seccomp */
    unsigned linger_ms; /* how long left-overs may live after the first process has ended */
};

extern const struct child_limits child_default_limits;

struct child_spec {
    const char *const *argv;      /* argv[0] is the path to execute; NULL-terminated */
    const char *const *extra_env; /* "NAME=value" to add or replace, NULL-terminated; may be NULL */
    const char *dir;              /* working directory; NULL: as it is */
    struct child_limits limits;
    const int *cpus; /* run on these cores only; NULL: as inherited */
    size_t cpu_count;
    bool is_held;     /* wait after the fork, before the exec, for child_go() */
    bool is_confined; /* no new privileges, seccomp deny-list, Landlock: what the kernel has */
    bool is_sealed;   /* if it is confined: it opens no file for writing, wherever it is */
    const char *share_name; /* environment variable that tells the program the path of share_fd;
                               NULL: nothing is shared. The path leads to the warden: the tutor's
                               own /proc/PID/fd is closed to a program confined by Landlock */
    int share_fd;           /* stays the caller's, who may close it after child_start() */
    bool merge_output;      /* false: standard output through a pseudo-terminal, as a learner would
                               see it, standard error with it; true: a pipe (for the compiler) */
};

struct child_death {
    pid_t pid;
    int status; /* wait status */
    struct rusage usage;
    uint64_t ns; /* CLOCK_MONOTONIC when it was seen */
};

enum child_state {
    CHILD_STARTING, /* forked; the exec is not known yet */
    CHILD_HELD,     /* forked, waits for child_go() */
    CHILD_RUNNING,  /* the exec succeeded */
    CHILD_FAILED,   /* the exec failed: child_exec_error() */
    CHILD_OVER,     /* nothing is alive any more, all output is read */
};

enum child_reason { /* why it was ended, if the supervision did it */
                    CHILD_BY_ITSELF,
                    CHILD_BY_REQUEST,
                    CHILD_LEFT_OVERS, /* the first process ended; others did not within linger_ms */
                    CHILD_MEMORY,
                    CHILD_PROCESSES,
};

struct child;

/* Starts the warden, which forks the program. NULL only if that failed (err is set). */
struct child *child_start(const struct child_spec *spec, struct err *err);
/* Kills and reaps all, waits for the warden (bounded: the kernel's SIGKILL), frees. NULL is fine.
 */
void child_free(struct child *child);

int child_fd(const struct child *child); /* an epoll descriptor: poll it for POLLIN */
/* Takes in what has come: states, deaths, output. Never blocks. */
void child_turn(struct child *child);
void child_go(struct child *child);  /* a held child may exec */
void child_end(struct child *child); /* kill all of it; CHILD_OVER follows */

enum child_state child_state(const struct child *child);
enum child_reason child_reason(const struct child *child);
pid_t child_pid(const struct child *child);      /* of the program; 0 while not known */
int child_exec_error(const struct child *child); /* errno of the failed exec */
unsigned
child_left_over(const struct child *child); /* processes that had to be killed at the end */
/* The next death in order; false when there is none. */
bool child_next_death(struct child *child, struct child_death *out);
/* The output since the last call, at most `size` bytes; 0 when there is none now. */
size_t child_read(struct child *child, char *bytes, size_t size);

#endif
