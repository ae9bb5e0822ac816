/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One thread only: main adds, and so does the handler of what it sent itself while it was blocked
 * and then let through. If the handler comes between load and store, its addition is lost; with the
 * signal blocked around the addition it is not.
 *
 * verdict: failed
 * failure: assertion at CLAIM preemptions 0
 * case: blocked
 * args: blocked
 * verdict: proved
 */
#include <assert.h>
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

static volatile sig_atomic_t counter, has_come;

static void add(int number)
{
    (void)number;
    counter++;
    has_come = 1;
}

int main(int argc, char **argv)
{
    sigset_t set;
    (void)argv;
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    signal(SIGALRM, add);
    alarm(1);
    if (argc > 1)
        pthread_sigmask(SIG_BLOCK, &set, NULL);
    counter++;
    if (argc > 1)
        pthread_sigmask(SIG_UNBLOCK, &set, NULL);
    while (!has_come)
        continue;
    assert(counter == 2); /* CLAIM */
}
