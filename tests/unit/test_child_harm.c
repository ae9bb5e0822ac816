/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The supervision against programs that do harm (tests/hostile), and when the tutor itself dies:
 * its side never waits, says what happened, and in the end nothing of them is alive.
 */
#include "core/process/asleep.h"
#include "unit/supervised.h"

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
    int64_t until = now_ms() + ENOUGH_MS;
    struct sleeper before = {0}, now;
    /* Until it sleeps, and is not woken by our turns. */
    for (unsigned still = 0; still < 5 && now_ms() < until; before = now) {
        struct pollfd fd = {.fd = child_fd(child), .events = POLLIN};
        poll(&fd, 1, 20);
        child_turn(child);
        uint32_t pid = (uint32_t)child_pid(child);
        enum asleep_nap nap = asleep_look(&now, pid, pid);
        bool is_still = child_state(child) == CHILD_RUNNING && nap != ASLEEP_NOT &&
                        nap != ASLEEP_GONE && now.switches == before.switches;
        still = is_still ? still + 1 : 0;
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_dies),         TEST(test_stays),         TEST(test_left_overs),
        TEST(test_fork_bombs),   TEST(test_memory),        TEST(test_flood),
        TEST(test_flood_unread), TEST(test_warden_harmed), TEST(test_tutor_dies),
    };
    return cmocka_run_group_tests_name("child", tests, set_up, NULL);
}
