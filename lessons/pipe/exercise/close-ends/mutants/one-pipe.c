/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: assertion
 * One pipe for all: who reads first has the job, whoever it was for.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "workers.h"

int hand_out(int jobs)
{
    int ends[2];
    if (pipe(ends) < 0)
        return 1;
    for (int job = 0; job < jobs; job++)
        send_job(job, ends[1]);
    for (int i = 0; i < WORKERS; i++) {
        pid_t worker = fork();
        if (worker < 0)
            return 1;
        if (worker == 0) {
            close(ends[1]);
            take_jobs(i, ends[0]);
            close(ends[0]);
            _exit(0);
        }
    }
    close(ends[0]);
    close(ends[1]);
    while (wait(NULL) > 0)
        continue;
    return 0;
}
