/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Copies the block when the device has begun already to write into it.
 */
#include <string.h>

#include "device.h"

void work_on_all(void)
{
    int block[BLOCK], copy[BLOCK];
    start_read(block);
    while (await_read()) {
        start_read(block);
        memcpy(copy, block, sizeof(copy));
        work(copy);
    }
}
