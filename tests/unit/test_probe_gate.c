/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The gate: a program goes on step by step, or freely, or because nobody is left to say so.
 */
#include "unit/probed.h"

static const char gated[] = "int n; pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;\n"
                            "int main(void) { pthread_mutex_lock(&m); n++;\n"
                            "  pthread_mutex_unlock(&m); return 0; }";

static void test_gate_lets_one_step_at_a_time(void **state)
{
    (void)state;
    struct run run = start(compile(gated, true), NULL, true);
    int steps = 0;
    for (; passes(&run, is_at_gate_or_over) && !is_over(&run); steps++) {
        struct ring_reader reader = {0};
        size_t ready = ring_ready(run.region, 0, &reader);
        struct event event;
        ring_peek(run.region, 0, &reader, ready - 1, &event);
        assert_int_equal(event.flags & EVENT_AT_GATE, EVENT_AT_GATE);
        assert_false(event.flags & EVENT_VALUE);
        assert_true(steps < 20);
        permit(&run);
    }
    finish(&run);
    read_story(&run);
    expect(0, "lock? lock+ read-var?:4 read-var:4=0 write-var?:4 write-var:4=1 unlock? unlock "
              "process-exit? process-exit");
    assert_int_equal(steps, 5);
    release(&run);
}

static void test_gate_opens(void **state)
{
    (void)state;
    struct run run = start(compile(gated, true), NULL, true);
    assert_true(passes(&run, is_at_gate));
    atomic_store(&run.region->gate, 0);
    permit(&run);
    finish(&run);
    assert_int_equal(run.status, 0);
    read_story(&run);
    expect(0, "lock? lock+ read-var:4=0 write-var:4=1 unlock process-exit");
    release(&run);
}

static void test_gate_does_not_outlive_the_tutor(void **state)
{
    (void)state;
    const char *program = compile(gated, true);
    pid_t tutor = fork();
    if (tutor == 0) {
        for (;;)
            pause();
    }
    /* The region's path names a process that will not be there any more. */
    int fd;
    struct region *region = region_create(RING_EVENTS, 1, &fd);
    atomic_store(&region->gate, 1);
    char path[64];
    kill(tutor, SIGKILL);
    assert_int_equal(waitpid(tutor, NULL, 0), tutor);
    tutor = fork(); /* it has the descriptor by now */
    if (tutor == 0) {
        for (;;)
            pause();
    }
    snprintf(path, sizeof(path), "/proc/%d/fd/%d", tutor, fd);
    struct run run = start(program, path, false);
    struct run theirs = {.region = region, .pid = run.pid};
    assert_true(passes(&theirs, is_at_gate));
    kill(tutor, SIGKILL);
    assert_int_equal(waitpid(tutor, NULL, 0), tutor);
    assert_true(passes(&theirs, is_over));
    finish(&run);
    assert_int_equal(run.status, 0);
    release(&run);
    region_unmap(region, region_size(RING_EVENTS));
    close(fd);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_gate_lets_one_step_at_a_time),
        cmocka_unit_test(test_gate_opens),
        cmocka_unit_test(test_gate_does_not_outlive_the_tutor),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
