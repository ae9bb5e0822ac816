/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The supervision of programs that mean no harm, and the fence around all of them.
 */
#include <sys/mman.h>

#include "core/process/confine.h"
#include "unit/supervised.h"

static char script[8192];

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
    };
    return cmocka_run_group_tests_name("child", tests, set_up, NULL);
}
