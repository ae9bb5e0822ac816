/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/search/record.h"

#include "explore/calls/cancel.h"
#include "explore/calls/signals.h"
#include "explore/report/report.h"
#include "explore/search/spin.h"

#define LINKS_MOST (2 * EVENTS_MOST)
#define RACES_MOST (4u << 20)
#define CAUSES     2 /* clocks of an event: dependence, synchronisation */

struct step *steps;
struct race *races;
uint32_t race_count;
uint32_t clock_width = CLOCK_BLOCK;

static struct trail *trail;
static uint32_t trail_count;
static uint32_t *clocks;
static uint64_t *masks; /* by step: the signals that its thread blocked before it */

void record_init(void)
{
    steps = engine_reserve(EVENTS_MOST * sizeof(*steps));
    trail = engine_reserve(LINKS_MOST * sizeof(*trail));
    races = engine_reserve(RACES_MOST * sizeof(*races));
    masks = engine_reserve(EVENTS_MOST * sizeof(*masks));
    clocks = engine_reserve((size_t)EVENTS_MOST * CAUSES * THREADS * sizeof(*clocks));
}

uint32_t *record_clock(uint32_t event)
{
    return clocks + (size_t)event * CAUSES * clock_width;
}

static inline uint32_t *sync_clock(uint32_t event)
{
    return record_clock(event) + clock_width;
}

/* Clocks are as wide as so many entries, or twice that, or ... : so these loops become a few
 * instructions without a branch. No entry is above EVENTS_MOST, so the sign does not matter. */
static inline void join(uint32_t *into, const uint32_t *other, uint32_t n)
{
    for (uint32_t block = 0; block < n; block += CLOCK_BLOCK)
        for (uint32_t i = block; i < block + CLOCK_BLOCK; i++)
            into[i] = (int32_t)into[i] > (int32_t)other[i] ? into[i] : other[i];
}

static inline void copy(uint32_t *restrict into, const uint32_t *restrict from, uint32_t n)
{
    for (uint32_t block = 0; block < n; block += CLOCK_BLOCK)
        __builtin_memcpy(into + block, from + block, CLOCK_BLOCK * sizeof(*into));
}

static inline bool conflicts(const struct link *a, const struct link *b)
{
    return (a->mask & b->mask) != 0 && (a->mode | b->mode) != LINK_READ;
}

bool record_depends(const struct op *a, const struct op *b)
{
    if (a->thread == b->thread)
        return true;
    for (unsigned i = 0; i < a->links_used; i++)
        for (unsigned j = 0; j < b->links_used; j++)
            if (a->links[i].object == b->links[j].object && conflicts(&a->links[i], &b->links[j]))
                return true;
    return false;
}

void record_resolve(struct op *op)
{
    if (op->type == OP_MEMORY && !(op->flags & OP_RESOLVED)) {
        unsigned low = op->address & 7;
        struct link *link = &op->links[op->links_used++];
        link->object = object_find(op->address & ~UINT64_C(7), TAG_MEMORY);
        link->mask = (uint8_t)(((1u << op->size) - 1) << low);
        link->mode = op->flags & OP_WRITES ? LINK_WRITE : LINK_READ;
    }
    op->flags |= OP_RESOLVED;
    if (!(op->flags & OP_SPINS))
        op->base_links = op->links_used;
}

static inline bool covers(const struct link *earlier, const struct link *later)
{
    return earlier->mode == LINK_WRITE && (later->mask & ~earlier->mask) == 0;
}

static inline bool is_memory(uint32_t object)
{
    uint64_t tag = objects[object].key >> 56;
    return tag == TAG_MEMORY || tag == TAG_BLOCK;
}

static void add_race(uint32_t i, uint32_t j)
{
    if (race_count == RACES_MOST)
        engine_internal("too many races in one execution");
    races[race_count++] = (struct race){i, j};
}

