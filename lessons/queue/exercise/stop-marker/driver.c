/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One producer, some consumers, and a queue between them. Frozen.
 *
 *     cc -g -pthread driver.c stop-marker.c -o stop-marker && ./stop-marker 2 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "queue.h"

#define MOST_ITEMS     10000
#define MOST_CONSUMERS 8

static int queue[MOST_ITEMS + 2 * MOST_CONSUMERS], first, end; /* under the lock */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t is_more = PTHREAD_COND_INITIALIZER;
static atomic_int handled[MOST_ITEMS], handling, met;
static int items = 2, consumers = 2;

void put(int item)
{
    pthread_mutex_lock(&lock);
    assert(end < MOST_ITEMS + 2 * MOST_CONSUMERS);
    queue[end++] = item;
    pthread_cond_signal(&is_more);
    pthread_mutex_unlock(&lock);
}

int get(void)
{
    pthread_mutex_lock(&lock);
    while (first == end)
        pthread_cond_wait(&is_more, &lock);
    int item = queue[first++];
    pthread_mutex_unlock(&lock);
    return item;
}

void handle(int item)
{
    assert(item >= 0 && item < items);
    if (atomic_fetch_add(&handling, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&handled[item], 1);
    atomic_fetch_sub(&handling, 1);
}

static void *consumer(void *argument)
{
    (void)argument;
    consume();
    return NULL;
}

int main(int argc, char **argv)
{
    consumers = argc > 1 ? atoi(argv[1]) : 2;
    items = argc > 2 ? atoi(argv[2]) : 2;
    pthread_t thread[MOST_CONSUMERS];
    if (consumers < 1 || consumers > MOST_CONSUMERS || items < 1 || items > MOST_ITEMS)
        return 2;
    produce(items, consumers);
    for (int i = 0; i < consumers; i++)
        if (pthread_create(&thread[i], NULL, consumer, NULL) != 0)
            return 1;
    for (int i = 0; i < consumers; i++)
        pthread_join(thread[i], NULL);
    for (int i = 0; i < items; i++)
        assert(handled[i] == 1);
    if (atomic_load(&met))
        printf("two items at once\n");
    printf("all handled, and all consumers at home\n");
    return 0;
}
