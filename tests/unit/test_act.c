/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An act that the learner ends before all its runs were made; one that this machine cannot show.
 */
#include <errno.h>
#include <poll.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "builds.h"
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

/* It is over with the next turn, whatever the compiler does. */
static void ended_while_it_is_built(void **state)
{
    (void)state;
    static const char *const none[] = {NULL};
    struct err err;
    assert_int_equal(make_folder(NULL), 0);
    write_text("slow.c", "int main(void) { return 0; }\n");
    write_text("compiler", "#!/bin/sh\nexec sleep 1000\n"); /* until it is ended */
    assert_int_equal(chmod("compiler", 0700), 0);
    char *compiler = xasprintf("%s/compiler", folder), *cache = xasprintf("%s/cache", folder);
    setenv("CC", compiler, 1);
    struct act_plan plan;
    act_plan_init(&plan, "slow.c", none);
    plan.cache = cache;
    struct act *act = act_start(&plan, &err);
    assert_non_null(act);
    assert_true(act_is_building(act));
    assert_false(act_is_ending(act));
    act_end(act);
    assert_true(act_is_ending(act));
    assert_true(act_is_ready(act));
    is_ended_by_the_learner(act, 0);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* nor is the compiler there any more */
    assert_int_equal(errno, ECHILD);
    unsetenv("CC");
    assert_int_equal(drop_folder(NULL), 0);
    free(compiler);
    free(cache);
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

/* A page claims something of what it prints that needs cores. */
static struct act *started_with_claim(enum placement placement)
{
    static const char *const args[] = {"one: 1 ms\ntwo: 2 ms", NULL};
    struct act_plan plan;
    struct err err;
    act_plan_init(&plan, "/bin/echo", args);
    plan.times = 3;
    plan.is_of_page = true;
    plan.ends = 1u << RUN_RETURNED;
    plan.placement = placement;
    plan.chart = xstrdup("ms");
    plan.show_count = (unsigned)claims_read("larger 2 1 200", plan.argv + 1, plan.shows, &err);
    assert_int_equal(plan.show_count, 1);
    struct act *act = act_start(&plan, &err);
    assert_non_null(act);
    return act;
}

static unsigned cores_of_ours(void)
{
    cpu_set_t cores;
    assert_int_equal(sched_getaffinity(0, sizeof(cores), &cores), 0);
    return (unsigned)CPU_COUNT(&cores);
}

/* Before each run it is measured what the cores give; where there is one, or one is used, not. */
static void cores_are_tried_first(void **state)
{
    (void)state;
    struct act *act = started_with_claim(PLACE_FREE);
    while (!act_is_over(act))
        turn(act);
    const struct act_result *result = act_result(act);
    assert_int_equal(result->runs, 3);
    assert_true(result->keeps_word);
    for (unsigned i = 0; i < 3; i++)
        assert_true(cores_of_ours() > 1 ? result->gains[i] > 0 : result->gains[i] < 0);
    act_free(act);
    act = started_with_claim(PLACE_ONE);
    while (!act_is_over(act))
        turn(act);
    assert_null(act_result(act)->gains);
    assert_true(act_result_gain(act_result(act)) < 0);
    act_free(act);
    act = started("/bin/true", 1); /* nothing is claimed */
    while (!act_is_over(act))
        turn(act);
    assert_null(act_result(act)->gains);
    act_free(act);
}

/* Before the first run, and between two. */
static void ended_while_cores_are_tried(void **state)
{
    (void)state;
    if (cores_of_ours() < 2)
        skip();
    for (unsigned runs = 0; runs < 2; runs++) {
        struct act *act = started_with_claim(PLACE_FREE);
        while (act_result(act)->runs < runs)
            turn(act);
        if (act_is_ready(act)) /* the run is noted; now to the next */
            turn(act);
        act_end(act);
        assert_true(act_is_ready(act));
        act_turn(act);
        assert_true(act_is_over(act));
        assert_int_equal(act_result(act)->runs, runs);
        act_free(act);
    }
    struct act *act = started_with_claim(PLACE_FREE); /* nobody waits for it */
    act_free(act);
    assert_int_equal(waitpid(-1, NULL, WNOHANG), -1); /* and it is no more */
    assert_int_equal(errno, ECHILD);
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

/* It owns what it has: the one it was made from may be gone, and may have been built. */
static void a_copy_stands_alone(void **state)
{
    (void)state;
    const char *const args[] = {"2", "1", NULL};
    struct act_plan plan, copy;
    struct err err;
    act_plan_init(&plan, "folder/race.c", args);
    assert_int_equal(act_plan_set(&plan, "watch", "counter", &err), 0);
    assert_int_equal(act_plan_set(&plan, "times", "7", &err), 0);
    plan.kind = BLOCK_STEP;
    plan.schedule = xstrdup("m1 a1");
    plan.bounds.is_all = true;
    free(plan.argv[0]);
    plan.argv[0] = xstrdup("/where/it/was/built");
    act_plan_copy(&copy, &plan);
    act_plan_release(&plan);
    assert_string_equal(copy.argv[0], "folder/race.c");
    assert_string_equal(copy.argv[2], "1");
    assert_null(copy.argv[3]);
    assert_string_equal(copy.title, "race.c 2 1");
    assert_string_equal(copy.watch[0], "counter");
    assert_null(copy.watch[1]);
    assert_string_equal(copy.schedule, "m1 a1");
    assert_int_equal(copy.times, 7);
    assert_true(copy.bounds.is_all);
    act_plan_release(&copy);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ended_between_two_runs),
        cmocka_unit_test(ended_in_a_run),
        cmocka_unit_test(ended_while_it_is_built),
        cmocka_unit_test(not_ended_by_anybody),
        cmocka_unit_test(cores_are_tried_first),
        cmocka_unit_test(ended_while_cores_are_tried),
        cmocka_unit_test(cannot_and_may),
        cmocka_unit_test(cannot_without_a_reason),
        cmocka_unit_test(cannot_and_may_not),
        cmocka_unit_test(another_status_is_no_excuse),
        cmocka_unit_test(returns_with_another_status),
        cmocka_unit_test(a_copy_stands_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