/* What comes before: the thread's own past, and what let it pass. */
static void begin_clocks(const struct thread *thread, uint32_t *clock, uint32_t *sync)
{
    uint32_t n = clock_width;
    if (thread->last >= 0) {
        const uint32_t *last = record_clock((uint32_t)thread->last);
        copy(clock, last, n);
        copy(sync, last + n, n);
    } else {
        for (uint32_t i = 0; i < n; i++)
            clock[i] = sync[i] = 0;
    }
    int32_t cause = NOBODY;
    if (thread->op.type == OP_JOIN && !cancel_is_due(thread))
        cause = engine.threads[thread->op.argument].last;
    else if (thread->op.type == OP_PASS || (thread->op.type == OP_WAKE && !thread->op.argument))
        cause = thread->woken_by;
    if (cause >= 0) {
        join(clock, record_clock((uint32_t)cause), n);
        join(sync, sync_clock((uint32_t)cause), n);
    }
}

/* A load that acquires, or a lock: after the release that it sees. */
static void acquire(const struct op *op, const struct link *link, uint32_t *sync)
{
    for (int32_t t = objects[link->object].head; t >= 0; t = trail[t].before) {
        const struct step *earlier = &steps[trail[t].event];
        bool releases = earlier->op.flags & OP_RELEASE;
        if (trail[t].link.mode == LINK_READ && link->mode == LINK_WRITE && releases)
            join(sync, sync_clock((uint32_t)trail[t].event), clock_width); /* a reader's unlock */
        if (!(trail[t].link.mask & link->mask) || trail[t].link.mode == LINK_READ)
            continue;
        if (releases) {
            join(sync, sync_clock((uint32_t)trail[t].event), clock_width);
            return;
        }
        /* An update continues what the store before it released; a store does not. */
        if (op->type == OP_MEMORY && !(earlier->op.flags & OP_READS))
            return;
    }
}

static void check_data_race(const struct thread *thread, const struct step *earlier, uint32_t event,
                            const uint32_t *sync)
{
    const struct op *op = &thread->op;
    if (earlier->op.thread == op->thread || (earlier->op.flags & op->flags & OP_ATOMIC))
        return;
    if (sync[earlier->op.thread] >= event + 1)
        return;
    report_race(&earlier->op, op);
}

/* The chain of a word of memory, backwards to the store that hides all before it. */
static void follow_memory(const struct thread *thread, const struct link *link, uint32_t j,
                          uint32_t *clock, const uint32_t *sync)
{
    for (int32_t t = objects[link->object].head; t >= 0; t = trail[t].before) {
        if (!conflicts(&trail[t].link, link))
            continue;
        uint32_t i = (uint32_t)trail[t].event;
        const struct step *earlier = &steps[i];
        /* What one that was put aside had looked at it read before, as its own steps: under a lock,
         * maybe. */
        bool is_own = (uint32_t)t < earlier->link0 + earlier->op.base_links;
        if (is_own)
            check_data_race(thread, earlier, i, sync);
        if (clock[earlier->op.thread] < i + 1) {
            add_race(i, j);
            join(clock, record_clock(i), clock_width);
        }
        if (covers(&trail[t].link, link))
            return;
    }
}

int record_reads(uint32_t event, uint32_t object)
{
    const struct op *op = &steps[event].op;
    if (op->base_links == 0 || op->links[0].object != object || op->links[0].mode != LINK_READ)
        return 0;
    if (op->kind == K_RWUNLOCK)
        return -1;
    return trail[steps[event].link0].state >= 0; /* a try fails while somebody writes */
}

/* Those who read since the last that wrote are in no order among themselves. Returns that one's
 * entry. A writer could have come before each of them; what it takes is seen to when that is tried
 * (dpor.c). */
static int32_t follow_readers(const struct op *op, const struct link *link, uint32_t j,
                              uint32_t *clock)
{
    static uint32_t before[THREADS];
    copy(before, clock, clock_width);
    int32_t t = objects[link->object].head;
    for (; t >= 0 && trail[t].link.mode == LINK_READ; t = trail[t].before) {
        uint32_t i = (uint32_t)trail[t].event;
        if (link->mode == LINK_READ)
            continue;
        const uint32_t *known = op->type == OP_WRLOCK ? before : clock;
        bool is_cause = op->type != OP_WRLOCK || record_reads(i, link->object) > 0;
        if (is_cause && known[steps[i].op.thread] < i + 1)
            add_race(i, j);
        join(clock, record_clock(i), clock_width);
    }
    return t;
}

