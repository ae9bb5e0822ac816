/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * One process makes several children, one after the other, and keeps the pid of each: it needs them
 * to wait for them. A child needs to keep nothing: getppid() says who its parent is.
 *
 *     cc -g fan.c -o fan && ./fan 4
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_CHILDREN 9

static int child(int number)
{
    char digit = (char)('0' + number);
    if (write(STDOUT_FILENO, &digit, 1) < 0) /* at once: nothing is kept in a buffer */
        return 1;
    return number; /* the exit status, for the parent */
}

int main(int argc, char **argv)
{
    int children = argc > 1 ? atoi(argv[1]) : 4;
    if (argc > 2 || children < 1 || children > MOST_CHILDREN) {
        fprintf(stderr, "usage: fan [CHILDREN], 1 to %d\n", MOST_CHILDREN);
        return 2;
    }
    pid_t pids[MOST_CHILDREN];
    for (int i = 0; i < children; i++) {
        pids[i] = fork();
        if (pids[i] < 0) {
            perror("fork");
            return 1;
        }
        if (pids[i] == 0)
            return child(i + 1); /* or it would go on with the loop, and fork as well */
    }
    for (int i = 0; i < children; i++) {
        int status;
        if (waitpid(pids[i], &status, 0) != pids[i] || WEXITSTATUS(status) != i + 1)
            return 1;
    }
    return 0;
}
