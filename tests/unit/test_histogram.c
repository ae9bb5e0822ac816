/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/trace/histogram.h"

static unsigned total(const struct histogram *h)
{
    unsigned sum = 0;
    for (size_t i = 0; i < h->count; i++)
        sum += h->bins[i].count;
    return sum;
}

static void holds_every_value_once(void **state)
{
    (void)state;
    srandom(7);
    for (int round = 0; round < 2000; round++) {
        int64_t values[60];
        size_t n = (size_t)random() % 60, wanted = 1 + (size_t)random() % HISTOGRAM_BINS;
        int64_t scale = 1 + random() % 100000, right = 50 * scale;
        for (size_t i = 0; i < n; i++)
            values[i] = random() % 5 == 0 ? right : (random() % 120 - 20) * scale / 3;
        struct histogram h;
        histogram_make(&h, values, n, round % 2 ? &right : NULL, wanted);
        assert_int_equal(n, total(&h));
        assert_true(h.count <= wanted + (size_t)(round % 2));
        for (size_t i = 0; i < h.count; i++) {
            assert_true(h.bins[i].from <= h.bins[i].to);
            assert_true(h.bins[i].count <= h.most);
        }
    }
}

static void right_value_stands_alone(void **state)
{
    (void)state;
    const int64_t values[] = {1999999, 2000000, 1000000, 2000000}, right = 2000000;
    struct histogram h;
    histogram_make(&h, values, 4, &right, 5);
    assert_true(h.bins[h.count - 1].is_right);
    assert_int_equal(2, h.bins[h.count - 1].count);
    assert_int_equal(2000000, h.bins[h.count - 1].from);
}

static void extremes(void **state)
{
    (void)state;
    const int64_t values[] = {INT64_MIN / 2, INT64_MAX / 2, 0, INT64_MAX};
    struct histogram h;
    histogram_make(&h, values, 4, NULL, 10);
    assert_int_equal(4, total(&h));
    histogram_make(&h, NULL, 0, NULL, 10);
    assert_int_equal(0, h.count);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(holds_every_value_once),
        cmocka_unit_test(right_value_stands_alone),
        cmocka_unit_test(extremes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
