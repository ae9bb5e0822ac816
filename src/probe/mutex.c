/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mutexes and spin locks.
 */
#include "probe/lock.h"

#include <pthread.h>

static int64_t type_of(const pthread_mutex_t *mutex);
static bool is_own(const pthread_mutex_t *mutex);

#define MUTEX_CALL(call_name)                                                                      \
    (struct lock_call)                                                                             \
    {                                                                                              \
        .where = WHERE, .object = ADDRESS(mutex), .name = call_name, .wait = K_LOCK_WAIT,          \
        .had = K_LOCK, .type = type_of(mutex)                                                      \
    }

HOOK int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
    int error = REAL(pthread_mutex_init)(mutex, attributes);
    if (!reporting_waits())
        return error;
    const uint64_t where = WHERE;
    if (error)
        say_failed(where, ADDRESS(mutex), error, "pthread_mutex_init");
    else
        SAY(LOCK_INIT, .object = ADDRESS(mutex), .b = type_of(mutex));
    return error;
}

HOOK int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    if (!reporting_waits())
        return REAL(pthread_mutex_destroy)(mutex);
    const uint64_t where = WHERE;
    int64_t type = type_of(mutex);
    GATE(LOCK_DESTROY, .object = ADDRESS(mutex), .b = type);
    int error = REAL(pthread_mutex_destroy)(mutex);
    if (error)
        say_failed(where, ADDRESS(mutex), error, "pthread_mutex_destroy");
    else
        SAY(LOCK_DESTROY, .object = ADDRESS(mutex), .b = type);
    return error;
}

HOOK int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    if (!reporting_waits())
        return REAL(pthread_mutex_lock)(mutex);
    const struct lock_call call = MUTEX_CALL("pthread_mutex_lock");
    /* One that checks refuses its own owner without a wait. */
    if (unlikely(call.type == LOCK_ERRORCHECK && is_own(mutex)))
        return lock_done(&call, REAL(pthread_mutex_lock)(mutex), 0);
    LOCK_CALL(&call, REAL(pthread_mutex_trylock)(mutex), REAL(pthread_mutex_lock)(mutex));
}

HOOK int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    if (!reporting_waits())
        return REAL(pthread_mutex_trylock)(mutex);
    const struct lock_call call = MUTEX_CALL("pthread_mutex_trylock");
    lock_gate(&call);
    return lock_done(&call, REAL(pthread_mutex_trylock)(mutex), EVENT_AT_ONCE);
}

HOOK int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until)
{
    if (!reporting_waits())
        return REAL(pthread_mutex_timedlock)(mutex, until);
    const struct lock_call call = MUTEX_CALL("pthread_mutex_timedlock");
    LOCK_CALL(&call, REAL(pthread_mutex_trylock)(mutex),
              REAL(pthread_mutex_timedlock)(mutex, until));
}

HOOK int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock,
                                 const struct timespec *until)
{
    if (!reporting_waits())
        return REAL(pthread_mutex_clocklock)(mutex, clock, until);
    const struct lock_call call = MUTEX_CALL("pthread_mutex_clocklock");
    LOCK_CALL(&call, REAL(pthread_mutex_trylock)(mutex),
              REAL(pthread_mutex_clocklock)(mutex, clock, until));
}

HOOK int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    if (!reporting_waits())
        return REAL(pthread_mutex_unlock)(mutex);
    const uint64_t where = WHERE;
    int64_t type = type_of(mutex);
    GATE(UNLOCK, .object = ADDRESS(mutex), .b = type);
    /* One that checks will refuse a stranger: then nothing was unlocked. */
    bool is_refused = type == LOCK_ERRORCHECK && !is_own(mutex);
    if (likely(!is_refused))
        SAY(UNLOCK, .object = ADDRESS(mutex), .b = type);
    int error = REAL(pthread_mutex_unlock)(mutex);
    if (unlikely(error))
        say_failed(where, ADDRESS(mutex), error, "pthread_mutex_unlock");
    return error;
}

#define SPIN_CALL(call_name)                                                                       \
    (struct lock_call)                                                                             \
    {                                                                                              \
        .where = WHERE, .object = ADDRESS(spin), .name = call_name, .wait = K_LOCK_WAIT,           \
        .had = K_LOCK, .type = LOCK_SPIN                                                           \
    }

HOOK int pthread_spin_init(pthread_spinlock_t *spin, int shared)
{
    int error = REAL(pthread_spin_init)(spin, shared);
    if (!reporting_waits())
        return error;
    const uint64_t where = WHERE;
    SAY(LOCK_INIT, .object = ADDRESS(spin), .b = LOCK_SPIN);
    return error;
}

HOOK int pthread_spin_destroy(pthread_spinlock_t *spin)
{
    if (!reporting_waits())
        return REAL(pthread_spin_destroy)(spin);
    const uint64_t where = WHERE;
    GATE(LOCK_DESTROY, .object = ADDRESS(spin), .b = LOCK_SPIN);
    SAY(LOCK_DESTROY, .object = ADDRESS(spin), .b = LOCK_SPIN);
    return REAL(pthread_spin_destroy)(spin);
}

HOOK int pthread_spin_lock(pthread_spinlock_t *spin)
{
    if (!reporting_waits())
        return REAL(pthread_spin_lock)(spin);
    const struct lock_call call = SPIN_CALL("pthread_spin_lock");
    LOCK_CALL(&call, REAL(pthread_spin_trylock)(spin), REAL(pthread_spin_lock)(spin));
}

HOOK int pthread_spin_trylock(pthread_spinlock_t *spin)
{
    if (!reporting_waits())
        return REAL(pthread_spin_trylock)(spin);
    const struct lock_call call = SPIN_CALL("pthread_spin_trylock");
    lock_gate(&call);
    return lock_done(&call, REAL(pthread_spin_trylock)(spin), EVENT_AT_ONCE);
}

HOOK int pthread_spin_unlock(pthread_spinlock_t *spin)
{
    if (!reporting_waits())
        return REAL(pthread_spin_unlock)(spin);
    const uint64_t where = WHERE;
    GATE(UNLOCK, .object = ADDRESS(spin), .b = LOCK_SPIN);
    SAY(UNLOCK, .object = ADDRESS(spin), .b = LOCK_SPIN);
    return REAL(pthread_spin_unlock)(spin);
}

/* The low bits of glibc's kind are PTHREAD_MUTEX_*_NP, in the order of enum lock_type. */
static int64_t type_of(const pthread_mutex_t *mutex)
{
    return mutex->__data.__kind & 3;
}

static bool is_own(const pthread_mutex_t *mutex)
{
    return (uint32_t)mutex->__data.__owner == self.tid;
}
