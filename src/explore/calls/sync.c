/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Semaphores (state: the value), read-write locks (state: readers, below 0 the writer), barriers,
 * once (state: 0 not yet, 1 runs, 2 has run).
 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

#include "explore/calls/cancel.h"
#include "explore/calls/fence.h"
#include "explore/calls/signals.h"
#include "explore/engine/hooks.h"
#include "explore/machine/resume.h"
#include "explore/report/report.h"
#include "explore/report/story.h"

#define BARRIERS  64
#define ONCE_RUNS 1
#define ONCE_DONE 2

/* Readers do not notice each other. */
static struct object *announce_reader(struct op *op, const void *address)
{
    struct object *object = hook_link(op, address, TAG_RWLOCK);
    op->links[0].mode = LINK_READ;
    engine_do(op);
    return object;
}

static struct object *announce(struct op *op, const void *address, enum object_tag tag)
{
    struct object *object = hook_link(op, address, tag);
    engine_do(op);
    return object;
}

/* --- semaphores ------------------------------------------------------------------------------- */

HOOK int sem_init(sem_t *sem, int shared, unsigned value)
{
    (void)shared;
    struct op op = hook_op(OP_PLAIN, K_SEM_INIT, sem, WHERE);
    op.argument = value;
    announce(&op, sem, TAG_SEM)->state = value;
    return 0;
}

HOOK int sem_destroy(sem_t *sem)
{
    struct op op = hook_op(OP_PLAIN, K_NONE, sem, WHERE);
    (void)announce(&op, sem, TAG_SEM);
    return 0;
}

static int fail(int error)
{
    errno = error;
    return -1;
}

static int take_or_fail(struct object *object, const struct op *op, bool fails, int error)
{
    bool is_had = object->state > 0 && !fails;
    story_result(is_had ? K_SEM_GOT : K_SEM_BUSY, op, 0, 0, NULL);
    if (!is_had)
        return fail(error);
    object->state--;
    return 0;
}

static int try_take(sem_t *sem, int error, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_SEM_GOT, sem, where);
    op.flags = OP_ACQUIRE | OP_TRIES;
    struct object *object = hook_link(&op, sem, TAG_SEM);
    engine_do(&op);
    return take_or_fail(object, &op, error == EAGAIN && engine_request_fails(), error);
}

/* Chosen when there is none, its time was over. */
static int take_in_time(sem_t *sem, const struct timespec *until, uint64_t where)
{
    if (!hook_is_time(until))
        return fail(EINVAL);
    if (unlikely(engine.has_signals) && try_take(sem, EINTR, where) == 0)
        return 0;
    struct op op = hook_op(OP_PLAIN, K_SEM_GOT, sem, where);
    op.flags = OP_ACQUIRE | OP_TRIES;
    struct object *object = hook_link(&op, sem, TAG_SEM);
    cancel_begin(&op);
    bool was_interrupted = signals_wait(&op, WAIT_RESTARTS);
    cancel_end();
    return was_interrupted ? fail(EINTR) : take_or_fail(object, &op, false, ETIMEDOUT);
}

HOOK int sem_wait(sem_t *sem)
{
    if (unlikely(engine.has_signals) && try_take(sem, EINTR, WHERE) == 0)
        return 0;
    struct op op = hook_op(OP_TAKE, K_SEM_GOT, sem, WHERE);
    op.flags = OP_ACQUIRE;
    struct object *object = hook_link(&op, sem, TAG_SEM);
    cancel_begin(&op);
    bool was_interrupted = signals_wait(&op, WAIT_RESTARTS);
    cancel_end();
    if (was_interrupted)
        return fail(EINTR);
    object->state--;
    return 0;
}

HOOK int sem_trywait(sem_t *sem)
{
    return try_take(sem, EAGAIN, WHERE);
}

HOOK int sem_timedwait(sem_t *sem, const struct timespec *until)
{
    return take_in_time(sem, until, WHERE);
}

HOOK int sem_clockwait(sem_t *sem, clockid_t clock, const struct timespec *until)
{
    (void)clock;
    return take_in_time(sem, until, WHERE);
}

