/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the answer offers, and what it may call. All of it is called by one thread.
 */
#ifndef DEVICE_H
#define DEVICE_H

#include <stdbool.h>

#define BLOCK 2 /* numbers */

/* Yours: reads the device from its beginning to its end, and works on each block, in their order.
 */
void work_on_all(void);

/* The driver's: the device begins to read the next block into `block`, and this returns at once.
 * It reads one block at a time: none may be under way. */
void start_read(int *block);
/* The driver's: until the read that is under way is complete. Then the numbers are in the block
 * that start_read() was given. False: there was none left, and there will be none. */
bool await_read(void);
/* The driver's: work on a block. It takes long, and looks at each number. */
void work(const int *block);

#endif
