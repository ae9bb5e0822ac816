/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What a compiler's -fsanitize=thread calls before each load and store of data that may be shared.
 *
 * A thread's own stack is its own business, until another thread has touched that word: then the
 * word is "escaped" for good, and the search begins anew knowing it (search.c).
 */
#include "explore/calls/memory.h"

#include <errno.h>

#include "event/tsan.h"
#include "explore/calls/fence.h"
#include "explore/calls/heap.h"
#include "explore/machine/context.h"
#include "explore/machine/syscall.h"
#include "explore/report/naming.h"
#include "explore/report/report.h"
#include "explore/report/story.h"
#include "explore/search/record.h"
#include "explore/search/rounds.h"

static bool is_escaped(uintptr_t address)
{
    return objects[object_find(address & ~(uintptr_t)7, TAG_MEMORY)].is_escaped;
}

static void escape(uintptr_t address)
{
    struct object *object = &objects[object_find(address & ~(uintptr_t)7, TAG_MEMORY)];
    if (object->is_escaped)
        return;
    object->is_escaped = true;
    engine.escapes++;
    engine.has_escaped = true;
}

/* The block on the heap that the address is in; 0: it is not on the heap. */
static uint64_t block_of(uintptr_t address, uint64_t where)
{
    uint64_t block;
    if (!heap_block(address, &block))
        return 0;
    if (block)
        return block;
    if (!heap_report_freed(address, false, where))
        report_misuse("use of memory that was never allocated", 0, (void *)address, where);
    engine_end(END_FAILED);
}

/* Not a variable of the program's: the heap, a stack, or neither. */
static void step_elsewhere(struct thread *me, uintptr_t address, uint64_t where)
{
    /* What nobody can write is nobody's business: texts in quotation marks. */
    if (!(me->op.flags & OP_WRITES) && address - engine.constants < engine.constants_size)
        return;
    /* Its own accesses pass unseen, so what is shared of it cannot be told from what is not. */
    if (unlikely(context_is_others_local(address, me)))
        engine_refuse("a thread-local variable that another thread uses", where);
    struct op *op = &me->op;
    int stack = context_stack_of(address);
    if (stack != NOBODY && stack != me->index)
        escape(address);
    uint64_t block = block_of(address, where);
    if (block)
        op->links[op->links_used++] =
            (struct link){.object = object_find(block, TAG_BLOCK), .mask = 1, .mode = LINK_READ};
    engine_step(me);
    if (block)
        (void)block_of(address, where); /* another thread may have freed it */
}

/* Arguments of the program are not. */
static bool is_worth_telling(uintptr_t address)
{
    uint64_t block;
    return address - engine.globals < engine.globals_size || heap_block(address, &block) ||
           context_stack_of(address) != NOBODY;
}

static void access_alone(uintptr_t address, unsigned size, unsigned flags, enum event_kind kind,
                         uint64_t where)
{
    struct thread *me = engine.current;
    if (!engine.is_live || address - me->stack_low < me->stack_size)
        return;
    me->op = (struct op){.type = OP_MEMORY,
                         .thread = me->index,
                         .kind = kind,
                         .flags = flags | OP_RESOLVED,
                         .size = size,
                         .address = address,
                         .where = where};
    if (flags & OP_READS)
        me->looked = engine.depth + 1;
    (void)block_of(address, where);
    if (unlikely(engine.is_recording) && is_worth_telling(address))
        story_step(me);
}

ALWAYS_INLINE void access(uintptr_t address, unsigned size, unsigned flags, enum event_kind kind,
                          uint64_t where)
{
    if (unlikely(engine.has_fence))
        fence_look(address, flags, where);
    if (engine.is_alone) {
        access_alone(address, size, flags, kind, where);
        return;
    }
    struct thread *me = engine.current;
    if (address - me->stack_low < me->stack_size) {
        if (unlikely(me->handlers) && address >= me->handler_frame)
            escape(address); /* what it interrupted may be in the middle of using it */
        if (likely(engine.escapes == 0) || !is_escaped(address))
            return;
    } else if (address - me->tls_low < me->tls_size) {
        if (unlikely(me->handlers) && engine.has_signals)
            escape(address);
        if (likely(engine.escapes == 0) || !is_escaped(address))
            return;
    }
    struct op *op = &me->op;
    op->type = OP_MEMORY;
    op->flags = flags;
    op->links_used = 0;
    op->size = size;
    op->kind = kind;
    op->address = address;
    op->where = where;
    op->argument = 0;
    if (likely(address - engine.globals < engine.globals_size))
        engine_step(me);
    else
        step_elsewhere(me, address, where);
}

/* They are announced word by word, and written when all have been. */
static void note_words(uintptr_t address, size_t size, bool writes)
{
    const struct thread *me = engine.current;
    bool is_own = me && address - me->stack_low < me->stack_size;
    if (writes && !is_own && (address & 7) + size > 8)
        rounds_change();
}

