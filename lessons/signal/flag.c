/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The handler only leaves a note; the program reads it when it is at a good place.
 *
 *     cc -g -pthread flag.c -o flag && ./flag
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int lines;                       /* in the log: touch it only with the lock held */
static volatile sig_atomic_t is_wanted; /* what a handler may write */

static void handler(int number)
{
    (void)number;
    is_wanted = 1;
}

static void add_line(void)
{
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
    raise(SIGUSR1); /* at just this moment */
    pthread_mutex_unlock(&lock);
    if (is_wanted)
        add_line();
    printf("%d lines\n", lines);
    fflush(NULL); /* the claim below may end the program */
    assert(lines == 2);
    return 0;
}
