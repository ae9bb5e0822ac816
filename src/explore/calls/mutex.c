/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Mutexes and spin locks. State of the object: 0 free; below 0 destroyed, or free and its last
 * owner died; else 1 + owner, from bit 8 how many times more a recursive one is held, and in bit 40
 * whether what it protects may be half done since an owner died.
 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <threads.h>

#include "explore/calls/mutex.h"
#include "explore/engine/hooks.h"
#include "explore/machine/resume.h"
#include "explore/report/report.h"
#include "explore/report/story.h"

#define DESTROYED  (-1)
#define OWNER_DIED (-2)
#define LOST       (-3) /* and nobody put right what it protects */
#define DEPTH      256
#define HALF_DONE  (INT64_C(1) << 40)
#define ROBUST     16 /* in a mutex's kind, as in glibc */
#define ROBUSTS    64 /* held at one time */

struct object *hook_link(struct op *op, const void *address, enum object_tag tag)
{
    uint32_t index;
    struct object *object = object_now((uint64_t)(uintptr_t)address, tag, &index);
    op->links[op->links_used++] = (struct link){.object = index, .mask = 0xff, .mode = LINK_WRITE};
    return object;
}

static int owner_of(const struct object *object)
{
    return object->state > 0 ? (int)(object->state & 0xff) - 1 : NOBODY;
}

static int kind_of(const pthread_mutex_t *mutex)
{
    return mutex->__data.__kind & (3 | ROBUST);
}

/* Robust mutexes that are held, in no order. */
static const void *robusts[ROBUSTS];
OF_EXECUTION static uint32_t robust_count;

void mutex_reset(void)
{
    robust_count = 0;
}

void mutex_keep(void)
{
    resume_keep(robusts, robust_count * sizeof(const void *));
}

static void robust_add(const void *mutex, uint64_t where)
{
    if (robust_count == ROBUSTS)
        engine_refuse("more than 64 robust mutexes held at one time", where);
    robusts[robust_count++] = mutex;
}

static void robust_drop(const void *mutex)
{
    for (uint32_t i = 0; i < robust_count; i++)
        if (robusts[i] == mutex)
            robusts[i--] = robusts[--robust_count];
}

/* The running thread has been given it: 0, EOWNERDEAD, ENOTRECOVERABLE. */
static int take(struct object *object, const void *mutex, int kind, uint64_t where)
{
    if (object->state == LOST)
        return ENOTRECOVERABLE;
    bool has_died = object->state == OWNER_DIED;
    object->state = (engine.current->index + 1) | (has_died ? HALF_DONE : 0);
    if (kind & ROBUST)
        robust_add(mutex, where);
    return has_died ? EOWNERDEAD : 0;
}

static _Noreturn void misuse(const char *text, int error, const void *mutex, uint64_t where)
{
    report_misuse(text, error, mutex, where);
    engine_end(END_FAILED);
}

static void check_alive(const struct object *object, const void *mutex, uint64_t where)
{
    if (object->state == DESTROYED)
        misuse("use of a destroyed lock", EINVAL, mutex, where);
}

static int lock(const void *mutex, int kind, uint64_t where)
{
    struct op op = hook_op(OP_LOCK, K_LOCK, mutex, where);
    op.flags = OP_ACQUIRE;
    struct object *object = hook_link(&op, mutex, TAG_LOCK);
    if (owner_of(object) == engine.current->index) {
        if ((kind & 3) == PTHREAD_MUTEX_ERRORCHECK)
            return EDEADLK;
        if ((kind & 3) == PTHREAD_MUTEX_RECURSIVE) {
            object->state += DEPTH;
            return 0;
        }
    }
    engine_do(&op);
    check_alive(object, mutex, where);
    return take(object, mutex, kind, where);
}

/* Takes it if it is free; a lock with a time limit does the same: when it is chosen while the lock
 * is held, its time was over. */
