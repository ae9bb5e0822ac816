/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Signals without a handler: blocked, and read from a descriptor like any message, when it suits.
 *
 *     cc -g as-messages.c -o as-messages && ./as-messages
 */
#include <signal.h>
#include <stdio.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static int child(pid_t parent)
{
    kill(parent, SIGUSR1);
    return 0; /* and its end is a signal to the parent as well */
}

int main(void)
{
    sigset_t wanted;
    sigemptyset(&wanted);
    sigaddset(&wanted, SIGUSR1);
    sigaddset(&wanted, SIGCHLD);
    sigprocmask(SIG_BLOCK, &wanted, NULL);
    int signals = signalfd(-1, &wanted, 0);
    if (signals < 0)
        return 1;
    pid_t parent = getpid(), pid = fork();
    if (pid == 0)
        return child(parent);

    struct signalfd_siginfo info;
    do {
        if (read(signals, &info, sizeof(info)) != sizeof(info))
            return 1;
        printf("%s from %s\n", info.ssi_signo == SIGUSR1 ? "SIGUSR1" : "SIGCHLD",
               (pid_t)info.ssi_pid == pid ? "the child" : "a stranger");
    } while (info.ssi_signo != SIGCHLD);
    wait(NULL);
    return 0;
}
