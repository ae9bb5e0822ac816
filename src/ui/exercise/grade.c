/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The items depend on the exercise; a check stops at the first thing that is wrong, so those behind
 * it were not looked at, and that is said.
 */
#include "ui/exercise/grade.h"
#include "ui/tell/tell_exercise.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/exercise/checking.h"

#define BIT(name) (UINT32_C(1) << CHECK_##name)
#define FAILURES                                                                                   \
    (BIT(ASSERTION) | BIT(DEADLOCK) | BIT(LIVELOCK) | BIT(CRASH) | BIT(MISUSE) | BIT(LEAK) |       \
     BIT(EXIT) | BIT(HANGS))

enum { FIX = 1, RUNS = 2, FIND = 4, BREAK = 8 };

/* In the order in which they are looked at. Names are for machines, and stay as they are. */
static const struct item {
    const char *name, *claim;
    uint32_t fails; /* verdicts by which it fails */
    int kinds;
} items[] = {
    {"keeps-to-the-rules", N_("it does nothing that an answer may not do"), BIT(REFUSED),
     FIX | RUNS | FIND | BREAK},
    {"compiles", N_("it compiles"), BIT(BUILD), FIX | RUNS | BREAK},
    {"right-on-every-schedule", N_("nothing fails on any schedule"), FAILURES | BIT(NO_VERDICT),
     FIX},
    {"comes-to-its-end", N_("each run comes to its end, and all claims hold"),
     FAILURES | BIT(NO_VERDICT), RUNS},
    {"leaves-nothing-running", N_("no process is left running"), BIT(LEFT_RUNNING), RUNS},
    {"closes-what-it-does-not-use",
     N_("no process keeps an end of a pipe, or a socket, that it does not use"), BIT(LEFT_OPEN),
     RUNS},
    {"waits-for-its-children", N_("every child is waited for"), BIT(UNWAITED), RUNS},
    {"does-its-work", N_("the driver gets to its end"), BIT(NEVER_THERE), FIX | RUNS},
    {"free-of-data-races", N_("it is free of data races"), BIT(RACE), FIX},
    {"still-concurrent", N_("what may run side by side still does"), BIT(TOO_MUCH), FIX | RUNS},
    {"survives-a-real-run", N_("a real run of many rounds goes well"), BIT(REAL), FIX},
    {"fails-as-asked", N_("the program fails in the way that was asked for"),
     BIT(NOT_SHOWN) | BIT(OTHER_END) | BIT(NO_VERDICT), FIND | BREAK},
    {"holds-with-a-right-program", N_("with a right program, the driver holds"), BIT(OWN_FAULT),
     BREAK},
};

enum state { PASSED, FAILED, NOT_REACHED };

struct line {
    const struct item *item;
    enum state state;
};

struct grade {
    struct line lines[sizeof(items) / sizeof(*items)];
    unsigned count, passed, failed;
    struct text why; /* of the one that failed */
};

static bool applies(const struct item *item, const struct exercise *exercise)
{
    int kind = exercise->judges_runs             ? RUNS
               : exercise->kind == EXERCISE_FIX  ? FIX
               : exercise->kind == EXERCISE_FIND ? FIND
                                                 : BREAK;
    if ((item->fails & BIT(TOO_MUCH)) && !exercise->sometimes)
        return false;
    if ((item->fails & BIT(REAL)) && !exercise->real_args)
        return false;
    return item->kinds & kind;
}

static void put_why(struct text *why, const struct check_result *result)
{
    text_put(why, check_sentence(result->verdict));
    if (*result->text)
        text_add(why, "\n%s", result->text);
    if (result->verdict == CHECK_BUILD)
        text_add(why, "\n%s", result->messages);
    const struct explore_result *explored = result->explored;
    if (!explored || explored->shown < 0)
        return;
    const struct explore_failure *failure = &explored->failures[explored->shown];
    text_add(why, "\n%s", failure_word(failure->kind));
    if (*failure->where)
        text_add(why, _(" at %s"), failure->where);
    text_put(why, ": ");
    explore_failure_text(why, failure);
    text_add(why, _("\nthe schedule: %s"), failure->schedule);
}

static void grade(struct grade *out, const struct exercise *exercise,
                  const struct check_result *result)
{
    *out = (struct grade){0};
    bool is_over = false;
    for (size_t i = 0; i < sizeof(items) / sizeof(*items); i++) {
        if (!applies(&items[i], exercise))
            continue;
        bool fails = !is_over && (items[i].fails >> result->verdict & 1);
        struct line line = {&items[i], is_over ? NOT_REACHED : fails ? FAILED : PASSED};
        is_over = is_over || fails;
        out->passed += line.state == PASSED;
        out->failed += line.state == FAILED;
        out->lines[out->count++] = line;
    }
    if (out->failed > 0)
        put_why(&out->why, result);
}

/* --- TAP -------------------------------------------------------------------------------------- */

/* Each line of the text as a line of a block of YAML. */
static void put_indented(const char *text, const char *indent)
{
    while (*text) {
        size_t n = strcspn(text, "\n");
        printf("%s", indent);
        for (size_t i = 0; i < n; i++)
            putchar((unsigned char)text[i] < ' ' ? ' ' : text[i]);
        putchar('\n');
        text += n + (text[n] == '\n');
    }
}

