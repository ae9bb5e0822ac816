/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Pages: what is read, and what is refused on which line.
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
#include "core/lesson/act.h"
#include "core/lesson/lesson.h"

static struct lesson *parse(const char *page)
{
    struct err err = {0};
    struct lesson *lesson = lesson_parse("lessons/x/", "x.md", page, strlen(page), &err);
    if (!lesson)
        fail_msg("%s", err.text);
    return lesson;
}

/* The page is refused, on that line, with a message in which `part` stands. */
static void refuse(const char *page, int line, const char *part)
{
    struct err err = {0};
    struct lesson *lesson = lesson_parse("lessons/x", "x.md", page, strlen(page), &err);
    if (lesson)
        fail_msg("not refused: %s", page);
    char place[32];
    snprintf(place, sizeof(place), "x.md:%d: ", line);
    if (strncmp(err.text, place, strlen(place)) != 0 || !strstr(err.text, part))
        fail_msg("'%s' is not '%s...%s' for: %s", err.text, place, part, page);
    assert_int_equal(err.status, STATUS_USAGE);
}

static void test_whole_page(void **state)
{
    (void)state;
    struct lesson *lesson = parse("---\n"
                                  "title: One: two\n"
                                  "chapter:  locks \n"
                                  "after: thread\n"
                                  "order: 3\n"
                                  "\n"
                                  "param n: 5 -1 10 how many\n"
                                  "---\n"
                                  "\n"
                                  "# Head\n"
                                  "\n"
                                  "Prose.\n"
                                  "\n"
                                  "```predict\n"
                                  "What: a or b?\n"
                                  "\n"
                                  "Think.\n"
                                  "( ) a\n"
                                  "(x) b\n"
                                  "    or so\n"
                                  "```\n"
                                  "```run race.c 2 $n\n"
                                  "name: one\n"
                                  "watch: counter\n"
                                  "\n"
                                  "should: 2 * $1*$2\n"
                                  "ends: returns or assertion\n"
                                  "```\n"
                                  "```run race.c\n"
                                  "```\n"
                                  "```compare one race\n"
                                  "show: loss time\n"
                                  "```\n"
                                  "```notes\n"
                                  "  Say this.\n"
                                  "```\n"
                                  "End.");
    assert_string_equal(lesson->name, "x");
    assert_string_equal(lesson->title, "One: two");
    assert_string_equal(lesson->chapter, "locks");
    assert_string_equal(lesson->after, "thread");
    assert_string_equal(lesson->summary, "");
    assert_int_equal(lesson->order, 3);
    assert_int_equal(lesson->parameter_count, 1);
    assert_int_equal(lesson->block_count, 7);
    const struct block *b = lesson->blocks;
    assert_int_equal(b[0].kind, BLOCK_PROSE);
    assert_int_equal(b[0].line, 10);
    assert_string_equal(b[0].text, "# Head\n\nProse.");
    assert_int_equal(b[1].kind, BLOCK_PREDICT);
    assert_int_equal(b[1].line, 14);
    assert_string_equal(b[1].text, "What: a or b?\n\nThink.");
    assert_int_equal(b[1].answer_count, 2);
    assert_string_equal(b[1].answers[0].text, "a");
    assert_false(b[1].answers[0].is_right);
    assert_string_equal(b[1].answers[1].text, "b or so");
    assert_true(b[1].answers[1].is_right);
    assert_int_equal(b[2].kind, BLOCK_RUN);
    assert_int_equal(b[2].word_count, 3);
    assert_string_equal(b[2].words[0], "race.c");
    assert_string_equal(b[2].words[2], "$n");
    assert_int_equal(b[2].key_count, 4);
    assert_string_equal(b[2].keys[2].key, "should");
    assert_int_equal(b[2].keys[2].line, 26);
    assert_string_equal(block_get(&b[2], "should", ""), "2 * $1*$2");
    assert_string_equal(block_get(&b[2], "times", "1"), "1");
    assert_int_equal(b[4].kind, BLOCK_COMPARE);
    assert_string_equal(b[4].words[1], "race");
    assert_int_equal(b[5].kind, BLOCK_NOTES);
    assert_string_equal(b[5].text, "  Say this.");
    assert_string_equal(b[6].text, "End.");
    assert_int_equal(b[6].line, 37);
    lesson_free(lesson);
}

