/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Threads: create, join, detach, exit.
 */
#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <threads.h>
#include <unistd.h>

#include "explore/calls/cancel.h"
#include "explore/calls/fence.h"
#include "explore/calls/memory.h"
#include "explore/calls/mutex.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/report/report.h"
#include "explore/report/story.h"

static void store(void *to, const void *value, uint64_t where)
{
    memory_access((uintptr_t)to, sizeof(void *), OP_WRITES, K_MEM_WRITE, where);
    __builtin_memcpy(to, value, sizeof(void *));
}

static int create(pthread_t *handle, void *(*start)(void *), void *argument, bool is_detached,
                  uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_THREAD_CREATE, NULL, where);
    signals_link_begin(&op);
    engine_do(&op);
    if (engine.has_fence)
        fence_call((uintptr_t)start, where);
    struct thread *made = engine_create(start, argument);
    if (!made)
        engine_refuse("more than 51 threads", where);
    made->is_detached |= is_detached; /* it may have done so itself */
    made->made_at = where;
    store(handle, &made->handle, where);
    return 0;
}

HOOK int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *),
                        void *argument)
{
    int detached = PTHREAD_CREATE_JOINABLE;
    if (attributes)
        (void)pthread_attr_getdetachstate(attributes, &detached);
    return create(thread, start, argument, detached == PTHREAD_CREATE_DETACHED, WHERE);
}

static struct thread *find_joinable(pthread_t handle, uint64_t where)
{
    struct thread *thread = engine_find(handle);
    const char *text = !thread               ? "join of what is no thread"
                       : thread->is_joined   ? "join of a thread that was joined before"
                       : thread->is_detached ? "join of a detached thread"
                                             : NULL;
    if (!text)
        return thread;
    report_misuse(text, ESRCH, NULL, where);
    engine_end(END_FAILED);
}

static int take_result(struct thread *thread, void **result, uint64_t where)
{
    thread->is_joined = true;
    if (thread->index != 0)
        engine.others--;
    if (engine.current->index == 0 && engine.others == 0)
        engine.is_alone = engine.pending == 0;
    if (result)
        store(result, &thread->result, where);
    return 0;
}

static int join(pthread_t handle, void **result, uint64_t where)
{
    struct thread *me = engine.current, *thread = find_joinable(handle, where);
    if (thread == me)
        return EDEADLK;
    struct op op = hook_op(OP_JOIN, K_JOIN, (void *)handle, where);
    op.argument = thread->index;
    if (engine.has_cancel) /* to ask it to end is wrong from then on */
        (void)hook_link(&op, (const void *)handle, TAG_THREAD);
    cancel_begin(&op);
    engine_do(&op);
    cancel_end();
    if (thread->is_joined)
        (void)find_joinable(handle, where);
    return take_result(thread, result, where);
}

HOOK int pthread_join(pthread_t handle, void **result)
{
    return join(handle, result, WHERE);
}

/* Whether it has ended depends on the schedule: its end is a step from now on. */
static int try_join(pthread_t handle, void **result, int busy, uint64_t where)
{
    if (!engine.has_ends) {
        engine.has_ends = engine.has_escaped = true;
        engine_end(END_BLOCKED);
    }
    struct thread *thread = find_joinable(handle, where);
    if (thread == engine.current)
        return busy == EBUSY ? EBUSY : EDEADLK;
    struct op op = hook_op(OP_PLAIN, K_JOIN, (void *)handle, where);
    op.flags = OP_ACQUIRE | OP_TRIES;
    const struct object *end = hook_link(&op, (const void *)handle, TAG_THREAD);
    if (busy == ETIMEDOUT)
        cancel_begin(&op);
    engine_do(&op);
    if (busy == ETIMEDOUT)
        cancel_end();
    (void)find_joinable(handle, where);
    bool is_over = end->state & THREAD_IS_OVER;
    enum event_kind kind = is_over ? K_JOIN : busy == EBUSY ? K_JOIN_BUSY : K_JOIN_TIMEOUT;
    story_result(kind, &op, 0, 0, NULL);
    return is_over ? take_result(thread, result, where) : busy;
}

