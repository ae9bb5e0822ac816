/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two walkers go from hut to hut. At each hut they want to be together. Nobody waits.
 *
 *     cc -g -pthread free.c -o free && ./free
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define WALKERS 2
#define HUTS    2

static atomic_int arrived[HUTS];

static void *walk(void *argument)
{
    for (int hut = 0; hut < HUTS; hut++) {
        arrived[hut]++;
        assert(arrived[hut] == WALKERS); /* all are here before anybody goes on */
    }
    return argument;
}

int main(void)
{
    pthread_t thread[WALKERS];
    for (int i = 0; i < WALKERS; i++) {
        if (pthread_create(&thread[i], NULL, walk, NULL) != 0) {
            fprintf(stderr, "free: cannot create a thread\n");
            return 1;
        }
    }
    for (int i = 0; i < WALKERS; i++)
        pthread_join(thread[i], NULL);
    printf("together at each of %d huts\n", HUTS);
    return 0;
}
