/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "explore/machine/context.h"

#include <dlfcn.h>
#include <link.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/mman.h>
#include <unistd.h>

#include "explore/machine/backend.h"
#include "explore/machine/storage.h"
#include "explore/machine/syscall.h"
#include "explore/machine/turns.h"
#include "explore/search/spin.h"

/* Stacks are switched by a few lines of assembly on x86-64; elsewhere, or if asked, by the C
 * library, which takes two system calls a switch; or real threads take turns (turns.c). */
#if MACHINE_X86
#include <asm/prctl.h>
#endif

#define STACK_COLOUR ((size_t)320)
#define GUARD        ((size_t)4096)
#define PARKED_STACK ((size_t)64 << 10)
#define TLS_AROUND   ((size_t)4096)

static char *stacks;
static bool is_fast;   /* else another back end */
static bool is_shared; /* all threads have the storage of the first: nobody can tell */
static uint64_t parked_fs[THREADS];
static uintptr_t tops[THREADS]; /* of stacks, where real threads have a part of it */
static pthread_t handles[THREADS];
static const void *tls_image;
static size_t tls_image_size, tls_size;
static ptrdiff_t tls_distance; /* from a thread's block to its thread pointer */

#if MACHINE_X86

/* Saves what a call must keep, leaves the stack in *save, goes on at `load`. */
void context_swap(void **save, void *load, uint64_t fs);
void context_swap_only(void **save, void *load);

__asm__(".text\n"
        ".globl context_swap\n"
        ".hidden context_swap\n"
        ".type context_swap,@function\n"
        "context_swap:\n"
        "  pushq %rbp\n  pushq %rbx\n  pushq %r12\n  pushq %r13\n  pushq %r14\n  pushq %r15\n"
        "  movq %rsp, (%rdi)\n"
        "  movq %rsi, %rsp\n"
        "  wrfsbase %rdx\n"
        "  popq %r15\n  popq %r14\n  popq %r13\n  popq %r12\n  popq %rbx\n  popq %rbp\n"
        "  ret\n"
        ".size context_swap,.-context_swap\n"
        ".globl context_swap_only\n"
        ".hidden context_swap_only\n"
        ".type context_swap_only,@function\n"
        "context_swap_only:\n"
        "  pushq %rbp\n  pushq %rbx\n  pushq %r12\n  pushq %r13\n  pushq %r14\n  pushq %r15\n"
        "  movq %rsp, (%rdi)\n"
        "  movq %rsi, %rsp\n"
        "  popq %r15\n  popq %r14\n  popq %r13\n  popq %r12\n  popq %rbx\n  popq %rbp\n"
        "  ret\n"
        ".size context_swap_only,.-context_swap_only\n");

/* Where a new stack begins: below what the registers were taken from, so that the program's frames
 * lie where nothing was put for this execution (spin_prepare). Goes on at %rbx, without a caller.
 */
void context_begin(void);

__asm__(".text\n"
        ".globl context_begin\n"
        ".hidden context_begin\n"
        ".type context_begin,@function\n"
        "context_begin:\n"
        "  leaq -64(%rsp), %rsp\n"
        "  movq $0, (%rsp)\n"
        "  jmpq *%rbx\n"
        ".size context_begin,.-context_begin\n");

#endif

uint64_t context_pointer(void)
{
    uint64_t pointer;
#if MACHINE_X86
    __asm__("movq %%fs:0, %0" : "=r"(pointer));
#elif MACHINE_ARM
    __asm__("mrs %0, tpidr_el0" : "=r"(pointer));
#else
    pointer = (uint64_t)pthread_self();
#endif
    return pointer;
}

static void set_pointer(uint64_t pointer)
{
#if MACHINE_X86
    if (is_fast)
        __asm__ volatile("wrfsbase %0" ::"r"(pointer) : "memory");
    else
        (void)engine_syscall(SYS_arch_prctl, ARCH_SET_FS, pointer);
#elif MACHINE_ARM
    __asm__ volatile("msr tpidr_el0, %0" ::"r"(pointer) : "memory");
#else
    (void)pointer;
    engine_internal("this machine's thread pointer is not known");
#endif
}

static size_t stack_offset(unsigned index)
{
    return index * STACK_SIZE;
}

