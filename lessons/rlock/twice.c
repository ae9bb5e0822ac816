/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A piggy bank with a lock. put() takes the lock; so does put_pair(), which calls put().
 *
 *     cc -g -pthread twice.c -o twice && ./twice
 */
#include <pthread.h>
#include <stdio.h>

static long coins; /* touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

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

int main(void)
{
    put_pair(1, 2);
    printf("%ld coins\n", coins);
    return 0;
}
