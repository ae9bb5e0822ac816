/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The state of everything is one number, `world`: each change is mixed in, and changing back takes
 * it out again; so a thread that locks, looks, and unlocks has changed nothing. The stack is hashed
 * from the frame that called the hook upwards; programs are compiled without optimisation, so no
 * variable lives in a register.
 *
 * In a proof a thread that only looked is not woken any more: what follows is the same as where it
 * came by later, and that is run as well, because its looks and the change are a race to be turned
 * round. One that locked and unlocked may have been noticed: it goes round again when there is
 * news.
 *
 * Hashing costs more than a step. So it is done only at places that were passed twice without a
 * change in between; once one of them is known to spin, the search begins anew and looks at it from
 * its first round on.
 *
 * Compilers keep what was looked at in places on the stack that hold anything before: a thread's
 * first round would not look like its second, by chance. So what they hold is what they held when
 * the thread was put aside.
 */
#include "explore/search/spin.h"

#include <string.h>

#include "explore/calls/heap.h"
#include "explore/calls/memory.h"
#include "explore/machine/context.h"
#include "explore/machine/resume.h"
#include "explore/search/record.h"

#define ENTRIES      8u
#define TOUCHES      16u
#define SITES        256u
#define STACK_MOST   ((size_t)16 << 10)
#define REMAINS_MOST 1024u

struct entry {
    uint64_t where, address;
    uint64_t world, others; /* when it came by */
    uint64_t own;           /* changes it had made itself */
    uint64_t stack;         /* hash of its stack; 0 not taken */
    uint32_t touch;         /* its number of touches then */
    uint16_t kind;          /* a call may be several steps: to go to sleep, and to be awake again */
};

struct past {
    struct entry entries[ENTRIES];
    uint32_t count, touch;
    struct link touches[TOUCHES];
    int64_t values[TOUCHES]; /* what was seen, before the step */
    uint64_t changes;        /* made by this thread */
};

static struct past pasts[THREADS];
/* By thread: what lay on its stack when it was first put aside. */
static struct {
    bool is_known;
    char *at;
    size_t size;
    char bytes[REMAINS_MOST];
} remains[THREADS];
OF_EXECUTION static uint64_t world, changes;
static uint64_t sites[SITES];
static uint32_t site_count;

/* What the step that is being made may change. */
OF_EXECUTION static struct {
    const struct thread *thread;
    bool is_memory, counts;
    uint64_t address;
    uint8_t size;
    int64_t value;
    uint32_t objects[2], object_count;
    int64_t states[2];
} pending;

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = (a ^ b * UINT64_C(0xff51afd7ed558ccd)) * UINT64_C(0x9e3779b97f4a7c15);
    return x ^ x >> 29;
}

void spin_reset(void)
{
    /* As many as the execution before had. */
    for (uint32_t i = 0; engine.watches_spins && i < engine.count; i++) {
        pasts[i].count = pasts[i].touch = 0;
        pasts[i].changes = 0;
    }
    pending.thread = NULL;
    world = changes = 0;
}

void spin_keep(void)
{
    if (engine.watches_spins)
        resume_keep(pasts, engine.count * sizeof(*pasts));
}

static void change(const struct thread *thread)
{
    changes++;
    pasts[thread->index].changes++;
}

void spin_changed(void)
{
    world = mix(world, changes + 1);
    change(engine.current);
}

static void touch(struct past *past, const struct op *op)
{
    for (uint32_t k = 0; k < op->base_links; k++) {
        past->touches[past->touch % TOUCHES] = op->links[k];
        past->values[past->touch++ % TOUCHES] = spin_word(&op->links[k]);
    }
}

