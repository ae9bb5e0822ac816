/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sent to the process, a signal is taken by any thread that does not block it: which one is open.
 *
 * verdict: proved
 * outcome: "by the worker\n"
 * outcome: "by main\n"
 * case: main blocks it
 * args: blocked
 * verdict: proved
 * outcome: "by the worker\n"
 */
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <unistd.h>

static pthread_t worker;
static atomic_int by_worker, by_main;

static void take(int number)
{
    (void)number;
    if (pthread_equal(pthread_self(), worker))
        by_worker = 1;
    else
        by_main = 1;
}

static void *work(void *arg)
{
    while (!by_worker && !by_main)
        continue;
    return arg;
}

int main(int argc, char **argv)
{
    sigset_t set;
    (void)argv;
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    signal(SIGUSR1, take);
    pthread_create(&worker, NULL, work, NULL);
    if (argc > 1)
        pthread_sigmask(SIG_BLOCK, &set, NULL);
    kill(getpid(), SIGUSR1);
    pthread_join(worker, NULL);
    puts(by_main ? "by main" : "by the worker");
}
