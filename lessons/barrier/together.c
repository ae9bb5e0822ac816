/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two walkers go from hut to hut. At each hut they wait for each other, at a
 * barrier.
 *
 *     cc -g -pthread together.c -o together && ./together
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define WALKERS 2
#define HUTS    2

static atomic_int arrived[HUTS];
static pthread_barrier_t barrier;

static void *walk(void *argument)
{
    for (int hut = 0; hut < HUTS; hut++) {
        arrived[hut]++;
        pthread_barrier_wait(&barrier);
        assert(arrived[hut] == WALKERS); /* all are here before anybody goes on */
    }
    return argument;
}

int main(void)
{
    pthread_barrier_init(&barrier, NULL, WALKERS);
    pthread_t thread[WALKERS];
    for (int i = 0; i < WALKERS; i++) {
        if (pthread_create(&thread[i], NULL, walk, NULL) != 0) {
            fprintf(stderr, "together: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < WALKERS; i++)
        pthread_join(thread[i], NULL);
    pthread_barrier_destroy(&barrier);
    printf("together at each of %d huts\n", HUTS);
    return 0;
}
