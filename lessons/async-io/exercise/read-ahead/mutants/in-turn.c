/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * First the work, then the next read: each waits for the other.
 */
#include "device.h"

void work_on_all(void)
{
    int block[BLOCK];
    start_read(block);
    while (await_read()) {
        work(block);
        start_read(block);
    }
}