/* Acquires too: a later taker comes after all posts. */
HOOK int sem_post(sem_t *sem)
{
    struct op op = hook_op(OP_PLAIN, K_SEM_POST, sem, WHERE);
    op.flags = OP_ACQUIRE | OP_RELEASE;
    announce(&op, sem, TAG_SEM)->state++;
    return 0;
}

HOOK int sem_getvalue(sem_t *sem, int *value)
{
    struct op op = hook_op(OP_PLAIN, K_NONE, sem, WHERE);
    *value = (int)announce(&op, sem, TAG_SEM)->state;
    return 0;
}

/* --- read-write locks ------------------------------------------------------------------------- */

/* Who reads: a bit a thread. */
static struct {
    uint32_t epoch;
    uint64_t readers;
} * holders; /* by object */

void rwlock_init(void)
{
    holders = engine_reserve((UINT64_C(1) << 20) * sizeof(*holders));
}

static uint64_t *readers_at(const struct object *object)
{
    size_t i = (size_t)(object - objects);
    if (holders[i].epoch != engine.epoch) {
        holders[i].epoch = engine.epoch;
        holders[i].readers = 0;
    }
    return &holders[i].readers;
}

static uint64_t readers_of(const struct object *object)
{
    return *readers_at(object);
}

void rwlock_keep(uint32_t object)
{
    resume_keep(readers_at(&objects[object]), sizeof(holders->readers));
}

void rwlock_put_back(uint32_t object)
{
    holders[object].epoch = engine.epoch;
}

static uint64_t my_bit(void)
{
    return UINT64_C(1) << engine.current->index;
}

HOOK int pthread_rwlock_init(pthread_rwlock_t *lock, const pthread_rwlockattr_t *attributes)
{
    (void)attributes;
    const pthread_rwlock_t blank = PTHREAD_RWLOCK_INITIALIZER;
    *lock = blank;
    struct op op = hook_op(OP_PLAIN, K_LOCK_INIT, lock, WHERE);
    op.argument = LOCK_SHARED;
    if (engine.is_live)
        announce(&op, lock, TAG_RWLOCK)->state = 0;
    return 0;
}

HOOK int pthread_rwlock_destroy(pthread_rwlock_t *lock)
{
    struct op op = hook_op(OP_PLAIN, K_LOCK_DESTROY, lock, WHERE);
    op.argument = LOCK_SHARED;
    if (engine.is_live && announce(&op, lock, TAG_RWLOCK)->state != 0) {
        report_misuse("destroy of a locked read-write lock", EBUSY, lock, op.where);
        engine_end(END_FAILED);
    }
    return 0;
}

HOOK int pthread_rwlock_rdlock(pthread_rwlock_t *lock)
{
    struct op op = hook_op(OP_RDLOCK, K_RDLOCK, lock, WHERE);
    op.flags = OP_ACQUIRE;
    uint32_t index;
    if (object_now((uintptr_t)lock, TAG_RWLOCK, &index)->state == -1 - engine.current->index)
        return EDEADLK;
    struct object *object = announce_reader(&op, lock);
    object->state++;
    *readers_at(object) |= my_bit();
    return 0;
}

static void tell_try(const struct op *op, bool is_had, enum event_kind had, int busy)
{
    enum event_kind kind = is_had ? had : busy == EBUSY ? K_LOCK_BUSY : K_LOCK_TIMEOUT;
    story_result(kind, op, 0, LOCK_SHARED, NULL);
}

static int try_read(pthread_rwlock_t *lock, int busy, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_RDLOCK, lock, where);
    op.flags = OP_ACQUIRE | OP_TRIES;
    struct object *object = announce_reader(&op, lock);
    bool fails = busy == EBUSY && engine_request_fails(), is_had = object->state >= 0 && !fails;
    tell_try(&op, is_had, K_RDLOCK, busy);
    if (!is_had)
        return busy;
    object->state++;
    *readers_at(object) |= my_bit();
    return 0;
}

HOOK int pthread_rwlock_tryrdlock(pthread_rwlock_t *lock)
{
    return try_read(lock, EBUSY, WHERE);
}

