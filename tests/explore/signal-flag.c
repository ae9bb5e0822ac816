/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler sets a flag, and the loop that it interrupts ends: whenever it comes.
 *
 * verdict: proved
 * outcome: "stopped\n"
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static volatile sig_atomic_t is_over;

static void stop(int number)
{
    (void)number;
    is_over = 1;
}

static void *work(void *arg)
{
    while (!is_over)
        continue;
    return arg;
}

int main(void)
{
    pthread_t t;
    signal(SIGUSR1, stop);
    pthread_create(&t, NULL, work, NULL);
    pthread_kill(t, SIGUSR1);
    pthread_join(t, NULL);
    puts("stopped");
}
