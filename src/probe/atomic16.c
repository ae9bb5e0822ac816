/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Atomic operations of 16 bytes, all made of one: compare and exchange. x86-64 has an instruction
 * for it, which is also a full fence. Elsewhere a lock of ours stands for it: right within one
 * process whose every access comes through here.
 */
#include "probe/atomic.h"

#if defined(__SIZEOF_INT128__)

typedef __int128 wide;

static wide change(volatile wide *address, wide (*operation)(wide, wide), wide operand);

#if defined(__x86_64__)

/* What is there afterwards does not matter: what was there before is returned. */
__attribute__((target("cx16"))) static wide compare_and_swap(volatile wide *address, wide expected,
                                                             wide wanted)
{
    return __sync_val_compare_and_swap(address, expected, wanted);
}

#else

static wide compare_and_swap(volatile wide *address, wide expected, wide wanted)
{
    static char lock;
    while (__atomic_test_and_set(&lock, __ATOMIC_ACQUIRE))
        continue;
    wide old = *address;
    if (old == expected)
        *address = wanted;
    __atomic_clear(&lock, __ATOMIC_RELEASE);
    return old;
}

#endif

static wide take_operand(wide old, wide operand)
{
    (void)old;
    return operand;
}

static wide add(wide old, wide operand)
{
    return (wide)((unsigned __int128)old + (unsigned __int128)operand);
}

static wide subtract(wide old, wide operand)
{
    return (wide)((unsigned __int128)old - (unsigned __int128)operand);
}

static wide and (wide old, wide operand)
{
    return old & operand;
}

static wide or (wide old, wide operand)
{
    return old | operand;
}

static wide exclusive_or(wide old, wide operand)
{
    return old ^ operand;
}

static wide nand(wide old, wide operand)
{
    return ~(old & operand);
}

wide __tsan_atomic128_load(const volatile wide *address, int order);
HOOK wide __tsan_atomic128_load(const volatile wide *address, int order)
{
    (void)order;
    struct atomic_call call;
    begin(&call, K_ATOMIC_READ, address, 16, false, WHERE);
    wide value = compare_and_swap((volatile wide *)(uintptr_t)address, 0, 0);
    finish(&call, (int64_t)value);
    return value;
}

void __tsan_atomic128_store(volatile wide *address, wide value, int order);
HOOK void __tsan_atomic128_store(volatile wide *address, wide value, int order)
{
    (void)order;
    struct atomic_call call;
    begin(&call, K_ATOMIC_WRITE, address, 16, true, WHERE);
    finish(&call, (int64_t)value);
    (void)change(address, take_operand, value);
}

#define UPDATE(name, operation)                                                                    \
    wide __tsan_atomic128_##name(volatile wide *address, wide operand, int order);                 \
    HOOK wide __tsan_atomic128_##name(volatile wide *address, wide operand, int order)             \
    {                                                                                              \
        struct atomic_call call;                                                                   \
        begin(&call, K_ATOMIC_UPDATE, address, 16, order == __ATOMIC_RELEASE, WHERE);              \
        wide old = change(address, operation, operand);                                            \
        finish(&call, (int64_t)operation(old, operand));                                           \
        return old;                                                                                \
    }

UPDATE(exchange, take_operand)
UPDATE(fetch_add, add)
UPDATE(fetch_sub, subtract)
UPDATE(fetch_and, and)
UPDATE(fetch_or, or)
UPDATE(fetch_xor, exclusive_or)
UPDATE(fetch_nand, nand)

ALWAYS_INLINE wide exchange_if(volatile wide *address, wide expected, wide wanted, int order,
                               uint64_t where)
{
    struct atomic_call call;
    begin(&call, K_ATOMIC_UPDATE, address, 16, order == __ATOMIC_RELEASE, where);
    wide old = compare_and_swap(address, expected, wanted);
    if (old == expected)
        finish(&call, (int64_t)wanted);
    else
        finish_unchanged(&call, (int64_t)old);
    return old;
}

wide __tsan_atomic128_compare_exchange_val(volatile wide *address, wide expected, wide wanted,
                                           int order, int failure);
HOOK wide __tsan_atomic128_compare_exchange_val(volatile wide *address, wide expected, wide wanted,
                                                int order, int failure)
{
    (void)failure;
    return exchange_if(address, expected, wanted, order, WHERE);
}

#define EXCHANGE(name)                                                                             \
    int __tsan_atomic128_compare_exchange_##name(volatile wide *address, wide *expected,           \
                                                 wide wanted, int order, int failure);             \
    HOOK int __tsan_atomic128_compare_exchange_##name(volatile wide *address, wide *expected,      \
                                                      wide wanted, int order, int failure)         \
    {                                                                                              \
        (void)failure;                                                                             \
        wide old = exchange_if(address, *expected, wanted, order, WHERE);                          \
        if (old == *expected)                                                                      \
            return 1;                                                                              \
        *expected = old;                                                                           \
        return 0;                                                                                  \
    }

EXCHANGE(strong)
EXCHANGE(weak)

static wide change(volatile wide *address, wide (*operation)(wide, wide), wide operand)
{
    wide old = compare_and_swap(address, 0, 0);
    for (;;) {
        wide seen = compare_and_swap(address, old, operation(old, operand));
        if (seen == old)
            return old;
        old = seen;
    }
}

#endif
