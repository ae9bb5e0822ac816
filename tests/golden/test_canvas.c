/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The grid and what is laid out on it: wide characters, marks, cuts, bars, wrapping, Markdown.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "ui/draw/markdown.h"
#include "ui/draw/prose.h"

static void expect(const struct canvas *canvas, const char *wanted)
{
    struct text text = {0};
    canvas_dump(canvas, &text, false);
    assert_string_equal(text_get(&text), wanted);
    text_release(&text);
}

static struct canvas make(int width, int height)
{
    struct canvas canvas = {0};
    canvas_resize(&canvas, width, height);
    return canvas;
}

static void test_wide(void **state)
{
    (void)state;
    struct canvas canvas = make(6, 3);
    struct box all = {0, 0, 6, 3};
    assert_int_equal(canvas_put(&canvas, all, 0, 0, STYLE_TEXT, "a锁b"), 4);
    assert_int_equal(canvas.cells[2].character, 0);
    canvas_put(&canvas, all, 2, 0, STYLE_TEXT, "x"); /* on its right half: the left one goes */
    canvas_put(&canvas, all, 0, 1, STYLE_TEXT, "锁");
    canvas_put(&canvas, all, 0, 1, STYLE_TEXT, "y");      /* on its left half */
    canvas_put(&canvas, all, 1, 2, STYLE_TEXT, "锁锁锁"); /* the third does not fit */
    expect(&canvas, "a xb\ny\n 锁锁\n");
    assert_int_equal(canvas.cells[2 * 6 + 5].character, ' ');
    canvas_release(&canvas);
}

static void test_marks(void **state)
{
    (void)state;
    struct canvas canvas = make(4, 2);
    struct box all = {0, 0, 4, 2};
    canvas_put(&canvas, all, 0, 0, STYLE_TEXT,
               "e\xcc\x81\xcc\xa3\xcc\x80!");                /* three marks: two kept */
    canvas_put(&canvas, all, 0, 1, STYLE_TEXT, "\xcc\x81x"); /* on nothing */
    expect(&canvas, "e\xcc\x81\xcc\xa3!\nx\n");
    canvas_put(&canvas, all, 0, 0, STYLE_TEXT, "z");
    assert_int_equal(canvas.cells[0].marks[0], 0);
    canvas_release(&canvas);
}

/* What a program prints or a file is called can be anything. */
static void test_hostile_text(void **state)
{
    (void)state;
    struct canvas canvas = make(12, 1);
    struct box all = {0, 0, 12, 1};
    canvas_put(&canvas, all, 0, 0, STYLE_TEXT, "a\033[2J\n\xff\xe2\x80\xae.");
    for (int x = 0; x < 12; x++)
        assert_true(canvas.cells[x].character >= ' ' && canvas.cells[x].character != 0x202e);
    expect(&canvas, "a?[2J?\xef\xbf\xbd?.\n");
    canvas_release(&canvas);
}

static void test_outside(void **state)
{
    (void)state;
    struct canvas canvas = make(5, 2);
    canvas_put(&canvas, (struct box){-3, 0, 6, 1}, 0, 0, STYLE_TEXT, "abcdefgh");
    canvas_put(&canvas, (struct box){3, 1, 90, 90}, 0, 0, STYLE_TEXT, "xyz");
    canvas_put(&canvas, (struct box){0, 0, 5, 2}, 0, 7, STYLE_TEXT, "no");
    canvas_put(&canvas, (struct box){0, 0, 5, 2}, 0, -1, STYLE_TEXT, "no");
    canvas_fill(&canvas, (struct box){-9, -9, 3, 3}, STYLE_TEXT, 'f');
    canvas_rule(&canvas, (struct box){0, 0, 5, 2}, 9, STYLE_TEXT, "title");
    expect(&canvas, "def\n   xy\n");
    canvas_release(&canvas);
    canvas = make(-4, 0); /* never empty */
    assert_int_equal(canvas.width * canvas.height, 1);
    canvas_release(&canvas);
}

