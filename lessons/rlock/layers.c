/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * recursive.c with a plain mutex and two layers: the outer functions lock, the inner one is only
 * called by who has the lock.
 *
 *     cc -g -pthread layers.c -o layers && ./layers
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static long coins; /* touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* The caller has the lock. */
static void put_locked(long n)
{
    coins += n;
}

static void put(long n)
{
    pthread_mutex_lock(&lock);
    put_locked(n);
    pthread_mutex_unlock(&lock);
}

/* Both coins or none: nobody may see one of them alone. */
static void put_pair(long a, long b)
{
    pthread_mutex_lock(&lock);
    put_locked(a);
    put_locked(b);
    pthread_mutex_unlock(&lock);
}

static void *watch(void *argument)
{
    pthread_mutex_lock(&lock);
    assert(coins % 3 == 0);
    pthread_mutex_unlock(&lock);
    return argument;
}

int main(void)
{
    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, NULL) != 0) {
        fprintf(stderr, "layers: cannot create a thread\n");
        return 1;
    }
    put_pair(1, 2);
    put(3);
    pthread_join(watcher, NULL);
    printf("%ld coins\n", coins);
    return 0;
}
