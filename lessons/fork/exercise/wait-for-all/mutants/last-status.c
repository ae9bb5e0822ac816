/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Waits for all, but looks only at the last.
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
    int status = 0;
    while (wait(&status) > 0)
        continue;
    return WEXITSTATUS(status);
}
