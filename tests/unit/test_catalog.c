/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The catalogue: which lessons are found, and in which order, whatever the disk says.
 */
#include <ftw.h>
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
#include "core/lesson/catalog.h"
#include "core/lesson/course.h"

static int make_dir(void **state)
{
    char *dir = xstrdup("/tmp/ct-catalog-XXXXXX");
    assert_non_null(mkdtemp(dir));
    unsetenv("CONC_TUTOR_PATH");
    *state = dir;
    return 0;
}

static int remove_one(const char *path, const struct stat *stat, int type, struct FTW *walk)
{
    (void)stat, (void)type, (void)walk;
    return remove(path);
}

static int remove_dir(void **state)
{
    int result = nftw(*state, remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(*state);
    return result;
}

/* A lesson `name` ("folder/name" below dir) whose page has this front matter. */
static void put_lesson(const char *dir, const char *name, const char *front)
{
    char *path = xasprintf("%s/%s", dir, name);
    char *slash = strrchr(path, '/');
    *slash = '\0';
    mkdir(path, 0700); /* may be there */
    *slash = '/';
    assert_int_equal(mkdir(path, 0700), 0);
    char *page = xasprintf("%s/lesson.md", path);
    FILE *file = fopen(page, "w");
    assert_non_null(file);
    fprintf(file, "---\n%s---\nText.\n", front);
    assert_int_equal(fclose(file), 0);
    free(page);
    free(path);
}

/* The catalogue of DIR/own has these names in this order. */
static void expect(const char *dir, const char *names)
{
    char *own = xasprintf("%s/own", dir);
    struct catalog *catalog = catalog_load(own, NULL);
    struct text found = {0};
    for (size_t i = 0; i < catalog->count; i++)
        text_add(&found, "%s%s", i ? " " : "", catalog->entries[i].name);
    assert_string_equal(text_get(&found), names);
    text_release(&found);
    catalog_free(catalog);
    free(own);
}

static void test_order_in_a_chapter(void **state)
{
    const char *dir = *state;
    put_lesson(dir, "own/a", "chapter: c\n");
    put_lesson(dir, "own/b", "chapter: c\norder: 2\n");
    put_lesson(dir, "own/d", "chapter: c\norder: 1\nafter: b\n");
    put_lesson(dir, "own/e", "chapter: c\norder: 1\nafter: nowhere\n");
    put_lesson(dir, "own/f", "chapter: c\nafter: f\n");
    expect(dir, "e b d a f");
}

static void test_order_of_chapters(void **state)
{
    const char *dir = *state;
    put_lesson(dir, "own/a", "chapter: late\nafter: z\n");
    put_lesson(dir, "own/b", "chapter: middle\norder: 9\n");
    put_lesson(dir, "own/z", "chapter: early\norder: 3\n");
    put_lesson(dir, "own/c", "");
    put_lesson(dir, "own/y", "chapter: middle\norder: 5\n");
    expect(dir, "z y b a c");
    char *own = xasprintf("%s/own", dir);
    struct catalog *catalog = catalog_load(own, NULL);
    for (size_t i = 1; i < catalog->count; i++)
        assert_true(catalog->entries[i - 1].chapter_order <= catalog->entries[i].chapter_order);
    assert_int_equal(catalog_find(catalog, "z")->chapter_order, 0);
    assert_int_equal(catalog_find(catalog, "c")->chapter_order, 3);
    assert_string_equal(catalog_find(catalog, "c")->title, "c");
    assert_null(catalog_find(catalog, "q"));
    catalog_free(catalog);
    free(own);
}

static void test_circles(void **state)
{
    const char *dir = *state;
    put_lesson(dir, "own/a", "chapter: x\nafter: c\n");
    put_lesson(dir, "own/b", "chapter: x\nafter: a\n");
    put_lesson(dir, "own/c", "chapter: x\nafter: b\n");
    put_lesson(dir, "own/d", "chapter: y\nafter: e\n");
    put_lesson(dir, "own/e", "chapter: z\nafter: d\n");
    put_lesson(dir, "own/f", "after: e\n"); /* no chapter: last, though it would not have to be */
    put_lesson(dir, "own/g", "chapter: y\nafter: f\n");
    expect(dir, "a b c d g e f");
}

static void test_first_path_wins(void **state)
{
    const char *dir = *state;
    put_lesson(dir, "own/a", "title: own a\n");
    put_lesson(dir, "own/b", "title: own b\n");
    put_lesson(dir, "mine/b", "title: my b\n");
    put_lesson(dir, "mine/c", "title: my c\n");
    put_lesson(dir, "other/c", "title: other c\n");
    char *path = xasprintf("%s/mine/::%s/other:", dir, dir);
    setenv("CONC_TUTOR_PATH", path, 1);
    free(path);
    expect(dir, "a b c");
    char *own = xasprintf("%s/own", dir);
    struct catalog *catalog = catalog_load(own, NULL);
    assert_string_equal(catalog_find(catalog, "b")->title, "my b");
    assert_string_equal(catalog_find(catalog, "c")->title, "my c");
    assert_string_equal(catalog_nearest(catalog, "aa"), "a");
    catalog_free(catalog);
    free(own);
}

static void test_what_cannot_be_read(void **state)
{
    const char *dir = *state;
    put_lesson(dir, "own/good", "chapter: c\n");
    put_lesson(dir, "own/broken", "chapter: c\nchapter: c\n");
    put_lesson(dir, "own/bad name\x1b", "chapter: c\n");
    put_lesson(dir, "own/.hidden", "chapter: c\n");
    char *path = xasprintf("%s/own/empty", dir);
    assert_int_equal(mkdir(path, 0700), 0); /* no page: not a lesson */
    free(path);
    path = xasprintf("%s/nowhere", dir);
    setenv("CONC_TUTOR_PATH", path, 1);
    char *own = xasprintf("%s/own", dir);
    struct catalog *catalog = catalog_load(own, NULL);
    assert_int_equal(catalog->count, 4);
    assert_string_equal(catalog->entries[0].name, "good");
    assert_null(catalog->entries[0].problem);
    const struct catalog_entry *entry = catalog_find(catalog, "broken");
    assert_non_null(strstr(entry->problem, "broken/lesson.md:3: 'chapter' twice"));
    assert_string_equal(entry->title, "broken");
    entry = catalog_find(catalog, "\"bad name\\x1b\"");
    assert_non_null(entry);
    assert_non_null(strstr(entry->problem, "letters"));
    char *name = xasprintf("\"%s\"", path);
    entry = catalog_find(catalog, name);
    assert_non_null(entry);
    assert_non_null(strstr(entry->problem, "cannot read the folder"));
    free(name);
    catalog_free(catalog);
    free(own);
    free(path);
}

static void test_no_lessons(void **state)
{
    const char *dir = *state;
    struct catalog *catalog = catalog_load(dir, NULL);
    assert_int_equal(catalog->count, 0);
    assert_null(catalog_nearest(catalog, "race"));
    assert_null(catalog_find(catalog, "race"));
    catalog_free(catalog);
    catalog = catalog_load(NULL, NULL);
    assert_int_equal(catalog->count, 0);
    catalog_free(catalog);
}

/* Our own lessons (tests run in the repository's folder): each page can be read, each program that
 * it runs is there. */
static void test_own_lessons(void **state)
{
    (void)state;
    struct catalog *catalog = catalog_load("lessons", NULL);
    assert_non_null(catalog_find(catalog, "race"));
    for (size_t i = 0; i < catalog->count; i++) {
        struct err err = {0};
        struct lesson *lesson = lesson_load(catalog->entries[i].dir, NULL, &err);
        if (!lesson)
            fail_msg("%s", err.text);
        assert_string_not_equal(lesson->title, "");
        assert_string_not_equal(lesson->chapter, "");
        assert_string_not_equal(lesson->summary, "");
        for (size_t b = 0; b < lesson->block_count; b++) {
            if (lesson->blocks[b].kind != BLOCK_RUN)
                continue;
            char *program = xasprintf("%s/%s", lesson->dir, lesson->blocks[b].words[0]);
            if (access(program, R_OK) != 0)
                fail_msg("%s:%d: no '%s'", lesson->path, lesson->blocks[b].line, program);
            free(program);
        }
        lesson_free(lesson);
    }
    catalog_free(catalog);
}

/* Behind `now` comes `next` ("": the beginning; none). Then `now` is finished. */
static void expect_next(const struct catalog *catalog, struct progress *progress, const char *now,
                        const char *next)
{
    struct err err;
    if (*now)
        assert_int_equal(progress_set(progress, PROGRESS_FINISHED, now, &err), 0);
    const struct catalog_entry *entry = course_next(catalog, progress, *now ? now : NULL);
    assert_string_equal(entry ? entry->name : "", next);
}

static void test_course(void **state)
{
    const char *dir = *state;
    put_lesson(dir, "own/a", "chapter: c\norder: 1\n");
    put_lesson(dir, "own/b", "chapter: c\norder: 2\ncourse: day\n");
    put_lesson(dir, "own/d", "chapter: c\norder: 3\n");
    put_lesson(dir, "own/e", "chapter: c\norder: 4\ncourse: day\n");
    put_lesson(dir, "own/f", "chapter: c\norder: 5\ncourse: day\n");
    char *own = xasprintf("%s/own", dir), *path = xasprintf("%s/progress", dir);
    struct catalog *catalog = catalog_load(own, NULL);
    struct progress *progress = progress_load(path);
    unsigned finished;
    assert_int_equal(course_lessons(catalog, progress, "day", &finished), 3);
    assert_int_equal(finished, 0);
    expect_next(catalog, progress, "", "b");
    expect_next(catalog, progress, "e", "f"); /* they may begin where they like, */
    expect_next(catalog, progress, "f", "b"); /* and what was left out comes behind */
    expect_next(catalog, progress, "a", "b"); /* who is not on the path goes on in order */
    expect_next(catalog, progress, "b", "d"); /* the course is finished: all others */
    assert_int_equal(course_lessons(catalog, progress, "day", &finished), 3);
    assert_int_equal(finished, 3);
    expect_next(catalog, progress, "", "d");
    expect_next(catalog, progress, "d", "");
    expect_next(catalog, progress, "", "");
    progress_free(progress);
    catalog_free(catalog);
    free(path);
    free(own);
}

int main(void)
{
#define IN_DIR(test) cmocka_unit_test_setup_teardown(test, make_dir, remove_dir)
    const struct CMUnitTest tests[] = {
        IN_DIR(test_order_in_a_chapter),
        IN_DIR(test_order_of_chapters),
        IN_DIR(test_circles),
        IN_DIR(test_first_path_wins),
        IN_DIR(test_what_cannot_be_read),
        IN_DIR(test_no_lessons),
        IN_DIR(test_own_lessons),
        IN_DIR(test_course),
    };
    return cmocka_run_group_tests_name("catalog", tests, NULL, NULL);
}
