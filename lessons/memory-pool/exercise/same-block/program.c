/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A pool of three blocks, and no lock. The free ones are a list; to take the first of them is one
 * atomic step, which only happens if the first one is still the one that was looked at.
 *
 *     cc -g -pthread same-block.c -o same-block && ./same-block
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#define BLOCKS 3
#define NONE   (-1)

static atomic_int first;                                 /* free block */
static atomic_int next[BLOCKS] = {1, 2, NONE};           /* free block behind each free block */
static int of_first[2] = {NONE, NONE}, of_second = NONE; /* who has which, in the end */

static int take(void)
{
    int block = atomic_load(&first), behind;
    do {
        if (block == NONE)
            return NONE;
        behind = atomic_load(&next[block]);
    } while (!atomic_compare_exchange_strong(&first, &block, behind));
    return block;
}

static void give(int block)
{
    int front = atomic_load(&first);
    do
        atomic_store(&next[block], front);
    while (!atomic_compare_exchange_strong(&first, &front, block));
}

/* T1 takes two blocks. */
static void *take_two(void *argument)
{
    of_first[0] = take();
    of_first[1] = take();
    return argument;
}

/* T2 takes two, and gives the one that it took first back. */
static void *take_and_give(void *argument)
{
    int block = take();
    of_second = take();
    if (block != NONE)
        give(block);
    return argument;
}

int main(void)
{
    pthread_t one, two;
    if (pthread_create(&one, NULL, take_two, NULL) != 0 ||
        pthread_create(&two, NULL, take_and_give, NULL) != 0)
        return 1;
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    printf("T1 has %d and %d, T2 has %d\n", of_first[0], of_first[1], of_second);
    fflush(NULL); /* the claim below may end the program */
    assert(of_second == NONE || (of_second != of_first[0] && of_second != of_first[1]));
    return 0;
}
