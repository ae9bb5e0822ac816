/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The front is changed only if it is what it was. That it is so again says nothing of what is
 * behind.
 */
#include <stdatomic.h>

#include "pool.h"

static atomic_int first;
static atomic_int next[BLOCKS] = {1, 2, NONE};

int take_block(void)
{
    int block = atomic_load(&first), behind;
    do {
        if (block == NONE)
            return NONE;
        behind = atomic_load(&next[block]);
    } while (!atomic_compare_exchange_strong(&first, &block, behind));
    return block;
}

void give_block(int block)
{
    int front = atomic_load(&first);
    do
        atomic_store(&next[block], front);
    while (!atomic_compare_exchange_strong(&first, &front, block));
}