HOOK int pthread_rwlock_timedrdlock(pthread_rwlock_t *lock, const struct timespec *until)
{
    return hook_is_time(until) ? try_read(lock, ETIMEDOUT, WHERE) : EINVAL;
}

HOOK int pthread_rwlock_clockrdlock(pthread_rwlock_t *lock, clockid_t clock,
                                    const struct timespec *until)
{
    (void)clock;
    return hook_is_time(until) ? try_read(lock, ETIMEDOUT, WHERE) : EINVAL;
}

HOOK int pthread_rwlock_wrlock(pthread_rwlock_t *lock)
{
    struct op op = hook_op(OP_WRLOCK, K_WRLOCK, lock, WHERE);
    op.flags = OP_ACQUIRE;
    struct object *object = hook_link(&op, lock, TAG_RWLOCK);
    if (object->state == -1 - engine.current->index)
        return EDEADLK;
    engine_do(&op);
    object->state = -1 - engine.current->index;
    return 0;
}

static int try_write(pthread_rwlock_t *lock, int busy, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_WRLOCK, lock, where);
    op.flags = OP_ACQUIRE | OP_TRIES;
    struct object *object = announce(&op, lock, TAG_RWLOCK);
    bool fails = busy == EBUSY && engine_request_fails(), is_had = object->state == 0 && !fails;
    tell_try(&op, is_had, K_WRLOCK, busy);
    if (!is_had)
        return busy;
    object->state = -1 - engine.current->index;
    return 0;
}

HOOK int pthread_rwlock_trywrlock(pthread_rwlock_t *lock)
{
    return try_write(lock, EBUSY, WHERE);
}

HOOK int pthread_rwlock_timedwrlock(pthread_rwlock_t *lock, const struct timespec *until)
{
    return hook_is_time(until) ? try_write(lock, ETIMEDOUT, WHERE) : EINVAL;
}

HOOK int pthread_rwlock_clockwrlock(pthread_rwlock_t *lock, clockid_t clock,
                                    const struct timespec *until)
{
    (void)clock;
    return hook_is_time(until) ? try_write(lock, ETIMEDOUT, WHERE) : EINVAL;
}

HOOK int pthread_rwlock_unlock(pthread_rwlock_t *lock)
{
    struct op op = hook_op(OP_PLAIN, K_RWUNLOCK, lock, WHERE);
    op.flags = OP_RELEASE; /* the next writer comes after all readers */
    struct object *object = hook_link(&op, lock, TAG_RWLOCK);
    bool writes = object->state == -1 - engine.current->index;
    bool reads = object->state > 0 && (readers_of(object) & my_bit());
    if (reads)
        op.links[0].mode = LINK_READ;
    engine_do(&op);
    if (!writes && !reads) {
        report_misuse(object->state == 0 ? "unlock of a read-write lock that is not locked"
                                         : "unlock of a read-write lock that another thread holds",
                      EPERM, lock, op.where);
        engine_end(END_FAILED);
    }
    if (writes) {
        object->state = 0;
    } else if (--object->state == 0) {
        *readers_at(object) =
            0; /* a thread may read-lock more than once: its bit stays until then */
    }
    return 0;
}

/* --- barriers --------------------------------------------------------------------------------- */

struct barrier {
    uint32_t object, limit, arrived, round;
    int32_t event; /* the arrival that completed the last round */
};

static struct barrier barriers[BARRIERS];
OF_EXECUTION static uint32_t barrier_count;

void barrier_reset(void)
{
    barrier_count = 0;
}

void barrier_keep(void)
{
    resume_keep(barriers, barrier_count * sizeof(*barriers));
}

static struct barrier *barrier_find(uint32_t object)
{
    for (uint32_t i = 0; i < barrier_count; i++)
        if (barriers[i].object == object)
            return &barriers[i];
    return NULL;
}