static int try_lock(const void *mutex, int kind, int busy, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_LOCK, mutex, where);
    op.flags = OP_ACQUIRE | OP_TRIES;
    struct object *object = hook_link(&op, mutex, TAG_LOCK);
    if (owner_of(object) == engine.current->index) {
        if ((kind & 3) != PTHREAD_MUTEX_RECURSIVE)
            return busy == ETIMEDOUT && (kind & 3) == PTHREAD_MUTEX_ERRORCHECK ? EDEADLK : busy;
        object->state += DEPTH;
        return 0;
    }
    op.argument = busy;
    bool fails = busy == EBUSY && engine_request_fails();
    engine_do(&op);
    check_alive(object, mutex, where);
    if (object->state > 0 || fails) {
        story_result(busy == EBUSY ? K_LOCK_BUSY : K_LOCK_TIMEOUT, &op, 0, LOCK_PLAIN, NULL);
        return busy;
    }
    int result = take(object, mutex, kind, where);
    if (result != ENOTRECOVERABLE)
        story_result(K_LOCK, &op, 0, LOCK_PLAIN, NULL);
    return result;
}

static int unlock(const void *mutex, int kind, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_UNLOCK, mutex, where);
    op.flags = OP_RELEASE;
    struct object *object = hook_link(&op, mutex, TAG_LOCK);
    if (owner_of(object) == engine.current->index && (object->state & ~HALF_DONE) >= DEPTH) {
        object->state -= DEPTH;
        return 0;
    }
    engine_do(&op);
    check_alive(object, mutex, where);
    if (owner_of(object) != engine.current->index) {
        if (kind != PTHREAD_MUTEX_NORMAL)
            return EPERM;
        misuse(object->state == 0 ? "unlock of a mutex that is not locked"
                                  : "unlock of a mutex that another thread holds",
               EPERM, mutex, where);
    }
    object->state = object->state & HALF_DONE ? LOST : 0;
    if (kind & ROBUST)
        robust_drop(mutex);
    return 0;
}

static int initialise(const void *mutex, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_LOCK_INIT, mutex, where);
    struct object *object = hook_link(&op, mutex, TAG_LOCK);
    engine_do(&op);
    if (object->state > 0)
        misuse("initialisation of a locked mutex", EBUSY, mutex, where);
    object->state = 0;
    return 0;
}

static int destroy(const void *mutex, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_LOCK_DESTROY, mutex, where);
    struct object *object = hook_link(&op, mutex, TAG_LOCK);
    engine_do(&op);
    check_alive(object, mutex, where);
    if (object->state > 0)
        misuse("destroy of a locked mutex", EBUSY, mutex, where);
    object->state = DESTROYED;
    return 0;
}

int mutex_release(pthread_mutex_t *mutex, struct op *op)
{
    struct object *object = hook_link(op, mutex, TAG_LOCK);
    if (owner_of(object) == engine.current->index)
        return 0;
    return EPERM;
}

int mutex_take(pthread_mutex_t *mutex)
{
    uint32_t index;
    struct object *object = object_now((uint64_t)(uintptr_t)mutex, TAG_LOCK, &index);
    return take(object, mutex, kind_of(mutex), 0);
}

void mutex_free(pthread_mutex_t *mutex)
{
    uint32_t index;
    struct object *object = object_now((uint64_t)(uintptr_t)mutex, TAG_LOCK, &index);
    object->state = object->state & HALF_DONE ? LOST : 0;
    if (kind_of(mutex) & ROBUST)
        robust_drop(mutex);
}

void mutex_owner_dies(void)
{
    for (uint32_t i = 0; i < robust_count; i++) {
        struct op op = hook_op(OP_PLAIN, K_UNLOCK, robusts[i], 0);
        op.flags = OP_RELEASE;
        struct object *object = hook_link(&op, robusts[i], TAG_LOCK);
        if (owner_of(object) != engine.current->index)
            continue;
        engine_do(&op);
        object->state = OWNER_DIED;
        robust_drop((const void *)op.address);
        i = UINT32_MAX; /* others may have come and gone */
    }
}

HOOK int pthread_mutex_consistent(pthread_mutex_t *mutex)
{
    uint32_t index;
    struct object *object = object_now((uint64_t)(uintptr_t)mutex, TAG_LOCK, &index);
    if (owner_of(object) != engine.current->index || !(object->state & HALF_DONE))
        return EINVAL;
    object->state &= ~HALF_DONE;
    return 0;
}

