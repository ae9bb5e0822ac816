/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * An alarm, then a pause: on a busy machine the alarm is over before the pause begins, and it waits
 * for ever. sigwait of a blocked alarm cannot miss it.
 *
 * verdict: failed
 * failure: deadlock at PAUSE preemptions 0
 * case: waited for
 * args: wait
 * verdict: proved
 * outcome: "14\n"
 */
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void ring(int number)
{
    (void)number;
}

int main(int argc, char **argv)
{
    sigset_t set;
    int number = 0;
    (void)argv;
    signal(SIGALRM, ring);
    sigemptyset(&set);
    sigaddset(&set, SIGALRM);
    if (argc > 1)
        sigprocmask(SIG_BLOCK, &set, NULL);
    alarm(1);
    if (argc > 1)
        sigwait(&set, &number);
    else
        pause(); /* PAUSE */
    printf("%d\n", number);
}
