/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Messages of errors, whatever is named in them.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <errno.h>
#include <string.h>

#include "core/base/err.h"
#include "core/base/text.h"

static void a_message_has_a_status(void **state)
{
    (void)state;
    struct err err;
    assert_int_equal(err_set(&err, STATUS_USAGE, "no '%s'", "x"), -1);
    assert_int_equal(err.status, STATUS_USAGE);
    assert_string_equal(err.text, "no 'x'");
    errno = ENOENT;
    assert_int_equal(err_sys(&err, "cannot open '%s'", "y"), -1);
    assert_int_equal(err.status, STATUS_FAILED);
    assert_non_null(strstr(err.text, "cannot open 'y': "));
    assert_non_null(strstr(err.text, strerror(ENOENT)));
}

/* Escape, newline, bytes that are no character, C1: a terminal would obey some of them. */
static void names_cannot_steer_a_terminal(void **state)
{
    (void)state;
    struct err err;
    err_set(&err, STATUS_USAGE, "no '%s'", "\033[31m\n\377\302\233\177");
    assert_string_equal(err.text, "no '?[31m?\?\?\?\?'");
    errno = ENOENT;
    err_sys(&err, "no '%s'", "\r锁");
    assert_memory_equal(err.text, "no '?锁': ", strlen("no '?锁': "));
}

static void a_cut_leaves_no_half_character(void **state)
{
    (void)state;
    for (size_t before = 0; before < 3; before++) {
        struct text name = {0};
        struct err err;
        for (size_t i = 0; i < before; i++)
            text_put_char(&name, 'x');
        for (size_t i = 0; i < sizeof(err.text); i++)
            text_put(&name, "锁");
        err_set(&err, STATUS_USAGE, "%s", text_get(&name));
        size_t length, n = strlen(err.text);
        assert_int_equal(n, sizeof(err.text) - 1);
        for (size_t i = 0; i < n; i += length) {
            uint32_t c;
            length = utf8_decode(err.text + i, n - i, &c);
            assert_int_not_equal(c, 0xfffd);
        }
        text_release(&name);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_message_has_a_status),
        cmocka_unit_test(names_cannot_steer_a_terminal),
        cmocka_unit_test(a_cut_leaves_no_half_character),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
