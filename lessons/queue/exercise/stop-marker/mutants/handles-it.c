/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The marker is handled as if it were an item.
 */
#include "queue.h"

void produce(int items, int consumers)
{
    for (int i = 0; i < items; i++)
        put(i);
    for (int i = 0; i < consumers; i++)
        put(STOP);
}

void consume(void)
{
    int item;
    do {
        item = get();
        handle(item);
    } while (item != STOP);
}
