/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Four processes, each with one thread: a quarter each.
 *
 *     cc -g processes.c -o processes && ./processes
 */
#include "quarter.h"

#include <sys/wait.h>

int main(int argc, char **argv)
{
    begin(argc, argv);
    for (int quarter = 1; quarter <= QUARTERS; quarter++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0) { /* the new process */
            compute(quarter);
            return 0;
        }
    }
    int failed = 0;
    for (int i = 0; i < QUARTERS; i++) {
        int status;
        failed |= wait(&status) < 0 || status != 0;
    }
    return failed;
}