static void test_an_exercise(void **state)
{
    (void)state;
    struct lesson *lesson = parse("Now you.\n\n```exercise last-seat\n```\n\nWell?\n");
    assert_int_equal(lesson->block_count, 3);
    const struct block *act = &lesson->blocks[1];
    assert_int_equal(act->kind, BLOCK_EXERCISE);
    assert_string_equal(act->words[0], "last-seat");
    assert_true(block_is_act(act));
    assert_false(block_has_program(act));
    lesson_free(lesson);
}

static void test_small_pages(void **state)
{
    (void)state;
    struct err err = {0};
    struct lesson *lesson = lesson_parse("x", "x.md", NULL, 0, &err);
    assert_non_null(lesson);
    assert_int_equal(lesson->block_count, 0);
    assert_string_equal(lesson->title, "");
    lesson_free(lesson);
    lesson = parse("\n \n\t\n");
    assert_int_equal(lesson->block_count, 0);
    lesson_free(lesson);
    lesson = parse("\xef\xbb\xbf---\r\ntitle: T\r\n---\r\n\r\nOne\r\ntwo\r\n```notes\r\nn\r\n```");
    assert_string_equal(lesson->title, "T");
    assert_int_equal(lesson->block_count, 2);
    assert_string_equal(lesson->blocks[0].text, "One\ntwo");
    assert_int_equal(lesson->blocks[0].line, 5);
    assert_string_equal(lesson->blocks[1].text, "n");
    lesson_free(lesson);
}

static void test_code_stays_prose(void **state)
{
    (void)state;
    static const char *const pages[] = {
        "a\n```c\nint x;\n```\nb",
        "a\n```\n```run x.c\n~~~\n```",       /* an act inside code is code */
        "a\n````text\n```run x.c\n```\n````", /* a longer fence */
        "a\n    ```run x.c",                  /* indented by four: code */
        "a ```run x.c``` b\n```run x.c``` b",
        "a\n> ```run x.c",
        "~~~ rust\nfn main() {}\n~~~",
        "```c\n``` x\n```", /* words behind: does not close */
    };
    for (size_t i = 0; i < sizeof(pages) / sizeof(*pages); i++) {
        struct lesson *lesson = parse(pages[i]);
        assert_int_equal(lesson->block_count, 1);
        assert_int_equal(lesson->blocks[0].kind, BLOCK_PROSE);
        assert_string_equal(lesson->blocks[0].text, pages[i]);
        lesson_free(lesson);
    }
}

static void test_fences_of_acts(void **state)
{
    (void)state;
    struct lesson *lesson = parse("~~~notes\n```c\nx\n```\n~~~~\n"
                                  "   ````  run   a.c\t1  \n   times: 2\n  `````\n");
    assert_int_equal(lesson->block_count, 2);
    assert_string_equal(lesson->blocks[0].text, "```c\nx\n```");
    assert_int_equal(lesson->blocks[1].word_count, 2);
    assert_string_equal(lesson->blocks[1].words[1], "1");
    assert_string_equal(block_get(&lesson->blocks[1], "times", ""), "2");
    lesson_free(lesson);
}

static void test_refused_pages(void **state)
{
    (void)state;
    refuse("a\nb\xff\n", 2, "UTF-8");
    refuse("\xed\xa0\x80", 1, "UTF-8"); /* a surrogate */
    refuse("a\n\x1b[2J", 2, "control");
    refuse("a\rb", 1, "control");
    refuse("\xc2\x9b", 1, "control"); /* CSI in one character */
    refuse("---\ntitle: T\n", 1, "not closed");
    refuse("---\ntitle: T\ntitle: U\n---\n", 3, "twice");
    refuse("---\ntitel: T\n---\n", 2, "unknown key 'titel'");
    refuse("---\nT\n---\n", 2, "key: value");
    refuse("---\norder: x\n---\n", 2, "number");
    refuse("---\norder: 1\norder: 1\n---\n", 3, "twice");
    refuse("---\nparam n: 1 2 3 x\n---\n", 2, "param n");
    refuse("---\nparam n: 1 0 3\n---\n", 2, "param n");
    refuse("---\nparam 1: 1 0 3 x\n---\n", 2, "name");
    refuse("---\nparam n: 1 0 3 x\nparam n: 1 0 3 x\n---\n", 3, "twice");
    refuse("a\n\n```c\nint x;\n", 3, "not closed");
    refuse("```run a.c\ntimes: 2\n", 1, "not closed");
    refuse("```rum a.c\n```\n", 1, "unknown act 'rum'");
    refuse("```predit\n```\n", 1, "predict");
    refuse("```Notes\n```\n", 1, "unknown act");
    refuse("```note\n```\n", 1, "unknown act");
    refuse("```explor a.c\n```\n", 1, "unknown act");
    refuse("```explore\n```\n", 1, "needs a program");
    refuse("```explore a.c\nends: returns\n```\n", 2, "no verdict is 'returns'");
    refuse("```explore a.c\ntimes: 3\n```\n", 2, "nothing to set");
    refuse("```explore a.c\npreemptions: x\n```\n", 2, "not a number");
    refuse("```explore a.c\nspurious: 1\n```\n", 2, "neither 'yes' nor 'no'");
    refuse("```step a.c\npreemptions: 1\n```\n", 2, "nothing to set");
    refuse("```step ../a.c\n```\n", 1, "own folder");
}

