/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/calls/fence.h"

#include <link.h>
#include <string.h>

#include "explore/calls/heap.h"
#include "explore/machine/context.h"
#include "explore/report/report.h"

#define FIRST_PAGE 4096u /* no variable is there: a store to it is a crash, and told as one */

struct range {
    uint64_t from, to;
};

/* Made by the tutor, and linked in: the four gaps, the answer's code, and the table of where
 * functions of the program begin. */
struct fences {
    struct range gaps[4], code, functions;
};
extern const struct fences conc_tutor_fences __attribute__((weak));

static struct range engine_image;

static bool is_in(uintptr_t address, struct range range)
{
    return address - range.from < range.to - range.from;
}

static int find_engine(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    struct range range = {UINT64_MAX, 0};
    for (int i = 0; i < info->dlpi_phnum; i++) {
        const ElfW(Phdr) *segment = &info->dlpi_phdr[i];
        if (segment->p_type != PT_LOAD)
            continue;
        uint64_t from = info->dlpi_addr + segment->p_vaddr;
        range.from = from < range.from ? from : range.from;
        range.to = from + segment->p_memsz > range.to ? from + segment->p_memsz : range.to;
    }
    if (!is_in((uintptr_t)&engine, range))
        return 0;
    engine_image = range;
    return 1;
}

void fence_find(void)
{
    if (&conc_tutor_fences == NULL)
        return;
    (void)dl_iterate_phdr(find_engine, NULL);
    engine.has_fence = true;
}

/* --- where functions return to, and whose frames are where -------------------------------------
 */

#define DEPTH   256u /* of calls that are looked after; what is deeper is not */
#define ENTRIES 16u  /* the same of calls by the engine: of a start, a handler, a destructor ... */

static struct calls {
    uint32_t epoch, depth, entries;
    struct {
        const uintptr_t *frame;
        uintptr_t back;
    } calls[DEPTH];
    /* Between a function that the engine called and the one that called the engine. */
    struct {
        uint32_t depth;
        struct range frames;
    } ours[ENTRIES];
} shadows[THREADS];

static struct calls *shadow_of(const struct thread *thread)
{
    struct calls *calls = &shadows[thread->index];
    if (calls->epoch != engine.epoch) {
        calls->epoch = engine.epoch;
        calls->depth = calls->entries = 0;
    }
    return calls;
}

static bool is_on_stack_of(const struct thread *thread, uintptr_t address)
{
    return address - thread->stack_low < thread->stack_size;
}

static void enter_from_engine(struct calls *calls, uint32_t depth, const uintptr_t *frame)
{
    const struct thread *me = engine.current;
    uintptr_t end = depth > 0 ? me->hook_top : me->stack_low + me->stack_size;
    if (calls->entries == ENTRIES)
        return;
    calls->ours[calls->entries].depth = depth;
    calls->ours[calls->entries++].frames = (struct range){(uintptr_t)(frame + 2), end};
}

void fence_enter(const uintptr_t *frame)
{
    if (!engine.is_live)
        return;
    struct calls *calls = shadow_of(engine.current);
    uint32_t depth = calls->depth++;
    if (is_in(frame[1], engine_image))
        enter_from_engine(calls, depth, frame);
    if (depth >= DEPTH)
        return;
    calls->calls[depth].frame = frame;
    calls->calls[depth].back = frame[1];
}

void fence_leave(const uintptr_t *frame, uint64_t where)
{
    if (!engine.is_live)
        return;
    struct calls *calls = shadow_of(engine.current);
    if (calls->depth == 0)
        return;
    uint32_t depth = --calls->depth;
    if (calls->entries > 0 && calls->ours[calls->entries - 1].depth == depth)
        calls->entries--;
    if (depth >= DEPTH)
        return;
    if (calls->calls[depth].frame == frame && calls->calls[depth].back == frame[1])
        return;
    report_misuse("a function that returns to another place than it was called from", 0, frame,
                  where);
    engine_end(END_FAILED);
}

