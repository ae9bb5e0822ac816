/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lectern: what one process tells, another finds; the dead are not believed, and garbage is
 * not either.
 */
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/state.h"
#include "core/base/text.h"
#include "core/lesson/lectern.h"

static char dir[32];

static int make_place(void **state)
{
    (void)state;
    strcpy(dir, "/tmp/ct-lectern-XXXXXX");
    assert_non_null(mkdtemp(dir));
    return setenv("XDG_STATE_HOME", dir, 1);
}

static int remove_place(void **state)
{
    (void)state;
    char *sessions = state_path("sessions"), *folder = xasprintf("%s/conc-tutor", dir);
    rmdir(sessions); /* may not be there */
    rmdir(folder);
    free(sessions);
    free(folder);
    return rmdir(dir); /* fails when a test has left something */
}

/* --- another session, told what to say by a letter through a pipe --------------------------------
 */

struct other {
    pid_t pid;
    int orders, answers;
};

static void obey(int orders, int answers)
{
    struct lectern *lectern = lectern_open();
    struct err err;
    char order;
    while (read(orders, &order, 1) == 1 && order != 'q') {
        char answer = '.';
        if (order >= '0' && order <= '9')
            answer = lectern_tell(lectern, "/usr", NULL, (size_t)(order - '0'), LECTERN_READING,
                                  &err) == 0
                         ? '.'
                         : '!';
        else if (order == 'z')
            lectern_tell(lectern, "/tmp", "zh_CN", 7, LECTERN_RUNNING, &err);
        else if (order == 'h')
            lectern_tell(lectern, NULL, NULL, 0, LECTERN_READING, &err);
        if (write(answers, &answer, 1) != 1)
            break;
    }
    lectern_close(lectern);
}

static struct other start_other(void)
{
    int orders[2], answers[2];
    assert_int_equal(pipe(orders), 0);
    assert_int_equal(pipe(answers), 0);
    pid_t pid = fork();
    assert_true(pid >= 0);
    if (pid == 0) {
        close(orders[1]);
        close(answers[0]);
        obey(orders[0], answers[1]);
        _exit(0);
    }
    close(orders[0]);
    close(answers[1]);
    return (struct other){pid, orders[1], answers[0]};
}

static void order(const struct other *other, char letter)
{
    char answer;
    assert_int_equal(write(other->orders, &letter, 1), 1);
    assert_int_equal(read(other->answers, &answer, 1), 1);
    assert_int_equal(answer, '.');
}

static void end_other(struct other *other, int signal)
{
    /* Not by closing: whoever was started later has our ends too. */
    if (signal)
        kill(other->pid, signal);
    else
        assert_int_equal(write(other->orders, "q", 1), 1);
    close(other->orders);
    close(other->answers);
    assert_int_equal(waitpid(other->pid, NULL, 0), other->pid);
}

/* --- tests ---------------------------------------------------------------------------------------
 */

static void expect(const char *lesson, const char *lang, size_t block, enum lectern_moment moment,
                   pid_t pid)
{
    struct lectern_place place;
    assert_true(lectern_find(&place));
    assert_string_equal(place.dir, lesson);
    if (lang)
        assert_string_equal(place.lang, lang);
    else
        assert_null(place.lang);
    assert_int_equal(place.block, block);
    assert_int_equal(place.moment, moment);
    assert_int_equal(place.pid, pid);
    lectern_place_release(&place);
}

static void expect_none(void)
{
    struct lectern_place place;
    assert_false(lectern_find(&place));
    assert_null(place.dir);
    lectern_place_release(&place);
}

static void test_follows(void **state)
{
    (void)state;
    expect_none();
    struct other other = start_other();
    order(&other, '3');
    expect("/usr", NULL, 3, LECTERN_READING, other.pid);
    order(&other, 'z');
    expect("/tmp", "zh_CN", 7, LECTERN_RUNNING, other.pid);
    order(&other, 'h'); /* home: no lesson */
    expect_none();
    order(&other, '4');
    expect("/usr", NULL, 4, LECTERN_READING, other.pid);
    end_other(&other, 0);
    expect_none();
}