static void test_explored_acts(void **state)
{
    (void)state;
    struct lesson *lesson = parse("```explore a.c 2 1\nends: assertion or race\npreemptions: 3\n"
                                  "spurious: yes\nall: yes\nbudget: 5\n```\n"
                                  "```step a.c 2\n```\n```explore a.c\n```\n");
    struct act_plan plan;
    struct err err;
    const char *const settings[] = {"times=9", "place=one", "budget=7", NULL};
    assert_int_equal(act_plan_block(&plan, lesson, &lesson->blocks[0], settings, &err), 0);
    assert_int_equal(plan.kind, BLOCK_EXPLORE);
    assert_int_equal(plan.ends, explored_ends("assertion") | explored_ends("race"));
    assert_true(plan.bounds.has_preemptions && plan.bounds.is_spurious && plan.bounds.is_all);
    assert_int_equal(plan.bounds.preemptions, 3);
    assert_int_equal(plan.times, 1);
    assert_true(plan.budget_s == 7);
    assert_string_equal(plan.title, "a.c 2 1");
    act_plan_release(&plan);
    assert_int_equal(act_plan_block(&plan, lesson, &lesson->blocks[1], NULL, &err), 0);
    assert_int_equal(plan.kind, BLOCK_STEP);
    act_plan_release(&plan);
    assert_int_equal(act_plan_block(&plan, lesson, &lesson->blocks[2], NULL, &err), 0);
    assert_int_equal(plan.ends, explored_ends("proved"));
    act_plan_release(&plan);
    lesson_free(lesson);
}

static void test_refused_runs(void **state)
{
    (void)state;
    static const struct {
        const char *body, *part;
    } bodies[] = {
        {"tmes: 2", "did you mean 'times'"},
        {"times: 2\n\ntimes: 3", "twice"},
        {"times", "key: value"},
        {"times:", "no value"},
        {"times: 0", "not a number from"},
        {"times: 100001", "not a number from"},
        {"times: 99999999999999999999", "not a number from"},
        {"times: -1", "not a number from"},
        {"memory: maybe", "neither 'yes' nor 'no'"},
        {"watch: 1x", "global"},
        {"watch: a[", "global"},
        {"watch: a b c d e f g h i", "at most 8"},
        {"name: a b", "one word"},
        {"name: ../x", "one word"},
        {"place: here", "'spread'"},
        {"rings: 1000", "power of two"},
        {"rings: 0", "not a number from"},
        {"rings: 99999999", "not a number from"},
        {"ends: well", "'well'"},
        {"shows: gain", "'loss'"},
        {"shows: cores", "wants a number"},
        {"shows: spans $2", "no such argument"},
        {"spans: one", "two words"},
        {"spans: one two three four", "two words"},
        {"quiet: maybe", "neither 'yes' nor 'no'"},
        {"budget: -1", "not a number"},
        {"budget: soon", "not a number"},
        {"watch: n\nshould: $2", "no argument"},
        {"watch: n\nshould: $0", "no argument"},
        {"watch: n\nshould: 2 *", "product"},
        {"watch: n\nshould: 2 + 3", "'*'"},
        {"watch: n\nshould: 99999999999999999999", "product"},
    };
    for (size_t i = 0; i < sizeof(bodies) / sizeof(*bodies); i++) {
        char *page = xasprintf("\n```run a.c 1\n%s\n```\n", bodies[i].body);
        int line = 3;
        for (const char *c = bodies[i].body; *c; c++)
            line += *c == '\n';
        refuse(page, line, bodies[i].part);
        free(page);
    }
    refuse("```run\n```", 1, "needs a program");
    refuse("```run ../a.c\n```", 1, "own folder");
    refuse("```run /a.c\n```", 1, "own folder");
    refuse("```run -x\n```", 1, "own folder");
    refuse("```run a.c $n\n```", 1, "param");
    refuse("```run a.c 1\nshould: 2\n```", 1, "needs 'watch'");
    refuse("```run a.c 1\nshows: loss\n```", 1, "needs 'should'");
    refuse("```run a.c 1\nshows: cores 1, at-once $1\n```", 1, "'shows: at-once' needs 'spans'");
    refuse("```run a.c\nname: a\n```\n```run b.c\nname: a\n```", 5, "take another");
    refuse("```run a.c\n```\n```run b.c\nname: a\n```", 4, "take another");
}

