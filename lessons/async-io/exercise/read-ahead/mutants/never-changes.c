/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Two blocks, but always the same one is worked on.
 */
#include "device.h"

void work_on_all(void)
{
    int first[BLOCK], second[BLOCK];
    start_read(first);
    while (await_read()) {
        start_read(second);
        work(first);
    }
}
