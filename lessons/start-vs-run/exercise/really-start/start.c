/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two tasks, and the function that a thread would run. Where are the threads?
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
    int number[2] = {0, 1};
    for (int i = 0; i < 2; i++)
        run(&number[i]);
    return 0;
}
