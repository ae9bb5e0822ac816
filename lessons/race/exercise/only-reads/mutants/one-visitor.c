/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * The reader comes before the visitor is created, and again when he has gone.
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
    pthread_t visitor;
    assert(meter_read() == 0);
    if (pthread_create(&visitor, NULL, visit, NULL) != 0)
        return 1;
    pthread_join(visitor, NULL);
    assert(meter_read() == 1);
    return 0;
}
