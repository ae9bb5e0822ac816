/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What an explored process has written becomes a result: what it means, and that nothing it can
 * write does harm.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/base/json.h"
#include "core/explore/explore.h"
#include "core/trace/model.h"

#define NO_PROGRAM "/nonexistent"

static struct verdict *verdict_new(void)
{
    struct verdict *verdict = calloc(1, sizeof(*verdict));
    assert_non_null(verdict);
    verdict->magic = VERDICT_MAGIC;
    verdict->version = VERDICT_VERSION;
    verdict->state = VERDICT_DONE;
    return verdict;
}

static void put_failure(struct verdict *verdict, enum failure_kind kind, unsigned preemptions,
                        unsigned steps, const char *schedule)
{
    struct verdict_failure *failure = &verdict->failures[verdict->failure_count++];
    *failure = (struct verdict_failure){
        .kind = kind, .preemptions = preemptions, .steps = steps, .thread = 1, .other = ~0u};
    strcpy(failure->text, "n == 2");
    strcpy(failure->schedule, schedule);
}

static void put_outcome(struct verdict *verdict, const char *output, int status, uint64_t count)
{
    struct verdict_outcome *outcome = &verdict->outcomes[verdict->outcome_count++];
    *outcome = (struct verdict_outcome){.count = count,
                                        .output = verdict->pool_used,
                                        .size = (uint32_t)strlen(output),
                                        .status = status};
    memcpy(verdict->pool + verdict->pool_used, output, strlen(output));
    verdict->pool_used += (uint32_t)strlen(output);
}

static void test_words(void **state)
{
    (void)state;
    struct text name = {0};
    assert_string_equal(failure_word(FAILURE_EXIT), "exit");
    assert_string_equal(failure_word((enum failure_kind)99), "misuse");
    assert_string_equal(verdict_word(VERDICT_SAMPLED), "sampled");
    assert_string_equal(verdict_word((enum verdict_kind)99), "none");
    assert_int_equal(explore_letter(0), 'm');
    assert_int_equal(explore_letter(13), 'n');
    assert_int_equal(explore_letter(VERDICT_THREADS - 1), 'Z');
    assert_int_equal(explore_letter(VERDICT_THREADS), '?');
    explore_thread_name(&name, 0);
    explore_thread_name(&name, 12);
    assert_string_equal(text_get(&name), "mainT12");
    text_release(&name);
}

static void test_simplest_failure_first(void **state)
{
    (void)state;
    struct verdict *verdict = verdict_new();
    put_failure(verdict, FAILURE_RACE, 0, 1, "a1");
    put_failure(verdict, FAILURE_DEADLOCK, 2, 3, "a2");
    put_failure(verdict, FAILURE_ASSERTION, 1, 9, "a3");
    put_failure(verdict, FAILURE_ASSERTION, 1, 7, "a4"); /* of the same place: replaces it */
    struct explore_result *result = explore_result_new("x.c");
    explore_result_add(result, verdict, NO_PROGRAM);
    explore_result_order(result);
    assert_int_equal(result->failure_count, 3);
    assert_string_equal(result->failures[0].schedule, "a4");
    assert_int_equal(result->failures[0].steps, 7);
    assert_int_equal(result->failures[1].kind, FAILURE_DEADLOCK);
    assert_int_equal(result->failures[2].kind, FAILURE_RACE);
    assert_int_equal(result->shown, 0);

    struct text text = {0};
    explore_failure_text(&text, &result->failures[0]);
    assert_string_equal(text_get(&text), "n == 2 does not hold");
    text_release(&text);
    explore_result_free(result);
    free(verdict);
}

static void test_shards_are_joined(void **state)
{
    (void)state;
    struct verdict *one = verdict_new(), *two = verdict_new();
    put_outcome(one, "1\n", 0, 4);
    put_outcome(one, "2\n", 0, 2);
    put_outcome(two, "2\n", 0, 5);
    put_outcome(two, "2\n", -1, 1); /* printed the same and failed */
    one->distinct = 6;
    two->distinct = 6;
    one->strayed[0] = two->strayed[0] = 0x10; /* the same place */
    one->strayed_count = two->strayed_count = 1;
    struct explore_result *result = explore_result_new("x.c");
    explore_result_add(result, one, NO_PROGRAM);
    explore_result_add_outcomes(result, one);
    explore_result_add(result, two, NO_PROGRAM);
    explore_result_add_outcomes(result, two);
    explore_result_order(result);
    assert_int_equal(result->outcome_count, 3);
    assert_string_equal(result->outcomes[0].output, "2\n");
    assert_int_equal(result->outcomes[0].count, 7);
    assert_int_equal(result->outcomes[1].count, 4);
    assert_int_equal(result->distinct, 12);
    assert_int_equal(result->reason_count, 1);
    assert_string_equal(result->reasons[0], "0x10");
    explore_result_forget_outcomes(result);
    assert_int_equal(result->outcome_count, 0);
    assert_int_equal(result->distinct, 0);
    explore_result_free(result);
    free(one);
    free(two);
}

