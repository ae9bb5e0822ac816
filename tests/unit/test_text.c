/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "core/base/text.h"

static void says(const char *expected, struct text *text)
{
    assert_string_equal(expected, text_get(text));
    text_release(text);
}

static void grows(void **state)
{
    (void)state;
    struct text text = {0};
    assert_string_equal("", text_get(&text));
    for (int i = 0; i < 1000; i++)
        text_add(&text, "%d,", i % 10);
    assert_int_equal(2000, text.size);
    text_clear(&text);
    text_put_bytes(&text, "a\0b", 3);
    assert_int_equal(3, text.size);
    text_release(&text);
    char *empty = text_give(&text);
    assert_string_equal("", empty);
    free(empty);
}

static void quotes(void **state)
{
    (void)state;
    struct text text = {0};
    text_put_quoted(&text, "a\n\"\\\x01\xff中", 9, 80);
    says("\"a\\n\\\"\\\\\\x01\\xff中\"", &text);
    text_put_quoted(&text, "中中中", 9, 5);
    says("\"中中...\"", &text);
    text_put_json(&text, "\"\\\n\t\x1f\xc3(\xed\xa0\x80", 10);
    says("\"\\\"\\\\\\n\\t\\u001f\\ufffd(\\ufffd\\ufffd\\ufffd\"", &text);
}

static void figures(void **state)
{
    (void)state;
    static const struct {
        int64_t ns;
        const char *text;
    } cases[] = {{0, "0 ns"},         {999, "999 ns"},        {1000, "1.00 us"},
                 {999600, "1.00 ms"}, {24300000, "24.3 ms"},  {1300000000, "1.30 s"},
                 {-1500, "-1.50 us"}, {123456789012, "123 s"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct text text = {0};
        text_put_duration(&text, cases[i].ns);
        says(cases[i].text, &text);
    }
    struct text text = {0};
    text_put_count(&text, 1234567);
    says("1,234,567", &text);
    text_put_count(&text, -123456);
    says("-123,456", &text);
    text_put_count(&text, 12);
    says("12", &text);
}

static void widths(void **state)
{
    (void)state;
    assert_int_equal(4, text_width("race"));
    assert_int_equal(4, text_width("线程"));
    assert_int_equal(1, text_width("e\xcc\x81"));
    assert_int_equal(2, text_width("\xf0\x9f\x94\x92"));
    uint32_t c;
    assert_int_equal(1, utf8_decode("\xc0\x80", 2, &c));
    assert_int_equal(0xfffd, c);
    assert_int_equal(1, utf8_decode("\xe4\xb8", 2, &c));
    for (uint32_t i = 1; i < 0x110000; i += 7) {
        if (i >= 0xd800 && i <= 0xdfff)
            continue;
        char bytes[4];
        size_t n = utf8_encode(i, bytes);
        assert_int_equal(n, utf8_decode(bytes, n, &c));
        assert_int_equal(i, c);
    }
}

static void members(void **state)
{
    (void)state;
    struct text text = {0};
    text_put_member(&text, "a", "1");
    text_put(&text, ",\"b\":{");
    text_put_member(&text, "c", "\"\n");
    text_put(&text, "},");
    text_put_member(&text, "d", "");
    text_put_member(&text, "e", ",");
    text_put_member(&text, "f", "");
    assert_string_equal(text_get(&text),
                        "\"a\":\"1\",\"b\":{\"c\":\"\\\"\\n\"},\"d\":\"\",\"e\":\",\",\"f\":\"\"");
    text_release(&text);
}

static void nearest(void **state)
{
    (void)state;
    static const char *const names[] = {"race", "lock", "pool", "replay", "doctor"};
    assert_string_equal("race", text_nearest("rase", names, 5));
    assert_string_equal("race", text_nearest("arce", names, 5));
    assert_string_equal("doctor", text_nearest("doc", names, 5));
    assert_null(text_nearest("philosophers", names, 5));
    assert_null(text_nearest("", names, 0));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(grows),  cmocka_unit_test(quotes),  cmocka_unit_test(figures),
        cmocka_unit_test(widths), cmocka_unit_test(nearest), cmocka_unit_test(members),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
