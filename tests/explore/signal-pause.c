/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The flag is looked at, then paused: a signal that comes between is not waited for, and no other
 * comes. With the signal blocked until sigsuspend lets it in, it cannot come between.
 *
 * verdict: failed
 * failure: deadlock at PAUSE or JOIN preemptions 0
 * case: suspend
 * args: suspend
 * verdict: proved
 * outcome: "came\n"
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static volatile sig_atomic_t has_come;
static int is_blocked;

static void come(int number)
{
    (void)number;
    has_come = 1;
}

static void *wait_for_it(void *arg)
{
    sigset_t none;
    sigemptyset(&none);
    while (!has_come)
        if (is_blocked)
            sigsuspend(&none);
        else
            pause(); /* PAUSE */
    puts("came");
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    sigset_t set;
    (void)argv;
    is_blocked = argc > 1;
    signal(SIGUSR1, come);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    if (is_blocked)
        pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&t, NULL, wait_for_it, NULL);
    pthread_kill(t, SIGUSR1);
    pthread_join(t, NULL); /* JOIN */
}
