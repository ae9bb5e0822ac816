/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A program that keeps a log under a lock. Its signal handler writes to the log as well.
 *
 *     cc -g -pthread handler-lock.c -o handler-lock && ./handler-lock      (Ctrl-C ends it)
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int lines; /* in the log: touch it only with the lock held */

static void handler(int number)
{
    (void)number;
    pthread_mutex_lock(&lock);
    lines++;
    pthread_mutex_unlock(&lock);
}

int main(void)
{
    const struct sigaction action = {.sa_handler = handler};
    if (sigaction(SIGUSR1, &action, NULL) < 0)
        return 1;
    pthread_mutex_lock(&lock);
    lines++;
    raise(SIGUSR1); /* in place of somebody who sends it at just this moment */
    pthread_mutex_unlock(&lock);
    printf("%d lines\n", lines);
    return 0;
}
