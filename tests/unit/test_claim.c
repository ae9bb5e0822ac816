/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Claims: what a page may say of an act, and whether it is kept. Figures, side by side.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/lesson/claim.h"
#include "core/lesson/figure.h"

static char *arguments[] = {"4", "30", "x", NULL};

static enum claim_verdict judge(const char *value, const struct act_result *result,
                                const char *because)
{
    struct claim claims[CLAIMS_MOST];
    struct err err;
    struct text why = {0};
    assert_int_equal(claims_read(value, arguments, claims, &err), 1);
    enum claim_verdict verdict = claim_judge(&claims[0], result, &why);
    assert_int_equal(verdict == CLAIM_HELD, why.size == 0);
    if (because && !strstr(text_get(&why), because))
        fail_msg("'%s' is not in '%s'", because, text_get(&why));
    text_release(&why);
    return verdict;
}

static void refuse(const char *value, const char *because)
{
    struct claim claims[CLAIMS_MOST];
    struct err err;
    assert_int_equal(claims_read(value, arguments, claims, &err), -1);
    if (!strstr(err.text, because))
        fail_msg("'%s' is not in '%s'", because, err.text);
}

static void test_reading(void **state)
{
    (void)state;
    struct claim claims[CLAIMS_MOST];
    struct err err;
    assert_int_equal(claims_read("loss", arguments, claims, &err), 1);
    assert_int_equal(claims_read("at-once $1, spans $2, busy 85", arguments, claims, &err), 3);
    assert_true(claims[0].numbers[0] == 4 && claims[1].numbers[0] == 30 &&
                claims[2].numbers[0] == 85);
    assert_int_equal(claims_read("cores 1 and cut 0", arguments, claims, &err), 2);
    assert_true(claim_is_of_cores(&claims[0]));
    assert_false(claim_is_of_cores(&claims[1]));
    assert_true(claim_needs_cores(&claims[0]));
    assert_false(claim_needs_cores(&claims[1]));
    assert_int_equal(claims_read("larger 1 2, larger 3 $1 150 and loss", arguments, claims, &err),
                     3);
    assert_true(claims[0].numbers[2] == 0 && claims[1].numbers[1] == 4 &&
                claims[1].numbers[2] == 150);
    assert_true(claim_needs_cores(&claims[0]));
    refuse("larger 1", "'larger' wants a number");
    refuse("larger 1 loss", "'larger' wants a number");
    refuse("larger 1 2 3 4", "does not show '4'");
    refuse("gain", "'at-once'");
    refuse("cores", "'cores' wants a number");
    refuse("cores many", "'cores' wants a number");
    refuse("cores 0", "from 1 to");
    refuse("cores -1", "from 1 to");
    refuse("cores 99999999999999999999999999", "from 1 to");
    refuse("busy 101", "from 1 to 100");
    refuse("spans $3", "'spans' wants a number");
    refuse("spans $4", "no such argument");
    refuse("spans $", "no such argument");
    refuse("spans $1x", "no such argument");
    refuse("loss loss loss loss loss loss loss", "more than 6");
    assert_string_equal(claim_needs("loss", 4), "should");
    assert_string_equal(claim_needs("at-once", 7), "spans");
    assert_null(claim_needs("cores", 5));
    assert_null(claim_needs("gain", 4));
}

static void test_cores(void **state)
{
    (void)state;
    double used[] = {0.2, 1.0, 1.9}, others[] = {0, 0, 0}, ready[] = {0, 0, 0};
    struct act_result result = {
        .runs = 3, .cpus = 2, .cores = used, .others = others, .ready = ready};
    assert_int_equal(judge("cores 1", &result, NULL), CLAIM_HELD); /* the median counts */
    assert_int_equal(judge("cores 2", &result, "1.00 cores, and should use 2"), CLAIM_BROKEN);
    used[1] = 1.14;
    assert_int_equal(judge("cores 1", &result, NULL), CLAIM_HELD);
    used[1] = 1.16;
    assert_int_equal(judge("cores 1", &result, "1.16"), CLAIM_BROKEN);
    others[0] = others[1] = others[2] = 0.9; /* too much is too much, whatever others do */
    assert_int_equal(judge("cores 1", &result, "1.16"), CLAIM_BROKEN);
    used[1] = 0.84;
    assert_int_equal(judge("cores 1", &result, "other programs took 0.90"), CLAIM_UNSHOWN);
    ready[1] = ready[2] = 0.3; /* it may have been that; nothing shows it */
    assert_int_equal(judge("cores 1", &result, "ready for 0.30 more"), CLAIM_UNSHOWN);
    others[0] = others[1] = others[2] = 0.05;
    assert_int_equal(judge("cores 1", &result, "0.84"), CLAIM_BROKEN);
    others[0] = others[1] = others[2] = -1;
    assert_int_equal(judge("cores 1", &result, "not known"), CLAIM_UNSHOWN);
    others[0] = others[1] = others[2] = 0;
    used[1] = 1.9;
    assert_int_equal(judge("cores 4", &result, NULL), CLAIM_HELD); /* as many as there are */
    result.cpus = 1;
    used[1] = 1.0;
    assert_int_equal(judge("cores 2", &result, "one core only"), CLAIM_UNSHOWN);
    assert_int_equal(judge("cores 1", &result, NULL), CLAIM_HELD);
}