static void test_refused_others(void **state)
{
    (void)state;
    refuse("```compare a\n```", 1, "two or more");
    refuse("```compare a b\n```\n```run x\nname: a\n```", 1, "no run above");
    refuse("```run x\nname: a\n```\n```compare a a\nshow: gain\n```", 5, "may name");
    refuse("```notes\n\n```", 1, "without text");
    refuse("```notes x\ny\n```", 1, "nothing may stand");
    refuse("```exercise\n```", 1, "needs the name");
    refuse("```exercise a b\n```", 1, "needs the name");
    refuse("```exercise ../a\n```", 1, "needs the name");
    refuse("\n```exercise a\n\nends: proved\n```", 4, "nothing may stand inside");
    refuse("```predict\n( ) a\n(x) b\n```", 1, "question");
    refuse("```predict\nQ\n```", 1, "two answers");
    refuse("```predict\nQ\n(x) a\n```", 1, "two answers");
    refuse("```predict\nQ\n( ) a\n( ) b\n```", 1, "0 answers");
    refuse("```predict\nQ\n(x) a\n(x) b\n```", 1, "2 answers");
    refuse("```predict\nQ\n(x) a\n(y) b\n```", 4, "begins with");
    refuse("```predict\nQ\n(x) a\n() b\n```", 4, "begins with");
    refuse("```predict\nQ\n(x) a\n( )\n```", 4, "without words");
    refuse("```predict\nQ\n(x) a\nmore\n( ) b\n```", 4, "only answers");
    refuse(
        "```predict\nQ\n(x) 1\n( ) 2\n( ) 3\n( ) 4\n( ) 5\n( ) 6\n( ) 7\n( ) 8\n( ) 9\n( ) 10\n```",
        12, "more than 9");
}

static void test_limits(void **state)
{
    (void)state;
    struct text page = {0};
    text_put(&page, "---\ntitle: T\n---\n");
    while (page.size < LESSON_LIMIT + 1)
        text_put(&page, "A line of a page that does not end.\n");
    refuse(page.data, 1, "at most");
    page.data[LESSON_LIMIT] = '\0';
    struct lesson *lesson = parse(page.data);
    assert_int_equal(lesson->block_count, 1);
    lesson_free(lesson);
    text_clear(&page);
    for (int i = 0; i < 501; i++)
        text_put(&page, "~~~run x\n~~~\n");
    refuse(page.data, 1001, "more than 500 acts");
    text_clear(&page);
    text_put(&page, "~~~run x");
    for (int i = 0; i < 64; i++)
        text_put(&page, " y");
    text_put(&page, "\n~~~\n");
    refuse(page.data, 1, "more than 64 words");
    text_clear(&page);
    text_put(&page, "~~~predict\nQ\n(x) a\n( ) b\n");
    for (int i = 0; i < 100; i++)
        text_put(&page, " more of b\n");
    text_put(&page, "~~~\n");
    refuse(page.data, 54, "at most 500 bytes");
    text_clear(&page);
    /* A long word is cut in the message, between two characters. */
    text_put(&page, "~~~run x\nk");
    for (int i = 0; i < 1000; i++)
        text_put(&page, "\xe9\x94\x81");
    text_put(&page, ": 1\n~~~\n");
    struct err err = {0};
    assert_null(lesson_parse("x", "x.md", page.data, page.size, &err));
    assert_true(strlen(err.text) < 200);
    for (size_t i = 0, n = strlen(err.text); i < n;) {
        uint32_t c;
        size_t length = utf8_decode(err.text + i, n - i, &c);
        assert_true(c != 0xfffd);
        i += length;
    }
    text_release(&page);
}

