/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The lock is taken around a function that takes it, too, and needed when that has given it back.
 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

#include "again.h"

static atomic_int sum; /* to be changed only with the lock held */

static void add_one(void)
{
    again_take();
    int now = atomic_load(&sum);
    atomic_store(&sum, now + 1);
    again_give();
}

static void *work(void *argument)
{
    again_take();
    int before = atomic_load(&sum);
    add_one();
    assert(atomic_load(&sum) == before + 1);
    again_give();
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
