/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The learner is the scheduler of an explored program. Each choice makes the schedule one step
 * longer and runs it from the start (a few milliseconds); taking one back makes it shorter. So
 * nothing is ever undone, and what is shown is always what this schedule does.
 */
#include <ctype.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "ui/session/session_state.h"

bool session_is_choosing(const struct session *s)
{
    return s->act && act_plan(s->act)->kind == BLOCK_STEP;
}

static const struct explore_result *explored(const struct session *s)
{
    return s->view.result ? s->view.result->explored : NULL;
}

bool session_steps(const struct session *s)
{
    return session_is_choosing(s) || (session_is_running(s) && act_run(s->act));
}

static int run_schedule(struct session *s, char *schedule)
{
    struct act_plan plan;
    struct err err;
    const struct act_plan *old = act_plan(s->act);
    act_plan_init(&plan, old->program, (const char *const *)old->argv + 1);
    plan.kind = BLOCK_STEP;
    plan.ends = old->ends;
    plan.bounds = old->bounds;
    plan.budget_s = old->budget_s;
    plan.probe = old->probe;
    plan.explorer = old->explorer;
    plan.with = old->with;
    plan.cache = old->cache;
    plan.schedule = schedule;
    plan.stops = true;
    struct act *next = act_start(&plan, &err);
    session_drop_hint(s);
    if (!next)
        return session_complain(s, &err);
    act_free(s->previous);
    s->previous = s->act;
    s->act = next;
    return STATUS_OK;
}

/* --- choosing --------------------------------------------------------------------------------- */

/* "T1", "main", a number, or a letter of schedules; -1: there is none of that name. */
static long thread_meant(const struct explore_result *result, const char *name)
{
    char *end;
    unsigned long n = strtoul(*name == 'T' || *name == 't' ? name + 1 : name, &end, 10);
    if (strcasecmp(name, "main") == 0)
        return 0;
    return *end == '\0' && n < result->thread_count ? (long)n : -1;
}

static long next_thread(const struct session *s, const struct explore_result *result)
{
    size_t made = turns_count(&s->chosen);
    char last = made > 0 ? turns_get(&s->chosen, made - 1).letter : 'm';
    long ready = -1;
    for (unsigned i = result->thread_count; i-- > 0;)
        if (result->threads[i].state == THREAD_READY) {
            ready = (long)i;
            if (explore_letter(i) == last)
                return ready;
        }
    return ready;
}

static void explain(struct session *s, const struct explore_result *result, unsigned number)
{
    const struct explore_thread *thread = &result->threads[number];
    struct text who = {0}, owner = {0};
    explore_thread_name(&who, number);
    if (thread->owner != ~0u)
        explore_thread_name(&owner, thread->owner);
    if (thread->state == THREAD_ENDED)
        session_say(s, STYLE_WARN, _("%s has ended"), text_get(&who));
    else if (thread->state == THREAD_PAUSED)
        session_say(s, STYLE_WARN,
                    _("%s goes round in a loop, and nothing has changed: let another one go on"),
                    text_get(&who));
    else if (thread->state != THREAD_BLOCKED)
        session_say(s, STYLE_WARN, _("%s has not been created yet"), text_get(&who));
    else if (owner.size > 0 && *thread->object)
        session_say(s, STYLE_WARN, _("%s cannot go on: it waits for %s, held by %s"),
                    text_get(&who), thread->object, text_get(&owner));
    else if (owner.size > 0)
        session_say(s, STYLE_WARN, _("%s cannot go on: it waits for %s"), text_get(&who),
                    text_get(&owner));
    else
        session_say(s, STYLE_WARN, _("%s cannot go on: it waits for %s"), text_get(&who),
                    *thread->object ? thread->object : _("what has not happened yet"));
    text_release(&who);
    text_release(&owner);
}

int session_choose(struct session *s, const char *name)
{
    const struct explore_result *result = explored(s);
    if (session_is_running(s) || !result) {
        if (name && isdigit((unsigned char)*name)) /* typed ahead */
            text_put_char(&s->awaited, *name);
        return STATUS_OK;
    }
    long thread = name ? thread_meant(result, name) : next_thread(s, result);
    if (thread < 0) {
        if (name)
            session_say(s, STYLE_WARN, _("there is no thread '%s' here"), name);
        else
            session_say(s, STYLE_WARN, _("no thread can go on; u takes a step back"));
        return STATUS_USAGE;
    }
    if (result->threads[thread].state != THREAD_READY) {
        explain(s, result, (unsigned)thread);
        return STATUS_OK;
    }
    turns_add(&s->chosen, (struct turn){.letter = explore_letter((unsigned)thread)});
    return run_schedule(s, turns_write(&s->chosen, result->schedule));
}

