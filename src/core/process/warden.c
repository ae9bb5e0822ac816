/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The warden: parent of the program, judge of its limits, and the one who sees to it that nothing
 * is left. See child.h and warden.h.
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
#include "core/process/warden.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/sysinfo.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/process/confine.h"
#include "core/process/kin.h"
#include "core/process/launch.h"
#include "core/process/report.h"
#include "core/process/urgency.h"

enum {
    LOOK_MS = 50,       /* how often limits are looked at */
    LOOK_SHARE = 50,    /* and at most one part in so many of a core is spent on it, */
    LOOK_MOST_MS = 250, /* but it is never later than this; */
    LOOK_GROWTH = 16,   /* and not later at all when so many tasks came since the last time */
    ROUND_MS = 5,       /* between two rounds of killing, if nobody dies meanwhile */
};

struct warden {
    const struct child_spec *spec;
    struct reporter reporter;
    int signals;
    int hold, told; /* our ends of the program's pipes; -1 once used */
    pid_t keeper;   /* 0: this is the keeper, who has taken over */
    pid_t warden;   /* the keeper's: its death is nobody's business */
    pid_t program;
    bool program_is_dead,
        program_is_reaped; /* a dead one is kept until the end: it guards its number */
    bool is_failed;        /* the exec failed */
    bool is_ending;
    uint64_t linger_until, look_at; /* ns; 0 not yet */
    uint64_t tasks_seen;            /* at the last look */
    uint16_t crowd_before;          /* tasks of the whole machine when it began */
};

static uint64_t read_clock(clockid_t clock)
{
    struct timespec ts;
    clock_gettime(clock, &ts);
    return (uint64_t)ts.tv_sec * 1000000000u + (uint64_t)ts.tv_nsec;
}

static uint64_t now_ns(void)
{
    return read_clock(CLOCK_MONOTONIC);
}

static void tell_death(struct warden *w, pid_t pid, int status, const struct rusage *usage)
{
    if ((pid == w->program && w->is_failed) || pid == w->warden)
        return; /* it never was the program */
    bool was_killed =
        w->is_ending && pid != w->program && WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
    reporter_tell(&w->reporter, &(struct report){.kind = REPORT_DEATH,
                                                 .pid = pid,
                                                 .value = status,
                                                 .was_killed = was_killed,
                                                 .ns = now_ns(),
                                                 .usage = *usage});
}

/* --- the end ---------------------------------------------------------------------------------- */

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
            tell_death(w, pid, status, &usage);
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

static void end_all(struct warden *w)
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

static void end_because(struct warden *w, enum child_reason reason)
{
    if (w->is_ending)
        return;
    w->is_ending = true;
    reporter_tell_reason(&w->reporter, reason);
}

/* --- while it runs ---------------------------------------------------------------------------- */

static void hear_exec(struct warden *w)
{
    int number = 0;
    ssize_t n = w->told < 0 ? -1 : read(w->told, &number, sizeof(number));
    if (n < 0)
        return; /* EAGAIN: it is not decided yet */
    close(w->told);
    w->told = -1;
    w->is_failed = n == (ssize_t)sizeof(number);
    reporter_tell_now(&w->reporter, REPORT_EXEC, w->program, w->is_failed ? number : 0);
}

/* The first process has died: says so, but leaves it unreaped. */
static void see_program(struct warden *w)
{
    siginfo_t info = {0};
    struct rusage usage = {0};
    /* libc's waitid() does not give the fifth argument of the kernel's. */
    if (syscall(SYS_waitid, P_PID, w->program, &info, WEXITED | WNOHANG | WNOWAIT, &usage) < 0 ||
        info.si_pid != w->program)
        return;
    hear_exec(w);
    int status = info.si_code == CLD_EXITED
                     ? (info.si_status & 0xff) << 8
                     : info.si_status | (info.si_code == CLD_DUMPED ? 0x80 : 0);
    tell_death(w, w->program, status, &usage);
    w->program_is_dead = true;
    w->linger_until = now_ns() + (uint64_t)w->spec->limits.linger_ms * 1000000u;
}

/* One look at the orphans that came to us. True: none was reaped, and *left is how many there are.
 */
static bool reap_once(struct warden *w, size_t *left)
{
    struct pids children = {0};
    kin_children(getpid(), &children);
    bool was_quiet = true;
    *left = 0;
    for (size_t i = 0; i < children.count; i++) {
        pid_t child = children.list[i];
        if (child == w->program)
            continue;
        int status;
        struct rusage usage;
        if (reporter_flush(&w->reporter) &&
            urgency_bury(child, &status, WNOHANG | __WALL, &usage) == child) {
            tell_death(w, child, status, &usage);
            was_quiet = false;
        } else {
            ++*left;
        }
    }
    pids_release(&children);
    return was_quiet;
}

/* Returns how many children but the program are alive. One that has just died may have left
 * another, which was not on the list yet: so it looks again. */
