/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: misuse
 * A new block for each read; it is given back while the device still writes into it.
 */
#include <stdlib.h>

#include "device.h"

void work_on_all(void)
{
    int *block = malloc(BLOCK * sizeof(*block));
    if (!block)
        abort();
    start_read(block);
    while (await_read()) {
        int *next = malloc(BLOCK * sizeof(*next));
        if (!next)
            abort();
        start_read(next);
        work(block);
        free(next);
        block = next;
    }
}