static void test_word_of_a_page(void **state)
{
    (void)state;
    struct text broken = {0};
    struct explore_result *result = explore_result_new("x.c");
    result->verdict = VERDICT_PROVED;
    assert_int_equal(explored_ends("returns"), 0);
    assert_int_equal(explored_ends("none"), 0);
    assert_true(explored_keeps_word(result, explored_ends("proved"), &broken));
    assert_false(explored_keeps_word(result, explored_ends("race"), &broken));
    assert_non_null(strstr(text_get(&broken), "'proved'"));

    struct verdict *verdict = verdict_new();
    put_failure(verdict, FAILURE_LIVELOCK, 0, 1, "a1");
    explore_result_add(result, verdict, NO_PROGRAM);
    explore_result_order(result);
    result->verdict = VERDICT_FAILED;
    assert_true(explored_keeps_word(result, explored_ends("livelock"), &broken));
    assert_false(explored_keeps_word(result, explored_ends("deadlock"), &broken));

    verdict->state = VERDICT_REFUSED;
    strcpy(verdict->text, "fork");
    explore_result_add(result, verdict, NO_PROGRAM);
    assert_string_equal(result->refusal, "fork");
    assert_false(explored_keeps_word(result, explored_ends("livelock"), &broken));
    text_release(&broken);
    explore_result_free(result);
    free(verdict);
}

static void put_event(struct verdict *verdict, enum event_kind kind, uint32_t tid, uint32_t step)
{
    verdict->events[verdict->event_count++] =
        (struct event){.kind = kind, .pid = 1, .tid = tid, .lane = step, .object = 0x1000};
}

static void test_trace(void **state)
{
    (void)state;
    struct verdict *verdict = verdict_new();
    put_event(verdict, K_PROCESS_START, 1, 0);
    put_event(verdict, K_LOCK, 1, 1);
    put_event(verdict, K_UNLOCK, 1, 2);
    put_event(verdict, K_LOCK, 2, 3);
    put_event(verdict, K_LOCK, VERDICT_THREADS + 7, 4); /* nobody */
    strcpy(verdict->schedule, "m2 a1");
    verdict->threads[0] =
        (struct verdict_thread){.state = THREAD_BLOCKED, .kind = K_LOCK, .owner = 1};
    verdict->threads[1] = (struct verdict_thread){.state = THREAD_ENDED, .owner = ~0u};
    struct explore_result *result = explore_result_new("x.c 2");
    struct trace *trace = explore_result_trace(result, verdict, NO_PROGRAM);
    assert_non_null(trace);
    assert_int_equal(trace_count(trace), 4);
    assert_int_equal(result->event_count, 4);
    assert_int_equal(result->steps[0], 0);
    assert_int_equal(result->steps[3], 3);
    assert_string_equal(result->schedule, "m2 a1");
    assert_int_equal(result->thread_count, 2);
    struct text words = {0};
    explored_thread(&words, result, 0);
    assert_non_null(strstr(text_get(&words), "T1"));
    text_release(&words);
    assert_string_equal(trace_text(trace, trace_facts(trace)->command), "x.c 2");
    trace_free(trace);
    explore_result_free(result);
    free(verdict);
}

/* The same bytes at each run. */
static void fill(void *bytes, size_t n, uint64_t dice)
{
    for (size_t i = 0; i < n; i++) {
        dice ^= dice << 13;
        dice ^= dice >> 7;
        dice ^= dice << 17;
        ((unsigned char *)bytes)[i] = (unsigned char)dice;
    }
}

static void read_all(const struct verdict *verdict)
{
    struct text words = {0};
    struct explore_result *result = explore_result_new("x.c");
    explore_result_add(result, verdict, NO_PROGRAM);
    explore_result_add_outcomes(result, verdict);
    explore_result_order(result);
    for (size_t i = 0; i < result->failure_count; i++) {
        explore_failure_text(&words, &result->failures[i]);
        assert_true(strspn(result->failures[i].schedule,
                           "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 @=") ==
                    strlen(result->failures[i].schedule));
    }
    struct trace *trace = explore_result_trace(result, verdict, NO_PROGRAM);
    for (unsigned i = 0; i < VERDICT_THREADS; i++)
        explored_thread(&words, result, i);
    if (trace) {
        assert_int_equal(trace_count(trace), result->event_count);
        struct model *model = model_new(trace);
        model_seek(model, trace_count(trace));
        model_free(model);
    }
    trace_free(trace);
    text_release(&words);
    explore_result_free(result);
}

