/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * First both are started, then both are joined.
 */
#include <pthread.h>
#include <stddef.h>

#include "both.h"

static void *run(void *argument)
{
    do_task(*(const int *)argument);
    return NULL;
}

int do_both(void)
{
    pthread_t thread[2];
    int number[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, run, &number[i]) != 0)
            return 1;
    for (int i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
