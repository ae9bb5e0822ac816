/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two sellers and one seat: both see it free, and both sell it.
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>

#include "seats.h"

static int sold[2];

static void *sell(void *argument)
{
    int *mine = argument;
    *mine = seats_sell();
    return NULL;
}

int main(void)
{
    pthread_t seller[2];
    seats_open(1);
    for (int i = 0; i < 2; i++)
        if (pthread_create(&seller[i], NULL, sell, &sold[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(seller[i], NULL);
    assert(sold[0] + sold[1] == 1);
    return 0;
}
