/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: hangs
 * Goes on for 0, too, which says: there are children, but none has ended.
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
    pid_t child;
    while ((child = waitpid(-1, NULL, WNOHANG)) >= 0)
        if (child > 0)
            collected++;
    return collected;
}