static void test_cut(void **state)
{
    (void)state;
    struct canvas canvas = make(10, 4);
    struct box all = {0, 0, 10, 4};
    assert_int_equal(canvas_put_cut(&canvas, all, 1, 0, 5, STYLE_TEXT, "hello"), 6);
    assert_int_equal(canvas_put_cut(&canvas, all, 1, 1, 5, STYLE_TEXT, "hello!"), 6);
    canvas_put_cut(&canvas, all, 1, 2, 4, STYLE_TEXT, "锁锁锁");
    canvas.is_ascii = true;
    canvas_put_cut(&canvas, all, 1, 3, 6, STYLE_TEXT, "hello world");
    expect(&canvas, " hello\n hell…\n 锁 …\n hel...\n");
    canvas_release(&canvas);
}

static void test_rule(void **state)
{
    (void)state;
    struct canvas canvas = make(12, 2);
    canvas_rule(&canvas, (struct box){0, 0, 12, 2}, 0, STYLE_FRAME, "ok");
    canvas_rule(&canvas, (struct box){0, 0, 12, 2}, 1, STYLE_FRAME, "far too long");
    expect(&canvas, "── ok ──────\n── far to… ─\n");
    canvas_release(&canvas);
}

static void test_bar(void **state)
{
    (void)state;
    static const struct {
        double share;
        const char *utf8, *ascii;
    } rows[] = {
        {0, "····\n", "....\n"},     {1, "████\n", "####\n"},    {0.5, "██··\n", "##..\n"},
        {0.375, "█▌··\n", "##..\n"}, {2, "████\n", "####\n"},    {-1, "····\n", "....\n"},
        {NAN, "····\n", "....\n"},   {1e-9, "▏···\n", "#...\n"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
        struct canvas canvas = make(4, 1);
        struct box all = {0, 0, 4, 1};
        assert_int_equal(canvas_bar(&canvas, all, 0, 0, 4, STYLE_BAR, rows[i].share), 4);
        expect(&canvas, rows[i].utf8);
        canvas.is_ascii = true;
        canvas_bar(&canvas, all, 0, 0, 4, STYLE_BAR, rows[i].share);
        expect(&canvas, rows[i].ascii);
        canvas_release(&canvas);
    }
}

static void expect_wrapped(const char *text, int columns, const char *lead, const char *wanted)
{
    struct rich in = {0}, out = {0};
    rich_put(&in, STYLE_TEXT, text);
    rich_wrap(&out, &in, columns, STYLE_TEXT, lead);
    char *got = xstrndup(out.bytes ? out.bytes : "", out.size);
    assert_string_equal(got, wanted);
    free(got);
    rich_release(&in);
    rich_release(&out);
}

static void test_wrap(void **state)
{
    (void)state;
    expect_wrapped("one two three", 8, "", "one two\nthree\n");
    expect_wrapped("one two", 7, "", "one two\n");
    expect_wrapped("unbreakable", 4, "", "unbr\neaka\nble\n");
    expect_wrapped("one two three", 8, "- ", "- one\n  two\n  three\n");
    expect_wrapped("", 8, "", "\n");
    expect_wrapped("a b", 1, "", "a\nb\n");
    /* Between any two, but no full stop at the start of a line. */
    expect_wrapped("每个线程都要等锁。", 8, "", "每个线程\n都要等\n锁。\n");
    expect_wrapped("锁 lock 锁", 5, "", "锁\nlock\n锁\n");
    expect_wrapped("锁锁", 1, "", "锁\n锁\n"); /* wider than the line: drawn cut, never lost */
}

static void expect_markdown(const char *markdown, const char *wanted)
{
    struct rich out = {0};
    markdown_render(&out, markdown, 20, false);
    char *got = xstrndup(out.bytes ? out.bytes : "", out.size);
    assert_string_equal(got, wanted);
    free(got);
    rich_release(&out);
}

static void test_markdown(void **state)
{
    (void)state;
    expect_markdown("# Title\nfirst line\nand second\n\n\nnext\n",
                    "Title\n\nfirst line and\nsecond\n\nnext\n");
    expect_markdown("- one\n- two\n  goes on\n\n3. three\n", "• one\n• two goes on\n3. three\n");
    expect_markdown("a `b*c*d` *e* **f** g_h_i", "a b*c*d e f g_h_i\n");
    expect_markdown("2 * 3 * 4 and \\*star\\* `open", "2 * 3 * 4 and *star*\n`open\n");
    expect_markdown("[text](url)", "text (url)\n");
    expect_markdown("x\n\n    code  here\n    more\n\ny", "x\n\n  code  here\n  more\n\ny\n");
    expect_markdown("```c\n# not a title\n```\nafter", "  # not a title\n\nafter\n");
    expect_markdown("> said\n> so", "┃ said so\n");
    /* The end of a line is no blank between two characters of Chinese; beside Latin it is. */
    expect_markdown("下面\n这一句", "下面这一句\n");
    expect_markdown("一个。\n*声明*", "一个。声明\n");
    expect_markdown("他说：\n“好”\n吗", "他说：“好”吗\n");
    expect_markdown("- 等 main\n  结束\n", "• 等 main 结束\n");
    expect_markdown("结束。\nmain", "结束。main\n");
    expect_markdown("两个\n`main`", "两个 main\n");
    expect_markdown("\uc624\ub298\n\ub0b4\uc77c", "\uc624\ub298 \ub0b4\uc77c\n");
    expect_markdown("a\n\"b\"", "a \"b\"\n");
    expect_markdown("", "");
    expect_markdown("***", "────────────────────\n");
    expect_markdown("*", "*\n");
    expect_markdown("[](", "[](\n");
    expect_markdown("```", "");
}

static void test_markdown_styles(void **state)
{
    (void)state;
    struct rich out = {0};
    markdown_render(&out, "a `b` *c* **d**", 40, false);
    assert_int_equal(out.styles[2], STYLE_CODE);
    assert_int_equal(out.styles[4], WITH(STYLE_TEXT, CELL_UNDER));
    assert_int_equal(out.styles[6], WITH(STYLE_TEXT, CELL_BOLD));
    rich_release(&out);
}

/* Every style can be told from running text where there is no colour, or has no need to be. */
static void test_styles(void **state)
{
    (void)state;
    for (int i = 0; i < STYLE_COUNT; i++)
        for (int k = 0; k < i; k++)
            assert_int_not_equal(style_look((enum style)i)->letter,
                                 style_look((enum style)k)->letter);
    assert_int_equal(style_of_lane(1), STYLE_LANE0);
    assert_int_equal(style_of_lane(2), STYLE_LANE1);
    assert_int_equal(style_of_lane(8), STYLE_LANE1);
}

/* Lines are joined by a blank, but not at a mark of Chinese, whatever stands on its other side. */
static void test_prose_joins(void **state)
{
    (void)state;
    struct text out = {0};
    prose_put(&out, "two\nlines", "", 40);
    assert_string_equal(text_get(&out), "two lines\n");
    text_clear(&out);
    prose_put(&out, "管道端。\n`driver.c`，\n中文\n中文", "", 40);
    assert_string_equal(text_get(&out), "管道端。`driver.c`，中文中文\n");
    text_release(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_wide),         cmocka_unit_test(test_marks),
        cmocka_unit_test(test_hostile_text), cmocka_unit_test(test_outside),
        cmocka_unit_test(test_cut),          cmocka_unit_test(test_rule),
        cmocka_unit_test(test_bar),          cmocka_unit_test(test_wrap),
        cmocka_unit_test(test_markdown),     cmocka_unit_test(test_markdown_styles),
        cmocka_unit_test(test_styles),       cmocka_unit_test(test_prose_joins),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
