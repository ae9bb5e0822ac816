/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The end, which is the point of it all:
 *   - kill the program's process group while its leader has not been reaped, so that the number
 *     cannot belong to anybody else; the kernel does this at once for all, so that no fork escapes;
 *   - kill every child. What it had started becomes our child, since we are the subreaper. Only
 *     children are killed, never deeper descendants: the number of an unreaped child is ours;
 *   - reap; again, until waitid() says that there is no child.
 * A program that forks faster than it is killed would win. It cannot: a signal is sent in a
 * hundredth of the time that a fork takes.
 *
 * A report that the tutor has not room for stops the reaping (the dead wait, they are patient), but
 * never the killing.
 */
#include "core/process/warden_state.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/process/kin.h"
#include "core/process/urgency.h"

enum { ROUND_MS = 5 }; /* between two rounds of killing, if nobody dies meanwhile */

uint64_t warden_clock(clockid_t clock)
{
    struct timespec ts;
    clock_gettime(clock, &ts);
    return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

void warden_tell_death(struct warden *w, pid_t pid, int status, const struct rusage *usage)
{
    if ((pid == w->program && w->is_failed) || pid == w->warden)
        return; /* it never was the program */
    bool was_killed =
        w->is_ending && pid != w->program && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    reporter_tell(&w->reporter, &(struct report){.kind = REPORT_DEATH,
                                                 .pid = pid,
                                                 .value = status,
                                                 .was_killed = was_killed,
                                                 .ns = warden_clock(CLOCK_MONOTONIC),
                                                 .usage = *usage});
}

static void kill_program(const struct warden *w)
{
    if (w->program <= 0 || w->program_is_reaped)
        return;
    kill(-w->program, SIGKILL);
    kill(w->program, SIGKILL); /* it may not have got its session yet */
}

static void kill_children(struct warden *w)
{
    kill_program(w);
    struct pids children = {0};
    kin_children(getpid(), &children);
    for (size_t i = 0; i < children.count; i++) {
        pid_t child = children.list[i];
        if (getpgid(child) == child)
            kill(-child, SIGKILL);
        kill(child, SIGKILL);
    }
    pids_release(&children);
}

/* False: no child is left. */
static bool reap_all(struct warden *w)
{
    while (reporter_flush(&w->reporter)) {
        int status;
        struct rusage usage;
        pid_t pid = urgency_bury(-1, &status, WNOHANG | __WALL, &usage);
        if (pid < 0 && errno == EINTR)
            continue;
        if (pid < 0)
            return false;
        if (pid == 0)
            break;
        if (pid == w->program)
            w->program_is_reaped = true;
        if (pid != w->program || !w->program_is_dead)
            warden_tell_death(w, pid, status, &usage);
        if (pid == w->program)
            w->program_is_dead = true;
    }
    return true;
}

/* Mostly the one that we started was all there is, and has died: then nobody needs to be looked
 * for, since whoever it left would be our child by now. */
static bool is_alone(struct warden *w)
{
    pid_t first = w->keeper ? w->program : w->warden;
    if (w->program_is_reaped || (w->keeper && !w->program_is_dead))
        return false;
    kill_program(w); /* its group: its number is free from here on */
    int status;
    struct rusage usage;
    if (first <= 0 || urgency_bury(first, &status, WNOHANG | __WALL, &usage) != first)
        return false;
    w->program_is_reaped = true;
    siginfo_t info;
    return waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT | __WALL) < 0 && errno == ECHILD;
}

void warden_end(struct warden *w)
{
    w->is_ending = true;
    while (!is_alone(w)) {
        kill_children(w);
        if (!reap_all(w))
            break;
        struct pollfd fds[] = {
            {.fd = w->signals, .events = POLLIN},
            {.fd = w->reporter.has_unsent ? w->reporter.socket : -1, .events = POLLOUT},
        };
        poll(fds, 2, ROUND_MS);
        struct signalfd_siginfo info;
        while (read(w->signals, &info, sizeof(info)) > 0)
            ; /* it only woke us up */
    }
    reporter_drain(&w->reporter);
}

void warden_end_because(struct warden *w, enum child_reason reason)
{
    if (w->is_ending)
        return;
    w->is_ending = true;
    reporter_tell_reason(&w->reporter, reason);
}