HOOK int pthread_mutex_init(pthread_mutex_t *mutex, const pthread_mutexattr_t *attributes)
{
    int kind = PTHREAD_MUTEX_NORMAL, robust = PTHREAD_MUTEX_STALLED;
    if (attributes) {
        (void)pthread_mutexattr_gettype(attributes, &kind);
        (void)pthread_mutexattr_getrobust(attributes, &robust);
    }
    int result = engine.is_live ? initialise(mutex, WHERE) : 0;
    const pthread_mutex_t blank = PTHREAD_MUTEX_INITIALIZER;
    *mutex = blank;
    mutex->__data.__kind = kind | (robust == PTHREAD_MUTEX_ROBUST ? ROBUST : 0);
    return result;
}

HOOK int pthread_mutex_destroy(pthread_mutex_t *mutex)
{
    return engine.is_live ? destroy(mutex, WHERE) : 0;
}

HOOK int pthread_mutex_lock(pthread_mutex_t *mutex)
{
    return engine.is_live ? lock(mutex, kind_of(mutex), WHERE) : 0;
}

HOOK int pthread_mutex_trylock(pthread_mutex_t *mutex)
{
    return engine.is_live ? try_lock(mutex, kind_of(mutex), EBUSY, WHERE) : 0;
}

/* The time is looked at only by who has to wait. */
static int lock_in_time(const void *mutex, int kind, const struct timespec *until, uint64_t where)
{
    int result = try_lock(mutex, kind, ETIMEDOUT, where);
    return result == ETIMEDOUT && !hook_is_time(until) ? EINVAL : result;
}

HOOK int pthread_mutex_timedlock(pthread_mutex_t *mutex, const struct timespec *until)
{
    return lock_in_time(mutex, kind_of(mutex), until, WHERE);
}

HOOK int pthread_mutex_clocklock(pthread_mutex_t *mutex, clockid_t clock,
                                 const struct timespec *until)
{
    (void)clock;
    return lock_in_time(mutex, kind_of(mutex), until, WHERE);
}

HOOK int pthread_mutex_unlock(pthread_mutex_t *mutex)
{
    return engine.is_live ? unlock(mutex, kind_of(mutex), WHERE) : 0;
}

HOOK int pthread_spin_init(pthread_spinlock_t *spin, int shared)
{
    (void)shared;
    int result = initialise((const void *)spin, WHERE);
    *spin = 0;
    return result;
}

HOOK int pthread_spin_destroy(pthread_spinlock_t *spin)
{
    return destroy((const void *)spin, WHERE);
}

HOOK int pthread_spin_lock(pthread_spinlock_t *spin)
{
    return lock((const void *)spin, PTHREAD_MUTEX_NORMAL, WHERE);
}

HOOK int pthread_spin_trylock(pthread_spinlock_t *spin)
{
    return try_lock((const void *)spin, PTHREAD_MUTEX_NORMAL, EBUSY, WHERE);
}

HOOK int pthread_spin_unlock(pthread_spinlock_t *spin)
{
    return unlock((const void *)spin, PTHREAD_MUTEX_NORMAL, WHERE);
}

/* --- C11 -------------------------------------------------------------------------------------- */

/* In glibc a mtx_t has the layout of a pthread_mutex_t. */
static int kind_of_mtx(const mtx_t *mutex)
{
    return kind_of((const pthread_mutex_t *)(const void *)mutex);
}

static int as_thrd(int error)
{
    return error == 0           ? thrd_success
           : error == EBUSY     ? thrd_busy
           : error == ETIMEDOUT ? thrd_timedout
                                : thrd_error;
}

HOOK int mtx_init(mtx_t *mutex, int type)
{
    pthread_mutex_t blank = PTHREAD_MUTEX_INITIALIZER;
    blank.__data.__kind = type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL;
    int result = initialise(mutex, WHERE);
    __builtin_memcpy(mutex, &blank, sizeof(*mutex));
    return as_thrd(result);
}

HOOK void mtx_destroy(mtx_t *mutex)
{
    (void)destroy(mutex, WHERE);
}

HOOK int mtx_lock(mtx_t *mutex)
{
    return as_thrd(lock(mutex, kind_of_mtx(mutex), WHERE));
}

HOOK int mtx_trylock(mtx_t *mutex)
{
    return as_thrd(try_lock(mutex, kind_of_mtx(mutex), EBUSY, WHERE));
}

HOOK int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until)
{
    return as_thrd(lock_in_time(mutex, kind_of_mtx(mutex), until, WHERE));
}

HOOK int mtx_unlock(mtx_t *mutex)
{
    return as_thrd(unlock(mutex, kind_of_mtx(mutex), WHERE));
}
