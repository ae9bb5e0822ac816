/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The kernel's account of real threads: who was on which core when must be possible, and two busy
 * threads on one core must be seen to take turns.
 */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/process/kernel.h"
#include "core/process/kernel_proc.h"

#define BUSY_NS 150000000

static uint64_t clock_ns(clockid_t clock)
{
    struct timespec now;
    if (clock_gettime(clock, &now) != 0)
        abort();
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

/* What the two threads and the process tell the test: their numbers. */
struct numbers {
    uint32_t main, busy[2], grandchild;
};

static struct numbers *numbers;

static void *be_busy(void *which)
{
    *(uint32_t *)which = (uint32_t)syscall(SYS_gettid);
    while (clock_ns(CLOCK_THREAD_CPUTIME_ID) < BUSY_NS)
        ;
    return NULL;
}

/* The program that is followed: a grandchild that does little, then two busy threads on one core.
 */
static void program(int go)
{
    char byte;
    if (read(go, &byte, 1) != 1)
        _exit(2);
    numbers->main = (uint32_t)syscall(SYS_gettid);
    cpu_set_t all, one;
    if (sched_getaffinity(0, sizeof(all), &all) != 0)
        _exit(3);
    CPU_ZERO(&one);
    for (int cpu = 0; cpu < CPU_SETSIZE; cpu++)
        if (CPU_ISSET(cpu, &all)) {
            CPU_SET(cpu, &one);
            break;
        }
    if (sched_setaffinity(0, sizeof(one), &one) != 0)
        _exit(3);
    pid_t pid = fork();
    if (pid == 0) {
        numbers->grandchild = (uint32_t)getpid();
        while (clock_ns(CLOCK_THREAD_CPUTIME_ID) < BUSY_NS / 10)
            ;
        _exit(0);
    }
    if (pid < 0 || waitpid(pid, NULL, 0) != pid)
        _exit(4);
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&threads[i], NULL, be_busy, &numbers->busy[i]) != 0)
            _exit(5);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    _exit(0);
}

struct account {
    struct kernel_switch *switches;
    size_t count;
    uint64_t lost, wall_ns;
    char story[8];
    char why_not[256];
};

static int by_time(const void *a, const void *b)
{
    const struct kernel_switch *x = a, *y = b;
    return x->ns < y->ns ? -1 : x->ns > y->ns;
}

/* What is tried: perf, or what takes its place where it is refused. */
struct source {
    struct kernel *kernel;
    struct kernel_proc *proc;
};

static bool next(const struct source *source, struct kernel_switch *out)
{
    return source->proc ? kernel_proc_next(source->proc, out) : kernel_next(source->kernel, out);
}

static void take(const struct source *source, struct account *account)
{
    struct kernel_switch found;
    while (next(source, &found)) {
        account->switches =
            realloc(account->switches, (account->count + 1) * sizeof(*account->switches));
        if (account->switches == NULL)
            abort();
        account->switches[account->count++] = found;
    }
}

static bool anybody_is_in(const struct account *account)
{
    int in = 0;
    for (size_t i = 0; i < account->count; i++)
        in += account->switches[i].is_in ? 1 : -1;
    return in > 0;
}

static struct account follow(struct source (*start)(pid_t))
{
    struct account account = {0};
    int go[2];
    if (pipe2(go, O_CLOEXEC) != 0)
        abort();
    uint64_t started = clock_ns(CLOCK_MONOTONIC);
    pid_t pid = fork();
    if (pid == 0)
        program(go[0]);
    if (pid < 0)
        abort();
    struct source source = start(pid);
    if (source.kernel == NULL && source.proc == NULL)
        abort();
    if (source.kernel) {
        strncpy(account.story, kernel_story(source.kernel), sizeof(account.story) - 1);
        strncpy(account.why_not, kernel_why_not(source.kernel), sizeof(account.why_not) - 1);
    }
    if (write(go[1], "g", 1) != 1)
        abort();
    int fd = (int)syscall(SYS_pidfd_open, pid, 0);
    if (fd < 0)
        abort();
    for (struct pollfd dead = {fd, POLLIN, 0}; poll(&dead, 1, 4) <= 0;)
        take(&source, &account);
    take(&source, &account);
    /* Samples come at their own pace: the last ones are still to be had, the dead are not reaped.
     */
    while (source.proc && anybody_is_in(&account))
        take(&source, &account);
    account.wall_ns = clock_ns(CLOCK_MONOTONIC) - started;
    int status = -1;
    if (waitpid(pid, &status, 0) != pid || status != 0)
        abort();
    account.lost = source.kernel ? kernel_lost(source.kernel) : 0;
    kernel_free(source.kernel);
    kernel_proc_free(source.proc);
    close(fd);
    close(go[0]);
    close(go[1]);
    /* Stable enough: on one core no two switches have the same time but in order. */
    qsort(account.switches, account.count, sizeof(*account.switches), by_time);
    return account;
}

