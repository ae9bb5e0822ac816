/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * A crash is counted as a job that cannot be done.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jobs.h"

#define MOST 50

static pid_t begin(int job)
{
    pid_t child = fork();
    if (child == 0)
        _exit(do_job(job));
    return child;
}

static int job_of(const pid_t *children, int count, pid_t child)
{
    for (int i = 0; i < count; i++)
        if (children[i] == child)
            return i;
    return -1;
}

int do_jobs(int count)
{
    pid_t children[MOST];
    int status, failed = 0;
    for (int i = 0; i < count; i++)
        children[i] = begin(i);
    for (pid_t child; (child = wait(&status)) > 0;) {
        int job = job_of(children, count, child);
        if (WIFSIGNALED(status))
            failed++;
        else
            failed += WEXITSTATUS(status) != 0;
    }
    return failed;
}
