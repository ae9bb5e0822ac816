/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A store is told before it is made; its value is filled in when the next thing is told, by when it
 * has been made: one thread runs at a time.
 */
#include "explore/report/story.h"

#include <string.h>

#include "explore/calls/heap.h"
#include "explore/calls/memory.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/report/naming.h"
#include "explore/search/record.h"

#define WORDS 64u /* of stores that are told one by one, and made when all have been */

static struct {
    struct event *event;
    uint32_t turn; /* of its thread, then */
} unsettled[WORDS];
static unsigned unsettled_count;
static uint32_t turns[THREADS];    /* odd: in the middle of such a store */
static bool told_to_wait[THREADS]; /* since its last step */

static void settle(void)
{
    unsigned left = 0;
    for (unsigned i = 0; i < unsettled_count; i++) {
        struct event *event = unsettled[i].event;
        if (unsettled[i].turn % 2 && unsettled[i].turn == turns[event->tid - 1]) {
            unsettled[left++] = unsettled[i];
            continue;
        }
        event->a = memory_peek(event->object, (unsigned)event->b);
        event->flags |= EVENT_VALUE;
    }
    unsettled_count = left;
}

static void settle_later(struct event *event)
{
    if (unsettled_count == WORDS)
        return; /* it has no value */
    unsettled[unsettled_count].event = event;
    unsettled[unsettled_count++].turn = turns[event->tid - 1];
}

void story_open(const struct thread *thread, bool opens)
{
    if (unlikely(engine.is_recording) && thread)
        turns[thread->index] += turns[thread->index] % 2 != opens;
}

static struct event *add(const struct thread *thread, enum event_kind kind)
{
    settle();
    if (verdict->event_count == VERDICT_EVENTS) {
        verdict->events_left_out++;
        return NULL;
    }
    struct event *event = &verdict->events[verdict->event_count++];
    *event = (struct event){.clock = verdict->event_count,
                            .kind = (uint16_t)kind,
                            .tid = thread->index + 1u,
                            .pid = 1,
                            .lane = engine.is_alone ? 0 : engine.depth};
    return event;
}

static void add_naming(const struct thread *thread, const struct event *naming)
{
    struct event *event = add(thread, (enum event_kind)naming->kind);
    if (!event)
        return;
    event->where = naming->where;
    event->object = naming->object;
    event->a = naming->a;
    event->b = naming->b;
    event->flags = naming->flags;
}

/* How is it called, what this is about? */
static void name_it(const struct thread *thread, const struct op *op)
{
    if (op->address != 0)
        naming_tell(thread, op->address, add_naming);
}

static void add_text(const struct thread *thread, struct event *event, const char *text,
                     size_t size)
{
    if (size > TEXT_LIMIT)
        size = TEXT_LIMIT;
    size_t records = (size + TEXT_BYTES - 1) / TEXT_BYTES;
    if (verdict->event_count + records > VERDICT_EVENTS)
        return;
    event->text = (uint32_t)size;
    for (size_t at = 0; at < size; at += TEXT_BYTES) {
        struct event *record = add(thread, K_TEXT);
        size_t n = size - at < TEXT_BYTES ? size - at : TEXT_BYTES;
        memcpy(record, text + at, n);
    }
}

void story_reset(void)
{
    unsettled_count = 0;
    memset(turns, 0, sizeof(turns));
    memset(told_to_wait, 0, sizeof(told_to_wait));
    verdict->event_count = verdict->events_left_out = 0;
}

void story_begins(struct thread *thread)
{
    struct event *event;
    if (thread->index > 0) {
        const struct thread *creator = thread->creator;
        event = add(creator, K_THREAD_CREATED);
        if (event) {
            event->object = thread->handle;
            event->b = thread->index;
        }
        event = add(thread, K_THREAD_START);
        if (event) {
            event->object = thread->handle;
            event->a = creator->index + 1;
            event->b = thread->index;
        }
        return;
    }
    event = add(thread, K_PROCESS_START);
    if (event)
        add_text(thread, event, verdict->program, strlen(verdict->program));
    event = add(thread, K_MODULE);
    if (event) {
        event->object = verdict->load_bias;
        add_text(thread, event, verdict->program, strlen(verdict->program));
    }
}

void story_over(struct thread *thread)
{
    struct event *event = add(thread, K_THREAD_EXIT);
    if (event)
        event->object = thread->handle;
}

/* Told when it is known how they ended (story_result). */
static bool is_told_later(const struct op *op)
{
    return (op->flags & OP_TRIES) || op->type == OP_WAKE || op->kind == K_READ ||
           op->kind == K_WRITE || op->kind == K_ASSERT ||
           (op->kind >= K_KILL && op->kind <= K_SIGNAL_WAITED);
}

static int64_t lock_type_of(const struct op *op)
{
    bool is_shared = op->base_links > 0 && objects[op->links[0].object].key >> 56 == TAG_RWLOCK;
    return is_shared ? LOCK_SHARED : LOCK_PLAIN;
}

