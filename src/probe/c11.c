/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * C11 threads. glibc makes them of POSIX ones inside itself, where no hook sees it, so they have
 * hooks of their own. Their mutexes are pthread_mutex_t within; the errors are numbers of their
 * own.
 */
#include "probe/lock.h"

#include <pthread.h>
#include <stdlib.h>
#include <threads.h>

#include "probe/probe.h"
#include "probe/thread.h"

static int errno_of(int result);
static int64_t type_of(const mtx_t *mutex);

#define MTX_CALL(call_name)                                                                        \
    (struct lock_call)                                                                             \
    {                                                                                              \
        .where = WHERE, .object = ADDRESS(mutex), .name = call_name, .wait = K_LOCK_WAIT,          \
        .had = K_LOCK, .type = type_of(mutex)                                                      \
    }

HOOK int thrd_create(thrd_t *thread, thrd_start_t routine, void *argument)
{
    if (!reporting())
        return REAL(thrd_create)(thread, routine, argument);
    const uint64_t where = WHERE;
    name_argument(argument, where, __builtin_frame_address(0));
    GATE(THREAD_CREATE);
    SAY(THREAD_CREATE);
    struct birth *birth = birth_new(argument);
    const uint32_t number = birth ? birth->number : 0;
    int result = thrd_nomem;
    if (birth) {
        birth->c11 = routine;
        result = REAL(thrd_create)(thread, thread_run_c11, birth);
    }
    if (result != thrd_success) {
        birth_free(birth);
        say_failed(where, 0, errno_of(result), "thrd_create");
    } else {
        SAY(THREAD_CREATED, .object = *thread, .b = number);
    }
    return result;
}

HOOK int thrd_join(thrd_t thread, int *value)
{
    if (!reporting())
        return REAL(thrd_join)(thread, value);
    const uint64_t where = WHERE;
    GATE_OPENING(JOIN_WAIT, .object = thread);
    SAY(JOIN_WAIT, .object = thread);
    int result = REAL(thrd_join)(thread, value);
    if (result == thrd_success) {
        SAY(JOIN, .object = thread);
        say_watched();
    } else {
        say_failed(where, thread, errno_of(result), "thrd_join");
    }
    return result;
}

HOOK int thrd_detach(thrd_t thread)
{
    if (!reporting())
        return REAL(thrd_detach)(thread);
    const uint64_t where = WHERE;
    GATE(DETACH, .object = thread);
    SAY(DETACH, .object = thread);
    return REAL(thrd_detach)(thread);
}

HOOK void thrd_exit(int value)
{
    if (reporting()) {
        const uint64_t where = WHERE;
        GATE_OPENING(THREAD_EXIT, .object = pthread_self());
        if (self.tid == self.pid)
            SAY(THREAD_EXIT, .object = pthread_self());
    }
    REAL(thrd_exit)(value);
    __builtin_unreachable();
}

HOOK int thrd_sleep(const struct timespec *duration, struct timespec *left)
{
    if (!reporting_waits())
        return REAL(thrd_sleep)(duration, left);
    const uint64_t where = WHERE;
    int64_t ns = (int64_t)duration->tv_sec * 1000000000 + duration->tv_nsec;
    GATE_OPENING(SLEEP, .a = ns);
    SAY(SLEEP, .a = ns);
    int result = REAL(thrd_sleep)(duration, left);
    SAY(SLEPT, .a = ns);
    return result;
}

HOOK void thrd_yield(void)
{
    if (reporting_waits()) {
        const uint64_t where = WHERE;
        GATE(YIELD);
        SAY(YIELD);
    }
    REAL(thrd_yield)();
}

HOOK int mtx_init(mtx_t *mutex, int type)
{
    int result = REAL(mtx_init)(mutex, type);
    if (!reporting_waits())
        return result;
    const uint64_t where = WHERE;
    if (result == thrd_success)
        SAY(LOCK_INIT, .object = ADDRESS(mutex), .b = type_of(mutex));
    else
        say_failed(where, ADDRESS(mutex), errno_of(result), "mtx_init");
    return result;
}

HOOK void mtx_destroy(mtx_t *mutex)
{
    if (reporting_waits()) {
        const uint64_t where = WHERE;
        GATE(LOCK_DESTROY, .object = ADDRESS(mutex), .b = type_of(mutex));
        SAY(LOCK_DESTROY, .object = ADDRESS(mutex), .b = type_of(mutex));
    }
    REAL(mtx_destroy)(mutex);
}

