/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An event: a light that is red or green. Who waits for green stands while it is red; set() makes
 * it green and lets all go at once, and all who come later, until clear() makes it red again.
 *
 * A condition variable alone has no memory: a signal that comes before the wait is lost. So the
 * event remembers, in is_set, under a lock.
 */
#ifndef EVENT_H
#define EVENT_H

#include <pthread.h>
#include <stdbool.h>

struct event {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool is_set;
};

#define EVENT_RED                                                                                  \
    {                                                                                              \
        PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false                                 \
    }

static inline void event_set(struct event *event)
{
    pthread_mutex_lock(&event->lock);
    event->is_set = true;
    pthread_cond_broadcast(&event->changed); /* all, not one */
    pthread_mutex_unlock(&event->lock);
}

static inline void event_clear(struct event *event)
{
    pthread_mutex_lock(&event->lock);
    event->is_set = false;
    pthread_mutex_unlock(&event->lock);
}

static inline bool event_is_set(struct event *event)
{
    pthread_mutex_lock(&event->lock);
    bool is_set = event->is_set;
    pthread_mutex_unlock(&event->lock);
    return is_set;
}

/* Comes back when it is set: at once, or when it is made so. */
static inline void event_wait(struct event *event)
{
    pthread_mutex_lock(&event->lock);
    while (!event->is_set)
        pthread_cond_wait(&event->changed, &event->lock);
    pthread_mutex_unlock(&event->lock);
}

#endif
