/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: other-end
 * That both have come when the meter is read is what nobody has promised.
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
    assert(meter_read() == 2);
    for (int i = 0; i < 2; i++)
        pthread_join(visitor[i], NULL);
    return 0;
}
