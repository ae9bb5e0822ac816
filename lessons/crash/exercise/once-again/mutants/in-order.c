/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * Takes the first that ends for the first that was begun.
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

int do_jobs(int count)
{
    pid_t children[MOST];
    int status, failed = 0, next = 0;
    for (int i = 0; i < count; i++)
        children[i] = begin(i);
    for (pid_t child; (child = wait(&status)) > 0;) {
        int job = next++ % count;
        if (WIFSIGNALED(status))
            children[job] = begin(job);
        else
            failed += WEXITSTATUS(status) != 0;
    }
    return failed;
}
