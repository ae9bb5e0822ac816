/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A stop marker for each consumer, behind all items.
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
    for (int item = get(); item != STOP; item = get())
        handle(item);
}
