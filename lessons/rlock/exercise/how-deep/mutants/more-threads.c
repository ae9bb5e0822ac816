/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: not-shown
 * More threads, but none of them ever takes it twice.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "again.h"

static atomic_int sum; /* to be changed only with the lock held */

static void *work(void *argument)
{
    again_take();
    int now = atomic_load(&sum);
    atomic_store(&sum, now + 1);
    again_give();
    return argument;
}

int main(void)
{
    pthread_t thread[3];
    for (int i = 0; i < 3; i++)
        if (pthread_create(&thread[i], NULL, work, NULL) != 0)
            return 1;
    for (int i = 0; i < 3; i++)
        pthread_join(thread[i], NULL);
    assert(atomic_load(&sum) == 3);
    return 0;
}
