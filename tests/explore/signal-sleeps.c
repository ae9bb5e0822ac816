/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Until a handler has set the flag, main sleeps and looks again. To go to sleep and to wake up are
 * two steps at one place, and no round.
 *
 * verdict: failed
 * failure: race at LOOK or SET preemptions 0
 * outcome: "stopped\n"
 *
 * case: atomic
 * verdict: proved
 * args: atomic
 * outcome: "stopped\n"
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t has_stopped;
static atomic_int is_over;
static int is_atomic;

static void stop(int number)
{
    (void)number;
    if (is_atomic)
        is_over = 1;
    else
        has_stopped = 1; /* SET */
}

static void *end_it(void *arg)
{
    kill(getpid(), SIGINT);
    return arg;
}

int main(int argc, char **argv)
{
    (void)argv;
    is_atomic = argc > 1;
    signal(SIGINT, stop);
    pthread_t thread;
    pthread_create(&thread, NULL, end_it, NULL);
    while (is_atomic ? !is_over : !has_stopped) /* LOOK */
        usleep(100);
    pthread_join(thread, NULL);
    puts("stopped");
}
