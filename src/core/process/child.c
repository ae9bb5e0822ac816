/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The tutor's side of the supervision: see child.h. It starts the keeper (warden.c), hears what the
 * warden reports, takes the program's output, and never waits, except at most child_free().
 *
 * "Over" is when the keeper is dead (a pidfd says so), when nobody holds the other end of the
 * socket, and when the output that was on its way is in. End of file on the output alone means
 * nothing: a program may close it and live on.
 */
#include "core/process/child.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/process/report.h"
#include "core/process/warden.h"

enum {
    OUTPUT_KEPT = 256 * 1024, /* then the program waits until child_read() makes room */
    REPORTS_A_TURN = 256,
    PATIENCE_MS = 1500, /* for the warden to end all, before it is taken for disabled */
};

/* Sized so that every lesson fits ten times and a laptop survives ten learners' mistakes: a
 * thousand threads with 8 MiB stacks each are 8 GiB of data, of which next to nothing is resident.
 */
const struct child_limits child_default_limits = {
    .data_bytes = 16ull << 30,
    .resident_bytes = 1ull << 30,
    .file_bytes = 256ull << 20,
    .cpu_s = 600,
    .processes = 2048,
    .files = 1024,
    .linger_ms = 1000,
};

struct child {
    enum child_state state;
    enum child_reason reason;
    pid_t keeper, warden, program;
    int exec_error;
    unsigned left_over;
    bool is_held, keeper_is_dead, socket_is_over;

    int epoll, socket, output, keeper_fd, timer; /* -1: closed */
    bool output_waits;                           /* no room: not polled */

    struct child_death *deaths;
    size_t death_count, death_capacity, deaths_given;

    char *bytes; /* the output not yet read: from `start` on */
    size_t start, size, capacity;
};

/* --- starting --------------------------------------------------------------------------------- */

static void close_fd(int *fd)
{
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

/* Above the standard descriptors, which the other side replaces. */
static int raise_fd(int *fd)
{
    if (*fd < 0 || *fd > 2)
        return *fd < 0 ? -1 : 0;
    int raised = fcntl(*fd, F_DUPFD_CLOEXEC, 3);
    close_fd(fd);
    *fd = raised;
    return raised < 0 ? -1 : 0;
}

/* A pseudo-terminal of 80 by 24 that changes nothing in what is written. */
static int open_terminal(int *ours, int *theirs)
{
    *ours = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*ours < 0 || grantpt(*ours) < 0 || unlockpt(*ours) < 0)
        return -1;
    char name[64];
#ifdef TIOCGPTPEER
    *theirs = ioctl(*ours, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
#endif
    if (*theirs < 0 && ptsname_r(*ours, name, sizeof(name)) == 0)
        *theirs = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC);
    if (*theirs < 0)
        return -1;
    struct termios mode;
    struct winsize window = {.ws_row = 24, .ws_col = 80};
    if (tcgetattr(*theirs, &mode) < 0)
        return -1;
    cfmakeraw(&mode);
    if (tcsetattr(*theirs, TCSANOW, &mode) < 0)
        return -1;
    return ioctl(*theirs, TIOCSWINSZ, &window);
}

static int open_output(bool is_pipe, int *ours, int *theirs)
{
    int fds[2];
    if (is_pipe) {
        if (pipe2(fds, O_CLOEXEC) < 0)
            return -1;
        *ours = fds[0];
        *theirs = fds[1];
    } else if (open_terminal(ours, theirs) < 0) {
        return -1;
    }
    if (raise_fd(ours) < 0 || raise_fd(theirs) < 0)
        return -1;
    return fcntl(*ours, F_SETFL, fcntl(*ours, F_GETFL) | O_NONBLOCK);
}

static int watch_fd(struct child *child, int fd)
{
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    return epoll_ctl(child->epoll, EPOLL_CTL_ADD, fd, &event);
}

static pid_t fork_keeper(const struct child_spec *spec, int socket, int output)
{
    struct warden_plan plan = {
        .spec = spec, .socket = socket, .output_fd = output, .tutor = getpid()};
    /* No handler of the tutor's may run in the new process: it would touch the terminal. */
    sigset_t all, before;
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();
    if (pid == 0)
        warden_keep(&plan);
    int number = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    errno = number;
    return pid;
}

struct child *child_start(const struct child_spec *spec, struct err *err)
{
    assert(spec->argv && spec->argv[0]);
    struct child *child = xcalloc(1, sizeof(*child));
    child->is_held = spec->is_held;
    child->socket = child->output = child->keeper_fd = child->timer = -1;
    int theirs = -1, sockets[2] = {-1, -1};
    child->epoll = epoll_create1(EPOLL_CLOEXEC);
    child->timer = timerfd_create(CLOCK_MONOTONIC, TFD_CLOEXEC | TFD_NONBLOCK);
    if (child->epoll < 0 || child->timer < 0 || watch_fd(child, child->timer) < 0)
        goto failed;
    if (open_output(spec->merge_output, &child->output, &theirs) < 0 ||
        watch_fd(child, child->output) < 0)
        goto failed;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets) < 0 ||
        raise_fd(&sockets[0]) < 0 || raise_fd(&sockets[1]) < 0)
        goto failed;
    child->socket = sockets[0];
    if (watch_fd(child, child->socket) < 0)
        goto failed;
    child->keeper = fork_keeper(spec, sockets[1], theirs);
    if (child->keeper < 0)
        goto failed;
    close_fd(&sockets[1]);
    close_fd(&theirs);
    child->keeper_fd = (int)syscall(SYS_pidfd_open, child->keeper, 0);
    if (child->keeper_fd < 0 || watch_fd(child, child->keeper_fd) < 0)
        goto failed;
    return child;