void spin_before(const struct thread *thread)
{
    const struct op *op = &thread->op;
    if (op->type != OP_MEMORY || (op->flags & OP_READS))
        touch(&pasts[thread->index], op);
    if (op->type == OP_MEMORY && !(op->flags & OP_WRITES))
        return;
    pending.thread = thread;
    pending.is_memory = op->type == OP_MEMORY;
    if (pending.is_memory) {
        pending.address = op->address;
        pending.size = op->size;
        pending.value = memory_peek(op->address, op->size);
        return;
    }
    pending.counts = !(op->flags & OP_TRIES) && op->type != OP_YIELD;
    pending.object_count = op->base_links;
    for (uint32_t i = 0; i < op->base_links; i++) {
        pending.objects[i] = op->links[i].object;
        pending.states[i] = objects[op->links[i].object].state;
    }
}

void spin_settle(void)
{
    const struct thread *thread = pending.thread;
    if (!thread)
        return;
    bool has_changed = !pending.is_memory && pending.counts;
    pending.thread = NULL;
    if (pending.is_memory) {
        int64_t value = memory_peek(pending.address, pending.size);
        if (value == pending.value)
            return;
        world ^=
            mix(pending.address, (uint64_t)pending.value) ^ mix(pending.address, (uint64_t)value);
        has_changed = true;
    }
    for (uint32_t i = 0; !pending.is_memory && i < pending.object_count; i++) {
        int64_t state = objects[pending.objects[i]].state;
        if (state == pending.states[i])
            continue;
        world ^= mix(pending.objects[i], (uint64_t)pending.states[i]) ^
                 mix(pending.objects[i], (uint64_t)state);
        has_changed = true;
    }
    if (has_changed)
        change(thread);
}

uint64_t spin_stack(const struct thread *me)
{
    const uint64_t *at = __builtin_frame_address(0);
    const uint64_t *top = (const uint64_t *)(me->stack_low + me->stack_size - STACK_TOP);
    const uint64_t *callers = (const uint64_t *)me->hook_top;
    if (me->hook_where == me->op.where && callers > at && callers < top)
        at = callers - 1; /* else remains of other calls are compared, in frames of ours */
    else
        while (at < top && *at != me->op.where)
            at++;
    if (at == top || (size_t)((const char *)top - (const char *)at) > STACK_MOST)
        return 0;
    uint64_t hash = 1;
    for (at++; at < top; at++)
        hash = (hash ^ *at) * UINT64_C(0x9e3779b97f4a7c15) + (hash >> 31);
    return hash | 1;
}

/* From where spin_stack() begins. */
static void know_remains(const struct thread *me)
{
    uintptr_t top = me->stack_low + me->stack_size - STACK_TOP, from = me->hook_top;
    remains[me->index].is_known = true;
    if (from - me->stack_low >= me->stack_size || from >= top || top - from > REMAINS_MOST)
        return;
    remains[me->index].at = (char *)from;
    remains[me->index].size = top - from;
    memcpy(remains[me->index].bytes, (const char *)from, top - from);
}

void spin_prepare(const struct thread *thread)
{
    unsigned i = thread->index;
    if (remains[i].size > 0)
        memcpy(remains[i].at, remains[i].bytes, remains[i].size);
}

static bool is_site(uint64_t where)
{
    for (uint32_t i = 0; i < site_count; i++)
        if (sites[i] == where)
            return true;
    return false;
}

int64_t spin_mask(const struct link *link)
{
    if (objects[link->object].key >> 56 != TAG_MEMORY)
        return -1;
    uint64_t bytes = 0;
    for (int i = 0; i < 8; i++)
        if (link->mask >> i & 1)
            bytes |= UINT64_C(0xff) << 8 * i;
    return (int64_t)bytes;
}

int64_t spin_word(const struct link *link)
{
    const struct object *object = &objects[link->object];
    if (object->key >> 56 != TAG_MEMORY)
        return object->epoch == engine.epoch ? object->state : 0;
    uint64_t address = object_address(object), word;
    if (address - engine.globals >= engine.globals_size && !heap_find(address))
        return memory_peek(address, sizeof(word)); /* it may be wild */
    memcpy(&word, (const void *)(uintptr_t)address, sizeof(word));
    return (int64_t)word;
}

static int64_t value_of(const struct link *link)
{
    return spin_word(link) & spin_mask(link);
}

uint64_t spin_world(void)
{
    return world;
}

