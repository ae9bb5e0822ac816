/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An act that the learner ends before all its runs were made; one that this machine cannot show.
 */
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/err.h"
#include "core/lesson/act.h"

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

/* The result of a run of a shell that says why and exits with that status; `ends` are declared. */
static struct act *said_and_left(const char *script, uint32_t ends)
{
    const char *const args[] = {"-c", script, NULL};
    struct act_plan plan;
    struct err err;
    act_plan_init(&plan, "/bin/sh", args);
    plan.is_of_page = true;
    plan.ends = ends;
    struct act *act = act_start(&plan, &err);
    assert_non_null(act);
    while (!act_is_over(act))
        turn(act);
    assert_false(act_has_failed(act, &err));
    return act;
}

static void cannot_and_may(void **state)
{
    (void)state;
    struct act *act = said_and_left("echo looking; echo no server is installed; exit 77",
                                    1u << RUN_RETURNED | 1u << RUN_CANNOT);
    const struct act_result *result = act_result(act);
    assert_int_equal(result->ends[RUN_CANNOT], 1);
    assert_true(result->keeps_word);
    assert_non_null(strstr(text_get(&result->broken_word), ": no server is installed"));
    assert_null(strstr(text_get(&result->broken_word), "looking"));
    act_free(act);
}

static void cannot_without_a_reason(void **state)
{
    (void)state;
    struct act *act = said_and_left("exit 77", 1u << RUN_RETURNED | 1u << RUN_CANNOT);
    assert_true(act_result(act)->keeps_word);
    assert_int_not_equal(act_result(act)->broken_word.size, 0);
    act_free(act);
}

static void cannot_and_may_not(void **state)
{
    (void)state;
    struct act *act = said_and_left("echo no server is installed; exit 77", 1u << RUN_RETURNED);
    assert_false(act_result(act)->keeps_word);
    assert_non_null(strstr(text_get(&act_result(act)->broken_word), "'cannot'"));
    act_free(act);
}

static void another_status_is_no_excuse(void **state)
{
    (void)state;
    struct act *act = said_and_left("exit 76", 1u << RUN_CANNOT);
    assert_int_equal(act_result(act)->ends[RUN_FAILED], 1);
    assert_false(act_result(act)->keeps_word);
    act_free(act);
}

static void returns_with_another_status(void **state)
{
    (void)state;
    struct act *act = said_and_left("exit 3", 1u << RUN_RETURNED);
    assert_false(act_result(act)->keeps_word);
    assert_non_null(strstr(text_get(&act_result(act)->broken_word), "'fails'"));
    act_free(act);
    act = said_and_left("exit 3", 1u << RUN_FAILED);
    assert_true(act_result(act)->keeps_word);
    act_free(act);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ended_between_two_runs),
        cmocka_unit_test(ended_in_a_run),
        cmocka_unit_test(not_ended_by_anybody),
        cmocka_unit_test(cannot_and_may),
        cmocka_unit_test(cannot_without_a_reason),
        cmocka_unit_test(cannot_and_may_not),
        cmocka_unit_test(another_status_is_no_excuse),
        cmocka_unit_test(returns_with_another_status),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
