/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The warden: parent of the program, judge of its limits, and the one who sees to it that nothing
 * is left (warden_end.c). See child.h and warden.h.
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
#include "core/process/warden_state.h"

enum {
    LOOK_MS = 50,       /* how often limits are looked at */
    LOOK_SHARE = 50,    /* and at most one part in so many of a core is spent on it, */
    LOOK_MOST_MS = 250, /* but it is never later than this; */
    LOOK_GROWTH = 16,   /* and not later at all when so many tasks came since the last time */
};

static uint64_t now_ns(void)
{
    return warden_clock(CLOCK_MONOTONIC);
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
    warden_tell_death(w, w->program, status, &usage);
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
            warden_tell_death(w, child, status, &usage);
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
        warden_end_because(w, CHILD_LEFT_OVERS);
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
    uint64_t start = warden_clock(CLOCK_THREAD_CPUTIME_ID);
    const struct child_limits *limits = &w->spec->limits;
    uint64_t most = limits->processes ? limits->processes : UINT64_MAX;
    struct kin_use use = count_kin(w, most);
    if (use.tasks > most)
        warden_end_because(w, CHILD_PROCESSES);
    else if (limits->resident_bytes && use.resident > limits->resident_bytes &&
             kin_resident(getpid()) > limits->resident_bytes)
        warden_end_because(w, CHILD_MEMORY);
    /* What it cost the processor, not what it took: among a thousand tasks that want to run, that
     * would be long, and the next look too late. */
    uint64_t pause_ms = (warden_clock(CLOCK_THREAD_CPUTIME_ID) - start) * LOOK_SHARE / 1000000;
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
            warden_end_because(w, CHILD_BY_REQUEST);
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
    warden_end(w);
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
    warden_end(&w);
    _exit(0);
}
