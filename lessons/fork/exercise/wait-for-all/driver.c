/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Has some parts looked at, every second of which is faulty. Frozen.
 *
 *     cc -g -pthread driver.c wait-for-all.c -o wait-for-all && ./wait-for-all 4
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

#include "parts.h"

static pthread_barrier_t *all_at_work; /* in memory that the processes share */

int is_faulty(int part)
{
    pthread_barrier_wait(all_at_work);
    return part % 2;
}

int main(int argc, char **argv)
{
    int count = argc > 1 ? atoi(argv[1]) : 4;
    pthread_barrierattr_t shared;
    if (count < 1 || count > 20)
        return 2;
    all_at_work =
        mmap(NULL, sizeof(*all_at_work), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (all_at_work == MAP_FAILED)
        return 1;
    pthread_barrierattr_init(&shared);
    pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
    pthread_barrier_init(all_at_work, &shared, (unsigned)count);
    pthread_barrierattr_destroy(&shared);
    assert(faulty_parts(count) == count / 2);
    printf("all faulty parts were found\n");
    return 0;
}
