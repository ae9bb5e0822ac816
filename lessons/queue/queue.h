/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A bounded queue between processes: letters go in at one side and come out at the other, in order.
 * It lies in shared memory, so that those who inherit it by fork all use the one queue.
 *
 * Two semaphores count: how much room there is, how many letters there are. Who puts waits for
 * room; who gets waits for a letter. A mutex lets one at a time touch the slots.
 */
#ifndef QUEUE_H
#define QUEUE_H

#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <sys/mman.h>

#define QUEUE_MOST 16

struct queue {
    sem_t room, letters;
    pthread_mutex_t lock;
    int capacity, first, count;
    char slot[QUEUE_MOST];
};

/* Room for `capacity` letters, 1 to QUEUE_MOST. NULL: there is no memory. */
static inline struct queue *queue_new(int capacity)
{
    struct queue *queue =
        mmap(NULL, sizeof(*queue), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (queue == MAP_FAILED)
        return NULL;
    queue->capacity = capacity;
    sem_init(&queue->room, 1, (unsigned)capacity); /* 1: between processes */
    sem_init(&queue->letters, 1, 0);
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&queue->lock, &attributes);
    pthread_mutexattr_destroy(&attributes);
    return queue;
}

static inline void queue_put(struct queue *queue, char letter)
{
    sem_wait(&queue->room); /* full: waits */
    pthread_mutex_lock(&queue->lock);
    queue->slot[(queue->first + queue->count) % queue->capacity] = letter;
    queue->count++;
    pthread_mutex_unlock(&queue->lock);
    sem_post(&queue->letters);
}

static inline char queue_get(struct queue *queue)
{
    sem_wait(&queue->letters); /* empty: waits */
    pthread_mutex_lock(&queue->lock);
    char letter = queue->slot[queue->first];
    queue->first = (queue->first + 1) % queue->capacity;
    queue->count--;
    pthread_mutex_unlock(&queue->lock);
    sem_post(&queue->room);
    return letter;
}

#endif