/* It may have been set going by a request to end. Whether it could have come before an event
 * depends on more than one object then: each is tried, and what turns out not to be possible is no
 * loss (dpor.c). */
static bool is_point(const struct thread *thread)
{
    const struct op *op = &thread->op;
    return engine.has_cancel && thread->at_point &&
           (op->type == OP_TAKE || op->type == OP_JOIN || op->type == OP_WAKE ||
            op->type == OP_FETCH || op->type == OP_PUT);
}

/* One that takes a signal could have come before all that its sending did not know of. */
static bool could_come_before(const struct thread *thread, const struct link *link, uint32_t i,
                              int64_t state)
{
    const struct op *op = &thread->op;
    if (unlikely(op->type == OP_DELIVER || op->type == OP_SIGWAIT)) {
        int32_t sent = signals_sent_by(thread, signals_next(thread));
        return sent >= 0 && record_clock((uint32_t)sent)[steps[i].op.thread] < i + 1;
    }
    bool is_lock = op->type == OP_WAKE && link == op->links; /* needed in any case */
    return (is_point(thread) && !is_lock) || engine_could(op, state);
}

/* The chain of a lock or its like, all of it in order but for readers: exchanged can be only what
 * could have come first. */
static void follow_sync(const struct thread *thread, const struct link *link, uint32_t j,
                        uint32_t *clock)
{
    int32_t head = follow_readers(&thread->op, link, j, clock);
    for (int32_t t = head; t >= 0; t = trail[t].before) {
        if (trail[t].link.mode == LINK_READ)
            continue;
        uint32_t i = (uint32_t)trail[t].event;
        if (clock[steps[i].op.thread] >= i + 1)
            break;
        if (!could_come_before(thread, link, i, trail[t].state))
            continue;
        add_race(i, j);
        if (!is_point(thread))
            break;
    }
    if (head >= 0)
        join(clock, record_clock((uint32_t)trail[head].event), clock_width);
}

/* A thread that was put aside: after what gave it something new; before that it could not go on. */
static void follow_spin(const struct thread *thread, unsigned k, uint32_t j, uint32_t *clock)
{
    const struct link *link = &thread->op.links[k];
    int32_t head = objects[link->object].head;
    for (int32_t t = head; t >= 0; t = trail[t].before) {
        uint32_t i = (uint32_t)trail[t].event;
        if (!conflicts(&trail[t].link, link))
            continue;
        if (clock[steps[i].op.thread] >= i + 1)
            break;
        if ((trail[t].state & spin_mask(link)) == thread->expected[k])
            continue;
        add_race(i, j);
        break;
    }
    for (int32_t t = head; t >= 0; t = trail[t].before) {
        if (!conflicts(&trail[t].link, link))
            continue;
        join(clock, record_clock((uint32_t)trail[t].event), clock_width);
        if (covers(&trail[t].link, link))
            return;
    }
}

static void follow(const struct thread *thread, uint32_t j, uint32_t *clock, const uint32_t *sync)
{
    const struct op *op = &thread->op;
    for (unsigned k = op->base_links; k < op->links_used; k++)
        follow_spin(thread, k, j, clock);
    for (unsigned k = 0; k < op->base_links; k++)
        if (is_memory(op->links[k].object))
            follow_memory(thread, &op->links[k], j, clock, sync);
        else
            follow_sync(thread, &op->links[k], j, clock);
}

/* A delivery could have come before what its thread did of late, if it was sent without knowing
 * that, and was not blocked. */
static void follow_signal(const struct thread *thread, uint32_t j)
{
    int number = signals_of(&thread->op);
    int32_t sent = signals_sent_by(thread, number);
    for (int32_t e = thread->last; e >= 0 && steps[e].op.thread == thread->index;
         e = steps[e].before) {
        if (sent < 0 || record_clock((uint32_t)sent)[thread->index] >= (uint32_t)e + 1)
            return;
        if (masks[e] & SIGNAL_BIT(number))
            continue;
        add_race((uint32_t)e, j);
        return;
    }
}

