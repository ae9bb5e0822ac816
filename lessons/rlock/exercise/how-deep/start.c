/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A driver: two threads change a sum, with the lock held. With this one all is well.
 *
 * cc -g -pthread program.c how-deep.c -o how-deep && ./how-deep
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
    add_one();
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
