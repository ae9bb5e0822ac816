/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * How long a run may take. What is run is the shell's, and not this program itself: built with
 * sanitizers it would not live within a run's limits.
 */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/run/run.h"

#define FOR_EVER_S 3600.0

static struct run *run_with(const char *what, double budget_s, double cpu_s)
{
    struct err err = {0};
    const char *argv[] = {"/bin/sh", "-c", what, NULL};
    struct run_spec spec = {.argv = argv, .is_plain = true, .budget_s = budget_s, .cpu_s = cpu_s};
    struct run *run = run_start(&spec, &err);
    if (!run)
        print_error("%s\n", err.text);
    assert_non_null(run);
    while (!run_is_over(run)) {
        struct pollfd fd = {run_fd(run), POLLIN, 0};
        (void)poll(&fd, 1, 1000);
        run_turn(run);
    }
    return run;
}

/* By what it has used, long before its time is up. */
static void what_turns_round_is_ended(void **state)
{
    (void)state;
    struct run *run = run_with("while :; do :; done", FOR_EVER_S, 0.05);
    assert_int_equal(run_outcome(run)->end, RUN_HUNG);
    assert_non_null(strstr(run_hang(run), "computed for"));
    assert_true(run_outcome(run)->cpu_ns >= 50000000);
    run_free(run);
}

static void what_sleeps_uses_nothing(void **state)
{
    (void)state;
    struct run *run = run_with("exec sleep 1.2", FOR_EVER_S, 1.0); /* longer than that */
    assert_int_equal(run_outcome(run)->end, RUN_RETURNED);
    assert_null(run_hang(run));
    run_free(run);
}

static void what_sleeps_for_ever_is_ended_by_the_clock(void **state)
{
    (void)state;
    struct run *run = run_with("exec sleep 3600", 0.2, FOR_EVER_S);
    assert_int_equal(run_outcome(run)->end, RUN_HUNG);
    assert_non_null(strstr(run_hang(run), "has not ended in"));
    run_free(run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_turns_round_is_ended),
        cmocka_unit_test(what_sleeps_uses_nothing),
        cmocka_unit_test(what_sleeps_for_ever_is_ended_by_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
