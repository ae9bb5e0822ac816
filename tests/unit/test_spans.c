/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Spans, from what a program prints: how many at once, who rests while work waits, what is cut.
 */
#include <signal.h>

#include "core/trace/spans.h"
#include "story.h"

static const char *const words[] = {"starts", "ends", "wanted", NULL};

/* Lane `lane` prints `line`; the event stands a microsecond behind the one before. */
static void print(struct trace *trace, uint32_t lane, const char *line)
{
    struct event event = {.clock = 1000 * (trace_count(trace) + 1),
                          .lane = lane,
                          .kind = K_PRINT,
                          .a = 1,
                          .b = (int64_t)strlen(line),
                          .text = story_text(trace, line)};
    trace_append(trace, &event);
}

static void test_chart(void **state)
{
    (void)state;
    struct trace *trace = story_new();
    struct spans spans = {0};
    print(trace, MAIN, "task 1 wanted\n");    /* 1 us */
    print(trace, T1, "T1: task 1 starts\n");  /* 2 */
    print(trace, MAIN, "task 2 wanted\n");    /* 3 */
    print(trace, T2, "T2: task 2 starts\n");  /* 4 */
    print(trace, MAIN, "task 33 wanted\n");   /* 5 */
    print(trace, T1, "task 1 ends\n");        /* 6 */
    print(trace, T1, "task 33 starts\n");     /* 7 */
    print(trace, T2, "task 2 ends\n");        /* 8 */
    print(trace, T1, "nothing of interest "); /* 9 */
    print(trace, T1, "task 33 ends\n");       /* 10 */
    spans_read(&spans, trace, words);
    assert_int_equal(spans.count, 3);
    assert_int_equal(spans.asked, 3);
    assert_int_equal(spans.cut, 0);
    assert_int_equal(spans.most_at_once, 2);
    assert_int_equal(spans.list[0].lane, T1);
    assert_int_equal(spans.list[0].number, 1); /* not the 1 of T1 */
    assert_int_equal(spans.list[2].number, 33);
    assert_int_equal(spans.list[2].from, 7000);
    assert_int_equal(spans.list[2].to, 10000);
    assert_int_equal(spans.from, 2000);
    assert_int_equal(spans.to, 10000);
    /* Work waited in 1-2, 3-4 and 5-7; at it were then 0, 1, and 2 and 1. */
    assert_int_equal(spans.queued_ns, 4000);
    assert_int_equal(spans.worked_ns, 4000);
    assert_true(spans_busy(&spans) == 0.5);
    assert_int_equal(spans.list[0].place, 0);
    assert_int_equal(spans.list[1].place, 1);
    assert_int_equal(spans.list[2].place, 0); /* task 1 has left it */
    assert_int_equal(spans.row_count, 2);
    assert_string_equal(spans.rows[0].name, "T1");
    assert_int_equal(spans.rows[0].count, 2);
    assert_int_equal(spans.rows[1].count, 1);
    char cells[17] = {0};
    spans_draw(&spans, &spans.rows[0], 16, cells);
    assert_string_equal(cells, "|1------  |33---");
    spans_draw(&spans, &spans.rows[1], 16, cells);
    assert_string_equal(cells, "    |2------    ");
    /* There is no room for 33: half of it would be a 3. */
    memset(cells, 0, sizeof(cells));
    spans_draw(&spans, &spans.rows[0], 4, cells);
    assert_string_equal(cells, "|1|-");
    spans_draw(&spans, &spans.rows[0], 0, cells);
    spans_release(&spans);
    trace_free(trace);
}

/* A span without an end ends with its thread, with its process, or with the trace. */
static void test_cut(void **state)
{
    (void)state;
    struct trace *trace = story_new();
    struct spans spans = {0};
    struct lane child = {
        .pid = 200, .tid = 200, .parent = MAIN, .name = story_text(trace, "P1"), .is_process = 1};
    uint32_t p1 = trace_add_lane(trace, &child);
    print(trace, T1, "task 1 starts\n");                      /* 1 us */
    print(trace, p1, "task 2 starts\n");                      /* 2 */
    print(trace, T2, "task 3 starts\n");                      /* 3 */
    tell(trace, T1, K_THREAD_EXIT, 0, 0, 0, 0, 0);            /* 4 */
    tell(trace, MAIN, K_WAITED, 0, child.pid, SIGTERM, 0, 0); /* 5 */
    print(trace, T2, "x\n");                                  /* 6 */
    spans_read(&spans, trace, words);
    assert_int_equal(spans.count, 3);
    assert_int_equal(spans.cut, 3);
    assert_int_equal(spans.list[0].to, 4000);
    assert_int_equal(spans.list[1].to, 5000);
    assert_int_equal(spans.list[2].to, 6000);
    assert_true(spans.list[1].is_cut);
    assert_true(spans_busy(&spans) == 1); /* nothing was asked for, so nothing waited */
    char cells[11] = {0};
    spans_draw(&spans, &spans.rows[0], 10, cells);
    assert_string_equal(cells, "|1---x    ");
    spans_release(&spans);
    trace_free(trace);
}

/* Several lines in one print; a beginning without an end before the next; an end without any. */
static void test_odd(void **state)
{
    (void)state;
    struct trace *trace = story_new();
    struct spans spans = {0};
    spans_read(&spans, trace, words);
    assert_int_equal(spans.count, 0);
    assert_true(spans_busy(&spans) == 1);
    print(trace, T1, "task 1 ends\n");
    print(trace, T1, "wanted\nwanted\nit starts");
    print(trace, T1, "task 99999999999999999999999 starts\ntask 4 starts\n");
    print(trace, T1, "ends\n\n\n");
    spans_read(&spans, trace, words);
    assert_int_equal(spans.count, 3);
    assert_int_equal(spans.cut, 2);
    assert_int_equal(spans.asked, 2);
    assert_int_equal(spans.list[0].number, -1);
    assert_int_equal(spans.list[1].number, -1);
    assert_int_equal(spans.list[2].number, 4);
    assert_int_equal(spans.most_at_once, 1);
    char cells[41] = {0};
    for (int columns = 0; columns <= 40; columns++)
        spans_draw(&spans, &spans.rows[0], columns, cells);
    spans_release(&spans);
    trace_free(trace);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_chart),
        cmocka_unit_test(test_cut),
        cmocka_unit_test(test_odd),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
