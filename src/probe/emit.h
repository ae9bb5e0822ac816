/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event on its way into the ring: the path that every hook takes, and all that it costs.
 *
 * No lock, no locked instruction, no system call, no allocation. What is needed for it is in
 * thread-local storage (`self`); the ring's words are only written. One comparison, with
 * self.limit, covers all that is rare: the ring is full, something was lost, a signal handler left
 * something to be counted.
 *
 * A signal handler that interrupts an event and calls hooks itself finds `busy` set: its events
 * are counted and dropped, not written between ours.
 *
 * A write to memory is announced before the store, so its value is not known yet. The thread's
 * next hook fills it in (emit_settle), the value first and then the flag EVENT_VALUE.
 */
#ifndef PROBE_EMIT_H
#define PROBE_EMIT_H

#include "event/clock.h"
#include "event/layout.h"
#include "event/ring.h"
#include "probe/line.h"

#define likely(claim)   __builtin_expect(!!(claim), 1)
#define unlikely(claim) __builtin_expect(!!(claim), 0)
#define ALWAYS_INLINE   static inline __attribute__((always_inline))

enum self_state {
    SELF_NEW, /* has not met the region yet */
    SELF_ON,
    SELF_OFF, /* there is no region, or no slot was free, or the thread has ended */
};

enum { SELF_NAMED = 16 };

struct self {
    uint32_t state;
    uint32_t busy;
    uint64_t head;
    _Atomic uint64_t limit; /* from this head on emit_open() has something rare to do */
    uint64_t mask;
    struct ring *ring;
    struct event *records;
    const volatile uint32_t *cpu; /* the kernel keeps it up to date (rseq), or self.started_on */
    uint32_t tid, pid;
    uint32_t started_on;
    uint32_t written_size;
    struct event *written; /* the last event, if it was a write whose value is not known yet */
    const volatile void *written_address;
    uint32_t visits;            /* to the gate */
    uint64_t fork_where;        /* the call of fork that is being made */
    uint32_t was_busy;          /* before it */
    uint64_t stack_top;         /* the program's functions lie below it; 0 not known */
    uint64_t named[SELF_NAMED]; /* what this thread need not tell the name of, by address */
    _Atomic uint32_t has_nested;
    _Atomic uint32_t nested[K_COUNT]; /* events of signal handlers that came while busy */
};

extern __thread struct self self;
extern struct region *probe_region; /* NULL: nothing is reported */

/* What a hook has to say. */
struct say {
    uint16_t kind;
    uint32_t flags;
    uint64_t where;
    uint64_t object;
    int64_t a, b;
};

bool self_enter(void); /* true if this thread reports */
bool emit_make_room(struct self *me, uint64_t records);
void emit_nested(struct self *me, uint16_t kind);
void emit_dropped(struct self *me);
void emit_text(const struct say *say, const char *bytes, size_t n);
void gate_wait(const struct say *say);
/* `frame` is that of a function of ours that the program has called at say->where (name.c). */
void name_tell(const struct say *say, const uintptr_t *frame);
/* The caller hands it to another thread. */
void name_argument(const void *argument, uint64_t where, const uintptr_t *frame);
/* This process shares that memory with others (memory.c). */
bool is_shared(uint64_t address);

/* Does this thread report? Each hook asks first, and does nothing of its own if not. */
ALWAYS_INLINE bool reporting(void)
{
    if (self.state == SELF_OFF)
        return false;
    return likely(self.state == SELF_ON) || self_enter();
}

/* The same for locks, waits and messages, which a quiet run does not tell. Call it in their hooks
 * alone: each of them shows that the thread is done with creating others. */
ALWAYS_INLINE bool reporting_waits(void)
{
    if (!reporting())
        return false;
    if (likely(!atomic_load_explicit(&probe_region->quiet, memory_order_relaxed)))
        return true;
    line_open_mine();
    return false;
}

/* Only what processes share is looked at, and this is not. */
ALWAYS_INLINE bool is_left_out(const volatile void *address)
{
    return unlikely(atomic_load_explicit(&probe_region->gate, memory_order_relaxed) ==
                    GATE_SHARED) &&
           !is_shared((uint64_t)(uintptr_t)address);
}

/* Has the program a name for what such an event is about? */
ALWAYS_INLINE bool is_named(uint16_t kind)
{
    return (kind >= K_LOCK_INIT && kind <= K_ONCE_DONE) ||
           (kind >= K_MEM_READ && kind <= K_ATOMIC_UPDATE);
}

/* Its memory may have been something else before. */
ALWAYS_INLINE bool is_made(uint16_t kind)
{
    return kind == K_LOCK_INIT || kind == K_BARRIER_INIT || kind == K_SEM_INIT;
}

