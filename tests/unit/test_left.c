/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What processes have left, from traces made by hand: a parent, and a child that has the ends of a
 * pipe from it.
 */
#include "story.h"

#include <signal.h>

#include "core/exercise/check_state.h"

enum { CHILD_PID = 200, CHILD = 4 /* lane */, READS = 3, WRITES = 4 };

/* main makes a pipe and a child. */
static struct trace *family(void)
{
    struct trace *trace = story_new();
    struct lane child = {.pid = CHILD_PID,
                         .tid = CHILD_PID,
                         .parent = MAIN,
                         .name = story_text(trace, "P1"),
                         .is_process = true};
    trace_add_lane(trace, &child);
    tell(trace, MAIN, K_PROCESS_START, 0, 1, 0, 0, 0);
    tell(trace, MAIN, K_PIPE, 0, READS, WRITES, 1, 0);
    tell(trace, MAIN, K_FORK, 0, 0, 0, 2, 0);
    tell(trace, MAIN, K_FORK_PARENT, 0, CHILD_PID, 0, 2, 0);
    tell(trace, CHILD, K_FORK_CHILD, 0, STORY_PID, 0, 2, 0);
    return trace;
}

/* The child has closed one end, and has not used the other. */
static struct trace *with_an_end(void)
{
    struct trace *trace = family();
    tell(trace, CHILD, K_CLOSE, 0, WRITES, 0, 3, 0);
    return trace;
}

/* The rest of main, which does all as it should. */
static enum check_verdict judge(struct trace *trace, int status)
{
    struct text text = {0};
    tell(trace, MAIN, K_CLOSE, 0, READS, 0, 5, 0);
    tell(trace, MAIN, K_CLOSE, 0, WRITES, 0, 6, 0);
    tell(trace, MAIN, K_WAITED, 0, CHILD_PID, status, 7, 0);
    tell(trace, MAIN, K_PROCESS_EXIT, 0, 0, 0, 8, 0);
    enum check_verdict verdict = judge_left(trace, &text);
    assert_int_equal(verdict == CHECK_VERDICT_COUNT, text.size == 0);
    text_release(&text);
    trace_free(trace);
    return verdict;
}

static void an_end_that_is_never_used_is_left_open(void **state)
{
    (void)state;
    struct trace *trace = with_an_end();
    tell(trace, CHILD, K_PROCESS_EXIT, 0, 0, 0, 4, 0);
    assert_int_equal(judge(trace, 0), CHECK_LEFT_OPEN);
}

static void an_end_that_is_used_is_not(void **state)
{
    (void)state;
    struct trace *trace = with_an_end();
    tell(trace, CHILD, K_READ_WAIT, 0, READS, 0, 4, 0);
    tell(trace, CHILD, K_READ, 0, READS, 0, 4, 0);
    tell(trace, CHILD, K_PROCESS_EXIT, 0, 0, 0, 4, 0);
    assert_int_equal(judge(trace, 0), CHECK_VERDICT_COUNT);
}

static void who_is_killed_is_not_to_blame(void **state)
{
    (void)state;
    assert_int_equal(judge(with_an_end(), SIGKILL), CHECK_VERDICT_COUNT);
}

static void nor_who_is_killed_on_its_way_out(void **state)
{
    (void)state;
    struct trace *trace = with_an_end();
    tell(trace, CHILD, K_PROCESS_EXIT, 0, 0, 0, 4, 0);
    assert_int_equal(judge(trace, SIGTERM), CHECK_VERDICT_COUNT);
}

static void nor_who_ends_in_a_handler(void **state)
{
    (void)state;
    struct trace *trace = with_an_end();
    tell(trace, CHILD, K_SIGNAL_TAKEN, 0, 0, SIGTERM, 4, 0);
    tell(trace, CHILD, K_PROCESS_EXIT, 0, 0, 0, 4, 0);
    assert_int_equal(judge(trace, 0), CHECK_VERDICT_COUNT);
}

static void but_who_has_returned_from_it(void **state)
{
    (void)state;
    struct trace *trace = with_an_end();
    tell(trace, CHILD, K_SIGNAL_TAKEN, 0, 0, SIGUSR1, 4, 0);
    tell(trace, CHILD, K_SIGNAL_DONE, 0, 0, SIGUSR1, 4, 0);
    tell(trace, CHILD, K_PROCESS_EXIT, 0, 0, 0, 4, 0);
    assert_int_equal(judge(trace, 0), CHECK_LEFT_OPEN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_end_that_is_never_used_is_left_open),
        cmocka_unit_test(an_end_that_is_used_is_not),
        cmocka_unit_test(who_is_killed_is_not_to_blame),
        cmocka_unit_test(nor_who_is_killed_on_its_way_out),
        cmocka_unit_test(nor_who_ends_in_a_handler),
        cmocka_unit_test(but_who_has_returned_from_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
