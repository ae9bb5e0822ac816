/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * An atomic variable, loaded and stored: each is one step, together they are two.
 */
#include <stdatomic.h>

#include "park.h"

static atomic_long cars = CARS_AT_FIRST;

void car_in(void)
{
    print_ticket();
    atomic_store(&cars, atomic_load(&cars) + 1);
}

void car_out(void)
{
    print_ticket();
    atomic_store(&cars, atomic_load(&cars) - 1);
}

long cars_inside(void)
{
    return cars;
}
