/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Before an execution begins, and for the C library's own needs, memory comes from the C library.
 */
#include "explore/calls/heap.h"

#include <errno.h>
#include <link.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "explore/calls/fence.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/machine/resume.h"
#include "explore/report/report.h"
#include "explore/report/story.h"
#include "explore/search/spin.h"

#define ARENA    ((size_t)64 << 20)
#define UNIT     ((size_t)16)
#define BITS     64
#define DIRT     0xa5 /* what malloc'ed memory holds */
#define TOO_MUCH ((size_t)1 << 40)
#define CHUNK    ((size_t)1 << 20)

static char *arenas;
static uint64_t *starts; /* a bit a unit: a block's bytes start here */
static size_t used[THREADS], opened[THREADS];
OF_EXECUTION static bool has_used;
OF_EXECUTION static uint32_t live;
static uintptr_t libc_from, libc_to;

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *memory, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *memory);

static int find_libc(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    const char *slash = info->dlpi_name ? strrchr(info->dlpi_name, '/') : NULL;
    if (!slash || strncmp(slash, "/libc.", 6) != 0)
        return 0;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_LOAD && (info->dlpi_phdr[i].p_flags & PF_X)) {
            libc_from = info->dlpi_addr + info->dlpi_phdr[i].p_vaddr;
            libc_to = libc_from + info->dlpi_phdr[i].p_memsz;
        }
    return 1;
}

void heap_init(void)
{
    size_t size = ARENA * THREADS;
    arenas = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (arenas == MAP_FAILED)
        engine_internal("no address space for a heap");
    starts = engine_reserve(size / UNIT / 8);
    (void)dl_iterate_phdr(find_libc, NULL);
}

void heap_reset(void)
{
    if (!has_used)
        return;
    has_used = false;
    live = 0;
    for (size_t i = 0; i < engine.count; i++) { /* as many as the execution before had */
        memset(starts + ARENA / UNIT / BITS * i, 0, used[i] / UNIT / 8 + 8);
        used[i] = 0;
    }
}

void heap_keep(void)
{
    if (!has_used)
        return;
    resume_keep(used, engine.count * sizeof(*used));
    for (size_t i = 0; i < engine.count; i++) {
        resume_keep(arenas + ARENA * i, used[i]);
        if (used[i] > 0)
            resume_keep(starts + ARENA / UNIT / BITS * i, used[i] / UNIT / 8 + 8);
    }
}

void heap_forget(void)
{
    memset(opened, 0, sizeof(opened));
}

static bool is_ours(const void *memory)
{
    return (uintptr_t)memory - (uintptr_t)arenas < ARENA * THREADS;
}

/* What libc allocates for itself outlives an execution. */
static inline bool is_for_guest(uint64_t caller)
{
    return engine.is_live && caller - libc_from >= libc_to - libc_from;
}

static struct block *block_of(const void *memory)
{
    return (struct block *)((uintptr_t)memory - sizeof(struct block));
}

/* The block that begins last before the address, or NULL; freed or not. */
static struct block *block_before(size_t offset)
{
    size_t unit = offset / UNIT, word = unit / BITS;
    uint64_t bits = starts[word] & (~UINT64_C(0) >> (BITS - 1 - unit % BITS));
    size_t first = offset / ARENA * (ARENA / UNIT / BITS);
    while (!bits && word > first)
        bits = starts[--word];
    if (!bits)
        return NULL;
    return block_of(arenas + (word * BITS + (size_t)(BITS - 1 - __builtin_clzll(bits))) * UNIT);
}

static bool reaches(const struct block *block, uintptr_t address)
{
    return address - (uintptr_t)(block + 1) < block->size + UNIT;
}

bool heap_block(uintptr_t address, uint64_t *block)
{
    size_t offset = address - (uintptr_t)arenas;
    if (offset >= ARENA * THREADS)
        return false;
    const struct block *found = block_before(offset);
    *block = found && !found->is_freed && reaches(found, address) ? (uintptr_t)(found + 1) : 0;
    return true;
}

