/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Memory: what a compiler's -fsanitize=thread calls before each load and store of data that threads
 * may share. With us in place of the sanitizer's runtime these calls are a trace of every access.
 *
 * The value of a read is what stands there now; that of a write is filled in by the thread's next
 * hook (emit.h), at the latest when the function returns. Freed or unmapped memory could not be
 * looked at any more, so free and its like fill it in first.
 */
#include "probe/hook.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "event/tsan.h"

ALWAYS_INLINE void say_read(const volatile void *address, uint32_t size, uint64_t where)
{
    if (unlikely(!reporting()) || is_left_out(address))
        return;
    GATE(MEM_READ, .object = ADDRESS(address), .b = size);
    struct self *me = &self;
    struct event *event = emit_open(me, K_MEM_READ);
    if (unlikely(!event))
        return;
    const struct say say = {.kind = K_MEM_READ,
                            .flags = EVENT_VALUE,
                            .where = where,
                            .object = ADDRESS(address),
                            .a = peek(address, size),
                            .b = size};
    emit_fill(me, event, &say, clock_now());
    emit_close(me, 1);
}

ALWAYS_INLINE void say_write(const volatile void *address, uint32_t size, uint64_t where)
{
    if (unlikely(!reporting()) || is_left_out(address))
        return;
    GATE(MEM_WRITE, .object = ADDRESS(address), .b = size);
    struct self *me = &self;
    struct event *event = emit_open(me, K_MEM_WRITE);
    if (unlikely(!event))
        return;
    const struct say say = {
        .kind = K_MEM_WRITE, .where = where, .object = ADDRESS(address), .b = size};
    emit_fill(me, event, &say, clock_now());
    me->written_address = address;
    me->written_size = size;
    me->written = event;
    emit_close(me, 1);
}

/* Without a value: a range of bytes. */
ALWAYS_INLINE void say_range(uint16_t kind, const void *address, size_t size, uint64_t where)
{
    if (unlikely(!reporting()) || is_left_out(address))
        return;
    const struct say say = {
        .kind = kind, .where = where, .object = ADDRESS(address), .b = (int64_t)size};
    gate(&say);
    emit(&say);
}

#define HOOKS(name, size)                                                                          \
    HOOK void __tsan_##name##read##size(void *address)                                             \
    {                                                                                              \
        say_read(address, size, WHERE);                                                            \
    }                                                                                              \
    HOOK void __tsan_##name##write##size(void *address)                                            \
    {                                                                                              \
        say_write(address, size, WHERE);                                                           \
    }                                                                                              \
    HOOK void __tsan_##name##read_write##size(void *address)                                       \
    {                                                                                              \
        say_read(address, size, WHERE);                                                            \
        say_write(address, size, WHERE);                                                           \
    }

TSAN_WITHIN_A_WORD(HOOKS)
TSAN_ACROSS_WORDS(HOOKS)

HOOK void __tsan_init(void)
{
}

HOOK void __tsan_func_entry(void *caller)
{
    (void)caller;
}

/* The stack frame that was written to is about to go. */
HOOK void __tsan_func_exit(void)
{
    emit_settle(&self);
}

HOOK void __tsan_read_range(void *address, size_t size)
{
    say_range(K_MEM_READ, address, size, WHERE);
}

HOOK void __tsan_write_range(void *address, size_t size)
{
    say_range(K_MEM_WRITE, address, size, WHERE);
}

HOOK void __tsan_vptr_read(void **address)
{
    say_read(address, sizeof(*address), WHERE);
}

HOOK void __tsan_vptr_update(void **address, void *value)
{
    (void)value;
    say_write(address, sizeof(*address), WHERE);
}

HOOK void __tsan_ignore_thread_begin(void)
{
}

HOOK void __tsan_ignore_thread_end(void)
{
}

/* What clang makes of copies of whole structures. */
HOOK void *__tsan_memcpy(void *to, const void *from, size_t n)
{
    say_range(K_MEM_READ, from, n, WHERE);
    say_range(K_MEM_WRITE, to, n, WHERE);
    return __builtin_memcpy(to, from, n);
}

HOOK void *__tsan_memmove(void *to, const void *from, size_t n)
{
    say_range(K_MEM_READ, from, n, WHERE);
    say_range(K_MEM_WRITE, to, n, WHERE);
    return __builtin_memmove(to, from, n);
}

HOOK void *__tsan_memset(void *to, int byte, size_t n)
{
    say_range(K_MEM_WRITE, to, n, WHERE);
    return __builtin_memset(to, byte, n);
}

/* While the real free is looked up nothing can be freed: those few bytes are left. */
static __thread bool is_looking;

HOOK void free(void *memory)
{
    emit_settle(&self);
    if (is_looking)
        return;
    is_looking = true;
    void (*real)(void *) = REAL(free);
    is_looking = false;
    real(memory);
}

HOOK void *realloc(void *memory, size_t size)
{
    emit_settle(&self);
    return REAL(realloc)(memory, size);
}

enum { RANGES = 64 }; /* more than that are not remembered */

/* What this process shares, and the children that it forks later. Only ever added to: a child has
 * what its parent had. */
static struct range {
    uint64_t from, to;
} ranges[RANGES];
static _Atomic uint32_t range_count;

bool is_shared(uint64_t address)
{
    uint32_t n = atomic_load_explicit(&range_count, memory_order_acquire);
    for (uint32_t i = 0; i < n && i < RANGES; i++)
        if (address >= ranges[i].from && address < ranges[i].to)
            return true;
    return false;
}

static void remember(uint64_t from, size_t size)
{
    uint32_t n = atomic_load_explicit(&range_count, memory_order_relaxed);
    if (n == RANGES)
        return;
    ranges[n] = (struct range){from, from + size};
    atomic_store_explicit(&range_count, n + 1, memory_order_release);
}

/* What several processes will have is told, so that a lock in it is known to be one lock. */
static void *mapped(uint64_t where, void *memory, size_t size, int flags)
{
    bool is_for_all = (flags & MAP_TYPE) == MAP_SHARED || (flags & MAP_TYPE) == MAP_SHARED_VALIDATE;
    if (memory == MAP_FAILED || !is_for_all)
        return memory;
    remember(ADDRESS(memory), size);
    if (reporting())
        SAY(SHARED, .object = ADDRESS(memory), .b = (int64_t)size);
    return memory;
}

HOOK void *mmap(void *wanted, size_t size, int rights, int flags, int fd, off_t offset)
{
    return mapped(WHERE, REAL(mmap)(wanted, size, rights, flags, fd, offset), size, flags);
}

HOOK void *mmap64(void *wanted, size_t size, int rights, int flags, int fd, off64_t offset)
{
    return mapped(WHERE, REAL(mmap)(wanted, size, rights, flags, fd, offset), size, flags);
}

HOOK int munmap(void *memory, size_t size)
{
    emit_settle(&self);
    return REAL(munmap)(memory, size);
}
