/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each worker has a word that it sleeps on. Giving the turn: the other's word is set, the other is
 * woken, one's own is awaited. So all that the engine does is done by one thread at a time, and
 * each hand-over orders what was done before it.
 *
 * A worker outlives the execution: an abandoned one sleeps in the middle of the program's code, and
 * when its number is needed again it jumps out of there.
 */
#include "explore/machine/turns.h"

#include <dlfcn.h>
#include <linux/futex.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "explore/machine/context.h"
#include "explore/machine/syscall.h"

#define SIGNAL_STACK ((size_t)64 << 10)

struct worker {
    uint32_t has_turn, is_ready; /* futexes */
    pid_t tid;
    void (*entry)(void); /* what to begin with; NULL: it goes on */
    jmp_buf bottom;
    void *signal_stack;
    struct turns_worker facts;
};

static struct worker workers[THREADS + 1]; /* the last is the search's */
static struct worker *owner;               /* who has the turn: the one that runs */

static struct worker *worker_of(const struct thread *thread)
{
    return &workers[thread == &engine.root ? THREADS : thread->index];
}

static void wait_for(uint32_t *word)
{
    while (!__atomic_load_n(word, __ATOMIC_ACQUIRE))
        (void)engine_syscall(SYS_futex, word, FUTEX_WAIT_PRIVATE, 0, NULL, NULL, 0);
}

static void set(uint32_t *word)
{
    __atomic_store_n(word, 1, __ATOMIC_RELEASE);
    (void)engine_syscall(SYS_futex, word, FUTEX_WAKE_PRIVATE, 1, NULL, NULL, 0);
}

static void hand_to(struct worker *to)
{
    __atomic_store_n(&owner, to, __ATOMIC_RELEASE);
    set(&to->has_turn);
}

static void await(struct worker *me)
{
    wait_for(&me->has_turn);
    me->has_turn = 0;
    if (me->entry)
        _longjmp(me->bottom, 1);
}

/* Two threads that take turns have no use for two cores, and wake each other faster on one. Parts
 * of a proof that are searched at one time lie side by side. */
void turns_stay_on_one_core(void)
{
    cpu_set_t allowed, one;
    unsigned now = 0;
    CPU_ZERO(&allowed);
    if (engine_syscall(SYS_sched_getaffinity, 0, sizeof(allowed), &allowed) <= 0 ||
        engine_syscall(SYS_getcpu, &now, NULL, NULL) != 0)
        return;
    unsigned nth = verdict->request.shards > 1 ? verdict->request.shard : 0;
    for (unsigned n = 0; n < nth; n++)
        do
            now = (now + 1) % CPU_SETSIZE;
        while (!CPU_ISSET(now, &allowed));
    CPU_ZERO(&one);
    CPU_SET(now, &one);
    (void)engine_syscall(SYS_sched_setaffinity, 0, sizeof(one), &one); /* else it is slower */
}

void turns_init(void)
{
    memset(workers, 0, sizeof(workers));
    owner = &workers[THREADS];
    owner->tid = (pid_t)engine_syscall(SYS_gettid);
    owner->facts.pointer = context_pointer();
}

/* Signal handlers of the engine's run even where the program's stack is used up. */
static void *work(void *argument)
{
    struct worker *me = argument;
    me->tid = (pid_t)engine_syscall(SYS_gettid);
    me->facts = (struct turns_worker){.pointer = context_pointer(),
                                      .handle = pthread_self(),
                                      .top = (uintptr_t)__builtin_frame_address(0)};
    stack_t stack = {.ss_sp = me->signal_stack, .ss_size = SIGNAL_STACK};
    if (engine_syscall(SYS_sigaltstack, &stack, NULL) != 0)
        engine_internal("no stack for signals");
    if (_setjmp(me->bottom) == 0) {
        set(&me->is_ready);
        await(me); /* comes back from _setjmp */
    }
    void (*entry)(void) = me->entry;
    me->entry = NULL;
    entry();
    engine_internal("a thread came back"); /* they end by turns_leave() */
}

struct turns_worker turns_start(unsigned index, char *low, size_t size)
{
    static int (*create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    if (!create)
        *(void **)&create = dlsym(RTLD_NEXT, "pthread_create");
    struct worker *worker = &workers[index];
    worker->signal_stack = engine_reserve(SIGNAL_STACK);
    pthread_t thread;
    pthread_attr_t attributes;
    if (!create || pthread_attr_init(&attributes) != 0 ||
        pthread_attr_setstack(&attributes, low, size) != 0 ||
        create(&thread, &attributes, work, worker) != 0)
        engine_internal("cannot create a thread");
    (void)pthread_attr_destroy(&attributes);
    wait_for(&worker->is_ready);
    return worker->facts;
}

void turns_begin(const struct thread *thread, void (*entry)(void))
{
    worker_of(thread)->entry = entry;
}

/* Below the frame of its caller, with that and the registers in it in view of context_each(). */
__attribute__((noinline)) static void hand_and_wait(struct thread *from, const struct thread *to)
{
    struct worker *me = owner;
    from->sp = __builtin_frame_address(0);
    hand_to(worker_of(to));
    await(me);
}

__attribute__((noinline)) void turns_switch(struct thread *from, const struct thread *to)
{
    __builtin_unwind_init(); /* registers that a call keeps are on the stack from here on */
    hand_and_wait(from, to);
    __asm__ volatile("" ::: "memory"); /* the call above is no jump */
}

_Noreturn void turns_leave(const struct thread *to)
{
    struct worker *me = owner;
    hand_to(worker_of(to));
    for (;;)
        await(me);
}

bool turns_pass_on(int number)
{
    const struct worker *now = __atomic_load_n(&owner, __ATOMIC_ACQUIRE);
    if (now->facts.pointer == context_pointer())
        return false;
    (void)engine_syscall(SYS_tgkill, engine_syscall(SYS_getpid), now->tid, number);
    return true;
}
