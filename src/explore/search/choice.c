/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Who may be next, and who is when nothing else is asked for.
 */
#include "explore/calls/signals.h"
#include "explore/report/report.h"
#include "explore/search/search.h"
#include "explore/search/spin.h"

static struct choice choices[THREADS * SIGNALS];
static uint32_t choice_count;

static void add_signals(const struct thread *thread, bool is_alarm)
{
    for (uint64_t due = signals_due(thread); due; due &= due - 1) {
        int number = __builtin_ctzll(due) + 1;
        if (signals_is_alarm(thread, number) == is_alarm)
            choices[choice_count++] = (struct choice){thread->index, (uint8_t)number};
    }
}

static void add_operation(struct thread *thread)
{
    if (engine_is_ready(thread))
        choices[choice_count++] = (struct choice){thread->index, 0};
}

uint32_t search_choices(struct thread *me, const struct choice **out)
{
    bool is_last = me->op.type == OP_YIELD;
    choice_count = 0;
    add_signals(me, false);
    if (!is_last)
        add_operation(me);
    for (uint32_t i = 0; i < engine.count; i++) {
        struct thread *thread = &engine.threads[i];
        if (thread == me)
            continue;
        add_signals(thread, false);
        add_operation(thread);
    }
    if (is_last)
        add_operation(me);
    for (uint32_t i = 0; i < engine.count; i++)
        add_signals(&engine.threads[i], true);
    *out = choices;
    return choice_count;
}

struct thread *search_take(struct choice choice)
{
    engine.signal = choice.signal;
    return &engine.threads[choice.thread];
}

struct thread *search_default(struct thread *me, uint64_t not_these)
{
    if (unlikely(engine.pending)) {
        const struct choice *all;
        return search_choices(me, &all) > 0 ? search_take(all[0]) : NULL;
    }
    if (me->op.type != OP_YIELD && !(not_these >> me->index & 1) && engine_is_ready(me))
        return me;
    for (uint32_t i = 0; i < engine.count; i++) {
        struct thread *thread = &engine.threads[i];
        if (thread != me && !(not_these >> i & 1) && engine_is_ready(thread))
            return thread;
    }
    return !(not_these >> me->index & 1) && engine_is_ready(me) ? me : NULL;
}

void search_stuck(void)
{
    for (uint32_t i = 0; i < engine.count; i++)
        if (engine.threads[i].is_stuck && spin_is_over(&engine.threads[i])) {
            engine.ending = END_PRUNED;
            return;
        }
    for (uint32_t i = 0; i < engine.count; i++)
        if (engine.threads[i].life == LIFE_GOING) {
            report_deadlock();
            engine.ending = END_DEADLOCK;
            return;
        }
    engine.status = 0; /* the last thread is over: as exit(0) */
    engine.ending = END_RETURNED;
}