HOOK int pthread_barrier_init(pthread_barrier_t *barrier, const pthread_barrierattr_t *attributes,
                              unsigned limit)
{
    (void)attributes;
    if (limit == 0)
        return EINVAL;
    struct op op = hook_op(OP_PLAIN, K_BARRIER_INIT, barrier, WHERE);
    op.argument = limit;
    (void)announce(&op, barrier, TAG_BARRIER);
    struct barrier *made = barrier_find(op.links[0].object);
    if (!made) {
        if (barrier_count == BARRIERS)
            engine_refuse("more than 64 barriers", op.where);
        made = &barriers[barrier_count++];
    }
    *made = (struct barrier){.object = op.links[0].object, .limit = limit, .event = NOBODY};
    return 0;
}

HOOK int pthread_barrier_destroy(pthread_barrier_t *barrier)
{
    struct op op = hook_op(OP_PLAIN, K_NONE, barrier, WHERE);
    (void)announce(&op, barrier, TAG_BARRIER);
    const struct barrier *found = barrier_find(op.links[0].object);
    if (found && found->arrived > 0) {
        report_misuse("destroy of a barrier that a thread waits at", EBUSY, barrier, op.where);
        engine_end(END_FAILED);
    }
    return 0;
}

bool barrier_may_pass(struct thread *thread)
{
    const struct barrier *barrier = barrier_find((uint32_t)(thread->op.argument >> 32));
    return barrier->round > (uint32_t)thread->op.argument;
}

void barrier_look(struct thread *thread)
{
    if (thread->op.type == OP_PASS && thread->woken_by == NOBODY && barrier_may_pass(thread))
        thread->woken_by = barrier_find((uint32_t)(thread->op.argument >> 32))->event;
}

HOOK int pthread_barrier_wait(pthread_barrier_t *barrier)
{
    struct op op = hook_op(OP_PLAIN, K_BARRIER_WAIT, barrier, WHERE);
    op.flags = OP_ACQUIRE | OP_RELEASE;
    (void)announce(&op, barrier, TAG_BARRIER);
    struct barrier *found = barrier_find(op.links[0].object);
    if (!found) {
        report_misuse("wait at a barrier that is not initialised", EINVAL, barrier, op.where);
        engine_end(END_FAILED);
    }
    struct thread *me = engine.current;
    if (++found->arrived == found->limit) {
        found->arrived = 0;
        found->round++;
        found->event = me->last;
        for (uint32_t i = 0; i < engine.count; i++) {
            struct thread *other = &engine.threads[i];
            if (other->life == LIFE_GOING && other->op.type == OP_PASS &&
                (uint32_t)(other->op.argument >> 32) == found->object && other->woken_by == NOBODY)
                other->woken_by = me->last;
        }
        return PTHREAD_BARRIER_SERIAL_THREAD;
    }
    uint64_t where = op.where;
    op = hook_op(OP_PASS, K_BARRIER_PASS, barrier, where);
    op.argument = (int64_t)((uint64_t)found->object << 32 | found->round);
    me->woken_by = NOBODY;
    engine_do(&op);
    me->woken_by = NOBODY;
    return 0;
}

/* --- once ------------------------------------------------------------------------------------- */

static int once(void *control, void (*routine)(void), uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_ONCE_ENTER, control, where);
    op.flags = OP_ACQUIRE;
    struct object *object = announce(&op, control, TAG_ONCE);
    if (object->state == 0) {
        if (engine.has_fence)
            fence_call((uintptr_t)routine, where);
        object->state = ONCE_RUNS;
        routine();
        op = hook_op(OP_PLAIN, K_ONCE_DONE, control, where);
        op.flags = OP_RELEASE;
        announce(&op, control, TAG_ONCE)->state = ONCE_DONE;
    } else if (object->state == ONCE_RUNS) {
        op = hook_op(OP_AWAIT, K_ONCE_DONE, control, where);
        op.flags = OP_ACQUIRE;
        op.argument = ONCE_RUNS;
        (void)announce(&op, control, TAG_ONCE);
    }
    return 0;
}

HOOK int pthread_once(pthread_once_t *control, void (*routine)(void))
{
    return once(control, routine, WHERE);
}

void call_once(int *control, void (*routine)(void));
HOOK void call_once(int *control, void (*routine)(void))
{
    (void)once(control, routine, WHERE);
}