failed:
    err_sys(err, _("cannot start '%s'"), spec->argv[0]);
    close_fd(&sockets[1]);
    close_fd(&theirs);
    if (child->socket < 0)
        close_fd(&sockets[0]);
    child_free(child);
    return NULL;
}

/* --- ending ----------------------------------------------------------------------------------- */

/* The warden does not do its work: stopped, most likely, by the program. */
static void force_end(struct child *child)
{
    if (child->keeper <= 0 || child->keeper_is_dead)
        return;
    if (child->warden > 0) /* unreaped as long as the keeper lives: the number is still its own */
        kill(child->warden, SIGKILL);
    kill(child->keeper, SIGCONT);
}

static void reap_keeper(struct child *child)
{
    pid_t pid;
    do
        pid = waitpid(child->keeper, NULL, WNOHANG);
    while (pid < 0 && errno == EINTR);
    if (pid != 0) /* or ECHILD: somebody has reaped it for us */
        child->keeper_is_dead = true;
}

/* The next report. False: none now, or never again (then socket_is_over). */
static bool hear(struct child *child, struct report *report)
{
    while (!child->socket_is_over) {
        ssize_t n = recv(child->socket, report, sizeof(*report), MSG_DONTWAIT);
        if (n == (ssize_t)sizeof(*report))
            return true;
        /* A reset means that a command of ours was not read. What they had said before is still
         * there to be heard. */
        if (n < 0 && (errno == EINTR || errno == ECONNRESET))
            continue;
        if (n < 0 && errno == EAGAIN)
            return false;
        child->socket_is_over = true;
    }
    return false;
}

/* Drops what the warden still says. True: nobody holds its end any more. */
static bool socket_has_ended(struct child *child)
{
    struct report report;
    while (hear(child, &report))
        ;
    return child->socket_is_over;
}

static int64_t now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static bool wait_for_end(struct child *child, int64_t patience_ms)
{
    int64_t until = now_ms() + patience_ms;
    for (;;) {
        if (!child->keeper_is_dead)
            reap_keeper(child);
        bool has_ended = socket_has_ended(child);
        if (has_ended && child->keeper_is_dead)
            return true;
        int64_t left = until - now_ms();
        if (left <= 0)
            return false;
        struct pollfd fds[] = {
            {.fd = has_ended ? -1 : child->socket, .events = POLLIN},
            {.fd = child->keeper_is_dead ? -1 : child->keeper_fd, .events = POLLIN},
        };
        /* Without a pidfd (the start failed half-way) we look again now and then. */
        poll(fds, 2, child->keeper_fd < 0 ? 10 : (int)left);
    }
}

void child_free(struct child *child)
{
    if (!child)
        return;
    if (child->keeper > 0) {
        shutdown(child->socket, SHUT_WR);
        if (!wait_for_end(child, PATIENCE_MS)) {
            force_end(child);
            wait_for_end(child, PATIENCE_MS);
        }
    }
    close_fd(&child->output);
    close_fd(&child->socket);
    close_fd(&child->keeper_fd);
    close_fd(&child->timer);
    close_fd(&child->epoll);
    free(child->deaths);
    free(child->bytes);
    free(child);
}

static void command(struct child *child, enum warden_command word)
{
    char byte = (char)word;
    ssize_t n;
    do
        n = child->socket_is_over ? 0 : send(child->socket, &byte, 1, MSG_DONTWAIT | MSG_NOSIGNAL);
    while (n < 0 && errno == EINTR);
    /* Otherwise nobody is there, and all of it is ending anyway. */
}

void child_go(struct child *child)
{
    command(child, WARDEN_GO);
}

void child_end(struct child *child)
{
    if (child->state == CHILD_OVER)
        return;
    command(child, WARDEN_END);
    struct itimerspec patience = {.it_value = {PATIENCE_MS / 1000, PATIENCE_MS % 1000 * 1000000l}};
    struct itimerspec running;
    if (timerfd_gettime(child->timer, &running) == 0 && running.it_value.tv_sec == 0 &&
        running.it_value.tv_nsec == 0)
        timerfd_settime(child->timer, 0, &patience, NULL);
}

/* --- what comes ------------------------------------------------------------------------------- */