static size_t reap_orphans(struct warden *w)
{
    size_t left;
    while (!reap_once(w, &left) && left == 0)
        ;
    return left;
}

static void reap(struct warden *w)
{
    if (!w->program_is_dead && reporter_flush(&w->reporter))
        see_program(w);
    size_t left = reap_orphans(w);
    if (!w->program_is_dead)
        return;
    if (left == 0 || w->is_failed)
        w->is_ending = true;
    else if (now_ns() >= w->linger_until)
        end_because(w, CHILD_LEFT_OVERS);
}

/* All tasks of the machine, in the 16 bits that the kernel has for them: only differences count. */
static uint16_t crowd(void)
{
    struct sysinfo info;
    return sysinfo(&info) == 0 ? info.procs : 0;
}

/* Counting takes milliseconds of a processor, and among thousands of tasks that all want it the
 * warden would wait seconds for those. So when that many came to the machine, whosever they are,
 * the program is stopped for as long as the counting takes. */
static struct kin_use count_kin(struct warden *w, uint64_t most)
{
    int16_t more = (int16_t)(crowd() - w->crowd_before);
    bool is_crowded = !w->program_is_dead && more > 0 && (uint64_t)more > most;
    if (is_crowded)
        kill(-w->program, SIGSTOP);
    struct kin_use use = kin_use(getpid(), most);
    if (is_crowded && use.tasks <= most)
        kill(-w->program, SIGCONT);
    return use;
}

static void look_at_limits(struct warden *w)
{
    if (now_ns() < w->look_at)
        return;
    uint64_t start = read_clock(CLOCK_THREAD_CPUTIME_ID);
    const struct child_limits *limits = &w->spec->limits;
    uint64_t most = limits->processes ? limits->processes : UINT64_MAX;
    struct kin_use use = count_kin(w, most);
    if (use.tasks > most)
        end_because(w, CHILD_PROCESSES);
    else if (limits->resident_bytes && use.resident > limits->resident_bytes &&
             kin_resident(getpid()) > limits->resident_bytes)
        end_because(w, CHILD_MEMORY);
    /* What it cost the processor, not what it took: among a thousand tasks that want to run, that
     * would be long, and the next look too late. */
    uint64_t pause_ms = (read_clock(CLOCK_THREAD_CPUTIME_ID) - start) * LOOK_SHARE / 1000000;
    if (pause_ms > LOOK_MOST_MS)
        pause_ms = LOOK_MOST_MS;
    if (pause_ms < LOOK_MS || use.tasks > w->tasks_seen + LOOK_GROWTH)
        pause_ms = LOOK_MS;
    w->tasks_seen = use.tasks;
    w->look_at = now_ns() + pause_ms * 1000000;
}

static void obey(struct warden *w)
{
    char command;
    ssize_t n;
    while ((n = recv(w->reporter.socket, &command, 1, MSG_DONTWAIT)) == 1) {
        if (command == WARDEN_GO && w->hold >= 0) {
            /* If it is dead it needs no leave. */
            if (write(w->hold, &command, 1) < 0)
                errno = 0;
            close(w->hold);
            w->hold = -1;
        } else if (command == WARDEN_END) {
            end_because(w, CHILD_BY_REQUEST);
        }
    }
    if (n == 0 || (errno != EAGAIN && errno != EINTR))
        w->is_ending = true; /* the tutor is gone */
}

/* Signals that somebody sends to the warden are nothing to it, but for its parent's death. */
static void hear_signals(struct warden *w)
{
    struct signalfd_siginfo info;
    while (read(w->signals, &info, sizeof(info)) == (ssize_t)sizeof(info))
        if (info.ssi_signo == SIGHUP &&
            (getppid() != w->keeper || info.ssi_pid == (uint32_t)w->keeper))
            w->is_ending = true;
}

static void watch(struct warden *w)
{
    while (!w->is_ending) {
        struct pollfd fds[] = {
            {.fd = w->reporter.socket,
             .events = (short)(POLLIN | (w->reporter.has_unsent ? POLLOUT : 0))},
            {.fd = w->signals, .events = POLLIN},
            {.fd = w->told, .events = POLLIN},
        };
        if (poll(fds, 3, LOOK_MS) < 0 && errno != EINTR)
            break;
        if (fds[0].revents & ~POLLOUT)
            obey(w);
        if (fds[1].revents)
            hear_signals(w);
        if (fds[2].revents)
            hear_exec(w);
        if (!w->is_ending)
            reap(w);
        if (!w->is_ending)
            look_at_limits(w);
    }
    end_all(w);
}

/* --- becoming it ------------------------------------------------------------------------------ */

/* What the tutor had, this process must not keep: handlers, terminal, descriptors. */
static void shed(const int *keep, size_t n, const char *name)
{
    text_no_memory = NULL; /* it would restore the tutor's terminal */
    launch_reset_signals();
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, NULL);
    launch_close_all_but(keep, n);
    prctl(PR_SET_NAME, name);
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    setsid();
}

