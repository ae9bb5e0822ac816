/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some workers, each a process. One of them has a bug, and crashes.
 *
 *     cc -g processes.c -o processes && ./processes 4 100
 */
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_WORKERS 9
#define MOST_MS      10000
#define BAD_WORKER   2

/* The job: a wait, as for an answer over the network. It is the work itself. */
static void work(int worker, int milliseconds)
{
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
    printf("worker %d starts\n", worker);
    if (worker == BAD_WORKER)
        *(volatile int *)NULL = worker; /* the bug: there is nothing at address 0 */
    nanosleep(&time, NULL);
    printf("worker %d ends\n", worker);
}

int main(int argc, char **argv)
{
    int workers = argc > 1 ? atoi(argv[1]) : 4, ms = argc > 2 ? atoi(argv[2]) : 100;
    if (argc > 3 || workers < BAD_WORKER || workers > MOST_WORKERS || ms < 1 || ms > MOST_MS) {
        fprintf(stderr, "usage: processes [WORKERS [MILLISECONDS]], %d to %d, 1 to %d\n",
                BAD_WORKER, MOST_WORKERS, MOST_MS);
        return 2;
    }
    setvbuf(stdout, NULL, _IOLBF, 0); /* each line at once: many processes print */

    pid_t pid[MOST_WORKERS];
    for (int i = 0; i < workers; i++) {
        pid[i] = fork();
        if (pid[i] < 0) {
            perror("fork");
            return 1;
        }
        if (pid[i] == 0) {
            work(i + 1, ms);
            return 0;
        }
    }
    int done = 0;
    for (int i = 0; i < workers; i++) {
        int status;
        waitpid(pid[i], &status, 0);
        if (WIFSIGNALED(status))
            printf("main: worker %d was killed by signal %d\n", i + 1, WTERMSIG(status));
        else
            done++;
    }
    printf("main: I am alive; %d of %d jobs are done\n", done, workers);
    assert(done == workers - 1);
    return 0;
}
