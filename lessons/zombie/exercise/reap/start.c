/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Collects children that have ended, when there is a moment.
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
    if (waitpid(-1, NULL, WNOHANG) > 0)
        return 1;
    return 0;
}
