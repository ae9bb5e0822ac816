/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/engine/engine.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <time.h>
#include <unistd.h>

#include "explore/calls/cancel.h"
#include "explore/calls/heap.h"
#include "explore/calls/pipe.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/machine/context.h"
#include "explore/machine/resume.h"
#include "explore/machine/snapshot.h"
#include "explore/machine/syscall.h"
#include "explore/report/report.h"
#include "explore/report/story.h"
#include "explore/search/record.h"
#include "explore/search/rounds.h"
#include "explore/search/search.h"
#include "explore/search/spin.h"

#define RUN_MOST 200

struct engine engine = {.is_alone = true, .current = &engine.root};

/* --- can it go on? ---------------------------------------------------------------------------- */

bool engine_could(const struct op *op, int64_t state)
{
    switch (op->type) {
    case OP_LOCK: /* below 0: destroyed, which is found out by trying */
    case OP_WAKE:
        return state <= 0;
    case OP_WRLOCK:
        return state == 0;
    case OP_RDLOCK:
        return state >= 0;
    case OP_TAKE:
        return state > 0;
    case OP_AWAIT:
        return state != op->argument;
    case OP_FETCH:
        return pipe_could_fetch(state);
    case OP_PUT:
        return pipe_could_put(state, op->argument);
    default:
        return true;
    }
}

/* A request to end sets it going, whatever it waits for; but who waits on a condition has to have
 * its lock. */
static bool is_cancelled(const struct thread *thread)
{
    return (thread->at_point || thread->cancel_async) && cancel_is_due(thread) &&
           thread->op.type != OP_WAKE;
}

static bool is_possible(struct thread *thread)
{
    const struct op *op = &thread->op;
    if (unlikely(engine.has_cancel) && is_cancelled(thread))
        return true;
    switch (op->type) {
    case OP_MEMORY:
    case OP_PLAIN:
    case OP_YIELD:
    case OP_EXIT:
        return true;
    case OP_JOIN:
        return engine.threads[op->argument].life == LIFE_OVER;
    case OP_WAKE:
        if (!cond_may_wake(thread) && !(thread->at_point && cancel_is_due(thread)))
            return false;
        break;
    case OP_PASS:
        return barrier_may_pass(thread);
    case OP_PAUSE:
    case OP_CALM:
    case OP_SIGWAIT:
        return signals_may_go(thread);
    default:
        break;
    }
    const struct object *object = &objects[op->links[0].object];
    return engine_could(op, object->epoch == engine.epoch ? object->state : 0);
}

bool engine_is_ready(struct thread *thread)
{
    if (unlikely(thread->op.flags & OP_SPINS) && (thread->is_stuck || !spin_is_over(thread)))
        return false;
    return engine_may_go(thread);
}

bool engine_may_go(struct thread *thread)
{
    if (thread->life != LIFE_GOING)
        return false;
    return likely(thread->op.type <= OP_PLAIN) || is_possible(thread);
}

/* --- the step --------------------------------------------------------------------------------- */

static void check_same(struct thread *thread)
{
    const struct op *then = &steps[engine.depth].op, *now = &thread->op;
    if (unlikely(engine.has_signals))
        signals_follow(thread, then);
    if (then->type == now->type && then->address == now->address && then->where == now->where &&
        then->size == now->size && thread->life == LIFE_GOING)
        return;
    report_diverged(now->where);
    engine.is_incomplete = true; /* what has come of this beginning is not all that can come */
    engine_end(END_DIVERGED);
}

/* Many steps on end, while others could go on: it may be waiting for them. */
static void count_run(const struct thread *me, const struct thread *next)
{
    engine.run = me == next ? engine.run + 1 : 0;
    if (engine.run < RUN_MOST || engine.watches_spins)
        return;
    engine.watches_spins = engine.has_escaped = true; /* once more, with open eyes */
    engine_end(END_BLOCKED);
}

