/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: hangs
 * Waits for each child before it makes the next: they are never at work at the same time.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "parts.h"

int faulty_parts(int count)
{
    int faulty = 0;
    for (int i = 0; i < count; i++) {
        pid_t child = fork();
        if (child < 0)
            return -1;
        if (child == 0)
            _exit(is_faulty(i));
        int status;
        waitpid(child, &status, 0);
        if (WIFEXITED(status))
            faulty += WEXITSTATUS(status);
    }
    return faulty;
}
