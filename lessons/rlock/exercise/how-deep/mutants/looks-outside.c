/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: own-fault
 * The driver itself looks at the sum when it does not have the lock.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "again.h"

static atomic_int sum; /* to be changed only with the lock held */

static void *work(void *argument)
{
    int before = atomic_load(&sum);
    again_take();
    atomic_fetch_add(&sum, 1);
    again_give();
    assert(atomic_load(&sum) == before + 1);
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
    return 0;
}
