/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One act: started, followed until it is over, and started again.
 */
#include "ui/session/session_state.h"

bool session_is_running(const struct session *s)
{
    return s->act && !act_is_over(s->act);
}

bool session_end_act(struct session *s)
{
    if (!session_is_running(s) || act_is_ending(s->act))
        return false;
    act_end(s->act);
    session_say(s, STYLE_TEXT, _("ended"));
    return true;
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
    text_put(&s->output, *messages ? messages : err.text);
    s->is_broken = true;
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

/* It was ended while it was built: its text of what is seen is not for now. */
static bool act_has_shown_nothing(const struct act *act)
{
    return !act_explore(act) && act_result(act)->runs == 0;
}

static void finish_act(struct session *s)
{
    struct err err;
    if (act_has_failed(s->act, &err)) {
        tell_failure(s);
        return;
    }
    if (s->lesson && act_has_shown_nothing(s->act)) {
        session_drop_act(s);
        s->view.stage = VIEW_READING;
        session_say(s, STYLE_TEXT, _("you have ended it; r runs it again"));
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

int session_act(struct session *s, struct act_plan *plan)
{
    session_drop_lesson(s);
    act_plan_release(&s->again);
    act_plan_copy(&s->again, plan);
    return session_start_act(s, plan);
}

int session_run_block(struct session *s)
{
    struct act_plan plan;
    struct err err;
    const struct block *block = &s->lesson->blocks[s->block];
    if (tutor_plan_block(s->tutor, &plan, s->lesson, block, &err) < 0)
        return session_complain(s, &err);
    return session_start_act(s, &plan);
}

/* Of a hunt, the hunt; of what is mended, what it is worth now. */
static int exercise_again(struct session *s)
{
    return session_exercise_view(s)->exercise->kind == EXERCISE_FIND ? session_hunt(s)
                                                                     : session_check(s);
}

int session_again(struct session *s)
{
    bool is_at_rest = s->view.stage == VIEW_DONE || s->view.stage == VIEW_READING;
    if (session_is_running(s) || !(is_at_rest || session_is_broken(s))) {
        session_say(s, STYLE_WARN, _("there is nothing to run again here"));
        return STATUS_USAGE;
    }
    if (s->exercise)
        return exercise_again(s);
    if (s->lesson)
        return block_has_program(&s->lesson->blocks[s->block]) ? session_run_block(s) : STATUS_OK;
    if (!s->again.program)
        return STATUS_OK;
    struct act_plan plan;
    struct err err;
    if (tutor_plan_again(s->tutor, &plan, &s->again, &err) < 0)
        return session_complain(s, &err);
    return session_start_act(s, &plan);
}