bool heap_report_freed(uintptr_t address, bool is_again, uint64_t where)
{
    const struct block *found = block_before(address - (uintptr_t)arenas);
    if (!found || !found->is_freed || !reaches(found, address))
        return false;
    report_freed(address, is_again, where, found->thread, found->where);
    return true;
}

struct block *heap_find(uintptr_t address)
{
    uint64_t block;
    return heap_block(address, &block) && block ? block_of((const void *)block) : NULL;
}

uint32_t heap_live(void)
{
    return live;
}

void heap_each(void (*see)(struct block *block))
{
    for (size_t i = 0; i < THREADS; i++)
        for (size_t word = 0; word * UNIT * BITS < used[i]; word++) {
            uint64_t bits = starts[ARENA / UNIT / BITS * i + word];
            for (; bits; bits &= bits - 1) {
                size_t unit = word * BITS + (size_t)__builtin_ctzll(bits);
                struct block *block = block_of(arenas + ARENA * i + unit * UNIT);
                if (!block->is_freed)
                    see(block);
            }
        }
}

/* Where signals come from elsewhere: one may come in the middle of it. */
static void be_interrupted(uint64_t where)
{
    if (!engine.has_signals)
        return;
    struct op op = hook_op(OP_PLAIN, K_NONE, NULL, where);
    signals_unsafe_begin(where);
    engine_do(&op);
    signals_unsafe_end();
}

static void *allocate(size_t size, size_t alignment, uint64_t where)
{
    be_interrupted(where);
    unsigned index = engine.current->index;
    size_t at = used[index] + sizeof(struct block);
    at = (at + alignment - 1) & ~(alignment - 1);
    if (size > TOO_MUCH || engine_request_fails()) {
        const struct op op = hook_op(OP_PLAIN, K_FAILED, NULL, where);
        story_result(K_FAILED, &op, ENOMEM, 0, "malloc");
        errno = ENOMEM; /* as outside */
        return NULL;
    }
    if (at + size + UNIT > ARENA)
        engine_refuse("more than 64 MiB of heap for one thread", where);
    size_t end = (at + size + UNIT - 1) & ~(UNIT - 1);
    char *arena = arenas + index * ARENA;
    if (end > opened[index]) {
        size_t upto = (end + CHUNK - 1) & ~(CHUNK - 1);
        if (mprotect(arena, upto, PROT_READ | PROT_WRITE) != 0) {
            errno = ENOMEM;
            return NULL;
        }
        opened[index] = upto;
    }
    has_used = true;
    used[index] = end == at ? end + UNIT : end;
    spin_changed();
    char *memory = arena + at;
    size_t unit = (size_t)(memory - arenas) / UNIT;
    starts[unit / BITS] |= UINT64_C(1) << unit % BITS;
    *block_of(memory) =
        (struct block){.size = size, .where = where, .thread = engine.current->index};
    live++;
    return memory;
}

static void *allocate_dirty(size_t size, size_t alignment, uint64_t where)
{
    void *memory = allocate(size, alignment, where);
    if (memory)
        memset(memory, DIRT, size);
    return memory;
}

static void free_at(void *memory, uint64_t where)
{
    if (!memory)
        return;
    if (!is_ours(memory)) {
        if (!engine.is_live || !is_for_guest(where))
            __libc_free(memory);
        return; /* it was there before the execution: stays */
    }
    if (!engine.is_live)
        return;
    be_interrupted(where);
    uint64_t block = 0;
    (void)heap_block((uintptr_t)memory, &block);
    if (block != (uintptr_t)memory) {
        if (!heap_report_freed((uintptr_t)memory, true, where))
            report_misuse("free of what malloc did not give", 0, memory, where);
        engine_end(END_FAILED);
    }
    if (!engine.is_alone) {
        struct op op = hook_op(OP_PLAIN, K_FREED, memory, where);
        (void)hook_link(&op, memory, TAG_BLOCK);
        engine_do(&op);
        if (heap_report_freed((uintptr_t)memory, true, where))
            engine_end(END_FAILED);
    }
    struct block *freed = block_of(memory);
    freed->is_freed = true;
    freed->where = where;
    freed->thread = engine.current->index;
    live--;
}

