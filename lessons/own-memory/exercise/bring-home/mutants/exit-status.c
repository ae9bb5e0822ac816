/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * An exit status has eight bits.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "work.h"

int work_in_children(int workers, long *results)
{
    pid_t children[64];
    for (int i = 0; i < workers; i++) {
        children[i] = fork();
        if (children[i] < 0)
            return 1;
        if (children[i] == 0)
            _exit((int)work(i));
    }
    for (int i = 0; i < workers; i++) {
        int status;
        if (waitpid(children[i], &status, 0) < 0)
            return 1;
        results[i] = WEXITSTATUS(status);
    }
    return 0;
}
