/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The roles change before the work: it gets the block that is being read.
 */
#include "device.h"

void work_on_all(void)
{
    int blocks[2][BLOCK];
    int ours = 0;
    start_read(blocks[ours]);
    while (await_read()) {
        ours = 1 - ours;
        start_read(blocks[ours]);
        work(blocks[ours]);
    }
}