static bool is_frame_of_ours(uintptr_t address, const struct thread *thread)
{
    if (!is_on_stack_of(thread, address) || thread->life == LIFE_NONE || thread->life == LIFE_OVER)
        return false;
    if (address < thread->hook_top)
        return true;
    const struct calls *calls = shadow_of(thread);
    for (uint32_t i = 0; i < calls->entries; i++)
        if (is_in(address, calls->ours[i].frames))
            return true;
    return false;
}

/* --- accesses ----------------------------------------------------------------------------------
 */

static bool is_in_gap(uintptr_t address)
{
    for (int i = 0; i < 4; i++)
        if (is_in(address, conc_tutor_fences.gaps[i]))
            return true;
    return false;
}

static bool is_programs(uintptr_t address)
{
    const struct thread *me = engine.current;
    uint64_t block;
    int stack = context_stack_of(address);
    if (stack != NOBODY)
        return !is_frame_of_ours(address, &engine.threads[stack]);
    return address - engine.globals < engine.globals_size || heap_block(address, &block) ||
           address - me->tls_low < me->tls_size;
}

static bool is_ours(uintptr_t address)
{
    uintptr_t judged = (uintptr_t)verdict;
    return is_in(address, engine_image) || address - judged < sizeof(*verdict) ||
           address - engine.code < engine.code_size || context_stack_of(address) != NOBODY;
}

void fence_look(uintptr_t address, unsigned flags, uint64_t where)
{
    if (!engine.is_live || !is_in(where, conc_tutor_fences.code) || address < FIRST_PAGE)
        return;
    bool is_wrong = is_in_gap(address);
    if (!is_wrong && !is_programs(address))
        is_wrong = (flags & OP_WRITES) || is_ours(address);
    if (!is_wrong)
        return;
    report_misuse("access of memory that is not its own", 0, (void *)address, where);
    engine_end(END_FAILED);
}

void fence_format(const char *format, uint64_t where)
{
    if (!is_in(where, conc_tutor_fences.code))
        return;
    for (const char *at = format; (at = strchr(at, '%'));) {
        at++;
        at += strspn(at, "0123456789$*.-+ #'hlqjztL");
        if (*at == 'n')
            engine_refuse("%n in a format", where);
        at += *at != '\0';
    }
}

/* --- calls through pointers ------------------------------------------------------------------- */

/* Called with the program's registers full: it uses none but the general ones. */
__attribute__((target("general-regs-only"), used)) void fence_call(uintptr_t function,
                                                                   uint64_t where)
{
    const uintptr_t *at = (const uintptr_t *)conc_tutor_fences.functions.from;
    const uintptr_t *end = (const uintptr_t *)conc_tutor_fences.functions.to;
    if (!engine.is_live || function < FIRST_PAGE)
        return;
    while (at < end && *at != function)
        at++;
    if (at < end)
        return;
    report_misuse("a call of what is no function of the program", 0, NULL, where);
    engine_end(END_FAILED);
}

#ifdef __x86_64__
/* What compilers call instead of `call *%reg`. */
#define THUNK(reg)                                                                                 \
    __asm__(".globl __x86_indirect_thunk_" #reg "\n"                                               \
            ".type __x86_indirect_thunk_" #reg ", @function\n"                                     \
            "__x86_indirect_thunk_" #reg ":\n"                                                     \
            "push %rax\n push %rcx\n push %rdx\n push %rsi\n push %rdi\n"                          \
            "push %r8\n push %r9\n push %r10\n push %r11\n"                                        \
            "mov %" #reg ", %rdi\n"                                                                \
            "mov 72(%rsp), %rsi\n"                                                                 \
            "call fence_call\n"                                                                    \
            "pop %r11\n pop %r10\n pop %r9\n pop %r8\n"                                            \
            "pop %rdi\n pop %rsi\n pop %rdx\n pop %rcx\n pop %rax\n"                               \
            "jmp *%" #reg "\n");
THUNK(rax)
THUNK(rbx)
THUNK(rcx)
THUNK(rdx)
THUNK(rsi)
THUNK(rdi)
THUNK(rbp)
THUNK(r8)
THUNK(r9)
THUNK(r10)
THUNK(r11)
THUNK(r12)
THUNK(r13)
THUNK(r14)
THUNK(r15)
#endif
