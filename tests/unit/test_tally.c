/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/trace/tally.h"

static void add(struct tally *tally, enum tally_of of, const char *text)
{
    tally_add(tally, of, text, strlen(text));
}

static void the_most_frequent_comes_first(void **unused)
{
    (void)unused;
    struct tally tally = {0};
    add(&tally, TALLY_FIRST, "child\nparent\n");
    add(&tally, TALLY_FIRST, "parent\nchild\n");
    add(&tally, TALLY_FIRST, "parent");
    assert_int_equal(tally.count, 2);
    assert_string_equal(tally.lines[0].text, "parent");
    assert_int_equal(tally.lines[0].count, 2);
    assert_string_equal(tally.lines[1].text, "child");
    add(&tally, TALLY_FIRST, "child");
    assert_string_equal(tally.lines[0].text, "parent"); /* equals stay as they came */
    add(&tally, TALLY_FIRST, "child");
    assert_string_equal(tally.lines[0].text, "child");
    assert_int_equal(tally.lines[0].count, 3);
    tally_release(&tally);
    assert_int_equal(tally.count, 0);
}

static void all_of_the_output_or_its_first_line(void **unused)
{
    (void)unused;
    struct tally tally = {0};
    add(&tally, TALLY_OUTPUT, "a\nb\n\n");
    assert_string_equal(tally.lines[0].text, "a\nb");
    tally_add(&tally, TALLY_OUTPUT, NULL, 0);
    tally_add(&tally, TALLY_FIRST, "\nx", 2);
    assert_int_equal(tally.count, 2);
    assert_string_equal(tally.lines[0].text, "");
    assert_int_equal(tally.lines[0].count, 2);
    tally_add(&tally, TALLY_OUTPUT, "y\0z", 3);
    assert_string_equal(tally.lines[2].text, "y");
    tally_release(&tally);
}

static void it_stays_small(void **unused)
{
    (void)unused;
    struct tally tally = {0};
    char text[1000];
    for (int i = 0; i < 1000; i++) {
        snprintf(text, sizeof(text), "%d", i);
        add(&tally, TALLY_OUTPUT, text);
    }
    assert_int_equal(tally.count, TALLY_LINES);
    assert_int_equal(tally.others, 1000 - TALLY_LINES);
    tally_release(&tally);
    memset(text, 'x', TALLY_BYTES - 1);
    strcpy(text + TALLY_BYTES - 1, "\xc3\xa9 and more");
    add(&tally, TALLY_OUTPUT, text);
    assert_int_equal(strlen(tally.lines[0].text), TALLY_BYTES - 1);
    tally_release(&tally);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_most_frequent_comes_first),
        cmocka_unit_test(all_of_the_output_or_its_first_line),
        cmocka_unit_test(it_stays_small),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
