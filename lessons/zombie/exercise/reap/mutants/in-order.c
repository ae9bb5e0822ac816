/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Asks in the order in which they were made: behind one that works, zombies pile up.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "server.h"

static pid_t made[16];
static int made_count, first;

pid_t take_request(int request)
{
    pid_t child = fork();
    if (child == 0) {
        handle(request);
        _exit(0);
    }
    made[made_count++] = child;
    return child;
}

int collect_ended(void)
{
    int collected = 0;
    while (first < made_count && waitpid(made[first], NULL, WNOHANG) > 0) {
        first++;
        collected++;
    }
    return collected;
}
