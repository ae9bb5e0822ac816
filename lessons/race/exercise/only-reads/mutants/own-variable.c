/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * The data race is in a variable of the driver itself.
 */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

#include "meter.h"

static int noticed;

static void *visit(void *argument)
{
    noticed++;
    meter_count();
    return argument;
}

int main(void)
{
    pthread_t visitor[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&visitor[i], NULL, visit, NULL) != 0)
            return 1;
    noticed++;
    for (int i = 0; i < 2; i++)
        pthread_join(visitor[i], NULL);
    assert(meter_read() == 2);
    return 0;
}
