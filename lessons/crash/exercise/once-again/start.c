/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * The exit status says whether it could be done. And if there is none?
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
    for (int i = 0; i < count; i++)
        begin(i);
    while (wait(&status) > 0)
        failed += WEXITSTATUS(status) != 0;
    return failed;
}
