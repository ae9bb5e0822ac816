/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * verdict: hangs
 * Each worker could write to itself, and so it never sees the end of the file.
 */
#include <sys/wait.h>
#include <unistd.h>

#include "workers.h"

int hand_out(int jobs)
{
    int to[WORKERS]; /* the ends to write to */
    pid_t worker[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        int ends[2]; /* ends[0]: to read from, ends[1]: to write to */
        if (pipe(ends) < 0)
            return 1;
        worker[i] = fork();
        if (worker[i] < 0)
            return 1;
        if (worker[i] == 0) {
            for (int k = 0; k < i; k++)
                close(to[k]);
            take_jobs(i, ends[0]);
            close(ends[0]);
            _exit(0);
        }
        close(ends[0]);
        to[i] = ends[1];
    }
    for (int job = 0; job < jobs; job++)
        send_job(job, to[job % WORKERS]);
    for (int i = 0; i < WORKERS; i++)
        close(to[i]);
    for (int i = 0; i < WORKERS; i++)
        waitpid(worker[i], NULL, 0);
    return 0;
}
