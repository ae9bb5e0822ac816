/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An executor: a few threads that do tasks, and for each task a *future*, which will have its
 * result. Who submits a task goes on at once, and asks the future later.
 *
 * A future belongs to the one who submits it, and must stay where it is until the task is done or
 * cancelled. All futures of an executor are under its lock.
 */
#ifndef EXECUTOR_H
#define EXECUTOR_H

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_WORKERS 16

enum state {
    PENDING, /* in the queue */
    RUNNING, /* a worker has it */
    DONE,
    CANCELLED, /* taken out of the queue: nobody will do it */
};

struct future {
    struct executor *executor;
    long (*function)(long argument);
    long argument, result;
    enum state state;
    long place; /* it was the first, the second ... to be done */
    bool is_told;
    struct future *next; /* in the queue */
};

struct executor {
    pthread_mutex_t lock;
    pthread_cond_t work, done; /* a task has come, or it is closed; a task is done */
    struct future *first;      /* of the queue */
    pthread_t worker[MOST_WORKERS];
    int workers;
    long places;
    bool is_closed;
};

/* Where the future lies in the queue; with NULL: its end. Call it with the lock. */
static inline struct future **executor_find(struct executor *executor, struct future *future)
{
    struct future **place = &executor->first;
    while (*place && *place != future)
        place = &(*place)->next;
    return place;
}

/* What a worker does all its life. */
static inline void *executor_work(void *argument)
{
    struct executor *executor = argument;
    pthread_mutex_lock(&executor->lock);
    for (;;) {
        while (!executor->first && !executor->is_closed)
            pthread_cond_wait(&executor->work, &executor->lock);
        if (!executor->first)
            break;
        struct future *future = executor->first;
        executor->first = future->next;
        future->state = RUNNING;
        pthread_mutex_unlock(&executor->lock);

        long result = future->function(future->argument);

        pthread_mutex_lock(&executor->lock);
        future->result = result;
        future->state = DONE;
        future->place = ++executor->places;
        pthread_cond_broadcast(&executor->done);
    }
    pthread_mutex_unlock(&executor->lock);
    return NULL;
}

static inline void executor_open(struct executor *executor, int workers)
{
    *executor = (struct executor){.workers = workers};
    pthread_mutex_init(&executor->lock, NULL);
    pthread_cond_init(&executor->work, NULL);
    pthread_cond_init(&executor->done, NULL);
    for (int i = 0; i < workers; i++) {
        if (pthread_create(&executor->worker[i], NULL, executor_work, executor) != 0) {
            fprintf(stderr, "executor: cannot create a thread\n");
            exit(1);
        }
    }
}

/* Puts a task into the queue and goes on at once. */
static inline void executor_submit(struct executor *executor, struct future *future,
                                   long (*function)(long), long argument)
{
    *future = (struct future){.executor = executor, .function = function, .argument = argument};
    pthread_mutex_lock(&executor->lock);
    *executor_find(executor, NULL) = future;
    pthread_cond_signal(&executor->work);
    pthread_mutex_unlock(&executor->lock);
}

static inline bool future_done(struct future *future)
{
    pthread_mutex_lock(&future->executor->lock);
    bool is_done = future->state == DONE || future->state == CANCELLED;
    pthread_mutex_unlock(&future->executor->lock);
    return is_done;
}

/* False: too late, a worker has it, or it is done. */
static inline bool future_cancel(struct future *future)
{
    struct executor *executor = future->executor;
    pthread_mutex_lock(&executor->lock);
    if (future->state == PENDING) {
        future->state = CANCELLED;
        *executor_find(executor, future) = future->next;
        pthread_cond_broadcast(&executor->done);
    }
    bool is_cancelled = future->state == CANCELLED;
    pthread_mutex_unlock(&executor->lock);
    return is_cancelled;
}

/* Waits until the task is done. False: it was cancelled, there is no result. */
static inline bool future_result(struct future *future, long *result)
{
    struct executor *executor = future->executor;
    pthread_mutex_lock(&executor->lock);
    while (future->state == PENDING || future->state == RUNNING)
        pthread_cond_wait(&executor->done, &executor->lock);
    bool is_done = future->state == DONE;
    *result = future->result;
    pthread_mutex_unlock(&executor->lock);
    return is_done;
}

/* Of those that were not told yet, the one that was done first; waits for one. NULL: all were. */
static inline struct future *as_completed(struct executor *executor, struct future *all, int count)
{
    struct future *found = NULL;
    bool all_told = false;
    pthread_mutex_lock(&executor->lock);
    while (!found && !all_told) {
        all_told = true;
        for (struct future *f = all; f < all + count; f++) {
            if (f->is_told || f->state == CANCELLED)
                continue;
            all_told = false;
            if (f->state == DONE && (!found || f->place < found->place))
                found = f;
        }
        if (!found && !all_told)
            pthread_cond_wait(&executor->done, &executor->lock);
    }
    if (found)
        found->is_told = true;
    pthread_mutex_unlock(&executor->lock);
    return found;
}

/* No more tasks. Waits until all in the queue are done, and all workers have gone home. */
static inline void executor_shutdown(struct executor *executor)
{
    pthread_mutex_lock(&executor->lock);
    executor->is_closed = true;
    pthread_cond_broadcast(&executor->work);
    pthread_mutex_unlock(&executor->lock);
    for (int i = 0; i < executor->workers; i++)
        pthread_join(executor->worker[i], NULL);
    pthread_cond_destroy(&executor->work);
    pthread_cond_destroy(&executor->done);
    pthread_mutex_destroy(&executor->lock);
}

#endif
