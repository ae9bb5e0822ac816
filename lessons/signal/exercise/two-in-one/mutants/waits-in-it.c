/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: hangs
 * The handler waits for a child that waits for us.
 */
#include <errno.h>
#include <signal.h>
#include <stddef.h>
#include <sys/wait.h>

#include "children.h"

static volatile sig_atomic_t ended;

static void on_child(int number)
{
    int saved = errno;
    (void)number;
    while (waitpid(-1, NULL, 0) > 0)
        ended++;
    errno = saved;
}

int children_watch(void)
{
    struct sigaction action = {.sa_handler = on_child, .sa_flags = SA_RESTART};
    sigemptyset(&action.sa_mask);
    return sigaction(SIGCHLD, &action, NULL) < 0;
}

int children_ended(void)
{
    return ended;
}
