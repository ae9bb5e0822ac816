/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: hangs
 * No child, no zombie; but the server stands still while it handles a request.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server.h"

pid_t take_request(int request)
{
    handle(request);
    pid_t child = fork();
    if (child == 0)
        _exit(0);
    return child;
}

int collect_ended(void)
{
    int collected = 0;
    while (waitpid(-1, NULL, WNOHANG) > 0)
        collected++;
    return collected;
}