static void learn(struct object *object, unsigned thread, unsigned mode)
{
    if (object->first == 0)
        object->first = (uint8_t)(thread + 1);
    object->is_common |= object->first != thread + 1;
    object->is_written |= mode == LINK_WRITE;
    if (object->is_common && object->is_written)
        object->is_shared = engine.shared_grew = true;
}

static inline void touch(struct object *object, unsigned thread, unsigned mode)
{
    if (!object->is_shared)
        learn(object, thread, mode);
}

static void push_links(const struct op *op, uint32_t j)
{
    for (unsigned k = 0; k < op->links_used; k++) {
        struct object *object = &objects[op->links[k].object];
        trail[trail_count] = (struct trail){.link = op->links[k],
                                            .event = (int32_t)j,
                                            .before = object->head,
                                            .state = engine.watches_spins ? spin_word(&op->links[k])
                                                                          : object->state};
        object->head = (int32_t)trail_count++;
        touch(object, op->thread, op->links[k].mode);
    }
}

void record_announced(void)
{
    for (uint32_t i = 0; i < engine.count; i++) {
        struct op *op = &engine.threads[i].op;
        if (engine.threads[i].life != LIFE_GOING)
            continue;
        record_resolve(op);
        for (unsigned k = 0; k < op->links_used; k++)
            touch(&objects[op->links[k].object], i, op->links[k].mode);
    }
}

void record_step(struct thread *thread)
{
    uint32_t j = engine.depth;
    if (j >= EVENTS_MOST - 1)
        engine_internal("too many steps in one execution");
    record_resolve(&thread->op);
    struct step *step = &steps[j];
    step->op = thread->op;
    step->link0 = trail_count;
    step->race0 = race_count;
    step->before = thread->last;
    uint32_t *clock = record_clock(j), *sync = sync_clock(j);
    begin_clocks(thread, clock, sync);
    if (thread->op.flags & OP_ACQUIRE)
        for (unsigned k = 0; k < thread->op.base_links; k++)
            acquire(&thread->op, &thread->op.links[k], sync);
    follow(thread, j, clock, sync);
    if (unlikely(engine.has_signals)) {
        masks[j] = thread->blocked;
        if (thread->op.type == OP_DELIVER)
            follow_signal(thread, j);
    }
    clock[thread->index] = sync[thread->index] = j + 1;
    push_links(&thread->op, j);
}

void record_end(void)
{
    uint32_t j = engine.depth - 1;
    struct op *op = &steps[j].op;
    if (op->type == OP_EXIT || op->links_used == OP_LINKS)
        return;
    struct link *link = &op->links[op->links_used++];
    op->type = OP_EXIT;
    *link = (struct link){object_find(OUTPUT, TAG_STREAM), 0xff, LINK_WRITE};
    follow_sync(&engine.threads[op->thread], link, j, record_clock(j));
}

void record_pop(uint32_t depth)
{
    if (depth >= engine.depth)
        return;
    uint32_t link0 = steps[depth].link0;
    while (trail_count > link0) {
        trail_count--;
        objects[trail[trail_count].link.object].head = trail[trail_count].before;
    }
    race_count = steps[depth].race0;
}

void record_pending(const struct thread *thread, void (*found)(uint32_t i, const struct op *op))
{
    static uint32_t clock[THREADS], sync[THREADS];
    uint32_t before = race_count;
    begin_clocks(thread, clock, sync);
    const struct op *op = &thread->op;
    for (unsigned k = op->base_links; k < op->links_used; k++)
        follow_spin(thread, k, engine.depth, clock);
    unsigned links = op->type == OP_WAKE ? 1 : op->base_links; /* its lock is what it lacks */
    for (unsigned k = 0; k < links && !(op->flags & OP_SPINS); k++)
        if (!is_memory(op->links[k].object))
            follow_sync(thread, &op->links[k], engine.depth, clock);
    uint32_t after = race_count;
    for (uint32_t r = before; r < after; r++)
        found(races[r].i, op);
    race_count = before;
}
