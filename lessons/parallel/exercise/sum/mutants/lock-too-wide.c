/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held while the number is looked for.
 */
#include <pthread.h>

#include "sum.h"

struct part {
    int first, end;
};

static long sum;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *add_part(void *argument)
{
    struct part *part = argument;
    for (int i = part->first; i < part->end; i++) {
        pthread_mutex_lock(&lock);
        sum += number(i);
        pthread_mutex_unlock(&lock);
    }
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