static size_t preemptions(const struct account *account, uint32_t tid)
{
    size_t n = 0;
    for (size_t i = 0; i < account->count; i++)
        n += account->switches[i].tid == tid && account->switches[i].is_preempted;
    return n;
}

/* Nanoseconds on a core; -1 when the switches of this task are not in, out, in, out. */
static int64_t time_on_core(const struct account *account, uint32_t tid)
{
    int64_t sum = 0;
    const struct kernel_switch *in = NULL;
    for (size_t i = 0; i < account->count; i++) {
        const struct kernel_switch *s = &account->switches[i];
        if (s->tid != tid)
            continue;
        if (s->is_in == (in != NULL) && !(i == 0))
            return -1;
        if (!s->is_in && in)
            sum += (int64_t)(s->ns - in->ns);
        in = s->is_in ? s : NULL;
    }
    return in ? -1 : sum;
}

/* On each core, at any time, at most one task. */
static bool cores_hold_one_task(const struct account *account)
{
    uint32_t on[1024] = {0};
    for (size_t i = 0; i < account->count; i++) {
        const struct kernel_switch *s = &account->switches[i];
        if (s->cpu >= 1024)
            return false;
        if (s->is_in && on[s->cpu] != 0)
            return false;
        if (!s->is_in && on[s->cpu] != 0 && on[s->cpu] != s->tid)
            return false;
        on[s->cpu] = s->is_in ? s->tid : 0;
    }
    return true;
}

/* How often the core goes from one busy thread to the other. */
static size_t turns(const struct account *account)
{
    uint32_t last = 0;
    size_t n = 0;
    for (size_t i = 0; i < account->count; i++) {
        const struct kernel_switch *s = &account->switches[i];
        if (!s->is_in || (s->tid != numbers->busy[0] && s->tid != numbers->busy[1]))
            continue;
        n += last != 0 && s->tid != last;
        last = s->tid;
    }
    return n;
}

/* Each claim about the account, by number, so that it can be checked in a process of another user:
 * 0 all hold. */
static int check_perf(const struct account *account)
{
    if (account->lost != 0)
        return 10;
    if (preemptions(account, numbers->busy[0]) < 2 || preemptions(account, numbers->busy[1]) < 2)
        return 11;
    if (turns(account) < 4)
        return 12;
    if (!cores_hold_one_task(account))
        return 13;
    for (int i = 0; i < 2; i++) {
        int64_t ns = time_on_core(account, numbers->busy[i]);
        /* What a thread used is what the kernel says it was on a core, give or take what a
         * hypervisor stole and the time in the kernel. */
        if (ns < BUSY_NS / 100 * 95 || (uint64_t)ns > account->wall_ns)
            return 14;
    }
    if (time_on_core(account, numbers->grandchild) < BUSY_NS / 10 / 100 * 95)
        return 15;
    return 0;
}

static struct source by_perf(pid_t pid)
{
    return (struct source){.kernel = kernel_follow(pid)};
}

static struct source by_proc(pid_t pid)
{
    return (struct source){.proc = kernel_proc_follow(pid)};
}

static void perf_shows_who_took_turns(void **state)
{
    (void)state;
    struct account account = follow(by_perf);
    if (strcmp(account.story, "perf") != 0) {
        assert_true(account.why_not[0] != '\0');
        print_message("no perf here: %s\n", account.why_not);
        free(account.switches);
        skip();
    }
    assert_string_equal(account.why_not, "");
    print_message("%zu switches, %zu and %zu preemptions, %zu turns\n", account.count,
                  preemptions(&account, numbers->busy[0]), preemptions(&account, numbers->busy[1]),
                  turns(&account));
    assert_int_equal(check_perf(&account), 0);
    free(account.switches);
}

static void an_ordinary_user_sees_the_same(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip(); /* then the test above was that of an ordinary user */
    pid_t pid = fork();
    if (pid == 0) {
        /* A process that has changed its user may not be looked at until it says so. */
        if (setresgid(65534, 65534, 65534) != 0 || setresuid(65534, 65534, 65534) != 0 ||
            prctl(PR_SET_DUMPABLE, 1) != 0)
            _exit(1);
        struct account account = follow(by_perf);
        _exit(strcmp(account.story, "perf") != 0 ? 77 : check_perf(&account));
    }
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_true(WIFEXITED(status));
    if (WEXITSTATUS(status) == 77)
        skip(); /* perf_event_paranoid is above 2 */
    assert_int_equal(WEXITSTATUS(status), 0);
}

