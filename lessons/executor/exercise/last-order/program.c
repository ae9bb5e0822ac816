/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An executor with one worker. It takes a task unless it is closed; whoever gave one waits for the
 * result. Main closes it, and what was taken before that is still done.
 *
 *     cc -g -pthread last-order.c -o last-order && ./last-order
 */
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of all that follows */
static pthread_cond_t news = PTHREAD_COND_INITIALIZER;   /* any of it has changed */
static bool is_closed, is_waiting, is_done;              /* the two last: the task */

static void *work(void *argument)
{
    pthread_mutex_lock(&lock);
    while (!is_waiting && !is_closed)
        pthread_cond_wait(&news, &lock);
    if (is_waiting)
        is_done = true;
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&lock);
    return argument;
}

static bool is_open(void)
{
    pthread_mutex_lock(&lock);
    bool now = !is_closed;
    pthread_mutex_unlock(&lock);
    return now;
}

static void *order(void *argument)
{
    if (!is_open())
        return argument; /* refused */
    pthread_mutex_lock(&lock);
    is_waiting = true;
    pthread_cond_broadcast(&news);
    while (!is_done)
        pthread_cond_wait(&news, &lock);
    pthread_mutex_unlock(&lock);
    return argument;
}

int main(void)
{
    pthread_t worker, guest;
    if (pthread_create(&worker, NULL, work, NULL) != 0 ||
        pthread_create(&guest, NULL, order, NULL) != 0)
        return 1;
    pthread_mutex_lock(&lock);
    is_closed = true;
    pthread_cond_broadcast(&news);
    pthread_mutex_unlock(&lock);
    pthread_join(worker, NULL);
    pthread_join(guest, NULL);
    printf(is_done ? "done and closed\n" : "closed\n");
    return 0;
}
