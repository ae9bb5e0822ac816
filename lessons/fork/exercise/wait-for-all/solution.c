/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * As many waits as children: wait() gives one at a time, and fails when there is none left.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "parts.h"

int faulty_parts(int count)
{
    for (int i = 0; i < count; i++) {
        pid_t child = fork();
        if (child < 0)
            return -1;
        if (child == 0)
            _exit(is_faulty(i));
    }
    int faulty = 0, status;
    while (wait(&status) > 0)
        if (WIFEXITED(status))
            faulty += WEXITSTATUS(status);
    return faulty;
}