/* What one thread allocates, uses and frees is its own business. */
static bool has_been_shared(const struct op *freeing)
{
    const struct block *block = heap_find(freeing->address);
    if (block && block->thread != freeing->thread)
        return true;
    for (uint32_t e = 0; e < engine.depth; e++)
        for (uint32_t i = 0; i < steps[e].op.links_used; i++)
            if (steps[e].op.thread != freeing->thread &&
                steps[e].op.links[i].object == freeing->links[0].object)
                return true;
    return false;
}

static void tell_freed(struct thread *thread)
{
    const struct op *op = &thread->op;
    if (!has_been_shared(op))
        return;
    naming_tell_block(thread, op->address, add_naming);
    struct event *event = add(thread, K_FREED);
    if (!event)
        return;
    event->where = op->where;
    event->object = naming_block(op->address);
}

void story_step(struct thread *thread)
{
    const struct op *op = &thread->op;
    told_to_wait[thread->index] = false;
    if (op->kind == K_FREED)
        tell_freed(thread);
    if (op->kind == K_NONE || op->kind == K_FREED || is_told_later(op))
        return;
    name_it(thread, op);
    struct event *event = add(thread, op->kind);
    if (!event)
        return;
    event->where = op->where;
    event->object = op->address;
    if (op->type != OP_MEMORY) {
        event->a = op->argument;
        event->b = lock_type_of(op);
        return;
    }
    event->b = op->size;
    if (op->flags & OP_WRITES) {
        settle_later(event);
        return;
    }
    event->a = memory_peek(op->address, op->size);
    event->flags |= EVENT_VALUE;
}

void story_waits(struct thread *thread)
{
    static const struct {
        enum event_kind kind, waits;
    } kinds[] = {{K_LOCK, K_LOCK_WAIT},   {K_RDLOCK, K_RDLOCK_WAIT}, {K_WRLOCK, K_WRLOCK_WAIT},
                 {K_SEM_GOT, K_SEM_WAIT}, {K_READ, K_READ_WAIT},     {K_WRITE, K_WRITE_WAIT},
                 {K_JOIN, K_JOIN_WAIT}};
    const struct op *op = &thread->op;
    told_to_wait[thread->index] = true;
    for (size_t i = 0; i < sizeof(kinds) / sizeof(*kinds); i++) {
        if (kinds[i].kind != (enum event_kind)op->kind)
            continue;
        name_it(thread, op);
        struct event *event = add(thread, kinds[i].waits);
        if (!event)
            return;
        event->where = op->where;
        event->object = op->address;
        event->b = lock_type_of(op);
        if (op->type == OP_FETCH || op->type == OP_PUT) {
            event->a = (int64_t)op->address;
            event->b = op->argument;
        }
    }
}

void story_result(enum event_kind kind, const struct op *op, int64_t a, int64_t b, const char *text)
{
    if (unlikely(engine.is_recording))
        story_tell(kind, op, a, b, text, text ? strlen(text) : 0);
}

void story_tell(enum event_kind kind, const struct op *op, int64_t a, int64_t b, const char *text,
                size_t size)
{
    name_it(engine.current, op);
    struct event *event = add(engine.current, kind);
    if (!event)
        return;
    event->where = op->where;
    event->object = op->address;
    event->a = a;
    event->b = b;
    if (text)
        add_text(engine.current, event, text, size);
}

static uint32_t state_of(struct thread *thread)
{
    if (thread->life == LIFE_OVER)
        return THREAD_ENDED;
    if (thread->op.flags & OP_SPINS)
        return THREAD_PAUSED;
    return engine_is_ready(thread) ? THREAD_READY : THREAD_BLOCKED;
}

/* Who came to a lock while it was free, and finds it taken now, has not told yet that it waits. */
static void tell_who_waits(void)
{
    for (uint32_t i = 0; i < engine.count; i++)
        if (!told_to_wait[i] && state_of(&engine.threads[i]) == THREAD_BLOCKED)
            story_waits(&engine.threads[i]);
}

void story_end(void)
{
    if (engine.ending == END_DEADLOCK || engine.ending == END_STOP)
        tell_who_waits();
    memset(turns, 0, sizeof(turns));
    settle();
    memset(verdict->threads, 0, sizeof(verdict->threads));
    for (uint32_t i = 0; i < engine.count; i++) {
        struct thread *thread = &engine.threads[i];
        const struct op *op = &thread->op;
        struct verdict_thread *out = &verdict->threads[i];
        *out = (struct verdict_thread){.state = state_of(thread),
                                       .kind = op->kind,
                                       .where = op->where,
                                       .object = op->address,
                                       .owner = ~0u,
                                       .steps = thread->steps,
                                       .handle = thread->handle,
                                       .signals = engine.pending ? signals_due(thread) : 0};
        if (op->type == OP_JOIN)
            out->owner = (uint32_t)op->argument;
        if ((op->type == OP_LOCK || op->type == OP_WAKE) && op->links_used > 0) {
            const struct object *lock = &objects[op->links[0].object];
            if (lock->epoch == engine.epoch && lock->state > 0)
                out->owner = (uint32_t)(lock->state & 0xff) - 1;
        }
    }
}
