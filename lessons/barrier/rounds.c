/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * by-hand.c with a round: who sleeps waits for the end of *this* round, not for a number that the
 * next one changes.
 *
 *     cc -g -pthread rounds.c -o rounds && ./rounds
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define WALKERS 2
#define HUTS    2

static atomic_int arrived[HUTS];
static int here;        /* how many are at the barrier: touch both only with the lock held */
static unsigned opened; /* how often it has opened */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t all_here = PTHREAD_COND_INITIALIZER;

static void wait_for_all(void)
{
    pthread_mutex_lock(&lock);
    unsigned before = opened;
    here++;
    if (here == WALKERS) {
        here = 0; /* for the next hut */
        opened++;
        pthread_cond_broadcast(&all_here);
    } else {
        while (opened == before)
            pthread_cond_wait(&all_here, &lock);
    }
    pthread_mutex_unlock(&lock);
}

static void *walk(void *argument)
{
    for (int hut = 0; hut < HUTS; hut++) {
        arrived[hut]++;
        wait_for_all();
        assert(arrived[hut] == WALKERS); /* all are here before anybody goes on */
    }
    return argument;
}

int main(void)
{
    pthread_t thread[WALKERS];
    for (int i = 0; i < WALKERS; i++) {
        if (pthread_create(&thread[i], NULL, walk, NULL) != 0) {
            fprintf(stderr, "rounds: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < WALKERS; i++)
        pthread_join(thread[i], NULL);
    printf("together at each of %d huts\n", HUTS);
    return 0;
}