/* Of two sessions, the one that moved last. */
static void test_latest(void **state)
{
    (void)state;
    struct other first = start_other(), second = start_other();
    order(&first, '1');
    order(&second, '2');
    expect("/usr", NULL, 2, LECTERN_READING, second.pid);
    order(&first, '3');
    expect("/usr", NULL, 3, LECTERN_READING, first.pid);
    end_other(&first, 0);
    expect("/usr", NULL, 2, LECTERN_READING, second.pid);
    end_other(&second, 0);
}

/* What a killed session has left is not believed, and the next one removes it. */
static void test_dead(void **state)
{
    (void)state;
    struct other dead = start_other();
    order(&dead, '1');
    char *name = xasprintf("sessions/%ld", (long)dead.pid);
    char *path = state_path(name);
    end_other(&dead, SIGKILL);
    assert_int_equal(access(path, F_OK), 0);
    expect_none();
    struct other next = start_other();
    order(&next, '2');
    assert_int_not_equal(access(path, F_OK), 0);
    expect("/usr", NULL, 2, LECTERN_READING, next.pid);
    end_other(&next, 0);
    free(name);
    free(path);
}

/* A watcher is told of a move. */
static void test_watch(void **state)
{
    (void)state;
    int fd = lectern_watch();
    assert_true(fd >= 0);
    struct pollfd poller = {.fd = fd, .events = POLLIN};
    assert_int_equal(poll(&poller, 1, 0), 0);
    struct other other = start_other();
    order(&other, '1');
    assert_int_equal(poll(&poller, 1, 60000), 1);
    lectern_watched(fd);
    order(&other, '1'); /* nothing new */
    assert_int_equal(poll(&poller, 1, 0), 0);
    order(&other, '2');
    assert_int_equal(poll(&poller, 1, 60000), 1);
    lectern_watched(fd);
    end_other(&other, 0);
    assert_int_equal(poll(&poller, 1, 60000), 1);
    close(fd);
}

/* Files that a living process holds and that say nothing sensible. */
static void test_garbage(void **state)
{
    (void)state;
    static const char *const contents[] = {
        "",
        "lesson",
        "lesson \nblock 1\nmoment done\n",
        "lesson relative\nblock 1\nmoment done\n",
        "lesson /usr\nblock -1\nmoment done\n",
        "lesson /usr\nblock 1x\nmoment done\n",
        "lesson /usr\nblock 1\nmoment never\n",
        "lesson /usr\nblock 1\n",
        "\xff\xfe\n\n\n",
    };
    for (size_t i = 0; i < sizeof(contents) / sizeof(*contents); i++) {
        struct other other = start_other();
        order(&other, '1'); /* its file, and its lock */
        char *name = xasprintf("sessions/%ld", (long)other.pid);
        char *path = state_path(name);
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(contents[i], file);
        assert_int_equal(fclose(file), 0);
        expect_none();
        end_other(&other, 0);
        free(name);
        free(path);
    }
}

/* Where nothing can be written it says so, once. */
static void test_no_place(void **state)
{
    (void)state;
    struct err err;
    setenv("XDG_STATE_HOME", "/proc/none", 1);
    struct lectern *lectern = lectern_open();
    assert_int_equal(lectern_tell(lectern, "/usr", NULL, 1, LECTERN_READING, &err), -1);
    assert_int_equal(lectern_tell(lectern, "/usr", NULL, 2, LECTERN_READING, &err), 0);
    lectern_close(lectern);
    expect_none();
    assert_int_equal(lectern_watch(), -1);
    setenv("XDG_STATE_HOME", dir, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_follows), cmocka_unit_test(test_latest),
        cmocka_unit_test(test_dead),    cmocka_unit_test(test_watch),
        cmocka_unit_test(test_garbage), cmocka_unit_test(test_no_place),
    };
    return cmocka_run_group_tests(tests, make_place, remove_place);
}
