/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A result comes, and somebody wants to be told. Frozen: this is what the check runs.
 *
 *     cc -g -pthread driver.c done-twice.c -o done-twice && ./done-twice
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "future.h"

static atomic_int told;

void tell(void)
{
    assert(is_finished());
    atomic_fetch_add(&told, 1);
}

static void *work(void *argument)
{
    (void)argument;
    finish();
    return NULL;
}

int main(void)
{
    pthread_t worker;
    if (pthread_create(&worker, NULL, work, NULL) != 0)
        return 1;
    when_done();
    pthread_join(worker, NULL);
    printf("told %d times\n", atomic_load(&told));
    fflush(NULL); /* the claim below may end the program */
    assert(atomic_load(&told) == 1);
    printf("told once\n");
    return 0;
}
