/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Starts the next read before it has awaited the last one.
 */
#include "device.h"

void work_on_all(void)
{
    int blocks[2][BLOCK];
    int ours = 0;
    start_read(blocks[0]);
    do {
        start_read(blocks[1 - ours]);
        work(blocks[ours]);
        ours = 1 - ours;
    } while (await_read());
}
