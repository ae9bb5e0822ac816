/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The scope of scoped.c. But here the customer's thread ends inside it, by pthread_exit.
 *
 *     cc -g -pthread ended.c -o ended && ./ended
 */
#include <pthread.h>
#include <stdio.h>

static long sold; /* touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

/* Called with the address of a variable when its scope is left. */
static void give_back(pthread_mutex_t **held)
{
    pthread_mutex_unlock(*held);
}

static void pay(long money)
{
    if (money < 10)
        pthread_exit(NULL); /* there is nothing more to do for this thread */
}

static void *customer(void *argument)
{
    __attribute__((cleanup(give_back))) pthread_mutex_t *held = &lock;
    pthread_mutex_lock(held);
    pay(*(long *)argument);
    sold++;
    return NULL;
}

int main(void)
{
    long money = 5;
    pthread_t thread;
    if (pthread_create(&thread, NULL, customer, &money) != 0) {
        fprintf(stderr, "ended: cannot create a thread\n");
        return 1;
    }
    pthread_join(thread, NULL);

    pthread_mutex_lock(&lock);
    printf("%ld tickets sold\n", sold);
    pthread_mutex_unlock(&lock);
    return 0;
}
