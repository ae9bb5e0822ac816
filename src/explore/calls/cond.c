/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Conditions. A signal leaves a token that any thread may take which waited by then: who takes it
 * is the scheduler's choice. A wait is two steps: unlock and begin to wait; take a token and the
 * lock.
 *
 * Taking a token depends on the other takings (TAG_TOKENS), not on signals: it comes after the one
 * that left it, and a signal is not changed by it.
 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <threads.h>

#include "explore/calls/cancel.h"
#include "explore/calls/mutex.h"
#include "explore/engine/hooks.h"
#include "explore/machine/resume.h"
#include "explore/report/missed.h"
#include "explore/report/report.h"
#include "explore/report/story.h"
#include "explore/search/spin.h"

#define TOKENS 1024

/* How a thread may wake up, unless it is signalled: the argument of its operation. */
#define AT_LIMIT      1
#define WITHOUT_CAUSE 2
#define WHEN_ASKED    3 /* to end, by another thread */

struct token {
    uint64_t clock;
    uint32_t cond;
    int32_t event;
};

static struct token tokens[TOKENS];
OF_EXECUTION static uint32_t token_count;
static uint32_t waits_on[THREADS];           /* object, 0 none */
static uint32_t spurious[THREADS];           /* wake-ups without cause so far */
OF_EXECUTION static uint32_t spurious_count; /* of all threads */
OF_EXECUTION static uint64_t now;            /* 0: none was used yet */

void cond_reset(void)
{
    if (now == 0)
        return;
    token_count = spurious_count = 0;
    now = 0;
    missed_reset();
    for (uint32_t i = 0; i < THREADS; i++)
        waits_on[i] = spurious[i] = 0;
}

void cond_keep(void)
{
    if (now == 0)
        return;
    resume_keep(tokens, token_count * sizeof(*tokens));
    resume_keep(waits_on, engine.count * sizeof(*waits_on));
    resume_keep(spurious, engine.count * sizeof(*spurious));
    missed_keep();
}

/* The oldest token that the thread may take, or NULL. */
static struct token *find_token(const struct thread *thread)
{
    for (uint32_t i = 0; i < token_count; i++)
        if (tokens[i].cond == waits_on[thread->index] && tokens[i].clock > thread->cond_since)
            return &tokens[i];
    return NULL;
}

bool cond_may_wake(struct thread *thread)
{
    const struct token *token = find_token(thread);
    thread->woken_by = token ? token->event : NOBODY;
    if (token || thread->op.argument != WITHOUT_CAUSE)
        return token || thread->op.argument == AT_LIMIT;
    if (spurious_count < engine.wakeups)
        return true;
    engine.was_kept_asleep = true;
    return false;
}

uint32_t cond_wakeups(void)
{
    return spurious_count;
}

bool cond_was_missed(const struct thread *thread)
{
    return !find_token(thread) && missed_is_why(thread);
}

int32_t cond_thief(const struct thread *thread)
{
    return find_token(thread) ? NOBODY : missed_thief(thread);
}

static void signal_some(pthread_cond_t *cond, bool all, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, all ? K_COND_BROADCAST : K_COND_SIGNAL, cond, where);
    (void)hook_link(&op, cond, TAG_COND);
    engine_do(&op);
    uint32_t index = op.links[0].object, waiting = 0, given = 0;
    uint64_t waiters = 0;
    for (uint32_t i = 0; i < engine.count; i++) {
        waiting += waits_on[i] == index;
        waiters |= (uint64_t)(waits_on[i] == index) << i;
    }
    for (uint32_t i = 0; i < token_count; i++)
        given += tokens[i].cond == index;
    now++;
    if (waiting == given || all)
        missed_note(cond, waiters);
    for (; given < waiting; given++) {
        if (token_count == TOKENS)
            engine_refuse("more than 1,024 signals that wait to be taken", where);
        spin_changed();
        tokens[token_count++] =
            (struct token){.clock = now, .cond = index, .event = engine.current->last};
        if (!all)
            break;
    }
}

static void drop(struct token *token)
{
    for (token_count--; token < tokens + token_count; token++)
        *token = token[1];
}

/* A signal that was for this thread is for another that waited then; if there is none, it is lost.
 */
static void leave_if_cancelled(struct token *token)
{
    bool is_due = cancel_is_due(engine.current), has_other = false;
    for (uint32_t i = 0; token && i < engine.count; i++)
        has_other |= waits_on[i] == token->cond && engine.threads[i].cond_since < token->clock;
    if (is_due && token && !has_other)
        drop(token);
    cancel_end();
}

