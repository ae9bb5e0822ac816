/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Golden screens of the speaker's notes, and that they belong to their moment. UPDATE_GOLDEN=1
 * writes what is expected anew.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/base/file.h"
#include "scenes.h"
#include "ui/view/notes.h"

static const char page[] = "---\n"
                           "title: One counter, two threads\n"
                           "---\n"
                           "Prose that everybody sees.\n"
                           "\n"
                           "```notes\n"
                           "Greet them. Then ask **who** has ever used a `mutex`.\n"
                           "```\n"
                           "\n"
                           "```predict\n"
                           "What does it print, and why not another number each time?\n"
                           "( ) always the same\n"
                           "(x) another number each time, since the threads meet\n"
                           "```\n"
                           "\n"
                           "```notes\n"
                           "Votes on the board:\n"
                           "\n"
                           "- who says *the same*\n"
                           "- who says another one\n"
                           "```\n"
                           "\n"
                           "```run count.c 2 1000\n"
                           "```\n"
                           "\n"
                           "```run count.c 4 1000\n"
                           "name: four\n"
                           "```\n"
                           "\n"
                           "```notes\n"
                           "\xe5\x86\x8d\xe8\xa7\x81\xef\xbc\x81 Good bye.\n"
                           "```\n";

static struct lesson *read_page(void)
{
    struct err err;
    struct lesson *lesson =
        lesson_parse("lessons/count", "lesson.md", page, sizeof(page) - 1, &err);
    assert_non_null(lesson);
    return lesson;
}

/* The nth act's block, from 1; behind the last: the end. */
static size_t act(const struct lesson *lesson, int n)
{
    for (size_t i = 0; i < lesson->block_count; i++)
        if (lesson->blocks[i].kind != BLOCK_PROSE && lesson->blocks[i].kind != BLOCK_NOTES &&
            --n == 0)
            return i;
    return lesson->block_count;
}

static const struct moment {
    const char *name;
    int act; /* from 1; 0: no lesson */
    enum lectern_moment moment;
} scene_moments[] = {
    {"notes-none", 0, LECTERN_READING},    {"notes-asking", 1, LECTERN_ASKING},
    {"notes-running", 2, LECTERN_RUNNING}, {"notes-four", 3, LECTERN_DONE},
    {"notes-end", 4, LECTERN_END},
};
enum { MOMENTS = sizeof(scene_moments) / sizeof(*scene_moments) };

static void draw(const struct lesson *lesson, size_t number, struct canvas *canvas, int scroll)
{
    const struct moment *moment = &scene_moments[number];
    struct notes notes = {.lesson = moment->act ? lesson : NULL,
                          .block = act(lesson, moment->act),
                          .moment = moment->moment,
                          .scroll = scroll};
    notes_draw(&notes, canvas);
}

static void compare(const char *name, const struct canvas *canvas)
{
    struct text now = {0}, before = {0};
    struct err err;
    canvas_dump(canvas, &now, true);
    char *path = xasprintf("tests/golden/expected/%s-%dx%d%s.txt", name, canvas->width,
                           canvas->height, canvas->is_ascii ? "-ascii" : "");
    if (getenv("UPDATE_GOLDEN")) {
        FILE *file = fopen(path, "w");
        assert_non_null(file);
        fputs(text_get(&now), file);
        assert_int_equal(fclose(file), 0);
    }
    file_read(path, 1 << 20, &before, &err);
    if (strcmp(text_get(&before), text_get(&now)) != 0) {
        print_error("%s differs; now it is\n%s", path, text_get(&now));
        fail();
    }
    free(path);
    text_release(&now);
    text_release(&before);
}

static void test_golden(void **state)
{
    (void)state;
    static const int sizes[][2] = {{80, 24}, {40, 12}};
    struct lesson *lesson = read_page();
    for (size_t i = 0; i < MOMENTS; i++)
        for (size_t k = 0; k < 2; k++) {
            struct canvas canvas = {.is_ascii = i == 1};
            canvas_resize(&canvas, sizes[k][0], sizes[k][1]);
            draw(lesson, i, &canvas, 0);
            compare(scene_moments[i].name, &canvas);
            canvas_release(&canvas);
        }
    lesson_free(lesson);
}

/* Each size from 1x1 up draws without a fault, also scrolled far beyond the end. */
static void test_every_size(void **state)
{
    (void)state;
    struct lesson *lesson = read_page();
    for (int width = 1; width <= 210; width += width < 12 ? 1 : 13)
        for (int height = 1; height <= 60; height += height < 9 ? 1 : 7)
            for (size_t i = 0; i < MOMENTS; i++) {
                struct canvas canvas = {0};
                canvas_resize(&canvas, width, height);
                draw(lesson, i, &canvas, 0);
                draw(lesson, i, &canvas, 100000);
                canvas_release(&canvas);
            }
    lesson_free(lesson);
}

/* Scrolled as far as the limit, the last line is in view, and one more changes nothing. */
static void test_scroll(void **state)
{
    (void)state;
    struct lesson *lesson = read_page();
    struct notes notes = {.lesson = lesson, .block = act(lesson, 1), .moment = LECTERN_ASKING};
    int limit = notes_scroll_limit(&notes, 40, 12);
    assert_true(limit > 0);
    assert_int_equal(notes_scroll_limit(&notes, 80, 40), 0);
    struct canvas canvas = {0};
    struct text first = {0}, second = {0};
    canvas_resize(&canvas, 40, 12);
    draw(lesson, 1, &canvas, limit);
    canvas_dump(&canvas, &first, false);
    assert_non_null(strstr(text_get(&first), "Next: run count.c 2 1000"));
    draw(lesson, 1, &canvas, limit + 1);
    canvas_dump(&canvas, &second, false);
    assert_string_equal(text_get(&first), text_get(&second));
    text_release(&first);
    text_release(&second);
    canvas_release(&canvas);
    lesson_free(lesson);
}

/* What each moment has, and has not, as text. */
static void test_moments(void **state)
{
    (void)state;
    static const struct {
        int act;
        const char *has, *has_not;
    } cases[] = {
        {1, "Greet them", "Good bye"}, {1, "Votes", "Good bye"}, {2, "Votes", "Greet"},
        {3, "Good bye", "Votes"},      {4, "Good bye", "Votes"},
    };
    struct lesson *lesson = read_page();
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct notes notes = {.lesson = lesson,
                              .block = act(lesson, cases[i].act),
                              .moment = cases[i].act == 4 ? LECTERN_END : LECTERN_READING};
        struct text out = {0}, json = {0};
        notes_tell(&notes, &out);
        notes_tell_json(&notes, &json);
        assert_non_null(strstr(text_get(&out), cases[i].has));
        assert_null(strstr(text_get(&out), cases[i].has_not));
        assert_non_null(strstr(text_get(&json), cases[i].has));
        assert_null(strstr(text_get(&json), cases[i].has_not));
        text_release(&out);
        text_release(&json);
    }
    lesson_free(lesson);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden),
        cmocka_unit_test(test_every_size),
        cmocka_unit_test(test_scroll),
        cmocka_unit_test(test_moments),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
