/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes a block and gives it back, many times, in some threads: from malloc, from one pool with a
 * lock, and from a pool that each thread has for itself.
 *
 *     cc -g -pthread speed.c -o speed && ./speed 2 200000
 */
#include <pthread.h>
#include <time.h>

#include "blocks.h"
#include "number.h"

#define MOST_THREADS 16
#define SIZE         64 /* bytes of a block */
#define KEPT         16 /* blocks that a thread has at any time */

static struct blocks shared; /* with the lock only */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local struct blocks own;
static long times;

static void *take_malloc(void)
{
    return malloc(SIZE);
}

static void give_malloc(void *block)
{
    free(block);
}

static void *take_shared(void)
{
    pthread_mutex_lock(&lock);
    void *block = blocks_take(&shared);
    pthread_mutex_unlock(&lock);
    return block;
}

static void give_shared(void *block)
{
    pthread_mutex_lock(&lock);
    blocks_give(&shared, block);
    pthread_mutex_unlock(&lock);
}

static void *take_own(void)
{
    return blocks_take(&own);
}

static void give_own(void *block)
{
    blocks_give(&own, block);
}

static const struct way {
    const char *name;
    void *(*take)(void);
    void (*give)(void *block);
} ways[] = {
    {"malloc", take_malloc, give_malloc},
    {"one pool, with a lock", take_shared, give_shared},
    {"a pool of one's own", take_own, give_own},
};

static void *use(void *argument)
{
    const struct way *way = argument;
    void *kept[KEPT];
    blocks_open(&own, SIZE, 2 * KEPT);
    for (long i = 0; i < KEPT; i++)
        kept[i] = way->take();
    for (long i = 0; i < times; i++) {
        way->give(kept[i % KEPT]);
        kept[i % KEPT] = way->take();
    }
    for (long i = 0; i < KEPT; i++)
        way->give(kept[i]);
    blocks_close(&own);
    return NULL;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(int argc, char **argv)
{
    if (argc > 3) {
        fprintf(stderr, "usage: speed [THREADS [TIMES]]\n");
        return 2;
    }
    long threads = number(argc, argv, 1, 2, MOST_THREADS);
    times = number(argc, argv, 2, 200000, 100000000);

    blocks_open(&shared, SIZE, 2 * KEPT);
    for (int i = 0; i < 3; i++) {
        pthread_t thread[MOST_THREADS];
        double begin = now();
        for (long j = 0; j < threads; j++) {
            if (pthread_create(&thread[j], NULL, use, (void *)&ways[i]) != 0) {
                fprintf(stderr, "speed: cannot create a thread\n");
                return 1;
            }
        }
        for (long j = 0; j < threads; j++)
            pthread_join(thread[j], NULL);
        printf("%s: %.1f ns\n", ways[i].name, (now() - begin) / (double)times);
    }
    blocks_close(&shared);
    return 0;
}
