/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ui/tell/tell.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ui/tell/tell_exercise.h"
#include "ui/terminal/loop.h"

const struct teller *teller_of(const struct tutor *tutor)
{
    return tutor->options.form == FORM_JSON ? &tell_json : &tell_plain;
}

const struct act_result *result_named(const struct act_result *const *results, size_t n,
                                      const char *name)
{
    for (size_t i = n; i-- > 0;)
        if (!results[i]->explored && strcmp(results[i]->name, name) == 0)
            return results[i];
    return NULL;
}

/* The run whose events are being told. */
struct telling {
    const struct teller *teller;
    struct run *run;
    struct model *model;
    size_t told;
    bool is_mute, is_first_only;
};

static void follow_run(struct telling *telling, struct run *run)
{
    if (telling->run == run)
        return;
    model_free(telling->model);
    telling->is_mute = telling->is_mute || (telling->is_first_only && telling->run);
    telling->run = run;
    telling->told = 0;
    telling->model = run ? model_new(run_trace(run)) : NULL;
}

static void tell_events(struct telling *telling)
{
    if (!telling->run || telling->is_mute)
        return;
    const struct trace *trace = run_trace(telling->run);
    for (; telling->told < trace_count(trace); telling->told++)
        telling->teller->event(trace, telling->model, telling->told);
    if (run_is_over(telling->run))
        telling->teller->flush(trace);
}

static int save_trace(struct tutor *tutor, struct act *act)
{
    struct err err;
    if (!tutor->options.save || !act_trace(act))
        return STATUS_OK;
    if (trace_save(act_trace(act), tutor->options.save, &err) < 0)
        return tutor_fail(tutor, &err);
    return STATUS_OK;
}

/* A run that came to no end is no verdict, unless its page says that this is what it shows. */
static int status_of(const struct act *act)
{
    const struct act_result *result = act_result(act);
    if (result->explored)
        return status_of_explored(act_plan(act), result);
    bool any_end_will_do = act_plan(act)->ends == ~0u;
    if (result->ends[RUN_HUNG] > 0 && result->keeps_word && any_end_will_do)
        return STATUS_NO_VERDICT;
    return result->keeps_word ? STATUS_OK : STATUS_WRONG;
}

/* Ends the act, then ourselves by the same signal. */
static int end_by(struct act *act, int number)
{
    act_free(act);
    fflush(stdout);
    loop_die_by(number);
    return 128 + number;
}

enum { PROGRESS_MS = 1000 };

/* On standard error, so that the last line of --json stays what it is. */
static void tell_progress(const struct tutor *tutor, const struct act *act)
{
    if (!tutor->options.shows_progress || !act_explore(act) || act_is_over(act))
        return;
    struct explore_progress progress = explore_progress(act_explore(act));
    fprintf(stderr, _("conc-tutor: %llu executions in %.1f s\n"),
            (unsigned long long)progress.executions, progress.seconds);
}

static int patience_of(const struct tutor *tutor, const struct act *act)
{
    if (act_is_ready(act))
        return 0;
    return tutor->options.shows_progress && act_explore(act) ? PROGRESS_MS : -1;
}

int tell_act(struct tutor *tutor, struct act_plan *plan, struct act_result **result)
{
    const struct teller *teller = teller_of(tutor);
    struct telling telling = {.teller = teller, .is_first_only = plan->has_memory};
    telling.is_mute = plan->times > 1 && !teller->tells_many;
    struct err err;
    teller->begin(plan);
    plan->starts_gated = false; /* nobody is here to step */
    struct act *act = act_start(plan, &err);
    if (!act) {
        teller->broken(&err, "");
        return err.status;
    }
    while (!act_is_over(act)) {
        struct loop_news news = loop_wait(-1, act_fd(act), patience_of(tutor, act));
        if (news.ended_by) {
            model_free(telling.model);
            return end_by(act, news.ended_by);
        }
        act_turn(act);
        if (!news.has_event)
            tell_progress(tutor, act);
        follow_run(&telling, act_run(act));
        tell_events(&telling);
        if (fflush(stdout) != 0) { /* nobody listens any more, or there is no room */
            bool is_gone = errno == EPIPE;
            model_free(telling.model);
            if (is_gone)
                return end_by(act, SIGPIPE);
            act_free(act);
            return STATUS_FAILED; /* main says why */
        }
    }
    int status;
    if (act_has_failed(act, &err)) {
        teller->broken(&err, act_messages(act));
        status = err.status;
    } else {
        if (act_explore(act))
            teller->explored(act_plan(act), act_result(act), act_trace(act));
        else
            teller->result(act_result(act), act_run(act) ? run_trace(act_run(act)) : NULL);
        status = save_trace(tutor, act);
        if (status == STATUS_OK)
            status = status_of(act);
        if (result)
            *result = act_take_result(act);
    }
    model_free(telling.model);
    act_free(act);
    return status;
}

