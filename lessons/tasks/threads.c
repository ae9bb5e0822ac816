/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One process with four threads: a quarter each.
 *
 *     cc -g -pthread threads.c -o threads && ./threads
 */
#include "quarter.h"

#include <pthread.h>

static void *task(void *argument)
{
    compute((int)(long)argument);
    return NULL;
}

int main(int argc, char **argv)
{
    begin(argc, argv);
    pthread_t thread[QUARTERS];
    for (long i = 0; i < QUARTERS; i++)
        if (pthread_create(&thread[i], NULL, task, (void *)(i + 1)) != 0) {
            fprintf(stderr, "threads: cannot create a thread\n");
            return 1;
        }
    for (long i = 0; i < QUARTERS; i++)
        pthread_join(thread[i], NULL);
    return 0;
}
