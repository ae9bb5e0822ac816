/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two blocks: from the start of a read to its completion one is the device's, and the other is
 * ours.
 */
#include "device.h"

void work_on_all(void)
{
    int blocks[2][BLOCK];
    int ours = 0;
    start_read(blocks[ours]);
    while (await_read()) {
        start_read(blocks[1 - ours]);
        work(blocks[ours]);
        ours = 1 - ours; /* not ours yet: the next thing is to await it */
    }
}
