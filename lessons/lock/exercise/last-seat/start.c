/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver: it sells seats and claims what should be true. With this one all is well.
 *
 *     cc -g -pthread program.c last-seat.c -o last-seat && ./last-seat
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
    pthread_t seller;
    seats_open(1);
    if (pthread_create(&seller, NULL, sell, NULL) != 0)
        return 1;
    pthread_join(seller, NULL);
    printf("%d sold, %d left\n", sold, seats_left());
    assert(sold == 1);
    assert(seats_left() == 0);
    return 0;
}
