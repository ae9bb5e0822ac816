/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What events mean for locks, conditions, barriers, semaphores and things that run once: who has
 * it, how often, and who waits for it.
 */
#include "core/trace/model_state.h"

static void make_free(struct lock_record *lock)
{
    lock->shown.owner = lock->shown.depth = lock->shown.is_shared = lock->shown.owner_place = 0;
    lock->reader_count = 0;
}

static void acquire(struct lock_record *lock, const struct event *event)
{
    struct model_lock *shown = &lock->shown;
    bool is_again = shown->owner && shown->owner == event->lane && !shown->is_shared &&
                    shown->type == LOCK_RECURSIVE;
    shown->acquisitions++;
    if (is_again) {
        shown->depth++;
        return;
    }
    make_free(lock);
    shown->owner = event->lane;
    shown->owner_place = (uint32_t)event->where;
    shown->depth = 1;
}

static void acquire_shared(struct lock_record *lock, const struct event *event)
{
    struct model_lock *shown = &lock->shown;
    if (!shown->is_shared)
        make_free(lock);
    shown->is_shared = 1;
    shown->acquisitions++;
    shown->depth++;
    if (lock->reader_count < MODEL_WAITERS)
        lock->readers[lock->reader_count++] = event->lane;
    if (!shown->owner)
        shown->owner_place = (uint32_t)event->where;
    shown->owner = lock->readers[0];
}

static void release_shared(struct lock_record *lock, uint32_t lane)
{
    struct model_lock *shown = &lock->shown;
    uint32_t i = 0;
    while (i < lock->reader_count && lock->readers[i] != lane)
        i++;
    if (i < lock->reader_count) {
        for (lock->reader_count--; i < lock->reader_count; i++)
            lock->readers[i] = lock->readers[i + 1];
    } else if (lock->reader_count == shown->depth) {
        return; /* its locking was lost: it held nothing that we counted */
    }
    shown->depth--;
    if (!shown->depth)
        make_free(lock);
    else if (lock->reader_count && shown->owner != lock->readers[0]) {
        shown->owner = lock->readers[0];
        shown->owner_place = 0;
    }
}

static void release(struct lock_record *lock, uint32_t lane)
{
    struct model_lock *shown = &lock->shown;
    if (shown->is_shared) {
        release_shared(lock, lane);
        return;
    }
    bool is_owner = shown->owner == lane;
    if (shown->type == LOCK_RECURSIVE && is_owner && shown->depth > 1) {
        shown->depth--;
        return;
    }
    /* These kinds refuse to be unlocked by another; the call is about to fail. */
    bool refuses = shown->type == LOCK_RECURSIVE || shown->type == LOCK_ERRORCHECK;
    if (shown->owner && !is_owner && refuses)
        return;
    make_free(lock);
}

/* After a gap in what a lane told, what it still holds is not known. */
void model_forget_holdings(struct model *model, uint32_t lane)
{
    for (size_t i = 0; i < model->state.lock_count; i++) {
        struct lock_record *lock = &model->state.locks[i];
        if (!lock->shown.is_shared) {
            if (lock->shown.owner == lane)
                make_free(lock);
            continue;
        }
        for (uint32_t r = 0; r < lock->reader_count;) {
            if (lock->readers[r] == lane)
                release_shared(lock, lane);
            else
                r++;
        }
    }
    model->is_settled = false;
}

void model_fold_lock(struct model *model, struct lane_record *lane, const struct event *event)
{
    struct lock_record *lock = model_lock_at(model, event->object, GROUP_LOCK);
    if (!lock)
        return;
    enum event_kind kind = (enum event_kind)event->kind;
    bool is_rw = kind == K_RDLOCK_WAIT || kind == K_RDLOCK || kind == K_WRLOCK_WAIT ||
                 kind == K_WRLOCK || kind == K_RWUNLOCK;
    if (is_rw)
        lock->shown.type = LOCK_SHARED;
    else if (event->b >= LOCK_PLAIN && event->b <= LOCK_SHARED)
        lock->shown.type = (uint16_t)event->b;

    switch (kind) {
    case K_LOCK_INIT:
    case K_LOCK_DESTROY:
        make_free(lock);
        break;
    case K_LOCK_WAIT:
    case K_RDLOCK_WAIT:
    case K_WRLOCK_WAIT:
        lock->shown.contended++;
        if (lane)
            model_begin_wait(model, lane, event, lock);
        break;
    case K_LOCK:
    case K_WRLOCK:
        acquire(lock, event);
        break;
    case K_RDLOCK:
        acquire_shared(lock, event);
        break;
    case K_UNLOCK:
    case K_RWUNLOCK:
        release(lock, event->lane);
        break;
    default: /* busy, gave up: nothing changes hands */
        break;
    }
    model->is_settled = false;
}

void model_fold_condition(struct model *model, struct lane_record *lane, const struct event *event)
{
    struct lock_record *mutex = NULL;
    if (event->kind == K_COND_WAIT || event->kind == K_COND_WOKEN) {
        mutex = model_lock_at(model, event->a > 0 ? (uint64_t)event->a : 0, GROUP_LOCK);
        if (mutex && event->kind == K_COND_WAIT)
            release(mutex, event->lane);
        else if (mutex)
            acquire(mutex, event);
        model->is_settled = false;
    }
    struct lock_record *condition = model_lock_at(model, event->object, GROUP_WAIT);
    if (!condition)
        return;
    if (event->kind == K_COND_WOKEN)
        condition->shown.acquisitions++;
    if (event->kind == K_COND_WAIT && lane)
        model_begin_wait(model, lane, event, condition);
}

void model_fold_meeting(struct model *model, struct lane_record *lane, const struct event *event)
{
    struct lock_record *lock = model_lock_at(model, event->object, GROUP_WAIT);
    if (!lock)
        return;
    struct model_lock *shown = &lock->shown;
    switch ((enum event_kind)event->kind) {
    case K_BARRIER_INIT:
    case K_SEM_INIT:
        shown->value = event->a;
        break;
    case K_SEM_POST:
        shown->value += shown->value < INT64_MAX;
        break;
    case K_SEM_GOT:
        shown->value -= shown->value > 0;
        shown->acquisitions++;
        break;
    case K_BARRIER_PASS:
        shown->acquisitions++;
        break;
    case K_SEM_WAIT:
        shown->contended++;
        if (lane)
            model_begin_wait(model, lane, event, lock);
        break;
    case K_BARRIER_WAIT:
        if (lane)
            model_begin_wait(model, lane, event, lock);
        break;
    case K_ONCE_ENTER: /* the first one runs it, the others wait for the first; value: it has run */
        if (shown->value)
            break;
        if (!shown->owner) {
            shown->owner = event->lane;
            shown->owner_place = (uint32_t)event->where;
        } else if (lane && shown->owner != event->lane) {
            shown->contended++;
            model_begin_wait(model, lane, event, lock);
        }
        break;
    case K_ONCE_DONE:
        shown->value = 1;
        shown->owner = shown->owner_place = 0;
        shown->acquisitions++;
        break;
    default:
        break;
    }
    model->is_settled = false;
}
