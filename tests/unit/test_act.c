/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An act that the learner ends before all its runs were made.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/act.h"
#include "core/err.h"

#define PATIENCE_MS 60000

static struct act *started(const char *program, unsigned times)
{
    static const char *const none[] = {NULL};
    struct act_plan plan;
    struct err err;
    act_plan_init(&plan, program, none);
    plan.times = times;
    plan.is_of_page = true;
    plan.ends = 1u << RUN_RETURNED;
    struct act *act = act_start(&plan, &err);
    assert_non_null(act);
    return act;
}

static void turn(struct act *act)
{
    struct pollfd wait = {.fd = act_fd(act), .events = POLLIN};
    assert_true(act_is_ready(act) || poll(&wait, 1, PATIENCE_MS) == 1);
    act_turn(act);
}

static void is_ended_by_the_learner(struct act *act, unsigned runs)
{
    struct err err;
    while (!act_is_over(act))
        turn(act);
    assert_false(act_has_failed(act, &err));
    assert_int_equal(act_result(act)->runs, runs);
    assert_true(act_result(act)->was_ended);
    assert_true(act_result(act)->keeps_word);
    act_free(act);
}

static void ended_between_two_runs(void **state)
{
    (void)state;
    struct act *act = started("/bin/true", 1000);
    while (act_result(act)->runs < 2)
        turn(act);
    assert_true(act_is_ready(act)); /* for the third */
    act_end(act);
    is_ended_by_the_learner(act, 2);
}

static void ended_in_a_run(void **state)
{
    (void)state;
    struct act *act = started("/bin/cat", 2); /* waits for input that never comes */
    while (!act_run(act))
        turn(act);
    act_end(act);
    is_ended_by_the_learner(act, 1);
}

static void not_ended_by_anybody(void **state)
{
    (void)state;
    struct act *act = started("/bin/true", 2);
    while (!act_is_over(act))
        turn(act);
    assert_int_equal(act_result(act)->runs, 2);
    assert_false(act_result(act)->was_ended);
    act_free(act);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ended_between_two_runs),
        cmocka_unit_test(ended_in_a_run),
        cmocka_unit_test(not_ended_by_anybody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