static void tell_tap(const struct exercise *exercise, const struct check_result *result)
{
    struct grade g;
    grade(&g, exercise, result);
    printf("TAP version 14\n1..%u\n", g.count);
    for (unsigned i = 0; i < g.count; i++) {
        const struct line *line = &g.lines[i];
        printf("%s %u - %s%s\n",
               line->state == PASSED || line->state == NOT_REACHED ? "ok" : "not ok", i + 1,
               line->item->name, line->state == NOT_REACHED ? " # SKIP not reached" : "");
        if (line->state != FAILED)
            continue;
        printf("  ---\n  verdict: %s\n  message: |\n", check_word(result->verdict));
        put_indented(text_get(&g.why), "    ");
        printf("  ...\n");
    }
    text_release(&g.why);
}

/* --- JUnit ------------------------------------------------------------------------------------ */

/* What XML 1.0 cannot say is left out. */
static void put_xml(const char *text)
{
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c == '&')
            fputs("&amp;", stdout);
        else if (c == '<')
            fputs("&lt;", stdout);
        else if (c == '>')
            fputs("&gt;", stdout);
        else if (c == '"')
            fputs("&quot;", stdout);
        else if (c == '\n')
            fputs("&#10;", stdout);
        else
            putchar(c < ' ' ? ' ' : c);
    }
}

static void tell_junit(const struct exercise *exercise, const struct check_result *result)
{
    struct grade g;
    grade(&g, exercise, result);
    printf(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n"
        "  <testsuite name=\"%s/%s\" tests=\"%u\" failures=\"%u\" errors=\"0\" skipped=\"%u\">\n",
        exercise->lesson, exercise->name, g.count, g.failed, g.count - g.passed - g.failed);
    for (unsigned i = 0; i < g.count; i++) {
        const struct line *line = &g.lines[i];
        printf("    <testcase classname=\"%s.%s\" name=\"%s\"", exercise->lesson, exercise->name,
               line->item->name);
        if (line->state == PASSED) {
            printf("/>\n");
        } else if (line->state == NOT_REACHED) {
            printf("><skipped message=\"not reached\"/></testcase>\n");
        } else {
            printf(">\n      <failure type=\"%s\" message=\"", check_word(result->verdict));
            put_xml(check_sentence(result->verdict));
            printf("\">");
            put_xml(text_get(&g.why));
            printf("</failure>\n    </testcase>\n");
        }
    }
    printf("  </testsuite>\n</testsuites>\n");
    text_release(&g.why);
}

/* --- Gradescope, check50 ---------------------------------------------------------------------- */

static void put_key(struct text *out, const char *key, const char *value)
{
    text_add(out, "\"%s\":", key);
    text_put_json(out, value, strlen(value));
}

static void tell_gradescope(const struct exercise *exercise, const struct check_result *result)
{
    struct grade g;
    struct text out = {0};
    grade(&g, exercise, result);
    text_put_char(&out, '{');
    put_key(&out, "output", check_sentence(result->verdict));
    text_put(&out, ",\"tests\":[");
    for (unsigned i = 0; i < g.count; i++) {
        const struct line *line = &g.lines[i];
        bool is_passed = line->state == PASSED;
        text_add(&out, "%s{\"score\":%d,\"max_score\":1,\"status\":\"%s\",", i ? "," : "",
                 is_passed, is_passed ? "passed" : "failed");
        put_key(&out, "name", _(line->item->claim));
        text_put_char(&out, ',');
        put_key(&out, "output",
                line->state == FAILED        ? text_get(&g.why)
                : line->state == NOT_REACHED ? _("not reached")
                                             : "");
        text_put_char(&out, '}');
    }
    text_put(&out, "]}\n");
    fwrite(text_get(&out), 1, out.size, stdout); /* an error shows at the next fflush() */
    text_release(&out);
    text_release(&g.why);
}

static void tell_check50(const struct exercise *exercise, const struct check_result *result)
{
    struct grade g;
    struct text out = {0};
    char *slug = exercise_key(exercise);
    grade(&g, exercise, result);
    text_put_char(&out, '{');
    put_key(&out, "slug", slug);
    text_put(&out, ",\"results\":[");
    for (unsigned i = 0; i < g.count; i++) {
        const struct line *line = &g.lines[i];
        text_put(&out, i ? ",{" : "{");
        put_key(&out, "name", line->item->name);
        text_put_char(&out, ',');
        put_key(&out, "description", _(line->item->claim));
        text_add(&out, ",\"passed\":%s,\"log\":[],\"cause\":",
                 line->state == PASSED   ? "true"
                 : line->state == FAILED ? "false"
                                         : "null");
        if (line->state == PASSED) {
            text_put(&out, "null");
        } else {
            text_put_char(&out, '{');
            put_key(&out, "rationale", line->state == FAILED ? text_get(&g.why) : _("not reached"));
            text_put(&out, ",\"help\":null}");
        }
        text_put(&out, ",\"data\":{},\"dependency\":");
        if (i == 0)
            text_put(&out, "null}");
        else
            text_add(&out, "\"%s\"}", g.lines[i - 1].item->name);
    }
    text_put(&out, "],\"version\":\"3.3.0\"}\n"); /* of check50, whose format it is */
    fwrite(text_get(&out), 1, out.size, stdout);  /* an error shows at the next fflush() */
    text_release(&out);
    text_release(&g.why);
    free(slug);
}

/* --- which ------------------------------------------------------------------------------------ */

static const struct grade_format formats[] = {
    {"tap", tell_tap},         {"junit", tell_junit}, {"gradescope", tell_gradescope},
    {"check50", tell_check50}, {"json", json_check},
};

const struct grade_format *grade_format(const char *name)
{
    for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
        if (strcmp(formats[i].name, name) == 0)
            return &formats[i];
    return NULL;
}