/* Chooses who makes the next step, and writes it down. */
static struct thread *choose(struct thread *me)
{
    struct thread *next;
    uint32_t depth = engine.depth;
    if (unlikely(resume_is_due(depth)))
        resume_take(me);
    if (likely(depth < engine.fixed)) {
        next = &engine.threads[steps[depth].op.thread];
        check_same(next);
    } else {
        if (depth >= verdict->request.steps)
            engine_end(END_LONG);
        if (engine.is_time_up)
            engine_end(END_STOP);
        engine.signal = 0;
        next = search->next(me);
        if (!next)
            engine_end(engine.ending);
        bool preempts = me != next && me->op.type != OP_YIELD && engine_is_ready(me);
        steps[depth].preemptions = (depth > 0 ? steps[depth - 1].preemptions : 0) + preempts;
        if (unlikely(engine.signal))
            signals_announce(next, engine.signal);
        record_step(next);
        if (search->made)
            search->made(next);
    }
    count_run(me, next);
    if (unlikely(engine.watches_spins))
        spin_before(next);
    next->last = (int32_t)depth;
    next->steps++;
    engine.depth = depth + 1;
    engine.current = next;
    if (unlikely(engine.is_recording))
        story_step(next);
    return next;
}

/* In a proof that would cost more than it tells, unless it is known that there are such. */
static void look_for_rounds(const struct thread *me)
{
    if (engine.mode != MODE_PROVE || engine.has_rounds)
        rounds_look(me);
}

void engine_step(struct thread *me)
{
    me->op.thread = me->index;
    if (unlikely(engine.watches_spins)) {
        spin_look(me);
        look_for_rounds(me);
    }
    if (unlikely(me->life == LIFE_NEWBORN)) {
        me->life = LIFE_GOING;
        engine.current = me->creator;
        context_switch(me, me->creator);
        if (unlikely(me->op.type == OP_DELIVER))
            signals_run(me);
        return;
    }
    if (unlikely(engine.is_recording) && !engine_is_ready(me))
        story_waits(me);
    struct thread *next = choose(me);
    if (next != me)
        context_switch(me, next);
    if (unlikely(me->op.type == OP_DELIVER))
        signals_run(me);
    if (unlikely(engine.has_cancel) && me->cancel_async && cancel_is_due(me))
        cancel_act();
}

void engine_do(struct op *op)
{
    struct thread *me = engine.current;
    op->flags |= OP_RESOLVED;
    op->base_links = op->links_used;
    me->op = *op;
    me->op.thread = me->index;
    if (engine.is_alone && is_possible(me)) {
        if (op->kind == K_LOCK)
            me->looked = 0;
        if (unlikely(engine.is_recording))
            story_step(me);
        return;
    }
    engine_step(me);
}

_Noreturn void engine_thread_over(struct thread *me)
{
    bool is_newborn = me->life == LIFE_NEWBORN;
    me->life = LIFE_OVER;
    if (unlikely(engine.watches_spins))
        spin_settle();
    if (unlikely(engine.is_recording))
        story_over(me);
    if (is_newborn) {
        engine.current = me->creator;
        context_leave(me->creator);
    }
    if (unlikely(engine.watches_spins))
        look_for_rounds(me);
    context_leave(choose(me));
}

_Noreturn void engine_end(enum ending ending)
{
    engine.ending = ending;
    context_leave(&engine.root);
}

/* --- threads ---------------------------------------------------------------------------------- */

static void begin_thread(void)
{
    errno = 0;
    void *result = engine.current->start(engine.current->argument);
    thread_ends(engine.current, result); /* what it saved for us it may have changed */
}

static void begin_main(void)
{
    errno = 0;
    int status = engine_main(engine_argc, engine_argv, engine_envp);
    program_exits(status, 0);
}

