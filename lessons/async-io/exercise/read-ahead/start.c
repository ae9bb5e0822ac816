/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The next block is on its way while this one is worked on: the work need not wait for the device.
 * Now and then it finds numbers in a block that do not belong there.
 */
#include "device.h"

void work_on_all(void)
{
    int block[BLOCK];
    start_read(block);
    while (await_read()) {
        start_read(block); /* the next one, meanwhile */
        work(block);
    }
}