static void access_words(uintptr_t address, size_t size, unsigned flags, enum event_kind kind,
                         uint64_t where)
{
    const struct thread *me = engine.current;
    note_words(address, size, flags & OP_WRITES);
    story_open(me, true);
    while (size > 0) {
        unsigned here = 8 - (unsigned)(address & 7);
        if (here > size)
            here = (unsigned)size;
        access(address, here, flags, kind, where);
        address += here;
        size -= here;
    }
    story_open(me, false);
}

void memory_access(uintptr_t address, unsigned size, unsigned flags, enum event_kind kind,
                   uint64_t where)
{
    access_words(address, size, flags, kind, where);
}

void memory_range(const void *from, size_t size, bool writes, uint64_t where)
{
    access_words((uintptr_t)from, size, writes ? OP_WRITES : OP_READS,
                 writes ? K_MEM_WRITE : K_MEM_READ, where);
}

/* The kernel reads there before it finds out that it is asked for nothing. */
static bool is_readable(uint64_t address)
{
    uint64_t word = address & ~UINT64_C(7);
    return word != 0 && engine_syscall(SYS_rt_sigprocmask, -1, word, NULL, sizeof(word)) != -EFAULT;
}

int64_t memory_peek(uint64_t address, unsigned size)
{
    const void *at = (const void *)(uintptr_t)address;
    union {
        int8_t b1;
        int16_t b2;
        int32_t b4;
        int64_t b8;
    } value = {.b8 = 0};
    /* A wild store is the program's crash, not ours. */
    if (size > 8 || (address - engine.globals >= engine.globals_size && !is_readable(address)))
        return 0;
    __builtin_memcpy(&value, at, size);
    return size == 1 ? value.b1 : size == 2 ? value.b2 : size == 4 ? value.b4 : value.b8;
}

/* clang-format off */
#define HOOKS(name, size)                                                                          \
    HOOK void __tsan_##name##read##size(void *address)                                             \
    {                                                                                              \
        ONE(address, size, OP_READS, K_MEM_READ);                                                  \
    }                                                                                              \
    HOOK void __tsan_##name##write##size(void *address)                                            \
    {                                                                                              \
        ONE(address, size, OP_WRITES, K_MEM_WRITE);                                                \
    }                                                                                              \
    HOOK void __tsan_##name##read_write##size(void *address)                                       \
    {                                                                                              \
        ONE(address, size, OP_READS, K_MEM_READ);                                                  \
        ONE(address, size, OP_WRITES, K_MEM_WRITE);                                                \
    }
/* clang-format on */

/* Aligned: within a word. */
#define ONE(address, size, flags, kind) access((uintptr_t)(address), size, flags, kind, WHERE)
TSAN_WITHIN_A_WORD(HOOKS)
#undef ONE
#define ONE(address, size, flags, kind)                                                            \
    memory_access((uintptr_t)(address), size, flags, kind, WHERE)
TSAN_ACROSS_WORDS(HOOKS)

HOOK void __tsan_init(void)
{
}

/* The frame of the program's function: our own begins with its frame pointer. */
#define CALLERS_FRAME (*(const uintptr_t *const *)__builtin_frame_address(0))

HOOK void __tsan_func_entry(void *caller)
{
    (void)caller;
    if (unlikely(engine.has_fence))
        fence_enter(CALLERS_FRAME);
    if (unlikely(engine.is_recording))
        naming_enter(CALLERS_FRAME, WHERE);
}

HOOK void __tsan_func_exit(void)
{
    if (unlikely(engine.has_fence))
        fence_leave(CALLERS_FRAME, WHERE);
    if (unlikely(engine.is_recording))
        naming_leave(CALLERS_FRAME);
}

HOOK void __tsan_read_range(void *address, size_t size)
{
    memory_range(address, size, false, WHERE);
}

HOOK void __tsan_write_range(void *address, size_t size)
{
    memory_range(address, size, true, WHERE);
}

HOOK void __tsan_vptr_read(void **address)
{
    memory_range(address, sizeof(*address), false, WHERE);
}

HOOK void __tsan_vptr_update(void **address, void *value)
{
    (void)value;
    memory_range(address, sizeof(*address), true, WHERE);
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
    memory_range(from, n, false, WHERE);
    memory_range(to, n, true, WHERE);
    return __builtin_memcpy(to, from, n);
}

HOOK void *__tsan_memmove(void *to, const void *from, size_t n)
{
    memory_range(from, n, false, WHERE);
    memory_range(to, n, true, WHERE);
    return __builtin_memmove(to, from, n);
}

HOOK void *__tsan_memset(void *to, int byte, size_t n)
{
    memory_range(to, n, true, WHERE);
    return __builtin_memset(to, byte, n);
}
