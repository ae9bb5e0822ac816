/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Both are started, but only the second is waited for.
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
    static int number[2] = {0, 1};
    pthread_t thread[2];
    for (int i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, run, &number[i]) != 0)
            return 1;
    pthread_detach(thread[0]);
    pthread_join(thread[1], NULL);
    return 0;
}
