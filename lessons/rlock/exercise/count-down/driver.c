/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread counts down by two, another by one. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c count-down.c -o count-down && ./count-down 10000
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "counter.h"

static int by_one, by_two; /* what each has counted; looked at when it is joined */

static void *ones(void *argument)
{
    for (long i = (long)argument; i > 0; i--)
        if (count_down() >= 0)
            by_one += 1;
    return NULL;
}

static void *twos(void *argument)
{
    for (long i = (long)argument; i > 0; i--)
        if (count_down_two() >= 0)
            by_two += 2;
    return NULL;
}

int main(int argc, char **argv)
{
    long times = argc > 1 ? atol(argv[1]) : 10000;
    if (times < 1 || times > 1000000)
        return 2;

    int number = (int)(2 * times);
    count_from(number);
    pthread_t one, two;
    if (pthread_create(&two, NULL, twos, (void *)times) != 0 ||
        pthread_create(&one, NULL, ones, (void *)times) != 0)
        return 1;
    int now = count_now();
    assert(now >= 0 && now <= number);
    pthread_join(two, NULL);
    pthread_join(one, NULL);

    assert(count_now() >= 0);
    assert(count_now() == number - by_one - by_two);
    assert(count_now() < 2); /* together they would have counted further */
    printf("counted to the end\n");
    return 0;
}
