/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * Waits for the first before the second is created.
 */
#include <pthread.h>

#include "sum.h"

struct part {
    int first, end;
    long sum;
};

static void *add_part(void *argument)
{
    struct part *part = argument;
    for (int i = part->first; i < part->end; i++)
        part->sum += number(i);
    return NULL;
}

long sum_of(int first, int end)
{
    struct part part[2] = {{.first = first, .end = (first + end) / 2},
                           {.first = (first + end) / 2, .end = end}};
    for (int i = 0; i < 2; i++) {
        pthread_t thread;
        if (pthread_create(&thread, NULL, add_part, &part[i]) != 0)
            return 0;
        pthread_join(thread, NULL);
    }
    return part[0].sum + part[1].sum;
}
