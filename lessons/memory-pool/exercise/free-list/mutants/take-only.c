/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Only taking is one step. Who gives back looks at the front, and then writes what it was.
 */
#include <pthread.h>

#include "pool.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int first;
static int next[BLOCKS] = {1, 2, NONE};

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
    int front = first;
    pthread_mutex_unlock(&lock);
    pthread_mutex_lock(&lock);
    next[block] = front;
    first = block;
    pthread_mutex_unlock(&lock);
}