/* The first of those that can arrive: at which thread, and its number; 0: none. */
static unsigned arriving(const struct explore_result *result, unsigned *thread)
{
    for (unsigned i = 0; i < result->thread_count; i++)
        if (result->threads[i].signals) {
            *thread = i;
            return (unsigned)__builtin_ctzll(result->threads[i].signals) + 1;
        }
    return 0;
}

void session_let_arrive(struct session *s)
{
    const struct explore_result *result = explored(s);
    if (session_is_running(s) || !result)
        return;
    unsigned thread = 0, number = arriving(result, &thread);
    if (number == 0) {
        session_say(s, STYLE_WARN, _("no signal can arrive here"));
        return;
    }
    turns_add(&s->chosen,
              (struct turn){.letter = explore_letter(thread), .signal = (uint8_t)number});
    run_schedule(s, turns_write(&s->chosen, result->schedule));
}

int session_unchoose(struct session *s)
{
    const struct explore_result *result = explored(s);
    if (session_is_running(s) || !result)
        return STATUS_OK;
    if (turns_count(&s->chosen) == 0) {
        session_say(s, STYLE_WARN, _("this is the start"));
        return STATUS_OK;
    }
    turns_drop_last(&s->chosen);
    return run_schedule(s, turns_write(&s->chosen, result->schedule));
}

/* --- how it stands ---------------------------------------------------------------------------- */

/* The simplest way to fail that exploring this program has shown before; 0: not known. */
static unsigned fewest_steps(const struct session *s)
{
    const char *command = explored(s)->command;
    for (size_t i = s->result_count; i-- > 0;) {
        const struct explore_result *other = s->results[i]->explored;
        if (other && other != explored(s) && other->shown >= 0 &&
            strcmp(other->command, command) == 0)
            return other->failures[other->shown].steps;
    }
    return 0;
}

static void say_failure(struct session *s, const struct explore_failure *failure)
{
    struct text words = {0};
    unsigned steps = (unsigned)turns_count(&s->chosen), fewest = fewest_steps(s);
    text_clear(&s->tutor->hunted);
    char *schedule = turns_write(&s->chosen, explored(s)->schedule);
    text_put(&s->tutor->hunted, schedule); /* for an exercise that asks for it */
    free(schedule);
    explore_failure_text(&words, failure);
    if (fewest > 0 && fewest < steps)
        session_say(s, STYLE_BAD, _("you made it fail in %u steps (%u suffice): %s"), steps, fewest,
                    text_get(&words));
    else
        session_say(s, STYLE_BAD, _("you made it fail in %u steps: %s"), steps, text_get(&words));
    text_release(&words);
}

static void say_choices(struct session *s, const struct explore_result *result)
{
    struct text words = {0};
    for (unsigned i = 0; i < result->thread_count; i++) {
        if (result->threads[i].state != THREAD_READY)
            continue;
        text_put(&words, words.size ? _(", ") : "");
        text_add(&words, "%u ", i);
        explore_thread_name(&words, i);
    }
    unsigned thread = 0, number = arriving(result, &thread);
    if (number > 0) {
        struct text who = {0};
        explore_thread_name(&who, thread);
        text_put(&words, words.size ? _(", ") : "");
        text_add(&words, _("k SIG%s arrives at %s"), sigabbrev_np((int)number), text_get(&who));
        text_release(&who);
    }
    if (words.size > 0)
        session_say(s, STYLE_TEXT, _("step %zu: who goes on? %s"), turns_count(&s->chosen) + 1,
                    text_get(&words));
    else
        session_say(s, STYLE_GOOD, _("it is over after %zu steps, and nothing went wrong"),
                    turns_count(&s->chosen));
    text_release(&words);
}

void session_chosen(struct session *s)
{
    const struct explore_result *result = explored(s);
    if (act_plan(s->act)->schedule)
        turns_read(&s->chosen, act_plan(s->act)->schedule);
    const struct explore_failure *failure = NULL;
    for (size_t i = 0; i < result->failure_count && !failure; i++)
        if (result->failures[i].kind != FAILURE_RACE)
            failure = &result->failures[i];
    if (failure)
        say_failure(s, failure);
    else
        say_choices(s, result);
    if (failure && s->exercise) {
        session_hunted(s);
        return;
    }
    if (s->awaited.size == 0)
        return;
    char next[2] = {s->awaited.data[0], '\0'};
    memmove(s->awaited.data, s->awaited.data + 1, s->awaited.size);
    s->awaited.size--;
    session_choose(s, next);
}