static void test_anything_may_be_written(void **state)
{
    (void)state;
    struct verdict *verdict = verdict_new();
    for (uint64_t seed = 1; seed <= 3; seed++) {
        fill(verdict, sizeof(*verdict), seed * 0x9e3779b97f4a7c15u);
        verdict->state = VERDICT_DONE;
        read_all(verdict);
        /* Plausible numbers with wild contents get further. */
        verdict->failure_count = VERDICT_FAILURES + 1;
        verdict->outcome_count = VERDICT_OUTCOMES + 1;
        verdict->event_count = 3000;
        verdict->state = VERDICT_REFUSED;
        for (size_t i = 0; i < 3000; i++) {
            verdict->events[i].kind %= K_COUNT + 1;
            verdict->events[i].tid %= VERDICT_THREADS + 2;
            if (verdict->events[i].kind == K_MODULE)
                verdict->events[i].kind = K_NOTED;
        }
        for (size_t i = 0; i < VERDICT_FAILURES; i++)
            verdict->failures[i].kind %= FAILURE_KINDS + 1;
        read_all(verdict);
    }
    free(verdict);
}

/* --- JSON, read ------------------------------------------------------------------------------ */

static void test_json(void **state)
{
    (void)state;
    static const char text[] = " {\"a\": [1, -2.5e1, true, null, "
                               "\"x\\n\\u00e4\\ud83d\\ude00\\u0000y\"], \"b\": {}, \"c\": false} ";
    struct json *json = json_parse(text, strlen(text));
    assert_non_null(json);
    const struct json *a = json_get(json, "a");
    assert_int_equal(a->count, 5);
    assert_true(a->items[1].number == -25);
    assert_int_equal(a->items[2].type, JSON_BOOL);
    assert_true(a->items[2].number == 1);
    assert_int_equal(a->items[4].size, 10);
    assert_memory_equal(a->items[4].string, "x\n\xc3\xa4\xf0\x9f\x98\x80\0y", 10);
    assert_false(json_bool(json, "c"));
    assert_null(json_get(json, "d"));
    json_free(json);

    static const char *const wrong[] = {"",    "{",   "[1,]",        "{\"a\"}", "\"\\u12\"",
                                        "tru", "1 2", "\"\\ud800\"", "[1 2]",   "{1:2}",
                                        "--1", "\"a", "\"\\q\""};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(*wrong); i++)
        assert_null(json_parse(wrong[i], strlen(wrong[i])));
    char deep[100];
    memset(deep, '[', sizeof(deep));
    assert_null(json_parse(deep, sizeof(deep)));
    for (uint64_t seed = 1; seed < 500; seed++) {
        char bytes[64];
        static const char letters[] = "{}[]:,\"\\u09ae-. tfn";
        fill(bytes, sizeof(bytes), seed * 0x9e3779b97f4a7c15u);
        for (size_t i = 0; i < sizeof(bytes); i++)
            bytes[i] = letters[(unsigned char)bytes[i] % (sizeof(letters) - 1)];
        json_free(json_parse(bytes, sizeof(bytes)));
    }
}

static void expect_row(const struct explore_outcome_row *row, const char *text, uint64_t count,
                       unsigned outputs, bool has_failed)
{
    assert_string_equal(row->text, text);
    assert_int_equal(row->count, count);
    assert_int_equal(row->outputs, outputs);
    assert_int_equal(row->has_failed, has_failed);
}

static void test_rows_of_outputs(void **state)
{
    (void)state;
    struct explore_outcome outcomes[] = {
        {.output = (char *)"", .count = 9},
        {.output = (char *)"welcome to all\nx = 1\n", .size = 21, .count = 3},
        {.output = (char *)"welcome to all\nx = 2, and more\n", .size = 31, .count = 2},
        {.output = (char *)"welcome to all\nx = 2, and so on\n", .size = 32, .count = 2},
        {.output = (char *)"welcome to all\nx = 2, and worse\n",
         .size = 32,
         .count = 1,
         .status = 1},
    };
    struct explore_result result = {.outcomes = outcomes, .outcome_count = 1};
    struct explore_outcome_row rows[3];
    assert_int_equal(explore_outcome_rows(&result, 10, rows, 3), 0); /* nothing is printed */

    result.outcomes = outcomes + 1;
    result.outcome_count = 4;
    assert_int_equal(explore_outcome_rows(&result, 10, rows, 3), 3);
    expect_row(&rows[0], "...\"x = 2, and...\"", 4, 2, false); /* alike in ten columns */
    expect_row(&rows[1], "...\"x = 1\\n\"", 3, 1, false);
    expect_row(&rows[2], "...\"x = 2, and...\"", 1, 1, true);
    explore_outcome_rows_release(rows, 3);

    assert_int_equal(explore_outcome_rows(&result, 80, rows, 3), 3); /* room for all */
    expect_row(&rows[0], "\"welcome to all\\nx = 1\\n\"", 3, 1, false);
    explore_outcome_rows_release(rows, 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_words),
        cmocka_unit_test(test_simplest_failure_first),
        cmocka_unit_test(test_shards_are_joined),
        cmocka_unit_test(test_word_of_a_page),
        cmocka_unit_test(test_trace),
        cmocka_unit_test(test_anything_may_be_written),
        cmocka_unit_test(test_json),
        cmocka_unit_test(test_rows_of_outputs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
