/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two threads that need the settings. Frozen.
 *
 *     cc -g -pthread driver.c only-once.c -o only-once && ./only-once 4
 */
#include <assert.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "settings.h"

#define MOST_THREADS 16

static struct settings settings;
static int loads;

struct settings *settings_load(void)
{
    loads++;
    settings.size = 7;
    return &settings;
}

static void *work(void *argument)
{
    struct settings *mine = settings_get();
    assert(mine == &settings);
    assert(mine->size == 7);
    return argument;
}

int main(int argc, char **argv)
{
    int threads = argc > 1 ? atoi(argv[1]) : 2;
    pthread_t thread[MOST_THREADS];
    if (threads < 1 || threads > MOST_THREADS)
        return 2;
    for (int i = 0; i < threads; i++)
        if (pthread_create(&thread[i], NULL, work, NULL) != 0)
            return 1;
    for (int i = 0; i < threads; i++)
        pthread_join(thread[i], NULL);
    assert(loads == 1);
    printf("loaded once\n");
    return 0;
}
