/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * unheard.c with a mutex that counts how often its owner has locked it. Others may come when it has
 * been unlocked as often.
 *
 *     cc -g -pthread recursive.c -o recursive && ./recursive
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static long coins; /* touch it only with the lock held */
static pthread_mutex_t lock;

static void put(long n)
{
    pthread_mutex_lock(&lock);
    coins += n;
    pthread_mutex_unlock(&lock);
}

/* Both coins or none: nobody may see one of them alone. */
static void put_pair(long a, long b)
{
    pthread_mutex_lock(&lock);
    put(a);
    put(b);
    pthread_mutex_unlock(&lock);
}

static void *watch(void *argument)
{
    pthread_mutex_lock(&lock);
    assert(coins == 0 || coins == 3);
    pthread_mutex_unlock(&lock);
    return argument;
}

int main(void)
{
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &kind);
    pthread_mutexattr_destroy(&kind);

    pthread_t watcher;
    if (pthread_create(&watcher, NULL, watch, NULL) != 0) {
        fprintf(stderr, "recursive: cannot create a thread\n");
        return 1;
    }
    put_pair(1, 2);
    pthread_join(watcher, NULL);
    printf("%ld coins\n", coins);
    pthread_mutex_destroy(&lock);
    return 0;
}
