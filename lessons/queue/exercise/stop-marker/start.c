/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The producer puts a stop marker behind the last item. One consumer finds it.
 */
#include "queue.h"

void produce(int items, int consumers)
{
    (void)consumers;
    for (int i = 0; i < items; i++)
        put(i);
    put(STOP);
}

void consume(void)
{
    for (int item = get(); item != STOP; item = get())
        handle(item);
}
