/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Asks again and again, until it is told: none that has ended.
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
    while (waitpid(-1, NULL, WNOHANG) > 0)
        collected++;
    return collected;
}
