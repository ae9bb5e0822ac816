/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Whether there is nothing, and that the loop is about to sleep, are one step under the lock.
 */
#include <pthread.h>
#include <stdbool.h>

#include "loop.h"

static int tasks_given[MOST_TASKS];
static int given, taken;
static bool sleeps; /* the loop: somebody has to wake it */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

void hand_over(int task)
{
    pthread_mutex_lock(&lock);
    tasks_given[given++] = task;
    bool wakes = sleeps;
    sleeps = false;
    pthread_mutex_unlock(&lock);
    if (wakes)
        wake_loop();
}

void run_loop(int tasks)
{
    while (taken < tasks) {
        pthread_mutex_lock(&lock);
        bool is_empty = taken == given;
        int task = is_empty ? 0 : tasks_given[taken++];
        sleeps = is_empty; /* in the same step: who hands over now has seen it */
        pthread_mutex_unlock(&lock);
        if (is_empty)
            sleep_loop();
        else
            do_task(task);
    }
}
