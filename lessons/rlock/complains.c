/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * twice.c with a mutex that looks who asks. put() reads what it answers.
 *
 *     cc -g -pthread complains.c -o complains && ./complains
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>

static long coins; /* touch it only with the lock held */
static pthread_mutex_t lock;

static void put(long n)
{
    int error = pthread_mutex_lock(&lock);
    if (error != 0) {
        printf("put: cannot lock: %s\n", strerror(error));
        return;
    }
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
    pthread_mutexattr_t kind;
    pthread_mutexattr_init(&kind);
    pthread_mutexattr_settype(&kind, PTHREAD_MUTEX_ERRORCHECK);
    pthread_mutex_init(&lock, &kind);
    pthread_mutexattr_destroy(&kind);

    put_pair(1, 2);
    printf("%ld coins\n", coins);
    pthread_mutex_destroy(&lock);
    return 0;
}
