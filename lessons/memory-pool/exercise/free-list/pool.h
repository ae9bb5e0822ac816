/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers.
 */
#ifndef POOL_H
#define POOL_H

#define BLOCKS 3
#define NONE   (-1)

/* Yours: takes a free block: its number, which nobody else gets before it is given back; NONE, if
 * there is no free one. Called by several threads. */
int take_block(void);
/* Yours: gives a block back. Called by several threads, not always by the one that took it. */
void give_block(int block);

#endif