static void take_death(struct child *child, const struct report *report)
{
    GROW(child->deaths, child->death_count, child->death_capacity);
    child->deaths[child->death_count++] = (struct child_death){
        .pid = report->pid, .status = report->value, .usage = report->usage, .ns = report->ns};
    child->left_over += report->was_killed && report->pid != child->program;
}

static void take_report(struct child *child, const struct report *report)
{
    switch ((enum report_kind)report->kind) {
    case REPORT_WARDEN:
        child->warden = report->pid;
        break;
    case REPORT_BORN:
        child->program = report->pid;
        if (!report->pid) {
            child->exec_error = report->value;
            child->state = CHILD_FAILED;
        } else if (child->is_held) {
            child->state = CHILD_HELD;
        }
        break;
    case REPORT_EXEC:
        child->exec_error = report->value;
        child->state = report->value ? CHILD_FAILED : CHILD_RUNNING;
        break;
    case REPORT_DEATH:
        take_death(child, report);
        break;
    case REPORT_ENDING:
        child->reason = (enum child_reason)report->value;
        break;
    }
}

static void take_reports(struct child *child)
{
    struct report report;
    bool was_over = child->socket_is_over;
    for (int i = 0; i < REPORTS_A_TURN && hear(child, &report); i++)
        take_report(child, &report);
    if (child->socket_is_over && !was_over)
        epoll_ctl(child->epoll, EPOLL_CTL_DEL, child->socket, NULL);
}

static bool make_room(struct child *child, size_t most)
{
    if (child->start && child->start == child->size)
        child->start = child->size = 0;
    if (child->start > child->capacity / 2) {
        memmove(child->bytes, child->bytes + child->start, child->size - child->start);
        child->size -= child->start;
        child->start = 0;
    }
    if (child->size < child->capacity)
        return true;
    if (child->capacity >= most)
        return false;
    child->capacity = child->capacity ? child->capacity * 2 : 4096;
    child->bytes = xrealloc(child->bytes, child->capacity);
    return true;
}

/* Reads until there is nothing, or no room below `most`. False: no room. */
static bool take_output(struct child *child, size_t most)
{
    while (child->output >= 0) {
        if (!make_room(child, most))
            return false;
        ssize_t n = read(child->output, child->bytes + child->size, child->capacity - child->size);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0 && errno == EAGAIN)
            return true;
        if (n <= 0) { /* end of file; EIO is a pseudo-terminal's way to say so */
            close_fd(&child->output);
            return true;
        }
        child->size += (size_t)n;
    }
    return true;
}

static void poll_output(struct child *child)
{
    bool has_room = take_output(child, OUTPUT_KEPT);
    if (child->output >= 0 && !has_room && !child->output_waits) {
        child->output_waits = true; /* removed, not masked: a hang-up cannot be masked */
        epoll_ctl(child->epoll, EPOLL_CTL_DEL, child->output, NULL);
    }
}

void child_turn(struct child *child)
{
    if (child->state == CHILD_OVER)
        return;
    uint64_t expirations;
    if (read(child->timer, &expirations, sizeof(expirations)) > 0)
        force_end(child);
    if (!child->keeper_is_dead) {
        struct pollfd keeper = {.fd = child->keeper_fd, .events = POLLIN};
        if (poll(&keeper, 1, 0) > 0)
            reap_keeper(child);
        if (child->keeper_is_dead)
            epoll_ctl(child->epoll, EPOLL_CTL_DEL, child->keeper_fd, NULL);
    }
    take_reports(child);
    if (!child->output_waits)
        poll_output(child);
    if (!child->keeper_is_dead || !child->socket_is_over)
        return;
    /* Nobody writes any more: what is left is no more than the kernel held for us. */
    take_output(child, SIZE_MAX);
    close_fd(&child->output);
    struct itimerspec never = {0};
    timerfd_settime(child->timer, 0, &never, NULL);
    child->state = CHILD_OVER;
}

size_t child_read(struct child *child, char *bytes, size_t size)
{
    size_t n = child->size - child->start;
    if (n > size)
        n = size;
    if (n)
        memcpy(bytes, child->bytes + child->start, n);
    child->start += n;
    if (child->output_waits && child->output >= 0 && child->size - child->start < OUTPUT_KEPT / 2) {
        child->output_waits = false;
        watch_fd(child, child->output);
    }
    return n;
}

bool child_next_death(struct child *child, struct child_death *out)
{
    if (child->deaths_given == child->death_count)
        return false;
    *out = child->deaths[child->deaths_given++];
    if (child->deaths_given == child->death_count)
        child->deaths_given = child->death_count = 0;
    return true;
}

/* --- what is known ---------------------------------------------------------------------------- */

int child_fd(const struct child *child)
{
    return child->epoll;
}

enum child_state child_state(const struct child *child)
{
    return child->state;
}

enum child_reason child_reason(const struct child *child)
{
    return child->reason;
}

pid_t child_pid(const struct child *child)
{
    return child->program;
}

int child_exec_error(const struct child *child)
{
    return child->exec_error;
}

unsigned child_left_over(const struct child *child)
{
    return child->left_over;
}
