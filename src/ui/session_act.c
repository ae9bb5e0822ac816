/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Lessons, acts and traces: from one to the next, and from one moment to another.
 */
#include <stdlib.h>
#include <string.h>

#include "core/base/file.h"
#include "ui/session_state.h"

void session_say(struct session *s, enum style style, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    text_clear(&s->message);
    text_vadd(&s->message, format, args);
    va_end(args);
    s->view.message_style = style;
}

int session_complain(struct session *s, const struct err *err)
{
    session_say(s, STYLE_BAD, "%s", err->text);
    return err->status;
}

bool session_is_running(const struct session *s)
{
    return s->act && !act_is_over(s->act);
}

/* --- the trace that is shown ------------------------------------------------------------------ */

void session_show(struct session *s, const struct trace *trace)
{
    model_free(s->model);
    model_free(s->scratch);
    s->model = trace ? model_new(trace) : NULL;
    s->scratch = trace ? model_new(trace) : NULL;
    s->trace = trace;
    s->is_past = s->has_lost = false;
}

static bool has_overwritten(const struct model *model)
{
    for (size_t i = 0; i < model_variables(model); i++)
        if (model_variable(model, i)->overwritten > 0)
            return true;
    return false;
}

bool session_has_lost(const struct session *s)
{
    return s->has_lost;
}

size_t session_position(const struct session *s)
{
    return s->model ? model_position(s->model) : 0;
}

void session_show_past(struct session *s, size_t position)
{
    if (!s->model)
        return;
    size_t count = trace_count(s->trace);
    s->is_past = position < count || s->loaded;
    s->position = position < count ? position : count;
    model_seek(s->model, s->position);
    s->has_lost = s->has_lost || has_overwritten(s->model);
}

void session_show_present(struct session *s)
{
    s->is_past = s->loaded != NULL;
    if (!s->model)
        return;
    s->position = trace_count(s->trace);
    model_seek(s->model, s->position);
    s->has_lost = s->has_lost || has_overwritten(s->model);
}

void session_drop_act(struct session *s)
{
    session_show(s, NULL);
    session_drop_hint(s);
    session_drop_check(s);
    act_free(s->act);
    act_free(s->previous);
    s->act = s->previous = NULL;
    turns_clear(&s->chosen);
    text_clear(&s->awaited);
    trace_free(s->loaded);
    s->loaded = NULL;
    s->is_playing = false;
    s->view.result = NULL;
}

/* --- acts --------------------------------------------------------------------------------------*/

static void keep_result(struct session *s)
{
    struct act_result *result = act_take_result(s->act);
    struct act_result **last = s->result_count ? &s->results[s->result_count - 1] : NULL;
    s->view.result = result;
    if (s->previous && last) { /* the same act, one step on */
        act_result_free(*last);
        *last = result;
        return;
    }
    GROW(s->results, s->result_count, s->result_capacity);
    s->results[s->result_count++] = result;
}

/* Where one is when nothing runs. */
static enum view_stage resting_stage(const struct session *s)
{
    return s->lesson || s->exercise ? VIEW_READING : VIEW_HOME;
}

int session_start_act(struct session *s, struct act_plan *plan)
{
    struct err err;
    text_clear(&s->output);
    s->view.page_scroll = 0;
    s->view.large = LARGE_NONE;
    session_drop_act(s);
    plan->stops = plan->kind == BLOCK_STEP;
    s->began_ns = 0;
    s->act = act_start(plan, &err);
    if (!s->act) {
        s->view.stage = resting_stage(s);
        return session_complain(s, &err);
    }
    s->view.stage = act_is_building(s->act) ? VIEW_BUILDING : VIEW_RUNNING;
    if (act_plan(s->act)->starts_gated)
        session_say(s, STYLE_TEXT,
                    _("you are the scheduler: 0 steps main, 1 T1 or P1, 2 ...; p lets all go"));
    else
        text_clear(&s->message);
    return STATUS_OK;
}

/* How far a search is; nothing is shown of it yet. */
static void follow_explore(struct session *s)
{
    struct explore_progress progress = explore_progress(act_explore(s->act));
    if (s->previous || act_is_building(s->act) || act_is_over(s->act))
        return;
    s->view.stage = VIEW_RUNNING;
    struct text count = {0};
    text_put_count(&count, (int64_t)progress.executions);
    session_say(s, STYLE_TEXT, _("looking at every schedule: %s executions so far; q ends it"),
                text_get(&count));
    text_release(&count);
}

