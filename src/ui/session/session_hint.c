/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Where the learner is the scheduler: which step leads to a failure? What has been chosen is the
 * beginning of a schedule, and all that begin so are explored, while the keys go on working. Any
 * other step makes the question another one, so it is dropped then.
 */
#include <signal.h>
#include <string.h>

#include "ui/session/session_state.h"

static const double hint_budget_s = 10;

void session_drop_hint(struct session *s)
{
    explore_free(s->hint);
    s->hint = NULL;
}

int session_hint_fd(const struct session *s)
{
    return s->hint ? explore_fd(s->hint) : -1;
}

/* What the learner is to bring about; NULL: nothing goes wrong from here. */
static const struct explore_failure *find_goal(const struct explore_result *result)
{
    for (size_t i = 0; i < result->failure_count; i++)
        if (result->failures[i].kind != FAILURE_RACE)
            return &result->failures[i];
    return NULL;
}

static void say_step(struct session *s, const struct explore_failure *goal)
{
    struct turns steps = {0};
    struct text who = {0};
    turns_read(&steps, goal->schedule);
    size_t at = turns_count(&s->chosen);
    unsigned number = 0;
    while (at < turns_count(&steps) && number < VERDICT_THREADS &&
           explore_letter(number) != turns_get(&steps, at).letter)
        number++;
    explore_thread_name(&who, number);
    if (at >= turns_count(&steps))
        session_say(s, STYLE_WARN, _("it fails from here, whatever you choose"));
    else if (turns_get(&steps, at).signal)
        session_say(s, STYLE_GOOD, _("k is the way to a failure: SIG%s arrives at %s"),
                    sigabbrev_np(turns_get(&steps, at).signal), text_get(&who));
    else
        session_say(s, STYLE_GOOD,
                    ngettext("%u is the way to a failure (%s), %zu step from here",
                             "%u is the way to a failure (%s), %zu steps from here",
                             turns_count(&steps) - at),
                    number, text_get(&who), turns_count(&steps) - at);
    turns_release(&steps);
    text_release(&who);
}

void session_turn_hint(struct session *s)
{
    explore_turn(s->hint);
    if (!explore_is_over(s->hint))
        return;
    struct err err;
    const struct explore_result *result = explore_result(s->hint);
    if (explore_has_failed(s->hint, &err) || !result) {
        session_complain(s, &err);
    } else if (result->refusal) {
        session_say(s, STYLE_WARN, "%s", result->refusal);
    } else {
        const struct explore_failure *goal = find_goal(result);
        if (goal && *goal->schedule)
            say_step(s, goal);
        else if (result->verdict == VERDICT_PROVED || result->is_complete)
            session_say(s, STYLE_WARN,
                        turns_count(&s->chosen) > 0
                            ? _("no failure is possible any more from here; u takes a step back")
                            : _("this program cannot fail, whoever goes on"));
        else
            session_say(s, STYLE_WARN, _("no way to a failure was found in %g seconds"),
                        hint_budget_s);
    }
    session_drop_hint(s);
}

int session_hint(struct session *s)
{
    if (!session_is_choosing(s) || session_is_running(s) || s->hint)
        return STATUS_OK;
    const struct act_plan *plan = act_plan(s->act);
    const struct explore_result *result = s->view.result ? s->view.result->explored : NULL;
    if (!result)
        return STATUS_OK;
    if (find_goal(result)) {
        session_say(s, STYLE_TEXT, _("it has failed already; u takes a step back"));
        return STATUS_OK;
    }
    struct err err;
    struct explore_spec spec = {.source = plan->program,
                                .more = plan->with,
                                .args = (const char *const *)plan->argv + 1,
                                .title = plan->title,
                                .explorer = plan->explorer,
                                .cache = plan->cache,
                                .budget_s = hint_budget_s,
                                .bounds = plan->bounds,
                                .beginning = result->schedule};
    s->hint = explore_start(&spec, &err);
    if (!s->hint)
        return session_complain(s, &err);
    session_say(s, STYLE_TEXT, _("looking for a way to a failure from here ..."));
    return STATUS_OK;
}
