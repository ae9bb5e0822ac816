/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A process keeps SIGUSR1 away (it "blocks" it) while it is sent five times, and then lets it in.
 * The same with a real-time signal, which carries a number: 1, 2, 3, 4, 5.
 *
 *     cc -g blocked.c -o blocked && ./blocked 5
 */
#include <assert.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#define MOST_SIGNALS 20

static volatile sig_atomic_t plain, queued, number[MOST_SIGNALS];

static void handle_plain(int signal)
{
    (void)signal;
    plain++;
}

static void handle_queued(int signal, siginfo_t *info, void *context)
{
    (void)signal;
    (void)context;
    number[queued++] = info->si_value.sival_int;
}

int main(int argc, char **argv)
{
    int signals = argc > 1 ? atoi(argv[1]) : 5;
    if (argc > 2 || signals < 1 || signals > MOST_SIGNALS) {
        fprintf(stderr, "usage: blocked [SIGNALS], 1 to %d\n", MOST_SIGNALS);
        return 2;
    }
    struct sigaction action = {.sa_handler = handle_plain};
    sigaction(SIGUSR1, &action, NULL);
    action = (struct sigaction){.sa_sigaction = handle_queued, .sa_flags = SA_SIGINFO};
    sigaction(SIGRTMIN, &action, NULL);

    sigset_t both;
    sigemptyset(&both);
    sigaddset(&both, SIGUSR1);
    sigaddset(&both, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &both, NULL);
    for (int i = 1; i <= signals; i++) {
        kill(getpid(), SIGUSR1);
        sigqueue(getpid(), SIGRTMIN, (union sigval){.sival_int = i});
    }
    printf("sent %d of each, blocked: %d and %d have arrived\n", signals, (int)plain, (int)queued);
    sigprocmask(SIG_UNBLOCK, &both, NULL); /* what waits arrives before this returns */

    printf("SIGUSR1:  %d\nSIGRTMIN: %d, with", (int)plain, (int)queued);
    for (int i = 0; i < queued; i++)
        printf(" %d", (int)number[i]);
    printf("\n");
    fflush(NULL); /* the claims below may end the program */
    assert(plain == 1);
    assert(queued == signals);
    return 0;
}
