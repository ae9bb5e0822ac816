/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Small files as a whole: what is read, what is refused, and that a file is made whole or not at
 * all.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/base/file.h"

static char folder[] = "/tmp/test-file-XXXXXX";

static int enter(void **state)
{
    (void)state;
    return mkdtemp(folder) ? chdir(folder) : -1;
}

static int leave(void **state)
{
    (void)state;
    return unlink("new") == 0 && chdir("/") == 0 ? rmdir(folder) : -1;
}

static void a_file_is_made_once(void **state)
{
    (void)state;
    struct err err;
    struct text text = {0};
    struct stat status;
    assert_int_equal(file_write_new("new", 0600, "one\0two", 7, &err), 0);
    assert_int_equal(stat("new", &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(file_write_new("new", 0600, "three", 5, &err), -1);
    assert_int_equal(errno, EEXIST);
    assert_int_equal(file_read("new", 7, &text, &err), 0);
    assert_int_equal(text.size, 7);
    assert_memory_equal(text_get(&text), "one\0two", 7);
    text_release(&text);
}

/* As on a disk that is full: the first bytes find room, the rest does not. */
static void half_a_file_is_none(void **state)
{
    (void)state;
    static const char bytes[64];
    struct rlimit before, little;
    struct err err;
    signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    little = (struct rlimit){.rlim_cur = 16, .rlim_max = before.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    int result = file_write_new("half", 0600, bytes, sizeof(bytes), &err), number = errno;
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    assert_int_equal(result, -1);
    assert_int_equal(number, EFBIG);
    assert_int_equal(err.status, STATUS_FAILED);
    assert_int_equal(access("half", F_OK), -1);
}

static void what_is_no_file_is_not_read(void **state)
{
    (void)state;
    struct text text = {0};
    struct err err;
    text_put(&text, "kept");
    assert_int_equal(file_read("nothing", 10, &text, &err), -1);
    assert_int_equal(errno, ENOENT);
    assert_int_equal(file_read(".", 10, &text, &err), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(file_read("/dev/zero", 10, &text, &err), -1);
    assert_int_equal(errno, EINVAL);
    assert_int_equal(file_read("new", 6, &text, &err), -1);
    assert_int_equal(errno, EFBIG);
    assert_string_equal(text_get(&text), "kept");
    text_release(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_is_made_once),
        cmocka_unit_test(half_a_file_is_none),
        cmocka_unit_test(what_is_no_file_is_not_read),
    };
    return cmocka_run_group_tests(tests, enter, leave);
}
