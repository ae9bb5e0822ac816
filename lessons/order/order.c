/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Some child processes, started one after the other. Each writes its number as soon as it runs.
 *
 *     cc -g order.c -o order && ./order 4
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOST_CHILDREN 9

static int child(int number)
{
    char digit = (char)('0' + number);
    return write(STDOUT_FILENO, &digit, 1) == 1 ? 0 : 1; /* at once, by no buffer */
}

int main(int argc, char **argv)
{
    int children = argc > 1 ? atoi(argv[1]) : 4;
    if (argc > 2 || children < 1 || children > MOST_CHILDREN) {
        fprintf(stderr, "usage: order [CHILDREN], 1 to %d\n", MOST_CHILDREN);
        return 2;
    }
    for (int i = 1; i <= children; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            perror("fork");
            return 1;
        }
        if (pid == 0)
            return child(i);
    }
    int failed = 0;
    for (int i = 0; i < children; i++) {
        int status;
        failed |= wait(&status) < 0 || status != 0;
    }
    return failed;
}