/* What the source calls it is told before the first event about it. */
ALWAYS_INLINE void name(const struct say *say)
{
    if (!is_named(say->kind))
        return;
    if (unlikely(self.named[(say->object >> 3) % SELF_NAMED] != say->object || is_made(say->kind)))
        name_tell(say, __builtin_frame_address(0));
}

/* What the thread is about to do waits for the tutor if the gate is closed. */
ALWAYS_INLINE void gate(const struct say *say)
{
    name(say);
    if (unlikely(atomic_load_explicit(&probe_region->gate, memory_order_relaxed)))
        gate_wait(say);
}

/* Acquisitions are told after they are had; their clock must not be read before. */
ALWAYS_INLINE bool is_after(uint16_t kind)
{
    switch (kind) {
    case K_FORK_CHILD:
    case K_WAITED:
    case K_THREAD_START:
    case K_JOIN:
    case K_LOCK:
    case K_RDLOCK:
    case K_WRLOCK:
    case K_COND_WOKEN:
    case K_BARRIER_PASS:
    case K_SEM_GOT:
    case K_ONCE_DONE:
    case K_READ:
    case K_ACCEPT:
        return true;
    default:
        return false;
    }
}

/* An integer as the program would see it; wider than 8 bytes: its first 8. */
ALWAYS_INLINE int64_t peek(const volatile void *address, uint32_t size)
{
    typedef int16_t __attribute__((aligned(1), may_alias)) loose16;
    typedef int32_t __attribute__((aligned(1), may_alias)) loose32;
    typedef int64_t __attribute__((aligned(1), may_alias)) loose64;
    switch (size) {
    case 1:
        return *(const volatile int8_t *)address;
    case 2:
        return *(const volatile loose16 *)address;
    case 4:
        return *(const volatile loose32 *)address;
    default:
        return *(const volatile loose64 *)address;
    }
}

ALWAYS_INLINE void emit_settle(struct self *me)
{
    struct event *event = me->written;
    if (likely(!event))
        return;
    me->written = NULL;
    event->a = peek(me->written_address, me->written_size);
    __atomic_store_n(&event->flags, event->flags | EVENT_VALUE, __ATOMIC_RELEASE);
}

/* The record to fill, reserved; or NULL: it was counted as dropped. */
ALWAYS_INLINE struct event *emit_open(struct self *me, uint16_t kind)
{
    if (unlikely(me->busy)) {
        emit_nested(me, kind);
        return NULL;
    }
    me->busy = 1;
    atomic_signal_fence(memory_order_seq_cst);
    emit_settle(me);
    struct ring *ring = me->ring;
    uint64_t attempts = atomic_load_explicit(&ring->counts[kind], memory_order_relaxed);
    atomic_store_explicit(&ring->counts[kind], attempts + 1, memory_order_relaxed);
    if (unlikely(me->head >= atomic_load_explicit(&me->limit, memory_order_relaxed)) &&
        !emit_make_room(me, 1)) {
        emit_dropped(me);
        return NULL;
    }
    atomic_store_explicit(&ring->reserved, me->head + 1, memory_order_relaxed);
    atomic_signal_fence(memory_order_seq_cst);
    return &me->records[me->head & me->mask];
}

ALWAYS_INLINE void emit_fill(const struct self *me, struct event *event, const struct say *say,
                             uint64_t clock)
{
    event->clock = clock;
    event->where = say->where;
    event->object = say->object;
    event->a = say->a;
    event->b = say->b;
    event->tid = me->tid;
    event->lane = 0;
    event->kind = say->kind;
    event->cpu = (uint16_t)*me->cpu;
    event->flags = say->flags;
    event->text = 0;
    event->pid = me->pid;
}

ALWAYS_INLINE void emit_close(struct self *me, uint64_t records)
{
    me->head += records;
    atomic_store_explicit(&me->ring->head, me->head, memory_order_release);
    atomic_signal_fence(memory_order_seq_cst);
    me->busy = 0;
}

ALWAYS_INLINE void emit(const struct say *say)
{
    struct self *me = &self;
    name(say);
    struct event *event = emit_open(me, say->kind);
    if (unlikely(!event))
        return;
    emit_fill(me, event, say, is_after(say->kind) ? clock_now_after() : clock_now());
    emit_close(me, 1);
}

/* For hooks: `where` must be in scope. SAY(LOCK, .object = address) tells it; GATE asks first. */
#define SAY(name, ...)  emit(&(struct say){.kind = K_##name, .where = where, ##__VA_ARGS__})
#define GATE(name, ...) gate(&(struct say){.kind = K_##name, .where = where, ##__VA_ARGS__})

/* The same for calls that show that the thread is done with creating others. */
#define GATE_OPENING(name, ...)                                                                    \
    do {                                                                                           \
        line_open_mine();                                                                          \
        GATE(name, ##__VA_ARGS__);                                                                 \
    } while (0)

#endif