static void follow_run(struct session *s)
{
    if (act_explore(s->act)) {
        follow_explore(s);
        return;
    }
    struct run *run = act_run(s->act);
    if (run && s->trace != run_trace(run)) {
        session_show(s, run_trace(run));
        s->view.stage = VIEW_RUNNING;
    }
    if (s->model && !s->is_past)
        session_show_present(s);
    s->view.result = act_result(s->act);
}

static void tell_failure(struct session *s)
{
    struct err err;
    act_has_failed(s->act, &err);
    const char *messages = act_messages(s->act);
    text_clear(&s->output);
    text_put(&s->output, messages);
    session_complain(s, &err);
    session_drop_act(s);
    s->view.stage = resting_stage(s);
}

/* A standstill is looked at while all still stand, not when they have been ended. */
static bool show_deadlock(struct session *s)
{
    struct run *kept = act_kept_run(s->act);
    if (!kept || !s->trace || !run_deadlock(kept))
        return false;
    for (size_t i = trace_count(s->trace); i-- > 0;)
        if (trace_event(s->trace, i)->kind == K_NOTED) {
            session_show_past(s, i + 1);
            session_say(s, STYLE_WARN, "%s", run_deadlock(kept));
            return true;
        }
    return false;
}

static void finish_act(struct session *s)
{
    struct err err;
    if (act_has_failed(s->act, &err)) {
        tell_failure(s);
        return;
    }
    keep_result(s);
    const struct trace *trace = act_trace(s->act);
    if (s->trace != trace) {
        session_show(s, trace);
        session_show_present(s);
    }
    act_free(s->previous);
    s->previous = NULL;
    const struct act_result *result = s->view.result;
    s->view.stage = VIEW_DONE;
    bool is_standstill = show_deadlock(s);
    if (!result->keeps_word)
        session_say(s, STYLE_WARN, _("not as it should be: %s"), text_get(&result->broken_word));
    else if (result->was_ended)
        session_say(s, STYLE_TEXT, _("you have ended it; r runs it again"));
    else if (session_is_choosing(s))
        session_chosen(s);
    else if (result->broken_word.size > 0)
        session_say(s, STYLE_WARN, _("not shown: %s"), text_get(&result->broken_word));
    else if (!is_standstill)
        text_clear(&s->message);
    const char *save = s->tutor->options.save;
    if (save && s->trace && trace_save(s->trace, save, &err) < 0)
        session_complain(s, &err);
}

void session_turn(struct session *s)
{
    act_turn(s->act);
    follow_run(s);
    if (act_is_over(s->act))
        finish_act(s);
}

/* A replay that plays: the trace's own time, slowed down so that it takes some seconds. */
void session_play(struct session *s, uint64_t now_ns)
{
    if (!s->is_playing || !s->loaded)
        return;
    uint64_t elapsed = s->played_ns ? now_ns - s->played_ns : 0;
    size_t count = trace_count(s->trace), step = (size_t)((double)elapsed * s->play_speed / 1e9);
    if (s->played_ns && step == 0)
        return;
    s->played_ns = now_ns;
    session_show_past(s, session_position(s) + step);
    if (session_position(s) >= count)
        s->is_playing = false;
}

/* --- lessons -----------------------------------------------------------------------------------*/

/* The program of the act at hand; of a question, the program that it is about, which comes next. */
static void load_program(struct session *s, const struct block *block)
{
    const struct block *end = s->lesson->blocks + s->lesson->block_count;
    while (block + 1 < end && (block->kind == BLOCK_PREDICT || !block_is_act(block)))
        block++;
    free(s->program_name);
    free(s->program_text);
    s->program_name = s->program_text = NULL;
    if (!block_has_program(block))
        return;
    struct text text = {0};
    struct err err;
    char *path = xasprintf("%s/%s", s->lesson->dir, block->words[0]);
    if (file_read(path, 1 << 20, &text, &err) == 0) {
        s->program_name = xstrdup(block->words[0]);
        s->program_text = text_give(&text);
    }
    text_release(&text);
    free(path);
}

static void finish_lesson(struct session *s)
{
    struct err err;
    s->view.stage = VIEW_END;
    s->block = s->lesson->block_count;
    session_drop_act(s);
    if (progress_set(s->tutor->progress, PROGRESS_FINISHED, s->lesson->name, &err) < 0 ||
        progress_set_place(s->tutor->progress, s->lesson->name, 0, &err) < 0) {
        session_complain(s, &err);
        return;
    }
    const struct catalog_entry *next = session_next_lesson(s);
    s->view.is_last = !next;
    if (next)
        session_say(s, STYLE_GOOD, _("that was the lesson; Enter takes the next: %s, %s"),
                    next->name, next->title);
    else
        session_say(s, STYLE_GOOD, _("that was the last lesson; Enter goes back to the list"));
}