static int find_tls(struct dl_phdr_info *info, size_t size, void *data)
{
    (void)size;
    (void)data;
    for (int i = 0; i < info->dlpi_phnum; i++)
        if (info->dlpi_phdr[i].p_type == PT_TLS && info->dlpi_tls_data) {
            tls_image = (const void *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
            tls_image_size = info->dlpi_phdr[i].p_filesz;
            tls_size = info->dlpi_phdr[i].p_memsz;
            tls_distance =
                (ptrdiff_t)(context_pointer() - (uint64_t)(uintptr_t)info->dlpi_tls_data);
        }
    return 1; /* only the first object: the program */
}

void context_init(void)
{
    is_fast = backend == BACKEND_FAST;
    is_shared = is_fast && verdict->request.backend == BACKEND_AUTO && !storage_is_used();
    size_t size = stack_offset(THREADS);
    stacks = mmap(NULL, size, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (stacks == MAP_FAILED)
        engine_internal("no address space for stacks");
    (void)dl_iterate_phdr(find_tls, NULL);
    engine.root.fs = context_pointer();
    if (backend_has_turns()) {
        turns_init();
        turns_stay_on_one_core();
        return;
    }
    parked_fs[0] = engine.root.fs;
    handles[0] = pthread_self();
}

bool context_is_shared(void)
{
    return is_shared;
}

void context_forget(void)
{
    __builtin_memset(parked_fs, 0, sizeof(parked_fs));
    for (size_t i = 0; i < THREADS; i++)
        engine.threads[i].stack_low = 0;
    turns_init();
}

/* --- storage ---------------------------------------------------------------------------------- */

struct parked {
    uint32_t ready;
    uint64_t pointer;
    pthread_t handle;
};

/* The real thread does nothing but own its storage. */
static void *park(void *argument)
{
    struct parked *parked = argument;
    parked->pointer = context_pointer();
    parked->handle = pthread_self();
    __atomic_store_n(&parked->ready, 1, __ATOMIC_RELEASE);
    (void)engine_syscall(SYS_futex, &parked->ready, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
    static uint32_t never;
    for (;;)
        (void)engine_syscall(SYS_futex, &never, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
    return NULL;
}

static struct parked park_another(void)
{
    static int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (!create)
        *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    long least = sysconf(_SC_THREAD_STACK_MIN); /* more than ours on arm64 */
    size_t size = least > (long)PARKED_STACK ? (size_t)least : PARKED_STACK;
    struct parked shared = {0};
    pthread_t thread;
    pthread_attr_t attributes;
    uint64_t all = ~UINT64_C(0), before = 0; /* signals are for the thread that runs */
    (void)engine_syscall(SYS_rt_sigprocmask, SIG_SETMASK, &all, &before, sizeof(all));
    if (pthread_attr_init(&attributes) != 0 || pthread_attr_setstacksize(&attributes, size) != 0 ||
        create(&thread, &attributes, park, &shared) != 0)
        engine_internal("cannot create a thread to park");
    while (!__atomic_load_n(&shared.ready, __ATOMIC_ACQUIRE))
        (void)engine_syscall(SYS_futex, &shared.ready, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
    (void)engine_syscall(SYS_rt_sigprocmask, SIG_SETMASK, &before, NULL, sizeof(before));
    (void)pthread_attr_destroy(&attributes);
    return shared;
}

/* The maker's own storage is in use: the C library is called in the root's. */
static void park_for(unsigned index)
{
    uint64_t fs = context_pointer();
    set_pointer(engine.root.fs);
    const struct parked parked = park_another();
    parked_fs[index] = parked.pointer;
    handles[index] = parked.handle;
    set_pointer(fs);
}

static void start_for(unsigned index, char *low)
{
    const struct turns_worker worker = turns_start(index, low + GUARD, STACK_SIZE - GUARD);
    parked_fs[index] = worker.pointer;
    handles[index] = worker.handle;
    tops[index] = worker.top;
}

static void get_storage(unsigned index, char *low)
{
    if (is_shared) {
        parked_fs[index] = engine.root.fs;
        handles[index] = (pthread_t)(low + STACK_SIZE - STACK_TOP); /* like no other's */
        return;
    }
    bool was_live = engine.is_live;
    engine.is_live = false;
    if (backend_has_turns())
        start_for(index, low);
    else
        park_for(index);
    engine.is_live = was_live;
}

/* --- making ----------------------------------------------------------------------------------- */

#if MACHINE_X86

static void prepare_stack(struct thread *thread, char *low, void (*entry)(void))
{
    uint64_t *top = (uint64_t *)(void *)(low + thread->stack_size - STACK_TOP);
    top[0] = (uint64_t)(uintptr_t)context_begin;
    for (int i = 1; i <= 6; i++)
        *(top - i) = 0;
    top[-2] = (uint64_t)(uintptr_t)entry; /* %rbx */
    thread->sp = top - 6;
}

#endif

static ucontext_t *context_of(const struct thread *thread)
{
    static ucontext_t contexts[THREADS + 1];
    return &contexts[thread == &engine.root ? THREADS : thread->index];
}

static void prepare_context(struct thread *thread, char *low, void (*entry)(void))
{
    ucontext_t *context = context_of(thread);
    if (getcontext(context) != 0)
        engine_internal("cannot make a stack");
    context->uc_stack.ss_sp = low + GUARD;
    context->uc_stack.ss_size = thread->stack_size - GUARD - STACK_TOP;
    context->uc_link = NULL;
    makecontext(context, entry, 0);
    thread->sp = context;
}

static void prepare(struct thread *thread, char *low, void (*entry)(void))
{
    if (backend_has_turns())
        turns_begin(thread, entry);
    else if (backend == BACKEND_CONTEXTS)
        prepare_context(thread, low, entry);
#if MACHINE_X86
    else
        prepare_stack(thread, low, entry);
#endif
}

static void know_places(struct thread *thread, char *low)
{
    unsigned index = thread->index;
    thread->stack_low = (uintptr_t)low;
    /* Not all tops in the same lines of the cache. */
    thread->stack_size = backend_has_turns() ? tops[index] + STACK_TOP - thread->stack_low
                                             : STACK_SIZE - index % 16 * STACK_COLOUR;
    /* The program's own block lies on one side of the pointer or the other; errno and the
     * thread's descriptor are near. */
    size_t distance = (size_t)(tls_distance < 0 ? -tls_distance : tls_distance);
    thread->tls_low = thread->fs - distance - TLS_AROUND;
    thread->tls_size = 2 * distance + tls_size + 2 * TLS_AROUND;
}

void context_make(struct thread *thread, void (*entry)(void))
{
    unsigned index = thread->index;
    char *low = stacks + stack_offset(index);
    if (!thread->stack_low &&
        mprotect(low + GUARD, STACK_SIZE - GUARD, PROT_READ | PROT_WRITE) != 0)
        engine_internal("no memory for a stack");
    if (!parked_fs[index])
        get_storage(index, low);
    thread->fs = parked_fs[index];
    if (!thread->stack_low)
        know_places(thread, low);
    thread->handle = handles[index];
    if (tls_size > 0) {
        char *block = (char *)thread->fs - tls_distance;
        __builtin_memcpy(block, tls_image, tls_image_size);
        __builtin_memset(block + tls_image_size, 0, tls_size - tls_image_size);
    }
    if (!backend_has_turns()) /* else it is in use */
        spin_prepare(thread);
    prepare(thread, low, entry);
}

/* --- going from one to another ---------------------------------------------------------------- */

void context_switch(struct thread *from, struct thread *to)
{
#if MACHINE_X86
    if (likely(is_shared)) {
        context_swap_only(&from->sp, to->sp);
        return;
    }
    if (likely(is_fast)) {
        context_swap(&from->sp, to->sp, to->fs);
        return;
    }
#endif
    if (backend_has_turns()) {
        turns_switch(from, to);
        return;
    }
    set_pointer(to->fs);
#if MACHINE_X86
    if (backend == BACKEND_FAST_SYSCALL) {
        context_swap_only(&from->sp, to->sp);
        return;
    }
#endif
    ucontext_t *here = context_of(from);
    from->sp = here;
    if (swapcontext(here, to->sp) != 0)
        engine_internal("cannot switch stacks");
}

_Noreturn void context_leave(struct thread *to)
{
    if (backend_has_turns())
        turns_leave(to);
    if (!is_shared)
        set_pointer(to->fs);
#if MACHINE_X86
    if (backend != BACKEND_CONTEXTS) {
        void *nowhere;
        context_swap_only(&nowhere, to->sp);
    }
#endif
    (void)setcontext(to->sp);
    __builtin_unreachable();
}

/* --- what is where ---------------------------------------------------------------------------- */

bool context_is_others_local(uintptr_t address, const struct thread *me)
{
    for (uint32_t i = 0; tls_size > 0 && i <= engine.count && i < THREADS; i++) {
        const struct thread *other = &engine.threads[i];
        uintptr_t block = (uintptr_t)other->fs - (uintptr_t)tls_distance;
        if (other != me && other->fs && address - block < tls_size)
            return true;
    }
    return false;
}

void context_each_from(const struct thread *thread, uintptr_t frame,
                       void (*look)(const void *from, size_t size))
{
    if (tls_size > 0)
        look((const char *)thread->fs - tls_distance, tls_size);
    if (frame - thread->stack_low < thread->stack_size)
        look((const void *)frame, thread->stack_low + thread->stack_size - frame);
}

void context_each(const struct thread *thread, void (*look)(const void *from, size_t size))
{
    uintptr_t frame = (uintptr_t)thread->sp;
    if (backend == BACKEND_CONTEXTS) {
        const ucontext_t *context = thread->sp;
        look(context, sizeof(*context)); /* registers */
        frame = STACK_POINTER(context);
    }
    context_each_from(thread, frame, look);
}

int context_stack_of(uintptr_t address)
{
    size_t offset = address - (uintptr_t)stacks;
    return offset < stack_offset(THREADS) ? (int)(offset / STACK_SIZE) : NOBODY;
}