static struct thread *new_thread(void (*entry)(void))
{
    struct thread *thread = &engine.threads[engine.count];
    /* The slow way to say the same is to clear all: this happens many times in each execution. Its
     * places in memory stay. */
    thread->index = (uint8_t)engine.count++;
    thread->life = LIFE_NEWBORN;
    thread->is_stuck = thread->was_in_vain = false;
    thread->is_detached = thread->is_joined = false;
    thread->is_cancelled = thread->cancel_off = thread->cancel_async = thread->at_point = false;
    /* What ended within a handler did not put them back. */
    thread->is_unsafe = thread->was_interrupted = false;
    thread->handlers = thread->waits = 0;
    thread->handler_frame = 0;
    thread->blocked = 0;
    thread->joiner = NOBODY;
    thread->last = thread->woken_by = NOBODY;
    thread->steps = thread->requests = thread->looked = 0;
    thread->creator = NULL;
    thread->op = (struct op){0};
    thread->start = NULL;
    thread->argument = thread->result = NULL;
    thread->cleanup = NULL;
    thread->cond_since = thread->clock_ns = thread->made_at = 0;
    for (unsigned k = 0; k < OP_LINKS; k++)
        thread->expected[k] = 0;
    context_make(thread, entry);
    return thread;
}

struct thread *engine_create(void *(*start)(void *), void *argument)
{
    if (engine.count == THREADS)
        return NULL;
    struct thread *me = engine.current, *thread = new_thread(begin_thread);
    if (engine.count > clock_width) {
        engine.has_escaped = true; /* clocks are wider from the next execution on */
        clock_width = (engine.count + CLOCK_BLOCK - 1) / CLOCK_BLOCK * CLOCK_BLOCK;
        engine_end(END_BLOCKED);
    }
    thread->start = start;
    thread->argument = argument;
    thread->creator = me;
    thread->last = me->last;
    thread->clock_ns = me->clock_ns;
    thread->blocked = me->blocked;
    engine.others++;
    engine.is_alone = false;
    if (unlikely(engine.is_recording))
        story_begins(thread);
    engine.current = thread;
    context_switch(me, thread);
    return thread;
}

struct thread *engine_find(pthread_t handle)
{
    for (uint32_t i = 0; i < engine.count; i++)
        if (engine.threads[i].handle == handle)
            return &engine.threads[i];
    return NULL;
}

/* At main. */
static void begin(void)
{
    snapshot_restore();
    engine.run = 0;
    engine.depth = engine.count = engine.others = 0;
    engine.is_alone = true;
    struct thread *first = new_thread(begin_main);
    first->life = LIFE_GOING;
    engine.current = first;
    if (unlikely(engine.is_recording))
        story_begins(first);
}

void engine_execute(void)
{
    engine.epoch++;
    heap_reset();
    hooks_reset();
    objects_reset();
    spin_reset();
    rounds_reset();
    engine.ending = END_NONE;
    if (!resume_restore())
        begin();
    engine.is_live = true;
    context_switch(&engine.root, engine.current);
    while (resume.is_wanted) {
        resume_copy();
        context_switch(&engine.root, engine.current);
    }
    engine.is_live = false;
    engine.is_alone = true;
}

bool engine_request_fails(void)
{
    struct thread *me = engine.current;
    me->requests++;
    if (me->requests > engine.requests_most[me->index])
        engine.requests_most[me->index] = me->requests;
    return me->requests == engine.fail_at && me->index == engine.fail_thread;
}

/* --- helpers ---------------------------------------------------------------------------------- */

void *engine_reserve(size_t size)
{
    if (engine.is_shared && engine.is_live) /* it would be gone with this process */
        engine_internal("memory is reserved in the middle of an execution");
    int whose = engine.is_shared ? MAP_SHARED : MAP_PRIVATE;
    void *memory =
        mmap(NULL, size, PROT_READ | PROT_WRITE, whose | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (memory == MAP_FAILED)
        engine_internal("no address space");
    return memory;
}

_Noreturn void engine_quit(int status)
{
    for (;;)
        (void)engine_syscall(SYS_exit_group, status);
}

uint64_t engine_now_ns(void)
{
    struct timespec now = {0};
    (void)engine_syscall(SYS_clock_gettime, CLOCK_MONOTONIC,
                         &now); /* clock_gettime is the program's */
    return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}
