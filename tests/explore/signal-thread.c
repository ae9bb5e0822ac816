/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A thread of its own takes the signal by sigwait; all block it. If one does not, the signal may go
 * there instead, where nobody has said what is to be done: the program ends.
 *
 * verdict: proved
 * outcome: "taken\n"
 * case: one does not block it
 * args: open
 * verdict: failed
 * failure: crash preemptions 0
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static sigset_t set;

static void *take(void *arg)
{
    int number;
    sigwait(&set, &number);
    puts(number == SIGUSR1 ? "taken" : "another");
    return arg;
}

static void *work(void *arg)
{
    if (arg)
        pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t taker, worker;
    (void)argv;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    pthread_sigmask(SIG_BLOCK, &set, NULL);
    pthread_create(&taker, NULL, take, NULL);
    pthread_create(&worker, NULL, work, argc > 1 ? &set : NULL);
    kill(getpid(), SIGUSR1);
    pthread_join(taker, NULL);
    pthread_join(worker, NULL);
}
