/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Nobody has said what is to be done at the signal: it ends the whole program, not the thread.
 * Ignored, it does nothing; and one that is ignored by default neither.
 *
 * verdict: failed
 * failure: crash preemptions 0
 * case: ignored
 * args: ignore
 * verdict: proved
 * outcome: "done\n"
 * case: child
 * args: a child
 * verdict: proved
 * outcome: "done\n"
 */
#include <pthread.h>
#include <signal.h>
#include <stdio.h>

static void *work(void *arg)
{
    return arg;
}

int main(int argc, char **argv)
{
    pthread_t t;
    (void)argv;
    if (argc == 2)
        signal(SIGUSR1, SIG_IGN);
    pthread_create(&t, NULL, work, NULL);
    pthread_kill(t, argc == 3 ? SIGCHLD : SIGUSR1);
    pthread_join(t, NULL);
    puts("done");
}
