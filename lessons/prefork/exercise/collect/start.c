/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Each worker tells which job it takes, and then, when it is done, the value.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jobs.h"

static void work(int from, int to)
{
    int job;
    while (read(from, &job, sizeof(job)) == sizeof(job)) {
        if (write(to, &job, sizeof(job)) != sizeof(job))
            _exit(1);
        int value = do_job(job);
        if (write(to, &value, sizeof(value)) != sizeof(value))
            _exit(1);
    }
}

int do_jobs(int count)
{
    int jobs[2], results[2];
    if (pipe(jobs) < 0 || pipe(results) < 0)
        return 1;
    for (int i = 0; i < WORKERS; i++) {
        pid_t child = fork();
        if (child < 0)
            return 1;
        if (child == 0) {
            close(jobs[1]);
            close(results[0]);
            work(jobs[0], results[1]);
            _exit(0);
        }
    }
    close(jobs[0]);
    close(results[1]);
    for (int i = 0; i < count; i++)
        if (write(jobs[1], &i, sizeof(i)) != sizeof(i))
            return 1;
    close(jobs[1]);
    int job, value;
    while (read(results[0], &job, sizeof(job)) == sizeof(job) &&
           read(results[0], &value, sizeof(value)) == sizeof(value))
        take_result(job, value);
    close(results[0]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
