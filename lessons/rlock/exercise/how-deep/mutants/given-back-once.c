/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * Taken twice and given back once: nobody else will ever have it, and rightly so.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "again.h"

static atomic_int sum; /* to be changed only with the lock held */

static void *work(void *argument)
{
    again_take();
    again_take();
    int now = atomic_load(&sum);
    again_give();
    atomic_store(&sum, now + 1);
    return argument;
}

int main(void)
{
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, work, NULL) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    assert(atomic_load(&sum) == 2);
    return 0;
}
