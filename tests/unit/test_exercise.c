/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A task is held to its word, and an exercise is found by its name.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/exercise/exercises.h"

static char dir[] = "/tmp/ct-exercise-XXXXXX";

static void put(const char *name, const char *text)
{
    char *path = xasprintf("%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    free(path);
}

static int make(void **state)
{
    (void)state;
    if (!mkdtemp(dir))
        return -1;
    put("start.c", "");
    put("solution.c", "");
    put("driver.c", "assert(1);");
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    static const char *const names[] = {"start.c", "solution.c", "driver.c", "task.md",
                                        "task.zh_CN.md"};
    for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
        char *path = xasprintf("%s/%s", dir, names[i]);
        unlink(path); /* the last may not be there */
        free(path);
    }
    return rmdir(dir);
}

#define HINTS "```hint\none\n```\n\n```hint\ntwo\n```\n\n```hint\nthree\n```\n"
#define FRONT "---\ntitle: A title\nkind: fix\ncheck: 2 1\nalways: done\nends: assertion or race\n"

/* Lent until the next call. */
static struct exercise *load(const char *task)
{
    static struct exercise *exercise;
    exercise_free(exercise);
    put("task.md", task);
    exercise = exercise_load(dir, "lesson", "name", "zh_CN");
    return exercise;
}

static void a_task_is_read(void **state)
{
    (void)state;
    const struct exercise *e = load(FRONT "real: 4 100\nsometimes: a | b\norder: 3\nspurious: yes\n"
                                          "---\nDo it.\n\n```c\nint x;\n```\n\nNow.\n" HINTS
                                          "```hint deadlock livelock\nfour\n```\n");
    assert_null(e->problem);
    assert_string_equal(e->title, "A title");
    assert_string_equal(e->task, "Do it.\n\n```c\nint x;\n```\n\nNow.");
    assert_string_equal(e->check_args[1], "1");
    assert_null(e->check_args[2]);
    assert_string_equal(e->real_args[1], "100");
    assert_string_equal(e->sometimes, "a | b");
    assert_int_equal(e->order, 3);
    assert_true(e->is_spurious);
    assert_int_equal(e->ends, 1u << CHECK_ASSERTION | 1u << CHECK_RACE);
    assert_string_equal(exercise_hint(e, 3)->text, "three\n");
    assert_null(exercise_hint(e, 4));
    assert_string_equal(exercise_fitting(e, CHECK_LIVELOCK)->text, "four\n");
    assert_null(exercise_fitting(e, CHECK_RACE));
}

static void a_translation_has_its_own_words(void **state)
{
    (void)state;
    put("task.zh_CN.md", "---\ntitle: 标题\n---\n做吧。\n\n```hint\n一\n```\n```hint\n二\n```\n"
                         "```hint\n三\n```\n");
    const struct exercise *e = load(FRONT "---\nDo it.\n" HINTS);
    assert_null(e->problem);
    assert_string_equal(e->title, "标题");
    assert_string_equal(e->task, "做吧。");
    assert_string_equal(exercise_hint(e, 2)->text, "二\n");
    assert_null(exercise_hint(e, 4));
    assert_string_equal(e->always, "done");
    put("task.zh_CN.md", "---\ntitle: 标题\nkind: find\n---\n做吧。\n");
    e = load(FRONT "---\nDo it.\n" HINTS);
    assert_non_null(strstr(e->problem, "task.zh_CN.md:3:"));
    char *path = xasprintf("%s/task.zh_CN.md", dir);
    assert_int_equal(unlink(path), 0);
    free(path);
}

static void slips_are_told_with_their_line(void **state)
{
    (void)state;
    static const struct {
        const char *task, *line, *what;
    } slips[] = {
        {"no front matter\n", ":1:", "---"},
        {"---\ntitle: x\n", ":1:", "not closed"},
        {FRONT "---\n" HINTS, ":1:", "no task"},
        {FRONT "---\nDo.\n```hint\none\n```\n", ":1:", "3 graded hints"},
        {FRONT "---\nDo.\n" HINTS "```hint\nfour\n```\n", ":1:", "3 graded hints"},
        {FRONT "---\nDo.\n" HINTS "```hint deadlok\nfour\n```\n", ":20:", "deadlok"},
        {FRONT "---\nDo.\n" HINTS "```hint\nfour\n", ":20:", "not closed"},
        {FRONT "colour: red\n---\nDo.\n" HINTS, ":7:", "colour"},
        {FRONT "title: again\n---\nDo.\n" HINTS, ":7:", "twice"},
        {FRONT "order: 0\n---\nDo.\n" HINTS, ":7:", "1 to 9999"},
        {FRONT "judge: people\n---\nDo.\n" HINTS, ":7:", "schedules, runs or driven"},
        {FRONT "rubbish\n---\nDo.\n" HINTS, ":7:", "key: value"},
        {"---\nkind: fix\nends: race\n---\nDo.\n" HINTS, ":1:", "always"},
        {"---\nkind: fix\nalways: x\n---\nDo.\n" HINTS, ":1:", "ends"},
        {"---\nkind: find\nends: deadlock\n---\nDo.\n" HINTS, ":1:", "program.c"},
        {"---\nkind: paint\n---\nDo.\n" HINTS, ":2:", "fix, find or break"},
        {FRONT "---\nDo.\033[2J\n" HINTS, ":8:", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++) {
        const struct exercise *e = load(slips[i].task);
        if (!e->problem || !strstr(e->problem, slips[i].line) || !strstr(e->problem, slips[i].what))
            fail_msg("slip %zu: '%s', should be '%s ... %s'", i, e->problem ? e->problem : "",
                     slips[i].line, slips[i].what);
    }
    put("driver.c", "int main(void) { return 0; }");
    assert_non_null(strstr(load(FRONT "---\nDo.\n" HINTS)->problem, "assert"));
    put("driver.c", "assert(1);");
}

static struct exercise named(char *lesson, char *name)
{
    return (struct exercise){.lesson = lesson, .name = name};
}

static void found_by_name(void **state)
{
    (void)state;
    struct exercise list[] = {named("race", "protect"), named("lock", "seats"),
                              named("lock", "accounts"), named("pool", "protect")};
    struct exercise *pointers[] = {&list[0], &list[1], &list[2], &list[3]};
    struct exercises all = {pointers, 4};
    struct err err;
    assert_ptr_equal(exercises_find(&all, "seats", &err), &list[1]);
    assert_ptr_equal(exercises_find(&all, "pool/protect", &err), &list[3]);
    assert_ptr_equal(exercises_find(&all, "race", &err), &list[0]);
    assert_null(exercises_find(&all, "protect", &err));
    assert_non_null(strstr(err.text, "race/protect"));
    assert_null(exercises_find(&all, "lock", &err));
    assert_non_null(strstr(err.text, "several"));
    assert_null(exercises_find(&all, "seat", &err));
    assert_non_null(strstr(err.text, "did you mean 'seats'"));
    assert_int_equal(err.status, STATUS_USAGE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_is_read),
        cmocka_unit_test(a_translation_has_its_own_words),
        cmocka_unit_test(slips_are_told_with_their_line),
        cmocka_unit_test(found_by_name),
    };
    return cmocka_run_group_tests(tests, make, unmake);
}
