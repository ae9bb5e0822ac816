/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Condition variables, barriers, once.
 *
 * A wait gives its mutex up and has it again afterwards: COND_WAIT stands for the unlock and is
 * told before it, COND_WOKEN for the lock and is told after it.
 */
#include "probe/hook.h"

#include <dlfcn.h>
#include <pthread.h>
#include <string.h>

static int woken(uint64_t where, const pthread_cond_t *cond, const pthread_mutex_t *mutex,
                 int error, const char *call);

/* Told only when it fails: preparing a condition is nothing to see. */
HOOK int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attributes)
{
    int error = REAL(pthread_cond_init)(cond, attributes);
    if (error && reporting_waits())
        say_failed(WHERE, ADDRESS(cond), error, "pthread_cond_init");
    return error;
}

HOOK int pthread_cond_destroy(pthread_cond_t *cond)
{
    int error = REAL(pthread_cond_destroy)(cond);
    if (error && reporting_waits())
        say_failed(WHERE, ADDRESS(cond), error, "pthread_cond_destroy");
    return error;
}

HOOK int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    if (!reporting_waits())
        return REAL(pthread_cond_wait)(cond, mutex);
    const uint64_t where = WHERE;
    GATE_OPENING(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    SAY(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    return woken(where, cond, mutex, REAL(pthread_cond_wait)(cond, mutex), "pthread_cond_wait");
}

HOOK int pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                const struct timespec *until)
{
    if (!reporting_waits())
        return REAL(pthread_cond_timedwait)(cond, mutex, until);
    const uint64_t where = WHERE;
    GATE_OPENING(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    SAY(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    return woken(where, cond, mutex, REAL(pthread_cond_timedwait)(cond, mutex, until),
                 "pthread_cond_timedwait");
}

HOOK int pthread_cond_clockwait(pthread_cond_t *cond, pthread_mutex_t *mutex, clockid_t clock,
                                const struct timespec *until)
{
    if (!reporting_waits())
        return REAL(pthread_cond_clockwait)(cond, mutex, clock, until);
    const uint64_t where = WHERE;
    GATE_OPENING(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    SAY(COND_WAIT, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex));
    return woken(where, cond, mutex, REAL(pthread_cond_clockwait)(cond, mutex, clock, until),
                 "pthread_cond_clockwait");
}

HOOK int pthread_cond_signal(pthread_cond_t *cond)
{
    if (!reporting_waits())
        return REAL(pthread_cond_signal)(cond);
    const uint64_t where = WHERE;
    GATE(COND_SIGNAL, .object = ADDRESS(cond));
    SAY(COND_SIGNAL, .object = ADDRESS(cond));
    return REAL(pthread_cond_signal)(cond);
}

HOOK int pthread_cond_broadcast(pthread_cond_t *cond)
{
    if (!reporting_waits())
        return REAL(pthread_cond_broadcast)(cond);
    const uint64_t where = WHERE;
    GATE(COND_BROADCAST, .object = ADDRESS(cond));
    SAY(COND_BROADCAST, .object = ADDRESS(cond));
    return REAL(pthread_cond_broadcast)(cond);
}

HOOK int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attributes,
                              unsigned count)
{
    int error = REAL(pthread_barrier_init)(barrier, attributes, count);
    if (!reporting_waits())
        return error;
    const uint64_t where = WHERE;
    if (error)
        say_failed(where, ADDRESS(barrier), error, "pthread_barrier_init");
    else
        SAY(BARRIER_INIT, .object = ADDRESS(barrier), .a = count);
    return error;
}

HOOK int pthread_barrier_wait(pthread_barrier_t *barrier)
{
    if (!reporting_waits())
        return REAL(pthread_barrier_wait)(barrier);
    const uint64_t where = WHERE;
    GATE_OPENING(BARRIER_WAIT, .object = ADDRESS(barrier));
    SAY(BARRIER_WAIT, .object = ADDRESS(barrier));
    int result = REAL(pthread_barrier_wait)(barrier);
    SAY(BARRIER_PASS, .object = ADDRESS(barrier));
    return result;
}

/* The unwinder's own, at every pthread_exit, would puzzle a learner. */
static bool is_unwinder(uint64_t where)
{
    Dl_info info;
    return dladdr((void *)(uintptr_t)where, &info) && info.dli_fname &&
           strstr(info.dli_fname, "libgcc_s");
}

HOOK int pthread_once(pthread_once_t *once, void (*routine)(void))
{
    if (!reporting_waits() || is_unwinder(WHERE))
        return REAL(pthread_once)(once, routine);
    const uint64_t where = WHERE;
    GATE(ONCE_ENTER, .object = ADDRESS(once));
    SAY(ONCE_ENTER, .object = ADDRESS(once));
    int error = REAL(pthread_once)(once, routine);
    SAY(ONCE_DONE, .object = ADDRESS(once));
    return error;
}

static int woken(uint64_t where, const pthread_cond_t *cond, const pthread_mutex_t *mutex,
                 int error, const char *call)
{
    SAY(COND_WOKEN, .object = ADDRESS(cond), .a = (int64_t)ADDRESS(mutex), .b = error);
    if (error && error != ETIMEDOUT)
        say_failed(where, ADDRESS(cond), error, call);
    return error;
}