/* Behind a lesson: what there is to be tried. */
static void tell_exercises(struct tutor *tutor, const char *lesson)
{
    unsigned solved;
    if (exercises_of(tutor_exercises(tutor), tutor->progress, lesson, &solved) == 0)
        return;
    printf(_("Exercises of this lesson (begin one with: conc-tutor exercise start NAME):\n"));
    for (size_t i = 0; i < tutor_exercises(tutor)->count; i++) {
        const struct exercise *exercise = tutor_exercises(tutor)->list[i];
        if (strcmp(exercise->lesson, lesson) != 0)
            continue;
        printf("  %s %-5s %-18s %s\n", exercise_mark(exercise_state(tutor->progress, exercise)),
               exercise_kind_word(exercise->kind), exercise->name,
               exercise->problem ? exercise->problem : exercise->title);
    }
}

/* An act that names an exercise. */
static int tell_exercise(struct tutor *tutor, const struct lesson *lesson,
                         const struct block *block)
{
    struct err err;
    char *name = xasprintf("%s/%s", lesson->name, block->words[0]);
    const struct exercise *exercise = exercises_find(tutor_exercises(tutor), name, &err);
    free(name);
    if (!exercise)
        return tutor_fail(tutor, &err);
    teller_of(tutor)->exercise(tutor, exercise);
    return STATUS_OK;
}

int tell_lesson(struct tutor *tutor, const struct lesson *lesson, int first)
{
    const struct teller *teller = teller_of(tutor);
    struct act_result **results = xcalloc(lesson->block_count + 1, sizeof(*results));
    const struct act_result *const *seen = (const struct act_result *const *)results;
    const struct block *question = NULL;
    size_t count = 0;
    int status = STATUS_OK;
    struct err err;
    teller->title(lesson);
    for (size_t i = lesson_act(lesson, first); i < lesson->block_count && status < STATUS_USAGE;
         i++) {
        const struct block *block = &lesson->blocks[i];
        if (block->kind == BLOCK_COMPARE) {
            teller->compare(block, seen, count);
        } else if (block->kind == BLOCK_EXERCISE) {
            int told = tell_exercise(tutor, lesson, block);
            status = told > status ? told : status;
        } else if (!block_has_program(block)) {
            teller->block(lesson, block);
            question = block->kind == BLOCK_PREDICT ? block : question;
        } else {
            struct act_plan plan;
            if (tutor_plan_block(tutor, &plan, lesson, block, &err) < 0) {
                status = tutor_fail(tutor, &err);
                break;
            }
            int act_status = tell_act(tutor, &plan, &results[count]);
            if (act_status > status)
                status = act_status;
            if (results[count])
                count++;
            if (question)
                teller->answer(question);
            question = NULL;
        }
    }
    for (size_t i = 0; i < count; i++)
        act_result_free(results[i]);
    free(results);
    if (status < STATUS_USAGE && tutor->options.form != FORM_JSON)
        tell_exercises(tutor, lesson->name);
    return status;
}

int tell_trace(struct tutor *tutor, const struct trace *trace)
{
    const struct teller *teller = teller_of(tutor);
    struct model *model = model_new(trace);
    for (size_t i = 0; i < trace_count(trace); i++) {
        teller->event(trace, model, i);
        if ((i & 1023) == 0 && ferror(stdout))
            break;
    }
    teller->flush(trace);
    model_free(model);
    return fflush(stdout) == 0 ? STATUS_OK : 128 + SIGPIPE;
}
