/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two piggy banks under one recursive mutex; together they always hold ten coins. After each change
 * a listener is called, and it counts.
 *
 *     cc -g -pthread half.c -o half && ./half
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

static long left = 10, right; /* touch them only with the lock held */
static pthread_mutex_t lock;

static long count_all(void)
{
    pthread_mutex_lock(&lock);
    long all = left + right;
    pthread_mutex_unlock(&lock);
    return all;
}

static void listener(void)
{
    long all = count_all();
    printf("the listener counts %ld\n", all);
    fflush(NULL); /* the claim below may end the program */
    assert(all == 10);
}

static void move(long n)
{
    pthread_mutex_lock(&lock);
    left -= n;
    listener(); /* left has changed */
    right += n;
    listener(); /* right has changed */
    pthread_mutex_unlock(&lock);
}

int main(void)
{
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&lock, &kind);
    pthread_mutexattr_destroy(&kind);

    move(4);
    printf("%ld and %ld\n", left, right);
    pthread_mutex_destroy(&lock);
    return 0;
}
