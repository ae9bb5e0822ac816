/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads add to one sum.
 */
#include <pthread.h>

#include "sum.h"

struct part {
    int first, end;
};

static long sum;

static void *add_part(void *argument)
{
    struct part *part = argument;
    for (int i = part->first; i < part->end; i++)
        sum += number(i);
    return NULL;
}

long sum_of(int first, int end)
{
    pthread_t thread[2];
    struct part part[2] = {{.first = first, .end = (first + end) / 2},
                           {.first = (first + end) / 2, .end = end}};
    for (int i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, add_part, &part[i]) != 0)
            return 0;
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    return sum;
}
