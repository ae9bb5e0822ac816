/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * To take is one step, and to give is one: the list is never half changed when somebody sees it.
 */
#include <pthread.h>

#include "pool.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of these two */
static int first;                                        /* free block */
static int next[BLOCKS] = {1, 2, NONE};                  /* free block behind each free block */

int take_block(void)
{
    pthread_mutex_lock(&lock);
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
    pthread_mutex_unlock(&lock);
}