HOOK int mtx_lock(mtx_t *mutex)
{
    if (!reporting_waits())
        return REAL(mtx_lock)(mutex);
    const struct lock_call call = MTX_CALL("mtx_lock");
    lock_gate(&call);
    if (REAL(mtx_trylock)(mutex) == thrd_success) {
        lock_done(&call, 0, EVENT_AT_ONCE);
        return thrd_success;
    }
    lock_say(&call, K_LOCK_WAIT, 0);
    int result = REAL(mtx_lock)(mutex);
    lock_done(&call, errno_of(result), 0);
    return result;
}

HOOK int mtx_trylock(mtx_t *mutex)
{
    if (!reporting_waits())
        return REAL(mtx_trylock)(mutex);
    const struct lock_call call = MTX_CALL("mtx_trylock");
    lock_gate(&call);
    int result = REAL(mtx_trylock)(mutex);
    lock_done(&call, errno_of(result), EVENT_AT_ONCE);
    return result;
}

HOOK int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until)
{
    if (!reporting_waits())
        return REAL(mtx_timedlock)(mutex, until);
    const struct lock_call call = MTX_CALL("mtx_timedlock");
    lock_gate(&call);
    if (REAL(mtx_trylock)(mutex) == thrd_success) {
        lock_done(&call, 0, EVENT_AT_ONCE);
        return thrd_success;
    }
    lock_say(&call, K_LOCK_WAIT, 0);
    int result = REAL(mtx_timedlock)(mutex, until);
    lock_done(&call, errno_of(result), 0);
    return result;
}

HOOK int mtx_unlock(mtx_t *mutex)
{
    if (!reporting_waits())
        return REAL(mtx_unlock)(mutex);
    const uint64_t where = WHERE;
    GATE(UNLOCK, .object = ADDRESS(mutex), .b = type_of(mutex));
    SAY(UNLOCK, .object = ADDRESS(mutex), .b = type_of(mutex));
    int result = REAL(mtx_unlock)(mutex);
    if (result != thrd_success)
        say_failed(where, ADDRESS(mutex), errno_of(result), "mtx_unlock");
    return result;
}

HOOK int cnd_wait(cnd_t *cond, mtx_t *mutex)
{
    if (!reporting_waits())
        return REAL(cnd_wait)(cond, mutex);
    const uint64_t where = WHERE;
    GATE_OPENING(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    SAY(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    int result = REAL(cnd_wait)(cond, mutex);
    SAY(COND_WOKEN, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex), .b = errno_of(result));
    return result;
}

HOOK int cnd_timedwait(cnd_t *restrict cond, mtx_t *restrict mutex,
                       const struct timespec *restrict until)
{
    if (!reporting_waits())
        return REAL(cnd_timedwait)(cond, mutex, until);
    const uint64_t where = WHERE;
    GATE_OPENING(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    SAY(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    int result = REAL(cnd_timedwait)(cond, mutex, until);
    SAY(COND_WOKEN, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex), .b = errno_of(result));
    return result;
}

HOOK int cnd_signal(cnd_t *cond)
{
    if (!reporting_waits())
        return REAL(cnd_signal)(cond);
    const uint64_t where = WHERE;
    GATE(COND_SIGNAL, .object = ADDRESS(cond));
    SAY(COND_SIGNAL, .object = ADDRESS(cond));
    return REAL(cnd_signal)(cond);
}

HOOK int cnd_broadcast(cnd_t *cond)
{
    if (!reporting_waits())
        return REAL(cnd_broadcast)(cond);
    const uint64_t where = WHERE;
    GATE(COND_BROADCAST, .object = ADDRESS(cond));
    SAY(COND_BROADCAST, .object = ADDRESS(cond));
    return REAL(cnd_broadcast)(cond);
}

HOOK void call_once(once_flag *once, void (*routine)(void))
{
    if (!reporting_waits()) {
        REAL(call_once)(once, routine);
        return;
    }
    const uint64_t where = WHERE;
    GATE(ONCE_ENTER, .object = ADDRESS(once));
    SAY(ONCE_ENTER, .object = ADDRESS(once));
    REAL(call_once)(once, routine);
    SAY(ONCE_DONE, .object = ADDRESS(once));
}

static int errno_of(int result)
{
    switch (result) {
    case thrd_success:
        return 0;
    case thrd_busy:
        return EBUSY;
    case thrd_nomem:
        return ENOMEM;
    case thrd_timedout:
        return ETIMEDOUT;
    default:
        return EINVAL;
    }
}

static int64_t type_of(const mtx_t *mutex)
{
    return ((const pthread_mutex_t *)(const void *)mutex)->__data.__kind & 3;
}