static int wait_for(pthread_cond_t *cond, pthread_mutex_t *mutex, bool has_limit, uint64_t where)
{
    cancel_test(where);
    struct thread *me = engine.current;
    struct op op = hook_op(OP_PLAIN, K_COND_WAIT, cond, where);
    op.flags = OP_RELEASE;
    if (mutex_release(mutex, &op) != 0) {
        report_misuse("wait on a condition without holding its mutex", EPERM, cond, where);
        engine_end(END_FAILED);
    }
    (void)hook_link(&op, cond, TAG_COND);
    op.argument = (int64_t)(uintptr_t)mutex;
    engine_do(&op);
    mutex_free(mutex);
    uint32_t index = op.links[1].object;
    waits_on[me->index] = index;
    me->cond_since = ++now;

    bool may_be_spurious = (verdict->request.ask & ASK_SPURIOUS) && spurious[me->index] == 0;
    op = hook_op(OP_WAKE, K_COND_WOKEN, cond, where);
    op.flags = OP_ACQUIRE;
    op.argument = has_limit           ? AT_LIMIT
                  : may_be_spurious   ? WITHOUT_CAUSE
                  : engine.has_cancel ? WHEN_ASKED
                                      : 0;
    (void)hook_link(&op, mutex, TAG_LOCK);
    (void)hook_link(&op, cond, op.argument ? TAG_COND : TAG_TOKENS);
    cancel_begin(&op);
    engine_do(&op);
    int owner_died = mutex_take(mutex);
    struct token *token = find_token(me);
    waits_on[me->index] = 0;
    me->woken_by = NOBODY;
    if (unlikely(engine.has_cancel))
        leave_if_cancelled(token);
    bool is_late = !token && has_limit;
    story_result(K_COND_WOKEN, &op, (int64_t)(uintptr_t)mutex, is_late ? ETIMEDOUT : 0, NULL);
    if (token) {
        spin_changed();
        drop(token);
        return owner_died;
    }
    if (!has_limit) {
        spurious[me->index]++;
        spurious_count++;
        return owner_died;
    }
    return owner_died ? owner_died : ETIMEDOUT;
}

static void initialise(pthread_cond_t *cond, uint64_t where)
{
    struct op op = hook_op(OP_PLAIN, K_NONE, cond, where);
    (void)hook_link(&op, cond, TAG_COND);
    if (engine.is_live)
        engine_do(&op);
    missed_forget(cond);
    const pthread_cond_t blank = PTHREAD_COND_INITIALIZER;
    *cond = blank;
}

static void destroy(const pthread_cond_t *cond, uint64_t where)
{
    if (!engine.is_live)
        return;
    struct op op = hook_op(OP_PLAIN, K_NONE, cond, where);
    (void)hook_link(&op, cond, TAG_COND);
    engine_do(&op);
    for (uint32_t i = 0; i < engine.count; i++)
        if (waits_on[i] == op.links[0].object) {
            report_misuse("destroy of a condition that a thread waits on", EBUSY, cond, op.where);
            engine_end(END_FAILED);
        }
}

HOOK int pthread_cond_init(pthread_cond_t *cond, const pthread_condattr_t *attributes)
{
    (void)attributes;
    initialise(cond, WHERE);
    return 0;
}

HOOK int pthread_cond_destroy(pthread_cond_t *cond)
{
    destroy(cond, WHERE);
    return 0;
}

HOOK int pthread_cond_wait(pthread_cond_t *cond, pthread_mutex_t *mutex)
{
    return wait_for(cond, mutex, false, WHERE);
}

HOOK int pthread_cond_timedwait(pthread_cond_t *cond, pthread_mutex_t *mutex,
                                const struct timespec *until)
{
    return hook_is_time(until) ? wait_for(cond, mutex, true, WHERE) : EINVAL;
}

HOOK int pthread_cond_clockwait(pthread_cond_t *cond, pthread_mutex_t *mutex, clockid_t clock,
                                const struct timespec *until)
{
    (void)clock;
    return hook_is_time(until) ? wait_for(cond, mutex, true, WHERE) : EINVAL;
}

HOOK int pthread_cond_signal(pthread_cond_t *cond)
{
    if (engine.is_live)
        signal_some(cond, false, WHERE);
    return 0;
}

HOOK int pthread_cond_broadcast(pthread_cond_t *cond)
{
    if (engine.is_live)
        signal_some(cond, true, WHERE);
    return 0;
}

/* --- C11 -------------------------------------------------------------------------------------- */

/* In glibc a cnd_t has the layout of a pthread_cond_t, and a mtx_t that of a pthread_mutex_t. */
static pthread_cond_t *cond_of(cnd_t *cond)
{
    return (pthread_cond_t *)(void *)cond;
}

static pthread_mutex_t *mutex_of(mtx_t *mutex)
{
    return (pthread_mutex_t *)(void *)mutex;
}

HOOK int cnd_init(cnd_t *cond)
{
    initialise(cond_of(cond), WHERE);
    return thrd_success;
}

HOOK void cnd_destroy(cnd_t *cond)
{
    destroy(cond_of(cond), WHERE);
}

HOOK int cnd_wait(cnd_t *cond, mtx_t *mutex)
{
    return wait_for(cond_of(cond), mutex_of(mutex), false, WHERE) == 0 ? thrd_success : thrd_error;
}

HOOK int cnd_timedwait(cnd_t *restrict cond, mtx_t *restrict mutex,
                       const struct timespec *restrict until)
{
    if (!hook_is_time(until))
        return thrd_error;
    int result = wait_for(cond_of(cond), mutex_of(mutex), true, WHERE);
    return result == 0 ? thrd_success : thrd_timedout;
}

HOOK int cnd_signal(cnd_t *cond)
{
    signal_some(cond_of(cond), false, WHERE);
    return thrd_success;
}

HOOK int cnd_broadcast(cnd_t *cond)
{
    signal_some(cond_of(cond), true, WHERE);
    return thrd_success;
}
