/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a check has found, told: the verdict in a sentence, the story of the learner's own
 * counterexample, the hint that fits it. As text, and as one JSON object: that of explore --json
 * with the check's own fields behind.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "core/trace/model.h"
#include "core/trace/narrate.h"
#include "ui/draw/prose.h"
#include "ui/tell/tell.h"
#include "ui/tell/tell_exercise.h"

static void put_prose(const char *text, const char *indent)
{
    struct text out = {0};
    prose_put(&out, text, indent, prose_columns());
    fputs(text_get(&out), stdout); /* an error shows at the next fflush() */
    text_release(&out);
}

/* Only what a terminal can be shown. */
static void put_messages(const char *messages)
{
    for (; *messages; messages++)
        putchar((unsigned char)*messages >= ' ' || *messages == '\n' || *messages == '\t'
                    ? *messages
                    : '?');
}

static void tell_story(const struct check_result *result)
{
    struct act_plan plan = {.kind = BLOCK_EXPLORE};
    if (check_passes(result->verdict) || result->explored->shown < 0)
        plain_findings(&plan, result->explored, result->trace);
    else
        plain_counterexample(&plan, result->explored, result->trace);
    printf("\n");
}

/* The run that has shown it. */
static void tell_run(const struct trace *trace)
{
    enum { LINES = 60 };
    struct model *model = model_new(trace);
    int lines = 0;
    for (size_t i = 0; i < trace_count(trace) && lines < LINES; i++) {
        const struct event *event = trace_event(trace, i);
        struct text line = {0};
        model_seek(model, i);
        narrate(&line, trace, model, i);
        if (line.size > 0 && !(event->flags & (EVENT_PRIVATE | EVENT_AT_GATE))) {
            printf("        %s", text_get(&line));
            text_clear(&line);
            narrate_place(&line, trace, (uint32_t)event->where);
            printf(line.size > 0 ? "  (%s)\n" : "\n", text_get(&line));
            lines++;
        }
        text_release(&line);
    }
    if (lines == LINES)
        printf(_("        ... and so on\n"));
    printf("\n");
    model_free(model);
}

static void tell_hint(const struct exercise *exercise, enum check_verdict verdict)
{
    const struct hint *hint = exercise_fitting(exercise, verdict);
    if (hint) {
        printf(_("  a hint:\n"));
        put_prose(hint->text, "    ");
    }
    printf(_("  more: conc-tutor exercise hint %s\n"), exercise->name);
}

void plain_verdict(const struct exercise *exercise, const struct check_result *result)
{
    struct text line = {0};
    text_add(&line, "%s: %s", exercise->name, check_sentence(result->verdict));
    put_prose(text_get(&line), "");
    if (*result->text)
        put_prose(result->text, "    ");
    text_release(&line);
}

/* Of a proof the figures are worth a look, and so is what it can print. */
/* The same story on the screen, to be gone through step by step. */
static void tell_command(const struct exercise *exercise, const struct check_result *result)
{
    const struct explore_result *explored = result->explored;
    if (explored && explored->shown >= 0 && *explored->failures[explored->shown].schedule &&
        !check_passes(result->verdict) && result->verdict != CHECK_OWN_FAULT)
        printf(_("  step by step: conc-tutor step --schedule '%s'%s exercise/%s\n"),
               explored->failures[explored->shown].schedule,
               explored->failures[explored->shown].wakeups > 0 ? " --spurious" : "",
               exercise->name);
}

void plain_reasons(const struct exercise *exercise, const struct check_result *result, bool is_own)
{
    if (result->verdict == CHECK_BUILD)
        put_messages(result->messages);
    if (result->explored && result->verdict != CHECK_REFUSED && result->verdict != CHECK_REAL)
        tell_story(result);
    else if (!result->explored && result->trace)
        tell_run(result->trace);
    if (is_own)
        tell_command(exercise, result);
    if (check_passes(result->verdict))
        printf(_("  how others do it: conc-tutor exercise solution %s\n"), exercise->name);
    else if (result->verdict != CHECK_BUILD)
        tell_hint(exercise, result->verdict);
}

void plain_check(const struct exercise *exercise, const struct check_result *result, bool is_own)
{
    plain_verdict(exercise, result);
    plain_reasons(exercise, result, is_own);
}

void json_check(const struct exercise *exercise, const struct check_result *result)
{
    struct text line = {0};
    struct explore_result *none = explore_result_new(exercise->name);
    struct act_plan plan = {.kind = BLOCK_EXPLORE};
    struct act_result act = {.kind = BLOCK_EXPLORE,
                             .keeps_word = check_passes(result->verdict),
                             .explored = result->explored ? result->explored : none};
    json_explored_into(&line, &plan, &act);
    line.size--; /* the brace that closes it */
    text_put_member(&line, "exercise", exercise->name);
    text_put_member(&line, "lesson", exercise->lesson);
    text_put_member(&line, "check", check_word(result->verdict));
    text_add(&line, ",\"passed\":%s,\"check_seconds\":%.3f",
             check_passes(result->verdict) ? "true" : "false", result->seconds);
    if (result->driven > 0)
        text_add(&line, ",\"driven_runs\":%u", result->driven);
    if (result->driven > 0 && result->plan > 0)
        text_add(&line, ",\"driven_order\":%u", result->plan);
    text_put_member(&line, "says", result->text);
    if (*result->messages)
        text_put_member(&line, "messages", result->messages);
    text_put(&line, "}\n");
    fwrite(text_get(&line), 1, line.size, stdout); /* an error shows at the next fflush() */
    explore_result_free(none);
    text_release(&line);
}
