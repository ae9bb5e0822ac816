/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A new variable in each round of the loop? It is the same place on the stack each time.
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
    for (int i = 0; i < count; i++) {
        int number = i;
        if (pthread_create(&thread[i], NULL, run, &number) != 0)
            return 1;
    }
    for (int i = 0; i < count; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
