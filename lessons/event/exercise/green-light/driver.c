/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A junction, some cars, and a light that is red at first. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c green-light.c -o green-light && ./green-light 8
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "light.h"

#define MOST_CARS 16

static atomic_int may_go;   /* the light was told to be green */
static atomic_int crossing; /* cars on the junction */
static atomic_int met;      /* two were on it at the same time */
static atomic_int over;     /* cars that have crossed */

void cross(void)
{
    assert(atomic_load(&may_go));
    if (atomic_fetch_add(&crossing, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&over, 1);
    atomic_fetch_sub(&crossing, 1);
}

static void *drive(void *argument)
{
    take_car_over();
    return argument;
}

int main(int argc, char **argv)
{
    int cars = argc > 1 ? atoi(argv[1]) : 2;
    pthread_t car[MOST_CARS];
    if (cars < 1 || cars > MOST_CARS)
        return 2;

    for (int i = 0; i < cars; i++)
        if (pthread_create(&car[i], NULL, drive, NULL) != 0)
            return 1;
    atomic_store(&may_go, 1);
    turn_green();
    for (int i = 0; i < cars; i++)
        pthread_join(car[i], NULL);

    assert(atomic_load(&over) == cars);
    if (atomic_load(&met))
        printf("two cars at once\n");
    printf("all have crossed\n");
    return 0;
}
