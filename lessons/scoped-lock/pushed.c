/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * ended.c with a handler that belongs to the thread: it is called if the thread ends before the
 * pop.
 *
 *     cc -g -pthread pushed.c -o pushed && ./pushed
 */
#include <pthread.h>
#include <stdio.h>

static long sold; /* touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void give_back(void *held)
{
    pthread_mutex_unlock(held);
}

static void pay(long money)
{
    if (money < 10)
        pthread_exit(NULL); /* there is nothing more to do for this thread */
}

static void *customer(void *argument)
{
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(give_back, &lock);
    pay(*(long *)argument);
    sold++;
    pthread_cleanup_pop(1); /* 1: call it now, too */
    return NULL;
}

int main(void)
{
    long money = 5;
    pthread_t thread;
    if (pthread_create(&thread, NULL, customer, &money) != 0) {
        fprintf(stderr, "pushed: cannot create a thread\n");
        return 1;
    }
    pthread_join(thread, NULL);

    pthread_mutex_lock(&lock);
    printf("%ld tickets sold\n", sold);
    pthread_mutex_unlock(&lock);
    return 0;
}
