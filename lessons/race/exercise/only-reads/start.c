/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver: two visitors come, and then the meter is read. With this one all is well.
 *
 *     cc -g -pthread program.c only-reads.c -o only-reads && ./only-reads
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

#include "meter.h"

static void *visit(void *argument)
{
    meter_count();
    return argument;
}

int main(void)
{
    pthread_t visitor[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&visitor[i], NULL, visit, NULL) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(visitor[i], NULL);
    assert(meter_read() == 2);
    return 0;
}
