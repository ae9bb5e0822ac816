/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The process has a thread on each core. All wait while one of them works alone, then all work
 * until the same moment. Counted is work in a given time, not time for a given work: so it ends
 * when it should, however little the cores give.
 */
#include "core/process/burst.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/process/launch.h"

enum { ROUNDS = 1024, LIFE_S = 60 };

struct burst {
    pid_t pid;
    int fd; /* the gain comes from here */
};

/* --- in the process -------------------------------------------------------------------------- */

struct team {
    pthread_barrier_t barrier;
    uint64_t until_ns; /* all work so long */
};

struct worker {
    struct team *team;
    int core;
    pthread_t thread;
    uint64_t done; /* of all together */
    uint64_t sum;  /* what was computed: nobody asks, but the compiler cannot know that */
};

static uint64_t now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* Chains of multiplications and of additions that need not wait for each other, so that a core has
 * nothing left over for a hyperthread beside it; and none of it in memory, which cores share. */
static uint64_t work(uint64_t seed)
{
    const uint64_t factor = 6364136223846793005u;
    uint64_t a = seed, b = seed + 1, c = seed + 2, d = seed, e = seed + 1, f = seed + 2;
    for (int round = 0; round < ROUNDS; round++) {
        a = a * factor + 1;
        b = b * factor + 1;
        c = c * factor + 1;
        d += (d << 5 ^ d >> 3) + 1;
        e += (e << 5 ^ e >> 3) + 1;
        f += (f << 5 ^ f >> 3) + 1;
    }
    return a ^ b ^ c ^ d ^ e ^ f;
}

static uint64_t work_until(struct worker *worker, uint64_t until_ns)
{
    uint64_t done = 0, sum = worker->sum;
    do {
        sum = work(sum);
        done++;
    } while (now_ns() < until_ns);
    worker->sum = sum;
    return done;
}

static void pin(int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    (void)sched_setaffinity(0, sizeof(set), &set); /* a core that has gone gives nothing */
}

static void *take_part(void *argument)
{
    struct worker *worker = argument;
    pin(worker->core);
    pthread_barrier_wait(&worker->team->barrier); /* all are there */
    pthread_barrier_wait(&worker->team->barrier); /* and one has worked alone */
    worker->done = work_until(worker, worker->team->until_ns);
    return NULL;
}

/* The first worker is this thread. */
static double measure(struct team *team, struct worker *workers, unsigned n)
{
    uint64_t length_ns = BURST_MS * (uint64_t)1000000, together = 0;
    struct worker *first = workers;
    pin(first->core);
    pthread_barrier_wait(&team->barrier);
    uint64_t alone = work_until(first, now_ns() + length_ns);
    team->until_ns = now_ns() + length_ns;
    pthread_barrier_wait(&team->barrier);
    first->done = work_until(first, team->until_ns);
    for (unsigned i = 0; i < n; i++) {
        if (i > 0)
            pthread_join(workers[i].thread, NULL);
        together += workers[i].done;
    }
    return (double)together / (double)alone;
}

static unsigned workers_on(const cpu_set_t *cores, struct team *team, struct worker *workers)
{
    unsigned n = 0;
    for (int core = 0; core < CPU_SETSIZE; core++)
        if (CPU_ISSET(core, cores))
            workers[n++] = (struct worker){.team = team, .core = core};
    return n;
}

static _Noreturn void be_a_burst(const cpu_set_t *cores, int fd, pid_t tutor)
{
    struct team team;
    struct worker *workers = xcalloc((size_t)CPU_COUNT(cores), sizeof(*workers));
    unsigned n = workers_on(cores, &team, workers);
    launch_reset_signals();
    launch_close_all_but(&fd, 1);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    alarm(LIFE_S); /* where it gets no turn, its answer is worth nothing */
    if (getppid() != tutor || pthread_barrier_init(&team.barrier, NULL, n) != 0)
        _exit(1);
    for (unsigned i = 1; i < n; i++)
        if (pthread_create(&workers[i].thread, NULL, take_part, &workers[i]) != 0)
            _exit(1); /* with all that wait for it */
    double gain = measure(&team, workers, n);
    _exit(write(fd, &gain, sizeof(gain)) == sizeof(gain) ? 0 : 1);
}

/* --- in the tutor ---------------------------------------------------------------------------- */

struct burst *burst_start(void)
{
    cpu_set_t cores;
    int ends[2];
    if (sched_getaffinity(0, sizeof(cores), &cores) != 0 || CPU_COUNT(&cores) < 2 ||
        pipe2(ends, O_CLOEXEC | O_NONBLOCK) != 0)
        return NULL;
    /* No handler of the tutor's may run in the new process: it would touch the terminal. */
    sigset_t all, before;
    pid_t tutor = getpid();
    sigfillset(&all);
    sigprocmask(SIG_SETMASK, &all, &before);
    pid_t pid = fork();
    if (pid == 0)
        be_a_burst(&cores, ends[1], tutor);
    sigprocmask(SIG_SETMASK, &before, NULL);
    close(ends[1]);
    if (pid < 0) {
        close(ends[0]);
        return NULL;
    }
    struct burst *burst = xcalloc(1, sizeof(*burst));
    burst->pid = pid;
    burst->fd = ends[0];
    return burst;
}

static void bury(struct burst *burst)
{
    if (burst->pid <= 0)
        return;
    kill(burst->pid, SIGKILL);
    while (waitpid(burst->pid, NULL, 0) < 0 && errno == EINTR)
        continue;
    burst->pid = 0;
}

void burst_free(struct burst *burst)
{
    if (!burst)
        return;
    bury(burst);
    close(burst->fd);
    free(burst);
}

int burst_fd(const struct burst *burst)
{
    return burst->fd;
}

bool burst_turn(struct burst *burst, double *gain)
{
    ssize_t n = read(burst->fd, gain, sizeof(*gain));
    if (n < 0 && (errno == EAGAIN || errno == EINTR))
        return false;
    if (n != sizeof(*gain))
        *gain = -1; /* it ended without an answer */
    bury(burst);    /* all its threads have ended, or have nothing more to do */
    return true;
}
