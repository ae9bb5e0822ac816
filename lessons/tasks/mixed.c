/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Two processes, each of which starts two threads: a quarter for each thread.
 *
 *     cc -g -pthread mixed.c -o mixed && ./mixed
 */
#include "quarter.h"

#include <pthread.h>
#include <sys/wait.h>

static void *task(void *argument)
{
    compute((int)(long)argument);
    return NULL;
}

/* What each of the two processes does. Its exit status. */
static int two_threads(long first)
{
    pthread_t thread[2];
    for (long i = 0; i < 2; i++)
        if (pthread_create(&thread[i], NULL, task, (void *)(first + i)) != 0) {
            fprintf(stderr, "mixed: cannot create a thread\n");
            return 1;
        }
    for (long i = 0; i < 2; i++)
        pthread_join(thread[i], NULL);
    return 0;
}

int main(int argc, char **argv)
{
    begin(argc, argv);
    for (long first = 1; first <= QUARTERS; first += 2) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0)
            return two_threads(first);
    }
    int failed = 0;
    for (int i = 0; i < QUARTERS / 2; i++) {
        int status;
        failed |= wait(&status) < 0 || status != 0;
    }
    return failed;
}