HOOK void *malloc(size_t size)
{
    return is_for_guest(WHERE) ? allocate_dirty(size, UNIT, WHERE) : __libc_malloc(size);
}

HOOK void *calloc(size_t count, size_t size)
{
    if (!is_for_guest(WHERE))
        return __libc_calloc(count, size);
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    void *memory = allocate(bytes, UNIT, WHERE);
    if (memory)
        memset(memory, 0, bytes);
    return memory;
}

HOOK void free(void *memory)
{
    free_at(memory, WHERE);
}

static void *reallocate(void *memory, size_t size, uint64_t where)
{
    if (!is_for_guest(where) && !is_ours(memory))
        return __libc_realloc(memory, size);
    void *larger = allocate_dirty(size, UNIT, where);
    if (!memory || !larger)
        return larger;
    size_t before = is_ours(memory) ? block_of(memory)->size : size;
    memcpy(larger, memory, before < size ? before : size);
    free_at(memory, where);
    return larger;
}

HOOK void *realloc(void *memory, size_t size)
{
    return reallocate(memory, size, WHERE);
}

void *reallocarray(void *memory, size_t count, size_t size);
HOOK void *reallocarray(void *memory, size_t count, size_t size)
{
    size_t bytes;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        errno = ENOMEM;
        return NULL;
    }
    return reallocate(memory, bytes, WHERE);
}

void *memalign(size_t alignment, size_t size);
HOOK void *memalign(size_t alignment, size_t size)
{
    return is_for_guest(WHERE) ? allocate_dirty(size, alignment < UNIT ? UNIT : alignment, WHERE)
                               : __libc_memalign(alignment, size);
}

void *aligned_alloc(size_t alignment, size_t size);
HOOK void *aligned_alloc(size_t alignment, size_t size)
{
    return is_for_guest(WHERE) ? allocate_dirty(size, alignment < UNIT ? UNIT : alignment, WHERE)
                               : __libc_memalign(alignment, size);
}

int posix_memalign(void **memory, size_t alignment, size_t size);
HOOK int posix_memalign(void **memory, size_t alignment, size_t size)
{
    if (alignment % sizeof(void *) != 0 || (alignment & (alignment - 1)) != 0 || alignment == 0)
        return EINVAL;
    void *given = is_for_guest(WHERE)
                      ? allocate_dirty(size, alignment < UNIT ? UNIT : alignment, WHERE)
                      : __libc_memalign(alignment, size);
    if (!given)
        return ENOMEM;
    *memory = given;
    return 0;
}

static char *text_of(size_t size, uint64_t where)
{
    return is_for_guest(where) ? allocate_dirty(size, UNIT, where) : __libc_malloc(size);
}

static char *copy(const char *text, size_t size, uint64_t where)
{
    char *made = text_of(size + 1, where);
    if (!made)
        return NULL;
    memcpy(made, text, size);
    made[size] = '\0';
    return made;
}

HOOK char *strdup(const char *text)
{
    return copy(text, strlen(text), WHERE);
}

HOOK char *strndup(const char *text, size_t most)
{
    return copy(text, strnlen(text, most), WHERE);
}

static int print(char **made, const char *format, va_list args, uint64_t where)
{
    if (engine.has_fence)
        fence_format(format, where);
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, format, again);
    va_end(again);
    *made = n < 0 ? NULL : text_of((size_t)n + 1, where);
    return *made ? vsnprintf(*made, (size_t)n + 1, format, args) : -1;
}

HOOK int vasprintf(char **made, const char *format, va_list args)
{
    return print(made, format, args, WHERE);
}

HOOK int asprintf(char **made, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    int n = print(made, format, args, WHERE);
    va_end(args);
    return n;
}

int __asprintf_chk(char **made, int flag, const char *format, ...);
int __vasprintf_chk(char **made, int flag, const char *format, va_list args);

HOOK int __asprintf_chk(char **made, int flag, const char *format, ...)
{
    (void)flag;
    va_list args;
    va_start(args, format);
    int n = print(made, format, args, WHERE);
    va_end(args);
    return n;
}

HOOK int __vasprintf_chk(char **made, int flag, const char *format, va_list args)
{
    (void)flag;
    return print(made, format, args, WHERE);
}
