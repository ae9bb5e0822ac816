/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Read-write locks.
 */
#include "probe/lock.h"

#include <pthread.h>

#define RW_CALL(call_name, mode)                                                                   \
    (struct lock_call)                                                                             \
    {                                                                                              \
        .where = WHERE, .object = ADDRESS(lock), .name = call_name, .wait = K_##mode##LOCK_WAIT,   \
        .had = K_##mode##LOCK, .type = LOCK_SHARED                                                 \
    }

HOOK int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attributes)
{
    int error = REAL(pthread_rwlock_init)(lock, attributes);
    if (!reporting_waits())
        return error;
    const uint64_t where = WHERE;
    SAY(LOCK_INIT, .object = ADDRESS(lock), .b = LOCK_SHARED);
    return error;
}

HOOK int pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
    if (!reporting_waits())
        return REAL(pthread_rwlock_destroy)(lock);
    const uint64_t where = WHERE;
    GATE(LOCK_DESTROY, .object = ADDRESS(lock), .b = LOCK_SHARED);
    SAY(LOCK_DESTROY, .object = ADDRESS(lock), .b = LOCK_SHARED);
    return REAL(pthread_rwlock_destroy)(lock);
}

#define BLOCKING(name, try, mode)                                                                  \
    HOOK int name(pthread_rwlock_t *lock)                                                          \
    {                                                                                              \
        if (!reporting_waits())                                                                    \
            return REAL(name)(lock);                                                               \
        const struct lock_call call = RW_CALL(#name, mode);                                        \
        LOCK_CALL(&call, REAL(try)(lock), REAL(name)(lock));                                       \
    }

#define TRYING(name, mode)                                                                         \
    HOOK int name(pthread_rwlock_t *lock)                                                          \
    {                                                                                              \
        if (!reporting_waits())                                                                    \
            return REAL(name)(lock);                                                               \
        const struct lock_call call = RW_CALL(#name, mode);                                        \
        lock_gate(&call);                                                                          \
        return lock_done(&call, REAL(name)(lock), EVENT_AT_ONCE);                                  \
    }

#define TIMED(name, try, mode)                                                                     \
    HOOK int name(pthread_rwlock_t *lock, const struct timespec *until)                            \
    {                                                                                              \
        if (!reporting_waits())                                                                    \
            return REAL(name)(lock, until);                                                        \
        const struct lock_call call = RW_CALL(#name, mode);                                        \
        LOCK_CALL(&call, REAL(try)(lock), REAL(name)(lock, until));                                \
    }

#define CLOCKED(name, try, mode)                                                                   \
    HOOK int name(pthread_rwlock_t *lock, clockid_t clock, const struct timespec *until)           \
    {                                                                                              \
        if (!reporting_waits())                                                                    \
            return REAL(name)(lock, clock, until);                                                 \
        const struct lock_call call = RW_CALL(#name, mode);                                        \
        LOCK_CALL(&call, REAL(try)(lock), REAL(name)(lock, clock, until));                         \
    }

BLOCKING(pthread_rwlock_rdlock, pthread_rwlock_tryrdlock, RD)
TRYING(pthread_rwlock_tryrdlock, RD)
TIMED(pthread_rwlock_timedrdlock, pthread_rwlock_tryrdlock, RD)
CLOCKED(pthread_rwlock_clockrdlock, pthread_rwlock_tryrdlock, RD)
BLOCKING(pthread_rwlock_wrlock, pthread_rwlock_trywrlock, WR)
TRYING(pthread_rwlock_trywrlock, WR)
TIMED(pthread_rwlock_timedwrlock, pthread_rwlock_trywrlock, WR)
CLOCKED(pthread_rwlock_clockwrlock, pthread_rwlock_trywrlock, WR)

HOOK int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    if (!reporting_waits())
        return REAL(pthread_rwlock_unlock)(lock);
    const uint64_t where = WHERE;
    GATE(RWUNLOCK, .object = ADDRESS(lock), .b = LOCK_SHARED);
    SAY(RWUNLOCK, .object = ADDRESS(lock), .b = LOCK_SHARED);
    int error = REAL(pthread_rwlock_unlock)(lock);
    if (error)
        say_failed(where, ADDRESS(lock), error, "pthread_rwlock_unlock");
    return error;
}