static int question_number(const struct lesson *lesson, size_t block)
{
    int number = 0;
    for (size_t i = 0; i <= block; i++)
        number += lesson->blocks[i].kind == BLOCK_PREDICT;
    return number;
}

/* Remembered, so that the lesson can be taken up here. */
static void keep_place(struct session *s, int act)
{
    struct err err;
    if (progress_set_place(s->tutor->progress, s->lesson->name, act, &err) < 0)
        session_complain(s, &err);
}

int session_previous_act(struct session *s)
{
    size_t block = s->block;
    if (session_is_running(s) || session_is_checking(s)) {
        session_say(s, STYLE_WARN, _("it is running: q ends it"));
        return STATUS_USAGE;
    }
    while (s->lesson && block > 0)
        if (block_is_act(&s->lesson->blocks[--block])) {
            session_begin_block(s, block);
            return STATUS_OK;
        }
    session_say(s, STYLE_WARN, _("there is nothing to go back to"));
    return STATUS_USAGE;
}

/* Goes to the first act from `block` on. */
void session_begin_block(struct session *s, size_t block)
{
    s->view.page_scroll = 0;
    s->view.large = LARGE_NONE;
    text_clear(&s->message);
    text_clear(&s->output);
    session_close_exercise(s);
    session_show_present(s); /* who looked back, or was shown a deadlock, goes on from there */
    while (block < s->lesson->block_count && !block_is_act(&s->lesson->blocks[block]))
        block++;
    s->view.act_number = 0;
    for (size_t i = 0; i <= block && i < s->lesson->block_count; i++)
        s->view.act_number += block_is_act(&s->lesson->blocks[i]);
    if (block == s->lesson->block_count) {
        finish_lesson(s);
        return;
    }
    s->block = block;
    const struct block *act = &s->lesson->blocks[block];
    load_program(s, act);
    s->view.stage = VIEW_READING;
    if (act->kind == BLOCK_PREDICT) {
        s->question = question_number(s->lesson, block);
        s->view.stage = VIEW_ASKING;
        s->view.prediction = -1;
        s->view.predicted = NULL;
    } else if (act->kind == BLOCK_COMPARE) {
        session_drop_act(s);
        s->view.stage = VIEW_DONE;
    } else if (act->kind == BLOCK_EXERCISE) {
        session_begin_exercise(s);
    }
    keep_place(s, (int)s->view.act_number);
}

static void drop_lesson(struct session *s)
{
    session_drop_act(s);
    session_close_exercise(s);
    lesson_free(s->lesson);
    s->lesson = NULL;
    for (size_t i = 0; i < s->result_count; i++)
        act_result_free(s->results[i]);
    s->result_count = s->view.acts = s->view.act_number = 0;
    s->question = 0;
    s->view.prediction = -1;
    s->view.predicted = NULL;
    free(s->program_name);
    free(s->program_text);
    s->program_name = s->program_text = NULL;
}

int session_lesson(struct session *s, struct lesson *lesson, int act)
{
    struct err err;
    int left_at = progress_place(s->tutor->progress, lesson->name);
    drop_lesson(s);
    s->lesson = lesson;
    s->view.acts = 0;
    for (size_t i = 0; i < lesson->block_count; i++)
        s->view.acts += block_is_act(&lesson->blocks[i]);
    session_begin_block(s, lesson_act(lesson, act > 0 ? act : left_at));
    if (act == 0 && s->view.act_number > 1)
        session_say(s, STYLE_TEXT, _("taken up where you left it; 'lesson %s 1' begins anew"),
                    lesson->name);
    if (progress_set(s->tutor->progress, PROGRESS_STARTED, lesson->name, &err) < 0)
        session_complain(s, &err);
    return STATUS_OK;
}

int session_act(struct session *s, struct act_plan *plan)
{
    drop_lesson(s);
    return session_start_act(s, plan);
}

int session_replay(struct session *s, struct trace *trace)
{
    drop_lesson(s);
    text_clear(&s->output);
    s->loaded = trace;
    session_show(s, trace);
    s->view.stage = VIEW_REPLAY;
    s->play_speed = (double)trace_count(trace) / 10 + 1; /* the whole of it in ten seconds */
    session_show_present(s); /* once to its end, to know what there is */
    session_show_past(s, 0);
    return STATUS_OK;
}

static int run_block(struct session *s)
{
    struct act_plan plan;
    struct err err;
    const struct block *block = &s->lesson->blocks[s->block];
    if (tutor_plan_block(s->tutor, &plan, s->lesson, block, &err) < 0)
        return session_complain(s, &err);
    return session_start_act(s, &plan);
}

