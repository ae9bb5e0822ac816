/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A timer whose cancel only leaves word, and never asks whether it is too
 * late.
 *
 *     cc -g -pthread both.c -o both && ./both
 */
#include <assert.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdio.h>
#include <time.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool is_cancelled; /* under the lock */
static int fired;         /* how often; main reads it after the join */

static void *timer(void *argument)
{
    struct timespec time = {0, 1000000};
    nanosleep(&time, NULL); /* a timer's work: to let the time pass */
    pthread_mutex_lock(&lock);
    bool fires = !is_cancelled;
    pthread_mutex_unlock(&lock);
    if (fires)
        fired++;
    return argument;
}

static bool cancel(void)
{
    pthread_mutex_lock(&lock);
    is_cancelled = true;
    pthread_mutex_unlock(&lock);
    return true; /* done! */
}

int main(void)
{
    pthread_t thread;
    if (pthread_create(&thread, NULL, timer, NULL) != 0) {
        fprintf(stderr, "both: cannot create a thread\n");
        return 1;
    }
    bool is_in_time = cancel();
    pthread_join(thread, NULL);
    printf("%s, fired %d times\n", is_in_time ? "cancelled" : "too late", fired);
    fflush(NULL); /* the claim below may end the program */
    assert(fired == (is_in_time ? 0 : 1));
    return 0;
}
