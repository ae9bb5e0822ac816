/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The parent sends one signal many times, as fast as it can. The child counts how often its handler
 * was called.
 *
 *     cc -g count.c -o count && ./count 1000
 */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_SIGNALS 100000

static volatile sig_atomic_t arrived;

static void handler(int number)
{
    (void)number;
    arrived++;
}

/* Says that it is ready, and reads until the parent has closed its end: all signals are sent. */
static int child(int parent)
{
    const struct sigaction action = {.sa_handler = handler};
    char byte = 'r';
    if (sigaction(SIGUSR1, &action, NULL) < 0 || write(parent, &byte, 1) != 1)
        return 1;
    while (read(parent, &byte, 1) != 0)
        if (errno != EINTR) /* a handler has run meanwhile */
            return 1;
    printf("%d arrived\n", (int)arrived);
    return 0;
}

int main(int argc, char **argv)
{
    int signals = argc > 1 ? atoi(argv[1]) : 1000, ends[2];
    char byte;
    if (argc > 2 || signals < 1 || signals > MOST_SIGNALS) {
        fprintf(stderr, "usage: count [SIGNALS], 1 to %d\n", MOST_SIGNALS);
        return 2;
    }
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(ends[0]);
        return child(ends[1]);
    }
    close(ends[1]);
    if (pid < 0 || read(ends[0], &byte, 1) != 1)
        return 1;
    for (int i = 0; i < signals; i++)
        kill(pid, SIGUSR1);
    close(ends[0]);
    wait(NULL);
    return 0;
}
