/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The map from ticks to nanoseconds: monotone, final before the last mark, as exact as it says.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <time.h>

#include <cmocka.h>

#include "core/trace/timebase.h"
#include "event/clock.h"

#define READINGS 20000

static uint64_t monotonic_ns(void)
{
    struct timespec now;
    assert_int_equal(clock_gettime(CLOCK_MONOTONIC, &now), 0);
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

struct reading {
    uint64_t before, ns, after;
};

static int by_value(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void true_time_lies_within_the_error(void **state)
{
    (void)state;
    struct timebase *timebase = timebase_new();
    struct reading *readings = calloc(READINGS, sizeof(*readings));
    assert_non_null(readings);
    for (int i = 0; i < READINGS; i++) {
        readings[i].before = clock_now_after();
        readings[i].ns = monotonic_ns();
        readings[i].after = clock_now_after();
        if (i % 500 == 0)
            timebase_mark(timebase);
    }
    timebase_mark(timebase);
    /* The true moment of each reading lies between its two ticks; so must what the map says, but
     * for the pair's own error and the truncation to whole nanoseconds. */
    uint64_t slack = timebase_error_ns(timebase) + 2;
    assert_true(slack < 1000000);
    uint64_t *errors = calloc(READINGS, sizeof(*errors));
    assert_non_null(errors);
    for (int i = 0; i < READINGS; i++) {
        uint64_t low = timebase_ns(timebase, readings[i].before);
        uint64_t high = timebase_ns(timebase, readings[i].after);
        assert_true(low <= high);
        assert_true(readings[i].ns + slack >= low);
        assert_true(high + slack >= readings[i].ns);
        uint64_t middle = low + (high - low) / 2;
        errors[i] = middle > readings[i].ns ? middle - readings[i].ns : readings[i].ns - middle;
    }
    qsort(errors, READINGS, sizeof(*errors), by_value);
    print_message("error: median %llu ns, 99.9%% %llu ns; claimed %llu ns\n",
                  (unsigned long long)errors[READINGS / 2],
                  (unsigned long long)errors[READINGS - READINGS / 1000],
                  (unsigned long long)slack);
    assert_true(errors[READINGS / 2] < 1000);
    free(errors);
    free(readings);
    timebase_free(timebase);
}

static void map_is_monotone_everywhere(void **state)
{
    (void)state;
    struct timebase *timebase = timebase_new();
    uint64_t first = clock_now();
    for (int i = 0; i < 50; i++)
        timebase_mark(timebase);
    uint64_t last = clock_now(), span = last - first;
    uint64_t ns = 0, ticks = 0;
    for (uint64_t i = 0; i <= 6000; i++) { /* from well before the first pair to well after */
        uint64_t t = first - span * 2 + span * i / 1000;
        uint64_t got = timebase_ns(timebase, t);
        assert_true(got >= ns);
        ns = got;
    }
    for (uint64_t i = 0; i <= 6000; i++) {
        uint64_t at = timebase_ns(timebase, first) - span * 2 + span * i / 1000;
        uint64_t got = timebase_ticks(timebase, at);
        assert_true(got >= ticks);
        ticks = got;
    }
    timebase_free(timebase);
}

static void there_and_back_is_the_same(void **state)
{
    (void)state;
    struct timebase *timebase = timebase_new();
    for (int i = 0; i < 20; i++)
        timebase_mark(timebase);
    uint64_t start = clock_now();
    for (int i = 0; i < 10000; i++) {
        uint64_t ns = timebase_ns(timebase, start + (uint64_t)i * 12345u);
        uint64_t back = timebase_ns(timebase, timebase_ticks(timebase, ns));
        assert_true(back <= ns + 2 && ns <= back + 2);
    }
    timebase_free(timebase);
}

static void what_was_said_before_a_mark_stays(void **state)
{
    (void)state;
    struct timebase *timebase = timebase_new();
    uint64_t ticks[100], ns[100];
    for (int i = 0; i < 100; i++)
        ticks[i] = clock_now();
    timebase_mark(timebase);
    for (int i = 0; i < 100; i++)
        ns[i] = timebase_ns(timebase, ticks[i]);
    for (int i = 0; i < 1000; i++)
        timebase_mark(timebase);
    for (int i = 0; i < 100; i++)
        assert_int_equal(timebase_ns(timebase, ticks[i]), ns[i]);
    timebase_free(timebase);
}

static void absurd_numbers_saturate(void **state)
{
    (void)state;
    struct timebase *timebase = timebase_new();
    assert_true(timebase_ns(timebase, 0) <= timebase_ns(timebase, clock_now()));
    assert_true(timebase_ns(timebase, UINT64_MAX) >= timebase_ns(timebase, clock_now()));
    assert_true(timebase_ticks(timebase, 0) <= clock_now());
    assert_true(timebase_ticks(timebase, UINT64_MAX) >= clock_now());
    timebase_free(timebase);
    timebase_free(NULL);
}

static void doubt_comes_with_a_reason(void **state)
{
    (void)state;
    struct text why = {0};
    bool is_steady = timebase_clock_is_steady(&why);
    assert_int_equal(is_steady, why.size == 0);
    assert_int_equal(timebase_clock_is_steady(NULL), is_steady);
    text_release(&why);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(true_time_lies_within_the_error),
        cmocka_unit_test(map_is_monotone_everywhere),
        cmocka_unit_test(there_and_back_is_the_same),
        cmocka_unit_test(what_was_said_before_a_mark_stays),
        cmocka_unit_test(absurd_numbers_saturate),
        cmocka_unit_test(doubt_comes_with_a_reason),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
