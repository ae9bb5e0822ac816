/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some threads use the blocks of one pool. Frozen: this is what the check runs.
 *
 * cc -g -pthread driver.c free-list.c -o free-list && ./free-list 1000
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "pool.h"

#define USERS 2

static atomic_int owners[BLOCKS]; /* of each block */
static atomic_int busy, met;      /* threads that have blocks; both have */
static long rounds = 1;

static int take(void)
{
    int block = take_block();
    assert(block >= 0 && block < BLOCKS); /* there are enough for all */
    assert(atomic_fetch_add(&owners[block], 1) == 0);
    return block;
}

static void give(int block)
{
    atomic_fetch_sub(&owners[block], 1);
    give_block(block);
}

/* The first user needs one block at a time, the second one two. */
static void *use(void *argument)
{
    int needed = 1 + (int)(long)argument, block[USERS];
    for (long i = 0; i < rounds; i++) {
        for (int k = 0; k < needed; k++)
            block[k] = take();
        if (atomic_fetch_add(&busy, 1) > 0)
            atomic_store(&met, 1);
        atomic_fetch_sub(&busy, 1);
        for (int k = 0; k < needed; k++)
            give(block[k]);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    rounds = argc > 1 ? atol(argv[1]) : 1000;
    pthread_t thread[USERS];
    if (rounds < 1)
        return 2;

    for (long i = 0; i < USERS; i++)
        if (pthread_create(&thread[i], NULL, use, (void *)i) != 0)
            return 1;
    for (int i = 0; i < USERS; i++)
        pthread_join(thread[i], NULL);

    for (int i = 0; i < BLOCKS; i++)
        take(); /* each is there, and once */
    assert(take_block() == NONE);
    if (atomic_load(&met))
        printf("both have blocks\n");
    printf("all blocks are there\n");
    return 0;
}
