/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: hangs
 * Without WNOHANG, it waits for the one that is still at work, and the server stands still.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server.h"

pid_t take_request(int request)
{
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
    while (waitpid(-1, NULL, 0) > 0)
        collected++;
    return collected;
}
