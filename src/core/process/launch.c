/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * From the warden's fork to the program's exec: see launch.h. The process is given back what a
 * shell would give it (default signals, a session, three descriptors), then its limits, and only
 * then may it become the program. An error on the way goes to the tutor as an errno.
 */
#include "core/process/launch.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/personality.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/process/confine.h"
#include "core/process/report.h"

extern char **environ;

void launch_reset_signals(void)
{
    for (int number = 1; number < NSIG; number++) {
        struct sigaction action = {.sa_handler = SIG_DFL};
        (void)sigaction(number, &action, NULL); /* refused for SIGKILL, SIGSTOP and libc's own */
    }
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
}

static void close_range_of(unsigned from, unsigned to)
{
    if (from > to || syscall(SYS_close_range, from, to, 0) == 0)
        return;
    long most = sysconf(_SC_OPEN_MAX); /* kernels before 5.9 */
    for (unsigned fd = from; fd <= to && (long)fd < most; fd++)
        close((int)fd);
}

void launch_close_all_but(const int *keep, size_t n)
{
    unsigned from = 3;
    for (;;) {
        int next = -1; /* the lowest of those to keep that is not below `from` */
        for (size_t i = 0; i < n; i++)
            if (keep[i] >= (int)from && (next < 0 || keep[i] < next))
                next = keep[i];
        if (next < 0)
            break;
        if (next > (int)from)
            close_range_of(from, (unsigned)next - 1);
        from = (unsigned)next + 1;
    }
    close_range_of(from, ~0u);
}

static bool same_name(const char *a, const char *b)
{
    size_t n = strcspn(a, "=");
    return n == strcspn(b, "=") && strncmp(a, b, n) == 0;
}

static void replace(char **env, size_t *count, const char *setting)
{
    for (size_t i = 0; i < *count; i++) {
        if (same_name(env[i], setting)) {
            env[i] = (char *)setting;
            return;
        }
    }
    env[(*count)++] = (char *)setting;
}

static char **environment(const struct launch *launch)
{
    const char *const *extra = launch->spec->extra_env;
    size_t room = 2, count = 0; /* the path of what is shared, and the end */
    for (char **e = environ; e && *e; e++)
        room++;
    for (size_t i = 0; extra && extra[i]; i++)
        room++;
    char **env = xcalloc(room, sizeof(*env));
    for (char **e = environ; e && *e; e++)
        env[count++] = *e;
    for (size_t i = 0; extra && extra[i]; i++)
        replace(env, &count, extra[i]);
    if (launch->spec->share_name)
        replace(env, &count,
                xasprintf("%s=/proc/%d/fd/%d", launch->spec->share_name, (int)launch->warden,
                          launch->spec->share_fd));
    return env;
}

static void pin(const int *cpus, size_t n)
{
    int most = 0;
    for (size_t i = 0; i < n; i++)
        if (cpus[i] > most)
            most = cpus[i];
    cpu_set_t *set = CPU_ALLOC((size_t)most + 1);
    if (!set)
        return;
    size_t size = CPU_ALLOC_SIZE((size_t)most + 1);
    CPU_ZERO_S(size, set);
    for (size_t i = 0; i < n; i++)
        if (cpus[i] >= 0)
            CPU_SET_S((size_t)cpus[i], size, set);
    /* A core that has gone meanwhile: the program runs all the same. */
    (void)sched_setaffinity(0, size, set);
    CPU_FREE(set);
}

static int take_descriptors(const struct launch *launch)
{
    if (dup2(launch->null_fd, 0) < 0 || dup2(launch->output_fd, 1) < 0 ||
        dup2(launch->output_fd, 2) < 0)
        return -1;
    int keep[] = {launch->hold_fd, launch->told_fd};
    launch_close_all_but(keep, 2);
    return 0;
}

/* False: whoever could have let it go is gone. */
static bool wait_for_go(int fd)
{
    char byte;
    ssize_t n;
    do
        n = read(fd, &byte, 1);
    while (n < 0 && errno == EINTR);
    close(fd);
    return n == 1;
}

_Noreturn static void fail(const struct launch *launch)
{
    int number = errno;
    /* If nobody listens any more nobody wants to know. */
    ssize_t n = write(launch->told_fd, &number, sizeof(number));
    _exit(n == (ssize_t)sizeof(number) ? 127 : 126);
}

_Noreturn void launch_program(const struct launch *launch)
{
    const struct child_spec *spec = launch->spec;
    /* Should the warden be killed, this one goes at once; the keeper sees to the others. */
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (getppid() != launch->warden)
        _exit(126);
    prctl(PR_SET_NAME, "program");
    /* By itself, not by the warden: by then the program might have harmed that. Nobody has written
     * much before, so there is room; and if the tutor is gone, nobody needs to know. */
    struct report born = {.kind = REPORT_BORN, .pid = getpid()};
    (void)send(launch->socket, &born, sizeof(born), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (setsid() < 0 || take_descriptors(launch) < 0)
        fail(launch);
    if (spec->dir && chdir(spec->dir) < 0)
        fail(launch);
    if (spec->cpu_count)
        pin(spec->cpus, spec->cpu_count);
    char **env = environment(launch);
    /* The same addresses in each run; and some sanitizers find no room among 32 random bits. */
    int persona = personality(0xffffffff);
    if (persona >= 0)
        (void)personality((unsigned)persona | ADDR_NO_RANDOMIZE);
    launch_reset_signals();
    if (launch->hold_fd >= 0 && !wait_for_go(launch->hold_fd))
        _exit(126);
    if (spec->is_confined) {
        const pid_t spared[CONFINE_SPARED] = {launch->warden, launch->keeper, launch->tutor};
        confine_calls(spared);
        if (spec->limits.is_offline)
            confine_network();
    }
    confine_limits(&spec->limits); /* last: there may be no memory to be had any more */
    execve(spec->argv[0], (char *const *)spec->argv, env);
    fail(launch);
}
