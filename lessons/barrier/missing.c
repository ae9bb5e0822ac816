/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * together.c, but one walker turns back after the first hut. The barrier still counts on two.
 *
 *     cc -g -pthread missing.c -o missing && ./missing
 */
#include <pthread.h>
#include <stdio.h>

#define WALKERS 2
#define HUTS    2

static pthread_barrier_t barrier;

static void *walk(void *argument)
{
    for (int hut = 0; hut < HUTS; hut++) {
        pthread_barrier_wait(&barrier);
        if (argument)
            return NULL; /* he is tired */
    }
    return NULL;
}

int main(void)
{
    pthread_barrier_init(&barrier, NULL, WALKERS);
    pthread_t thread[WALKERS];
    for (int i = 0; i < WALKERS; i++) {
        if (pthread_create(&thread[i], NULL, walk, i == 0 ? &barrier : NULL) != 0) {
            fprintf(stderr, "missing: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < WALKERS; i++)
        pthread_join(thread[i], NULL);
    pthread_barrier_destroy(&barrier);
    printf("all are there\n");
    return 0;
}
