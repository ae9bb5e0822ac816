/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * The lock is held during the task: nobody can hand over meanwhile.
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
        sleeps = is_empty;
        if (!is_empty)
            do_task(tasks_given[taken++]);
        pthread_mutex_unlock(&lock);
        if (is_empty)
            sleep_loop();
    }
}
