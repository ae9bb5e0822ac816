/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * The thread makes a copy of its own, but when it gets to that, the number has changed.
 */
#include <pthread.h>

#include "tasks.h"

static void *run(void *argument)
{
    int mine = *(const int *)argument;
    do_task(mine);
    return NULL;
}

int do_all(int count)
{
    pthread_t thread[MOST_TASKS];
    for (int i = 0; i < count; i++)
        if (pthread_create(&thread[i], NULL, run, &i) != 0)
            return 1;
    for (int i = 0; i < count; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
