/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * A second block is not given out before the first one is back, though it is free.
 */
#include <pthread.h>

#include "pool.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */
static pthread_cond_t is_back = PTHREAD_COND_INITIALIZER;
static int first;
static int next[BLOCKS] = {1, 2, NONE};
static int in_use; /* blocks that the owner has */
static pthread_t owner;

int take_block(void)
{
    pthread_mutex_lock(&lock);
    while (in_use > 0 && !pthread_equal(owner, pthread_self()))
        pthread_cond_wait(&is_back, &lock);
    owner = pthread_self();
    in_use++;
    int block = first;
    if (block != NONE)
        first = next[block];
    pthread_mutex_unlock(&lock);
    return block;
}

void give_block(int block)
{
    pthread_mutex_lock(&lock);
    next[block] = first;
    first = block;
    in_use--;
    pthread_cond_broadcast(&is_back);
    pthread_mutex_unlock(&lock);
}