static void test_parameters(void **state)
{
    (void)state;
    struct lesson *lesson = parse("---\nparam n: 5 -1 10 how many\nparam nn: 1 1 1 one\n---\n"
                                  "```run a.c $n $nn n\n```");
    struct parameter n;
    assert_true(lesson_parameter(lesson, "n", &n));
    assert_int_equal(n.value, 5);
    assert_int_equal(n.least, -1);
    assert_int_equal(n.most, 10);
    assert_string_equal(n.what, "how many");
    assert_false(lesson_parameter(lesson, "m", &n));
    struct err err = {0};
    assert_int_equal(lesson_check_setting(lesson, "n=-1", &err), 0);
    static const char *const bad[] = {"n=11", "n=-2", "n=x", "n=", "n", "n=1 2", "n=1x", "=1", ""};
    for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
        assert_int_equal(lesson_check_setting(lesson, bad[i], &err), -1);
    assert_int_equal(lesson_check_setting(lesson, "m=1", &err), -1);
    assert_non_null(strstr(err.text, "unknown parameter 'm'"));
    assert_non_null(strstr(err.text, "n, nn"));
    const char *const settings[] = {"n=2", "nn=1", "n=3", "n=99", NULL};
    char *const *words = lesson->blocks[0].words;
    static const char *const wanted[] = {"a.c", "3", "1", "n"};
    for (size_t i = 0; i < 4; i++) {
        char *word = lesson_word(lesson, words[i], settings);
        assert_string_equal(word, wanted[i]);
        free(word);
    }
    char *word = lesson_word(lesson, "$n", NULL);
    assert_string_equal(word, "5");
    free(word);
    lesson_free(lesson);
}

static void put_file(const char *dir, const char *name, const char *bytes)
{
    char *path = xasprintf("%s/%s", dir, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(bytes, file);
    assert_int_equal(fclose(file), 0);
    free(path);
}

static void test_load(void **state)
{
    (void)state;
    char dir[] = "/tmp/ct-lesson-XXXXXX";
    assert_non_null(mkdtemp(dir));
    struct err err = {0};
    assert_null(lesson_load(dir, NULL, &err));
    assert_non_null(strstr(err.text, "lesson.md"));
    put_file(dir, "lesson.md", "English");
    put_file(dir, "lesson.zh_CN.md", "Chinese");
    static const struct {
        const char *lang, *text;
    } cases[] = {{NULL, "English"},   {"", "English"},   {"zh_CN", "Chinese"},
                 {"../x", "English"}, {"fr", "English"}, {"zh_CN/../zh_CN", "English"}};
    for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
        struct lesson *lesson = lesson_load(dir, cases[i].lang, &err);
        assert_non_null(lesson);
        assert_string_equal(lesson->name, dir + 5);
        assert_string_equal(lesson->blocks[0].text, cases[i].text);
        lesson_free(lesson);
    }
    char *with_slash = xasprintf("%s//", dir);
    struct lesson *lesson = lesson_load(with_slash, NULL, &err);
    assert_non_null(lesson);
    assert_string_equal(lesson->name, dir + 5);
    lesson_free(lesson);
    free(with_slash);
    char *dot = xasprintf("%s/.", dir);
    lesson = lesson_load(dot, NULL, &err);
    assert_non_null(lesson);
    assert_string_equal(lesson->name, dir + 5);
    lesson_free(lesson);
    free(dot);
    char *page = xasprintf("%s/lesson.md", dir);
    unlink(page);
    assert_int_equal(mkfifo(page, 0600), 0); /* must not wait for a writer */
    assert_null(lesson_load(dir, NULL, &err));
    assert_non_null(strstr(err.text, "not a regular file"));
    unlink(page);
    free(page);
    page = xasprintf("%s/lesson.zh_CN.md", dir);
    unlink(page);
    free(page);
    assert_int_equal(rmdir(dir), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_whole_page),     cmocka_unit_test(test_an_exercise),
        cmocka_unit_test(test_small_pages),    cmocka_unit_test(test_code_stays_prose),
        cmocka_unit_test(test_fences_of_acts), cmocka_unit_test(test_refused_pages),
        cmocka_unit_test(test_explored_acts),  cmocka_unit_test(test_refused_runs),
        cmocka_unit_test(test_refused_others), cmocka_unit_test(test_limits),
        cmocka_unit_test(test_parameters),     cmocka_unit_test(test_load),
    };
    return cmocka_run_group_tests_name("lesson", tests, NULL, NULL);
}
