/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Atomic operations, which -fsanitize=thread turns into calls: we do them ourselves, in the memory
 * order that was asked for (a relaxed store stays a plain one: lessons on store buffering live on
 * it), and tell them. A store, and an update that only releases, is told with a clock read before
 * it; a load, and an update that acquires, with one read after it.
 */
#include "probe/atomic.h"

/* The builtins want a constant order, or do the strongest. */
#define ORDERED(order, result, operation, ...)                                                     \
    switch (order) {                                                                               \
    case __ATOMIC_RELAXED:                                                                         \
        result operation(__VA_ARGS__, __ATOMIC_RELAXED);                                           \
        break;                                                                                     \
    case __ATOMIC_CONSUME:                                                                         \
    case __ATOMIC_ACQUIRE:                                                                         \
        result operation(__VA_ARGS__, __ATOMIC_ACQUIRE);                                           \
        break;                                                                                     \
    case __ATOMIC_RELEASE:                                                                         \
        result operation(__VA_ARGS__, __ATOMIC_RELEASE);                                           \
        break;                                                                                     \
    case __ATOMIC_ACQ_REL:                                                                         \
        result operation(__VA_ARGS__, __ATOMIC_ACQ_REL);                                           \
        break;                                                                                     \
    default:                                                                                       \
        result operation(__VA_ARGS__, __ATOMIC_SEQ_CST);                                           \
        break;                                                                                     \
    }

#define UPDATE(bits, name, builtin, after)                                                         \
    int##bits##_t __tsan_atomic##bits##_##name(volatile int##bits##_t *address,                    \
                                               int##bits##_t operand, int order);                  \
    HOOK int##bits##_t __tsan_atomic##bits##_##name(volatile int##bits##_t *address,               \
                                                    int##bits##_t operand, int order)              \
    {                                                                                              \
        struct atomic_call call;                                                                   \
        int##bits##_t old;                                                                         \
        begin(&call, K_ATOMIC_UPDATE, address, bits / 8, order == __ATOMIC_RELEASE, WHERE);        \
        ORDERED(order, old =, builtin, address, operand);                                          \
        finish(&call, (int##bits##_t)(after));                                                     \
        return old;                                                                                \
    }

#define EXCHANGE(bits, name, is_weak)                                                              \
    int __tsan_atomic##bits##_compare_exchange_##name(                                             \
        volatile int##bits##_t *address, int##bits##_t *expected, int##bits##_t wanted, int order, \
        int failure);                                                                              \
    HOOK int __tsan_atomic##bits##_compare_exchange_##name(                                        \
        volatile int##bits##_t *address, int##bits##_t *expected, int##bits##_t wanted, int order, \
        int failure)                                                                               \
    {                                                                                              \
        (void)failure;                                                                             \
        struct atomic_call call;                                                                   \
        bool is_done;                                                                              \
        begin(&call, K_ATOMIC_UPDATE, address, bits / 8, order == __ATOMIC_RELEASE, WHERE);        \
        is_done = COMPARE(address, expected, wanted, is_weak, order);                              \
        if (is_done)                                                                               \
            finish(&call, wanted);                                                                 \
        else                                                                                       \
            finish_unchanged(&call, *expected);                                                    \
        return is_done;                                                                            \
    }

/* The failure order may not be stronger than the other one: with acquire both are as on any
 * machine that we know, for relaxed both are relaxed. */
#define COMPARE(address, expected, wanted, is_weak, order)                                         \
    ((order) == __ATOMIC_RELAXED && failure == __ATOMIC_RELAXED                                    \
         ? __atomic_compare_exchange_n(address, expected, wanted, is_weak, __ATOMIC_RELAXED,       \
                                       __ATOMIC_RELAXED)                                           \
     : (order) == __ATOMIC_ACQUIRE || (order) == __ATOMIC_CONSUME                                  \
         ? __atomic_compare_exchange_n(address, expected, wanted, is_weak, __ATOMIC_ACQUIRE,       \
                                       __ATOMIC_ACQUIRE)                                           \
     : (order) == __ATOMIC_RELEASE && failure == __ATOMIC_RELAXED                                  \
         ? __atomic_compare_exchange_n(address, expected, wanted, is_weak, __ATOMIC_RELEASE,       \
                                       __ATOMIC_RELAXED)                                           \
     : (order) == __ATOMIC_ACQ_REL                                                                 \
         ? __atomic_compare_exchange_n(address, expected, wanted, is_weak, __ATOMIC_ACQ_REL,       \
                                       __ATOMIC_ACQUIRE)                                           \
         : __atomic_compare_exchange_n(address, expected, wanted, is_weak, __ATOMIC_SEQ_CST,       \
                                       __ATOMIC_SEQ_CST))

