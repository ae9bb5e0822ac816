/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread gives up the whole program, on some schedules.
 *
 * verdict: failed
 * failure: crash at ABORT preemptions 1
 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

static atomic_int inside;

static void *enter(void *arg)
{
    if (atomic_fetch_add(&inside, 1) != 0)
        abort(); /* ABORT */
    atomic_fetch_sub(&inside, 1);
    return arg;
}

int main(void)
{
    pthread_t t[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&t[i], NULL, enter, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(t[i], NULL);
}
