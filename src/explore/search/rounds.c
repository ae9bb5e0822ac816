/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Along one execution the states are compared: memory, locks, and where each thread stands, with
 * its stack. If one comes again, what lies between can be repeated for ever. That is a livelock
 * only if no scheduler worth its name would do otherwise, so each thread that could have gone on at
 * any time between must have gone on; one that is put aside would only have looked, and is where it
 * was. Who sleeps must have slept as long as the others, or they would not stay in step.
 *
 * What is not compared (conditions, barriers, output, the clock, chance, pending signals) counts as
 * changed for good when it is used. So nothing is called a livelock that is none; one that needs
 * these is not seen.
 */
#include "explore/search/rounds.h"

#include "explore/machine/context.h"
#include "explore/report/report.h"
#include "explore/search/record.h"
#include "explore/search/spin.h"

#define SLOTS   (1u << 18) /* more than EVENTS_MOST, a power of two */
#define LOOKS   8u         /* back at earlier times at which all stood so */
#define NOWHERE (~UINT64_C(0))

/* Before step n. */
struct moment {
    uint64_t state;
    uint64_t may_go, idle; /* a bit a thread; idle: put aside, and nothing is new */
    int32_t before;        /* the last one of the same state; -1 none */
};

static struct moment *moments;
static struct {
    uint32_t epoch;
    uint32_t moment;
} * slots;
static uint64_t places[THREADS]; /* where each thread stands */
static uint64_t sum, lasting;

static uint64_t mix(uint64_t a, uint64_t b)
{
    uint64_t x = (a + 0x9e37) * UINT64_C(0xff51afd7ed558ccd) ^ b * UINT64_C(0x9e3779b97f4a7c15);
    x = (x ^ x >> 32) * UINT64_C(0xd6e8feb86659fd93);
    return x ^ x >> 29;
}

void rounds_init(void)
{
    moments = engine_reserve((EVENTS_MOST + 1) * sizeof(*moments));
    slots = engine_reserve(SLOTS * sizeof(*slots));
}

void rounds_reset(void)
{
    sum = lasting = 0;
    for (uint32_t i = 0; i < engine.count; i++) /* as many as the execution before had */
        places[i] = 0;
}

void rounds_change(void)
{
    lasting++;
}

static bool is_compared(const struct op *op)
{
    if (op->type == OP_MEMORY || op->type == OP_YIELD)
        return true;
    if (op->type > OP_TAKE || op->type == OP_JOIN || op->base_links == 0)
        return false;
    for (unsigned k = 0; k < op->base_links; k++) {
        uint64_t tag = objects[op->links[k].object].key >> 56;
        if (tag != TAG_LOCK && tag != TAG_SEM && tag != TAG_RWLOCK)
            return false;
    }
    return true;
}

static uint64_t bytes_hash;

static void hash_bytes(const void *from, size_t size)
{
    const unsigned char *bytes = from;
    for (size_t i = 0; i < size; i++)
        bytes_hash = (bytes_hash ^ bytes[i]) * UINT64_C(0x100000001b3);
}

static uint64_t place_of(const struct thread *me)
{
    if (me->life == LIFE_OVER)
        return NOWHERE;
    uint64_t stack = spin_stack(me);
    if (stack == 0)
        rounds_change(); /* too much to compare */
    bytes_hash = stack;
    context_each_from(me, 0, hash_bytes);
    return mix(mix(me->op.where, me->op.address), mix(bytes_hash, me->op.type));
}

static void note_place(const struct thread *me)
{
    uint64_t place = place_of(me);
    sum ^= mix(me->index, places[me->index]) ^ mix(me->index, place);
    places[me->index] = place;
}

static struct moment moment_now(void)
{
    struct moment now = {.state = mix(mix(spin_world(), sum), mix(lasting, engine.count))};
    for (uint32_t i = 0; i < engine.count; i++) {
        struct thread *thread = &engine.threads[i];
        if (!engine_may_go(thread))
            continue;
        now.may_go |= UINT64_C(1) << i;
        if ((thread->op.flags & OP_SPINS) && !spin_is_over(thread))
            now.idle |= UINT64_C(1) << i;
    }
    return now;
}

/* Puts the moment before step `depth` where it is found again. */
static void keep(uint32_t depth, struct moment now)
{
    uint32_t slot = (uint32_t)(now.state >> 46);
    while (slots[slot].epoch == engine.epoch && moments[slots[slot].moment].state != now.state)
        slot = (slot + 1) & (SLOTS - 1);
    bool is_known = slots[slot].epoch == engine.epoch;
    now.before = is_known ? (int32_t)slots[slot].moment : NOBODY;
    moments[depth] = now;
    slots[slot].epoch = engine.epoch;
    slots[slot].moment = depth;
}

/* --- is it a livelock? ------------------------------------------------------------------------ */

/* All sleep equally long, and equally often. */
static bool stays_in_step(uint32_t from, uint32_t to, uint64_t who)
{
    uint32_t sleeps[THREADS] = {0};
    int64_t length = 0;
    for (uint32_t k = from; k < to; k++) {
        const struct op *op = &steps[k].op;
        if (op->kind != K_SLEEP)
            continue;
        if (length > 0 && op->argument != length)
            return false;
        length = op->argument;
        sleeps[op->thread]++;
    }
    unsigned first = (unsigned)__builtin_ctzll(who);
    for (unsigned i = 0; i < engine.count; i++)
        if ((who >> i & 1) && sleeps[i] != sleeps[first])
            return false;
    return true;
}

static bool goes_on_for_ever(uint32_t from, uint32_t to)
{
    uint64_t went = 0, could = 0, idle = 0;
    for (uint32_t k = from; k < to; k++) {
        went |= UINT64_C(1) << steps[k].op.thread;
        could |= moments[k].may_go;
        idle |= moments[k].idle;
    }
    bool is_one = (went & (went - 1)) == 0; /* spin.c sees to that */
    return !is_one && (could & ~idle & ~went) == 0 && stays_in_step(from, to, went);
}

/* The step that says most about why they go round: a try that fails, or a look. Of any round that
 * is the same, it is the same. */
static const struct op *reason(uint32_t from, uint32_t to)
{
    const struct op *best = NULL;
    unsigned best_rank = 3;
    for (uint32_t k = from; k < to; k++) {
        const struct op *op = &steps[k].op;
        bool is_look = op->type == OP_MEMORY && (op->flags & OP_READS);
        unsigned rank = op->flags & OP_TRIES ? 0 : is_look ? 1 : 2;
        bool is_earlier = !best || op->where < best->where ||
                          (op->where == best->where && op->thread < best->thread);
        if (rank < best_rank || (rank == best_rank && is_earlier)) {
            best = op;
            best_rank = rank;
        }
    }
    return best;
}

void rounds_look(const struct thread *me)
{
    uint32_t depth = engine.depth;
    note_place(me);
    if (me->life == LIFE_NEWBORN)
        return;
    if (engine.pending > 0 || (depth > 0 && !is_compared(&steps[depth - 1].op)))
        rounds_change();
    keep(depth, moment_now());
    int32_t from = moments[depth].before;
    for (unsigned i = 0; from >= 0 && i < LOOKS; i++, from = moments[from].before)
        if (goes_on_for_ever((uint32_t)from, depth)) {
            report_livelock(reason((uint32_t)from, depth), (uint32_t)from);
            engine_end(END_LIVELOCK);
        }
}
