/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A result is one record and one write: up to PIPE_BUF bytes, nobody gets in between.
 */
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

#include "jobs.h"

struct result {
    int job;
    int value;
};

static void work(int from, int to)
{
    int job;
    while (read(from, &job, sizeof(job)) == sizeof(job)) {
        struct result result = {.job = job, .value = do_job(job)};
        if (write(to, &result, sizeof(result)) != sizeof(result))
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
    struct result result;
    while (read(results[0], &result, sizeof(result)) == sizeof(result))
        take_result(result.job, result.value);
    close(results[0]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