/* What the cores gave just before excuses what is missing, and nothing else. */
static void test_gain(void **state)
{
    (void)state;
    double used[] = {1.2, 1.2, 1.2}, others[] = {0, 0, 0}, gains[] = {1.9, 1.2, 0.3};
    struct act_result result = {
        .runs = 3, .cpus = 2, .cores = used, .others = others, .chart = {.unit = xstrdup("ms")}};
    const char output[] = "one: 10 ms\ntwo: 15 ms\n";
    chart_add(&result.chart, output, strlen(output));
    assert_int_equal(judge("larger 1 2", &result, "10 ms"), CLAIM_BROKEN); /* not measured */
    result.gains = gains;
    assert_int_equal(judge("larger 1 2", &result, "did only 1.2 times the work of one"),
                     CLAIM_UNSHOWN);
    assert_int_equal(judge("cores 2", &result, "did only 1.2 times"), CLAIM_UNSHOWN);
    assert_int_equal(judge("larger 2 1", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("larger 3 1", &result, "should be 3"), CLAIM_BROKEN);
    assert_int_equal(judge("cores 1", &result, "1.20"), CLAIM_BROKEN); /* too much */
    gains[1] = gains[2] = 1.71;                                        /* more than 85 % of two */
    assert_int_equal(judge("larger 1 2", &result, "10 ms"), CLAIM_BROKEN);
    assert_int_equal(judge("cores 2", &result, "1.20"), CLAIM_BROKEN);
    result.cpus = 4; /* and less than that of four */
    assert_int_equal(judge("larger 1 2", &result, "the 4 cores together"), CLAIM_UNSHOWN);
    gains[1] = gains[2] = -1; /* could not be measured */
    assert_int_equal(judge("larger 1 2", &result, "10 ms"), CLAIM_BROKEN);
    chart_release(&result.chart);
}

static void test_spans(void **state)
{
    (void)state;
    double others[] = {0};
    struct act_result result = {.runs = 1,
                                .cpus = 2,
                                .has_spans = true,
                                .spans = {.count = 30},
                                .at_once_least = 4,
                                .at_once_most = 4,
                                .busy_least = 0.9,
                                .others = others};
    assert_int_equal(judge("at-once $1", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("at-once 3", &result, "never more than 3"), CLAIM_BROKEN);
    assert_int_equal(judge("at-once 5", &result, "should be 5"), CLAIM_BROKEN);
    result.at_once_least = 3; /* in one of the runs */
    assert_int_equal(judge("at-once 4", &result, "never more than 3"), CLAIM_BROKEN);
    result.spans.count = 3; /* less work than workers */
    result.at_once_most = 3;
    assert_int_equal(judge("at-once 4", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("spans 3", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("spans 4", &result, "3 were done"), CLAIM_BROKEN);
    assert_int_equal(judge("cut 0", &result, NULL), CLAIM_HELD);
    result.spans.cut = 1;
    assert_int_equal(judge("spans 3", &result, "1 begun but not ended"), CLAIM_BROKEN);
    assert_int_equal(judge("cut 1", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("cut 2", &result, "should be 2"), CLAIM_BROKEN);
    assert_int_equal(judge("busy 90", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("busy 91", &result, "90 %"), CLAIM_BROKEN);
    others[0] = 1.5;
    assert_int_equal(judge("busy 91", &result, "other programs"), CLAIM_UNSHOWN);
    result.spans.count = 30;
    assert_int_equal(judge("at-once 4", &result, "other programs"), CLAIM_UNSHOWN); /* too few */
    assert_int_equal(judge("at-once 2", &result, "never more than 2"), CLAIM_BROKEN);
}

static void test_larger(void **state)
{
    (void)state;
    double others[] = {0};
    struct act_result result = {
        .runs = 1, .cpus = 2, .others = others, .chart = {.unit = xstrdup("ms")}};
    const char output[] = "one: 10 ms\ntwo: 15 ms\n";
    chart_add(&result.chart, output, strlen(output));
    assert_int_equal(judge("larger 2 1", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("larger 2 1 150", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("larger 2 1 151", &result, "'two' is 15 ms"), CLAIM_BROKEN);
    assert_int_equal(judge("larger 1 2", &result, "'one' is 10 ms"), CLAIM_BROKEN);
    assert_int_equal(judge("larger 1 1", &result, "101 %"), CLAIM_BROKEN);
    assert_int_equal(judge("larger 3 1", &result, "2 figures in ms"), CLAIM_BROKEN);
    others[0] = 0.9;
    assert_int_equal(judge("larger 1 2", &result, "other programs"), CLAIM_UNSHOWN);
    assert_int_equal(judge("larger 3 1", &result, "should be 3"), CLAIM_BROKEN);
    others[0] = 0;
    result.cpus = 1;
    assert_int_equal(judge("larger 1 2", &result, "one core only"), CLAIM_UNSHOWN);
    result.placement = PLACE_ONE; /* as the act wants it: that is no excuse */
    assert_int_equal(judge("larger 2 1 150", &result, NULL), CLAIM_HELD);
    assert_int_equal(judge("larger 1 2", &result, "'one' is 10 ms"), CLAIM_BROKEN);
    chart_release(&result.chart);
}

static void test_loss(void **state)
{
    (void)state;
    struct act_result result = {.runs = 50, .cpus = 2, .lossy_runs = 1};
    assert_int_equal(judge("loss", &result, NULL), CLAIM_HELD);
    result.lossy_runs = 0;
    assert_int_equal(judge("loss", &result, "in 50 runs"), CLAIM_BROKEN);
    double others[50];
    for (int i = 0; i < 50; i++)
        others[i] = 0.9;
    result.others = others;
    assert_int_equal(judge("loss", &result, "other programs took 0.90"), CLAIM_UNSHOWN);
    result.cpus = 1;
    assert_int_equal(judge("loss", &result, "lucky"), CLAIM_UNSHOWN);
}

static void expect_figure(enum figure figure, const struct act_result *result, const char *words,
                          const char *json)
{
    struct text out = {0};
    figure_put(figure, result, &out);
    assert_string_equal(text_get(&out), words);
    text_clear(&out);
    figure_put_json(figure, result, &out);
    assert_string_equal(text_get(&out), json);
    text_release(&out);
}

static void test_figures(void **state)
{
    (void)state;
    struct act_result nothing = {0};
    for (int f = 0; f < FIGURES; f++)
        expect_figure((enum figure)f, &nothing, "-", "");
    int64_t values[] = {5, 3};
    uint64_t wall[] = {1000000, 3000000}, switches[] = {7, 7};
    double cores[] = {0.5, 1.5}, ready[] = {0, 0.25}, others[] = {-1, -1}, gains[] = {1.9, 2.1};
    struct act_result result = {.runs = 2,
                                .values = values,
                                .value_count = 2,
                                .wall_ns = wall,
                                .switches = switches,
                                .cores = cores,
                                .ready = ready,
                                .others = others,
                                .has_spans = true,
                                .spans = {.count = 9, .cut = 2},
                                .at_once_least = 3,
                                .at_once_most = 4,
                                .busy_least = 0.5};
    result.ends[RUN_RETURNED] = result.ends[RUN_CRASHED] = 1;
    expect_figure(FIGURE_LOSS, &result, "-", "");
    expect_figure(FIGURE_VALUES, &result, "3 - 5", ",\"values\":[5,3]");
    expect_figure(FIGURE_TIME, &result, "3.00 ms", ",\"median_wall_ns\":3000000");
    expect_figure(FIGURE_CORES, &result, "1.50", ",\"cores\":1.5000,\"ready_cores\":0.2500");
    others[0] = others[1] = 0.5;
    result.gains = gains;
    expect_figure(FIGURE_CORES, &result, "1.50",
                  ",\"cores\":1.5000,\"ready_cores\":0.2500,\"others_cores\":0.5000"
                  ",\"cores_gain\":2.1000");
    expect_figure(FIGURE_SWITCHES, &result, "7", ",\"median_switches\":7");
    expect_figure(FIGURE_SPANS, &result, "7", ",\"spans_begun\":9,\"spans_cut\":2");
    expect_figure(FIGURE_AT_ONCE, &result, "4",
                  ",\"at_once_least\":3,\"at_once_most\":4,\"busy_share\":0.5000");
    expect_figure(FIGURE_ENDS, &result, "1 returns, 1 crashes",
                  ",\"ends\":{\"returns\":1,\"crashes\":1}");
}

static void test_shown(void **state)
{
    (void)state;
    struct lesson_key key = {.key = "show", .value = "cores at-once"};
    struct block compare = {.kind = BLOCK_COMPARE};
    for (int f = 0; f < FIGURES; f++)
        assert_int_equal(figure_is_shown((enum figure)f, &compare),
                         f == FIGURE_LOSS || f == FIGURE_TIME);
    compare.keys = &key;
    compare.key_count = 1;
    for (int f = 0; f < FIGURES; f++)
        assert_int_equal(figure_is_shown((enum figure)f, &compare),
                         f == FIGURE_CORES || f == FIGURE_AT_ONCE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading), cmocka_unit_test(test_cores),  cmocka_unit_test(test_gain),
        cmocka_unit_test(test_spans),   cmocka_unit_test(test_larger), cmocka_unit_test(test_loss),
        cmocka_unit_test(test_figures), cmocka_unit_test(test_shown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
