/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two friends come to a place, meet, and go on together. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c rendezvous.c -o rendezvous && ./rendezvous
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "meeting.h"

static atomic_int is_there[2];

static void *come(void *argument)
{
    int me = argument != NULL;
    atomic_store(&is_there[me], 1);
    meet(me);
    assert(atomic_load(&is_there[1 - me]));
    return NULL;
}

int main(void)
{
    pthread_t friend[2];
    if (pthread_create(&friend[0], NULL, come, NULL) != 0 ||
        pthread_create(&friend[1], NULL, come, friend) != 0)
        return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(friend[i], NULL);
    printf("both went on together\n");
    return 0;
}