const struct catalog_entry *session_next_lesson(const struct session *s)
{
    const struct catalog *catalog = tutor_catalog(s->tutor);
    const char *now = s->lesson ? s->lesson->name : NULL;
    size_t start = 0;
    for (size_t i = 0; now && i < catalog->count; i++)
        if (strcmp(catalog->entries[i].name, now) == 0)
            start = i + 1;
    for (size_t i = start; i < catalog->count; i++) {
        const struct catalog_entry *entry = &catalog->entries[i];
        if (!entry->problem && !progress_has(s->tutor->progress, PROGRESS_FINISHED, entry->name))
            return entry;
    }
    return NULL;
}

static int next_lesson(struct session *s)
{
    const struct catalog_entry *entry = session_next_lesson(s);
    if (!entry) {
        session_go_home(s);
        return STATUS_OK;
    }
    struct err err;
    struct lesson *lesson = tutor_lesson(s->tutor, entry->name, &err);
    return lesson ? session_lesson(s, lesson, 0) : session_complain(s, &err);
}

int session_next(struct session *s)
{
    if (session_uncover(s))
        return STATUS_OK;
    if (s->exercise && !session_is_running(s) && !session_is_checking(s))
        return session_is_choosing(s)
                   ? session_exercise(s, session_exercise_view(s)->exercise, NULL)
                   : session_leave_exercise(s);
    switch (s->view.stage) {
    case VIEW_READING:
        if (s->lesson->blocks[s->block].kind == BLOCK_EXERCISE) /* one that is not there */
            session_begin_block(s, s->block + 1);
        else
            return run_block(s);
        return STATUS_OK;
    case VIEW_ASKING:
    case VIEW_DONE:
        if (!s->lesson)
            session_go_home(s);
        else
            session_begin_block(s, s->block + 1);
        return STATUS_OK;
    case VIEW_HOME:
    case VIEW_END:
        return next_lesson(s);
    case VIEW_REPLAY:
        session_go_home(s);
        return STATUS_OK;
    case VIEW_BUILDING:
    case VIEW_RUNNING:
        session_say(s, STYLE_WARN, "%s",
                    session_is_checking(s) ? _("it is being checked; q ends that")
                    : s->view.is_paused
                        ? _("it stands still: 0-9 make one go a step, p lets all go, q ends it")
                        : _("it still runs; q ends it, p stops it for a look"));
        return STATUS_OK;
    }
    return STATUS_OK;
}

void session_answer(struct session *s, int answer)
{
    const struct block *block = &s->lesson->blocks[s->block];
    if ((size_t)answer >= block->answer_count) {
        session_say(s, STYLE_WARN, _("the answers are 1 to %zu"), block->answer_count);
        return;
    }
    struct err err;
    s->view.prediction = answer;
    s->view.predicted = block->answers[answer].text;
    int question = s->question;
    session_begin_block(s, s->block + 1);
    if (progress_set_prediction(s->tutor->progress, s->lesson->name, question, answer + 1, &err) <
        0)
        session_complain(s, &err);
}

int session_again(struct session *s)
{
    if (session_is_running(s) || (s->view.stage != VIEW_DONE && s->view.stage != VIEW_READING)) {
        session_say(s, STYLE_WARN, _("there is nothing to run again here"));
        return STATUS_USAGE;
    }
    if (s->exercise)
        return session_hunt(s);
    if (s->lesson)
        return block_has_program(&s->lesson->blocks[s->block]) ? run_block(s) : STATUS_OK;
    if (!s->act)
        return STATUS_OK;
    struct act_plan plan;
    const struct act_plan *old = act_plan(s->act);
    const char *const *args = (const char *const *)old->argv + 1;
    struct err err;
    enum block_kind kind = old->kind;
    int result = kind == BLOCK_RUN ? tutor_plan(s->tutor, &plan, old->program, args, &err)
                                   : tutor_plan_explore(s->tutor, &plan, old->program, args, &err);
    if (result < 0)
        return session_complain(s, &err);
    plan.kind = kind;
    return session_start_act(s, &plan);
}

void session_go_home(struct session *s)
{
    drop_lesson(s);
    s->view.stage = VIEW_HOME;
    s->view.page_scroll = 0;
    s->view.large = LARGE_NONE;
    text_clear(&s->output);
    text_clear(&s->home);
}

void session_release(struct session *s)
{
    drop_lesson(s);
    free(s->results);
    text_release(&s->output);
    text_release(&s->home);
    turns_release(&s->chosen);
    text_release(&s->awaited);
    text_release(&s->message);
    free(s->offers);
    canvas_release(&s->canvas);
}
