/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Each consumer takes one item and goes: right with as many items as consumers, not with more.
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
    int item = get();
    if (item != STOP)
        handle(item);
}
