/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * What the scenarios share: the arguments, two variables, some objects, and threads to be started
 * and joined. One program of one source file, so its parts are headers.
 */
#ifndef TEST_ENGINE_SCENARIO_H
#define TEST_ENGINE_SCENARIO_H

#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <threads.h>
#include <unistd.h>

static int n, k; /* the arguments */
static volatile int x, y;
static pthread_mutex_t a = PTHREAD_MUTEX_INITIALIZER, b = PTHREAD_MUTEX_INITIALIZER,
                       gate = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t cond = PTHREAD_COND_INITIALIZER, other = PTHREAD_COND_INITIALIZER;
static sem_t sem;
static pthread_t threads[16];
static int used;

static void start(void *(*run)(void *), long argument)
{
    if (pthread_create(&threads[used], NULL, run, (void *)argument) != 0)
        exit(9);
    used++;
}

static void finish(void)
{
    for (int i = 0; i < used; i++)
        pthread_join(threads[i], NULL);
}

#endif
