/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The free blocks are a list: `first`, and behind each the `next`. Each access is under the lock.
 */
#include <pthread.h>

#include "pool.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static int first;                                        /* free block */
static int next[BLOCKS] = {1, 2, NONE};                  /* free block behind each free block */

static int look(const int *place)
{
    pthread_mutex_lock(&lock);
    int block = *place;
    pthread_mutex_unlock(&lock);
    return block;
}

int take_block(void)
{
    int block = look(&first);
    if (block == NONE)
        return NONE;
    int behind = look(&next[block]);
    pthread_mutex_lock(&lock);
    first = behind;
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
