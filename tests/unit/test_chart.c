/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Printed figures become bars, and nothing else does.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "core/trace/chart.h"

static void add(struct chart *chart, const char *output)
{
    chart_add(chart, output, strlen(output));
}

static void has_figure(const struct chart *chart, size_t bar, const char *figure)
{
    struct text text = {0};
    chart_put_value(chart, bar, &text);
    assert_string_equal(text_get(&text), figure);
    text_release(&text);
}

static void lines_with_the_unit_are_bars(void **state)
{
    (void)state;
    struct chart chart = {.unit = xstrdup("ms")};
    add(&chart, "begin\n1 thread: 20.5 ms\n  2 threads (fast: yes): 11ms \r\n4 threads: 12 s\n"
                "half: 0.5 ms"); /* no newline at the end */
    assert_int_equal(chart.count, 3);
    assert_string_equal(chart.bars[0].label, "1 thread");
    assert_string_equal(chart.bars[1].label, "2 threads (fast: yes)");
    has_figure(&chart, 0, "20.5 ms");
    has_figure(&chart, 1, "11 ms");
    has_figure(&chart, 2, "0.50 ms");
    assert_true(chart_most(&chart) > 20.4 && chart_most(&chart) < 20.6);
    chart_release(&chart);
}

static void many_runs_have_a_median(void **state)
{
    (void)state;
    struct chart chart = {.unit = xstrdup("requests/s")};
    add(&chart, "forked: 900 requests/s\n");
    add(&chart, "forked: 100000 requests/s\nkept: 1 requests/s\n");
    add(&chart, "forked: 1234.4 requests/s\n");
    assert_int_equal(chart.count, 2);
    has_figure(&chart, 0, "1,234 requests/s");
    has_figure(&chart, 1, "1 requests/s");
    chart_release(&chart);
}

static void no_figures(void **state)
{
    (void)state;
    static const char *const lines[] = {
        "",
        "ms",
        "\n",
        ": 5 ms",
        "a 5 ms",
        "a: ms",
        "a: x ms",
        "a: inf ms",
        "a: nan ms",
        "a: 0x10 ms",
        "a: 1 2 ms",
        "a: 5 MS",
        "a: 1e999 ms",
        "a: 123456789012345678901234567890123456789 ms",
    };
    struct chart chart = {.unit = xstrdup("ms")}, none = {0};
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        add(&chart, lines[i]);
        if (chart.count > 0)
            fail_msg("'%s' became a bar", lines[i]);
    }
    add(&none, "a: 5 ms\n");
    assert_int_equal(none.count, 0);
    assert_true(chart_most(&chart) == 0);
    chart_release(&chart);
}

static void bounded(void **state)
{
    (void)state;
    struct chart chart = {.unit = xstrdup("ms")};
    for (int i = 0; i < 1000; i++) {
        char line[64];
        snprintf(line, sizeof(line), "bar %d: %d ms\nbar 0: %d ms\n", i, i, i);
        for (int k = 0; k < 3; k++)
            add(&chart, line);
    }
    assert_int_equal(chart.count, CHART_BARS);
    assert_int_equal(chart.bars[0].count, CHART_VALUES);
    chart_release(&chart);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_with_the_unit_are_bars),
        cmocka_unit_test(many_runs_have_a_median),
        cmocka_unit_test(no_figures),
        cmocka_unit_test(bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
