/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Tells the kernel that nobody will ask: so there are no zombies, and nothing to count.
 */
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server.h"

pid_t take_request(int request)
{
    signal(SIGCHLD, SIG_IGN);
    pid_t child = fork();
    if (child == 0) {
        handle(request);
        _exit(0);
    }
    return child;
}

int collect_ended(void)
{
    int collected = 0;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        collected++;
    return collected;
}
