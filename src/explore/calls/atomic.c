/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Atomic operations of C11 and of compilers: one step each, in one order that all threads see
 * (sequential consistency). The order that the program asks for decides what is a data race: an
 * atomic operation is never one itself, and only a release seen by an acquire orders others.
 */
#include "explore/calls/fence.h"
#include "explore/calls/memory.h"
#include "explore/engine/engine.h"
#include "explore/machine/resume.h"

enum order { RELAXED, CONSUME, ACQUIRE, RELEASE, ACQ_REL, SEQ_CST };

/* A fence makes the relaxed operations around it order things. Which ones is not followed up: once
 * the program has a fence, all of them do, so that no correct program is blamed. */
static bool has_fences;

static unsigned sync_flags(int order, bool reads, bool writes)
{
    unsigned flags = OP_ATOMIC | (reads ? OP_READS : 0) | (writes ? OP_WRITES : 0);
    if (reads && (has_fences || order == CONSUME || order == ACQUIRE || order >= ACQ_REL))
        flags |= OP_ACQUIRE;
    if (writes && (has_fences || order >= RELEASE))
        flags |= OP_RELEASE;
    return flags;
}

static void announce(const volatile void *address, unsigned size, unsigned flags, uint64_t where)
{
    if (!engine.is_live)
        return;
    enum event_kind kind = !(flags & OP_WRITES)  ? K_ATOMIC_READ
                           : !(flags & OP_READS) ? K_ATOMIC_WRITE
                                                 : K_ATOMIC_UPDATE;
    memory_access((uintptr_t)address, size, flags, kind, where);
}

#define READS(order)  announce(a, sizeof(*a), sync_flags(order, true, false), WHERE)
#define WRITES(order) announce(a, sizeof(*a), sync_flags(order, false, true), WHERE)
#define BOTH(order)   announce(a, sizeof(*a), sync_flags(order, true, true), WHERE)

#define UPDATE(bits, type, name, expression)                                                       \
    type __tsan_atomic##bits##_##name(volatile type *a, type v, int order);                        \
    HOOK type __tsan_atomic##bits##_##name(volatile type *a, type v, int order)                    \
    {                                                                                              \
        BOTH(order);                                                                               \
        type old = *a;                                                                             \
        *a = (type)(expression);                                                                   \
        return old;                                                                                \
    }

#define EXCHANGE(bits, type, name)                                                                 \
    int __tsan_atomic##bits##_##name(volatile type *a, type *expected, type v, int order,          \
                                     int failed);                                                  \
    HOOK int __tsan_atomic##bits##_##name(volatile type *a, type *expected, type v, int order,     \
                                          int failed)                                              \
    {                                                                                              \
        (void)failed;                                                                              \
        if (unlikely(engine.has_fence))                                                            \
            fence_look((uintptr_t)expected, OP_READS | OP_WRITES, WHERE);                          \
        BOTH(order);                                                                               \
        type old = *a;                                                                             \
        if (old == *expected) {                                                                    \
            *a = v;                                                                                \
            return 1;                                                                              \
        }                                                                                          \
        *expected = old;                                                                           \
        return 0;                                                                                  \
    }

#define ALL(bits, type)                                                                            \
    type __tsan_atomic##bits##_load(const volatile type *a, int order);                            \
    void __tsan_atomic##bits##_store(volatile type *a, type v, int order);                         \
    type __tsan_atomic##bits##_compare_exchange_val(volatile type *a, type expected, type v,       \
                                                    int order, int failed);                        \
    HOOK type __tsan_atomic##bits##_load(const volatile type *a, int order)                        \
    {                                                                                              \
        READS(order);                                                                              \
        return *a;                                                                                 \
    }                                                                                              \
    HOOK void __tsan_atomic##bits##_store(volatile type *a, type v, int order)                     \
    {                                                                                              \
        WRITES(order);                                                                             \
        *a = v;                                                                                    \
    }                                                                                              \
    HOOK type __tsan_atomic##bits##_compare_exchange_val(volatile type *a, type expected, type v,  \
                                                         int order, int failed)                    \
    {                                                                                              \
        (void)failed;                                                                              \
        BOTH(order);                                                                               \
        type old = *a;                                                                             \
        if (old == expected)                                                                       \
            *a = v;                                                                                \
        return old;                                                                                \
    }                                                                                              \
    EXCHANGE(bits, type, compare_exchange_strong)                                                  \
    EXCHANGE(bits, type, compare_exchange_weak)                                                    \
    UPDATE(bits, type, exchange, v)                                                                \
    UPDATE(bits, type, fetch_add, old + v)                                                         \
    UPDATE(bits, type, fetch_sub, old - v)                                                         \
    UPDATE(bits, type, fetch_and, old &v)                                                          \
    UPDATE(bits, type, fetch_or, old | v)                                                          \
    UPDATE(bits, type, fetch_xor, old ^ v)                                                         \
    UPDATE(bits, type, fetch_nand, ~(old & v))

ALL(8, uint8_t)
ALL(16, uint16_t)
ALL(32, uint32_t)
ALL(64, uint64_t)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

HOOK void __tsan_atomic_thread_fence(int order)
{
    (void)order;
    if (!has_fences)
        resume_forget(); /* what was announced, was so without */
    has_fences = true;
}

HOOK void __tsan_atomic_signal_fence(int order)
{
    (void)order;
}

/* Of 16 bytes: two words, and a step is one. */
#define WIDE(name)                                                                                 \
    void __tsan_atomic128_##name(void);                                                            \
    HOOK void __tsan_atomic128_##name(void)                                                        \
    {                                                                                              \
        engine_refuse("atomic operations of 16 bytes", WHERE);                                     \
    }

WIDE(load)
WIDE(store)
WIDE(exchange)
WIDE(fetch_add)
WIDE(fetch_sub)
WIDE(fetch_and)
WIDE(fetch_or)
WIDE(fetch_xor)
WIDE(fetch_nand)
WIDE(compare_exchange_strong)
WIDE(compare_exchange_weak)
WIDE(compare_exchange_val)