bool spin_is_over(const struct thread *thread)
{
    const struct op *op = &thread->op;
    if (thread->was_in_vain)
        return true;
    for (uint32_t k = op->base_links; k < op->links_used; k++)
        if (value_of(&op->links[k]) != thread->expected[k])
            return true;
    return false;
}

/* Links the op to all that was looked at in the round, with what was seen. A lock that it is going
 * to take is no news: it can go on only when that is as it was. False: that does not fit. */
static bool put_aside(struct thread *me, const struct past *past, uint32_t since)
{
    struct op *op = &me->op;
    uint32_t used = op->links_used;
    if (past->touch - since > TOUCHES)
        return false;
    bool has_news = false;
    for (uint32_t t = since; t != past->touch; t++) {
        const struct link *touch = &past->touches[t % TOUCHES];
        uint32_t k = op->base_links;
        if (op->type > OP_PLAIN && op->type != OP_YIELD && op->base_links > 0 &&
            op->links[0].object == touch->object)
            continue;
        while (k < used && op->links[k].object != touch->object)
            k++;
        if (k == OP_LINKS)
            return false;
        bool is_first = k == used;
        if (is_first) {
            op->links[used++] = (struct link){.object = touch->object, .mode = LINK_READ};
            /* Readers of a read-write lock do not notice each other, but who waits for them does.
             */
            if (objects[touch->object].key >> 56 == TAG_RWLOCK)
                op->links[k].mode = touch->mode;
            me->expected[k] = 0;
        }
        int64_t seen = past->values[t % TOUCHES] & spin_mask(touch);
        int64_t both = spin_mask(touch) & spin_mask(&op->links[k]);
        /* it changed within the round */
        has_news |= !is_first && ((me->expected[k] ^ seen) & both) != 0;
        op->links[k].mask |= touch->mask;
        me->expected[k] |= seen;
    }
    op->links_used = (uint8_t)used;
    op->flags |= OP_SPINS;
    me->was_in_vain = has_news;
    return true;
}

static void look(struct thread *me, struct past *past)
{
    struct op *op = &me->op;
    uint64_t others = changes - past->changes;
    uint32_t i = 0;
    while (i < past->count &&
           (past->entries[i].where != op->where || past->entries[i].address != op->address ||
            past->entries[i].kind != op->kind))
        i++;
    if (i == ENTRIES)
        i = past->count = 0; /* a long loop, or none */
    struct entry *entry = &past->entries[i];
    bool is_new = i == past->count;
    if (is_new)
        past->count++;
    bool is_same = !is_new && entry->world == world && entry->others == others;
    uint64_t stack = is_same || (site_count > 0 && is_site(op->where)) ? spin_stack(me) : 0;
    bool is_round = !is_new && stack && stack == entry->stack;
    bool only_looked = engine.mode == MODE_PROVE && !is_new && entry->own == past->changes;
    if (is_round && is_same && entry->own != past->changes && !engine.knows_all)
        engine.has_rounds = true;
    /* Where threads take turns it is not for ever: others may go round with it, in step. */
    is_same = is_same && (engine.mode != MODE_FAIR || entry->own == past->changes);
    if (is_round && (is_same || only_looked) && put_aside(me, past, entry->touch)) {
        me->is_stuck = only_looked;
        if (engine.knows_all)
            return;
        if (!is_site(op->where) && site_count < SITES) {
            sites[site_count++] = op->where;
            engine.has_escaped = true;
        }
        if (!remains[me->index].is_known) {
            know_remains(me);
            engine.has_escaped = true;
        }
        return;
    }
    *entry = (struct entry){.where = op->where,
                            .address = op->address,
                            .world = world,
                            .others = others,
                            .own = past->changes,
                            .stack = stack,
                            .touch = past->touch,
                            .kind = op->kind};
}

void spin_look(struct thread *me)
{
    spin_settle();
    record_resolve(&me->op);
    if (me->op.type == OP_MEMORY && !(me->op.flags & OP_READS))
        return; /* a store is where no loop that waits begins */
    look(me, &pasts[me->index]);
}
