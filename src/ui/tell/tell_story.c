/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A counterexample as a story: its steps in order, in words, where a thread was interrupted, where
 * a livelock goes round, and who waits for what at the end.
 */
#include <stdio.h>

#include "core/trace/narrate.h"
#include "ui/tell/tell_story.h"

enum { STORY_LINES = 400 };

static bool is_wait(const struct event *event)
{
    return event->kind == K_LOCK_WAIT || event->kind == K_RDLOCK_WAIT ||
           event->kind == K_WRLOCK_WAIT || event->kind == K_SEM_WAIT ||
           event->kind == K_READ_WAIT || event->kind == K_WRITE_WAIT;
}

/* The step that the round of a livelock begins with; 0: there is none. */
static uint32_t round_of(const struct explore_result *explored)
{
    const struct explore_failure *shown =
        explored->shown >= 0 ? &explored->failures[explored->shown] : NULL;
    bool is_round = shown && shown->kind == FAILURE_LIVELOCK && shown->number > 0;
    return is_round ? (uint32_t)shown->number : 0;
}

/* The next step of a lane, from event i on, or what it waits for in the end; NULL: neither. */
static const struct event *next_step(const struct explore_result *explored,
                                     const struct trace *trace, uint32_t lane, size_t i)
{
    const struct event *wait = NULL;
    for (; i < trace_count(trace) && i < explored->event_count; i++) {
        const struct event *event = trace_event(trace, i);
        if (event->lane != lane)
            continue;
        if (explored->steps[i] > 0)
            return event;
        if (is_wait(event))
            wait = event;
    }
    uint32_t from = wait ? 0 : round_of(explored);
    for (i = 0; from > 0 && i < trace_count(trace) && i < explored->event_count; i++)
        if (trace_event(trace, i)->lane == lane && explored->steps[i] >= from)
            return trace_event(trace, i);
    return wait;
}

/* Could this lane have gone on, where `model` stands, with what it does next? */
static bool could_go_on(const struct trace *trace, const struct model *model,
                        const struct event *next)
{
    if (!next)
        return false;
    const struct model_lock *lock = model_lock_of(model, (uint32_t)next->object);
    switch (next->kind) {
    case K_LOCK:
    case K_WRLOCK:
    case K_RDLOCK:
        return !lock || lock->owner == 0 || lock->owner == next->lane;
    case K_LOCK_WAIT:
    case K_WRLOCK_WAIT:
    case K_RDLOCK_WAIT:
        return !lock || lock->owner == 0;
    case K_SEM_GOT:
    case K_SEM_WAIT:
        return !lock || lock->value > 0;
    case K_JOIN: {
        uint64_t handle = trace_object(trace, (size_t)next->object)->address;
        uint32_t joined = model_thread(model, next->pid, handle);
        return joined && model_lane(model, joined)->state == LANE_ENDED;
    }
    case K_READ:
    case K_READ_WAIT:
    case K_WRITE:
    case K_WRITE_WAIT:
        return model_lane(model, next->lane)->state != LANE_BLOCKED;
    case K_COND_WOKEN:
    case K_BARRIER_PASS:
    case K_ONCE_DONE:
        return false;
    default:
        return true;
    }
}

static void put_place(struct text *line, const struct trace *trace, const struct event *event)
{
    if (event->where == 0)
        return;
    text_put(line, "  (");
    narrate_place(line, trace, (uint32_t)event->where);
    text_put_char(line, ')');
}

/* The lane that made the last step stops here, and could have gone on. Who is about to sleep, or
 * offers its core, is not interrupted by it. */
static void tell_interruption(const struct explore_result *explored, const struct trace *trace,
                              const struct model *model, uint32_t last, size_t i)
{
    const struct event *next = next_step(explored, trace, last, i);
    if (!could_go_on(trace, model, next))
        return;
    struct text who = {0};
    narrate_lane(&who, trace, last);
    bool gives_way = next->kind == K_SLEEP || next->kind == K_YIELD;
    printf(gives_way ? _("        --- %s gives way to others ---\n")
                     : _("        --- here %s is interrupted ---\n"),
           text_get(&who));
    text_release(&who);
}

void plain_story(const struct explore_result *explored, const struct trace *trace)
{
    uint32_t round = round_of(explored);
    struct model *model = model_new(trace);
    uint32_t last = 0, number = 0; /* lane and number of the last step */
    size_t lines = 0, count = trace_count(trace);
    for (size_t i = 0; i < count && lines < STORY_LINES; i++) {
        const struct event *event = trace_event(trace, i);
        uint32_t step = i < explored->event_count ? explored->steps[i] : 0;
        struct text line = {0};
        model_seek(model, i);
        if (step > 0 && step != number) { /* a new thread starts within its creator's step */
            if (last > 0 && last != event->lane)
                tell_interruption(explored, trace, model, last, i);
            last = event->lane;
            number = step;
            if (step == round)
                printf(_("        --- here begins the round ---\n"));
        }
        narrate(&line, trace, model, i);
        if (line.size > 0 && !(event->flags & EVENT_PRIVATE)) {
            put_place(&line, trace, event);
            if (step > 0)
                printf("  %4u  %s\n", step, text_get(&line));
            else
                printf("        %s\n", text_get(&line));
            lines++;
        }
        text_release(&line);
    }
    if (round > 0)
        printf(_("        --- and round again, from step %u ---\n"), round);
    if (lines == STORY_LINES)
        printf(_("        ... and so on; --save FILE keeps all of it\n"));
    model_free(model);
}

void plain_waiting(const struct explore_result *explored)
{
    for (unsigned i = 0; i < explored->thread_count; i++) {
        const struct explore_thread *thread = &explored->threads[i];
        if (thread->state != THREAD_BLOCKED && thread->state != THREAD_PAUSED)
            continue;
        struct text words = {0};
        explored_thread(&words, explored, i);
        printf("        %s\n", text_get(&words));
        text_release(&words);
    }
}
