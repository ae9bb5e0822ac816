/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: over-synchronised
 * One child after the other.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jobs.h"

static pid_t begin(int job)
{
    pid_t child = fork();
    if (child == 0)
        _exit(do_job(job));
    return child;
}

int do_jobs(int count)
{
    int status, failed = 0;
    for (int i = 0; i < count; i++) {
        do {
            if (waitpid(begin(i), &status, 0) < 0)
                return -1;
        } while (WIFSIGNALED(status));
        failed += WEXITSTATUS(status) != 0;
    }
    return failed;
}