#define SIZE(bits)                                                                                 \
    int##bits##_t __tsan_atomic##bits##_load(const volatile int##bits##_t *address, int order);    \
    HOOK int##bits##_t __tsan_atomic##bits##_load(const volatile int##bits##_t *address,           \
                                                  int order)                                       \
    {                                                                                              \
        struct atomic_call call;                                                                   \
        int##bits##_t value;                                                                       \
        begin(&call, K_ATOMIC_READ, address, bits / 8, false, WHERE);                              \
        if (order == __ATOMIC_RELAXED)                                                             \
            value = __atomic_load_n(address, __ATOMIC_RELAXED);                                    \
        else if (order == __ATOMIC_SEQ_CST)                                                        \
            value = __atomic_load_n(address, __ATOMIC_SEQ_CST);                                    \
        else                                                                                       \
            value = __atomic_load_n(address, __ATOMIC_ACQUIRE);                                    \
        finish(&call, value);                                                                      \
        return value;                                                                              \
    }                                                                                              \
    void __tsan_atomic##bits##_store(volatile int##bits##_t *address, int##bits##_t value,         \
                                     int order);                                                   \
    HOOK void __tsan_atomic##bits##_store(volatile int##bits##_t *address, int##bits##_t value,    \
                                          int order)                                               \
    {                                                                                              \
        struct atomic_call call;                                                                   \
        begin(&call, K_ATOMIC_WRITE, address, bits / 8, true, WHERE);                              \
        finish(&call, value);                                                                      \
        if (order == __ATOMIC_RELAXED)                                                             \
            __atomic_store_n(address, value, __ATOMIC_RELAXED);                                    \
        else if (order == __ATOMIC_RELEASE)                                                        \
            __atomic_store_n(address, value, __ATOMIC_RELEASE);                                    \
        else                                                                                       \
            __atomic_store_n(address, value, __ATOMIC_SEQ_CST);                                    \
    }                                                                                              \
    UPDATE(bits, exchange, __atomic_exchange_n, operand)                                           \
    UPDATE(bits, fetch_add, __atomic_fetch_add, (uint##bits##_t)old + (uint##bits##_t)operand)     \
    UPDATE(bits, fetch_sub, __atomic_fetch_sub, (uint##bits##_t)old - (uint##bits##_t)operand)     \
    UPDATE(bits, fetch_and, __atomic_fetch_and, old &operand)                                      \
    UPDATE(bits, fetch_or, __atomic_fetch_or, old | operand)                                       \
    UPDATE(bits, fetch_xor, __atomic_fetch_xor, old ^ operand)                                     \
    UPDATE(bits, fetch_nand, __atomic_fetch_nand, ~(old & operand))                                \
    EXCHANGE(bits, strong, false)                                                                  \
    EXCHANGE(bits, weak, true)                                                                     \
    int##bits##_t __tsan_atomic##bits##_compare_exchange_val(                                      \
        volatile int##bits##_t *address, int##bits##_t expected, int##bits##_t wanted, int order,  \
        int failure);                                                                              \
    HOOK int##bits##_t __tsan_atomic##bits##_compare_exchange_val(                                 \
        volatile int##bits##_t *address, int##bits##_t expected, int##bits##_t wanted, int order,  \
        int failure)                                                                               \
    {                                                                                              \
        struct atomic_call call;                                                                   \
        begin(&call, K_ATOMIC_UPDATE, address, bits / 8, order == __ATOMIC_RELEASE, WHERE);        \
        if (COMPARE(address, &expected, wanted, false, order))                                     \
            finish(&call, wanted);                                                                 \
        else                                                                                       \
            finish_unchanged(&call, expected);                                                     \
        return expected;                                                                           \
    }

SIZE(8)
SIZE(16)
SIZE(32)
SIZE(64)

void __tsan_atomic_thread_fence(int order);
void __tsan_atomic_signal_fence(int order);

HOOK void __tsan_atomic_thread_fence(int order)
{
    if (reporting()) {
        const uint64_t where = WHERE;
        GATE(FENCE);
        SAY(FENCE);
    }
    switch (order) {
    case __ATOMIC_RELAXED:
        break;
    case __ATOMIC_CONSUME:
    case __ATOMIC_ACQUIRE:
        __atomic_thread_fence(__ATOMIC_ACQUIRE);
        break;
    case __ATOMIC_RELEASE:
        __atomic_thread_fence(__ATOMIC_RELEASE);
        break;
    case __ATOMIC_ACQ_REL:
        __atomic_thread_fence(__ATOMIC_ACQ_REL);
        break;
    default:
        __atomic_thread_fence(__ATOMIC_SEQ_CST);
        break;
    }
}

HOOK void __tsan_atomic_signal_fence(int order)
{
    (void)order;
    __atomic_signal_fence(__ATOMIC_SEQ_CST);
}
