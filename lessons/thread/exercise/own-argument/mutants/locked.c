/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * No data race any more, but still one number for all of them.
 */
#include <pthread.h>

#include "tasks.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int number; /* with the lock held */

static void *run(void *argument)
{
    (void)argument;
    pthread_mutex_lock(&lock);
    int mine = number;
    pthread_mutex_unlock(&lock);
    do_task(mine);
    return NULL;
}

int do_all(int count)
{
    pthread_t thread[MOST_TASKS];
    for (int i = 0; i < count; i++) {
        pthread_mutex_lock(&lock);
        number = i;
        pthread_mutex_unlock(&lock);
        if (pthread_create(&thread[i], NULL, run, NULL) != 0)
            return 1;
    }
    for (int i = 0; i < count; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
