/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What lint finds by reading, and what it leaves alone.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "core/base/text.h"
#include "core/lesson/lint.h"

#define FRONT "---\ntitle: T\nchapter: c\nsummary: s\n---\n"
#define ASK   "```predict\nWhat?\n( ) a\n(x) b\n```\n\n"
#define RUN   "```run x.c 250\nname: x\n```\n\n"
#define NOTES "```notes\nsay\n```\n"

static struct lesson *page(const char *bytes)
{
    struct err err;
    struct lesson *lesson = lesson_parse("/nonexistent", "lesson.md", bytes, strlen(bytes), &err);
    if (!lesson)
        fail_msg("%s", err.text);
    return lesson;
}

static bool complains(const struct lint *lint, const char *because)
{
    for (size_t i = 0; i < lint->count; i++)
        if (strstr(lint->list[i].text, because))
            return true;
    return false;
}

/* The page itself cannot be read from disk again, which is one complaint. */
static void of_page(const char *bytes, const char *because)
{
    struct lint lint = {0};
    struct lesson *lesson = page(bytes);
    lint_page(&lint, lesson);
    if (because && !complains(&lint, because))
        fail_msg("nothing about '%s'", because);
    if (!because && lint.count != 1)
        fail_msg("'%s'", lint.list[0].text);
    lint_release(&lint);
    lesson_free(lesson);
}

static void what_a_page_must_have(void **state)
{
    (void)state;
    of_page(FRONT ASK RUN NOTES, NULL);
    of_page(FRONT RUN ASK "```run y.c\n```\n" NOTES, NULL); /* a first run to compare with */
    of_page(FRONT RUN "```run y.c\n```\n\n" ASK NOTES, "after the second run");
    of_page(FRONT RUN NOTES, "nothing is asked");
    of_page(FRONT ASK NOTES, "nothing is run");
    of_page(FRONT ASK RUN, "no notes");
    of_page("---\ntitle: T\nsummary: s\n---\n" ASK RUN NOTES, "no 'chapter'");
    of_page("---\ntitle: A title that is longer than forty columns, far\nchapter: c\nsummary: "
            "s\n---\n" ASK RUN NOTES,
            "columns wide");
    of_page(FRONT "[there](nowhere.c)\n\n" ASK RUN NOTES, "'nowhere.c' leads nowhere");
    of_page(FRONT "[there](https://example.org/x)\n\n" ASK RUN NOTES, NULL);
}

static void figures(void **state)
{
    (void)state;
    of_page(FRONT "It takes 12 ms here.\n\n" ASK RUN NOTES, "'12' is a figure");
    of_page(FRONT "It takes 12.5 %\n\n" ASK RUN NOTES, "'12.5' is a figure");
    of_page(FRONT "大约 12 毫秒。\n\n" ASK RUN NOTES, "'12' is a figure");
    of_page(FRONT "It takes 250 ms here.\n\n" ASK RUN NOTES, NULL); /* the act's argument */
    of_page(FRONT "The notes lost 31.8 % here.\n\n" ASK RUN NOTES, NULL);
    of_page(FRONT "笔记里丢了 31.8 %。\n\n" ASK RUN NOTES, NULL);
    of_page(FRONT "Type `12 ms`, 12 times, in 2 steps, T1 s.\n\n" ASK RUN NOTES, NULL);
    of_page(FRONT "    12 ms\n\n" ASK RUN NOTES, NULL);
}

static void of_twin(const char *other, const char *because)
{
    struct lint lint = {0};
    struct lesson *a = page(FRONT ASK RUN NOTES), *b = page(other);
    lint_twin(&lint, a, b);
    if (because ? !complains(&lint, because) : lint.count > 0)
        fail_msg("%zu complaints, first '%s'", lint.count, lint.count ? lint.list[0].text : "");
    lint_release(&lint);
    lesson_free(a);
    lesson_free(b);
}

static void languages(void **state)
{
    (void)state;
    of_twin(FRONT "andere Worte\n\n" ASK RUN, NULL);
    of_twin(FRONT ASK, "fewer acts");
    of_twin(FRONT RUN ASK, "'run' here is 'predict'");
    of_twin(FRONT ASK RUN "```run y.c\n```\n", "does not have");
    of_twin(FRONT ASK "```run x.c 251\nname: x\n```\n", "other arguments");
    of_twin(FRONT ASK "```run x.c 250\nname: y\n```\n", "other keys");
    of_twin(FRONT "```predict\nWhat?\n(x) a\n( ) b\n```\n\n" RUN, "another one is right");
    of_twin("---\norder: 2\n---\n" ASK RUN, "'after', 'order' or 'course'");
    of_twin("---\nchapter: c\ncourse: day\n---\n" ASK RUN, "'after', 'order' or 'course'");
    of_twin("---\nchapter: c\nparam n: 1 1 2 what\n---\n" ASK RUN, "same parameters");
}

static void of_source(const char *bytes, const char *because)
{
    char dir[] = "/tmp/test_lint_XXXXXX";
    struct lint lint = {0};
    assert_non_null(mkdtemp(dir));
    char *path = xasprintf("%s/x.c", dir);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(bytes, file);
    fclose(file);
    lint_sources(&lint, dir);
    unlink(path);
    rmdir(dir);
    free(path);
    if (because ? !complains(&lint, because) : lint.count > 0)
        fail_msg("%zu complaints, first '%s'", lint.count, lint.count ? lint.list[0].text : "");
    lint_release(&lint);
}

static void programs(void **state)
{
    (void)state;
    struct text lines = {0};
    for (int i = 0; i < 121; i++)
        text_put(&lines, "\n");
    of_source(text_get(&lines), "121 lines");
    text_release(&lines);
    of_source("int main(void)\n{\n    usleep(1);\n}\n", "a sleep");
    of_source("int main(void)\n{\n    usleep(1); /* the work */\n}\n", NULL);
    of_source("/* the work */\nstatic void work(void)\n{\n    sleep(1);\n}\n", NULL);
    of_source(
        "/* the work */\nstatic void work(void)\n{\n}\n\nint main(void)\n{\n    sleep(1);\n}\n",
        "a sleep");
    of_source("/* 123456789012345678901234567890123456789012345678901234567890123456789012345678901"
              "23456789012345678901234567890 */\n",
              "columns wide");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_a_page_must_have),
        cmocka_unit_test(figures),
        cmocka_unit_test(languages),
        cmocka_unit_test(programs),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
