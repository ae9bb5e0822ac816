/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The supervision against programs that do harm (tests/hostile): whatever they do, the tutor's side
 * never waits, says what happened, and in the end nothing that carries this test's mark is alive.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "core/base/text.h"
#include "core/process/child.h"
#include "core/process/confine.h"

#define ENOUGH_MS 20000 /* for anything that must happen, on a machine that is busy */

static char mark[64], hostile_dir[4096], script[8192];

static int64_t now_ms(void)
{
    struct timespec ts;
    clock_gettime(CLOCK_MONOTONIC, &ts);
    return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* Processes whose environment has the mark; a dead one has none. The tutor's own do not carry it.
 */
static int marked_alive(void)
{
    int found = 0;
    DIR *proc = opendir("/proc");
    assert_non_null(proc);
    for (struct dirent *entry; (entry = readdir(proc));) {
        char path[300];
        static char env[256 * 1024];
        if (atoi(entry->d_name) <= 0 || atoi(entry->d_name) == getpid())
            continue;
        snprintf(path, sizeof(path), "/proc/%s/environ", entry->d_name);
        int fd = open(path, O_RDONLY | O_CLOEXEC);
        if (fd < 0)
            continue;
        ssize_t n = read(fd, env, sizeof(env));
        close(fd);
        if (n > 0 && memmem(env, (size_t)n, mark, strlen(mark)))
            found++;
    }
    closedir(proc);
    return found;
}

static int open_files(void)
{
    int n = 0;
    DIR *dir = opendir("/proc/self/fd");
    assert_non_null(dir);
    while (readdir(dir))
        n++;
    closedir(dir);
    return n;
}

struct result {
    enum child_state state;
    enum child_reason reason;
    int status, exec_error;
    unsigned deaths, left_over;
    bool was_running, program_died;
    size_t output_bytes;
    char output[4096]; /* the beginning */
    uint64_t cpu_us;
};

static void take(struct child *child, struct result *result)
{
    char bytes[8192];
    for (size_t n; (n = child_read(child, bytes, sizeof(bytes))) > 0;) {
        size_t room = sizeof(result->output) - 1;
        if (result->output_bytes < room) {
            size_t part = room - result->output_bytes;
            memcpy(result->output + result->output_bytes, bytes, n < part ? n : part);
        }
        result->output_bytes += n;
    }
    struct child_death death;
    while (child_next_death(child, &death)) {
        result->deaths++;
        assert_true(death.ns > 0);
        if (death.pid == child_pid(child)) {
            result->program_died = true;
            result->status = death.status;
            result->cpu_us = (uint64_t)death.usage.ru_utime.tv_sec * 1000000 +
                             (uint64_t)death.usage.ru_utime.tv_usec;
        }
    }
}

/* Turns until `is_enough` says so (NULL: until it is over), or the budget is used up; then it ends
 * it. */
static bool turn_until(struct child *child, struct result *result, int64_t budget_ms,
                       bool (*is_enough)(struct child *, struct result *))
{
    int64_t until = now_ms() + budget_ms;
    for (;;) {
        child_turn(child);
        take(child, result);
        result->was_running |= child_state(child) == CHILD_RUNNING;
        if (is_enough ? is_enough(child, result) : child_state(child) == CHILD_OVER)
            return true;
        int64_t left = until - now_ms();
        if (left <= 0)
            return false;
        struct pollfd fd = {.fd = child_fd(child), .events = POLLIN};
        poll(&fd, 1, (int)left);
    }
}

static struct result finish(struct child *child, int64_t budget_ms)
{
    struct result result = {0};
    if (!turn_until(child, &result, budget_ms, NULL)) {
        child_end(child);
        assert_true(turn_until(child, &result, ENOUGH_MS, NULL));
    }
    result.state = child_state(child);
    result.reason = child_reason(child);
    result.exec_error = child_exec_error(child);
    result.left_over = child_left_over(child);
    child_free(child);
    assert_int_equal(marked_alive(), 0);
    return result;
}

static struct child *start(const struct child_spec *wanted, const char *name, const char *argument)
{
    static char path[8192];
    snprintf(path, sizeof(path), "%s%s%s", *name == '/' ? "" : hostile_dir, *name == '/' ? "" : "/",
             name);
    if (*name != '/')
        assert_int_equal(access(path, X_OK), 0);
    const char *argv[] = {path, argument, NULL}, *env[] = {mark, NULL};
    struct child_spec spec = *wanted;
    spec.argv = argv;
    spec.extra_env = env;
    struct err err;
    struct child *child = child_start(&spec, &err);
    if (!child)
        fail_msg("%s", err.text);
    return child;
}

static struct child_spec usual(void)
{
    struct child_spec spec = {.limits = child_default_limits, .is_confined = true};
    spec.limits.processes = 1500;
    spec.limits.resident_bytes = 200u << 20;
    spec.limits.linger_ms = 200;
    return spec;
}

static struct result run(const char *name, const char *argument, int64_t budget_ms)
{
    struct child_spec spec = usual();
    return finish(start(&spec, name, argument), budget_ms);
}

/* --- ordinary programs ------------------------------------------------------------------------ */

static struct result shell(struct child_spec spec, const char *commands)
{
    const char *argv[] = {"/bin/sh", "-c", commands, NULL}, *env[] = {mark, NULL};
    spec.argv = argv;
    spec.extra_env = env;
    struct err err;
    struct child *child = child_start(&spec, &err);
    assert_non_null(child);
    return finish(child, ENOUGH_MS);
}

static void test_returns(void **state)
{
    (void)state;
    struct result result = shell(usual(), "printf 'a\\nb\\n'; exit 3");
    assert_string_equal(result.output, "a\nb\n"); /* no carriage return */
    assert_true(WIFEXITED(result.status) && WEXITSTATUS(result.status) == 3);
    assert_int_equal(result.reason, CHILD_BY_ITSELF);
    assert_int_equal(result.deaths, 1);
    assert_int_equal(result.left_over, 0);
    assert_int_equal(result.exec_error, 0);
}

static void test_terminal_or_pipe(void **state)
{
    (void)state;
    const char *commands =
        "test -t 1 && echo terminal $(stty size <&2); test -t 2 && echo error too;"
        "test -t 0 || echo no input; read x || echo end";
    struct child_spec spec = usual();
    assert_string_equal(shell(spec, commands).output, "terminal 24 80\nerror too\nno input\nend\n");
    spec.merge_output = true;
    assert_string_equal(shell(spec, commands).output, "no input\nend\n");
}

static void test_descriptors_and_signals(void **state)
{
    (void)state;
    int inherited = open("/dev/null", O_RDONLY); /* as a careless parent would leave one */
    signal(SIGPIPE, SIG_IGN);
    sigset_t blocked, before;
    sigemptyset(&blocked);
    sigaddset(&blocked, SIGTERM);
    sigprocmask(SIG_BLOCK, &blocked, &before);
    struct result result = shell(usual(), "ls -1 /proc/$$/fd;"
                                          "grep -q \"$$ ($(cat /proc/$$/comm)) . [0-9]* $$ $$ 0\""
                                          " /proc/$$/stat && echo own session, no terminal;"
                                          "exec grep -E 'Sig(Blk|Ign)' /proc/self/status");
    sigprocmask(SIG_SETMASK, &before, NULL);
    signal(SIGPIPE, SIG_DFL);
    close(inherited);
    assert_string_equal(result.output,
                        "0\n1\n2\nown session, no "
                        "terminal\nSigBlk:\t0000000000000000\nSigIgn:\t0000000000000000\n");
}

static void test_directory_and_environment(void **state)
{
    (void)state;
    struct child_spec spec = usual();
    spec.dir = "/usr";
    const char *argv[] = {"/bin/sh", "-c", "pwd; echo $CONC_A $CONC_B", NULL};
    const char *env[] = {"CONC_A=new", "CONC_B=two", mark, NULL};
    spec.argv = argv;
    spec.extra_env = env;
    setenv("CONC_A", "old", 1);
    struct err err;
    struct result result = finish(child_start(&spec, &err), ENOUGH_MS);
    unsetenv("CONC_A");
    assert_string_equal(result.output, "/usr\nnew two\n");
    spec.dir = "/nonexistent";
    assert_int_equal(finish(child_start(&spec, &err), ENOUGH_MS).exec_error, ENOENT);
}

static void test_cannot_start(void **state)
{
    (void)state;
    struct child_spec spec = usual();
    static const struct {
        const char *path;
        int number;
    } cases[] = {{"/nonexistent", ENOENT}, {"/etc", EACCES}, {"/etc/passwd", EACCES}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct result result = finish(start(&spec, cases[i].path, NULL), ENOUGH_MS);
        assert_int_equal(result.state, CHILD_OVER);
        assert_int_equal(result.exec_error, cases[i].number);
        assert_int_equal(result.deaths, 0); /* what never started cannot have failed */
        assert_false(result.was_running);
    }
}

static bool is_held(struct child *child, struct result *result)
{
    (void)result;
    return child_state(child) == CHILD_HELD;
}

static void test_held(void **state)
{
    (void)state;
    struct child_spec spec = usual();
    spec.is_held = true;
    struct result result = {0};
    struct child *child = start(&spec, "/bin/true", NULL);
    assert_true(turn_until(child, &result, ENOUGH_MS, is_held));
    assert_true(child_pid(child) > 0);
    assert_int_equal(kill(child_pid(child), 0), 0);
    assert_false(turn_until(child, &result, 100, NULL)); /* it does not go by itself */
    child_go(child);
    result = finish(child, ENOUGH_MS);
    assert_true(result.program_died && WIFEXITED(result.status));
    /* One that is never let go ends too. */
    child = start(&spec, "/bin/true", NULL);
    assert_true(turn_until(child, &result, ENOUGH_MS, is_held));
    assert_int_equal(finish(child, 0).reason, CHILD_BY_REQUEST);
    child_free(start(&spec, "/bin/true", NULL));
    assert_int_equal(marked_alive(), 0);
    child_free(NULL);
}

static void test_cpus(void **state)
{
    (void)state;
    int cpu = 0;
    struct child_spec spec = usual();
    spec.cpus = &cpu;
    spec.cpu_count = 1;
    assert_string_equal(shell(spec, "grep -h Cpus_allowed_list /proc/$$/status").output,
                        "Cpus_allowed_list:\t0\n");
}

static void test_share(void **state)
{
    (void)state;
    struct child_spec spec = usual();
    spec.share_name = "CONC_SHARED";
    spec.share_fd = memfd_create("shared", MFD_CLOEXEC);
    assert_true(spec.share_fd >= 0);
    for (int confined = 0; confined < 2; confined++) {
        spec.is_confined = confined;
        struct result result =
            shell(spec, "echo hello >\"$CONC_SHARED\" && (cat \"$CONC_SHARED\")");
        assert_string_equal(result.output, "hello\n");
    }
    close(spec.share_fd);
}

static void test_orphans_are_seen(void **state)
{
    (void)state;
    /* The subshell leaves a child that outlives it, and that ends well within the time to linger.
     */
    struct child_spec spec = usual();
    spec.limits.linger_ms = ENOUGH_MS;
    struct result result = shell(spec, "(sh -c 'exit 5' & sh -c 'kill -9 $$' &); exit 0");
    assert_int_equal(result.reason, CHILD_BY_ITSELF);
    assert_int_equal(result.left_over, 0);
    assert_in_range(result.deaths, 1,
                    3); /* those that came to the warden: depends on who was first */
}

static void test_many_at_once(void **state)
{
    (void)state;
    struct child_spec spec = usual();
    struct child *children[8];
    for (int i = 0; i < 8; i++)
        children[i] = start(&spec, i % 2 ? "spin" : "daemonise", NULL);
    struct result result = {0};
    for (int i = 0; i < 8; i += 2) /* in turn: the others go on meanwhile */
        assert_true(turn_until(children[i], &result, ENOUGH_MS, NULL));
    assert_int_equal(result.deaths, 4 * 2); /* the program and the daemon */
    for (int i = 0; i < 8; i++)
        child_free(children[i]);
    assert_int_equal(marked_alive(), 0);
}

/* --- the fence -------------------------------------------------------------------------------- */

static void test_fence(void **state)
{
    (void)state;
    struct text story = {0};
    confine_story(&story);
    bool has_landlock = strstr(text_get(&story), "Landlock ") && !strstr(text_get(&story), "no L");
    bool has_seccomp = !strstr(text_get(&story), "no seccomp");
    text_release(&story);
    char dir[] = "/tmp/conc-test-XXXXXX";
    assert_non_null(mkdtemp(dir));
    struct child_spec spec = usual();
    spec.dir = dir;
    struct result result =
        shell(spec, "echo x >here && mv here there && cat there && rm there;"
                    "echo x >/dev/null && ulimit -c; grep NoNewPrivs: /proc/$$/status");
    assert_string_equal(result.output, "x\n0\nNoNewPrivs:\t1\n");
    /* Everybody's temporary folders are open, and this tree may lie in one: none of them is "/var".
     * (Who is not root is refused there without a fence.) */
    if (has_landlock) {
        snprintf(script, sizeof(script),
                 "echo x 2>&1 >/var/conc-trespass || echo refused; rm -f /var/conc-trespass");
        assert_non_null(strstr(shell(spec, script).output, "refused"));
    }
    if (has_seccomp) {
        assert_string_equal(run("kill-all", NULL, ENOUGH_MS).output, "refused\n");
        result = run("kill-parent", "3", 500);
        assert_string_equal(result.output, "refused\nrefused\nrefused\n");
        assert_int_equal(result.reason, CHILD_BY_REQUEST);
        assert_string_equal(run("stop-parent", NULL, 500).output, "refused\n");
    }
    assert_int_equal(rmdir(dir), 0);
}

/* --- harm ------------------------------------------------------------------------------------- */

static void test_dies(void **state)
{
    (void)state;
    struct result result = run("crash", NULL, ENOUGH_MS);
    assert_true(WIFSIGNALED(result.status) && WTERMSIG(result.status) == SIGSEGV);
    assert_false(WCOREDUMP(result.status));
    assert_string_equal(result.output, "about to crash\n");
    result = run("abort", NULL, ENOUGH_MS);
    assert_true(WIFSIGNALED(result.status) && WTERMSIG(result.status) == SIGABRT);
    result = run("thread-exit", NULL, ENOUGH_MS);
    assert_true(WIFEXITED(result.status) && WEXITSTATUS(result.status) == 7);
    result = run("long-argv", NULL, ENOUGH_MS);
    assert_string_equal(result.output, "1000 arguments\n");
    result = run("closed-stdout", NULL, ENOUGH_MS);
    assert_string_equal(result.output, "last words\n");
    assert_true(WIFEXITED(result.status) && WEXITSTATUS(result.status) == 0);
    result = run("threads", NULL, ENOUGH_MS);
    assert_true(WIFEXITED(result.status) && WEXITSTATUS(result.status) == 0);
}

static void test_stays(void **state)
{
    (void)state;
    static const char *const names[] = {"deadlock", "spin",      "ignore-signals",
                                        "stop",     "close-all", "exec"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        struct result result = run(names[i], NULL, 300);
        if (result.reason != CHILD_BY_REQUEST || !result.program_died)
            fail_msg("%s: reason %d", names[i], (int)result.reason);
        assert_true(WIFSIGNALED(result.status) && WTERMSIG(result.status) == SIGKILL);
        if (strcmp(names[i], "spin") == 0)
            assert_true(result.cpu_us > 0);
    }
}

static void test_left_overs(void **state)
{
    (void)state;
    struct result result = run("daemonise", NULL, ENOUGH_MS);
    assert_int_equal(result.reason, CHILD_LEFT_OVERS);
    assert_int_equal(result.left_over, 1);
    assert_true(WIFEXITED(result.status) && WEXITSTATUS(result.status) == 0);
    assert_string_equal(result.output, "daemon started\n");
}

static void test_fork_bombs(void **state)
{
    (void)state;
    struct child_spec spec = usual();
    spec.limits.processes = 50;
    struct result result = finish(start(&spec, "fork-bomb", NULL), ENOUGH_MS);
    assert_int_equal(result.reason, CHILD_PROCESSES);
    spec.limits.linger_ms = 300;
    for (int i = 0; i < 5; i++) {
        result = finish(start(&spec, "fork-bomb", "escape"), ENOUGH_MS);
        assert_int_equal(result.reason, CHILD_LEFT_OVERS);
    }
}

static void test_memory(void **state)
{
    (void)state;
    assert_int_equal(run("hog", NULL, ENOUGH_MS).reason, CHILD_MEMORY);
    struct child_spec spec = usual();
    spec.limits.data_bytes = 64u << 20;
    assert_int_equal(finish(start(&spec, "hog", NULL), 1000).reason, CHILD_BY_REQUEST);
}

static void test_flood(void **state)
{
    (void)state;
    struct result result = run("flood", NULL, ENOUGH_MS * 2);
    assert_true(result.program_died && WIFEXITED(result.status));
    assert_int_equal(result.output_bytes, 200 * 1000 * 1000);
}

/* A tutor that does not read makes the program wait; the end does not need it to read. */
static void test_flood_unread(void **state)
{
    (void)state;
    struct child_spec spec = usual();
    struct child *child = start(&spec, "flood", NULL);
    int64_t until = now_ms() + 300;
    while (now_ms() < until) {
        struct pollfd fd = {.fd = child_fd(child), .events = POLLIN};
        poll(&fd, 1, 50);
        child_turn(child);
    }
    child_end(child);
    until = now_ms() + ENOUGH_MS;
    while (child_state(child) != CHILD_OVER && now_ms() < until) {
        struct pollfd fd = {.fd = child_fd(child), .events = POLLIN};
        poll(&fd, 1, 1000);
        child_turn(child);
    }
    assert_int_equal(child_state(child), CHILD_OVER);
    struct result result = {0};
    take(child, &result);
    assert_in_range(result.output_bytes, 200 * 1024, 600 * 1024);
    child_free(child);
    assert_int_equal(marked_alive(), 0);
}

/* Without the fence a program can reach the warden. */
static void test_warden_harmed(void **state)
{
    (void)state;
    struct child_spec spec = usual();
    spec.is_confined = false;
    struct result result = finish(start(&spec, "kill-parent", NULL), ENOUGH_MS);
    assert_true(result.program_died && WIFSIGNALED(result.status));
    assert_int_equal(result.left_over, 1);
    result = finish(start(&spec, "stop-parent", NULL), 300);
    assert_true(result.program_died);
    /* The same, and the tutor does not even ask nicely. */
    struct child *child = start(&spec, "stop-parent", NULL);
    turn_until(child, &result, 300, NULL);
    child_free(child);
    assert_int_equal(marked_alive(), 0);
}

/* --- the tutor dies --------------------------------------------------------------------------- */

static void test_tutor_dies(void **state)
{
    (void)state;
    static const char *const names[] = {"ignore-signals", "daemonise", "fork-bomb", "stop"};
    static const int deaths[] = {SIGKILL, SIGSEGV, SIGTERM};
    for (size_t i = 0; i < 12; i++) {
        int ready[2];
        assert_int_equal(pipe2(ready, O_CLOEXEC), 0);
        pid_t tutor = fork();
        if (tutor == 0) {
            struct child_spec spec = usual();
            spec.limits.linger_ms = 1000 * 1000;
            struct result result = {0};
            struct child *child = start(&spec, names[i % 4], NULL);
            turn_until(child, &result, 200, NULL);
            signal(SIGSEGV, SIG_DFL); /* sanitizers and cmocka catch it */
            if (write(ready[1], "x", 1) == 1)
                for (;;)
                    pause();
            _exit(1);
        }
        char byte;
        assert_int_equal(read(ready[0], &byte, 1), 1);
        kill(tutor, deaths[i % 3]);
        waitpid(tutor, NULL, 0);
        close(ready[0]);
        close(ready[1]);
        int64_t until = now_ms() + ENOUGH_MS;
        while (marked_alive() && now_ms() < until)
            poll(NULL, 0, 5);
        assert_int_equal(marked_alive(), 0);
    }
}

static int set_up(void **state)
{
    (void)state;
    snprintf(mark, sizeof(mark), "CONC_TEST_MARK=%d-%lld", (int)getpid(), (long long)now_ms());
    ssize_t n = readlink("/proc/self/exe", hostile_dir, sizeof(hostile_dir) - 16);
    assert_true(n > 0);
    hostile_dir[n] = '\0';
    for (int i = 0; i < 2; i++) /* .../tests/unit/test_child: two up */
        *strrchr(hostile_dir, '/') = '\0';
    strcat(hostile_dir, "/hostile");
    return 0;
}

static int files_before;

static int count_files(void **state)
{
    (void)state;
    files_before = open_files();
    return 0;
}

static int same_files(void **state)
{
    (void)state;
    int after = open_files();
    if (after != files_before)
        fprintf(stderr, "%d descriptors before, %d after\n", files_before, after);
    /* And no child of ours is left, dead or alive. */
    return after == files_before && waitpid(-1, NULL, WNOHANG) < 0 && errno == ECHILD ? 0 : -1;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, count_files, same_files)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_returns),
        TEST(test_terminal_or_pipe),
        TEST(test_descriptors_and_signals),
        TEST(test_directory_and_environment),
        TEST(test_cannot_start),
        TEST(test_held),
        TEST(test_cpus),
        TEST(test_share),
        TEST(test_orphans_are_seen),
        TEST(test_many_at_once),
        TEST(test_fence),
        TEST(test_dies),
        TEST(test_stays),
        TEST(test_left_overs),
        TEST(test_fork_bombs),
        TEST(test_memory),
        TEST(test_flood),
        TEST(test_flood_unread),
        TEST(test_warden_harmed),
        TEST(test_tutor_dies),
    };
    return cmocka_run_group_tests_name("child", tests, set_up, NULL);
}