HOOK int pthread_tryjoin_np(pthread_t handle, void **result)
{
    return try_join(handle, result, EBUSY, WHERE);
}

HOOK int pthread_timedjoin_np(pthread_t handle, void **result, const struct timespec *until)
{
    (void)until;
    return try_join(handle, result, ETIMEDOUT, WHERE);
}

HOOK int pthread_clockjoin_np(pthread_t handle, void **result, clockid_t clock,
                              const struct timespec *until)
{
    (void)clock;
    (void)until;
    return try_join(handle, result, ETIMEDOUT, WHERE);
}

static int detach(pthread_t handle, uint64_t where)
{
    struct thread *thread = engine_find(handle);
    if (!thread || thread->is_detached || thread->is_joined) {
        report_misuse("detach of what is no joinable thread", EINVAL, NULL, where);
        engine_end(END_FAILED);
    }
    thread->is_detached = true;
    return 0;
}

HOOK int pthread_detach(pthread_t handle)
{
    return detach(handle, WHERE);
}

HOOK _Noreturn void pthread_exit(void *result)
{
    cleanup_unwind(engine.current, result);
}

_Noreturn void thread_ends(struct thread *me, void *result)
{
    me->result = result;
    me->cancel_off = true;
    keys_destroy(me);
    mutex_owner_dies();
    if (engine.has_ends) {
        struct op op = hook_op(OP_PLAIN, K_NONE, (const void *)me->handle, 0);
        op.flags = OP_RELEASE;
        struct object *end = hook_link(&op, (const void *)me->handle, TAG_THREAD);
        signals_link_end(&op);
        engine_do(&op);
        end->state |= THREAD_IS_OVER;
        signals_end(me);
    }
    engine_thread_over(me);
}

static int yield(uint64_t where)
{
    struct op op = hook_op(OP_YIELD, K_YIELD, NULL, where);
    if (!engine.is_alone)
        engine_do(&op);
    return 0;
}

HOOK int sched_yield(void)
{
    return yield(WHERE);
}

HOOK void thrd_yield(void)
{
    (void)yield(WHERE);
}

/* Numbers that are the same in each run. */
HOOK pid_t gettid(void)
{
    return engine.pid + engine.current->index;
}

/* Programs from before gettid() ask so; what else can be asked so has a function of its own. */
HOOK long syscall(long number, ...)
{
    switch (number) {
    case SYS_gettid:
        return engine.pid + engine.current->index;
    case SYS_getpid:
        return engine.pid;
    case SYS_getppid:
        return engine.parent;
    case SYS_sched_yield:
        return yield(WHERE);
    default:
        engine_refuse("syscall", WHERE);
    }
}

HOOK pid_t getpid(void)
{
    return engine.pid;
}

HOOK pid_t getppid(void)
{
    return engine.parent;
}

HOOK int sched_getcpu(void)
{
    return 0;
}

/* --- C11 -------------------------------------------------------------------------------------- */

HOOK int thrd_create(thrd_t *thread, thrd_start_t start, void *argument)
{
    /* Its result is an int, which is returned where a pointer would be. */
    return create((pthread_t *)thread, (void *(*)(void *))(void (*)(void))start, argument, false,
                  WHERE);
}

HOOK int thrd_join(thrd_t thread, int *result)
{
    void *value = NULL;
    (void)join((pthread_t)thread, &value, WHERE);
    if (result) {
        memory_access((uintptr_t)result, sizeof(*result), OP_WRITES, K_MEM_WRITE, WHERE);
        *result = (int)(intptr_t)value;
    }
    return thrd_success;
}

HOOK int thrd_detach(thrd_t thread)
{
    (void)detach((pthread_t)thread, WHERE);
    return thrd_success;
}

HOOK _Noreturn void thrd_exit(int result)
{
    cleanup_unwind(engine.current, (void *)(intptr_t)result);
}
