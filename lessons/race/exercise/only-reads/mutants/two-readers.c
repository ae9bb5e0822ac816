/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * Two that read do not race: nobody writes.
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

static void *look(void *argument)
{
    (void)meter_read();
    return argument;
}

int main(void)
{
    pthread_t reader[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&reader[i], NULL, look, NULL) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(reader[i], NULL);
    visit(NULL);
    assert(meter_read() == 1);
    return 0;
}
