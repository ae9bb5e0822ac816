/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of threads. Tasks lie in a queue; the threads take one after the other. A thread is made
 * when a task comes for which nobody is free, until there are as many as allowed. Then they stay.
 *
 * All that they share is in one struct under one lock. Nobody holds the lock while a task is done.
 */
#ifndef POOL_H
#define POOL_H

#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>

#define MOST_THREADS 16
#define MOST_TASKS   100 /* in the queue */

struct task {
    bool (*function)(long argument);
    void (*callback)(long argument, bool went_well); /* called by the thread that did the task */
    long argument;
};

struct pool {
    pthread_mutex_t lock;
    pthread_cond_t work, idle; /* a task has come, or the pool is closed; nothing is left to do */
    struct task queue[MOST_TASKS];
    int first, waiting; /* the next task, and how many */
    pthread_t thread[MOST_THREADS];
    int most, made, free; /* threads: allowed, there, and of these without a task */
    bool is_closed;
};

/* What a thread does all its life. */
static inline void *pool_work(void *argument)
{
    struct pool *pool = argument;
    pthread_mutex_lock(&pool->lock);
    for (;;) {
        while (pool->waiting == 0 && !pool->is_closed)
            pthread_cond_wait(&pool->work, &pool->lock);
        if (pool->waiting == 0)
            break;
        struct task task = pool->queue[pool->first];
        pool->first = (pool->first + 1) % MOST_TASKS;
        pool->waiting--;
        pool->free--;
        pthread_mutex_unlock(&pool->lock);

        bool went_well = task.function(task.argument);
        if (task.callback)
            task.callback(task.argument, went_well);

        pthread_mutex_lock(&pool->lock);
        pool->free++;
        if (pool->waiting == 0 && pool->free == pool->made)
            pthread_cond_signal(&pool->idle);
    }
    pthread_mutex_unlock(&pool->lock);
    return NULL;
}

static inline void pool_open(struct pool *pool, int most)
{
    *pool = (struct pool){.most = most};
    pthread_mutex_init(&pool->lock, NULL);
    pthread_cond_init(&pool->work, NULL);
    pthread_cond_init(&pool->idle, NULL);
}

/* A task for which nobody is free: one thread more, if it is allowed. Call it with the lock. */
static inline void pool_grow(struct pool *pool)
{
    if (pool->waiting <= pool->free || pool->made == pool->most)
        return;
    if (pthread_create(&pool->thread[pool->made], NULL, pool_work, pool) != 0) {
        fprintf(stderr, "pool: cannot create a thread\n");
        exit(1);
    }
    pool->made++;
    pool->free++;
}

/* Asks for a task and goes on at once. False: refused, the pool is closed or its queue is full. */
static inline bool pool_put(struct pool *pool, struct task task)
{
    pthread_mutex_lock(&pool->lock);
    bool is_taken = !pool->is_closed && pool->waiting < MOST_TASKS;
    if (is_taken) {
        pool->queue[(pool->first + pool->waiting) % MOST_TASKS] = task;
        pool->waiting++;
        pool_grow(pool);
        pthread_cond_signal(&pool->work); /* one task, one thread */
    }
    pthread_mutex_unlock(&pool->lock);
    return is_taken;
}

/* Waits until nothing is left to do, now. */
static inline void pool_wait(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    while (pool->waiting > 0 || pool->free < pool->made)
        pthread_cond_wait(&pool->idle, &pool->lock);
    pthread_mutex_unlock(&pool->lock);
}

/* No more tasks. What is in the queue is still done; then the threads end. Waits for them. */
static inline void pool_close(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    pool->is_closed = true;
    pthread_cond_broadcast(&pool->work); /* all of them */
    pthread_mutex_unlock(&pool->lock);
    for (int i = 0; i < pool->made; i++)
        pthread_join(pool->thread[i], NULL);
    pthread_cond_destroy(&pool->work);
    pthread_cond_destroy(&pool->idle);
    pthread_mutex_destroy(&pool->lock);
}

/* Drops what is in the queue, and closes. How many tasks were dropped. */
static inline int pool_terminate(struct pool *pool)
{
    pthread_mutex_lock(&pool->lock);
    int dropped = pool->waiting;
    pool->waiting = 0;
    pool->is_closed = true;
    pthread_mutex_unlock(&pool->lock);
    pool_close(pool);
    return dropped;
}

#endif
