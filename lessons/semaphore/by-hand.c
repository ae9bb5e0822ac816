/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A semaphore of one's own: look whether a place is free, then take it. Each of the two is under
 * the lock, so there is no race.
 *
 *     cc -g -pthread by-hand.c -o by-hand && ./by-hand
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

#define PASSENGERS 2

static long places = 1; /* free ones: touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static bool is_free(void)
{
    pthread_mutex_lock(&lock);
    bool free = places > 0;
    pthread_mutex_unlock(&lock);
    return free;
}

static void change(long n)
{
    pthread_mutex_lock(&lock);
    places += n;
    assert(places >= 0); /* never more inside than there is room for */
    pthread_mutex_unlock(&lock);
}

static void *passenger(void *argument)
{
    if (is_free()) {
        change(-1);
        change(+1);
    }
    return argument;
}

int main(void)
{
    pthread_t thread[PASSENGERS];
    for (int i = 0; i < PASSENGERS; i++) {
        if (pthread_create(&thread[i], NULL, passenger, NULL) != 0) {
            fprintf(stderr, "by-hand: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < PASSENGERS; i++)
        pthread_join(thread[i], NULL);
    printf("nobody had to stand on another\n");
    return 0;
}
