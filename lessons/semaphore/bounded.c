/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * twice.c with a bounded semaphore: it knows how many places there are, and refuses to have more.
 *
 *     cc -g -pthread bounded.c -o bounded && ./bounded
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>

#define PASSENGERS 4
#define PLACES     2

static int places = PLACES; /* free ones: touch it only with the lock held */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t one_more = PTHREAD_COND_INITIALIZER;
static atomic_int inside;

static void bounded_wait(void)
{
    pthread_mutex_lock(&lock);
    while (places == 0)
        pthread_cond_wait(&one_more, &lock);
    places--;
    pthread_mutex_unlock(&lock);
}

/* False: there would be more places than there are. Nothing has been done. */
static bool bounded_post(void)
{
    pthread_mutex_lock(&lock);
    bool is_too_many = places == PLACES;
    if (!is_too_many) {
        places++;
        pthread_cond_signal(&one_more);
    }
    pthread_mutex_unlock(&lock);
    return !is_too_many;
}

static void *passenger(void *argument)
{
    bounded_wait();
    int now = ++inside;
    assert(now <= PLACES);
    inside--;
    bounded_post();
    if (argument && !bounded_post())
        printf("one post too many\n");
    return argument;
}

int main(void)
{
    pthread_t thread[PASSENGERS];
    for (int i = 0; i < PASSENGERS; i++) {
        if (pthread_create(&thread[i], NULL, passenger, i == 0 ? &places : NULL) != 0) {
            fprintf(stderr, "bounded: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < PASSENGERS; i++)
        pthread_join(thread[i], NULL);
    printf("never more than %d inside\n", PLACES);
    return 0;
}
