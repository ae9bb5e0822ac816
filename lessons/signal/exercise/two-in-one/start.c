/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A child has ended: it is waited for, and counted.
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
    if (waitpid(-1, NULL, WNOHANG) > 0)
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
