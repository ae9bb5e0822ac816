/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A handler ends the program, and main leaves signals blocked: nothing of it is there when the next
 * schedule begins.
 *
 * verdict: proved
 * outcome: "done\n"
 * outcome: ""
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static pthread_t first;

static void leave(int number)
{
    (void)number;
    _Exit(0);
}

static void *work(void *arg)
{
    pthread_kill(first, SIGUSR1);
    return arg;
}

int main(void)
{
    pthread_t t;
    pthread_attr_t detached;
    sigset_t set, now;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, NULL, &now);
    if (sigismember(&now, SIGUSR1))
        puts("blocked before");
    first = pthread_self();
    signal(SIGUSR1, leave);
    pthread_attr_init(&detached);
    pthread_attr_setdetachstate(&detached, PTHREAD_CREATE_DETACHED);
    pthread_create(&t, &detached, work, NULL);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_attr_destroy(&detached);
    puts("done");
}
