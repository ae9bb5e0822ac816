/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * The driver adds without a lock: the additions that are lost are its own.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#include "seats.h"

static int sold;

static void *sell(void *argument)
{
    (void)argument;
    sold += seats_sell();
    return NULL;
}

int main(void)
{
    pthread_t seller[2];
    seats_open(2);
    for (int i = 0; i < 2; i++)
        if (pthread_create(&seller[i], NULL, sell, NULL) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(seller[i], NULL);
    assert(sold == 2);
    return 0;
}
