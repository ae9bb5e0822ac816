/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: deadlock
 * When there is no free block, the lock is not given back.
 */
#include <pthread.h>

#include "pool.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int first;
static int next[BLOCKS] = {1, 2, NONE};

int take_block(void)
{
    pthread_mutex_lock(&lock);
    if (first == NONE || next[first] == NONE)
        return first;
    int block = first;
    first = next[block];
    pthread_mutex_unlock(&lock);
    return block;
}

void give_block(int block)
{
    pthread_mutex_lock(&lock);
    next[block] = first;
    first = block;
    pthread_mutex_unlock(&lock);
}
