/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Waits for the child that was made last. Others may end after it, and nobody asks them.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "parts.h"

int faulty_parts(int count)
{
    pid_t child = 0;
    for (int i = 0; i < count; i++) {
        child = fork();
        if (child < 0)
            return -1;
        if (child == 0)
            _exit(is_faulty(i));
    }
    int status;
    waitpid(child, &status, 0);
    return WEXITSTATUS(status);
}
