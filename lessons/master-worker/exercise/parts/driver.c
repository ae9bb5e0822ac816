/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A master, and workers who compute the parts. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c parts.c -o parts && ./parts 2 100
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>

#include "parts.h"

#define MOST_WORKERS 8

static atomic_int at_work, met;         /* two parts were computed at the same time */
static atomic_int computed[MOST_PARTS]; /* how often */

long compute(int part)
{
    assert(part >= 0 && part < MOST_PARTS);
    if (atomic_fetch_add(&at_work, 1) > 0)
        atomic_store(&met, 1);
    atomic_fetch_add(&computed[part], 1);
    atomic_fetch_sub(&at_work, 1);
    return 2L * part + 1;
}

static void *live(void *argument)
{
    work(*(int *)argument);
    return NULL;
}

int main(int argc, char **argv)
{
    int workers = argc > 1 ? atoi(argv[1]) : 2;
    int parts = argc > 2 ? atoi(argv[2]) : 2;
    pthread_t worker[MOST_WORKERS];
    if (workers < 1 || workers > MOST_WORKERS || parts < 1 || parts > MOST_PARTS)
        return 2;

    for (int i = 0; i < workers; i++)
        if (pthread_create(&worker[i], NULL, live, &parts) != 0)
            return 1;
    long sum = collect(parts);
    assert(sum == (long)parts * parts);
    for (int i = 0; i < workers; i++)
        pthread_join(worker[i], NULL);

    for (int part = 0; part < parts; part++)
        assert(atomic_load(&computed[part]) == 1);
    if (atomic_load(&met))
        printf("two parts at once\n");
    printf("the sum is right\n");
    return 0;
}