static void samples_show_who_took_turns(void **state)
{
    (void)state;
    struct account account = follow(by_proc);
    assert_true(preemptions(&account, numbers->busy[0]) >= 1);
    assert_true(preemptions(&account, numbers->busy[1]) >= 1);
    assert_true(turns(&account) >= 1);
    assert_true(cores_hold_one_task(&account));
    for (int i = 0; i < 2; i++) {
        int64_t ns = time_on_core(&account, numbers->busy[i]);
        assert_true(ns > BUSY_NS / 8); /* coarse, yet of the right size */
        assert_true((uint64_t)ns <= account.wall_ns);
    }
    assert_true(time_on_core(&account, numbers->grandchild) >= 0);
    free(account.switches);
}

/* Where perf is refused (here: because the child may not be looked at) /proc takes its place. */
static int refused(void)
{
    if (setresgid(65534, 65534, 65534) != 0 || setresuid(65534, 65534, 65534) != 0)
        return 1;
    pid_t child = fork();
    if (child == 0)
        for (;;)
            pause();
    struct kernel *kernel = kernel_follow(child);
    int result = strcmp(kernel_story(kernel), "proc") != 0              ? 2
                 : strstr(kernel_why_not(kernel), "perf_event") == NULL ? 3
                                                                        : 0;
    struct kernel_switch found;
    while (kernel_next(kernel, &found))
        ;
    kernel_free(kernel);
    if (kill(child, SIGKILL) != 0 || waitpid(child, NULL, 0) != child)
        return 4;
    return result;
}

static void refusal_leads_to_samples(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip(); /* only a change of user makes a process that may not be looked at */
    pid_t pid = fork();
    if (pid == 0)
        _exit(refused());
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

/* Many at once use up what an ordinary user may lock: those that get none say so and sample. */
static int crowd(void)
{
    enum { CROWD = 12 };
    struct rlimit none = {0, 0};
    if (setrlimit(RLIMIT_MEMLOCK, &none) != 0 || setresgid(65534, 65534, 65534) != 0 ||
        setresuid(65534, 65534, 65534) != 0 || prctl(PR_SET_DUMPABLE, 1) != 0)
        return 1;
    struct kernel *kernels[CROWD];
    int result = 0;
    for (int i = 0; i < CROWD; i++) {
        kernels[i] = kernel_follow(getpid());
        bool is_perf = strcmp(kernel_story(kernels[i]), "perf") == 0;
        if (!is_perf && strcmp(kernel_story(kernels[i]), "proc") != 0)
            result = 2;
        if (is_perf != (kernel_why_not(kernels[i])[0] == '\0'))
            result = 3;
    }
    bool is_refused = strstr(kernel_why_not(kernels[0]), "perf_event_paranoid") != NULL;
    if (!is_refused && strstr(kernel_why_not(kernels[CROWD - 1]), "mlock") == NULL)
        result = 4;
    for (int i = 0; i < CROWD; i++)
        kernel_free(kernels[i]);
    /* What they held is given back. */
    struct kernel *again = kernel_follow(getpid());
    if (!is_refused && strcmp(kernel_story(again), "perf") != 0)
        result = 5;
    kernel_free(again);
    return result;
}

static void a_crowd_shares_what_there_is(void **state)
{
    (void)state;
    if (geteuid() != 0)
        skip(); /* needs a user of whom nothing else runs */
    pid_t pid = fork();
    if (pid == 0)
        _exit(crowd());
    int status = -1;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
}

static void who_is_gone_has_no_story(void **state)
{
    (void)state;
    pid_t pid = fork();
    if (pid == 0)
        _exit(0);
    assert_int_equal(waitpid(pid, NULL, 0), pid);
    struct kernel *kernel = kernel_follow(pid);
    struct kernel_switch found;
    assert_string_equal(kernel_story(kernel), "");
    assert_true(kernel_why_not(kernel)[0] != '\0');
    assert_false(kernel_next(kernel, &found));
    assert_int_equal(kernel_lost(kernel), 0);
    kernel_free(kernel);
    kernel_free(NULL);
}

int main(void)
{
    numbers =
        mmap(NULL, sizeof(*numbers), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (numbers == MAP_FAILED)
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(perf_shows_who_took_turns),
        cmocka_unit_test(an_ordinary_user_sees_the_same),
        cmocka_unit_test(samples_show_who_took_turns),
        cmocka_unit_test(refusal_leads_to_samples),
        cmocka_unit_test(a_crowd_shares_what_there_is),
        cmocka_unit_test(who_is_gone_has_no_story),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
