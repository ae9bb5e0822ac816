/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * That a signal came before a wait proves nothing: who changes something signals, whether anybody
 * waits or not, and a good waiter looks at what was changed first. The signal is lost on a waiter
 * that either
 *
 *   has not looked   at anything since it took the lock, nor since the signal; or
 *   looked too soon  what it read last, under the lock, another thread changed after that and
 *                    before the signal.
 *
 * What woke all that waited by then is lost on who came later in the same way.
 *
 * A signal is stolen where it woke a thread that only looked and waits again, while another waited
 * at another place for the same condition: they wait for different things.
 *
 * All this is in the steps that were made, so nothing has to be kept but the signals.
 */
#include "explore/report/missed.h"

#include "explore/calls/memory.h"
#include "explore/machine/resume.h"
#include "explore/search/record.h"

#define SIGNALS   64   /* that are remembered: the last ones */
#define STRUCTURE 4096 /* bytes that a condition may lie behind the start of what it is part of */

static struct {
    uint64_t cond;
    uint64_t waiters; /* bit n: thread n waited by then */
    uint32_t thread;
    uint32_t at; /* steps that were made by then, with the signal if it was one */
} signals[SIGNALS];
OF_EXECUTION static uint32_t count;

void missed_reset(void)
{
    count = 0;
}

void missed_keep(void)
{
    resume_keep(signals, (count < SIGNALS ? count : SIGNALS) * sizeof(*signals));
}

void missed_note(const void *cond, uint64_t waiters)
{
    uint32_t i = count++ % SIGNALS;
    signals[i].cond = (uint64_t)(uintptr_t)cond;
    signals[i].waiters = waiters;
    signals[i].thread = engine.current->index;
    signals[i].at = engine.depth;
}

void missed_forget(const void *cond)
{
    for (uint32_t i = 0; i < count && i < SIGNALS; i++)
        if (signals[i].cond == (uint64_t)(uintptr_t)cond)
            signals[i].cond = 0;
}

/* The thread's own step before this one, or NOBODY. */
static int32_t before(const struct thread *thread, int32_t step)
{
    int32_t e = steps[step].before;
    return e >= 0 && steps[e].op.thread == thread->index ? e : NOBODY;
}

static int32_t last_of(const struct thread *thread)
{
    int32_t e = thread->last;
    return e >= 0 && steps[e].op.thread == thread->index ? e : NOBODY;
}

/* Where it began to wait. What a thread does that is all alone is no step: then it is now. */
static uint32_t find_wait(const struct thread *thread)
{
    for (int32_t e = last_of(thread); e >= 0; e = before(thread, e)) {
        const struct op *op = &steps[e].op;
        if (op->kind == K_COND_WAIT && op->address == thread->op.address)
            return (uint32_t)e;
        if (op->kind == K_COND_WOKEN)
            break;
    }
    return engine.depth;
}

/* The first step behind the one by which it took the lock that the wait gives back. */
static uint32_t find_lock(const struct thread *thread, uint32_t wait)
{
    for (int32_t e = last_of(thread); e >= 0; e = before(thread, e)) {
        const struct op *op = &steps[e].op;
        if ((uint32_t)e < wait && (op->kind == K_LOCK || op->kind == K_COND_WOKEN) &&
            op->links[0].object == thread->op.links[0].object)
            return (uint32_t)e + 1;
    }
    return 0;
}

/* A pointer by which it finds the condition is not what it waits for. */
static bool leads_to(const struct op *op, uint64_t cond)
{
    return op->size == sizeof(void *) && !(op->flags & OP_WRITES) &&
           cond - (uint64_t)memory_peek(op->address, op->size) < STRUCTURE;
}

/* The last thing that it read from here up to the wait, or NOBODY. */
static int32_t find_look(const struct thread *thread, uint32_t from, uint32_t wait)
{
    int32_t e = last_of(thread);
    for (; e >= (int32_t)from; e = before(thread, e)) {
        const struct op *op = &steps[e].op;
        if ((uint32_t)e < wait && op->type == OP_MEMORY && (op->flags & OP_READS) &&
            !leads_to(op, thread->op.address))
            return e;
    }
    return NOBODY;
}

static bool was_changed(const struct op *look, uint32_t from, uint32_t to)
{
    for (uint32_t e = from; e < to; e++) {
        const struct op *op = &steps[e].op;
        if (op->thread != look->thread && op->type == OP_MEMORY && (op->flags & OP_WRITES) &&
            op->links[0].object == look->links[0].object &&
            (op->links[0].mask & look->links[0].mask))
            return true;
    }
    return false;
}

bool missed_is_why(const struct thread *waiter)
{
    uint32_t wait = find_wait(waiter), lock = find_lock(waiter, wait);
    int32_t look = find_look(waiter, lock, wait);
    for (uint32_t i = 0; i < count && i < SIGNALS; i++) {
        if (signals[i].cond != waiter->op.address || signals[i].thread == waiter->index ||
            (signals[i].waiters >> waiter->index & 1))
            continue;
        uint32_t at = signals[i].at, from = at < lock ? at : lock;
        if (waiter->looked <= from && find_look(waiter, from, wait) == NOBODY)
            return true;
        if (look != NOBODY && waiter->looked <= (uint32_t)look &&
            was_changed(&steps[look].op, (uint32_t)look + 1, at))
            return true;
    }
    return false;
}

/* The step by which it woke up before it began to wait again, having changed nothing; or NOBODY. */
static int32_t find_idle_wake(const struct thread *thread, uint32_t wait)
{
    for (int32_t e = last_of(thread); e >= 0; e = before(thread, e)) {
        const struct op *op = &steps[e].op;
        if ((uint32_t)e >= wait)
            continue;
        if (op->kind == K_COND_WOKEN)
            return op->address == thread->op.address ? e : NOBODY;
        if (op->type != OP_MEMORY || (op->flags & OP_WRITES))
            return NOBODY;
    }
    return NOBODY;
}

/* The last signal before that step, or NOBODY. */
static int32_t find_signal(int32_t step, uint64_t cond)
{
    for (int32_t e = step - 1; e >= 0; e--)
        if (steps[e].op.address == cond &&
            (steps[e].op.kind == K_COND_SIGNAL || steps[e].op.kind == K_COND_BROADCAST))
            return steps[e].op.kind == K_COND_SIGNAL ? e : NOBODY;
    return NOBODY;
}

int32_t missed_thief(const struct thread *waiter)
{
    uint32_t since = find_wait(waiter);
    for (uint32_t i = 0; i < engine.count; i++) {
        const struct thread *other = &engine.threads[i];
        if (other == waiter || other->life != LIFE_GOING || other->op.kind != K_COND_WOKEN ||
            other->op.address != waiter->op.address || other->op.where == waiter->op.where)
            continue;
        int32_t woken = find_idle_wake(other, find_wait(other));
        int32_t signal = woken == NOBODY ? NOBODY : find_signal(woken, waiter->op.address);
        if (signal != NOBODY && (uint32_t)signal > since)
            return (int32_t)i;
    }
    return NOBODY;
}
