/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each thread has a variable of its own, which nobody changes while the thread is there.
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
    int number[MOST_TASKS];
    for (int i = 0; i < count; i++) {
        number[i] = i;
        if (pthread_create(&thread[i], NULL, run, &number[i]) != 0)
            return 1;
    }
    for (int i = 0; i < count; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
