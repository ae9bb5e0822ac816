/* SPDX-License-Identifier: GPL-3.0-or-later */
#ifndef THREADS_H
#define THREADS_H

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "interpreter.h"

/* That many threads, each with an interpreter of its own; waits for their ends. */
static void run_threads(long threads, struct task *task)
{
    pthread_t thread[MOST_TASKS];
    for (long i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, interpret, task) != 0) {
            fprintf(stderr, "cannot create a thread\n");
            exit(1);
        }
    for (long i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
}

#endif
