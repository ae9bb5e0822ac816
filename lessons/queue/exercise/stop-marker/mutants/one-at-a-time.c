/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * A lock around taking and handling: the other consumers stand and wait.
 */
#include <pthread.h>

#include "queue.h"

static pthread_mutex_t counter = PTHREAD_MUTEX_INITIALIZER;

void produce(int items, int consumers)
{
    for (int i = 0; i < items; i++)
        put(i);
    for (int i = 0; i < consumers; i++)
        put(STOP);
}

void consume(void)
{
    int item = 0;
    while (item != STOP) {
        pthread_mutex_lock(&counter);
        item = get();
        if (item != STOP)
            handle(item);
        pthread_mutex_unlock(&counter);
    }
}
