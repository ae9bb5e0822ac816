/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread for each task. Each is told where its number stands.
 */
#include <pthread.h>

#include "tasks.h"

static void *run(void *argument)
{
    const int *number = argument;
    do_task(*number);
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
