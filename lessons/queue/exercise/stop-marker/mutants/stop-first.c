/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The markers come first: consumers go home before they have seen an item.
 */
#include "queue.h"

void produce(int items, int consumers)
{
    for (int i = 0; i < consumers; i++)
        put(STOP);
    for (int i = 0; i < items; i++)
        put(i);
}

void consume(void)
{
    for (int item = get(); item != STOP; item = get())
        handle(item);
}
