/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The probe where little is as it should be: no region, no slots, no stack, no descriptors.
 */
#include "unit/probed.h"

static void test_no_region_no_difference(void **state)
{
    (void)state;
    static const char source[] = "int main(void) { printf(\"%d\", 1); fork(); return 9; }";
    const char *paths[] = {"", "/does/not/exist", "/dev/null", "/", "/proc/self/exe"};
    const char *program = compile(source, false);
    for (size_t i = 0; i < sizeof(paths) / sizeof(*paths); i++) {
        struct run run = start(program, paths[i], false);
        finish(&run);
        assert_int_equal(run.status, 9 << 8);
        assert_string_equal(run.output, "11");
        read_story(&run);
        assert_int_equal(story.events, 0);
        release(&run);
    }
}

static void test_more_threads_than_slots(void **state)
{
    (void)state;
    struct run run = start(
        compile(
            "pthread_barrier_t b; int n;\n"
            "static void *work(void *p) { pthread_barrier_wait(&b); __sync_fetch_and_add(&n, 1);\n"
            "  return p; }\n"
            "int main(void) { static pthread_t t[1000]; pthread_attr_t a; pthread_attr_init(&a);\n"
            "  pthread_attr_setstacksize(&a, 65536); pthread_barrier_init(&b, 0, 1000);\n"
            "  for (int i = 0; i < 1000; i++) if (pthread_create(&t[i], &a, work, 0)) return 1;\n"
            "  for (int i = 0; i < 1000; i++) pthread_join(t[i], 0); return n != 1000; }",
            false),
        NULL, false);
    finish(&run);
    assert_int_equal(run.status, 0);
    assert_int_equal(atomic_load(&run.region->next_slot), RING_SLOTS);
    assert_int_equal(atomic_load(&run.region->unseen), 1001 - RING_SLOTS);
    release(&run);
}

static void test_small_stacks(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <limits.h>\nstatic void *work(void *p) { printf(\"%s\\n\", \"hello\");\n"
             "  return p; }\n"
             "int main(void) { pthread_t t; pthread_attr_t a; pthread_attr_init(&a);\n"
             "  pthread_attr_setstacksize(&a, 16384);\n"
             "  if (pthread_create(&t, &a, work, 0)) return 1; pthread_join(t, 0); return 0; }",
             false),
        0);
    expect(1, "thread-start print=hello\n thread-exit");
}

/* Names are looked for along the frame pointers; the register may hold anything. */
static void test_frame_pointers_that_lead_nowhere(void **state)
{
    (void)state;
#if defined(__x86_64__)
    assert_int_equal(
        tell("#include <ucontext.h>\n"
             "__asm__(\"with: push %rbp\\n mov %rdi, %rbp\\n mov %rsi, %rdi\\n\"\n"
             "        \"call pthread_mutex_lock@plt\\n pop %rbp\\n ret\\n\");\n"
             "int with(unsigned long frame, pthread_mutex_t *m);\n"
             "static pthread_mutex_t *fresh(void) { return calloc(1, sizeof(pthread_mutex_t)); }\n"
             "static void try_all(void) { char here; unsigned long at = (unsigned long)&here;\n"
             "  unsigned long all[] = {0, 1, 8, -1, -16, at, at + 1, at & -8, (at & -8) + 4096,\n"
             "    (at & -8) + (1 << 19), (at & -8) - 4096, (unsigned long)fresh()};\n"
             "  for (int i = 0; i < 12; i++) if (with(all[i], fresh())) exit(1); }\n"
             "static void *work(void *p) { try_all(); return p; }\n"
             "ucontext_t home, away;\n"
             "int main(void) { pthread_t t; try_all(); pthread_create(&t, 0, work, 0);\n"
             "  pthread_join(t, 0); getcontext(&away); away.uc_stack.ss_sp = malloc(65536);\n"
             "  away.uc_stack.ss_size = 65536; away.uc_link = &home;\n"
             "  makecontext(&away, try_all, 0); swapcontext(&home, &away); return 0; }",
             false),
        0);
    assert_int_equal(story.dropped, 0);
#else
    skip();
#endif
}

static void test_daemon_that_closes_everything(void **state)
{
    (void)state;
    assert_int_equal(tell("int main(void) { for (int i = 0; i < 64; i++) close(i);\n"
                          "  if (daemon(0, 1) == 0) { pthread_mutex_t m = "
                          "PTHREAD_MUTEX_INITIALIZER;\n"
                          "    pthread_mutex_lock(&m); } return 0; }",
                          false),
                     0);
    /* The daemon may still be on its way: wait for its last event with its pid's end. */
    assert_true(story.count >= 1);
    assert_non_null(strstr(story.lanes[0].words, "close"));
}

/* A timer's handler calls hooks in the middle of the program's own events. */
static void test_signal_handlers_do_not_tear_events(void **state)
{
    (void)state;
    assert_int_equal(
        tell("#include <sys/time.h>\nvolatile sig_atomic_t ticks; int n;\n"
             "static void tick(int s) { ticks++; write(1, \"t\", 1); sched_yield(); }\n"
             "int main(void) { signal(SIGALRM, tick);\n"
             "  struct itimerval t = {{0, 100}, {0, 100}}; setitimer(ITIMER_REAL, &t, 0);\n"
             "  while (ticks < 500) { n++; sched_yield(); } return 0; }",
             true),
        0);
    assert_true(story.events > 500);
}

static void test_fork_bomb_is_refused_in_the_end(void **state)
{
    (void)state;
    struct run run = start(
        compile("int main(void) { int n = 0, e = 0, p[2]; char c; pipe(p);\n"
                "  for (int i = 0; i < 400 && !e; i++) { pid_t pid = fork();\n"
                "    if (pid < 0) e = errno; else if (pid > 0) n++;\n"
                "    else { close(p[1]); read(p[0], &c, 1); _exit(0); } }\n"
                "  close(p[1]); while (wait(0) > 0) ; printf(\"%d\", n); return e != EAGAIN; }",
                false),
        NULL, false);
    finish(&run);
    assert_int_equal(run.status, 0);
    assert_int_equal(atoi(run.output), 255);
    release(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_no_region_no_difference),
        cmocka_unit_test(test_more_threads_than_slots),
        cmocka_unit_test(test_small_stacks),
        cmocka_unit_test(test_frame_pointers_that_lead_nowhere),
        cmocka_unit_test(test_daemon_that_closes_everything),
        cmocka_unit_test(test_signal_handlers_do_not_tear_events),
        cmocka_unit_test(test_fork_bomb_is_refused_in_the_end),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
