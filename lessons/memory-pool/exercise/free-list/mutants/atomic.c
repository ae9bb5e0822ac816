/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Each number is atomic, and the steps are as many as before.
 */
#include <stdatomic.h>

#include "pool.h"

static atomic_int first;
static atomic_int next[BLOCKS] = {1, 2, NONE};

int take_block(void)
{
    int block = atomic_load(&first);
    if (block != NONE)
        atomic_store(&first, atomic_load(&next[block]));
    return block;
}

void give_block(int block)
{
    atomic_store(&next[block], atomic_load(&first));
    atomic_store(&first, block);
}
