/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A timer: calls a function in so many milliseconds, in a thread of its
 * own, unless it is cancelled before. It waits on a condition with a
 * limit: either the time is over, or somebody wakes it.
 */
#ifndef TIMER_H
#define TIMER_H

#include <errno.h>
#include <pthread.h>
#include <stdbool.h>
#include <time.h>

struct timer {
    void (*call)(void);
    struct timespec until;  /* when, by the clock that is never set */
    pthread_mutex_t lock;   /* of the two below */
    pthread_cond_t changed; /* it has been cancelled */
    bool is_cancelled, has_fired;
    pthread_t thread;
};

static inline void *timer_wait(void *argument)
{
    struct timer *timer = argument;
    pthread_mutex_lock(&timer->lock);
    int error = 0;
    while (!timer->is_cancelled && error != ETIMEDOUT)
        error = pthread_cond_timedwait(&timer->changed, &timer->lock, &timer->until);
    timer->has_fired = !timer->is_cancelled; /* now it is too late */
    bool fires = timer->has_fired;
    pthread_mutex_unlock(&timer->lock);
    if (fires)
        timer->call(); /* not under the lock: who knows what it does */
    return NULL;
}

/* Calls `call` in ms milliseconds. 0, or an error's number. */
static inline int timer_start(struct timer *timer, long ms, void (*call)(void))
{
    timer->call = call;
    timer->is_cancelled = timer->has_fired = false;
    clock_gettime(CLOCK_MONOTONIC, &timer->until);
    timer->until.tv_nsec += ms % 1000 * 1000000;
    timer->until.tv_sec += ms / 1000 + timer->until.tv_nsec / 1000000000;
    timer->until.tv_nsec %= 1000000000;
    pthread_mutex_init(&timer->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&timer->changed, &attributes);
    pthread_condattr_destroy(&attributes);
    return pthread_create(&timer->thread, NULL, timer_wait, timer);
}

/* Whether it came in time: then the function will never be called. */
static inline bool timer_cancel(struct timer *timer)
{
    pthread_mutex_lock(&timer->lock);
    bool is_in_time = !timer->has_fired;
    if (is_in_time)
        timer->is_cancelled = true;
    pthread_cond_signal(&timer->changed);
    pthread_mutex_unlock(&timer->lock);
    return is_in_time;
}

/* Waits for its end; a timer must be joined once. */
static inline void timer_join(struct timer *timer)
{
    pthread_join(timer->thread, NULL);
    pthread_cond_destroy(&timer->changed);
    pthread_mutex_destroy(&timer->lock);
}

#endif