static int open_signals(void)
{
    sigset_t heard;
    sigemptyset(&heard);
    sigaddset(&heard, SIGCHLD);
    sigaddset(&heard, SIGHUP);
    return signalfd(-1, &heard, SFD_CLOEXEC | SFD_NONBLOCK);
}

/* Standard descriptors that lead nowhere; and one more, above them, for the program. -1: no. */
static int null_stdio(void)
{
    int low = open("/dev/null", O_RDWR | O_CLOEXEC);
    int fd = fcntl(low, F_DUPFD_CLOEXEC, 3);
    for (int i = 0; i < 3; i++)
        dup2(fd, i);
    if (low > 2)
        close(low);
    return fd;
}

static int launch_there(void *launch)
{
    launch_program(launch);
}

/* Without a copy of our memory, which the exec would drop again: we wait until then. But who is
 * held waits for us, and has to have one. */
static pid_t start_in_our_memory(struct launch *launch)
{
    enum { STACK = 256 * 1024 };
    char *stack = mmap(NULL, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (stack == MAP_FAILED)
        return -1;
    return clone(launch_there, stack + STACK, CLONE_VM | CLONE_VFORK | SIGCHLD, launch);
}

static int start_program(struct warden *w, const struct warden_plan *plan, int null_fd)
{
    int told[2], hold[2] = {-1, -1};
    if (pipe2(told, O_CLOEXEC) < 0 || (plan->spec->is_held && pipe2(hold, O_CLOEXEC) < 0))
        return -1;
    fcntl(told[0], F_SETFL, O_NONBLOCK);
    struct launch launch = {
        .spec = plan->spec,
        .null_fd = null_fd,
        .output_fd = plan->output_fd,
        .hold_fd = hold[0],
        .socket = w->reporter.socket,
        .told_fd = told[1],
        .warden = getpid(),
        .keeper = w->keeper,
        .tutor = plan->tutor,
    };
    pid_t pid = plan->spec->is_held ? fork() : start_in_our_memory(&launch);
    if (pid < 0)
        return -1;
    if (pid == 0)
        launch_program(&launch);
    close(told[1]);
    if (hold[0] >= 0)
        close(hold[0]);
    w->program = pid;
    w->told = told[0];
    w->hold = hold[1];
    return 0;
}

_Noreturn static void warden_run(const struct warden_plan *plan, pid_t keeper, int null_fd)
{
    prctl(PR_SET_NAME, "ct-warden");
    prctl(PR_SET_CHILD_SUBREAPER, 1);
    setsid();
    prctl(PR_SET_PDEATHSIG, SIGHUP);
    struct warden w = {.spec = plan->spec, .told = -1, .hold = -1};
    w.keeper = keeper;
    w.reporter.socket = plan->socket;
    w.signals = open_signals();
    w.crowd_before = crowd();
    if (getppid() != keeper || w.signals < 0)
        _exit(1);
    reporter_tell_now(&w.reporter, REPORT_WARDEN, getpid(), 0);
    if (plan->spec->is_confined)
        confine_files(plan->spec->is_sealed ? NULL : plan->spec->dir ? plan->spec->dir : ".");
    if (start_program(&w, plan, null_fd) < 0) {
        reporter_tell_now(&w.reporter, REPORT_BORN, 0, errno);
        _exit(1);
    }
    urgency_take();
    close(plan->output_fd);
    watch(&w);
    _exit(0);
}

/* Until the warden is over, in whatever way. Hands on the news of the tutor's death. */
static void keep(pid_t warden, pid_t tutor)
{
    sigset_t heard;
    sigemptyset(&heard);
    sigaddset(&heard, SIGCHLD);
    sigaddset(&heard, SIGHUP);
    for (;;) {
        siginfo_t info = {0};
        if (waitid(P_PID, (id_t)warden, &info, WEXITED | WNOHANG | WNOWAIT) < 0 ||
            info.si_pid == warden)
            return;
        if (getppid() != tutor)
            kill(warden, SIGHUP);
        sigwaitinfo(&heard, &info);
    }
}

_Noreturn void warden_keep(const struct warden_plan *plan)
{
    int keep_open[] = {plan->socket, plan->output_fd,
                       plan->spec->share_name ? plan->spec->share_fd : -1};
    shed(keep_open, 3, "ct-keeper");
    prctl(PR_SET_PDEATHSIG, SIGHUP);
    int null_fd = null_stdio();
    struct warden w = {.spec = plan->spec, .told = -1, .hold = -1};
    w.reporter.socket = plan->socket;
    w.signals = open_signals();
    pid_t keeper = getpid();
    w.warden = fork();
    if (w.warden == 0)
        warden_run(plan, keeper, null_fd);
    urgency_take();
    close(plan->output_fd);
    if (w.warden < 0)
        reporter_tell_now(&w.reporter, REPORT_BORN, 0, errno);
    else
        keep(w.warden, plan->tutor);
    end_all(&w);
    _exit(0);
}
